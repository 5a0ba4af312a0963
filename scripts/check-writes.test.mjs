import { expect, test } from 'vitest';
import { judge, sqlLinesOf, tablesIn, writesOf } from './check-writes.mjs';

test('a write is known by its SQL, however it is written, and a lock is none', () => {
  expect(
    tablesIn('WITH a AS (UPDATE emails e SET x = 1), b AS (INSERT INTO "x" (a) SELECT 1) DELETE FROM tags t'),
  ).toEqual(['emails', 'x', 'tags']);
  expect(tablesIn('SELECT id FROM people FOR UPDATE OF p')).toEqual([]);
  expect(tablesIn('SELECT id FROM people FOR NO KEY UPDATE SKIP LOCKED')).toEqual([]);
  expect(tablesIn('INSERT INTO tags (a) VALUES (1) ON CONFLICT (a) DO UPDATE SET a = 2')).toEqual(['tags']);
  const source =
    "const f = (tx) => { tx.updateTable('people as p'); return sql<Row>`UPDATE ONLY actions SET at = now() ${x}`; };";
  const { tables, plain, clock } = writesOf(
    'a.ts',
    `${source} const rows = plainRows({ table: 'notes', a: 1 });`,
  );
  expect([...tables]).toEqual(['people', 'actions', 'notes']);
  expect([...plain]).toEqual(['notes']);
  expect(clock).toEqual([1]);
});

test('who is no owner, and no debt, is told; so is a debt that was paid', () => {
  const facts = {
    owners: { people: 'domain/people' },
    debts: { people: ['domain/notes/a.ts', 'domain/notes/b.ts'] },
  };
  const writes = new Map([
    ['domain/people/x.ts', new Set(['people'])],
    ['domain/notes/a.ts', new Set(['people'])],
    ['domain/peoples/x.ts', new Set(['people'])],
    ['http/y.ts', new Set(['tags', 'elsewhere'])],
    ['domain/notes/c.ts', new Set(['notes'])],
    ['domain/calls/c.ts', new Set(['notes'])],
  ]);
  const plain = new Map([['notes', 'domain/notes/c.ts']]);
  expect(judge(writes, facts, new Set(['people', 'tags', 'notes']), plain)).toEqual([
    'domain/peoples/x.ts: writes people, which domain/people alone does: call a command of its face',
    'http/y.ts: writes tags: say in scripts/writers.json whose it is (owners)',
    'domain/calls/c.ts: writes notes, which domain/notes alone does: call a command of its face',
    'domain/notes/b.ts writes people no more: strike it out of scripts/writers.json',
  ]);
});

test('nobody writes past it by quotes, schemas, comments, small letters, texts of a driver or the builder', () => {
  const tablesOf = (source) => [...writesOf('a.ts', source).tables];
  expect(tablesIn('with gone as (delete from only "public"."people" as p returning id) select 1')).toEqual([
    'people',
  ]);
  expect(tablesIn('MERGE INTO People USING x ON true')).toEqual(['people']);
  expect(tablesIn('UPDATE /* the */ people -- of a team\nSET a = 1')).toEqual(['people']);
  expect(tablesIn('TRUNCATE TABLE people')).toEqual(['people']);
  expect(tablesOf("pool.query('DELETE FROM people WHERE id = $1')")).toEqual(['people']);
  expect(tablesOf('pool.query(`INSERT INTO people (a) SELECT ${x}`)')).toEqual(['people']);
  expect(tablesOf("sql`UPDATE ${sql.table('people')} SET a = 1`")).toEqual(['people']);
  expect(tablesOf("tx.updateTable(['people as p', 'tags'])")).toEqual(['people', 'tags']);
  expect(tablesOf("softDelete(command, 'people', id)")).toEqual(['people']);
  expect(tablesOf("const rows = plainRows({ table: 'people', admins: 'people' })")).toEqual(['people']);
  expect(tablesOf("const LEASE = { table: 'people', until: 'a', by: 'b' }")).toEqual(['people']);
  expect(tablesOf("throw new Error('may not update people')")).toEqual([]);
});

test('a table that stands in no text is refused where nobody says which it may be', () => {
  const source = 'sql`UPDATE ${sql.table(table)} SET a = 1`; tx.deleteFrom(other);';
  const { tables } = writesOf('a.ts', source);
  expect([...tables]).toEqual(['?']);
  const owners = { people: 'domain/people', tags: 'domain/tags' };
  const all = new Set(['people', 'tags']);
  const judged = (given) =>
    judge(new Map([['domain/people/a.ts', tables]]), { owners, debts: {}, given }, all);
  expect(judged({})).toEqual(['domain/people/a.ts: writes a table that stands in no text: name it']);
  expect(judged({ 'domain/people/a.ts': ['people'] })).toEqual([]);
  expect(judged({ 'domain/people/a.ts': ['people', 'tags'] })).toEqual([
    'domain/people/a.ts: writes tags, which domain/tags alone does: call a command of its face',
  ]);
});

test('SQL is known in HTTP, however it is written; types and words are none', () => {
  const lines = (source) => sqlLinesOf('http/a.ts', source);
  expect(lines("import { sql } from 'kysely';\nimport type pg from 'pg';\nimport pg2 from 'pg';")).toEqual([
    1, 3,
  ]);
  expect(lines("db.selectFrom('people');\ndb\n.insertInto('people');")).toEqual([1, 2]);
  expect(
    lines("const a = sql`1`;\nconst b = `\n SELECT ${x}`;\npool.query('UPDATE people SET a = 1');"),
  ).toEqual([1, 2, 4]);
  expect(lines("say('Select a cadence'); const what = 'SELECTED'; list(view, 'WITHIN');")).toEqual([]);
});
