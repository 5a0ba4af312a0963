import { contract } from '@cadenza/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { write } from '../../apps/server/src/db/write.js';
import { addToCadence } from '../../apps/server/src/domain/memberships/membership-commands.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';
import { engineOf, makeCadence, memoryMailer, type StepSpec } from '../engine/support.js';

const STEPS: StepSpec[] = [
  { day: 1, type: 'email', automated: true, at: '10:00' },
  { day: 2, type: 'phone' },
];

let server: TestServer;
let team: Caller;
let cadenceId: number;
const members: { personId: number; membershipId: number }[] = [];
beforeAll(async () => {
  server = await createTestServer();
  team = await server.team({ timeZone: 'America/New_York' });
  const { teamId, userId } = team.principal;
  cadenceId = (await makeCadence(server.database, teamId, userId, STEPS, { team_cadence: true })).id;
  const who = { teamId, userId, admin: true, groupId: null };
  for (let n = 0; n < 12; n += 1) {
    const person = await team.call('POST', '/v2/people', {
      email_address: `p${n}@person.test`,
      first_name: `Pat${n}`,
    });
    const personId = person.body.data.id as number;
    const membershipId = await write(server.database.kysely, teamId, (tx) =>
      addToCadence(
        { tx, principal: who, now: server.clock.now() },
        { person_id: personId, cadence_id: cadenceId },
      ),
    );
    members.push({ personId, membershipId });
  }
});
afterAll(() => server.close());

const { operations } = contract;

it('shows one membership in the zone of the reader, as the contract says', async () => {
  const { membershipId } = members[0] as (typeof members)[number];
  const { status, body } = await team.call('GET', `/v2/cadence_memberships/${membershipId}/timeline`);
  expect(status).toBe(200);
  expect(operations.membership_timeline.response.safeParse(body.data).error).toBeUndefined();
  expect(body.data.entries).toMatchObject([
    {
      state: 'planned',
      at: '2026-03-02T10:00:00.000000-05:00',
      type: 'email',
      email: { state: 'forecast', subject: 'Hello Pat0 0' },
    },
    { state: 'planned', type: 'phone', email: null },
  ]);
  expect(body.data.ends.reason).toBe('Every step of the cadence is done.');
});

it('shows a cadence a page of people at a time', async () => {
  const first = await team.call('GET', `/v2/cadences/${cadenceId}/timeline?per_page=5`);
  expect(operations.cadence_timeline.response.safeParse(first.body.data).error).toBeUndefined();
  expect(first.body.data).toMatchObject({ page: 1, per_page: 5, next_page: 2 });
  const seen: number[] = [];
  for (let page: number | null = 1; page !== null; ) {
    const { body } = await team.call('GET', `/v2/cadences/${cadenceId}/timeline?per_page=5&page=${page}`);
    seen.push(...body.data.people.map((each: { person: { id: number } }) => each.person.id));
    page = body.data.next_page;
  }
  expect(seen.toSorted()).toEqual(members.map((each) => each.personId).toSorted());
  for (const wrong of ['per_page=26', 'per_page=0', 'page=x', 'page=-1'])
    expect((await team.call('GET', `/v2/cadences/${cadenceId}/timeline?${wrong}`)).status).toBe(422);
});

it('answers why, for an action and for a person', async () => {
  const { personId } = members[1] as (typeof members)[number];
  const action = await server.database.kysely
    .selectFrom('actions')
    .select('id')
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  const why = await team.call('GET', `/v2/actions/${action.id}/why`);
  expect(operations.action_why.response.safeParse(why.body.data).error).toBeUndefined();
  expect(why.body.data.because).toMatch(/^It is not due before/);
  await team.call('PUT', `/v2/people/${personId}`, { contact_restrictions: ['email'] });
  const person = await team.call('GET', `/v2/people/${personId}/why_not_sent`);
  expect(operations.person_why_not_sent.response.safeParse(person.body.data).error).toBeUndefined();
  expect(person.body.data.waiting[0].because).toBe('Skipped: the person may not be contacted by email.');
});

it('hides words, colleagues and other teams as everywhere', async () => {
  const { membershipId, personId } = members[2] as (typeof members)[number];
  const action = await server.database.kysely
    .selectFrom('actions')
    .select('id')
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  const paths = [
    `/v2/cadence_memberships/${membershipId}/timeline`,
    `/v2/cadences/${cadenceId}/timeline`,
    `/v2/actions/${action.id}/why`,
    `/v2/people/${personId}/why_not_sent`,
  ];
  const stranger = await server.team();
  for (const path of paths) expect((await stranger.call('GET', path)).status, path).toBe(404);
  const narrow = await server.colleague(team, { scopes: ['cadences:read'] });
  const { body } = await narrow.call('GET', paths[0] as string);
  expect(body.data.entries[0].email).toMatchObject({ subject: null, body: null });
  expect((await narrow.call('GET', paths[2] as string)).status).toBe(404);
});

it('keeps every change of an e-mail in its history', async () => {
  await engineOf(server.database, memoryMailer()).runOnce(new Date('2026-03-02T15:00:00Z'));
  const list = await team.call('GET', `/v2/send_ledger?person_id=${members[3]?.personId}`);
  const id = list.body.data[0].id as number;
  const { body } = await team.call('GET', `/v2/send_ledger/${id}/history`);
  const { record } = operations.send_ledger_history.list;
  expect(record.strict().array().safeParse(body.data).error).toBeUndefined();
  expect(body.data.map((each: { state: string }) => each.state)).toEqual(['queued', 'sending', 'sent']);
  expect((await (await server.team()).call('GET', `/v2/send_ledger/${id}/history`)).status).toBe(404);
});
