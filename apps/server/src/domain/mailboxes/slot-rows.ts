import type { Tx } from '../../db/connect.js';

/** The mailbox's next e-mail leaves not before: its spacing. No word of the record. */
export async function setNextSlot(tx: Tx, teamId: number, id: number, at: Date): Promise<void> {
  await tx
    .updateTable('mailboxes')
    .set({ next_slot_at: at })
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .execute();
}
