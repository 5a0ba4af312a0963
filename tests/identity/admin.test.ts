import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureFirstRun, runAdmin } from '../../apps/server/src/admin.js';
import { login } from '../../apps/server/src/domain/identity/commands.js';
import { adminHelp } from '../../apps/server/src/command-options.js';
import { BootError } from '../../apps/server/src/kernel/boot-error.js';
import { systemClock } from '../../apps/server/src/kernel/clock.js';
import { createSealer } from '../../apps/server/src/kernel/sealed.js';
import { testDatabase } from '../support/database.js';
import { Browser, createIdentity, type Identity } from './support.js';

const sealer = createSealer('mailboxes', ['a test key that is long enough to be one']);
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
  const { email = '', password } = first?.admin ?? {};
  await login(database.kysely, sealer, { email, password: password ?? '', ip: '::1' }, new Date());
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
    ['user', 'create', '--email', 'b@cadenza.test', '--password', 'password1'],
    ['user', 'create', '--email', 'b@cadenza.test', '--password', 'b@cadenza.test'],
    ['user', 'create', '--email', 'b@cadenza.test', '--team', '999'],
    ['user', 'create', '--email', 'b@cadenza.test', '--team', 'x'],
    ['user', 'reset', '--email', 'nobody@cadenza.test'],
    ['team', 'create'],
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
    expect((error as BootError).message, args.join(' ')).toMatch(/^[^\n]+[.?]\)?$|^Usage/);
  }
});

test.each([
  [
    ['user', 'update', '--email', 'Ada@cadenza.test', '--time-zone', 'Mars/Base'],
    '--time-zone must be an IANA zone such as Europe/Berlin.',
  ],
  [
    ['user', 'create', '--email', 'x', '--password', 'long enough for anybody'],
    '--email is not an e-mail address.',
  ],
  [['user', 'create', '--email', 'b@cadenza.test', '--password', 'short'], /^The password is too short/],
  [['app', 'create', '--name', 'x', '--redirect-uri', 'nonsense'], '--redirect-uri is not a URL: nonsense.'],
  [['app', 'create', '--name', ' ', '--redirect-uri', 'https://x.example/'], /^--name /],
  [
    ['key', 'create', '--user', 'Ada@cadenza.test', '--scopes', 'nonsense'],
    /^--scopes has unknown names: nonsense/,
  ],
])('what is wrong is said of the option that was typed: %j', async (args, said) => {
  const error = await admin(...args).catch((thrown: unknown) => thrown);
  expect((error as BootError).message).toEqual(typeof said === 'string' ? said : expect.stringMatching(said));
});

