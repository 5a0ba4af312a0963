import { IANAZone } from 'luxon';

// Arithmetic on the clock on the wall of a zone. Local times are milliseconds since the epoch as if the wall clock
// were UTC: `day * DAY_MS + milliseconds since midnight`.

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

export interface LocalTime {
  /** Days since 1 January 1970. */
  day: number;
  /** Milliseconds since midnight on the wall, 0 to 86,399,999. */
  time: number;
}

const zones = new Map<string, IANAZone>();

/** The zone of that IANA name; UTC for a name that is none. */
export function zoneNamed(name: string): IANAZone {
  let zone = zones.get(name);
  if (zone === undefined) {
    const wanted = IANAZone.create(name);
    zone = wanted.isValid ? wanted : IANAZone.create('UTC');
    zones.set(name, zone);
  }
  return zone;
}

/** A day in UTC over which the clock changes: its offset before `at`, and from it on. */
interface Change {
  before: number;
  at: number;
  after: number;
}

/** Offsets by zone and day in UTC. Asking the runtime costs some 20 us. */
const offsets = new Map<IANAZone, Map<number, number | Change>>();
const REMEMBERED_DAYS = 5000;

const ask = (zone: IANAZone, at: number): number => Math.round(zone.offset(at) * MINUTE_MS);

function offset(zone: IANAZone, at: number): number {
  let days = offsets.get(zone);
  if (days === undefined || days.size > REMEMBERED_DAYS) offsets.set(zone, (days = new Map()));
  const day = Math.floor(at / DAY_MS);
  let known = days.get(day);
  if (known === undefined) days.set(day, (known = offsetsOn(zone, day)));
  if (typeof known === 'number') return known;
  return at < known.at ? known.before : known.after;
}

/** The clock of no zone changes twice within a day. */
function offsetsOn(zone: IANAZone, day: number): number | Change {
  let low = day * DAY_MS;
  let high = low + DAY_MS - 1;
  const before = ask(zone, low);
  const after = ask(zone, high);
  if (before === after) return before;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (ask(zone, middle) === before) low = middle;
    else high = middle;
  }
  return { before, at: high, after };
}

/** What the wall clock of the zone shows at that moment (milliseconds since the epoch). */
export function localTime(zone: IANAZone, at: number): LocalTime {
  const local = at + offset(zone, at);
  const day = Math.floor(local / DAY_MS);
  return { day, time: local - day * DAY_MS };
}

/**
 * The first moment after `at` at which the wall clock shows `target` or its offset changes, whichever comes first. The
 * caller looks at the clock again there: in a gap the target never comes, in an overlap it comes twice. `target` is at
 * most about a day ahead, so that no two changes lie between.
 */
export function forwardTo(zone: IANAZone, at: number, target: LocalTime): number {
  const before = offset(zone, at);
  const candidate = target.day * DAY_MS + target.time - before;
  if (candidate <= at) throw new Error('the wall clock is asked to go back');
  if (offset(zone, candidate) === before) return candidate;
  let low = at;
  let high = candidate;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offset(zone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

/** The first moment of that date in the zone: midnight, or when the clock changes over it, the first moment behind. */
export function startOfDate(zone: IANAZone, date: string, plusDays = 0): number {
  const day = Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS) + plusDays;
  // Before that date everywhere: no zone is more than 15 hours ahead of UTC.
  let at = day * DAY_MS - 15 * 3_600_000;
  while (localTime(zone, at).day < day) at = forwardTo(zone, at, { day, time: 0 });
  return at;
}

/** YYYY-MM-DD of a day since the epoch. */
export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** YYYY-MM-DD on the wall of the zone at that moment. */
export function dateIn(zone: string, at: Date): string {
  return dateOf(localTime(zoneNamed(zone), at.getTime()).day);
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}
