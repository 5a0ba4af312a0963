import type { Principal } from '../../kernel/principal.js';
import type { CommandBy } from '../command.js';
import { requireAdmin } from '../records.js';
import { say } from '../said.js';
import { sql } from 'kysely';
import type { Db, Tx } from '../../db/connect.js';
import { resumeMailbox } from '../memberships/index.js';
import {
  lockMailboxFailures,
  setMailboxTrouble,
  setMailboxWorking,
  type Trouble,
} from './health-commands.js';

/** What an e-mail leaves through: a mailbox, or the server's own transport (SMTP_URL), which is shared by all teams. */
export interface TransportAt {
  teamId: number;
  /** null: SMTP_URL. */
  mailboxId: number | null;
  /** The team's present. */
  now: Date;
  /** The wall clock: the server's transport knows no team. */
  wall: Date;
}

export interface TransportState {
  failures: number;
  unanswered: number;
  /** It is left alone until then, a moment of the team's clock; undefined when it is not. */
  retryAt: Date | undefined;
}

const WORKS = say('mailbox_works', {});
const AGAIN = say('mailbox_released', { what: 'tried_again' });

/** The row of SMTP_URL in server_transports. */
export const SERVER_TRANSPORT = 'smtp';

/** How the transport fares, its row locked; undefined: it was removed. */
export async function lockTransport(tx: Tx, transport: TransportAt): Promise<TransportState | undefined> {
  const { teamId, mailboxId, now, wall } = transport;
  if (mailboxId !== null) {
    const row = await lockMailboxFailures(tx, teamId, mailboxId);
    return row && { ...row, retryAt: row.retry_at !== null && row.retry_at > now ? row.retry_at : undefined };
  }
  const row = await tx
    .selectFrom('server_transports')
    .select(['failures', 'unanswered', 'retry_at'])
    .where('name', '=', SERVER_TRANSPORT)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) return undefined;
  const left = row.retry_at === null ? 0 : row.retry_at.getTime() - wall.getTime();
  return { ...row, retryAt: left > 0 ? new Date(now.getTime() + left) : undefined };
}

/** It cannot send: what waits for it waits until it is tried again. */
export async function setTransportTrouble(tx: Tx, transport: TransportAt, trouble: Trouble): Promise<void> {
  const { teamId, mailboxId, now, wall } = transport;
  if (mailboxId !== null) return setMailboxTrouble(tx, teamId, mailboxId, now, trouble);
  const retryAt = new Date(wall.getTime() + trouble.retryAt.getTime() - now.getTime());
  await sql`
    UPDATE server_transports SET health = ${trouble.health}, health_reason = ${trouble.reason.text}, health_explained = ${trouble.reason.json}::jsonb, failures = failures + 1, unanswered = 0,
      retry_at = ${retryAt}, releasing_since = NULL, health_changed_at = CASE WHEN health = ${trouble.health} THEN health_changed_at ELSE ${wall}::timestamptz END
    WHERE name = ${SERVER_TRANSPORT}`.execute(tx);
  return undefined;
}

/**
 * It works (again): what was put off until it is tried may go now, e-mails in the queue and steps that are planned. Of the
 * server's transport only its own mark is set here, for it is all teams'. `userId`: on whose account.
 */
export async function setTransportWorking(
  tx: Tx,
  transport: TransportAt,
  userId: number,
  reason = WORKS,
): Promise<void> {
  const { teamId, mailboxId, now, wall } = transport;
  if (mailboxId !== null) {
    const waited = await setMailboxWorking(tx, teamId, mailboxId, now, reason);
    if (waited) await resumeMailbox({ tx, principal: { teamId, userId }, now }, mailboxId);
    return;
  }
  await sql`
    UPDATE server_transports SET health = 'ok', health_reason = ${reason.text}, health_explained = ${reason.json}::jsonb, failures = 0, unanswered = 0, retry_at = NULL,
      releasing_since = CASE WHEN retry_at > ${wall}::timestamptz THEN ${wall}::timestamptz ELSE releasing_since END,
      health_changed_at = CASE WHEN health = 'ok' THEN health_changed_at ELSE ${wall}::timestamptz END
    WHERE name = ${SERVER_TRANSPORT} AND (health <> 'ok' OR failures > 0 OR unanswered > 0 OR retry_at IS NOT NULL)`.execute(
    tx,
  );
  return undefined;
}

