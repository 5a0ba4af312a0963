import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { receiveMessage } from '../../apps/server/src/engine/receiving/receive.js';
import { engineOf, memoryMailer } from '../engine/support.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

/** What waits to leave, and e-mails as whole messages. */
let server: TestServer;
let admin: Caller;
let person: number;
beforeAll(async () => {
  server = await createTestServer();
  admin = await server.team();
  const made = await admin.call('POST', '/v2/people', {
    email_address: 'ann@customer.example',
    last_name: 'Ünique',
  });
  person = made.body.data.id;
});
afterAll(() => server.close());

const write = async (more: object = {}, who = admin): Promise<number> => {
  const answer = await who.call('POST', '/v2/scheduled_emails', {
    person_id: person,
    subject: 'Grüße',
    body: '<p>See <a href="https://example.com/plan">the plan</a>.</p>',
    cc: ['boss@customer.example'],
    ...more,
  });
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data.id;
};
const pending = async (who = admin): Promise<number[]> =>
  (await who.call('GET', '/v2/pending_emails?per_page=100')).body.data.map(({ id }: { id: number }) => id);
const payload = (id: number, who = admin) => who.call('GET', `/v2/mime_email_payloads/${id}`);

it('what waits is on the list until it leaves, and is then the message that left', async () => {
  const files = await admin.call('POST', '/v2/attachments', {
    name: 'plan.txt',
    content_type: 'text/plain',
    content: Buffer.from('the plan').toString('base64'),
  });
  expect(files.status, files.text).toBe(200);
  const now = await write({ attachment_ids: [files.body.data.id] });
  const later = await write({ send_after: '2026-06-01T09:00:00Z' });
  expect(await pending()).toEqual([later, now]);
  const listed = (await admin.call('GET', '/v2/pending_emails')).body.data[0];
  expect(listed.mime_email_payload).toEqual({
    _href: `http://cadenza.test/v2/mime_email_payloads/${later}`,
    id: later,
  });
  const waiting = await payload(now);
  const before = await simpleParser(Buffer.from(waiting.body.data.raw, 'base64url'));
  expect(before).toMatchObject({ subject: 'Grüße', messageId: waiting.body.data.message_id });
  expect(before.attachments.map(({ filename, content }) => [filename, String(content)])).toEqual([
    ['plan.txt', 'the plan'],
  ]);

  const mailer = memoryMailer();
  server.clock.advance(60_000);
  await engineOf(server.database, mailer).runOnce(server.clock.now());
  expect(await pending()).toEqual([later]);
  const left = await simpleParser(mailer.sent[0]?.raw as Buffer);
  const { data } = (await payload(now)).body;
  const kept = await simpleParser(Buffer.from(data.raw, 'base64url'));
  expect(Object.keys(data)).toEqual(['id', 'mailbox', 'message_id', 'raw']);
  for (const part of ['subject', 'messageId', 'date', 'from', 'to', 'cc'] as const)
    expect(kept[part], part).toEqual(left[part]);
  expect(kept.text).toContain('the plan');
});

it('has nothing in it that is its recipient’s alone', async () => {
  await admin.call('PUT', '/v2/team', { postal_address: '1 Street' });
  const id = await write();
  const raw = Buffer.from((await payload(id)).body.data.raw, 'base64url').toString();
  const { html } = await simpleParser(raw);
  expect(html).toContain('https://example.com/plan');
  expect(html).not.toContain('cadenza.test');
  expect(raw.toLowerCase()).not.toContain('list-unsubscribe');
});

it('is for who may read the words of e-mails, and sees the person', async () => {
  const id = await write();
  const stranger = await server.team();
  expect([(await payload(id, stranger)).status, await pending(stranger)]).toEqual([404, []]);
  const wordless = await server.colleague(admin, { scopes: ['emails:read'] });
  expect(await pending(wordless)).toContain(id);
  expect((await payload(id, wordless)).status).toBe(403);
  expect((await payload(999_999)).status).toBe(404);
  await admin.call('PUT', '/v2/team', { team_visibility_default: 'private' });
  const rep = await server.colleague(admin, { scopes: ['emails:read'] });
  expect([(await payload(id, rep)).status, await pending(rep)]).toEqual([403, []]);
});

