import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { type Block, type Calendar, isOpen, nextOpen } from './calendar.js';
import { inWords } from '../../../domain/words.js';
import { dateOf, MINUTE_MS } from './wall-clock.js';

const WORKDAYS: Block[] = [{ days: [1, 2, 3, 4, 5], from: 9 * 60, to: 17 * 60 }];

const calendar = (change: Partial<Calendar> = {}): Calendar => ({
  zone: 'UTC',
  blocks: WORKDAYS,
  owner: 'team',
  weekends: true,
  dayOff: () => undefined,
  afterClosedDay: 'start',
  ...change,
});
const off =
  (...dates: string[]) =>
  (date: string) =>
    dates.includes(date) ? 'Founders’ Day' : undefined;
const open = (from: string, change: Partial<Calendar> = {}) =>
  nextOpen(calendar(change), new Date(from))?.at.toISOString();

describe('the next open moment', () => {
  it('is now inside the window, to the millisecond', () => {
    expect(open('2026-03-02T09:00:00.000Z')).toBe('2026-03-02T09:00:00.000Z');
    expect(open('2026-03-02T16:59:59.999Z')).toBe('2026-03-02T16:59:59.999Z');
    expect(nextOpen(calendar(), new Date('2026-03-02T12:00:00Z'))?.closed).toBeUndefined();
  });

  it('is the beginning of the next block, the same day or days later', () => {
    expect(open('2026-03-02T08:59:59Z')).toBe('2026-03-02T09:00:00.000Z');
    expect(open('2026-03-06T17:00:00Z')).toBe('2026-03-09T09:00:00.000Z');
    const lunch = [
      { days: [1], from: 9 * 60, to: 12 * 60 },
      { days: [1], from: 13 * 60, to: 24 * 60 },
    ];
    expect(open('2026-03-02T12:00:00Z', { blocks: lunch })).toBe('2026-03-02T13:00:00.000Z');
    expect(open('2026-03-02T23:59:00Z', { blocks: lunch })).toBe('2026-03-02T23:59:00.000Z');
    expect(open('2026-03-03T00:00:00Z', { blocks: lunch })).toBe('2026-03-09T09:00:00.000Z');
  });

  it('skips days off, and says why', () => {
    const found = nextOpen(
      calendar({ dayOff: off('2026-04-03', '2026-04-06') }),
      new Date('2026-04-03T10:00:00Z'),
    );
    expect(found?.at.toISOString()).toBe('2026-04-07T09:00:00.000Z');
    expect(found?.closed?.rule).toBe('holiday');
    expect(found?.closed?.reason().text).toBe('Friday 3 April 2026 is a day off: Founders’ Day.');
    const early = nextOpen(calendar(), new Date('2026-03-02T08:00:00Z'))?.closed;
    expect(early?.rule).toBe('send_window');
    expect(early?.reason().text).toBe("Outside the team's sending window (Mon-Fri 09:00-17:00, UTC).");
    expect(
      nextOpen(calendar({ weekends: false, blocks: null }), new Date('2026-03-07T08:00:00Z'))?.closed?.rule,
    ).toBe('weekend');
  });

  it('keeps the time of day over closed days where a step names one or no window does', () => {
    const keep = { afterClosedDay: 'keep', weekends: false } as const;
    expect(open('2026-03-07T14:30:00Z', { ...keep, blocks: null })).toBe('2026-03-09T14:30:00.000Z');
    expect(open('2026-03-07T14:30:00Z', keep)).toBe('2026-03-09T14:30:00.000Z');
    // The window still counts: nothing goes out at 20:00, on no day, so Monday's first minute fits.
    expect(open('2026-03-07T20:00:00Z', keep)).toBe('2026-03-09T09:00:00.000Z');
    expect(open('2026-03-07T14:30:00Z', { weekends: false, blocks: null })).toBe('2026-03-09T00:00:00.000Z');
  });

  it('reads the wall clock over changes of it', () => {
    const night = (from: number, to: number) => [{ days: [1, 2, 3, 4, 5, 6, 7], from, to }];
    // New York, 8 March 2026: 02:00 becomes 03:00. 02:30-04:00 begins when the clock says 03:00.
    const zone = 'America/New_York';
    expect(open('2026-03-08T05:00:00Z', { zone, blocks: night(150, 240) })).toBe('2026-03-08T07:00:00.000Z');
    // A block wholly inside the gap does not come that day.
    expect(open('2026-03-08T05:00:00Z', { zone, blocks: night(130, 170) })).toBe('2026-03-09T06:10:00.000Z');
    // 1 November: 01:30 comes twice, and both are open.
    expect(open('2026-11-01T05:00:00Z', { zone, blocks: night(90, 100) })).toBe('2026-11-01T05:30:00.000Z');
    expect(open('2026-11-01T05:45:00Z', { zone, blocks: night(90, 100) })).toBe('2026-11-01T06:30:00.000Z');
    // Samoa had no 30 December 2011.
    expect(
      open('2011-12-30T09:00:00Z', { zone: 'Pacific/Apia', blocks: [{ days: [5], from: 0, to: 1440 }] }),
    ).toBe('2012-01-05T10:00:00.000Z');
  });

  it('knows leap days and half hours', () => {
    expect(open('2028-02-29T00:00:00Z', { dayOff: off('2028-02-29') })).toBe('2028-03-01T09:00:00.000Z');
    expect(open('2026-03-02T00:00:00Z', { zone: 'Asia/Kolkata' })).toBe('2026-03-02T03:30:00.000Z');
    expect(open('2026-03-02T00:00:00Z', { zone: 'Asia/Kathmandu' })).toBe('2026-03-02T03:15:00.000Z');
    expect(open('2026-03-02T00:00:00Z', { zone: 'Nowhere/Else' })).toBe('2026-03-02T09:00:00.000Z');
  });

  it('says so when there is none', () => {
    expect(open('2026-03-02T00:00:00Z', { blocks: [] })).toBeUndefined();
    expect(open('2026-03-02T00:00:00Z', { dayOff: () => 'closed' })).toBeUndefined();
  });

  it('names windows as a rep would', () => {
    expect(
      inWords([
        { days: [1, 2, 3, 4, 5], from: 540, to: 720 },
        { days: [5, 4, 3, 2, 1], from: 780, to: 1020 },
        { days: [6, 7], from: 600, to: 660 },
      ]),
    ).toBe('Mon-Fri 09:00-12:00, 13:00-17:00; Sat, Sun 10:00-11:00');
  });
});

