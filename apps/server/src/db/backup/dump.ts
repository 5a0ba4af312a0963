import { createHash, type Hash } from 'node:crypto';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import copyStreams from 'pg-copy-streams';
import { BootError } from '../../kernel/boot-error.js';
import { checkServerVersion } from '../migrate.js';
import { sequencesOf, tablesOf } from './catalog.js';
import { encrypting, type Opened } from './envelope.js';
import { frame, rowFrames } from './frames.js';
import { refuseHalfRestored } from './mark.js';
import { quoted, type Taken, withoutSecrets } from './secrets.js';
import type { Manifest, TableEnd } from './shape.js';

export interface DumpOptions {
  /** The head, and the key that the body is encrypted with. */
  opened: Opened;
  /** SECRET_KEY and those before it; part of an encrypted backup alone. */
  keys: readonly string[];
  progress: (line: string) => void;
  signal?: AbortSignal | undefined;
}

/** What was written. */
export interface Dumped {
  snapshotAt: string;
  tables: number;
  rows: number;
  leftOut: string[];
}

/** How much is compressed: more costs twice the time for a tenth of the size. */
const LEVEL = 4;
/** What every column is written as, whatever the server's or the user's own settings are. */
const AS_TEXT = `SELECT set_config(name, value, false) FROM (VALUES ('DateStyle', 'ISO, YMD'), ('IntervalStyle', 'postgres'),
  ('TimeZone', 'UTC'), ('extra_float_digits', '1'), ('bytea_output', 'hex'), ('client_encoding', 'UTF8'), ('row_security', 'off'),
  ('statement_timeout', '0'), ('idle_in_transaction_session_timeout', '0'), ('lock_timeout', '0'), ('transaction_timeout', '0')) s (name, value)
  WHERE EXISTS (SELECT 1 FROM pg_settings p WHERE lower(p.name) = lower(s.name))`;

/** Settings of a connection that a whole database flows through. */
export async function unhurried(client: pg.ClientBase): Promise<void> {
  await client.query(AS_TEXT);
}

/**
 * Writes everything of one moment to `to`: one snapshot, table by table, as it is read; nothing is gathered in memory, and
 * whoever writes meanwhile waits for nothing. `to` is ended. @throws BootError on a database that has nothing to back up
 */
export async function dump(client: pg.ClientBase, to: Writable, options: DumpOptions): Promise<Dumped> {
  const major = await checkServerVersion(client);
  await unhurried(client);
  await refuseHalfRestored(client);
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY');
  try {
    const tables = await lockedTables(client);
    const { taken, leftOut } = withoutSecrets(tables, options.opened.key !== undefined);
    const manifest = await manifestOf(client, { major, taken, leftOut, options });
    const done: Dumped = { snapshotAt: manifest.snapshot_at, tables: taken.length, rows: 0, leftOut };
    const { opened, signal } = options;
    const hash = createHash('sha256');
    const frames = Readable.from(hashed(bodyOf(client, manifest, taken, done, options), hash), {
      objectMode: false,
    });
    to.write(opened.bytes);
    const gzip = createGzip({ level: LEVEL });
    const limits = signal === undefined ? {} : { signal };
    if (opened.key === undefined) await pipeline(frames, gzip, to, limits);
    else await pipeline(frames, gzip, encrypting(opened.key, opened.bytes), to, limits);
    return done;
  } finally {
    await client.query('ROLLBACK').catch(() => undefined);
  }
}

/** The tables, which nobody may drop or change from here on. */
async function lockedTables(client: pg.ClientBase) {
  const found = await tablesOf(client);
  if (found.length === 0) throw new BootError('This database holds no Cadenza: there is nothing to back up.');
  await client.query(`LOCK TABLE ${found.map(({ name }) => quoted(name)).join(', ')} IN ACCESS SHARE MODE`);
  // Their columns as they are since.
  return tablesOf(client);
}

async function manifestOf(
  client: pg.ClientBase,
  about: { major: number; taken: readonly Taken[]; leftOut: string[]; options: DumpOptions },
): Promise<Manifest> {
  const { head, bytes, key } = about.options.opened;
  const { rows: migrations } = await client.query<Manifest['migrations'][number]>(
    'SELECT version, name, checksum FROM schema_migrations ORDER BY version',
  );
  const { rows } = await client.query<{ at: string }>(
    `SELECT to_char(transaction_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at`,
  );
  return {
    cadenza: head.cadenza,
    postgresql: about.major,
    snapshot_at: rows[0]?.at ?? '',
    head_sha256: createHash('sha256').update(bytes).digest('hex'),
    migrations,
    tables: about.taken.map(({ name, columns }) => ({ name, columns })),
    secrets: key !== undefined,
    left_out: about.leftOut,
    keys: key === undefined ? [] : [...about.options.keys],
  };
}

async function* bodyOf(
  client: pg.ClientBase,
  manifest: Manifest,
  taken: readonly Taken[],
  done: Dumped,
  { progress }: DumpOptions,
): AsyncGenerator<Buffer> {
  yield frame('M', manifest);
  for (const table of taken) {
    yield frame('T', { name: table.name });
    const hash = createHash('sha256');
    const end: TableEnd = { name: table.name, rows: 0, bytes: 0, sha256: '' };
    const rows = client.query(copyStreams.to(`COPY (${table.text}) TO STDOUT`));
    for await (const chunk of rows as AsyncIterable<Buffer>) {
      hash.update(chunk);
      end.bytes += chunk.length;
      yield* rowFrames(chunk);
    }
    yield frame('E', { ...end, rows: rows.rowCount, sha256: hash.digest('hex') });
    done.rows += rows.rowCount;
    if (rows.rowCount > 0) progress(`${table.name}: ${rows.rowCount} rows`);
  }
  yield frame('S', await sequencesOf(client));
}

/** The same, and behind it the end with its hash. */
async function* hashed(frames: AsyncGenerator<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  let [tables, rows] = [0, 0];
  for await (const each of frames) {
    hash.update(each);
    if (each[0] === 0x45) {
      tables += 1;
      rows += (JSON.parse(each.subarray(5).toString('utf8')) as TableEnd).rows;
    }
    yield each;
  }
  yield frame('Z', { tables, rows, sha256: hash.digest('hex') });
}
