import { sql } from 'kysely';
import { anyTextOf } from '../../db/any-of.js';
import { ACTION_COLUMNS } from '../../db/columns.js';
import type { Tx } from '../../db/connect.js';
import { type Said, say } from '../said.js';
import { cancelQueuedEmails } from '../activities/email-rows.js';
import { skipAction } from './membership-progress-commands.js';
import { type Action, LIVE_ACTIONS, lockMembership, type MembershipContext } from './membership-queries.js';

/**
 * Leaves one live action out, takes its e-mail out of the queue, and lets the person go on. An e-mail that is being
 * handed over, or may have left, is left to finish. The caller holds the person's lock.
 * @returns false when there was nothing to withdraw
 */
export async function withdrawAction(
  tx: Tx,
  context: MembershipContext,
  actionId: number,
  now: Date,
  reason: Said,
): Promise<boolean> {
  const { teamId } = context;
  const action = await lockLiveAction(tx, teamId, actionId);
  if (!action || !(await withdrawEmail(tx, action, now, reason))) return false;
  await skipAction(tx, context, action, now, reason);
  return true;
}

/** The same for every live action of a step that is switched off or deleted; they end as cancelled, not as skipped. */
export async function cancelStep(
  tx: Tx,
  teamId: number,
  stepId: number,
  now: Date,
  reason: Said,
): Promise<void> {
  const live = await tx
    .selectFrom('actions')
    .select(['id', 'membership_id'])
    .where('team_id', '=', teamId)
    .where('step_id', '=', stepId)
    .where('status', 'in', LIVE_ACTIONS)
    .orderBy('person_id')
    .execute();
  for (const { id, membership_id: membershipId } of live) {
    const context = await lockMembership(tx, teamId, membershipId);
    if (!(await withdrawAction(tx, context, id, now, reason))) continue;
    await tx
      .updateTable('actions')
      .set({ status: 'cancelled' })
      .where('team_id', '=', teamId)
      .where('id', '=', id)
      .execute();
  }
}

/** Restrictions new to a person: what is open for them and may no longer be done is skipped; what lies ahead is decided when it is due. */
export async function withdrawRestricted(
  tx: Tx,
  teamId: number,
  personId: number,
  types: readonly string[],
  now: Date,
): Promise<void> {
  if (types.length === 0) return;
  const open = await tx
    .selectFrom('actions as a')
    .innerJoin('cadences as c', (join) =>
      join.onRef('c.team_id', '=', 'a.team_id').onRef('c.id', '=', 'a.cadence_id'),
    )
    .select(['a.id', 'a.membership_id', 'a.type'])
    .where('a.team_id', '=', teamId)
    .where('a.person_id', '=', personId)
    .where('a.status', 'in', ['in_progress', 'pending_activity'])
    .where('a.type', '=', anyTextOf(types))
    .where('c.override_contact_restrictions', '=', false)
    .orderBy('a.id')
    .execute();
  for (const { id, membership_id: membershipId, type } of open) {
    const context = await lockMembership(tx, teamId, membershipId);
    await withdrawAction(
      tx,
      context,
      id,
      now,
      say('contact_restriction', { by: type === 'phone' ? 'call' : 'email' }),
    );
  }
}

/** What of a membership is still to do, by id; locked one by one (`lockLiveAction`). */
export async function listLiveActions(
  tx: Tx,
  { teamId, membership }: Pick<MembershipContext, 'teamId' | 'membership'>,
): Promise<number[]> {
  const rows = await tx
    .selectFrom('actions')
    .select('id')
    .where('team_id', '=', teamId)
    .where('membership_id', '=', membership.id)
    .where('status', 'in', LIVE_ACTIONS)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** An action that is still to do, locked. */
export function lockLiveAction(tx: Tx, teamId: number, actionId: number): Promise<Action | undefined> {
  return tx
    .selectFrom('actions')
    .select(ACTION_COLUMNS)
    .where('team_id', '=', teamId)
    .where('id', '=', actionId)
    .where('status', 'in', LIVE_ACTIONS)
    .forUpdate()
    .executeTakeFirst();
}

/** Cancels the e-mail of an action while it is in the queue. @returns false when it is beyond that */
export async function withdrawEmail(tx: Tx, action: Action, now: Date, reason: Said): Promise<boolean> {
  const draft = await tx
    .selectFrom('emails')
    .select(['id', 'state'])
    .where('team_id', '=', action.team_id)
    .where('action_id', '=', action.id)
    .forUpdate()
    .executeTakeFirst();
  if (!draft || ['failed', 'cancelled', 'skipped'].includes(draft.state)) return true;
  if (!['planned', 'queued'].includes(draft.state)) return false;
  await cancelQueuedEmails(tx, action.team_id, sql`e.id = ${draft.id}`, now, reason);
  return true;
}
