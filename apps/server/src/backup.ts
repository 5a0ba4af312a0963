import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type pg from 'pg';
import { type Asked, askedOf, type PassphraseFrom } from './backup-options.js';
import { type Config, loadConfig, secretKeys } from './config.js';
import { withDatabase } from './database.js';
import { dump, type Dumped } from './db/backup/dump.js';
import { makeHead } from './db/backup/envelope.js';
import { resumeSending } from './db/backup/hold.js';
import { load } from './db/backup/load.js';
import { readBackup } from './db/backup/read.js';
import type { Manifest } from './db/backup/shape.js';
import type { Database } from './db/connect.js';
import { wallAdvice } from './db/wall.js';
import { writeAcrossTeams } from './db/write.js';
import { pauseUnsigned } from './domain/webhooks/subscription-rows.js';
import { BootError } from './kernel/boot-error.js';
import type { Clock } from './kernel/clock.js';
import { createSealer, SealError } from './kernel/sealed.js';
import { VERSION } from './kernel/version.js';
import { withLinkKeys } from './link-keys.js';
import { RESEALS } from './sealed-parts.js';

export interface BackupDeps {
  environment: NodeJS.ProcessEnv;
  clock: Clock;
  /** One JSON object, for programs. */
  print(json: object): void;
  /** Lines for people. */
  progress(line: string): void;
  readPassphrase(): Promise<string>;
  stdin: Readable;
  stdout: Writable;
  signal: AbortSignal;
}

/** `cadenza-server backup` and `restore`. @throws BootError with one line for whatever is wrong */
export async function runBackup(
  command: 'backup' | 'restore',
  args: string[],
  deps: BackupDeps,
): Promise<void> {
  const asked = askedOf(command, args);
  switch (asked.what) {
    case 'backup':
      return backup(asked, deps);
    case 'verify':
      return verify(asked, deps);
    case 'restore':
      return restore(asked, deps);
    case 'resume':
      return resume(deps);
  }
}

/** Shorter ones are tried faster than scrypt slows them. */
const SHORTEST_PASSPHRASE = 12;

async function passphraseFrom(from: PassphraseFrom, deps: BackupDeps): Promise<string | undefined> {
  if (from === undefined) return undefined;
  const text = 'stdin' in from ? await deps.readPassphrase() : await firstLineOf(from.file);
  if (text === '') throw new BootError('The passphrase is empty.');
  return text;
}

async function firstLineOf(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new BootError(`The passphrase cannot be read: ${error.message}.`);
  });
  return text.split(/\r?\n/, 1)[0] ?? '';
}

async function backup(asked: Extract<Asked, { what: 'backup' }>, deps: BackupDeps): Promise<void> {
  const passphrase = await passphraseFrom(asked.passphrase, deps);
  if (passphrase !== undefined && passphrase.length < SHORTEST_PASSPHRASE)
    throw new BootError(`The passphrase must have ${SHORTEST_PASSPHRASE} characters or more.`);
  if (asked.to !== '-' && existsSync(asked.to))
    throw new BootError(`${asked.to} is there already: name another file.`);
  const config = loadConfig(deps.environment);
  requireCluster(config);
  const opened = await makeHead({ cadenza: VERSION, made_at: deps.clock.now().toISOString() }, passphrase);
  const write = (database: Database, to: Writable): Promise<Dumped> =>
    withClient(database, (client) =>
      dump(client, to, {
        opened,
        keys: secretKeys(config),
        progress: deps.progress,
        signal: deps.signal,
      }),
    );
  const done = await withDatabase(
    config,
    () => undefined,
    (database) =>
      asked.to === '-' ? write(database, deps.stdout) : intoFile(asked.to, (to) => write(database, to)),
    { migrate: 'never' },
  );
  if (done.leftOut.length > 0)
    deps.progress(`Without a passphrase secrets were left out: ${done.leftOut.join(', ')}.`);
  const { snapshotAt, tables, rows, leftOut } = done;
  const said = {
    snapshot_at: snapshotAt,
    tables,
    rows,
    encrypted: passphrase !== undefined,
    left_out: leftOut,
  };
  // Standard output is the backup itself.
  if (asked.to === '-') deps.progress(JSON.stringify(said));
  else deps.print({ file: asked.to, ...said });
}

/** There whole or not at all: written beside its place, brought to the disk, renamed. */
async function intoFile<T>(path: string, write: (to: Writable) => Promise<T>): Promise<T> {
  const draft = `${path}.partial`;
  try {
    const to = createWriteStream(draft, { mode: 0o600, flags: 'w' });
    const done = await write(to);
    sync(draft);
    renameSync(draft, path);
    sync(dirname(path));
    return done;
  } catch (error) {
    rmSync(draft, { force: true });
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ABORT_ERR') throw new BootError('Interrupted: no backup was made.');
    if (['ENOENT', 'EACCES', 'ENOSPC', 'EROFS', 'EISDIR', 'ENOTDIR'].includes(code ?? ''))
      throw new BootError(`${path} cannot be written: ${message}.`);
    throw error;
  }
}

