import { ACCOUNT_COLUMNS } from '../../db/columns.js';
import type { Tx } from '../../db/connect.js';
import type { Cause } from '../../events/outbox.js';
import type { Said } from '../said.js';
import { type BranchPlan, planBranch } from './branch-plan-rules.js';
import type { BranchEmail } from './branch-rules.js';
import { endMembership } from './membership-end-commands.js';
import { advance, skipAction } from './membership-progress-commands.js';
import { type Action, type MembershipContext, type WalkedGroup, walkedGroups } from './membership-queries.js';
import { listLiveActions, lockLiveAction, withdrawEmail } from './withdraw-commands.js';

/** What a branch made of a step that is due: `taken` means the person went another way and nothing is left to do. */
export interface Branch {
  taken: boolean;
  /** Which way and why; undefined where the step has no condition. */
  reason?: Said;
}

/**
 * Decides the condition of a due step, once nothing else stands against it: either the step goes ahead, or it is left
 * out, the cadence ends for the person, or they go on at a later step. `stored` is steps.condition. The caller holds the
 * locks of person and action.
 */
export async function takeBranch(
  tx: Tx,
  context: MembershipContext,
  action: Action,
  now: Date,
  stored: unknown,
): Promise<Branch> {
  if (stored == null) return { taken: false };
  const { teamId } = context;
  const groups = await walkedGroups(tx, teamId, action.cadence_id);
  const plan = planBranch(stored, groups, action.step_group_id, {
    emails: await emailsOf(tx, context),
    person: context.person,
    account: await accountOf(tx, context),
  });
  const { reason } = plan;
  switch (plan.go) {
    case 'ahead':
      return { taken: false, reason };
    case 'end':
      await skipOnly(tx, context, now, action, reason);
      await endMembership({ tx, teamId, now }, context, 'completed', reason);
      return { taken: true, reason };
    case 'past':
      await skipAction(tx, context, action, now, reason);
      return { taken: true, reason };
    case 'to':
      return goTo({ tx, teamId, now }, context, action, groups, plan);
  }
}

async function goTo(
  cause: Cause,
  context: MembershipContext,
  action: Action,
  groups: readonly WalkedGroup[],
  { target, reason }: Extract<BranchPlan, { go: 'to' }>,
): Promise<Branch> {
  const { tx, now } = cause;
  const here = groups.find((group) => group.id === action.step_group_id);
  // The others of the same moment are left out with it; an e-mail on its way is left to finish and moves nobody along.
  await skipOnly(tx, context, now, action, reason);
  for (const id of await listLiveActions(tx, context)) {
    const mate = await lockLiveAction(tx, context.teamId, id);
    if (mate && (await withdrawEmail(tx, mate, now, reason))) await skipOnly(tx, context, now, mate, reason);
  }
  await advance(cause, context, {
    current: groups[target.index - 1],
    anchor: { at: action.due_at > now ? action.due_at : now, day: here?.day ?? target.group.day },
    fromStepNumber: target.stepNumber,
  });
  return { taken: true, reason };
}

/** Marks the action itself, without going on. */
async function skipOnly(
  tx: Tx,
  context: MembershipContext,
  now: Date,
  action: Action,
  reason: Said,
): Promise<void> {
  await tx
    .updateTable('actions')

    .set({
      status: 'skipped',
      reason: reason.text,
      explained: reason.json,
      completed_at: now,
      updated_at: now,
      claimed_until: null,
    })
    .where('team_id', '=', context.teamId)
    .where('id', '=', action.id)
    .execute();
}

/** The letters of this run that left. */
export async function emailsOf(tx: Tx, { teamId, membership }: MembershipContext): Promise<BranchEmail[]> {
  const rows = await tx
    .selectFrom('emails')
    .select(['step_id', 'sent_at', 'first_viewed_at', 'first_clicked_at', 'replied_at'])
    .where('team_id', '=', teamId)
    .where('membership_id', '=', membership.id)
    .where('state', '=', 'sent')
    .where('sent_at', '>=', membership.added_at)
    .execute();
  return rows.flatMap((row) =>
    row.sent_at === null
      ? []
      : [
          {
            stepId: row.step_id,
            sentAt: row.sent_at,
            firstViewedAt: row.first_viewed_at,
            firstClickedAt: row.first_clicked_at,
            repliedAt: row.replied_at,
          },
        ],
  );
}

export async function accountOf(tx: Tx, { teamId, person }: MembershipContext) {
  if (person.account_id === null) return null;
  const account = await tx
    .selectFrom('accounts')
    .select(ACCOUNT_COLUMNS)
    .where('team_id', '=', teamId)
    .where('id', '=', person.account_id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return account ?? null;
}
