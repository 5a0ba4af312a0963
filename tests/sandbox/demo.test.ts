import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDemo } from '../../apps/server/src/demo/create.js';
import { demoLoop } from '../../apps/server/src/demo/loop.js';
import { beginRemoval } from '../../apps/server/src/demo/remove.js';
import { ensureFirstRun, runAdmin } from '../../apps/server/src/admin.js';
import { writeAcrossTeams } from '../../apps/server/src/db/write.js';
import { type Demo, demoOf, noteDemoState } from '../../apps/server/src/domain/sandbox/index.js';
import { systemClock } from '../../apps/server/src/kernel/clock.js';
import { buildSandboxTools } from '../../apps/server/src/sandbox-parts.js';
import { createSystemMail } from '../../apps/server/src/system-mail.js';
import { testDatabase } from '../support/database.js';
import { createTestServer, type TestServer } from '../support/server.js';

// A small demo: a week and 45 people, made as the large one is.
const SIZE = { days: 7, people: 45 };
const ADMIN = { email: 'ada@cadenza.test', password: 'four plain words together' };
const PAGE = { origin: 'http://cadenza.test' };

let server: TestServer;
let demo: Demo;
beforeAll(async () => {
  server = await createTestServer(
    { adminEmail: ADMIN.email, adminPassword: ADMIN.password },
    'wall',
    await testDatabase({ stamps: 'wall' }),
  );
  const { database, config } = server.context;
  await ensureFirstRun({ database, config, clock: systemClock });
  demo = await createDemo(database.kysely, 1, systemClock.now(), SIZE);
});
afterAll(() => server.close());

