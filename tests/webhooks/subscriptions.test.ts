import { EVENTS, SUBSCRIPTION_TYPES, WEBHOOKS_NOT_SENT } from '@cadenza/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { write } from '../../apps/server/src/db/write.js';
import { createApiKey, revokeApiKey } from '../../apps/server/src/domain/identity/commands.js';
import { createTestServer, type TestServer } from '../support/server.js';
import { pageOf } from '../support/sessions.js';
import { type Receiver, startReceiver, subscribe, webhookWorker } from './support.js';

const PATH = '/v2/webhook_subscriptions';
let server: TestServer;
let receiver: Receiver;
let worker: ReturnType<typeof webhookWorker>;

beforeAll(async () => {
  server = await createTestServer();
  receiver = await startReceiver();
  worker = webhookWorker(server.context);
});
afterAll(async () => {
  worker.close();
  await receiver.close();
  await server.close();
});

/** Every type of the original. */
const ORIGINAL =
  `account_created account_deleted account_updated bulk_job_completed cadence_created cadence_deleted
  cadence_updated cadence_membership_created cadence_membership_updated call_created call_updated call_data_record_created
  call_data_record_updated conversation_created conversation_recording_created conversation_transcript_created email_updated
  email_with_body_and_subject_updated link_swap meeting_booked meeting_updated note_created note_deleted note_updated
  person_created person_deleted person_updated step_created step_deleted step_updated success_created task_completed
  task_created task_deleted task_updated user_created user_updated`.split(/\s+/);
const BODY = { callback_url: 'https://receiver.example/', callback_token: 'secret' };

it('every type of the original is sent, or refused with the reason; ours beside them', async () => {
  const me = await server.team();
  for (const event_type of ORIGINAL) {
    const answer = await me.call('POST', PATH, { ...BODY, event_type });
    if ((SUBSCRIPTION_TYPES as readonly string[]).includes(event_type))
      expect(answer.status, event_type).toBe(200);
    else
      expect(answer.body.errors).toEqual({
        event_type: [`${event_type} is not sent by this server: ${WEBHOOKS_NOT_SENT[event_type]}`],
      });
  }
  const known = new Set([...ORIGINAL, ...Object.keys(EVENTS)]);
  expect(
    [...SUBSCRIPTION_TYPES, ...Object.keys(WEBHOOKS_NOT_SENT)].filter((type) => !known.has(type)),
  ).toEqual([]);
  for (const event_type of ['constructor', 'person', ''])
    expect((await me.call('POST', PATH, { ...BODY, event_type })).status).toBe(422);
});

it('answers at the root and under data, also to a form, and shows the token to its program alone', async () => {
  const me = await server.team();
  const form = 'event_type=note_created&callback_url=https%3A%2F%2Fr.example%2Fx&callback_token=se%22cret%5C';
  const answer = await me.call('POST', PATH, form, { 'content-type': 'application/x-www-form-urlencoded' });
  const record = {
    user_guid: me.principal.userGuid,
    tenant_id: me.principal.teamId,
    id: expect.any(Number) as number,
    event_type: 'note_created',
    enabled: true,
    callback_url: 'https://r.example/x',
    callback_token: 'se"cret\\',
    paused_reason: null,
    program: { kind: 'api_key', name: 'test' },
  };
  expect(answer.body).toEqual({ ...record, data: record });
  expect((await me.call('GET', PATH)).body.data).toEqual([record]);
  expect((await me.call('GET', `${PATH}?enabled=false`)).body.data).toEqual([]);
  const { id } = answer.body;
  expect((await me.call('GET', `${PATH}/${id}`)).body.data).toEqual(record);
  const { rows } = await server.database.pool.query(`SELECT * FROM webhook_subscriptions WHERE id = $1`, [
    id,
  ]);
  expect(JSON.stringify(rows)).not.toContain('cret');
  // Kept under an Idempotency-Key, it is sealed, too.
  const key = { 'idempotency-key': 'once' };
  const once = await me.call('POST', PATH, { ...BODY, event_type: 'note_created' }, key);
  expect((await me.call('POST', PATH, { ...BODY, event_type: 'note_created' }, key)).body).toEqual(once.body);
  expect(once.body.callback_token).toBe('secret');
  const kept = await server.database.pool.query(`SELECT body FROM idempotency_keys WHERE team_id = $1`, [
    me.principal.teamId,
  ]);
  expect(JSON.stringify(kept.rows)).not.toContain('"secret"');
  // Another program of the same user, and the user's own browser, have their own.
  const other = await write(server.database.kysely, me.principal.teamId, (tx) =>
    createApiKey(
      tx,
      me.principal.teamId,
      { userId: me.principal.userId, name: 'other', scopes: ['system:all'] },
      server.clock.now(),
    ),
  );
  const asOther = { authorization: `Bearer ${other.key}` };
  expect((await me.call('GET', PATH, undefined, asOther)).body.data).toEqual([]);
  for (const method of ['GET', 'PUT', 'DELETE'] as const)
    expect((await me.call(method, `${PATH}/${id}`, method === 'PUT' ? {} : undefined, asOther)).status).toBe(
      404,
    );
});

