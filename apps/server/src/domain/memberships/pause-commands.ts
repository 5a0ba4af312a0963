import { ACTION_COLUMNS } from '../../db/columns.js';
import { anyTextOf } from '../../db/any-of.js';
import type { Tx } from '../../db/connect.js';
import { append, type Cause } from '../../events/outbox.js';
import { type Said, say } from '../said.js';
import { planGroup } from './membership-rules.js';
import { type Action, type MembershipContext, type WalkedGroup, walkedGroups } from './membership-queries.js';
import { withdrawEmail } from './withdraw-commands.js';

/** The end of a pause that lasts until somebody ends it. */
export const FOREVER = new Date('9999-12-31T00:00:00Z');

/**
 * Pauses one person on one cadence until a moment, or until resumeMembership (null). What is open or planned before
 * then waits for the end of the pause and keeps the moment it was due (due_before_pause); e-mails in the queue are
 * withdrawn; what somebody is working on, or is being sent, is left to finish. The caller holds the person's lock.
 */
export async function pauseMembership(
  cause: Cause,
  context: MembershipContext,
  until: Date | null,
  reason: Said,
): Promise<void> {
  const { tx, now } = cause;
  const end = until ?? FOREVER;
  const { paused_until: before } = context.membership;
  const extended = before !== null && before > now;
  await setPause(cause, context, end, reason);
  const groups = await walkedGroups(tx, context.teamId, context.membership.cadence_id);
  const waiting = await lockActions(tx, context, ['planned', 'in_progress']);
  for (const action of waiting) {
    // A pause that ran out by itself has left its mark behind.
    const original = (extended ? action.due_before_pause : null) ?? action.due_at;
    if (action.status === 'planned' && original >= end) {
      await setDue(tx, action, now, { due_at: original, due_before_pause: null });
      continue;
    }
    if (!(await withdrawEmail(tx, action, now, reason))) continue;
    const due = until === null ? FOREVER : dueFrom(context, groups, action, end);
    await setDue(tx, action, now, { due_at: due, due_before_pause: original, reason });
  }
}

/**
 * Ends a pause: touches go back to the moment they were due, and those whose moment has passed are planned anew from
 * `now`, so that nothing goes out at an hour nobody chose. The caller holds the person's lock.
 */
export async function resumeMembership(cause: Cause, context: MembershipContext): Promise<void> {
  const { tx, now } = cause;
  const { membership } = context;
  const pausedUntil = membership.paused_until;
  if (pausedUntil === null) return;
  await setPause(cause, context, null, null);
  const groups = await walkedGroups(tx, context.teamId, membership.cadence_id);
  for (const action of await lockActions(tx, context, ['planned'])) {
    const original = action.due_before_pause;
    // Reached while the person was paused: the planner had put it behind the pause.
    if (original === null && action.due_at < pausedUntil) continue;
    const due = original !== null && original > now ? original : dueFrom(context, groups, action, now);
    await setDue(tx, action, now, { due_at: due, due_before_pause: null, reason: say('pause_ended', {}) });
  }
}

function dueFrom(
  context: MembershipContext,
  groups: readonly WalkedGroup[],
  action: Action,
  from: Date,
): Date {
  const group = groups.find((each) => each.id === action.step_group_id);
  return group === undefined ? from : planGroup(group, { at: from, day: group.day }, context.zones).due;
}

async function setPause(
  cause: Cause,
  { teamId, membership }: MembershipContext,
  until: Date | null,
  reason: Said | null,
): Promise<void> {
  const { tx, now } = cause;
  await tx
    .updateTable('cadence_memberships')
    .set({
      paused_until: until,
      state_reason: reason?.text ?? null,
      explained: reason?.json ?? null,
      updated_at: now,
    })
    .where('team_id', '=', teamId)
    .where('id', '=', membership.id)
    .execute();
  await append(cause, 'cadence_membership_updated', membership.id);
}

function lockActions(
  tx: Tx,
  { teamId, membership }: MembershipContext,
  statuses: string[],
): Promise<Action[]> {
  return tx
    .selectFrom('actions')
    .select(ACTION_COLUMNS)
    .where('team_id', '=', teamId)
    .where('membership_id', '=', membership.id)
    .where('status', '=', anyTextOf(statuses))
    .orderBy('id')
    .forUpdate()
    .execute();
}

async function setDue(
  tx: Tx,
  action: Action,
  now: Date,
  { reason, ...change }: { due_at: Date; due_before_pause: Date | null; reason?: Said },
): Promise<void> {
  await tx
    .updateTable('actions')

    .set({
      ...change,
      ...(reason && { reason: reason.text, explained: reason.json }),
      status: 'planned',
      booked: false,
      claimed_until: null,
      updated_at: now,
    })
    .where('team_id', '=', action.team_id)
    .where('id', '=', action.id)
    .execute();
}
