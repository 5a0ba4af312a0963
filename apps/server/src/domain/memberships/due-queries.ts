import type { Db } from '../../db/connect.js';
import { anyOf } from '../../db/any-of.js';
import { LIVE_ACTIONS } from './membership-queries.js';

/** What a membership waits for: when its next action is due, and why then. */
export interface NextDue {
  due_at: Date;
  reason: string;
}

/** The next live action, planned ones included, of each of these memberships; those without one are absent. */
export async function listNextDue(
  db: Db,
  teamId: number,
  membershipIds: readonly number[],
): Promise<Map<number, NextDue>> {
  if (membershipIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('actions')
    .distinctOn('membership_id')
    .select(['membership_id', 'due_at', 'reason'])
    .where('team_id', '=', teamId)
    .where('membership_id', '=', anyOf(membershipIds))
    .where('status', 'in', LIVE_ACTIONS)
    .orderBy('membership_id')
    .orderBy('due_at')
    .execute();
  return new Map(rows.map(({ membership_id, ...due }) => [membership_id, due]));
}
