import { sql } from 'kysely';
import { anyOf } from '../../db/any-of.js';
import { MAILBOX_COLUMNS } from '../../db/columns.js';
import type { Tx } from '../../db/connect.js';
import type { Mailbox } from '../mailboxes/index.js';

/** Whose days are counted: from the first moment of today on the user's clock. */
export interface Counted {
  userId: number;
  /** IANA name that PostgreSQL knows. */
  zone: string;
  since: Date;
}

export interface UsedDay {
  user_id: number;
  mailbox_id: number | null;
  /** YYYY-MM-DD on the user's clock. */
  day: string;
  used: number;
  /** The last place in the queue on that day; null when nothing is booked. */
  booked_until: Date | null;
}

/**
 * Messages by user, mailbox and day: sent, queued, uncertain, and places given away in the queue. The caller holds the
 * locks of takeCapacity, so what it reads stays true until it has taken its share.
 */
export async function usedDays(tx: Tx, teamId: number, counted: readonly Counted[]): Promise<UsedDay[]> {
  const { rows } = await sql<UsedDay>`
    WITH counted AS (
      SELECT user_id, zone, since FROM unnest(${counted.map((each) => each.userId)}::bigint[], ${counted.map((each) => each.zone)}::text[],
        ${counted.map((each) => each.since)}::timestamptz[]) AS c (user_id, zone, since))
    SELECT user_id, mailbox_id, day::text AS day, count(*)::integer AS used, max(booked) AS booked_until FROM (
      SELECT c.user_id, e.mailbox_id, (e.send_after AT TIME ZONE c.zone)::date AS day, NULL::timestamptz AS booked
      FROM counted c JOIN emails e ON e.team_id = ${teamId} AND e.user_id = c.user_id AND e.send_after >= c.since
        AND e.state IN ('queued', 'sending', 'sent', 'uncertain')
      UNION ALL
      SELECT c.user_id, a.booked_mailbox_id, (a.due_at AT TIME ZONE c.zone)::date, a.due_at
      FROM counted c JOIN actions a ON a.team_id = ${teamId} AND a.user_id = c.user_id AND a.due_at >= c.since
        AND a.booked AND a.status = 'planned') x
    GROUP BY 1, 2, 3`.execute(tx);
  return rows;
}

/** Moments of messages of these mailboxes after `since`, places in the queue included, ascending. */
export async function slotsSince(
  tx: Tx,
  teamId: number,
  mailboxIds: readonly number[],
  since: Date,
): Promise<{ mailbox_id: number; at: Date }[]> {
  const { rows } = await sql<{ mailbox_id: number; at: Date }>`
    SELECT e.mailbox_id, e.send_after AS at FROM emails e
    WHERE e.team_id = ${teamId} AND e.mailbox_id = ANY(${mailboxIds}::bigint[]) AND e.send_after > ${since}
      AND e.state IN ('queued', 'sending', 'sent', 'uncertain')
    UNION ALL
    SELECT a.booked_mailbox_id, a.due_at FROM actions a JOIN mailboxes m ON m.team_id = a.team_id AND m.id = a.booked_mailbox_id
    WHERE a.team_id = ${teamId} AND a.user_id = m.user_id AND a.booked_mailbox_id = ANY(${mailboxIds}::bigint[])
      AND a.booked AND a.status = 'planned' AND a.due_at > ${since}
    ORDER BY 2`.execute(tx);
  return rows;
}

/** The mailboxes of these users, locked: whoever plans their e-mails takes turns. Who only asks does not. */
export function mailboxesOf(
  tx: Tx,
  teamId: number,
  userIds: readonly number[],
  lock: boolean,
): Promise<Mailbox[]> {
  const query = tx
    .selectFrom('mailboxes')
    .select(MAILBOX_COLUMNS)
    .where('team_id', '=', teamId)
    .where('user_id', '=', anyOf(userIds))
    .where('deleted_at', 'is', null)
    .orderBy('id');
  return lock ? query.forNoKeyUpdate().execute() : query.execute();
}

