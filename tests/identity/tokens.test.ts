import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { write } from '../../apps/server/src/db/write.js';
import { deleteExpired, revokeApiKey } from '../../apps/server/src/domain/identity/commands.js';
import { listApiKeys, listGrantedApps } from '../../apps/server/src/domain/identity/queries.js';
import {
  authorize,
  Browser,
  CALLBACK,
  createIdentity,
  csrfOf,
  grantTokens,
  type Identity,
  type Reply,
} from './support.js';

let identity: Identity;
beforeAll(async () => {
  identity = await createIdentity();
});
afterAll(() => identity.close());

function refresh(app: { clientId: string; clientSecret: string }, refreshToken: string): Promise<Reply> {
  return identity.token({
    grant_type: 'refresh_token',
    client_id: app.clientId,
    client_secret: app.clientSecret,
    refresh_token: refreshToken,
  });
}

test('refresh rotates; old access tokens live on; reuse of an old refresh token ends the grant', async () => {
  const app = await identity.oauthApp();
  const first = (await grantTokens(identity, app)).json;
  const second = (await refresh(app, first.refresh_token)).json;
  expect(second).toMatchObject({
    token_type: 'Bearer',
    expires_in: 7200,
    created_at: expect.any(Number),
    scope: first.scope,
  });
  expect(second.refresh_token).not.toBe(first.refresh_token);
  expect((await identity.whoami(first.access_token)).status).toBe(200);
  expect((await identity.whoami(second.access_token)).status).toBe(200);

  // A second worker of the app, a moment later: it is refused, and nothing else happens.
  const late = await refresh(app, first.refresh_token);
  expect(late.status).toBe(400);
  expect(late.json).toEqual({ error: 'invalid_grant', error_description: expect.any(String) });
  expect((await identity.whoami(second.access_token)).status).toBe(200);

  await identity.context.database.pool.query(
    `UPDATE oauth_payloads SET consumed_at = consumed_at - interval '61 s' WHERE consumed_at IS NOT NULL`,
  );
  const reused = await refresh(app, first.refresh_token);
  expect(reused.status).toBe(400);
  expect(reused.json).toEqual({ error: 'invalid_grant', error_description: expect.any(String) });
  expect((await identity.whoami(second.access_token)).status).toBe(401);
  expect((await identity.whoami(first.access_token)).status).toBe(401);
  expect((await refresh(app, second.refresh_token)).json.error).toBe('invalid_grant');
});

test('of concurrent refreshes with one token exactly one wins, and what it won works', async () => {
  const app = await identity.oauthApp();
  for (let round = 0; round < 5; round += 1) {
    const { refresh_token } = (await grantTokens(identity, app)).json;
    const answers = await Promise.all(Array.from({ length: 6 }, () => refresh(app, refresh_token)));
    const winners = answers.filter((answer) => answer.status === 200);
    expect(winners).toHaveLength(1);
    for (const loser of answers.filter((answer) => answer.status !== 200))
      expect(loser.json.error).toBe('invalid_grant');
    expect((await identity.whoami(winners[0]?.json.access_token)).status).toBe(200);
    expect((await refresh(app, winners[0]?.json.refresh_token)).status).toBe(200);
  }
});

test('of concurrent exchanges of one code exactly one wins', async () => {
  const app = await identity.oauthApp();
  const code = (await authorize(identity, { client_id: app.clientId })).searchParams.get('code') ?? '';
  const form = {
    grant_type: 'authorization_code',
    client_id: app.clientId,
    client_secret: app.clientSecret,
    code,
    redirect_uri: CALLBACK,
  };
  const answers = await Promise.all([identity.token(form), identity.token(form), identity.token(form)]);
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
});

test('nothing in the database equals or contains a token, secret, code or key', async () => {
  const app = await identity.oauthApp();
  const tokens = (await grantTokens(identity, app)).json;
  const { key } = await identity.apiKey(['people:read']);
  const browser = new Browser(identity.app);
  await browser.login(identity.admin.email);
  await browser.follow(
    await browser.get(
      `/oauth/authorize?client_id=${app.clientId}&response_type=code&redirect_uri=https%3A%2F%2Flocalhost%3A8443%2Fauth%2Fsalesloft%2Fcallback&prompt=consent`,
    ),
  );
  const secrets = [
    tokens.access_token,
    tokens.refresh_token,
    app.clientSecret,
    key,
    browser.cookie('cadenza_session'),
    browser.cookie('_interaction'),
  ];
  for (const table of ['oauth_payloads', 'oauth_apps', 'api_keys', 'sessions', 'oauth_signing_keys']) {
    const rows = await identity.context.database.pool.query<{ text: string }>(
      `SELECT t::text AS text FROM ${table} t`,
    );
    const all = rows.rows.map((row) => row.text).join('\n');
    for (const secret of secrets) {
      expect(typeof secret).toBe('string');
      expect(all).not.toContain(secret);
    }
  }
});

