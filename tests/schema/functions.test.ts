import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';

let db: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

// A function in SQL is parsed with each statement that writes the table, to find out whether it can be inlined.
it('has no function in SQL in what an index is made of', async () => {
  const { rows } = await db.database.pool.query<{ name: string }>(`
    SELECT DISTINCT p.proname AS name FROM pg_depend d
      JOIN pg_index i ON d.classid = 'pg_class'::regclass AND i.indexrelid = d.objid
      JOIN pg_proc p ON d.refclassid = 'pg_proc'::regclass AND p.oid = d.refobjid
      JOIN pg_language l ON l.oid = p.prolang AND l.lanname = 'sql'
    WHERE p.pronamespace = current_schema()::regnamespace`);
  expect(rows.map(({ name }) => name)).toEqual([]);
});

// One that is declared steadier than what it calls starts an executor of its own for each value of each row.
it('inlines what the rows of an answer are made with', async () => {
  const { rows } = await db.database.pool.query<{ 'QUERY PLAN': string }>(`
    EXPLAIN (VERBOSE, COSTS OFF) SELECT wire_time(updated_at, 'UTC'), wire_ref('base', '/v2/people/', id), wire_refs('base', '/v2/cadences/', cadence_ids)
    FROM people`);
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toContain('json_build_object');
  expect(plan).not.toMatch(/wire_(time|ref|refs)\(/);
});
