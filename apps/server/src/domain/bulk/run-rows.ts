import type { Tx } from '../../db/connect.js';

/** Puts a job at the end of its team's queue. */
export async function queueRun(tx: Tx, teamId: number, jobId: number): Promise<void> {
  await tx.insertInto('bulk_job_runs').values({ team_id: teamId, bulk_job_id: jobId }).execute();
}

/** Takes a job out of the queue, after the part that somebody is at. */
export async function endRun(tx: Tx, teamId: number, jobId: number): Promise<void> {
  await tx
    .deleteFrom('bulk_job_runs')
    .where('team_id', '=', teamId)
    .where('bulk_job_id', '=', jobId)
    .execute();
}
