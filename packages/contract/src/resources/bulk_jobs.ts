import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation, resource } from '../resource.js';
import type { Scope } from '../scopes.js';
import { accountUpserts, accounts } from './accounts.js';
import { upsertCalendarEvent } from './calendar_events.js';
import { cadenceMemberships } from './cadence_memberships.js';
import { people, personUpserts } from './people.js';
import { tasks } from './tasks.js';

/** What the rows of a job of some type are, and the scope of the operation that each of them stands for. */
export interface BulkType {
  readonly scope: Scope;
  readonly record: z.ZodObject;
}

const id = { id: f.id() };
const tags = { ...id, tags: f.texts() };

/** Types of bulk jobs. A row does what the operation of the same name does with its record as the body. */
export const BULK_TYPES = {
  'account/create': { scope: 'accounts:write', record: accounts.create.body },
  'account/delete': { scope: 'accounts:delete', record: z.object(id) },
  'account/owner': { scope: 'accounts:write', record: z.object({ ...id, owner_id: f.id() }) },
  'account/stage': { scope: 'accounts:write', record: z.object({ ...id, company_stage_id: f.id() }) },
  'account/tags/add': { scope: 'accounts:write', record: z.object(tags) },
  'account/tags/remove': { scope: 'accounts:write', record: z.object(tags) },
  'account/update': { scope: 'accounts:write', record: accounts.update.body.extend(id) },
  'account/upsert': { scope: 'accounts:write', record: accountUpserts.body },
  'action/drop': { scope: 'cadences:write', record: z.object(id) },
  'action/hand_over': { scope: 'cadences:write', record: z.object({ ...id, user_id: f.id() }) },
  'action/snooze': { scope: 'cadences:write', record: z.object({ ...id, until: f.timestampInput() }) },
  'cadence_membership/create': { scope: 'cadences:write', record: cadenceMemberships.create.body },
  'cadence_membership/delete': { scope: 'cadences:delete', record: z.object(id) },
  'calendar/events/upsert': { scope: 'meetings:write', record: upsertCalendarEvent.body },
  'person/create': { scope: 'people:write', record: people.create.body },
  'person/delete': { scope: 'people:delete', record: z.object(id) },
  'person/owner': { scope: 'people:write', record: z.object({ ...id, owner_id: f.id() }) },
  'person/stage': { scope: 'people:write', record: z.object({ ...id, person_stage_id: f.id() }) },
  'person/tags/add': { scope: 'people:write', record: z.object(tags) },
  'person/tags/remove': { scope: 'people:write', record: z.object(tags) },
  'person/update': { scope: 'people:write', record: people.update.body.extend(id) },
  'person/upsert': { scope: 'people:write', record: personUpserts.body },
  'task/complete': { scope: 'tasks:write', record: z.object(id) },
  'task/create': { scope: 'tasks:write', record: tasks.create.body },
  'task/delete': { scope: 'tasks:delete', record: z.object(id) },
  'task/update': { scope: 'tasks:write', record: tasks.update.body.extend(id) },
} as const satisfies Record<string, BulkType>;
export type BulkTypeName = keyof typeof BULK_TYPES;

const changed = z.object({
  ...id,
  before: z.record(z.string(), z.unknown()),
  after: z.record(z.string(), z.unknown()),
});
/** Types of jobs that undo others: nobody fills them by hand. */
export const UNDO_TYPES = {
  'account/put_back': { scope: 'accounts:write', record: changed },
  'cadence_membership/take_off': { scope: 'cadences:delete', record: changed },
  'person/put_back': { scope: 'people:write', record: changed },
} as const satisfies Record<string, BulkType>;
export type UndoTypeName = keyof typeof UNDO_TYPES;
const TYPE_NAMES = Object.keys(BULK_TYPES) as [BulkTypeName, ...BulkTypeName[]];

/** Rows that one call adds at most, and that a job has at most. */
export const ROWS_OF_CALL = 5000;
/** Characters of a row's record, as JSON. */
const RECORD_SIZE = 100_000;

const moment = () => z.string().meta({ format: 'date-time', examples: ['2025-01-01T05:00:00.000000Z'] });

