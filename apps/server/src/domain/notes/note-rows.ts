import type { Tx } from '../../db/connect.js';
import { append } from '../../events/outbox.js';

/** Somebody's note on a call with a person. */
export async function addCallNote(
  tx: Tx,
  who: { readonly teamId: number; readonly userId: number },
  note: { callId: number; personId: number; userId: number; content: string },
  now: Date,
): Promise<void> {
  const { id } = await tx
    .insertInto('notes')
    .values({
      team_id: who.teamId,
      created_at: now,
      updated_at: now,
      content: note.content,
      user_id: note.userId,
      associated_type: 'person',
      person_id: note.personId,
      call_id: note.callId,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await append({ tx, teamId: who.teamId, now, userId: who.userId }, 'note_created', id);
}
