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
