import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dist, type Ended, freePort, start } from '../examples/programs.js';
import { Browser } from './browser.js';
import {
  api,
  buildServer,
  cadenzaServer,
  databaseUrl,
  eventually,
  killLeftovers,
  type Running,
  startServer,
  temporaryFolder,
} from './server.js';

// The getting-started programs as a newcomer runs them, against the real server on a fresh database.
const ADMIN = { email: 'ada@cadenza.example', password: 'four plain words together' };
const folder = temporaryFolder();
const store = join(folder.path, 'store');
const children: { kill(): boolean }[] = [];
let closeDatabase = async () => undefined as void;
let serverEnv: Record<string, string>;
let server: Running;
let env: Record<string, string>;

beforeAll(async () => {
  await buildServer();
  const { url, close } = await databaseUrl();
  closeDatabase = close;
  serverEnv = {
    DATABASE_URL: url,
    DATA_DIR: join(folder.path, 'data'),
    PORT: String(await freePort()),
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
    TICK_MS: '50',
    DEMO_DATA: 'false',
  };
  server = await startServer(serverEnv);
  // The ready-made app has the redirect URI of port 8443, which may be taken on this machine.
  const port = String(await freePort());
  env = {
    CADENZA_URL: server.url,
    CADENZA_STORE: store,
    EXAMPLE_PORT: port,
    ...(await app('Example', port)),
  };
});

/** A confidential app for the web server on this port. */
async function app(name: string, port: string): Promise<{ APP_ID: string; APP_SECRET: string }> {
  const redirect = `https://localhost:${port}/auth/salesloft/callback`;
  const args = ['admin', 'app', 'create', '--name', name, '--redirect-uri', redirect];
  const { stdout } = await cadenzaServer(args, serverEnv).ended;
  const { client_id, client_secret } = JSON.parse(stdout) as { client_id: string; client_secret: string };
  return { APP_ID: client_id, APP_SECRET: client_secret };
}

afterAll(async () => {
  for (const child of children) child.kill();
  killLeftovers();
  await closeDatabase();
  folder.remove();
});

const cli = (more: Record<string, string> = {}) => start([join(dist, 'cli.js')], { ...env, ...more }).ended;

async function webServer(more: Record<string, string> = {}) {
  const running = start([join(dist, 'server.js')], { ...env, ...more });
  children.push(running.child);
  await running.line;
  return running;
}

/** From the example's start page to the consent page, through the login page unless this browser is signed in. */
async function toConsent(browser: Browser) {
  const home = await browser.open(`https://localhost:${env['EXAMPLE_PORT']}/`);
  expect(home.text).toContain('href="/auth/salesloft"');
  const page = await browser.open(new URL('/auth/salesloft', home.url));
  if (!page.text.includes('name="password"')) return page;
  expect(page.url.origin).toBe(server.url);
  return browser.submit(page, ADMIN);
}

function expectSentence({ code, stderr }: Ended, says: RegExp) {
  expect(stderr).toMatch(says);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(code).toBe(1);
}

const kept = () => readFileSync(join(store, 'credentials.json'), 'utf8');

