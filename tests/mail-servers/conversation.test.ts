import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  api,
  buildServer,
  databaseUrl,
  eventually,
  killLeftovers,
  type Running,
  startServer,
  temporaryFolder,
} from '../e2e-node/server.js';
import { freePort } from '../examples/programs.js';
import { type Dovecot, startDovecot } from '../support/dovecot.js';
import { noMailServers, type Postfix, startPostfix } from '../support/postfix.js';

/**
 * Conversations through a real Postfix and a real Dovecot, held by the server as it is started by its users: it hands
 * in mail signed in, Postfix delivers it, people answer from their own accounts, and the answers are heard by IDLE.
 */
const REP = 'rep@sender.test';
const PEOPLE = ['pat', 'ola', 'ann', 'lea', 'sam', 'kim'].map((name) => `${name}@customer.test`);
const [PAT, OLA, ANN, LEA, SAM, KIM] = PEOPLE as [string, string, string, string, string, string];

// oxlint-disable-next-line typescript/no-explicit-any
type Json = any;

describe.skipIf(noMailServers !== undefined)('through Postfix and Dovecot', () => {
  const folder = temporaryFolder();
  let dovecot: Dovecot;
  let postfix: Postfix;
  let server: Running;
  let key = '';
  let env: Record<string, string>;
  let database: Awaited<ReturnType<typeof databaseUrl>>;
  let mailboxId = 0;
  let cadenceId = 0;

  beforeAll(async () => {
    await buildServer();
    dovecot = await startDovecot({ users: [REP, ...PEOPLE] });
    postfix = await startPostfix(dovecot, ['sender.test', 'customer.test']);
    database = await databaseUrl();
    const port = String(await freePort());
    env = {
      DATABASE_URL: database.url,
      DATA_DIR: folder.path,
      PORT: port,
      // Without one a live team's automatic e-mails wait.
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      TICK_MS: '50',
      MAIL_ALLOW_PRIVATE_HOSTS: '127.0.0.1',
      MAIL_PORTS: 'any',
      // Only IDLE can be as quick as these tests want it.
      RECEIVE_POLL_MS: '240000',
      DEMO_DATA: 'false',
      LOG_LEVEL: 'error',
    };
    server = await startServer(env);
    ({ key } = server);
    mailboxId = (await made('/v2/mailboxes', mailbox())).id;
    cadenceId = await cadence();
  });

  afterAll(async () => {
    await server?.stop();
    killLeftovers();
    await postfix?.stop();
    await dovecot?.stop();
    await database?.close();
    folder.remove();
  });

  const mailbox = () => ({
    email_address: REP,
    from_name: 'Rhéa Rep',
    username: REP,
    password: 'secret',
    smtp_host: '127.0.0.1',
    smtp_port: postfix.submissionPort,
    smtp_security: 'none',
    imap_host: '127.0.0.1',
    imap_port: dovecot.port,
    imap_security: 'none',
  });

  async function call(method: string, path: string, body?: object): Promise<Json> {
    const answer = await api(server.url, key)(method, path, body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body.data;
  }
  const made = (path: string, body: object) => call('POST', path, body);
  const only = async (path: string) => ((await call('GET', path)) as Json[])[0] as Json;

  /** A first letter at once, a second two days later. */
  async function cadence(): Promise<number> {
    const { id } = await made('/v2/cadences', { name: 'Letters', team_cadence: true });
    for (const day of [1, 3]) {
      const template = await made('/v2/email_templates', {
        title: `Letter ${day}`,
        subject: 'Grüße, {{first_name}}',
        body: `<p>Dear {{first_name}}, this is letter ${day}: naïve 語.</p>`,
      });
      await made('/v2/steps', {
        cadence_id: id,
        type: 'email',
        day,
        email_template_id: template.id,
        automated: true,
        send_type: 'after_time_delay',
        delay_time: 0,
        allow_send_on_weekends: true,
      });
    }
    return id;
  }

  /** A person on the cadence whose first letter has left. */
  async function enrolled(address: string) {
    const person = await made('/v2/people', {
      email_address: address,
      first_name: address.split('@')[0],
      last_name: 'Person',
    });
    const membership = await made('/v2/cadence_memberships', { person_id: person.id, cadence_id: cadenceId });
    const row = await eventually(async () => {
      const [found] = (await call('GET', `/v2/send_ledger?person_id[]=${person.id}`)) as Json[];
      return found?.state === 'sent' && found;
    });
    return {
      personId: person.id as number,
      membershipId: membership.id as number,
      messageId: row.message_id as string,
      emailId: row.id as number,
    };
  }

  const membership = (id: number) => call('GET', `/v2/cadence_memberships/${id}`);
  const delivered = (address: string, n = 1) =>
    eventually(async () => {
      const messages = await dovecot.messages(address);
      return messages.length >= n && messages;
    }).catch((error: Error) => {
      throw new Error(`${error.message}: ${postfix.log()}`);
    });
  const received = (personId: number, kind: string) =>
    eventually(async () => {
      const found = (await call('GET', `/v2/received_messages?person_id[]=${personId}`)) as Json[];
      return found.find((each) => each.kind === kind);
    });

  /** From a person's own account, as their mail program hands it in. */
  async function write(from: string, letter: object): Promise<void> {
    const transport = createTransport({
      host: '127.0.0.1',
      port: postfix.submissionPort,
      ignoreTLS: true,
      auth: { user: from, pass: 'secret' },
    });
    await transport.sendMail({ from, to: REP, ...letter });
    transport.close();
  }

  test('the connection test signs in to both', async () => {
    expect(await made(`/v2/mailboxes/${mailboxId}/test`, {})).toMatchObject({
      ok: true,
      smtp: { ok: true },
      imap: { ok: true },
    });
  });

  test('an e-mail arrives as written, its answer is heard and ends the cadence', async () => {
    const pat = await enrolled(PAT);
    const [message = ''] = await delivered(PAT);
    expect(message).toContain(`Message-ID: ${pat.messageId}`);
    expect(message).toMatch(/^Return-Path: <rep@sender\.test>/m);
    expect(message).toMatch(/with ESMTPA/);
    expect(message).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m);
    expect(await call('GET', `/v2/send_ledger/${pat.emailId}`)).toMatchObject({
      state: 'sent',
      smtp_reply: expect.stringMatching(/^250 2\.0\.0 Ok: queued as/),
      mailbox: { id: mailboxId },
    });
    await write(PAT, {
      subject: 'Re: Grüße, pat',
      text: 'Gern, rufen Sie an.\n\nAm Montag schrieb Rhéa:\n> Dear pat',
      inReplyTo: pat.messageId,
      references: pat.messageId,
    });
    expect(await received(pat.personId, 'reply')).toMatchObject({
      matched_by: 'message_id',
      from_address: PAT,
      email: { id: pat.emailId },
      mailbox: { id: mailboxId },
    });
    expect(await membership(pat.membershipId)).toMatchObject({
      currently_on_cadence: false,
      counts: { replies: 1, bounces: 0, sent_emails: 1 },
    });
  });

  test('an automatic reply pauses, and ends nothing', async () => {
    const ola = await enrolled(OLA);
    await write(OLA, {
      subject: 'Out of office: Grüße, ola',
      text: 'I am out of the office until further notice.',
      inReplyTo: ola.messageId,
      headers: { 'Auto-Submitted': 'auto-replied', Precedence: 'bulk' },
    });
    await received(ola.personId, 'auto_reply');
    expect(await membership(ola.membershipId)).toMatchObject({
      currently_on_cadence: true,
      counts: { replies: 0 },
    });
    const answer = await api(server.url, key)(
      'POST',
      `/v2/cadence_memberships/${ola.membershipId}/resume`,
      {},
    );
    // Only who is paused can be resumed.
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  });

  test('the bounce Postfix writes about an unknown recipient is hard: suppressed, off the cadence', async () => {
    const gone = await enrolled('nobody@customer.test');
    expect(await received(gone.personId, 'bounce')).toMatchObject({
      severity: 'hard',
      status_code: '5.1.1',
      email: { id: gone.emailId },
    });
    expect(await membership(gone.membershipId)).toMatchObject({
      currently_on_cadence: false,
      counts: { bounces: 1, replies: 0 },
    });
    expect(await only('/v2/suppressions')).toMatchObject({
      value: 'nobody@customer.test',
      reason: 'hard_bounce',
    });
    expect(await call('GET', `/v2/people/${gone.personId}`)).toMatchObject({ bouncing: true });
  });

  test('the copy in the sent folder is no answer', async () => {
    const ann = await enrolled(ANN);
    const [copy = ''] = await delivered(ANN);
    await dovecot.append(REP, Buffer.from(copy, 'latin1'), new Date(), 'Gesendet');
    // What comes behind it has been looked at after it.
    await write(ANN, { subject: 'Re: Grüße, ann', text: 'Ja!', inReplyTo: ann.messageId });
    await received(ann.personId, 'reply');
    expect((await membership(ann.membershipId)).counts.replies).toBe(1);
    const kinds = ((await call('GET', `/v2/received_messages?person_id[]=${ann.personId}`)) as Json[]).map(
      (each) => each.kind,
    );
    expect(kinds.filter((kind) => kind === 'reply')).toHaveLength(1);
  });

  test('killed in the middle of conversations: answers given meanwhile are heard once', async () => {
    const lea = await enrolled(LEA);
    const sam = await enrolled(SAM);
    await server.stop('SIGKILL');
    await write(LEA, { subject: 'Re: Grüße, lea', text: 'Call me.', inReplyTo: lea.messageId });
    await write(SAM, { subject: 'Re: Grüße, sam', text: 'Not now.', inReplyTo: sam.messageId });
    await delivered(REP, 4);
    server = await startServer(env);
    await releaseWatch();
    for (const each of [lea, sam]) {
      await received(each.personId, 'reply');
      expect(await membership(each.membershipId)).toMatchObject({
        currently_on_cadence: false,
        counts: { replies: 1, sent_emails: 1 },
      });
    }
    // And it goes on as before: a new conversation, heard by IDLE again.
    const kim = await enrolled(KIM);
    await write(KIM, { subject: 'Re: Grüße, kim', text: 'Yes.', inReplyTo: kim.messageId });
    await received(kim.personId, 'reply');
    for (const address of [PAT, LEA, SAM, KIM]) expect(await dovecot.messages(address)).toHaveLength(1);
  });

  /** The clock past the lease of the killed process, as it will be within a minute. */
  async function releaseWatch(): Promise<void> {
    await database.pool.query(
      'UPDATE mailboxes SET watch_lease_until = now() WHERE watch_lease_until IS NOT NULL',
    );
  }
});
