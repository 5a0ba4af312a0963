import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import { SealError, type Sealer } from '../../kernel/sealed.js';
import { openSealed, resealForJson } from '../../kernel/sealed-json.js';
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

/** Why a subscription without its key is paused. */
export const KEY_GONE =
  'the key of its signatures was left out of the backup that this server was restored from: delete it and subscribe again';

/** Pauses whatever could only be signed with a key that nobody has. @returns how many */
export async function pauseUnsigned(tx: Tx, sealer: Sealer, now: Date): Promise<number> {
  const { rows } = await sql<{ team_id: number; id: number; callback_token: Buffer }>`
    SELECT team_id, id, callback_token FROM webhook_subscriptions WHERE enabled AND deleted_at IS NULL ORDER BY team_id, id`.execute(
    tx,
  );
  const shut = rows.filter(({ callback_token: sealed }) => !opens(sealer, sealed));
  for (const { team_id: teamId, id } of shut) await pauseSubscription(tx, { teamId, id }, KEY_GONE, now);
  return shut.length;
}

/** Whether a key can be read. */
export function opens(sealer: Sealer, sealed: Buffer): boolean {
  try {
    openSealed(sealer, sealed);
    return true;
  } catch (error) {
    if (error instanceof SealError) return false;
    throw error;
  }
}

/** Pauses what one application has of a user. */
export async function pauseOfApplication(
  tx: Tx,
  { teamId, userId, application }: { teamId: number; userId: number; application: string },
  reason: string,
  now: Date,
): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    SELECT id FROM webhook_subscriptions WHERE team_id = ${teamId} AND user_id = ${userId} AND application = ${application}
      AND enabled AND deleted_at IS NULL ORDER BY id`.execute(tx);
  for (const { id } of rows) await pauseSubscription(tx, { teamId, id }, reason, now);
}

/** Seals under the newest SECRET_KEY what older ones sealed; what none of them opens stays as it is. @returns how many tokens */
export async function resealTokens(tx: Tx, sealer: Sealer): Promise<{ resealed: number; total: number }> {
  const { rows } = await sql<{ team_id: number; id: number; callback_token: Buffer }>`
    SELECT team_id, id, callback_token FROM webhook_subscriptions ORDER BY team_id, id FOR UPDATE`.execute(
    tx,
  );
  let resealed = 0;
  for (const { team_id: teamId, id, callback_token: sealed } of rows) {
    const fresh = sealer.isStale(sealed) ? resealForJson(sealer, sealed) : undefined;
    if (fresh === undefined) continue;
    await sql`UPDATE webhook_subscriptions SET callback_token = ${fresh} WHERE team_id = ${teamId} AND id = ${id}`.execute(
      tx,
    );
    resealed += 1;
  }
  return { resealed, total: rows.length };
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
