import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';
import { appending } from '../../events/outbox.js';
import { say } from '../said.js';
import type { HeldEmail } from './lease-rows.js';

/** A claimed e-mail about to be handed over. `now`: the team's present. */
export interface BeginningEmail extends HeldEmail {
  readonly now: Date;
  /** Until when it is surely in somebody's hands. */
  readonly lease: Date;
}

/** An e-mail that its mail server took, and in what words. `now`: the team's present. */
export interface TakenEmail extends HeldEmail {
  readonly now: Date;
  readonly reply: string;
}

/** `held`: it was taken, but somebody holds its row, so it is not noted; otherwise it has begun. */
export interface Beginning {
  held: boolean;
  team_id: number;
  id: number;
}

const SENDING = say('email_sending', {});

/**
 * That `taken` were taken and that `batch` begins, in one statement: one commit. While somebody holds a row of `taken`
 * nothing begins. Asked again it gives the same answer: what is `sending` under our token has begun. Rows of `batch` that
 * others hold are left out (`skip`), so that two batches never wait for each other.
 * The states are columns of the keys: no index over a state is read in place of the primary key.
 * @returns what has begun, and those of `taken` that are not noted because somebody holds them
 */
export async function writeBeginnings(
  db: Db,
  batch: readonly BeginningEmail[],
  taken: readonly TakenEmail[],
  skip: boolean,
): Promise<Beginning[]> {
  const { rows } = await sql<Beginning>`
    WITH a AS MATERIALIZED (
      SELECT team_id, id, token, now, reply, 'sending' AS state FROM unnest(${taken.map(({ teamId }) => teamId)}::bigint[], ${taken.map(({ id }) => id)}::bigint[],
        ${taken.map(({ token }) => token)}::uuid[], ${taken.map(({ now }) => now)}::timestamptz[], ${taken.map(({ reply }) => reply)}::text[]) AS a (team_id, id, token, now, reply)
    ), free AS MATERIALIZED (
      SELECT e.team_id, e.id, a.now, a.reply FROM emails e JOIN a ON e.team_id = a.team_id AND e.id = a.id AND e.claimed_by = a.token AND e.state = a.state
      ORDER BY e.team_id, e.id FOR UPDATE OF e SKIP LOCKED
    ), noted AS (
      UPDATE emails e SET accepted_at = f.now, smtp_reply = f.reply FROM free f WHERE e.team_id = f.team_id AND e.id = f.id
    ), held AS MATERIALIZED (
      SELECT a.team_id, a.id FROM a JOIN emails e ON e.team_id = a.team_id AND e.id = a.id AND e.claimed_by = a.token AND e.state = a.state
      WHERE NOT EXISTS (SELECT FROM free f WHERE f.team_id = a.team_id AND f.id = a.id)
    ), k AS MATERIALIZED (
      SELECT team_id, id, token, now, lease, ARRAY['sending', 'queued'] AS states FROM unnest(${batch.map(({ teamId }) => teamId)}::bigint[], ${batch.map(({ id }) => id)}::bigint[],
        ${batch.map(({ token }) => token)}::uuid[], ${batch.map(({ now }) => now)}::timestamptz[],
        ${batch.map(({ lease }) => lease)}::timestamptz[]) AS k (team_id, id, token, now, lease)
      WHERE NOT EXISTS (SELECT FROM held)
    ), ours AS MATERIALIZED (
      SELECT e.team_id, e.id, e.state, k.now, k.lease FROM emails e JOIN k ON e.team_id = k.team_id AND e.id = k.id AND e.claimed_by = k.token
      WHERE e.state = ANY(k.states) AND (e.state <> 'queued' OR e.send_after <= k.now)
      ORDER BY e.team_id, e.id FOR UPDATE OF e ${skip ? sql`SKIP LOCKED` : sql``}
    ), begun AS (
      UPDATE emails e SET state = 'sending', state_reason = ${SENDING.text}, explained = ${SENDING.json}::jsonb, state_changed_at = o.now, updated_at = o.now,
        lease_until = o.lease, claimed_until = NULL, accepted_at = NULL, attempts = e.attempts + 1
      FROM ours o WHERE o.state = 'queued' AND e.team_id = o.team_id AND e.id = o.id
    ), history AS (
      INSERT INTO email_history (team_id, email_id, at, state, reason, explained)
      SELECT team_id, id, now, 'sending', ${SENDING.text}, ${SENDING.json}::jsonb FROM ours WHERE state = 'queued'
    ), told AS (${appending(undefined, sql`(SELECT team_id, id, now FROM ours WHERE state = 'queued')`, { email_updated: 'id' })})
    SELECT false AS held, team_id, id FROM ours UNION ALL SELECT true, team_id, id FROM held`.execute(db);
  return rows;
}

/** Waits for whoever holds the row; what he has settled is left as it is. */
export async function noteTaken(db: Db, { teamId, id, token, now, reply }: TakenEmail): Promise<void> {
  await sql`
    UPDATE emails SET accepted_at = ${now}, smtp_reply = ${reply}
    WHERE team_id = ${teamId} AND id = ${id} AND claimed_by = ${token}::uuid AND state = 'sending'`.execute(
    db,
  );
}