const ZONES = Intl.supportedValuesOf('timeZone');
const moment = fc
  .integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2037, 11, 31) })
  .map((ms) => new Date(ms));
const block = fc
  .record({
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
    from: fc.integer({ min: 0, max: 1439 }),
    length: fc.integer({ min: 1, max: 1440 }),
  })
  .map(({ days, from, length }): Block => ({ days, from, to: Math.min(1440, from + length) }));
const anyCalendar = fc
  .record({
    zone: fc.constantFrom(...ZONES),
    blocks: fc.option(fc.array(block, { minLength: 1, maxLength: 4 }), { nil: null }),
    weekends: fc.boolean(),
    // One day of eleven is off, whichever they are.
    offset: fc.integer({ min: 0, max: 10 }),
  })
  .map(({ offset, ...rest }) =>
    calendar({
      ...rest,
      dayOff: (date) =>
        (Number(date.slice(8)) + Number(date.slice(5, 7))) % 11 === offset ? 'A holiday' : undefined,
    }),
  );

/** The same question, answered with luxon instead of our own arithmetic. */
function openByLuxon({ zone, blocks, weekends, dayOff }: Calendar, at: Date): boolean {
  const local = DateTime.fromJSDate(at, { zone });
  const minute = local.hour * 60 + local.minute;
  if (!weekends && local.weekday > 5) return false;
  if (dayOff(local.toISODate() ?? '') !== undefined) return false;
  return inBlocks({ blocks }, local.weekday, minute);
}

const inBlocks = ({ blocks }: Pick<Calendar, 'blocks'>, weekday: number, minute: number) =>
  blocks === null ||
  blocks.some((each) => each.days.includes(weekday) && each.from <= minute && minute < each.to);

/** Every minute of a local day with what its clock says: by luxon, hour by hour where no change of the clock lies within. */
function minutesOf(day: DateTime): { at: number; minute: number }[] {
  const found: { at: number; minute: number }[] = [];
  const end = day.plus({ days: 1 }).startOf('day').toMillis();
  for (let hour = day.startOf('day'); hour.toMillis() < end; hour = hour.plus({ minutes: 60 })) {
    const steady = hour.plus({ minutes: 59 }).offset === hour.offset;
    for (let passed = 0; passed < 60; passed += 1) {
      const at = hour.toMillis() + passed * MINUTE_MS;
      const clock = steady ? undefined : hour.plus({ minutes: passed });
      const minute = clock ? clock.hour * 60 + clock.minute : (hour.hour * 60 + hour.minute + passed) % 1440;
      if (at < end) found.push({ at, minute });
    }
  }
  return found;
}

