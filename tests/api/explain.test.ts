import { contract, type ListSpec } from '@cadenza/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainable, type ListQuery, type ReadContext } from '../../apps/server/src/db/listing.js';
import type { View } from '../../apps/server/src/db/view.js';
import { handlers } from '../../apps/server/src/http/handlers.js';
import { parseList, type RawQuery } from '../../apps/server/src/http/params.js';
import { BIG_TABLES, type BigTable, rowsOf, seedBigTables } from '../support/big-tables.js';
import { testDatabase } from '../support/database.js';
import { pagesRead, pathOf, type Plan, queriesOf, rowsRead, seqScans } from '../support/explain.js';

/**
 * Every list query uses an index: each filter (with a value that many rows have, few, none), each sort, both ways,
 * paged and by cursor, of every list that grows without bound is run under EXPLAIN ANALYZE on seeded tables.
 *
 * A query passes when it scans no big table from end to end and looks at few rows to find its page. There are two good plans
 * where m of n rows match and 26 are wanted: walk the sort's index and meet them soon (26 n/m rows), or fetch all by the
 * filter's index and sort (m rows). The better of the two never looks at more than the root of 26 n; five times that is
 * allowed, because the planner estimates, and weighs pages rather than rows. At a million that is 2.5 rows in a hundred.
 * A prepared statement may settle on a plan for any value: where that one is cheaper in PostgreSQL's eyes it must pass too.
 *
 * EXPLAIN_PEOPLE=1000000 repeats it at the size the project promises; EXPLAIN_SHOW=1 prints every plan's path.
 */
const PEOPLE = Number(process.env['EXPLAIN_PEOPLE'] ?? 50_000);
const NOW = new Date('2026-03-02T09:00:00.000Z');
const bound = (rows: number) => 5 * Math.sqrt(26 * rows);

let db: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  db = await testDatabase();
  await seedBigTables(db.database, PEOPLE);
}, 900_000);
afterAll(() => db.close());

const ADMIN: ReadContext = {
  team: 1,
  tz: 'US/Eastern',
  base: 'http://cadenza.test',
  user: 2,
  admin: true,
  group: null,
  open: true,
  contents: true,
  now: NOW,
};
const REP: ReadContext = { ...ADMIN, admin: false };
/** A rep who has a tenth of the people, in a team that shows people to their owners only. */
const OWNER: ReadContext = { ...REP, open: false };
/** A rep who has nothing yet, in a team that shows people to their owners only. */
const NEWCOMER: ReadContext = { ...REP, open: false, user: 80 };
/** The team where nobody carries a flag, a twentieth of the rows. */
const UNFLAGGED: ReadContext = { ...ADMIN, team: 2, user: 91 };

/** At worst all rows about the caller's own people are fetched, and the people: a tenth of either, counted where found and where read. */
const ownRows = (name: BigTable): number =>
  (rowsOf(name, PEOPLE) + 2 * PEOPLE) / 4 + bound(rowsOf(name, PEOPLE));
const viewOf = (name: BigTable): View => handlers.resources[name].view;
const specOf = (name: BigTable): ListSpec => contract.resources[name].list;
const parsed = (name: BigTable, raw: RawQuery): ListQuery => parseList(specOf(name), raw, true).query;