const loop = () => {
  const { database, config, log } = server.context;
  const sandboxOn = (own: typeof database) =>
    buildSandboxTools({ config, database: own, clock: systemClock, log });
  const store = server.context.files;
  if (!store) throw new Error('no files');
  return demoLoop({ database, clock: systemClock, store, sandboxOn });
};
const state = async () => (await demoOf(server.database.kysely, demo.teamId))?.state;
const count = async (table: string, where = sql`true`) => {
  const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM ${sql.table(table)}
    WHERE team_id = ${demo.teamId} AND ${where}`.execute(server.database.kysely);
  return rows[0]?.n ?? 0;
};

it('is made by the sandbox, goes on where it was broken off, and has a history up to now', {
  timeout: 400_000,
}, async () => {
  const { database } = server;
  // A process that ends in the middle: its loop takes up nothing more.
  const first = loop();
  const running = first.round(systemClock.now());
  await expect.poll(async () => (await state())?.step, { timeout: 120_000 }).toBeGreaterThan(10);
  await first.stop?.();
  await running;
  const broken = await state();
  expect(broken).toMatchObject({ ended: null, removing: false });
  // One that was killed before it could say that a step was done: it is done once more.
  const again = Math.max(0, (broken?.step ?? 0) - 3);
  await writeAcrossTeams(database.kysely, (tx) => noteDemoState(tx, demo.teamId, { step: again }));
  await loop().round(systemClock.now());

  expect(await state()).toMatchObject({ ended: expect.any(String) });
  expect(await count('people')).toBe(SIZE.people);
  expect(await count('accounts')).toBe(60);
  expect(await count('cadences')).toBe(6);
  expect(await count('users')).toBe(6);
  const ended = Date.now();
  const { rows } = await sql<{ first: Date; last: Date; offset: number }>`
    SELECT min(sent_at) AS first, max(sent_at) AS last, (SELECT clock_offset_ms FROM teams WHERE id = ${demo.teamId}) AS offset
    FROM emails WHERE team_id = ${demo.teamId} AND state = 'sent'`.execute(database.kysely);
  expect(rows[0]?.offset).toBe(0);
  expect(ended - (rows[0]?.first.getTime() ?? ended)).toBeGreaterThan(3 * 86_400_000);
  expect(rows[0]?.last.getTime()).toBeLessThanOrEqual(ended);
  // All of it by the engine: each e-mail lies in the mail sandbox, each call was logged by somebody.
  expect(await count('sandbox_messages')).toBe(await count('emails', sql`state = 'sent'`));
  expect(await count('calls')).toBeGreaterThan(0);
  expect(await count('actions', sql`status = 'in_progress' AND user_id = ${demo.userId}`)).toBeGreaterThan(0);
  expect(await count('people', sql`email_address NOT LIKE '%.example'`)).toBe(0);
});

it('is never live: no mailbox, no end of the sandbox, no mail of the server itself', async () => {
  const { database, config, clock } = server.context;
  const key = (await adminCommand('key', 'create', '--user', `you@brightwater-${demo.teamId}.example`))[
    'key'
  ];
  const call = (method: 'POST' | 'PUT', url: string, payload: object) =>
    server.app.inject({ method, url, payload, headers: { authorization: `Bearer ${String(key)}` } });
  const mailbox = await call('POST', '/v2/mailboxes', {
    email_address: 'you@brightwater.example',
    smtp_host: 'smtp.brightwater.example',
    smtp_port: 587,
    username: 'you',
    password: 'secret',
  });
  expect([mailbox.statusCode, mailbox.json().error]).toEqual([
    409,
    expect.stringContaining('This is the demo'),
  ]);
  const off = await call('PUT', '/v2/sandbox', { enabled: false });
  expect([off.statusCode, off.json().error]).toEqual([409, expect.stringContaining('sandbox for ever')]);
  await expect(
    database.kysely.updateTable('teams').set({ sandbox: false }).where('id', '=', demo.teamId).execute(),
  ).rejects.toThrow('teams_demo_is_sandbox');
  const mail = createSystemMail(
    { ...config, smtpUrl: 'smtp://127.0.0.1:1' },
    database,
    { send: () => Promise.reject(new Error('it tried to send')) } as never,
    clock,
  );
  const compose = async () => ({ subject: 'Hello', text: 'Hello' });
  expect(await mail({ teamId: demo.teamId, to: 'maya@brightwater.example', compose })).toBe(false);
});

async function adminCommand(...args: string[]): Promise<Record<string, unknown>> {
  const { database, config } = server.context;
  const printed: unknown[] = [];
  await runAdmin(args, { database, config, clock: systemClock, print: (json) => printed.push(json) });
  return printed[0] as Record<string, unknown>;
}

const cookieOf = (answer: { cookies: { name: string; value: string }[] }, before = '') =>
  answer.cookies.reduce((all, { name, value }) => (value === '' ? all : `${name}=${value}`), before);

/** Signs in. @returns the cookie of the session */
async function signIn(): Promise<string> {
  const form = await server.app.inject({ url: '/login' });
  const csrf = /name="csrf" value="([^"]+)"/.exec(form.body)?.[1] ?? '';
  const done = await server.app.inject({
    method: 'POST',
    url: '/login',
    headers: { cookie: cookieOf(form), 'content-type': 'application/x-www-form-urlencoded', ...PAGE },
    payload: new URLSearchParams({ ...ADMIN, csrf, return_to: '/app' }).toString(),
  });
  return cookieOf(done);
}

/** What a page of the app knows. */
async function boot(cookie: string) {
  const page = await server.app.inject({ url: '/app', headers: { cookie } });
  const text = /<script[^>]*id="boot"[^>]*>([^<]*)</.exec(page.body)?.[1];
  return text === undefined ? undefined : JSON.parse(text);
}

const go = (cookie: string, csrf: string, to: string) =>
  server.app.inject({
    method: 'POST',
    url: '/app/team',
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', ...PAGE },
    payload: new URLSearchParams({ csrf, to, return_to: '/app/people' }).toString(),
  });

it('admins go there and back with their own session; a page of the team before can write nothing any more', async () => {
  const home = await signIn();
  const before = await boot(home);
  expect(before).toMatchObject({ demo: { here: false, ready: true, home: 'Cadenza' } });
  expect((await go(home, 'wrong', 'demo')).statusCode).toBe(403);
  const there = await go(home, before.csrf, 'demo');
  expect([there.statusCode, there.headers.location]).toEqual([303, '/app/people']);
  const cookie = cookieOf(there);
  const inDemo = await boot(cookie);
  expect(inDemo).toMatchObject({
    team: { name: 'Demo: Brightwater', sandbox: true },
    demo: { here: true },
    me: { id: demo.userId },
  });
  const asked = await server.app.inject({ url: '/app/team', headers: { cookie } });
  expect(asked.json()).toEqual({ data: inDemo.demo });
  expect((await server.app.inject({ url: '/app/team' })).statusCode).toBe(401);
  // The old cookie is nobody's, and the old page's token does not fit the new one.
  expect(await boot(home)).toBeUndefined();
  const write = (csrf: string) =>
    server.app.inject({
      method: 'POST',
      url: '/v2/people',
      headers: { cookie, 'x-cadenza-csrf': csrf, 'sec-fetch-site': 'same-origin', ...PAGE },
      payload: { email_address: 'wrong.team@example.com' },
    });
  expect((await write(before.csrf)).statusCode).toBe(403);
  expect((await write(inDemo.csrf)).statusCode).toBe(200);
  const back = cookieOf(await go(cookie, inDemo.csrf, 'home'));
  expect(await boot(back)).toMatchObject({ team: { name: 'Cadenza' }, demo: { here: false } });
});

it('is for admins alone, also when one is an admin no more', async () => {
  const home = await signIn();
  const cookie = cookieOf(await go(home, (await boot(home)).csrf, 'demo'));
  expect((await boot(cookie)).demo.here).toBe(true);
  const { kysely } = server.database;
  const role = (role_id: string) =>
    kysely.updateTable('users').set({ role_id }).where('email', '=', ADMIN.email).execute();
  await role('User');
  // (What is known of callers is forgotten by a notice.)
  await expect.poll(() => boot(cookie)).toBeUndefined();
  const plain = await signIn();
  const page = await boot(plain);
  expect(page.demo).toBeNull();
  expect((await go(plain, page.csrf, 'demo')).statusCode).toBe(404);
  await role('Admin');
});

it('is removed whole, in parts, with what was signed in to it; other teams keep every row', {
  timeout: 200_000,
}, async () => {
  const home = await signIn();
  const cookie = cookieOf(await go(home, (await boot(home)).csrf, 'demo'));
  const { kysely } = server.database;
  const audits = () =>
    kysely
      .selectFrom('audit_entries')
      .select(({ fn }) => fn.countAll().as('n'))
      .where('team_id', '=', 1)
      .executeTakeFirstOrThrow();
  const kept = await audits();
  await expect(
    kysely.deleteFrom('audit_entries').where('team_id', '=', demo.teamId).execute(),
  ).rejects.toThrow('audit entries stay');
  // Broken off by whoever asked for it: the server's loop goes on.
  await beginRemoval(server.database, demo);
  expect(await adminCommand('demo', 'status')).toMatchObject({ state: 'removing' });
  expect(await boot(cookie)).toBeUndefined();
  await loop().round(systemClock.now());
  expect(await demoOf(kysely, demo.teamId)).toBeUndefined();
  const { rows: tables } = await sql<{ name: string }>`
    SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'team_id'
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace`.execute(kysely);
  for (const { name } of tables) expect(await count(name), name).toBe(0);
  expect(await audits()).toEqual(kept);
  expect(await adminCommand('demo', 'remove')).toMatchObject({ removed: false });
  // Another one may be made then, and taken away by the command alone.
  expect(await adminCommand('demo', 'create')).toMatchObject({ state: 'filling', step: 0 });
  expect(await adminCommand('demo', 'remove')).toMatchObject({ removed: true, state: 'none' });
  expect(await adminCommand('demo', 'status')).toEqual({ team_id: null, state: 'none' });
});
