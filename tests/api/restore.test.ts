import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { connect, type Database } from '../../apps/server/src/db/connect.js';
import { type Embedded, startEmbedded } from '../../apps/server/src/db/embedded.js';
import { migrate } from '../../apps/server/src/db/migrate.js';
import { write } from '../../apps/server/src/db/write.js';
import { eventsAfter } from '../../apps/server/src/events/feed.js';
import { debianPostgres, startCluster } from '../support/debian-postgres.js';
import { createTestServer, type TestServer } from '../support/server.js';

/**
 * pg_dump and pg_restore as operators run them, into a cluster that never heard of the second wall's role and has
 * transaction ids of its own.
 */
const BIN = debianPostgres();
const wanted = process.env['REQUIRE_MAIL_SERVERS'] === '1';
if (BIN === undefined && !wanted)
  console.warn('SKIPPED: no PostgreSQL with pg_dump on this machine, so no real dump is restored');

const folder = mkdtempSync(join(tmpdir(), 'cadenza-restore-'));
const closing: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});

const DAY = 86_400_000;
interface Row {
  id: number;
  created_at: string;
  updated_at: string;
}

function processOn(connection: pg.PoolConfig): Database {
  const database = connect({ connection, max: 4, onError: () => undefined });
  closing.push(() => database.close());
  return database;
}
async function serverOn(database: Database): Promise<TestServer> {
  const server = await createTestServer({}, 'wall', { database, close: async () => undefined });
  closing.push(() => server.close());
  return server;
}
/** A program that has only its key, its address and its saved place. */
const program =
  (server: TestServer, key: string) => async (method: 'GET' | 'POST' | 'PUT', url: string, body?: object) => {
    const answer = await server.app.inject({
      method,
      url,
      headers: { authorization: `Bearer ${key}` },
      ...(body && { payload: body }),
    });
    expect(answer.statusCode, answer.body).toBe(200);
    return JSON.parse(answer.body).data;
  };
/** Page after page behind the place, as pollers do. */
async function poll(call: ReturnType<typeof program>, place: string): Promise<Row[]> {
  const seen: Row[] = [];
  for (;;) {
    const after = encodeURIComponent(seen.at(-1)?.updated_at ?? place);
    const rows: Row[] = await call(
      'GET',
      `/v2/people?sort_by=updated_at&sort_direction=asc&per_page=7&updated_at[gt]=${after}`,
    );
    if (rows.length === 0) return seen;
    seen.push(...rows);
  }
}
async function emptyCluster(): Promise<Embedded> {
  const cluster = await startEmbedded({
    dataDir: folder,
    progress: () => undefined,
    settings: { fsync: 'off' },
  });
  closing.push(() => cluster.stop());
  return cluster;
}
async function asOwner(connection: pg.PoolConfig, ...texts: string[]): Promise<void> {
  const owner = new pg.Client(connection);
  await owner.connect();
  try {
    for (const text of texts) await owner.query(text);
  } finally {
    await owner.end();
  }
}
const pgTool = (name: string, connection: pg.PoolConfig, args: string[]) =>
  spawnSync(
    join(BIN ?? '', name),
    ['-h', String(connection.host), '-p', String(connection.port), '-U', 'app', ...args],
    {
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        ...(typeof connection.password === 'string' && { PGPASSWORD: connection.password }),
      },
    },
  );

