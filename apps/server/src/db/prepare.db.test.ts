import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../../tests/support/database.js';
import { connect, type Database } from './connect.js';
import { withPreparedStatements, statementsOf } from './prepare.js';
import { StatementNames, weight } from './statement-names.js';
import { readOnly, write, writeAcrossTeams } from './write.js';

let db: Awaited<ReturnType<typeof testDatabase>>;
/** One connection, so that the statements asked about are the ones that were prepared. */
let one: Database;
beforeAll(async () => {
  db = await testDatabase();
  one = connect({ connection: db.connection, max: 1, onError: () => undefined });
});
afterAll(async () => {
  await one.close();
  await db.close();
});

let tables = 0;
/** A table of its own with one row, and a statement that has been prepared over it. */
async function prepared(): Promise<{ table: string; read: () => Promise<unknown>; text: string }> {
  tables += 1;
  const table = `changing_${tables}`;
  await one.pool.query(`CREATE TABLE ${table} (id int, n int); INSERT INTO ${table} (id, n) VALUES (1, 7);
    GRANT SELECT, UPDATE ON ${table} TO cadenza_tenant`);
  const text = `SELECT n FROM ${table} WHERE id = $1`;
  const read = async () => (await statementsOf(one.pool).query<{ n: unknown }>(text, [1])).rows[0]?.n;
  for (let i = 0; i < 3; i += 1) expect(await read()).toBe(7);
  return { table, read, text };
}
const holds = async (text: string) =>
  (
    await one.pool.query<{ n: number }>(
      'SELECT count(*) AS n FROM pg_prepared_statements WHERE statement = $1',
      [text],
    )
  ).rows[0]?.n;

describe('a statement that a migration made invalid', () => {
  it('is prepared anew at once outside a transaction, and the old one is let go', async () => {
    const { table, read, text } = await prepared();
    await one.pool.query(`ALTER TABLE ${table} ALTER n TYPE bigint`);
    expect(await read()).toBe(7);
    expect(await read()).toBe(7);
    expect(await holds(text)).toBe(1);
  });

  it.each([
    ['write', write],
    ['snapshot', readOnly],
  ])('lets %s begin again', async (_, transaction) => {
    const { table, text } = await prepared();
    let begun = 0;
    const work = (id: number) =>
      transaction(one.kysely, 1, async (tx) => {
        begun += 1;
        return (await sql<{ n: unknown }>`${sql.raw(text.replace('$1', ''))}${id}`.execute(tx)).rows;
      });
    await work(1);
    await one.pool.query(`ALTER TABLE ${table} ALTER n TYPE text`);
    begun = 0;
    expect(await work(1)).toEqual([{ n: '7' }]);
    expect(begun).toBe(2);
    expect(await work(1)).toEqual([{ n: '7' }]);
    expect(begun).toBe(3);
  });

  it('is prepared anew when the server does not know it any more', async () => {
    const { read, text } = await prepared();
    await one.pool.query('DEALLOCATE ALL');
    expect(await read()).toBe(7);
    await one.pool.query('DEALLOCATE ALL');
    const rows = await write(one.kysely, 1, (tx) =>
      sql<{ n: unknown }>`${sql.raw(text.replace('$1', ''))}${1}`.execute(tx),
    );
    expect(rows.rows).toEqual([{ n: 7 }]);
  });
});

it('a connection lets go what lost its name, and holds no more than the budget', async () => {
  const pool = new pg.Pool({ ...db.connection, max: 1 });
  try {
    const texts = Array.from({ length: 30 }, (_, at) => `SELECT ${at + 100} AS n WHERE $1::int = 1`);
    const names = new StatementNames({ budget: weight(texts[0] as string) * 5 });
    const statements = withPreparedStatements(pool, names);
    for (const [at, text] of texts.entries())
      for (let i = 0; i < 2 + at; i += 1) await statements.query(text, [1]);
    const { rows } = await statements.query<{ statement: string }>(
      "SELECT statement FROM pg_prepared_statements WHERE statement LIKE '%AS n WHERE%' AND $1::int = 1",
      [1],
    );
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.length).toBeLessThanOrEqual(5);
  } finally {
    await pool.end();
  }
});

