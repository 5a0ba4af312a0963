import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { connect } from '../../apps/server/src/db/connect.js';
import { migrate, migrations } from '../../apps/server/src/db/migrate.js';
import { claimActions } from '../../apps/server/src/engine/claim.js';
import { testDatabase } from '../support/database.js';

/**
 * The engine's moment moved from `due_on` to `due_at` (migrations 0140 to 0142) under processes of the version before,
 * which write and claim by the old column until they are replaced.
 */
const NOW = new Date('2026-03-02T09:00:00Z');
const ROWS = 20_000;
const COLUMNS =
  'team_id, created_at, updated_at, membership_id, cadence_id, step_id, step_group_id, person_id, user_id, type, automated, reason';
/** Actions then stand alone. */
const BARE = `DO $$ DECLARE c name; BEGIN
  FOR c IN SELECT conname FROM pg_constraint WHERE conrelid = 'actions'::regclass AND contype = 'f' LOOP
    EXECUTE format('ALTER TABLE actions DROP CONSTRAINT %I', c); END LOOP; END $$`;
/** Planned work of team 1, a quarter of it done. */
const plant = (column: string, due: string, from: number, to: number) => `
  INSERT INTO actions (${COLUMNS}, status, ${column})
  SELECT 1, now(), now(), n, 1, 1, 1, n, 1, 'email', true, 'x', CASE n % 4 WHEN 0 THEN 'completed' ELSE 'planned' END, ${due}
  FROM generate_series(${from}, ${to}) n`;

let db: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  db = await testDatabase();
  await db.database.pool.query(BARE);
  await db.database.pool.query(
    `INSERT INTO teams (id, created_at, updated_at, name) OVERRIDING SYSTEM VALUE VALUES (1, now(), now(), 'Team')`,
  );
});
afterAll(() => db.close());

it('fills what is there while the old version claims, plans and holds rows', async () => {
  const name = `due_at_${process.pid}`;
  const admin = new pg.Client(inject('postgres'));
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  const pool = new pg.Pool({ ...inject('postgres'), database: name });
  const known = migrations();
  const upTo = (version: number) =>
    migrate(
      pool,
      () => undefined,
      known.filter((each) => each.version <= version),
    );
  const count = async (where: string): Promise<number> =>
    (await pool.query(`SELECT count(*)::integer AS n FROM actions WHERE ${where}`)).rows[0].n;

  await upTo(139);
  await pool.query(BARE);
  await pool.query(plant('due_on', `timestamptz '2026-03-01' + n * interval '1.000001 s'`, 1, ROWS));
  await upTo(140);
  const holder = await pool.connect();
  await holder.query('BEGIN; SELECT FROM actions WHERE membership_id % 2000 = 7 FOR UPDATE');
  let filling = true;
  const old = (async () => {
    for (let n = 1; filling; n += 1) {
      await pool.query(
        `UPDATE actions SET claimed_until = now() WHERE membership_id BETWEEN ${n * 50} AND ${n * 50 + 40} AND membership_id % 2000 <> 7`,
      );
      await pool.query(
        `UPDATE actions SET due_on = due_on + interval '1 day' WHERE membership_id % 2000 <> 7 AND id IN (
           SELECT id FROM actions WHERE membership_id % 500 = ${n % 500} LIMIT 5)`,
      );
      await pool.query(plant('due_on', 'now()', ROWS + n, ROWS + n));
    }
  })();
  const filled = migrate(pool, () => undefined, known);
  const held = ROWS / 2000;
  while ((await count('due_at IS NULL')) > held) await count('due_at IS NULL');
  expect(await count('due_at IS NULL AND membership_id % 2000 = 7')).toBe(held);
  await holder.query(
    `UPDATE actions SET due_on = '2027-01-01' WHERE membership_id % 4000 = 7 AND membership_id <= ${ROWS}; COMMIT`,
  );
  holder.release();
  await filled;
  filling = false;
  await old;
  expect(await count('due_at IS DISTINCT FROM due_on OR due_at IS NULL')).toBe(0);
  expect(await count(`due_at = '2027-01-01'`)).toBe(held / 2);
  await expect(pool.query('UPDATE actions SET due_at = NULL WHERE id = 1')).rejects.toThrow('not-null');
  await pool.end();
});

