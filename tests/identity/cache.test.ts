import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { manualClock } from '../../apps/server/src/kernel/clock.js';
import { createIdentity, grantTokens, type Identity } from './support.js';

const clock = manualClock(new Date());
let identity: Identity;
beforeAll(async () => {
  identity = await createIdentity({ clock });
});
afterAll(() => identity.close());

/** Counts the look-ups the authenticator makes. */
/** Look-ups of keys and tokens, on whichever connection. */
function countQueries(): () => number {
  const before = pg.Client.prototype.query as (...all: unknown[]) => unknown;
  let count = 0;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [given] = args;
    const text = typeof given === 'string' ? given : String((given as { text?: string }).text);
    if (/FROM (api_keys k|oauth_payloads p) JOIN/.test(text)) count += 1;
    return before.apply(this, args);
  } as typeof pg.Client.prototype.query;
  return () => count;
}

test('answers come from the cache, but an expired token never does; without the listening connection nothing is cached', async () => {
  const app = await identity.oauthApp();
  const tokens = (await grantTokens(identity, app)).json;
  const lookups = countQueries();
  await expect
    .poll(async () => {
      const before = lookups();
      await identity.whoami(tokens.access_token);
      return lookups() - before;
    })
    .toBe(0);

  clock.advance(7_190_000);
  expect((await identity.whoami(tokens.access_token)).status).toBe(200);
  const cached = lookups();
  expect((await identity.whoami(tokens.access_token)).status).toBe(200);
  expect(lookups()).toBe(cached);
  clock.advance(11_000);
  expect((await identity.whoami(tokens.access_token)).status).toBe(401);

  const { key } = await identity.apiKey(['people:read']);
  await identity.whoami(key);
  await identity.context.database.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN cadenza_auth' AND datname = current_database()`,
  );
  await expect
    .poll(async () => {
      const before = lookups();
      await identity.whoami(key);
      return lookups() - before;
    })
    .toBe(1);
  // It comes back by itself.
  await expect
    .poll(async () => {
      const before = lookups();
      await identity.whoami(key);
      return lookups() - before;
    })
    .toBe(0);
});

test('the last use of a key is written when the process stops, at the latest', async () => {
  const other = await createIdentity({ clock });
  const { id, key } = await other.apiKey(['people:read']);
  await other.whoami(key);
  await other.auth.close();
  const row = await other.context.database.kysely
    .selectFrom('api_keys')
    .select('last_used_at')
    .where('id', '=', id)
    .executeTakeFirst();
  expect(row?.last_used_at).toEqual(clock.now());
  await other.close();
});
