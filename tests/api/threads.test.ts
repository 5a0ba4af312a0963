import { afterAll, beforeAll, expect, it } from 'vitest';
import { write } from '../../apps/server/src/db/write.js';
import { recordVisit } from '../../apps/server/src/domain/activities/index.js';
import { forgetNotices } from '../../apps/server/src/domain/feed/index.js';
import { setMailboxTrouble } from '../../apps/server/src/domain/mailboxes/index.js';
import { say } from '../../apps/server/src/domain/said.js';
import { pauseFailing } from '../../apps/server/src/domain/webhooks/index.js';
import { fillThreads } from '../../apps/server/src/domain/receiving/index.js';
import { receiveMessage } from '../../apps/server/src/engine/receiving/receive.js';
import { engineOf, memoryMailer } from '../engine/support.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

/** Conversations: what comes in, what a rep makes of it, and what leaves for it. */
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

let boxes = 0;
async function boxOf(caller: Caller): Promise<number> {
  boxes += 1;
  const { teamId, userId } = caller.principal;
  const now = server.clock.now();
  const box = await server.database.kysely
    .insertInto('mailboxes')
    .values({
      team_id: teamId,
      created_at: now,
      updated_at: now,
      user_id: userId,
      kind: 'smtp',
      email_address: `b${boxes}@sender.test`,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return box.id;
}

let letters = 0;
async function arrives(
  mailboxId: number,
  headers: Record<string, string>,
  body = 'Thank you, call me.',
  minutes = 0,
): Promise<number> {
  letters += 1;
  const now = new Date(server.clock.now().getTime() + minutes * 60_000);
  const all = { 'Message-ID': `<t${letters}@customer.test>`, Subject: 'Hello', ...headers };
  const raw = `${Object.entries(all)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\r\n')}\r\n\r\n${body}\r\n`;
  const arrival = {
    teamId: admin.principal.teamId,
    mailboxId,
    folder: 'INBOX',
    role: 'inbox' as const,
    uidValidity: 1,
    uid: letters,
    flags: new Set<string>(),
    receivedAt: now,
  };
  const id = await receiveMessage(server.database, arrival, Buffer.from(raw), now);
  expect(id).toBeTypeOf('number');
  return id as number;
}

let people = 0;
async function person(owner = rep): Promise<{ id: number; address: string }> {
  people += 1;
  const address = `p${people}@customer.test`;
  const made = await admin.call('POST', '/v2/people', {
    email_address: address,
    last_name: 'Buyer',
    owner_id: owner.principal.userId,
  });
  expect(made.status, made.text).toBe(200);
  return { id: made.body.data.id, address };
}

const threadsOf = async (who: Caller, query: string) =>
  (await who.call('GET', `/v2/threads?${query}`)).body.data;
const threadOf = async (who: Caller, personId: number) => (await threadsOf(who, `person_id=${personId}`))[0];
const put = (who: Caller, id: number, body: object) => who.call('PUT', `/v2/threads/${id}`, body);

it('a conversation is one row: unread and open with each message, whatever was made of it; an answer and the next message stay in it', async () => {
  const box = await boxOf(rep);
  const { id: whom, address } = await person();
  const first = await arrives(box, { From: address, Subject: 'Prices' });
  const thread = await threadOf(rep, whom);
  expect(thread).toMatchObject({
    kind: 'reply',
    unread: true,
    done: false,
    received_count: 1,
    person: { id: whom },
    received_message: { id: first },
    mailbox: { id: box },
    user: { id: rep.principal.userId },
    email: null,
  });
  // Words only for those who may read them.
  expect(thread).not.toHaveProperty('subject');
  expect(await threadOf(admin, whom)).toMatchObject({ subject: 'Prices', snippet: 'Thank you, call me.' });

  const done = await put(rep, thread.id, { unread: false, done: true });
  expect(done.body.data).toMatchObject({ unread: false, done: true, done_by: { id: rep.principal.userId } });
  await arrives(
    box,
    { From: address, 'Auto-Submitted': 'auto-replied', Subject: 'Out of office' },
    'I am away.',
    1,
  );
  expect(await threadOf(rep, whom)).toMatchObject({
    kind: 'auto_reply',
    unread: false,
    done: true,
    received_count: 2,
  });
  const second = await arrives(box, { From: address }, 'One more question.', 2);
  expect(await threadOf(rep, whom)).toMatchObject({
    kind: 'reply',
    unread: true,
    done: false,
    done_at: null,
    done_by: null,
  });

  const answer = await rep.call('POST', '/v2/scheduled_emails', {
    person_id: whom,
    received_message_id: second,
    body: '<p>Of course.</p>',
  });
  expect(answer.status, answer.text).toBe(200);
  server.clock.advance(5 * 60_000);
  await engineOf(server.database, memoryMailer()).runOnce(server.clock.now());
  const sent = await rep.call('GET', `/v2/scheduled_emails/${answer.body.data.id}`);
  expect(sent.body.data.state).toBe('sent');
  const answered = await threadOf(rep, whom);
  expect(answered).toMatchObject({
    unread: false,
    last_answered_at: sent.body.data.sent_at,
    last_message_at: sent.body.data.sent_at,
  });

  await arrives(box, { From: address, 'In-Reply-To': sent.body.data.message_id }, 'Thanks!', 3);
  expect((await threadsOf(rep, `person_id=${whom}`)).map(({ id }: { id: number }) => id)).toEqual([
    thread.id,
  ]);
  const messages = await admin.call('GET', `/v2/threads/${thread.id}/messages`);
  expect(
    messages.body.data.map(({ type, kind, body_text: text }: Record<string, string>) => [type, kind, text]),
  ).toEqual([
    ['received_message', 'reply', 'Thank you, call me.'],
    ['received_message', 'auto_reply', 'I am away.'],
    ['received_message', 'reply', 'One more question.'],
    ['email', null, 'Of course.'],
    ['received_message', 'reply', 'Thanks!'],
  ]);
  const bare = await rep.call('GET', `/v2/threads/${thread.id}/messages`);
  for (const message of bare.body.data)
    for (const key of ['subject', 'body_text', 'body_html']) expect(message).not.toHaveProperty(key);
  const listed = await rep.call('GET', `/v2/received_messages?thread_id=${thread.id}`);
  expect(listed.body.data).toHaveLength(4);
});

it('a conversation is put off, and given to a colleague who may read it', async () => {
  const box = await boxOf(rep);
  const { id: whom, address } = await person();
  await arrives(box, { From: address });
  const { id } = await threadOf(rep, whom);
  expect((await other.call('GET', `/v2/threads/${id}`)).status).toBe(404);
  expect((await other.call('GET', `/v2/threads/${id}/messages`)).status).toBe(404);
  expect((await put(other, id, { done: true })).status).toBe(404);
  expect((await put(rep, id, { snoozed_until: '2020-01-01T00:00:00Z' })).status).toBe(422);
  const later = new Date(server.clock.now().getTime() + 86_400_000).toISOString();
  expect((await put(rep, id, { snoozed_until: later })).body.data.snoozed_until).not.toBeNull();
  expect(await threadsOf(rep, `person_id=${whom}&snoozed=true`)).toHaveLength(1);
  expect(await threadsOf(rep, `person_id=${whom}&snoozed=false`)).toEqual([]);
  server.clock.advance(2 * 86_400_000);
  expect(await threadsOf(rep, `person_id=${whom}&snoozed=false`)).toHaveLength(1);
  const given = await put(rep, id, { assigned_user_id: other.principal.userId });
  expect(given.body.data.assigned_user).toMatchObject({ id: other.principal.userId });
  expect((await other.call('GET', `/v2/threads/${id}/messages`)).body.data).toHaveLength(1);
  const stranger = await server.team();
  expect((await put(rep, id, { assigned_user_id: stranger.principal.userId })).body.errors).toEqual({
    assigned_user_id: ['could not be found'],
  });
  await admin.call('PUT', '/v2/team', { team_visibility_default: 'private' });
  expect((await other.call('GET', `/v2/threads/${id}`)).status).toBe(404);
  expect((await put(rep, id, { assigned_user_id: other.principal.userId })).body.errors).toEqual({
    assigned_user_id: ['does not see the person'],
  });
  await admin.call('PUT', '/v2/team', { team_visibility_default: 'public' });
  await put(rep, id, { done: true });
  expect(await threadsOf(rep, `person_id=${whom}&done=false`)).toEqual([]);
  expect((await threadsOf(rep, `person_id=${whom}&assigned_user_id=_is_null`)).length).toBe(0);
});

it('who sees a conversation reads its messages, says what they are and answers them; nobody else does', async () => {
  const box = await boxOf(rep);
  const { id: whom, address } = await person();
  const message = await arrives(box, { From: address, Subject: 'For your eyes' });
  const { id } = await threadOf(rep, whom);
  const answer = (who: Caller) =>
    who.call('POST', '/v2/scheduled_emails', {
      person_id: whom,
      received_message_id: message,
      body: '<p>Yes</p>',
    });
  const sees = async (who: Caller) =>
    (
      await Promise.all([
        who.call('GET', `/v2/received_messages/${message}`),
        who.call('POST', `/v2/received_messages/${message}/reclassify`, { kind: 'reply' }),
      ])
    ).map(({ status }) => status);
  expect(await sees(other)).toEqual([404, 404]);
  expect((await answer(other)).body.errors).toEqual({ received_message_id: ['could not be found'] });
  await put(rep, id, { assigned_user_id: other.principal.userId });
  expect(await sees(other)).toEqual([200, 200]);
  // From a mailbox of their own, not from the one that it came to.
  expect((await answer(other)).body.data).toMatchObject({ subject: 'Re: For your eyes', mailbox: null });
  const mine = await boxOf(other);
  expect((await answer(other)).body.data).toMatchObject({ mailbox: { id: mine } });
  expect((await answer(rep)).body.data).toMatchObject({ mailbox: { id: box } });
  await put(rep, id, { assigned_user_id: null });
  expect(await sees(other)).toEqual([404, 404]);
});

it('what waits for an answer stands in the queue of whoever looks after the conversation, until it is done', async () => {
  const box = await boxOf(rep);
  const { id: whom, address } = await person();
  await arrives(box, { From: address }, 'Call me.');
  const waits = async (who: Caller) =>
    (await who.call('GET', '/v2/queue?tier=answer_first')).body.data.items.some(
      (item: { person: { id: number } }) => item.person.id === whom,
    );
  const both = async () => [await waits(rep), await waits(other)];
  const { id } = await threadOf(rep, whom);
  expect(await both()).toEqual([true, false]);
  await put(rep, id, { assigned_user_id: other.principal.userId });
  expect(await both()).toEqual([false, true]);
  const later = new Date(server.clock.now().getTime() + 3_600_000);
  await put(other, id, { snoozed_until: later.toISOString() });
  expect(await both()).toEqual([false, false]);
  await put(other, id, { snoozed_until: null });
  expect(await both()).toEqual([false, true]);
  await put(other, id, { done: true });
  expect(await both()).toEqual([false, false]);
  await put(other, id, { done: false, assigned_user_id: null });
  expect(await both()).toEqual([true, false]);
});

it('the same conversation in many answers at once is one', async () => {
  const box = await boxOf(rep);
  const { id: whom, address } = await person();
  await Promise.all(Array.from({ length: 6 }, (_, n) => arrives(box, { From: address }, `Answer ${n}.`, n)));
  const found = await threadsOf(rep, `person_id=${whom}`);
  expect(found).toHaveLength(1);
  expect(found[0].received_count).toBe(6);
});

it('a rep says what a message is: what followed is undone, and what follows from that is done', async () => {
  const box = await boxOf(rep);
  const { id: whom, address } = await person();
  const id = await arrives(box, { From: address }, 'Not today.');
  const say = (who: Caller, body: object) => who.call('POST', `/v2/received_messages/${id}/reclassify`, body);
  const shown = async () => (await admin.call('GET', `/v2/received_messages/${id}`)).body.data;
  const optedOut = async () =>
    (await admin.call('GET', `/v2/suppressions?value=${address}`)).body.data.length;
  const replies = async () =>
    (await admin.call('GET', `/v2/people/${whom}`)).body.data.counts.emails_replied_to;
  expect(await replies()).toBe(1);
  expect((await say(other, { kind: 'unsubscribe' })).status).toBe(404);
  expect((await say(admin, { kind: 'bounce' })).status).toBe(422);
  expect((await say(admin, { kind: 'reply', returns_on: '2026-03-09' })).status).toBe(422);
  expect((await say(admin, { kind: 'unsubscribe' })).body.data).toEqual({
    kind: 'unsubscribe',
    restored: [],
    left: [],
  });
  expect(await shown()).toMatchObject({
    kind: 'unsubscribe',
    judged_kind: 'reply',
    confidence: 1,
    reclassified_by: { id: admin.principal.userId },
  });
  expect(await optedOut()).toBe(1);
  expect(await replies()).toBe(0);
  expect((await threadOf(admin, whom)).kind).toBe('unsubscribe');
  await say(admin, { kind: 'reply' });
  expect(await optedOut()).toBe(0);
  expect(await replies()).toBe(1);
  const before = await shown();
  expect(before).toMatchObject({ kind: 'reply', judged_kind: 'reply', undoable: true });
  await say(admin, { kind: 'reply' });
  expect((await shown()).updated_at).toBe(before.updated_at);
  // Said at once, one after the other.
  const kinds = ['unsubscribe', 'other', 'auto_reply', 'unsubscribe', 'other'];
  const said = await Promise.all(kinds.map((kind) => say(admin, { kind })));
  expect(said.map(({ status }) => status)).toEqual(kinds.map(() => 200));
  await say(admin, { kind: 'reply' });
  expect(await replies()).toBe(1);
  expect(await optedOut()).toBe(0);
  await admin.call('POST', `/v2/received_messages/${id}/undo`);
  expect(await replies()).toBe(0);
});

it('a message is a page that runs nothing and asks for nothing', async () => {
  const box = await boxOf(admin);
  const { address } = await person();
  const html =
    '<p onclick="x()">Dear <b>Rep</b></p><script>alert(1)</script><img src="https://spy.example/p.gif" alt="logo"><a href="https://ok.example">ok</a>';
  const id = await arrives(box, { From: address, 'Content-Type': 'text/html; charset=utf-8' }, html);
  const page = await server.app.inject({
    method: 'GET',
    url: `/v2/received_messages/${id}/body`,
    headers: { authorization: `Bearer ${admin.key}` },
  });
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('<p>Dear <b>Rep</b></p>logo<a href="https://ok.example" target="_blank"');
  expect(page.body).not.toContain('spy.example');
  expect(page.body).not.toContain('script');
  expect(page.headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  expect(page.headers['content-security-policy']).toMatch(
    /^default-src 'none'; .*; sandbox allow-popups allow-popups-to-escape-sandbox$/,
  );
  const plain = await arrives(box, { From: address }, 'a <b>plain</b> word');
  const text = await server.app.inject({
    method: 'GET',
    url: `/v2/received_messages/${plain}/body`,
    headers: { authorization: `Bearer ${admin.key}` },
  });
  expect(text.body).toContain('<pre>a &lt;b&gt;plain&lt;/b&gt; word</pre>');
  // Words need their scope, and the message must be there for the caller.
  expect((await rep.call('GET', `/v2/received_messages/${id}/body`)).status).toBe(403);
  const who = await server.team();
  expect((await who.call('GET', `/v2/received_messages/${id}/body`)).status).toBe(404);
});

it('what a version without threads received is put into them, once', async () => {
  const box = await boxOf(rep);
  const second = await boxOf(other);
  const { id: whom, address } = await person();
  await arrives(box, { From: address, 'Message-ID': '<twice@customer.test>' });
  await arrives(second, { From: address, 'Message-ID': '<twice@customer.test>' });
  await arrives(box, { From: address }, 'Once more.', 1);
  await server.database.pool.query('UPDATE received_messages SET thread_id = NULL WHERE person_id = $1', [
    whom,
  ]);
  await server.database.pool.query('DELETE FROM threads WHERE person_id = $1', [whom]);
  const now = server.clock.now();
  await Promise.all([fillThreads(server.database.kysely, now), fillThreads(server.database.kysely, now)]);
  expect(await fillThreads(server.database.kysely, now)).toBe(0);
  const [thread, ...more] = await threadsOf(rep, `person_id=${whom}`);
  expect(more).toEqual([]);
  expect(thread).toMatchObject({ received_count: 2, unread: true });
  const messages = await rep.call('GET', `/v2/threads/${thread.id}/messages`);
  expect(messages.body.data).toHaveLength(2);
});

it('who looks after a conversation is told of what a person writes, once, and reads it', async () => {
  const box = await boxOf(rep);
  const { id: whom, address } = await person();
  await arrives(box, { From: address, 'Message-ID': '<told@customer.test>' });
  await arrives(await boxOf(other), { From: address, 'Message-ID': '<told@customer.test>' });
  const notices = async (who: Caller) => (await who.call('GET', `/v2/notices?person_id=${whom}`)).body.data;
  const thread = await threadOf(rep, whom);
  const [told, ...more] = await notices(rep);
  expect(more).toEqual([]);
  expect(told).toMatchObject({
    kind: 'reply',
    message: 'Buyer wrote to you.',
    read: false,
    resource: 'threads',
    resource_id: thread.id,
    user: { id: rep.principal.userId },
  });
  expect(await notices(other)).toEqual([]);
  expect((await other.call('GET', `/v2/notices/${told.id}`)).status).toBe(404);
  expect((await other.call('PUT', `/v2/notices/${told.id}`, { read: true })).status).toBe(404);
  const read = await rep.call('PUT', `/v2/notices/${told.id}`, { read: true });
  expect(read.body.data.read_at).not.toBeNull();
  expect((await rep.call('PUT', `/v2/notices/${told.id}`, { read: true })).body.data.read_at).toBe(
    read.body.data.read_at,
  );
  expect((await rep.call('GET', `/v2/notices?person_id=${whom}&read=false`)).body.data).toEqual([]);
  // Whoever it is given to hears of the next; an automatic answer calls nobody.
  await put(rep, thread.id, { assigned_user_id: other.principal.userId });
  await arrives(box, { From: address, 'Auto-Submitted': 'auto-replied' }, 'I am away.', 1);
  await arrives(box, { From: address }, 'Once more.', 2);
  expect(await notices(other)).toHaveLength(1);
  expect(await notices(rep)).toHaveLength(1);
  const events = await other.call('GET', '/v2/events?types=notice_created');
  expect(events.body.data.events).toMatchObject([{ resource: 'notices', person_id: whom }]);
});

it('a failing mailbox, a paused webhook, and a person who looks again and again are told of once; notices go after 90 days', async () => {
  const { kysely } = server.database;
  const { teamId } = rep.principal;
  const box = await boxOf(rep);
  const now = server.clock.now();
  const trouble = { health: 'failing', reason: say('mailbox_works', {}), retryAt: now } as const;
  await write(kysely, teamId, (tx) => setMailboxTrouble(tx, teamId, box, now, trouble));
  await write(kysely, teamId, (tx) => setMailboxTrouble(tx, teamId, box, now, trouble));
  const made = await rep.call('POST', '/v2/webhook_subscriptions', {
    callback_url: 'https://hooks.example/in',
    callback_token: 'a token of theirs',
    event_type: 'person_created',
  });
  expect(made.status, made.text).toBe(200);
  const hook = made.body.data.id as number;
  for (let n = 0; n < 2; n += 1)
    await write(kysely, teamId, (tx) =>
      pauseFailing(tx, { teamId, id: hook }, 'Nothing arrived for days.', now),
    );
  const { rows } = await server.database.pool.query<{ id: number; person_id: number }>(
    `SELECT id, person_id FROM emails WHERE team_id = $1 AND state = 'sent' LIMIT 1`,
    [teamId],
  );
  const seen = {
    kind: 'open',
    url: null,
    userAgent: 'Mozilla/5.0 (Macintosh) AppleWebKit/605 Mail',
    ours: null,
    method: 'GET',
    ip: null,
    purposes: [],
    network: null,
  } as const;
  for (const hour of [3, 6, 9, 12])
    await write(kysely, teamId, (tx) =>
      recordVisit(tx, teamId, rows[0]?.id as number, { ...seen }, new Date(now.getTime() + hour * 3_600_000)),
    );
  const kinds = async () =>
    (
      await admin.call('GET', '/v2/notices?kind[]=mailbox_failing&kind[]=webhook_paused&kind[]=hot_person')
    ).body.data
      .map(({ kind }: { kind: string }) => kind)
      .toSorted();
  expect(await kinds()).toEqual(['hot_person', 'mailbox_failing', 'webhook_paused']);
  expect(await forgetNotices(kysely, now)).toBe(0);
  expect(await forgetNotices(kysely, new Date(now.getTime() + 91 * 86_400_000))).toBeGreaterThan(2);
  expect(await kinds()).toEqual([]);
});
