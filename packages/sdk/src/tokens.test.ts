import { expect, test } from 'vitest';
import {
  authorizeUrl,
  awaitDevice,
  clientCredentialTokens,
  ConnectionFailed,
  exchangeCode,
  memoryTokenStore,
  NotAuthorized,
  type OAuthApp,
  type OAuthClient,
  OAuthError,
  refreshingTokens,
  startDevice,
} from './index.js';

const NOW = Date.parse('2025-01-01T00:00:00Z');

/** An authorization server that rotates, and calls every second use of a refresh token an attack. */
function rotating(overrides: Partial<OAuthApp> = {}) {
  const forms: URLSearchParams[] = [];
  let current = 'r0';
  const app: OAuthApp = {
    authUrl: 'http://auth.test/',
    clientId: 'app',
    clientSecret: 'secret',
    redirectUri: 'https://localhost:8443/cb',
    now: () => NOW,
    fetch: async (_input, init) => {
      const form = init?.body as URLSearchParams;
      forms.push(form);
      const code = form.get('grant_type') === 'authorization_code';
      if (!code && form.get('refresh_token') !== current)
        return Response.json({ error: 'invalid_grant', error_description: 'revoked' }, { status: 400 });
      current = `r${forms.length}`;
      return Response.json({
        access_token: `a${forms.length}`,
        refresh_token: current,
        expires_in: 7200,
        token_type: 'bearer',
      });
    },
    ...overrides,
  };
  return { app, forms };
}

const expired = { access_token: 'a0', refresh_token: 'r0', expires_at: new Date(NOW).toISOString() };

test('the authorize address names the app, the return and the state', () => {
  const { app } = rotating();
  expect(authorizeUrl(app, { state: 's', codeChallenge: 'c' })).toBe(
    'http://auth.test/oauth/authorize?client_id=app&redirect_uri=https%3A%2F%2Flocalhost%3A8443%2Fcb&response_type=code&state=s&code_challenge=c&code_challenge_method=S256',
  );
});

test('a code is exchanged with context and scope, and the end is counted by our clock', async () => {
  const { app, forms } = rotating();
  expect(await exchangeCode(app, { code: 'c', context: 'x', scope: 'people:read' })).toEqual({
    access_token: 'a1',
    refresh_token: 'r1',
    expires_at: '2025-01-01T02:00:00.000Z',
  });
  expect(Object.fromEntries(forms[0] ?? [])).toEqual({
    grant_type: 'authorization_code',
    client_id: 'app',
    client_secret: 'secret',
    redirect_uri: 'https://localhost:8443/cb',
    code: 'c',
    context: 'x',
    scope: 'people:read',
  });
});

test('a token that holds is used as it is', async () => {
  const { app, forms } = rotating();
  const store = memoryTokenStore({ ...expired, expires_at: new Date(NOW + 61_000).toISOString() });
  expect(await refreshingTokens({ app, store }).accessToken()).toBe('a0');
  expect(forms).toHaveLength(0);
});

test('callers at the same time share one refresh', async () => {
  const { app, forms } = rotating();
  const source = refreshingTokens({ app, store: memoryTokenStore(expired) });
  expect(await Promise.all([source.accessToken(), source.accessToken(), source.accessToken()])).toEqual([
    'a1',
    'a1',
    'a1',
  ]);
  expect(forms).toHaveLength(1);
});

test('sources that share a store never use one refresh token twice', async () => {
  const { app, forms } = rotating();
  const store = memoryTokenStore(expired);
  const tokens = await Promise.all(
    Array.from({ length: 5 }, () => refreshingTokens({ app, store }).accessToken()),
  );
  expect(new Set(tokens)).toEqual(new Set(['a1']));
  expect(forms).toHaveLength(1);
});

test('a rejected token is refreshed although it has not expired', async () => {
  const { app } = rotating();
  const source = refreshingTokens({
    app,
    store: memoryTokenStore({ ...expired, expires_at: '2999-01-01T00:00:00Z' }),
  });
  expect(await source.accessToken('a0')).toBe('a1');
  expect(await source.accessToken('a0')).toBe('a1');
});

