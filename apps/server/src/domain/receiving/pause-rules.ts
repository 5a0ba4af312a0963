import { DateTime } from 'luxon';

/** How long a person is left alone after an automatic reply that names no day of return. */
export const PAUSE_DAYS_WITHOUT_DATE = 3;
const FIRST_HOUR = 9;

/**
 * When touches go on after an automatic reply: at nine on the first day back, in the rep's zone, and on the Monday
 * after when that is a weekend. Without a day: three days after the message came.
 */
export function pauseEnd(returnsOn: string | null, receivedAt: Date, zone: string): Date {
  const day =
    returnsOn === null
      ? DateTime.fromJSDate(receivedAt, { zone }).startOf('day').plus({ days: PAUSE_DAYS_WITHOUT_DATE })
      : DateTime.fromISO(returnsOn, { zone });
  const working = day.weekday > 5 ? day.plus({ days: 8 - day.weekday }) : day;
  return working.set({ hour: FIRST_HOUR }).toJSDate();
}