/** What is wrong with the plan of a query, in one line; undefined when nothing is. */
async function fault(
  label: string,
  name: BigTable,
  context: ReadContext,
  query: ListQuery,
  most = bound(rowsOf(name, PEOPLE)),
): Promise<string | undefined> {
  const { pool } = db.database;
  const { text, values } = await explainable(pool, viewOf(name), context, query);
  const explain = async (options: string, given: unknown[]): Promise<Plan> =>
    (await pool.query(`EXPLAIN (FORMAT JSON, ${options}) ${text}`, given)).rows[0]['QUERY PLAN'][0].Plan;
  const plan = await explain('ANALYZE, BUFFERS, TIMING OFF', values);
  const general = await explain('GENERIC_PLAN', []);
  const path = `${label}: ${Math.round(rowsRead(plan))} rows, ${pagesRead(plan)} pages by ${pathOf(plan)}`;
  if (process.env['EXPLAIN_SHOW']) process.stdout.write(`${path}\n`);
  const scans = seqScans(plan);
  if (scans.length > 0) return `${path}: scans ${scans.join(', ')}`;
  if (general['Total Cost'] <= plan['Total Cost'] && seqScans(general).length > 0)
    return `${label}: scans ${seqScans(general).join(', ')} once prepared`;
  // Two pages a row: its place in the index, and the row.
  return rowsRead(plan) > most || pagesRead(plan) > 2 * most
    ? `${path}: more than ${Math.round(most)} rows`
    : undefined;
}

async function faults(checks: Iterable<() => Promise<string | undefined>>): Promise<string[]> {
  const found: string[] = [];
  for (const check of checks) {
    const wrong = await check();
    if (wrong !== undefined) found.push(wrong);
  }
  return found;
}

describe.each(BIG_TABLES)('list of %s', (name) => {
  it('finds the rows of every filter by an index', async () => {
    const checks: (() => Promise<string | undefined>)[] = [];
    for (const [filter, kind] of Object.entries(specOf(name).filters)) {
      for (const raw of await queriesOf(db.database.pool, viewOf(name), filter, kind))
        checks.push(() => fault(JSON.stringify(raw), name, ADMIN, parsed(name, raw)));
    }
    expect(await faults(checks)).toEqual([]);
  }, 120_000);

  it('walks every sort in index order, both ways, paged and by cursor', async () => {
    const checks: (() => Promise<string | undefined>)[] = [];
    for (const sort of specOf(name).sorts) {
      for (const sort_direction of ['ASC', 'DESC']) {
        const label = `${sort} ${sort_direction}`;
        const paged = parsed(name, { sort_by: sort, sort_direction, page: '1' });
        const walk = parsed(name, { sort_by: sort, sort_direction, cursor: '' });
        const { type, nullable } = viewOf(name).sorts[sort] ?? {};
        const value = { text: 'M', integer: '3', bigint: '3' }[type as string] ?? '2026-02-01';
        checks.push(() => fault(label, name, ADMIN, paged));
        checks.push(() => fault(`${label} as a rep`, name, REP, paged));
        checks.push(() => fault(`${label} as an owner`, name, OWNER, paged, ownRows(name)));
        checks.push(() => fault(`${label} by cursor`, name, ADMIN, walk));
        checks.push(() => fault(`${label} on`, name, ADMIN, { ...walk, after: { value, id: 5000 } }));
        if (nullable)
          checks.push(() =>
            fault(`${label} nulls`, name, ADMIN, { ...walk, after: { value: null, id: 5000 } }),
          );
      }
    }
    expect(await faults(checks)).toEqual([]);
  }, 120_000);
});

describe('what nobody has', () => {
  // The usual state of a row has no index: it is found at once, in any team but one where every row is special.
  it('is not searched for in every row: flags', async () => {
    const checks: (() => Promise<string | undefined>)[] = [];
    for (const name of BIG_TABLES) {
      for (const [filter, { kind }] of Object.entries(specOf(name).filters)) {
        if (kind !== 'bool') continue;
        for (const word of ['true', 'false']) {
          const query = parsed(name, { [filter]: word });
          const most = bound(rowsOf(name, PEOPLE) / 20);
          checks.push(() => fault(`${name} ${filter}=${word}`, name, UNFLAGGED, query, most));
        }
      }
    }
    expect(await faults(checks)).toEqual([]);
  }, 120_000);

  it('is not searched for in every row: records of a new rep', async () => {
    const checks = BIG_TABLES.filter((name) => viewOf(name).sight !== null || name === 'imports').map(
      (name) => () => fault(name, name, NEWCOMER, parsed(name, {}), 500),
    );
    expect(await faults(checks)).toEqual([]);
  });
});
