import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import ts from 'typescript';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { BootError } from '../kernel/boot-error.js';
import { findBinaries } from './embedded/binaries.js';
import { launch, placeIn } from './embedded/cluster.js';
import { chooseIdentity, reachableBinaries } from './embedded/identity.js';
import { rotateRunning } from './embedded/server-log.js';
import { attachEmbedded, type Connection, startEmbedded } from './embedded.js';

const sources = fileURLToPath(new URL('..', import.meta.url));
let program: string;
let dataDir: string;
let owners: ChildProcess[] = [];

// The other processes run the same sources, compiled here: a test must not depend on a build.
beforeAll(() => {
  // Below node_modules, where they find their packages.
  const cache = join(sources, '../../../node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'embedded-'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  for (const part of ['kernel', 'db', 'db/embedded']) {
    mkdirSync(join(folder, part), { recursive: true });
    for (const name of readdirSync(join(sources, part))) {
      if (
        !/^(boot-error|folder|embedded|pg-errors|binaries|cluster|guard|identity|postmaster-file|server-log)\.ts$/.test(
          name,
        )
      )
        continue;
      const { outputText } = ts.transpileModule(readFileSync(join(sources, part, name), 'utf8'), {
        compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 },
      });
      writeFileSync(join(folder, part, name.replace(/ts$/, 'js')), outputText);
    }
  }
  program = join(folder, 'owner.mjs');
  writeFileSync(
    program,
    `import { startEmbedded } from './db/embedded.js';
     const { connection } = await startEmbedded({ dataDir: process.argv[2], progress() {} });
     console.log(JSON.stringify(connection));
     setInterval(() => {}, 60_000);`,
  );
});

afterAll(() => rmSync(join(program, '..'), { recursive: true, force: true }));

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'cadenza-embedded-'));
});

