import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../apps/server/src/engine/engine.js';
import { createEngine } from '../../apps/server/src/engine/engine.js';
import { buildMailer } from '../../apps/server/src/mail-parts.js';
import { unsubscribeUrl } from '../../apps/server/src/server.js';
import { type Caller, createTestServer, START, type TestServer } from '../support/server.js';
import { log } from './support.js';

/** Mailboxes, the ledger and suppression through the API, sent to real SMTP servers that misbehave. */
let server: TestServer;
let engine: Engine;
beforeAll(async () => {
  server = await createTestServer();
  const { config } = server.context;
  engine = createEngine({
    database: server.database,
    mailer: buildMailer(config, server.database),
    clock: server.clock,
    log,
    tickMs: 50,
    publicUrl: config.publicUrl,
    unsubscribeUrl: unsubscribeUrl(config),
  });
});
afterAll(async () => {
  await engine.stop();
  await server.close();
});

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

interface Sink {
  port: number;
  messages: { from: string; to: string[]; raw: string; user: string | undefined }[];
  logins: number;
}

/** A mail server that wants rep/secret and keeps what it gets. */
async function sink(options: SMTPServerOptions = {}): Promise<Sink> {
  const got: Sink = { port: 0, messages: [], logins: 0 };
  const smtp = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    // Kept connections are cut when the test is over.
    closeTimeout: 50,
    allowInsecureAuth: true,
    authMethods: ['PLAIN', 'LOGIN', 'XOAUTH2'],
    onAuth: (auth, _session, done) => {
      got.logins += 1;
      const good = auth.password === 'secret' || auth.accessToken === 'good-token';
      if (good) done(null, { user: auth.username ?? 'rep' });
      else done(Object.assign(new Error('5.7.8 wrong password'), { responseCode: 535 }));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        got.messages.push({
          from: (session.envelope.mailFrom as { address: string }).address,
          to: session.envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString('latin1'),
          user: session.user,
        });
        done(null, 'queued as 1');
      });
    },
    ...options,
  });
  smtp.on('error', () => undefined);
  got.port = await new Promise<number>((resolve) => {
    const listening = smtp.listen(0, '127.0.0.1', () =>
      resolve((listening.address() as { port: number }).port),
    );
  });
  open.push(
    () =>
      new Promise<void>((resolve) => {
        smtp.close(() => resolve());
      }),
  );
  return got;
}

let made = 0;
async function mailbox(caller: Caller, port: number, more: object = {}) {
  made += 1;
  const answer = await caller.call('POST', '/v2/mailboxes', {
    email_address: `rep${made}@sender.test`,
    from_name: 'Rhéa Rep',
    smtp_host: '127.0.0.1',
    smtp_port: port,
    smtp_security: 'none',
    username: 'rep',
    password: 'secret',
    ...more,
  });
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data as { id: number; email_address: string };
}

async function person(caller: Caller, more: object = {}): Promise<number> {
  made += 1;
  const answer = await caller.call('POST', '/v2/people', {
    email_address: `pat${made}@person.test`,
    first_name: 'Pat',
    ...more,
  });
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data.id;
}

async function write(caller: Caller, body: object) {
  const answer = await caller.call('POST', '/v2/scheduled_emails', {
    subject: 'Hello {{first_name}}',
    body: '<p>Dear {{first_name}}</p>',
    ...body,
  });
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data as { id: number; state: string; message_id: string; to_address: string };
}

const ledger = async (caller: Caller, id: number) =>
  (await caller.call('GET', `/v2/send_ledger/${id}`)).body.data;
const run = (minutes = 0) => engine.runOnce(new Date(server.clock.now().getTime() + minutes * 60_000));

