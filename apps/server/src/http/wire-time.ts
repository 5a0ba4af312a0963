import { DateTime } from 'luxon';

/** A moment as the wire carries it: six fractional digits and the zone's numeric offset (as wire_time in SQL). */
export function wireTime(moment: Date, zone: string): string {
  return DateTime.fromJSDate(moment, { zone }).toFormat("yyyy-MM-dd'T'HH:mm:ss.SSS'000'ZZ");
}