describe('over all zones', () => {
  it('a planned moment is open, the first that is, the same every time, and never earlier for a later question', () => {
    fc.assert(
      fc.property(
        anyCalendar,
        moment,
        fc.integer({ min: 0, max: 20_000 }),
        fc.nat(),
        (cal, from, later, pick) => {
          const found = nextOpen(cal, from)?.at;
          // Weekends shut and blocks only on weekends: never, and we say so.
          if (found === undefined) return fc.pre(false);
          expect(openByLuxon(cal, found)).toBe(true);
          expect(isOpen(cal, found)).toBe(true);
          expect(found.getTime()).toBeGreaterThanOrEqual(from.getTime());
          expect(nextOpen(cal, from)?.at).toEqual(found);
          expect(nextOpen(cal, found)?.at).toEqual(found);
          const minutes = Math.floor((found.getTime() - from.getTime()) / MINUTE_MS);
          // The moment just before, and one somewhere between, are shut.
          if (found > from) expect(openByLuxon(cal, new Date(found.getTime() - 1))).toBe(false);
          if (minutes > 0)
            expect(openByLuxon(cal, new Date(from.getTime() + (pick % minutes) * MINUTE_MS))).toBe(false);
          const after = nextOpen(cal, new Date(from.getTime() + later * MINUTE_MS))?.at;
          if (after !== undefined) expect(after.getTime()).toBeGreaterThanOrEqual(found.getTime());
        },
      ),
      { numRuns: 1500 },
    );
  }, 60_000);

  it('around every change of the clock of every zone, minute by minute', () => {
    const cal = (zone: string) =>
      calendar({ zone, weekends: false, blocks: [{ days: [1, 2, 3, 4, 5, 6, 7], from: 95, to: 215 }] });
    // Zones whose clocks go alike have the same open moments: luxon is asked once of each.
    const answers = new Map<string, boolean>();
    const isOpenThere = (zone: string, alike: string, at: number) => {
      const key = `${alike} ${at}`;
      const known = answers.get(key) ?? openByLuxon(cal(zone), new Date(at));
      answers.set(key, known);
      return known;
    };
    const wrong: string[] = [];
    for (const zone of ZONES) {
      const { moments, alike } = changes(zone, 2026);
      for (const change of moments) {
        for (let minutes = -200; minutes <= 200; minutes += 25) {
          const from = change + minutes * MINUTE_MS;
          const found = nextOpen(cal(zone), new Date(from))?.at.getTime();
          const first = found === from || (found !== undefined && !isOpenThere(zone, alike, found - 1));
          if (!first || !isOpenThere(zone, alike, found))
            wrong.push(`${zone} ${new Date(from).toISOString()}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(answers.size).toBeGreaterThan(100);
  }, 60_000);
});

/**
 * Hours of the year at whose end the zone's offset is another; none lasts less than five days. `alike` is the same for
 * zones whose clocks show the same all year.
 */
function changes(zone: string, year: number): { moments: number[]; alike: string } {
  const found: number[] = [];
  const offsets: number[] = [];
  const offset = (at: number) => DateTime.fromMillis(at, { zone }).offset;
  let before = offset(Date.UTC(year, 0, 1));
  offsets.push(before);
  for (let day = 0; day < 366; day += 5) {
    let [low, high] = [24 * day, 24 * (day + 5)];
    const at = (hour: number) => Date.UTC(year, 0, 1, hour);
    const after = offset(at(high));
    if (after !== before) {
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (offset(at(middle)) === before) low = middle;
        else high = middle;
      }
      found.push(at(high));
      offsets.push(after);
    }
    before = after;
  }
  return { moments: found, alike: `${offsets.join()} ${found.join()}` };
}

it('counts days of the week and dates from the epoch', () => {
  expect(dateOf(0)).toBe('1970-01-01');
  expect(dateOf(-1)).toBe('1969-12-31');
});

it('a kept time of day is the first moment of its day that fits, or the day begins anew, over all zones', () => {
  fc.assert(
    fc.property(anyCalendar, moment, (given, from) => {
      const cal: Calendar = { ...given, afterClosedDay: 'keep' };
      const local = DateTime.fromJSDate(from, { zone: cal.zone });
      const shut = (day: DateTime) =>
        (!cal.weekends && day.weekday > 5) || cal.dayOff(day.toISODate() ?? '') !== undefined;
      fc.pre(shut(local));
      let day = local.startOf('day').plus({ days: 1 });
      while (shut(day)) day = day.plus({ days: 1 });
      const open = minutesOf(day).filter(({ minute }) => inBlocks(cal, day.weekday, minute));
      fc.pre(open.length > 0);
      const kept = local.hour * 60 + local.minute;
      const wanted = open.find(({ minute }) => minute >= kept) ?? open[0];
      const found = DateTime.fromJSDate(nextOpen(cal, from)?.at ?? from, { zone: cal.zone });
      expect(found.startOf('minute').toMillis(), `${cal.zone} ${from.toISOString()}`).toBe(wanted?.at);
    }),
    { numRuns: 150 },
  );
}, 120_000);
