import { afterAll, beforeAll, expect, test } from 'vitest';
import { write } from '../../apps/server/src/db/write.js';
import { addToCadence } from '../../apps/server/src/domain/memberships/membership-commands.js';
import { makeCadence } from '../engine/support.js';
import { createTestServer, type TestServer } from '../support/server.js';
import { cookieOf } from '../support/session-cookie.js';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer({ publicUrl: 'https://cadenza.test' });
});
afterAll(() => server.close());

const get = async (url: string, cookie?: string, accept = 'text/html') => {
  const answer = await server.app.inject({ url, headers: { accept, ...(cookie ? { cookie } : {}) } });
  return { status: answer.statusCode, text: answer.body, headers: answer.headers };
};

test('the links that programs print: to the login and back, then what the API would show, and no more', async () => {
  const admin = await server.team();
  const rep = await server.colleague(admin);
  const stranger = await server.team();
  const made = await admin.call('POST', '/v2/people', {
    first_name: '<Pat>',
    last_name: 'Doe',
    email_address: 'pat@people.test',
  });
  const { id } = made.body.data;

  const turned = await get(`/app/people/${id}`);
  expect([turned.status, turned.headers['location']]).toEqual([
    303,
    `/login?return_to=${encodeURIComponent(`/app/people/${id}`)}`,
  ]);
  const [boss, colleague, other] = [
    await cookieOf(server, admin),
    await cookieOf(server, rep),
    await cookieOf(server, stranger),
  ];
  const page = await get(`/app/people/${id}`, boss);
  expect(page.status).toBe(200);
  expect(page.text).toContain('&lt;Pat&gt; Doe');
  expect(page.text).not.toContain('<Pat>');

  // A private team's person is their owner's, and a team's records are the team's.
  expect((await get(`/app/people/${id}`, colleague)).status).toBe(200);
  await server.database.kysely
    .updateTable('teams')
    .set({ team_visibility_default: 'private' })
    .where('id', '=', admin.principal.teamId)
    .execute();
  server.clock.advance(60_000);
  expect((await get(`/app/people/${id}`, colleague)).status).toBe(404);
  expect((await get('/app/people?q=pat@people', colleague)).text).toContain('Nobody matches');
  expect((await get(`/app/people/${id}`, other)).status).toBe(404);
});

test('pages of lists go on, odd ids and searches are no errors, and what is not there is a page for people only', async () => {
  const admin = await server.team();
  const cookie = await cookieOf(server, admin);
  for (let n = 0; n < 27; n += 1)
    await admin.call('POST', '/v2/people', { email_address: `person${n}@pages.test` });
  const first = await get('/app/people?q=pages.test', cookie);
  expect(first.text.match(/<tr /g)).toHaveLength(26);
  expect(first.text).toContain('href="/app/people?q=pages.test&amp;page=2"');
  expect((await get('/app/people?q=pages.test&page=2', cookie)).text.match(/<tr /g)).toHaveLength(3);
  for (const q of ['%25', '%00', '%F0%9F%92%A9', `'"%5C_`, 'a'.repeat(5000)])
    expect((await get(`/app/people?q=${q}&page=-1`, cookie)).status).toBe(200);
  for (const id of ['x', '0', '99999999999999999999', '1%00', '-1'])
    expect((await get(`/app/people/${id}`, cookie)).status).toBe(404);
  expect((await get('/nowhere')).text).toContain('<h1>Not found</h1>');
  expect((await get('/nowhere', undefined, 'application/json')).text).toContain('"error"');
  expect((await get('/v2/nowhere')).headers['content-type']).toContain('json');
});

test('old addresses of cadences lead into the web app, behind the login', async () => {
  const admin = await server.team();
  const cookie = await cookieOf(server, admin);
  expect((await get('/app/cadences_v2/7', cookie)).headers['location']).toBe('/app/cadences/7/people');
  const members = '/app/cadences_v2/7/v2/cadence_people';
  expect((await get(members)).headers['location']).toBe(`/login?return_to=${encodeURIComponent(members)}`);
});

test('over HTTPS cookies are Secure and browsers are told to stay there', async () => {
  const login = await get('/login');
  expect(login.headers['strict-transport-security']).toBe('max-age=31536000');
  expect(String(login.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Lax; Secure$/);
  expect(login.headers['content-security-policy']).toContain("frame-ancestors 'none'");
  const home = await get('/');
  expect(home.headers['location']).toBe('/app');
});

test('a person: what happens next on their cadences, with the reasons', async () => {
  const admin = await server.team();
  const { teamId, userId } = admin.principal;
  const cadence = await makeCadence(
    server.database,
    teamId,
    userId,
    [
      { day: 1, type: 'email', automated: true, at: '10:00', subject: 'A word, {{first_name}}' },
      { day: 2, type: 'phone' },
    ],
    {},
  );
  const person = await admin.call('POST', '/v2/people', {
    first_name: 'Pat',
    email_address: 'next@people.test',
  });
  const who = { teamId, userId, admin: true, groupId: null };
  await write(server.database.kysely, teamId, (tx) =>
    addToCadence(
      { tx, principal: who, now: server.clock.now() },
      { person_id: person.body.data.id, cadence_id: cadence.id },
    ),
  );
  const { text } = await get(`/app/people/${person.body.data.id}`, await cookieOf(server, admin));
  const next = text.slice(text.indexOf('What happens next'), text.indexOf('History'));
  expect(next).toContain('A word, Pat');
  expect(next).toContain('2 Mar 2026, 10:00');
  expect(next).toContain('Call');
  expect(next).toMatch(/Day 2: due at the start of Tuesday/);
});
