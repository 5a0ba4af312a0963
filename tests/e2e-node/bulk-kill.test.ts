import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { connect, type Database } from '../../apps/server/src/db/connect.js';
import { write } from '../../apps/server/src/db/write.js';
import { ADMIN_ROLE, createApiKey } from '../../apps/server/src/domain/identity/commands.js';
import { ALL_SCOPES } from '../../apps/server/src/domain/identity/scopes.js';
import { systemClock } from '../../apps/server/src/kernel/clock.js';
import { world } from '../engine/support.js';
import {
  api,
  besideOthers,
  buildServer,
  cadenzaServer,
  databaseUrl,
  eventually,
  killLeftovers,
  startServer,
  temporaryFolder,
} from './server.js';

const MANY = 90;
const folder = temporaryFolder();
let db: Awaited<ReturnType<typeof databaseUrl>>;
let direct: Database;
beforeAll(async () => {
  await buildServer();
  db = await databaseUrl();
  direct = connect({ connection: { connectionString: db.url }, max: 4, onError: () => undefined });
});
afterAll(async () => {
  killLeftovers();
  await direct?.close();
  await db.close();
  folder.remove();
});

it('a bulk job survives kill -9 in the middle of a part: another process ends it, each row once', async () => {
  const w = await world(direct, {}, { role_id: ADMIN_ROLE });
  const { key } = await write(direct.kysely, w.teamId, (tx) =>
    createApiKey(tx, w.teamId, { userId: w.userId, name: 'test', scopes: ALL_SCOPES }, systemClock.now()),
  );
  const environment = (name: string) => besideOthers(db, folder, name);
  const server = await startServer(await environment('api'), 'api');
  const call = api(server.url, key);
  await db.pool.query(
    `INSERT INTO people (team_id, created_at, updated_at, owner_id, email_address)
     SELECT $1, now(), now(), $2, 'bulk' || n || '@example.com' FROM generate_series(1, ${MANY}) n`,
    [w.teamId, w.userId],
  );
  const { rows: people } = await db.pool.query<{ id: number }>(
    `SELECT id::integer AS id FROM people WHERE team_id = $1 AND email_address LIKE 'bulk%' ORDER BY id`,
    [w.teamId],
  );
  const job = (await call('POST', '/v2/bulk_jobs', { type: 'task/create' })).body.data.id;
  const data = people.map(({ id }) => ({
    person_id: id,
    subject: `Task of ${id}`,
    task_type: 'call',
    due_date: '2026-03-03',
  }));
  expect((await call('POST', `/v2/bulk_jobs/${job}/job_data`, { data })).body).toEqual({
    data: { records: MANY },
  });

  // Somebody has one of the people: the worker stands in the middle of a part, and is killed there.
  const first = await startServer(await environment('first'), 'worker');
  const holder = await db.pool.connect();
  // (It may be idle for as long as the worker needs.)
  await holder.query('SET idle_in_transaction_session_timeout = 0');
  await holder.query(`BEGIN; SELECT FROM people WHERE id = ${people[49]?.id} FOR UPDATE`);
  await call('PUT', `/v2/bulk_jobs/${job}`, { ready_to_execute: true });
  const waiting = async () =>
    (
      await db.pool.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ~* 'people'`,
      )
    ).rowCount;
  await eventually(async () => (await waiting()) !== 0);
  first.child.kill('SIGKILL');
  await first.ended;
  await holder.query('ROLLBACK');
  holder.release();

  const show = async () => (await call('GET', `/v2/bulk_jobs/${job}`)).body.data;
  const { processed } = await show();
  expect(processed).toBeGreaterThan(0);
  expect(processed).toBeLessThan(50);
  const count = async () =>
    (
      await db.pool.query(
        `SELECT count(*)::integer AS n, count(DISTINCT person_id)::integer AS people FROM tasks WHERE team_id = $1`,
        [w.teamId],
      )
    ).rows;
  await eventually(async () => (await waiting()) === 0);
  expect(await count()).toEqual([{ n: processed, people: processed }]);

  // (Its lease would be over in ten seconds.)
  await db.pool.query('UPDATE bulk_job_runs SET retry_at = NULL');
  const second = cadenzaServer(['worker'], await environment('second'));
  await eventually(async () => (await show()).state === 'done');
  expect(await show()).toMatchObject({ processed: MANY, errors: 0 });
  expect(await count()).toEqual([{ n: MANY, people: MANY }]);
  second.child.kill('SIGTERM');
  expect([(await second.ended).code, (await server.stop()).code]).toEqual([0, 0]);
}, 120_000);

/** Who is waited for by a statement over people. */
const waitingForPeople = async () =>
  (
    await db.pool.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ~* 'people'`,
    )
  ).rowCount;

/** Columns of all tables in which a word stands. */
async function placesOf(word: string): Promise<string[]> {
  const { rows } = await db.pool.query<{ t: string; c: string; type: string }>(
    `SELECT quote_ident(table_name) AS t, quote_ident(column_name) AS c, data_type AS type FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type IN ('text', 'jsonb', 'json', 'ARRAY', 'bytea')`,
  );
  const found: string[] = [];
  for (const { t, c, type } of rows) {
    const text = type === 'bytea' ? `encode(${c}, 'escape')` : `${c}::text`;
    const { rowCount } = await db.pool.query(`SELECT FROM ${t} WHERE ${text} ILIKE $1 LIMIT 1`, [
      `%${word}%`,
    ]);
    if (rowCount) found.push(`${t}.${c}`);
  }
  return found;
}

/** Files of a folder in which a word stands. */
const filesWith = (path: string, word: string): string[] =>
  readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const file = join(path, name);
    return statSync(file).isFile() && readFileSync(file).toString('latin1').toLowerCase().includes(word);
  });

