import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import { HELD } from './held.js';

/** A delivery that is to be tried now. */
export interface ClaimedDelivery {
  readonly team_id: number;
  readonly id: number;
  readonly subscription_id: number;
  /** The try's number, this one included. */
  readonly attempts: number;
  readonly event_type: string;
  readonly sequence: number | null;
  readonly callback_url: string;
  readonly body: string;
  readonly first_tried_at: Date;
  /** The key of its signatures, sealed. */
  readonly callback_token: Buffer;
  readonly failing_since: Date | null;
}

/** Which deliveries wait for a try, and in which order (jobs/lease.ts). */
export const DELIVERIES = {
  table: 'webhook_deliveries',
  waiting: sql`q.state = 'waiting' AND q.next_at IS NOT NULL`,
  due: (_now: RawBuilder<unknown>, wall: RawBuilder<unknown>) => sql`q.next_at <= ${wall} AND NOT ${HELD}`,
  order: sql`q.next_at, q.id`,
};

/**
 * Takes due deliveries of one team, so many of each subscription as it has places: `places` for those that are known, and
 * `first` for others. Each counts as tried, and is left alone until `until`.
 */
export async function claimDeliveries(
  tx: Tx,
  teamId: number,
  {
    limit,
    wall,
    until,
    places,
    first,
  }: {
    limit: number;
    wall: Date;
    until: Date;
    places: ReadonlyMap<number, number>;
    first: number;
  },
): Promise<ClaimedDelivery[]> {
  const { rows } = await sql<ClaimedDelivery>`
    WITH due AS (
      SELECT d.id, s.callback_token, s.failing_since FROM (
        SELECT s.id, s.callback_token, s.failing_since, coalesce(p.n, ${first}::integer) AS n FROM webhook_subscriptions s
        LEFT JOIN unnest(${[...places.keys()]}::bigint[], ${[...places.values()]}::integer[]) p (id, n) ON p.id = s.id
        WHERE s.team_id = ${teamId} AND s.enabled AND s.deleted_at IS NULL AND coalesce(p.n, 1) > 0 AND NOT ${HELD}) s
      CROSS JOIN LATERAL (
        SELECT q.id FROM webhook_deliveries q
        WHERE q.team_id = ${teamId} AND q.subscription_id = s.id AND q.state = 'waiting' AND q.next_at <= ${wall}
        ORDER BY q.next_at, q.id LIMIT s.n FOR UPDATE OF q SKIP LOCKED) d
      LIMIT ${limit})
    UPDATE webhook_deliveries w SET attempts = w.attempts + 1, next_at = ${until}, tried_at = ${wall},
      first_tried_at = coalesce(w.first_tried_at, ${wall})
    FROM due WHERE w.team_id = ${teamId} AND w.id = due.id
    RETURNING w.team_id, w.id, w.subscription_id, w.attempts, w.event_type, w.sequence, w.callback_url, w.body,
      w.first_tried_at, due.callback_token, due.failing_since`.execute(tx);
  return rows.sort((a, b) => a.id - b.id);
}
