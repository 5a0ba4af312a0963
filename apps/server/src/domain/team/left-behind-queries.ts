import { type HandedOver, HANDED_OVER } from '@cadenza/contract';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../db/connect.js';

/** Rows by kind. */
export type LeftBehind = Readonly<Record<HandedOver, number>>;

/**
 * What a user has of a kind, with the person each row is about: a query of `id` and `person_id`, of memberships also
 * `cadence_id` and `user_id`. Memberships are those that are on a cadence and whose own user, or whose open action's, it is.
 */
export function hadBy(kind: HandedOver, teamId: number, userId: number): RawBuilder<unknown> {
  switch (kind) {
    case 'people':
      return sql`SELECT r.id, r.id AS person_id FROM people r WHERE r.team_id = ${teamId} AND r.owner_id = ${userId} AND r.deleted_at IS NULL`;
    case 'accounts':
      return sql`SELECT r.id, NULL::bigint AS person_id FROM accounts r WHERE r.team_id = ${teamId} AND r.owner_id = ${userId} AND r.deleted_at IS NULL`;
    case 'cadences':
      return sql`SELECT r.id, NULL::bigint AS person_id FROM cadences r WHERE r.team_id = ${teamId} AND r.owner_id = ${userId} AND r.deleted_at IS NULL`;
    case 'memberships':
      return sql`SELECT r.id, r.person_id, r.cadence_id, r.user_id FROM cadence_memberships r WHERE r.team_id = ${teamId} AND r.currently_on_cadence
        AND (r.user_id = ${userId} OR EXISTS (SELECT FROM actions a WHERE a.team_id = r.team_id AND a.membership_id = r.id
          AND a.user_id = ${userId} AND a.status IN ('planned', 'in_progress', 'pending_activity')))`;
    case 'tasks':
      return sql`SELECT r.id, r.person_id FROM tasks r WHERE r.team_id = ${teamId} AND r.user_id = ${userId} AND r.current_state = 'scheduled' AND r.deleted_at IS NULL`;
    case 'threads':
      return sql`SELECT r.id, r.person_id FROM threads r WHERE r.team_id = ${teamId} AND (r.assigned_user_id = ${userId}
        OR r.user_id = ${userId} AND r.assigned_user_id IS NULL)`;
  }
}

/** How much a user has of each kind. */
export async function leftBehind(tx: Tx, teamId: number, userId: number): Promise<LeftBehind> {
  const found = {} as Record<HandedOver, number>;
  for (const kind of HANDED_OVER) {
    const { rows } = await sql<{ n: number }>`
      SELECT count(*) AS n FROM (${hadBy(kind, teamId, userId)}) h`.execute(tx);
    found[kind] = rows[0]?.n ?? 0;
  }
  return found;
}
