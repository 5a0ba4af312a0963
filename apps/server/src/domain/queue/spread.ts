import { sql } from 'kysely';
import { DateTime, IANAZone } from 'luxon';
import type { Db } from '../../db/connect.js';
import type { Principal } from '../../kernel/principal.js';
import { ofUserSeenBy } from '../visibility.js';

export interface Spread {
  readonly days: number;
  /** YYYY-MM-DD, not before tomorrow; absent: tomorrow. */
  readonly from?: string | null | undefined;
}

/**
 * For each of these actions the beginning of the working day it gets, where its user is: evenly over the days, the longest
 * due on the first. Those that are not there for the caller get one as well, and are refused when their turn comes.
 */
export async function spreadMoments(
  db: Db,
  principal: Principal,
  ids: readonly number[],
  { days, from }: Spread,
  now: Date,
): Promise<{ id: number; until: string }[]> {
  const { rows } = await sql<{ id: number; time_zone: string }>`
    SELECT a.id, u.time_zone FROM actions a JOIN users u ON u.team_id = a.team_id AND u.id = a.user_id
    WHERE a.team_id = ${principal.teamId} AND a.id = ANY(${ids}::bigint[]) AND ${ofUserSeenBy(principal, 'a')}
    ORDER BY a.due_at, a.id`.execute(db);
  const there = new Set(rows.map(({ id }) => id));
  const unknown = ids.filter((id) => !there.has(id)).map((id) => ({ id, time_zone: principal.timeZone }));
  const all = [...rows, ...unknown];
  const calendars = new Map<string, string[]>();
  return all.map(({ id, time_zone: zone }, index) => {
    let calendar = calendars.get(zone);
    if (!calendar) calendars.set(zone, (calendar = workingDays(zone, days, from, now)));
    return { id, until: calendar[Math.floor((index * days) / all.length)] ?? '' };
  });
}

/** The beginnings of the next working days, Monday to Friday, in UTC. */
export function workingDays(
  zone: string,
  days: number,
  from: string | null | undefined,
  now: Date,
): string[] {
  const local = { zone: IANAZone.isValidZone(zone) ? zone : 'UTC' };
  const tomorrow = DateTime.fromJSDate(now).setZone(local.zone).startOf('day').plus({ days: 1 });
  const wanted = from == null ? tomorrow : DateTime.fromISO(from, local);
  let day = wanted > tomorrow ? wanted : tomorrow;
  const found: string[] = [];
  while (found.length < days) {
    if (day.weekday <= 5) found.push(day.startOf('day').toUTC().toISO() ?? '');
    day = day.plus({ days: 1 });
  }
  return found;
}
