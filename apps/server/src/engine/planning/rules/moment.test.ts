import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Absence, absenceAt } from './absences.js';
import { type Calendar, isOpen } from './calendar.js';
import type { MailboxCapacity } from './capacity.js';
import { type Constraints, firstFit } from './moment.js';
import { DAY_MS, dateIn } from './wall-clock.js';

const ZONES = Intl.supportedValuesOf('timeZone');
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const calendar = (zone: string, from: number, off: number): Calendar => ({
  zone,
  blocks: [{ days: [1, 2, 3, 4, 5], from, to: Math.min(1440, from + 90) }],
  owner: 'team',
  weekends: false,
  dayOff: (date) => (Number(date.slice(8)) % 9 === off ? 'A holiday' : undefined),
  afterClosedDay: 'start',
});

/** Days counted as full: the same answer for the same day. */
const fullOn = (salt: number, limit: number): Map<string, number> =>
  new Map(
    Array.from({ length: 120 }, (_, index) => {
      const day = new Date(Date.UTC(2026, 0, 1) + index * DAY_MS).toISOString().slice(0, 10);
      return [day, (index * 7 + salt) % 4 === 0 ? limit : 0];
    }),
  );

const scene = fc.record({
  zone: fc.constantFrom(...ZONES),
  userZone: fc.constantFrom(...ZONES),
  from: fc.integer({ min: Date.UTC(2026, 0, 5), max: Date.UTC(2026, 2, 31) }).map((ms) => new Date(ms)),
  open: fc.integer({ min: 0, max: 1439 }),
  off: fc.integer({ min: 0, max: 8 }),
  leave: fc.integer({ min: 0, max: 80 }),
  length: fc.integer({ min: 0, max: 12 }),
  salt: fc.nat({ max: 3 }),
  later: fc.integer({ min: 0, max: 5 * 1440 }),
});

it('fits window, days off, leave, throttle and capacity at once, over all zones', () => {
  fc.assert(
    fc.property(scene, ({ zone, userZone, from, open, off, leave, length, salt, later }) => {
      const date = (days: number) =>
        new Date(Date.UTC(2026, 0, 1) + days * DAY_MS).toISOString().slice(0, 10);
      const absence: Absence = {
        id: 1,
        userId: 1,
        startsOn: date(leave),
        endsOn: date(leave + length),
        mode: 'hold',
        handOverToId: null,
        returnSpreadDays: 1,
      };
      const mailbox: MailboxCapacity = {
        id: 1,
        name: 'box',
        dailyLimit: 3,
        hourlyLimit: null,
        spacingSeconds: 0,
        jitterSeconds: 0,
        ramp: null,
        weight: 1,
        stopped: null,
        retryAt: null,
        nextSlotAt: null,
        bookedUntil: null,
        used: fullOn(salt, 3),
        slots: [],
      };
      const started = new Map([...fullOn(salt + 1, 2)].map(([day, all]) => [day, { all, mine: 0 }]));
      const constraints: Constraints = {
        calendar: calendar(zone, open, off),
        absences: [absence],
        userId: 1,
        userZone,
        start: { zone: userZone, perDay: 2, perUserPerDay: null, startsOn: null, started },
        sending: {
          zone: userZone,
          mailboxes: [mailbox],
          userLimit: null,
          userUsed: new Map(),
          userBookedUntil: null,
          thread: undefined,
          booked: null,
        },
        person: 1,
        seed: 1,
      };
      const fit = firstFit(constraints, from);
      if (!('at' in fit)) throw new Error(JSON.stringify(fit));
      const day = dateIn(userZone, fit.at);
      expect(day).toMatch(DAY);
      expect(fit.at >= from).toBe(true);
      expect(isOpen(constraints.calendar, fit.at)).toBe(true);
      expect(absenceAt([absence], 1, userZone, fit.at)).toBeUndefined();
      expect(started.get(day)?.all ?? 0).toBeLessThan(2);
      expect(mailbox.used.get(day) ?? 0).toBeLessThan(3);
      expect(firstFit(constraints, from)).toEqual(fit);
      expect(firstFit(constraints, fit.at)).toMatchObject({ at: fit.at, moved: undefined });
      const next = firstFit(constraints, new Date(from.getTime() + later * 60_000));
      expect('at' in next && next.at >= fit.at).toBe(true);
    }),
    { numRuns: 400 },
  );
}, 60_000);

it.each([
  // Berlin, Monday to Friday 09:00-17:00, weekends skipped.
  [
    'a step at once on Saturday night',
    '2026-03-07T22:00:00Z',
    'start',
    'Europe/Berlin',
    '2026-03-09T08:00:00.000Z',
  ],
  [
    'a step at once on Saturday morning',
    '2026-03-07T09:00:00Z',
    'start',
    'Europe/Berlin',
    '2026-03-09T08:00:00.000Z',
  ],
  [
    'a time of day that the window has',
    '2026-03-07T10:00:00Z',
    'keep',
    'Europe/Berlin',
    '2026-03-09T10:00:00.000Z',
  ],
  // 10:00 in Tokyo is Sunday 22:30 in St John's: behind the window of every day.
  [
    'another zone’s time of day',
    '2026-05-03T01:00:00Z',
    'keep',
    'America/St_Johns',
    '2026-05-04T11:30:00.000Z',
  ],
] as const)('%s goes out when the week begins', (_, from, afterClosedDay, zone, expected) => {
  const blocks = [{ days: [1, 2, 3, 4, 5], from: 540, to: 1020 }];
  const cal: Calendar = {
    zone,
    blocks,
    owner: 'team',
    weekends: false,
    dayOff: () => undefined,
    afterClosedDay,
  };
  const fit = firstFit(plain(cal), new Date(from));
  expect('at' in fit && fit.at.toISOString()).toBe(expected);
});

it('names the rule without which the moment would come soonest', () => {
  const cal: Calendar = {
    ...calendar('UTC', 540, -1),
    blocks: [{ days: [1, 2, 3, 4, 5], from: 540, to: 1020 }],
  };
  const started = new Map(['02', '03', '04'].map((day) => [`2026-03-${day}`, { all: 2, mine: 2 }]));
  const start = { zone: 'UTC', perDay: 2, perUserPerDay: null, startsOn: null, started };
  // Monday midnight is outside the window, but Tuesday's and Wednesday's windows pass as well.
  const fit = firstFit({ ...plain(cal), start }, new Date('2026-03-02T00:00:00Z'));
  expect(fit).toMatchObject({
    at: new Date('2026-03-05T09:00:00Z'),
    moved: { rule: 'new_people_limit', reason: { text: 'At most 2 people a day start on this cadence.' } },
  });
  const night = firstFit({ ...plain(cal), start: null }, new Date('2026-03-02T00:00:00Z'));
  expect(night).toMatchObject({ moved: { rule: 'send_window' } });
});

function plain(cal: Calendar): Constraints {
  return {
    calendar: cal,
    absences: [],
    userId: 1,
    userZone: cal.zone,
    start: null,
    sending: null,
    person: 1,
    seed: 1,
  };
}
