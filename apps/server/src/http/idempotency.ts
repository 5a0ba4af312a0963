import { createHash } from 'node:crypto';
import type { Tx } from '../db/connect.js';
import { AppError } from '../kernel/errors.js';
import type { Principal } from '../kernel/principal.js';

/** How long a key is remembered, in milliseconds. */
export const KEPT_MS = 24 * 3600 * 1000;

export interface Replay {
  status: number;
  body: string | null;
}

/** What makes two requests the same: method, path with query, and body. */
export function requestHash(method: string, url: string, body: unknown): Buffer {
  return createHash('sha256')
    .update(`${method} ${url}\n${JSON.stringify(body ?? null)}`)
    .digest();
}

/**
 * Claims an Idempotency-Key inside the command's own transaction: a second request with the key waits for the first
 * to end, then replays its answer. A failed command rolls its claim back, so it may be tried again.
 * @throws AppError conflict when the key was used for another request
 */
export async function claim(
  tx: Tx,
  principal: Principal,
  now: Date,
  key: string,
  hash: Buffer,
): Promise<Replay | undefined> {
  const expired = new Date(now.getTime() - KEPT_MS);
  const claimed = await tx
    .insertInto('idempotency_keys')
    .values({
      team_id: principal.teamId,
      user_id: principal.userId,
      key,
      request_hash: hash,
      created_at: now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['team_id', 'user_id', 'key'])
        .doUpdateSet({ request_hash: hash, created_at: now, status: null, body: null })
        .where('idempotency_keys.created_at', '<', expired),
    )
    .returning('key')
    .executeTakeFirst();
  if (claimed) return undefined;
  const earlier = await tx
    .selectFrom('idempotency_keys')
    .select(['request_hash', 'status', 'body'])
    .where('team_id', '=', principal.teamId)
    .where('user_id', '=', principal.userId)
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  if (!earlier.request_hash.equals(hash))
    throw new AppError('conflict', 'This Idempotency-Key was used for another request');
  return { status: earlier.status ?? 200, body: earlier.body };
}

/** Stores the answer with the claim. */
export async function remember(tx: Tx, principal: Principal, key: string, answer: Replay): Promise<void> {
  await tx
    .updateTable('idempotency_keys')
    .set(answer)
    .where('team_id', '=', principal.teamId)
    .where('user_id', '=', principal.userId)
    .where('key', '=', key)
    .execute();
}
