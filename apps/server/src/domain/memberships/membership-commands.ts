import { sql } from 'kysely';
import { type Said, say } from '../said.js';
import { CADENCE_COLUMNS, listed, MEMBERSHIP_COLUMNS } from '../../db/columns.js';
import type { Tx } from '../../db/connect.js';
import type { CommandBy } from '../command.js';
import { violates } from '../../db/pg-errors.js';
import type { Event } from '../../events/outbox.js';
import { doNotContact, forbidden, invalid } from '../../kernel/errors.js';
import { permits } from '../permissions.js';
import type { Principal } from '../../kernel/principal.js';
import { countPerson } from '../cadences/cadence-rows.js';
import { joinCadence } from '../people/person-rows.js';
import { completeTask } from '../tasks/task-rows.js';
import { seesCadence, seesOwned } from '../visibility.js';
import { type Entrant, entryProblem, type EntryRules } from './entry-rules.js';
import { endMembership, removedState, setStage } from './membership-end-commands.js';
import { advance, type Position } from './membership-progress-commands.js';
import {
  type Cadence,
  isExpired,
  lockPerson,
  lockMembership,
  type Membership,
  type Person,
  membershipContextOf,
  type WalkedGroup,
  walkedGroups,
} from './membership-queries.js';
import { markPersonDeleted } from './membership-rows.js';

export { removedState } from './membership-end-commands.js';

/** The part of the principal that membership commands look at. */
export type Who = Pick<Principal, 'teamId' | 'userId' | 'admin' | 'groupId' | 'permissions'>;

export interface AddToCadence {
  person_id: number;
  cadence_id: number;
  /** Whose actions these are; the caller's when absent. */
  user_id?: number | null;
  /** Start here rather than at step 1. */
  step_id?: number | null;
  /** A task that is completed by the adding. */
  task_id?: number | null;
}

/**
 * Puts a person on a cadence and plans the first actions. The record of an earlier run is used again. @returns its id.
 * @throws AppError invalid, on person_id or cadence_id (docs/wire.md section 8), user_id, step_id or task_id.
 */
export async function addToCadence(command: CommandBy<Who>, input: AddToCadence): Promise<number> {
  const { tx, principal: who, now } = command;
  // The cadence first, as whoever deletes or archives it: he locks its people next.
  const cadence = await runnableCadence(tx, who, now, input.cadence_id, input.user_id ?? who.userId);
  const { person, runs } = await contactablePerson(tx, who, input.person_id, cadence.id);
  const userId = await actingUser(tx, who, input.user_id);
  const groups = await walkedGroups(tx, who.teamId, cadence.id);
  const start = startingPosition(groups, now, input.step_id);
  if (runs.some((run) => run.currently_on_cadence === true)) throw alreadyOn();
  const refused = entryProblem(entryRulesOf(cadence), await entrantOf(tx, person, cadence), now);
  if (refused !== undefined) throw invalid('person_id', refused);
  if (input.task_id != null) await completeTaskOfPerson(tx, who, now, input.task_id, person.id);
  const membership = await upsertMembership(tx, person, cadence, userId, now);
  await joinCadence(tx, person, cadence.id, now);
  await setStage(tx, person, now, cadence.added_stage_id);
  const events: Event[] = [
    { type: 'cadence_membership_created', id: membership.id, userId: who.userId },
    { type: 'person_updated', id: person.id, userId: who.userId },
  ];
  const context = await membershipContextOf(tx, membership, person, cadence);
  await advance(command, context, start, { groups, events });
  if (runs.length === 0) await countPerson(tx, who.teamId, cadence.id);
  return membership.id;
}

/** Clients look for these words, under this key. */
const alreadyOn = () => invalid('cadence_id', 'is already in progress for this person');