afterEach(async () => {
  for (const owner of owners) await kill(owner);
  owners = [];
  if (existsSync(join(dataDir, 'postgres'))) await (await start()).embedded.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

it('starts, keeps its data, and leaves no process and no pid file behind', async () => {
  const first = await start();
  await query(first.embedded.connection, 'CREATE TABLE kept AS SELECT 42 AS answer');
  const pid = postmasterPid();
  await first.embedded.stop();
  await first.embedded.stop();
  expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false);
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');

  const second = await start();
  expect(second.lines.some((line) => line.startsWith('Creating'))).toBe(false);
  expect(await query(second.embedded.connection, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  await second.embedded.stop();
});

it('makes a UTF8 cluster that is the same on every machine, durable, with an application role that is no superuser', async () => {
  const { embedded } = await start();
  const [facts] = await query(
    embedded.connection,
    `SELECT current_setting('server_encoding') AS encoding, current_setting('fsync') AS fsync,
            current_setting('listen_addresses') AS tcp, current_setting('is_superuser') AS superuser,
            current_setting('TimeZone') AS zone, lower('\u00c4') AS lower,
            (SELECT datlocprovider::text FROM pg_database WHERE datname = current_database()) AS provider`,
  );
  expect(facts).toEqual({
    encoding: 'UTF8',
    fsync: 'on',
    tcp: '',
    superuser: 'off',
    zone: 'UTC',
    lower: '\u00e4',
    provider: 'b',
  });
  await embedded.stop();
});

it('adopts the database of a killed process, with everything committed, and still stops it', async () => {
  const owner = await ownerProcess();
  await query(owner.connection, 'CREATE TABLE kept AS SELECT 42 AS answer');
  const pid = postmasterPid();
  await kill(owner.process);

  const { embedded } = await start();
  expect(postmasterPid()).toBe(pid);
  expect(await query(embedded.connection, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  await embedded.stop();
  expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false);
});

it('recovers when the database was killed too', async () => {
  const owner = await ownerProcess();
  await query(owner.connection, 'CREATE TABLE kept AS SELECT 42 AS answer');
  process.kill(postmasterPid(), 'SIGKILL');
  await kill(owner.process);

  const { embedded } = await start();
  expect(await query(embedded.connection, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  await embedded.stop();
});

it('is not misled by files whose number now belongs to another program', async () => {
  const { embedded } = await start();
  const file = join(dataDir, 'postgres/postmaster.pid');
  const text = readFileSync(file, 'utf8');
  await embedded.stop();
  const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 60_000)'], { stdio: 'ignore' });
  owners.push(stranger);
  writeFileSync(file, text.replace(/^\d+/, String(stranger.pid)));
  mkdirSync(join(dataDir, 'run'), { recursive: true, mode: 0o700 });
  writeFileSync(join(dataDir, 'run/.s.PGSQL.5432.lock'), text.replace(/^\d+/, String(stranger.pid)));

  const again = await start();
  expect(postmasterPid()).not.toBe(stranger.pid);
  await again.embedded.stop();
  expect(stranger.exitCode).toBe(null);
});

it('lets one server own a data folder, and commands in beside it', async () => {
  const owner = await ownerProcess();
  await expect(start()).rejects.toThrow(
    new BootError(
      `Another Cadenza server (process ${owner.process.pid}) is running with the data folder ${dataDir}: stop it, or set DATA_DIR`,
    ),
  );
  const command = await attachEmbedded(dataDir);
  await command.stop();
  expect(await query(owner.connection, 'SELECT 1 AS still')).toEqual([{ still: 1 }]);
});

it('waits for a server that has begun to stop', async () => {
  let next!: ReturnType<typeof startEmbedded>;
  const first = await startEmbedded({ dataDir, progress: () => undefined });
  await query(first.connection, 'CREATE TABLE kept AS SELECT 42 AS answer');
  await first.announceStop();
  const waiting = new Promise<void>((resolve, reject) => {
    const progress = (line: string) =>
      line.startsWith('Waiting for the previous server') ? resolve() : undefined;
    next = startEmbedded({ dataDir, progress });
    next.catch(reject);
  });
  await waiting;
  await first.stop();
  const second = await next;
  expect(await query(second.connection, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  await second.stop();
});

it('outlives the server that started it while a worker uses it, and says so', async () => {
  const server = await start();
  await query(server.embedded.connection, 'CREATE TABLE kept AS SELECT 42 AS answer');
  const lines: string[] = [];
  const worker = await attachEmbedded(dataDir, (line) => lines.push(line));
  expect(lines).toEqual([
    'Using the database that another process of this data folder runs; the last of them stops it',
  ]);
  await server.embedded.stop();
  expect(server.lines.at(-1)).toBe('Left the database running: another process of this data folder uses it');
  expect(await query(worker.connection, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  // The next server of the folder uses it as well; a worker that goes takes it from nobody.
  const next = await start();
  expect(next.lines).toEqual(lines);
  await worker.stop();
  expect(await query(next.embedded.connection, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  await next.embedded.stop();
  expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false);
});

it('runs for as long as the last of several commands', async () => {
  const first = await attachEmbedded(dataDir);
  const second = await attachEmbedded(dataDir);
  await first.stop();
  expect(await query(second.connection, 'SELECT 1 AS still')).toEqual([{ still: 1 }]);
  await second.stop();
  expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false);
});

it('who launches second knows it, whatever else is being written into the log', async () => {
  const { embedded } = await start();
  const place = placeIn(dataDir);
  const identity = chooseIdentity(place.cluster, findBinaries());
  const binaries = reachableBinaries(identity, findBinaries(), () => undefined);
  // (As the first writes while it starts and others knock.)
  const said = setInterval(
    () => appendFileSync(place.log, '2026-03-02 [1] FATAL:  the database system is starting up\n'),
    1,
  );
  const launched = await launch(place, identity, binaries, {}, () => undefined).finally(() =>
    clearInterval(said),
  );
  expect(launched).toEqual({ kind: 'lost' });
  expect(await query(embedded.connection, 'SELECT 1 AS still')).toEqual([{ still: 1 }]);
  await embedded.stop();
});

it('says when the database ends by itself', async () => {
  const { embedded } = await start();
  process.kill(postmasterPid(), 'SIGINT');
  expect(await embedded.lost).toMatch(/^The database ended unexpectedly/);
  await embedded.stop();
});

it('works below a path too long for a socket', async () => {
  const deep = join(dataDir, 'd'.repeat(120));
  const embedded = await startEmbedded({ dataDir: deep, progress: () => undefined });
  expect(embedded.connection.host.startsWith(deep)).toBe(false);
  expect(await query(embedded.connection, 'SELECT 1 AS up')).toEqual([{ up: 1 }]);
  await embedded.stop();
  expect(existsSync(embedded.connection.host)).toBe(false);
});

it('names the folder that it cannot use, in one line', async () => {
  const inTheWay = join(dataDir, 'file');
  writeFileSync(inTheWay, '');
  const error = await startEmbedded({ dataDir: inTheWay, progress: () => undefined }).catch(
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(BootError);
  expect(error.message).toContain(inTheWay);
  expect(error.message).not.toContain('\n');
});

async function start() {
  const lines: string[] = [];
  const embedded = await startEmbedded({ dataDir, progress: (line) => lines.push(line) });
  return { embedded, lines };
}

async function ownerProcess(): Promise<{ process: ChildProcess; connection: Connection }> {
  const child = spawn(process.execPath, [program, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  owners.push(child);
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`the other process ended (${code})`);
  });
  const said = once(createInterface(child.stdout), 'line') as Promise<[string]>;
  gone.catch(() => undefined);
  const [line] = await Promise.race([said, gone]);
  return { process: child, connection: JSON.parse(line) as Connection };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

function postmasterPid(): number {
  return Number.parseInt(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8'), 10);
}

async function query(connection: Connection, sql: string): Promise<unknown[]> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

it('writes nothing of a caller into its log, and keeps that small while running', async () => {
  const embedded = await startEmbedded({ dataDir, progress: () => undefined });
  const log = join(dataDir, 'postgres.log');
  try {
    const client = new pg.Client({ ...embedded.connection });
    await client.connect();
    const secret = 'a secret of a caller '.repeat(10_000);
    await expect(client.query('SELECT $1::int', [secret])).rejects.toThrow('invalid input syntax');
    await expect(client.query(`SELECT '${secret}' FROM nowhere`)).rejects.toThrow('nowhere');
    await client.end();
    expect(readFileSync(log, 'utf8')).not.toContain('a secret');

    appendFileSync(log, 'x'.repeat(17 * 1024 * 1024));
    expect(await rotateRunning(log)).toBe(true);
    expect(statSync(log).size).toBe(0);
    expect(statSync(`${log}.1`).size).toBeGreaterThan(16 * 1024 * 1024);
    expect(statSync(`${log}.1`).mode & 0o777).toBe(0o600);
    expect(await rotateRunning(log)).toBe(false);
  } finally {
    await embedded.stop();
  }
  // PostgreSQL went on at the new end of its file: there is no hole of 16 MB in it.
  const text = readFileSync(log, 'utf8');
  expect(text).toContain('shut down');
  expect(text).not.toContain('\0');
});