it('another program tells what it sent, once, and answers to its message are answers to the e-mail', async () => {
  const rep = await server.colleague(admin);
  const other = await server.colleague(admin);
  const put = (id: number, body: object, who = rep) => who.call('PUT', `/v2/pending_emails/${id}`, body);
  const sent = { status: 'sent', message_id: '<outside-1@mail.example>' };
  const theirs = await rep.call('POST', '/v2/people', { email_address: 'bea@customer.example' });
  const id = await write({ person_id: theirs.body.data.id }, rep);
  expect((await put(id, sent, other)).status).toBe(404);
  expect((await put(id, sent, await server.team())).status).toBe(404);
  expect((await put(id, { status: 'sent' })).body.errors).toHaveProperty('message_id');
  expect((await put(id, { ...sent, message_id: '<a@b> <c@d>' })).body.errors).toHaveProperty('message_id');
  expect((await put(id, { ...sent, status: 'lost' })).body.errors).toHaveProperty('status');
  expect((await put(id, { ...sent, sent_at: '2030-01-01T00:00:00Z' })).body.errors).toHaveProperty('sent_at');
  const told = await put(id, sent);
  expect([told.status, told.body.data.id]).toEqual([200, id]);
  expect(await pending(rep)).not.toContain(id);
  expect((await put(id, sent)).body.errors).toEqual({ id: ['is sent already'] });
  expect((await rep.call('GET', `/v2/activities/emails/${id}`)).body.data.status).toBe('sent');
  expect((await payload(id)).body.data.message_id).toContain('outside-1@mail.example');
  const now = server.clock.now();
  await receiveMessage(
    server.database,
    {
      teamId: rep.principal.teamId,
      mailboxId: null,
      folder: null,
      role: 'inbox',
      uidValidity: null,
      uid: null,
      flags: new Set(),
      receivedAt: now,
    },
    Buffer.from(
      'From: bea@customer.example\r\nTo: rep@sender.example\r\nSubject: Re: Soon\r\nMessage-ID: <back@customer.example>\r\nIn-Reply-To: <outside-1@mail.example>\r\n\r\nGladly.\r\n',
    ),
    now,
  );
  expect((await rep.call('GET', `/v2/activities/emails/${id}`)).body.data.counts.replies).toBe(1);
});

it('what another program could not send is kept with its reason, and is not sent from here', async () => {
  const id = await write();
  const { message_id: ours } = (await payload(id)).body.data;
  const failed = { status: 'failed', message_id: 'x@mail.example', error_message: '550 no such user' };
  expect((await admin.call('PUT', `/v2/pending_emails/${id}`, failed)).status).toBe(200);
  const mailer = memoryMailer();
  server.clock.advance(60_000);
  await engineOf(server.database, mailer).runOnce(server.clock.now());
  expect(mailer.sent.map(({ messageId }) => messageId)).not.toContain(ours);
  const entry = (await admin.call('GET', `/v2/send_ledger/${id}`)).body.data;
  expect(entry).toMatchObject({ state: 'failed', smtp_reply: '550 no such user' });
});

it('is either sent from here or told of, however close together', async () => {
  for (let turn = 0; turn < 4; turn += 1) {
    const id = await write();
    const mailer = memoryMailer();
    server.clock.advance(60_000);
    const [told] = await Promise.all([
      admin.call('PUT', `/v2/pending_emails/${id}`, { status: 'sent', message_id: `o${turn}@mail.example` }),
      engineOf(server.database, mailer).runOnce(server.clock.now()),
    ]);
    expect(told.status === 200, told.text).toBe(mailer.sent.length === 0);
  }
});
