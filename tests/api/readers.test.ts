import { contract } from '@cadenza/contract';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { edgeLimits } from '../../apps/server/src/db/edge.js';
import { migrations } from '../../apps/server/src/db/migrate.js';
import type { Key, View } from '../../apps/server/src/db/view.js';
import { carryOn } from '../../apps/server/src/engine/long-commands.js';
import { eventsAfter } from '../../apps/server/src/events/feed.js';
import { handlers } from '../../apps/server/src/http/handlers.js';
import { changes, copyList, missed, shared } from '../support/pollers.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

const WRITERS = 12;
const limits = { ...edgeLimits };

let server: TestServer;
const open: pg.Client[] = [];

beforeAll(async () => {
  // What a command leaves for later is done by whoever a test tells to.
  server = await createTestServer({}, 'wall', undefined, { carryOn: () => undefined });
});
afterEach(async () => {
  Object.assign(edgeLimits, limits);
  await Promise.all(open.splice(0).map((client) => client.end().catch(() => undefined)));
});
afterAll(() => server.close());

interface Row {
  id: number;
  created_at: string;
  updated_at: string;
}
let made = 0;
const create = async (who: Caller, more: object = {}): Promise<Row> => {
  made += 1;
  const answer = await who.call('POST', '/v2/people', { email_address: `r${made}@example.com`, ...more });
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data;
};
const list = async (who: Caller, path: string): Promise<Row[]> => {
  const answer = await who.call('GET', path);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data;
};

/** A writer that has stamped a row and does not end: a person of the team with the given name is changed. */
async function openWriter(who: Caller): Promise<{ client: pg.Client; id: number }> {
  const { id } = await create(who);
  const client = new pg.Client(server.database.pool.options);
  client.on('error', () => undefined);
  open.push(client);
  await client.connect();
  await client.query('BEGIN');
  await client.query('UPDATE people SET updated_at = now() WHERE team_id = $1 AND id = $2', [
    who.principal.teamId,
    id,
  ]);
  return { client, id };
}

const atOnce = (jobs: number, work: (job: number) => Promise<unknown>) => shared(WRITERS, jobs, work);

