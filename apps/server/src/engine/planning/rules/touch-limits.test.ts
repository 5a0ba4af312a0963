import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../kernel/seeded-random.js';
import { type TouchLimit, touchLimitAt } from './touch-limits.js';

const DAY = 86_400_000;
const day = (n: number) => new Date(Date.UTC(2026, 2, 2) + n * DAY);
const limit = (count: number, days: number, slots: readonly number[]): TouchLimit => ({
  ...({ rule: 'person_touch_limit', provider: '', waiting: [], goesBefore: null } as const),
  ...{ count, windowMs: days * DAY, slots: slots.map(day) },
});
const untilOf = (limits: TouchLimit[], at: number) => {
  const found = touchLimitAt(limits, day(at));
  return found && (found.until.getTime() - day(0).getTime()) / DAY;
};

describe('one more touch', () => {
  it.each([
    ['has room where there are none', 1, 3, [], 0, undefined],
    ['waits for the first to leave', 1, 3, [0], 1, 3],
    ['may come when it has left', 1, 3, [0], 3, undefined],
    ['waits for the oldest of several', 2, 7, [0, 2], 4, 7],
    ['looks ahead too: what has its place keeps its distance', 1, 3, [2], 0, 5],
    ['fits between two that are far enough', 1, 3, [0, 6], 3, undefined],
    ['does not fit between two that are not', 1, 3, [0, 5], 3, 8],
    ['counts in any window that holds it', 2, 7, [0, 6], 3, 7],
    ['may be the last of a window', 2, 7, [0, 6], 7, undefined],
    ['is nothing to what broke the limit by hand before it was set', 1, 2, [0, 0.5, 1], 1.5, 2],
  ] as const)('%s', (_, count, days, slots, at, until) => {
    expect(untilOf([limit(count, days, slots)], at)).toBe(until);
  });

  it('goes before those who wait while its moment is there, and behind them later', () => {
    const one = { ...limit(1, 3, [0]), waiting: [day(6)], goesBefore: day(3.3) };
    expect(untilOf([one], 3.1)).toBeUndefined();
    expect(untilOf([one], 3.4)).toBe(9);
    expect(untilOf([{ ...one, goesBefore: null }], 3.1)).toBe(9);
  });

  it('never makes more than the limit of any stretch, and comes to an end', () => {
    for (let round = 0; round < 60; round += 1) {
      const random = (n: number) => seededRandom('touch limits', round, n);
      const count = 1 + Math.floor(random(1) * 3);
      const days = 1 + Math.floor(random(2) * 6);
      const slots: number[] = [];
      for (let n = 0; n < 12; n += 1) {
        let at = Math.floor(random(10 + n) * 40) / 2;
        for (let turn = 0, until: number | undefined = at; until !== undefined; turn += 1) {
          expect(turn).toBeLessThan(100);
          until = untilOf([limit(count, days, slots)], at);
          if (until !== undefined) {
            expect(until).toBeGreaterThan(at);
            at = until;
          }
        }
        slots.push(at);
        for (const from of slots)
          expect(slots.filter((each) => each >= from && each < from + days).length).toBeLessThanOrEqual(
            count,
          );
      }
    }
  });
});
