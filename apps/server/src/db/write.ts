import { sql } from 'kysely';
import type { Db, Tx } from './connect.js';
import { isRetryable } from './pg-errors.js';

interface WriteOptions {
  /** How often the transaction is begun at most; the next only when it is certain that this one did nothing. */
  tries?: number;
}

/**
 * The only door to a transaction. The team becomes the transaction's own: row-level security (migration 0003) lets
 * it see and change nothing else, whatever a statement forgot. No network call may happen inside `work`, and nothing that
 * outlives a rollback: after a deadlock, a serialisation failure or a statement that a migration made invalid it is
 * carried out again from the start, in a new transaction.
 */
export function write<T>(
  db: Db,
  teamId: number,
  work: (tx: Tx) => Promise<T>,
  { tries = 3 }: WriteOptions = {},
): Promise<T> {
  return again(tries, () =>
    db.transaction().execute(async (tx) => {
      await becomeTeam(tx, teamId);
      return work(tx);
    }),
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

async function becomeTeam(tx: Tx, teamId: number): Promise<void> {
  await sql`SELECT set_config('role', coalesce((SELECT rolname::text FROM pg_roles WHERE rolname = 'cadenza_tenant' AND pg_has_role(oid, 'MEMBER')), 'none'), true),
      set_config('cadenza.team_id', ${String(teamId)}, true)`.execute(tx);
}

/**
 * Several reads of one moment, for what only asks: PostgreSQL itself refuses every write and row lock inside, and nobody
 * waits for it. The team's own rows alone are seen, as in `write`.
 */
export function snapshot<T>(db: Db, teamId: number, work: (tx: Tx) => Promise<T>): Promise<T> {
  return again(3, () =>
    db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (tx) => {
        await becomeTeam(tx, teamId);
        return work(tx);
      }),
  );
}

/**
 * A transaction over all teams: claiming due work, identity before a team is known, maintenance. Begun once unless
 * `tries` says that `work` may be carried out again (see `write`).
 */
export function writeAcrossTeams<T>(
  db: Db,
  work: (tx: Tx) => Promise<T>,
  { tries = 1 }: WriteOptions = {},
): Promise<T> {
  return again(tries, () => db.transaction().execute(work));
}
