import {
  type Body,
  BULK_TYPES,
  type BulkType,
  type BulkTypeName,
  type Contract,
  contract,
  type Scope,
  UNDO_TYPES,
  type UndoTypeName,
} from '@cadenza/contract';
import { CompiledQuery, sql } from 'kysely';
import type { Db } from '../../db/connect.js';
import type { ListedIds } from '../../db/listing.js';
import { plain, ref, sort, time, type View, view } from '../../db/view.js';
import { append } from '../../events/outbox.js';
import { forbidden, invalid, notFound } from '../../kernel/errors.js';
import { hasScope, type Principal } from '../../kernel/principal.js';
import type { Command } from '../command.js';
import { ofUser, seesOfUser } from '../visibility.js';
import { endRun, queueRun } from './run-rows.js';

type Spec = Contract['resources']['bulk_jobs'];

/** Jobs of a team that have not ended; rows of a job, and their characters. */
const MOST_JOBS = 100;
export const MOST_ROWS = 1_000_000;
const MOST_SIZE = 200_000_000;

/** The database stamped when it was made; who carries it out goes by the clock of a process, which may be behind. */
const notBefore = (column: string): string =>
  `wire_time(CASE WHEN r.${column} IS NOT NULL THEN greatest(r.${column}, r.created_at) END, :tz) AS "${column}"`;

/** How long after its end a job can be undone, hours. */
export const UNDO_HOURS = 24;
const UNDOABLE_UNTIL = `CASE WHEN r.state = 'done' AND NOT r.dry_run AND r.undo_of IS NULL
  AND NOT EXISTS (SELECT FROM bulk_jobs u WHERE u.team_id = r.team_id AND u.undo_of = r.id)
  AND (r.type LIKE '%/tags/%' OR r.type LIKE '%/owner' OR r.type LIKE '%/stage' OR r.type IN ('person/update', 'account/update', 'cadence_membership/create'))
  THEN r.finished_at + interval '${UNDO_HOURS} hours' END`;

/** A job is its creator's and admins'; it says nothing of the records, so no scope is asked for it. */
export const bulkJobsView: View = view(contract.resources.bulk_jobs, {
  table: 'bulk_jobs',
  sight: null,
  columns: [
    plain('id'),
    time('created_at'),
    time('updated_at'),
    plain('name', 'type', 'state'),
    'r.marked_ready_at IS NOT NULL AS ready_to_execute',
    plain('scopes', 'total', 'processed', 'errors'),
    ...['marked_ready_at', 'started_at', 'finished_at', 'cancelled_at'].map(notBefore),
    ref('user_id', '/v2/users/', 'user'),
    plain('dry_run', 'undo_of'),
    `wire_time(${UNDOABLE_UNTIL}, :tz) AS "undoable_until"`,
  ].join(', '),
  visible: ofUser('r'),
  filters: { id: 'r.id', state: 'r.state' },
  sorts: { id: sort('r.id', 'bigint') },
});

/** What a job is looked at for by whoever changes it. */
interface Job {
  readonly id: number;
  readonly type: string;
  readonly state: string;
  readonly user_id: number;
  readonly granted: string[] | null;
  readonly total: number;
  readonly size: number;
  readonly dry_run: boolean;
  readonly undo_of: number | null;
  readonly finished_at: Date | null;
}

const ALL_TYPES = { ...BULK_TYPES, ...UNDO_TYPES };
/** What rows of a type do; undefined for one that only a newer version knows. */
export const bulkType = (type: string): BulkType | undefined =>
  Object.hasOwn(ALL_TYPES, type) ? ALL_TYPES[type as keyof typeof ALL_TYPES] : undefined;

/** The rows of a job hold what its operation answers: who may not ask that may not read, give or cancel them. */
function requireScopeOf(principal: Principal, type: string): void {
  const scope = bulkType(type)?.scope;
  if (scope === undefined || hasScope(principal, scope)) return;
  throw forbidden(`The token does not have the required scopes: ${scope}`);
}

/** Makes an empty job that takes rows. @throws AppError forbidden without the scope of its type, invalid */
export async function createJob(
  { tx, principal, now }: Command,
  body: Pick<Body<Spec['create']>, 'type'> & Partial<Body<Spec['create']>>,
): Promise<number> {
  return insertJob({ tx, principal, now }, { ...body, undo_of: null });
}

