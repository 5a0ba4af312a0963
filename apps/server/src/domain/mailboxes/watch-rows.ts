import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../db/connect.js';
import { append, appending } from '../../events/outbox.js';

interface MailboxKey {
  readonly teamId: number;
  readonly mailboxId: number;
}

const FIRST_RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 30 * 60_000;

/** A mailbox is watched by one worker at a time: the columns of that lease, which is renewed and given back by jobs/lease.ts. */
export const WATCH_LEASE = { table: 'mailboxes', until: 'watch_lease_until', by: 'watch_lease_by' } as const;

/** Leases mailboxes to whoever watches them. `due`: a query of their `team_id` and `id`, locked. */
export async function leaseWatches(
  tx: Tx,
  due: RawBuilder<unknown>,
  lease: { readonly until: Date; readonly worker: string },
): Promise<{ team_id: number; id: number; created_at: Date }[]> {
  const { rows } = await sql<{ team_id: number; id: number; created_at: Date }>`
    UPDATE mailboxes m SET watch_lease_until = ${lease.until}, watch_lease_by = ${lease.worker}
    FROM (${due}) d
    WHERE m.team_id = d.team_id AND m.id = d.id RETURNING m.team_id, m.id, m.created_at`.execute(tx);
  return rows;
}

/** Notes that a mailbox could not be read: it rests, twice as long each time, up to half an hour. Sending goes on. */
export async function noteReceiveFailure(
  db: Db,
  watched: MailboxKey,
  worker: string,
  now: Date,
  error: string,
): Promise<void> {
  await sql`
    WITH failed AS (UPDATE mailboxes SET receive_failures = receive_failures + 1, receive_error = ${error.slice(0, 1000).replaceAll('\0', '')}, watch_lease_until = NULL, watch_lease_by = NULL,
      updated_at = ${now}, receive_retry_at = ${now}::timestamptz + least(${FIRST_RETRY_MS} * power(2, least(receive_failures, 12)), ${LONGEST_RETRY_MS}) * interval '1 millisecond'
    WHERE team_id = ${watched.teamId} AND id = ${watched.mailboxId} AND watch_lease_by = ${worker} RETURNING id)
    ${appending({ teamId: watched.teamId, now }, sql`failed`, { mailbox_updated: 'id' })}`.execute(db);
}

/** Notes that a mailbox was read to its end; `received_at` alone, which is told every few minutes, does not move updated_at. */
export async function noteReceived(db: Db, watched: MailboxKey, now: Date): Promise<void> {
  const its = sql`team_id = ${watched.teamId} AND id = ${watched.mailboxId}`;
  await sql`
    WITH before AS (SELECT id FROM mailboxes WHERE ${its} AND receive_error IS NOT NULL),
    read AS (UPDATE mailboxes SET received_at = ${now}, receive_failures = 0, receive_error = NULL, receive_retry_at = NULL,
      updated_at = CASE WHEN receive_error IS NULL THEN updated_at ELSE ${now}::timestamptz END
      WHERE ${its})
    ${appending({ teamId: watched.teamId, now }, sql`before`, { mailbox_updated: 'id' })}`.execute(db);
}

/** One more message of this mailbox that could not be read, in the transaction that records it. */
export async function countUnreadable(tx: Tx, { teamId, mailboxId }: MailboxKey, now: Date): Promise<void> {
  await sql`UPDATE mailboxes SET unreadable_messages = unreadable_messages + 1, updated_at = ${now} WHERE team_id = ${teamId} AND id = ${mailboxId}`.execute(
    tx,
  );
  await append({ tx, teamId, now }, 'mailbox_updated', mailboxId);
}
