import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { holdSending, resumeSending } from '../../apps/server/src/db/backup/hold.js';
import { start } from '../examples/programs.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';
import { type Receiver, startReceiver, subscribe, webhookWorker } from './support.js';

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

const create = async (path: string, body: object, who = me) => {
  const answer = await who.call('POST', path, body);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data;
};
const person = (more: object = {}, who = me) => {
  n += 1;
  return create('/v2/people', { email_address: `p${n}@example.com`, ...more }, who);
};

it('carries the bare record, signed twice', async () => {
  await person();
  const { id } = await subscribe(me, 'person_created', `${receiver.url}/hook?a=b`, 'whsec_c2VjcmV0');
  const made = await person();
  await worker.rest();
  expect(receiver.received).toHaveLength(1);
  const [got] = receiver.received;
  expect(got?.path).toBe('/hook?a=b');
  expect(got?.json).toEqual((await me.call('GET', `/v2/people/${made.id}`)).body.data);
  const headers = got?.headers ?? {};
  expect(headers['x-salesloft-event']).toBe('person_created');
  expect(headers['content-type']).toContain('application/json');
  const body = got?.body ?? '';
  expect(headers['x-salesloft-signature']).toBe(
    createHmac('sha1', 'whsec_c2VjcmV0').update(body).digest('hex'),
  );
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  expect(headers['webhook-signature']).toBe(
    `v1,${createHmac('sha256', 'secret').update(signed).digest('base64')}`,
  );
  expect(body).not.toContain('whsec');
  const { data } = (await me.call('GET', '/v2/webhook_deliveries')).body;
  expect(data).toEqual([
    expect.objectContaining({
      state: 'delivered',
      status: 200,
      attempts: 1,
      event_type: 'person_created',
      resource_id: made.id,
      subscription: { id, _href: `http://cadenza.test/v2/webhook_subscriptions/${id}` },
    }),
  ]);
  const whole = (await me.call('GET', `/v2/webhook_deliveries/${data[0].id}`)).body.data;
  expect(whole.request.body).toBe(body);
  expect(whole.request.headers['x-salesloft-signature']).toBe(headers['x-salesloft-signature']);
  expect(whole.answer).toBe('said');
});

it('keeps the order of a record over several subscriptions, and holds up no other record', async () => {
  for (const type of ['person_created', 'person_updated', 'person_deleted'])
    await subscribe(me, type, receiver.url);
  const stuck = await person();
  const free = await person();
  let down = true;
  receiver.answers = ({ json }) => (json.id === stuck.id && down ? 500 : 200);
  await me.call('PUT', `/v2/people/${stuck.id}`, { first_name: 'Second' });
  await me.call('PUT', `/v2/people/${free.id}`, { first_name: 'Second' });
  await me.call('DELETE', `/v2/people/${stuck.id}`);
  await me.call('DELETE', `/v2/people/${free.id}`);
  await worker.rest();
  const of = (id: number) =>
    receiver.received.filter(({ json }) => json.id === id).map(({ headers }) => headers['x-salesloft-event']);
  expect(of(free.id)).toEqual(['person_created', 'person_updated', 'person_deleted']);
  expect(of(stuck.id)).toEqual(['person_created']);
  const states = async () =>
    (await me.call('GET', '/v2/webhook_deliveries')).body.data
      .filter((each: { resource_id: number }) => each.resource_id === stuck.id)
      .map((each: { state: string; next_try_at: unknown }) => [each.state, each.next_try_at !== null])
      .sort();
  expect(await states()).toEqual([
    ['waiting', false],
    ['waiting', false],
    ['waiting', true],
  ]);
  // Three more tries, 15 s apart.
  for (const tries of [2, 3]) {
    server.clock.advance(15_000);
    await worker.rest();
    expect(of(stuck.id)).toHaveLength(tries);
  }
  down = false;
  server.clock.advance(15_000);
  await worker.rest();
  expect(of(stuck.id).slice(3)).toEqual(['person_created', 'person_updated', 'person_deleted']);
  const sequences = receiver.received
    .filter(({ json }) => json.id === stuck.id)
    .map(({ headers }) => Number(headers['x-cadenza-sequence']));
  expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
});

