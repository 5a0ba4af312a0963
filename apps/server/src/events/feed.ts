import { sql } from 'kysely';
import type { Db } from '../db/connect.js';
import { write } from '../db/write.js';
import { invalid } from '../kernel/errors.js';

/** An event with its place in the team's order. */
export interface NumberedEvent {
  sequence: number;
  type: string;
  resourceId: number;
  userId: number | null;
  createdAt: Date;
  /** The record as JSON text, of deletions. */
  body: string | null;
}

/**
 * A team's events after a place, in their order; who goes on from the last sequence he got misses none
 * (docs/decisions/0020-event-sequence.md). `null`: from the oldest that is kept. What is committed and has no number yet gets
 * one first, `limit` at most. @throws AppError invalid when events behind that place are no longer kept (retention.ts)
 */
export async function eventsAfter(
  db: Db,
  teamId: number,
  after: number | null,
  limit: number,
): Promise<NumberedEvent[]> {
  const known = await read(db, teamId, after, limit);
  if (known.length >= limit) return known;
  await write(db, teamId, (tx) => sql`SELECT number_events(${teamId}, ${limit}::integer)`.execute(tx));
  return read(db, teamId, after, limit);
}

/** In one statement with what was pruned: nothing can be deleted between the two. */
async function read(db: Db, teamId: number, after: number | null, limit: number): Promise<NumberedEvent[]> {
  const { rows } = await sql<Omit<NumberedEvent, 'sequence'> & { sequence: number | null; pruned: number }>`
    SELECT s.pruned, e.sequence, e.event_type AS type, e.resource_id AS "resourceId", e.user_id AS "userId", e.created_at AS "createdAt", e.body
    FROM (SELECT coalesce(max(pruned), 0) AS pruned FROM event_sequences WHERE team_id = ${teamId}) s
    LEFT JOIN LATERAL (
      SELECT sequence, event_type, resource_id, user_id, created_at, body FROM events
      WHERE team_id = ${teamId} AND sequence > ${after ?? 0} ORDER BY sequence LIMIT ${limit}) e ON true
    ORDER BY e.sequence`.execute(db);
  if (after !== null && after < (rows[0]?.pruned ?? 0))
    throw invalid('after', 'is a place before the oldest event that is kept');
  return rows.flatMap(({ pruned: _, sequence, ...event }) =>
    sequence === null ? [] : [{ ...event, sequence }],
  );
}
