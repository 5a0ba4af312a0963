import { type Said, say } from '../../../domain/said.js';
import { dateIn, startOfDate, zoneNamed } from './wall-clock.js';

/** How many people may start a cadence per day, for an action that would be a person's first. */
export interface StartThrottle {
  /** Days are days of the user's zone. */
  zone: string;
  perDay: number | null;
  perUserPerDay: number | null;
  /** The day (YYYY-MM-DD) the person was given; null when none yet. */
  startsOn: string | null;
  /** People who start on the cadence by day: all of them, and this user's. */
  started: ReadonlyMap<string, { all: number; mine: number }>;
}

/** The first moment from `at` on that lies on a day with room, and what was full before. */
export function nextStart(throttle: StartThrottle, at: Date): { at: Date; reason?: () => Said } {
  const zone = zoneNamed(throttle.zone);
  const today = dateIn(throttle.zone, at);
  if (throttle.startsOn !== null) {
    if (throttle.startsOn <= today) return { at };
    return { at: new Date(startOfDate(zone, throttle.startsOn)), reason: () => full(throttle) };
  }
  let day = today;
  let moment = at;
  while (!hasRoom(throttle, day)) {
    moment = new Date(startOfDate(zone, day, 1));
    day = dateIn(throttle.zone, moment);
  }
  return day === today ? { at } : { at: moment, reason: () => full(throttle) };
}

function hasRoom({ started, perDay, perUserPerDay }: StartThrottle, day: string): boolean {
  const { all, mine } = started.get(day) ?? { all: 0, mine: 0 };
  return (perDay === null || all < perDay) && (perUserPerDay === null || mine < perUserPerDay);
}

function full({ perDay, perUserPerDay }: StartThrottle): Said {
  return say('new_people_limit', { per_day: perDay, per_user_per_day: perUserPerDay });
}
