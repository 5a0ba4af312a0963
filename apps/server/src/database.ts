import type pg from 'pg';
import type { Config } from './config.js';
import { connect, type Database } from './db/connect.js';
import { attachEmbedded, startEmbedded } from './db/embedded.js';
import { migrate } from './db/migrate.js';
import { BootError } from './kernel/boot-error.js';

/** A migrated database and the way to let it go again. */
export interface OpenDatabase {
  database: Database;
  connection: pg.PoolConfig;
  /** A stop begins: a server started meanwhile on the same data folder waits instead of giving up. */
  announceStop(): Promise<void>;
  stop(): Promise<void>;
  /** Resolves with one line when an embedded database ends by itself. */
  lost: Promise<string>;
}

/** Opens the database the configuration names and migrates it. @throws BootError with one line */
export async function openDatabase(
  config: Config,
  progress: (line: string) => void,
  owner: boolean,
  onError: (error: Error) => void,
): Promise<OpenDatabase> {
  const embedded = config.databaseUrl
    ? undefined
    : owner
      ? await startEmbedded({ dataDir: config.dataDir, progress })
      : await attachEmbedded(config.dataDir, progress);
  const connection: pg.PoolConfig = config.databaseUrl
    ? { connectionString: config.databaseUrl }
    : { ...embedded?.connection };
  const database = connect({ connection, onError });
  try {
    await migrate(database.pool, progress).catch((error: unknown) => {
      if (error instanceof BootError) throw error;
      throw new BootError(databaseTrouble(config, error));
    });
  } catch (error) {
    await database.close();
    await embedded?.stop();
    throw error;
  }
  return {
    database,
    connection,
    lost: embedded?.lost ?? new Promise(() => undefined),
    announceStop: async () => embedded?.announceStop(),
    stop: async () => {
      await database.close();
      await embedded?.stop();
    },
  };
}

/** Opens, works, lets go: for commands that run beside a server or without one. */
export async function withDatabase<T>(
  config: Config,
  progress: (line: string) => void,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const open = await openDatabase(config, progress, false, () => undefined);
  try {
    return await work(open.database);
  } finally {
    await open.stop();
  }
}

/** Why the database is of no use, in one line that holds no password. */
export function databaseTrouble(config: Config, error: unknown): string {
  const which = config.databaseUrl === undefined ? '' : ' (check DATABASE_URL)';
  return `The database cannot be used: ${reason(error)}${which}.`;
}

function reason(error: unknown): string {
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return error.errors[0].message;
  return error instanceof Error ? error.message : String(error);
}