test('a password comes by standard input, or a link sets it; a team of its own; plain users get no privileged scopes', async () => {
  const { database, config } = identity.context;
  const run = async (...args: string[]) => {
    const printed: Record<string, unknown>[] = [];
    const warned: string[] = [];
    await runAdmin(args, {
      database,
      config,
      clock: systemClock,
      print: (json) => printed.push(json as Record<string, unknown>),
      warn: (line) => warned.push(line),
      readPassword: async () => 'typed by nobody in arguments',
    });
    return { made: printed[0] ?? {}, warned };
  };
  const team = (await run('team', 'create', '--name', 'Second')).made;
  expect(team).toEqual({ id: expect.any(Number), name: 'Second' });
  const second = ['--team', String(team['id'])];
  const boss = await run(
    'user',
    'create',
    '--email',
    'boss@second.test',
    '--role',
    'admin',
    '--password-stdin',
    ...second,
  );
  expect(boss).toEqual({ made: { id: expect.any(Number), email: 'boss@second.test' }, warned: [] });
  await login(
    database.kysely,
    sealer,
    { email: 'boss@second.test', password: 'typed by nobody in arguments', ip: '::1' },
    new Date(),
  );
  const loud = await run(
    'user',
    'create',
    '--email',
    'loud@second.test',
    '--password',
    'seen in every process list',
    ...second,
  );
  expect(loud.warned).toEqual([expect.stringContaining('--password-stdin')]);

  // Without a password, a link that sets one, once; and another for who forgot it.
  const rep = (await run('user', 'create', '--email', 'rep@second.test', ...second)).made;
  const reset = (await run('user', 'reset', '--email', 'REP@second.test', '--json')).made;
  expect(reset).toEqual({
    email: 'rep@second.test',
    url: expect.any(String),
    expires_at: expect.any(String),
  });
  const browser = new Browser(identity.app);
  const { pathname, search, searchParams } = new URL(String(reset['url']));
  const page = await browser.get(pathname + search);
  const set = (password: string) =>
    browser.submit(page, '/reset-password', { token: searchParams.get('token') ?? '', password });
  const weak = await set('second1234');
  expect(weak.status).toBe(422);
  expect(weak.text).toContain('easy to guess');
  expect((await set('four words nobody guesses')).text).toContain('Your password is set');
  expect((await set('four words nobody guesses')).status).toBe(404);
  expect(
    (await browser.get(new URL(String(rep['url'])).pathname + new URL(String(rep['url'])).search)).status,
  ).toBe(404);

  // All a plain user may have is not all there is.
  const key = (await run('key', 'create', '--user', 'rep@second.test', ...second)).made;
  const { scopes } = await identity.whoami(String(key['key']));
  expect(scopes).toContain('people:read');
  expect(scopes).not.toContain('email_contents:read');
  await expect(
    run('key', 'create', '--user', 'rep@second.test', '--scopes', 'email_contents:read'),
  ).rejects.toThrow('only an admin may hold');
  // Nor does a key keep what its owner lost.
  const held = (
    await run('key', 'create', '--user', 'boss@second.test', '--scopes', 'email_contents:read,people:read')
  ).made;
  expect((await identity.whoami(String(held['key']))).scopes).toContain('email_contents:read');
  await database.pool.query(`UPDATE users SET role_id = 'User' WHERE email = 'boss@second.test'`);
  identity.auth.flush();
  expect((await identity.whoami(String(held['key']))).scopes).toEqual(['people:read']);
});

test("a user's zone, name and phone are set when it is made and later, and what is no zone is refused", async () => {
  const email = 'zones@cadenza.test';
  const create = ['user', 'create', '--email', email, '--role', 'user', '--time-zone'];
  await expect(admin(...create, 'Nowhere')).rejects.toThrow(BootError);
  const { id } = await admin(...create, 'Asia/Kolkata', '--first-name', 'Asha', '--phone', '1');
  const update = ['user', 'update', '--email', email];
  await expect(admin(...update)).rejects.toThrow('Nothing to change');
  await expect(admin(...update, '--time-zone', '+05:30')).rejects.toThrow(BootError);
  expect(await admin(...update, '--last-name', 'Rao')).toEqual({
    id,
    time_zone: 'Asia/Kolkata',
    name: 'Asha Rao',
    phone: '1',
  });
  expect(await admin(...update, '--time-zone', 'Europe/Berlin', '--phone', '')).toMatchObject({
    time_zone: 'Europe/Berlin',
    phone: null,
  });
});

test('an option or command that is not known is refused with the nearest name, and --help lists them', async () => {
  for (const [args, said] of [
    [
      ['user', 'create', '--emial', 'a@x.test'],
      /^Unknown option --emial of admin user create\. Did you mean --email\?/,
    ],
    [['user', 'create', '--email', 'a@x.test', '--passwordstdin'], /Did you mean --password-stdin\?/],
    [['app', 'create', '--redirect_uri=http://x.test'], /Did you mean --redirect-uri\?/],
    [
      ['key', 'create', '--colour', 'red'],
      /^Unknown option --colour of admin key create\. `admin key create --help`/,
    ],
    [['rotate-keys', '--forse'], /^Unknown option --forse/],
    [['demo', 'create', 'now'], /^Unexpected argument 'now'/],
    [['user', 'craete'], /^There is no command admin user craete: did you mean admin user create\?/],
    [['rotate'], /^There is no command admin rotate/],
    [[], /^admin wants a command/],
  ] as const)
    await expect(admin(...args), args.join(' ')).rejects.toThrow(said);
  expect(adminHelp(['user', 'create', '--help'])).toMatch(
    /^admin user create\n {2}--email EMAIL [^\n]*\n(?: {2}--[^\n]+\n)* {2}--password-stdin [^\n]*\n/,
  );
  expect(adminHelp(['user', '--help']).match(/^admin /gm)).toHaveLength(4);
  expect(adminHelp(['--help']).match(/^admin /gm)).toHaveLength(13);
});