it('an admin in the browser has those of every program, without their secrets, and lends them no rights', async () => {
  const me = await server.team();
  const rep = await server.colleague(me, { scopes: ['people:read', 'people:write'] });
  const { id } = await subscribe(rep, 'person_updated', receiver.url, 'secret of the rep');
  const asAdmin = await pageOf(server, me);
  const { body, text } = await asAdmin('GET', PATH);
  expect(body.data).toMatchObject([{ id, callback_token: '', program: { kind: 'api_key', name: 'test' } }]);
  expect(text).not.toContain('secret of the rep');
  expect((await (await pageOf(server, rep))('GET', PATH)).body.data).toEqual([]);

  // The newest person is one that the rep does not see: a test shows what the subscriber does.
  await me.call('PUT', '/v2/team', { team_visibility_default: 'private' });
  const theirs = await rep.call('POST', '/v2/people', { email_address: 'theirs@hooks.example' });
  await me.call('POST', '/v2/people', { email_address: 'mine@hooks.example' });
  await asAdmin('PUT', `${PATH}/${id}`, { enabled: false });
  expect((await asAdmin('PUT', `${PATH}/${id}`, { enabled: true })).body.data.enabled).toBe(true);
  const { rows } = await server.database.pool.query(
    `SELECT scopes FROM webhook_subscriptions WHERE id = $1`,
    [id],
  );
  expect(rows[0].scopes).not.toContain('team:read');
  receiver.received.length = 0;
  const { delivery } = (await asAdmin('POST', `${PATH}/${id}/test`)).body.data;
  await worker.rest();
  expect(receiver.received.map(({ json }) => json.id)).toEqual([theirs.body.data.id]);
  expect((await asAdmin('GET', `/v2/webhook_deliveries/${delivery.id}`)).body.data.answer).toBe('said');
  const replay = '/v2/webhook_deliveries/replay';
  expect((await asAdmin('POST', replay, { event_types: ['person_updated'] })).status).toBe(422);
  expect((await asAdmin('POST', replay, { subscription_ids: [id] })).body.data.subscriptions).toHaveLength(1);
});

it.each(['ftp://r.example/', 'receiver', 'http://user:pass@r.example/', 'javascript:alert(1)', ''])(
  'refuses %s as an address',
  async (callback_url) => {
    const me = await server.team();
    const { body } = await me.call('POST', PATH, { ...BODY, callback_url, event_type: 'note_created' });
    expect(Object.keys(body.errors)).toEqual(['callback_url']);
  },
);

it('wants the scope of the records, and tells no words of e-mails without theirs', async () => {
  const me = await server.team();
  const reader = await server.colleague(me, { admin: true, scopes: ['people:read', 'emails:read'] });
  const status = async (event_type: string) => {
    const answer = await reader.call('POST', PATH, { ...BODY, event_type });
    return [answer.status, answer.body.error];
  };
  expect(await status('person_created')).toEqual([200, undefined]);
  expect(await status('success_created')).toEqual([200, undefined]);
  expect(await status('email_updated')).toEqual([200, undefined]);
  expect(await status('email_with_body_and_subject_updated')).toEqual([
    403,
    'The token does not have the required scopes: email_contents:read',
  ]);
  expect(await status('user_created')).toEqual([
    403,
    'The token does not have the required scopes: team:read',
  ]);
});

