import { EMAIL_COLUMNS, type EmailRow } from '../../db/columns.js';
import { sql } from 'kysely';
import { anyOf } from '../../db/any-of.js';
import type { Tx } from '../../db/connect.js';
import { stored } from '../../domain/said.js';
import { composeEmail, type Draft, type EmailBatch } from '../../domain/activities/index.js';
import { forecast } from './forecast.js';
import type { MembershipForecast, Compose, QueuedEmail } from './types.js';
import { type ForecastInput, readForecastInput } from './input.js';

/** An e-mail of the ledger, or one that may come to be. */
export type AnyDraft = Draft & Partial<EmailRow>;

/** What the engine will do with these memberships, with the e-mails it will write. */
export async function forecastMemberships(
  tx: Tx,
  teamId: number,
  ids: readonly number[],
  now: Date,
): Promise<{
  input: ForecastInput;
  forecasts: Map<number, MembershipForecast<AnyDraft>>;
  queuedEmails: ReadonlyMap<number, QueuedEmail<AnyDraft>>;
}> {
  const input = await readForecastInput(tx, teamId, [...ids, ...(await rivals(tx, teamId, ids, now))], now);
  const queuedEmails = await readQueuedEmails(tx, teamId, input);
  // What was read for one serves the next.
  const batch: EmailBatch = { reads: new Map(), rows: [] };
  const compose: Compose<AnyDraft> = ({ context, action }, at, mailboxId, previous) =>
    composeEmail(tx, context, action, at, {
      batch,
      mailboxId,
      previous: previous && { subject: previous.subject },
    });
  const forecasts = await forecast(input, now, compose, queuedEmails);
  const asked = new Set(ids);
  const runs = input.runs.filter(({ context }) => asked.has(context.membership.id));
  return { input: { ...input, runs }, queuedEmails, forecasts };
}

/** Others looked at together with those that are asked about. */
const MOST_RIVALS = 100;

/**
 * Memberships with an action that nobody has looked at yet, and that may take the room of those that are asked about: what
 * is due now for the same users or cadences, and, where people who start, mailboxes, users or touches are limited, what will be.
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
          AND b.deleted_at IS NULL AND (b.daily_limit IS NOT NULL OR b.hourly_limit IS NOT NULL OR b.ramp_started_on IS NOT NULL OR b.spacing_seconds + b.spacing_jitter_seconds > 0))),
    whom AS MATERIALIZED (SELECT m.person_id AS id, t.touch_limits FROM teams t JOIN cadence_memberships m ON m.team_id = t.id AND m.id = ANY(${ids}::bigint[])
        WHERE t.id = ${teamId} AND t.touch_limits IS NOT NULL),
    touched AS MATERIALIZED (SELECT w.id FROM whom w UNION (SELECT p.id FROM whom w JOIN people q ON q.team_id = ${teamId} AND q.id = w.id
        JOIN people p ON p.team_id = ${teamId} AND p.account_id = q.account_id WHERE w.touch_limits -> 'account' <> 'null'::jsonb LIMIT 1000))
    SELECT a.membership_id FROM actions a
    WHERE a.team_id = ${teamId} AND a.status = 'planned' AND NOT a.membership_id = ANY(${ids}::bigint[])
      AND (a.cadence_id IN (SELECT id FROM limited_cadences) OR a.person_id IN (SELECT id FROM touched) OR a.user_id IN (SELECT user_id FROM limited_users)
        OR a.due_at <= ${now} AND (a.user_id IN (SELECT user_id FROM asked WHERE due) OR a.cadence_id IN (SELECT cadence_id FROM asked WHERE due)))
    GROUP BY a.membership_id ORDER BY min(a.due_at), a.membership_id LIMIT ${MOST_RIVALS}`.execute(tx);
  return rows.map((row) => row.membership_id);
}

/** E-mails of live actions: queued ones leave at their time, others wait for a person. */
async function readQueuedEmails(
  tx: Tx,
  teamId: number,
  { runs }: ForecastInput,
): Promise<Map<number, QueuedEmail<AnyDraft>>> {
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
        draft: email,
        at: email.state === 'queued' || email.state === 'sending' ? email.send_after : null,
        reason: stored(email.state_reason, email.explained),
      },
    ]),
  );
}
