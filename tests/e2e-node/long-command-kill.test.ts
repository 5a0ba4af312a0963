import type { Pool } from 'pg';
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

const MANY = 1500;
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

/** Whether somebody waits for a row of whom `which` is true. */
async function waits(pool: Pool, which: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `SELECT FROM pg_stat_activity a
      WHERE datname = current_database() AND wait_event_type = 'Lock' AND ${which}`,
  );
  return rowCount !== 0;
}

/** Whether a command's part waits: it has its command's row. (Chores wait for people as well, and a part for a chore.) */
const partWaits = (pool: Pool) =>
  waits(
    pool,
    `EXISTS (SELECT FROM pg_locks l
       WHERE l.pid = a.pid AND l.granted AND l.mode IN ('RowShareLock', 'RowExclusiveLock')
       AND l.relation = 'long_commands'::regclass)`,
  );

it('a command over many rows survives kill -9 in the middle of a part: told, ended by another process, each row once', async () => {
  direct = connect({ connection: { connectionString: db.url }, max: 4, onError: () => undefined });
  const w = await world(direct, {}, { role_id: ADMIN_ROLE });
  const { key } = await write(direct.kysely, w.teamId, (tx) =>
    createApiKey(tx, w.teamId, { userId: w.userId, name: 'test', scopes: ALL_SCOPES }, systemClock.now()),
  );
  // Every change of a person that was committed.
  await db.pool.query(`CREATE TABLE changed (person_id bigint);
    CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
      INSERT INTO changed VALUES (NEW.id); RETURN NULL; END $$;
    CREATE TRIGGER note_change AFTER UPDATE ON people FOR EACH ROW EXECUTE FUNCTION note_change()`);
  const environment = (name: string) => besideOthers(db, folder, name);
  const first = await startServer(await environment('first'), 'api');
  const { body } = await api(first.url, key)('POST', '/v2/person_stages', { name: 'Old' });
  await db.pool.query(
    `INSERT INTO people (team_id, created_at, updated_at, owner_id, email_address, person_stage_id)
     SELECT $1, now(), now(), $2, 'p' || n || '@example.com', $3 FROM generate_series(1, ${MANY}) n`,
    [w.teamId, w.userId, body.data.id],
  );

  // Somebody is at one of them: the process stands in the middle of a part, and is killed there.
  const holder = await db.pool.connect();
  await holder.query(`BEGIN; SELECT FROM people WHERE email_address = 'p900@example.com' FOR UPDATE`);
  const deletion = await fetch(`${first.url}/v2/person_stages/${body.data.id}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${key}` },
  });
  expect(deletion.status).toBe(204);
  await eventually(() => partWaits(db.pool), 'a part waits');
  await first.stop('SIGKILL');
  await holder.query('ROLLBACK');
  holder.release();

  // Nobody goes on by himself: a process that only answers says what is still to come.
  const second = await startServer(await environment('second'), 'api');
  const told = async () => (await api(second.url, key)('GET', '/v2/long_commands')).body.data;
  const [left] = await told();
  expect(left).toMatchObject({ kind: 'person_stage_gone', total: MANY, failed_at: null });
  expect(left.done).toBeGreaterThan(0);
  expect(left.done).toBeLessThan(900);
  const { rows: open } = await db.pool.query(
    'SELECT count(*)::integer AS n FROM people WHERE person_stage_id IS NOT NULL',
  );
  expect(open).toEqual([{ n: MANY - left.done }]);

  const worker = cadenzaServer(['worker'], await environment('worker'));
  await eventually(async () => (await told()).length === 0, 'the worker ends the command');
  const { rows: done } = await db.pool.query(
    `SELECT count(*)::integer AS n, count(DISTINCT person_id)::integer AS people FROM changed`,
  );
  expect(done).toEqual([{ n: MANY, people: MANY }]);
  worker.child.kill('SIGTERM');
  expect([(await second.stop()).code, (await worker.ended).code]).toEqual([0, 0]);
});

