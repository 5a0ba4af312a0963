import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

/** What programs tell users about people, as the original takes it. */
let server: TestServer;
let admin: Caller;
let rep: Caller;
let person: number;
beforeAll(async () => {
  server = await createTestServer();
  admin = await server.team();
  rep = await server.colleague(admin);
  const made = await admin.call('POST', '/v2/people', {
    email_address: 'ada@example.com',
    first_name: 'Ada',
    last_name: 'Lovelace',
    owner_id: rep.principal.userId,
  });
  person = made.body.data.id;
});
afterAll(() => server.close());

const item = (who: Caller, more: object = {}) => ({
  subject_type: 'person',
  subject_id: person,
  user_guid: who.principal.userGuid,
  event_occurred_at: '2026-03-02T08:00:00Z',
  message: 'read <b>the</b> <a href="https://x.example">offer</a>',
  idempotency_key: 'one',
  ...more,
});
const tell = (who: Caller, body: object) => who.call('POST', '/v2/third_party_live_feed_items', body);
const feed = async (who: Caller, query = '') =>
  (await who.call('GET', `/v2/live_feed_items?${query}`)).body.data.map(({ id }: { id: number }) => id);

it('an item is answered in a list, once for its key however often and by how many it is sent', async () => {
  const answers = await Promise.all(Array.from({ length: 5 }, () => tell(admin, item(rep))));
  const [first] = answers;
  expect(first?.status, first?.text).toBe(200);
  expect(first?.body.data).toEqual([
    {
      alert_metadata: { should_alert: false, should_alert_until: null },
      event_occurred_at: '2026-03-02T08:00:00.000000+00:00',
      event_type: 'third_party',
      id: expect.any(Number),
      message: 'read the <a href="https://x.example">offer</a>',
      metadata: { person_id: person },
      path: `/app/people/${person}`,
      rollup_key: '',
      title: 'Ada Lovelace',
      user_guid: rep.principal.userGuid,
    },
  ]);
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  const again = await tell(admin, item(rep, { message: 'something else' }));
  expect(again.body.data).toEqual(first?.body.data);
  const events = await rep.call('GET', '/v2/events?types=live_feed_item_created');
  expect(events.body.data.events).toMatchObject([
    { resource: 'live_feed_items', id: first?.body.data[0].id, person_id: person },
  ]);
  const { id } = (await tell(admin, item(admin))).body.data[0];
  expect(await feed(rep)).toEqual([first?.body.data[0].id]);
  expect(await feed(admin, `user_guid=${admin.principal.userGuid}`)).toEqual([id]);
});

it('a rep tells themselves only, about people they see, and reads their own while they see the person', async () => {
  expect((await tell(rep, item(admin))).status).toBe(403);
  const { id } = (await tell(rep, item(rep, { idempotency_key: 'own' }))).body.data[0];
  expect(await feed(rep)).toContain(id);
  await admin.call('PUT', '/v2/team', { team_visibility_default: 'private' });
  await admin.call('PUT', `/v2/people/${person}`, { owner_id: admin.principal.userId });
  expect(await feed(rep)).toEqual([]);
  expect((await rep.call('GET', `/v2/live_feed_items/${id}`)).status).toBe(404);
  expect((await tell(rep, item(rep, { idempotency_key: 'two' }))).body.errors).toEqual({
    subject_id: ['could not be found'],
  });
  expect(await feed(admin)).toContain(id);
  const stranger = await server.team();
  expect((await tell(stranger, item(stranger))).status).toBe(422);
  expect((await tell(admin, item(admin, { user_guid: 'nobody' }))).status).toBe(422);
  expect((await tell(admin, item(admin, { subject_type: 'account' }))).status).toBe(422);
});

const kinds = '/v2/integrations/signals/registrations';
const made = async (path: string, body: object) => {
  const answer = await admin.call('POST', path, body);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data;
};
const signal = (more: object = {}) => ({
  ...{ type: 'visit', urgency: 'high', occurred_at: '2026-03-02T08:00:00Z', data: { page: '/prices' } },
  ...{ indicators: [{ key: 'pricing' }], idempotency_key: '6f4f5b6a-0b58-4b1c-9a51-3f5f6a0c1d2e' },
  attribution: { person_id: person },
  ...more,
});
const tasksOf = async (who: Caller) =>
  (await who.call('GET', `/v2/tasks?user_id=${who.principal.userId}`)).body.data;

