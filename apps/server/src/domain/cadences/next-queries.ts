import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';
import { cadenceSeenBy } from '../visibility.js';

/** Who asks, and how moments and links are written for them. */
interface Reading {
  readonly team: number;
  readonly user: number;
  readonly admin: boolean;
  readonly group: number | null;
  readonly tz: string;
  readonly base: string;
}

/**
 * What each of these waits for next, as wire JSON by the number of the membership or the person: the first of their live
 * actions, found by what stands in them. Of a person, on cadences that the caller sees. Who waits for nothing is absent.
 */
export async function nextTouches(
  db: Db,
  reading: Reading,
  of: 'memberships' | 'people',
  ids: readonly number[],
): Promise<Map<number, string>> {
  const viewer = { admin: reading.admin, userId: reading.user, groupId: reading.group, teamId: reading.team };
  const whose = of === 'people' ? sql`m.person_id` : sql`m.id`;
  const { rows } = await sql<{ id: number; j: string }>`
    SELECT DISTINCT ON (${whose}) ${whose} AS id, json_build_object('at', wire_time(a.due_at, ${reading.tz}), 'open', a.status <> 'planned',
      'type', a.type, 'automated', a.automated, 'rule', a.explained ->> 'rule', 'says', a.reason, 'facts', a.explained -> 'facts',
      'action', wire_ref(${reading.base}, '/v2/actions/', a.id), 'step', wire_ref(${reading.base}, '/v2/steps/', a.step_id),
      'cadence', wire_ref(${reading.base}, '/v2/cadences/', a.cadence_id))::text AS j
    FROM cadence_memberships m
    JOIN cadences c ON c.team_id = m.team_id AND c.id = m.cadence_id
    JOIN actions a ON a.team_id = m.team_id AND a.membership_id = m.id AND a.status IN ('planned', 'in_progress', 'pending_activity')
    WHERE m.team_id = ${reading.team} AND m.currently_on_cadence AND ${whose} = ANY(${ids}::bigint[])
      AND (m.user_id = ${reading.user} OR ${cadenceSeenBy(viewer, 'c')})
    ORDER BY ${whose}, a.due_at, a.id`.execute(db);
  return new Map(rows.map(({ id, j }) => [id, j]));
}
