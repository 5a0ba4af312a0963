import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { get } from 'node:https';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { build, dist, type Ended, fakeServer, freePort, start } from './programs.js';

let folder: string;
let fake: Awaited<ReturnType<typeof fakeServer>>;
let env: Record<string, string>;
const children: { kill(): boolean }[] = [];

beforeAll(build);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'getting-started-'));
  fake = await fakeServer();
  env = {
    APP_ID: 'app',
    APP_SECRET: 'right',
    CADENZA_URL: fake.url,
    CADENZA_STORE: folder,
    EXAMPLE_PORT: String(await freePort()),
  };
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill();
  fake.close();
  await rm(folder, { recursive: true });
});

const file = () => join(folder, 'credentials.json');
const cli = (more: Record<string, string> = {}) => start([join(dist, 'cli.js')], { ...env, ...more }).ended;
const keep = (tokens: object, url = fake.url) =>
  writeFile(file(), JSON.stringify({ version: 1, credentials: { [`${url} ${url} app`]: tokens } }), {
    mode: 0o600,
  });
const expired = { access_token: 'a0', refresh_token: 'r0', expires_at: '2000-01-01T00:00:00Z' };
const stored = async () =>
  (JSON.parse(await readFile(file(), 'utf8')) as { credentials: Record<string, unknown> }).credentials[
    `${fake.url} ${fake.url} app`
  ];

/** One sentence, exit code 1, no stack trace. */
function expectSentence({ code, stderr }: Ended, says: RegExp) {
  expect(stderr).toMatch(says);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(code).toBe(1);
}

function serve(more: Record<string, string> = {}) {
  const program = start([join(dist, 'server.js')], { ...env, ...more });
  children.push(program.child);
  return program;
}

interface Reply {
  status: number | undefined;
  location: string;
  cookie: string;
  text: string;
}
function visit(path: string, cookie = ''): Promise<Reply> {
  return new Promise((resolve, reject) => {
    get(
      {
        host: '127.0.0.1',
        port: env['EXAMPLE_PORT'],
        path,
        rejectUnauthorized: false,
        agent: false,
        headers: { cookie },
      },
      (response) => {
        let text = '';
        response.on('data', (part) => (text += String(part)));
        response.on('end', () =>
          resolve({
            status: response.statusCode,
            location: response.headers.location ?? '',
            cookie: response.headers['set-cookie']?.[0]?.split(';')[0] ?? '',
            text,
          }),
        );
      },
    ).on('error', reject);
  });
}
async function leave() {
  const { location, cookie } = await visit('/auth/salesloft');
  return { url: new URL(location), state: new URL(location).searchParams.get('state') ?? '', cookie };
}

test('signing in stores the credentials privately and ends at /?success', async () => {
  const program = serve();
  await program.line;
  expect((await visit('/')).text).toContain('href="/auth/salesloft"');
  const { url, state, cookie } = await leave();
  expect(url.origin + url.pathname).toBe(`${fake.url}/oauth/authorize`);
  expect(url.searchParams.get('redirect_uri')).toBe(
    `https://localhost:${env['EXAMPLE_PORT']}/auth/salesloft/callback`,
  );
  // What it uses, and no more.
  expect(url.searchParams.get('scope')).toBe('people:read people:write cadences:read cadences:write');
  const back = await visit(`/auth/salesloft/callback?code=good&state=${state}&context=x&scope=y`, cookie);
  expect(back).toMatchObject({ status: 302, location: '/?success' });
  expect((await visit('/?success')).text).toContain('You are signed in');
  expect(await stored()).toMatchObject({ access_token: 'a1', refresh_token: 'r1' });
  for (const name of await readdir(folder)) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  expect((await readdir(folder)).toSorted()).toEqual(['certificate.json', 'credentials.json']);
  program.child.kill('SIGINT');
  expect((await program.ended).code).toBe(0);
});

test('a state that is unknown, of another browser or used before is refused, and the server goes on', async () => {
  const program = serve();
  await program.line;
  const { state, cookie } = await leave();
  expect((await visit('/auth/salesloft/callback?code=good&state=other', '__Host-state=other')).status).toBe(
    400,
  );
  expect((await visit(`/auth/salesloft/callback?code=good&state=${state}`)).status).toBe(400);
  expect((await visit('/auth/salesloft/callback?error=access_denied')).status).toBe(400);
  expect((await visit(`/auth/salesloft/callback?code=good&state=${state}`, cookie)).status).toBe(302);
  expect((await visit(`/auth/salesloft/callback?code=good&state=${state}`, cookie)).status).toBe(400);
  expect((await visit('//')).status).toBe(404);
});

