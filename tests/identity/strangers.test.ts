import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deleteExpired } from '../../apps/server/src/domain/identity/commands.js';
import { authorize, Browser, CALLBACK, createIdentity, csrfOf, type Identity, PASSWORD } from './support.js';

let identity: Identity;
beforeAll(async () => {
  identity = await createIdentity({ config: { dynamicRegistration: true } });
});
afterAll(() => identity.close());

const rows = async (model: string) =>
  (
    await identity.context.database.pool.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM oauth_payloads WHERE model = $1',
      [model],
    )
  ).rows[0]?.n;

test('prompt=login and max_age hold for the form as for the page, and auth_time is when the password was given', async () => {
  const app = await identity.oauthApp();
  const browser = new Browser(identity.app);
  await browser.login(identity.admin.email);
  const { pool } = identity.context.database;
  await pool.query(`UPDATE sessions SET created_at = created_at - interval '1 hour'`);
  const begin = async (more: Record<string, string>) => {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: app.clientId,
      redirect_uri: CALLBACK,
      scope: 'openid people:read',
      ...more,
    });
    return (await browser.get(`/oauth/authorize?${query.toString()}`)).location.pathname;
  };
  const csrf = csrfOf(await browser.get('/device'));
  for (const more of [
    { prompt: 'login' },
    { max_age: '0' },
    { max_age: '60' },
    { prompt: 'login consent' },
  ] as Record<string, string>[]) {
    const interaction = await begin(more);
    const answer = await browser.post(interaction, { csrf, decision: 'allow' });
    expect(answer.location.pathname, JSON.stringify(more)).toBe('/login');
    expect((await browser.get(interaction)).location.pathname).toBe('/login');
  }
  // An hour ago is late enough for two hours.
  const redirect = await authorize(
    identity,
    { client_id: app.clientId, scope: 'openid people:read', max_age: '7200' },
    browser,
  );
  const tokens = await identity.token({
    grant_type: 'authorization_code',
    client_id: app.clientId,
    client_secret: app.clientSecret,
    code: redirect.searchParams.get('code') ?? '',
    redirect_uri: CALLBACK,
  });
  const claims = JSON.parse(
    Buffer.from(String(tokens.json.id_token).split('.')[1] ?? '', 'base64url').toString(),
  ) as { auth_time: number };
  const { rows: sessions } = await pool.query<{ at: number }>(
    'SELECT floor(extract(epoch FROM max(created_at)))::int AS at FROM sessions',
  );
  expect(claims.auth_time).toBe(sessions[0]?.at);
});

test('a plain user grants no privileged scope, whatever the app is registered for', async () => {
  const app = await identity.oauthApp({ scopes: ['people:read', 'email_contents:read'] });
  const user = await identity.user();
  const browser = new Browser(identity.app);
  await browser.login(user.email, PASSWORD);
  const redirect = await authorize(
    identity,
    { client_id: app.clientId, scope: 'people:read email_contents:read' },
    browser,
    user.email,
  );
  const form = { client_id: app.clientId, client_secret: app.clientSecret };
  const first = await identity.token({
    ...form,
    grant_type: 'authorization_code',
    code: redirect.searchParams.get('code') ?? '',
    redirect_uri: CALLBACK,
  });
  expect(first.json.scope).toBe('people:read');
  expect((await identity.whoami(first.json.access_token)).scopes).toEqual(['people:read']);
  // Repeating what it asked for at first is no error, and brings no more.
  const second = await identity.token({
    ...form,
    grant_type: 'refresh_token',
    refresh_token: first.json.refresh_token,
    scope: 'people:read email_contents:read',
  });
  expect([second.status, second.json.scope]).toEqual([200, 'people:read']);
  const only = await identity.oauthApp({ scopes: ['email_contents:read'] });
  const refused = await authorize(identity, { client_id: only.clientId }, browser, user.email);
  expect(refused.searchParams.get('error')).toBe('invalid_scope');
});

test('a program that registers itself makes the server fetch nothing, and its addresses are checked', async () => {
  let hits = 0;
  const server = createServer((_, response) => {
    hits += 1;
    response.end('[]');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const register = (payload: object) =>
    identity.app.inject({ method: 'POST', url: '/oauth/client/register', payload });
  const there = `https://127.0.0.1:${port}/x`;
  const client = { redirect_uris: ['https://app.example/cb'], token_endpoint_auth_method: 'none' };
  const answer = await register({
    ...client,
    sector_identifier_uri: there,
    jwks_uri: there,
    logo_uri: there,
    request_uris: [there],
    subject_type: 'pairwise',
    default_max_age: 5,
  });
  expect(answer.statusCode).toBe(201);
  expect(answer.body).not.toContain('127.0.0.1');
  expect(hits).toBe(0);
  for (const uri of [
    'http://evil.example/cb',
    'javascript:alert(1)',
    'https://a.example/#x',
    'nothing',
    `https://a.example/${'x'.repeat(3000)}`,
  ]) {
    const refused = await register({ ...client, redirect_uris: [uri] });
    expect(refused.statusCode, uri.slice(0, 40)).toBe(400);
    expect(refused.json<{ error: string }>().error).toMatch(/^invalid_(redirect_uri|client_metadata)$/);
  }
  expect(
    (await register({ ...client, redirect_uris: Array<string>(21).fill('https://a.example') })).statusCode,
  ).toBe(400);
  // Nobody let it in: after a month it is forgotten, and the apps of teams and of the server are not.
  const { pool } = identity.context.database;
  const apps = async () =>
    (await pool.query<{ n: number }>('SELECT count(*)::int AS n FROM oauth_apps')).rows[0]?.n ?? 0;
  const before = await apps();
  await pool.query(`UPDATE oauth_apps SET created_at = created_at - interval '31 days'`);
  await deleteExpired(identity.context.database.kysely, new Date());
  expect(await apps()).toBe(before - 1);
  server.close();
});

test('what nobody need be signed in for is limited by network and size, and forgotten when it ends', async () => {
  const app = await identity.oauthApp();
  const ask = (more: Record<string, string>, from = '203.0.113.50') =>
    new Browser(identity.app, from).get(
      `/oauth/authorize?${new URLSearchParams({ response_type: 'code', client_id: app.clientId, redirect_uri: CALLBACK, ...more }).toString()}`,
    );
  expect((await ask({ state: 'x'.repeat(2000) })).status).toBe(303);
  for (const more of [
    { state: 'x'.repeat(2001) },
    { nonce: 'x'.repeat(501) },
    { a: 'x'.repeat(2000), b: 'x'.repeat(2000), c: 'x'.repeat(1900) },
  ] as Record<string, string>[])
    expect((await ask(more)).status).toBe(400);
  const statuses = await Promise.all(Array.from({ length: 110 }, async () => (await ask({})).status));
  expect(statuses.filter((status) => status === 303)).toHaveLength(96);
  expect(statuses.filter((status) => status === 429)).toHaveLength(14);
  expect((await ask({}, '203.0.113.51')).status).toBe(303);
  expect(await rows('Interaction')).toBeGreaterThan(90);
  await deleteExpired(identity.context.database.kysely, new Date(Date.now() + 3_700_000));
  expect(await rows('Interaction')).toBe(0);
});
