import { generateKeyPairSync } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { runAdmin } from '../../apps/server/src/admin.js';
import { type Config, linkKeysOf } from '../../apps/server/src/config.js';
import { createEngine } from '../../apps/server/src/engine/engine.js';
import { randomToken, sha256 } from '../../apps/server/src/kernel/crypto.js';
import { createSealer } from '../../apps/server/src/kernel/sealed.js';
import { openSealed } from '../../apps/server/src/kernel/sealed-json.js';
import { trackingLinks, trackingTokens } from '../../apps/server/src/kernel/tracking-token.js';
import { withLinkKeys } from '../../apps/server/src/link-keys.js';
import { signInOf } from '../../apps/server/src/mail/access.js';
import { buildMailer, mailboxDirectory } from '../../apps/server/src/mail-parts.js';
import { unsubscribeUrl } from '../../apps/server/src/server.js';
import { type Caller, createTestServer, START, testConfig, type TestServer } from '../support/server.js';
import { log } from './support.js';

/** OAuth against a provider of our own, the checks of servers and domains, keys and their rotation. */
const provider = { port: 0, forms: [] as Record<string, string>[], answer: {} as object, status: 200 };
const web = createServer((request, response) => {
  let text = '';
  request.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  request.on('end', () => {
    provider.forms.push(Object.fromEntries(new URLSearchParams(text)));
    response
      .writeHead(provider.status, { 'content-type': 'application/json' })
      .end(JSON.stringify(provider.answer));
  });
});

const records: Record<string, string[]> = {};
/** TXT answers only (RFC 1035 4.1): the question comes back with its records; MX and unknown names get none. */
const dns = createSocket('udp4', (query, from) => {
  const labels: string[] = [];
  let at = 12;
  for (let size = query[at] ?? 0; size > 0; size = query[at] ?? 0) {
    labels.push(query.subarray(at + 1, at + 1 + size).toString());
    at += size + 1;
  }
  const question = query.subarray(12, at + 5);
  const found =
    question.readUInt16BE(question.length - 4) === 16 ? (records[labels.join('.').toLowerCase()] ?? []) : [];
  const answers = found.map((text) => {
    const parts = text.match(/.{1,255}/g) ?? [];
    const data = Buffer.concat(
      parts.map((part) => Buffer.concat([Buffer.from([part.length]), Buffer.from(part)])),
    );
    const head = Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 1, data.length >> 8, data.length & 255]);
    return Buffer.concat([head, data]);
  });
  const header = Buffer.from(query.subarray(0, 12));
  header.writeUInt16BE(0x8180, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(answers.length, 6);
  header.writeUInt16BE(0, 8);
  header.writeUInt16BE(0, 10);
  dns.send(Buffer.concat([header, question, ...answers]), from.port, from.address);
});

let server: TestServer;
let config: Partial<Config>;
beforeAll(async () => {
  await new Promise<void>((resolve) => {
    web.listen(0, '127.0.0.1', resolve);
  });
  await new Promise<void>((resolve) => {
    dns.bind(0, '127.0.0.1', resolve);
  });
  provider.port = (web.address() as { port: number }).port;
  const settings = {
    clientId: 'our-client',
    clientSecret: 'our-secret',
    authorizationUrl: `http://127.0.0.1:${provider.port}/authorize`,
    tokenUrl: `http://127.0.0.1:${provider.port}/token`,
    scopes: 'openid email mail',
  };
  config = {
    mail: {
      ...testConfig.mail,
      dnsServer: `127.0.0.1:${dns.address().port}`,
      oauth: { google: settings, microsoft: { ...settings, clientId: undefined } },
    },
  };
  server = await createTestServer(config);
});
afterAll(async () => {
  await server.close();
  web.closeAllConnections();
  web.close();
  dns.close();
});

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

const idToken = (email: string) =>
  `x.${Buffer.from(JSON.stringify({ email, name: 'Rhea' })).toString('base64url')}.y`;

