import { sql } from 'kysely';
import { MEMBERSHIP_COLUMNS } from '../../db/columns.js';
import type { Tx } from '../../db/connect.js';
import { append, type Cause, teamOf, userOf } from '../../events/outbox.js';
import { setFlags } from '../people/person-rows.js';
import { type Said, say } from '../said.js';
import { EXIT_REASONS, type ExitEvent, exitOf, type ExitSettings } from './exit-rules.js';
import { endMembership, removedState, setStage } from './membership-end-commands.js';
import {
  LIVE_ACTIONS,
  lockPerson,
  lockMembership,
  type MembershipContext,
  membershipContextOf,
} from './membership-queries.js';

export interface ExitOptions {
  /** In words a rep reads; the event's own when absent. */
  reason?: Said;
  /** Who caused it; null or absent when nobody of the team did. */
  byUserId?: number | null;
  /** Columns of the person that change with it, and go back with undoExit. */
  flags?: Partial<Pick<MembershipContext['person'], Flag>>;
}

type Flag = 'bouncing' | 'do_not_contact';

/** What an exit changed: plain JSON, to be stored beside its cause and given to undoExit (exit-undo-commands.ts). */
export interface ExitEffect {
  team_id: number;
  person_id: number;
  event: ExitEvent;
  memberships: EndedMembership[];
  stage: { before: number | null; after: number } | null;
  flags: Partial<Record<Flag, { before: boolean; after: boolean }>>;
}

/**
 * A membership as it was, and the work that was cancelled with it. Times are ISO 8601. Stored: `due_on` (the moment) keeps
 * the name that it has in records of earlier versions.
 */
export interface EndedMembership {
  id: number;
  current_state: string;
  state_reason: string | null;
  /** Absent in what an earlier version wrote; so are those of actions. */
  explained?: unknown;
  step_group_id: number | null;
  step_id: number | null;
  latest_action_id: number | null;
  paused_until: string | null;
  actions: {
    id: number;
    status: string;
    due_on: string;
    reason: string;
    explained?: unknown;
    due_before_pause: string | null;
  }[];
}

/**
 * Does what the cadence's settings say about an event: ends the membership or keeps it, cancels planned actions and
 * e-mails not yet handed over, sets the stage, and takes colleagues of the same account off this cadence when it says
 * so. A membership that has ended already still moves the stage. The caller holds the person's lock (lockMembership).
 * Locks colleagues too: two of them answering in the same moment may be told to try again (isRetryable).
 */
export async function exitFor(
  tx: Tx,
  context: MembershipContext,
  event: ExitEvent,
  now: Date,
  options: ExitOptions = {},
): Promise<ExitEffect> {
  const { teamId, person, membership } = context;
  const settings = await settingsOf(tx, teamId, membership.cadence_id);
  const exit = exitOf(event, settings, person.person_stage_id);
  const reason = options.reason ?? EXIT_REASONS[event];
  const cause = { tx, teamId, now, userId: options.byUserId ?? null };
  const effect: ExitEffect = {
    team_id: teamId,
    person_id: person.id,
    event,
    memberships: [],
    stage: null,
    flags: await changeFlags(tx, context, now, options.flags ?? {}),
  };
  // Before the stage moves: that may end memberships by itself, and the order decides which reason is stored.
  if (exit.ends) await end(cause, context, reason, effect);
  if (exit.account && person.account_id !== null) await endColleagues(cause, context, effect);
  if (exit.stageId !== null) await moveStage(tx, context, now, exit.stageId, effect);
  return effect;
}

/** The same for every live membership of a person: opt-out of the team, a meeting, a success, do not contact. */
export async function exitPerson(cause: Cause, personId: number, event: ExitEvent): Promise<ExitEffect[]> {
  const { tx, now } = cause;
  const teamId = teamOf(cause);
  const person = await lockPerson(tx, teamId, personId);
  if (!person) return [];
  const memberships = await tx
    .selectFrom('cadence_memberships')
    .select(MEMBERSHIP_COLUMNS)
    .where('team_id', '=', teamId)
    .where('person_id', '=', personId)
    .where('currently_on_cadence', '=', true)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  const effects: ExitEffect[] = [];
  for (const membership of memberships)
    effects.push(
      await exitFor(tx, await membershipContextOf(tx, membership, person), event, now, {
        byUserId: userOf(cause),
      }),
    );
  return effects;
}

