import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, expect, it } from 'vitest';
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
