import { sql } from 'kysely';
import { append, type Cause, teamOf } from '../../events/outbox.js';

/** Nothing leaves the mailboxes of a user until somebody resumes them; what comes in is read as before. */
export async function restMailboxes(cause: Cause, userId: number): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    UPDATE mailboxes SET paused_at = ${cause.now}, updated_at = ${cause.now}
    WHERE team_id = ${teamOf(cause)} AND user_id = ${userId} AND deleted_at IS NULL AND paused_at IS NULL RETURNING id`.execute(
    cause.tx,
  );
  await append(
    cause,
    'mailbox_updated',
    rows.map(({ id }) => id),
  );
}
