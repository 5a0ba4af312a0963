import { type Calendar, nextOpen } from './calendar.js';
import { type Said, say } from '../../../domain/said.js';
import { seededRandom } from '../../../kernel/seeded-random.js';
import { DAY_MS, dateIn, forwardTo, localTime, startOfDate, zoneNamed } from './wall-clock.js';

/** A rep's leave. Dates are the rep's own days. */
export interface Absence {
  id: number;
  userId: number;
  /** YYYY-MM-DD, both inclusive. */
  startsOn: string;
  endsOn: string;
  mode: 'hold' | 'hand_over';
  handOverToId: number | null;
  /** Over how many open days after the return what waited is spread. */
  returnSpreadDays: number;
}

/** The leave the user is on at that moment; of several the one that lasts longest. */
export function absenceAt(
  absences: readonly Absence[],
  userId: number,
  zone: string,
  at: Date,
): Absence | undefined {
  let found: Absence | undefined;
  let today: string | undefined;
  for (const absence of absences) {
    if (absence.userId !== userId) continue;
    today ??= dateIn(zone, at);
    if (absence.startsOn > today || absence.endsOn < today) continue;
    if (found === undefined || absence.endsOn > found.endsOn) found = absence;
  }
  return found;
}

/**
 * When an action that waits for the return is due: the first open moment after the leave, moved on by the person's share
 * of the days the return is spread over. The same person always gets the same day, so that their actions stay together; undefined when the calendar never opens again.
 */
export function afterReturn(
  absence: Absence,
  calendar: Calendar,
  userZone: string,
  person: string | number,
): { at: Date; reason(): Said } | undefined {
  const days = Math.floor(seededRandom('return', absence.startsOn, person) * absence.returnSpreadDays);
  let at = nextOpen(calendar, new Date(startOfDate(zoneNamed(userZone), absence.endsOn, 1)))?.at;
  for (let day = 0; day < days && at !== undefined; day += 1)
    at = nextOpen(calendar, nextDay(calendar, at))?.at;
  if (at === undefined) return undefined;
  const { endsOn: until, returnSpreadDays } = absence;
  return { at, reason: () => say('absence', { until, days: returnSpreadDays, day: days + 1 }) };
}

/** The same time of day, a day later, or the first moment the wall clock has then. */
function nextDay(calendar: Calendar, at: Date): Date {
  const zone = zoneNamed(calendar.zone);
  const { day, time } = localTime(zone, at.getTime());
  // With blocks the day begins with its first block, without them at the same time of day.
  const target = { day: day + 1, time: calendar.blocks === null ? time : 0 };
  const there = forwardTo(zone, at.getTime(), target);
  const reached = localTime(zone, there);
  return new Date(reached.day > day ? there : at.getTime() + DAY_MS);
}
