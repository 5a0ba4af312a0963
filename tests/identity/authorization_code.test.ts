import { createHash, createPublicKey, verify } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  authorize,
  Browser,
  CALLBACK,
  createIdentity,
  grantTokens,
  type Identity,
  PASSWORD,
} from './support.js';

let identity: Identity;
beforeAll(async () => {
  identity = await createIdentity();
});
afterAll(() => identity.close());

test('code flow: login, consent, redirect with code, context, scope and state, exchange, API call', async () => {
  const app = await identity.oauthApp({ scopes: ['people:read', 'people:write', 'team:read'] });
  const browser = new Browser(identity.app);
  const start = await browser.get(
    `/oauth/authorize?client_id=${app.clientId}&redirect_uri=${encodeURIComponent(CALLBACK)}&response_type=code&state=a%20b`,
  );
  const login = await browser.follow(start);
  expect(login.text).toContain('Sign in');
  // The login may end at the app: browsers check form-action along redirects.
  expect(login.headers['content-security-policy']).toContain("form-action 'self' https://localhost:8443");
  const returnTo = /name="return_to" value="([^"]+)"/.exec(login.text)?.[1] ?? '';
  const consent = await browser.follow(
    await browser.submit(login, '/login', {
      email: 'ada@CADENZA.test',
      password: PASSWORD,
      return_to: returnTo,
    }),
  );
  expect(consent.text).toContain('Test &lt;app&gt;');
  expect(consent.text).toMatch(/People<\/dt><dd><span class="badge">see</);
  expect(consent.text).toContain('create and change');
  expect(consent.text).toContain('localhost:8443');
  expect(consent.headers['content-security-policy']).toContain("default-src 'none'");
  expect(consent.headers['x-frame-options']).toBe('DENY');

  const done = await browser.follow(await browser.submit(consent, returnTo, { decision: 'allow' }));
  expect(done.location.origin + done.location.pathname).toBe(CALLBACK);
  const answer = done.location.searchParams;
  expect(answer.get('state')).toBe('a b');
  expect(answer.get('context')).toBeTruthy();
  expect(answer.get('scope')).toBe('people:read people:write team:read');

  const exchange = {
    grant_type: 'authorization_code',
    client_id: app.clientId,
    client_secret: app.clientSecret,
    code: answer.get('code') ?? '',
    redirect_uri: CALLBACK,
    context: 'x',
    scope: 'y',
  };
  const tokens = await identity.token(exchange);
  expect(tokens.status).toBe(200);
  expect(tokens.json).toEqual({
    access_token: expect.any(String),
    token_type: 'Bearer',
    expires_in: 7200,
    refresh_token: expect.any(String),
    scope: 'people:read people:write team:read',
    created_at: expect.any(Number),
  });
  expect(await identity.whoami(tokens.json.access_token)).toEqual({
    status: 200,
    userId: identity.admin.id,
    scopes: ['people:read', 'people:write', 'team:read'],
    via: 'oauth',
  });

  // A code is good once; a second use ends what the first got.
  const again = await identity.token(exchange);
  expect(again.status).toBe(400);
  expect(again.json.error).toBe('invalid_grant');
  expect((await identity.whoami(tokens.json.access_token)).status).toBe(401);
});

test('JSON body at the token endpoint, and a second sign-in of a confidential app does not ask again', async () => {
  const app = await identity.oauthApp();
  const browser = new Browser(identity.app);
  await authorize(identity, { client_id: app.clientId }, browser);
  const straight = await browser.follow(
    await browser.get(
      `/oidc/authorize?client_id=${app.clientId}&redirect_uri=${encodeURIComponent(CALLBACK)}&response_type=code`,
    ),
  );
  const code = straight.location.searchParams.get('code');
  expect(code).toBeTruthy();
  const payload = {
    grant_type: 'authorization_code',
    client_id: app.clientId,
    client_secret: app.clientSecret,
    code,
    redirect_uri: CALLBACK,
  };
  const answer = await identity.app.inject({ method: 'POST', url: '/oauth/token', payload });
  expect(answer.statusCode).toBe(200);
  expect(answer.json().refresh_token).toBeTruthy();
});

