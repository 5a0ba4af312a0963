import type { Selectable } from 'kysely';
import type { Db, Tx } from '../../db/connect.js';
import type { ActionsTable, CadenceMembershipsTable, CadencesTable, PeopleTable } from '../../db/schema.js';
import { notFound } from '../../kernel/errors.js';
import { byPosition, type GroupTiming, type Zones } from './membership-rules.js';

export { restrictionOn, skippedReason } from './membership-rules.js';

export type Membership = Selectable<CadenceMembershipsTable>;
export type Action = Selectable<ActionsTable>;
export type Cadence = Selectable<CadencesTable>;
export type Person = Selectable<PeopleTable>;

export const LIVE_ACTIONS = ['planned', 'in_progress', 'pending_activity'] as const;
export const OPEN_ACTIONS = ['in_progress', 'pending_activity'] as const;

/** Everything a change of a membership reads, with person and membership locked. */
export interface Standing {
  teamId: number;
  membership: Membership;
  person: Person;
  cadence: Cadence;
  zones: Zones;
}

export interface GroupStep {
  id: number;
  type: string;
  stepNumber: number;
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
  return tx.selectFrom('people').selectAll().where('team_id', '=', teamId).where('id', '=', personId).forNoKeyUpdate().executeTakeFirst();
}

/** Locks and reads what a change of this membership needs. @throws AppError not_found */
export async function lockStanding(tx: Tx, teamId: number, membershipId: number): Promise<Standing> {
  const key = await tx.selectFrom('cadence_memberships').select('person_id').where('team_id', '=', teamId).where('id', '=', membershipId).executeTakeFirst();
  const person = key && (await lockPerson(tx, teamId, key.person_id));
  if (!person) throw notFound(`membership ${membershipId}`);
  const membership = await tx
    .selectFrom('cadence_memberships')
    .selectAll()
    .where('team_id', '=', teamId)
    .where('id', '=', membershipId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  return standingOf(tx, membership, person);
}

/** The standing of a membership whose person is locked already. */
export async function standingOf(tx: Tx, membership: Membership, person: Person): Promise<Standing> {
  const teamId = membership.team_id;
  const cadence = await tx.selectFrom('cadences').selectAll().where('team_id', '=', teamId).where('id', '=', membership.cadence_id).executeTakeFirstOrThrow();
  const user = await tx.selectFrom('users').select('time_zone').where('team_id', '=', teamId).where('id', '=', membership.user_id).executeTakeFirstOrThrow();
  return { teamId, membership, person, cadence, zones: { user: user.time_zone, personLocale: person.locale } };
}

/** The groups of a cadence that have enabled steps, in walking order. */
export async function walkedGroups(db: Db, teamId: number, cadenceId: number): Promise<WalkedGroup[]> {
  const rows = await db
    .selectFrom('steps as s')
    .innerJoin('step_groups as g', (join) => join.onRef('g.team_id', '=', 's.team_id').onRef('g.id', '=', 's.step_group_id'))
    .selectAll('g')
    .select(['s.id as step_id', 's.type as step_type', 's.step_number'])
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
    group.steps.push({ id: row.step_id, type: row.step_type, stepNumber: row.step_number });
    groups.set(row.id, group);
  }
  return [...groups.values()].sort(byPosition);
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
