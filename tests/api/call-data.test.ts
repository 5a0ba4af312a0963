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

it('a call that another program recorded is a conversation over its record, and follows it', async () => {
  const account = await post('/v2/accounts', { name: 'Ring Ltd', domain: 'ring.example' });
  const ada = await person({ first_name: 'Ada', phone: '+49 30 4711', account_id: account.id });
  const url = 'https://recordings.example/a.MP3?sig=1';
  // As generated clients of the original send it: a form, with the object as JSON.
  const form = new URLSearchParams({
    to: '+1555',
    from: '0049304711',
    duration: '61.5',
    recording: JSON.stringify({ url }),
  });
  form.set('direction', 'Inbound');
  form.set('call_created_at', '2026-03-01T10:00:00.123456Z');
  const taken = await me.call('POST', '/v2/conversations/calls', form.toString(), {
    'content-type': 'application/x-www-form-urlencoded',
  });
  expect([taken.status, taken.body.data]).toEqual([
    201,
    {
      ...{ call_created_at: '2026-03-01T10:00:00.123456+00:00', direction: 'inbound', duration: 61.5 },
      ...{ from: '0049304711', to: '+1555', recording: { url }, user_guid: me.principal.userGuid },
      conversation: expect.objectContaining({ id: expect.any(String) }),
    },
  ]);
  const { id } = taken.body.data.conversation;
  const read = async (path = '') => (await me.call('GET', `/v2/conversations/${id}${path}`)).body?.data;
  const made = await read();
  expect(made).toMatchObject({
    ...{ id, title: 'Call with Ada Ring', duration: 61_500, started_recording_at: 1_772_359_200_123 },
    ...{ person: { id: ada.id }, account: { id: account.id }, user_guid: me.principal.userGuid },
    ...{
      event_start_date: '2026-03-01T10:00:00.123456+00:00',
      event_end_date: '2026-03-01T10:01:01.623456+00:00',
    },
    ...{
      recording: { id },
      transcription: null,
      platform: 'external_audio',
      media_type: 'audio',
      is_api: true,
    },
  });
  expect((await me.call('GET', `/v2/conversations?ids=${id}&include=person`)).body.data).toEqual([made]);
  const extensive = await read('/extensive');
  expect(extensive).toMatchObject({ owner_email: expect.any(String), summary: { status: 'not available' } });
  expect(extensive.attendees).toMatchObject([
    { id: me.principal.userGuid, is_internal: true },
    { id: String(ada.id), is_internal: false, full_name: 'Ada Ring' },
  ]);
  expect(await read('/recording')).toMatchObject({ id, url, content_type: 'audio/mpeg', duration: 61_500 });
  const record = `/v2/call_data_records/${made.call_id}`;
  expect((await me.call('GET', record)).body.data).toMatchObject({
    ...{ duration: 62, direction: 'inbound', called_person: { id: ada.id }, recording: { url } },
  });
  // What is told of the record later holds for the conversation; and a record it has no say in.
  const other = await person({ phone: '+4930999111' });
  await me.call('PUT', record, { person_id: other.id, duration: 70, recording_url: null });
  const after = await read();
  expect(after).toMatchObject({ person: { id: other.id }, account: null, duration: 70_000, recording: null });
  expect(after.updated_at > made.updated_at).toBe(true);
  expect(await read('/recording')).toBeUndefined();
  const types = (await me.call('GET', '/v2/events?resource=conversations')).body.data.events;
  expect(types.map((each: { type: string; person_id: number }) => [each.type, each.person_id])).toEqual([
    ...['created', 'recording_created', 'updated'].map((deed) => [`conversation_${deed}`, other.id]),
  ]);
  // Events have numbers, and the path takes them.
  expect((await me.call('GET', `/v2/conversations/${types[0].id}`)).body.data.id).toBe(id);
});

it('is refused where it could not be read again, and seen by who sees the person', async () => {
  const good = { to: '+49305050', from: '+1', duration: 5, recording: { url: 'https://r.example/RE12' } };
  const refused = async (body: object, who = me) => {
    const { status, body: answer } = await who.call('POST', '/v2/conversations/calls', { ...good, ...body });
    return [status, ...Object.keys(answer?.errors ?? {})];
  };
  expect(await refused({})).toEqual([201]);
  const wrong: [object, string][] = [
    [{ recording: { url: 'https://r.example/a.txt' } }, 'recording'],
    [{ recording: { url: 'file:///etc/passwd' } }, 'recording'],
    [{ recording: 'https://r.example/a.mp3' }, 'recording'],
    [{ recording: {} }, 'recording'],
    [{ duration: -1 }, 'duration'],
    [{ duration: 'long' }, 'duration'],
    [{ to: '' }, 'to'],
    [{ direction: 'sideways' }, 'direction'],
    [{ call_created_at: '9999-12-31T23:59:59Z' }, 'call_created_at'],
    [{ user_guid: 'nobody' }, 'user_guid'],
  ];
  for (const [body, field] of wrong) expect(await refused(body), JSON.stringify(body)).toEqual([422, field]);
  const rep = await server.colleague(me);
  expect(await refused({ user_guid: me.principal.userGuid }, rep)).toEqual([403]);
  // A private team: whom the rep does not see is not found by the number.
  await person({ phone: '+49305050' });
  await me.call('PUT', '/v2/team', { team_visibility_default: 'private' });
  const taken = async (who: Caller) => {
    const answer = await who.call('POST', '/v2/conversations/calls', good);
    expect(answer.status, answer.text).toBe(201);
    return answer.body.data.conversation.id as string;
  };
  const [hidden, theirs] = [await taken(rep), await taken(me)];
  const titleOf = async (id: string, who = rep) =>
    (await who.call('GET', `/v2/conversations/${id}`)).body.data?.title;
  expect([await titleOf(hidden), await titleOf(theirs), await titleOf(theirs, me)]).toEqual([
    ...['Call with +49305050', undefined, 'Call with Ring'],
  ]);
  await me.call('PUT', '/v2/team', { team_visibility_default: 'public' });
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
