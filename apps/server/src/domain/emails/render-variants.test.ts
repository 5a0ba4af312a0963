import { describe, expect, it } from 'vitest';
import { chooseVariant, suggestWinner } from './render-variants.js';

const versions = (...weights: number[]) =>
  weights.map((weight, index) => ({ id: index + 1, weight, winner: false }));

describe('chooseVariant', () => {
  it('is the same every time, whatever the order of the versions', () => {
    const three = versions(1, 2, 3);
    for (let membership = 1; membership <= 50; membership += 1) {
      const chosen = chooseVariant(three, [membership, 7]);
      expect(chooseVariant([...three].reverse(), [membership, 7])).toEqual(chosen);
    }
  });

  it('spreads neighbouring memberships by weight', () => {
    const counts = new Map<number, number>();
    for (let membership = 1; membership <= 10_000; membership += 1) {
      const id = chooseVariant(versions(1, 3, 0), [membership, 7])?.id ?? 0;
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    expect(counts.get(3)).toBeUndefined();
    expect(counts.get(1)).toBeGreaterThan(2300);
    expect(counts.get(1)).toBeLessThan(2700);
  });

  it('chooses differently at another step', () => {
    const same = Array.from({ length: 1000 }, (_, membership) => membership).filter(
      (membership) =>
        chooseVariant(versions(1, 1), [membership, 1])?.id ===
        chooseVariant(versions(1, 1), [membership, 2])?.id,
    );
    expect(same.length).toBeGreaterThan(400);
    expect(same.length).toBeLessThan(600);
  });

  it('gives everyone the winner, and nobody one without weight', () => {
    const [a, b] = versions(1, 0);
    expect(chooseVariant([a!, { ...b!, winner: true }], [1, 1])?.id).toBe(2);
    expect(chooseVariant(versions(0, 0), [1, 1])).toBeUndefined();
    expect(chooseVariant([], [1, 1])).toBeUndefined();
  });
});

describe('suggestWinner', () => {
  it.each([
    [
      [
        [100, 20],
        [100, 5],
      ],
      1,
    ],
    [
      [
        [100, 5],
        [100, 20],
      ],
      2,
    ],
    // Could be chance, too few, or nobody replied.
    [
      [
        [100, 6],
        [100, 5],
      ],
      undefined,
    ],
    [
      [
        [40, 20],
        [100, 0],
      ],
      undefined,
    ],
    [
      [
        [100, 0],
        [100, 0],
      ],
      undefined,
    ],
    [[[100, 20]], undefined],
  ])('%j', (numbers, winner) => {
    expect(
      suggestWinner(
        numbers.map(([sent, replied], index) => ({ id: index + 1, sent: sent!, replied: replied! })),
      ),
    ).toBe(winner);
  });
});
