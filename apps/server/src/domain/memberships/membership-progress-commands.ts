import { type Said, say } from '../said.js';
import type { Tx } from '../../db/connect.js';
import { append, appendMany, type Event } from '../../events/outbox.js';
import { opensAtOnce } from './opens-at-once-queries.js';
import { endMembership } from './membership-end-commands.js';
import {
  type Anchor,
  nextGroup,
  type Place,
  planGroup,
  restrictionOn,
  skippedReason,
} from './membership-rules.js';
import {
  type Action,
  LIVE_ACTIONS,
  openableSteps,
  type MembershipContext,
  type WalkedGroup,
  walkedGroups,
} from './membership-queries.js';

export { endMembership, setStage } from './membership-end-commands.js';

/** Where to go on from: behind `current` (from the beginning when undefined), counting days from `anchor`. */
export interface Position {
  current: Place | undefined;
  anchor: Anchor;
  /** Start inside a group: only its steps from this number on. */
  fromStepNumber?: number;
}

export type Contact = 'call' | 'email' | 'other';

export interface Completion {
  /** Who did it; null when the engine did. */
  byUserId: number | null;
  /** What kind of contact it was; undefined when nobody was contacted (an integration step). */
  contact?: Contact;
  /** The person's counter that goes up by one. */
  count?: 'emails_sent' | 'calls';
  reason: Said;
}

/** Of a membership that this transaction has just written: it has a stamp that nobody has seen. */
interface Added {
  groups: readonly WalkedGroup[];
  /** What is to be told of the adding, before anything else. */
  events: readonly Event[];
}

/** Goes to the next group that still has something to do and plans its actions, or finishes the membership. */
export async function advance(
  tx: Tx,
  context: MembershipContext,
  now: Date,
  position: Position,
  byUserId: number | null,
  added?: Added,
): Promise<void> {
  const groups = added?.groups ?? (await walkedGroups(tx, context.teamId, context.membership.cadence_id));
  let { current, anchor, fromStepNumber } = position;
  for (let group = nextGroup(groups, current); group !== undefined; group = nextGroup(groups, current)) {
    const due = planGroup(group, anchor, context.zones);
    const live = await plantActions(
      tx,
      context,
      now,
      { ...group, steps: group.steps.filter((step) => step.stepNumber >= (fromStepNumber ?? 0)) },
      due,
      added !== undefined,
    );
    if (live !== undefined) {
      await pointAt(
        tx,
        context,
        now,
        {
          step_group_id: group.id,
          step_id: live.stepId,
          latest_action_id: live.actionId,
          group_entered_at: now,
          // A second stamp would cost every index of the table another entry.
          ...(added ? {} : { updated_at: now }),
        },
        byUserId,
        added?.events,
      );
      return;
    }
    // Everything in it was skipped: the days behind it still count from when it would have been due.
    anchor = { at: due.due > anchor.at ? due.due : anchor.at, day: group.day };
    current = group;
    fromStepNumber = undefined;
  }
  await appendMany({ tx, teamId: context.teamId, now }, added?.events ?? []);
  await endMembership(tx, context, now, 'completed', say('cadence_done', {}), byUserId);
}

