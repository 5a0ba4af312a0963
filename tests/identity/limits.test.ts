import { afterAll, beforeAll, expect, test } from 'vitest';
import { networkOf, plainAddress, trustedProxies } from '../../apps/server/src/http/caller.js';
import { manualClock } from '../../apps/server/src/kernel/clock.js';
import { Browser, createIdentity, type Identity, PASSWORD, type Reply } from './support.js';

const clock = manualClock(new Date());
let bare: Identity;
let proxied: Identity;
beforeAll(async () => {
  bare = await createIdentity({ clock });
  proxied = await createIdentity({ clock, config: { trustProxy: 1 } });
});
afterAll(() => Promise.all([bare.close(), proxied.close()]));

const wrong = 'not the right password';

test('who knows an address cannot keep its owner out: a known browser gets in, and is limited by itself', async () => {
  const owner = await bare.user();
  const home = new Browser(bare.app, '198.51.100.1');
  expect((await home.login(owner.email)).status).toBe(303);
  const mark = home.cookie('cadenza_browser') ?? '';
  expect(mark).toMatch(/^[\w-]{22}\.[\w-]{22}$/);
  // Strangers from many networks use up what strangers have.
  const statuses = (
    await Promise.all(
      Array.from({ length: 60 }, (_, at) =>
        new Browser(bare.app, `203.0.113.${at % 20}`).login(owner.email, wrong),
      ),
    )
  ).map(({ status }) => status);
  expect(statuses.filter((status) => status === 401)).toHaveLength(50);
  expect((await new Browser(bare.app, '192.0.2.1').login(owner.email)).status).toBe(429);
  // The browser the owner used before, wherever it is now; a mark that was made up, or another user's, is none.
  const again = new Browser(bare.app, '192.0.2.2');
  again.setCookie('cadenza_browser', mark);
  expect((await again.login(owner.email)).status).toBe(303);
  const forged = new Browser(bare.app, '192.0.2.3');
  forged.setCookie('cadenza_browser', `${mark.slice(0, 22)}.${'A'.repeat(22)}`);
  expect((await forged.login(owner.email)).status).toBe(429);
  const other = await bare.user();
  const theirs = new Browser(bare.app, '192.0.2.4');
  theirs.setCookie('cadenza_browser', mark);
  await theirs.login(other.email);
  expect((theirs.cookie('cadenza_browser') ?? '').split('.')).toHaveLength(3);
  // Who stole a known browser's mark may guess ten times.
  const thief = new Browser(bare.app, '192.0.2.5');
  thief.setCookie('cadenza_browser', mark);
  const guesses = [];
  for (let at = 0; at < 12; at += 1) guesses.push((await thief.login(owner.email, wrong)).status);
  expect(guesses).toEqual([...Array<number>(10).fill(401), 429, 429]);
});

test('behind a proxy nobody told us of, nobody is kept out by others, and made-up headers change nothing', async () => {
  const [victim, owner] = [await bare.user(), await bare.user()];
  for (let at = 0; at < 8; at += 1)
    await new Browser(bare.app).login(victim.email, wrong, '/app', { 'x-forwarded-for': `10.9.8.${at}` });
  const made = Array.from({ length: 105 }, (_, at) =>
    new Browser(bare.app).login(`made-up-${at}@cadenza.test`, wrong),
  );
  expect((await Promise.all(made)).every(({ status }) => status === 401)).toBe(true);
  expect((await new Browser(bare.app).login(owner.email)).status).toBe(303);
  expect((await new Browser(bare.app).login(victim.email)).status).toBe(303);
  // Nothing is kept of who was tried, and no row per try.
  const { rows } = await bare.context.database.pool.query<{ attempts: number; budgets: number }>(
    `SELECT (SELECT count(*) FROM login_attempts)::int AS attempts, (SELECT count(*) FROM attempt_budgets)::int AS budgets`,
  );
  expect(rows[0]?.attempts).toBe(0);
  expect(rows[0]?.budgets).toBeLessThan(400);
});