function sync(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } catch (error) {
    // Folders of some file systems cannot be.
    if (!['EINVAL', 'EISDIR', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    closeSync(file);
  }
}

/** The embedded database, if it is the one that is meant, must have been made. */
function requireCluster({ databaseUrl, dataDir }: Config): void {
  if (databaseUrl === undefined && !existsSync(join(dataDir, 'postgres', 'PG_VERSION')))
    throw new BootError(`There is no database in ${dataDir}: set DATA_DIR or DATABASE_URL.`);
}

async function withClient<T>({ pool }: Database, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    return await work(client);
  } finally {
    // Its limits were lifted.
    client.release(true);
  }
}

function source(from: string, { stdin }: BackupDeps): Readable {
  if (from === '-') return stdin;
  if (!existsSync(from)) throw new BootError(`There is no file ${from}.`);
  return createReadStream(from);
}

const said = ({ manifest, tables, rows }: { manifest: Manifest; tables: number; rows: number }) => ({
  cadenza: manifest.cadenza,
  postgresql: manifest.postgresql,
  snapshot_at: manifest.snapshot_at,
  migration: manifest.migrations.at(-1)?.version ?? 0,
  tables,
  rows,
  encrypted: manifest.secrets,
  left_out: manifest.left_out,
});

async function verify(asked: Extract<Asked, { what: 'verify' }>, deps: BackupDeps): Promise<void> {
  const from = source(asked.from, deps);
  const passphrase = await passphraseFrom(asked.passphrase, deps);
  deps.print({ whole: true, ...said(await readBackup(from, passphrase)) });
}

async function restore(asked: Extract<Asked, { what: 'restore' }>, deps: BackupDeps): Promise<void> {
  const { progress, clock, environment } = deps;
  const from = source(asked.from, deps);
  const passphrase = await passphraseFrom(asked.passphrase, deps);
  // A file is looked through before anything is made; a stream can be read only once.
  if (asked.from !== '-') {
    progress('looking whether the backup is whole');
    await readBackup(from, passphrase);
  }
  const config = loadConfig(environment);
  const loaded = await withDatabase(
    config,
    () => undefined,
    (database) =>
      load(database, asked.from === '-' ? from : source(asked.from, deps), {
        passphrase,
        at: clock.now(),
        progress,
        revokeAccess: asked.revokeAccess,
        holdSending: !asked.resumeSending,
        lastly: (manifest) => reseal(config, database, manifest, deps),
      }),
    { migrate: 'never' },
  );
  if (loaded.wall.problem !== undefined) progress(wallAdvice(loaded.wall.problem));
  if (loaded.manifest.left_out.length > 0)
    progress(
      `Not in this backup: ${loaded.manifest.left_out.join(', ')}. docs/backup.md says what to do about each.`,
    );
  if (!asked.resumeSending)
    progress(
      'Nothing is sent until `cadenza-server restore --resume-sending` (docs/backup.md says what to look at before).',
    );
  deps.print({ restored: true, ...said(loaded), sending: asked.resumeSending ? 'goes on' : 'held' });
}

/**
 * What the SECRET_KEY of before sealed, this one seals: an encrypted backup brings the keys. What they do not open was shut
 * before, and doctor says so.
 */
async function reseal(
  config: Config,
  database: Database,
  { keys }: Manifest,
  { clock, progress }: BackupDeps,
): Promise<void> {
  const known = secretKeys(config);
  const before = [...known.slice(1), ...keys.filter((key) => !known.includes(key))];
  const both = { ...config, secretKeysBefore: before };
  const sealer = createSealer('mailboxes', secretKeys(both));
  try {
    await withLinkKeys(both, database.kysely, clock.now());
    for (const resealOne of RESEALS) await writeAcrossTeams(database.kysely, (tx) => resealOne(tx, sealer));
  } catch (error) {
    if (!(error instanceof SealError || error instanceof BootError)) throw error;
    progress(`Some secrets stay sealed with another SECRET_KEY: ${error.message}`);
  }
  const paused = await writeAcrossTeams(database.kysely, (tx) => pauseUnsigned(tx, sealer, clock.now()));
  if (paused > 0)
    progress(`${paused} webhook subscriptions are paused: the keys of their signatures are not there.`);
}

async function resume({ environment, print }: BackupDeps): Promise<void> {
  const config = loadConfig(environment);
  requireCluster(config);
  const since = await withDatabase(
    config,
    () => undefined,
    (database) => resumeSending(database.pool),
    { migrate: 'never' },
  );
  print({ sending: 'goes on', held_since: since ?? null });
}
