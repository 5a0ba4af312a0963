import type { Tx } from '../../db/connect.js';
import { appendMany } from '../../events/outbox.js';

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
