import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { contract, type OperationSpec } from '@cadenza/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportRows } from '../../apps/server/src/db/exporting.js';
import { handlers } from '../../apps/server/src/http/handlers.js';
import { wantedFormat } from '../../apps/server/src/http/serve-export.js';
import { resources, seedRecords } from '../support/operations.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let admin: Caller;
beforeAll(async () => {
  server = await createTestServer({ databasePoolMax: 16 });
  admin = await server.team();
  await seedRecords(admin);
});
afterAll(() => server.close());

const asked = (who: Caller, url: string, accept: string) => who.call('GET', url, undefined, { accept });
/** The records of NDJSON. */
const linesOf = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

/** The rows of CSV (RFC 4180), as objects of their header's names. */
function cellsOf(text: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const c = text[at] ?? '';
    if (quoted && c === '"' && text[at + 1] === '"') cell += text[(at += 1)];
    else if (c === '"') quoted = !quoted;
    else if (!quoted && (c === ',' || c === '\n')) {
      rows.at(-1)?.push(cell);
      cell = '';
      if (c === '\n') rows.push([]);
    } else cell += c;
  }
  const [header = [], ...body] = rows.slice(0, -1);
  return body.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
}

test('an Accept header says how a list is wanted', () => {
  const cases: [string | undefined, string | undefined][] = [
    [undefined, undefined],
    ['*/*', undefined],
    ['application/json, text/csv', undefined],
    ['text/csv', 'csv'],
    ['text/csv;q=0.5, application/json', undefined],
    ['application/json;q=0.5, TEXT/CSV; charset=utf-8', 'csv'],
    ['application/x-ndjson, */*;q=0.1', 'ndjson'],
    ['text/csv;q=0', undefined],
    ['text/html,application/xhtml+xml,*/*;q=0.8', undefined],
    ['constructor, __proto__', undefined],
  ];
  for (const [accept, format] of cases) expect(wantedFormat(accept), accept).toBe(format);
});

const LISTS = [
  ...resources.flatMap(({ name, path, list }) => (list ? [{ name, path }] : [])),
  ...(Object.values(contract.operations) as OperationSpec[]).flatMap(({ name, path, method, list }) =>
    list && method === 'GET' && !path.includes('{') ? [{ name, path }] : [],
  ),
];
test.each(LISTS)('$name leaves as it is listed, as lines of JSON and as cells', async ({ path }) => {
  const listed = await asked(admin, `${path}?per_page=100`, 'application/json');
  const lines = await asked(admin, path, 'application/x-ndjson');
  expect(lines.status, lines.text).toBe(200);
  expect(lines.headers['content-type']).toBe('application/x-ndjson; charset=utf-8');
  expect(linesOf(lines.text)).toEqual(listed.body.data);
  const cells = await asked(admin, path, 'text/csv');
  expect(cells.status, cells.text).toBe(200);
  expect(cells.headers['content-disposition']).toMatch(/^attachment; filename="[\w-]+\.csv"/);
  expect(cells.text).not.toContain('sealed:');
  const rows = cellsOf(cells.text);
  expect(rows).toHaveLength(listed.body.data.length);
  for (const [index, record] of (listed.body.data as Record<string, unknown>[]).entries()) {
    expect(Object.keys(rows[index] ?? {})).toEqual(Object.keys(record));
    if ('id' in record) expect(rows[index]?.['id']).toBe(String(record['id']));
  }
});

test('texts come whole, and none is run as a formula', async () => {
  const who = await server.team();
  const names = [
    '=HYPERLINK("http://x")',
    '@SUM(1)',
    '+49 170 1',
    '-2+3',
    '-12.50',
    '\\N \\. back\\slash',
    'a "quoted", comma;\nand line\r\nend\ttab',
    'Zoë 日本 👩‍👩‍👧',
    ',',
    '" =1',
    // As keyboards for wide signs write it: spreadsheets there run it, too.
    '＝1+1',
  ];
  for (const [n, last_name] of names.entries())
    await who.call('POST', '/v2/people', {
      email_address: `x${n}@example.com`,
      last_name,
      custom_fields: {},
    });
  const url = '/v2/people?sort_by=created_at&sort_direction=asc';
  const listed = (await asked(who, `${url}&per_page=100`, 'application/json')).body.data as Record<
    string,
    string
  >[];
  expect(linesOf((await asked(who, url, 'application/x-ndjson')).text)).toEqual(listed);
  const rows = cellsOf((await asked(who, url, 'text/csv')).text);
  const guarded = new Set([0, 1, 2, 3, 10]);
  expect(rows.map((row) => row['last_name'])).toEqual(
    listed.map((record, n) => `${guarded.has(n) ? "'" : ''}${record['last_name']}`),
  );
  // A reference is its id.
  expect(rows[0]?.['owner']).toBe(String(who.principal.userId));
});

