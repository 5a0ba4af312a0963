import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

const V1 = '/public_api/v1';
let server: TestServer;
let admin: Caller;
beforeAll(async () => {
  server = await createTestServer();
  admin = await server.team({ timeZone: 'America/New_York' });
});
afterAll(() => server.close());

describe('V1', () => {
  test('me is the user at the root', async () => {
    const { status, body } = await admin.call('GET', `${V1}/me.json`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: admin.principal.userId,
      email: admin.email,
      team_id: admin.principal.teamId,
      role_id: 'Admin',
      group_id: null,
    });
    expect(body).not.toHaveProperty('data');
  });

  test('a person is created, updated, and the same by address as by id', async () => {
    const created = await admin.call('POST', `${V1}/people`, {
      email_address: 'Ada.Lovelace+x@mail.example.com',
    });
    expect(created.status, created.text).toBe(201);
    expect(created.body).toMatchObject({
      id: expect.any(Number),
      email_address: 'Ada.Lovelace+x@mail.example.com',
      company_id: null,
      owner_id: admin.principal.userId,
      person_stage_id: null,
      import_id: null,
      cadence_ids: [],
    });
    const company = await admin.call('POST', `${V1}/companies`, {
      name: 'Engines',
      domain: 'engines.example.com',
    });
    expect(company.status, company.text).toBe(201);
    const updated = await admin.call('PUT', `${V1}/people/${created.body.id}`, {
      first_name: 'Ada',
      company_id: company.body.id,
    });
    expect(updated.body).toMatchObject({ first_name: 'Ada', company_id: company.body.id });
    const byId = await admin.call('GET', `${V1}/people/${created.body.id}`);
    for (const path of ['Ada.Lovelace+x@mail.example.com', 'ada.lovelace%2Bx%40mail.example.com']) {
      const byAddress = await admin.call('GET', `${V1}/people/${path}`);
      expect(byAddress.status, byAddress.text).toBe(200);
      expect(byAddress.body).toEqual(byId.body);
    }
    expect((await admin.call('GET', `${V1}/people`)).body).toEqual([byId.body]);
    expect((await admin.call('GET', `${V1}/people/nobody@mail.example.com`)).status).toBe(404);
    expect((await admin.call('GET', `${V1}/people/nobody`)).status).toBe(404);
  });

  test('errors are those of V2, in V1’s words', async () => {
    const refused = await admin.call('POST', `${V1}/people`, {
      email_address: 'x@example.com',
      company_id: 999_999,
    });
    expect([refused.status, refused.body]).toEqual([422, { errors: { company_id: ['could not be found'] } }]);
    const reader = await server.colleague(admin, { scopes: ['people:read'] });
    expect((await reader.call('POST', `${V1}/people`, { email_address: 'y@example.com' })).status).toBe(403);
    expect((await reader.call('GET', `${V1}/cadences`)).status).toBe(403);
    const other = await server.team();
    const mine = await admin.call('POST', `${V1}/people`, { email_address: 'z@example.com' });
    expect((await other.call('GET', `${V1}/people/z@example.com`)).status).toBe(404);
    expect((await other.call('PUT', `${V1}/people/${mine.body.id}`, { first_name: 'Q' })).status).toBe(404);
  });

  test('cadences: one’s own, the whole team’s for an admin', async () => {
    const user = await server.colleague(admin);
    const own = (await user.call('POST', '/v2/cadences', { name: 'Own' })).body.data;
    const team = (await admin.call('POST', '/v2/cadences', { name: 'Team', team_cadence: true })).body.data;
    const ids = async (caller: Caller) =>
      (await caller.call('GET', `${V1}/cadences`)).body.map((each: { id: number }) => each.id).sort();
    expect(await ids(user)).toEqual([own.id]);
    expect(await ids(admin)).toEqual([own.id, team.id]);
    expect((await user.call('GET', `${V1}/cadences/${team.id}`)).body).toMatchObject({
      id: team.id,
      name: 'Team',
      owner_id: admin.principal.userId,
      cadence_priority_id: null,
      group_ids: [],
    });
  });

  test('memberships: 201 with flat ids, 404 for no person, 422 when refused', async () => {
    const cadence = (await admin.call('POST', '/v2/cadences', { name: 'Run', team_cadence: true })).body.data;
    const person = (await admin.call('POST', `${V1}/people`, { email_address: 'run+ner@example.com' })).body;
    const path = `${V1}/people/${person.id}/cadence_memberships`;
    const empty = await admin.call('POST', path, { cadence_id: cadence.id });
    expect(empty.status).toBe(422);
    expect(empty.body).not.toHaveProperty('person_id');
    await admin.call('POST', '/v2/steps', { cadence_id: cadence.id, type: 'phone' });
    const added = await admin.call('POST', path, { cadence_id: cadence.id });
    expect(added.status, added.text).toBe(201);
    expect(added.body).toMatchObject({
      person_id: person.id,
      cadence_id: cadence.id,
      user_id: admin.principal.userId,
    });
    expect((await admin.call('POST', path, { cadence_id: cadence.id })).status).toBe(422);
    expect(
      (await admin.call('POST', `${V1}/people/99999999/cadence_memberships`, { cadence_id: cadence.id }))
        .status,
    ).toBe(404);
    expect((await admin.call('GET', path)).body).toEqual([added.body]);
    expect((await admin.call('GET', `${V1}/people/run+ner@example.com/cadence_memberships`)).body).toEqual([
      added.body,
    ]);
  });

  test.each(['people', 'companies', 'cadences', 'custom_fields', 'tags', 'successes', 'calls'])(
    '%s is a root array, page by page',
    async (name) => {
      const answer = await admin.call('GET', `${V1}/${name}?page=1&per_page=1`);
      expect(answer.status, answer.text).toBe(200);
      expect(answer.body.length).toBeLessThanOrEqual(1);
      expect((await admin.call('GET', `${V1}/${name}?sort_by=nothing`)).status).toBe(422);
    },
  );
});