describe('stamps', () => {
  it('are given by the database in every table that a list shows them of', async () => {
    const { rows } = await server.database.pool.query<{ table: string; stamped: boolean; at: string }>(`
      SELECT c.relname AS table, a.attname AS at, EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'stamp') AS stamped
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname IN ('updated_at', 'created_at')
      WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace`);
    const unstamped = rows.filter((row) => !row.stamped);
    expect(unstamped.filter((row) => row.at === 'updated_at')).toEqual([]);
    const { resources } = handlers;
    for (const name of Object.keys(contract.resources)) {
      const { view } = resources[name as keyof typeof resources];
      const columns = [
        ...Object.values(view.filters),
        ...Object.values(view.sorts).map((each) => each.column),
      ];
      if (columns.includes('r.created_at'))
        expect(
          unstamped.map((row) => row.table),
          name,
        ).not.toContain(view.table);
    }
  });

  it('have an index in every table that can grow: their ranges and walks are short', async () => {
    // One team has some dozens of these.
    const small = new Set(
      `account_stages account_tiers call_dispositions call_sentiments custom_fields holiday_calendars mailboxes opportunity_stages
      crm_account_team_members crm_activity_fields crm_users phone_number_assignments team_templates
      person_stages send_windows snippets step_variants user_absences users`.split(/\s+/),
    );
    const { rows } = await server.database.pool.query<{ table: string; columns: string[] }>(`
      SELECT i.indrelid::regclass::text AS table, ARRAY(SELECT a.attname::text FROM unnest(i.indkey) WITH ORDINALITY k (n, at)
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.n ORDER BY k.at) AS columns FROM pg_index i`);
    const indexed = new Set(rows.map(({ table, columns }) => `${table} ${columns.slice(0, 2).join(' ')}`));
    const views = Object.values(handlers.resources).map(({ view }): View<Key> => view);
    // (A union has the indexes of its tables: tests/api/explain.test.ts.)
    for (const { name, table, sorts } of views)
      for (const stamp of ['created_at', 'updated_at'])
        if (sorts[stamp] && !small.has(table) && !table.startsWith('('))
          expect(
            indexed.has(`${table} team_id ${stamp}`),
            `${name} by ${stamp}: an index (team_id, ${stamp}, id) on ${table}, or it is one of \`small\` here`,
          ).toBe(true);
  });

  it('are unique within a team, grow with every row, and do not depend on what a program gives', async () => {
    const who = await server.team();
    const { teamId } = who.principal;
    await atOnce(60, () => create(who));
    // One statement over all rows, and a moment far away.
    await server.database.pool.query(`UPDATE people SET updated_at = '2001-01-01' WHERE team_id = $1`, [
      teamId,
    ]);
    const { rows } = await server.database.pool.query<{
      n: number;
      u: number;
      c: number;
      whole: number;
      old: number;
    }>(
      `SELECT count(*) AS n, count(DISTINCT updated_at) AS u, count(DISTINCT created_at) AS c,
        count(*) FILTER (WHERE extract(microseconds FROM updated_at)::bigint % 1000 = 0) AS whole,
        count(*) FILTER (WHERE updated_at <= created_at) AS old FROM people WHERE team_id = $1`,
      [teamId],
    );
    expect(rows[0]).toEqual({ n: 60, u: 60, c: 60, whole: 0, old: 0 });
    const before = await list(who, '/v2/people');
    await server.database.pool.query(
      'UPDATE people SET updated_at = updated_at, city = $2 WHERE team_id = $1',
      [teamId, 'X'],
    );
    await server.database.pool.query('UPDATE people SET city = $2 WHERE team_id = $1', [teamId, 'Y']);
    expect((await list(who, '/v2/people')).map((row) => row.updated_at)).toEqual(
      before.map((row) => row.updated_at),
    );
  });

  it('stay unique and growing in one transaction over two teams and behind a savepoint', async () => {
    const teams = [await server.team(), await server.team()];
    const client = new pg.Client(server.database.pool.options);
    open.push(client);
    await client.connect();
    for (const who of teams) for (let n = 0; n < 40; n += 1) await create(who);
    const ids = teams.map((who) => who.principal.teamId);
    await client.query('BEGIN');
    await client.query(
      `UPDATE people SET updated_at = now() WHERE id IN (SELECT id FROM people WHERE team_id = ANY($1) ORDER BY id % 40, team_id)`,
      [ids],
    );
    await client.query('SAVEPOINT s');
    await client.query('UPDATE people SET updated_at = now() WHERE team_id = ANY($1)', [ids]);
    await client.query('ROLLBACK TO s');
    await client.query('UPDATE people SET updated_at = now() WHERE team_id = ANY($1) AND id % 2 = 0', [ids]);
    await client.query('COMMIT');
    const { rows } = await client.query(
      'SELECT team_id FROM people WHERE team_id = ANY($1) GROUP BY team_id, updated_at HAVING count(*) > 1',
      [ids],
    );
    expect(rows).toEqual([]);
  });

  it('go on above the largest given when the clock of a sandbox goes back', async () => {
    const who = await server.team();
    const { teamId } = who.principal;
    const shift = (ms: number) =>
      server.database.pool.query('UPDATE teams SET clock_offset_ms = $2 WHERE id = $1', [teamId, ms]);
    const first = await create(who);
    await shift(10 * 86_400_000);
    const later = await create(who);
    expect(Date.parse(later.updated_at) - Date.parse(first.updated_at)).toBeGreaterThan(9 * 86_400_000);
    await shift(0);
    const last = await create(who);
    expect(last.updated_at > later.updated_at).toBe(true);
    const range = `/v2/people?sort_by=updated_at&sort_direction=asc&updated_at[gt]=${encodeURIComponent(first.updated_at)}`;
    expect((await list(who, range)).map((row) => row.id)).toEqual([later.id, last.id]);
  });
});

