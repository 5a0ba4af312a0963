import { type Body, type Contract, contract } from '@cadenza/contract';
import { DateTime } from 'luxon';
import { violates } from '../../db/pg-errors.js';
import { nullableSort, plain, ref, sort, time, type View, view } from '../../db/view.js';
import { append } from '../../events/outbox.js';
import { invalid, notFound } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import { namedUser, requireOneOf, softDelete, mapUniqueViolation } from '../records.js';
import { requireReference } from '../references.js';
import { aboutPerson, accountSeen } from '../visibility.js';

type Spec = Contract['resources']['tasks'];

// Days and weeks (from Monday) are the caller's.
const TODAY = '(:now AT TIME ZONE :tz)::date';
const WEEK = `date_trunc('week', :now AT TIME ZONE :tz)::date`;
/** SQL: completed from the first day up to the second, exclusive; both are dates of the caller's zone. */
const doneWithin = (from: string, until: string) =>
  `r.completed_at >= (${from})::timestamp AT TIME ZONE :tz AND r.completed_at < (${until})::timestamp AT TIME ZONE :tz`;

const tasksView: View = view(contract.resources.tasks, {
  table: 'tasks',
  sight: aboutPerson('r.person_id'),
  columns: [
    plain('id'),
    time('created_at'),
    time('updated_at'),
    plain('description', 'due_date'),
    time('due_at'),
    plain('subject', 'current_state', 'task_type'),
    time('remind_at'),
    time('expires_after'),
    time('completed_at'),
    'NULL::int AS _integration_id, NULL::text AS _integration_step_id, NULL::int AS _integration_task_id, NULL::text AS _integration_name, NULL::text AS _integration_task_type_label',
    `'{}'::json AS custom_attributes, json_build_object('score', '0.0', 'prioritizer_uuid', 'salesloft.prioritizers/rhythm', 'factors', '{}'::json) AS score, '[]'::json AS object_references`,
    plain('source'),
    'NULL::bigint AS multitouch_group_id',
    ref('person_id', '/v2/people/', 'person'),
    ref('user_id', '/v2/users/', 'user'),
    ref('created_by_user_id', '/v2/users/', 'created_by_user'),
    ref('completed_by_id', '/v2/users/', 'completed_by'),
    'NULL::json AS opportunity',
  ].join(', '),
  visible: 'r.deleted_at IS NULL',
  filters: {
    ids: 'r.id',
    user_id: 'r.user_id',
    person_id: 'r.person_id',
    account_id: {
      lookup: `SELECT p.id FROM people p WHERE p.team_id = :team AND p.deleted_at IS NULL AND p.account_id = ANY(:value::bigint[]) AND ${accountSeen('p.account_id')}`,
      column: 'r.person_id',
    },
    current_state: 'r.current_state',
    task_type: 'r.task_type',
    time_interval_filter: {
      words: {
        overdue: `r.current_state = 'scheduled' AND r.due_date < ${TODAY}`,
        today: `r.due_date = ${TODAY}`,
        tomorrow: `r.due_date = ${TODAY} + 1`,
        this_week: `r.due_date >= ${WEEK} AND r.due_date < ${WEEK} + 7`,
        next_week: `r.due_date >= ${WEEK} + 7 AND r.due_date < ${WEEK} + 14`,
      },
    },
    idempotency_key: 'r.idempotency_key',
    locale: {
      sql: 'r.person_id IN (SELECT p.id FROM people p WHERE p.team_id = :team AND p.deleted_at IS NULL AND p.locale = ANY(:value::text[]))',
    },
    completed_time_interval: {
      words: {
        today: doneWithin(TODAY, `${TODAY} + 1`),
        yesterday: doneWithin(`${TODAY} - 1`, TODAY),
        this_week: doneWithin(WEEK, `${WEEK} + 7`),
        last_week: doneWithin(`${WEEK} - 7`, WEEK),
      },
    },
    source: 'r.source',
    completed_at: 'r.completed_at',
    // Says what tasks/counts counts; on the list it selects nothing.
    include_counts_acted_on: { sql: 'true' },
  },
  sorts: {
    created_at: sort('r.created_at'),
    updated_at: sort('r.updated_at'),
    due_date: sort('r.due_date', 'date'),
    due_at: nullableSort('r.due_at'),
  },
});

