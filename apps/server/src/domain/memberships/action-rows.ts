import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import type { Said } from '../said.js';
import type { Action } from './membership-queries.js';

type Key = Pick<Action, 'team_id' | 'id'>;

/** Marks an action as left out. */
export async function closeSkipped(tx: Tx, action: Key, now: Date, reason: Said): Promise<void> {
  await sql`
    UPDATE actions SET status = 'skipped', reason = ${reason.text}, explained = ${reason.json}::jsonb, completed_at = ${now}, updated_at = ${now}, claimed_until = NULL
    WHERE team_id = ${action.team_id} AND id = ${action.id}`.execute(tx);
}

/**
 * Marks actions as done, as part of a statement that writes other tables too: `rows` has `action_id` (null: none),
 * `reason` and `explained`.
 */
export function closingCompleted(teamId: number, now: Date, rows: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    UPDATE actions a SET status = 'completed', reason = k.reason, explained = k.explained, completed_at = ${now}, updated_at = ${now}, claimed_until = NULL
    FROM ${rows} k WHERE a.team_id = ${teamId} AND a.id = k.action_id`;
}

/** Shows an action to its user, with the reason why it waits for a person. */
export async function openForPerson(tx: Tx, action: Key, now: Date, reason: Said): Promise<void> {
  await tx
    .updateTable('actions')
    .set({ status: 'in_progress', reason: reason.text, explained: reason.json, updated_at: now })
    .where('team_id', '=', action.team_id)
    .where('id', '=', action.id)
    .execute();
}

/** Somebody has begun an action, or its e-mail is on its way, which `reason` says. */
export async function beginAction(tx: Tx, action: Key, now: Date, reason?: Said): Promise<void> {
  await tx
    .updateTable('actions')
    .set({
      status: 'pending_activity',
      ...(reason ? { reason: reason.text, explained: reason.json } : {}),
      updated_at: now,
    })
    .where('team_id', '=', action.team_id)
    .where('id', '=', action.id)
    .execute();
}

/** Gives an action back to the planner, who looks at it at once. */
export async function planActionAgain(tx: Tx, action: Key, now: Date, reason: Said): Promise<void> {
  await tx
    .updateTable('actions')
    .set({
      status: 'planned',
      due_at: now,
      claimed_until: null,
      reason: reason.text,
      explained: reason.json,
      updated_at: now,
    })
    .where('team_id', '=', action.team_id)
    .where('id', '=', action.id)
    .execute();
}

/** An open action waits until a moment, at which it opens again. */
export async function putOffAction(tx: Tx, action: Key, until: Date, now: Date, reason: Said): Promise<void> {
  await tx
    .updateTable('actions')
    .set({
      status: 'planned',
      due_at: until,
      due_before_pause: null,
      booked: false,
      claimed_until: null,
      reason: reason.text,
      explained: reason.json,
      decided_by: reason.rule,
      decided_because: reason.text,
      decided_explained: reason.json,
      updated_at: now,
    })
    .where('team_id', '=', action.team_id)
    .where('id', '=', action.id)
    .execute();
}

/** Somebody else does it. */
export async function giveAction(
  tx: Tx,
  action: Key,
  userId: number,
  now: Date,
  reason: Said,
): Promise<void> {
  await tx
    .updateTable('actions')
    .set({ user_id: userId, reason: reason.text, explained: reason.json, updated_at: now })
    .where('team_id', '=', action.team_id)
    .where('id', '=', action.id)
    .execute();
}