it('gives up after three days, lets the next go on, pauses a subscription that nothing arrives at, and sends again', async () => {
  const { id } = await subscribe(me, 'person_created', receiver.url);
  receiver.answers = () => 'close';
  const { id: made } = await person();
  await worker.rest();
  for (let tries = 0; tries < 60; tries += 1) {
    server.clock.advance(3 * 3_600_000);
    await worker.rest();
  }
  const log = async () => (await me.call('GET', `/v2/webhook_deliveries?subscription_id=${id}`)).body.data;
  expect(await log()).toEqual([
    expect.objectContaining({
      state: 'dead',
      status: null,
      problem: 'the receiver closed the connection before it had answered',
      next_try_at: null,
    }),
  ]);
  expect((await log())[0].attempts).toBeGreaterThan(20);
  receiver.answers = () => 500;
  await person();
  await worker.rest();
  server.clock.advance(15_000);
  await worker.rest();
  const paused = (await me.call('GET', `/v2/webhook_subscriptions/${id}`)).body.data;
  expect(paused).toMatchObject({ enabled: false, paused_reason: 'nothing arrived for three days' });
  expect((await log()).map((each: { state: string }) => each.state)).toEqual(['dead', 'dead']);
  const dead = (await log()).find((each: { resource_id: number }) => each.resource_id === made).id;
  const again = () => me.call('POST', `/v2/webhook_deliveries/${dead}/redeliver`);
  expect((await again()).status).toBe(422);
  expect((await me.call('PUT', `/v2/webhook_subscriptions/${id}`, { enabled: true })).body).toMatchObject({
    enabled: true,
    paused_reason: null,
    data: { id },
  });
  receiver.answers = () => 200;
  receiver.received.length = 0;
  expect((await again()).body.data).toMatchObject({ state: 'waiting', resource_id: made });
  await worker.rest();
  expect(receiver.received.map(({ json }) => json.id)).toEqual([made]);
});

it.each([
  ['answers 500', 500, 'the receiver answered 500'],
  [
    'redirects',
    { status: 302, headers: { location: 'http://127.0.0.1:1/' } },
    'the receiver redirects, which is not followed',
  ],
  ['closes early', 'close', 'the receiver closed the connection before it had answered'],
] as const)('a receiver that %s is tried again', async (_, answer, problem) => {
  await subscribe(me, 'person_created', receiver.url);
  receiver.answers = () => answer as never;
  await person();
  await worker.rest();
  const { data } = (await me.call('GET', '/v2/webhook_deliveries?state=waiting')).body;
  expect(data.map((each: { problem: string }) => each.problem)).toEqual([problem]);
  receiver.answers = () => 204;
  server.clock.advance(15_000);
  await worker.rest();
  expect((await me.call('GET', '/v2/webhook_deliveries?state=delivered')).body.data).toHaveLength(1);
});

it('a receiver that hangs holds up nobody else, and has one place after it', async () => {
  const slow = await startReceiver();
  slow.answers = () => undefined;
  await subscribe(me, 'person_created', slow.url);
  await subscribe(me, 'person_created', receiver.url);
  for (let each = 0; each < 12; each += 1) await person();
  const hung = () => slow.received.length;
  await expect
    .poll(async () => {
      await worker.round();
      return receiver.received.length;
    })
    .toBe(12);
  await expect.poll(hung).toBe(4);
  await slow.close();
  await worker.drain();
  slow.received.length = 0;
  const { rows } = await server.database.pool.query<{ n: number }>(
    `SELECT count(*)::integer AS n FROM webhook_deliveries WHERE team_id = $1 AND state = 'waiting' AND next_at <= $2`,
    [me.principal.teamId, server.clock.now()],
  );
  expect(rows[0]?.n).toBe(8);
  expect(await worker.round()).toBe(1);
  await worker.drain();
});

