import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServer, type TestServer } from '../support/server.js';
import { cookieOf } from '../support/session-cookie.js';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

const get = (url: string, headers: Record<string, string> = {}) => server.app.inject({ url, headers });
/** The data that came with a page. */
const bootOf = (page: string) => {
  const from = page.indexOf('id="boot">') + 'id="boot">'.length;
  return JSON.parse(page.slice(from, page.indexOf('</script>', from)));
};

test('every address of the app is one page for who is signed in, and the login for who is not', async () => {
  const admin = await server.team();
  const cookie = await cookieOf(server, admin);
  const turned = await get('/app/inbox?view=mine');
  expect([turned.statusCode, turned.headers['location']]).toEqual([
    303,
    `/login?return_to=${encodeURIComponent('/app/inbox?view=mine')}`,
  ]);

  const page = await get('/app/inbox', { cookie });
  expect(page.statusCode).toBe(200);
  // Who signed out must not find it in the browser; what runs and what is called is of this origin alone.
  expect(page.headers['cache-control']).toBe('no-store');
  const policy = String(page.headers['content-security-policy']);
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("connect-src 'self';");
  expect(policy).not.toContain("script-src 'self' 'unsafe");
  expect(page.headers['x-frame-options']).toBe('DENY');
});

test('the page has what the app begins with: of this user, and a token for its calls', async () => {
  const admin = await server.team();
  const rep = await server.colleague(admin);
  await admin.call('POST', '/v2/person_stages', { name: 'A </script><b> stage' });
  const cookie = await cookieOf(server, rep);
  const boot = bootOf((await get('/app/inbox', { cookie })).body);
  expect(boot.me).toMatchObject({ id: rep.principal.userId });
  expect(boot.rights).toMatchObject({ admin: false });
  expect(boot.users.map(({ id }: { id: number }) => id)).toEqual(
    expect.arrayContaining([admin.principal.userId, rep.principal.userId]),
  );
  expect(boot.stages.map(({ name }: { name: string }) => name)).toContain('A </script><b> stage');
  expect(boot.team.sandbox).toBe(false);

  // The token is the session's: with it the API answers, and the stream goes on from the place of the page.
  const called = await get('/v2/me', { cookie, 'x-cadenza-csrf': boot.csrf });
  expect(called.statusCode).toBe(200);
  const since = await admin.call('GET', `/v2/events?after=${boot.place}`);
  expect(since.body.data.events).toEqual([]);
});

test('files of the app are named by their content: kept for ever, compressed, and really missing when they are', async () => {
  const admin = await server.team();
  const page = (await get('/app/inbox', { cookie: await cookieOf(server, admin) })).body;
  const script = /src="(\/app\/assets\/main-[\w-]+\.js)"/.exec(page)?.[1] ?? '';
  const style = /rel="stylesheet" href="(\/app\/assets\/[\w-]+\.css)"/.exec(page)?.[1] ?? '';
  expect(page).toContain('rel="modulepreload"');
  for (const file of [script, style]) {
    const plain = await get(file);
    expect(plain.statusCode).toBe(200);
    expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    const packed = await get(file, { 'accept-encoding': 'gzip, br' });
    expect(packed.headers['content-encoding']).toBe('br');
    expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2);
  }
  // What is loaded ahead is a module, whatever the address is.
  for (const path of ['/app', '/app/people/7', '/app/sandbox', '/app/nowhere', '/app/__proto__']) {
    const { body } = await get(path, { cookie: await cookieOf(server, await server.team()) });
    const ahead = [...body.matchAll(/rel="modulepreload" href="([^"]*)"/g)].map(([, file]) => file);
    expect(
      ahead.filter((file) => !file?.endsWith('.js')),
      path,
    ).toEqual([]);
  }
  for (const file of ['/app/assets/main-gone.js', '/app/assets/..%2f.vite%2fmanifest.json'])
    expect((await get(file)).statusCode, file).toBe(404);
});
