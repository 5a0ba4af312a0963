import { sql } from 'kysely';
import { MEMBERSHIP_COLUMNS, PERSON_COLUMNS, columnsOf } from '../../db/columns.js';
import type { Tx } from '../../db/connect.js';
import { appendMany, type Cause, type Event, teamOf } from '../../events/outbox.js';
import { leaveCadences, moveToStage } from '../people/person-rows.js';
import { type Said, say } from '../said.js';
import { cancelQueuedEmails } from '../activities/email-rows.js';
import {
  LIVE_ACTIONS,
  type Membership,
  type Person,
  type MembershipContext,
  membershipContextOf,
} from './membership-queries.js';

export type EndState = 'completed' | 'removed' | 'removed_no_action' | 'reassigned' | 'archived';

/** Takes the person off the cadence: open actions and e-mails not yet handed over are cancelled, the stage follows. */
export function endMembership(
  cause: Cause,
  context: MembershipContext,
  state: EndState,
  reason: Said,
): Promise<void> {
  return endMemberships(cause, [context], state, reason);
}

/** endMembership for memberships of different people, in one statement per table. */
export async function endMemberships(
  cause: Cause,
  contexts: readonly MembershipContext[],
  state: EndState,
  reason: Said,
): Promise<void> {
  if (contexts.length === 0) return;
  const { tx, now } = cause;
  const teamId = teamOf(cause);
  const ids = contexts.map(({ membership }) => membership.id);
  await sql`
    UPDATE actions SET status = 'cancelled', reason = ${reason.text}, explained = ${reason.json}::jsonb, updated_at = ${now}, completed_at = ${now}, claimed_until = NULL
    WHERE team_id = ${teamId} AND membership_id = ANY(${ids}::bigint[]) AND status = ANY(${LIVE_ACTIONS}::text[])`.execute(
    tx,
  );
  await cancelQueuedEmails(tx, teamId, sql`e.membership_id = ANY(${ids}::bigint[])`, now, reason);
  await sql`
    UPDATE cadence_memberships SET current_state = ${state}, paused_until = NULL, state_reason = ${reason.text}, explained = ${reason.json}::jsonb, updated_at = ${now}
    WHERE team_id = ${teamId} AND id = ANY(${ids}::bigint[])`.execute(tx);
  const leaving = contexts.map(({ person, cadence }) => ({ personId: person.id, cadenceId: cadence.id }));
  await leaveCadences(tx, teamId, leaving, now);
  if (state === 'completed') {
    for (const { person, cadence } of contexts) await setStage(tx, person, now, cadence.finished_stage_id);
  }
  await appendMany(
    cause,
    contexts.flatMap(({ membership, person }): Event[] => [
      { type: 'cadence_membership_updated', id: membership.id },
      { type: 'person_updated', id: person.id },
    ]),
  );
}

/** Told of each membership that a change of stage is about to end. */
type BeforeEnd = (context: MembershipContext) => Promise<void>;

/**
 * Moves the person to a stage, keeps the sort copy of its name, and takes them off the cadences that end at it. Null
 * and stages deleted since change nothing. The caller holds the person's lock. @returns whether the person was moved
 */
export async function setStage(
  tx: Tx,
  person: { team_id: number; id: number },
  now: Date,
  stageId: number | null,
  beforeEnd?: BeforeEnd,
): Promise<boolean> {
  if (stageId === null) return false;
  const stage = await tx
    .selectFrom('person_stages')
    .select(['id', 'name'])
    .where('team_id', '=', person.team_id)
    .where('id', '=', stageId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!stage) return false;
  await moveToStage(tx, person, stage, now);
  await endOnStage({ tx, teamId: person.team_id, now }, person.id, stage, beforeEnd);
  return true;
}

/** Ends the memberships whose cadence people leave at this stage (cadences.exit_stage_ids). The caller holds the person's lock. */
export async function endOnStage(
  cause: Cause,
  personId: number,
  stage: { id: number; name: string },
  beforeEnd?: BeforeEnd,
): Promise<void> {
  const { tx } = cause;
  const teamId = teamOf(cause);
  const memberships = await tx
    .selectFrom('cadence_memberships as m')
    .innerJoin('cadences as c', (join) =>
      join.onRef('c.team_id', '=', 'm.team_id').onRef('c.id', '=', 'm.cadence_id'),
    )
    .select(columnsOf('m', MEMBERSHIP_COLUMNS))
    .where('m.team_id', '=', teamId)
    .where('m.person_id', '=', personId)
    .where('m.currently_on_cadence', '=', true)
    .where(sql<boolean>`${stage.id}::bigint = ANY(c.exit_stage_ids)`)
    .orderBy('m.id')
    .forNoKeyUpdate('m')
    .execute();
  if (memberships.length === 0) return;
  const person = await personOf(tx, teamId, personId);
  for (const membership of memberships) {
    // One transaction is one connection: nothing is won by doing these side by side.
    const context = await membershipContextOf(tx, membership, person);
    await beforeEnd?.(context);
    await endMembership(
      cause,
      context,
      await removedState(tx, membership),
      say('stage_reached', { stage_id: stage.id }, stage),
    );
  }
}

function personOf(tx: Tx, teamId: number, personId: number): Promise<Person> {
  return tx
    .selectFrom('people')
    .select(PERSON_COLUMNS)
    .where('team_id', '=', teamId)
    .where('id', '=', personId)
    .executeTakeFirstOrThrow();
}

/** removed, or removed_no_action when no step was done since the person was added last. */
export async function removedState(tx: Tx, membership: Membership): Promise<'removed' | 'removed_no_action'> {
  const done = await tx
    .selectFrom('actions')
    .select('id')
    .where('team_id', '=', membership.team_id)
    .where('membership_id', '=', membership.id)
    .where('status', '=', 'completed')
    .where('completed_at', '>=', membership.added_at)
    .limit(1)
    .executeTakeFirst();
  return done ? 'removed' : 'removed_no_action';
}