export const BulkJob = z.object({
  id: z.int().describe('Number of the job; a list goes on behind it.'),
  created_at: moment(),
  updated_at: moment(),
  name: z.string().nullable().describe('What its creator called it.'),
  type: z.string().nullable().describe('What its rows do, as "person/upsert".'),
  state: z
    .enum(['open', 'executing', 'done'])
    .nullable()
    .describe('open: it takes rows; executing: its turn may still be to come; done: all rows have ended.'),
  ready_to_execute: z.boolean().describe('Whether it was started, and takes no more rows.'),
  scopes: z.array(z.string()).describe('Privileged scopes that its rows may use; empty while it is open.'),
  total: z.int().nullable().describe('Rows it was given.'),
  processed: z.int().nullable().describe('Rows that were carried out or refused.'),
  errors: z.int().nullable().describe('Rows that were refused.'),
  marked_ready_at: moment().nullable(),
  started_at: moment().nullable(),
  finished_at: moment().nullable(),
  cancelled_at: f.added(moment().nullable()),
  user: f.added(f.ref('/v2/users/{id}')),
  dry_run: f.added(z.boolean()),
  undo_of: f.added(z.int().nullable().describe('Number of the job that this one undoes.')),
  undoable_until: f.added(
    moment()
      .nullable()
      .describe('Until when it can be undone; null: it cannot, or is being undone, or has not ended.'),
  ),
});

export const bulkJobs = resource({
  name: 'bulk_jobs',
  tag: 'Bulk Jobs',
  path: '/v2/bulk_jobs',
  recordName: 'BulkJob',
  record: BulkJob,
  times: 'utc',
  scopes: { read: null },
  list: {
    filters: { id: by.afterId('integer'), state: by.words(['open', 'executing', 'done']) },
    sorts: [],
    defaultSort: 'id',
    paging: 'after_id',
  },
  show: true,
  create: {
    body: z.object({
      type: f.oneOf(TYPE_NAMES).describe('What the rows do. The token needs the scope of that operation.'),
      name: f.text(255).nullish().describe('A name to find it by.'),
      dry_run: f.added(
        f
          .boolean()
          .nullish()
          .describe('true: rows are carried out and taken back, to see what would be refused, and why.'),
      ),
    }),
  },
  update: {
    body: z.object({
      name: f.text(255).nullish().describe('Another name, while it is open.'),
      ready_to_execute: f
        .boolean()
        .nullish()
        .describe('true starts it: it takes no more rows, and waits for the jobs of the team before it.'),
    }),
  },
  delete: { mayCause: ['bulk_job_completed'] },
});

/** Records that one selection names one by one, or leaves out. */
const NAMED = 10_000;

const selected = {
  ids: f.integers(NAMED).nullish().describe('Numbers of the records.'),
  filter: z
    .record(z.string(), z.unknown())
    .nullish()
    .describe(
      'Instead of ids: filters of the list of these records, at least one; an unknown name is refused.',
    ),
  except: f.integers(NAMED).nullish().describe('Numbers of records that the filter takes and this does not.'),
};

/** Rows for records that are named by a filter, or one by one: what is done is the same for all of them. */
export const createJobSelection = operation({
  name: 'create_job_selection',
  tag: 'Bulk Jobs - Job Data',
  method: 'POST',
  path: '/v2/bulk_jobs/{id}/selection',
  summary:
    'add a row for each record that a filter takes, or that is named, to an open bulk job whose type changes existing records',
  scope: null,
  params: { id: f.id() },
  body: z.object({
    ...selected,
    values: f
      .jsonObject(RECORD_SIZE)
      .nullish()
      .describe('What each row says beside the record: the new owner, the tags, the cadence.'),
  }),
  response: z.object({ records: z.int().nullable().describe('Rows that were added by this call.') }),
  responseName: 'JobDataCreationResult',
  extension: true,
});

/** Numbers and reasons of a job, for whoever looks at more rows than a person reads. */
export const bulkJobReasons = operation({
  name: 'bulk_job_reasons',
  tag: 'Bulk Jobs - Results',
  method: 'GET',
  path: '/v2/bulk_jobs/{id}/reasons',
  summary:
    'how many rows of a bulk job ended how, by reason, the most frequent hundred first; also while it is executed, and of a dry run',
  scope: null,
  params: { id: f.id() },
  response: z.array(
    z.object({
      status: z.enum(['pending', 'success', 'error', 'retrying', 'cancelled']).describe('As in job_data.'),
      reason: z.string().nullable().describe('Why rows were refused; null where they were not.'),
      rows: z.int().describe('Rows to which that happened.'),
    }),
  ),
  responseName: 'BulkJobReasons',
  extension: true,
});

/** What rows changed is put back by another job. */
export const undoBulkJob = operation({
  name: 'undo_bulk_job',
  tag: 'Bulk Jobs',
  method: 'POST',
  path: '/v2/bulk_jobs/{id}/undo',
  summary:
    'undo a bulk job of tags, owners, stages, updates or people put on a cadence, within 24 hours of its end, by another bulk job: what is still as the job left it is put back, the rest is refused row by row',
  scope: null,
  status: 202,
  params: { id: f.id() },
  response: BulkJob,
  responseName: 'BulkJob',
  extension: true,
});

