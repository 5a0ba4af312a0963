import type { Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type pg from 'pg';
import copyStreams from 'pg-copy-streams';
import { BootError } from '../../kernel/boot-error.js';
import type { Database } from '../connect.js';
import { checkServerVersion, MIGRATION_LOCK, migrate, type Migrated, migrations } from '../migrate.js';
import { furnitureOf, tablesOf, thingsIn } from './catalog.js';
import { unhurried } from './dump.js';
import { damaged } from './envelope.js';
import { holdSending, resumeSending } from './hold.js';
import { markRestore, restoreNotEnded, unmarkRestore } from './mark.js';
import { type Read, readBackup, type Rows } from './read.js';
import { quoted } from './secrets.js';
import type { Manifest, Sequence, Table } from './shape.js';

export interface LoadOptions {
  passphrase: string | undefined;
  /** When it began: the database says so until it has ended. */
  at: Date;
  progress: (line: string) => void;
  /** Ends every session, OAuth token, API key and link that sets a password. */
  revokeAccess: boolean;
  /** Nothing is sent until somebody says so (domain/mailboxes/server-facts.ts). */
  holdSending: boolean;
  /** Done before the database may be used, such as sealing what another SECRET_KEY sealed. */
  lastly(manifest: Manifest): Promise<void>;
}

/** What was restored. */
export interface Loaded extends Read {
  wall: Migrated['wall'];
}

/** One restore at a time. */
const LOCK = 0x6361_6472;
/**
 * What came to be behind the snapshot is lost, and whoever was told of its ids and places must not meet others under them: a
 * link of an e-mail that left would opt out another person. So ids and events go on that much further.
 */
const APART = 1_000_000;

/**
 * Restores into an empty database, of a user who need not be a superuser: makes the schema that the backup was of, loads its
 * rows in one transaction, migrates to this version and makes the second wall. Broken off anywhere it leaves a database that
 * says so and refuses to serve; it can be begun again there. @throws BootError with one line
 */
export async function load(database: Database, from: Readable, options: LoadOptions): Promise<Loaded> {
  const client = await database.pool.connect();
  try {
    await checkServerVersion(client);
    await unhurried(client);
    const { rows } = await client.query<{ free: boolean }>('SELECT pg_try_advisory_lock($1) AS free', [LOCK]);
    if (rows[0]?.free !== true) throw new BootError('Another restore into this database is going on.');
    const read = await loadRows(client, database.pool, from, options);
    const { wall } = await migrate(database.pool, options.progress, migrations(), { restoring: true });
    await options.lastly(read.manifest);
    await end(client, options);
    options.progress('collecting statistics');
    for (const { name } of await tablesOf(client)) await client.query(`ANALYZE ${quoted(name)}`);
    return { ...read, wall };
  } finally {
    await client.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
    client.release(true);
  }
}

/** All of them or none: a backup that turns out damaged at its end leaves no row. */
async function loadRows(
  client: pg.PoolClient,
  pool: pg.Pool,
  from: Readable,
  options: LoadOptions,
): Promise<Read> {
  let tables = new Map<string, Table>();
  let bringBack: string[] = [];
  try {
    const read = await readBackup(from, options.passphrase, {
      manifest: async (manifest) => {
        const known = asBefore(manifest);
        await prepare(client, manifest, options.at);
        await migrate(pool, options.progress, known, { restoring: true });
        tables = await checkedTables(client, manifest);
        await client.query('BEGIN');
        const furniture = await furnitureOf(client);
        for (const text of furniture.takeAway) await client.query(text);
        // Those that the backup holds nothing of as well: migrations fill some.
        const all = (await tablesOf(client)).map(({ name }) => quoted(name));
        await client.query(`TRUNCATE ${all.join(', ')}`);
        ({ bringBack } = furniture);
      },
      table: async (name) => rowsInto(client, tables.get(name) as Table, options.progress),
      sequences: (sequences) => setSequences(client, sequences),
    });
    options.progress('building indexes and checking references');
    for (const text of bringBack) await client.query(text);
    await client.query('COMMIT');
    return read;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    from.destroy();
  }
}

/** The migrations that the backup's database had. @throws BootError when this version does not know one of them */
function asBefore({ cadenza, migrations: applied }: Manifest) {
  const known = migrations();
  const versions = new Set(known.map(({ version }) => version));
  const unknown = applied.find(({ version }) => !versions.has(version));
  if (unknown !== undefined)
    throw new BootError(
      `This backup was made by a newer Cadenza (${cadenza}), whose migration ${unknown.version} ${unknown.name} this version does not know: restore it with that version or a newer one.`,
    );
  const had = new Set(applied.map(({ version }) => version));
  return known.filter(({ version }) => had.has(version));
}

/** Looks that nothing is there, and marks the database. @throws BootError when something is */
async function prepare(client: pg.PoolClient, manifest: Manifest, at: Date): Promise<void> {
  const encoding = await client.query<{ server_encoding: string }>('SHOW server_encoding');
  if (encoding.rows[0]?.server_encoding !== 'UTF8')
    throw new BootError(
      `This database has the encoding ${encoding.rows[0]?.server_encoding}: make one with UTF8 (createdb --encoding UTF8 --template template0).`,
    );
  // A server that starts now migrates before us or finds the mark.
  await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
  try {
    if ((await restoreNotEnded(client)) !== undefined) return await mayBeginAgain(client, manifest);
    const there = await thingsIn(client);
    if (there.length > 0)
      throw new BootError(
        `The database is not empty (${there.slice(0, 3).join(', ')}${there.length > 3 ? ', ...' : ''}): restore into a new one. For the embedded database, stop the server and move the folder postgres in DATA_DIR away.`,
      );
    await markRestore(client, at);
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
  }
}

/** A restore that was broken off before its rows were there left tables of the right form, or none. */
async function mayBeginAgain(client: pg.PoolClient, { migrations: applied }: Manifest): Promise<void> {
  const made = await client.query<{ there: boolean }>(
    `SELECT to_regclass(quote_ident(current_schema()) || '.schema_migrations') IS NOT NULL AS there`,
  );
  if (made.rows[0]?.there !== true) return;
  const { rows } = await client.query<{ version: number }>('SELECT version FROM schema_migrations');
  const had = new Set(applied.map(({ version }) => version));
  if (rows.some(({ version }) => !had.has(version)))
    throw new BootError(
      'The restore into this database was broken off when it had come further than this backup: begin again in a new database.',
    );
}

/** The tables of the backup, which must all be there with their columns. */
async function checkedTables(client: pg.PoolClient, manifest: Manifest): Promise<Map<string, Table>> {
  const here = new Map(
    (await tablesOf(client)).map(({ name, columns }) => [name, new Set(columns.map((each) => each.name))]),
  );
  for (const { name, columns } of manifest.tables) {
    const strange = here.has(name) ? columns.find((column) => !here.get(name)?.has(column)) : '';
    if (strange !== undefined)
      throw new BootError(
        `This backup holds ${name}${strange === '' ? '' : `.${strange}`}, which its migrations do not make: it is of a changed build.`,
      );
  }
  return new Map(manifest.tables.map((table) => [table.name, table]));
}

async function rowsInto(
  client: pg.PoolClient,
  { name, columns }: Table,
  progress: (line: string) => void,
): Promise<Rows> {
  const text = `COPY ${quoted(name)} (${columns.map(quoted).join(', ')}) FROM STDIN`;
  const stream = client.query(copyStreams.from(text)) as Writable & { rowCount: number };
  let failure: Error | undefined;
  stream.on('error', (error: Error) => {
    failure = error;
  });
  return {
    write: (rows) =>
      new Promise((resolve, reject) => {
        if (failure) reject(failure);
        else stream.write(rows, (error) => (error ? reject(error) : resolve()));
      }),
    end: async (rows) => {
      if (failure) throw failure;
      stream.end();
      await finished(stream);
      if (stream.rowCount !== rows) throw damaged();
      if (rows > 0) progress(`${name}: ${rows} rows`);
    },
  };
}

/** Stamps go on behind the last one (docs/decisions/0019-stamps.md), ids a way behind theirs. */
async function setSequences(client: pg.PoolClient, sequences: readonly Sequence[]): Promise<void> {
  for (const { name, last, identity } of sequences)
    if (last !== null)
      await client.query('SELECT setval(to_regclass(quote_ident($1)), $2, true)', [
        name,
        last + (identity ? APART : 0),
      ]);
}

/** The last transaction: what must hold when the first server starts, and the mark goes with it. */
async function end(
  client: pg.PoolClient,
  { at, revokeAccess, holdSending: hold }: Pick<LoadOptions, 'at' | 'revokeAccess' | 'holdSending'>,
): Promise<void> {
  await client.query('BEGIN');
  // Who followed the events has heard of some that are lost: he is told to begin anew (docs/decisions/0020-event-sequence.md).
  await client.query(
    `INSERT INTO event_sequences AS s (team_id, last, pruned) SELECT id, $1, $1 FROM teams
     ON CONFLICT (team_id) DO UPDATE SET last = s.last + $1, pruned = s.last + $1`,
    [APART],
  );
  if (revokeAccess) {
    for (const table of ['sessions', 'oauth_payloads', 'password_resets'])
      await client.query(`DELETE FROM ${table}`);
    await client.query('UPDATE api_keys SET revoked_at = $1 WHERE revoked_at IS NULL', [at]);
  }
  if (hold) await holdSending(client, at);
  else await resumeSending(client);
  await unmarkRestore(client);
  await client.query('COMMIT');
}