/** What GET /v2/tasks/counts tells; days are the caller's. */
export const taskCounts = {
  view: tasksView,
  conditions: {
    total: 'true',
    overdue: `r.current_state = 'scheduled' AND r.due_date < ${TODAY}`,
    today: `r.current_state = 'scheduled' AND r.due_date = ${TODAY}`,
    upcoming: `r.current_state = 'scheduled' AND r.due_date > ${TODAY}`,
    completed: `r.current_state = 'completed'`,
    call: `r.task_type = 'call'`,
    email: `r.task_type = 'email'`,
    general: `r.task_type = 'general'`,
    integration: `r.task_type = 'integration'`,
  },
};

const keyTaken = (error: unknown) => violates(error, 'tasks_idempotency_key');

/** Creates a task for the caller or the colleague named. An idempotency_key works once per team, also after a deletion. */
async function createTask(command: Command, body: Body<Spec['create']>): Promise<number> {
  const { tx, principal, now } = command;
  await requireReference(command, 'people', 'person_id', body.person_id);
  const completed = body.current_state === 'completed';
  const row = {
    team_id: principal.teamId,
    created_at: now,
    updated_at: now,
    subject: body.subject,
    description: body.description ?? null,
    due_date: body.due_date,
    remind_at: body.remind_at ?? null,
    task_type: body.task_type,
    idempotency_key: body.idempotency_key ?? null,
    source: 'salesloft.api',
    person_id: body.person_id,
    user_id: (await namedUser(command, { user_id: body.user_id, guid: body.user_guid })) ?? principal.userId,
    created_by_user_id: principal.userId,
    ...(completed
      ? { current_state: 'completed', completed_at: now, completed_by_id: principal.userId }
      : {}),
  };
  const { id } = await mapUniqueViolation(
    tx.insertInto('tasks').values(row).returning('id').executeTakeFirstOrThrow(),
    keyTaken,
    'idempotency_key',
  );
  await append(command, 'task_created', id);
  if (completed) await append(command, 'task_completed', id);
  return id;
}

const WHO_CHANGES = 'Only whose task it is, who created it, or an admin may change or delete it';

/** A patch; current_state=completed completes it in the caller's name, scheduled opens it again. */
async function updateTask(command: Command, id: number, body: Body<Spec['update']>): Promise<void> {
  const { tx, principal, now } = command;
  const task = await tx
    .selectFrom('tasks')
    .select(['current_state', 'due_date', 'due_at', 'user_id', 'created_by_user_id'])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!task) throw notFound();
  requireOneOf(principal, [task.user_id, task.created_by_user_id], WHO_CHANGES);
  if (body.due_date === null) throw invalid('due_date', 'is required');
  if (body.person_id === null) throw invalid('person_id', 'is required');
  if (body.person_id !== undefined) await requireReference(command, 'people', 'person_id', body.person_id);
  const completes = body.current_state === 'completed' && task.current_state !== 'completed';
  const reopens = body.current_state === 'scheduled' && task.current_state !== 'scheduled';
  await tx
    .updateTable('tasks')
    .set({
      subject: body.subject,
      description: body.description,
      ...dueOf(body, principal.timeZone),
      remind_at: body.remind_at,
      is_logged: body.is_logged ?? undefined,
      task_type: body.task_type ?? undefined,
      person_id: body.person_id,
      user_id: await namedUser(command, { user_id: body.user_id, guid: body.user_guid }),
      ...(completes
        ? { current_state: 'completed', completed_at: now, completed_by_id: principal.userId }
        : {}),
      ...(reopens ? { current_state: 'scheduled', completed_at: null, completed_by_id: null } : {}),
      updated_at: now,
    })
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .execute();
  await append(command, 'task_updated', id);
  if (completes) await append(command, 'task_completed', id);
}

/** A moment brings its day in the caller's zone; a day alone drops the moment, which would contradict it. */
function dueOf(
  body: { due_date?: string | undefined | null; due_at?: string | null | undefined },
  zone: string,
): { due_date?: string; due_at?: string | null } {
  if (typeof body.due_at === 'string') {
    const day = DateTime.fromISO(body.due_at, { zone }).toISODate();
    if (day === null) throw invalid('due_at', 'is not a valid ISO 8601 timestamp');
    return { due_at: body.due_at, due_date: day };
  }
  if (body.due_date != null) return { due_date: body.due_date, due_at: null };
  return body.due_at === null ? { due_at: null } : {};
}

async function deleteTask(command: Command, id: number): Promise<void> {
  const { tx, principal } = command;
  const task = await tx
    .selectFrom('tasks')
    .select(['user_id', 'created_by_user_id'])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!task) throw notFound();
  requireOneOf(principal, [task.user_id, task.created_by_user_id], WHO_CHANGES);
  await softDelete(command, 'tasks', id, { type: 'task_deleted', view: tasksView });
}

export const tasks = { view: tasksView, create: createTask, update: updateTask, remove: deleteTask };
