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
  await eventually(() => partWaits(db.pool));
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
  await eventually(async () => (await told()).length === 0);
  const { rows: done } = await db.pool.query(
    `SELECT count(*)::integer AS n, count(DISTINCT person_id)::integer AS people FROM changed`,
  );
  expect(done).toEqual([{ n: MANY, people: MANY }]);
  worker.child.kill('SIGTERM');
  expect([(await second.stop()).code, (await worker.ended).code]).toEqual([0, 0]);
});
