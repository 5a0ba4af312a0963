import { type Said, say } from '../said.js';
import { ACTION_COLUMNS } from '../../db/columns.js';
import type { Tx } from '../../db/connect.js';
import { append, appendMany } from '../../events/outbox.js';
import { moveToStage, rejoinCadence, setFlags } from '../people/person-rows.js';
import type { EndedMembership, ExitEffect } from './exit-commands.js';
import { planGroup } from './membership-rules.js';
import {
  type Action,
  lockPerson,
  lockMembership,
  openableSteps,
  type MembershipContext,
  type WalkedGroup,
  walkedGroups,
} from './membership-queries.js';

export interface Undone {
  /** Memberships that are live again. */
  restored: number[];
  /** Those that could not be, and why. */
  left: { membership_id: number; reason: string }[];
}

/** Marks an action as done: what follows is decided where it is known (domain/activities). */
export type Complete = (
  tx: Tx,
  context: MembershipContext,
  action: Action,
  now: Date,
  done: { byUserId: number | null; reason: Said },
) => Promise<void>;

/**
 * Takes an exit back: membership, its place in the cadence, its open and planned work, the stage and the flags of the
 * person, each only where nothing else has changed it since. Touches that would have been due meanwhile are planned
 * anew from `now`, so that nothing goes out at an hour nobody chose. May be repeated: what is live stays as it is.
 */
export async function undoExit(
  tx: Tx,
  effect: ExitEffect,
  now: Date,
  { byUserId = null, complete }: { byUserId?: number | null; complete: Complete },
): Promise<Undone> {
  const undone: Undone = { restored: [], left: [] };
  await restorePerson(tx, effect, now);
  for (const before of effect.memberships) {
    const context = await lockMembership(tx, effect.team_id, before.id);
    const reason = await whyNot(tx, context);
    if (reason === undefined) {
      await restore(tx, context, before, now, { byUserId, complete });
      undone.restored.push(before.id);
    } else undone.left.push({ membership_id: before.id, reason });
  }
  return undone;
}

async function restorePerson(tx: Tx, effect: ExitEffect, now: Date): Promise<void> {
  const person = await lockPerson(tx, effect.team_id, effect.person_id);
  if (!person) return;
  const flags = Object.entries(effect.flags).filter(
    ([flag, change]) =>
      person[flag as 'bouncing'] === change.after &&
      // Somebody said so as well: it is no longer as the exit alone left it.
      !(flag === 'do_not_contact' && person.do_not_contact_own_right),
  );
  const stage = effect.stage !== null && person.person_stage_id === effect.stage.after ? effect.stage : null;
  if (flags.length === 0 && stage === null) return;
  const name =
    stage === null || stage.before === null
      ? undefined
      : await tx
          .selectFrom('person_stages')
          .select('name')
          .where('team_id', '=', effect.team_id)
          .where('id', '=', stage.before)
          .executeTakeFirst();
  if (flags.length > 0)
    await setFlags(tx, person, Object.fromEntries(flags.map(([flag, change]) => [flag, change.before])), now);
  if (stage) await moveToStage(tx, person, { id: stage.before, name: name?.name ?? null }, now);
  await append({ tx, teamId: effect.team_id, now }, 'person_updated', person.id);
}

/** Why a membership cannot come back; undefined when it can. */
async function whyNot(
  tx: Tx,
  { teamId, membership, person, cadence }: MembershipContext,
): Promise<string | undefined> {
  if (membership.currently_on_cadence === true) return 'The person is on the cadence again.';
  if (person.deleted_at !== null) return 'The person was deleted.';
  if (person.do_not_contact) return 'The person is marked do not contact.';
  if (cadence.deleted_at !== null) return 'The cadence was deleted.';
  if (cadence.archived_at !== null) return 'The cadence was archived.';
  const other = await tx
    .selectFrom('cadence_memberships')
    .select('id')
    .where('team_id', '=', teamId)
    .where('person_id', '=', person.id)
    .where('cadence_id', '=', membership.cadence_id)
    .where('currently_on_cadence', '=', true)
    .executeTakeFirst();
  return other ? 'The person is on the cadence again, with another user.' : undefined;
}