function settingsOf(tx: Tx, teamId: number, cadenceId: number): Promise<ExitSettings> {
  return tx
    .selectFrom('cadences')
    .select([
      'remove_replies_enabled',
      'remove_bounces_enabled',
      'remove_people_when_meeting_booked',
      'exit_on_opt_out',
      'exit_on_success',
      'exit_stage_ids',
      'exit_account_on_reply',
      'replied_stage_id',
      'bounced_stage_id',
    ])
    .where('team_id', '=', teamId)
    .where('id', '=', cadenceId)
    .executeTakeFirstOrThrow();
}

async function end(
  cause: Cause,
  context: MembershipContext,
  reason: Said,
  effect: ExitEffect,
): Promise<void> {
  const { tx } = cause;
  const { membership } = context;
  if (membership.currently_on_cadence !== true) return;
  effect.memberships.push(await endedMembership(tx, context));
  await endMembership(cause, context, await removedState(tx, membership), reason);
}

/** A membership that is about to end, for whoever may take that back (undoExit). */
export async function endedMembership(
  tx: Tx,
  { teamId, membership }: MembershipContext,
): Promise<EndedMembership> {
  const actions = await tx
    .selectFrom('actions')
    .select(['id', 'status', 'due_at', 'reason', 'explained', 'due_before_pause'])
    .where('team_id', '=', teamId)
    .where('membership_id', '=', membership.id)
    .where('status', 'in', LIVE_ACTIONS)
    .orderBy('id')
    .execute();
  const {
    id,
    current_state,
    state_reason,
    explained,
    step_group_id,
    step_id,
    latest_action_id,
    paused_until,
  } = membership;
  return {
    id,
    current_state,
    state_reason,
    explained,
    step_group_id,
    step_id,
    latest_action_id,
    paused_until: paused_until?.toISOString() ?? null,
    actions: actions.map(({ due_at: due, ...action }) => ({
      ...action,
      due_on: due.toISOString(),
      due_before_pause: action.due_before_pause?.toISOString() ?? null,
    })),
  };
}

/**
 * Taken before the person's own lock by whoever may end colleagues as well (exit_account_on_reply): two of one account
 * who answer in the same instant would otherwise each hold themselves and wait for the other.
 */
export async function lockAccountOf(tx: Tx, teamId: number, personId: number): Promise<void> {
  await sql`
    SELECT pg_advisory_xact_lock(hashtextextended('exit of account ' || team_id || ' ' || account_id, 0))
    FROM people WHERE team_id = ${teamId} AND id = ${personId} AND account_id IS NOT NULL`.execute(tx);
}

async function endColleagues(
  cause: Cause,
  { teamId, person, membership }: MembershipContext,
  effect: ExitEffect,
): Promise<void> {
  const { tx } = cause;
  const colleagues = await tx
    .selectFrom('cadence_memberships as m')
    .innerJoin('people as p', (join) =>
      join.onRef('p.team_id', '=', 'm.team_id').onRef('p.id', '=', 'm.person_id'),
    )
    .select('m.id')
    .where('m.team_id', '=', teamId)
    .where('m.cadence_id', '=', membership.cadence_id)
    .where('m.currently_on_cadence', '=', true)
    .where('p.account_id', '=', person.account_id)
    .where('p.id', '<>', person.id)
    // The order of the locks, the same for everyone.
    .orderBy('p.id')
    .execute();
  const name = person.name?.trim() || person.email_address || 'a colleague';
  for (const { id } of colleagues) {
    const context = await lockMembership(tx, teamId, id);
    if (context.person.account_id !== person.account_id) continue;
    await end(cause, context, say('replied', { person_id: person.id }, { name }), effect);
  }
}

async function moveStage(
  tx: Tx,
  { teamId, person }: MembershipContext,
  now: Date,
  stageId: number,
  effect: ExitEffect,
): Promise<void> {
  if (person.person_stage_id === stageId) return;
  const remember = async (ended: MembershipContext) => {
    effect.memberships.push(await endedMembership(tx, ended));
  };
  if (!(await setStage(tx, { team_id: teamId, id: person.id }, now, stageId, remember))) return;
  effect.stage = { before: person.person_stage_id, after: stageId };
  await append({ tx, teamId, now }, 'person_updated', person.id);
}

async function changeFlags(
  tx: Tx,
  { teamId, person }: MembershipContext,
  now: Date,
  wanted: NonNullable<ExitOptions['flags']>,
): Promise<ExitEffect['flags']> {
  const changed = (Object.entries(wanted) as [Flag, boolean][]).filter(
    ([flag, value]) => person[flag] !== value,
  );
  if (changed.length === 0) return {};
  await setFlags(tx, person, Object.fromEntries(changed), now);
  await append({ tx, teamId, now }, 'person_updated', person.id);
  return Object.fromEntries(
    changed.map(([flag, after]) => [flag, { before: person[flag], after }]),
  ) as ExitEffect['flags'];
}
