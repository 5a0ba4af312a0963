import { afterAll, beforeAll, expect, it } from 'vitest';
import { receiveMessage } from '../../apps/server/src/engine/receiving/receive.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let admin: Caller;
let rep: Caller;
let other: Caller;
beforeAll(async () => {
  server = await createTestServer();
  admin = await server.team();
  rep = await server.colleague(admin, { admin: false });
  other = await server.colleague(admin, { admin: false });
});
afterAll(() => server.close());

async function mailOf(caller: Caller, letter: string): Promise<number | undefined> {
  const box = await server.database.kysely
    .insertInto('mailboxes')
    .values({
      team_id: caller.principal.teamId,
      created_at: server.clock.now(),
      updated_at: server.clock.now(),
      user_id: caller.principal.userId,
      kind: 'smtp',
      email_address: `box-${caller.principal.userId}-${letter.length}@sender.test`,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const now = server.clock.now();
  const arrival = {
    teamId: caller.principal.teamId,
    mailboxId: box.id,
    folder: 'INBOX',
    role: 'inbox' as const,
    uidValidity: 1,
    uid: 1,
    flags: new Set<string>(),
    receivedAt: now,
  };
  return receiveMessage(server.database, arrival, Buffer.from(letter), now);
}

it('lists, shows and undoes; a rep sees what came to the rep’s own mailboxes, an admin all', async () => {
  const made = await rep.call('POST', '/v2/people', {
    email_address: 'ann@customer.test',
    last_name: 'Buyer',
  });
  const id = await mailOf(
    rep,
    'From: Ann <ann@customer.test>\r\nSubject: Hello \u{1F600}\r\nMessage-ID: <x1@customer.test>\r\n\r\nPlease remove me from your list.\r\n',
  );
  expect(id).toBeTypeOf('number');
  const shown = await rep.call('GET', `/v2/received_messages/${id}`);
  expect(shown.status).toBe(200);
  // The words are for tokens with email_contents:read, which a rep's key does not have.
  for (const key of ['subject', 'body_text', 'evidence']) expect(shown.body.data).not.toHaveProperty(key);
  const whole = await admin.call('GET', `/v2/received_messages/${id}`);
  expect(whole.body.data.body_text).toBe('Please remove me from your list.');
  expect(whole.body.data.evidence).toHaveLength(2);
  expect(shown.body.data).toMatchObject({
    id,
    kind: 'unsubscribe',
    confidence: 0.9,
    matched_by: 'sender',
    from_address: 'ann@customer.test',
    undoable: true,
    undone_at: null,
    person: { id: made.body.data.id },
    email: null,
  });
  const listed = await rep.call(
    'GET',
    `/v2/received_messages?kind[]=unsubscribe&person_id=${made.body.data.id}&sort_by=received_at`,
  );
  expect(listed.body.data.map((row: { id: number }) => row.id)).toEqual([id]);
  expect((await rep.call('GET', '/v2/received_messages?kind=reply')).body.data).toEqual([]);
  expect(
    (await rep.call('GET', '/v2/received_messages?kind=nonsense', undefined, { prefer: 'handling=strict' }))
      .status,
  ).toBe(422);
  expect((await admin.call('GET', `/v2/received_messages/${id}`)).status).toBe(200);
  expect((await other.call('GET', `/v2/received_messages/${id}`)).status).toBe(404);
  expect((await other.call('POST', `/v2/received_messages/${id}/undo`)).status).toBe(404);

  const suppressed = () =>
    server.database.kysely
      .selectFrom('suppressions')
      .select('value')
      .where('team_id', '=', rep.principal.teamId)
      .execute();
  expect(await suppressed()).toEqual([{ value: 'ann@customer.test' }]);
  const undone = await rep.call('POST', `/v2/received_messages/${id}/undo`);
  expect(undone).toMatchObject({ status: 200, body: { data: { restored: [], left: [] } } });
  expect(await suppressed()).toEqual([]);
  expect((await rep.call('GET', `/v2/received_messages/${id}`)).body.data).toMatchObject({
    undoable: false,
    undone_by: { id: rep.principal.userId },
  });
  expect((await rep.call('POST', `/v2/received_messages/${id}/undo`)).status).toBe(200);
});

it('refuses to undo what changed nothing, and what does not exist', async () => {
  await rep.call('POST', '/v2/people', { email_address: 'bob@customer.test', last_name: 'Buyer' });
  const id = await mailOf(
    rep,
    'From: bob@customer.test\r\nSubject: Our spring news\r\nList-Id: <n.customer.test>\r\nMessage-ID: <x2@customer.test>\r\n\r\nNews\r\n',
  );
  expect((await rep.call('GET', `/v2/received_messages/${id}`)).body.data).toMatchObject({
    kind: 'other',
    undoable: false,
  });
  expect((await rep.call('POST', `/v2/received_messages/${id}/undo`)).status).toBe(409);
  expect((await rep.call('POST', '/v2/received_messages/999999/undo')).status).toBe(404);
  const stranger = await server.team();
  expect((await stranger.call('GET', `/v2/received_messages/${id}`)).status).toBe(404);
  expect((await stranger.call('POST', `/v2/received_messages/${id}/undo`)).status).toBe(404);
});