it('tells a rep of a private team of what is theirs, also of deletions, in their zone', async () => {
  const me = await server.team();
  await server.database.pool.query(`UPDATE teams SET team_visibility_default = 'private' WHERE id = $1`, [
    me.principal.teamId,
  ]);
  const rep = await server.colleague(me, { timeZone: 'Asia/Tokyo' });
  for (const type of [
    'person_created',
    'person_updated',
    'person_deleted',
    'cadence_created',
    'cadence_deleted',
  ])
    await subscribe(rep, type, receiver.url);
  const person = async (owner_id: number, name: string) =>
    (
      await me.call('POST', '/v2/people', {
        email_address: `${name}@private.example`,
        owner_id,
        first_name: name,
      })
    ).body.data;
  const theirs = await person(rep.principal.userId, 'theirs');
  const mine = await person(me.principal.userId, 'mine');
  const shown = (await rep.call('GET', `/v2/people/${theirs.id}`)).body.data;
  const cadence = (await me.call('POST', '/v2/cadences', { name: 'Personal' })).body.data;
  for (const [path, id] of [
    ['people', theirs.id],
    ['people', mine.id],
    ['cadences', cadence.id],
  ])
    expect((await me.call('DELETE', `/v2/${path}/${id}`)).status).toBe(204);
  receiver.received.length = 0;
  await worker.rest();
  expect(receiver.types()).toEqual(['person_created', 'person_deleted']);
  // It was gone already when it was told of: what its deletion kept is newer than what happened.
  for (const { json } of receiver.received)
    expect(json).toEqual({ ...shown, updated_at: json.updated_at as string });
  expect(receiver.received[0]?.json.created_at).toContain('+09:00');
});

it('is paused when its key is revoked, its user deactivated, or a scope of its role is gone', async () => {
  const me = await server.team();
  const reasonOf = async (id: number) =>
    (
      await server.database.pool.query<{ enabled: boolean; paused_reason: string }>(
        `SELECT enabled, paused_reason FROM webhook_subscriptions WHERE id = $1`,
        [id],
      )
    ).rows[0];
  const person = (n: string) => me.call('POST', '/v2/people', { email_address: `${n}@gone.example` });
  const gone = await server.colleague(me);
  const demoted = await server.colleague(me, { admin: true, scopes: ['system:all'] });
  const revoked = await server.colleague(me);
  const ids = [
    (await subscribe(gone, 'person_created', receiver.url)).id,
    (await subscribe(demoted, 'email_with_body_and_subject_updated', receiver.url)).id,
    (await subscribe(revoked, 'person_created', receiver.url)).id,
  ] as const;
  await me.call('PUT', `/v2/users/${gone.principal.userId}`, { active: false });
  await me.call('PUT', `/v2/users/${demoted.principal.userId}`, { role_id: 'User' });
  const { rows } = await server.database.pool.query<{ id: number }>(
    'SELECT id FROM api_keys WHERE team_id = $1 AND user_id = $2',
    [me.principal.teamId, revoked.principal.userId],
  );
  await write(server.database.kysely, me.principal.teamId, (tx) =>
    revokeApiKey(
      tx,
      me.principal.teamId,
      revoked.principal.userId,
      rows[0]?.id as number,
      server.clock.now(),
    ),
  );
  receiver.received.length = 0;
  await person('a');
  await worker.rest();
  expect(receiver.received).toEqual([]);
  expect(await reasonOf(ids[0])).toEqual({
    enabled: false,
    paused_reason: 'the user who made it is deactivated',
  });
  expect(await reasonOf(ids[1])).toEqual({
    enabled: false,
    paused_reason: 'the user who made it may no longer use the scope email_contents:read',
  });
  expect(await reasonOf(ids[2])).toEqual({
    enabled: false,
    paused_reason: 'the API key that made it is revoked',
  });
});
