import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import { appending } from '../../events/outbox.js';
import type { Said } from '../said.js';

/**
 * Takes e-mails out of the queue for good, with the line of their history, in one statement; those on their way are
 * left alone. `which` speaks of the e-mail as `e`. @returns their ids
 */
export async function cancelQueuedEmails(
  tx: Tx,
  teamId: number,
  which: RawBuilder<unknown>,
  now: Date,
  reason: Said,
): Promise<number[]> {
  const { rows } = await sql<{ email_id: number }>`
    WITH cancelled AS (
      UPDATE emails e SET state = 'cancelled', state_reason = ${reason.text}, explained = ${reason.json}::jsonb, state_changed_at = ${now}, updated_at = ${now}
      WHERE e.team_id = ${teamId} AND e.state IN ('planned', 'queued') AND ${which} RETURNING e.id),
    told AS (${appending({ teamId, now }, sql`cancelled`, { email_updated: 'id' })})
    INSERT INTO email_history (team_id, email_id, at, state, reason, explained)
    SELECT ${teamId}, id, ${now}, 'cancelled', ${reason.text}, ${reason.json}::jsonb FROM cancelled RETURNING email_id`.execute(
    tx,
  );
  return rows.map((row) => row.email_id);
}

/**
 * Takes queued e-mails of actions back, for the actions are planned anew; the caller has locked these. @returns the actions,
 * and for when their e-mails were queued
 */
export async function cancelQueued(
  tx: Tx,
  teamId: number,
  actionIds: readonly number[],
  now: Date,
  reason: Said,
): Promise<{ action_id: number; send_after: Date }[]> {
  const { rows } = await sql<{ action_id: number; send_after: Date }>`
    WITH taken AS (
      UPDATE emails SET state = 'cancelled', state_reason = ${reason.text}, explained = ${reason.json}::jsonb, state_changed_at = ${now}, updated_at = ${now}
      WHERE team_id = ${teamId} AND action_id = ANY(${actionIds}::bigint[]) AND state = 'queued'
      RETURNING team_id, id, action_id, send_after),
    told AS (${appending({ teamId, now }, sql`taken`, { email_updated: 'id' })}),
    history AS (
      INSERT INTO email_history (team_id, email_id, at, state, reason, explained)
      SELECT team_id, id, ${now}, 'cancelled', ${reason.text}, ${reason.json}::jsonb FROM taken)
    SELECT action_id, send_after FROM taken`.execute(tx);
  return rows;
}

/** What is queued for a mailbox before a moment waits until then, as far as nobody holds it and at most 2000: the claim moves what is left. */
export async function putOffQueued(
  tx: Tx,
  { teamId, mailboxId }: { readonly teamId: number; readonly mailboxId: number },
  until: Date,
  now: Date,
  reason: Said,
): Promise<void> {
  // Bounded, so that a mailbox with a long queue does not hold its lock for long.
  const picked = sql`SELECT team_id, id FROM emails WHERE team_id = ${teamId} AND mailbox_id = ${mailboxId} AND state = 'queued'
    AND send_after < ${until} LIMIT 2000 FOR UPDATE SKIP LOCKED`;
  await moveQueued({ tx, teamId, now }, picked, until, reason);
}

/** Queued e-mails are due at another moment. `picked`: a query of their `team_id` and `id`, locked. @returns how many */
async function moveQueued(
  { tx, teamId, now }: { readonly tx: Tx; readonly teamId: number; readonly now: Date },
  picked: RawBuilder<unknown>,
  due: Date,
  reason: Said,
): Promise<number> {
  const { numAffectedRows } = await sql`
    WITH picked AS (${picked}), moved AS (
      UPDATE emails e SET send_after = ${due}, state_reason = ${reason.text}, explained = ${reason.json}::jsonb, updated_at = ${now}
      FROM picked p WHERE e.team_id = p.team_id AND e.id = p.id RETURNING e.team_id, e.id
    ), told AS (${appending({ teamId, now }, sql`moved`, { email_updated: 'id' })})
    INSERT INTO email_history (team_id, email_id, at, state, reason, explained)
    SELECT team_id, id, ${now}::timestamptz, 'queued', ${reason.text}::text, ${reason.json}::jsonb FROM moved`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0);
}

/** Of an e-mail: it waits for the transport itself, later than `now`. `mailboxId` null: SMTP_URL. */
export const waitsFor = (mailboxId: number | null, now: Date) =>
  sql<boolean>`${mailboxId === null ? sql`mailbox_id IS NULL` : sql`mailbox_id = ${mailboxId}`} AND state = 'queued'
    AND send_after > ${now} AND explained ->> 'rule' IN ('mailbox_waits', 'mailbox_paused')`;

/**
 * E-mails that waited for the mailbox itself, or for SMTP_URL (null), become due, the longest waiting first.
 * @param most rows at once @returns how many
 */
export async function releaseWaiting(
  tx: Tx,
  { teamId, mailboxId }: { readonly teamId: number; readonly mailboxId: number | null },
  now: Date,
  reason: Said,
  most: number | null = null,
): Promise<number> {
  const picked = sql`SELECT team_id, id FROM emails WHERE team_id = ${teamId} AND ${waitsFor(mailboxId, now)}
    ORDER BY send_after, id LIMIT ${most} FOR UPDATE`;
  return moveQueued({ tx, teamId, now }, picked, now, reason);
}

/** The person answered it, at a moment. */
export async function noteReply(
  tx: Tx,
  { teamId, id }: { readonly teamId: number; readonly id: number },
  at: Date,
  now: Date,
): Promise<void> {
  await sql`UPDATE emails SET replies = replies + 1, replied_at = coalesce(replied_at, ${at}), updated_at = ${now}
    WHERE team_id = ${teamId} AND id = ${id}`.execute(tx);
}

/** It came back. */
export async function noteBounce(
  tx: Tx,
  { teamId, id }: { readonly teamId: number; readonly id: number },
  at: Date,
  now: Date,
): Promise<void> {
  await sql`UPDATE emails SET bounced = true, bounced_at = coalesce(bounced_at, ${at}), updated_at = ${now}
    WHERE team_id = ${teamId} AND id = ${id}`.execute(tx);
}

/** It was no answer. */
export async function undoReply(
  tx: Tx,
  { teamId, id }: { readonly teamId: number; readonly id: number },
  now: Date,
): Promise<void> {
  await sql`
    UPDATE emails SET replies = greatest(replies - 1, 0), replied_at = CASE WHEN replies <= 1 THEN NULL ELSE replied_at END,
      updated_at = ${now} WHERE team_id = ${teamId} AND id = ${id}`.execute(tx);
}

/** It did not come back; unless it was the first time, an earlier one stays. */
export async function undoBounce(
  tx: Tx,
  { teamId, id }: { readonly teamId: number; readonly id: number },
  first: boolean,
  now: Date,
): Promise<void> {
  await sql`
    UPDATE emails SET bounced = NOT ${first} AND bounced, bounced_at = CASE WHEN ${first} THEN NULL ELSE bounced_at END,
      updated_at = ${now} WHERE team_id = ${teamId} AND id = ${id}`.execute(tx);
}
