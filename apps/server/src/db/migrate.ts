import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { BootError } from '../kernel/boot-error.js';
import { PACKAGE_FOLDER } from '../kernel/package-folder.js';
import { refuseHalfRestored } from './backup/mark.js';
import { isWaitedFor } from './pg-errors.js';
import { repairWall, type WallState } from './wall.js';

/** Oldest PostgreSQL the SQL in this project runs on, as server_version_num. */
const OLDEST_SERVER = 150_000;
const FOLDER = join(PACKAGE_FOLDER, 'src/db/migrations');
/** Who migrates, or marks a database for a restore (db/backup), holds it. */
export const MIGRATION_LOCK = 0x6361_6465;
/** The first migration of a version that prepares invalid plans anew (db/prepare.ts). */
const PREPARES_ANEW = 80;
/** Column of schema_migrations: the migration that a process must know to go on after this one. */
const NEEDS = 'needs';
/** First line of a migration that brings its own transactions (docs/upgrades.md). */
const BATCHES = '-- in batches\n';
/** How often a migration gives way to who holds what it wants, and for how long. */
const GIVES_WAY = 60;
const PAUSE_MS = 200;

type Queries = Pick<pg.ClientBase, 'query'>;

export interface Migration {
  version: number;
  name: string;
  sql: string;
  checksum: string;
  /** The migration that a process must know to run beside this one; undefined: every older process may go on. */
  needs: number | undefined;
}

/** The migrations of this build, in order. Files are append-only: NNNN_name.sql. */
export function migrations(folder = FOLDER): Migration[] {
  return readdirSync(folder)
    .filter((file) => /^\d{4}_\w+\.sql$/.test(file))
    .sort()
    .map((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      const needs = /^-- needs (\d{4})\b/m.exec(text)?.[1];
      return {
        version: Number(file.slice(0, 4)),
        name: file.slice(5, -4),
        sql: text,
        checksum: createHash('sha256').update(text).digest('hex'),
        needs: needs === undefined ? undefined : Number(needs),
      };
    });
}

/** How a database stands to a build. */
export interface MigrationState {
  /** The newest migration applied (0: none), and the newest that this build knows. */
  applied: number;
  known: number;
  /** Migrations of this build that are still to come. */
  pending: number;
  /** Applied ones that this build does not know: a newer one was here. */
  unknown: number;
  /** Of those the first that takes away what this build needs. */
  barrier: string | undefined;
  /** Applied ones whose text is another now. */
  changed: string[];
}

/** @throws what PostgreSQL says */
export async function migrationState(queries: Queries, known = migrations()): Promise<MigrationState> {
  const newest = known.at(-1)?.version ?? 0;
  const columns = await columnsOf(queries);
  const none = {
    applied: 0,
    known: newest,
    pending: known.length,
    unknown: 0,
    barrier: undefined,
    changed: [],
  };
  if (columns.length === 0) return none;
  const needs = columns.includes(NEEDS) ? NEEDS : 'NULL::integer AS needs';
  const { rows } = await queries.query<Applied>(
    `SELECT version, name, checksum, ${needs} FROM schema_migrations ORDER BY version`,
  );
  return compared(rows, known);
}

async function columnsOf(queries: Queries): Promise<string[]> {
  const { rows } = await queries.query<{ name: string }>(
    "SELECT attname AS name FROM pg_attribute WHERE attrelid = to_regclass('schema_migrations') AND attnum > 0 AND NOT attisdropped",
  );
  return rows.map(({ name }) => name);
}

interface Applied {
  version: number;
  name: string;
  checksum: string;
  needs: number | null;
}

/** The rule of docs/upgrades.md: newer migrations are no obstacle, unless one names an older one that we do not know. */
function compared(applied: readonly Applied[], known: readonly Migration[]): MigrationState {
  const ours = new Map(known.map((each) => [each.version, each]));
  const done = new Set(applied.map((row) => row.version));
  const unknown = applied.filter((row) => !ours.has(row.version));
  const barrier = unknown.find((row) => row.needs !== null && !ours.has(row.needs));
  return {
    applied: Math.max(0, ...done),
    known: known.at(-1)?.version ?? 0,
    pending: known.filter((each) => !done.has(each.version)).length,
    unknown: unknown.length,
    barrier: barrier && `${barrier.version} ${barrier.name}`,
    changed: applied
      .filter((row) => (ours.get(row.version)?.checksum ?? row.checksum) !== row.checksum)
      .map((row) => `${row.version} ${row.name}`),
  };
}

/** Why this build cannot run on the database; undefined when it can, once what is pending is applied. */
export const tooNew = ({ barrier }: MigrationState): string | undefined =>
  barrier &&
  `The database was migrated by a newer Cadenza that took away what this one needs (migration ${barrier}): start that version or a newer one.`;

/** For operators: which migrations are not the ones of this build. */
export const changedAdvice = (changed: readonly string[]): string =>
  `migrations were changed after they were applied: ${changed.join(', ')}. The schema may not be what this version expects: run the released build.`;

