import type { Db } from '../../db/connect.js';
import { teamSchedule } from './schedule-queries.js';

/** A day off, and whose. */
export interface Holiday {
  readonly name: string;
  readonly calendar: string;
  readonly appliesTo: string;
}

/** The holidays of a team on these days (YYYY-MM-DD), by day. */
export async function holidaysOn(
  db: Db,
  teamId: number,
  days: readonly string[],
): Promise<ReadonlyMap<string, readonly Holiday[]>> {
  const { schedule_version: version } = await db
    .selectFrom('teams')
    .select('schedule_version')
    .where('id', '=', teamId)
    .executeTakeFirstOrThrow();
  const { calendars } = await teamSchedule(db, teamId, version);
  return new Map(
    days.map((day) => [
      day,
      calendars.flatMap(({ name: calendar, appliesTo, dayOff }) => {
        const name = dayOff(day);
        return name === undefined ? [] : [{ name, calendar, appliesTo }];
      }),
    ]),
  );
}