test('filters narrow it, a wrong one is refused, scope and sight hold', async () => {
  const who = await server.team();
  for (const n of [1, 2, 3])
    await who.call('POST', '/v2/people', {
      email_address: `n${n}@example.com`,
      city: n === 2 ? "O'Hare \\" : 'Bonn',
    });
  const narrow = (query: string) => asked(who, `/v2/people?${query}`, 'application/x-ndjson');
  expect(linesOf((await narrow(`city=${encodeURIComponent("O'Hare \\")}`)).text)).toMatchObject([
    { email_address: 'n2@example.com' },
  ]);
  const some =
    'email_addresses[]=n1@example.com&email_addresses[]=n3@example.com&sort_by=created_at&sort_direction=asc';
  expect(linesOf((await narrow(`${some}&per_page=1&page=2`)).text)).toMatchObject([
    { email_address: 'n1@example.com' },
    { email_address: 'n3@example.com' },
  ]);
  expect((await narrow('updated_at[gt]=never')).status).toBe(422);
  expect((await narrow('city=a%00b')).status).not.toBe(500);
  const scopeless = await server.colleague(who, { scopes: ['notes:read'] });
  expect((await asked(scopeless, '/v2/people', 'text/csv')).status).toBe(403);
  expect((await server.app.inject({ url: '/v2/people', headers: { accept: 'text/csv' } })).statusCode).toBe(
    401,
  );

  await server.database.pool.query("UPDATE teams SET team_visibility_default = 'private' WHERE id = $1", [
    who.principal.teamId,
  ]);
  const rep = await server.colleague(who, { admin: false });
  await rep.call('POST', '/v2/people', { email_address: 'mine@example.com' });
  const seen = await asked(rep, '/v2/people', 'application/x-ndjson');
  const listed = await asked(rep, '/v2/people', 'application/json');
  expect(linesOf(seen.text)).toEqual(listed.body.data);
  expect(listed.body.data).toHaveLength(1);
});

test('it is of one moment, and a reader who leaves gives back place and connection', async () => {
  const who = await server.team();
  const { teamId, userId } = who.principal;
  await server.database.pool.query(
    `INSERT INTO people (team_id, created_at, updated_at, owner_id, last_name, city)
     SELECT $1, now(), now(), $2, 'n' || n, repeat(md5(n::text), 60) FROM generate_series(1, 8000) n`,
    [teamId, userId],
  );
  const context = {
    team: teamId,
    tz: 'UTC',
    base: '',
    user: userId,
    admin: true,
    group: null,
    open: true,
    contents: true,
    now: new Date(),
  };
  const query = {
    conditions: [],
    sortBy: 'created_at',
    direction: 'ASC' as const,
    limit: undefined,
    offset: 0,
  };
  const { view } = handlers.resources.people;
  const { pool } = server.database;
  const stream = await exportRows(pool, view, context, query, { format: 'ndjson' });
  await server.database.pool.query("UPDATE people SET last_name = 'changed' WHERE team_id = $1", [teamId]);
  await server.database.pool.query('DELETE FROM people WHERE team_id = $1 AND id % 2 = 0', [teamId]);
  const parts: Buffer[] = [];
  for await (const part of stream as AsyncIterable<Buffer>) parts.push(part);
  const records = linesOf(Buffer.concat(parts).toString());
  expect(records).toHaveLength(8000);
  expect(records.filter(({ last_name: name }) => name === 'changed')).toEqual([]);

  await server.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.app.server.address() as AddressInfo;
  const headers = { authorization: `Bearer ${who.key}`, accept: 'application/x-ndjson', connection: 'close' };
  /** An answer whose body nobody has read yet. */
  const begun = () =>
    new Promise<IncomingMessage>((resolve, reject) => {
      get({ host: '127.0.0.1', port, path: '/v2/people', headers, agent: false }, resolve).once(
        'error',
        reject,
      );
    });
  const held = await Promise.all([begun(), begun(), begun()]);
  expect(held.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
  const refused = await begun();
  expect(refused.statusCode).toBe(429);
  for (const each of [...held, refused]) each.destroy();
  await expect
    .poll(
      async () => {
        const answer = await begun();
        let text = '';
        for await (const part of answer) text += String(part);
        return answer.statusCode === 200 ? linesOf(text).length : answer.statusCode;
      },
      { timeout: 60_000 },
    )
    .toBe(4000);
  await expect.poll(() => pool.totalCount - pool.idleCount, { timeout: 30_000 }).toBe(0);
}, 120_000);
