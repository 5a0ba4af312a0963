import { DateTime } from 'luxon';

/** Hours of a day of the week, HH:MM. */
export interface DayHours {
  readonly start_time: string;
  readonly end_time: string;
  readonly enabled: boolean;
}
export type Hours = Readonly<Record<string, DayHours>>;

export interface Span {
  readonly start: Date;
  readonly end: Date;
}

/** What decides when somebody can be met. */
export interface Calendar {
  readonly hours: Hours;
  readonly zone: string;
  /** Days, YYYY-MM-DD in the zone, on which there is no time at all. */
  readonly daysOff: ReadonlySet<string>;
  /** In whatever order. */
  readonly busy: readonly Span[];
  /** Minutes kept free before and after what is busy. */
  readonly buffer: number;
  /** No time begins before, none ends after. */
  readonly from: Date;
  readonly until: Date;
  /** Minutes that a meeting takes. */
  readonly length: number;
}

export interface FreeDay {
  readonly day: string;
  readonly times: readonly Span[];
}

const MINUTE = 60_000;
/** Times begin every half hour, or one after the other where meetings are shorter. */
const STEP = 30;
const NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** The times at which a meeting fits, day by day from one to the other (YYYY-MM-DD), both included. */
export function freeTimes(calendar: Calendar, first: string, last: string): FreeDay[] {
  const busy = merged(calendar.busy, calendar.buffer * MINUTE);
  const days: FreeDay[] = [];
  let at = 0;
  for (
    let day = DateTime.fromISO(first, { zone: 'utc' });
    day.toISODate()! <= last;
    day = day.plus({ days: 1 })
  ) {
    const date = day.toISODate()!;
    const hours = calendar.hours[NAMES[day.weekday - 1] as string];
    const times: Span[] = [];
    if (hours?.enabled === true && !calendar.daysOff.has(date)) {
      const step = Math.min(STEP, calendar.length) * MINUTE;
      const closes = Math.min(momentOf(date, hours.end_time, calendar.zone), calendar.until.getTime());
      for (let start = momentOf(date, hours.start_time, calendar.zone); start < closes; start += step) {
        const end = start + calendar.length * MINUTE;
        if (end > closes) break;
        if (start < calendar.from.getTime()) continue;
        while ((busy[at]?.[1] ?? Number.POSITIVE_INFINITY) <= start) at += 1;
        if ((busy[at]?.[0] ?? Number.POSITIVE_INFINITY) >= end)
          times.push({ start: new Date(start), end: new Date(end) });
      }
    }
    days.push({ day: date, times });
  }
  return days;
}

/** A clock's time on a day of a zone; one that the zone leaps over is the one after it. */
function momentOf(date: string, clock: string, zone: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  const midnight = DateTime.fromISO(date, { zone });
  return (hour === 24 ? midnight.plus({ days: 1 }) : midnight.set({ hour, minute })).toMillis();
}

/** In order, with what is kept free beside them, those that touch as one. */
function merged(spans: readonly Span[], buffer: number): [from: number, to: number][] {
  const sorted = spans
    .map(({ start, end }): [number, number] => [start.getTime() - buffer, end.getTime() + buffer])
    .toSorted(([one], [other]) => one - other);
  const out: [number, number][] = [];
  for (const [from, to] of sorted) {
    const before = out.at(-1);
    if (before && from <= before[1]) before[1] = Math.max(before[1], to);
    else out.push([from, to]);
  }
  return out;
}

/** What is wrong with hours; undefined: nothing. */
export function wrongHours(hours: Hours): string | undefined {
  for (const [day, { start_time: start, end_time: end }] of Object.entries(hours))
    if (end <= start) return `${day} must end after it begins`;
  return undefined;
}
