import type { Tx } from '../../db/connect.js';

/** What lay open when a leave began is with the colleague. No word of the record: updated_at stays. */
export async function noteDelegated(tx: Tx, teamId: number, id: number, now: Date): Promise<void> {
  await tx
    .updateTable('user_absences')
    .set({ handed_over_at: now })
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .execute();
}