/** One row per step; `held`: the caller holds the cadence against changes of its steps. @returns the first that is still to do; undefined when every step was skipped. */
async function plantActions(
  tx: Tx,
  context: MembershipContext,
  now: Date,
  group: WalkedGroup,
  due: { due: Date; reason: Said },
  held: boolean,
) {
  const { membership, person, cadence, teamId } = context;
  if (group.steps.length === 0) return undefined;
  const isDue = due.due <= now;
  const automatic = (step: { type: string }) => group.automated && step.type === 'email';
  const manual = group.steps.filter((step) => !automatic(step)).map((step) => step.id);
  const opens = isDue && manual.length > 0 && (await opensAtOnce(tx, context, now));
  // The steps were read a moment ago. One that is gone meanwhile is planned: the planner takes it back.
  const openable = opens && !held ? await openableSteps(tx, teamId, manual) : new Set(opens ? manual : []);
  const rows = group.steps.map((step) => {
    // A restriction is judged when the step is due, and may be lifted until then.
    const restricted = isDue
      ? restrictionOn(step.type, person.contact_restrictions, cadence.override_contact_restrictions)
      : undefined;
    const reason = restricted ? skippedReason(restricted) : due.reason;
    return {
      team_id: teamId,
      created_at: now,
      updated_at: now,
      membership_id: membership.id,
      cadence_id: membership.cadence_id,
      step_id: step.id,
      step_group_id: group.id,
      person_id: person.id,
      user_id: membership.user_id,
      type: step.type,
      automated: automatic(step),
      status: restricted ? 'skipped' : openable.has(step.id) && !step.conditional ? 'in_progress' : 'planned',
      due_at: due.due,
      multitouch_group_id: group.steps.length > 1 ? group.id : null,
      reason: reason.text,
      explained: reason.json,
      completed_at: restricted ? now : null,
    };
  });
  const planted = await tx
    .insertInto('actions')
    .values(rows)
    .returning(['id', 'step_id', 'status'])
    .execute();
  const first = planted.find((row) => row.status !== 'skipped');
  return first && { actionId: first.id, stepId: first.step_id };
}

interface Pointer {
  step_group_id?: number;
  step_id: number;
  latest_action_id: number;
  group_entered_at?: Date;
  updated_at?: Date;
}

async function pointAt(
  tx: Tx,
  context: MembershipContext,
  now: Date,
  pointer: Pointer,
  byUserId: number | null,
  before: readonly Event[] = [],
): Promise<void> {
  const { teamId, membership } = context;
  await tx
    .updateTable('cadence_memberships')
    .set(pointer)
    .where('team_id', '=', teamId)
    .where('id', '=', membership.id)
    .execute();
  const moved: Event = { type: 'cadence_membership_updated', id: membership.id };
  await appendMany({ tx, teamId, now, userId: byUserId }, [...before, moved]);
}

/** Marks a live action of the membership done, keeps the counters, and goes on when its group is done. */
export async function completeAction(
  tx: Tx,
  context: MembershipContext,
  action: Action,
  now: Date,
  done: Completion,
): Promise<void> {
  const { teamId, membership, cadence, person } = context;
  const before = await progressOf(tx, context, action);
  await closeAction(tx, action, now, 'completed', done.reason);
  const byUserId = done.byUserId ?? membership.user_id;
  const contacted = done.contact ? contactFields(now, done.contact, byUserId) : {};
  await tx
    .updateTable('people')
    .set((eb) => ({
      ...contacted,
      ...(done.count ? { [done.count]: eb(done.count, '+', 1) } : {}),
      last_completed_step_id: action.step_id,
      last_completed_step_cadence_id: action.cadence_id,
      updated_at: now,
    }))
    .where('team_id', '=', teamId)
    .where('id', '=', person.id)
    .execute();
  await append({ tx, teamId, now, userId: done.byUserId }, 'person_updated', person.id);
  if (done.contact) await contactAccount(tx, person, now, done.contact, byUserId, done.byUserId);
  await settleGroup(tx, context, action, now, before.next, done.byUserId);
  if (before.acted) return;
  // Last, because many people share the row: its lock is held for the shortest time.
  await tx
    .updateTable('cadences')
    .set((eb) => ({
      people_acted_on_count: eb('people_acted_on_count', '+', 1),
    }))
    .where('team_id', '=', teamId)
    .where('id', '=', cadence.id)
    .execute();
}

/** Leaves a live action out and goes on when its group is done. Nobody was contacted. */
export async function skipAction(
  tx: Tx,
  context: MembershipContext,
  action: Action,
  now: Date,
  reason: Said,
): Promise<void> {
  const { next } = await progressOf(tx, context, action);
  await closeAction(tx, action, now, 'skipped', reason);
  await settleGroup(tx, context, action, now, next, null);
}

