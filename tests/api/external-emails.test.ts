import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

/** Messages that other programs fetched or sent: the same door as those of mailboxes. */
let server: TestServer;
let admin: Caller;
let person: number;
let box: string;
beforeAll(async () => {
  server = await createTestServer();
});
beforeEach(async () => {
  admin = await server.team();
  box = `Box${admin.principal.teamId}@sender.example`;
  const made = await admin.call('POST', '/v2/people', {
    email_address: 'ann@customer.example',
    last_name: 'B',
  });
  person = made.body.data.id;
  await admin.call('POST', '/v2/mailboxes', {
    email_address: box,
    smtp_host: 'smtp.sender.example',
    password: 'x',
  });
});
afterAll(() => server.close());

const raw = (from: string, to: string, id: string, text = 'Gladly.') =>
  `From: ${from}\r\nTo: ${to}\r\nSubject: Hello\r\nMessage-ID: <${id}@customer.example>\r\n\r\n${text}\r\n`;
const send = (message: string | Buffer, mailbox = box, by = admin) =>
  by.call('POST', '/v2/external_emails', { mailbox, raw: Buffer.from(message).toString('base64url') });
const received = async () =>
  (await admin.call('GET', '/v2/received_messages')).body.data as {
    kind: string;
    person: { id: number } | null;
  }[];

it('an answer counts once, however often it is handed over, and in either alphabet', async () => {
  const message = raw(
    'Ann <ann@customer.example>',
    box,
    'one',
    'Please remove me from your list. \u{1F600}???',
  );
  const first = await send(message, box.toLowerCase());
  expect([first.status, first.body.data]).toEqual([201, { message_id: '<one@customer.example>' }]);
  expect(await received()).toMatchObject([{ kind: 'unsubscribe', person: { id: person } }]);
  const again = await admin.call('POST', '/v2/external_emails', {
    mailbox: box,
    raw: Buffer.from(message)
      .toString('base64')
      .replaceAll(/(.{60})/g, '$1\r\n'),
  });
  expect(again.status).toBe(201);
  const both = await Promise.all([
    send(raw('ann@customer.example', box, 'two')),
    send(raw('ann@customer.example', box, 'two')),
  ]);
  expect(both.map(({ status }) => status)).toEqual([201, 201]);
  expect(await received()).toHaveLength(2);
});

it('what was sent from an address of the team is an e-mail by hand; what concerns nobody is not kept', async () => {
  expect((await send(raw(box, 'ann@customer.example', 'sent', 'As promised.'))).status).toBe(201);
  const histories = await admin.call(
    'GET',
    `/v2/activity_histories?resource_type=person&resource_id=${person}`,
  );
  expect(histories.body.data.map(({ type }: { type: string }) => type)).toContain('sent_email');
  const before = (await received()).length;
  expect((await send(raw('nobody@elsewhere.example', box, 'spam'))).body.data.message_id).toBe(
    '<spam@customer.example>',
  );
  expect(await received()).toHaveLength(before);
});

it('is for privileged tokens, mailboxes of the team, and messages', async () => {
  const message = raw('ann@customer.example', box, 'x');
  const rep = await server.colleague(admin);
  expect((await send(message, box, rep)).status).toBe(403);
  const stranger = await server.team();
  expect((await send(message, box, stranger)).body.errors).toHaveProperty('mailbox');
  expect((await send(message, 'other@sender.example')).body.errors).toHaveProperty('mailbox');
  for (const bad of ['', ' ', '!!!', 'a=b=', '=', 'YQ=Q'])
    expect(
      (await admin.call('POST', '/v2/external_emails', { mailbox: box, raw: bad })).body.errors,
      bad,
    ).toHaveProperty('raw');
  for (const odd of [
    'x',
    Buffer.from([0, 255, 13, 10]),
    `${'X: y\r\n'.repeat(20_000)}\r\n`,
    Buffer.alloc(1_000_000, 'From: a\r\n'),
  ])
    expect((await send(odd)).status).toBe(201);
  // What nobody can read is kept as such, as of any mailbox.
  expect((await received()).map(({ kind }) => kind)).toEqual(['other', 'other']);
});
