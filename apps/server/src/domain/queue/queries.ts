import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';
import type { Principal } from '../../kernel/principal.js';
import { stored } from '../said.js';
import { aboutAccount, aboutPerson, inSightOf } from '../visibility.js';
import type { Found, Interest, Reply, Touch, Trouble } from './rules.js';

/** Rows of each kind that are looked at, the oldest due first. */
const MOST = 10_000;
const MOST_REPLIES = 1000;
/** How long somebody who looked at us is hot, and a reply is waited for; hours. */
const HOT_HOURS = 24;
const REPLY_HOURS = 30 * 24;
/** A task with a time is shown so long before it; minutes. */
const BEFORE_PROMISE = 30;

/** Whose queue, who looks at it, and what their token may read. */
export interface Looking {
  readonly principal: Principal;
  readonly userId: number;
  readonly now: Date;
  /** YYYY-MM-DD, and when it began, where the user is. */
  readonly today: string;
  readonly zone: string;
  readonly tasks: boolean;
  readonly emails: boolean;
}

/** Everything that may stand in a queue. People whom the caller does not see are left out. */
export async function readQueue(db: Db, looking: Looking): Promise<Found> {
  const actions = await openActions(db, looking);
  const tasks = looking.tasks ? await openTasks(db, looking) : [];
  if (!looking.emails) return { touches: [...actions, ...tasks], replies: [], interests: [], troubles: [] };
  return {
    touches: [...actions, ...tasks],
    replies: await unanswered(db, looking),
    interests: await interested(db, looking),
    troubles: [...(await uncertain(db, looking)), ...(await failedMailboxes(db, looking))],
  };
}

const seen = ({ principal }: Looking, alias: string) =>
  inSightOf(principal, aboutPerson('r.person_id'), alias);

/** The account of the person p, as far as the caller sees it. */
const account = ({ principal }: Looking) =>
  sql`CASE WHEN ${inSightOf(principal, aboutAccount('r.account_id'), 'p')} THEN p.account_id END AS account_id`;

/** E-mails that are on their way, or may have left, are no work: the one in doubt stands there by itself. */
async function openActions(db: Db, looking: Looking): Promise<Touch[]> {
  const { principal, userId, now } = looking;
  const { rows } = await sql<
    Omit<Touch, 'promised' | 'held'> & { reason: string | null; explained: unknown }
  >`
    SELECT a.id, a.type AS kind, a.due_at AS at, a.person_id, ${account(looking)}, a.cadence_id, a.step_id, p.locale AS zone,
      c.cadence_priority AS priority, CASE WHEN h.held THEN a.reason END AS reason, CASE WHEN h.held THEN a.explained END AS explained
    FROM actions a
    JOIN people p ON p.team_id = a.team_id AND p.id = a.person_id AND p.deleted_at IS NULL
    JOIN cadences c ON c.team_id = a.team_id AND c.id = a.cadence_id
    LEFT JOIN emails e ON a.type = 'email' AND e.team_id = a.team_id AND e.action_id = a.id
    CROSS JOIN LATERAL (SELECT a.type = 'email' AND (e.state = 'failed' OR a.automated AND a.status = 'in_progress') IS TRUE AS held) h
    WHERE a.team_id = ${principal.teamId} AND a.user_id = ${userId} AND a.status IN ('in_progress', 'pending_activity')
      AND a.due_at <= ${now} AND (e.state IS NULL OR e.state IN ('failed', 'cancelled', 'skipped')) AND ${seen(looking, 'a')}
    ORDER BY a.due_at, a.id LIMIT ${MOST}`.execute(db);
  return rows.map(({ reason, explained, ...touch }) => ({
    ...touch,
    promised: false,
    held: reason === null ? null : stored(reason, explained),
  }));
}

