import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import { append, appendMany, type Cause, teamOf } from '../../events/outbox.js';

/** Completes an open task of a person. @returns false when it is none */
export async function completeTask(
  tx: Tx,
  who: { readonly teamId: number; readonly userId: number },
  id: number,
  personId: number,
  now: Date,
): Promise<boolean> {
  const task = await tx
    .updateTable('tasks')
    .set({ current_state: 'completed', completed_at: now, completed_by_id: who.userId, updated_at: now })
    .where('team_id', '=', who.teamId)
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .where('current_state', '=', 'scheduled')
    .where('deleted_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!task) return false;
  await appendMany({ tx, teamId: who.teamId, now, userId: who.userId }, [
    { type: 'task_updated', id },
    { type: 'task_completed', id },
  ]);
  return true;
}

/** Open tasks of one user are another's from now on; what was done or given away meanwhile stays as it is. */
export async function giveTasks(
  cause: Cause,
  { from, to }: { readonly from: number; readonly to: number },
  ids: readonly number[],
): Promise<void> {
  const theirs = sql`team_id = ${teamOf(cause)} AND id = ANY(${ids}::bigint[]) AND user_id = ${from}
    AND current_state = 'scheduled' AND deleted_at IS NULL`;
  await sql`SELECT id FROM tasks WHERE ${theirs} ORDER BY id FOR UPDATE`.execute(cause.tx);
  const { rows } = await sql<{ id: number }>`
    UPDATE tasks SET user_id = ${to}, updated_at = ${cause.now} WHERE ${theirs} RETURNING id`.execute(
    cause.tx,
  );
  await append(
    cause,
    'task_updated',
    rows.map(({ id }) => id),
  );
}
