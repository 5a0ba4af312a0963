import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../examples/programs.js';
import {
  api,
  buildServer,
  cadenzaServer,
  eventually,
  isAlive,
  killLeftovers,
  postmasterOf,
  startServer,
  temporaryFolder,
} from './server.js';

// One data folder, from the first start on a bare one to the last: the tests follow each other.
const folder = temporaryFolder();
const dataDir = join(folder.path, 'data');
/** What a server does beside answering, as /readyz tells it. */
const LOOPS = [
  ...[
    'lost_sends',
    'long_commands',
    'absences',
    'actions',
    'scheduled_emails',
    'server_transport',
    'copies',
    'emails',
  ],
  ...[
    'mailboxes',
    'bulk_jobs',
    'imports',
    'data_access',
    'exports',
    'audit_reports',
    'sandbox_advances',
    'demo',
    'data_control',
    'webhook_events',
    'webhooks',
    'expiry',
    'files',
    'fills',
    'search',
    'reports',
    'notices',
  ],
];
let env: Record<string, string>;
let key = '';
let password = '';

beforeAll(async () => {
  await buildServer();
  env = { DATA_DIR: dataDir, PORT: String(await freePort()), DEMO_DATA: '0' };
});

afterAll(() => {
  killLeftovers();
  const postmaster = postmasterOf(dataDir);
  if (postmaster !== undefined && isAlive(postmaster)) process.kill(postmaster, 'SIGQUIT');
  folder.remove();
});

/** An admin command: its one JSON line, and nothing else on standard output. */
async function admin(...args: string[]): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await cadenzaServer(['admin', ...args, '--json'], env).ended;
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout.split('\n')).toHaveLength(2);
  return JSON.parse(stdout) as Record<string, unknown>;
}

/** A process is gone when the kernel has taken it down: later than it was killed, or closed its last file. */
const gone = (pid: number) => eventually(async () => !isAlive(pid));

/** Everything that `npm start` started is gone. */
async function expectNothingLeft(postmaster: number | undefined) {
  expect(postmaster).toBeGreaterThan(0);
  await gone(postmaster ?? 0);
  expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false);
}

test('the first start makes everything, says where it is and how to get in, and Ctrl-C ends it all', async () => {
  const server = await startServer(env);
  const { stdout, stderr } = server.output;
  console.log(`first start on an empty data folder: ${Math.round(server.milliseconds)} ms`);
  for (const path of ['/app', '/swagger/index.html', '/sandbox'])
    expect(stdout).toContain(`  ${server.url}${path}\n`);
  expect(stderr).toContain('Creating the database (first start only)');
  expect(stderr).toContain('database: migration 1 core');
  // A journal would keep what it is told: secrets are in a file that its owner alone reads.
  expect(stdout).not.toMatch(/ak[0-9a-f]{64}|[0-9a-f]{64}/);
  expect(statSync(server.secretsFile ?? '').mode & 0o777).toBe(0o600);
  password = /Sign in\s+admin@cadenza\.example\s+(\S+)/.exec(server.secrets)?.[1] ?? '';
  expect(password.length).toBeGreaterThan(11);
  expect(server.secrets).toMatch(/APP_ID=\w{64}\n\s+APP_SECRET=\w{64}\n/);
  key = server.key;
  const call = api(server.url, key);
  expect((await call('GET', '/v2/me')).body.data.email).toBe('admin@cadenza.example');
  // The admin's own team begins empty.
  expect((await call('GET', '/v2/cadences')).body.data).toEqual([]);
  expect((await call('GET', '/healthz')).body).toMatchObject({ status: 'ok' });
  expect(await call('GET', '/readyz')).toEqual({
    status: 200,
    body: {
      status: 'ok',
      database: 'ok',
      engine: 'ok',
      loops: Object.fromEntries(LOOPS.map((name) => [name, 'ok'])),
    },
  });

  const [user, app, demo] = await Promise.all([
    admin('user', 'create', '--email', 'rep@cadenza.example'),
    admin('app', 'create', '--name', 'One', '--redirect-uri', 'https://one.example/back'),
    admin('demo', 'status'),
  ]);
  expect(user).toEqual({
    id: expect.any(Number),
    email: 'rep@cadenza.example',
    url: expect.stringMatching(/\/reset-password\?token=/),
    expires_at: expect.any(String),
  });
  expect(app).toEqual({
    id: expect.any(Number),
    client_id: expect.any(String),
    client_secret: expect.any(String),
  });
  expect(demo).toEqual({ team_id: null, state: 'none' });
  const made = await admin('key', 'create', '--user', 'rep@cadenza.example');
  expect((await api(server.url, String(made['key']))('GET', '/v2/me')).body.data.id).toBe(user['id']);

  const second = await cadenzaServer(['start'], { ...env, PORT: '0' }).ended;
  expect(second).toMatchObject({
    code: 1,
    stdout: '',
    stderr: `Another Cadenza server (process ${server.child.pid}) is running with the data folder ${dataDir}: stop it, or set DATA_DIR\n`,
  });
  expect((await call('GET', '/v2/me')).status).toBe(200);

  const postmaster = postmasterOf(dataDir);
  expect((await server.stop('SIGINT')).code).toBe(0);
  await expectNothingLeft(postmaster);
});