/** Until the transaction ends nobody else counts these: users whose e-mails are limited, cadences whose starters are. */
export async function lockLimit(
  tx: Tx,
  teamId: number,
  what: 'email_daily_limit' | 'new_people' | 'person_touches' | 'account_touches' | 'provider_touches',
  ids: readonly number[],
): Promise<void> {
  const sorted = [...new Set(ids)].sort((a, b) => a - b);
  if (sorted.length === 0) return;
  // In the order of the ids: two batches must not wait for each other.
  await sql`SELECT count(pg_advisory_xact_lock(hashtextextended(${what}, ${teamId} * 1000003 + id)))
    FROM (SELECT id FROM unnest(${sorted}::bigint[]) AS u (id) ORDER BY id) i`.execute(tx);
}

/** People who start on these cadences, by day and user, from `since` (YYYY-MM-DD) on: those who did, and those whose turn was fixed. */
export async function startsSince(
  tx: Tx,
  teamId: number,
  cadenceIds: readonly number[],
  since: string,
): Promise<{ cadence_id: number; day: string; user_id: number; people: number }[]> {
  const { rows } = await sql<{ cadence_id: number; day: string; user_id: number; people: number }>`
    SELECT cadence_id, starts_on::text AS day, user_id, count(*)::integer AS people FROM cadence_memberships
    WHERE team_id = ${teamId} AND cadence_id = ANY(${cadenceIds}::bigint[]) AND starts_on >= ${since}::date
      AND starts_run = added_at AND (currently_on_cadence OR starts_on <= ${since}::date)
    GROUP BY 1, 2, 3`.execute(tx);
  return rows;
}

/** Of these memberships, those whose present run has begun: something was opened, sent or done before. */
export async function begunRuns(
  tx: Tx,
  teamId: number,
  membershipIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const rows = await tx
    .selectFrom('actions as a')
    .innerJoin('cadence_memberships as m', (join) =>
      join.onRef('m.team_id', '=', 'a.team_id').onRef('m.id', '=', 'a.membership_id'),
    )
    .select('a.membership_id')
    .distinct()
    .where('a.team_id', '=', teamId)
    .where('a.membership_id', '=', anyOf(membershipIds))
    // What is open belongs to the present run: the end of a run closes it. (created_at is no moment of the domain's.)
    .where((where) =>
      where.or([
        where('a.status', 'in', ['in_progress', 'pending_activity']),
        where.and([
          where('a.status', '=', 'completed'),
          where('a.completed_at', '>=', where.ref('m.added_at')),
        ]),
      ]),
    )
    .execute();
  return new Set(rows.map((row) => row.membership_id));
}

/** The mailbox in which each of these memberships' conversation began, by membership and step group it goes on from. */
export async function threadMailboxes(
  tx: Tx,
  teamId: number,
  wanted: readonly { membershipId: number; groupId: number }[],
): Promise<{ membership_id: number; step_group_id: number; mailbox_id: number | null }[]> {
  const { rows } = await sql<{ membership_id: number; step_group_id: number; mailbox_id: number | null }>`
    SELECT DISTINCT ON (w.membership_id, w.step_group_id) w.membership_id, w.step_group_id, e.mailbox_id
    FROM unnest(${wanted.map((each) => each.membershipId)}::bigint[], ${wanted.map((each) => each.groupId)}::bigint[])
      AS w (membership_id, step_group_id)
    JOIN cadence_memberships m ON m.team_id = ${teamId} AND m.id = w.membership_id
    JOIN emails e ON e.team_id = ${teamId} AND e.membership_id = w.membership_id AND e.state = 'sent' AND e.sent_at >= m.added_at
    JOIN actions a ON a.team_id = e.team_id AND a.id = e.action_id AND a.step_group_id = w.step_group_id
    ORDER BY w.membership_id, w.step_group_id, e.sent_at DESC, e.id DESC`.execute(tx);
  return rows;
}

