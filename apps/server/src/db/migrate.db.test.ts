import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../../tests/support/database.js';
import { type Migration, migrate, migrations, migrationState, requireMigrated } from './migrate.js';

let db: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const made = (version: number, sql: string, needs?: number): Migration => ({
  version,
  name: `made_${version}`,
  sql,
  checksum: `sum of ${sql}`,
  needs,
});
const run = (known: Migration[]) => migrate(db.database.pool, () => undefined, known);

describe('a process of the version before', () => {
  const old = migrations();
  const next = (old.at(-1)?.version ?? 0) + 1;
  const expand = made(next, 'CREATE TABLE expanded (id integer)');
  const contract = made(next + 1, 'DROP TABLE expanded', next);

  it('starts on a database that a newer one expanded, and says so', async () => {
    await run([...old, expand]);
    expect((await run(old)).state).toMatchObject({ unknown: 1, pending: 0, barrier: undefined });
    await expect(requireMigrated(db.database.pool)).resolves.toMatchObject({ unknown: 1 });
  });

  it('starts after the contraction when it knows the expansion, and refuses when it does not', async () => {
    await run([...old, expand, contract]);
    expect((await run([...old, expand])).state.barrier).toBeUndefined();
    const refusal = `took away what this one needs (migration ${next + 1} made_${next + 1})`;
    await expect(run(old)).rejects.toThrow(refusal);
    await expect(requireMigrated(db.database.pool)).rejects.toThrow(refusal);
  });

  it('is told by a migration that is numbered among the known ones as well', async () => {
    const between = made(5, 'SELECT 1');
    await run([...old, expand, contract, between]);
    expect((await run([...old, expand])).state.unknown).toBe(2);
  });
});

it('notices a migration that is not the one that was applied', async () => {
  const [first, ...rest] = migrations();
  const state = await migrationState(db.database.pool, [
    { ...(first as Migration), checksum: 'other' },
    ...rest,
  ]);
  expect(state.changed).toEqual([`${first?.version} ${first?.name}`]);
  expect((await migrationState(db.database.pool)).changed).toEqual([]);
});

it('reads what a migration needs from a line of its own', () => {
  for (const { needs, sql } of migrations()) expect(needs === undefined).toBe(!sql.includes('\n-- needs '));
});

it('gives way to who holds one table and wants another, instead of ending in a deadlock', async () => {
  const own = await testDatabase();
  const { pool } = own.database;
  await pool.query('CREATE TABLE one (id integer); CREATE TABLE two (id integer)');
  const two = made(
    9900,
    'ALTER TABLE one ADD COLUMN added integer; ALTER TABLE two ADD COLUMN added integer',
  );
  const writer = await pool.connect();
  await writer.query('BEGIN; INSERT INTO two (id) VALUES (1)');
  const migrating = migrate(pool, () => undefined, [...migrations(), two]);
  const waits = async () =>
    (await pool.query(`SELECT FROM pg_locks WHERE NOT granted AND relation = 'two'::regclass`)).rowCount;
  await expect.poll(waits, { timeout: 20_000 }).toBe(1);
  await writer.query('INSERT INTO one (id) VALUES (1)');
  await writer.query('COMMIT');
  writer.release();
  await migrating;
  expect((await pool.query('SELECT one.added, two.added FROM one, two')).rowCount).toBe(1);
  await own.close();
});
