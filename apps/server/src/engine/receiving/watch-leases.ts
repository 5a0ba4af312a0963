import { sql } from 'kysely';
import type { Database, Db } from '../../db/connect.js';
import { leaseWatches, WATCH_LEASE } from '../../domain/mailboxes/watch-rows.js';
import type { Watched } from '../../domain/receiving/index.js';
import { claimDue, dueRows, type Queue, releaseLease, renewLease, type Take } from '../../jobs/lease.js';

/** Mailboxes that nobody watches, by the wall clock: a sandbox meets no real mail. */
const MAILBOXES: Queue = {
  table: 'mailboxes',
  waiting: sql`q.deleted_at IS NULL AND q.receives AND q.imap_host IS NOT NULL
    AND NOT (SELECT t.sandbox FROM teams t WHERE t.id = q.team_id)`,
  due: (_now, wall) => sql`(q.watch_lease_until IS NULL OR q.watch_lease_until <= ${wall})
    AND (q.receive_retry_at IS NULL OR q.receive_retry_at <= ${wall})`,
  order: sql`q.watch_lease_until NULLS FIRST, q.id`,
};

/** Who takes mailboxes, and for how long, milliseconds. */
export interface Watcher {
  worker: string;
  leaseMs: number;
}

/**
 * Leases mailboxes that nobody watches to this worker. Due: receiving is on, an IMAP server is known, nobody holds the
 * lease, the wait after a failure is over, and it is not one of `except`.
 */
export async function claimMailboxes(
  database: Database,
  { worker, leaseMs }: Watcher,
  now: Date,
  limit: number,
  except: readonly number[] = [],
): Promise<Watched[]> {
  const and = sql`NOT q.id = ANY(${except}::bigint[])`;
  const lease = { worker, until: new Date(now.getTime() + leaseMs) };
  const take: Take<{ team_id: number; id: number; created_at: Date }> = (tx, team, room) =>
    leaseWatches(tx, dueRows(MAILBOXES, ['team_id', 'id'], team, room, and), lease);
  const claims = await claimDue(database, MAILBOXES, { now, limit, take, and });
  return claims.map(({ row }) => ({ teamId: row.team_id, mailboxId: row.id, connectedAt: row.created_at }));
}

const heldOf = ({ teamId, mailboxId }: Watched) => ({ teamId, id: mailboxId });

/** @returns the version of the mailbox's connection; undefined when the lease is somebody else's by now, or the mailbox was removed or switched off, or the team became a sandbox */
export async function renewWatch(
  db: Db,
  watched: Watched,
  { worker, leaseMs }: Watcher,
  now: Date,
): Promise<number | undefined> {
  const until = new Date(now.getTime() + leaseMs);
  const watchable = sql`deleted_at IS NULL AND receives AND NOT (SELECT t.sandbox FROM teams t WHERE t.id = team_id)`;
  const row = await renewLease(db, WATCH_LEASE, heldOf(watched), worker, {
    until,
    and: watchable,
    returning: ['connection_version'],
  });
  return row && Number(row['connection_version']);
}

/** Gives the mailbox back, so that the next worker need not wait. */
export function endWatch(db: Db, watched: Watched, worker: string): Promise<void> {
  return releaseLease(db, WATCH_LEASE, heldOf(watched), worker);
}