describe('one-off e-mails through a mailbox', () => {
  it('leave at their time, through the mailbox, once, with every step in the ledger', async () => {
    const rep = await server.team();
    const mail = await sink();
    const box = await mailbox(rep, mail.port, { signature: '<b>From the box</b>' });
    const who = await person(rep);
    const at = new Date(new Date(START).getTime() + 3_600_000).toISOString();
    const email = await write(rep, { person_id: who, send_after: at, cc: ['boss@person.test'] });
    expect(email.state).toBe('planned');
    await run(59);
    expect(mail.messages).toHaveLength(0);
    await run(60);
    await run(61);
    expect(mail.messages).toHaveLength(1);
    expect(mail.messages[0]).toMatchObject({
      from: box.email_address,
      to: [email.to_address, 'boss@person.test'],
      user: 'rep',
    });
    const parsed = await simpleParser(mail.messages[0]?.raw ?? '');
    expect(parsed.from?.value[0]).toEqual({ name: 'Rhéa Rep', address: box.email_address });
    expect(parsed.html).toContain('From the box');
    expect(parsed.messageId).toBe(email.message_id);
    const entry = await ledger(rep, email.id);
    expect(entry).toMatchObject({
      state: 'sent',
      attempts: 1,
      smtp_reply: expect.stringContaining('250'),
      mailbox: { id: box.id },
    });
    expect(entry.history.map((each: { state: string }) => each.state)).toEqual([
      'planned',
      'queued',
      'sending',
      'sent',
    ]);
    const shown = (await rep.call('GET', `/v2/mailboxes/${box.id}`)).body.data;
    expect(shown).toMatchObject({ health: 'ok', has_credentials: true });
    expect(shown.last_sent_at).not.toBeNull();
  });

  it('can be changed and cancelled until they leave, and only by their writer', async () => {
    const rep = await server.team();
    const mail = await sink();
    await mailbox(rep, mail.port);
    const who = await person(rep);
    const at = new Date(new Date(START).getTime() + 3_600_000).toISOString();
    const email = await write(rep, { person_id: who, send_after: at });
    const other = await server.colleague(rep);
    expect((await other.call('PUT', `/v2/scheduled_emails/${email.id}`, { subject: 'X' })).status).toBe(404);
    const changed = await rep.call('PUT', `/v2/scheduled_emails/${email.id}`, { subject: 'New' });
    expect(changed.body.data).toMatchObject({ subject: 'New', state: 'planned' });
    expect((await rep.call('DELETE', `/v2/scheduled_emails/${email.id}`)).status).toBe(204);
    expect((await rep.call('DELETE', `/v2/scheduled_emails/${email.id}`)).status).toBe(204);
    await run(120);
    expect(mail.messages).toHaveLength(0);
    expect(
      (
        await rep.call('POST', '/v2/scheduled_emails', {
          person_id: who,
          subject: 'x',
          body: 'x',
          send_after: START,
        })
      ).status,
    ).toBe(422);
  });
});

