import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { authorize, CALLBACK, createIdentity, type Identity } from './support.js';

let identity: Identity;
beforeAll(async () => {
  identity = await createIdentity();
});
afterAll(() => identity.close());

test('client credentials: in the body, as Basic, in the query, as JSON; acts as the owner; no refresh token', async () => {
  const { app: http } = identity;
  const app = await identity.oauthApp({ scopes: ['people:read', 'team:read'] });
  const basic = {
    authorization: `Basic ${Buffer.from(`${app.clientId}:${app.clientSecret}`).toString('base64')}`,
  };
  const fields = {
    grant_type: 'client_credentials',
    client_id: app.clientId,
    client_secret: app.clientSecret,
  };
  const answers = [
    await identity.token(fields),
    await identity.token({ grant_type: 'client_credentials' }, basic),
    await identity.token({ ...fields, scope: 'public:all' }, basic),
    ...(await Promise.all([
      http.inject({ method: 'POST', url: `/oauth/token?${new URLSearchParams(fields).toString()}` }),
      http.inject({ method: 'POST', url: '/oauth/token', payload: fields }),
      http.inject({
        method: 'POST',
        url: '/oidc/token',
        payload: { grant_type: 'client_credentials' },
        headers: basic,
      }),
    ]).then((all) => all.map((answer) => ({ status: answer.statusCode, json: answer.json() })))),
  ];
  for (const answer of answers) {
    expect(answer.json).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 7200,
      scope: 'people:read team:read',
      created_at: expect.any(Number),
    });
    expect(await identity.whoami(answer.json.access_token)).toEqual({
      status: 200,
      userId: identity.admin.id,
      scopes: ['people:read', 'team:read'],
      via: 'oauth',
    });
  }
  expect((await identity.token({ ...fields, scope: 'team:read' })).json.scope).toBe('team:read');
  expect((await identity.token({ ...fields, scope: 'accounts:read' })).json.error).toBe('invalid_scope');
  expect((await identity.token({ ...fields, scope: 'nonsense' })).json.error).toBe('invalid_scope');
});

test('client credentials are for confidential apps of admins', async () => {
  const user = await identity.user();
  const theirs = await identity.oauthApp({ userId: user.id });
  const fields = {
    grant_type: 'client_credentials',
    client_id: theirs.clientId,
    client_secret: theirs.clientSecret,
  };
  expect((await identity.token(fields)).status).toBe(400);
  const open = await identity.oauthApp({ confidential: false });
  expect((await identity.token({ grant_type: 'client_credentials', client_id: open.clientId })).status).toBe(
    400,
  );

  // An admin's app loses its power with the admin's role, tokens already issued included.
  const boss = await identity.user('admin');
  const app = await identity.oauthApp({ userId: boss.id });
  const issued = (
    await identity.token({ ...fields, client_id: app.clientId, client_secret: app.clientSecret })
  ).json.access_token;
  expect((await identity.whoami(issued)).status).toBe(200);
  await identity.context.database.kysely
    .updateTable('users')
    .set({ role_id: 'User' })
    .where('id', '=', boss.id)
    .execute();
  await expect.poll(async () => (await identity.whoami(issued)).status).toBe(401);
});

test('dynamic registration: off by default; when on, a public client with PKCE that always asks', async () => {
  const payload = {
    client_name: 'Assistant',
    redirect_uris: [CALLBACK],
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
  };
  expect(
    (await identity.app.inject({ method: 'POST', url: '/oauth/client/register', payload })).statusCode,
  ).toBe(404);
  const open = await createIdentity({ config: { dynamicRegistration: true } });
  const answer = await open.app.inject({ method: 'POST', url: '/oauth/client/register', payload });
  expect(answer.statusCode).toBe(201);
  const client = answer.json();
  expect(client.client_secret).toBeUndefined();
  const code_challenge = createHash('sha256').update('v'.repeat(50)).digest('base64url');
  const redirect = await authorize(open, {
    client_id: client.client_id,
    scope: 'people:read claudeai',
    code_challenge,
    code_challenge_method: 'S256',
    resource: 'http://cadenza.test/mcp',
  });
  const tokens = await open.token({
    grant_type: 'authorization_code',
    client_id: client.client_id,
    code: redirect.searchParams.get('code') ?? '',
    redirect_uri: CALLBACK,
    code_verifier: 'v'.repeat(50),
  });
  expect((await open.whoami(tokens.json.access_token)).scopes).toEqual(['people:read']);

  const secret = (
    await open.app.inject({
      method: 'POST',
      url: '/oauth/client/register',
      payload: {
        ...payload,
        token_endpoint_auth_method: 'client_secret_post',
        grant_types: ['authorization_code', 'client_credentials'],
      },
    })
  ).json();
  expect(secret.client_secret).toMatch(/^[0-9a-f]{64}$/);
  expect(
    (
      await open.token({
        grant_type: 'client_credentials',
        client_id: secret.client_id,
        client_secret: secret.client_secret,
      })
    ).status,
  ).toBe(400);
  await open.close();
});

test('over a real socket: keep-alive, an empty body, malformed JSON, odd bytes', async () => {
  const origin = await identity.app.listen({ port: 0, host: '127.0.0.1' });
  const app = await identity.oauthApp({ scopes: ['people:read'] });
  const fields = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: app.clientId,
    client_secret: app.clientSecret,
  });
  for (let round = 0; round < 3; round += 1) {
    const answer = await fetch(`${origin}/oauth/token?${fields.toString()}`, { method: 'POST' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toContain('no-store');
    expect((await answer.json()) as object).toMatchObject({ expires_in: 7200 });
  }
  const json = (body: string) =>
    fetch(`${origin}/oauth/token`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  for (const body of [
    '{',
    '[]',
    '"x"',
    '{"grant_type":{"a":1}}',
    JSON.stringify({
      grant_type: 'refresh_token',
      client_id: 'a\0b',
      client_secret: '\ud800',
      refresh_token: 'x',
    }),
  ]) {
    const answer = await json(body);
    expect([400, 401]).toContain(answer.status);
    expect(((await answer.json()) as { error: string }).error).toMatch(/^invalid_/);
  }
  const nested = new URLSearchParams({ 'scope[][a]': '1', 'grant_type[]': 'x', 'grant_type[][a]': '1' });
  expect((await fetch(`${origin}/oauth/token`, { method: 'POST', body: nested })).status).toBe(400);
  for (const query of [
    'client_id=%00',
    `client_id=${app.clientId}&response_type=code&state=%00&redirect_uri=${encodeURIComponent(CALLBACK)}`,
    'client_id=%ff',
    'client_id[]=1',
    '',
  ]) {
    expect((await fetch(`${origin}/oauth/authorize?${query}`, { redirect: 'manual' })).status).toBe(400);
  }
  expect((await fetch(`${origin}/oauth/interaction/unknown`)).status).toBe(400);
  expect((await fetch(`${origin}/oauth/authorize/unknown`)).status).toBe(400);
  expect(
    (
      await fetch(`${origin}/oauth/token`, {
        method: 'OPTIONS',
        headers: { origin: 'https://x.example', 'access-control-request-method': 'POST' },
      })
    ).status,
  ).toBe(204);
  const basic = `Basic ${Buffer.from('a\0b:c').toString('base64')}`;
  expect(
    (
      await fetch(`${origin}/oauth/token`, {
        method: 'POST',
        body: fields,
        headers: { authorization: basic },
      })
    ).status,
  ).toBe(400);
});
