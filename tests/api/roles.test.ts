import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let admin: Caller;
let rep: Caller;
let other: Caller;
beforeAll(async () => {
  server = await createTestServer();
  admin = await server.team();
  rep = await server.colleague(admin);
  other = await server.colleague(admin);
});
afterAll(() => server.close());

const role = async (...permissions: string[]): Promise<string> =>
  (await admin.call('POST', '/v2/custom_roles', { name: `Role ${permissions.join()}`, permissions })).body
    .data.id;
const give = async (user: Caller, role_id: string) =>
  (await admin.call('PUT', `/v2/users/${user.principal.userId}`, { role_id })).status;
/** What the rep is answered before he has the role, with it, and after it was changed to permit nothing. */
async function beforeWithAndAfter(permission: string, ask: () => Promise<{ status: number }>) {
  const id = await role(permission);
  const before = (await ask()).status;
  expect(await give(rep, id)).toBe(200);
  const having = (await ask()).status;
  await admin.call('PUT', `/v2/custom_roles/${id}`, { permissions: [] });
  const after = (await ask()).status;
  await give(rep, 'User');
  return [before, having, after];
}

describe('what a role permits', () => {
  it.each<[string, number, (n: () => number) => [string, string, object?]]>([
    ['manage_team', 403, () => ['POST', '/v2/custom_fields', { name: `F${Math.random()}` }]],
    ['manage_team', 403, () => ['PUT', '/v2/team', { postal_address: 'Here' }]],
    ['manage_team', 403, () => ['POST', '/v2/person_stages', { name: `S${Math.random()}` }]],
    ['manage_team', 403, () => ['PUT', '/v2/sending_settings', { email_daily_limit: 100 }]],
    ['manage_users', 403, (id) => ['PUT', `/v2/users/${id()}`, { work_country: 'DE' }]],
    ['manage_users', 403, (id) => ['POST', `/v2/users/${id()}/pause_sending`]],
  ])('%s, from the next request on, and no longer than it does', async (permission, refused, call) => {
    const [method, path, body] = call(() => other.principal.userId);
    const answers = await beforeWithAndAfter(permission, () => rep.call(method as 'PUT', path, body));
    expect(answers).toEqual([refused, 200, refused]);
  });

  it('manage_cadences: personal cadences of colleagues that are shown', async () => {
    const cadence = (await other.call('POST', '/v2/cadences', { name: 'Own', shared: true })).body.data.id;
    await other.call('POST', '/v2/steps', { cadence_id: cadence, type: 'phone', day: 1, name: 'Call' });
    const rename = () => rep.call('PUT', `/v2/cadences/${cadence}`, { name: 'Theirs' });
    expect(await beforeWithAndAfter('manage_cadences', rename)).toEqual([403, 200, 403]);
    const join = async () => {
      const person = (await rep.call('POST', '/v2/people', { email_address: `p${Math.random()}@x.test` }))
        .body.data;
      return rep.call('POST', '/v2/cadence_memberships', { person_id: person.id, cadence_id: cadence });
    };
    expect(await beforeWithAndAfter('manage_cadences', join)).toEqual([422, 200, 422]);
  });

  it('manage_suppressions: what others added, and what people asked for', async () => {
    const entry = async () =>
      (await other.call('POST', '/v2/suppressions', { value: `n${Math.random()}@x.test` })).body.data.id;
    const remove = async () => rep.call('DELETE', `/v2/suppressions/${await entry()}`);
    expect(await beforeWithAndAfter('manage_suppressions', remove)).toEqual([403, 204, 403]);
  });

  it('see_everything: a private team as a public one, for reading and for writing', async () => {
    await admin.call('PUT', '/v2/team', { team_visibility_default: 'private' });
    const person = (await other.call('POST', '/v2/people', { email_address: 'hidden@x.test' })).body.data.id;
    const path = `/v2/people/${person}`;
    expect(await beforeWithAndAfter('see_everything', () => rep.call('GET', path))).toEqual([404, 200, 404]);
    const rename = () => rep.call('PUT', path, { first_name: 'Seen' });
    expect(await beforeWithAndAfter('see_everything', rename)).toEqual([404, 200, 404]);
    const found = async () =>
      (await rep.call('GET', '/v2/people?email_addresses[]=hidden@x.test')).body.data.length === 1
        ? { status: 200 }
        : { status: 404 };
    expect(await beforeWithAndAfter('see_everything', found)).toEqual([404, 200, 404]);
    const call = async () => {
      const dialled = await rep.call('POST', '/v2/call_data_records', {});
      await admin.call('PUT', `/v2/call_data_records/${dialled.body.data.id}`, { person_id: person });
      return rep.call('POST', '/v2/activities/calls', {
        person_id: person,
        linked_call_data_record_ids: [dialled.body.data.id],
      });
    };
    expect(await beforeWithAndAfter('see_everything', call)).toEqual([422, 200, 422]);
    await admin.call('PUT', '/v2/team', { team_visibility_default: 'public' });
  });
});

