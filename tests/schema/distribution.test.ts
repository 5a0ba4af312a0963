import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { type Offenders, offendersOf } from './catalog.js';
import { claimsBelow, claimsIn } from './claims.js';

/** What there was when the rules came (docs/architecture.md): it may only become less. `underway`: being paid elsewhere, may be gone already. */
const debts = JSON.parse(
  readFileSync(fileURLToPath(new URL('distribution-debts.json', import.meta.url)), 'utf8'),
) as Offenders & { claims: string[]; underway: string[] };
const server = fileURLToPath(new URL('../../apps/server/src', import.meta.url));
const NEW =
  'a distributed PostgreSQL refuses this (docs/architecture.md, "Room to be distributed later"): lead it by team_id';
const GONE = 'this debt is paid: strike it out of tests/schema/distribution-debts.json';

let db: Awaited<ReturnType<typeof testDatabase>>;
let found: Offenders & { claims: string[] };
beforeAll(async () => {
  db = await testDatabase();
  found = { ...(await offendersOf(db.database.pool)), claims: claimsBelow(server) };
});
afterAll(() => db.close());

const without = (names: readonly string[], others: readonly string[]) =>
  names.filter((name) => !others.includes(name));

it.each(['tables', 'unique', 'foreign', 'notify', 'definer', 'claims'] as const)(
  'owes nothing new, and no debt that is paid: %s',
  (kind) => {
    expect(without(found[kind], debts[kind]), NEW).toEqual([]);
    expect(without(debts[kind], [...found[kind], ...debts.underway]), GONE).toEqual([]);
  },
);

it('finds what a migration may bring', async () => {
  await db.database.pool.query(`
    CREATE TABLE planted_shared (id bigint PRIMARY KEY);
    CREATE TABLE planted (team_id bigint NOT NULL REFERENCES teams, id bigint NOT NULL, other_team bigint REFERENCES teams (id),
      shared bigint CONSTRAINT planted_to_shared REFERENCES planted_shared, code text CONSTRAINT planted_code UNIQUE,
      PRIMARY KEY (team_id, id), CONSTRAINT planted_fine UNIQUE (id, team_id));
    CREATE UNIQUE INDEX planted_included ON planted (id) INCLUDE (team_id);
    CREATE UNIQUE INDEX planted_expression ON planted ((team_id + 1), id);
    CREATE TABLE planted_child (team_id bigint NOT NULL, id bigint NOT NULL, parent bigint,
      PRIMARY KEY (team_id, id), CONSTRAINT planted_good FOREIGN KEY (team_id, parent) REFERENCES planted (team_id, id),
      CONSTRAINT planted_crossed FOREIGN KEY (parent, team_id) REFERENCES planted (team_id, id));
    CREATE FUNCTION planted_notify() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NOTIFY planted; RETURN NEW; END $$;
    CREATE FUNCTION planted_unnoticed() RETURNS text LANGUAGE sql RETURN 'notify_me';
    CREATE FUNCTION planted_owner(of bigint) RETURNS bigint LANGUAGE sql SECURITY DEFINER RETURN of;`);
  const planted = await offendersOf(db.database.pool);
  expect(without(planted.tables, debts.tables)).toEqual(['planted_shared']);
  expect(without(planted.unique, debts.unique)).toEqual([
    'planted.planted_code',
    'planted.planted_expression',
    'planted.planted_included',
  ]);
  expect(without(planted.foreign, debts.foreign)).toEqual([
    'planted.planted_other_team_fkey',
    'planted.planted_to_shared',
    'planted_child.planted_crossed',
  ]);
  expect(without(planted.notify, debts.notify)).toEqual(['planted_notify()']);
  expect(without(planted.definer, debts.definer)).toEqual(['planted_owner(of bigint)']);
});

it.each([
  ['sql`SELECT id FROM a WHERE due_at < ${now} LIMIT 1 FOR UPDATE SKIP LOCKED`', true],
  ['sql`SELECT id FROM a WHERE team_id = ${team} LIMIT 1 FOR UPDATE SKIP LOCKED`', false],
  ['sql`SELECT id FROM a JOIN k ON a.team_id = k.team_id FOR UPDATE OF a SKIP LOCKED`', true],
  ['sql`SELECT id FROM a WHERE ${teams} FOR NO KEY UPDATE skip  locked`', true],
  [
    'sql`UPDATE a SET x = 1 WHERE team_id = ${team} AND id IN (SELECT id FROM a FOR UPDATE SKIP LOCKED)`',
    true,
  ],
  ['sql`SELECT id FROM a WHERE x IN (SELECT x FROM b WHERE team_id = ${team}) FOR UPDATE SKIP LOCKED`', true],
  ['sql`SELECT id FROM a WHERE team_id = ${team} OR ${all} FOR UPDATE SKIP LOCKED`', true],
  [
    'const open = sql`team_id = ${team}`; await sql`SELECT id FROM a WHERE ${open} FOR UPDATE SKIP LOCKED`',
    false,
  ],
  ['sql`SELECT id FROM a ORDER BY id FOR UPDATE ${skip ? sql`SKIP LOCKED` : sql``}`', true],
  ['sql`SELECT id FROM a WHERE state = 1 AND a.lease_until <= ${now} LIMIT 5`', true],
  [
    'sql`WITH lost AS (UPDATE a SET x = 1 WHERE lease_until <= ${now} RETURNING id) SELECT id FROM lost`',
    true,
  ],
  ['sql`SELECT id FROM a WHERE team_id = ${team} AND (lease_until IS NULL OR lease_until <= ${now})`', false],
  ['sql`q.lease_until <= ${now}`', false],
  ["tx.selectFrom('a').select('id').where('team_id', '=', team).forUpdate().skipLocked()", false],
  ["tx.selectFrom('a').select('id').where('id', '=', id).forUpdate().skipLocked()", true],
])('knows a claim over all teams: %s', (text, refused) => {
  expect(claimsIn(`async function owner() { ${text}; }`)).toEqual(refused ? ['owner'] : []);
});
