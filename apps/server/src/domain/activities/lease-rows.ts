import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';
import { appending } from '../../events/outbox.js';
import type { Said } from '../said.js';

/** An e-mail that a worker has in hand, under the token of its claim. */
export interface HeldEmail {
  readonly teamId: number;
  readonly id: number;
  readonly token: string;
}

/** Renews what a worker holds, queued or on its way; rows that somebody else is just writing are left. */
export async function renewEmailLeases(
  db: Db,
  held: readonly HeldEmail[],
  until: { readonly queued: Date; readonly sending: Date },
): Promise<void> {
  await sql`
    WITH k AS MATERIALIZED (
      SELECT team_id, id, token, ARRAY['queued', 'sending'] AS states
      FROM unnest(${held.map(({ teamId }) => teamId)}::bigint[], ${held.map(({ id }) => id)}::bigint[],
        ${held.map(({ token }) => token)}::uuid[]) AS k (team_id, id, token)
    ), ours AS MATERIALIZED (
      SELECT e.team_id, e.id FROM k JOIN emails e ON e.team_id = k.team_id AND e.id = k.id AND e.claimed_by = k.token AND e.state = ANY(k.states)
      ORDER BY e.team_id, e.id FOR UPDATE OF e SKIP LOCKED
    )
    UPDATE emails e SET claimed_until = CASE WHEN e.state = 'queued' THEN ${until.queued}::timestamptz END,
      lease_until = CASE WHEN e.state = 'sending' THEN ${until.sending}::timestamptz END
    FROM ours o WHERE e.team_id = o.team_id AND e.id = o.id`.execute(db);
}

/** Begun, and surely not handed over: it is queued as it was, and the attempt was none. */
export async function requeueBegun(
  db: Db,
  { teamId, id, token }: HeldEmail,
  reason: Said,
  now: Date,
): Promise<void> {
  await sql`
    WITH back AS (
      UPDATE emails SET state = 'queued', state_reason = ${reason.text}, explained = ${reason.json}::jsonb, updated_at = ${now}, lease_until = NULL, claimed_by = NULL, claimed_until = NULL, attempts = attempts - 1
      WHERE team_id = ${teamId} AND id = ${id} AND claimed_by = ${token}::uuid AND state = 'sending'
      RETURNING team_id, id, state_changed_at, state, state_reason, explained),
    told AS (${appending({ teamId, now }, sql`back`, { email_updated: 'id' })})
    INSERT INTO email_history (team_id, email_id, at, state, reason, explained)
    SELECT team_id, id, state_changed_at, state, state_reason, explained FROM back`.execute(db);
}

/** Gives back what is held and has not begun: anybody may take it at once. What has begun, or was taken over, stays. */
export async function releaseEmails(db: Db, held: readonly HeldEmail[]): Promise<void> {
  await sql`
    UPDATE emails e SET claimed_by = NULL, claimed_until = NULL
    FROM unnest(${held.map(({ teamId }) => teamId)}::bigint[], ${held.map(({ id }) => id)}::bigint[],
      ${held.map(({ token }) => token)}::uuid[]) AS k (team_id, id, token)
    WHERE e.team_id = k.team_id AND e.id = k.id AND e.claimed_by = k.token AND e.state = 'queued'`.execute(
    db,
  );
}
