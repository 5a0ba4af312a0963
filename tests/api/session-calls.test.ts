import { afterAll, beforeAll, expect, test } from 'vitest';
import { csrfOf } from '../../apps/server/src/http/pages/safety.js';
import { type Caller, createTestServer, testConfig, type TestServer } from '../support/server.js';
import { sessionOf } from '../support/sessions.js';

let server: TestServer;
let caller: Caller;
let cookie: string;
let csrf: string;

const OURS = testConfig.publicUrl;

beforeAll(async () => {
  server = await createTestServer();
  caller = await server.team({ rateLimit: 3 });
  const token = await sessionOf(server, caller);
  cookie = `other=1; cadenza_session=${token}`;
  csrf = csrfOf(testConfig)(token);
});
afterAll(() => server.close());

async function call(
  url: string,
  headers: Record<string, string> = {},
  method: 'GET' | 'POST' | 'HEAD' = 'GET',
  payload?: object,
) {
  const answer = await server.app.inject({
    method,
    url,
    headers: { cookie, ...headers },
    ...(payload === undefined ? {} : { payload }),
  });
  return {
    status: answer.statusCode,
    headers: answer.headers,
    body: answer.body === '' ? undefined : (JSON.parse(answer.body) as unknown),
  };
}

test('a page of ours reads and writes as who is signed in, and spends nothing of the programs', async () => {
  const own = { 'x-cadenza-csrf': csrf, origin: OURS, 'sec-fetch-site': 'same-origin' };
  for (let nth = 0; nth < 5; nth += 1) expect((await call('/v2/me', own)).status).toBe(200);
  const made = await call('/v2/people', own, 'POST', { email_address: 'ada@example.com' });
  expect(made).toMatchObject({ status: 200, body: { data: { email_address: 'ada@example.com' } } });
  expect(made.headers['x-ratelimit-limit-minute']).toBe('1200');
  expect((await call('/v2/me/rights', own)).body).toMatchObject({ data: { via: 'session' } });
  // By another of the server's names it is the Host that the page is of; older browsers send neither.
  const named = { 'x-cadenza-csrf': csrf, origin: 'http://10.0.0.7:3000', host: '10.0.0.7:3000' };
  expect((await call('/v2/me', named)).status).toBe(200);
  expect((await call('/v2/me', { 'x-cadenza-csrf': csrf })).status).toBe(200);
  expect((await caller.call('GET', '/v2/me')).headers['x-ratelimit-remaining-minute']).toBe('2');
});

test('what is not sent by a page of ours is refused', async () => {
  const good = { 'x-cadenza-csrf': csrf };
  const refused: [Record<string, string>, number][] = [
    [{}, 401],
    [{ 'x-cadenza-csrf': '' }, 403],
    [{ 'x-cadenza-csrf': `${csrf}x` }, 403],
    [{ ...good, origin: 'https://evil.example' }, 403],
    [{ ...good, origin: 'null' }, 403],
    [{ ...good, origin: `${OURS}:4000` }, 403],
    [{ ...good, 'sec-fetch-site': 'cross-site' }, 403],
    [{ ...good, 'sec-fetch-site': 'same-site' }, 403],
    [{ ...good, 'sec-fetch-site': 'none' }, 403],
    [{ ...good, authorization: 'Bearer nobody' }, 401],
    [{ ...good, authorization: 'Basic YTpi' }, 401],
    [{ ...good, cookie: 'cadenza_session=nobodys' }, 403],
    [{ 'x-cadenza-csrf': csrfOf(testConfig)('nobodys'), cookie: 'cadenza_session=nobodys' }, 401],
  ];
  for (const [headers, status] of refused)
    for (const method of ['GET', 'POST'] as const) {
      const answer = await call('/v2/people', headers, method, method === 'POST' ? {} : undefined);
      expect([headers, answer.status]).toEqual([headers, status]);
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    }
  expect((await call('/public_api/v1/contacts.json', good)).status).toBe(401);
  // With a token it is the token's call, whatever cookies say.
  const both = await call('/v2/me/rights', { authorization: `Bearer ${caller.key}` });
  expect(both.body).toMatchObject({ data: { via: 'api_key' } });
});

test('what a page opens by its address needs no header: files and the stream, to read only', async () => {
  for (const [headers, status] of [
    [{ 'sec-fetch-site': 'same-origin' }, 404],
    [{}, 404],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ origin: 'https://evil.example' }, 403],
    [{ 'x-cadenza-csrf': 'wrong' }, 403],
    [{ cookie: '' }, 401],
  ] as const)
    expect([headers, (await call('/v2/attachments/999/content', headers)).status]).toEqual([headers, status]);
  expect((await call('/v2/people')).status).toBe(401);
});

test("a page's calls end with the session, and each user's have a budget of their own", async () => {
  const colleague = await server.colleague(caller);
  const token = await sessionOf(server, colleague);
  const own = { cookie: `__Host-cadenza_session=${token}`, 'x-cadenza-csrf': csrfOf(testConfig)(token) };
  const deep = '/v2/people?page=501&per_page=1';
  const costs: number[] = [];
  for (let nth = 0; nth < 41; nth += 1) costs.push((await call(deep, own)).status);
  expect(costs.indexOf(429)).toBe(40);
  expect((await call('/v2/me', { 'x-cadenza-csrf': csrf })).status).toBe(200);
  server.clock.advance(60_000);
  expect((await call('/v2/me', own)).status).toBe(200);
  await server.database.kysely
    .deleteFrom('sessions')
    .where('user_id', '=', colleague.principal.userId)
    .execute();
  await expect.poll(async () => (await call('/v2/me', own)).status).toBe(401);
});
