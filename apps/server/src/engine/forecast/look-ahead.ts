import { EMAIL_COLUMNS, type EmailRow } from '../../db/columns.js';
import { sql } from 'kysely';
import { anyOf } from '../../db/any-of.js';
import type { Tx } from '../../db/connect.js';
import { stored } from '../../domain/said.js';
import { composeLetter, type Letter } from '../../domain/activities/index.js';
import { forecast } from './forecast.js';
import type { Ahead, Compose, OnItsWay } from './types.js';
import { type Outlook, readOutlook } from './facts.js';

/** A letter of the ledger, or one that may come to be. */
export type AnyLetter = Letter & Partial<EmailRow>;

/** What the engine will do with these memberships, with the letters it will write. */
export async function lookAhead(
  tx: Tx,
  teamId: number,
  ids: readonly number[],
  now: Date,
): Promise<{
  outlook: Outlook;
  ahead: Map<number, Ahead<AnyLetter>>;
  onItsWay: ReadonlyMap<number, OnItsWay<AnyLetter>>;
}> {
  const outlook = await readOutlook(tx, teamId, [...ids, ...(await rivals(tx, teamId, ids, now))], now);
  const onItsWay = await readOnItsWay(tx, teamId, outlook);
  const compose: Compose<AnyLetter> = ({ standing, action }, at, mailboxId, previous) =>
    composeLetter(tx, standing, action, at, {
      mailboxId,
      previous: previous && { subject: previous.subject },
    });
  const ahead = await forecast(outlook, now, compose, onItsWay);
  const runs = outlook.runs.filter(({ standing }) => ids.includes(standing.membership.id));
  return { outlook: { ...outlook, runs }, onItsWay, ahead };
}

/** Others looked at together with those that are asked about. */
const MOST_RIVALS = 100;

/**
 * Memberships with a touch that nobody has looked at yet, and that may take the room of those that are asked about: what
 * is due now for the same users or cadences, and, where people who start, mailboxes or users are limited, what will be.
 * So the answer is the same whether one is asked about or all. What was looked at has its place in the database.
 */
async function rivals(tx: Tx, teamId: number, ids: readonly number[], now: Date): Promise<number[]> {
  const { rows } = await sql<{ membership_id: number }>`
    WITH asked AS MATERIALIZED (SELECT m.user_id, m.cadence_id, EXISTS (SELECT FROM actions a WHERE a.team_id = ${teamId} AND a.membership_id = m.id
          AND a.status = 'planned' AND a.due_at <= ${now}) AS due
        FROM cadence_memberships m WHERE m.team_id = ${teamId} AND m.id = ANY(${ids}::bigint[])),
    limited_cadences AS MATERIALIZED (SELECT k.id FROM cadences k WHERE k.team_id = ${teamId} AND k.id IN (SELECT cadence_id FROM asked)
        AND (k.new_people_per_day IS NOT NULL OR k.new_people_per_user_per_day IS NOT NULL OR k.target_daily_people > 0)),
    limited_users AS MATERIALIZED (SELECT u.user_id FROM asked u JOIN teams t ON t.id = ${teamId}
        WHERE t.email_daily_limit IS NOT NULL OR EXISTS (SELECT FROM mailboxes b WHERE b.team_id = ${teamId} AND b.user_id = u.user_id
          AND b.deleted_at IS NULL AND (b.daily_limit IS NOT NULL OR b.hourly_limit IS NOT NULL OR b.ramp_started_on IS NOT NULL OR b.spacing_seconds + b.spacing_jitter_seconds > 0)))
    SELECT a.membership_id FROM actions a
    WHERE a.team_id = ${teamId} AND a.status = 'planned' AND NOT a.membership_id = ANY(${ids}::bigint[])
      AND (a.cadence_id IN (SELECT id FROM limited_cadences) OR a.user_id IN (SELECT user_id FROM limited_users)
        OR a.due_at <= ${now} AND (a.user_id IN (SELECT user_id FROM asked WHERE due) OR a.cadence_id IN (SELECT cadence_id FROM asked WHERE due)))
    GROUP BY a.membership_id ORDER BY min(a.due_at), a.membership_id LIMIT ${MOST_RIVALS}`.execute(tx);
  return rows.map((row) => row.membership_id);
}

/** E-mails of live actions: queued ones leave at their time, others wait for a person. */
async function readOnItsWay(
  tx: Tx,
  teamId: number,
  { runs }: Outlook,
): Promise<Map<number, OnItsWay<AnyLetter>>> {
  const ids = runs.flatMap(({ live }) => live.map((action) => action.id));
  if (ids.length === 0) return new Map();
  const emails = await tx
    .selectFrom('emails')
    .select([...EMAIL_COLUMNS, 'explained'])
    .where('team_id', '=', teamId)
    .where('action_id', '=', anyOf(ids))
    .where('state', 'in', ['queued', 'sending', 'uncertain', 'failed'])
    .execute();
  return new Map(
    emails.map((email) => [
      email.action_id as number,
      {
        letter: email,
        at: email.state === 'queued' || email.state === 'sending' ? email.send_after : null,
        reason: stored(email.state_reason, email.explained),
      },
    ]),
  );
}
