import { expect, it } from 'vitest';
import { createWindows, FIRST } from './windows.js';
import { GIVE_UP_MS, nextTry } from './tries.js';

const room = (windows: ReturnType<typeof createWindows>, id: number) =>
  Math.min(windows.places().get(id) ?? FIRST, windows.free());
const fill = (windows: ReturnType<typeof createWindows>, id: number) => {
  let taken = 0;
  for (; room(windows, id) > 0; taken += 1) windows.take(id);
  return taken;
};

it('who answers gets more places, who does not has one', () => {
  const windows = createWindows();
  expect(fill(windows, 1)).toBe(4);
  for (let n = 0; n < 100; n += 1) {
    windows.leave(1, true);
    windows.take(1);
  }
  expect(fill(windows, 1)).toBe(60);
  windows.leave(1, false);
  expect(room(windows, 1)).toBe(0);
  for (let n = 0; n < 63; n += 1) windows.leave(1, false);
  expect(fill(windows, 1)).toBe(1);
});

it('however many hang, there is a place for the next who has none', () => {
  const windows = createWindows();
  for (let id = 1; id <= 500; id += 1) expect(fill(windows, id), String(id)).toBeGreaterThan(0);
  const next = fill(windows, 1000);
  expect(next).toBe(1);
});

it('is tried three times more every 15 seconds, then after growing pauses, for three days', () => {
  const first = new Date('2026-03-02T09:00:00Z');
  let at = first;
  const pauses: number[] = [];
  for (let attempts = 1; ; attempts += 1) {
    const next = nextTry(attempts, first, at, 'x');
    if (!next) break;
    pauses.push((next.getTime() - at.getTime()) / 1000);
    at = next;
  }
  expect(pauses.slice(0, 3)).toEqual([15, 15, 15]);
  expect(pauses[3]).toBeGreaterThanOrEqual(48);
  expect(pauses[3]).toBeLessThanOrEqual(60);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(10_800);
  expect(pauses.length).toBeGreaterThan(25);
  expect(at.getTime() - first.getTime()).toBeLessThanOrEqual(GIVE_UP_MS);
  expect(at.getTime() - first.getTime()).toBeGreaterThan(GIVE_UP_MS - 4 * 3_600_000);
});