test('revocation takes effect at once, introspection says so, other apps may do neither', async () => {
  const app = await identity.oauthApp();
  const other = await identity.oauthApp();
  const browser = new Browser(identity.app);
  const tokens = (await grantTokens(identity, app)).json;
  const by = (who: { clientId: string; clientSecret: string }, token: string) => ({
    client_id: who.clientId,
    client_secret: who.clientSecret,
    token,
  });
  expect((await identity.whoami(tokens.access_token)).status).toBe(200);
  expect((await browser.post('/oauth/introspect', by(app, tokens.access_token))).json).toMatchObject({
    active: true,
    client_id: app.clientId,
    sub: identity.admin.guid,
    token_type: 'Bearer',
  });
  expect((await browser.post('/oauth/introspect', by(other, tokens.access_token))).json).toEqual({
    active: false,
  });
  expect((await browser.post('/oauth/revoke', by(other, tokens.access_token))).status).toBe(400);
  expect((await identity.whoami(tokens.access_token)).status).toBe(200);
  expect((await browser.post('/oauth/revoke', by(app, tokens.refresh_token))).status).toBe(200);
  expect((await identity.whoami(tokens.access_token)).status).toBe(401);
  expect((await browser.post('/oauth/introspect', by(app, tokens.access_token))).json).toEqual({
    active: false,
  });
  expect((await browser.post('/oauth/revoke', by(app, 'unknown'))).status).toBe(200);
});

test('who holds a token may ask whether it lives, a public app of its own too', async () => {
  const open = await identity.oauthApp({ confidential: false, scopes: ['people:read'] });
  const other = await identity.oauthApp({ confidential: false, scopes: ['people:read'] });
  const browser = new Browser(identity.app);
  const verifier = 'v'.repeat(64);
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const redirect = await authorize(identity, {
    client_id: open.clientId,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  });
  const tokens = (
    await identity.token({
      grant_type: 'authorization_code',
      client_id: open.clientId,
      code: redirect.searchParams.get('code') ?? '',
      code_verifier: verifier,
      redirect_uri: CALLBACK,
    })
  ).json;
  const asked = async (client_id: string, token: string) =>
    (await browser.post('/oauth/introspect', { client_id, token })).json;
  for (const token of [tokens.access_token, tokens.refresh_token]) {
    expect(await asked(open.clientId, token)).toMatchObject({ active: true, client_id: open.clientId });
    expect(await asked(other.clientId, token)).toEqual({ active: false });
  }
  await browser.post('/oauth/revoke', { client_id: open.clientId, token: tokens.refresh_token });
  expect(await asked(open.clientId, tokens.access_token)).toEqual({ active: false });
});

test('what programs may do for a user by consent ends with a deactivation for good; keys go on', async () => {
  const app = await identity.oauthApp();
  const { pool, kysely } = identity.context.database;
  const { guid, id } = identity.admin;
  const before = (await grantTokens(identity, app)).json;
  const { key } = await identity.apiKey(['people:read']);
  const refresh = (refresh_token: string) =>
    identity.token({
      grant_type: 'refresh_token',
      client_id: app.clientId,
      client_secret: app.clientSecret,
      refresh_token,
    });
  for (const active of [false, true])
    await pool.query('UPDATE users SET active = $2 WHERE guid = $1', [guid, active]);
  identity.auth.flush();
  expect((await identity.whoami(key)).status).toBe(200);
  expect((await identity.whoami(before.access_token)).status).toBe(401);
  expect(await refresh(before.refresh_token)).toMatchObject({
    status: 400,
    json: { error: 'invalid_grant' },
  });
  expect((await listGrantedApps(kysely, id)).map((each) => each.client_id)).not.toContain(app.clientId);
  // A new consent is one; other changes of a user end nothing.
  const after = (await grantTokens(identity, app)).json;
  await pool.query(`UPDATE users SET active = true, time_zone = 'Europe/Rome' WHERE guid = $1`, [guid]);
  expect((await identity.whoami(after.access_token)).status).toBe(200);
  const renewed = await refresh(after.refresh_token);
  expect((await identity.whoami(renewed.json.access_token)).status).toBe(200);
  await deleteExpired(kysely, new Date());
  const { rows } = await pool.query(
    'SELECT count(*)::int AS left FROM oauth_payloads WHERE generation = 0 AND user_id = $1',
    [id],
  );
  expect(rows).toEqual([{ left: 0 }]);
  expect((await identity.whoami(renewed.json.access_token)).status).toBe(200);
});

