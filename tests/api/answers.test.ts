import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VERSION } from '../../apps/server/src/kernel/version.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let who: Caller;

beforeAll(async () => {
  server = await createTestServer();
  who = await server.team();
});
afterAll(() => server.close());

const get = (url: string, headers: Record<string, string> = {}) =>
  server.app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${who.key}`, ...headers } });

test.each(['/openapi.json', '/swagger/swagger-ui.css', '/v2/users?per_page=100', '/v2/team'])(
  '%s is compressed for whoever asks, and the same inside',
  async (url) => {
    for (let more = 0; more < 3 && url.includes('users'); more += 1) await server.colleague(who);
    const plain = await get(url);
    const packed = await get(url, { 'accept-encoding': 'gzip, deflate, br' });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.headers['vary']).toBe(packed.headers['vary']);
    if (plain.rawPayload.length < 1024) {
      expect(packed.headers['content-encoding']).toBeUndefined();
      return;
    }
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(Number(packed.headers['content-length'])).toBe(packed.rawPayload.length);
    expect(gunzipSync(packed.rawPayload).equals(plain.rawPayload)).toBe(true);
  },
);

test.each(['identity', 'gzip;q=0', 'deflate', ''])('accept-encoding %j gets it plain', async (wanted) => {
  expect(
    (await get('/openapi.json', { 'accept-encoding': wanted })).headers['content-encoding'],
  ).toBeUndefined();
});

test('pages with forms are never compressed: their length would tell the secret in them', async () => {
  const page = await get('/login', { 'accept-encoding': 'gzip', accept: 'text/html' });
  expect(page.headers['content-type']).toContain('text/html');
  expect(page.headers['content-encoding']).toBeUndefined();
});

test('the API document is sent once', async () => {
  const first = await get('/openapi.json');
  const tag = String(first.headers['etag']);
  for (const known of [tag, `"other", ${tag}`, '*']) {
    const again = await get('/openapi.json', { 'if-none-match': known });
    expect([again.statusCode, again.body, again.headers['etag']]).toEqual([304, '', tag]);
  }
  expect((await get('/openapi.json', { 'if-none-match': '"other"' })).statusCode).toBe(200);
});

test('/healthz says which version answers', async () => {
  expect((await get('/healthz')).json()).toEqual({ status: 'ok', version: VERSION });
});
