import { sql } from 'kysely';
import type { Db, Tx } from '../../db/connect.js';
import { append } from '../../events/outbox.js';

/** Who gave a job, as kept with it. */
export interface JobToRun {
  readonly id: number;
  readonly type: string;
  readonly userId: number;
  /** Scopes of the tokens that made it; null: all. */
  readonly granted: readonly string[] | null;
  readonly byAdmin: boolean;
  /** Nothing of its rows stays. */
  readonly dryRun: boolean;
}

/** A row whose turn has come. `record` is JSON text. */
export interface RowToRun {
  readonly id: number;
  readonly record: string;
  /** How often it was tried and failed for no reason of its own. */
  readonly tries: number;
}

/** How a row ended: what came out and what it changed, as JSON texts, or why it was refused. */
export type RowEnd = { readonly resource: string; readonly undo: string | null } | { readonly error: string };

/** The job whose turn it is, locked, and begun; undefined: it has ended. */
export async function beginJob(tx: Tx, teamId: number, id: number, now: Date): Promise<JobToRun | undefined> {
  const { rows } = await sql<JobToRun>`
    UPDATE bulk_jobs SET started_at = coalesce(started_at, ${now}), updated_at = ${now}
    WHERE team_id = ${teamId} AND id = ${id} AND state = 'executing'
    RETURNING id, type, user_id AS "userId", granted, by_admin AS "byAdmin", dry_run AS "dryRun"`.execute(tx);
  return rows[0];
}

/** What the transaction tells of from here on was caused by this user. */
export async function actFor(tx: Tx, userId: number): Promise<void> {
  await sql`SELECT set_config('cadenza.user_id', ${String(userId)}, true)`.execute(tx);
}

/** The next rows behind one, in their order. Nobody else is at them: the queue's row is held. */
export async function nextRows(
  tx: Tx,
  teamId: number,
  jobId: number,
  after: number,
  limit: number,
): Promise<RowToRun[]> {
  const { rows } = await sql<RowToRun>`
    SELECT id, record, tries FROM bulk_job_rows
    WHERE team_id = ${teamId} AND bulk_job_id = ${jobId} AND id > ${after} ORDER BY id LIMIT ${limit}`.execute(
    tx,
  );
  return rows;
}

/** Writes down how rows ended, in the transaction of what they did, and counts them. */
export async function endRows(
  tx: Tx,
  teamId: number,
  jobId: number,
  ends: readonly (RowEnd & { readonly id: number })[],
  now: Date,
): Promise<void> {
  if (ends.length === 0) return;
  const errors = ends.map((end) => ('error' in end ? end.error : null));
  await sql`
    UPDATE bulk_job_rows r SET status = CASE WHEN e.error IS NULL THEN 'success' ELSE 'error' END, resource = e.resource, undo = e.undo,
      error = e.error, started_at = coalesce(r.started_at, ${now}), finished_at = ${now}
    FROM unnest(${ends.map(({ id }) => id)}::bigint[], ${ends.map((end) => ('resource' in end ? end.resource : null))}::text[],
      ${errors}::text[], ${ends.map((end) => ('undo' in end ? end.undo : null))}::text[]) e (id, resource, error, undo)
    WHERE r.team_id = ${teamId} AND r.id = e.id`.execute(tx);
  await sql`
    UPDATE bulk_jobs SET processed = processed + ${ends.length}::integer,
      errors = errors + ${errors.filter((error) => error !== null).length}::integer, updated_at = ${now}
    WHERE team_id = ${teamId} AND id = ${jobId}`.execute(tx);
}

/** A row failed for no reason of its own: it is tried again. */
export async function retryRow(tx: Tx, teamId: number, id: number, now: Date): Promise<void> {
  await sql`
    UPDATE bulk_job_rows SET status = 'retrying', tries = tries + 1, started_at = coalesce(started_at, ${now})
    WHERE team_id = ${teamId} AND id = ${id}`.execute(tx);
}

/** All rows have ended. */
export async function finishJob(tx: Tx, teamId: number, id: number, now: Date): Promise<void> {
  await sql`
    UPDATE bulk_jobs SET state = 'done', finished_at = ${now}, updated_at = ${now}
    WHERE team_id = ${teamId} AND id = ${id}`.execute(tx);
  await append({ tx, teamId, now }, 'bulk_job_completed', id);
}

/** Days that rows are kept after the end of their job; its totals stay. */
const KEPT_DAYS = 30;
const PRUNED_AT_ONCE = 5000;

/** Deletes rows of a job that ended long ago, by its team's clock. @returns how many rows; 0: nothing is left to delete */
export async function pruneBulkRows(db: Db, wall: Date): Promise<number> {
  const { rows } = await sql<{ team_id: number; id: number }>`
    SELECT j.team_id, j.id FROM bulk_jobs j JOIN teams t ON t.id = j.team_id
    WHERE j.rows_kept AND j.state = 'done' AND j.finished_at <= ${wall}::timestamptz + t.clock_offset_ms * interval '1 millisecond'
      - ${KEPT_DAYS}::integer * interval '1 day' ORDER BY j.finished_at LIMIT 1`.execute(db);
  const [job] = rows;
  if (!job) return 0;
  const deleted = await sql`
    DELETE FROM bulk_job_rows r USING (
      SELECT team_id, id FROM bulk_job_rows WHERE team_id = ${job.team_id} AND bulk_job_id = ${job.id}
      ORDER BY id LIMIT ${PRUNED_AT_ONCE}) d
    WHERE r.team_id = d.team_id AND r.id = d.id`.execute(db);
  const gone = Number(deleted.numAffectedRows ?? 0);
  if (gone < PRUNED_AT_ONCE)
    await sql`UPDATE bulk_jobs SET rows_kept = false WHERE team_id = ${job.team_id} AND id = ${job.id}`.execute(
      db,
    );
  return Math.max(gone, 1);
}