/** The person, locked, and the records of its runs on the cadence, whoever's they were. */
async function contactablePerson(
  tx: Tx,
  who: Who,
  personId: number,
  cadenceId: number,
): Promise<{ person: Person; runs: readonly Run[] }> {
  const person = await lockPerson(tx, who.teamId, personId);
  if (!person || person.deleted_at !== null || !(await seesOwned(tx, who, person.owner_id)))
    throw invalid('person_id', 'could not be found');
  if (person.do_not_contact) throw doNotContact();
  const { rows } = await sql<Run & { refused: boolean | null }>`
    SELECT a.do_not_contact AS refused, m.id, m.currently_on_cadence FROM (VALUES (1)) one
      LEFT JOIN accounts a ON a.team_id = ${who.teamId} AND a.id = ${person.account_id}::bigint AND a.deleted_at IS NULL
      LEFT JOIN cadence_memberships m ON m.team_id = ${who.teamId} AND m.person_id = ${person.id} AND m.cadence_id = ${cadenceId}`.execute(
    tx,
  );
  if (rows.some((row) => row.refused === true))
    throw invalid('person_id', 'has contact restrictions: the account is marked do not contact');
  return { person, runs: rows.filter((row) => row.id !== null) };
}

interface Run {
  id: number;
  currently_on_cadence: boolean | null;
}

async function runnableCadence(
  tx: Tx,
  who: Who,
  now: Date,
  cadenceId: number,
  runnerId: number,
): Promise<Cadence> {
  const cadence = await tx
    .selectFrom('cadences')
    .select(listed(CADENCE_COLUMNS))
    .where('team_id', '=', who.teamId)
    .where('id', '=', cadenceId)
    .forKeyShare()
    .executeTakeFirst();
  if (!cadence || cadence.deleted_at !== null || !seesCadence(who, cadence))
    throw invalid('cadence_id', 'could not be found');
  if (cadence.archived_at !== null) throw invalid('cadence_id', 'is archived');
  if (cadence.draft) throw invalid('cadence_id', 'is a draft');
  if (isExpired(cadence, now)) throw invalid('cadence_id', 'has expired');
  if (!cadence.team_cadence && cadence.owner_id !== runnerId && !permits(who, 'manage_cadences')) {
    // Clients look for these words.
    throw invalid('cadence_id', 'is not owned by the provided user and is not a team cadence');
  }
  return cadence;
}

async function actingUser(tx: Tx, who: Who, userId: number | null | undefined): Promise<number> {
  if (userId == null || userId === who.userId) return who.userId;
  const user = await tx
    .selectFrom('users')
    .select('id')
    .where('team_id', '=', who.teamId)
    .where('id', '=', userId)
    .where('active', '=', true)
    .executeTakeFirst();
  if (!user) throw invalid('user_id', 'could not be found');
  return user.id;
}

function startingPosition(
  groups: readonly WalkedGroup[],
  now: Date,
  stepId: number | null | undefined,
): Position {
  if (groups.length === 0) throw invalid('cadence_id', 'has no steps');
  if (stepId == null) return { current: undefined, anchor: { at: now, day: 1 } };
  const index = groups.findIndex((group) => group.steps.some((step) => step.id === stepId));
  const group = groups[index];
  const step = group?.steps.find((each) => each.id === stepId);
  if (!group || !step) throw invalid('step_id', 'is not a step of this cadence');
  // The chosen step's day is today.
  return { current: groups[index - 1], anchor: { at: now, day: group.day }, fromStepNumber: step.stepNumber };
}

function entryRulesOf(cadence: Cadence): EntryRules {
  return {
    once: cadence.entry_once,
    exclusive: cadence.entry_exclusive,
    quietDays: cadence.entry_quiet_days,
    blockedStageIds: cadence.entry_blocked_stage_ids,
    exitStageIds: cadence.exit_stage_ids,
    addedStageId: cadence.added_stage_id,
  };
}

