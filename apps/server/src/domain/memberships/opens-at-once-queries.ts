import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import type { MembershipContext } from './membership-queries.js';

/**
 * Whether a manual step that is due now may be shown to the rep at once: nothing that could make it wait is in use.
 * Otherwise it is planned, and the planner (engine/planning/plan.ts) decides within a tick. Erring towards false costs a second.
 */
export async function opensAtOnce(tx: Tx, context: MembershipContext, now: Date): Promise<boolean> {
  const { membership, cadence, teamId } = context;
  if (cadence.paused_at !== null) return false;
  if (membership.paused_until !== null && membership.paused_until > now) return false;
  const { rows } = await sql<{ free: boolean }>`
    SELECT t.schedule_version = 0 AND c.new_people_per_day IS NULL AND c.new_people_per_user_per_day IS NULL
      AND c.target_daily_people = 0 AND u.active
      AND NOT (c.cadence_function = 'event' AND c.latest_active_date IS NOT NULL) AS free
    FROM teams t, cadences c, users u
    WHERE t.id = ${teamId} AND c.team_id = ${teamId} AND c.id = ${cadence.id} AND u.team_id = ${teamId} AND u.id = ${membership.user_id}`.execute(
    tx,
  );
  return rows[0]?.free ?? false;
}
