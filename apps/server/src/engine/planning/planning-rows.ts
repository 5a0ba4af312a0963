import { sql } from 'kysely';
import { anyOf } from '../../db/any-of.js';
import { ACTION_COLUMNS, columnsOf } from '../../db/columns.js';
import type { Tx } from '../../db/connect.js';
import { fact } from '../../domain/mailboxes/index.js';
import {
  type Action,
  lockMembership,
  lockMemberships,
  type MembershipContext,
} from '../../domain/memberships/index.js';

/** What planning reads of the rows around one action. */
export type PlanningRow = Omit<Row, 'has_email'> & Partial<Pick<Row, 'has_email'>>;
type Row = Awaited<ReturnType<typeof readPlanningRows>>[number];

/** A due action with everything locked that its decision may change. */
export interface DueAction {
  context: MembershipContext;
  action: Action;
  row: PlanningRow;
}

/** Columns of steps s, step_groups g, cadences k, users u, teams t and accounts c that planning looks at. */
export const PLANNING_COLUMNS = [
  't.sandbox as team_sandbox',
  't.require_mailbox as team_requires_mailbox',
  fact('smtp_url').as('server_smtp_url'),
  fact('public_url').as('server_public_url'),
  's.disabled as step_disabled',
  's.deleted_at as step_deleted_at',
  's.previous_email_step_group_id as thread_group_id',
  's.condition as step_condition',
  'g.allow_send_on_weekends as group_sends_on_weekends',
  'g.timezone_mode as group_timezone_mode',
  'g.send_type as group_send_type',
  'g.due_immediately as group_due_immediately',
  'k.target_daily_people as cadence_target_daily_people',
  'k.new_people_per_day as cadence_new_people_per_day',
  'k.new_people_per_user_per_day as cadence_new_people_per_user_per_day',
  'u.active as user_active',
  'u.time_zone as user_time_zone',
  'u.work_country as user_work_country',
  'u.sending_paused_at as user_paused_at',
  't.sending_paused_at as team_paused_at',
  't.deactivated as team_deactivated',
  't.allow_automated_email_steps as team_automated_email',
  't.email_daily_limit as team_email_daily_limit',
  't.touch_limits as team_touch_limits',
  't.schedule_version as team_schedule_version',
  'c.do_not_contact as account_do_not_contact',
] as const;

/**
 * What spread and jitter of an action are drawn from: person and place in the cadence by what is the same in every
 * rehearsal, never by ids. Over people p, cadences k and steps s.
 */
export const actionSeed = sql<string>`concat_ws(' ', coalesce(lower(p.email_address), p.name), k.name, s.day, s.step_number)`;

/**
 * Locks the due ones of these actions, in the order they are given, and reads what planning looks at, in a handful of statements for all of them.
 * `wait`: for one action alone; otherwise people somebody else holds are left out (not `looked` at) and taken one by
 * one later.
 */
export async function lockDueActions(
  tx: Tx,
  teamId: number,
  ids: readonly number[],
  now: Date,
  wait: boolean,
): Promise<{ dueActions: DueAction[]; looked: ReadonlySet<number> }> {
  const contexts = wait ? await waitForMembership(tx, teamId, ids) : await lockMemberships(tx, teamId, ids);
  if (contexts.size === 0) return { dueActions: [], looked: new Set() };
  const rows = await readPlanningRows(tx, teamId, ids, [...contexts.keys()]);
  const place = new Map(ids.map((id, at) => [id, at]));
  rows.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
  const dueActions = rows.flatMap((row) => {
    const context = contexts.get(row.membership_id);
    // Whoever held the lock before may have done, moved or cancelled it.
    if (!context || row.status !== 'planned' || row.due_at > now) return [];
    return [{ context, row, action: actionOf(row) }];
  });
  return { dueActions, looked: new Set(rows.map((row) => row.id)) };
}

/** One action with all that is around it, whatever its state; undefined when it is gone. */
export async function readDueAction(
  tx: Tx,
  teamId: number,
  actionId: number,
): Promise<DueAction | undefined> {
  const contexts = await waitForMembership(tx, teamId, [actionId]);
  const [row] =
    contexts.size === 0 ? [] : await readPlanningRows(tx, teamId, [actionId], [...contexts.keys()]);
  const context = row && contexts.get(row.membership_id);
  return row && context && { context, row, action: actionOf(row) };
}

