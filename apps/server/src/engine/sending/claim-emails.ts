import { randomUUID } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Database, Tx } from '../../db/connect.js';
import { fact, LIVE } from '../../domain/mailboxes/index.js';
import { type Said, say, stored } from '../../domain/said.js';
import { type TakenRow, takeEmails, tellWaiting } from '../../domain/activities/claim-rows.js';
import type { Email } from '../../domain/activities/index.js';
import { type HeldEmail, releaseEmails } from '../../domain/activities/lease-rows.js';
import { claimDue, dueRows, type Queue, type TeamNow } from '../../jobs/lease.js';
import { type SingleTeam, ownClocks } from '../claim.js';

/** A row of the ledger taken for sending, and what its transport needs to know. */
export interface ClaimedEmail {
  email: Email;
  /** The team's own present (kernel/clock.ts teamNow). */
  now: Date;
  /** emails.claimed_by: whoever finds another there has lost the claim. */
  token: string;
  /** The wall clock when it was claimed. */
  at: Date;
  /** As OutgoingMessage.asked. */
  asked: number;
  /** mailboxes.connection_version; null without a mailbox. */
  mailboxVersion: number | null;
  /** The mailbox was in trouble, or never sent: a message that goes through says it works. */
  mailboxUnhealthy: boolean;
}

/**
 * How long a claim holds without being renewed (engine/sending/leases.ts): then somebody else may take the message, which had not
 * begun. Milliseconds.
 */
export const CLAIM_LEASE_MS = 20_000;

/** emails.mailbox_id: what a message leaves through; null is the server's default. */
export type Transport = Email['mailbox_id'];

type Row = TakenRow;

/** How long a row waits before a pause is looked at again; resuming does not have to find and touch them all. */
const PAUSE_LOOK = "interval '5 minutes'";

/**
 * Why a due e-mail may not go now: the database was restored and nobody has looked yet, its transport fails or is paused, or the team, user or cadence is. Such rows are moved
 * out of the way with the reason; they use up no attempt. Of an e-mail p, its team t, user u, cadence c, mailbox m and the
 * server's transport d, at `now` of the team and `wall`.
 */
export const WAITS = sql`
  CASE WHEN ${LIVE} AND ${fact('sending_held')} IS NOT NULL THEN 'sending_held'
    WHEN m.retry_at > now THEN 'mailbox_away'
    WHEN d.retry_at > wall THEN 'server_away'
    WHEN ${LIVE} AND p.mailbox_id IS NULL AND t.require_mailbox THEN 'mailbox_required'
    WHEN ${LIVE} AND p.mailbox_id IS NULL AND ${fact('smtp_url')} = 'unset' THEN 'no_server'
    WHEN m.paused_at IS NOT NULL THEN 'mailbox_paused'
    WHEN NOT u.active OR t.deactivated THEN 'user_inactive'
    WHEN t.sending_paused_at IS NOT NULL THEN 'team_paused'
    WHEN u.sending_paused_at IS NOT NULL THEN 'user_paused'
    WHEN c.paused_at IS NOT NULL THEN 'cadence_paused' END`;

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
 * (engine/sending/begin.ts). Those that must wait for something beside their time are moved to when that is looked at again.
 * `except` are transports that have enough to do, `full` teams that have enough in hand; `most`: how many a team may get after
 * so many of others. `now`: the wall clock.
 * @returns what was taken, and how many were moved
 */
export async function claimEmails(
  database: Database,
  now: Date,
  limit: number,
  leaseMs: number,
  {
    only,
    except = [],
    full,
    most,
  }: {
    only?: SingleTeam;
    except?: readonly Transport[];
    full?: readonly number[];
    most?: (team: number, others: number) => number;
  } = {},
): Promise<{ claims: ClaimedEmail[]; moved: number }> {
  const asked = performance.now();
  const lease = { by: randomUUID(), at: now, until: new Date(now.getTime() + leaseMs) };
  const queue = only ? QUEUED_EMAILS_ALONE : QUEUED_EMAILS;
  const and = outside(except);
  const rows = await claimDue(database, queue, {
    now,
    limit,
    and,
    without: full,
    most,
    admit: ownClocks,
    only,
    // What begins asks the row whose it is, and its own COMMIT waits for the disk.
    forgettable: true,
    take: (tx, team, room) => take(tx, dueRows(queue, PICKED, team, room, and), team, lease),
  });
  const claims = rows.filter(({ row }) => row.waits === null);
  return {
    moved: rows.length - claims.length,
    claims: claims.map(({ row, now: present }) => {
      const { mailbox_version: mailboxVersion, unhealthy: mailboxUnhealthy, ...rest } = row;
      const {
        waits: _w,
        mailbox_name: _m,
        user_name: _u,
        health_reason: _r,
        health_explained: _h,
        ...email
      } = rest;
      return {
        email,
        token: lease.by,
        at: now,
        asked,
        now: present,
        mailboxVersion,
        mailboxUnhealthy: mailboxUnhealthy,
      };
    }),
  };
}

