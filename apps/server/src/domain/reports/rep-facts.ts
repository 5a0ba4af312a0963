import { type RawBuilder, sql } from 'kysely';
import { aboutPerson, inSightOf } from '../visibility.js';
import type { Asking } from './question.js';

/** Whose days, from the first to the last (YYYY-MM-DD), on each rep's own clock, and which of them are days off. */
export interface RepDays {
  readonly first: string;
  readonly last: string;
  readonly now: Date;
  readonly users: readonly number[] | undefined;
  readonly off: readonly { readonly userId: number; readonly day: string }[];
}

const onClock = (moment: string) =>
  sql.raw(
    `(${moment} AT TIME ZONE 'UTC' + coalesce(zone_offset_minutes(u.time_zone, ${moment}), 0) * interval '1 minute')::date`,
  );

/**
 * `t`: touches done by hand that were due on these days, of people whom the caller sees, each with whether it is done, and on
 * its day or before. One that is not done counts once its day is over; what is due on a day off counts nowhere. For a WITH.
 */
export function touchesOf(asking: Asking, { first, last, now, users, off }: RepDays): RawBuilder<unknown> {
  const { teamId: team } = asking;
  return sql`off AS MATERIALIZED (SELECT user_id, day FROM unnest(${off.map(({ userId }) => userId)}::bigint[],
      ${off.map(({ day }) => day)}::date[]) o (user_id, day)),
    t AS (SELECT a.id, a.user_id, a.person_id, a.due_at, a.status = 'completed' AS done, a.status = 'completed' AND d.done_on <= d.due_on AS on_time
      FROM actions a JOIN users u ON u.team_id = ${team} AND u.id = a.user_id
      CROSS JOIN LATERAL (SELECT ${onClock('a.due_at')} AS due_on, ${onClock('a.completed_at')} AS done_on) d
      WHERE a.team_id = ${team} AND NOT a.automated AND a.status IN ('in_progress', 'pending_activity', 'completed')
        AND a.due_at >= ${first}::date - interval '1 day' AND a.due_at < ${last}::date + interval '2 days'
        AND d.due_on BETWEEN ${first}::date AND ${last}::date
        AND (a.status = 'completed' OR d.due_on < (${now}::timestamptz AT TIME ZONE 'UTC'
          + coalesce(zone_offset_minutes(u.time_zone, ${now}::timestamptz), 0) * interval '1 minute')::date)
        AND (${users ?? null}::bigint[] IS NULL OR a.user_id = ANY(${users ?? null}::bigint[]))
        AND NOT EXISTS (SELECT FROM off WHERE off.user_id = a.user_id AND off.day = d.due_on)
        AND ${inSightOf(asking, aboutPerson('r.person_id'), 'a')})`;
}

/** A message that waited for a rep: the first of its person since the last answer. */
export interface Waited {
  readonly id: number;
  readonly user_id: number;
  readonly person_id: number;
  readonly received_at: Date;
  /** null: it waits still. */
  readonly answered_at: Date | null;
}

/** The first e-mail that was not sent by a step of itself, or logged call, after a moment to the same person. */
const answerAfter = (team: number, moment: string) => sql`least(
    (SELECT min(e.sent_at) FROM emails e LEFT JOIN actions x ON x.team_id = e.team_id AND x.id = e.action_id
      WHERE e.team_id = ${team} AND e.person_id = m.person_id AND e.state = 'sent' AND e.sent_at > ${sql.raw(moment)} AND x.automated IS NOT TRUE),
    (SELECT min(k.created_at) FROM calls k WHERE k.team_id = ${team} AND k.person_id = m.person_id AND k.created_at > ${sql.raw(moment)}))`;

/**
 * Replies of a range that began to wait for a rep, with the moment of the answer. Messages in between wait for the same answer and
 * are counted once. A statement.
 */
export function repliesOf(
  asking: Asking,
  {
    from,
    until,
    users,
    most,
  }: { from: Date; until: Date; users: readonly number[] | undefined; most: number },
): RawBuilder<Waited> {
  const { teamId: team } = asking;
  return sql<Waited>`SELECT m.id, m.user_id, m.person_id, m.received_at, ${answerAfter(team, 'm.received_at')} AS answered_at
    FROM received_messages m
    CROSS JOIN LATERAL (SELECT max(b.received_at) AS at FROM received_messages b WHERE b.team_id = ${team} AND b.person_id = m.person_id
      AND b.kind = 'reply' AND b.undone_at IS NULL AND (b.received_at, b.id) < (m.received_at, m.id)) before
    WHERE m.team_id = ${team} AND m.kind = 'reply' AND m.undone_at IS NULL AND m.user_id IS NOT NULL
      AND m.received_at >= ${from} AND m.received_at < ${until}
      AND (${users ?? null}::bigint[] IS NULL OR m.user_id = ANY(${users ?? null}::bigint[]))
      AND (before.at IS NULL OR ${answerAfter(team, 'before.at')} <= m.received_at)
      AND ${inSightOf(asking, aboutPerson('r.person_id'), 'm')}
    ORDER BY m.received_at DESC, m.id DESC LIMIT ${most}`;
}