describe('a failing mailbox', () => {
  it('stops only itself: what waits for it says why, uses no attempt, and goes when it is repaired', async () => {
    const rep = await server.team();
    const good = await sink();
    const bad = await sink();
    const fine = await mailbox(rep, good.port);
    const broken = await mailbox(rep, bad.port, { password: 'wrong' });
    const stuck = [];
    for (let n = 0; n < 20; n += 1)
      stuck.push(await write(rep, { person_id: await person(rep), mailbox_id: broken.id }));
    const through = await write(rep, { person_id: await person(rep), mailbox_id: fine.id });
    await run();
    expect(good.messages).toHaveLength(1);
    expect((await ledger(rep, through.id)).state).toBe('sent');
    // One sign-in, not one per message: providers lock accounts.
    expect(bad.logins).toBe(1);
    for (const { id } of stuck)
      expect(await ledger(rep, id)).toMatchObject({
        state: 'queued',
        attempts: 0,
        reason: expect.stringMatching(/sign-in|cannot send/),
      });
    const shown = (await rep.call('GET', `/v2/mailboxes/${broken.id}`)).body.data;
    expect(shown).toMatchObject({ health: 'blocked', health_reason: expect.stringContaining('535') });
    expect(new Date(shown.retry_at).getTime()).toBeGreaterThan(new Date(START).getTime());
    const before = bad.logins;
    await run(1);
    expect(bad.logins).toBe(before);

    const test = await rep.call('POST', `/v2/mailboxes/${broken.id}/test`, {});
    expect(test.body.data).toMatchObject({
      ok: false,
      smtp: { failed_at: 'authentication', server_said: expect.stringContaining('535') },
    });
    await rep.call('PUT', `/v2/mailboxes/${broken.id}`, { password: 'secret' });
    expect((await rep.call('POST', `/v2/mailboxes/${broken.id}/test`, {})).body.data).toMatchObject({
      ok: true,
    });
    await run(2);
    expect(bad.messages).toHaveLength(20);
    expect(new Set(bad.messages.map(({ to }) => to[0])).size).toBe(20);
  });

  it('pauses and resumes', async () => {
    const rep = await server.team();
    const mail = await sink();
    const box = await mailbox(rep, mail.port);
    await rep.call('PUT', `/v2/mailboxes/${box.id}`, { paused: true });
    const email = await write(rep, { person_id: await person(rep), mailbox_id: box.id });
    await run(1);
    expect(mail.messages).toHaveLength(0);
    expect((await ledger(rep, email.id)).reason).toContain('paused');
    await rep.call('PUT', `/v2/mailboxes/${box.id}`, { paused: false });
    await run(1);
    expect(mail.messages).toHaveLength(1);
  });

  it('one poison address stops only itself', async () => {
    const rep = await server.team();
    const mail = await sink({
      onRcptTo: (address, _session, done) => {
        if (address.address.startsWith('poison'))
          done(Object.assign(new Error('5.1.1 no such user'), { responseCode: 550 }));
        else done();
      },
    });
    await mailbox(rep, mail.port);
    const poison = await write(rep, {
      person_id: await person(rep, { email_address: 'poison@person.test' }),
    });
    for (let n = 0; n < 10; n += 1) await write(rep, { person_id: await person(rep) });
    await run();
    expect(mail.messages).toHaveLength(10);
    expect(await ledger(rep, poison.id)).toMatchObject({
      state: 'failed',
      smtp_reply: expect.stringContaining('550'),
    });
    expect((await rep.call('GET', '/v2/mailboxes')).body.data[0].health).toBe('ok');
  });

  it('never shows its secrets, and sends a stored password to no other server', async () => {
    const rep = await server.team();
    const mail = await sink();
    const box = await mailbox(rep, mail.port);
    const shown = await rep.call('GET', `/v2/mailboxes/${box.id}`);
    expect(shown.text).not.toContain('secret');
    const { rows } = await server.database.pool.query('SELECT credentials FROM mailboxes WHERE id = $1', [
      box.id,
    ]);
    expect(rows[0].credentials.toString('latin1')).not.toContain('secret');
    const thief = await sink();
    const moved = await rep.call('PUT', `/v2/mailboxes/${box.id}`, { smtp_port: thief.port });
    expect(moved.status).toBe(422);
    expect(moved.body.errors.password).toBeDefined();
  });
});

