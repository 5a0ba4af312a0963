import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import { appending } from '../../events/outbox.js';
import type { Said } from '../said.js';

/**
 * Takes e-mails out of the queue for good, with the line of their history, in one statement; those on their way are
 * left alone. `which` speaks of the e-mail as `e`. @returns their ids
 */
export async function cancelQueuedEmails(
  tx: Tx,
  teamId: number,
  which: RawBuilder<unknown>,
  now: Date,
  reason: Said,
): Promise<number[]> {
  const { rows } = await sql<{ email_id: number }>`
    WITH cancelled AS (
      UPDATE emails e SET state = 'cancelled', state_reason = ${reason.text}, explained = ${reason.json}::jsonb, state_changed_at = ${now}, updated_at = ${now}
      WHERE e.team_id = ${teamId} AND e.state IN ('planned', 'queued') AND ${which} RETURNING e.id),
    told AS (${appending({ teamId, now }, sql`cancelled`, { email_updated: 'id' })})
    INSERT INTO email_history (team_id, email_id, at, state, reason, explained)
    SELECT ${teamId}, id, ${now}, 'cancelled', ${reason.text}, ${reason.json}::jsonb FROM cancelled RETURNING email_id`.execute(
    tx,
  );
  return rows.map((row) => row.email_id);
}