test('cancel leads back with access_denied', async () => {
  const app = await identity.oauthApp();
  const browser = new Browser(identity.app);
  await browser.login(identity.admin.email);
  const start = await browser.get(
    `/oauth/authorize?client_id=${app.clientId}&redirect_uri=${encodeURIComponent(CALLBACK)}&response_type=code&state=s`,
  );
  const consent = await browser.follow(start);
  const action = /action="(\/oauth\/interaction\/[^"]+)"/.exec(consent.text)?.[1] ?? '';
  const done = await browser.follow(await browser.submit(consent, action, { decision: 'deny' }));
  expect(done.location.searchParams.get('error')).toBe('access_denied');
  expect(done.location.searchParams.get('state')).toBe('s');
});

test('a program on this machine takes whatever port is free, and nothing else of its address is free', async () => {
  const app = await identity.oauthApp({ redirectUris: ['http://127.0.0.1/cb', 'http://[::1]:9/cb?a=1'] });
  const asked = async (uri: string) =>
    (
      await new Browser(identity.app).get(
        `/oauth/authorize?client_id=${app.clientId}&redirect_uri=${encodeURIComponent(uri)}&response_type=code`,
      )
    ).status;
  for (const right of ['http://127.0.0.1:53682/cb', 'http://127.0.0.1/cb', 'http://[::1]:1234/cb?a=1'])
    expect([right, await asked(right)]).toEqual([right, 303]);
  for (const wrong of [
    'http://127.0.0.1:53682/other',
    'http://127.0.0.2:53682/cb',
    'http://localhost:53682/cb',
    'https://127.0.0.1:53682/cb',
    'http://x@127.0.0.1:53682/cb',
    'http://[::1]:1234/cb',
  ])
    expect([wrong, await asked(wrong)]).toEqual([wrong, 400]);
});

test('redirect URIs match character by character; a wrong one is never redirected to', async () => {
  const app = await identity.oauthApp({ redirectUris: ['http://localhost:3999/cb'] });
  for (const wrong of [
    'http://localhost:3998/cb',
    'http://localhost:3999/cb/',
    'http://localhost:3999/cb?x=1',
    'https://evil.example/cb',
  ]) {
    const answer = await new Browser(identity.app).get(
      `/oauth/authorize?client_id=${app.clientId}&redirect_uri=${encodeURIComponent(wrong)}&response_type=code`,
    );
    expect(answer.status).toBe(400);
    expect(answer.headers['location']).toBeUndefined();
    expect(answer.text).toContain('not registered for');
  }
  const unknown = await new Browser(identity.app).get(
    '/oauth/authorize?client_id=nobody&redirect_uri=https%3A%2F%2Fevil.example&response_type=code',
  );
  expect(unknown.status).toBe(400);
  expect(unknown.text).toContain('not known');
});

test('public apps need PKCE, and the right verifier', async () => {
  const app = await identity.oauthApp({ confidential: false });
  const query = `client_id=${app.clientId}&redirect_uri=${encodeURIComponent(CALLBACK)}&response_type=code`;
  const refused = await new Browser(identity.app).get(`/oauth/authorize?${query}`);
  expect(refused.location.searchParams.get('error')).toBe('invalid_request');

  const verifier = 'v'.repeat(50);
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const exchange = async (code_verifier: string) => {
    const redirect = await authorize(identity, {
      client_id: app.clientId,
      code_challenge: challenge,
      code_challenge_method: 'S256',
    });
    return identity.token({
      grant_type: 'authorization_code',
      client_id: app.clientId,
      code: redirect.searchParams.get('code') ?? '',
      redirect_uri: CALLBACK,
      code_verifier,
    });
  };
  expect((await exchange('w'.repeat(50))).json.error).toBe('invalid_grant');
  const tokens = await exchange(verifier);
  expect(tokens.status).toBe(200);
  expect(
    (
      await identity.token({
        grant_type: 'refresh_token',
        client_id: app.clientId,
        refresh_token: tokens.json.refresh_token,
      })
    ).status,
  ).toBe(200);
});

