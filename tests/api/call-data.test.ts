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
const person = (body: object) => post('/v2/people', { last_name: 'Ring', ...body });

it('finds its person by the number, however either is written, and by no number that two have', async () => {
  const ada = await person({ phone: '+49 (0)30 123-456' });
  const record = await post('/v2/call_data_records', { to: '004930123456', direction: 'outbound' });
  expect(record.called_person.id).toBe(ada.id);
  const inbound = { from: '+4930123456', to: '+1555', direction: 'inbound' };
  expect((await post('/v2/call_data_records', inbound)).called_person.id).toBe(ada.id);
  await person({ last_name: 'Other', phone: '+555', mobile_phone: '+49 30 123456' });
  expect((await post('/v2/call_data_records', inbound)).called_person).toBeNull();
  const callers = await me.call('GET', '/v2/phone_numbers/caller_ids?phone_number=%2B49-30-123456');
  expect(callers.body.data.map((each: { person: { id: number } }) => each.person.id)).toHaveLength(2);
  expect((await me.call('GET', '/v2/phone_numbers/caller_ids')).status).toBe(422);
});

it('is tied to the call that is logged of it, once, and the call shows what was recorded', async () => {
  const ada = await person({ phone: '+4930777' });
  const record = await post('/v2/call_data_records', { to: '+4930777', status: 'ringing' });
  const log = (ids: number[]) =>
    me.call('POST', '/v2/activities/calls', { person_id: ada.id, linked_call_data_record_ids: ids });
  const call = (await log([record.id])).body.data;
  expect(call.recordings).toEqual([]);
  expect((await log([record.id])).status).toBe(422);
  expect((await log([999_999])).body.errors).toEqual({
    linked_call_data_record_ids: ['could not be found'],
  });
  const path = `/v2/call_data_records/${record.id}`;
  expect((await me.call('GET', path)).body.data.call.id).toBe(call.id);
  const recording_url = 'https://dialer.example/1.mp3';
  const done = { recording_url, recording_status: 'completed', status: 'completed', person_id: null };
  expect((await me.call('PUT', path, done)).body.data.called_person.id).toBe(ada.id);
  const logged = (await me.call('GET', `/v2/activities/calls/${call.id}`)).body.data;
  expect(logged.recordings).toEqual([
    { url: recording_url, status: 'completed', recording_status: 'completed' },
  ]);
  expect(logged.updated_at > call.updated_at).toBe(true);
  const other = await person({ phone: '+4930888' });
  const theirs = await post('/v2/call_data_records', { person_id: other.id });
  expect((await log([theirs.id])).status).toBe(422);
  expect((await me.call('PUT', path, { recording_url: 'javascript:alert(1)' })).status).toBe(422);
});

it("is of the caller, or, told by an admin, of a colleague; others do not change one's", async () => {
  const rep = await server.colleague(me);
  const { user } = await post('/v2/call_data_records', { user_guid: rep.principal.userGuid });
  expect(user.id).toBe(rep.principal.userId);
  const mine = await post('/v2/call_data_records', { to: '+1' });
  const refused = await rep.call('PUT', `/v2/call_data_records/${mine.id}`, { status: 'busy' });
  expect(refused.status).toBe(403);
  const named = await rep.call('POST', '/v2/call_data_records', { user_guid: me.principal.userGuid });
  expect(named.status).toBe(403);
});

it('a number is one user’s, who shows it; what is recorded is as the team has it', async () => {
  const rep = await server.colleague(me);
  const user = async () => (await me.call('GET', `/v2/users/${rep.principal.userId}`)).body.data;
  const before = await user();
  const body = { number: '+49 (30) 100', user_id: rep.principal.userId };
  const assigned = await post('/v2/phone_number_assignments', body);
  expect(assigned.number).toBe('+4930100');
  expect((await me.call('POST', '/v2/phone_number_assignments', body)).status).toBe(422);
  expect((await rep.call('POST', '/v2/phone_number_assignments', body)).status).toBe(403);
  const shown = await user();
  expect(shown.phone_number_assignment.id).toBe(assigned.id);
  expect(shown.updated_at > before.updated_at).toBe(true);
  expect((await me.call('DELETE', `/v2/phone_number_assignments/${assigned.id}`)).status).toBe(204);
  expect((await user()).phone_number_assignment).toBeNull();
  const recorded = async (number: string) =>
    (await me.call('GET', `/v2/phone_numbers/recording_settings/${number}`)).body?.data?.recording_default;
  await server.database.pool.query('UPDATE teams SET record_by_default = true');
  await person({ phone: '+4930999', eu_resident: true });
  expect([await recorded('+4930999'), await recorded('+15559'), await recorded('none')]).toEqual([
    false,
    true,
    undefined,
  ]);
});

it('an id of another system names one record, and ends with its kind', async () => {
  const ada = await person({ phone: '+4930111' });
  const kind = { object_type: 'people', external_type: 'erp' };
  const mapping = { ...kind, object_id: ada.id, external_id: 'A-1' };
  const early = await me.call('POST', '/v2/external/mappings', mapping);
  expect(early.body.errors).toEqual({ external_type: ['is not configured for people'] });
  const { id } = await post('/v2/external/configurations', kind);
  await post('/v2/external/mappings', mapping);
  await post('/v2/external/mappings', { ...mapping, external_id: 'A-2' });
  expect((await me.call('POST', '/v2/external/mappings', mapping)).status).toBe(422);
  const ids = async (query: string): Promise<string[]> =>
    (await me.call('GET', `/v2/external/mappings?${query}`)).body.data
      .map((each: { external_id: string }) => each.external_id)
      .sort();
  expect(await ids(`object_id=${ada.id}`)).toEqual(['A-1', 'A-2']);
  expect((await me.call('DELETE', `/v2/external/configurations/${id}`)).status).toBe(204);
  expect([await ids(''), await ids('deleted=true')]).toEqual([[], ['A-1', 'A-2']]);
});
