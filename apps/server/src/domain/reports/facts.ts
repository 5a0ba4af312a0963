import { type RawBuilder, sql } from 'kysely';
import { OTHER_PROVIDER, PROVIDER_DOMAINS, PROVIDER_NAMES } from '../provider-rules.js';

/** Columns of an e-mail that left, as report_emails has them beside its team. */
export const FACT_COLUMNS = [
  ...['email_id', 'person_id', 'at', 'uncertain', 'user_id', 'cadence_id', 'step_id', 'step_variant_id'],
  ...['email_template_id', 'mailbox_id', 'hour', 'provider', 'view_tracking', 'click_tracking'],
  ...['bounced_at', 'severity', 'viewed_at', 'clicked_at', 'replied_at'],
] as const;
/** Columns of an answer, as report_answers has them beside its team. */
export const ANSWER_COLUMNS = ['message_id', 'kind', 'email_id', 'person_id', 'at'] as const;

/** What figures count of received mail. */
export const ANSWERS = sql.raw(`('reply', 'complaint')`);

/**
 * `facts` and `answers` of these people, from the records themselves: the one place that says what they are. A reply belongs
 * to the e-mail it was matched to; one that was matched to none, to the newest e-mail before it. For a WITH.
 */
export function factsOf(team: number, people: readonly number[]): RawBuilder<unknown> {
  return sql`providers AS MATERIALIZED (
      SELECT domain, name FROM unnest(${PROVIDER_DOMAINS}::text[], ${PROVIDER_NAMES}::text[]) u (domain, name)),
    left_ AS MATERIALIZED (
      SELECT e.id AS email_id, e.person_id, coalesce(e.sent_at, e.state_changed_at) AS at, e.state = 'uncertain' AS uncertain, e.user_id,
        e.cadence_id, e.step_id, e.step_variant_id, e.email_template_id, e.mailbox_id, e.view_tracking, e.click_tracking,
        e.bounced, e.bounced_at, CASE WHEN e.views > 0 THEN e.first_viewed_at END AS viewed_at,
        CASE WHEN e.clicks > 0 THEN e.first_clicked_at END AS clicked_at, lower(split_part(e.to_address, '@', 2)) AS domain
      FROM emails e WHERE e.team_id = ${team} AND e.person_id = ANY(${people}::bigint[]) AND e.state IN ('sent', 'uncertain')),
    answers AS MATERIALIZED (
      SELECT m.id AS message_id, m.kind, l.email_id, l.person_id, m.received_at AS at
        FROM left_ l JOIN received_messages m ON m.team_id = ${team} AND m.email_id = l.email_id
        WHERE m.kind IN ${ANSWERS} AND m.undone_at IS NULL
      UNION ALL
      SELECT m.id, m.kind, n.email_id, m.person_id, m.received_at
        FROM received_messages m CROSS JOIN LATERAL (SELECT l.email_id FROM left_ l WHERE l.person_id = m.person_id
          AND NOT l.uncertain AND l.at <= m.received_at ORDER BY l.at DESC, l.email_id DESC LIMIT 1) n
        WHERE m.team_id = ${team} AND m.person_id = ANY(${people}::bigint[]) AND m.email_id IS NULL
          AND m.kind IN ${ANSWERS} AND m.undone_at IS NULL),
    facts AS MATERIALIZED (
      SELECT l.email_id, l.person_id, l.at, l.uncertain, l.user_id, l.cadence_id, l.step_id, l.step_variant_id, l.email_template_id,
        l.mailbox_id, (extract(isodow FROM c.local)::integer * 24 - 24 + extract(hour FROM c.local)::integer)::smallint AS hour,
        coalesce(v.name, ${OTHER_PROVIDER}) AS provider, l.view_tracking, l.click_tracking,
        CASE WHEN l.bounced THEN coalesce(l.bounced_at, l.at) END AS bounced_at,
        CASE WHEN l.bounced THEN (SELECT m.severity FROM received_messages m WHERE m.team_id = ${team} AND m.email_id = l.email_id
          AND m.kind = 'bounce' AND m.undone_at IS NULL ORDER BY m.id LIMIT 1) END AS severity,
        l.viewed_at, l.clicked_at, r.replied_at
      FROM left_ l
      LEFT JOIN people p ON p.team_id = ${team} AND p.id = l.person_id
      LEFT JOIN users u ON u.team_id = ${team} AND u.id = l.user_id
      CROSS JOIN LATERAL (SELECT l.at AT TIME ZONE 'UTC' + coalesce(zone_offset_minutes(p.locale, l.at),
        zone_offset_minutes(u.time_zone, l.at), 0) * interval '1 minute' AS local) c
      LEFT JOIN providers v ON v.domain = l.domain
      LEFT JOIN (SELECT a.email_id, min(a.at) AS replied_at FROM answers a WHERE a.kind = 'reply' GROUP BY a.email_id) r
        ON r.email_id = l.email_id)`;
}

/** What changed behind a place, and whose figures it may concern. */
export interface Changed {
  /** Changed e-mails and received messages that were looked at. */
  readonly emails: number;
  readonly received: number;
  /** The last stamps among them, as PostgreSQL writes them; null: none. */
  readonly emails_stamp: string | null;
  readonly received_stamp: string | null;
  readonly people: number[];
}

/** Looks at no more than `most` changes of each kind behind what has been counted, up to a stamp. A statement. */
export function changedSince(team: number, most: number, last = 'infinity'): RawBuilder<Changed> {
  const counted = (column: 'emails_stamp' | 'received_stamp') =>
    sql`coalesce((SELECT ${sql.ref(column)} FROM report_states WHERE team_id = ${team}), '-infinity')`;
  return sql<Changed>`
    WITH e AS MATERIALIZED (SELECT id, person_id, state, updated_at FROM emails
        WHERE team_id = ${team} AND updated_at > ${counted('emails_stamp')} AND updated_at <= ${last}::timestamptz ORDER BY updated_at, id LIMIT ${most}),
      m AS MATERIALIZED (SELECT id, person_id, email_id, kind, updated_at FROM received_messages
        WHERE team_id = ${team} AND updated_at > ${counted('received_stamp')} AND updated_at <= ${last}::timestamptz ORDER BY updated_at, id LIMIT ${most})
    SELECT (SELECT count(*)::integer FROM e) AS emails, (SELECT count(*)::integer FROM m) AS received,
      (SELECT max(updated_at)::text FROM e) AS emails_stamp, (SELECT max(updated_at)::text FROM m) AS received_stamp,
      ARRAY(SELECT e.person_id FROM e WHERE e.state IN ('sent', 'uncertain')
        UNION SELECT r.person_id FROM e JOIN report_emails r ON r.team_id = ${team} AND r.email_id = e.id
        UNION SELECT m.person_id FROM m WHERE m.person_id IS NOT NULL AND m.kind IN ('reply', 'complaint', 'bounce')
        UNION SELECT x.person_id FROM m JOIN emails x ON x.team_id = ${team} AND x.id = m.email_id
        UNION SELECT a.person_id FROM m JOIN report_answers a ON a.team_id = ${team} AND a.message_id = m.id) AS people`;
}
