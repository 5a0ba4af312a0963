import { sql } from 'kysely';
import { invalid } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import { takeChanges } from '../imports/index.js';
import { insertJob, lockJob, UNDO_HOURS, updateJob } from './jobs.js';

const HOUR_MS = 3_600_000;

/** What rows of an undo do. */
const UNDO_TYPE: Readonly<
  Record<string, 'person/put_back' | 'account/put_back' | 'cadence_membership/take_off'>
> = {
  person: 'person/put_back',
  account: 'account/put_back',
  cadence_membership: 'cadence_membership/take_off',
};

/**
 * Undoes a job by another one: a row for each that changed something, the last one first, which puts back what is still as it
 * was left. It is the caller's. @returns its id @throws AppError not_found, forbidden, invalid
 */
export async function undoJob(command: Command, id: number): Promise<number> {
  const { tx, principal, now } = command;
  const { teamId } = principal;
  const job = await lockJob(command, id);
  if (job.state !== 'done') throw invalid('state', `is ${job.state}: only what has ended can be undone`);
  if (job.dry_run || job.undo_of !== null) throw invalid('id', 'is a dry run or an undo itself');
  if (job.finished_at === null || now.getTime() - job.finished_at.getTime() > UNDO_HOURS * HOUR_MS)
    throw invalid('id', `ended more than ${UNDO_HOURS} hours ago`);
  const before = await tx
    .selectFrom('bulk_jobs')
    .select('id')
    .where('team_id', '=', teamId)
    .where('undo_of', '=', id)
    .executeTakeFirst();
  if (before) throw invalid('id', `is undone by bulk job ${before.id}`);
  const type = UNDO_TYPE[job.type.split('/', 1)[0] ?? ''];
  if (!type) throw invalid('type', `of this job cannot be undone: ${job.type}`);
  const undo = await insertJob(command, { type, name: `Undo of ${id}`, dry_run: false, undo_of: id });
  const { rows } = await sql<{ total: number; size: number }>`
    WITH put AS (INSERT INTO bulk_job_rows (team_id, created_at, bulk_job_id, record)
      SELECT team_id, ${now}, ${undo}, undo FROM bulk_job_rows
      WHERE team_id = ${teamId} AND bulk_job_id = ${id} AND status = 'success' AND undo IS NOT NULL ORDER BY id DESC
      RETURNING length(record) AS size)
    SELECT count(*)::integer AS total, coalesce(sum(size), 0)::bigint AS size FROM put`.execute(tx);
  const { total, size } = rows[0] ?? { total: 0, size: 0 };
  if (total === 0) throw invalid('id', 'has changed nothing that can be put back');
  await tx
    .updateTable('bulk_jobs')
    .set({ total, size })
    .where('team_id', '=', teamId)
    .where('id', '=', undo)
    .execute();
  await updateJob(command, undo, { ready_to_execute: true });
  return undo;
}

/**
 * Puts back what an import changed of people or accounts who were there, by a job of the caller's as `undoJob`. Who was made by the
 * import is not touched. @returns the job's id @throws AppError not_found, forbidden, invalid
 */
export async function undoImport(command: Command, importId: number): Promise<number> {
  const { tx, principal, now } = command;
  const changes = await takeChanges(command, importId, UNDO_HOURS);
  // A sheet is one of people, or one of accounts.
  const of = changes[0]?.of ?? 'person';
  const records = changes.filter((each) => each.of === of).map(({ undo }) => undo);
  const type = of === 'person' ? 'person/put_back' : 'account/put_back';
  const name = `Undo of import ${importId}`;
  const job = await insertJob(command, { type, name, dry_run: false, undo_of: null });
  await sql`
    INSERT INTO bulk_job_rows (team_id, created_at, bulk_job_id, record)
    SELECT ${principal.teamId}, ${now}, ${job}, r.record FROM unnest(${records}::text[]) WITH ORDINALITY r (record, n) ORDER BY r.n`.execute(
    tx,
  );
  await tx
    .updateTable('bulk_jobs')
    .set({ total: records.length, size: records.reduce((sum, record) => sum + record.length, 0) })
    .where('team_id', '=', principal.teamId)
    .where('id', '=', job)
    .execute();
  await updateJob(command, job, { ready_to_execute: true });
  return job;
}