test('admin commands and the doctor work without a server, and leave no database running', async () => {
  // At once: the first starts the database, the last one stops it.
  const [user, made, demo, wrong] = await Promise.all([
    admin('user', 'create', '--email', 'later@cadenza.example'),
    admin('key', 'create', '--user', 'rep@cadenza.example', '--scopes', 'people:read'),
    admin('demo', 'remove'),
    cadenzaServer(['admin', 'key', 'create', '--user', 'nobody@cadenza.example'], env).ended,
  ]);
  expect(user['id']).toBeGreaterThan(1);
  expect(made['key']).toMatch(/^ak[0-9a-f]{64}$/);
  expect(demo).toEqual({ team_id: null, state: 'none', removed: false });
  expect(postmasterOf(dataDir)).toBeUndefined();
  expect(wrong).toEqual({ code: 1, stdout: '', stderr: 'There is no active user nobody@cadenza.example.\n' });
  const doctor = await cadenzaServer(['doctor'], env).ended;
  expect(doctor.stdout).toMatch(/^ok +migrations +up to date/m);
  expect(doctor).toMatchObject({ code: 0, stderr: '' });
  expect(postmasterOf(dataDir)).toBeUndefined();
});

test('the second start reuses the data and repeats no secret', async () => {
  const server = await startServer(env);
  console.log(`second start: ${Math.round(server.milliseconds)} ms`);
  expect(server.output.stdout).not.toContain('Shown this once');
  expect(server.output.stdout + server.output.stderr).not.toContain(password);
  expect(server.output.stderr).not.toContain('Creating');
  expect((await api(server.url, key)('GET', '/v2/me')).status).toBe(200);
  // A shell may show its prompt before the server is gone: who starts the next one at once is not turned away.
  const [stopped, next] = await Promise.all([server.stop('SIGTERM'), successor()]);
  expect(stopped.code).toBe(0);
  expect((await api(next.url, key)('GET', '/v2/me')).status).toBe(200);
  const last = postmasterOf(dataDir);
  expect((await next.stop('SIGTERM')).code).toBe(0);
  await expectNothingLeft(last);
});

/** Started while the server before it is stopping, on a port of its own. */
async function successor() {
  return startServer({ ...env, PORT: String(await freePort()) });
}

test('kill -9 loses nothing that was acknowledged, with or without the database process', async () => {
  const acknowledged: string[] = [];
  for (const withDatabase of [false, true]) {
    const server = await startServer(env);
    const orphan = postmasterOf(dataDir) ?? 0;
    const call = api(server.url, key);
    const enough = acknowledged.length + 60;
    let dying = false;
    const writer = async (name: string) => {
      for (let n = 0; !dying; n += 1) {
        const email_address = `${name}${n}@killed.example`;
        const answer = await call('POST', '/v2/people', { email_address }).catch(() => undefined);
        // The connection broke, or the server noticed before its own end that its database is gone: nothing was promised.
        if (answer === undefined || (dying && answer.status === 503)) return;
        expect(answer.status).toBe(200);
        acknowledged.push(email_address);
        if (acknowledged.length === enough) {
          dying = true;
          if (withDatabase) process.kill(orphan, 'SIGKILL');
          server.child.kill('SIGKILL');
        }
      }
    };
    await Promise.all(['a', 'b', 'c', 'd'].map((each) => writer(`${each}-${String(withDatabase)}-`)));
    await server.exited;
    expect(acknowledged.length).toBeGreaterThanOrEqual(enough);
    if (withDatabase) await gone(orphan);
    else expect(isAlive(orphan)).toBe(true);

    const again = await startServer(env);
    expect(again.output.stderr.includes('took it over')).toBe(!withDatabase);
    const stored = new Set<string>();
    for (let page = 1; stored.size < page * 100; page += 1) {
      const { body } = await api(again.url, key)('GET', `/v2/people?per_page=100&page=${page}`);
      for (const person of body.data) stored.add(person.email_address);
      if (body.data.length < 100) break;
    }
    expect(acknowledged.filter((email) => !stored.has(email))).toEqual([]);
    const postmaster = postmasterOf(dataDir);
    expect((await again.stop()).code).toBe(0);
    await expectNothingLeft(postmaster);
    await gone(orphan);
  }
});