test('denied consent and a wrong secret end the server with a sentence and leave the store alone', async () => {
  await keep(expired);
  const denied = serve();
  await denied.line;
  const first = await leave();
  expect(
    (await visit(`/auth/salesloft/callback?error=access_denied&state=${first.state}`, first.cookie)).text,
  ).toContain('Access was denied');
  expectSentence(await denied.ended, /^Access was denied .*sign in/);
  const wrong = serve({ APP_SECRET: 'wrong' });
  await wrong.line;
  const second = await leave();
  await visit(`/auth/salesloft/callback?code=good&state=${second.state}`, second.cookie);
  expectSentence(await wrong.ended, /APP_SECRET/);
  expect(await stored()).toEqual(expired);
});

test('a port in use, a server that is down and missing settings each get a sentence', async () => {
  const occupied = createServer();
  await new Promise<void>((resolve) => occupied.listen(Number(env['EXAMPLE_PORT']), '127.0.0.1', resolve));
  expectSentence(await serve().ended, /^Port \d+ is in use/);
  await new Promise((resolve) => occupied.close(resolve));
  const nobody = `http://127.0.0.1:${await freePort()}`;
  expectSentence(await serve({ CADENZA_URL: nobody }).ended, /^No answer from .*npm start/);
  expectSentence(await serve({ APP_SECRET: '' }).ended, /^APP_SECRET is not set/);
  expectSentence(await cli({ CADENZA_URL: 'nonsense' }), /^CADENZA_URL is no web address/);
  await keep(expired, nobody);
  const before = await readFile(file(), 'utf8');
  expectSentence(await cli({ CADENZA_URL: nobody }), /^No answer from/);
  expect(await readFile(file(), 'utf8')).toBe(before);
});

test('the command line program says when nobody is authorized, the grant is revoked, the secret wrong or the store damaged', async () => {
  expectSentence(await cli(), /^Nobody is authorized yet: run `npm run server`/);
  await keep({ ...expired, refresh_token: 'gone' });
  expectSentence(await cli(), /revoked or has expired/);
  expectSentence(await cli({ APP_SECRET: 'wrong' }), /APP_SECRET/);
  expect(await stored()).toEqual({ ...expired, refresh_token: 'gone' });
  expect(await readdir(folder)).toEqual(['credentials.json']);
  await writeFile(file(), '{"version":1,');
  expectSentence(await cli(), /damaged: delete it/);
});

test('the command line program renews the token, adds a person to the first cadence and prints where they are', async () => {
  await keep(expired);
  const { code, stdout, stderr } = await cli();
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout).toContain('Authorized as Ada <ada@example.com>');
  expect(stdout).toContain(`${fake.url}/app/people/7\n`);
  expect(stdout).toContain(`${fake.url}/app/cadences_v2/3/v2/cadence_people\n`);
  const email = fake.state.person.email_address;
  expect(email).toMatch(/^getting-started\+\w+@example\.com$/);
  expect(fake.state.calls).toEqual([
    'GET /v2/me',
    'POST /v2/people',
    'PUT /v2/people/7',
    'GET /public_api/v1/people/7',
    `GET /public_api/v1/people/${email}`,
    'GET /v2/cadences',
    'POST /v2/cadence_memberships',
  ]);
  expect(fake.state.refreshes).toBe(1);
  fake.state.cadences = [];
  const made = await cli();
  expect([made.code, made.stderr]).toEqual([0, '']);
  expect(made.stdout).toContain('Imported the cadence "7x7 outbound" of examples/cadences\n');
  expect(made.stdout).toContain('Added them to the cadence "7x7 outbound" (membership 5)\n');
});

/** A program that asks the store's shared source for a token once and prints it. */
const ASK = `
import { refreshingTokens } from '@cadenza/sdk';
const { openStore } = await import(process.env.DIST + '/store.js');
const { readSettings } = await import(process.env.DIST + '/settings.js');
const settings = readSettings(process.env);
console.log(await refreshingTokens({ app: settings.app, store: openStore(settings) }).accessToken());
`;
const ask = async () => {
  const { code, stdout, stderr } = await start(['--input-type=module', '-e', ASK], { ...env, DIST: dist })
    .ended;
  return code === 0 ? stdout.trim() : stderr;
};

test('processes at once use a refresh token once, and all get the new access token', async () => {
  await keep(expired);
  expect(await Promise.all([ask(), ask(), ask(), ask()])).toEqual(['a1', 'a1', 'a1', 'a1']);
  expect(fake.state).toMatchObject({ refreshes: 1, revoked: false });
  expect(await stored()).toMatchObject({ access_token: 'a1', refresh_token: 'r1' });
  expect(await readdir(folder)).toEqual(['credentials.json']);
});

test('the lock of a process that was killed is taken over, by one of those that wait', async () => {
  await keep(expired);
  const dead = start(['-e', '']);
  await dead.ended;
  await writeFile(`${file()}.lock`, JSON.stringify({ token: 'dead', pid: dead.child.pid, host: hostname() }));
  expect(await Promise.all([ask(), ask(), ask()])).toEqual(['a1', 'a1', 'a1']);
  expect(fake.state).toMatchObject({ refreshes: 1, revoked: false });
  expect(await readdir(folder)).toEqual(['credentials.json']);
});