it('an erasure survives kill -9: nobody is half forgotten, another process ends it, and no table, file or log has the name', async () => {
  const w = await world(direct, {}, { role_id: ADMIN_ROLE, email: 'eraser@cadenza.test' });
  const { key } = await write(direct.kysely, w.teamId, (tx) =>
    createApiKey(tx, w.teamId, { userId: w.userId, name: 'test', scopes: ALL_SCOPES }, systemClock.now()),
  );
  const environment = (name: string) => besideOthers(db, folder, name);
  const server = await startServer(await environment('asked'), 'api');
  const call = api(server.url, key);
  const ids: number[] = [];
  for (const name of ['Zorblaxia', 'Zorblaxius'])
    ids.push(
      (
        await call('POST', '/v2/people', {
          first_name: name,
          last_name: 'Quux',
          email_address: `${name}@people.example`,
        })
      ).body.data.id,
    );
  // PostgreSQL refuses a statement with the name in it.
  const twice = await call('POST', '/v2/people', {
    last_name: 'Q',
    email_address: 'Zorblaxia@people.example',
  });
  expect(twice.status).toBe(422);
  const unseen = db.pool.query(`INSERT INTO people (team_id, last_name) VALUES (0, 'Zorblaxia')`);
  await expect(unseen).rejects.toThrow('foreign key');
  expect((await placesOf('zorblaxi')).length).toBeGreaterThan(1);

  // Somebody has the second: the worker has erased the first when it is killed.
  const holder = await db.pool.connect();
  await holder.query('SET idle_in_transaction_session_timeout = 0');
  await holder.query(`BEGIN; SELECT FROM people WHERE id = ${ids[1]} FOR UPDATE`);
  const first = await startServer(await environment('killed'), 'worker');
  const asked = await call('POST', '/v2/data_control/right_to_be_forgotten', { people_ids: ids });
  await eventually(async () => (await waitingForPeople()) !== 0);
  first.child.kill('SIGKILL');
  const ended = [await first.ended];
  await holder.query('ROLLBACK');
  holder.release();
  await eventually(async () => (await waitingForPeople()) === 0);
  const names = await db.pool.query(
    'SELECT FROM people WHERE id = ANY($1) AND deleted_at IS NULL AND last_name IS NOT NULL',
    [ids],
  );
  expect(names.rowCount).toBe(2);

  // (Its lease would be over in half a minute.)
  await db.pool.query('UPDATE data_control_work SET retry_at = NULL');
  const second = cadenzaServer(['worker'], await environment('taken-up'));
  const path = `/v2/data_control/requests/${asked.body.data.id}`;
  await eventually(async () => (await call('GET', path)).body.data.events.at(-1).name === 'completed');
  second.child.kill('SIGTERM');
  ended.push(await second.ended, await server.stop());
  expect(await placesOf('zorblaxi')).toEqual([]);
  expect(filesWith(folder.path, 'zorblaxi')).toEqual([]);
  for (const { stdout, stderr } of ended)
    expect(`${stdout}${stderr}`.toLowerCase()).not.toContain('zorblaxi');
  // (That of TEST_DATABASE_URL is its operator's.)
  const { logFile } = inject('postgres');
  if (logFile === undefined) return;
  const said = readFileSync(logFile, 'utf8').toLowerCase();
  expect(said).toContain('ready to accept connections');
  expect(said).not.toContain('zorblaxi');
}, 120_000);

