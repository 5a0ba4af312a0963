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
  await tx
    .insertInto('events')
    .values(
      events.map((event) => ({
        team_id: teamId,
        created_at: now,
        event_type: event.type,
        resource_id: event.resourceId,
        user_id: event.userId,
      })),
    )
    .execute();
}
