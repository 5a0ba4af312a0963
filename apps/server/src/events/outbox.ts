import { sql } from 'kysely';
import type { Tx } from '../db/connect.js';

export interface Event {
  /** One of the event types of the API, e.g. person_created (contract/events.ts). */
  type: string;
  resourceId: number;
  /** Who caused it; null when the engine did. */
  userId: number | null;
}

/** Writes events in the transaction that makes them true (DESIGN section 4.2): webhooks, feed and history read the rows. */
export async function append(tx: Tx, teamId: number, now: Date, ...events: Event[]): Promise<void> {
  if (events.length === 0) return;
  // As arrays: one text for any number of events, so that it is prepared once.
  await sql`
    INSERT INTO events (team_id, created_at, event_type, resource_id, user_id)
    SELECT ${teamId}::bigint, ${now}::timestamptz, e.type, e.resource_id, e.user_id
    FROM unnest(${events.map(({ type }) => type)}::text[], ${events.map(({ resourceId }) => resourceId)}::bigint[],
      ${events.map(({ userId }) => userId)}::bigint[]) e (type, resource_id, user_id)`.execute(tx);
}
