import { sql } from 'kysely';
import { anyOf } from '../../db/any-of.js';
import { append, type Cause, teamOf } from '../../events/outbox.js';

/**
 * Conversations are what their call data records are: whose call it was and whom it was held with, when and how long. Told where a
 * record was changed, or tied to a call that was logged.
 */
export async function followRecords(cause: Cause, records: readonly number[]): Promise<void> {
  const { tx, now } = cause;
  const teamId = teamOf(cause);
  const { rows } = await sql<{ id: number }>`
    UPDATE conversations c SET updated_at = ${now}, user_id = d.user_id, person_id = d.person_id,
      account_id = CASE WHEN d.person_id IS NOT DISTINCT FROM c.person_id THEN c.account_id
        ELSE (SELECT p.account_id FROM people p WHERE p.team_id = d.team_id AND p.id = d.person_id) END,
      started_at = coalesce(d.started_at, c.started_at),
      -- The record has whole seconds.
      duration = CASE WHEN d.duration <> round(c.duration / 1000.0) THEN least(d.duration::bigint * 1000, 2147483647) ELSE c.duration END
    FROM call_data_records d
    WHERE c.team_id = ${teamId} AND c.call_data_record_id = ${anyOf(records)}
      AND d.team_id = c.team_id AND d.id = c.call_data_record_id
    RETURNING c.id`.execute(tx);
  await append(
    cause,
    'conversation_updated',
    rows.map(({ id }) => id),
  );
}
