import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let me: Caller;
beforeAll(async () => {
  server = await createTestServer();
  me = await server.team();
});
afterAll(() => server.close());

const post = async (path: string, body: object, who = me) => {
  const answer = await who.call('POST', path, body);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data;
};
const get = async (path: string, who = me) => (await who.call('GET', path)).body.data;
let number = 0;
const person = (body: object = {}) =>
  post('/v2/people', { email_address: `p${(number += 1)}@example.com`, ...body });
const account = (body: object = {}) =>
  post('/v2/accounts', { name: 'Acme', domain: `a${(number += 1)}.example`, ...body });

it('belongs to the account it names, by id or as the CRM calls it, and opens and closes it', async () => {
  const acme = await account({ crm_id: '001000000000000AAA', crm_id_type: 'salesforce' });
  const other = await account({ name: 'Other' });
  const made = await post('/v2/opportunities', { name: 'Pumps', account_crm_id: '001000000000000AAA' });
  expect([made.account.id, made.account_name, made.is_closed]).toEqual([acme.id, 'Acme', false]);
  expect([made.owner.id, made.creator.id]).toEqual([me.principal.userId, me.principal.userId]);
  const open = async (word: string) =>
    (await get(`/v2/accounts?has_open_opportunity=${word}`)).map(({ id }: { id: number }) => id).sort();
  expect([await open('true'), await open('false')]).toEqual([[acme.id], [other.id]]);
  await me.call('PUT', `/v2/opportunities/${made.id}`, { is_closed: true, is_won: true });
  expect([await open('true'), await open('false')]).toEqual([[], [acme.id, other.id]]);
  await me.call('PUT', `/v2/opportunities/${made.id}`, { is_closed: false, account_id: other.id });
  expect(await open('true')).toEqual([other.id]);
  for (const again of [204, 204])
    expect((await me.call('DELETE', `/v2/opportunities/${made.id}`)).status).toBe(again);
  expect(await open('true')).toEqual([]);
});

it('is put down to what was done last for the first of its people, once, and the cadence counts it', async () => {
  const cadence = await post('/v2/cadences', { name: 'Talk' });
  await post('/v2/steps', { cadence_id: cadence.id, type: 'phone', day: 1, instructions: 'Hello' });
  const step = await post('/v2/steps', {
    cadence_id: cadence.id,
    type: 'phone',
    day: 2,
    instructions: 'Bye',
  });
  const [first, second] = [await person(), await person()];
  await post('/v2/cadence_memberships', { person_id: first.id, cadence_id: cadence.id });
  await server.database.pool.query(
    `UPDATE actions SET status = 'completed', completed_at = '2026-02-01', step_id = $2 WHERE person_id = $1`,
    [first.id, step.id],
  );
  const made = await post('/v2/opportunities', { name: 'Gears' });
  expect(made.most_recent_cadence).toBeNull();
  const on = [first, second].map(({ id }) => ({ opportunity_id: made.id, person_id: id }));
  const answers = await Promise.all(
    [...on, ...on].map((body) => me.call('POST', '/v2/opportunity_people', body)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 422, 422]);
  const shown = await get(`/v2/opportunities/${made.id}`);
  const people = await get('/v2/opportunity_people');
  expect(people.map((each: { person_id: number }) => each.person_id).sort()).toEqual(
    [first.id, second.id].sort(),
  );
  const byFirst = shown.opportunity_window_person_id === first.id;
  expect([shown.most_recent_cadence?.id, shown.most_recent_step?.id, shown.most_recent_step_number]).toEqual(
    byFirst ? [cadence.id, step.id, 2] : [undefined, undefined, null],
  );
  expect(shown.updated_at > made.updated_at).toBe(true);
  expect((await get(`/v2/cadences/${cadence.id}`)).counts.opportunities_created).toBe(byFirst ? 1 : 0);
  const list = await get(`/v2/opportunities?person_id=${second.id}`);
  expect(list.map((each: { id: number }) => each.id)).toEqual([made.id]);
  await me.call('DELETE', `/v2/opportunities/${made.id}`);
  expect(await get('/v2/opportunity_people')).toEqual([]);
});

it('keeps its custom fields when they are renamed, and loses those that are deleted', async () => {
  const field = await post('/v2/custom_fields', { name: 'Budget', field_type: 'opportunity' });
  const { id } = await post('/v2/opportunities', { name: 'Fields', custom_fields: { Budget: 'high' } });
  const refused = await me.call('POST', '/v2/opportunities', { name: 'X', custom_fields: { Nobody: '1' } });
  expect(refused.body.errors.custom_fields).toEqual(['Nobody is not an opportunity field of the team']);
  const fields = async () => (await get(`/v2/opportunities/${id}`)).custom_fields as unknown;
  expect((await me.call('PUT', `/v2/custom_fields/${field.id}`, { name: 'Purse' })).status).toBe(200);
  expect(await fields()).toEqual({ Purse: 'high' });
  const type = await me.call('PUT', `/v2/custom_fields/${field.id}`, { field_type: 'person' });
  expect(type.status).toBe(422);
  expect((await me.call('DELETE', `/v2/custom_fields/${field.id}`)).status).toBe(204);
  expect(await fields()).toEqual({});
});

it('is deleted by its owner, who made it, or an admin; stages are the admins', async () => {
  const rep = await server.colleague(me);
  const other = await server.colleague(me);
  const { id } = await post('/v2/opportunities', { name: 'Mine' }, rep);
  expect((await other.call('DELETE', `/v2/opportunities/${id}`)).status).toBe(403);
  expect((await other.call('PUT', `/v2/opportunities/${id}`, { amount: '5' })).status).toBe(200);
  expect((await rep.call('DELETE', `/v2/opportunities/${id}`)).status).toBe(204);
  expect((await rep.call('POST', '/v2/opportunity_stages', { name: 'Mine' })).status).toBe(403);
  for (const amount of ['ten', '1e5', '1.2.3'])
    expect((await me.call('POST', '/v2/opportunities', { name: 'X', amount })).status).toBe(422);
});
