import { afterAll, beforeAll, expect, it } from 'vitest';
import { write } from '../../apps/server/src/db/write.js';
import { connect, type Database } from '../../apps/server/src/db/connect.js';
import { ADMIN_ROLE, createApiKey } from '../../apps/server/src/domain/identity/commands.js';
import { ALL_SCOPES } from '../../apps/server/src/domain/identity/scopes.js';
import { systemClock } from '../../apps/server/src/kernel/clock.js';
import {
  api,
  besideOthers,
  buildServer,
  cadenzaServer,
  databaseUrl,
  eventually,
  killLeftovers,
  startServer,
  temporaryFolder,
} from '../e2e-node/server.js';
import { world } from '../engine/support.js';
import { listening } from '../support/event-stream.js';
import { type Receiver, startReceiver } from './support.js';

/** Real processes on one database that are killed while they tell somebody something. */
const folder = temporaryFolder();
let db: Awaited<ReturnType<typeof databaseUrl>>;
let direct: Database;
let receiver: Receiver;
let key = '';
let team = 0;
beforeAll(async () => {
  await buildServer();
  db = await databaseUrl();
  receiver = await startReceiver();
  direct = connect({ connection: { connectionString: db.url }, max: 2, onError: () => undefined });
  const w = await world(direct, {}, { role_id: ADMIN_ROLE });
  team = w.teamId;
  await db.pool.query('UPDATE teams SET rate_limit_per_minute = 1000000');
  ({ key } = await write(direct.kysely, team, (tx) =>
    createApiKey(tx, team, { userId: w.userId, name: 'test', scopes: ALL_SCOPES }, systemClock.now()),
  ));
});
afterAll(async () => {
  killLeftovers();
  await receiver.close();
  await direct?.close();
  await db.close();
  folder.remove();
});

const environment = (name: string) => besideOthers(db, folder, name, { WEBHOOK_ALLOW_PRIVATE: '127.0.0.1' });
const until = async (sql: string, n: number) =>
  eventually(async () => Number((await db.pool.query(sql, [team])).rows[0].n) === n);

it('kill -9 in the middle of deliveries: two others tell the rest, all of it, each record in its order', async () => {
  const server = await startServer(await environment('api'), 'api');
  const call = api(server.url, key);
  for (const event_type of ['person_created', 'person_updated', 'person_deleted'])
    await call('POST', '/v2/webhook_subscriptions', {
      event_type,
      callback_url: receiver.url,
      callback_token: 'secret',
    });
  const person = async (name: string) =>
    (await call('POST', '/v2/people', { email_address: `${name}@example.com` })).body.data.id as number;
  const rename = (id: number, first_name: string) => call('PUT', `/v2/people/${id}`, { first_name });

  // Every place is taken by a receiver that says nothing: killed now, it may have been told.
  receiver.answers = () => undefined;
  const first = await startServer(await environment('first'), 'worker');
  const ids: number[] = [];
  for (const name of ['a', 'b', 'c', 'd', 'e']) ids.push(await person(name));
  for (const id of ids) await rename(id, 'Second');
  await eventually(async () => receiver.received.length >= 4);
  first.child.kill('SIGKILL');
  await first.ended;
  receiver.answers = () => 200;
  // (A minute later their leases have ended.)
  await db.pool.query(
    `UPDATE webhook_deliveries SET next_at = now() WHERE state = 'waiting' AND next_at IS NOT NULL`,
  );

  const others = [
    cadenzaServer(['worker'], await environment('second')),
    cadenzaServer(['worker'], await environment('third')),
  ];
  const writer = async (name: string) => {
    for (let n = 0; n < 8; n += 1) {
      const id = await person(`${name}${n}`);
      for (const word of ['One', 'Two', 'Three']) await rename(id, word);
      if (n % 2 === 0)
        await fetch(`${server.url}/v2/people/${id}`, {
          method: 'DELETE',
          headers: { authorization: `Bearer ${key}` },
        });
    }
  };
  await Promise.all([writer('x'), writer('y'), writer('z')]);
  const OWN = `FROM events WHERE team_id = $1 AND event_type LIKE 'person%'`;
  const happened = (await db.pool.query(`SELECT count(*)::integer AS n ${OWN}`, [team])).rows[0].n as number;
  expect(happened).toBe(10 + 3 * (8 * 4 + 4));
  await until(
    `SELECT count(*) AS n FROM webhook_deliveries WHERE team_id = $1 AND state = 'delivered'`,
    happened,
  );

  const arrived = receiver.received.map(({ headers, json }) => ({
    id: json.id as number,
    sequence: Number(headers['x-cadenza-sequence']),
  }));
  expect(new Set(arrived.map(({ sequence }) => sequence)).size).toBe(happened);
  for (const id of new Set(arrived.map((each) => each.id))) {
    const order = arrived.filter((each) => each.id === id).map(({ sequence }) => sequence);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  }
  for (const { child } of others) child.kill('SIGTERM');
  expect(await Promise.all(others.map(async ({ ended }) => (await ended).code))).toEqual([0, 0]);
  expect((await server.stop()).code).toBe(0);
});

it('kill -9 of who tells a stream: the next goes on from the place, nothing twice and nothing lost', async () => {
  const [one, two] = [
    await startServer(await environment('one'), 'api'),
    await startServer(await environment('two'), 'api'),
  ];
  const person = async (name: string) =>
    (await api(two.url, key)('POST', '/v2/people', { email_address: `${name}@stream.example` })).body.data
      .id as number;
  const hear = (url: string, place?: string) =>
    listening(`${url}/v2/events/stream?types=person_created`, {
      authorization: `Bearer ${key}`,
      ...(place === undefined ? {} : { 'last-event-id': place }),
    });
  const heard = await hear(one.url);
  await heard.until('ready');
  const ids = [await person('a'), await person('b')];
  const told = (from: typeof heard) => from.data('message').map((event) => event['id']);
  await expect.poll(() => told(heard)).toEqual(ids);
  one.child.kill('SIGKILL');
  await heard.ended;
  expect(heard.names()).not.toContain('end');
  ids.push(await person('c'), await person('d'));
  const again = await hear(two.url, heard.lastId());
  await again.until('ready');
  ids.push(await person('e'));
  await expect.poll(() => [...told(heard), ...told(again)]).toEqual(ids);
  await again.stop();
  expect((await two.stop()).code).toBe(0);
});