const QUEUED_EMAILS: Queue = {
  table: 'emails',
  waiting: sql`q.state = 'queued'`,
  due: (now, wall) => sql`q.send_after <= ${now} AND (q.claimed_until IS NULL OR q.claimed_until <= ${wall})`,
  order: sql`q.send_after, q.id`,
};
/** Whoever moves a sandbox's clock is alone with the team: an older claim has lost its token, and begins nothing. */
const QUEUED_EMAILS_ALONE: Queue = { ...QUEUED_EMAILS, due: (now) => sql`q.send_after <= ${now}` };
const PICKED = ['id', 'mailbox_id', 'user_id', 'cadence_id'];

function outside(transports: readonly Transport[]): RawBuilder<unknown> {
  const ids = transports.filter((transport) => transport !== null);
  const others =
    ids.length === 0 ? sql`true` : sql`(q.mailbox_id IS NULL OR q.mailbox_id <> ALL(${ids}::bigint[]))`;
  return transports.includes(null) ? sql`${others} AND q.mailbox_id IS NOT NULL` : others;
}

/** What WAITED_FOR asks of a queued e-mail. */
interface Picked {
  id: number;
  mailbox_id: number | null;
  user_id: number;
  cadence_id: number | null;
}

/**
 * Which rows are due is asked by itself: that has to be planned each time (docs/decisions/0003-prepared-statements.md), and
 * planning all of it took longer than carrying it out. The rest has the keys, whose rows are locked.
 */
async function take(
  tx: Tx,
  due: RawBuilder<unknown>,
  { teamId, now }: TeamNow,
  lease: { by: string; at: Date; until: Date },
): Promise<Row[]> {
  const { rows: picked } = await sql<Picked>`${due}`.execute(tx);
  if (picked.length === 0) return [];
  const all = <K extends keyof Picked>(column: K) => picked.map((row) => row[column]);
  const looked = sql`
      SELECT p.team_id, p.id, m.connection_version AS mailbox_version, ${WAITS} AS waits,
        coalesce(m.health <> 'ok' OR m.unanswered > 0, d.health <> 'ok' OR d.unanswered > 0, false) AS unhealthy,
        m.email_address AS mailbox_name, coalesce(u.name, u.email) AS user_name,
        coalesce(m.health_reason, d.health_reason) AS health_reason, coalesce(m.health_explained, d.health_explained) AS health_explained,
        ${WAITS_UNTIL} AS until
      FROM (SELECT ${teamId}::bigint AS team_id, k.id, k.mailbox_id, k.user_id, k.cadence_id
        FROM unnest(${all('id')}::bigint[], ${all('mailbox_id')}::bigint[], ${all('user_id')}::bigint[], ${all('cadence_id')}::bigint[])
          AS k (id, mailbox_id, user_id, cadence_id)) p
      CROSS JOIN (SELECT ${now}::timestamptz AS now, ${lease.at}::timestamptz AS wall) clock
      ${WAITED_FOR}`;
  const rows = await takeEmails(tx, looked, now, lease);
  await tellWaiting(
    tx,
    now,
    rows.flatMap((row) => {
      const said = waitsBecause(row);
      return said ? [{ team_id: row.team_id, id: row.id, reason: said.text, explained: said.record }] : [];
    }),
  );
  return rows;
}

function waitsBecause(row: Row): Said | undefined {
  const { mailbox_id, mailbox_name, user_id, user_name, health_reason: health } = row;
  const name = mailbox_name ?? '';
  const user = { name: user_name ?? '' };
  const away = (at: 'mailbox' | 'server') =>
    say('mailbox_waits', { mailbox_id, at, health: health !== null }, { name }).and(
      health === null ? undefined : stored(health, row.health_explained),
    );
  switch (row.waits) {
    case 'mailbox_away':
      return away('mailbox');
    case 'server_away':
      return away('server');
    case 'mailbox_required':
      return say('no_mailbox', { why: 'required' });
    case 'no_server':
      return say('no_mailbox', { why: 'no_server' });
    case 'mailbox_paused':
      return say('mailbox_paused', { mailbox_id, how: 'waits' }, { name });
    case 'user_inactive':
      return say('user_inactive', { waits_for_user: user_id }, user);
    case 'team_paused':
      return say('team_paused', { waits: true });
    case 'sending_held':
      return say('team_paused', { waits: true, restored: true });
    case 'user_paused':
      return say('user_paused', { waits_for_user: user_id }, user);
    case 'cadence_paused':
      return say('cadence_paused', { waits: true });
    default:
      return undefined;
  }
}

/** The row and the token that a claim is. */
export const heldEmail = ({ email, token }: ClaimedEmail): HeldEmail => ({
  teamId: email.team_id,
  id: email.id,
  token,
});

/** Gives back what was claimed and has not begun: anybody may take it at once. What has begun, or was taken over, stays. */
export const releaseClaims = ({ kysely }: Database, claims: readonly ClaimedEmail[]): Promise<void> =>
  releaseEmails(kysely, claims.map(heldEmail));
