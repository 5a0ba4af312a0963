import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureOwnApps } from '../../apps/server/src/admin.js';
import { authorize, createIdentity, type Identity } from './support.js';

const PUBLIC_URL = 'https://cadenza.example';
const REDIRECT = `${PUBLIC_URL}/swagger/oauth2-redirect.html`;
const VERIFIER = 'a-code-verifier-that-is-at-least-forty-three-characters-long';
let identity: Identity;

beforeAll(async () => {
  identity = await createIdentity();
});
afterAll(() => identity.close());

const ensure = (publicUrl = PUBLIC_URL) =>
  ensureOwnApps({ ...identity.context, config: { ...identity.context.config, publicUrl } });
const rows = async () =>
  (await identity.context.database.pool.query('SELECT * FROM oauth_apps ORDER BY client_id')).rows as {
    client_id: string;
    redirect_uris: string[];
  }[];

test('two public apps of no team; the second start changes nothing, another PUBLIC_URL moves the redirect', async () => {
  await Promise.all([ensure('http://localhost:3000'), ensure('http://localhost:3000')]);
  expect(await rows()).toMatchObject([
    {
      client_id: 'cadenza-api-reference',
      team_id: null,
      user_id: null,
      confidential: false,
      secret_hash: null,
      redirect_uris: [
        'http://localhost:3000/swagger/oauth2-redirect.html',
        'http://127.0.0.1:3000/swagger/oauth2-redirect.html',
      ],
    },
    { client_id: 'cadenza-cli', team_id: null, confidential: false, redirect_uris: [] },
  ]);
  await ensure();
  const moved = await rows();
  expect(moved[0]?.redirect_uris).toEqual([REDIRECT]);
  await ensure();
  expect(await rows()).toEqual(moved);
});

test('the API reference gets a token for whoever consents, with PKCE only', async () => {
  await ensure();
  const query = { client_id: 'cadenza-api-reference', redirect_uri: REDIRECT, scope: 'people:read' };
  const refused = await authorize(identity, query);
  expect(refused.searchParams.get('error')).toBe('invalid_request');
  const code_challenge = createHash('sha256').update(VERIFIER).digest('base64url');
  const back = await authorize(identity, { ...query, code_challenge, code_challenge_method: 'S256' });
  expect(back.origin + back.pathname).toBe(REDIRECT);
  const form = {
    grant_type: 'authorization_code',
    client_id: 'cadenza-api-reference',
    code: back.searchParams.get('code') ?? '',
    redirect_uri: REDIRECT,
    code_verifier: VERIFIER,
  };
  const { json } = await identity.token(form);
  expect(await identity.whoami(json.access_token)).toMatchObject({
    userId: identity.admin.id,
    scopes: ['people:read'],
  });
});

test('the command line program may start the device flow', async () => {
  await ensure();
  const answer = await identity.app.inject({
    method: 'POST',
    url: '/oauth/device',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'client_id=cadenza-cli&scope=people:read',
  });
  expect(answer.json()).toMatchObject({ user_code: expect.any(String), device_code: expect.any(String) });
  const code = await identity.token({
    grant_type: 'client_credentials',
    client_id: 'cadenza-cli',
    client_secret: 'x',
  });
  expect(code.status).toBeGreaterThanOrEqual(400);
});