async function cookieOf(caller: Caller): Promise<string> {
  const token = randomToken();
  const { teamId, userId } = caller.principal;
  await server.database.kysely
    .insertInto('sessions')
    .values({
      team_id: teamId,
      user_id: userId,
      token_hash: sha256(token),
      created_at: server.clock.now(),
      expires_at: new Date(server.clock.now().getTime() + 86_400_000),
      ip: '127.0.0.1',
    })
    .execute();
  return `cadenza_session=${token}`;
}

async function connect(caller: Caller, address: string, token: string) {
  const begun = await caller.call('POST', '/v2/mailbox_authorizations', {
    provider: 'google',
    email_address: address,
  });
  expect(begun.status, begun.text).toBe(200);
  const url = new URL(begun.body.data.authorization_url);
  provider.status = 200;
  provider.answer = {
    access_token: token,
    refresh_token: 'refresh-1',
    expires_in: 3600,
    id_token: idToken(address),
  };
  const callback = `/mailboxes/oauth/callback?code=abc&state=${encodeURIComponent(url.searchParams.get('state') ?? '')}`;
  return { url, callback };
}

describe('OAuth', () => {
  it('connects a mailbox for the browser that began, sends with XOAUTH2 and fetches new tokens', async () => {
    const rep = await server.team();
    const { url, callback } = await connect(rep, 'rhea@sender.test', 'token-1');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: 'our-client',
      response_type: 'code',
      redirect_uri: 'http://cadenza.test/mailboxes/oauth/callback',
      code_challenge_method: 'S256',
      login_hint: 'rhea@sender.test',
    });
    const stranger = await server.team();
    for (const cookie of [undefined, await cookieOf(stranger)]) {
      const refused = await server.app.inject({
        method: 'GET',
        url: callback,
        headers: cookie ? { cookie } : {},
      });
      expect(refused.statusCode).toBe(403);
    }
    expect((await server.app.inject({ method: 'GET', url: `${callback}x` })).statusCode).toBe(400);
    const cookie = await cookieOf(rep);
    const done = await server.app.inject({ method: 'GET', url: callback, headers: { cookie } });
    expect(done.statusCode, done.body).toBe(200);
    expect(provider.forms.at(-1)).toMatchObject({
      grant_type: 'authorization_code',
      code: 'abc',
      client_secret: 'our-secret',
    });
    const [box] = (await rep.call('GET', '/v2/mailboxes')).body.data;
    expect(box).toMatchObject({
      kind: 'google',
      email_address: 'rhea@sender.test',
      smtp_host: 'smtp.gmail.com',
      has_credentials: true,
    });

    const tokens: (string | undefined)[] = [];
    const smtp = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      authMethods: ['XOAUTH2'],
      closeTimeout: 50,
      onAuth: (auth, _session, answer) => {
        tokens.push(auth.accessToken);
        if (auth.accessToken === 'token-2') answer(null, { user: 'rhea' });
        else answer(null, { data: { status: '401', schemes: 'bearer' } });
      },
      onData: (stream, _session, answer) => {
        stream.resume();
        stream.on('end', () => answer());
      },
    });
    smtp.on('error', () => undefined);
    const port = await new Promise<number>((resolve) => {
      const listening = smtp.listen(0, '127.0.0.1', () =>
        resolve((listening.address() as { port: number }).port),
      );
    });
    await server.database.pool.query(
      "UPDATE mailboxes SET smtp_host = '127.0.0.1', smtp_port = $2, smtp_security = 'none', imap_host = NULL WHERE id = $1",
      [box.id, port],
    );
    const engine = createEngine({
      database: server.database,
      mailer: buildMailer({ ...server.context.config }, server.database),
      clock: server.clock,
      log,
      tickMs: 50,
      publicUrl: 'http://cadenza.test',
    });
    open.push(async () => {
      await engine.stop();
      await new Promise<void>((resolve) => {
        smtp.close(() => resolve());
      });
    });
    const made = await rep.call('POST', '/v2/people', { email_address: 'pat@person.test' });
    const email = await rep.call('POST', '/v2/scheduled_emails', {
      person_id: made.body.data.id,
      subject: 'x',
      body: 'x',
    });
    provider.answer = { access_token: 'token-2', expires_in: 3600 };
    await engine.runOnce(server.clock.now());
    expect((await rep.call('GET', `/v2/send_ledger/${email.body.data.id}`)).body.data).toMatchObject({
      state: 'sent',
    });
    expect(provider.forms.at(-1)).toMatchObject({ grant_type: 'refresh_token', refresh_token: 'refresh-1' });
    expect(tokens.at(-1)).toBe('token-2');

    // The grant is withdrawn: said in words, on the mailbox.
    provider.status = 400;
    provider.answer = { error: 'invalid_grant', error_description: 'Token has been revoked.' };
    server.clock.advance(2 * 3_600_000);
    const test = await rep.call('POST', `/v2/mailboxes/${box.id}/test`, {});
    expect(test.body.data).toMatchObject({
      ok: false,
      smtp: { failed_at: 'authentication', explanation: expect.stringContaining('revoked') },
    });
    expect((await rep.call('GET', `/v2/mailboxes/${box.id}`)).body.data).toMatchObject({ health: 'blocked' });
    server.clock.set(START);
  });

  it('renews a token once, however many processes need it at the same moment, and sooner or later after a crash', async () => {
    const rep = await server.team();
    const { callback } = await connect(rep, 'turns@sender.test', 'token-1');
    await server.app.inject({ method: 'GET', url: callback, headers: { cookie: await cookieOf(rep) } });
    const [box] = (await rep.call('GET', '/v2/mailboxes')).body.data;
    // A refresh token that is good once, as many providers have it.
    provider.answer = { access_token: 'token-2', refresh_token: 'refresh-2', expires_in: 3600 };
    const asked = provider.forms.length;
    const renewals = () => provider.forms.slice(asked).map((form) => form['refresh_token']);
    const { teamId } = rep.principal;
    const late = new Date(server.clock.now().getTime() + 2 * 3_600_000);
    const signIn = async (now: Date) => {
      // Each like a process of its own: it knows what it read before the others renewed.
      const directory = mailboxDirectory(server.context.config, server.database);
      const account = await directory.find(teamId, box.id);
      if (!account) throw new Error('no mailbox');
      return () => signInOf(account, directory, server.context.config.mail.oauth, now);
    };
    const processes = await Promise.all(Array.from({ length: 12 }, () => signIn(late)));
    const got = await Promise.all(processes.map((process) => process()));
    expect(renewals()).toEqual(['refresh-1']);
    expect(new Set(got.map((each) => ('accessToken' in each ? each.accessToken : '')))).toEqual(
      new Set(['token-2']),
    );
    // The one whose turn it was died: its turn ends.
    const later = new Date(late.getTime() + 2 * 3_600_000);
    await server.database.kysely
      .updateTable('mailboxes')
      .set({ token_turn_until: new Date(later.getTime() + 400) })
      .where('id', '=', box.id)
      .execute();
    provider.answer = { access_token: 'token-3', refresh_token: 'refresh-3', expires_in: 3600 };
    const others = await Promise.all(Array.from({ length: 4 }, () => signIn(later)));
    await Promise.all(others.map((process) => process()));
    expect(renewals()).toEqual(['refresh-1', 'refresh-2']);
  });

  it('says when a provider is not set up', async () => {
    const rep = await server.team();
    const answer = await rep.call('POST', '/v2/mailbox_authorizations', { provider: 'microsoft' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('MICROSOFT_CLIENT_ID');
  });
});