describe('what no role gives', () => {
  it.each<[string, string, object?]>([
    ['PUT', '/v2/team', { team_visibility_default: 'private' }],
    ['PUT', '/v2/team', { only_admins_connect_servers: true }],
    ['POST', '/v2/custom_roles', { name: 'More' }],
    ['GET', '/v2/server_transport'],
  ])('%s %s %j', async (method, path, body) => {
    await give(rep, await role('manage_team', 'manage_users', 'see_everything'));
    expect((await rep.call(method as 'PUT', path, body)).status).toBe(403);
    await give(rep, 'User');
  });

  it('more than one has oneself: neither to others, nor to oneself, nor over those who have it', async () => {
    const mine = await role('manage_users');
    const more = await role('manage_users', 'manage_team');
    await give(rep, mine);
    const change = async (user: Caller, body: object) =>
      (await rep.call('PUT', `/v2/users/${user.principal.userId}`, body)).status;
    expect(await change(other, { role_id: 'Admin' })).toBe(403);
    expect(await change(rep, { role_id: 'Admin' })).toBe(403);
    expect(await change(other, { role_id: more })).toBe(403);
    expect(await change(admin, { active: false })).toBe(403);
    expect(await change(admin, { first_name: 'Mallory' })).toBe(403);
    expect(await change(other, { role_id: mine })).toBe(200);
    await give(other, more);
    expect(await change(other, { active: false })).toBe(403);
    await give(other, 'User');
    await give(rep, 'User');
  });
});

describe('roles', () => {
  it('are made of known permissions by admins, and stay while somebody has them', async () => {
    expect((await rep.call('POST', '/v2/custom_roles', { name: 'R' })).status).toBe(403);
    for (const body of [
      {},
      { name: ' ' },
      { name: 'R', permissions: ['all'] },
      { name: 'R', permissions: 'x' },
    ])
      expect((await admin.call('POST', '/v2/custom_roles', body)).status, JSON.stringify(body)).toBe(422);
    const id = await role('see_everything');
    await give(other, id);
    expect((await admin.call('DELETE', `/v2/custom_roles/${id}`)).status).toBe(422);
    await give(other, 'User');
    expect((await admin.call('DELETE', `/v2/custom_roles/${id}`)).status).toBe(204);
    expect(await give(other, id)).toBe(422);
  });

  it('are not called as the roles that every team has, however it is written', async () => {
    const id = await role('see_everything');
    for (const name of [
      'Admin',
      ' admin ',
      'ADMIN',
      'User',
      'Ａｄｍｉｎ',
      'Ádmin',
      'A\u200bdmin',
      'ad min',
      'ᵁser',
    ])
      for (const [method, path] of [
        ['POST', '/v2/custom_roles'],
        ['PUT', `/v2/custom_roles/${id}`],
      ] as const) {
        const answer = await admin.call(method, path, { name });
        expect([answer.status, answer.body.errors], `${method} ${name}`).toEqual([
          422,
          { name: ['is the name of a role that every team has'] },
        ]);
      }
    expect((await admin.call('PUT', `/v2/custom_roles/${id}`, { name: 'Administrator' })).status).toBe(200);
  });

  it('that are given and deleted at once are one or the other', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const id = await role('manage_team');
      const [given, deleted] = await Promise.all([
        give(other, id),
        admin.call('DELETE', `/v2/custom_roles/${id}`).then(({ status }) => status),
      ]);
      expect([
        [200, 422],
        [422, 204],
      ]).toContainEqual([given, deleted]);
      await give(other, 'User');
    }
  });
});
