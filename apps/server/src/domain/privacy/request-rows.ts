import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import type { Counts } from '../../db/person-data.js';

/** Adds to the rows that a request has been about; `completedAt`: it is done. */
export async function addCounts(
  tx: Tx,
  teamId: number,
  requestId: number,
  more: Counts,
  completedAt?: Date,
): Promise<void> {
  await sql`
    UPDATE data_control_requests r SET completed_at = ${completedAt ?? null}, counts = r.counts || coalesce((
      SELECT jsonb_object_agg(m.key, coalesce((r.counts ->> m.key)::bigint, 0) + m.value::bigint) FROM jsonb_each_text(${JSON.stringify(more)}::jsonb) m), '{}')
    WHERE r.team_id = ${teamId} AND r.id = ${requestId}`.execute(tx);
}

/** Whom a request is about, behind a place of it. */
export async function nextSubjects(
  tx: Tx,
  teamId: number,
  requestId: number,
  after: number,
  limit: number,
): Promise<{ id: number; kind: 'person' | 'account'; record_id: number }[]> {
  return tx
    .selectFrom('data_control_subjects')
    .select(['id', 'kind', 'record_id'])
    .where('team_id', '=', teamId)
    .where('request_id', '=', requestId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .$castTo<{ id: number; kind: 'person' | 'account'; record_id: number }>()
    .execute();
}

/** Files about somebody who is forgotten are not made any more; whoever is making one finds its work gone. */
export async function endAccess(tx: Tx, teamId: number, personId: number, now: Date): Promise<void> {
  const { rows } = await sql<{ request_id: number }>`
    DELETE FROM data_access_work w WHERE w.team_id = ${teamId} AND w.request_id IN (
      SELECT s.request_id FROM data_control_subjects s WHERE s.team_id = ${teamId} AND s.kind = 'person' AND s.record_id = ${personId})
    RETURNING w.request_id`.execute(tx);
  const ended = rows.map((row) => row.request_id);
  if (ended.length > 0)
    await sql`UPDATE data_control_requests SET cancelled_at = ${now}, updated_at = ${now}
      WHERE team_id = ${teamId} AND id = ANY(${ended}::bigint[])`.execute(tx);
}