it('a signal is read of in the feed of who looks after the person, and makes the tasks of its plays, once however often it is sent', async () => {
  await admin.call('PUT', `/v2/people/${person}`, { owner_id: rep.principal.userId });
  const kind = await made(kinds, {
    type: 'visit',
    description: { 'en-us': '{name} looked at {page} <script>x</script>' },
    data_shape: { required: ['page'], properties: { page: { type: 'string' } } },
    indicators: [{ key: 'pricing' }, { key: 'jobs' }],
    attribution: ['person'],
  });
  expect(kind).toMatchObject({
    ...{ type: 'visit', attribution: ['person'], owner_user_guid: admin.principal.userGuid },
    indicators: [{ key: 'pricing', metadata_shape: null }, { key: 'jobs' }],
  });
  const refused = await admin.call('POST', kinds, { type: 'visit', indicators: [{ key: 'x' }] });
  expect([refused.status, refused.body.errors]).toEqual([422, { type: ['has already been taken'] }]);
  const play = (key: string, task_type: string) =>
    made(`${kinds}/plays`, {
      signal_registration_id: kind.id,
      indicators: [key],
      attributes: { task_type, task_subject: { 'en-us': 'Call {{name}}' }, task_reminder_hours: 2 },
    });
  const [pricing, jobs, draft] = [
    await play('pricing', 'Call'),
    await play('jobs', 'Email'),
    await play('pricing', 'Email'),
  ];
  for (const { id } of [pricing, jobs])
    expect((await admin.call('POST', `${kinds}/plays/${id}/enable`)).body.data.state).toBe('enabled');
  expect(draft.state).toBe('draft');

  // Keys that programs choose stand beside those of the server's own items.
  for (let n = 1; n <= 10; n += 1)
    expect((await tell(admin, item(rep, { idempotency_key: `\tsignal:${n}` }))).status).toBe(200);
  const sent = await Promise.all(
    Array.from({ length: 5 }, () => admin.call('POST', '/v2/signals', signal())),
  );
  expect(new Set(sent.map(({ status, text }) => `${status} ${text}`)).size, sent[0]?.text).toBe(1);
  expect(sent[0]?.body.data).toMatchObject({ registration: { id: kind.id }, data: { page: '/prices' } });
  const items = (await rep.call('GET', '/v2/live_feed_items')).body.data;
  expect(items.filter((each: { event_type: string }) => each.event_type === 'signal')).toMatchObject([
    { message: 'Ada Lovelace looked at /prices ', metadata: { person_id: person } },
  ]);
  expect(await tasksOf(rep)).toMatchObject([
    { subject: 'Call Ada Lovelace', task_type: 'call', person: { id: person } },
  ]);
  const quiet = {
    idempotency_key: 'a1b2c3d4-0b58-4b1c-9a51-3f5f6a0c1d2e',
    indicators: [],
    broadcast_notification: false,
  };
  expect((await admin.call('POST', '/v2/signals', signal(quiet))).status).toBe(200);
  expect(await tasksOf(rep)).toHaveLength(1);

  // A play puts them on its cadence; what refuses them is a task that says so.
  const cadence = (await admin.call('POST', '/v2/cadences', { name: 'Warm', team_cadence: true })).body.data;
  await admin.call('POST', '/v2/steps', { cadence_id: cadence.id, type: 'phone', day: 1 });
  const joins = await made(`${kinds}/plays`, {
    signal_registration_id: kind.id,
    indicators: ['jobs'],
    attributes: { task_type: 'Add person to cadence', cadence_id: cadence.id },
  });
  await admin.call('POST', `${kinds}/plays/${jobs.id}/disable`);
  await admin.call('POST', `${kinds}/plays/${joins.id}/enable`);
  for (const idempotency_key of [crypto.randomUUID(), crypto.randomUUID()])
    expect(
      (await admin.call('POST', '/v2/signals', signal({ indicators: [{ key: 'jobs' }], idempotency_key })))
        .status,
    ).toBe(200);
  const runs = (await rep.call('GET', `/v2/cadence_memberships?person_id=${person}`)).body.data;
  expect(runs).toMatchObject([{ cadence: { id: cadence.id }, user: { id: rep.principal.userId } }]);
  expect((await tasksOf(rep)).map(({ description }: { description: string }) => description).sort()).toEqual([
    'Is not on the cadence: cadence_id is already in progress for this person',
    null,
  ]);

  for (const [more, field] of [
    [{ type: 'other' }, 'type'],
    [{ data: { page: 1 } }, 'data'],
    [{ indicators: [{ key: 'nothing' }] }, 'indicators'],
    [{ attribution: { person_id: 999_999 } }, 'attribution.person_id'],
    [{ attribution: { user_guid: 'nobody' } }, 'attribution.user_guid'],
  ] as const) {
    const answer = await admin.call(
      'POST',
      '/v2/signals',
      signal({ idempotency_key: crypto.randomUUID(), ...more }),
    );
    expect([answer.status, Object.keys(answer.body.errors)], answer.text).toEqual([422, [field]]);
  }
  // What another program registered is not theirs to send.
  expect((await rep.call('POST', '/v2/signals', signal())).status).toBe(422);

  const one = `${kinds}/plays/${pricing.id}`;
  expect((await admin.call('PUT', one, { label: { 'en-us': 'Warm' } })).body.data.label).toEqual({
    'en-us': 'Warm',
  });
  expect((await admin.call('PUT', one, { indicators: ['jobs'] })).status).toBe(422);
  expect((await admin.call('DELETE', one)).status).toBe(422);
  expect((await admin.call('POST', `${one}/disable`)).body.data.state).toBe('draft');
  expect((await admin.call('DELETE', one)).status).toBe(204);
  expect((await (await server.team()).call('PUT', `${kinds}/plays/${jobs.id}`, {})).status).toBe(404);
  expect((await admin.call('DELETE', `${kinds}/${kind.id}`)).status).toBe(204);
  expect((await admin.call('GET', `${kinds}/plays`)).body.data).toEqual([]);
});
