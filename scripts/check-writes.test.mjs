import { expect, test } from 'vitest';
import { judge, tablesIn, writesOf } from './check-writes.mjs';

test('a write is known by its SQL, however it is written, and a lock is none', () => {
  expect(
    tablesIn('WITH a AS (UPDATE emails e SET x = 1), b AS (INSERT INTO "x" (a) SELECT 1) DELETE FROM tags t'),
  ).toEqual(['emails', '"x"', 'tags']);
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
