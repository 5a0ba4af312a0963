import type { Body, Contract } from '@cadenza/contract';
import { forbidden, invalid } from '../../kernel/errors.js';
import { permits } from '../permissions.js';
import type { Command } from '../command.js';
import { type Said, say } from '../said.js';
import { advance, type Position } from './membership-progress-commands.js';
import { LIVE_ACTIONS, lockMembership, type MembershipContext, walkedGroups } from './membership-queries.js';
import { pauseMembership, resumeMembership } from './pause-commands.js';
import { listLiveActions, lockLiveAction, withdrawAction, withdrawEmail } from './withdraw-commands.js';

type Operations = Contract['operations'];

/** Pauses a person on a cadence, until a moment or until resumed. @throws AppError not_found, forbidden, invalid */
export async function pauseOne(
  command: Command,
  id: number,
  body: Body<Operations['pause_membership']>,
): Promise<void> {
  const { now } = command;
  const context = await liveMembership(command, id);
  const until = body.until == null ? null : new Date(body.until);
  if (until !== null && until <= now) throw invalid('until', 'must lie in the future');
  const reason = say(
    'membership_paused',
    { by: 'user', until: until?.toISOString().slice(0, 10) ?? null },
    { quote: body.reason?.trim() ?? '' },
  );
  await pauseMembership(command, context, until, reason);
}

/** Ends a pause. @throws AppError not_found, forbidden, invalid when there is none */
export async function resumeOne(command: Command, id: number): Promise<void> {
  const { now } = command;
  const context = await liveMembership(command, id);
  const { paused_until: until } = context.membership;
  if (until === null || until <= now) throw invalid('id', 'is not paused');
  await resumeMembership(command, context);
}

/**
 * Leaves out the step the person stands at, or another one of the same moment (step_id). @throws AppError not_found,
 * forbidden, invalid when that step is not open or planned, or its e-mail may have left
 */
export async function skipStep(
  command: Command,
  id: number,
  body: Body<Operations['skip_step']>,
): Promise<void> {
  const { tx, principal, now } = command;
  const context = await liveMembership(command, id);
  const stepId = body.step_id ?? context.membership.step_id;
  const action = await tx
    .selectFrom('actions')
    .select('id')
    .where('team_id', '=', principal.teamId)
    .where('membership_id', '=', id)
    .where('step_id', '=', stepId)
    .where('status', 'in', LIVE_ACTIONS)
    .executeTakeFirst();
  if (!action) throw invalid('step_id', 'is not a step the person stands at');
  if (!(await withdrawAction(tx, context, action.id, now, say('skipped_by_hand', {}))))
    throw invalid('step_id', 'has an e-mail that is being sent, or whose fate is not known yet');
}

/**
 * Goes on from another step of the cadence, earlier or later: what is open or planned is cancelled, a pause ends, and
 * the step's day is today. @throws AppError not_found, forbidden, invalid
 */
export async function moveToStep(
  command: Command,
  id: number,
  body: Body<Operations['move_membership']>,
): Promise<void> {
  const { tx, principal, now } = command;
  const context = await liveMembership(command, id);
  const target = await placeOf(command, context, body.step_id);
  await clearWork(command, context, say('moved_by_hand', {}));
  await tx
    .updateTable('cadence_memberships')
    .set({ paused_until: null, state_reason: null, explained: null, updated_at: now })
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .execute();
  await advance(command, context, target);
}

async function placeOf({ tx, now }: Command, context: MembershipContext, stepId: number): Promise<Position> {
  const groups = await walkedGroups(tx, context.teamId, context.membership.cadence_id);
  const index = groups.findIndex((group) => group.steps.some((step) => step.id === stepId));
  const group = groups[index];
  const step = group?.steps.find((each) => each.id === stepId);
  if (!group || !step) throw invalid('step_id', 'is not a step of this cadence');
  return { current: groups[index - 1], anchor: { at: now, day: group.day }, fromStepNumber: step.stepNumber };
}

async function clearWork({ tx, now }: Command, context: MembershipContext, reason: Said): Promise<void> {
  for (const id of await listLiveActions(tx, context)) {
    const action = await lockLiveAction(tx, context.teamId, id);
    if (!action) continue;
    if (!(await withdrawEmail(tx, action, now, reason)))
      throw invalid('id', 'has an e-mail that is being sent, or whose fate is not known yet');
    await tx
      .updateTable('actions')

      .set({
        status: 'cancelled',
        reason: reason.text,
        explained: reason.json,
        completed_at: now,
        updated_at: now,
        claimed_until: null,
      })
      .where('team_id', '=', context.teamId)
      .where('id', '=', id)
      .execute();
  }
}

/** Locks a membership the caller may steer, while it is live. @throws AppError not_found, forbidden, invalid */
async function liveMembership({ tx, principal }: Command, id: number): Promise<MembershipContext> {
  const context = await lockMembership(tx, principal.teamId, id);
  const { membership, cadence, person } = context;
  const mine = [membership.user_id, cadence.owner_id, person.owner_id].includes(principal.userId);
  if (!mine && !permits(principal, 'manage_cadences'))
    throw forbidden(
      'Only the user who runs it, the owner of the cadence or of the person, or an admin may steer a person on a cadence',
    );
  if (membership.currently_on_cadence !== true) throw invalid('id', 'is no longer on the cadence');
  return context;
}