describe('a transaction that PostgreSQL ended for the sake of others', () => {
  it('is carried out again: two that wait for each other both end well', async () => {
    await db.database.pool.query(
      'CREATE TABLE pair (id int PRIMARY KEY, n int); INSERT INTO pair VALUES (1, 0), (2, 0); GRANT ALL ON pair TO cadenza_tenant',
    );
    let firsts = 0;
    let bothHold: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (bothHold = resolve));
    const change = (order: readonly number[]) =>
      write(db.database.kysely, 1, async (tx) => {
        await sql`UPDATE pair SET n = n + 1 WHERE id = ${order[0]}`.execute(tx);
        firsts += 1;
        if (firsts === 2) bothHold();
        await held;
        await sql`UPDATE pair SET n = n + 1 WHERE id = ${order[1]}`.execute(tx);
      });
    await Promise.all([change([1, 2]), change([2, 1])]);
    const { rows } = await db.database.pool.query('SELECT n FROM pair ORDER BY id');
    expect(rows).toEqual([{ n: 2 }, { n: 2 }]);
    // (Four when PostgreSQL ended both: each for the other.)
    expect(firsts).toBeGreaterThanOrEqual(3);
  });

  it('ends in the error after the third try, and at once where nobody said that it may be repeated', async () => {
    let begun = 0;
    const fail = async (tx: Parameters<Parameters<typeof write>[2]>[0]) => {
      begun += 1;
      await sql`DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$`.execute(tx);
    };
    await expect(write(one.kysely, 1, fail)).rejects.toThrow('again');
    expect(begun).toBe(3);
    begun = 0;
    await expect(writeAcrossTeams(one.kysely, fail)).rejects.toThrow('again');
    expect(begun).toBe(1);
  });
});

it('a statement by itself that PostgreSQL ended for the sake of others is sent again, named or not', async () => {
  await one.pool.query(`
    CREATE SEQUENCE stumbles;
    CREATE FUNCTION stumble(every bigint) RETURNS bigint LANGUAGE plpgsql AS $$ DECLARE n bigint := nextval('stumbles'); BEGIN
      IF n % every = 1 THEN RAISE EXCEPTION 'stumbled' USING ERRCODE = '40P01'; END IF;
      RETURN n; END $$`);
  const ask = () => sql<{ n: number }>`SELECT stumble(${2}) AS n`.execute(one.kysely);
  for (const n of [2, 4, 6, 8]) expect((await ask()).rows).toEqual([{ n }]);
});

describe('what opens a transaction travels with its first statement', () => {
  const HERE = sql<{ role: string; team: string; level: string; reads: string; open: boolean }>`
    SELECT current_user AS role, current_setting('cadenza.team_id', true) AS team, current_setting('transaction_isolation') AS level,
      current_setting('transaction_read_only') AS reads, now() < statement_timestamp() AS open`;
  const here = async (tx: Parameters<Parameters<typeof write>[2]>[0]) => {
    await sql`SELECT pg_sleep(0.01)`.execute(tx);
    return (await HERE.execute(tx)).rows[0];
  };

  it('of the kind that was asked for, as the team alone', async () => {
    const team = { role: 'cadenza_tenant', team: '7', open: true };
    expect(await write(one.kysely, 7, here)).toEqual({ ...team, level: 'read committed', reads: 'off' });
    expect(await readOnly(one.kysely, 7, here)).toEqual({ ...team, level: 'repeatable read', reads: 'on' });
    const { role, open } = (await writeAcrossTeams(one.kysely, here)) ?? {};
    expect([role, open]).toEqual([db.connection.user, true]);
    // And nothing of it is left on the connection.
    const { rows } = await HERE.execute(one.kysely);
    expect(rows).toMatchObject([{ role: db.connection.user, reads: 'off', open: false }]);
    expect(rows[0]?.team ?? '').toBe('');
  });

  it('takes back the first statement with the others, and leaves nothing open where nothing was said', async () => {
    const warnings: string[] = [];
    const client = await one.pool.connect();
    client.on('notice', (notice) => warnings.push(notice.message ?? ''));
    client.release();
    await one.pool.query('CREATE TABLE taken_back (id int); GRANT ALL ON taken_back TO cadenza_tenant');
    const fail = async (tx: Parameters<Parameters<typeof write>[2]>[0]) => {
      await sql`INSERT INTO taken_back VALUES (${1})`.execute(tx);
      throw new Error('no');
    };
    await expect(writeAcrossTeams(one.kysely, fail)).rejects.toThrow('no');
    await expect(write(one.kysely, 7, fail)).rejects.toThrow('no');
    await writeAcrossTeams(one.kysely, async () => undefined);
    await expect(
      writeAcrossTeams(one.kysely, async () => {
        throw new Error('before anything');
      }),
    ).rejects.toThrow('before anything');
    expect((await one.pool.query('SELECT id FROM taken_back')).rows).toEqual([]);
    expect(warnings).toEqual([]);
  });
});
