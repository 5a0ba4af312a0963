import { CompiledQuery } from 'kysely';
import type pg from 'pg';
import type { Principal } from '../kernel/principal.js';
import type { Db, Tx } from './connect.js';
import { isRefusedRight, isRetryable } from './pg-errors.js';
import { OF_TRANSACTION } from './prepare.js';
import { TENANT_ROLE, wallState } from './wall.js';

interface WriteOptions {
  /** How often the transaction is begun at most; the next only when it is certain that this one did nothing. */
  tries?: number;
}

/** A team, or who of it gives the command: the transaction's events say so (events/outbox.ts). */
export type Whose = number | Pick<Principal, 'teamId' | 'userId'>;

/**
 * The only door to a transaction. The team becomes the transaction's own: row-level security (migration 0003) lets
 * it see and change nothing else, whatever a statement forgot. No network call may happen inside `work`, and nothing that
 * outlives a rollback: after a deadlock, a serialisation failure or a statement that a migration made invalid it is
 * carried out again from the start, in a new transaction.
 */
export function write<T>(
  db: Db,
  whose: Whose,
  work: (tx: Tx) => Promise<T>,
  { tries = 3 }: WriteOptions = {},
): Promise<T> {
  return again(tries, () =>
    asTeam(db, whose, (become) =>
      db.transaction().execute(async (tx) => {
        await become(tx);
        return work(tx);
      }),
    ),
  );
}

async function again<T>(tries: number, transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction();
    } catch (error) {
      if (!isRetryable(error) || attempt >= tries) throw error;
    }
  }
}

/** By database: whether its second wall is whole. Asked once; what is half there is not used at all. */
const walls = new WeakMap<Db, Promise<boolean>>();

function wallOf(db: Db): Promise<boolean> {
  let whole = walls.get(db);
  if (!whole) {
    whole = lookAtWall(db);
    walls.set(db, whole);
    // What could not be asked is asked again by the next.
    whole.catch(() => walls.delete(db));
  }
  return whole;
}

function lookAtWall(db: Db): Promise<boolean> {
  return db.connection().execute(async (connection) => {
    const query = (text: string) => connection.executeQuery(CompiledQuery.raw(text));
    return (await wallState({ query } as unknown as pg.ClientBase)).whole;
  });
}

/**
 * One transaction in which the team's rows alone exist. Where PostgreSQL refuses the role or its rights, somebody changed
 * them since: the wall is looked at again, and without it the transaction, which has failed, is begun once more.
 */
async function asTeam<T>(
  db: Db,
  whose: Whose,
  transaction: (become: (tx: Tx) => Promise<void>) => Promise<T>,
): Promise<T> {
  const whole = await wallOf(db);
  try {
    return await transaction((tx) => become(tx, whose, whole));
  } catch (error) {
    if (!whole || !isRefusedRight(error, TENANT_ROLE)) throw error;
    walls.delete(db);
    if (await wallOf(db)) throw error;
    return transaction((tx) => become(tx, whose, false));
  }
}

async function become(tx: Tx, whose: Whose, whole: boolean): Promise<void> {
  const [teamId, userId] = typeof whose === 'number' ? [whose, undefined] : [whose.teamId, whose.userId];
  // (Numbers: nothing that could be more than one.)
  const team = Number(teamId);
  const user = userId === undefined ? '' : `;${OF_TRANSACTION}cadenza.user_id = '${Number(userId)}'`;
  await tx.executeQuery(
    CompiledQuery.raw(
      `${OF_TRANSACTION}ROLE ${whole ? TENANT_ROLE : 'none'};${OF_TRANSACTION}cadenza.team_id = '${team}'${user}`,
    ),
  );
}

/**
 * Several reads of one moment, for what only asks: PostgreSQL itself refuses every write and row lock inside, and nobody
 * waits for it. The team's own rows alone are seen, as in `write`.
 */
export function readOnly<T>(db: Db, teamId: number, work: (tx: Tx) => Promise<T>): Promise<T> {
  return again(3, () =>
    asTeam(db, teamId, (become) =>
      db
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute(async (tx) => {
          await become(tx);
          return work(tx);
        }),
    ),
  );
}

/**
 * A transaction over all teams: claiming due work, identity before a team is known, maintenance. Begun once unless
 * `tries` says that `work` may be carried out again (see `write`). `forgettable`: its COMMIT does not wait for the disk; if
 * PostgreSQL crashes in the next moments it never was.
 */
export function writeAcrossTeams<T>(
  db: Db,
  work: (tx: Tx) => Promise<T>,
  { tries = 1, forgettable = false }: WriteOptions & { forgettable?: boolean } = {},
): Promise<T> {
  return again(tries, () =>
    db.transaction().execute(async (tx) => {
      if (forgettable) await tx.executeQuery(FORGETTABLE);
      return work(tx);
    }),
  );
}

const FORGETTABLE = CompiledQuery.raw(`${OF_TRANSACTION}synchronous_commit = off`);
