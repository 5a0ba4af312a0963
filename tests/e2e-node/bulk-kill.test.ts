import { afterAll, beforeAll, expect, it } from 'vitest';
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
});
afterAll(async () => {
  killLeftovers();
  await direct?.close();
  await db.close();
  folder.remove();
});

it('a bulk job survives kill -9 in the middle of a part: another process ends it, each row once', async () => {
  direct = connect({ connection: { connectionString: db.url }, max: 4, onError: () => undefined });
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

  const second = cadenzaServer(['worker'], await environment('second'));
  await eventually(async () => (await show()).state === 'done');
  expect(await show()).toMatchObject({ processed: MANY, errors: 0 });
  expect(await count()).toEqual([{ n: MANY, people: MANY }]);
  second.child.kill('SIGTERM');
  expect([(await second.ended).code, (await server.stop()).code]).toEqual([0, 0]);
}, 120_000);
