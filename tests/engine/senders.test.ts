import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Config } from '../../apps/server/src/config.js';
import { write } from '../../apps/server/src/db/write.js';
import { addToCadence } from '../../apps/server/src/domain/memberships/membership-commands.js';
import {
  type ServerFacts,
  publicUrlWarning,
  wakeByServerFacts,
} from '../../apps/server/src/domain/mailboxes/server-facts.js';
import { registerServerTransport } from '../../apps/server/src/domain/mailboxes/transport-commands.js';
import { createEngine, type Engine } from '../../apps/server/src/engine/engine.js';
import { writeFacts } from '../../apps/server/src/jobs/facts.js';
import { buildMailer } from '../../apps/server/src/mail-parts.js';
import { type Caller, createTestServer, testConfig, type TestServer } from '../support/server.js';
import { type SmtpScript, smtpScript } from './smtp-script.support.js';
import { log, makeCadence, type StepSpec } from './support.js';

/** Which mailbox an e-mail leaves from, and when it leaves from none: through the API, to real SMTP servers. */
let server: TestServer;
let smtpUrlTaken: string[];
const stops: (() => Promise<void> | void)[] = [];
const engines: Record<'with' | 'without', Engine | undefined> = { with: undefined, without: undefined };
beforeAll(async () => {
  server = await createTestServer();
  const shared = await smtpScript(() => undefined);
  stops.push(shared.close);
  smtpUrlTaken = shared.taken;
  engines.without = engineOf({});
  engines.with = engineOf({ smtpUrl: `smtp://127.0.0.1:${shared.port}?ignoreTLS=true` });
  await registerServerTransport(server.database.kysely, 'a', server.clock.now());
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
  await server.close();
});
const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

function engineOf(config: Partial<Config>): Engine {
  const engine = createEngine({
    database: server.database,
    mailer: buildMailer({ ...testConfig, ...config }, server.database),
    clock: server.clock,
    log,
    tickMs: 50,
    publicUrl: testConfig.publicUrl,
  });
  stops.push(() => engine.stop());
  return engine;
}

async function facts(changes: Partial<ServerFacts> = {}): Promise<number> {
  const { kysely } = server.database;
  const told: ServerFacts = {
    smtp_url: 'unset',
    public_url: 'explicit',
    public_url_warning: '',
    ...changes,
  };
  await writeFacts(kysely, { ...told });
  return wakeByServerFacts(kysely, told, server.clock.now());
}
const at = (minutes: number) => new Date(server.clock.now().getTime() + minutes * 60_000);
const run = (minutes = 0, which: 'with' | 'without' = 'without') => engines[which]?.runOnce(at(minutes));

let n = 0;
async function mailbox(rep: Caller, more: object = {}, answer: SmtpScript = () => undefined) {
  n += 1;
  const mail = await smtpScript(
    (command) => answer(command) ?? (command.startsWith('EHLO') ? '250-x\r\n250 AUTH PLAIN' : undefined),
  );
  open.push(mail.close);
  const made = await rep.call('POST', '/v2/mailboxes', {
    email_address: `box${n}@sender.test`,
    smtp_host: '127.0.0.1',
    smtp_port: mail.port,
    smtp_security: 'none',
    username: 'rep',
    password: 'secret',
    ...more,
  });
  expect(made.status, made.text).toBe(200);
  return { ...mail, id: made.body.data.id as number, address: made.body.data.email_address as string };
}

/** A person on a cadence of these steps. */
async function enrol(rep: Caller, steps: StepSpec[], more: object = {}) {
  n += 1;
  const { teamId, userId } = rep.principal;
  const made = await rep.call('POST', '/v2/people', {
    email_address: `p${n}@person.test`,
    first_name: 'Pat',
    ...more,
  });
  expect(made.status, made.text).toBe(200);
  const person = made.body.data as { id: number; email_address: string };
  const cadence = await makeCadence(server.database, teamId, userId, steps, {});
  await write(server.database.kysely, teamId, (tx) =>
    addToCadence(
      { tx, principal: { teamId, userId, admin: true, groupId: null }, now: server.clock.now() },
      {
        person_id: person.id,
        cadence_id: cadence.id,
      },
    ),
  );
  return { ...person, cadence: cadence.id };
}