it('shows each version what the other wrote, whichever column a statement names', async () => {
  const { pool } = db.database;
  await pool.query(plant('due_on', `'2026-03-01T08:00:00.000001Z'`, 1, 3));
  await pool.query(plant('due_at', `'2026-03-01T08:00:00.000001Z'`, 5, 7));
  await pool.query(plant('due_at, due_on', `'2026-03-01T08:00:00.000001Z', '2020-01-01'`, 9, 11));
  const changes = [
    `due_on = '2026-03-01T08:00:00.000002Z' WHERE membership_id IN (2, 6)`,
    `due_at = '2026-03-01T08:00:00.000003Z' WHERE membership_id IN (3, 7)`,
    `due_on = '2020-01-01', due_at = '2026-03-01T08:00:00.000003Z' WHERE membership_id = 10`,
    `due_on = due_on, due_at = due_at, reason = 'y' WHERE membership_id = 9`,
  ];
  for (const change of changes) await pool.query(`UPDATE actions SET ${change}`);
  const { rows } = await pool.query(
    'SELECT membership_id AS id, extract(microseconds FROM due_at)::integer AS us FROM actions WHERE due_at = due_on ORDER BY 1',
  );
  expect(rows.map(({ id, us }) => `${id}: ${us}`)).toEqual([
    '1: 1',
    '2: 2',
    '3: 3',
    '5: 1',
    '6: 2',
    '7: 3',
    '9: 1',
    '10: 3',
    '11: 1',
  ]);

  const claimed = await claimActions(db.database, NOW, 2, 60_000);
  const members = async (ids: number[]) =>
    (await pool.query('SELECT membership_id AS id FROM actions WHERE id = ANY($1)', [ids])).rows.map(
      ({ id }) => id,
    );
  expect((await members(claimed.map(({ id }) => id))).toSorted()).toEqual([1, 5]);
  // As a process of the version before claims.
  const { rows: theirs } = await pool.query(
    `UPDATE actions a SET claimed_until = $1::timestamptz + interval '1 minute' FROM (
       SELECT team_id, id FROM actions
       WHERE status = 'planned' AND due_on <= $1 AND (claimed_until IS NULL OR claimed_until <= $1) AND NOT team_id = ANY('{}'::bigint[])
       ORDER BY due_on, id LIMIT 100 FOR UPDATE SKIP LOCKED) d
     WHERE a.team_id = d.team_id AND a.id = d.id RETURNING a.membership_id AS id`,
    [NOW],
  );
  expect(theirs.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual([2, 3, 6, 7, 9, 10, 11]);
  expect(await claimActions(db.database, NOW, 100, 60_000)).toEqual([]);
});

it('claims by the new index, and reads few where thousands are due at one moment', async () => {
  const one = connect({ connection: db.connection, max: 1, onError: () => undefined });
  await one.pool.query(`${plant('due_at', `'2026-03-02T09:00:00Z'`, 100, ROWS)}; ANALYZE actions`);
  const read = async () => {
    await one.pool.query('SELECT pg_stat_force_next_flush()');
    const { rows } = await one.pool.query(
      "SELECT idx_tup_read::integer AS n FROM pg_stat_user_indexes WHERE indexrelname = 'actions_planned_team_at'",
    );
    return rows[0].n as number;
  };
  const before = await read();
  const claims = await claimActions(one, NOW, 50, 60_000);
  const after = await read();
  expect(claims.length).toBe(50);
  expect(after - before).toBeGreaterThanOrEqual(50);
  expect(after - before).toBeLessThan(1000);
  await one.close();
});
