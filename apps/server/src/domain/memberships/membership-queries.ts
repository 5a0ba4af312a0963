import { sql } from 'kysely';
import {
  type ActionRow,
  type CadenceRow,
  MEMBERSHIP_COLUMNS,
  type MembershipRow,
  PERSON_COLUMNS,
  type PersonRow,
  STEP_GROUP_COLUMNS,
  columnsOf,
  listed,
} from '../../db/columns.js';
import type { Db, Tx } from '../../db/connect.js';
import { notFound } from '../../kernel/errors.js';
import { byPosition, type GroupTiming, type Zones } from './membership-rules.js';

export { isExpired, restrictionOn, skippedReason } from './membership-rules.js';

export type Membership = MembershipRow;
export type Action = ActionRow;
export type Cadence = CadenceRow;
export type Person = PersonRow;

export const LIVE_ACTIONS = ['planned', 'in_progress', 'pending_activity'] as const;
export const OPEN_ACTIONS = ['in_progress', 'pending_activity'] as const;

/** Everything a change of a membership reads, with person and membership locked. */
export interface MembershipContext {
  teamId: number;
  membership: Membership;
  person: Person;
  cadence: Pick<Cadence, (typeof CADENCE_COLUMNS)[number]>;
  zones: Zones;
}

const CADENCE_COLUMNS = [
  'id',
  'owner_id',
  'finished_stage_id',
  'override_contact_restrictions',
  'archived_at',
  'deleted_at',
  'paused_at',
  'cadence_function',
  'latest_active_date',
] as const;

export interface GroupStep {
  id: number;
  type: string;
  stepNumber: number;
  /** It has a branch, which the tick decides when the step is due. */
  conditional: boolean;
}

/** A group with its enabled steps; groups without any are not walked. */
export interface WalkedGroup extends GroupTiming {
  steps: GroupStep[];
}

/**
 * The person's row is the lock of everything that concerns one person: every command and the engine take it first and
 * the membership second, so that two of them never wait for each other in a circle.
 */
export async function lockPerson(tx: Tx, teamId: number, personId: number): Promise<Person | undefined> {
  return tx
    .selectFrom('people')
    .select(listed(PERSON_COLUMNS))
    .where('team_id', '=', teamId)
    .where('id', '=', personId)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

/**
 * Locks and reads what a change of this membership needs, in two statements: this runs twice for every action.
 * @throws AppError not_found
 */
export async function lockMembership(
  tx: Tx,
  teamId: number,
  membershipId: number,
): Promise<MembershipContext> {
  const person = await tx
    .selectFrom('people')
    .select(listed(PERSON_COLUMNS))
    .where('team_id', '=', teamId)
    .where('id', '=', (eb) =>
      eb
        .selectFrom('cadence_memberships')
        .select('person_id')
        .where('team_id', '=', teamId)
        .where('id', '=', membershipId),
    )
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!person) throw notFound(`membership ${membershipId}`);
  const row = await lockedRows(tx, teamId).where('m.id', '=', membershipId).executeTakeFirstOrThrow();
  // The person was merged into another while we waited: the membership is theirs.
  if (row.person_id !== person.id) return lockMembership(tx, teamId, membershipId);
  return toMembershipContext(row, person);
}

/** Memberships, locked, with what a change of them needs of cadence and user. */
export function lockedRows(tx: Tx, teamId: number) {
  return tx
    .selectFrom('cadence_memberships as m')
    .innerJoin('cadences as c', (join) =>
      join.onRef('c.team_id', '=', 'm.team_id').onRef('c.id', '=', 'm.cadence_id'),
    )
    .innerJoin('users as u', (join) =>
      join.onRef('u.team_id', '=', 'm.team_id').onRef('u.id', '=', 'm.user_id'),
    )
    .select(columnsOf('m', MEMBERSHIP_COLUMNS))
    .select([
      'u.time_zone',
      'c.owner_id as c_owner_id',
      'c.finished_stage_id as c_finished_stage_id',
      'c.override_contact_restrictions as c_override',
      'c.archived_at as c_archived_at',
      'c.deleted_at as c_deleted_at',
      'c.paused_at as c_paused_at',
      'c.cadence_function as c_function',
      'c.latest_active_date as c_latest_active_date',
    ])
    .where('m.team_id', '=', teamId)
    .forNoKeyUpdate('m');
}

type LockedRow = Awaited<ReturnType<ReturnType<typeof lockedRows>['execute']>>[number];