/** One more message in a row that got no answer. @returns how it fares now, its row locked */
export async function noteUnanswered(tx: Tx, transport: TransportAt): Promise<TransportState | undefined> {
  const { teamId, mailboxId } = transport;
  const written =
    mailboxId === null
      ? sql`UPDATE server_transports SET unanswered = unanswered + 1 WHERE name = ${SERVER_TRANSPORT}`
      : sql`UPDATE mailboxes SET unanswered = unanswered + 1 WHERE team_id = ${teamId} AND id = ${mailboxId}`;
  await written.execute(tx);
  return lockTransport(tx, transport);
}

/** The server's transport as operators see it. */
export interface ServerTransport {
  health: 'unknown' | 'ok' | 'failing' | 'blocked';
  health_reason: string | null;
  health_changed_at: Date | null;
  retry_at: Date | null;
}

/** undefined: no process was started with SMTP_URL. */
export async function findServerTransport(db: Db): Promise<ServerTransport | undefined> {
  const row = await db
    .selectFrom('server_transports')
    .select(['health', 'health_reason', 'health_changed_at', 'retry_at'])
    .where('name', '=', SERVER_TRANSPORT)
    .executeTakeFirst();
  return row as ServerTransport | undefined;
}

/**
 * Makes SMTP_URL known at the start of a process; another server or password than before (`setting`, a hash) starts anew,
 * with what waited for the one before.
 */
export async function registerServerTransport(db: Db, setting: string, now: Date): Promise<void> {
  await sql`
    INSERT INTO server_transports AS s (name, setting) VALUES (${SERVER_TRANSPORT}, ${setting})
    ON CONFLICT (name) DO UPDATE SET setting = excluded.setting, health = 'unknown', health_reason = NULL, health_explained = NULL, failures = 0, unanswered = 0,
      retry_at = NULL, releasing_since = CASE WHEN s.retry_at IS NULL THEN s.releasing_since ELSE ${now}::timestamptz END
    WHERE s.setting <> excluded.setting`.execute(db);
}

/** @throws AppError forbidden: it is the server's, not the team's */
export const requireTransportAdmin = (principal: Pick<Principal, 'admin'>) =>
  requireAdmin(principal, "see how the server's own mail server fares");

/** An admin has it tried again now, with what waits for it. @throws AppError forbidden */
export async function retryServerTransport({
  tx,
  principal,
  now,
}: CommandBy<Pick<Principal, 'admin'>>): Promise<void> {
  requireTransportAdmin(principal);
  await sql`
    UPDATE server_transports SET retry_at = NULL, failures = 0, unanswered = 0, health = 'unknown', health_reason = ${AGAIN.text}, health_explained = ${AGAIN.json}::jsonb,
      releasing_since = ${now}, health_changed_at = ${now} WHERE name = ${SERVER_TRANSPORT}`.execute(tx);
}

/** Since when what waited for the server's transport may go and is being released; null: nothing is left of it. */
export async function releasingSince(db: Db): Promise<Date | null> {
  const row = await db
    .selectFrom('server_transports')
    .select('releasing_since')
    .where('name', '=', SERVER_TRANSPORT)
    .executeTakeFirst();
  return row?.releasing_since ?? null;
}

/** Nothing waits for it any more, unless it was let go once more since then. */
export async function endReleasing(db: Db, since: Date): Promise<void> {
  await db
    .updateTable('server_transports')
    .set({ releasing_since: null })
    .where('name', '=', SERVER_TRANSPORT)
    .where('releasing_since', '=', since)
    .execute();
}
