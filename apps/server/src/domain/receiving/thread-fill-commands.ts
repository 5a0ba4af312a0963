import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';
import { write } from '../../db/write.js';
import { receiveInThread } from './thread-rows.js';
import type { MessageKind } from './types.js';

/** Messages of one transaction. */
const AT_ONCE = 200;
/** Older ones are read by now: nobody is called back to them. */
const NEWS_MS = 7 * 86_400_000;

interface Row {
  id: number;
  kind: MessageKind;
  person_id: number;
  email_id: number | null;
  mailbox_id: number | null;
  user_id: number | null;
  received_at: Date;
}

/**
 * Puts messages into their threads that a version without threads received: idempotent, and beside whoever receives.
 * @returns how many it looked at
 */
export async function fillThreads(db: Db, now: Date): Promise<number> {
  const { rows: teams } = await sql<{ team_id: number }>`
    SELECT team_id FROM received_messages WHERE thread_id IS NULL AND person_id IS NOT NULL
      AND kind IN ('reply', 'auto_reply', 'unsubscribe', 'meeting', 'other') LIMIT 1`.execute(db);
  const teamId = teams[0]?.team_id;
  if (teamId === undefined) return 0;
  return write(db, teamId, async (tx) => {
    const { rows } = await sql<Row>`
      SELECT m.id, m.kind, m.person_id, m.email_id, m.mailbox_id, m.user_id, m.received_at
      FROM received_messages m WHERE m.team_id = ${teamId} AND m.thread_id IS NULL AND m.person_id IS NOT NULL
        AND m.kind IN ('reply', 'auto_reply', 'unsubscribe', 'meeting', 'other') ORDER BY m.id LIMIT ${AT_ONCE} FOR UPDATE OF m`.execute(
      tx,
    );
    for (const row of rows) {
      // The same message in another mailbox is there already.
      const { numAffectedRows } = await sql`
        UPDATE received_messages m SET thread_id = o.thread_id FROM received_messages o
        WHERE m.team_id = ${teamId} AND m.id = ${row.id} AND o.team_id = m.team_id AND o.message_id = m.message_id
          AND o.thread_id IS NOT NULL AND o.person_id = m.person_id`.execute(tx);
      if (numAffectedRows !== undefined && numAffectedRows > 0n) continue;
      const { id, kind, received_at: receivedAt } = row;
      const known = {
        personId: row.person_id,
        emailId: row.email_id,
        mailboxId: row.mailbox_id,
        userId: row.user_id,
      };
      const quiet = now.getTime() - receivedAt.getTime() > NEWS_MS;
      await receiveInThread({ tx, teamId, now }, { id, kind, receivedAt, ...known }, quiet);
    }
    return rows.length;
  });
}
