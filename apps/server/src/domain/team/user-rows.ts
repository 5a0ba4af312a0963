import type { Insertable } from 'kysely';
import type { Tx } from '../../db/connect.js';
import type { UsersTable } from '../../db/schema.js';
import { append, type Cause, teamOf } from '../../events/outbox.js';

/** A new user of a team. @returns what it is known by. @throws whatever PostgreSQL says of an address that is taken */
export function insertUser(
  tx: Tx,
  user: Insertable<UsersTable>,
): Promise<{ id: number; guid: string; email: string }> {
  return tx.insertInto('users').values(user).returning(['id', 'guid', 'email']).executeTakeFirstOrThrow();
}

/** What the user signs in with. No word of the record: updated_at stays. */
export async function setPasswordHash(tx: Tx, teamId: number, id: number, hash: string): Promise<void> {
  await tx
    .updateTable('users')
    .set({ password_hash: hash })
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .execute();
}

/** The automatic e-mails of a user rest, since when, or go out again (null). */
export async function setSendingPaused(
  tx: Tx,
  teamId: number,
  id: number,
  since: Date | null,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('users')
    .set({ sending_paused_at: since, updated_at: now })
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .execute();
}

/** What a user's record shows of other tables has changed. */
export async function userChanged(cause: Cause, id: number): Promise<void> {
  await cause.tx
    .updateTable('users')
    .set({ updated_at: cause.now })
    .where('team_id', '=', teamOf(cause))
    .where('id', '=', id)
    .execute();
  await append(cause, 'user_updated', id);
}

/** What stays with a user, as counts by kind; null: nothing that anybody has to see to. */
export async function setLeftBehind(
  cause: Cause,
  id: number,
  counts: Readonly<Record<string, number>> | null,
): Promise<void> {
  await cause.tx
    .updateTable('users')
    .set({ left_behind: counts && JSON.stringify(counts), updated_at: cause.now })
    .where('team_id', '=', teamOf(cause))
    .where('id', '=', id)
    .execute();
  await append(cause, 'user_updated', id);
}