it('an import and an export survive kill -9 in the middle: another process ends both whole, nothing twice', async () => {
  const w = await world(direct, {}, { role_id: ADMIN_ROLE, email: 'files@cadenza.test' });
  const { key } = await write(direct.kysely, w.teamId, (tx) =>
    createApiKey(tx, w.teamId, { userId: w.userId, name: 'test', scopes: ALL_SCOPES }, systemClock.now()),
  );
  // Processes of one server have their files together.
  const shared = { DATA_DIR: join(folder.path, 'shared') };
  const environment = (name: string) => besideOthers(db, folder, name, shared);
  const server = await startServer(await environment('files'), 'api');
  const call = api(server.url, key);
  const rows = async (text: string) => (await db.pool.query(text, [w.teamId])).rows;
  // The 400th line of the export, and the 800th row of the import, are waited for.
  await db.pool.query(`INSERT INTO people (team_id, created_at, updated_at, owner_id, email_address, city, last_contacted_at)
    SELECT ${w.teamId}, now(), now(), ${w.userId}, 'bonn' || n || '@example.com', 'Bonn', CASE n WHEN 400 THEN '2031-01-01'::timestamptz END
    FROM generate_series(1, 800) n`);
  await db.pool.query(`ALTER FUNCTION wire_time(timestamptz, text) RENAME TO wire_time_of;
    CREATE FUNCTION wire_time(at timestamptz, zone text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN
      IF at = '2031-01-01' THEN PERFORM pg_advisory_lock_shared(400); PERFORM pg_advisory_unlock_shared(400); END IF;
      RETURN wire_time_of(at, zone); END $$`);
  await call('POST', '/v2/people', { email_address: 'import800@example.com' });
  const holder = await db.pool.connect();
  await holder.query('SET idle_in_transaction_session_timeout = 0; SELECT pg_advisory_lock(400)');
  await holder.query(`BEGIN; SELECT FROM people WHERE email_address = 'import800@example.com' FOR UPDATE`);
  const file = await fetch(`${server.url}/v2/imports?name=Killed`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'text/csv' },
    body: `Email,Title\n${Array.from({ length: 1500 }, (_, n) => `import${n}@example.com,T${n}\n`).join('')}`,
  });
  const { id } = ((await file.json()) as { data: { id: number } }).data;
  const list = { list: 'people', query: { city: ['Bonn'] }, format: 'ndjson' };
  const asked = (await call('POST', '/v2/exports', list)).body.data.id;
  const started = await call('POST', `/v2/imports/${id}/start`, { duplicates: 'overwrite' });
  expect(started.status).toBe(202);

  const first = await startServer(await environment('first file'), 'worker');
  // (What an export reads by its cursor names no table.)
  const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  await eventually(async () => (await db.pool.query(waiting)).rowCount === 2, 'both are in the middle');
  await eventually(
    async () => filesWith(shared.DATA_DIR, 'bonn').length === 1,
    'a part of the file is there',
  );
  await first.stop('SIGKILL');
  await holder.query('ROLLBACK; SELECT pg_advisory_unlock_all()');
  holder.release();
  await eventually(async () => (await waitingForPeople()) === 0);
  const people = `SELECT count(*)::integer AS n, count(DISTINCT email_address)::integer AS addresses FROM people
    WHERE team_id = $1 AND email_address LIKE 'import%'`;
  expect(await rows(people)).toEqual([{ n: 501, addresses: 501 }]);
  const progress = async () => (await call('GET', `/v2/imports/${id}/progress`)).body.data.run;
  expect(await progress()).toMatchObject({ state: 'running', rows: 500 });

  // (Their leases would be over in a minute.)
  await db.pool.query('UPDATE import_runs SET retry_at = NULL; UPDATE exports SET retry_at = NULL');
  const second = cadenzaServer(['worker'], await environment('second file'));
  const made = await eventually(async () => {
    const { data } = (await call('GET', `/v2/exports/${asked}`)).body;
    return (await progress()).state === 'done' && data.state === 'done' && data;
  }, 'another process ends both');
  expect(await progress()).toMatchObject({ rows: 1500, created: 1499, updated: 1, refused: 0 });
  expect(await rows(people)).toEqual([{ n: 1500, addresses: 1500 }]);
  const lines = (await (await fetch(made.download_url)).text()).trimEnd().split('\n');
  expect([made.rows, new Set(lines.map((line) => JSON.parse(line).id)).size]).toEqual([800, 800]);
  const told = `SELECT event_type AS type, count(*)::integer AS n FROM events WHERE team_id = $1
    AND (event_type = 'export_completed' OR event_type = 'person_created') GROUP BY 1 ORDER BY 1`;
  // (One person was made by hand.)
  expect(await rows(told)).toEqual([
    { type: 'export_completed', n: 1 },
    { type: 'person_created', n: 1500 },
  ]);
  second.child.kill('SIGTERM');
  expect([(await second.ended).code, (await server.stop()).code]).toEqual([0, 0]);
}, 120_000);
