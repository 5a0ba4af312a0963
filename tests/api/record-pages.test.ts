import { afterAll, beforeAll, expect, test } from 'vitest';
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

test('the links that programs print lead to the login and back to the app, and old ones to where it is now', async () => {
  const admin = await server.team();
  const turned = await get('/app/people/17');
  expect([turned.status, turned.headers['location']]).toEqual([
    303,
    `/login?return_to=${encodeURIComponent('/app/people/17')}`,
  ]);
  const cookie = await cookieOf(server, admin);
  for (const path of ['/app/people/17', '/app/people?owner_id=1', '/app/accounts']) {
    const page = await get(path, cookie);
    expect(page.status, path).toBe(200);
    expect(page.text, path).toContain('id="boot"');
  }
  expect((await get('/app/cadences_v2/7', cookie)).headers['location']).toBe('/app/cadences/7/people');
});

test('what is not there is a page for people only', async () => {
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
