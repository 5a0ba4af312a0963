import { type Said, say } from '../said.js';
import { sql } from 'kysely';
import type { Db, Tx } from '../../db/connect.js';
import { append } from '../../events/outbox.js';
import { tellUser } from '../feed/notice-rows.js';
import { putOffQueued, releaseWaiting } from '../activities/email-rows.js';

export interface Trouble {
  health: 'failing' | 'blocked';
  reason: Said;
  retryAt: Date;
}

/** How often in a row the mailbox was turned down; its row is locked. undefined: it was removed. */
export async function lockMailboxFailures(
  tx: Tx,
  teamId: number,
  mailboxId: number,
): Promise<{ failures: number; unanswered: number; retry_at: Date | null } | undefined> {
  return tx
    .selectFrom('mailboxes')
    .select(['failures', 'unanswered', 'retry_at'])
    .where('team_id', '=', teamId)
    .where('id', '=', mailboxId)
    .where('deleted_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

/**
 * The mailbox cannot send: its row says why and until when it is left alone, and what is queued for it before then
 * waits for that moment, with the reason and without using up an attempt.
 */
export async function setMailboxTrouble(
  tx: Tx,
  teamId: number,
  mailboxId: number,
  now: Date,
  trouble: Trouble,
): Promise<void> {
  const { rows } = await sql<{ user_id: number; news: boolean }>`
    UPDATE mailboxes SET health = ${trouble.health}, health_reason = ${trouble.reason.text}, health_explained = ${trouble.reason.json}::jsonb, failures = failures + 1, unanswered = 0,
      retry_at = ${trouble.retryAt}, updated_at = ${now},
      health_changed_at = CASE WHEN health = ${trouble.health} THEN health_changed_at ELSE ${now}::timestamptz END
    WHERE team_id = ${teamId} AND id = ${mailboxId} RETURNING user_id, health_changed_at = ${now} AS news`.execute(
    tx,
  );
  const reason = say('mailbox_waits', { at: 'limit', health: true }).and(trouble.reason);
  await putOffQueued(tx, { teamId, mailboxId }, trouble.retryAt, now, reason);
  await append({ tx, teamId, now }, 'mailbox_updated', mailboxId);
  const [box] = rows;
  // Once a day at most, however often it fails and works again.
  if (box?.news)
    await tellUser(
      { tx, teamId, now },
      {
        userId: box.user_id,
        kind: 'mailbox_failing',
        resource: 'mailboxes',
        resourceId: mailboxId,
        key: `mailbox ${mailboxId} ${now.toISOString().slice(0, 10)}`,
      },
    );
}

/**
 * The mailbox works (again): what waited for it may go now; the planner's window is looked at once more before each leaves.
 * @returns whether it was left alone until now
 */
export async function setMailboxWorking(
  tx: Tx,
  teamId: number,
  mailboxId: number,
  now: Date,
  reason = say('mailbox_works', {}),
): Promise<boolean> {
  const { rows } = await sql<{ was: Date | null }>`
    WITH before AS (SELECT team_id, id, retry_at FROM mailboxes WHERE team_id = ${teamId} AND id = ${mailboxId} FOR NO KEY UPDATE)
    UPDATE mailboxes m SET health = 'ok', health_reason = ${reason.text}, health_explained = ${reason.json}::jsonb, failures = 0, unanswered = 0, retry_at = NULL, updated_at = ${now},
      health_changed_at = CASE WHEN m.health = 'ok' THEN m.health_changed_at ELSE ${now}::timestamptz END
    FROM before b WHERE m.team_id = b.team_id AND m.id = b.id RETURNING b.retry_at AS was`.execute(tx);
  if (!rows[0]) return false;
  // One that was due to be tried kept nobody: what was put behind the others stays there.
  const waited = rows[0].was !== null && rows[0].was > now;
  if (waited)
    await releaseWaiting(tx, { teamId, mailboxId }, now, say('mailbox_released', { what: 'works' }));
  await append({ tx, teamId, now }, 'mailbox_updated', mailboxId);
  return waited;
}

/** What a look at the domain's records found. */
export async function noteDomainCheck(
  tx: Tx,
  teamId: number,
  mailboxId: number,
  now: Date,
  found: string,
): Promise<void> {
  await sql`UPDATE mailboxes SET domain_check = ${found}::jsonb, updated_at = ${now}
    WHERE team_id = ${teamId} AND id = ${mailboxId}`.execute(tx);
  await append({ tx, teamId, now }, 'mailbox_updated', mailboxId);
}

/** When the mailboxes sent last; one statement for a whole batch. */
export async function noteSent(
  db: Db,
  sent: readonly { teamId: number; mailboxId: number; at: Date }[],
): Promise<void> {
  if (sent.length === 0) return;
  await sql`
    UPDATE mailboxes m SET last_sent_at = greatest(m.last_sent_at, s.at)
    FROM unnest(${sent.map((each) => each.teamId)}::bigint[], ${sent.map((each) => each.mailboxId)}::bigint[],
      ${sent.map((each) => each.at)}::timestamptz[]) s (team_id, id, at)
    WHERE m.team_id = s.team_id AND m.id = s.id`.execute(db);
}
