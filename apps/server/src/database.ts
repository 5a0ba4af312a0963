import { hostname } from 'node:os';
import type pg from 'pg';
import type { Config } from './config.js';
import { connect, type Database } from './db/connect.js';
import { attachEmbedded, startEmbedded } from './db/embedded.js';
import { changedAdvice, checkServerVersion, migrate, requireMigrated } from './db/migrate.js';
import { wallAdvice, wallState } from './db/wall.js';
import { BootError } from './kernel/boot-error.js';

/** A migrated database and the way to let it go again. */
export interface OpenDatabase {
  database: Database;
  connection: pg.PoolConfig;
  /** A stop begins: a server started meanwhile on the same data folder waits instead of giving up. */
  announceStop(): Promise<void>;
  /** `bounded` limits the wait for connections that somebody still uses. */
  stop(bounded?: (work: Promise<unknown>, what: string) => Promise<void>): Promise<void>;
  /** Resolves with one line when an embedded database ends by itself. */
  lost: Promise<string>;
}

export interface OpenOptions {
  progress: (line: string) => void;
  /** What this process is, for pg_stat_activity: api, worker, all or the name of a command. */
  role: string;
  /** Starts the embedded PostgreSQL and stops it again; others attach to one that runs. */
  owner?: boolean;
  /** Default: as the configuration says. `never`: the schema is what it is, for commands that know what they find. */
  migrate?: Config['migrate'] | 'never';
  onError?: (error: Error) => void;
}

/** Opens the database the configuration names, at this build's schema. @throws BootError with one line */
export async function openDatabase(
  config: Config,
  { progress, role, owner = false, migrate: mode = config.migrate, onError = () => undefined }: OpenOptions,
): Promise<OpenDatabase> {
  const embedded = config.databaseUrl
    ? undefined
    : owner
      ? await startEmbedded({ dataDir: config.dataDir, progress })
      : await attachEmbedded(config.dataDir, progress);
  const connection: pg.PoolConfig = config.databaseUrl
    ? { connectionString: config.databaseUrl }
    : { ...embedded?.connection };
  const database = connect({
    connection,
    max: config.databasePoolMax,
    // As in the log (kernel/log.ts): which process this is.
    applicationName: `cadenza ${role} ${hostname()}:${process.pid}`,
    onError,
  });
  try {
    await prepare(database.pool, mode, progress).catch((error: unknown) => {
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
    stop: async (bounded = async (work) => void (await work)) => {
      await bounded(database.close(), 'the connections to the database');
      await embedded?.stop();
    },
  };
}

/** Migrates or looks, and tells what an operator should know of what was found. */
async function prepare(
  pool: pg.Pool,
  mode: Config['migrate'] | 'never',
  progress: (line: string) => void,
): Promise<void> {
  if (mode === 'never') {
    await checkServerVersion(pool);
    return;
  }
  const { state, wall } =
    mode === 'auto'
      ? await migrate(pool, progress)
      : { state: await requireMigrated(pool), wall: await wallState(pool) };
  if (state.unknown > 0)
    progress(`database: migrated by a newer version (${state.applied}); this one goes on beside it`);
  if (state.changed.length > 0) progress(`database: ${changedAdvice(state.changed)}`);
  if (wall.problem !== undefined) progress(`database: ${wallAdvice(wall.problem)}`);
}

/** Opens, works, lets go: for commands that run beside a server or without one. */
export async function withDatabase<T>(
  config: Config,
  progress: (line: string) => void,
  work: (database: Database) => Promise<T>,
  options: Pick<OpenOptions, 'migrate'> = {},
): Promise<T> {
  const open = await openDatabase(config, { progress, role: 'command', ...options });
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
