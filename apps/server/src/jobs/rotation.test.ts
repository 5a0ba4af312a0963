import { describe, expect, it } from 'vitest';
import { pauseAfter } from './retry.js';
import { createRotation } from './rotation.js';

const NOW = new Date('2026-03-02T09:00:00Z');
const after = (ms: number) => new Date(NOW.getTime() + ms);

describe('turns', () => {
  it('a huge team gives way to the others after every claim, and has the rest to itself', () => {
    const rotation = createRotation();
    rotation.found([1, 2, 3], NOW);
    expect(rotation.next(100)).toEqual([1, 2, 3]);
    rotation.took([1, 2, 3], new Map([[1, 100]]), 100, new Set([1]));
    // Whoever the claim did not reach is next, and who is new comes last.
    rotation.found([1, 4], after(500));
    expect(rotation.next(100)).toEqual([2, 3, 1, 4]);
    const rest = new Map([
      [2, 1],
      [3, 50],
      [1, 49],
    ]);
    rotation.took([2, 3, 1, 4], rest, 100, new Set([1]));
    expect(rotation.next(100)).toEqual([4, 1]);
    rotation.took([4, 1], new Map([[1, 60]]), 100, new Set());
    expect(rotation.next(100)).toEqual([]);
  });

  it('workers begin at different teams, and each comes to all of them', () => {
    const turns = [0, 0.3, 0.999].map((start) => {
      const rotation = createRotation(start);
      rotation.found([1, 2, 3, 4, 5], NOW);
      return rotation.next(5).join('');
    });
    expect(turns).toEqual(['12345', '23451', '51234']);
  });

  it('teams are looked for twice a second, a thousand at a time, and whenever the clock was put back', () => {
    const rotation = createRotation();
    expect(rotation.isStale(NOW)).toBe(true);
    rotation.found([7], NOW);
    expect(rotation.isStale(after(499))).toBe(false);
    expect(rotation.isStale(after(500))).toBe(true);
    expect(rotation.isStale(after(-500))).toBe(true);
    expect(rotation.view).toEqual({ after: 0, most: 1000 });
    const many = Array.from({ length: 1000 }, (_, n) => n + 10);
    rotation.found(many, NOW);
    expect(rotation.view.after).toBe(1009);
    rotation.found([], NOW);
    expect(rotation.view.after).toBe(0);
  });
});

it('rests grow to their longest, and those of different rows differ a little', () => {
  const retries = { tries: 12, firstMs: 1000, factor: 4, longestMs: 3_600_000 };
  for (const [tries, whole] of [
    [1, 1000],
    [2, 4000],
    [3, 16_000],
    [12, 3_600_000],
    [1000, 3_600_000],
  ] as const) {
    const pauses = Array.from({ length: 50 }, (_, n) => pauseAfter(retries, tries, `row ${n}`));
    expect(Math.max(...pauses)).toBeLessThanOrEqual(whole);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(whole * 0.8);
    expect(new Set(pauses).size).toBeGreaterThan(20);
    expect(pauseAfter(retries, tries, 'row 7')).toBe(pauses[7]);
  }
});
