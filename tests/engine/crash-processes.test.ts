import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type Database } from '../../apps/server/src/db/connect.js';
import { type Embedded, startEmbedded } from '../../apps/server/src/db/embedded.js';
import { migrate } from '../../apps/server/src/db/migrate.js';
import { addToCadence } from '../../apps/server/src/domain/memberships/membership-commands.js';
import { inParallel } from '../../apps/server/src/engine/claim.js';
import { systemClock } from '../../apps/server/src/kernel/clock.js';
import { buildServer, cadenzaServer, eventually, killLeftovers } from '../e2e-node/server.js';
import { as, world, type World } from './support.js';

/** The moments of the kills; `CRASH_SEED` repeats a run, `CRASH_ROUNDS` and `CRASH_PEOPLE` make it longer. */
const SEED = Number(process.env['CRASH_SEED'] ?? 20260302);
const ROUNDS = Number(process.env['CRASH_ROUNDS'] ?? 3);
const PEOPLE = Number(process.env['CRASH_PEOPLE'] ?? 300);

/** How many connections to the mail server a worker holds, each with one message. */
const CONNECTIONS = 5;

let random = SEED;
/** mulberry32: a whole number in [from, to]. */
function between(from: number, to: number): number {
  random = (random + 0x6d2b79f5) | 0;
  let t = Math.imul(random ^ (random >>> 15), 1 | random);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return from + (((t ^ (t >>> 14)) >>> 0) % (to - from + 1));
}

/** Messages a mail server took responsibility for, by Message-ID, over all its lives. */
const taken = new Map<string, number>();
let begun = 0;
let count = 0;

/** A mail server that takes its time, like a real one: a kill finds messages in every stage. */
function mailServer(): SMTPServer {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      begun += 1;
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => void accept(Buffer.concat(chunks).toString('latin1'), done));
    },
  });
  server.on('error', () => undefined);
  return server;
}

async function accept(message: string, done: () => void): Promise<void> {
  await delay(between(0, 15));
  const id = /^Message-ID: (<.+>)\r$/im.exec(message)?.[1] ?? 'none';
  taken.set(id, (taken.get(id) ?? 0) + 1);
  count += 1;
  await delay(between(0, 15));
  done();
}

async function listen(server: SMTPServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const listening = server.listen(port, '127.0.0.1', () =>
      resolve((listening.address() as { port: number }).port),
    );
    server.once('error', reject);
  });
}

const folder = mkdtempSync(join(tmpdir(), 'cadenza-crash-'));
let embedded: Embedded;
let database: Database;
let env: Record<string, string>;
let smtp = mailServer();
let w: World;

beforeAll(async () => {
  await buildServer();
  // Its own: it is killed.
  embedded = await startEmbedded({
    dataDir: folder,
    progress: () => undefined,
    settings: { fsync: 'off', full_page_writes: 'off' },
  });
  database = connect({ connection: { ...embedded.connection }, max: 8, onError: () => undefined });
  await migrate(database.pool, () => undefined);
  const port = await listen(smtp, 0);
  const { host, port: pgPort, user, database: name } = embedded.connection;
  env = {
    DATABASE_URL: `postgres://${user}@localhost/${name}?host=${encodeURIComponent(host)}&port=${pgPort}`,
    DATA_DIR: join(folder, 'worker'),
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    // Without it a live team holds what goes out by itself.
    PUBLIC_URL: 'http://cadenza.test',
    TICK_MS: '50',
    LOG_LEVEL: process.env['TEST_LOG'] ?? 'fatal',
  };
  w = await world(database);
  const { id } = await w.cadence([
    { day: 1, type: 'email', automated: true, immediately: true, weekends: true },
  ]);
  await inParallel(Array.from({ length: PEOPLE }), 8, async () => {
    const person = await w.person();
    await as(w, (tx) =>
      addToCadence({ tx, principal: w.who, now: systemClock.now() }, { person_id: person, cadence_id: id }),
    );
  });
}, 120_000);

afterAll(async () => {
  killLeftovers();
  smtp.close();
  await database?.close();
  await embedded?.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});

let newest: ReturnType<typeof cadenzaServer> | undefined;
const worker = () => {
  newest = cadenzaServer(['worker'], env);
  return newest;
};
const states = async () =>
  (
    await database.pool.query<{ state: string; n: number }>(
      'SELECT state, count(*) AS n FROM emails GROUP BY state ORDER BY state',
    )
  ).rows;
const open = async () =>
  Number(
    (
      await database.pool.query(`SELECT (SELECT count(*) FROM emails WHERE state IN ('queued', 'sending')) +
        (SELECT count(*) FROM actions WHERE status = 'planned') AS n`)
    ).rows[0].n,
  );