export function toMembershipContext(row: LockedRow, person: Person): MembershipContext {
  const {
    time_zone: timeZone,
    c_owner_id,
    c_finished_stage_id,
    c_override,
    c_archived_at,
    c_deleted_at,
    c_paused_at,
    c_function,
    c_latest_active_date,
    ...membership
  } = row;
  return {
    teamId: membership.team_id,
    membership,
    person,
    cadence: {
      id: membership.cadence_id,
      owner_id: c_owner_id,
      finished_stage_id: c_finished_stage_id,
      override_contact_restrictions: c_override,
      archived_at: c_archived_at,
      deleted_at: c_deleted_at,
      paused_at: c_paused_at,
      cadence_function: c_function,
      latest_active_date: c_latest_active_date,
    },
    zones: { user: timeZone, personLocale: person.locale },
  };
}

/** A membership's context, of a person who is locked already; the cadence is read unless it is `known`. */
export async function membershipContextOf(
  tx: Tx,
  membership: Membership,
  person: Person,
  known?: MembershipContext['cadence'],
): Promise<MembershipContext> {
  const teamId = membership.team_id;
  const cadence =
    known ??
    (await tx
      .selectFrom('cadences')
      .select(listed(CADENCE_COLUMNS))
      .where('team_id', '=', teamId)
      .where('id', '=', membership.cadence_id)
      .executeTakeFirstOrThrow());
  const user = await tx
    .selectFrom('users')
    .select('time_zone')
    .where('team_id', '=', teamId)
    .where('id', '=', membership.user_id)
    .executeTakeFirstOrThrow();
  return {
    teamId,
    membership,
    person,
    cadence,
    zones: { user: user.time_zone, personLocale: person.locale },
  };
}

/** The groups of a cadence that have enabled steps, in walking order. */
export async function walkedGroups(db: Db, teamId: number, cadenceId: number): Promise<WalkedGroup[]> {
  const rows = await db
    .selectFrom('steps as s')
    .innerJoin('step_groups as g', (join) =>
      join.onRef('g.team_id', '=', 's.team_id').onRef('g.id', '=', 's.step_group_id'),
    )
    .select(columnsOf('g', STEP_GROUP_COLUMNS))
    .select(['s.id as step_id', 's.type as step_type', 's.step_number', 's.condition'])
    .where('s.team_id', '=', teamId)
    .where('s.cadence_id', '=', cadenceId)
    .where('s.deleted_at', 'is', null)
    .where('s.disabled', '=', false)
    .orderBy('s.step_number')
    .orderBy('s.id')
    .execute();
  const groups = new Map<number, WalkedGroup>();
  for (const row of rows) {
    const group = groups.get(row.id) ?? { ...timingOf(row), steps: [] };
    group.steps.push({
      id: row.step_id,
      type: row.step_type,
      stepNumber: row.step_number,
      conditional: row.condition !== null,
    });
    groups.set(row.id, group);
  }
  return [...groups.values()].sort(byPosition);
}

/**
 * Those of these steps that an action may be opened for: living, and kept so until the transaction ends. A deletion or
 * a switching off holds the cadence FOR UPDATE (editableCadence): it waits for the opener and takes his action back,
 * or the opener finds it under way, which says nothing yet: he is never kept waiting, and plans instead of opening.
 */
export async function openableSteps(
  tx: Tx,
  teamId: number,
  stepIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ id: number }>`
    SELECT s.id FROM steps s JOIN cadences c ON c.team_id = s.team_id AND c.id = s.cadence_id
    WHERE s.team_id = ${teamId} AND s.id = ANY(${stepIds}::bigint[]) AND s.deleted_at IS NULL AND NOT s.disabled
    FOR KEY SHARE SKIP LOCKED`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

interface GroupRow {
  id: number;
  day: number;
  position: number;
  automated: boolean;
  due_immediately: boolean;
  send_type: string | null;
  time_of_day: string | null;
  timezone_mode: string | null;
  delay_time: number | null;
  allow_send_on_weekends: boolean;
}

function timingOf(row: GroupRow): GroupTiming {
  return {
    id: row.id,
    day: row.day,
    position: row.position,
    automated: row.automated,
    dueImmediately: row.due_immediately,
    sendType: row.send_type === 'at_time' || row.send_type === 'after_time_delay' ? row.send_type : null,
    timeOfDay: row.time_of_day,
    timezoneMode: row.timezone_mode === 'person' || row.timezone_mode === 'user' ? row.timezone_mode : null,
    delayMinutes: row.delay_time,
    weekends: row.allow_send_on_weekends,
  };
}