async function waitForMembership(
  tx: Tx,
  teamId: number,
  ids: readonly number[],
): Promise<ReadonlyMap<number, MembershipContext>> {
  const keys = await tx
    .selectFrom('actions')
    .select('membership_id')
    .distinct()
    .where('team_id', '=', teamId)
    .where('id', '=', anyOf(ids))
    .orderBy('membership_id')
    .execute();
  const contexts = new Map<number, MembershipContext>();
  for (const { membership_id: id } of keys) contexts.set(id, await lockMembership(tx, teamId, id));
  return contexts;
}

/**
 * The rows around are looked up one by one (OFFSET keeps the order): of nine tables, each behind a policy that names its team
 * too, PostgreSQL weighs each order of joining, and plans for much longer than it reads.
 * long: one query, a table a join.
 */
function readPlanningRows(tx: Tx, teamId: number, ids: readonly number[], membershipIds: readonly number[]) {
  return tx
    .selectFrom('actions as a')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('steps as s')
          .select([
            's.disabled',
            's.deleted_at',
            's.previous_email_step_group_id',
            's.condition',
            's.day',
            's.step_number',
          ])
          .whereRef('s.team_id', '=', 'a.team_id')
          .whereRef('s.id', '=', 'a.step_id')
          .offset(sql.lit(0))
          .as('s'),
      (join) => join.onTrue(),
    )
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('step_groups as g')
          .select(['g.allow_send_on_weekends', 'g.timezone_mode', 'g.send_type', 'g.due_immediately'])
          .whereRef('g.team_id', '=', 'a.team_id')
          .whereRef('g.id', '=', 'a.step_group_id')
          .offset(sql.lit(0))
          .as('g'),
      (join) => join.onTrue(),
    )
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('cadences as k')
          .select([
            'k.name',
            'k.target_daily_people',
            'k.new_people_per_day',
            'k.new_people_per_user_per_day',
          ])
          .whereRef('k.team_id', '=', 'a.team_id')
          .whereRef('k.id', '=', 'a.cadence_id')
          .offset(sql.lit(0))
          .as('k'),
      (join) => join.onTrue(),
    )
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('users as u')
          .select(['u.active', 'u.time_zone', 'u.work_country', 'u.sending_paused_at'])
          .whereRef('u.team_id', '=', 'a.team_id')
          .whereRef('u.id', '=', 'a.user_id')
          .offset(sql.lit(0))
          .as('u'),
      (join) => join.onTrue(),
    )
    .innerJoin('teams as t', 't.id', 'a.team_id')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('people as p')
          .select(['p.name', 'p.email_address', 'p.account_id'])
          .whereRef('p.team_id', '=', 'a.team_id')
          .whereRef('p.id', '=', 'a.person_id')
          .offset(sql.lit(0))
          .as('p'),
      (join) => join.onTrue(),
    )
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('accounts as c')
          .select('c.do_not_contact')
          .whereRef('c.team_id', '=', 'a.team_id')
          .whereRef('c.id', '=', 'p.account_id')
          .where('c.deleted_at', 'is', null)
          .offset(sql.lit(0))
          .as('c'),
      (join) => join.onTrue(),
    )
    .select(columnsOf('a', ACTION_COLUMNS))
    .select(PLANNING_COLUMNS)
    .select(actionSeed.as('seed'))
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('emails as e')
            .select('e.id')
            .whereRef('e.team_id', '=', 'a.team_id')
            .whereRef('e.action_id', '=', 'a.id'),
        )
        .as('has_email'),
    )
    .where('a.team_id', '=', teamId)
    .where('a.id', '=', anyOf(ids))
    .where('a.membership_id', '=', anyOf(membershipIds))
    .orderBy('a.id')
    .forUpdate('a')
    .execute();
}

/** The action's own columns. */
function actionOf(row: PlanningRow): Action {
  return Object.fromEntries(Object.entries(row).filter(([column]) => !column.startsWith('f_'))) as Action;
}