describe('suppression', () => {
  it('holds until the very end, for cc and bcc too; an opt-out does not stop an answer, a hard bounce does', async () => {
    const rep = await server.team();
    const mail = await sink();
    await mailbox(rep, mail.port);
    const who = await person(rep);
    const at = new Date(new Date(START).getTime() + 60_000).toISOString();
    const email = await write(rep, { person_id: who, send_after: at, bcc: ['quiet@elsewhere.test'] });
    const added = await rep.call('POST', '/v2/suppressions', { value: 'Elsewhere.TEST', note: 'asked' });
    expect(added.body.data).toMatchObject({ kind: 'domain', value: 'elsewhere.test', reason: 'manual' });
    await run(2);
    expect(mail.messages).toHaveLength(0);
    expect(await ledger(rep, email.id)).toMatchObject({
      state: 'cancelled',
      reason: expect.stringContaining('elsewhere.test'),
    });
    const refused = await rep.call('POST', '/v2/scheduled_emails', {
      person_id: who,
      subject: 'x',
      body: 'x',
      cc: ['a@sub.elsewhere.test'],
    });
    expect(refused.status).toBe(422);

    const { rows } = await server.database.pool.query(
      `INSERT INTO received_messages (team_id, created_at, updated_at, received_at, message_id, from_address, subject, kind, confidence, person_id)
       SELECT team_id, $2, $2, $2, '<r@person.test>', email_address, 'Re: Hello', 'reply', 1, id FROM people WHERE id = $1 RETURNING id`,
      [who, START],
    );
    const address = (await rep.call('GET', `/v2/people/${who}`)).body.data.email_address;
    await rep.call('POST', '/v2/suppressions', { value: address, reason: 'opt_out' });
    expect(
      (await rep.call('POST', '/v2/scheduled_emails', { person_id: who, subject: 'x', body: 'x' })).status,
    ).toBe(422);
    const answer = await write(rep, { person_id: who, received_message_id: rows[0].id, subject: null });
    await run(3);
    expect(mail.messages).toHaveLength(1);
    const parsed = await simpleParser(mail.messages[0]?.raw ?? '');
    expect(parsed).toMatchObject({ inReplyTo: '<r@person.test>', subject: 'Re: Hello' });
    expect(parsed.headers.has('list')).toBe(false);
    expect((await ledger(rep, answer.id)).state).toBe('sent');
    await rep.call('POST', '/v2/suppressions', { value: address, reason: 'hard_bounce' });
    const again = await rep.call('POST', '/v2/scheduled_emails', {
      person_id: who,
      received_message_id: rows[0].id,
      body: 'x',
    });
    expect(again.status).toBe(422);
  });

  it('goes out and comes in as CSV, row by row', async () => {
    const rep = await server.team();
    const csv = 'Email,Reason\nA@x.test,opt_out\n@bad.test,\n"=cmd@x.test",manual\n';
    const imported = await rep.call('POST', '/v2/suppression_imports', { csv });
    expect(imported.body.data).toMatchObject({ imported: 3, already_there: 0, refused: 0, refusals: [] });
    expect((await rep.call('POST', '/v2/suppression_imports', { csv })).body.data).toMatchObject({
      imported: 0,
      already_there: 3,
      refused: 0,
      refusals: [],
    });
    const broken = await rep.call('POST', '/v2/suppression_imports', {
      csv: 'email\nnew@x.test\nno address at all\n',
    });
    expect(broken.body.data).toMatchObject({
      imported: 1,
      refusals: [{ line: 3, value: 'no address at all', reason: 'is no address or domain' }],
    });
    const out = await rep.call('GET', '/v2/suppression_export');
    expect(out.headers['content-type']).toContain('text/csv');
    expect(out.text).toMatch(/^kind,value,reason,cadence_id,note,created_at\n/);
    expect(out.text).toMatch(/\naddress,a@x\.test,opt_out,/);
    expect(out.text).toContain('new@x.test');
    expect(out.text).not.toMatch(/(^|,)=cmd/m);
  });
});

