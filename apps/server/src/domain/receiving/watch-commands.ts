import { sql } from 'kysely';
import type { Db, Tx } from '../../db/connect.js';
import { addressKey } from '../../kernel/address.js';

export interface Watched {
  teamId: number;
  mailboxId: number;
  connectedAt: Date;
}

export interface Watermark {
  uidValidity: number;
  lastUid: number;
  syncedAt: Date;
  /** The last UID of what was begun last. When it lies above lastUid, the work did not come to its end. */
  tryingTo: number;
}

export async function readWatermark(
  db: Db,
  { teamId, mailboxId }: Watched,
  folder: string,
): Promise<Watermark | undefined> {
  const row = await db
    .selectFrom('mailbox_folders')
    .select(['uid_validity', 'last_uid', 'synced_at', 'trying_to'])
    .where('team_id', '=', teamId)
    .where('mailbox_id', '=', mailboxId)
    .where('folder', '=', folder)
    .executeTakeFirst();
  return (
    row && {
      uidValidity: row.uid_validity,
      lastUid: row.last_uid,
      syncedAt: row.synced_at,
      tryingTo: row.trying_to,
    }
  );
}

/**
 * Moves the watermark up to a UID, in the transaction that records what lies below it. Its row is the lock under which
 * two workers that believe to own the mailbox meet. @returns false when the UID lies below the mark: it was dealt with
 */
export async function moveWatermark(
  tx: Tx,
  { teamId, mailboxId }: Watched,
  folder: { path: string; role: string; uidValidity: number },
  uid: number,
  now: Date,
): Promise<boolean> {
  const { rows } = await sql`
    INSERT INTO mailbox_folders AS f (team_id, mailbox_id, folder, role, uid_validity, last_uid, synced_at)
    VALUES (${teamId}, ${mailboxId}, ${folder.path}, ${folder.role}, ${folder.uidValidity}, ${uid}, ${now})
    ON CONFLICT (team_id, mailbox_id, folder) DO UPDATE
      SET role = excluded.role, uid_validity = excluded.uid_validity, last_uid = excluded.last_uid, synced_at = excluded.synced_at
      WHERE f.uid_validity <> excluded.uid_validity OR f.last_uid < excluded.last_uid
    RETURNING last_uid`.execute(tx);
  return rows.length > 0;
}

/**
 * Notes that these messages are about to be read: if that ends the connection or the process, the next try knows.
 * @returns how often the first of them was begun
 */
export async function beginTry(
  db: Db,
  { teamId, mailboxId }: Watched,
  folder: { path: string; role: string; uidValidity: number },
  uids: readonly number[],
  now: Date,
): Promise<number> {
  const first = uids[0] ?? 0;
  const { rows } = await sql<{ tries: number }>`
    INSERT INTO mailbox_folders AS f (team_id, mailbox_id, folder, role, uid_validity, last_uid, synced_at, trying_from, trying_to, tries)
    VALUES (${teamId}, ${mailboxId}, ${folder.path}, ${folder.role}, ${folder.uidValidity}, ${first - 1}, ${now}, ${first}, ${uids.at(-1) ?? 0}, 1)
    ON CONFLICT (team_id, mailbox_id, folder) DO UPDATE SET
      tries = CASE WHEN f.uid_validity = excluded.uid_validity AND f.trying_from = excluded.trying_from THEN f.tries + 1 ELSE 1 END,
      trying_to = CASE WHEN f.uid_validity = excluded.uid_validity THEN greatest(f.trying_to, excluded.trying_to) ELSE excluded.trying_to END,
      last_uid = CASE WHEN f.uid_validity = excluded.uid_validity THEN f.last_uid ELSE excluded.last_uid END,
      trying_from = excluded.trying_from, uid_validity = excluded.uid_validity, role = excluded.role
    RETURNING tries`.execute(db);
  return rows[0]?.tries ?? 1;
}

/** The message was read: what happens from now on (a database that is away) is no fault of it. */
export async function endTry(
  db: Db,
  { teamId, mailboxId }: Watched,
  folder: { path: string },
): Promise<void> {
  await sql`UPDATE mailbox_folders SET tries = 0 WHERE team_id = ${teamId} AND mailbox_id = ${mailboxId} AND folder = ${folder.path}`.execute(
    db,
  );
}

/** Addresses that are the team's own, in the form they are compared in: mailboxes, their aliases, users. */
export async function ownAddresses(db: Db, teamId: number): Promise<Set<string>> {
  const { rows } = await sql<{ address: string }>`
    SELECT email_address AS address FROM mailboxes WHERE team_id = ${teamId} AND deleted_at IS NULL
    UNION SELECT unnest(aliases) FROM mailboxes WHERE team_id = ${teamId} AND deleted_at IS NULL
    UNION SELECT email FROM users WHERE team_id = ${teamId}
    UNION SELECT sending_email_address FROM users WHERE team_id = ${teamId} AND sending_email_address IS NOT NULL`.execute(
    db,
  );
  return new Set(rows.flatMap(({ address }) => [address.toLowerCase(), addressKey(address)]));
}

/** Lower-case hosts of links that only the team's e-mails carry: its tracking domains, and this server's own. */
export async function linkHostsOf(
  db: Db,
  teamId: number,
  publicHost: string | undefined,
): Promise<Set<string>> {
  const { rows } = await sql<{ host: string }>`
    SELECT lower(tracking_domain) AS host FROM mailboxes WHERE team_id = ${teamId} AND tracking_domain IS NOT NULL
    UNION SELECT lower(custom_tracking_domain) FROM teams WHERE id = ${teamId} AND custom_tracking_domain IS NOT NULL`.execute(
    db,
  );
  return new Set([
    ...rows.map(({ host }) => host),
    ...(publicHost === undefined ? [] : [publicHost.toLowerCase()]),
  ]);
}

/** Folders that are read beside inbox, sent mail and junk, by path; null: all that hold received mail. */
export async function otherFolders(db: Db, { teamId, mailboxId }: Watched): Promise<string[] | null> {
  const row = await db
    .selectFrom('mailboxes')
    .select('folders')
    .where('team_id', '=', teamId)
    .where('id', '=', mailboxId)
    .executeTakeFirst();
  return row?.folders ?? null;
}

/** Which of these Message-IDs the mailbox has shown before, in whatever folder. */
export async function knownMessages(
  db: Db,
  { teamId, mailboxId }: Watched,
  messageIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ message_id: string }>`
    SELECT message_id FROM received_messages
    WHERE team_id = ${teamId} AND mailbox_id = ${mailboxId} AND message_id = ANY(${messageIds}::text[])`.execute(
    db,
  );
  return new Set(rows.map(({ message_id: id }) => id));
}