async function closeAction(
  tx: Tx,
  action: Action,
  now: Date,
  status: 'completed' | 'skipped',
  reason: Said,
): Promise<void> {
  await tx
    .updateTable('actions')
    .set({
      status,
      reason: reason.text,
      explained: reason.json,
      completed_at: now,
      updated_at: now,
      claimed_until: null,
    })
    .where('team_id', '=', action.team_id)
    .where('id', '=', action.id)
    .execute();
}

interface Progress {
  /** A step of this cadence was completed for the person before, in whichever of the membership's runs. */
  acted: boolean;
  /** What else of the action's group is to do. */
  next: { id: number; step_id: number } | undefined;
}

async function progressOf(
  tx: Tx,
  { teamId, membership }: MembershipContext,
  action: Action,
): Promise<Progress> {
  const others = await tx
    .selectFrom('actions')
    .select(['id', 'step_id', 'step_group_id', 'status'])
    .where('team_id', '=', teamId)
    .where('membership_id', '=', membership.id)
    .where('id', '<>', action.id)
    .where('status', 'in', [...LIVE_ACTIONS, 'completed'])
    .orderBy('id')
    .execute();
  return {
    acted: others.some((other) => other.status === 'completed'),
    next: others.find(
      (other) => other.status !== 'completed' && other.step_group_id === action.step_group_id,
    ),
  };
}

async function settleGroup(
  tx: Tx,
  context: MembershipContext,
  action: Action,
  now: Date,
  left: Progress['next'],
  byUserId: number | null,
): Promise<void> {
  const { teamId, membership } = context;
  // An action that was already in the post when the person was removed moves nobody along.
  if (membership.currently_on_cadence !== true || membership.step_group_id !== action.step_group_id) return;
  if (left) {
    await pointAt(
      tx,
      context,
      now,
      { step_id: left.step_id, latest_action_id: left.id, updated_at: now },
      byUserId,
    );
    return;
  }
  const group = await tx
    .selectFrom('step_groups')
    .select(['id', 'day', 'position'])
    .where('team_id', '=', teamId)
    .where('id', '=', action.step_group_id)
    .executeTakeFirstOrThrow();
  await advance(
    tx,
    context,
    now,
    { current: group, anchor: { at: action.due_at > now ? action.due_at : now, day: group.day } },
    byUserId,
  );
}

/** last_contacted_* of the person and their account, for a contact outside of a cadence. */
export async function recordContact(
  tx: Tx,
  person: Contacted,
  now: Date,
  contact: Contact,
  byUserId: number,
): Promise<void> {
  await tx
    .updateTable('people')
    .set(contactFields(now, contact, byUserId))
    .where('team_id', '=', person.team_id)
    .where('id', '=', person.id)
    .execute();
  await append({ tx, teamId: person.team_id, now, userId: byUserId }, 'person_updated', person.id);
  await contactAccount(tx, person, now, contact, byUserId, byUserId);
}

type Contacted = Pick<MembershipContext['person'], 'team_id' | 'id' | 'account_id'>;

function contactFields(now: Date, contact: Contact, byUserId: number) {
  return {
    last_contacted_at: now,
    last_contacted_type: contact,
    last_contacted_by_id: byUserId,
    updated_at: now,
  };
}

async function contactAccount(
  tx: Tx,
  person: Contacted,
  now: Date,
  contact: Contact,
  byUserId: number,
  causedBy: number | null,
): Promise<void> {
  if (person.account_id === null) return;
  await tx
    .updateTable('accounts')
    .set({ ...contactFields(now, contact, byUserId), last_contacted_person_id: person.id })
    .where('team_id', '=', person.team_id)
    .where('id', '=', person.account_id)
    .execute();
  await append({ tx, teamId: person.team_id, now, userId: causedBy }, 'account_updated', person.account_id);
}