describe('unsubscribing', () => {
  it('a GET does nothing, the POST works without cookies, twice, and only with a whole token', async () => {
    const rep = await server.team();
    const mail = await sink();
    await mailbox(rep, mail.port);
    const who = await person(rep);
    await write(rep, { person_id: who });
    await run();
    const header = /^List-Unsubscribe: <http:\/\/cadenza\.test(\/unsubscribe\/[^>]+)>/m.exec(
      mail.messages[0]?.raw ?? '',
    );
    expect(mail.messages[0]?.raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    const path = header?.[1] ?? '';
    const list = async () => (await rep.call('GET', '/v2/suppressions')).body.data;
    for (const method of ['GET', 'HEAD'] as const) await server.app.inject({ method, url: path });
    const page = await server.app.inject({ method: 'GET', url: path });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('<form method="post"');
    expect(await list()).toEqual([]);
    expect(
      (await server.app.inject({ method: 'POST', url: path.slice(0, -1) + (path.endsWith('A') ? 'B' : 'A') }))
        .statusCode,
    ).toBe(404);
    for (let twice = 0; twice < 2; twice += 1) {
      const posted = await server.app.inject({
        method: 'POST',
        url: path,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: 'List-Unsubscribe=One-Click',
      });
      expect(posted.statusCode).toBe(200);
    }
    expect(await list()).toMatchObject([
      { kind: 'address', reason: 'opt_out', cadence: null, person: { id: who } },
    ]);
  });
});

describe('files', () => {
  it('go with an e-mail: an image inside the HTML and a document beside it', async () => {
    const rep = await server.team();
    const mail = await sink();
    await mailbox(rep, mail.port);
    const upload = (body: object) => rep.call('POST', '/v2/attachments', body);
    const image = await upload({
      name: 'dot.png',
      content_type: 'image/png',
      content: Buffer.from('PNG').toString('base64'),
      content_id: 'dot',
    });
    const paper = await upload({
      name: '../Prüfung "x".pdf',
      content_type: 'application/pdf',
      content: Buffer.from('%PDF').toString('base64'),
    });
    expect(paper.body.data).toMatchObject({ name: 'Prüfung "x".pdf', size: 4 });
    expect((await upload({ name: 'x', content_type: 'text/plain', content: '%%%' })).status).toBe(422);
    const form = new FormData();
    form.set('file', new Blob(['from a form'], { type: 'text/plain' }), 'note.txt');
    const encoded = new Response(form);
    const type = encoded.headers.get('content-type') ?? '';
    const sent = await rep.call('POST', '/v2/attachments', Buffer.from(await encoded.arrayBuffer()), {
      'content-type': type,
    });
    expect(sent.body.data).toMatchObject({ name: 'note.txt', content_type: 'text/plain', size: 11 });
    const ids = [image.body.data.id, paper.body.data.id];
    const template = await rep.call('POST', '/v2/email_templates', {
      title: 'T',
      subject: 'S',
      body: 'B',
      attachment_ids: ids,
    });
    expect(template.status, template.text).toBe(200);
    expect(
      (await rep.call('POST', '/v2/email_templates', { title: 'T', attachment_ids: [999_999] })).status,
    ).toBe(422);
    await write(rep, {
      person_id: await person(rep),
      body: '<p>See <img src="cid:dot"></p>',
      attachment_ids: ids,
    });
    expect((await rep.call('DELETE', `/v2/attachments/${ids[0]}`)).status).toBe(422);
    await run();
    const parsed = await simpleParser(mail.messages[0]?.raw ?? '', { skipImageLinks: true });
    expect(
      parsed.attachments.map(({ filename, contentType, related, cid }) => ({
        filename,
        contentType,
        related,
        cid,
      })),
    ).toEqual([
      { filename: 'dot.png', contentType: 'image/png', related: true, cid: 'dot' },
      { filename: 'Prüfung "x".pdf', contentType: 'application/pdf', related: undefined, cid: undefined },
    ]);
    const file = await rep.call('GET', `/v2/attachments/${ids[1]}/content`);
    expect(file.text).toBe('%PDF');
    expect(file.headers['content-disposition']).toMatch(/^attachment;/);
    const stranger = await server.team();
    expect((await stranger.call('GET', `/v2/attachments/${ids[1]}/content`)).status).toBe(404);
    expect(
      (
        await stranger.call('POST', '/v2/scheduled_emails', {
          person_id: await person(stranger),
          subject: 'x',
          body: 'x',
          attachment_ids: ids,
        })
      ).status,
    ).toBe(422);
  });

  it('of a team template go with every e-mail of the step that its copy words, and are those of the day it leaves', async () => {
    const rep = await server.team();
    const mail = await sink();
    await mailbox(rep, mail.port);
    const made = async (path: string, body: object) => {
      const answer = await rep.call('POST', path, body);
      expect(answer.status, answer.text).toBe(200);
      return answer.body.data;
    };
    const upload = (name: string, content_type: string, bytes: Buffer, more: object = {}) =>
      made('/v2/attachments', { name, content_type, content: bytes.toString('base64'), ...more });
    // Every byte there is, in more lines than one.
    const bytes = Buffer.from(Array.from({ length: 4096 }, (_, n) => (n * 7) % 256));
    const plan = await upload('Plan für Größe.bin', 'application/octet-stream', bytes);
    const logo = await upload('logo.png', 'image/png', Buffer.from('PNG'), { content_id: 'logo' });
    const team = await made('/v2/team_templates', {
      title: 'Plan',
      subject: 'The plan, {{first_name}}',
      body: '<p>Hello {{first_name}} <img src="cid:logo"></p>',
      attachment_ids: [plan.id, logo.id],
    });
    const copy = await made('/v2/email_templates', { team_template_id: team.id });
    const files = await rep.call('GET', `/v2/email_template_attachments?email_template_id[]=${copy.id}`);
    expect(files.body.data.map(({ attachment_id: id }: { attachment_id: number }) => id).toSorted()).toEqual(
      [plan.id, logo.id].toSorted(),
    );
    const cadence = await made('/v2/cadences', { name: 'With files', cadence_function: 'outbound' });
    const step = { cadence_id: cadence.id, type: 'email', automated: true, email_template_id: copy.id };
    await made('/v2/steps', { ...step, day: 1, due_immediately: true });
    for (const first_name of ['Pat', 'Kim'])
      await made('/v2/cadence_memberships', {
        cadence_id: cadence.id,
        person_id: await person(rep, { first_name }),
      });
    for (let round = 0; round < 3; round += 1) await run(0.1);
    expect(mail.messages).toHaveLength(2);
    const read = await Promise.all(
      mail.messages.map(({ raw }) => simpleParser(Buffer.from(raw, 'latin1'), { skipImageLinks: true })),
    );
    expect(read.map(({ subject }) => subject).toSorted()).toEqual(['The plan, Kim', 'The plan, Pat']);
    for (const { attachments, html } of read) {
      expect(html).toContain('cid:logo');
      expect(
        attachments.map(({ filename, contentType, related, cid }) => [filename, contentType, related, cid]),
      ).toEqual([
        ['logo.png', 'image/png', true, 'logo'],
        ['Plan für Größe.bin', 'application/octet-stream', undefined, undefined],
      ]);
      expect(attachments[1]?.content.equals(bytes)).toBe(true);
    }
    // What is with a template that e-mails went out by is not deleted under them.
    expect((await rep.call('DELETE', `/v2/attachments/${plan.id}`)).status).toBe(422);
  });
});

describe('a mailbox that failed for a while', () => {
  it('is tried again by itself when its wait is over, with what was written meanwhile', async () => {
    const rep = await server.team();
    let closed = true;
    const mail = await sink({
      onMailFrom: (_address, _session, done) => {
        if (closed)
          done(Object.assign(new Error('4.7.0 too many messages, try later'), { responseCode: 450 }));
        else done();
      },
    });
    const box = await mailbox(rep, mail.port);
    const first = await write(rep, { person_id: await person(rep) });
    await run();
    expect((await rep.call('GET', `/v2/mailboxes/${box.id}`)).body.data).toMatchObject({ health: 'blocked' });
    const second = await write(rep, { person_id: await person(rep) });
    closed = false;
    await run(0.5);
    expect(mail.messages).toHaveLength(0);
    expect((await ledger(rep, second.id)).reason).toMatch(/cannot send at the moment/);
    await run(2);
    expect(mail.messages).toHaveLength(2);
    expect(await ledger(rep, first.id)).toMatchObject({ state: 'sent', attempts: 1 });
    expect((await rep.call('GET', `/v2/mailboxes/${box.id}`)).body.data).toMatchObject({
      health: 'ok',
      retry_at: null,
    });
  });
});