test('scopes: none asked means the registered ones, old names become new, others are refused', async () => {
  const app = await identity.oauthApp({ scopes: ['people:read', 'crm_id_person:write'] });
  const scopeOf = async (scope: string) =>
    (await authorize(identity, { client_id: app.clientId, scope })).searchParams;
  expect((await authorize(identity, { client_id: app.clientId })).searchParams.get('scope')).toBe(
    'people:read crm_id_person:write',
  );
  expect((await scopeOf('person:set_crm_id')).get('scope')).toBe('crm_id_person:write');
  expect((await scopeOf('public:all')).get('scope')).toBe('people:read');
  expect((await scopeOf('people:read claudeai')).get('scope')).toBe('people:read');
  expect((await scopeOf('accounts:read')).get('error')).toBe('invalid_scope');
  expect((await scopeOf('nonsense')).get('error')).toBe('invalid_scope');
});

test('wrong secret, deactivated user, revoked app', async () => {
  const app = await identity.oauthApp();
  const wrong = await identity.token({
    grant_type: 'refresh_token',
    client_id: app.clientId,
    client_secret: 'no',
    refresh_token: 'x',
  });
  expect(wrong.status).toBe(401);
  expect(wrong.json.error).toBe('invalid_client');
  const tokens = (await grantTokens(identity, app)).json;
  const db = identity.context.database.kysely;
  await db.updateTable('oauth_apps').set({ revoked_at: new Date() }).where('id', '=', app.id).execute();
  identity.auth.flush();
  expect((await identity.whoami(tokens.access_token)).status).toBe(401);
  expect(
    (
      await identity.token({
        grant_type: 'refresh_token',
        client_id: app.clientId,
        client_secret: app.clientSecret,
        refresh_token: tokens.refresh_token,
      })
    ).status,
  ).toBe(401);
});

test('OpenID Connect: discovery, id token signed RS256, user info', async () => {
  const app = await identity.oauthApp();
  const browser = new Browser(identity.app);
  const document = (await browser.get('/.well-known/openid-configuration', { host: 'evil.example' })).json;
  expect(document).toMatchObject({
    issuer: 'http://cadenza.test',
    authorization_endpoint: 'http://cadenza.test/oidc/authorize',
    token_endpoint: 'http://cadenza.test/oidc/token',
    userinfo_endpoint: 'http://cadenza.test/oidc/userinfo',
    jwks_uri: 'http://cadenza.test/oidc/discovery/keys',
    id_token_signing_alg_values_supported: ['RS256'],
  });
  expect((await browser.get('/.well-known/oauth-authorization-server')).json).toMatchObject({
    authorization_endpoint: 'http://cadenza.test/oauth/authorize',
    revocation_endpoint: 'http://cadenza.test/oauth/revoke',
    device_authorization_endpoint: 'http://cadenza.test/oauth/device',
    code_challenge_methods_supported: ['S256'],
  });
  const tokens = (await grantTokens(identity, app, { scope: 'openid people:read', nonce: 'n' })).json;
  const [head = '', body = '', signature = ''] = String(tokens.id_token).split('.');
  const keys = (await browser.get('/oidc/discovery/keys')).json.keys;
  const key = createPublicKey({ key: keys[0], format: 'jwk' });
  expect(verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'))).toBe(
    true,
  );
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
  const expected = {
    sub: identity.admin.guid,
    user_guid: identity.admin.guid,
    account_id: identity.admin.id,
    team_id: identity.teamId,
    team_admin: true,
    email: 'Ada@cadenza.test',
    name: 'Ada Lovelace',
  };
  expect(claims).toMatchObject({ ...expected, iss: 'http://cadenza.test', aud: app.clientId, nonce: 'n' });
  const info = await browser.get('/oidc/userinfo', { authorization: `Bearer ${tokens.access_token}` });
  expect(info.json).toMatchObject(expected);
});