/** Those without a time count from the beginning of their day. */
async function openTasks(db: Db, looking: Looking): Promise<Touch[]> {
  const { principal, userId, now, today, zone } = looking;
  const { rows } = await sql<Omit<Touch, 'kind' | 'held' | 'priority' | 'cadence_id' | 'step_id'>>`
    SELECT t.id, coalesce(t.due_at, t.due_date::timestamp AT TIME ZONE ${zone}) AS at, t.due_at IS NOT NULL AS promised,
      t.person_id, ${account(looking)}, p.locale AS zone
    FROM tasks t JOIN people p ON p.team_id = t.team_id AND p.id = t.person_id AND p.deleted_at IS NULL
    WHERE t.team_id = ${principal.teamId} AND t.user_id = ${userId} AND t.current_state = 'scheduled' AND t.deleted_at IS NULL
      AND (t.due_at <= ${now}::timestamptz + ${BEFORE_PROMISE}::integer * interval '1 minute' OR t.due_at IS NULL AND t.due_date <= ${today}::date)
      AND ${seen(looking, 't')}
    ORDER BY t.due_date, t.id LIMIT ${MOST}`.execute(db);
  return rows.map((row) => ({
    ...row,
    kind: 'task',
    held: null,
    priority: null,
    cadence_id: null,
    step_id: null,
  }));
}

/**
 * One for each person, since the first message that nobody answered: an e-mail or a call after it is an answer. A conversation is
 * whoever's it was given to, else its user's, as its notices are; one that is done or put off asks for nothing.
 */
async function unanswered(db: Db, looking: Looking): Promise<Reply[]> {
  const { principal, userId, now } = looking;
  const since = sql`${now}::timestamptz - ${REPLY_HOURS}::integer * interval '1 hour'`;
  const { rows } = await sql<Reply>`
    WITH theirs AS (
      SELECT m.id FROM threads t JOIN received_messages m ON m.team_id = t.team_id AND m.thread_id = t.id
      WHERE t.team_id = ${principal.teamId} AND (t.assigned_user_id = ${userId} OR t.user_id = ${userId} AND t.assigned_user_id IS NULL)
        AND t.last_message_at > ${since} AND t.done_at IS NULL AND (t.snoozed_until IS NULL OR t.snoozed_until <= ${now})
        AND m.kind = 'reply' AND m.undone_at IS NULL
      UNION ALL
      SELECT m.id FROM received_messages m
      WHERE m.team_id = ${principal.teamId} AND m.user_id = ${userId} AND m.kind = 'reply' AND m.undone_at IS NULL AND m.updated_at > ${since}
        AND m.thread_id IS NULL)
    SELECT max(m.id) AS id, min(m.received_at) AS at, m.person_id, max(x.account_id) AS account_id, NULL AS cadence_id, NULL AS step_id
    FROM theirs JOIN received_messages m ON m.team_id = ${principal.teamId} AND m.id = theirs.id
    JOIN people p ON p.team_id = m.team_id AND p.id = m.person_id AND p.deleted_at IS NULL
    CROSS JOIN LATERAL (SELECT ${account(looking)}) x
    WHERE m.received_at > ${since}
      AND NOT EXISTS (SELECT FROM emails e WHERE e.team_id = m.team_id AND e.person_id = m.person_id
        AND e.created_at > m.received_at AND e.state IN ('planned', 'queued', 'sending', 'sent', 'uncertain'))
      AND NOT EXISTS (SELECT FROM calls k WHERE k.team_id = m.team_id AND k.person_id = m.person_id AND k.created_at > m.received_at)
      AND ${seen(looking, 'm')}
    GROUP BY m.person_id ORDER BY min(m.received_at), m.person_id LIMIT ${MOST_REPLIES}`.execute(db);
  return rows;
}