test('with one proxy trusted the address it saw counts, whatever the caller wrote before it', async () => {
  const user = await proxied.user();
  const guess = (forwarded: string, password = wrong, from = '127.0.0.1') =>
    new Browser(proxied.app, from).login(user.email, password, '/app', { 'x-forwarded-for': forwarded });
  const statuses = [];
  for (let at = 0; at < 7; at += 1) statuses.push((await guess(`10.1.1.${at}, 198.51.100.9`)).status);
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
  expect((await guess('198.51.100.10', PASSWORD)).status).toBe(303);
  // Past the proxy, from elsewhere: nobody's word but the connection's.
  const direct = [];
  for (let at = 0; at < 7; at += 1) direct.push((await guess(`192.0.2.${at}`, wrong, '203.0.113.77')).status);
  expect(direct).toEqual([401, 401, 401, 401, 401, 429, 429]);
  clock.advance(16 * 60_000);
});

test('addresses in every spelling; an IPv6 customer is one', () => {
  expect(
    [
      ' 198.51.100.7:5678',
      '[2001:DB8::1]:443',
      'fe80::1%eth0',
      '::ffff:192.0.2.1',
      '2001:db8:0:0:0:0:0:1',
      'unknown',
      '',
      '_x',
    ].map(plainAddress),
  ).toEqual(['198.51.100.7', '2001:db8::1', 'fe80::1', '192.0.2.1', '2001:db8::1', '', '', '']);
  const network = (ip: string, trustProxy: false | number = false) =>
    networkOf({ ip, socket: {} } as never, { config: { trustProxy } } as never);
  expect(network('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
  expect(network('2001:db8:1:2::')).toBe(network('2001:db8:1:2:ffff::1'));
  expect(network('2001:db8::9')).toBe('2001:db8:0:0');
  for (const near of [
    '127.0.0.1',
    '::1',
    '10.0.0.1',
    '172.17.0.1',
    '192.168.1.1',
    '100.64.0.1',
    'fd00::1',
    '::ffff:127.0.0.1',
  ])
    expect(network(near)).toBeNull();
  expect(network('127.0.0.1', 1)).toBe('127.0.0.1');
  const trust = trustedProxies(2);
  expect(
    typeof trust === 'function' && [trust('10.0.0.1', 0), trust('203.0.113.1', 1), trust('203.0.113.1', 2)],
  ).toEqual([true, true, false]);
  expect(typeof trust === 'function' && trust('203.0.113.1', 0)).toBe(false);
});

test('whatever refuses for now says for how long: login, authorization, device', async () => {
  const wait = ({ status, headers }: { status: number; headers: Record<string, unknown> }) => {
    expect(status).toBe(429);
    const seconds = Number(headers['retry-after']);
    expect(Number.isInteger(seconds) && seconds >= 1 && seconds <= 86_400, String(seconds)).toBe(true);
    return seconds;
  };
  const until429 = async (ask: (at: number) => Promise<Reply>) => {
    for (let at = 0; at < 400; at += 1) {
      const reply = await ask(at);
      if (reply.status === 429) return wait(reply);
    }
    throw new Error('it was never refused');
  };
  const user = await bare.user();
  const from = (n: number) => new Browser(bare.app, `198.18.0.${n}`);
  const first = await until429(() => from(1).login(user.email, wrong));
  expect(first).toBeLessThanOrEqual(900);
  // It counts down.
  clock.advance(5 * 60_000);
  expect(wait(await from(1).login(user.email, wrong))).toBeLessThanOrEqual(first - 299);
  clock.advance(11 * 60_000);
  await until429(() => from(3).get('/oauth/authorize?client_id=x&response_type=code'));
  await until429(() => from(4).post('/oauth/device/code', { client_id: 'cadenza-cli' }));
});
