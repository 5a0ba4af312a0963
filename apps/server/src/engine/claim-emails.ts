import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { EMAIL_COLUMNS, columnList } from '../db/columns.js';
import type { Database, Tx } from '../db/connect.js';
import { fact, LIVE, noMailboxReason } from '../domain/mailboxes/server-facts.js';
import type { Email } from '../domain/activities/email-ledger.js';
import { claimAcrossTeams, type Only } from './claim.js';

/** A row of the ledger taken for sending, and what its transport needs to know. */
export interface ClaimedEmail {
  email: Email;
  /** The team's own present (kernel/clock.ts teamNow). */
  now: Date;
  /** emails.claimed_by: whoever finds another there has lost the claim. */
  token: string;
  /** The wall clock when it was claimed. */
  at: Date;
  /** mailboxes.connection_version; null without a mailbox. */
  mailboxVersion: number | null;
  /** The mailbox was in trouble, or never sent: a message that goes through says it works. */
  mailboxUnwell: boolean;
}

/**
 * How long a claim holds without being renewed (engine/leases.ts): then somebody else may take the message, which had not
 * begun. Milliseconds.
 */
export const CLAIM_LEASE_MS = 120_000;

/** emails.mailbox_id: what a message leaves through; null is the server's default. */
export type Transport = Email['mailbox_id'];

type Row = Email & { mailbox_version: number | null; unwell: boolean; taken: boolean; tells: boolean };

/** How long a row waits before a pause is looked at again; resuming does not have to find and touch them all. */
const PAUSE_LOOK = "interval '5 minutes'";

/**
 * Why a due e-mail may not go now, and until when: its transport fails or is paused, or the team, user or cadence is.
 * Such rows are moved out of the way with the reason; they use up no attempt. Of an e-mail p, its team t, user u, cadence c,
 * mailbox m and the server's transport d, at `now` of the team and `wall`.
 */
export const WAITS = sql`
  CASE WHEN m.retry_at > now THEN 'The mailbox ' || m.email_address || ' cannot send at the moment: ' || coalesce(m.health_reason, 'it is tried again later.')
    WHEN d.retry_at > wall THEN 'The server''s own mail server (SMTP_URL) cannot be used at the moment: ' || coalesce(d.health_reason, 'it is tried again later.')
    WHEN ${LIVE} AND p.mailbox_id IS NULL AND t.require_mailbox THEN ${noMailboxReason({ sandbox: false, smtpUrl: null, requireMailbox: true })}
    WHEN ${LIVE} AND p.mailbox_id IS NULL AND ${fact('smtp_url')} = 'unset' THEN ${noMailboxReason({ sandbox: false, smtpUrl: 'unset', requireMailbox: false })}
    WHEN m.paused_at IS NOT NULL THEN 'The mailbox ' || m.email_address || ' is paused.'
    WHEN NOT u.active OR t.deactivated THEN 'The user whose name it bears is deactivated: ' || coalesce(u.name, u.email) || '.'
    WHEN t.sending_paused_at IS NOT NULL THEN 'Sending is paused for the whole team.'
    WHEN u.sending_paused_at IS NOT NULL THEN 'Sending is paused for ' || coalesce(u.name, u.email) || '.'
    WHEN c.paused_at IS NOT NULL THEN 'The cadence is paused.' END`;

/** The moment at which that is looked at again. */
export const WAITS_UNTIL = sql<Date>`
  CASE WHEN m.retry_at > now THEN m.retry_at WHEN d.retry_at > wall THEN now + (d.retry_at - wall) ELSE now + ${sql.raw(PAUSE_LOOK)} END`;

/** What WAITS asks about an e-mail p. */
export const WAITED_FOR = sql`
      JOIN teams t ON t.id = p.team_id
      JOIN users u ON u.team_id = p.team_id AND u.id = p.user_id
      LEFT JOIN cadences c ON c.team_id = p.team_id AND c.id = p.cadence_id
      LEFT JOIN mailboxes m ON m.team_id = p.team_id AND m.id = p.mailbox_id AND m.deleted_at IS NULL
      LEFT JOIN server_transports d ON d.name = 'smtp' AND p.mailbox_id IS NULL AND NOT t.sandbox`;

/**
 * Queued e-mails that may go now are leased to this worker; they stay `queued` until a connection is free for them
 * (engine/begin.ts). Those that must wait for something beside their time are moved to when that is looked at again.
 * `except` are transports that have enough to do. `now`: the wall clock.
 * @returns what was taken, and how many were moved
 */