/** A job of any type, an undo's as well. @throws AppError forbidden, invalid */
export async function insertJob(
  { tx, principal, now }: Command,
  body: {
    readonly type: BulkTypeName | UndoTypeName;
    readonly name?: string | null | undefined;
    readonly dry_run?: boolean | null | undefined;
    readonly undo_of: number | null;
  },
): Promise<number> {
  requireScopeOf(principal, body.type);
  const { teamId, userId, admin, scopes } = principal;
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`bulk jobs ${teamId}`}, 0))`.execute(tx);
  const unfinished = await tx
    .selectFrom('bulk_jobs')
    .select('id')
    .where('team_id', '=', teamId)
    .where('state', '<>', 'done')
    // Jobs that a colleague made and forgot hold up nobody else.
    .where((job) => job.or([job('state', '=', 'executing'), job('user_id', '=', userId)]))
    .limit(MOST_JOBS)
    .execute();
  if (unfinished.length >= MOST_JOBS)
    throw invalid(
      'base',
      `${MOST_JOBS} bulk jobs of yours or of the team’s queue have not ended: cancel one, or wait`,
    );
  const { id } = await tx
    .insertInto('bulk_jobs')
    .values({
      team_id: teamId,
      created_at: now,
      updated_at: now,
      user_id: userId,
      name: body.name ?? null,
      type: body.type,
      granted: scopes === 'all' ? null : [...scopes],
      by_admin: admin,
      dry_run: body.dry_run ?? false,
      undo_of: body.undo_of,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** The job, locked. @throws AppError not_found for those of others, forbidden without the scope of its type */
export async function lockJob({ tx, principal }: Command, id: number): Promise<Job> {
  const job = await tx
    .selectFrom('bulk_jobs')
    .select([
      'id',
      'type',
      'state',
      'user_id',
      'granted',
      'total',
      'size',
      'dry_run',
      'undo_of',
      'finished_at',
    ])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!job || !seesOfUser(principal, job.user_id)) throw notFound();
  requireScopeOf(principal, job.type);
  return job;
}

/** The job as long as its creator may change it. @throws AppError not_found, forbidden, invalid once it was started */
async function lockOpen(command: Command, id: number): Promise<Job> {
  const job = await lockJob(command, id);
  if (job.user_id !== command.principal.userId)
    throw forbidden('Only who created a bulk job may fill, change or start it: it runs in their name');
  if (job.state !== 'open')
    throw invalid('state', `is ${job.state}: only an open bulk job can be changed or take rows`);
  return job;
}

/** What a job may do: never more than each token that had a hand in it. */
function narrowed(granted: readonly string[] | null, { scopes }: Principal): string[] | null {
  if (scopes === 'all') return granted && [...granted];
  return [...scopes].filter((scope) => granted === null || granted.includes(scope));
}

/** Privileged scopes that a type makes use of, by the words that jobs tell them in. */
const TOLD: readonly (readonly [of: string, scope: Scope, word: string])[] = [
  ['person/', 'crm_id_person:write', 'person:set_crm_id'],
  ['account/', 'crm_id_account:write', 'account:set_crm_id'],
];
const toldScopes = (type: string, granted: readonly string[] | null, admin: boolean): string[] =>
  TOLD.filter(
    ([of, scope]) => type.startsWith(of) && admin && (granted === null || granted.includes(scope)),
  ).map(([, , word]) => word);

/** Renames an open job, or starts it: its rows are then carried out after the team's jobs before it. @throws AppError */
export async function updateJob(
  command: Command,
  id: number,
  { name, ready_to_execute: ready }: Body<Spec['update']>,
): Promise<void> {
  const { tx, principal, now } = command;
  const { type, granted } = await lockOpen(command, id);
  const may = narrowed(granted, principal);
  await tx
    .updateTable('bulk_jobs')
    .set({ granted: may, updated_at: now, ...(name === undefined ? {} : { name }) })
    .$if(ready === true, (query) =>
      query.set({
        state: 'executing',
        marked_ready_at: now,
        scopes: toldScopes(type, may, principal.admin),
      }),
    )
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .execute();
  if (ready === true) await queueRun(tx, principal.teamId, id);
}

/** Adds rows to an open job, in their order; `data` are JSON texts. @returns how many @throws AppError */
export async function addRows(command: Command, id: number, data: readonly string[]): Promise<number> {
  const { tx, principal, now } = command;
  const { granted, total, size } = await lockOpen(command, id);
  const more = data.reduce((sum, text) => sum + text.length, 0);
  if (total + data.length > MOST_ROWS) throw invalid('data', `would be more than ${MOST_ROWS} rows of a job`);
  if (size + more > MOST_SIZE) throw invalid('data', `would be more than ${MOST_SIZE} characters of a job`);
  await sql`
    INSERT INTO bulk_job_rows (team_id, created_at, bulk_job_id, record)
    SELECT ${principal.teamId}, ${now}, ${id}, d.record FROM unnest(${data}::text[]) WITH ORDINALITY d (record, place)
    ORDER BY d.place`.execute(tx);
  await note(command, { id, granted, total: total + data.length, size: size + more });
  return data.length;
}

/** Records that a list chooses: a row for each names it as `as`, and says `values` beside it (JSON). */
export interface Chosen {
  readonly from: ListedIds;
  readonly except: readonly number[];
  readonly as: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** `addRows` for what a list chooses, in its order: read and written by one statement. @returns how many @throws AppError */
export async function addChosen(
  command: Command,
  id: number,
  { from, except, as, values }: Chosen,
): Promise<number> {
  const { tx, principal, now } = command;
  const job = await lockOpen(command, id);
  const said = JSON.stringify(values).slice(1);
  const own = [principal.teamId, now, id, `{"${as}":`, said === '}' ? said : `,${said}`, [...except]];
  const [team, at, of, begin, end, without] = own.map((_, n) => `$${from.values.length + n + 1}`);
  const { rows } = await tx.executeQuery<{ total: number; size: number }>(
    CompiledQuery.raw(
      `WITH put AS (INSERT INTO bulk_job_rows (team_id, created_at, bulk_job_id, record)
        SELECT ${team}::bigint, ${at}::timestamptz, ${of}::bigint, ${begin}::text || x.id || ${end}::text
        FROM (${from.text}) x WHERE x.id <> ALL(${without}::bigint[]) RETURNING length(record) AS size)
      SELECT count(*)::integer AS total, coalesce(sum(size), 0)::bigint AS size FROM put`,
      [...from.values, ...own],
    ),
  );
  const { total, size } = rows[0] ?? { total: 0, size: 0 };
  if (job.total + total > MOST_ROWS)
    throw invalid(
      'filter',
      `takes more than ${MOST_ROWS - job.total} records, the most that there is room for`,
    );
  if (job.size + size > MOST_SIZE)
    throw invalid('filter', `would be more than ${MOST_SIZE} characters of a job`);
  await note(command, { id, granted: job.granted, total: job.total + total, size: job.size + size });
  return total;
}

/** Notes what a job that takes rows has by now. */
async function note(
  { tx, principal, now }: Command,
  { id, granted, total, size }: Pick<Job, 'id' | 'granted' | 'total' | 'size'>,
): Promise<void> {
  await tx
    .updateTable('bulk_jobs')
    .set({ total, size, granted: narrowed(granted, principal), updated_at: now })
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .execute();
}

/**
 * Ends a job: rows whose turn has not come are cancelled. Whoever is at some of them is waited for. Of one that has ended
 * nothing changes. @throws AppError not_found, forbidden
 */
export async function cancelJob(command: Command, id: number): Promise<void> {
  const { tx, principal, now } = command;
  // Its turn first, as whoever carries it out holds that and then the job.
  await endRun(tx, principal.teamId, id);
  const { state } = await lockJob(command, id);
  if (state === 'done') return;
  await tx
    .updateTable('bulk_jobs')
    .set({ state: 'done', cancelled_at: now, finished_at: now, updated_at: now })
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .execute();
  await append(command, 'bulk_job_completed', id);
}

/** The scope of a job's type is asked of who reads its rows. @throws AppError not_found, forbidden */
export async function guardRows(
  db: Db,
  principal: Principal,
  { id }: Readonly<Record<string, number | string>>,
): Promise<void> {
  await readType(db, principal, Number(id));
}

/** What the rows of a job do, for who may read them. @throws AppError not_found for those of others, forbidden */
export async function readType(db: Db, principal: Principal, id: number): Promise<string> {
  const job = await db
    .selectFrom('bulk_jobs')
    .select(['type', 'user_id'])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!job || !seesOfUser(principal, job.user_id)) throw notFound();
  requireScopeOf(principal, job.type);
  return job.type;
}

/** Reasons that one answer tells. */
const REASONS = 100;

/** How many rows of a job ended how. @throws AppError not_found, forbidden */
export async function readReasons(
  db: Db,
  principal: Principal,
  id: number,
): Promise<{ status: string; reason: string | null; rows: number }[]> {
  await readType(db, principal, id);
  const { rows } = await sql<{ status: string; reason: string | null; rows: number }>`
    SELECT CASE WHEN j.cancelled_at IS NOT NULL AND r.status IN ('pending', 'retrying') THEN 'cancelled' ELSE r.status END AS status,
      r.error AS reason, count(*)::integer AS rows
    FROM bulk_job_rows r JOIN bulk_jobs j ON j.team_id = r.team_id AND j.id = r.bulk_job_id
    WHERE r.team_id = ${principal.teamId} AND r.bulk_job_id = ${id}
    GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT ${REASONS}`.execute(db);
  return rows;
}
