import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import { endWaiting } from './delivery-rows.js';

/** Pauses a subscription for a reason, in a sentence; what waits becomes dead letters. @returns whether it was not paused before */
export async function pauseSubscription(
  tx: Tx,
  { teamId, id }: { teamId: number; id: number },
  reason: string,
  now: Date,
): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    UPDATE webhook_subscriptions SET enabled = false, paused_reason = ${reason}, updated_at = ${now}
    WHERE team_id = ${teamId} AND id = ${id} AND enabled AND deleted_at IS NULL`.execute(tx);
  if (numAffectedRows === 0n) return false;
  await endWaiting(tx, { teamId, id }, 'dead', now);
  return true;
}

/** Since when nothing arrives; `since` null: something did. */
export async function noteHealth(
  tx: Tx,
  teamId: number,
  ids: readonly number[],
  since: Date | null,
): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    UPDATE webhook_subscriptions SET failing_since = ${since}
    WHERE team_id = ${teamId} AND id = ANY(${ids}::bigint[]) AND (failing_since IS NULL) = (${since}::timestamptz IS NOT NULL)`.execute(
    tx,
  );
}
