import pg from 'pg';
import type { Database } from './connect.js';

export interface SessionLock {
  /** Hashed together to the 64-bit key (hashtextextended). */
  name: string;
  id: number;
  /** Waits for whoever holds it; otherwise gives up at once. */
  wait: boolean;
}

/**
 * Runs `work` while a connection of its own holds these advisory locks; they end with the connection, also when this
 * process is killed. Not out of the pool: its holders may be as many as the pool has connections, and then nobody could
 * work. @returns undefined when one of the locks is held by somebody else
 */
export async function holdingLocks<T>(
  { pool }: Pick<Database, 'pool'>,
  locks: readonly SessionLock[],
  work: () => Promise<T>,
): Promise<{ result: T } | undefined> {
  // (password is not enumerable)
  const client = new pg.Client({ ...pool.options, password: pool.options.password, keepAlive: true });
  client.on('error', () => undefined); // it shows when the connection is used
  try {
    await client.connect();
    for (const { name, id, wait } of locks) {
      const call = wait ? 'pg_advisory_lock' : 'pg_try_advisory_lock';
      const { rows } = await client.query<{ held: unknown }>(
        `SELECT ${call}(hashtextextended($1, $2)) AS held`,
        [name, id],
      );
      if (!wait && rows[0]?.held !== true) return undefined;
    }
    return { result: await work() };
  } finally {
    await client.end().catch(() => undefined); // gone already: so are the locks
  }
}
