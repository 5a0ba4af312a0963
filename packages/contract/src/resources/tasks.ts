import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation, resource } from '../resource.js';

export const Task = z.object({
  id: z.int(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  description: z.string().nullable(),
  due_date: f.date().nullable(),
  due_at: f.timestamp().nullable(),
  subject: z.string().nullable(),
  current_state: z.enum(['scheduled', 'completed']).nullable(),
  task_type: z.enum(['call', 'email', 'general', 'integration']).nullable(),
  remind_at: f.timestamp().nullable(),
  expires_after: f.timestamp().nullable(),
  completed_at: f.timestamp().nullable(),
  _integration_id: z.int().nullable(),
  _integration_step_id: z.string().nullable(),
  _integration_task_id: z.int().nullable(),
  _integration_name: z.string().nullable(),
  _integration_task_type_label: z.string().nullable(),
  custom_attributes: z.record(z.string(), z.unknown()),
  score: z.record(z.string(), z.unknown()),
  object_references: z.array(z.record(z.string(), z.unknown())),
  source: z.string().nullable(),
  multitouch_group_id: z.int().nullable(),
  person: f.ref('/v2/people/{id}'),
  user: f.ref('/v2/users/{id}'),
  created_by_user: f.ref('/v2/users/{id}'),
  completed_by: f.ref('/v2/users/{id}'),
  opportunity: f.ref('/v2/opportunities/{id}'),
});

const createBody = z.object({
  current_state: f.oneOf(['scheduled', 'completed']).nullish(),
  description: f.lines(100_000).nullish(),
  due_date: f.dateInput(),
  idempotency_key: f.text().nullish(),
  person_id: f.id(),
  remind_at: f.timestampInput().nullish(),
  subject: f.requiredText(),
  task_type: f.oneOf(['call', 'email', 'general', 'integration']),
  user_id: f.id().nullish(),
  user_guid: f.text().nullish(),
});

const updateBody = z.object({
  current_state: f.oneOf(['scheduled', 'completed']).nullish(),
  description: f.lines(100_000).nullish(),
  due_date: f.dateInput().nullish(),
  is_logged: f.boolean().nullish(),
  remind_at: f.timestampInput().nullish(),
  subject: f.text().nullish(),
  person_id: f.id().nullish(),
  user_id: f.id().nullish(),
  user_guid: f.text().nullish(),
  task_type: f.oneOf(['call', 'email', 'general', 'integration']).nullish(),
  due_at: f.timestampInput().nullish(),
});

export const tasks = resource({
  name: 'tasks',
  tag: 'Tasks',
  path: '/v2/tasks',
  recordName: 'Task',
  record: Task,
  scopes: { read: 'tasks:read', write: 'tasks:write', delete: 'tasks:delete' },
  list: {
    filters: {
      ids: by.ids(),
      user_id: by.integers(),
      person_id: by.integers(),
      account_id: by.integers(),
      current_state: by.words(['scheduled', 'completed']),
      task_type: by.words(['call', 'email', 'general', 'integration']),
      time_interval_filter: by.word(['overdue', 'today', 'tomorrow', 'this_week', 'next_week']),
      idempotency_key: by.string(),
      locale: by.strings(),
      completed_time_interval: by.word(['today', 'yesterday', 'this_week', 'last_week']),
      source: by.string(),
      updated_at: by.range(),
      completed_at: by.range(),
      include_counts_acted_on: by.range(),
    },
    sorts: ['created_at', 'updated_at', 'due_date', 'due_at'],
    defaultSort: 'due_date',
  },
  show: true,
  create: { events: ['task_created'], mayCause: ['task_completed'], body: createBody },
  update: { events: ['task_updated'], mayCause: ['task_completed'], body: updateBody },
  delete: { events: ['task_deleted'] },
});

/** All of them or none. */
export const bulkRescheduleTasks = operation({
  name: 'bulk_reschedule_tasks',
  tag: 'Tasks',
  method: 'POST',
  path: '/v2/bulk_reschedule_tasks',
  summary:
    'move open tasks to another day, all of them or, where one is missing or not the caller’s to change, none; completed ones stay where they are',
  scope: 'tasks:write',
  events: ['task_updated'],
  body: z.object({
    task_ids: f.integers(1000).describe('Numbers of the tasks, a thousand at most.'),
    due_date: f.dateInput().describe('The day on which they are due from now on, without a time.'),
  }),
  response: z.object({ records: z.int().describe('Tasks that were moved.') }),
  responseName: 'BulkRescheduleTasks',
});

const {
  created_at: _created,
  updated_at: _updated,
  completed_at: _completed,
  include_counts_acted_on: _acted,
  ...countable
} = tasks.list.filters;

/** How many tasks there are of those that the list would answer. The names of the numbers are our guess. */
export const taskCounts = operation({
  name: 'task_counts',
  tag: 'Tasks',
  method: 'GET',
  path: '/v2/tasks/counts',
  summary: 'how many tasks there are, by state, due date and type: of those the filters of the list take',
  scope: 'tasks:read',
  counts: { filters: countable },
  response: z.object({
    total: z.int(),
    overdue: z.int(),
    today: z.int(),
    upcoming: z.int(),
    completed: z.int(),
    call: z.int(),
    email: z.int(),
    general: z.int(),
    integration: z.int(),
  }),
  responseName: 'TaskCounts',
});