/** The person's lock, which the caller holds, keeps a second adding from seeing the same. */
async function entrantOf(tx: Tx, person: Person, cadence: Cadence): Promise<Entrant> {
  const asked = cadence.entry_once || cadence.entry_exclusive;
  const memberships = asked
    ? await tx
        .selectFrom('cadence_memberships as m')
        .innerJoin('cadences as c', (join) =>
          join.onRef('c.team_id', '=', 'm.team_id').onRef('c.id', '=', 'm.cadence_id'),
        )
        .select(['m.cadence_id', 'm.currently_on_cadence', 'c.name'])
        .where('m.team_id', '=', person.team_id)
        .where('m.person_id', '=', person.id)
        .orderBy('m.id')
        .execute()
    : [];
  return {
    wasOnIt: memberships.some((each) => each.cadence_id === cadence.id),
    activeOn: memberships
      .filter((each) => each.currently_on_cadence === true && each.cadence_id !== cadence.id)
      .map((each) => each.name),
    lastContactedAt: person.last_contacted_at,
    stage:
      person.person_stage_id === null ? null : { id: person.person_stage_id, name: person.person_stage_name },
  };
}

async function upsertMembership(
  tx: Tx,
  person: Person,
  cadence: Cadence,
  userId: number,
  now: Date,
): Promise<Membership> {
  const fresh = {
    current_state: 'active',
    added_at: now,
    updated_at: now,
    state_reason: null,
    explained: null,
    paused_until: null,
    group_entered_at: now,
  };
  try {
    return await tx
      .insertInto('cadence_memberships')
      .values({
        ...fresh,
        team_id: person.team_id,
        created_at: now,
        cadence_id: cadence.id,
        person_id: person.id,
        user_id: userId,
      })
      .onConflict((conflict) =>
        conflict.columns(['team_id', 'person_id', 'cadence_id', 'user_id']).doUpdateSet(fresh),
      )
      .returning(listed(MEMBERSHIP_COLUMNS))
      .executeTakeFirstOrThrow();
  } catch (error) {
    // The person's lock makes this rare; the index makes it certain.
    if (violates(error, 'cadence_memberships_live')) throw alreadyOn();
    throw error;
  }
}

async function completeTaskOfPerson(
  tx: Tx,
  who: Who,
  now: Date,
  taskId: number,
  personId: number,
): Promise<void> {
  if (!(await completeTask(tx, who, taskId, personId, now)))
    throw invalid('task_id', 'is not an open task of this person');
}

/**
 * Takes a person off a cadence; repeating it changes nothing. removed_no_action when nothing had happened in this run.
 * @throws AppError not_found, or forbidden for a caller who neither runs the membership, owns the cadence or person, nor is an admin.
 */
export async function removeFromCadence(
  { tx, principal: who, now }: CommandBy<Who>,
  membershipId: number,
  reason: Said = say('cadence_left', { why: 'removed' }),
): Promise<void> {
  const context = await lockMembership(tx, who.teamId, membershipId);
  const { membership, cadence, person } = context;
  const mine = [membership.user_id, cadence.owner_id, person.owner_id].includes(who.userId);
  if (!mine && !permits(who, 'manage_cadences'))
    throw forbidden(
      'Only the user who runs it, the owner of the cadence or of the person, or an admin may remove a person from a cadence',
    );
  if (membership.currently_on_cadence !== true) return;
  await endMembership({ tx, principal: who, now }, context, await removedState(tx, membership), reason);
}

/** Takes a person off every cadence: do not contact, deletion. The caller changed the person in the same transaction. */
export async function removeFromAllCadences(
  tx: Tx,
  who: Pick<Who, 'teamId' | 'userId'>,
  now: Date,
  personId: number,
  reason: Said,
): Promise<void> {
  const person = await lockPerson(tx, who.teamId, personId);
  if (!person) return;
  const memberships = await tx
    .selectFrom('cadence_memberships')
    .select(MEMBERSHIP_COLUMNS)
    .where('team_id', '=', who.teamId)
    .where('person_id', '=', personId)
    .where('currently_on_cadence', '=', true)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  for (const membership of memberships) {
    // One transaction is one connection: nothing is won by doing these side by side.
    await endMembership(
      { tx, principal: who, now },
      await membershipContextOf(tx, membership, person),
      await removedState(tx, membership),
      reason,
    );
  }
  if (person.deleted_at !== null) {
    await markPersonDeleted({ tx, teamId: who.teamId, now, userId: who.userId }, personId);
  }
}
