import { sql } from 'kysely';
import type { Db, Tx } from '../../db/connect.js';
import { write } from '../../db/write.js';
import { AppError } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';

/** How long a key is remembered, in milliseconds. */
const KEPT_MS = 24 * 3600 * 1000;

/** An Idempotency-Key of a caller, with the request it was sent with. */
export interface Keyed {
  readonly principal: Pick<Principal, 'teamId' | 'userId'>;
  readonly key: string;
  readonly hash: Buffer;
}

/** What a request was answered. */
export interface Replay {
  status: number;
  body: string | null;
}

/**
 * Claims an Idempotency-Key inside the command's own transaction: a second request with the key waits for the first
 * to end, then replays its answer. A failed command rolls its claim back, so it may be tried again.
 * `now` is of the wall clock: a sandbox's may jump over the day a key is remembered.
 * @throws AppError conflict when the key was used for another request, or for one that has not ended
 */
export async function claimKey(
  tx: Tx,
  { principal, key, hash }: Keyed,
  now: Date,
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
    .returning(ofEvents(key).as('key'))
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

/** Makes it the key that the transaction's events carry (events/outbox.ts): whoever sent it recognises them. */
const ofEvents = (key: string) => sql<string>`set_config('cadenza.key', ${key}, true)`;

/** Stores the answer with the claim. */
export async function rememberAnswer(tx: Tx, { principal, key }: Keyed, answer: Replay): Promise<void> {
  await tx
    .updateTable('idempotency_keys')
    .set(answer)
    .where('team_id', '=', principal.teamId)
    .where('user_id', '=', principal.userId)
    .where('key', '=', key)
    .execute();
}

/** Of work that is no transaction, in the one that it comes to: what is done first, and what keeps the answer. */
export interface KeyedWrite {
  begin(tx: Tx): Promise<void>;
  keep(tx: Tx, answer: Replay): Promise<void>;
}

/**
 * For work that is no transaction, since it talks to mail servers or moves a clock: the key is claimed before it begins,
 * and the work keeps its answer. Work that fails gives the key back.
 * @throws AppError as claimKey
 */
export async function actOnce(
  db: Db,
  keyed: Keyed,
  now: Date,
  work: (keyed: KeyedWrite) => Promise<Replay>,
): Promise<{ answer: Replay; replayed: boolean }> {
  const { teamId } = keyed.principal;
  const replay = await write(db, teamId, (tx) => claimKey(tx, keyed, now));
  if (replay) return { answer: replay, replayed: true };
  try {
    const answer = await work({
      begin: async (tx) => {
        await sql`SELECT ${ofEvents(keyed.key)}`.execute(tx);
      },
      keep: (tx, kept) => rememberAnswer(tx, keyed, kept),
    });
    return { answer, replayed: false };
  } catch (error) {
    await write(db, teamId, (tx) => forget(tx, keyed));
    throw error;
  }
}

async function forget(tx: Tx, { principal, key }: Keyed): Promise<void> {
  await tx
    .deleteFrom('idempotency_keys')
    .where('team_id', '=', principal.teamId)
    .where('user_id', '=', principal.userId)
    .where('key', '=', key)
    .execute();
}
