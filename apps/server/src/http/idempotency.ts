import { createHash } from 'node:crypto';
import type { Db, Tx } from '../db/connect.js';
import { write } from '../db/write.js';
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
 * `now` is of the wall clock: a sandbox's may jump over the day a key is remembered.
 * @throws AppError conflict when the key was used for another request, or for one that has not ended
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
  // Visible only of work outside of a transaction: it runs, or a crash kept its outcome from being known.
  if (earlier.status === null)
    throw new AppError('conflict', 'The first request with this Idempotency-Key has not ended');
  return { status: earlier.status, body: earlier.body };
}

/**
 * For work that is no transaction, since it talks to mail servers or moves a clock: the key is claimed before it begins
 * and the answer stored when it has ended. Work that fails gives the key back.
 * @throws AppError as claim
 */
export async function actOnce(
  db: Db,
  principal: Principal,
  now: Date,
  key: string,
  hash: Buffer,
  work: () => Promise<Replay>,
): Promise<{ answer: Replay; replayed: boolean }> {
  const { teamId } = principal;
  const replay = await write(db, teamId, (tx) => claim(tx, principal, now, key, hash));
  if (replay) return { answer: replay, replayed: true };
  try {
    const answer = await work();
    await write(db, teamId, (tx) => remember(tx, principal, key, answer));
    return { answer, replayed: false };
  } catch (error) {
    await write(db, teamId, (tx) => forget(tx, principal, key));
    throw error;
  }
}

async function forget(tx: Tx, { teamId, userId }: Principal, key: string): Promise<void> {
  await tx
    .deleteFrom('idempotency_keys')
    .where('team_id', '=', teamId)
    .where('user_id', '=', userId)
    .where('key', '=', key)
    .execute();
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
