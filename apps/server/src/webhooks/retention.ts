import { sql } from 'kysely';
import type { Db } from '../db/connect.js';
import { pruneDeliveries } from '../domain/webhooks/delivery-rows.js';

/** How long deliveries are kept, days, and how many are deleted in one statement. */
const KEPT_DAYS = 30;
const AT_ONCE = 2000;

/** Deletes deliveries that are older, a part of them for each call. `now`: wall clock. @returns how many */
export async function pruneWebhooks(db: Db, now: Date): Promise<number> {
  const before = new Date(now.getTime() - KEPT_DAYS * 86_400_000);
  const { rows } = await sql<{ team_id: number }>`SELECT DISTINCT team_id FROM webhook_subscriptions`.execute(
    db,
  );
  let pruned = 0;
  for (const { team_id: teamId } of rows) pruned += await pruneDeliveries(db, teamId, before, AT_ONCE);
  return pruned;
}