async function mailbox(caller: Caller, more: object = {}): Promise<number> {
  const answer = await caller.call('POST', '/v2/mailboxes', {
    email_address: 'rep@sender.test',
    smtp_host: '127.0.0.1',
    smtp_port: 1,
    smtp_security: 'none',
    password: 'secret',
    ...more,
  });
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data.id;
}

/** An e-mail of the caller's that was sent. */
async function emailOf(rep: Caller, nth: number): Promise<number> {
  const at = server.clock.now();
  const address = `linked${nth}@person.test`;
  const made = await rep.call('POST', '/v2/people', { email_address: address });
  const row = {
    team_id: rep.principal.teamId,
    created_at: at,
    updated_at: at,
    user_id: rep.principal.userId,
    person_id: made.body.data.id,
    state: 'sent',
    state_reason: 'Sent.',
    state_changed_at: at,
    send_after: at,
    sent_at: at,
    message_id: `<linked-${nth}@sender.test>`,
    from_address: 'rep@sender.test',
    to_address: address,
    subject: 'Hello',
    body_html: '<p>Hello</p>',
    body_text: 'Hello',
  };
  const { id } = await server.database.kysely
    .insertInto('emails')
    .values(row)
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

describe('the connection test', () => {
  it('explains what does not work', async () => {
    const rep = await server.team();
    const id = await mailbox(rep);
    const fault = async (change: object) => {
      await rep.call('PUT', `/v2/mailboxes/${id}`, { password: 'secret', ...change });
      return (await rep.call('POST', `/v2/mailboxes/${id}/test`, {})).body.data.smtp;
    };
    expect(await fault({})).toMatchObject({
      failed_at: 'connection',
      explanation: expect.stringContaining('Nothing answers'),
    });
    expect(await fault({ smtp_host: 'no-such-host.invalid' })).toMatchObject({ failed_at: 'dns' });
    expect(await fault({ smtp_host: '169.254.169.254' })).toMatchObject({
      failed_at: 'policy',
      explanation: expect.stringContaining('not allowed'),
    });
    const plain = new SMTPServer({ disabledCommands: ['STARTTLS', 'AUTH'], closeTimeout: 50 });
    plain.on('error', () => undefined);
    const port = await new Promise<number>((resolve) => {
      const listening = plain.listen(0, '127.0.0.1', () =>
        resolve((listening.address() as { port: number }).port),
      );
    });
    open.push(() => new Promise<void>((resolve) => plain.close(() => resolve())));
    expect(await fault({ smtp_host: '127.0.0.1', smtp_port: port, smtp_security: 'tls' })).toMatchObject({
      failed_at: 'tls',
    });
    expect(await fault({ smtp_security: 'starttls' })).toMatchObject({
      failed_at: 'tls',
      explanation: expect.stringContaining('STARTTLS'),
    });
    // A change is tried on its own terms, before it is stored.
    const before = await rep.call('GET', `/v2/mailboxes/${id}`);
    const tried = (body: object) => rep.call('POST', `/v2/mailboxes/${id}/test`, body);
    const elsewhere = { smtp_host: 'no-such-host.invalid' };
    expect((await tried(elsewhere)).body.errors).toEqual({ password: [expect.stringContaining('required')] });
    expect((await tried({ ...elsewhere, password: 'other' })).body.data.smtp).toMatchObject({
      failed_at: 'dns',
      server: expect.stringContaining('no-such-host.invalid'),
    });
    expect((await rep.call('GET', `/v2/mailboxes/${id}`)).body.data).toEqual(before.body.data);
    expect(
      (await server.team().then((other) => other.call('POST', `/v2/mailboxes/${id}/test`, {}))).status,
    ).toBe(404);
  });
});

/** An action that was put off until its mailbox is tried again, four hours from now. */
async function putOff(rep: Caller): Promise<number> {
  const made = async (path: string, body: object): Promise<number> => {
    const answer = await rep.call('POST', path, body);
    expect(answer.status, answer.text).toBe(200);
    return answer.body.data.id;
  };
  const cadence = await made('/v2/cadences', { name: 'Put off' });
  const template = await made('/v2/email_templates', { title: 'T', subject: 'S', body: 'B' });
  await made('/v2/steps', {
    cadence_id: cadence,
    type: 'email',
    day: 1,
    automated: true,
    email_template_id: template,
  });
  const person = await made('/v2/people', { email_address: 'put-off@person.test' });
  await made('/v2/cadence_memberships', { person_id: person, cadence_id: cadence });
  const { id } = await server.database.kysely
    .updateTable('actions')
    .set({ decided_by: 'mailbox_retry', due_at: new Date(server.clock.now().getTime() + 4 * 3_600_000) })
    .where('team_id', '=', rep.principal.teamId)
    .where('person_id', '=', person)
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

describe('a mailbox that works again before it is tried', () => {
  const listening = async (): Promise<number> => {
    const working = new SMTPServer({
      authOptional: true,
      closeTimeout: 50,
      onAuth: (_, __, done) => done(null, { user: 'x' }),
      allowInsecureAuth: true,
      hideSTARTTLS: true,
    });
    working.on('error', () => undefined);
    const port = await new Promise<number>((resolve) => {
      const socket = working.listen(0, '127.0.0.1', () =>
        resolve((socket.address() as { port: number }).port),
      );
    });
    open.push(() => new Promise<void>((resolve) => working.close(() => resolve())));
    return port;
  };

  const signIn = async (rep: Caller, address: string) => {
    const { callback } = await connect(rep, address, 'token-9');
    const headers = { cookie: await cookieOf(rep) };
    const done = await server.app.inject({ method: 'GET', url: callback, headers });
    return { status: done.statusCode, text: done.body };
  };

  it.each(['a connection test', 'its settings', 'signing in'])('wakes what was put off: %s', async (by) => {
    const rep = await server.team();
    const port = await listening();
    const ways: Record<string, () => Promise<{ status: number; text: string }>> = {
      'a connection test': () => rep.call('POST', `/v2/mailboxes/${id}/test`, {}),
      'its settings': () => rep.call('PUT', `/v2/mailboxes/${id}`, { smtp_port: port, password: 'right' }),
      'signing in': () => signIn(rep, 'again@sender.test'),
    };
    const oauth = by === 'signing in';
    if (oauth) expect((await signIn(rep, 'again@sender.test')).status).toBe(200);
    const id: number = oauth
      ? (await rep.call('GET', '/v2/mailboxes')).body.data[0].id
      : await mailbox(rep, by === 'its settings' ? {} : { smtp_port: port });
    const action = await putOff(rep);
    const retry = new Date(server.clock.now().getTime() + 4 * 3_600_000);
    await server.database.kysely
      .updateTable('mailboxes')
      .set({ health: 'blocked', retry_at: retry })
      .where('team_id', '=', rep.principal.teamId)
      .where('id', '=', id)
      .execute();
    const done = await ways[by]?.();
    expect(done?.status, done?.text).toBe(200);
    const woken = await server.database.kysely
      .selectFrom('actions')
      .select(['decided_by', 'due_at'])
      .where('team_id', '=', rep.principal.teamId)
      .where('id', '=', action)
      .executeTakeFirstOrThrow();
    expect(woken.decided_by).toBe('woken');
    expect(woken.due_at.getTime()).toBeLessThan(retry.getTime());
  });
});

describe('the domain check', () => {
  it('finds and explains SPF, DKIM, DMARC and MX, and keeps what it found', async () => {
    const rep = await server.team();
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
    const id = await mailbox(rep, { dkim_domain: 'sender.test', dkim_selector: 's1', dkim_private_key: pem });
    const p = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    const check = async () => (await rep.call('POST', `/v2/mailboxes/${id}/domain_check`, {})).body.data;
    expect(await check()).toMatchObject({
      domain: 'sender.test',
      spf: { status: 'missing' },
      dkim: { status: 'missing', explanation: expect.stringContaining(p) },
      dmarc: { status: 'missing' },
      mx: { status: 'missing' },
    });
    records['sender.test'] = ['v=spf1 ip4:192.0.2.1 -all'];
    records['s1._domainkey.sender.test'] = [`v=DKIM1; k=rsa; p=${p}`];
    records['_dmarc.sender.test'] = ['v=DMARC1; p=reject'];
    expect(await check()).toMatchObject({
      spf: { status: 'ok' },
      dkim: { status: 'ok' },
      dmarc: { status: 'ok' },
    });
    const shown = await rep.call('GET', `/v2/mailboxes/${id}`);
    expect(shown.body.data.domain_check.dkim.status).toBe('ok');
    expect(shown.text).not.toContain('PRIVATE KEY');
    expect((await rep.call('PUT', `/v2/mailboxes/${id}`, { dkim_private_key: 'nonsense' })).status).toBe(422);
  });
});

describe('key rotation', () => {
  it('opens with the older key, seals again with the new one, after which the older is not needed', async () => {
    const rep = await server.team();
    const id = await mailbox(rep, { password: 'rotate me' });
    const hook = await rep.call('POST', '/v2/webhook_subscriptions', {
      event_type: 'person_created',
      callback_url: 'https://receiver.example/',
      callback_token: 'rotated, too',
    });
    const { teamId } = rep.principal;
    const before = server.context.config;
    const both: Config = {
      ...before,
      secretKey: 'the next key of this server, long enough',
      secretKeysBefore: [before.secretKey],
    };
    const only: Config = { ...both, secretKeysBefore: [] };
    await expect(mailboxDirectory(only, server.database).find(teamId, id)).rejects.toThrow(
      /SECRET_KEY_PREVIOUS/,
    );
    const printed: unknown[] = [];
    await runAdmin(['rotate-keys'], {
      database: server.database,
      config: both,
      clock: server.clock,
      print: (json) => void printed.push(json),
    });
    expect(printed).toMatchObject([{ resealed: expect.any(Number) }]);
    expect((await mailboxDirectory(only, server.database).find(teamId, id))?.credentials).toEqual({
      kind: 'password',
      password: 'rotate me',
    });
    const { rows } = await server.database.pool.query<{ callback_token: Buffer }>(
      'SELECT callback_token FROM webhook_subscriptions WHERE id = $1',
      [hook.body.id],
    );
    const sealer = createSealer('mailboxes', [only.secretKey as string]);
    expect(openSealed(sealer, rows[0]?.callback_token as Buffer)).toBe('rotated, too');
  });

  it('keeps the links of e-mails alive, however often it is done, and when the older keys are dropped', async () => {
    const rep = await server.team();
    const { kysely } = server.database;
    const now = server.clock.now();
    await kysely.deleteFrom('server_keys').execute();
    const keys = ['first', 'second', 'third', 'fourth'].map(
      (word) => `the ${word} key, which is long enough for one`,
    );
    const made: { optOut: string; click: string }[] = [];
    let served = server.context.config;
    for (const [index, secretKey] of keys.entries()) {
      const before = keys.slice(Math.max(0, index - 1), index);
      // As documented: the new key beside the old one, `rotate-keys`, and the old one is dropped.
      const both: Config = { ...served, secretKey, secretKeysBefore: before };
      await withLinkKeys(both, kysely, now);
      served = await withLinkKeys({ ...both, secretKeysBefore: [] }, kysely, now);
      const email = await emailOf(rep, index);
      made.push({
        optOut: unsubscribeUrl(served)(rep.principal.teamId, email),
        click: trackingLinks('http://cadenza.test', trackingTokens(linkKeysOf(served))).link(
          null,
          rep.principal.teamId,
          email,
          'https://target.test/page',
        ),
      });
    }
    const other = await createTestServer(served, 'given', {
      database: server.database,
      close: async () => undefined,
    });
    open.push(() => other.close());
    const path = (url: string) => url.replace('http://cadenza.test', '');
    for (const { optOut, click } of made) {
      expect((await other.app.inject({ method: 'GET', url: path(optOut) })).statusCode).toBe(200);
      const clicked = await other.app.inject({ method: 'GET', url: path(click) });
      expect([clicked.statusCode, clicked.headers.location]).toEqual([302, 'https://target.test/page']);
      const once = await other.app.inject({
        method: 'POST',
        url: path(optOut),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: 'List-Unsubscribe=One-Click',
      });
      expect(once.statusCode).toBe(200);
    }
    expect((await rep.call('GET', '/v2/suppressions')).body.data).toHaveLength(made.length);
  });
});