async function restore(
  tx: Tx,
  context: MembershipContext,
  before: EndedMembership,
  now: Date,
  { byUserId, complete }: { byUserId: number | null; complete: Complete },
): Promise<void> {
  const { teamId, membership, person } = context;
  await tx
    .updateTable('cadence_memberships')
    .set({
      current_state: before.current_state,
      state_reason: before.state_reason,
      explained: before.explained == null ? null : JSON.stringify(before.explained),
      step_group_id: before.step_group_id,
      step_id: before.step_id,
      latest_action_id: before.latest_action_id,
      paused_until: before.paused_until,
      updated_at: now,
    })
    .where('team_id', '=', teamId)
    .where('id', '=', membership.id)
    .execute();
  await rejoinCadence(tx, person, membership.cadence_id, now);
  await appendMany({ tx, teamId, now, userId: byUserId }, [
    { type: 'cadence_membership_updated', id: membership.id },
    { type: 'person_updated', id: person.id },
  ]);
  const groups = await walkedGroups(tx, teamId, membership.cadence_id);
  const sent: Action[] = [];
  for (const action of before.actions) {
    const reopened = await reopen(tx, context, action, groups, now);
    if (reopened) sent.push(reopened);
  }
  // E-mails that left while the person was off the cadence: their steps are done, and the next is planned.
  for (const action of sent) {
    const fresh = await lockMembership(tx, teamId, membership.id);
    await complete(tx, fresh, action, now, {
      byUserId: null,
      reason: say('evidence', { what: 'left_before' }),
    });
  }
}

/** Opens a cancelled action again. @returns it when its e-mail has gone out meanwhile, so that it is done */
async function reopen(
  tx: Tx,
  { teamId, zones }: MembershipContext,
  before: EndedMembership['actions'][number],
  groups: readonly WalkedGroup[],
  now: Date,
): Promise<Action | undefined> {
  const action = await tx
    .selectFrom('actions')
    .select(ACTION_COLUMNS)
    .where('team_id', '=', teamId)
    .where('id', '=', before.id)
    .where('status', '=', 'cancelled')
    .forUpdate()
    .executeTakeFirst();
  if (!action) return undefined;
  const draft = await tx
    .selectFrom('emails')
    .select('state')
    .where('team_id', '=', teamId)
    .where('action_id', '=', action.id)
    .executeTakeFirst();
  const group = groups.find((each) => each.id === action.step_group_id);
  // The exit took its e-mail out of the queue: the tick writes it again. One that may have left stays with the rep. A
  // step that is gone meanwhile is the planner's to judge.
  const openable =
    before.status === 'planned' ? undefined : await openableSteps(tx, teamId, [action.step_id]);
  const planned =
    before.status === 'planned' ||
    (before.status === 'in_progress' && (draft?.state === 'cancelled' || !openable?.has(action.step_id)));
  const due = new Date(before.due_on);
  const late = planned && due < now && group !== undefined;
  const anew = late ? planGroup(group, { at: now, day: group.day }, zones) : undefined;
  const back = anew && say('back_on_cadence', {}).and(anew.reason);
  const change = {
    status: planned ? 'planned' : before.status,
    due_at: anew?.due ?? due,
    due_before_pause: before.due_before_pause,
    reason: back?.text ?? before.reason,
    explained: back?.json ?? (before.explained == null ? null : JSON.stringify(before.explained)),
    completed_at: null,
    booked: false,
    updated_at: now,
  };
  await tx
    .updateTable('actions')
    .set(change)
    .where('team_id', '=', teamId)
    .where('id', '=', action.id)
    .execute();
  return draft?.state === 'sent' ? { ...action, status: change.status } : undefined;
}
