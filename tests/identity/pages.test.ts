import { afterAll, beforeAll, expect, test } from 'vitest';
import { html } from '../../apps/server/src/http/pages/html.js';
import { localPath } from '../../apps/server/src/http/pages/safety.js';
import { manualClock } from '../../apps/server/src/kernel/clock.js';
import { beginTwoFactor, enableTwoFactor } from '../../apps/server/src/domain/identity/index.js';
import { write } from '../../apps/server/src/db/write.js';
import { createSealer } from '../../apps/server/src/kernel/sealed.js';
import { appCode } from '../support/two-factor.js';
import { Browser, CALLBACK, createIdentity, csrfOf, type Identity, PASSWORD } from './support.js';

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
  const page = await browser.get('/device');
  expect(page.status).toBe(200);
  expect(page.text).toContain('Ada@cadenza.test');
  const session = browser.cookie('cadenza_session') ?? '';
  expect((await browser.submit(page, '/logout')).location.pathname).toBe('/login');
  browser.setCookie('cadenza_session', session);
  expect((await browser.get('/device')).location.pathname).toBe('/login');
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
  expect((await browser.post('/device', { user_code: 'x', csrf: csrfOf(login) })).status).toBe(403);
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
  expect((await old.get('/device')).location.pathname).toBe('/login');
  expect((await new Browser(identity.app).login(user.email)).status).toBe(401);
  expect((await new Browser(identity.app).login(user.email, 'a new password')).status).toBe(303);

  await ask(user.email);
  await expect.poll(() => identity.mails.length).toBe(2);
  const late = new URL(/http:\S+/.exec(identity.mails[1]?.text ?? '')?.[0] ?? '');
  clock.advance(3_601_000);
  expect((await browser.get(late.pathname + late.search)).status).toBe(404);
});

const codeNow = (secret: string, steps = 0) => appCode(secret, clock.now(), steps);

/** Somebody who signs in by two steps. */
async function careful() {
  const user = await identity.user();
  const who = { teamId: identity.teamId, userId: user.id };
  const sealer = createSealer('mailboxes', [identity.context.config.secretKey]);
  const { secret, setUp } = beginTwoFactor(sealer, who, user.email, clock.now());
  const given = { setUp, code: codeNow(secret), first: true };
  const codes = await write(identity.context.database.kysely, who, (tx) =>
    enableTwoFactor(tx, sealer, who, given, clock.now()),
  );
  clock.advance(30_000);
  return { ...user, secret, codes };
}

test('a second step stands between the password and the session, also on the way to an application', async () => {
  const user = await careful();
  const app = await identity.oauthApp();
  const browser = new Browser(identity.app);
  const asked = await browser.follow(
    await browser.get(
      `/oauth/authorize?${new URLSearchParams({ response_type: 'code', redirect_uri: CALLBACK, client_id: app.clientId, scope: 'people:read' }).toString()}`,
    ),
  );
  const returnTo = /name="return_to" value="([^"]+)"/.exec(asked.text)?.[1] ?? '';
  const step = await browser.follow(
    await browser.submit(asked, '/login', { email: user.email, password: PASSWORD, return_to: returnTo }),
  );
  expect(step.text).toContain('Enter your code');
  expect(step.headers['content-security-policy']).toContain('https://localhost:8443');
  expect(browser.cookie('cadenza_session')).toBeUndefined();
  expect((await browser.get('/device')).location.pathname).toBe('/login');
  const wrong = await browser.submit(step, '/login/code', { code: '000000', return_to: returnTo });
  expect([wrong.status, browser.cookie('cadenza_session')]).toEqual([422, undefined]);
  const consent = await browser.follow(
    await browser.submit(wrong, '/login/code', { code: codeNow(user.secret), return_to: returnTo }),
  );
  expect(consent.text).toContain('Test &lt;app&gt;');
  expect((await browser.get('/device')).status).toBe(200);
  // Elsewhere the same step of time opens nothing, whoever saw the code; that of a moment later does.
  const other = new Browser(identity.app);
  const again = await other.follow(await other.login(user.email));
  expect((await other.submit(again, '/login/code', { code: codeNow(user.secret) })).status).toBe(422);
  expect((await other.submit(again, '/login/code', { code: codeNow(user.secret, 1) })).status).toBe(303);
});

