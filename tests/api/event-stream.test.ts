import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from '../../apps/server/src/db/connect.js';
import { pruneEvents } from '../../apps/server/src/events/retention.js';
import { testDatabase } from '../support/database.js';
import { listening, type Listener } from '../support/event-stream.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

/** GET /v2/events/stream, over real connections and by two servers of one database (docs/events.md). */
let server: TestServer;
let other: TestServer;
let urls: [string, string];
let admin: Caller;
const open: Listener[] = [];
beforeAll(async () => {
  const { database, connection, close } = await testDatabase();
  const second = connect({ connection, max: 4, onError: () => undefined });
  server = await createTestServer({}, 'given', { database, close });
  other = await createTestServer({}, 'given', { database: second, close: () => second.close() });
  const at = async ({ app }: TestServer) => app.listen({ port: 0, host: '127.0.0.1' });
  urls = [await at(server), await at(other)];
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.stop()));
});
afterAll(async () => {
  await other.close();
  await server.close();
});
beforeEach(async () => {
  admin = await server.team();
});

/** A stream that has said that it is ready. */
async function hear(
  who: Caller,
  query = '',
  headers: Record<string, string> = {},
  at = 0,
): Promise<Listener> {
  const listener = await listening(`${urls[at]}/v2/events/stream?${query}`, {
    authorization: `Bearer ${who.key}`,
    ...headers,
  });
  open.push(listener);
  expect(listener.status).toBe(200);
  await listener.until('ready');
  return listener;
}
const make = async (who: Caller, path: string, body: object): Promise<number> => {
  const answer = await who.call('POST', path, body);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data.id;
};
const person = (who: Caller, name: string) =>
  make(who, '/v2/people', { email_address: `${name}@example.com` });

it('tells what happens, of both servers, once to each, and by a lost place what was missed', async () => {
  const [here, there] = [await hear(admin), await hear(admin, '', {}, 1)];
  expect(here.headers['content-type']).toBe('text/event-stream; charset=utf-8');
  expect(here.headers['x-accel-buffering']).toBe('no');
  expect(here.text()).toMatch(/^retry: \d+\n\n/);
  const ids = [await person(admin, 'a'), await person(admin, 'b')];
  const seen = (listener: Listener) => listener.data('message').map((event) => event['id']);
  await expect.poll(() => seen(here)).toEqual(ids);
  await expect.poll(() => seen(there)).toEqual(ids);
  expect(here.data('message')[0]).toMatchObject({ type: 'person_created', person_id: ids[0], key: null });
  const place = here.lastId();
  await here.stop();
  ids.push(await person(admin, 'c'), await person(admin, 'd'));
  const again = await hear(admin, '', { 'last-event-id': place });
  await expect.poll(() => seen(again)).toEqual(ids.slice(2));
  const byQuery = await hear(admin, `after=${place}&types=person_created&resource=people&id=${ids[3]}`);
  await expect.poll(() => seen(byQuery)).toEqual([ids[3]]);
});

it('says that a place is too old, or of another database, and goes on from now', async () => {
  await person(admin, 'a');
  server.clock.advance(40 * 86_400_000);
  while ((await pruneEvents(server.database.kysely, server.clock.now(), 30)) > 0);
  server.clock.advance(-40 * 86_400_000);
  for (const place of ['0', '99999999']) {
    const listener = await hear(admin, '', { 'last-event-id': place });
    expect(listener.names().slice(0, 2)).toEqual(['reset', 'ready']);
    const id = await person(admin, `after${place}`);
    await expect.poll(() => listener.data('message').map((event) => event['id'])).toEqual([id]);
  }
});

