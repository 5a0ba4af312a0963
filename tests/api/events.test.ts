import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { pruneEvents } from '../../apps/server/src/events/retention.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

/** GET /v2/events: what programs read on by, as far as their caller sees it (docs/events.md). */
let server: TestServer;
let admin: Caller;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  admin = await server.team();
});

interface Seen {
  seq: number;
  type: string;
  id: number;
  user_id: number | null;
  person_id: number | null;
  cadence_id: number | null;
  key: string | null;
}
const page = async (who: Caller, query = ''): Promise<{ events: Seen[]; place: number; more: boolean }> => {
  const answer = await who.call('GET', `/v2/events?${query}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data;
};
const told = async (who: Caller, query = '') =>
  (await page(who, query)).events.map(({ type, id }) => `${type} ${id}`);
const make = async (who: Caller, path: string, body: object, headers = {}): Promise<number> => {
  const answer = await who.call('POST', path, body, headers);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data.id;
};
const person = (who: Caller, name: string, headers = {}) =>
  make(who, '/v2/people', { email_address: `${name}@example.com` }, headers);

it('tells what happened, whom it is about and who did it, and goes on behind a place', async () => {
  const id = await person(admin, 'a', { 'idempotency-key': 'mine' });
  const cadence = await make(admin, '/v2/cadences', { name: 'C' });
  const step = await make(admin, '/v2/steps', { cadence_id: cadence, type: 'phone', name: 'Call', day: 1 });
  const first = await page(admin);
  const user_id = admin.principal.userId;
  expect(first.events.find(({ type }) => type === 'person_created')).toMatchObject({
    resource: 'people',
    id,
    user_id,
    person_id: id,
    cadence_id: null,
    key: 'mine',
    created_at: expect.stringMatching(/^2026-03-02T09:00:00\.000000\+00:00$/),
  });
  expect(first.events.find(({ type }) => type === 'step_created')).toMatchObject({
    id: step,
    person_id: null,
    cadence_id: cadence,
    key: null,
  });
  expect(first.more).toBe(false);
  expect(await told(admin, `after=${first.place}`)).toEqual([]);
  const next = await person(admin, 'b');
  expect(await told(admin, `after=${first.place}`)).toEqual([`person_created ${next}`]);
});

it('is read page by page, each event once', async () => {
  const all = [];
  for (const name of ['a', 'b', 'c', 'd', 'e']) all.push(await person(admin, name));
  const seen: number[] = [];
  let place = 0;
  for (let more = true; more; ) {
    const got = await page(admin, `types=person_created&per_page=2&after=${place}`);
    seen.push(...got.events.map(({ id }) => id));
    ({ place, more } = got);
  }
  expect(seen).toEqual(all);
});

it('is narrowed by type, by record and by moment', async () => {
  const [one, two] = [await person(admin, 'a'), await person(admin, 'b')];
  server.clock.advance(7_200_000);
  await admin.call('PUT', `/v2/people/${one}`, { first_name: 'New' });
  server.clock.advance(-7_200_000);
  expect(await told(admin, `resource=people&id=${one}`)).toEqual([
    `person_created ${one}`,
    `person_updated ${one}`,
  ]);
  expect(await told(admin, 'types=person_created')).toEqual([
    `person_created ${one}`,
    `person_created ${two}`,
  ]);
  expect(await told(admin, 'types[]=person_created&types[]=note_created&resource=notes')).toEqual([]);
  expect(await told(admin, 'since=2026-03-02T10:00:00Z')).toEqual([`person_updated ${one}`]);
  expect((await admin.call('GET', '/v2/events?id=1')).body.errors).toEqual({ id: ['needs resource'] });
  expect((await admin.call('GET', '/v2/events?types=person_eaten')).status).toBe(422);
  expect(await told(admin, `types=&resource=people&id=${two}`)).toEqual([`person_created ${two}`]);
});

it('a place from before the oldest that is kept, or of another database, is gone', async () => {
  await person(admin, 'a');
  const { place } = await page(admin);
  server.clock.advance(40 * 86_400_000);
  await person(admin, 'b');
  while ((await pruneEvents(server.database.kysely, server.clock.now(), 30)) > 0);
  server.clock.advance(-40 * 86_400_000);
  expect((await admin.call('GET', '/v2/events?after=0')).status).toBe(410);
  expect((await admin.call('GET', `/v2/events?after=${place}`)).status).toBe(200);
  expect((await admin.call('GET', `/v2/events?after=${place + 1000}`)).status).toBe(410);
  expect((await told(admin)).length).toBe(1);
});

it('a colleague hears of what they see at the moment they ask, and never of a key that is not theirs', async () => {
  const rep = await server.colleague(admin);
  await admin.call('PUT', '/v2/team', { team_visibility_default: 'private' });
  const hidden = await person(admin, 'hidden', { 'idempotency-key': 'secret' });
  const own = await person(rep, 'own');
  const given = await make(admin, '/v2/people', {
    email_address: 'given@example.com',
    owner_id: rep.principal.userId,
  });
  const types = 'types=person_created,person_deleted';
  expect(await told(rep, types)).toEqual([`person_created ${own}`, `person_created ${given}`]);
  expect((await admin.call('DELETE', `/v2/people/${given}`)).status).toBe(204);
  expect((await admin.call('DELETE', `/v2/people/${hidden}`)).status).toBe(204);
  // Of a deletion hears who saw the person; what came before it is about nobody now.
  expect(await told(rep, types)).toEqual([`person_created ${own}`, `person_deleted ${given}`]);
  await admin.call('PUT', `/v2/people/${own}`, { owner_id: admin.principal.userId });
  expect(await told(rep, types)).toEqual([`person_deleted ${given}`]);
  await admin.call('PUT', '/v2/team', { team_visibility_default: 'public' });
  const all = (await page(rep, types)).events;
  expect(all.map(({ id }) => id)).toEqual([own, given, hidden]);
  expect(all.map(({ key }) => key)).toEqual([null, null, null]);
});

it('personal cadences are heard of by their owner and admins, and what a token may not read by nobody with it', async () => {
  const rep = await server.colleague(admin, { scopes: ['people:read', 'cadences:read'] });
  const [shared, personal] = [
    await make(admin, '/v2/cadences', { name: 'All', team_cadence: true, shared: true }),
    await make(admin, '/v2/cadences', { name: 'Mine' }),
  ];
  const id = await person(admin, 'a');
  await make(admin, '/v2/notes', { content: 'x', associated_with_type: 'person', associated_with_id: id });
  expect(await told(rep)).toEqual([`cadence_created ${shared}`, `person_created ${id}`]);
  expect(await told(admin, 'types=cadence_created')).toEqual([
    `cadence_created ${shared}`,
    `cadence_created ${personal}`,
  ]);
  expect((await admin.call('DELETE', `/v2/cadences/${personal}`)).status).toBe(204);
  expect(await told(rep, 'types=cadence_deleted')).toEqual([]);
  expect(await told(admin, 'types=cadence_deleted')).toEqual([`cadence_deleted ${personal}`]);
});