/** Whoever followed a link, opened an e-mail twice within two hours, or was told of by a program, and was not contacted since. */
async function interested(db: Db, looking: Looking): Promise<Interest[]> {
  const { principal, userId, now } = looking;
  const since = sql`${now}::timestamptz - ${HOT_HOURS}::integer * interval '1 hour'`;
  const { rows } = await sql<Interest>`
    WITH looked AS MATERIALIZED (
      SELECT e.id, e.person_id, e.last_clicked_at, e.last_viewed_at, e.views FROM emails e
      WHERE e.team_id = ${principal.teamId} AND e.user_id = ${userId} AND e.updated_at > ${since} - interval '1 hour'
        AND (e.last_clicked_at > ${since} OR e.views > 1 AND e.last_viewed_at > ${since})
      ORDER BY e.updated_at DESC LIMIT ${MOST}
    ), signs AS (
      SELECT person_id, last_clicked_at AS at, 'clicked' AS how, '' AS quote FROM looked WHERE last_clicked_at > ${since}
      UNION ALL
      SELECT l.person_id, o.at, 'opened_twice', '' FROM looked l CROSS JOIN LATERAL (
        SELECT max(x.at) AS at FROM (SELECT v.created_at AS at, lag(v.created_at) OVER (ORDER BY v.created_at) AS before FROM email_events v
          WHERE v.team_id = ${principal.teamId} AND v.email_id = l.id AND v.kind = 'open' AND v.counted) x
        WHERE x.at - x.before <= interval '2 hours' AND x.at > ${since}) o
      WHERE l.views > 1 AND l.last_viewed_at > ${since} AND o.at IS NOT NULL
      UNION ALL
      SELECT i.person_id, i.event_occurred_at, 'signal', left(i.message, 300) FROM live_feed_items i
      WHERE i.team_id = ${principal.teamId} AND i.user_id = ${userId} AND i.event_occurred_at > ${since} AND i.event_occurred_at <= ${now}
    )
    SELECT DISTINCT ON (s.person_id) s.person_id, s.at, s.how, s.quote, ${account(looking)}, NULL AS cadence_id, NULL AS step_id
    FROM signs s JOIN people p ON p.team_id = ${principal.teamId} AND p.id = s.person_id AND p.deleted_at IS NULL AND NOT p.do_not_contact
    WHERE (p.last_contacted_at IS NULL OR p.last_contacted_at < s.at) AND ${seen(looking, 's')}
    ORDER BY s.person_id, s.at DESC, s.how`.execute(db);
  return rows;
}

async function uncertain(db: Db, looking: Looking): Promise<Trouble[]> {
  const { principal, userId } = looking;
  const { rows } = await sql<Omit<Trouble, 'kind' | 'quote'>>`
    SELECT e.id, e.state_changed_at AS at, e.person_id, ${account(looking)}, e.cadence_id, e.step_id
    FROM emails e JOIN people p ON p.team_id = e.team_id AND p.id = e.person_id
    WHERE e.team_id = ${principal.teamId} AND e.state = 'uncertain' AND e.user_id = ${userId} AND ${seen(looking, 'e')}
    ORDER BY e.updated_at DESC, e.id DESC LIMIT ${MOST_REPLIES}`.execute(db);
  return rows.map((row) => ({ ...row, kind: 'uncertain_email', quote: '' }));
}

async function failedMailboxes(db: Db, { principal, userId, now }: Looking): Promise<Trouble[]> {
  const { rows } = await sql<{ id: number; at: Date; quote: string }>`
    SELECT m.id, coalesce(m.health_changed_at, ${now}::timestamptz) AS at, coalesce(m.health_reason, '') AS quote FROM mailboxes m
    WHERE m.team_id = ${principal.teamId} AND m.user_id = ${userId} AND m.deleted_at IS NULL AND m.health IN ('failing', 'blocked')
    ORDER BY m.id LIMIT ${MOST_REPLIES}`.execute(db);
  const none = { person_id: null, account_id: null, cadence_id: null, step_id: null };
  return rows.map((row) => ({ ...row, ...none, kind: 'mailbox' }));
}

/** The zone of the user whose queue it is; undefined where the team has no such user. */
export async function zoneOf(db: Db, teamId: number, userId: number): Promise<string | undefined> {
  const user = await db
    .selectFrom('users')
    .select('time_zone')
    .where('team_id', '=', teamId)
    .where('id', '=', userId)
    .executeTakeFirst();
  return user?.time_zone;
}