test.skipIf(BIN === undefined && !wanted)(
  'a dump restored elsewhere writes without the role and with it, and pollers go on from their place',
  async () => {
    expect(BIN, 'PostgreSQL with pg_dump is missing').toBeDefined();
    const source = await startCluster(BIN ?? '');
    closing.push(() => source.stop());
    await asOwner(
      source.connection,
      'CREATE ROLE app LOGIN',
      'CREATE ROLE cadenza_tenant NOLOGIN',
      'GRANT cadenza_tenant TO app',
      'CREATE DATABASE cadenza OWNER app',
    );
    const first = processOn({ ...source.connection, user: 'app', database: 'cadenza' });
    expect((await migrate(first.pool, () => undefined)).wall.whole).toBe(true);
    const before = await serverOn(first);
    const { key, principal } = await before.team();
    const call = program(before, key);
    const person = (n: number, on = call): Promise<Row> =>
      on('POST', '/v2/people', { email_address: `p${n}@example.com` });
    for (let n = 0; n < 10; n += 1) await person(n);
    // A rehearsal was ten days ahead, and its clock was put back: stamps stay ahead.
    const travel = (to: number) =>
      first.pool.query('UPDATE teams SET clock_offset_ms = $2 WHERE id = $1', [principal.teamId, to]);
    await travel(10 * DAY);
    for (let n = 10; n < 20; n += 1) await person(n);
    await travel(0);
    for (let n = 20; n < 30; n += 1) await person(n);
    const seen = await poll(call, '2020-01-01T00:00:00Z');
    expect(seen.length).toBe(30);
    // The place that the program has saved, and one row that it has not come to yet.
    const place = seen.at(-1)?.updated_at ?? '';
    const missed = await person(30);
    const events = await eventsAfter(first.kysely, principal.teamId, 0, 1000);
    const lastSequence = events.at(-1)?.sequence ?? 0;
    expect(events.length).toBeGreaterThan(30);

    const file = join(folder, 'dump');
    const dumped = pgTool('pg_dump', source.connection, ['-Fc', '-f', file, 'cadenza']);
    expect(dumped.status, dumped.stderr).toBe(0);

    const cluster = await emptyCluster();
    await asOwner(
      cluster.connection,
      'CREATE ROLE app LOGIN',
      'GRANT app TO CURRENT_USER',
      'CREATE DATABASE restored OWNER app',
    );
    const target = { ...cluster.connection, user: 'app', database: 'restored' };
    const restored = pgTool('pg_restore', target, ['--no-owner', '-d', 'restored', file]);
    // It says what is missing, and goes on: policies and rights of a role that is not there.
    const errors = restored.stderr.split('\n').filter((line) => /error: could not execute/.test(line));
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.filter((line) => !line.includes('role "cadenza_tenant" does not exist'))).toEqual([]);

    const second = processOn(target);
    expect((await migrate(second.pool, () => undefined)).wall.problem).toBe(
      'the role cadenza_tenant does not exist',
    );
    const after = program(await serverOn(second), key);
    const without = await person(31, after);
    const changed: Row = await after('PUT', `/v2/people/${seen[0]?.id}`, { city: 'Bonn' });

    await asOwner(cluster.connection, 'CREATE ROLE cadenza_tenant NOLOGIN', 'GRANT cadenza_tenant TO app');
    expect((await migrate(second.pool, () => undefined)).wall).toEqual({ whole: true, problem: undefined });
    const third = processOn(target);
    const walled = program(await serverOn(third), key);
    const { rows } = await write(third.kysely, principal.teamId, (tx) =>
      sql<{ who: string }>`SELECT current_user AS who`.execute(tx),
    );
    expect(rows).toEqual([{ who: 'cadenza_tenant' }]);
    const within = await person(32, walled);

    // In order, once each, nothing missed, nothing going back.
    expect((await poll(walled, place)).map(({ id }) => id)).toEqual([
      missed.id,
      without.id,
      changed.id,
      within.id,
    ]);
    expect(changed.updated_at > (seen[0]?.updated_at ?? '')).toBe(true);
    expect([place, missed.updated_at, without.updated_at, changed.updated_at, within.updated_at]).toEqual(
      [place, missed.updated_at, without.updated_at, changed.updated_at, within.updated_at].toSorted(),
    );
    expect(new Set((await poll(walled, '2020-01-01T00:00:00Z')).map((row) => row.updated_at)).size).toBe(33);
    const later = await eventsAfter(third.kysely, principal.teamId, lastSequence, 1000);
    expect(later.map(({ type, resourceId }) => [type, resourceId])).toEqual([
      ['person_created', without.id],
      ['person_updated', changed.id],
      ['person_created', within.id],
    ]);
  },
  120_000,
);
