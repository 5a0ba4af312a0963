import { type Said, say } from '../../../domain/said.js';
import { DAY_MS, dateOf, forwardTo, localTime, MINUTE_MS, weekdayOf, zoneNamed } from './wall-clock.js';

/** A stretch of time on the wall: from the first minute up to, not including, the last. Never over midnight. */
export interface Block {
  /** 1 is Monday, 7 is Sunday. */
  days: readonly number[];
  /** Minutes since midnight. */
  from: number;
  /** Minutes since midnight, above `from`; 1440 is the end of the day. */
  to: number;
}

/** When something may happen: the blocks of a send window, weekends, and days off, on the clock of one zone. */
export interface Calendar {
  /** IANA name; an unknown one counts as UTC. */
  zone: string;
  /** null: at any time of an open day. An empty list: never. */
  blocks: readonly Block[] | null;
  /** Whose blocks these are. */
  owner: 'cadence' | 'user' | 'team';
  /** Whether Saturdays and Sundays are open. */
  weekends: boolean;
  /** Why nothing happens on that date (YYYY-MM-DD): a holiday's name; undefined when it is an ordinary day. */
  dayOff(date: string): string | undefined;
  /**
   * What a closed day does to the time of day. `start`: the first open minute of the next open day. `keep`: the same
   * time of day then, or the next open minute of that day, because the step names a time or because there is no window to
   * say when a day begins. A day that is shut from that time on begins with its first open minute.
   */
  afterClosedDay: 'start' | 'keep';
}

/** Why a moment is closed. */
export interface Closure {
  rule: 'send_window' | 'holiday' | 'weekend';
  /** A sentence without the moment it opens again. Made on demand: most closures are never shown. */
  reason(): Said;
}

export interface Opening {
  at: Date;
  /** Why not at the moment asked for; undefined when that is open. */
  closed: Closure | undefined;
}

/** Farther ahead nobody plans: a calendar that is shut for so long counts as shut for good. */
const HORIZON_DAYS = 800;

/** The first open moment from `from` on; undefined when the calendar does not open within about two years. */
export function nextOpen(calendar: Calendar, from: Date): Opening | undefined {
  const zone = zoneNamed(calendar.zone);
  let at = from.getTime();
  const limit = at + HORIZON_DAYS * DAY_MS;
  let closed: Closure | undefined;
  // Time of day to come back to after closed days.
  let kept: number | undefined;
  while (at <= limit) {
    const now = localTime(zone, at);
    const closure = closedDay(calendar, now.day);
    if (closure !== undefined) {
      closed ??= closure;
      if (calendar.afterClosedDay === 'keep') kept ??= now.time;
      at = forwardTo(zone, at, { day: now.day + 1, time: 0 });
    } else if (kept !== undefined && now.time < kept && opensFrom(calendar, now.day, kept)) {
      at = forwardTo(zone, at, { day: now.day, time: kept });
    } else {
      kept = undefined;
      const minute = Math.floor(now.time / MINUTE_MS);
      if (isInBlock(calendar, now.day, minute)) return { at: new Date(at), closed };
      closed ??= { rule: 'send_window', reason: () => outside(calendar) };
      const next = nextBlock(calendar, now.day, minute);
      const target =
        next === undefined ? { day: now.day + 1, time: 0 } : { day: now.day, time: next * MINUTE_MS };
      at = forwardTo(zone, at, target);
    }
  }
  return undefined;
}

/** Whether that day is open at the time of day or later: a time behind the last block is kept by no day. */
function opensFrom({ blocks }: Calendar, day: number, time: number): boolean {
  if (blocks === null) return true;
  const weekday = weekdayOf(day);
  return blocks.some((block) => block.days.includes(weekday) && block.to * MINUTE_MS > time);
}

/** Whether the calendar is open at that moment. */
export function isOpen(calendar: Calendar, at: Date): boolean {
  const { day, time } = localTime(zoneNamed(calendar.zone), at.getTime());
  return closedDay(calendar, day) === undefined && isInBlock(calendar, day, Math.floor(time / MINUTE_MS));
}

function closedDay(calendar: Calendar, day: number): Closure | undefined {
  if (!calendar.weekends && weekdayOf(day) > 5) {
    return {
      rule: 'weekend',
      reason: () => say('weekend', { date: dateOf(day) }),
    };
  }
  const holiday = calendar.dayOff(dateOf(day));
  return holiday === undefined
    ? undefined
    : { rule: 'holiday', reason: () => say('holiday', { date: dateOf(day) }, { quote: holiday }) };
}

function isInBlock({ blocks }: Calendar, day: number, minute: number): boolean {
  if (blocks === null) return true;
  const weekday = weekdayOf(day);
  return blocks.some((block) => block.days.includes(weekday) && minute >= block.from && minute < block.to);
}

/** The minute at which the next block of the day begins. */
function nextBlock({ blocks }: Calendar, day: number, minute: number): number | undefined {
  const weekday = weekdayOf(day);
  let next: number | undefined;
  for (const block of blocks ?? []) {
    if (!block.days.includes(weekday) || block.from <= minute) continue;
    if (next === undefined || block.from < next) next = block.from;
  }
  return next;
}

function outside({ owner, blocks, zone }: Calendar): Said {
  return say('send_window', { owner, zone: zoneNamed(zone).name, blocks: blocks ?? [] });
}