test('a revoked grant, an empty store and a dead server are told apart, and the store keeps what it had', async () => {
  const { app } = rotating();
  const revoked = { ...expired, refresh_token: 'gone' };
  const store = memoryTokenStore(revoked);
  const source = refreshingTokens({ app, store });
  await expect(source.accessToken()).rejects.toMatchObject({
    name: 'OAuthError',
    code: 'invalid_grant',
    status: 400,
  });
  await expect(source.accessToken()).rejects.toBeInstanceOf(OAuthError);
  expect(await store.read()).toEqual(revoked);
  await expect(refreshingTokens({ app, store: memoryTokenStore() }).accessToken()).rejects.toBeInstanceOf(
    NotAuthorized,
  );
  const dead = rotating({
    fetch: () => Promise.reject(new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') })),
  });
  await expect(
    refreshingTokens({ app: dead.app, store: memoryTokenStore(expired) }).accessToken(),
  ).rejects.toThrow('connect ECONNREFUSED');
  await expect(
    refreshingTokens({ app: dead.app, store: memoryTokenStore(expired) }).accessToken(),
  ).rejects.toBeInstanceOf(ConnectionFailed);
});

/** A token endpoint that answers from a script; the last answer repeats. */
function answering(answers: (object | 'hang up')[]) {
  const forms: URLSearchParams[] = [];
  const urls: string[] = [];
  let time = NOW;
  const app: OAuthClient = {
    authUrl: 'http://auth.test',
    clientId: 'app',
    now: () => time,
    fetch: async (url, init) => {
      urls.push((url as URL).href);
      forms.push(init?.body as URLSearchParams);
      const answer = answers[Math.min(forms.length, answers.length) - 1] ?? {};
      if (answer === 'hang up') throw new TypeError('fetch failed');
      return Response.json(answer, { status: 'error' in answer ? 400 : 200 });
    },
  };
  return { app, forms, urls, pass: (ms: number) => (time += ms) };
}

test('a device waits for its user: pending, slower, through a broken connection, until there are tokens', async () => {
  const { app, forms, urls, pass } = answering([
    {
      device_code: 'd1',
      user_code: 'ABCD',
      verification_uri: 'http://auth.test/device',
      expires_in: 600,
      interval: 5,
    },
    { error: 'authorization_pending' },
    { error: 'slow_down' },
    'hang up',
    { access_token: 'a1', expires_in: 7200 },
  ]);
  const device = await startDevice(app, 'people:read');
  expect(device).toMatchObject({ userCode: 'ABCD', intervalSeconds: 5, verificationUriComplete: undefined });
  const waits: number[] = [];
  const sleep = async (ms: number) => {
    waits.push(ms);
    pass(ms);
  };
  expect(await awaitDevice(app, device, { sleep })).toMatchObject({ access_token: 'a1' });
  expect(waits).toEqual([5000, 5000, 10_000, 20_000]);
  expect(urls.slice(0, 2)).toEqual(['http://auth.test/oauth/device', 'http://auth.test/oauth/token']);
  expect(forms[0]?.get('scope')).toBe('people:read');
  expect(forms[1]?.get('device_code')).toBe('d1');
  const refused = answering([{ error: 'access_denied' }]);
  await expect(awaitDevice(refused.app, device, { sleep })).rejects.toMatchObject({ code: 'access_denied' });
  const dead = answering(['hang up']);
  dead.pass(700_000);
  await expect(awaitDevice(dead.app, device, { sleep })).rejects.toBeInstanceOf(ConnectionFailed);
  await expect(awaitDevice(app, device, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow(
    'enough',
  );
});

test("an application's own token is asked for once, and again when it ends or is rejected", async () => {
  const { app, forms, pass } = answering([
    { access_token: 'a1', expires_in: 7200 },
    { access_token: 'a2', expires_in: 7200 },
    { access_token: 'a3', expires_in: 7200 },
  ]);
  const source = clientCredentialTokens({ app, scope: 'people:read' });
  expect(await Promise.all([source.accessToken(), source.accessToken()])).toEqual(['a1', 'a1']);
  expect(await source.accessToken('a1')).toBe('a2');
  pass(7_150_000);
  expect(await source.accessToken()).toBe('a3');
  expect(forms.map((form) => form.get('grant_type'))).toEqual(Array(3).fill('client_credentials'));
});
