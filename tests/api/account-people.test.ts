import { afterAll, beforeAll, expect, it } from 'vitest';
import { engineOf, makeCadence, memoryMailer } from '../engine/support.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

/** What happens to an account's people and what happens to the account go together, and are told. */
let server: TestServer;
let admin: Caller;
beforeAll(async () => {
  server = await createTestServer();
  admin = await server.team();
});
afterAll(() => server.close());

const make = async (path: string, body: object): Promise<number> =>
  (await admin.call('POST', path, body)).body.data.id;
const events = async (type: string): Promise<number[]> =>
  (
    await server.database.pool.query<{ resource_id: number }>(
      'SELECT resource_id FROM events WHERE team_id = $1 AND event_type = $2 ORDER BY resource_id',
      [admin.principal.teamId, type],
    )
  ).rows.map((row) => row.resource_id);

it('a call to a person is a contact of the account', async () => {
  const account = await make('/v2/accounts', { name: 'Called', domain: 'called.example' });
  const person = await make('/v2/people', { email_address: 'a@called.example', account_id: account });
  expect((await admin.call('POST', '/v2/activities/calls', { person_id: person })).status).toBe(200);
  const shown = (await admin.call('GET', `/v2/accounts/${account}`)).body.data;
  expect(shown).toMatchObject({
    last_contacted_at: '2026-03-02T09:00:00.000000+00:00',
    last_contacted_type: 'call',
    last_contacted_by: { id: admin.principal.userId },
    last_contacted_person: { id: person },
  });
  expect(await events('account_updated')).toContain(account);
});

it('an e-mail that the engine sent to a person is a contact of the account', async () => {
  const account = await make('/v2/accounts', { name: 'Mailed', domain: 'mailed.example' });
  const person = await make('/v2/people', {
    email_address: 'a@mailed.example',
    first_name: 'Ada',
    account_id: account,
  });
  const { teamId, userId } = admin.principal;
  const step = { day: 1, type: 'email', automated: true, delay: 0, weekends: true } as const;
  const cadence = await makeCadence(server.database, teamId, userId, [step], {});
  await make('/v2/cadence_memberships', { person_id: person, cadence_id: cadence.id });
  const before = (await admin.call('GET', `/v2/accounts/${account}`)).body.data;
  expect(before.last_contacted_at).toBeNull();
  const told = (await events('account_updated')).filter((id) => id === account).length;
  await engineOf(server.database, memoryMailer()).runOnce(server.clock.now());
  const shown = (await admin.call('GET', `/v2/accounts/${account}`)).body.data;
  expect(shown).toMatchObject({
    last_contacted_type: 'email',
    last_contacted_by: { id: userId },
    last_contacted_person: { id: person },
  });
  expect(shown.updated_at > before.updated_at).toBe(true);
  expect((await events('account_updated')).filter((id) => id === account).length).toBe(told + 1);
});

it('deleting an account leaves its people without one, and says so of each', async () => {
  const account = await make('/v2/accounts', { name: 'Deleted', domain: 'deleted.example' });
  const people: number[] = [];
  for (const name of ['a', 'b', 'c'])
    people.push(await make('/v2/people', { email_address: `${name}@deleted.example`, account_id: account }));
  expect(await events('person_updated')).not.toEqual(expect.arrayContaining(people));
  expect((await admin.call('DELETE', `/v2/accounts/${account}`)).status).toBe(204);
  for (const id of people) expect((await admin.call('GET', `/v2/people/${id}`)).body.data.account).toBeNull();
  expect((await admin.call('GET', `/v2/people?account_id=${account}`)).body.data).toEqual([]);
  expect(await events('person_updated')).toEqual(expect.arrayContaining(people));
});

it('an import of suppressions says so of each it made', async () => {
  await make('/v2/suppressions', { value: 'there@already.example' });
  const before = (await events('suppression_created')).length;
  const csv = 'value\nthere@already.example\nnew@one.example\nnew@two.example\n';
  expect((await admin.call('POST', '/v2/suppression_imports', { csv })).body.data.imported).toBe(2);
  expect((await events('suppression_created')).length).toBe(before + 2);
});