it('what waits goes to a new address, and what is paused or deleted is over', async () => {
  const { id } = await subscribe(me, 'person_created', 'http://127.0.0.1:9/nobody');
  const { id: made } = await person();
  await worker.rest();
  await me.call('PUT', `/v2/webhook_subscriptions/${id}`, { callback_url: receiver.url });
  await worker.rest();
  expect(receiver.received.map(({ json }) => json.id)).toEqual([made]);
  receiver.answers = () => 500;
  await person();
  await worker.rest();
  await me.call('PUT', `/v2/webhook_subscriptions/${id}`, { enabled: false });
  await person();
  await worker.rest();
  const states = async () =>
    (await me.call('GET', '/v2/webhook_deliveries')).body.data.map((each: { state: string }) => each.state);
  expect((await states()).toSorted()).toEqual(['cancelled', 'delivered']);
  await me.call('PUT', `/v2/webhook_subscriptions/${id}`, { enabled: true });
  await person();
  await worker.rest();
  expect((await states()).toSorted()).toEqual(['cancelled', 'delivered', 'waiting']);
  for (const _ of [1, 2])
    expect((await me.call('DELETE', `/v2/webhook_subscriptions/${id}`)).status).toBe(204);
  expect((await states()).toSorted()).toEqual(['cancelled', 'cancelled', 'delivered']);
});

it('waits after a restore until sending is resumed: a copy tells the world nothing', async () => {
  await subscribe(me, 'person_created', receiver.url);
  const { pool } = server.database;
  await holdSending(pool, server.clock.now());
  const { id } = await person();
  await worker.rest();
  expect(receiver.received).toEqual([]);
  expect((await me.call('GET', '/v2/webhook_deliveries?state=waiting')).body.data).toHaveLength(1);
  await resumeSending(pool);
  await worker.rest();
  expect(receiver.received.map(({ json }) => json.id)).toEqual([id]);
});

it('a test carries the newest record, and says so', async () => {
  const { id } = await subscribe(me, 'task_created', receiver.url);
  const at = `/v2/webhook_subscriptions/${id}/test`;
  expect((await me.call('POST', at)).status).toBe(422);
  const task = await create('/v2/tasks', {
    person_id: (await person()).id,
    subject: 'Ring',
    due_date: '2026-03-05',
    task_type: 'call',
  });
  await worker.rest();
  receiver.received.length = 0;
  expect((await me.call('POST', at)).status).toBe(200);
  await worker.rest();
  expect(receiver.received.map(({ headers }) => headers['x-cadenza-test'])).toEqual(['true']);
  expect(receiver.received[0]?.json).toEqual({
    ...(await me.call('GET', `/v2/tasks/${task.id}`)).body.data,
    reminded: false,
    rollback_reason: null,
    instigator: null,
    custom_attribute_resources: {},
  });
});

it('the receiver of the documentation takes what is genuine, as it stands there', async () => {
  const page = readFileSync(new URL('../../docs/webhooks.md', import.meta.url), 'utf8');
  const code = page.slice(page.indexOf('```js\n') + 6, page.indexOf('```\n', page.indexOf('```js\n')));
  const folder = mkdtempSync(join(tmpdir(), 'cadenza-receiver-'));
  const file = join(folder, 'receiver.mjs');
  writeFileSync(file, code);
  const program = start([file], { PORT: '0', TOKEN: 'whsec_dGhlIHNlY3JldA==' });
  let said = '';
  program.child.stdout.on('data', (part) => (said += String(part)));
  await expect.poll(() => said).toMatch(/^listening on \d+\n/);
  const url = `http://127.0.0.1:${/\d+/.exec(said)?.[0]}`;
  // Its signatures are of now.
  server.clock.set(new Date());
  await subscribe(me, 'person_created', url, 'whsec_dGhlIHNlY3JldA==');
  await subscribe(me, 'person_created', url, 'another secret');
  // What is no base64 would be an empty key, which everybody has.
  for (const callback_token of ['whsec_', 'whsec_!!!', 'whsec_a-secret-of-mine'])
    expect(
      (
        await me.call('POST', '/v2/webhook_subscriptions', {
          event_type: 'person_created',
          callback_url: url,
          callback_token,
        })
      ).status,
    ).toBe(422);
  const { id } = await person();
  await worker.rest();
  const states = (await me.call('GET', '/v2/webhook_deliveries')).body.data;
  expect(states.map((each: { status: number }) => each.status).toSorted()).toEqual([204, 401]);
  await expect.poll(() => said.split('\n')[1]).toBe(`person_created ${id}`);
  program.child.kill();
  await program.ended;
  rmSync(folder, { recursive: true });
});