/** The clock past every wait, and past every lease of the dead, as it will be some minutes later. */
async function later(dead = false): Promise<void> {
  if (dead) await database.pool.query(`UPDATE emails SET claimed_until = now() WHERE state = 'queued'`);
  await database.pool.query('UPDATE server_transports SET retry_at = NULL');
  if (dead) await database.pool.query(`UPDATE emails SET lease_until = now() WHERE state = 'sending'`);
  await database.pool.query(`UPDATE emails SET send_after = now() WHERE state = 'queued'`);
  await database.pool.query(`UPDATE actions SET claimed_until = NULL WHERE status = 'planned'`);
}

/** Waits until the mail server has taken so many more messages, or begun to take one more after that. */
async function takenMore(n: number): Promise<void> {
  const goal = count + n;
  for (let waited = 0; count < goal && (await stillOpen(waited)); waited += 1) await delay(2);
}

/** Looks now and then whether there is any more to come. */
async function stillOpen(waited: number): Promise<boolean> {
  if (waited > 10_000)
    throw new Error(`the worker sends nothing: ${JSON.stringify(await states())} ${newest?.output.stderr}`);
  return waited % 250 !== 249 || (await open()) > 0;
}

it(`kill -9 of workers, the database and the mail server: nothing twice, nothing lost (CRASH_SEED=${SEED})`, async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const victim = worker();
    await takenMore(between(3, 20));
    await delay(between(0, 40));
    victim.child.kill('SIGKILL');
    await victim.exited;
    await later(true);
  }
  const survivor = worker();
  await takenMore(between(5, 15));
  await killDatabase();
  await takenMore(between(5, 15));
  await killMailServer();
  await later();
  // Two at once for the rest.
  const second = worker();
  for (let attempt = 0; (await open()) > 0; attempt += 1) {
    // A mail server that was away is asked again after half a minute.
    if (attempt > 900) throw new Error(`it does not end: ${JSON.stringify(await states())}`);
    await delay(100);
    if (attempt % 5 === 4) await later();
  }
  expect(survivor.child.exitCode, survivor.output.stderr).toBe(null);
  for (const running of [survivor, second]) {
    running.child.kill('SIGTERM');
    expect((await running.ended).code, running.output.stderr).toBe(0);
  }
  await checkLedger();
}, 240_000);

/** One of its processes dies by SIGKILL: PostgreSQL ends all connections at once and recovers from its log. */
async function killDatabase(): Promise<void> {
  // The worker's connections, which stay: a maintenance process may be gone before the signal.
  const pid = await eventually(async () => {
    const { rows } = await database.pool.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
        ORDER BY backend_start LIMIT 1`,
    );
    return rows[0]?.pid;
  });
  // Ours ends when the database does: until then it answers as if nothing had happened.
  const watching = await database.pool.connect();
  const ended = new Promise((resolve) => {
    watching.on('error', resolve);
  });
  process.kill(pid, 'SIGKILL');
  await ended;
  watching.release(true);
  await eventually(() =>
    open().then(
      () => true,
      () => false,
    ),
  );
}

/** Its connections break in the middle of messages, and for a while nobody answers. */
async function killMailServer(): Promise<void> {
  const { port } = smtp.server.address() as { port: number };
  const seen = begun;
  for (let waited = 0; begun === seen && (await stillOpen(waited)); waited += 1) await delay(1);
  const connections = smtp.connections as Set<{ _socket: { destroy(): void } }>;
  for (const { _socket } of connections) _socket.destroy();
  await new Promise<void>((resolve) => {
    smtp.close(() => resolve());
  });
  await delay(300);
  smtp = mailServer();
  await listen(smtp, port);
}

async function checkLedger(): Promise<void> {
  const { rows } = await database.pool.query<{
    message_id: string;
    state: string;
    status: string;
    on: boolean;
  }>(
    `SELECT e.message_id, e.state, a.status, m.currently_on_cadence AS on FROM emails e
     JOIN actions a ON a.team_id = e.team_id AND a.id = e.action_id
     JOIN cadence_memberships m ON m.team_id = e.team_id AND m.id = e.membership_id`,
  );
  expect(rows).toHaveLength(PEOPLE);
  const uncertain = rows.filter((row) => row.state === 'uncertain');
  console.log(`${PEOPLE} messages, ${uncertain.length} uncertain, ${count} taken`);
  for (const row of rows) {
    const times = taken.get(row.message_id) ?? 0;
    if (row.state === 'uncertain') {
      expect(times).toBeLessThanOrEqual(1);
      expect(row).toMatchObject({ status: 'in_progress', on: true });
    } else {
      expect(row).toMatchObject({ state: 'sent', status: 'completed', on: false });
      expect(times).toBe(1);
    }
  }
  // At most one for each open connection and kill; a database that restarts costs none of them.
  expect(uncertain.length).toBeLessThanOrEqual((ROUNDS + 1) * CONNECTIONS);
  expect(uncertain.length).toBeGreaterThan(0);
  expect([...taken.keys()].filter((id) => !rows.some((row) => row.message_id === id))).toEqual([]);
}