/** The mailbox of the last e-mail of each membership's present run that left or is about to. */
export async function lastMailboxes(
  tx: Tx,
  teamId: number,
  membershipIds: readonly number[],
): Promise<{ membership_id: number; mailbox_id: number | null }[]> {
  if (membershipIds.length === 0) return [];
  const { rows } = await sql<{ membership_id: number; mailbox_id: number | null }>`
    SELECT DISTINCT ON (e.membership_id) e.membership_id, e.mailbox_id
    FROM cadence_memberships m JOIN emails e ON e.team_id = m.team_id AND e.membership_id = m.id AND e.send_after >= m.added_at
    WHERE m.team_id = ${teamId} AND m.id = ANY(${[...new Set(membershipIds)]}::bigint[])
      AND e.state IN ('queued', 'sending', 'sent', 'uncertain')
    ORDER BY e.membership_id, e.id DESC`.execute(tx);
  return rows;
}

/** A team's limits on touches, as teams.touch_limits has them; null there: none. */
export interface TouchLimits {
  readonly person?: { readonly count: number; readonly days: number } | null;
  readonly account?: { readonly count: number; readonly days: number } | null;
  readonly providers?: readonly {
    readonly provider: string;
    readonly domains?: readonly string[];
    readonly per_hour?: number | null;
    readonly per_day?: number | null;
  }[];
}

/** The rules by which an action waits for room among touches. */
export const TOUCH_RULES = ['person_touch_limit', 'account_touch_limit', 'provider_limit'] as const;
const WAITS = sql.raw(
  `a.status = 'planned' AND a.decided_by IN (${TOUCH_RULES.map((rule) => `'${rule}'`).join(', ')})`,
);

/** A touch that was, is on its way, or (`waits`) has a moment at which there will be room for it. */
interface Touched {
  readonly at: Date;
  readonly waits: boolean;
}

/** E-mails, those that are on their way included, and logged calls of these people, and of all people of these accounts, after `since`. */
export async function touchesOf(
  tx: Tx,
  teamId: number,
  { people, accounts }: { people: readonly number[]; accounts: readonly number[] },
  since: Date,
): Promise<(Touched & { person_id: number; account_id: number | null })[]> {
  const { rows } = await sql<Touched & { person_id: number; account_id: number | null }>`
    WITH w AS MATERIALIZED (SELECT p.id, p.account_id FROM people p WHERE p.team_id = ${teamId} AND p.id = ANY(${people}::bigint[])
      UNION SELECT p.id, p.account_id FROM people p WHERE p.team_id = ${teamId} AND p.account_id = ANY(${accounts}::bigint[]) AND p.deleted_at IS NULL)
    SELECT w.id AS person_id, w.account_id, t.at, t.waits FROM w CROSS JOIN LATERAL (
      SELECT coalesce(e.sent_at, e.send_after) AS at, false AS waits FROM emails e WHERE e.team_id = ${teamId} AND e.person_id = w.id
        AND e.state IN ('queued', 'sending', 'sent', 'uncertain') AND coalesce(e.sent_at, e.send_after) > ${since}
      UNION ALL SELECT c.created_at, false FROM calls c WHERE c.team_id = ${teamId} AND c.person_id = w.id AND c.created_at > ${since}
      UNION ALL SELECT a.due_at, true FROM actions a WHERE a.team_id = ${teamId} AND a.person_id = w.id AND ${WAITS}) t`.execute(
    tx,
  );
  return rows;
}

/** E-mails of a team after `since`, those that are on their way or wait included, by the domain of the address in small letters. */
export async function touchesOfDomains(
  tx: Tx,
  teamId: number,
  since: Date,
): Promise<(Touched & { domain: string })[]> {
  const { rows } = await sql<Touched & { domain: string }>`
    SELECT lower(split_part(e.to_address, '@', -1)) AS domain, coalesce(e.sent_at, e.send_after) AS at, false AS waits FROM emails e
    WHERE e.team_id = ${teamId} AND e.send_after > ${since}::timestamptz - interval '2 days' AND coalesce(e.sent_at, e.send_after) > ${since}
      AND e.state IN ('queued', 'sending', 'sent', 'uncertain')
    UNION ALL SELECT lower(split_part(p.email_address, '@', -1)), a.due_at, true FROM actions a JOIN people p ON p.team_id = a.team_id AND p.id = a.person_id
    WHERE a.team_id = ${teamId} AND p.email_address IS NOT NULL AND ${WAITS}`.execute(tx);
  return rows;
}
