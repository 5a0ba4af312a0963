import { describe, expect, it } from 'vitest';
import { type Absence, absenceAt, afterReturn } from './absences.js';
import type { Calendar } from './calendar.js';

const leave: Absence = {
  id: 7,
  userId: 1,
  startsOn: '2026-03-04',
  endsOn: '2026-03-06',
  mode: 'hold',
  handOverToId: null,
  returnSpreadDays: 1,
};
const anyTime: Calendar = {
  zone: 'America/New_York',
  blocks: null,
  owner: 'team',
  weekends: false,
  dayOff: () => undefined,
  afterClosedDay: 'keep',
};
const office: Calendar = {
  ...anyTime,
  blocks: [{ days: [1, 2, 3, 4, 5], from: 540, to: 1020 }],
  afterClosedDay: 'start',
};

describe('leave', () => {
  it('counts days on the rep’s clock, both ends included', () => {
    const at = (moment: string) => absenceAt([leave], 1, 'America/New_York', new Date(moment))?.id;
    expect(at('2026-03-04T04:59:59Z')).toBeUndefined();
    expect(at('2026-03-04T05:00:00Z')).toBe(7);
    expect(at('2026-03-07T04:59:59Z')).toBe(7);
    expect(at('2026-03-07T05:00:00Z')).toBeUndefined();
    expect(absenceAt([leave], 2, 'America/New_York', new Date('2026-03-05T12:00:00Z'))).toBeUndefined();
  });

  it('takes the one that lasts longest', () => {
    const longer = { ...leave, id: 8, startsOn: '2026-03-05', endsOn: '2026-03-20' };
    expect(absenceAt([leave, longer], 1, 'UTC', new Date('2026-03-05T12:00:00Z'))?.id).toBe(8);
  });

  it('ends with the first open moment behind it', () => {
    const back = afterReturn(leave, office, 'America/New_York', 5);
    expect(back?.at).toEqual(new Date('2026-03-09T13:00:00Z'));
    expect(back?.reason().text).toBe('The rep is on leave until Friday 6 March 2026.');
    // Without a window: midnight of the first day that is no weekend.
    expect(afterReturn(leave, anyTime, 'America/New_York', 5)?.at).toEqual(new Date('2026-03-09T04:00:00Z'));
  });

  it('spreads the return over open days, evenly and always the same', () => {
    const spread = { ...leave, returnSpreadDays: 5 };
    const days = new Map<string, number>();
    for (let membership = 0; membership < 1000; membership += 1) {
      const { at } = afterReturn(spread, office, 'America/New_York', membership) ?? { at: new Date(0) };
      expect(afterReturn(spread, office, 'America/New_York', membership)?.at).toEqual(at);
      days.set(at.toISOString(), (days.get(at.toISOString()) ?? 0) + 1);
    }
    expect([...days.keys()].sort()).toEqual(
      ['09', '10', '11', '12', '13'].map((day) => `2026-03-${day}T13:00:00.000Z`),
    );
    expect(Math.min(...days.values())).toBeGreaterThan(150);
  });
});
