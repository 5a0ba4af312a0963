import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Tx } from '../../apps/server/src/db/connect.js';
import { write } from '../../apps/server/src/db/write.js';
import {
  type NewDelivery,
  queueDeliveries,
  settleDeliveries,
  type Tried,
} from '../../apps/server/src/domain/webhooks/delivery-rows.js';
import { placesBehind } from '../../apps/server/src/domain/webhooks/index.js';
import { teamsWithNews } from '../../apps/server/src/events/feed.js';
import { appendMany } from '../../apps/server/src/events/outbox.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';
import { subscribe } from './support.js';

/** Deliveries of a record each, and events without a number. */
const WAITING = 4000;
/** Of how many something is asked, and how many rows that may read. */
const FEW = 20;
const READ = 200;

let server: TestServer;
let me: Caller;
let subscriptionId: number;
const now = new Date();
const teamId = () => me.principal.teamId;

beforeAll(async () => {
  server = await createTestServer();
  me = await server.team();
  ({ id: subscriptionId } = await subscribe(me, 'person_updated', 'https://receiver.example/'));
});
afterAll(() => server.close());

const deliveries = (first: number, count: number): NewDelivery[] =>
  Array.from({ length: count }, (_, nth) => ({
    subscriptionId,
    application: 'key:1',
    url: 'https://receiver.example/',
    type: 'person_updated',
    sequence: null,
    happenedAt: now,
    resource: 'people',
    resourceId: first + nth,
    body: `{"id":${first + nth}}`,
  }));

const inTeam = <T>(work: (tx: Tx) => Promise<T>) => write(server.database.kysely, teamId(), work);

/** Rows of a table that work in one transaction reads, as PostgreSQL counts them. */
const readsOf = (table: string, work: (tx: Tx) => Promise<unknown>): Promise<number> =>
  inTeam(async (tx) => {
    const count = async () => {
      const { rows } = await sql<{ n: number }>`
        SELECT (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::integer AS n FROM pg_stat_xact_user_tables
        WHERE relid = ${table}::regclass`.execute(tx);
      return rows[0]?.n ?? 0;
    };
    const before = await count();
    await work(tx);
    return (await count()) - before;
  });

const arrived = (id: number): Tried => ({
  id,
  attempts: 0,
  state: 'delivered',
  nextAt: null,
  status: 200,
  answer: '',
  problem: null,
  milliseconds: 1,
});

const queue = async (first: number): Promise<number[]> => {
  const ids: number[] = [];
  for (let from = first; from < first + WAITING; from += 500)
    ids.push(...(await inTeam((tx) => queueDeliveries(tx, teamId(), deliveries(from, 500), now))));
  return ids;
};

it('however much waits, what is queued and what has arrived reads its own rows', async () => {
  // As on most days: much has arrived, nothing waits, and so the planner knows it. Then comes a great command.
  const before = await queue(WAITING + 1);
  await inTeam((tx) => settleDeliveries(tx, teamId(), before.map(arrived), now));
  await server.database.pool.query('ANALYZE webhook_deliveries');
  const ids = await queue(1);
  const queued = await readsOf('webhook_deliveries', (tx) =>
    queueDeliveries(tx, teamId(), deliveries(WAITING - FEW / 2, FEW), now),
  );
  expect(queued).toBeLessThan(READ);
  const settled = await readsOf('webhook_deliveries', (tx) =>
    settleDeliveries(tx, teamId(), ids.slice(100, 100 + FEW).map(arrived), now),
  );
  expect(settled).toBeGreaterThanOrEqual(FEW);
  expect(settled).toBeLessThan(READ);
});

it('what is queued says its own body, and only the first of its record is due', async () => {
  const [first, other] = deliveries(1_000_000, 2) as [NewDelivery, NewDelivery];
  // More than one statement takes, many of them saying the same.
  const many = Array.from({ length: 1500 }, (_, nth) => (nth % 3 === 0 ? other : first));
  const ids = await inTeam((tx) => queueDeliveries(tx, teamId(), many, now));
  const { rows } = await server.database.pool.query<{ id: number; body: string; due: boolean }>(
    'SELECT id, body, next_at IS NOT NULL AS due FROM webhook_deliveries WHERE team_id = $1 AND resource_id >= 1000000 ORDER BY id',
    [teamId()],
  );
  expect(rows.map(({ id }) => id)).toEqual(ids);
  expect(rows.map(({ body }) => body)).toEqual(many.map(({ body }) => body));
  expect(rows.flatMap(({ due }, nth) => (due ? [nth] : []))).toEqual([0, 1]);
  // Behind what waits nothing is due, until that has arrived.
  const [behind] = await inTeam((tx) => queueDeliveries(tx, teamId(), [first], now));
  await inTeam((tx) => settleDeliveries(tx, teamId(), [arrived(ids[1] as number)], now));
  const due = await server.database.pool.query<{ id: number }>(
    `SELECT id FROM webhook_deliveries WHERE team_id = $1 AND resource_id = 1000000 AND next_at IS NOT NULL`,
    [teamId()],
  );
  expect(due.rows.map(({ id }) => id)).toEqual([ids[2]]);
  expect(behind).toBeGreaterThan(ids.at(-1) as number);
});

it('however many events have no number, a look for news reads one', async () => {
  await inTeam((tx) =>
    appendMany(
      { tx, teamId: teamId(), userId: me.principal.userId, now },
      Array.from({ length: WAITING }, (_, nth) => ({ type: 'person_updated' as const, id: nth + 1 })),
    ),
  );
  const places = new Map([[teamId(), 0]]);
  expect(
    await readsOf('events', async (tx) => {
      expect(await placesBehind(tx, 0, 50)).toHaveLength(1);
      expect(await teamsWithNews(tx, places)).toEqual([teamId()]);
    }),
  ).toBeLessThan(READ);
});
