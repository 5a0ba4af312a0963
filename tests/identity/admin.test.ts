import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureFirstRun, runAdmin } from '../../apps/server/src/admin.js';
import { login } from '../../apps/server/src/domain/identity/commands.js';
import { BootError } from '../../apps/server/src/kernel/boot-error.js';
import { systemClock } from '../../apps/server/src/kernel/clock.js';
import { testDatabase } from '../support/database.js';
import { createIdentity, type Identity } from './support.js';

let identity: Identity;
beforeAll(async () => {
  identity = await createIdentity();
});
afterAll(() => identity.close());

async function admin(...args: string[]): Promise<Record<string, unknown>> {
  const printed: unknown[] = [];
  await runAdmin(args, {
    database: identity.context.database,
    config: identity.context.config,
    clock: systemClock,
    print: (json) => printed.push(json),
  });
  expect(printed).toHaveLength(1);
  return printed[0] as Record<string, unknown>;
}

test('first run on an empty database, once, also when two servers start together', async () => {
  const { database, close } = await testDatabase();
  const deps = { database, config: identity.context.config, clock: systemClock };
  const runs = await Promise.all([ensureFirstRun(deps), ensureFirstRun(deps)]);
  const first = runs.find((run) => run.admin !== null);
  expect(runs.filter((run) => run.admin === null)).toEqual([{ admin: null, app: null, apiKey: null }]);
  expect(first?.apiKey).toMatch(/^ak[0-9a-f]{64}$/);
  expect(first?.app).toEqual({ client_id: expect.any(String), client_secret: expect.any(String) });
  const { email, password } = first?.admin ?? { email: '', password: '' };
  await login(database.kysely, { email, password, ip: '::1' }, new Date());
  expect((await database.pool.query('SELECT 1 FROM person_stages')).rowCount).toBeGreaterThan(3);
  await close();
});

test('user, app and key are made and work', async () => {
  const user = await admin(
    'user',
    'create',
    '--email',
    'Grace@cadenza.test',
    '--password',
    'a rather long password',
    '--role',
    'admin',
    '--json',
  );
  expect(user).toEqual({ id: expect.any(Number), email: 'Grace@cadenza.test' });
  const app = await admin(
    'app',
    'create',
    '--name',
    'CLI',
    '--redirect-uri',
    'http://localhost:1/a',
    '--redirect-uri',
    'https://x.example/b',
    '--confidential',
    '--user',
    'grace@cadenza.test',
    '--json',
  );
  expect(app).toEqual({
    id: expect.any(Number),
    client_id: expect.any(String),
    client_secret: expect.any(String),
  });
  const open = await admin(
    'app',
    'create',
    '--name',
    'Device',
    '--public',
    '--grants',
    'device_code',
    '--json',
  );
  expect(open['client_secret']).toBeNull();
  const tokens = await identity.token({
    grant_type: 'client_credentials',
    client_id: String(app['client_id']),
    client_secret: String(app['client_secret']),
  });
  expect((await identity.whoami(tokens.json.access_token)).userId).toBe(user['id']);
  const key = await admin('key', 'create', '--user', 'grace@cadenza.test', '--json');
  expect((await identity.whoami(String(key['key']))).scopes?.length).toBeGreaterThan(50);
  const narrow = await admin(
    'key',
    'create',
    '--user',
    'grace@cadenza.test',
    '--scopes',
    'people:read,team:read',
    '--json',
  );
  expect((await identity.whoami(String(narrow['key']))).scopes).toEqual(['people:read', 'team:read']);
});

test('wrong use is one clear line', async () => {
  const wrong: string[][] = [
    [],
    ['user', 'delete'],
    ['user', 'create', '--email', 'x'],
    ['user', 'create', '--email', 'x', '--password', 'long enough for anybody'],
    ['user', 'create', '--email', 'Ada@cadenza.test', '--password', 'long enough for anybody'],
    ['user', 'create', '--email', 'b@cadenza.test', '--password', 'short'],
    ['user', 'create', '--nonsense'],
    ['app', 'create', '--name', 'x', '--redirect-uri', 'nonsense'],
    ['app', 'create', '--name', 'x', '--public', '--grants', 'client_credentials'],
    ['key', 'create', '--user', 'nobody@cadenza.test'],
    ['key', 'create', '--user', 'Ada@cadenza.test', '--scopes', 'nonsense'],
  ];
  for (const args of wrong) {
    const error = await admin(...args).catch((thrown: unknown) => thrown);
    expect(error, args.join(' ')).toBeInstanceOf(BootError);
    expect((error as BootError).message, args.join(' ')).toMatch(/^[^\n]+\.\)?$|^Usage/);
  }
});
