import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';
import { type Receiver, startReceiver, subscribe, webhookWorker } from './support.js';

const REPLAY = '/v2/webhook_deliveries/replay';
let server: TestServer;
let me: Caller;
let receiver: Receiver;
let worker: ReturnType<typeof webhookWorker>;
let n = 0;

beforeAll(async () => {
  server = await createTestServer();
  worker = webhookWorker(server.context);
});
afterAll(async () => {
  worker.close();
  await server.close();
});
beforeEach(async () => {
  me = await server.team();
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

const person = async () => {
  n += 1;
  const answer = await me.call('POST', '/v2/people', { email_address: `again${n}@example.com` });
  return answer.body.data.id as number;
};
const rename = (id: number, first_name: string) => me.call('PUT', `/v2/people/${id}`, { first_name });
const told = () =>
  receiver.received.map(({ headers, json }) => [
    Number(headers['x-cadenza-sequence']),
    headers['x-salesloft-event'],
    json.id,
  ]);
const waiting = async () =>
  (
    await server.database.pool.query('SELECT id FROM webhook_replays WHERE team_id = $1', [
      me.principal.teamId,
    ])
  ).rows.length;

it('tells a range again in its order, over several subscriptions, by time, type and subscription', async () => {
  const ids: number[] = [];
  for (const type of ['person_created', 'person_updated', 'person_deleted'])
    ids.push((await subscribe(me, type, receiver.url)).id);
  const elsewhere = await startReceiver();
  const other = await subscribe(me, 'person_updated', elsewhere.url);
  const early = await person();
  server.clock.advance(2 * 3_600_000);
  const from = server.clock.now().toISOString();
  const late = await person();
  await rename(early, 'Second');
  await rename(late, 'Second');
  await me.call('DELETE', `/v2/people/${late}`);
  server.clock.advance(3_600_000);
  const to = server.clock.now().toISOString();
  await rename(early, 'Third');
  await worker.rest();
  const first = told();
  expect(first.map(([, type]) => type)).toHaveLength(6);
  receiver.received.length = 0;
  elsewhere.received.length = 0;

  const answer = await me.call('POST', REPLAY, { happened_from: from, happened_to: to });
  expect(answer.status, answer.text).toBe(202);
  expect(answer.body.data.subscriptions.map(({ id }: { id: number }) => id)).toEqual([...ids, other.id]);
  await worker.rest();
  expect(told().toSorted()).toEqual(first.slice(1, -1).toSorted());
  for (const id of [early, late]) {
    const of = told().filter((each) => each[2] === id);
    expect(of).toEqual(of.toSorted((a, b) => Number(a[0]) - Number(b[0])));
  }
  expect(elsewhere.received).toHaveLength(2);
  expect(await waiting()).toBe(0);

  receiver.received.length = 0;
  await me.call('POST', REPLAY, { event_types: ['person_created'] });
  await worker.rest();
  expect(told().map((each) => each[2])).toEqual([early, late]);
  receiver.received.length = 0;
  await me.call('POST', REPLAY, { subscription_ids: [ids[2]] });
  await worker.rest();
  expect(told().map((each) => each[2])).toEqual([late]);
  await elsewhere.close();
});

it('waits behind what is told as it happens, and for a receiver that much waits for', async () => {
  const { id } = await subscribe(me, 'person_updated', receiver.url);
  const who = await person();
  await rename(who, 'One');
  await worker.rest();
  receiver.answers = () => 500;
  await rename(who, 'Two');
  await worker.rest();
  receiver.received.length = 0;
  await rename(who, 'Three');
  await me.call('POST', REPLAY, { subscription_ids: [id] });
  receiver.answers = () => 200;
  server.clock.advance(15_000);
  await worker.rest();
  const [two, three, ...again] = told().map(([sequence]) => Number(sequence));
  expect(three).toBeGreaterThan(two ?? 0);
  expect(again).toEqual(again.toSorted((a, b) => a - b));
  expect(again.slice(-2)).toEqual([two, three]);

  await server.database.pool.query(
    `INSERT INTO webhook_deliveries (team_id, subscription_id, queued_at, event_type, happened_at, resource, resource_id, callback_url, body, lane, next_at)
     SELECT $1, $2, $3, 'person_updated', $3, 'people', g, 'http://r.example/', '{}', g, $4 FROM generate_series(1, 501) g`,
    [me.principal.teamId, id, server.clock.now(), new Date(server.clock.now().getTime() + 3_600_000)],
  );
  await me.call('POST', REPLAY, { subscription_ids: [id] });
  receiver.received.length = 0;
  await worker.rest();
  expect(receiver.received).toEqual([]);
  expect(await waiting()).toBe(1);
  await rename(who, 'Four');
  await worker.rest();
  expect(told()).toHaveLength(1);
  // What is paused is over, the range too.
  await me.call('PUT', `/v2/webhook_subscriptions/${id}`, { enabled: false });
  expect(await waiting()).toBe(0);
  await me.call('PUT', `/v2/webhook_subscriptions/${id}`, { enabled: true });
  await worker.rest();
  expect(told()).toHaveLength(1);
});

it('is for subscriptions of the caller, one range at a time', async () => {
  const { id } = await subscribe(me, 'person_created', receiver.url);
  const rep = await server.colleague(me, { scopes: ['notes:read'] });
  const stranger = await server.team();
  const asked = async (who: Caller, body: object) => {
    const answer = await who.call('POST', REPLAY, body);
    return [answer.status, answer.body.errors ?? answer.body.error];
  };
  for (const who of [rep, stranger])
    expect(await asked(who, { subscription_ids: [id] })).toEqual([
      422,
      { subscription_ids: ['names a subscription that could not be found'] },
    ]);
  expect((await asked(stranger, { event_types: ['person_created'] }))[0]).toBe(422);
  expect((await asked(me, {}))[0]).toBe(422);
  const backwards = { happened_from: '2026-03-02T10:00:00Z', happened_to: '2026-03-02T09:00:00Z' };
  expect((await asked(me, backwards))[0]).toBe(422);
  await person();
  expect((await asked(me, { subscription_ids: [id] }))[0]).toBe(202);
  expect((await asked(me, { event_types: ['person_created'] }))[0]).toBe(422);
  await worker.rest();
  expect((await asked(me, { subscription_ids: [id] }))[0]).toBe(202);
  await me.call('PUT', `/v2/webhook_subscriptions/${id}`, { enabled: false });
  expect((await asked(me, { subscription_ids: [id] }))[1]).toEqual({
    subscription_ids: [`subscription ${id} is paused: enable it first`],
  });
});