test('device flow: pending, consent with the code, tokens; a refused device hears so', async () => {
  const app = await identity.oauthApp({ confidential: false, redirectUris: [], scopes: ['people:read'] });
  const start = async () =>
    (await new Browser(identity.app).post('/oauth/device', { client_id: app.clientId, scope: 'people:read' }))
      .json;
  const poll = (device_code: string) =>
    identity.token({
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      client_id: app.clientId,
      device_code,
    });
  const device = await start();
  expect(device).toMatchObject({
    verification_uri: 'http://cadenza.test/device',
    expires_in: 600,
    user_code: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/),
  });
  expect((await poll(device.device_code)).json.error).toBe('authorization_pending');

  const browser = new Browser(identity.app);
  const link = new URL(device.verification_uri_complete);
  const login = await browser.get(link.pathname + link.search);
  expect(login.location.pathname).toBe('/login');
  await browser.login(identity.admin.email);
  const entry = await browser.get(link.pathname + link.search);
  expect(entry.text).toContain(device.user_code);
  expect((await browser.submit(entry, '/device', { user_code: 'BBBB-BBBB' })).text).toContain('not right');
  const consent = await browser.submit(entry, '/device', { user_code: device.user_code.toLowerCase() });
  expect(consent.text).toContain(device.user_code);
  expect(consent.text).toMatch(/People<\/dt><dd><span class="badge">see</);
  expect(
    (await browser.submit(consent, '/device', { user_code: device.user_code, decision: 'allow' })).text,
  ).toContain('connected');
  const tokens = await poll(device.device_code);
  expect(tokens.json).toMatchObject({
    token_type: 'Bearer',
    scope: 'people:read',
    refresh_token: expect.any(String),
  });
  expect((await identity.whoami(tokens.json.access_token)).scopes).toEqual(['people:read']);
  // A program that asks twice for one answer is told so, and what it got works all the same.
  expect((await poll(device.device_code)).json.error).toBe('invalid_grant');
  expect((await identity.whoami(tokens.json.access_token)).scopes).toEqual(['people:read']);

  const second = await start();
  await browser.post('/device', { csrf: csrfOf(entry), user_code: second.user_code, decision: 'deny' });
  expect((await poll(second.device_code)).json.error).toBe('access_denied');
});

test('API keys: format, scopes, last used, revocation', async () => {
  const { id, key } = await identity.apiKey(['people:read', 'person:set_crm_id']);
  expect(key).toMatch(/^ak[0-9a-f]{64}$/);
  expect(await identity.whoami(key)).toEqual({
    status: 200,
    userId: identity.admin.id,
    scopes: ['people:read', 'crm_id_person:write'],
    via: 'api_key',
  });
  expect((await identity.whoami(`ak${'0'.repeat(64)}`)).status).toBe(401);
  await expect(identity.apiKey([])).rejects.toThrow('scopes needs at least one');
  await expect(identity.apiKey(['nonsense'])).rejects.toThrow('nonsense');
  const { kysely } = identity.context.database;
  await write(kysely, identity.teamId, (tx) =>
    revokeApiKey(tx, identity.teamId, identity.admin.id, id, new Date()),
  );
  await expect.poll(async () => (await identity.whoami(key)).status).toBe(401);
  expect((await listApiKeys(kysely, identity.teamId, identity.admin.id)).some((each) => each.id === id)).toBe(
    false,
  );
});

test('a deactivated user or team is out at once, in every process', async () => {
  const user = await identity.user();
  const { key } = await identity.apiKey(['people:read'], user.id);
  expect((await identity.whoami(key)).status).toBe(200);
  const { pool } = identity.context.database;
  const browser = new Browser(identity.app);
  await browser.login(user.email);
  expect((await browser.get('/device')).status).toBe(200);
  await pool.query('UPDATE users SET active = false WHERE id = $1', [user.id]);
  await expect.poll(async () => (await identity.whoami(key)).status).toBe(401);
  await pool.query('UPDATE users SET active = true WHERE id = $1', [user.id]);
  expect((await identity.whoami(key)).status).toBe(200);
  // Integrations go on; whoever sat at a browser signs in again.
  expect((await browser.get('/device')).location.pathname).toBe('/login');
  await pool.query('UPDATE teams SET deactivated = true WHERE id = $1', [identity.teamId]);
  await expect.poll(async () => (await identity.whoami(key)).status).toBe(401);
  await pool.query('UPDATE teams SET deactivated = false WHERE id = $1', [identity.teamId]);
});
