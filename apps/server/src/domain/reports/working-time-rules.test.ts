import { describe, expect, it } from 'vitest';
import { median, type Week, workingTime } from './working-time-rules.js';

const office: Week = {
  zone: 'Europe/Berlin',
  blocks: [
    { days: [1, 2, 3, 4, 5], from: 540, to: 720 },
    { days: [1, 2, 3, 4, 5], from: 780, to: 1020 },
  ],
  off: (date) => date === '2026-03-11',
};
const at = (text: string) => new Date(text);
const range = [at('2026-03-01T00:00:00Z'), at('2026-04-30T00:00:00Z')] as const;

describe('working time', () => {
  const between = workingTime(office, range);
  it.each([
    // Within a block, over the lunch break, over a night, a weekend, a day off.
    ['2026-03-09T08:30:00Z', '2026-03-09T09:15:00Z', 45],
    ['2026-03-09T10:00:00Z', '2026-03-09T13:00:00Z', 120],
    ['2026-03-09T15:30:00Z', '2026-03-10T08:15:00Z', 45],
    ['2026-03-06T15:00:00Z', '2026-03-09T09:00:00Z', 120],
    ['2026-03-10T15:00:00Z', '2026-03-12T09:00:00Z', 120],
    // Nobody works then.
    ['2026-03-07T08:00:00Z', '2026-03-08T20:00:00Z', 0],
    // The clock is put forward in the night to the 29th.
    ['2026-03-27T15:00:00Z', '2026-03-30T08:00:00Z', 120],
    ['2026-03-09T09:00:59Z', '2026-03-09T09:01:58Z', 0],
  ])('from %s to %s is %i minutes', (from, to, minutes) => {
    expect(between(at(from), at(to))).toBe(minutes);
  });

  it('is all time where no window says else, the day of 23 hours included', () => {
    const always = workingTime(
      {
        zone: 'Europe/Berlin',
        blocks: [{ days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 1440 }],
        off: () => false,
      },
      range,
    );
    expect(always(at('2026-03-28T23:00:00Z'), at('2026-03-29T22:00:00Z'))).toBe(23 * 60);
  });

  it('has a middle', () => {
    expect([median([]), median([5]), median([9, 1, 4]), median([1, 4])]).toEqual([null, 5, 4, 3]);
  });
});
