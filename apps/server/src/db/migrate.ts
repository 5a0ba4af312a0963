import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { BootError } from '../kernel/boot-error.js';

/** Oldest PostgreSQL the SQL in this project runs on, as server_version_num. */
const OLDEST_SERVER = 150_000;
// dist/db/migrate.js and src/db/migrate.ts are equally far from src/db/migrations.
const FOLDER = fileURLToPath(new URL('../../src/db/migrations/', import.meta.url));
const LOCK = 0x6361_6465;

export interface Migration {
  version: number;
  name: string;
  sql: string;
  checksum: string;
}

/** The migrations of this build, in order. Files are append-only: NNNN_name.sql. */
export function migrations(): Migration[] {
  return readdirSync(FOLDER)
    .filter((file) => /^\d{4}_\w+\.sql$/.test(file))
    .sort()
    .map((file) => {
      const text = readFileSync(FOLDER + file, 'utf8');
      return {
        version: Number(file.slice(0, 4)),
        name: file.slice(5, -4),
        sql: text,
        checksum: createHash('sha256').update(text).digest('hex'),
      };
    });
}

/** How the schema stands to this build: the newest migration applied (0: none), and how many are still to come. */
export async function migrationState(
  pool: pg.Pool,
): Promise<{ applied: number; known: number; pending: number }> {
  const known = migrations();
  const newest = known.at(-1)?.version ?? 0;
  const table = await pool.query<{ there: boolean }>(
    "SELECT to_regclass('schema_migrations') IS NOT NULL AS there",
  );
  if (table.rows[0]?.there !== true) return { applied: 0, known: newest, pending: known.length };
  const { rows } = await pool.query<{ version: number }>('SELECT version FROM schema_migrations');
  const done = new Set(rows.map((row) => row.version));
  return {
    applied: Math.max(0, ...done),
    known: newest,
    pending: known.filter((each) => !done.has(each.version)).length,
  };
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

/**
 * Brings the database to this build's schema: each file in a transaction of its own, under an advisory lock so that
 * two servers may start at once. @throws BootError when the server is too old or was migrated by a newer build.
 */
export async function migrate(pool: pg.Pool, progress: (line: string) => void): Promise<void> {
  const client = await pool.connect();
  try {
    await checkServerVersion(client);
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await client.query(
      'CREATE TABLE IF NOT EXISTS schema_migrations (version integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL)',
    );
    const applied = await client.query<{ version: number; name: string }>(
      'SELECT version, name FROM schema_migrations ORDER BY version',
    );
    const known = migrations();
    const newest = applied.rows.at(-1);
    if (newest && newest.version > (known.at(-1)?.version ?? 0)) {
      throw new BootError(
        `The database was migrated by a newer Cadenza (migration ${newest.version} ${newest.name}): start that version or a newer one.`,
      );
    }
    const done = new Set(applied.rows.map((row) => row.version));
    for (const migration of known.filter((each) => !done.has(each.version))) {
      progress(`database: migration ${migration.version} ${migration.name}`);
      await client.query('BEGIN');
      try {
        await client.query(migration.sql);
        await client.query(
          'INSERT INTO schema_migrations (version, name, checksum, applied_at) VALUES ($1, $2, $3, clock_timestamp())',
          [migration.version, migration.name, migration.checksum],
        );
        await client.query('COMMIT');
      } catch (error) {
        await client.query('ROLLBACK');
        throw error;
      }
    }
  } finally {
    // On a connection that is lost there is nothing left to unlock, and the first error is the one to tell.
    await client.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
    client.release();
  }
}