describe('who may not hear any more', () => {
  it.each([
    [
      'the key was revoked',
      (rep: Caller) => sql(`UPDATE api_keys SET revoked_at = now() WHERE user_id = ${rep.principal.userId}`),
    ],
    [
      'the user was deactivated',
      (rep: Caller) => sql(`UPDATE users SET active = false WHERE id = ${rep.principal.userId}`),
    ],
    [
      'the scopes changed',
      (rep: Caller) =>
        sql(`UPDATE api_keys SET scopes = '{notes:read}' WHERE user_id = ${rep.principal.userId}`),
    ],
    ['the team became private', () => admin.call('PUT', '/v2/team', { team_visibility_default: 'private' })],
  ])('is sent away: %s', async (_, change) => {
    const rep = await server.colleague(admin);
    const heard = [await hear(rep), await hear(rep, '', {}, 1)];
    const stays = await hear(admin);
    await change(rep);
    for (const listener of heard) {
      await listener.ended;
      expect(listener.data('end')).toEqual([{ why: 'access_changed' }]);
    }
    if (_ === 'the team became private') return;
    const id = await person(admin, 'later');
    await expect.poll(() => stays.data('message').map((event) => event['id'])).toContain(id);
    expect(heard.flatMap((listener) => listener.data('message'))).toEqual([]);
  });

  it('a move to another group is one, and a colleague of a private team hears of their own people only', async () => {
    const rep = await server.colleague(admin);
    await admin.call('PUT', '/v2/team', { team_visibility_default: 'private' });
    const listener = await hear(rep);
    await person(admin, 'hidden');
    const own = await person(rep, 'own');
    await expect.poll(() => listener.data('message').map((event) => event['id'])).toEqual([own]);
    const group = await make(admin, '/v2/groups', { name: 'North' });
    await sql(`UPDATE users SET group_id = ${group} WHERE id = ${rep.principal.userId}`);
    await listener.ended;
    expect(listener.data('end')).toEqual([{ why: 'access_changed' }]);
  });
});

it('no token, a wrong one or one in the address opens nothing; a user has no more than 20', async () => {
  const bare = await listening(`${urls[0]}/v2/events/stream?access_token=${admin.key}`, {});
  expect(bare.status).toBe(401);
  await bare.stop();
  const rep = await server.colleague(admin);
  for (let nth = 0; nth < 20; nth += 1) await hear(rep);
  const surplus = await listening(`${urls[0]}/v2/events/stream`, { authorization: `Bearer ${rep.key}` });
  expect(surplus.status).toBe(429);
  expect(surplus.headers['retry-after']).toBe('10');
  await surplus.stop();
  await hear(admin);
});

it('a server that stops says so, and another goes on from the place', async () => {
  const { database, close } = await testDatabase();
  const short = await createTestServer({}, 'given', { database, close: async () => undefined });
  const url = await short.app.listen({ port: 0, host: '127.0.0.1' });
  const who = await short.team();
  const listener = await listening(`${url}/v2/events/stream`, { authorization: `Bearer ${who.key}` });
  await listener.until('ready');
  const [first] = [await person(who, 'a')];
  await expect.poll(() => listener.data('message').map((event) => event['id'])).toEqual([first]);
  await short.close();
  await listener.ended;
  expect(listener.data('end')).toEqual([{ why: 'stopping' }]);
  await close();
});

it('a token that has expired is heard at the next heartbeat, and its stream ends', async () => {
  const { database, close } = await testDatabase();
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const short = await createTestServer({}, 'given', { database, close: async () => undefined });
  const url = await short.app.listen({ port: 0, host: '127.0.0.1' });
  const who = await short.team();
  const ends = new Date(short.clock.now().getTime() + 60_000);
  await database.pool.query(
    `WITH app AS (INSERT INTO oauth_apps (team_id, created_at, updated_at, user_id, name, client_id, confidential, grant_types, scopes)
       VALUES ($1, $3, $3, $2, 'app', 'app', false, '{}', '{people:read}') RETURNING client_id)
     INSERT INTO oauth_payloads (id, model, created_at, payload, client_id, user_id, expires_at)
     SELECT $4, 'AccessToken', $3, '{"scope": "people:read"}', client_id, $2, $5 FROM app`,
    [
      who.principal.teamId,
      who.principal.userId,
      short.clock.now(),
      createHash('sha256').update('one-token').digest(),
      ends,
    ],
  );
  const listener = await listening(`${url}/v2/events/stream`, { authorization: 'Bearer one-token' });
  expect(listener.status).toBe(200);
  await listener.until('ready');
  vi.advanceTimersByTime(20_000);
  await listener.until('heartbeat');
  short.clock.advance(60_000);
  vi.advanceTimersByTime(20_000);
  await listener.ended;
  expect(listener.data('end')).toEqual([{ why: 'access_changed' }]);
  await short.close();
  vi.useRealTimers();
  await close();
});

async function sql(text: string): Promise<void> {
  await server.database.pool.query(text);
}