test('authorize in the browser, then the command line program: the first e-mail reaches the sandbox', async () => {
  const browser = new Browser();
  const web = await webServer();
  const consent = await toConsent(browser);
  expect(consent.text).toContain('Example');
  const back = await browser.submit(consent, { decision: 'allow' });
  expect(back.url.href).toBe(`https://localhost:${env['EXAMPLE_PORT']}/?success`);
  expect(back.text).toContain('You are signed in');
  web.child.kill('SIGINT');
  expect((await web.ended).code).toBe(0);

  const { code, stdout, stderr } = await cli();
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Authorized as Cadenza Admin <ada@cadenza\.example> \(user \d+\)$/m);
  const [, id = '', email = ''] = /^Created person (\d+) with (\S+)$/m.exec(stdout) ?? [];
  expect(stdout).toContain('Updated the name to Ada Example\n');
  expect(stdout).toContain('Looked the person up by id and by e-mail: the same record\n');
  // A newcomer's team is empty: the program brings its cadence along.
  expect(stdout).toContain('Imported the cadence "7x7 outbound" of examples/cadences\n');
  expect(stdout).toMatch(/^Added them to the cadence "7x7 outbound" \(membership \d+\)$/m);
  expect(stdout).toContain(`\nPerson:  ${server.url}/app/people/${id}\n`);
  expect(stdout).toMatch(/\/app\/cadences_v2\/\d+\/v2\/cadence_people\n$/);

  const call = api(server.url, server.key);
  const message = await eventually(async () => {
    const { body } = await call('GET', '/sandbox/messages');
    return (body.data as { id: number; envelope_to: string[] }[]).find((each) =>
      each.envelope_to.includes(email),
    );
  });
  const { body } = await call('GET', `/sandbox/messages/${message.id}`);
  expect(body.data.subject).toBe('Quick question about your company');
  expect(body.data.raw).toContain(`To: ${email}`);
  // The call of the same day waits for a person.
  const waiting = await eventually(async () => {
    const actions = await call('GET', `/v2/actions?person_id=${id}`);
    return (actions.body.data as { type: string }[]).find((each) => each.type === 'phone');
  });
  expect(waiting).toMatchObject({ status: 'in_progress' });
  expect((await browser.open(`${server.url}/sandbox`)).url.pathname).toBe('/app/sandbox');
});

test('links that the program prints lead to pages', async () => {
  const { stdout } = await cli();
  const browser = new Browser();
  const login = await browser.open(`${server.url}/login`);
  await browser.submit(login, ADMIN);
  const links = [...stdout.matchAll(/(?:Person|Cadence):\s+(\S+)/g)].map(([, link = '']) => link);
  expect(links).toHaveLength(2);
  for (const link of links) {
    const page = await browser.open(link);
    expect(page.status).toBe(200);
    // The web app, with what it begins with.
    expect(page.text).toContain('id="boot"');
  }
});

test('an expired access token is renewed without a word, also by two programs at once', async () => {
  const all = JSON.parse(kept()) as { credentials: Record<string, { expires_at: string }> };
  for (const each of Object.values(all.credentials)) each.expires_at = '2000-01-01T00:00:00Z';
  writeFileSync(join(store, 'credentials.json'), JSON.stringify(all));
  const [one, two] = await Promise.all([cli(), cli()]);
  expect([one.stderr, one.code, two.stderr, two.code]).toEqual(['', 0, '', 0]);
  expect(kept()).not.toContain('2000-01-01');
});

test('denied consent and a wrong secret end the web server with a sentence; the store stays as it was', async () => {
  const before = kept();
  const browser = new Browser();
  // Consent to the first app is remembered: this one is new.
  const denied = await webServer(await app('Another', env['EXAMPLE_PORT'] ?? ''));
  const told = await browser.submit(await toConsent(browser), { decision: 'deny' });
  expect(told.text).toContain('Access was denied');
  expectSentence(await denied.ended, /^Access was denied .*sign in/);
  const wrong = await webServer({ APP_SECRET: 'f'.repeat(64) });
  expect((await toConsent(browser)).text).toContain('APP_SECRET');
  expectSentence(await wrong.ended, /^The server does not know this APP_ID with this APP_SECRET/);
  expect(kept()).toBe(before);
});

test('a revoked grant and a server that is down: a sentence, exit code 1', async () => {
  const before = kept();
  const [{ refresh_token }] = Object.values(
    (JSON.parse(before) as { credentials: Record<string, { refresh_token: string }> }).credentials,
  ) as [{ refresh_token: string }];
  const revoked = await fetch(`${server.url}/oauth/revoke`, {
    method: 'POST',
    body: new URLSearchParams({
      token: refresh_token,
      client_id: env['APP_ID'] ?? '',
      client_secret: env['APP_SECRET'] ?? '',
    }),
  });
  expect(revoked.status).toBe(200);
  expectSentence(await cli(), /(revoked|not accept the stored authorization).*sign in again/);
  expect(kept()).toBe(before);
  expect((await server.stop()).code).toBe(0);
  expectSentence(await cli(), /^No answer from http:\/\/localhost:\d+ .*npm start/);
  expectSentence(await start([join(dist, 'server.js')], env).ended, /^No answer from/);
  expect(kept()).toBe(before);
});