/** What an import changed of people who were there is put back by a job. */
export const undoImport = operation({
  name: 'undo_import',
  tag: 'Imports',
  method: 'POST',
  path: '/v2/imports/{id}/undo',
  summary:
    'put back what an import changed of people or accounts who were there, within 24 hours of its end, by a bulk job: what is still as the import left it is put back, the rest is refused row by row',
  scope: null,
  status: 202,
  params: { id: f.id() },
  response: BulkJob,
  responseName: 'BulkJob',
  extension: true,
});

/** People are put on a cadence as a bulk job: the rows say who was refused, and why. */
export const cadenceBulkMemberships = operation({
  name: 'cadence_bulk_memberships',
  tag: 'Cadence Memberships',
  method: 'POST',
  path: '/v2/cadence_bulk_memberships',
  summary:
    'put many people on a cadence, one after another, by their numbers or by a filter of people (needs people:read); the answer is the bulk job, whose rows say who was refused and why',
  scope: 'cadences:write',
  status: 202,
  body: z.object({
    cadence_id: f.id().describe('Number of the cadence.'),
    user_id: f.id().nullish().describe('Number of the user whose touches these are; the caller when absent.'),
    step_id: f.id().nullish().describe('Number of the step to begin with, instead of the first.'),
    person_ids: f.integers(NAMED).nullish().describe('Numbers of the people.'),
    filter: selected.filter,
    except: f.added(selected.except),
  }),
  response: BulkJob,
  responseName: 'BulkJob',
});

const STATUS = ['pending', 'success', 'error', 'retrying', 'cancelled'] as const;
const json = () => z.record(z.string(), z.unknown()).nullable();
const outcome = {
  record: json().describe('What was sent.'),
  resource: json().describe('What came out: the record as its own operation would have answered it.'),
  error: z.string().nullable().describe('Why the row was refused, in one sentence.'),
};

export const JobDataRow = z.object({
  id: z.int().describe('Number of the row; a list goes on behind it.'),
  bulk_job: f.ref('/v2/bulk_jobs/{id}'),
  created_at: moment(),
  started_at: moment().nullable(),
  finished_at: moment().nullable(),
  status: z.enum(STATUS).nullable().describe('cancelled (an addition): the job was ended before its turn.'),
  ...outcome,
});

export const BulkJobResult = z.object({
  id: z.int().describe('Number of the row in job_data.'),
  status: z.enum(['success', 'error', 'cancelled']).nullable().describe('How the row ended.'),
  ...outcome,
});

const below = { params: { id: f.id() }, scope: null } as const;
const listed = {
  sorts: [],
  defaultSort: 'id',
  paging: 'after_id',
  below: { id: 'bulk_job' },
} as const;

export const jobData = operation({
  ...below,
  name: 'job_data',
  tag: 'Bulk Jobs - Job Data',
  method: 'GET',
  path: '/v2/bulk_jobs/{id}/job_data',
  summary: 'the rows of a bulk job, whether their turn has come or not; needs the scope of its type',
  list: {
    ...listed,
    record: JobDataRow,
    recordName: 'JobDataRow',
    filters: { id: by.afterId('integer'), status: by.words(STATUS) },
  },
});

export const createJobData = operation({
  ...below,
  name: 'create_job_data',
  tag: 'Bulk Jobs - Job Data',
  method: 'POST',
  path: '/v2/bulk_jobs/{id}/job_data',
  summary: 'add rows to an open bulk job, as often as needed; needs the scope of its type',
  // As many rows with all that a person or an account has.
  values: ROWS_OF_CALL * 60,
  body: z.object({
    data: z
      .array(f.jsonObject(RECORD_SIZE), { error: 'must be a list of objects' })
      .min(1, 'has no rows')
      .max(ROWS_OF_CALL, `has more than ${ROWS_OF_CALL} rows`)
      .describe('Records, each as the body of the operation that the type names.'),
  }),
  response: z.object({ records: z.int().nullable().describe('Rows that were added by this call.') }),
  responseName: 'JobDataCreationResult',
});

export const bulkJobResults = operation({
  ...below,
  name: 'bulk_job_results',
  tag: 'Bulk Jobs - Results',
  method: 'GET',
  path: '/v2/bulk_jobs/{id}/results',
  summary: 'how the rows of a bulk job ended: empty until all have; needs the scope of its type',
  list: {
    ...listed,
    record: BulkJobResult,
    recordName: 'BulkJobResult',
    filters: { id: by.afterId('integer'), status: by.words(['success', 'error', 'cancelled']) },
  },
});