/** For MIGRATE=require: what is missing is somebody else's work. @throws BootError */
export async function requireMigrated(pool: pg.Pool): Promise<MigrationState> {
  await checkServerVersion(pool);
  await refuseHalfRestored(pool);
  const state = await migrationState(pool);
  const problem = tooNew(state);
  if (problem) throw new BootError(problem);
  if (state.pending > 0)
    throw new BootError(
      `The database lacks ${state.pending} migrations of this version: run \`cadenza-server migrate\`, or set MIGRATE=auto.`,
    );
  return state;
}

/** @throws BootError when the server is older than what this project's SQL needs. @returns its version, such as 18 */
export async function checkServerVersion(client: pg.Pool | pg.ClientBase): Promise<number> {
  const server = await client.query<{ server_version_num: string }>('SHOW server_version_num');
  const found = Number(server.rows[0]?.server_version_num);
  const major = Math.floor(found / 10_000);
  if (found < OLDEST_SERVER)
    throw new BootError(`PostgreSQL ${major} is too old: Cadenza needs PostgreSQL 15 or newer.`);
  return major;
}

/** What was found while migrating: for the operator. */
export interface Migrated {
  state: MigrationState;
  wall: WallState;
}

/**
 * Brings the database to this build's schema: each file in a transaction of its own (or several, `BATCHES`), under an
 * advisory lock so that two servers may start at once; then mends the second wall. A database that a newer build
 * migrated is left as it is where this build can still run on it. @throws BootError when the server is too old, the schema
 * too new, or the database half restored (`restoring`: by whom it is)
 */
export async function migrate(
  pool: pg.Pool,
  progress: (line: string) => void,
  known = migrations(),
  { restoring = false }: { restoring?: boolean } = {},
): Promise<Migrated> {
  const client = await pool.connect();
  try {
    await checkServerVersion(client);
    // A migration, and the wait for another server's, takes what it takes.
    await client.query(
      `SELECT set_config(name, '0', false) FROM pg_settings WHERE name IN ('transaction_timeout', 'idle_in_transaction_session_timeout')`,
    );
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    if (!restoring) await refuseHalfRestored(client);
    await client.query(
      'CREATE TABLE IF NOT EXISTS schema_migrations (version integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL)',
    );
    // Not by IF NOT EXISTS: that too waits for whoever reads the table, such as a backup.
    if (!(await columnsOf(client)).includes(NEEDS))
      await client.query(`ALTER TABLE schema_migrations ADD COLUMN ${NEEDS} integer`);
    const problem = tooNew(await migrationState(client, known));
    if (problem) throw new BootError(problem);
    const applied = await client.query<{ version: number }>('SELECT version FROM schema_migrations');
    const done = new Set(applied.rows.map((row) => row.version));
    for (const migration of known.filter((each) => !done.has(each.version))) {
      progress(`database: migration ${migration.version} ${migration.name}`);
      await apply(client, migration);
    }
    if (done.size > 0 && Math.max(...done) < PREPARES_ANEW) await endOldPlans(client);
    return { state: await migrationState(client, known), wall: await repairWall(client) };
  } finally {
    // On a connection that is lost there is nothing left to unlock, and the first error is the one to tell.
    await client.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
    // Not back into the pool: it has no limits.
    client.release(true);
  }
}

/**
 * Processes of the first version read with stars and go on using the plans they prepared, which every added column makes
 * invalid, for good. Their connections, which have no name (ours do), are ended once: each connects anew and prepares anew.
 */
async function endOldPlans(client: pg.PoolClient): Promise<void> {
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND usename = current_user AND application_name = '' AND pid <> pg_backend_pid()`,
  );
}

/**
 * A migration gives way: everybody behind it waits for the locks it waits for, and it holds others meanwhile. After
 * half a second (less than PostgreSQL's look for deadlocks takes, so that it is never a request that is ended) it lets
 * everything go and begins anew; the last try waits as long as it takes.
 */
async function apply(client: pg.PoolClient, migration: Migration): Promise<void> {
  const waiting = (limit: string) => client.query(`SET lock_timeout = '${limit}'`);
  try {
    for (let attempt = 0; attempt < GIVES_WAY; attempt += 1) {
      await waiting('500ms');
      try {
        return await applyOnce(client, migration);
      } catch (error) {
        if (!isWaitedFor(error)) throw error;
        await delay(PAUSE_MS);
      }
    }
    await waiting('0');
    await applyOnce(client, migration);
  } finally {
    await waiting('0');
  }
}

async function applyOnce(
  client: pg.PoolClient,
  { version, name, sql, checksum, needs }: Migration,
): Promise<void> {
  // One statement that commits as it goes, and may be repeated from the start.
  const batches = sql.startsWith(BATCHES);
  if (batches) await client.query(sql);
  await client.query('BEGIN');
  try {
    if (!batches) await client.query(sql);
    await client.query(
      `INSERT INTO schema_migrations (version, name, checksum, applied_at, ${NEEDS}) VALUES ($1, $2, $3, clock_timestamp(), $4)`,
      [version, name, checksum, needs ?? null],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}