it('kill -9 beside a cancel: the part in hand has no effect, the cancel holds, and nobody goes on', async () => {
  const w = await world(direct, {}, { role_id: ADMIN_ROLE });
  const { key } = await write(direct.kysely, w.teamId, (tx) =>
    createApiKey(tx, w.teamId, { userId: w.userId, name: 'test', scopes: ALL_SCOPES }, systemClock.now()),
  );
  const environment = (name: string) => besideOthers(db, folder, name);
  const [first, second] = await Promise.all([
    startServer(await environment('cancel first'), 'api'),
    startServer(await environment('cancel second'), 'api'),
  ]);
  const call = api(second.url, key);
  const { body } = await call('POST', '/v2/imports', { name: 'Wrong file' });
  await db.pool.query(
    `WITH made AS (INSERT INTO people (team_id, created_at, updated_at, owner_id, email_address)
       SELECT $1, now(), now(), $2, 'cancel' || n || '@example.com' FROM generate_series(1, ${MANY}) n RETURNING id)
     INSERT INTO import_people (team_id, import_id, person_id) SELECT $1, $3, id FROM made`,
    [w.teamId, w.userId, body.data.id],
  );
  // Only what deletes the 900th waits: a row that is held would have chores wait as well, and the command behind them. (Nor can it
  // be waited for that a chore is over: of a process that was killed at one, another takes it up after two minutes.)
  const { rows: at900 } = await db.pool.query<{ id: number }>(
    `SELECT id FROM people WHERE team_id = $1 AND email_address = 'cancel900@example.com'`,
    [w.teamId],
  );
  await db.pool.query(`CREATE FUNCTION wait_at_900() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      PERFORM pg_advisory_xact_lock(900); RETURN NEW; END $$;
    CREATE TRIGGER wait_at_900 BEFORE UPDATE ON people FOR EACH ROW
      WHEN (NEW.id = ${at900[0]?.id} AND NEW.deleted_at IS NOT NULL) EXECUTE FUNCTION wait_at_900()`);
  const holder = await db.pool.connect();
  await holder.query('SELECT pg_advisory_lock(900)');
  const remove = async (url: string) =>
    (await fetch(url, { method: 'DELETE', headers: { authorization: `Bearer ${key}` } })).status;
  expect(await remove(`${first.url}/v2/imports/${body.data.id}?undo=all`)).toBe(204);
  await eventually(() => partWaits(db.pool), 'a part waits');
  const [command] = (await call('GET', '/v2/long_commands')).body.data;
  const cancelled = call('POST', `/v2/long_commands/${command.id}/cancel`);
  // Asked while the part is in hand: whoever has the row is waited for.
  await eventually(() => waits(db.pool, `query ~* 'from "long_commands"'`), 'the cancel waits');
  await first.stop('SIGKILL');
  await holder.query('SELECT pg_advisory_unlock(900)');
  holder.release();
  const answer = (await cancelled).body.data;
  expect(answer).toMatchObject({ kind: 'delete_import_people', total: MANY, cancellable: false });
  const gone = async () => {
    const { rows } = await db.pool.query<{ n: number }>(
      'SELECT count(*)::integer AS n FROM people WHERE team_id = $1 AND deleted_at IS NOT NULL',
      [w.teamId],
    );
    return rows[0]?.n;
  };
  expect(await gone()).toBe(answer.done);
  expect(answer.done).toBeLessThan(900);

  // Another command of the team goes to its end, and this one stays where it is.
  const third = await startServer(await environment('cancel third'));
  const { body: stage } = await call('POST', '/v2/person_stages', { name: 'Old' });
  await db.pool.query(
    'UPDATE people SET person_stage_id = $2 WHERE team_id = $1 AND deleted_at IS NULL AND id % 2 = 0',
    [w.teamId, stage.data.id],
  );
  expect(await remove(`${third.url}/v2/person_stages/${stage.data.id}`)).toBe(204);
  await eventually(
    async () => (await call('GET', '/v2/long_commands')).body.data.length === 1,
    'the other command ends',
  );
  expect((await call('GET', '/v2/long_commands')).body.data).toEqual([answer]);
  expect(await gone()).toBe(answer.done);
  expect([(await second.stop()).code, (await third.stop()).code]).toEqual([0, 0]);
}, 120_000);