export async function claimEmails(
  database: Database,
  now: Date,
  limit: number,
  leaseMs: number,
  { only, except = [] }: { only?: Only; except?: readonly Transport[] } = {},
): Promise<{ claims: ClaimedEmail[]; moved: number }> {
  const lease = { by: randomUUID(), at: now, until: new Date(now.getTime() + leaseMs) };
  const rows = await claimAcrossTeams(
    database,
    now,
    limit,
    (tx, due, teams, left) => take(tx, due, sql`${teams}${outside(except)}`, left, lease, only !== undefined),
    only,
  );
  const claims = rows.filter(({ row }) => row.taken);
  return {
    moved: rows.length - claims.length,
    claims: claims.map(({ row, now: present }) => {
      const { mailbox_version: mailboxVersion, unwell: mailboxUnwell, taken: _, tells: __, ...email } = row;
      return { email, token: lease.by, at: now, now: present, mailboxVersion, mailboxUnwell };
    }),
  };
}

function outside(transports: readonly Transport[]) {
  const ids = transports.filter((transport) => transport !== null);
  const others =
    ids.length === 0 ? sql`` : sql` AND (mailbox_id IS NULL OR mailbox_id <> ALL(${ids}::bigint[]))`;
  return transports.includes(null) ? sql`${others} AND mailbox_id IS NOT NULL` : others;
}

async function take(
  tx: Tx,
  due: Date,
  teams: ReturnType<typeof sql>,
  left: number,
  lease: { by: string; at: Date; until: Date },
  alone: boolean,
): Promise<Row[]> {
  // Whoever moves a sandbox's clock is alone with the team: an older claim has lost its token, and begins nothing.
  const free = alone ? sql`true` : sql`(claimed_until IS NULL OR claimed_until <= ${lease.at})`;
  const { rows } = await sql<Row>`
    WITH picked AS MATERIALIZED (
      SELECT team_id, id, mailbox_id, user_id, cadence_id, state_reason FROM emails
      WHERE state = 'queued' AND send_after <= ${due} AND ${free} AND ${teams}
      ORDER BY send_after, id LIMIT ${left} FOR UPDATE SKIP LOCKED
    ), judged AS MATERIALIZED (
      SELECT p.team_id, p.id, p.state_reason, m.connection_version, ${WAITS} AS waits,
        coalesce(m.health <> 'ok' OR m.unanswered > 0, d.health <> 'ok' OR d.unanswered > 0, false) AS unwell,
        ${WAITS_UNTIL} AS until
      FROM picked p CROSS JOIN (SELECT ${due}::timestamptz AS now, ${lease.at}::timestamptz AS wall) clock
      ${WAITED_FOR}
    ), written AS (
      UPDATE emails e SET
        state_reason = coalesce(j.waits, e.state_reason),
        updated_at = CASE WHEN j.waits IS NULL THEN e.updated_at ELSE ${due}::timestamptz END,
        claimed_by = CASE WHEN j.waits IS NULL THEN ${lease.by}::uuid END,
        claimed_until = CASE WHEN j.waits IS NULL THEN ${lease.until}::timestamptz END,
        send_after = CASE WHEN j.waits IS NULL THEN e.send_after ELSE j.until END
      FROM judged j WHERE e.team_id = j.team_id AND e.id = j.id
      RETURNING ${columnList('e', EMAIL_COLUMNS)}, j.connection_version AS mailbox_version, j.unwell, j.waits IS NULL AS taken,
        j.waits IS NOT NULL AND j.waits IS DISTINCT FROM j.state_reason AS tells
    ), history AS (
      INSERT INTO email_history (team_id, email_id, at, state, reason)
      SELECT team_id, id, ${due}::timestamptz, state, state_reason FROM written WHERE tells
    )
    SELECT ${columnList('written', EMAIL_COLUMNS)}, mailbox_version, unwell, taken, tells FROM written ORDER BY send_after, id`.execute(
    tx,
  );
  return rows;
}

/** Gives back what was claimed and has not begun: anybody may take it at once. What has begun, or was taken over, stays. */
export async function releaseClaims({ kysely }: Database, claims: readonly ClaimedEmail[]): Promise<void> {
  await sql`
    UPDATE emails e SET claimed_by = NULL, claimed_until = NULL
    FROM unnest(${claims.map(({ email }) => email.team_id)}::bigint[], ${claims.map(({ email }) => email.id)}::bigint[],
      ${claims.map(({ token }) => token)}::uuid[]) AS k (team_id, id, token)
    WHERE e.team_id = k.team_id AND e.id = k.id AND e.claimed_by = k.token AND e.state = 'queued'`.execute(
    kysely,
  );
}
