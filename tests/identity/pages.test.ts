import { afterAll, beforeAll, expect, test } from 'vitest';
import { html } from '../../apps/server/src/http/pages/html.js';
import { localPath } from '../../apps/server/src/http/pages/safety.js';
import { manualClock } from '../../apps/server/src/kernel/clock.js';
import { authorize, Browser, CALLBACK, createIdentity, csrfOf, type Identity, PASSWORD } from './support.js';

const clock = manualClock(new Date());
let identity: Identity;
beforeAll(async () => {
  identity = await createIdentity({ clock });
});
afterAll(() => identity.close());

test('templates escape, return targets stay on this server', () => {
  expect(html`<p title="${`"'`}">${'<script>&'}${[html`<b>${1}</b>`, null]}</p>`.text).toBe(
    '<p title="&quot;&#39;">&lt;script&gt;&amp;<b>1</b></p>',
  );
  expect(localPath('/device?user_code=A', '/x')).toBe('/device?user_code=A');
  for (const bad of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/a\n//evil',
    '\\\\evil',
    '/..//evil.example',
    '',
    undefined,
    ['/a'],
  ]) {
    expect(localPath(bad, '/x')).toBe('/x');
  }
});

test('login leads to the start page, changes the session id and sets a safe cookie; logout ends it', async () => {
  const browser = new Browser(identity.app);
  browser.setCookie('cadenza_session', 'planted');
  const answer = await browser.login(identity.admin.email, PASSWORD, 'https://evil.example/');
  expect(answer.status).toBe(303);
  expect(answer.location.href).toBe('http://cadenza.test/app');
  expect(browser.cookie('cadenza_session')).not.toBe('planted');
  expect([answer.headers['set-cookie']].flat().join()).toMatch(
    /cadenza_session=[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/,
  );
  const page = await browser.get('/app/applications');
  expect(page.status).toBe(200);
  expect(page.text).toContain('Ada@cadenza.test');
  const session = browser.cookie('cadenza_session') ?? '';
  expect((await browser.submit(page, '/logout')).location.pathname).toBe('/login');
  browser.setCookie('cadenza_session', session);
  expect((await browser.get('/app/applications')).location.pathname).toBe('/login');
});

test('forms of other sites are refused', async () => {
  const browser = new Browser(identity.app);
  const login = await browser.get('/login');
  const form = { email: identity.admin.email, password: PASSWORD };
  expect((await browser.post('/login', form)).status).toBe(403);
  expect((await browser.post('/login', { ...form, csrf: 'x' })).status).toBe(403);
  expect((await new Browser(identity.app).post('/login', { ...form, csrf: csrfOf(login) })).status).toBe(403);
  expect(
    (await browser.post('/login', { ...form, csrf: csrfOf(login) }, { 'sec-fetch-site': 'cross-site' }))
      .status,
  ).toBe(403);
  await browser.login(identity.admin.email);
  // A token from before the login is not good for the session.
  expect(
    (await browser.post('/app/applications/keys', { name: 'x', scopes: 'people:read', csrf: csrfOf(login) }))
      .status,
  ).toBe(403);
});

test('a wrong password and an unknown address look alike; after five failures even the right one waits', async () => {
  const user = await identity.user();
  const stranger = () => new Browser(identity.app, '203.0.113.9');
  const wrong = await stranger().login(user.email, 'wrong password');
  const unknown = await stranger().login('nobody@cadenza.test', 'wrong password');
  expect([wrong.status, unknown.status]).toEqual([401, 401]);
  const words = 'The e-mail address or the password is not right.';
  expect(wrong.text).toContain(words);
  expect(unknown.text).toContain(words);
  const guesses = await Promise.all(
    Array.from({ length: 8 }, () => stranger().login(user.email, 'wrong password')),
  );
  expect(guesses.filter((guess) => guess.status === 401).length).toBeLessThanOrEqual(4);
  expect((await stranger().login(user.email)).status).toBe(429);
  expect((await stranger().login(identity.admin.email)).status).toBe(303);
  clock.advance(16 * 60_000);
  expect((await stranger().login(user.email)).status).toBe(303);
});

test('forgotten password: a link by mail, once, for an hour; all sessions end', async () => {
  const user = await identity.user();
  const old = new Browser(identity.app);
  await old.login(user.email);
  const browser = new Browser(identity.app);
  const ask = async (email: string) => {
    const page = await browser.get('/forgot-password');
    return (await browser.submit(page, '/forgot-password', { email })).text.replace(/value="[^"]*"/g, '');
  };
  expect(await ask(user.email)).toBe(await ask('nobody@cadenza.test'));
  await expect.poll(() => identity.mails.length).toBe(1);
  const mail = identity.mails[0];
  expect(mail?.to).toBe(user.email);
  const link = new URL(/http:\S+/.exec(mail?.text ?? '')?.[0] ?? '');
  const page = await browser.get(link.pathname + link.search);
  const token = link.searchParams.get('token') ?? '';
  expect((await browser.submit(page, '/reset-password', { token, password: 'short' })).status).toBe(422);
  expect(
    (await browser.submit(page, '/reset-password', { token, password: 'a new password' })).text,
  ).toContain('Your password is set');
  expect(
    (await browser.submit(page, '/reset-password', { token, password: 'another password' })).status,
  ).toBe(404);
  expect((await old.get('/app/applications')).location.pathname).toBe('/login');
  expect((await new Browser(identity.app).login(user.email)).status).toBe(401);
  expect((await new Browser(identity.app).login(user.email, 'a new password')).status).toBe(303);

  await ask(user.email);
  await expect.poll(() => identity.mails.length).toBe(2);
  const late = new URL(/http:\S+/.exec(identity.mails[1]?.text ?? '')?.[0] ?? '');
  clock.advance(3_601_000);
  expect((await browser.get(late.pathname + late.search)).status).toBe(404);
});

test('your account: a new password for who knows the old one; sessions are listed and ended', async () => {
  const user = await identity.user();
  const [here, there, third] = [
    new Browser(identity.app),
    new Browser(identity.app),
    new Browser(identity.app),
  ];
  for (const browser of [here, there, third]) await browser.login(user.email);
  const page = await here.get('/app/account');
  expect(page.text.match(/This browser/g)).toHaveLength(1);
  const ids = [...page.text.matchAll(/sessions\/([0-9a-f]{64})\/end/g)].map((match) => match[1]);
  expect(ids).toHaveLength(2);

  // Nobody ends somebody else's session, or without the form's token.
  const stranger = new Browser(identity.app);
  await stranger.login(identity.admin.email);
  const theirs = await stranger.get('/app/account');
  for (const id of ids) await stranger.submit(theirs, `/app/account/sessions/${id}/end`);
  expect((await here.post(`/app/account/sessions/${ids[0]}/end`, {})).status).toBe(403);
  expect((await there.get('/app/account')).status).toBe(200);

  await here.submit(page, `/app/account/sessions/${ids[0]}/end`);
  const alive = async () =>
    Promise.all([here, there, third].map(async (each) => (await each.get('/app/account')).status === 200));
  expect((await alive()).filter(Boolean)).toHaveLength(2);
  await here.submit(page, '/app/account/sessions/others/end');
  expect(await alive()).toEqual([true, false, false]);

  await there.login(user.email);
  const change = (current: string, password: string) =>
    here.submit(page, '/app/account/password', { current, password });
  expect((await change('wrong password', 'a better password')).status).toBe(422);
  expect((await change(PASSWORD, 'short')).text).toContain('too short');
  expect(await alive()).toEqual([true, true, false]);
  expect((await change(PASSWORD, 'a better password')).status).toBe(303);
  expect(await alive()).toEqual([true, false, false]);
  expect((await there.login(user.email)).status).toBe(401);
  expect((await there.login(user.email, 'a better password')).status).toBe(303);
});

test('your account lists the apps a person let in, and ends their access', async () => {
  const user = await identity.user();
  const app = await identity.oauthApp();
  const browser = new Browser(identity.app);
  const query = { client_id: app.clientId, scope: 'people:read' };
  const redirect = await authorize(identity, query, browser, user.email);
  const { json } = await identity.token({
    grant_type: 'authorization_code',
    client_id: app.clientId,
    client_secret: app.clientSecret,
    code: redirect.searchParams.get('code') ?? '',
    redirect_uri: CALLBACK,
  });
  expect((await identity.whoami(json.access_token)).userId).toBe(user.id);
  const { pool } = identity.context.database;
  await pool.query(
    `INSERT INTO webhook_subscriptions (team_id, created_at, updated_at, user_id, application, scopes, event_type, callback_url, callback_token, after_sequence)
     VALUES ($1, now(), now(), $2, $3, '{people:read}', 'person_created', 'https://receiver.example/', '', 0)`,
    [identity.teamId, user.id, `app:${app.clientId}`],
  );
  const subscription = async () =>
    (
      await pool.query('SELECT enabled, paused_reason FROM webhook_subscriptions WHERE user_id = $1', [
        user.id,
      ])
    ).rows[0];
  const page = await browser.get('/app/account');
  expect(page.text).toContain('End access of Test &lt;app&gt;');

  // Somebody else's "end" is about their own consent.
  const other = new Browser(identity.app);
  await other.login(identity.admin.email);
  const form = { client_id: app.clientId };
  await other.submit(await other.get('/app/account'), '/app/account/apps/end', form);
  expect((await identity.whoami(json.access_token)).status).toBe(200);
  expect(await subscription()).toEqual({ enabled: true, paused_reason: null });

  await browser.submit(page, '/app/account/apps/end', form);
  expect((await identity.whoami(json.access_token)).status).toBe(401);
  expect(await subscription()).toEqual({
    enabled: false,
    paused_reason: 'the user who made it ended the consent of its application',
  });
  expect((await browser.get('/app/account')).text).not.toContain('End access');
  const refreshed = await identity.token({
    grant_type: 'refresh_token',
    client_id: app.clientId,
    client_secret: app.clientSecret,
    refresh_token: json.refresh_token,
  });
  expect(refreshed.status).toBe(400);
});

test('applications page: create, show once, rotate, revoke', async () => {
  const browser = new Browser(identity.app);
  await browser.login(identity.admin.email);
  const page = await browser.get('/app/applications');
  const made = await browser.follow(
    await browser.submit(page, '/app/applications/keys', {
      name: '<Export>',
      scopes: ['people:read', 'team:read'],
    }),
  );
  const key = /ak[0-9a-f]{64}/.exec(made.text)?.[0] ?? '';
  expect(made.text).toContain('&lt;Export&gt;');
  expect((await identity.whoami(key)).scopes).toEqual(['people:read', 'team:read']);
  expect((await browser.get('/app/applications')).text).not.toContain(key);
  const id = /\/keys\/(\d+)\/rotate/.exec(made.text)?.[1];
  const rotated = await browser.follow(await browser.submit(made, `/app/applications/keys/${id}/rotate`));
  const next = /ak[0-9a-f]{64}/.exec(rotated.text)?.[0] ?? '';
  expect((await identity.whoami(key)).status).toBe(401);
  expect((await identity.whoami(next)).status).toBe(200);
  await browser.submit(made, `/app/applications/keys/${id}/revoke`);
  expect((await identity.whoami(next)).status).toBe(401);

  expect(
    (
      await browser.submit(page, '/app/applications/apps', {
        name: 'App',
        redirect_uris: 'http://evil.example/cb',
        scopes: 'people:read',
      })
    ).status,
  ).toBe(422);
  const app = await browser.follow(
    await browser.submit(page, '/app/applications/apps', {
      name: 'App',
      redirect_uris: 'https://a.example/cb\nhttp://localhost:1234/cb',
      scopes: 'people:read',
    }),
  );
  expect(app.text).toContain('Client secret');
  const appId = /\/apps\/(\d+)\/rotate/.exec(app.text)?.[1];
  const edit = await browser.get(`/app/applications/apps/${appId}`);
  expect(edit.text).toContain('http://localhost:1234/cb');
  expect(
    (
      await browser.submit(edit, `/app/applications/apps/${appId}`, {
        name: 'Renamed',
        redirect_uris: 'https://b.example/cb',
        scopes: 'team:read',
      })
    ).status,
  ).toBe(303);
  expect((await browser.get('/app/applications')).text).toContain('Renamed');

  // Somebody else's app is not there for a plain user.
  const other = new Browser(identity.app);
  const user = await identity.user();
  await other.login(user.email);
  const theirs = await other.get('/app/applications');
  expect(theirs.text).not.toContain('Renamed');
  expect((await other.get(`/app/applications/apps/${appId}`)).status).toBe(404);
  expect((await other.submit(theirs, `/app/applications/apps/${appId}/revoke`)).status).toBe(404);
  await browser.submit(edit, `/app/applications/apps/${appId}/revoke`);
  expect((await browser.get('/app/applications')).text).not.toContain(`/apps/${appId}/`);
});
