import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { append, type Cause, teamOf } from '../../events/outbox.js';

/** Bytes that are hashed with each address of a team. */
const SALT_BYTES = 32;

/**
 * Addresses of somebody who is forgotten: the list keeps a salted hash of each, which goes on to stop e-mails to whoever gives
 * the address again, and says nothing of whose it was. Entries that were there keep their reason.
 */
export async function forgetAddresses(
  cause: Cause,
  personId: number,
  addresses: readonly string[],
  byUserId: number,
): Promise<void> {
  const { tx, now } = cause;
  const teamId = teamOf(cause);
  await sql`INSERT INTO privacy_salts (team_id, salt) VALUES (${teamId}, ${randomBytes(SALT_BYTES)}) ON CONFLICT DO NOTHING`.execute(
    tx,
  );
  const theirs = sql`s.team_id = ${teamId} AND s.kind = 'address' AND s.value NOT LIKE 'forgotten:%'
    AND (s.value = ANY(${addresses}::text[]) OR s.person_id = ${personId})`;
  const salt = sql`(SELECT p.salt FROM privacy_salts p WHERE p.team_id = ${teamId})`;
  const { rows: hashed } = await sql<{ id: number }>`
    UPDATE suppressions s SET value = forgotten_value(${salt}, s.value), note = NULL, person_id = NULL, email_id = NULL, left_by_deletion = false,
      updated_at = ${now}
    WHERE ${theirs} AND NOT EXISTS (SELECT FROM suppressions o WHERE o.team_id = ${teamId} AND o.kind = s.kind
      AND o.value = forgotten_value(${salt}, s.value) AND coalesce(o.cadence_id, 0) = coalesce(s.cadence_id, 0)) RETURNING s.id`.execute(
    tx,
  );
  const { rows: gone } = await sql<{ id: number }>`
    DELETE FROM suppressions s WHERE ${theirs} RETURNING s.id`.execute(tx);
  const { rows: made } = await sql<{ id: number }>`
    INSERT INTO suppressions (team_id, created_at, updated_at, kind, value, reason, created_by_id)
    SELECT ${teamId}::bigint, ${now}::timestamptz, ${now}::timestamptz, 'address', forgotten_value(${salt}, a.value), 'manual', ${byUserId}::bigint
    FROM unnest(${addresses}::text[]) a (value)
    ON CONFLICT (team_id, value, kind, coalesce(cadence_id, 0)) DO NOTHING RETURNING id`.execute(tx);
  await sql`UPDATE suppressions SET person_id = NULL, email_id = NULL, note = NULL WHERE team_id = ${teamId} AND person_id = ${personId}`.execute(
    tx,
  );
  const ids = (rows: readonly { id: number }[]) => rows.map(({ id }) => id);
  await append(cause, 'suppression_updated', ids(hashed));
  await append(cause, 'suppression_deleted', ids(gone));
  await append(cause, 'suppression_created', ids(made));
}
