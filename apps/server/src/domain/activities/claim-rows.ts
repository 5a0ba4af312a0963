import { type RawBuilder, sql } from 'kysely';
import { EMAIL_COLUMNS, columnList } from '../../db/columns.js';
import type { Tx } from '../../db/connect.js';
import { appending } from '../../events/outbox.js';
import type { Email } from './email-ledger.js';

/** What of its transport, user and cadence a queued e-mail names. */
interface LookedAt {
  /** Why it may not go now; null: it was taken. */
  waits: string | null;
  mailbox_version: number | null;
  unhealthy: boolean;
  mailbox_name: string | null;
  user_name: string | null;
  health_reason: string | null;
  health_explained: unknown;
}

/** A queued e-mail as it was just taken, or moved out of the way. */
export type TakenRow = Email & LookedAt;

/**
 * Leases queued e-mails to a worker, and moves those that must wait. `looked` is a query that says of each (team_id, id) what
 * TakenRow has beside the e-mail, and `until` when it is looked at again. `now`: the team's present.
 */
export async function takeEmails(
  tx: Tx,
  looked: RawBuilder<unknown>,
  now: Date,
  lease: { by: string; until: Date },
): Promise<TakenRow[]> {
  const { rows } = await sql<TakenRow>`
    WITH looked AS MATERIALIZED (${looked}
    ), written AS (
      UPDATE emails e SET
        updated_at = CASE WHEN j.waits IS NULL THEN e.updated_at ELSE ${now}::timestamptz END,
        claimed_by = CASE WHEN j.waits IS NULL THEN ${lease.by}::uuid END,
        claimed_until = CASE WHEN j.waits IS NULL THEN ${lease.until}::timestamptz END,
        send_after = CASE WHEN j.waits IS NULL THEN e.send_after ELSE j.until END
      FROM looked j WHERE e.team_id = j.team_id AND e.id = j.id
      RETURNING ${columnList('e', EMAIL_COLUMNS)}, j.mailbox_version, j.unhealthy, j.waits, j.mailbox_name, j.user_name,
        j.health_reason, j.health_explained
    )
    SELECT ${columnList('written', EMAIL_COLUMNS)}, mailbox_version, unhealthy, waits, mailbox_name, user_name, health_reason, health_explained
    FROM written ORDER BY send_after, id`.execute(tx);
  return rows;
}

/** Writes down why e-mails wait, and in their history when that is news. `now`: the team's present. */
export async function tellWaiting(
  tx: Tx,
  now: Date,
  waiting: readonly { team_id: number; id: number; reason: string; explained: unknown }[],
): Promise<void> {
  if (waiting.length === 0) return;
  await sql`
    WITH waiting AS (
      SELECT team_id, id, reason, explained
      FROM jsonb_to_recordset(${JSON.stringify(waiting)}::jsonb) AS w (team_id bigint, id bigint, reason text, explained jsonb)
    ), told AS (
      UPDATE emails e SET state_reason = w.reason, explained = w.explained, updated_at = ${now} FROM waiting w
      WHERE e.team_id = w.team_id AND e.id = w.id AND e.explained IS DISTINCT FROM w.explained
      RETURNING e.team_id, e.id, e.state, e.state_reason, e.explained),
    moved AS (${appending(undefined, sql`(SELECT team_id, id, ${now}::timestamptz AS now FROM waiting)`, { email_updated: 'id' })})
    INSERT INTO email_history (team_id, email_id, at, state, reason, explained)
    SELECT team_id, id, ${now}::timestamptz, state, state_reason, explained FROM told`.execute(tx);
}
