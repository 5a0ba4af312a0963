import { sql } from 'kysely';
import type { Db } from '../db/connect.js';
import { write } from '../db/write.js';

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
 * (docs/decisions/0020-event-sequence.md). What is committed and has no number yet gets one first, `limit` at most.
 */
export async function eventsAfter(
  db: Db,
  teamId: number,
  after: number,
  limit: number,
): Promise<NumberedEvent[]> {
  const read = async () => {
    const { rows } = await sql<NumberedEvent>`
      SELECT sequence, event_type AS type, resource_id AS "resourceId", user_id AS "userId", created_at AS "createdAt", body
      FROM events WHERE team_id = ${teamId} AND sequence > ${after} ORDER BY sequence LIMIT ${limit}`.execute(
      db,
    );
    return rows;
  };
  const known = await read();
  if (known.length >= limit) return known;
  await write(db, teamId, (tx) => sql`SELECT number_events(${teamId}, ${limit}::integer)`.execute(tx));
  return read();
}