test('a code and a recovery code open once, also when many come at the same moment', async () => {
  const user = await careful();
  const attempts = async (code: string) => {
    const browsers = Array.from({ length: 4 }, () => new Browser(identity.app));
    const steps = await Promise.all(browsers.map(async (each) => each.follow(await each.login(user.email))));
    const answers = await Promise.all(
      browsers.map((each, at) => each.submit(steps[at]!, '/login/code', { code })),
    );
    return answers.map(({ status }) => status).toSorted((a, b) => a - b);
  };
  expect(await attempts(codeNow(user.secret))).toEqual([303, 422, 422, 422]);
  clock.advance(16 * 60_000);
  expect(await attempts(` ${user.codes[3]?.toUpperCase().replaceAll('-', ' ')}`)).toEqual([
    303, 422, 422, 422,
  ]);
});

test('codes are tried five times; a pass ends with its time and with the password', async () => {
  const user = await careful();
  const browser = new Browser(identity.app);
  const step = await browser.follow(await browser.login(user.email));
  const statuses = [];
  for (let at = 0; at < 6; at += 1)
    statuses.push((await browser.submit(step, '/login/code', { code: '000000' })).status);
  expect(statuses).toEqual([422, 422, 422, 422, 422, 429]);
  expect((await browser.submit(step, '/login/code', { code: codeNow(user.secret) })).status).toBe(429);
  clock.advance(16 * 60_000);
  expect((await browser.submit(step, '/login/code', { code: codeNow(user.secret) })).location.pathname).toBe(
    '/login',
  );
  const late = await browser.follow(await browser.login(user.email));
  await identity.context.database.pool.query(`UPDATE users SET password_hash = 'x' WHERE id = $1`, [user.id]);
  expect((await browser.submit(late, '/login/code', { code: codeNow(user.secret) })).location.pathname).toBe(
    '/login',
  );
  expect(browser.cookie('cadenza_session')).toBeUndefined();
});

test('a team that asks for two steps has them set up at the next login; sessions of before stay', async () => {
  const user = await identity.user();
  const before = new Browser(identity.app);
  await before.login(user.email);
  const { pool } = identity.context.database;
  await pool.query('UPDATE teams SET two_factor_required = true WHERE id = $1', [identity.teamId]);
  const browser = new Browser(identity.app);
  const page = await browser.follow(await browser.login(user.email));
  expect(page.text).toContain('Set up two-factor sign-in');
  expect(page.text).toMatch(/<svg class="qr"[^>]*><path d="M\d/);
  const secret = /<code class="secret">([A-Z2-7]{32})<\/code>/.exec(page.text)?.[1] ?? '';
  const setup = /name="setup" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const wrong = await browser.submit(page, '/login/code', { setup, code: '000000' });
  expect(wrong.text).toContain(secret);
  const codes = await browser.submit(page, '/login/code', { setup, code: codeNow(secret) });
  const recovery = [...codes.text.matchAll(/<code>([a-z2-7]{4}(?:-[a-z2-7]{4}){3})<\/code>/g)];
  expect(recovery).toHaveLength(10);
  expect([(await browser.get('/device')).status, (await before.get('/device')).status]).toEqual([200, 200]);
  const other = new Browser(identity.app);
  const step = await other.follow(await other.login(user.email));
  expect((await other.submit(step, '/login/code', { code: recovery[0]?.[1] ?? '' })).status).toBe(303);
  await pool.query('UPDATE teams SET two_factor_required = false WHERE id = $1', [identity.teamId]);
  const { rows } = await pool.query(
    `SELECT action, user_id, after FROM audit_entries WHERE record_type = 'two_factors' AND user_id = $1`,
    [user.id],
  );
  expect(rows).toEqual([
    { action: 'create', user_id: user.id, after: { user_id: user.id, enabled_at: expect.any(String) } },
  ]);
});