const AUTOMATIC: StepSpec = { day: 1, type: 'email', automated: true };
const MANUAL: StepSpec = { day: 1, type: 'email' };
const ledger = async (rep: Caller, personId: number) =>
  (await rep.call('GET', `/v2/send_ledger?person_id=${personId}&sort_direction=asc`)).body.data as {
    id: number;
    state: string;
    reason: string;
    from_address: string;
    mailbox: { id: number } | null;
    send_after: string;
  }[];
const openAction = async (rep: Caller, personId: number) =>
  (await rep.call('GET', `/v2/actions?person_id=${personId}`)).body.data[0] as { id: number };
const sendByHand = async (rep: Caller, personId: number) =>
  rep.call('POST', `/v2/actions/${(await openAction(rep, personId)).id}/send_email`, {});

describe('an e-mail that a person sends', () => {
  it('by hand leaves from the rep’s mailbox, within its limits', async () => {
    await facts();
    const rep = await server.team();
    const box = await mailbox(rep, { daily_limit: 1 });
    const [first, second] = [await enrol(rep, [MANUAL]), await enrol(rep, [MANUAL])];
    await run();
    for (const who of [first, second]) expect((await sendByHand(rep, who.id)).status).toBe(202);
    await run(1);
    expect(box.taken).toEqual([first.email_address]);
    expect(await ledger(rep, first.id)).toMatchObject([
      { state: 'sent', from_address: box.address, mailbox: { id: box.id } },
    ]);
    expect(await ledger(rep, second.id)).toMatchObject([
      {
        state: 'queued',
        decided_by: 'mailbox_daily_limit',
        decided_because: expect.stringContaining('at most 1'),
        mailbox: { id: box.id },
      },
    ]);
    await run(24 * 60);
    expect(box.taken).toEqual([first.email_address, second.email_address]);
  });

  it('after it was held leaves from the rep’s mailbox too, and waits for the window', async () => {
    await facts();
    const rep = await server.team();
    const box = await mailbox(rep);
    const held = await enrol(rep, [{ ...AUTOMATIC, body: '<p>{{person.title}}</p>' }], { title: null });
    await run();
    expect(await ledger(rep, held.id)).toEqual([]);
    const window = await rep.call('POST', '/v2/send_windows', {
      blocks: [{ days: [2], from: '14:00', to: '15:00' }],
    });
    expect(window.status, window.text).toBe(200);
    const action = await openAction(rep, held.id);
    const sent = await rep.call('POST', `/v2/actions/${action.id}/send_email`, { body: '<p>Dear Pat</p>' });
    expect(sent.status, sent.text).toBe(202);
    await run(60);
    expect(box.taken).toEqual([]);
    await run(29 * 60);
    expect(box.taken).toEqual([held.email_address]);
    expect(await ledger(rep, held.id)).toMatchObject([
      { from_address: box.address, mailbox: { id: box.id } },
    ]);
  });

  it('again after many doubts were settled at once leaves from the rep’s mailbox, each once', async () => {
    await facts();
    const rep = await server.team();
    let lost = true;
    const box = await mailbox(rep, {}, (command) => (command === '.' && lost ? 'hang up' : undefined));
    const people = [];
    for (let each = 0; each < 12; each += 1) people.push(await enrol(rep, [AUTOMATIC]));
    for (const minutes of [0, 1, 20, 90, 300]) await run(minutes);
    const doubts = (await rep.call('GET', '/v2/send_ledger?state=uncertain&per_page=100')).body.data;
    expect(doubts.length).toBeGreaterThan(2);
    lost = false;
    // Two at once: each doubt is settled by one of them.
    const settle = () =>
      rep.call('POST', '/v2/send_ledger/settle', {
        verdict: 'not_sent',
        send_again: true,
        ids: doubts.map((each: { id: number }) => each.id),
      });
    const answers = await Promise.all([settle(), settle()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const total = (name: 'settled' | 'sent_again') =>
      answers.reduce((sum, { body }) => sum + body.data[name], 0);
    expect([total('settled'), total('sent_again')]).toEqual([doubts.length, doubts.length]);
    for (const minutes of [301, 302, 900]) await run(minutes);
    expect(box.taken.toSorted()).toEqual(people.map((each) => each.email_address).toSorted());
    const all = (await rep.call('GET', '/v2/send_ledger?per_page=100')).body.data;
    expect(new Set(all.map((each: { from_address: string }) => each.from_address))).toEqual(
      new Set([box.address]),
    );
  });
});

describe('a rep without a mailbox', () => {
  const NO_SERVER = 'no mail server of its own (SMTP_URL)';

  it('sends through SMTP_URL', async () => {
    await facts({ smtp_url: 'set' });
    const rep = await server.team();
    const who = await enrol(rep, [AUTOMATIC]);
    await run(0, 'with');
    expect(smtpUrlTaken).toContain(who.email_address);
    expect(await ledger(rep, who.id)).toMatchObject([{ state: 'sent', mailbox: null }]);
  });

  it('without SMTP_URL waits with the reason, automatic or by hand, and goes when there is a way', async () => {
    await facts({ smtp_url: 'unset' });
    const rep = await server.team();
    const [automatic, manual] = [await enrol(rep, [AUTOMATIC]), await enrol(rep, [MANUAL])];
    await run();
    const why = await rep.call('GET', `/v2/people/${automatic.id}/why_not_sent`);
    expect(why.text).toContain(NO_SERVER);
    const refused = await sendByHand(rep, manual.id);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(NO_SERVER);
    const { rows } = await server.database.pool.query(
      'SELECT count(*)::int AS n FROM sandbox_messages WHERE team_id = $1',
      [rep.principal.teamId],
    );
    expect(rows[0].n).toBe(0);
    const box = await mailbox(rep);
    await run(1);
    expect(box.taken).toEqual([automatic.email_address]);
  });

  it('holds with SMTP_URL too where the team sends through mailboxes only, what is queued as well', async () => {
    await facts({ smtp_url: 'set' });
    const rep = await server.team();
    const queued = await rep.call('POST', '/v2/scheduled_emails', {
      person_id: (await enrol(rep, [MANUAL])).id,
      subject: 'x',
      body: 'x',
      send_after: at(5).toISOString(),
    });
    await rep.call('PUT', '/v2/sending_settings', { require_mailbox: true });
    const who = await enrol(rep, [AUTOMATIC]);
    for (const minutes of [0, 6]) await run(minutes, 'with');
    expect(smtpUrlTaken).not.toContain(who.email_address);
    expect((await rep.call('GET', `/v2/people/${who.id}/why_not_sent`)).text).toContain('mailboxes only');
    expect((await rep.call('GET', `/v2/send_ledger/${queued.body.data.id}`)).body.data).toMatchObject({
      state: 'queued',
      reason: expect.stringContaining('mailboxes only'),
    });
    await rep.call('PUT', '/v2/sending_settings', { require_mailbox: false });
    await run(20, 'with');
    expect(smtpUrlTaken).toContain(who.email_address);
  });

  it('sends into the sandbox in sandbox teams, whatever is configured', async () => {
    await facts({ smtp_url: 'set', public_url: 'guessed' });
    const rep = await server.team();
    await server.database.kysely
      .updateTable('teams')
      .set({ sandbox: true })
      .where('id', '=', rep.principal.teamId)
      .execute();
    const who = await enrol(rep, [AUTOMATIC]);
    await run(0, 'with');
    expect(smtpUrlTaken).not.toContain(who.email_address);
    expect(await ledger(rep, who.id)).toMatchObject([{ state: 'sent' }]);
  });
});

describe('without an explicit PUBLIC_URL', () => {
  it('automatic e-mails of a live team are held with that reason, and go when it is set', async () => {
    await facts({ public_url: 'guessed' });
    const rep = await server.team();
    const box = await mailbox(rep);
    const [automatic, manual] = [await enrol(rep, [AUTOMATIC]), await enrol(rep, [MANUAL])];
    await run();
    expect(box.taken).toEqual([]);
    expect((await rep.call('GET', `/v2/people/${automatic.id}/why_not_sent`)).text).toContain(
      'PUBLIC_URL is not set',
    );
    // Who writes by hand knows what stands in it.
    expect((await sendByHand(rep, manual.id)).status).toBe(202);
    await run(1);
    expect(box.taken).toEqual([manual.email_address]);
    await facts({ public_url: 'explicit' });
    await run(2);
    expect(box.taken).toEqual([manual.email_address, automatic.email_address]);
  });

  it.each([
    ['http://localhost:3000', 'address of this machine'],
    ['https://127.0.0.2', 'address of this machine'],
    ['http://[::1]:3000', 'address of this machine'],
    ['https://app.localhost', 'address of this machine'],
    ['http://sales.example', 'not https'],
    ['https://sales.example', ''],
  ])('an explicit %s is taken; warned of: %j', async (url, warning) => {
    const text = publicUrlWarning(url);
    if (warning === '') expect(text).toBe('');
    else expect(text).toContain(warning);
    await facts({ public_url: 'explicit', public_url_warning: text });
    const rep = await server.team();
    const box = await mailbox(rep);
    const shown = await rep.call('GET', `/v2/mailboxes/${box.id}`);
    expect(shown.body.data.warnings).toEqual(text === '' ? [] : [text]);
    const who = await enrol(rep, [AUTOMATIC]);
    await run();
    expect(box.taken).toEqual([who.email_address]);
  });
});

it('steps of one cadence keep their sender while it can send, and another takes over when it cannot', async () => {
  await facts();
  const rep = await server.team();
  const boxes = [await mailbox(rep), await mailbox(rep), await mailbox(rep)];
  const steps: StepSpec[] = [1, 2, 3].map((day) => ({ ...AUTOMATIC, day, at: '09:00', weekends: true }));
  const people = [];
  for (let each = 0; each < 9; each += 1) people.push(await enrol(rep, steps));
  const DAY = 24 * 60;
  await run();
  await run(DAY + 1);
  const senders = async (id: number) => (await ledger(rep, id)).map(({ mailbox: box }) => box?.id);
  const firsts: (number | undefined)[] = [];
  for (const { id } of people) {
    const [first, second] = await senders(id);
    expect(second).toBe(first);
    firsts.push(first);
  }
  expect(new Set(firsts).size).toBeGreaterThan(1);
  const gone = boxes.find(({ id }) => id === firsts[0]);
  await rep.call('PUT', `/v2/mailboxes/${gone?.id}`, { paused: true });
  await run(2 * DAY + 1);
  for (const [index, { id }] of people.entries()) {
    const third = (await senders(id))[2];
    if (firsts[index] === gone?.id) expect(third).not.toBe(gone?.id);
    else expect(third).toBe(firsts[index]);
    expect(third).toBeDefined();
  }
});

describe('what is queued', () => {
  /** In the queue, because the server was busy. */
  async function waiting() {
    await facts();
    const admin = await server.team();
    const rep = await server.colleague(admin);
    let busy = true;
    const box = await mailbox(rep, {}, (command) =>
      command.startsWith('RCPT') && busy ? '450 4.2.0 later' : undefined,
    );
    const who = await enrol(rep, [AUTOMATIC]);
    await run();
    busy = false;
    expect(await ledger(admin, who.id)).toMatchObject([{ state: 'queued' }]);
    return { admin, rep, box, who };
  }

  it('stops for a deactivated user, and goes on when they are back', async () => {
    const { admin, rep, box, who } = await waiting();
    const active = (is: boolean) => admin.call('PUT', `/v2/users/${rep.principal.userId}`, { active: is });
    expect((await active(false)).status).toBe(200);
    for (const minutes of [5, 60, 200]) await run(minutes);
    expect(box.taken).toEqual([]);
    expect(JSON.stringify(await ledger(admin, who.id))).toContain('deactivated');
    expect((await active(true)).status).toBe(200);
    for (const minutes of [300, 310]) await run(minutes);
    expect(box.taken).toEqual([who.email_address]);
  });

  it('goes to the corrected address, and not to the old one; written otherwise is not corrected', async () => {
    const { admin, box, who } = await waiting();
    const change = (address: string) => admin.call('PUT', `/v2/people/${who.id}`, { email_address: address });
    expect((await change(who.email_address.toUpperCase())).status).toBe(200);
    expect((await change('corrected@person.test')).status).toBe(200);
    for (const minutes of [5, 6, 60]) await run(minutes);
    expect(box.taken).toEqual(['corrected@person.test']);
  });
});