describe('rows from before', () => {
  it('are set apart once, upwards, in their order', async () => {
    const who = await server.team();
    const { teamId } = who.principal;
    for (let n = 0; n < 8; n += 1) await create(who);
    const client = new pg.Client(server.database.pool.options);
    open.push(client);
    await client.connect();
    const apart = migrations().find((each) => each.name === 'stamps_apart')?.sql ?? '';
    // As they were: some in one moment, one a microsecond later, one in a future.
    await client.query('BEGIN');
    await client.query('ALTER TABLE people DISABLE TRIGGER stamp');
    await client.query(
      `UPDATE people SET updated_at = '2020-01-01 00:00:00Z', created_at = '2020-01-01 00:00:00Z' WHERE team_id = $1`,
      [teamId],
    );
    await client.query(
      `UPDATE people p SET updated_at = CASE WHEN n = 7 THEN '2020-01-01 00:00:00.000001Z'::timestamptz ELSE '2050-01-01Z' END
      FROM (SELECT id, row_number() OVER (ORDER BY id) n FROM people WHERE team_id = $1) o WHERE o.id = p.id AND n > 6`,
      [teamId],
    );
    await client.query('ALTER TABLE people ENABLE TRIGGER stamp');
    // As stamp_row was then: what it wrote was for next_stamp to say.
    await client.query(`CREATE OR REPLACE FUNCTION stamp_row() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'INSERT' OR NEW.updated_at IS DISTINCT FROM OLD.updated_at THEN
          NEW.updated_at := next_stamp(NEW.team_id, NEW.updated_at);
        END IF;
        RETURN NEW;
      END $$`);
    await client.query(apart);
    const { rows } = await client.query<{ us: number; c: number }>(
      `SELECT stamp_us(updated_at) - stamp_us('2020-01-01Z') AS us, stamp_us(created_at) - stamp_us('2020-01-01Z') AS c
      FROM people WHERE team_id = $1 ORDER BY id`,
      [teamId],
    );
    expect(rows.slice(0, 7).map((row) => row.us)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(rows.map((row) => row.c)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    await client.query('COMMIT');
    const next = await create(who);
    expect(next.updated_at > '2050-01-01').toBe(true);
    expect((await create(who)).updated_at > next.updated_at).toBe(true);
  });
});

describe('a list in the order of stamps', () => {
  const RANGED = '/v2/people?updated_at[gt]=2001-01-01T00:00:00Z';
  it.each([
    RANGED,
    '/v2/people?created_at[gt]=2001-01-01T00:00:00Z',
    '/v2/people?sort_by=updated_at',
    '/v2/people?cursor=',
    '/v2/people?cursor=&sort_by=created_at&sort_direction=asc',
    '/public_api/v1/people?updated_at[gt]=2001-01-01T00:00:00Z',
  ])('waits for writers that are open, and no other does: %s', async (path) => {
    const who = await server.team();
    const other = await server.team();
    const { client, id } = await openWriter(who);
    const later = await create(who);
    let answered = false;
    const rows = who.call('GET', path).then((answer) => {
      answered = true;
      return (answer.body.data ?? answer.body) as Row[];
    });
    // Nobody else waits: lists of no stamps, other teams, writers of this team.
    expect((await list(who, '/v2/people')).map((row) => row.id)).toContain(later.id);
    expect((await list(who, '/v2/people?sort_by=name')).map((row) => row.id)).toContain(later.id);
    expect(await list(other, RANGED)).toEqual([]);
    await create(who);
    expect(answered).toBe(false);
    await client.query('COMMIT');
    expect((await rows).map((row) => row.id)).toEqual(expect.arrayContaining([id, later.id]));
    const stamps = (await list(who, RANGED)).map((row) => row.updated_at);
    expect(stamps).toEqual(stamps.toSorted().toReversed());
  });

  it('does not show what a later writer wrote meanwhile, for it would be passed', async () => {
    const who = await server.team();
    const { client, id } = await openWriter(who);
    const reading = list(who, RANGED);
    const [{ edge }] = (await server.database.pool.query(`SELECT pg_sequence_last_value('stamps') AS edge`))
      .rows;
    await client.query('COMMIT');
    expect((await reading).map((row) => row.id)).toEqual([id]);
    expect(edge).toBeGreaterThan(0);
    const after = await create(who);
    expect((await list(who, RANGED)).map((row) => row.id)).toEqual([after.id, id]);
  });

  it('ends a writer that is open for seconds, and answers', async () => {
    edgeLimits.openMs = 40;
    const who = await server.team();
    const { client, id } = await openWriter(who);
    const ended = new Promise((resolve) => client.once('end', resolve));
    expect((await list(who, RANGED)).map((row) => row.id)).toEqual([id]);
    await ended;
  });
});

describe('events', () => {
  it('are numbered in the order in which they can be read: none comes behind a place', async () => {
    const who = await server.team();
    const { teamId } = who.principal;
    const { kysely, pool } = server.database;
    const first = new pg.Client(pool.options);
    open.push(first);
    await first.connect();
    await first.query('BEGIN');
    await first.query(
      `INSERT INTO events (team_id, created_at, event_type, resource_id) VALUES ($1, now(), 'person_created', -1)`,
      [teamId],
    );
    await create(who);
    const seen = await eventsAfter(kysely, teamId, 0, 100);
    expect(seen.map((event) => event.type)).toEqual(['user_created', 'person_created']);
    await first.query('COMMIT');
    const later = await eventsAfter(kysely, teamId, seen.at(-1)?.sequence ?? 0, 100);
    expect(later.map((event) => event.resourceId)).toEqual([-1]);
  });

  it('reach readers at once with writers, each once and without gaps', async () => {
    const who = await server.team();
    const { teamId } = who.principal;
    const { kysely } = server.database;
    const places: number[][] = [[], []];
    let ended = false;
    const reader = async (mine: number[]) => {
      for (;;) {
        const last = ended;
        const events = await eventsAfter(kysely, teamId, mine.at(-1) ?? 0, 7);
        mine.push(...events.map((event) => event.sequence));
        if (events.length === 0 && last) return;
      }
    };
    const readers = places.map(reader);
    await atOnce(60, () => create(who));
    ended = true;
    await Promise.all(readers);
    // (The first says that the user was made.)
    const all = Array.from({ length: 61 }, (_, n) => n + 1);
    expect(places).toEqual([all, all]);
  });
});

describe('a command over many rows', () => {
  it('works in short transactions: what is left is stored, and done by whoever comes next', async () => {
    const who = await server.team();
    const { teamId, userId } = who.principal;
    const { database, context } = server;
    const { id: account } = (await who.call('POST', '/v2/accounts', { name: 'Big', domain: 'big.example' }))
      .body.data;
    await database.pool.query(
      `INSERT INTO people (team_id, created_at, updated_at, owner_id, account_id, account_name, email_address)
      SELECT $1, now(), now(), $2, $3, 'Big', 'big' || n || '@example.com' FROM generate_series(1, 450) n`,
      [teamId, userId, account],
    );
    const news = changes();
    const copy = { path: '/v2/people', column: 'updated_at', perPage: 25 } as const;
    const copied = copyList(who, copy, news);
    expect((await who.call('DELETE', `/v2/accounts/${account}`)).status).toBe(204);
    const left = async () =>
      (
        await database.pool.query<{ n: number }>('SELECT count(*) AS n FROM people WHERE account_id = $1', [
          account,
        ])
      ).rows[0]?.n;
    const stored = () =>
      database.pool.query('SELECT kind, done FROM long_commands WHERE team_id = $1', [teamId]);
    expect(await left()).toBe(250);
    expect((await stored()).rows).toEqual([{ kind: 'detach_people', done: 200 }]);
    // One who dies in the middle leaves it to the next; two at once do not do a part twice.
    const dead = new pg.Client(database.pool.options);
    await dead.connect();
    await dead.query('BEGIN');
    await dead.query('SELECT id FROM long_commands WHERE team_id = $1 FOR UPDATE', [teamId]);
    expect(await carryOn(context, new Date())).toBe(0);
    await dead.end();
    const parts = await Promise.all([carryOn(context, new Date()), carryOn(context, new Date())]);
    expect(
      parts[0] + parts[1] + (await carryOn(context, new Date())) + (await carryOn(context, new Date())),
    ).toBe(250);
    expect(await left()).toBe(0);
    expect((await stored()).rows).toEqual([]);
    news.end();
    expect((await copied).size).toBe(450);
    expect(await missed(who, copy, await copied)).toEqual([]);
  });
});
