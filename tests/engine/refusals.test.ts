import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addToCadence } from '../../apps/server/src/domain/memberships/membership-commands.js';
import { createEngine } from '../../apps/server/src/engine/engine.js';
import { manualClock } from '../../apps/server/src/kernel/clock.js';
import { createMailer } from '../../apps/server/src/mail/mailer.js';
import {
  registerServerTransport,
  retryServerTransport,
  setTransportWorking,
} from '../../apps/server/src/domain/mailboxes/transport-commands.js';
import { testDatabase } from '../support/database.js';
import { type SmtpScript, smtpScript } from './smtp-script.support.js';
import { as, log, MONDAY, type StepSpec, type World, world } from './support.js';

let made: Awaited<ReturnType<typeof testDatabase>>;
let w: World;
const open: (() => Promise<void> | void)[] = [];
beforeEach(async () => {
  made = await testDatabase({ told: true });
  w = await world(made.database, {}, { bcc_email_address: 'crm@sender.test' });
});
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
  await made.close();
});

const LETTER: StepSpec = { day: 1, type: 'email', automated: true };
const minutes = (n: number) => new Date(MONDAY.getTime() + n * 60_000);
const rows = () =>
  w.database.kysely
    .selectFrom('emails')
    .select(['id', 'state', 'state_reason', 'attempts', 'wire_message_id', 'wire_message_key', 'send_after'])
    .where('team_id', '=', w.teamId)
    .orderBy('id')
    .execute();
const stampOf = async () =>
  (
    await w.database.kysely
      .selectFrom('emails')
      .select('updated_at')
      .where('team_id', '=', w.teamId)
      .executeTakeFirst()
  )?.updated_at;
const copies = () =>
  w.database.kysely
    .selectFrom('email_recipients')
    .select(['address', 'role', 'state', 'smtp_reply'])
    .where('team_id', '=', w.teamId)
    .orderBy('address')
    .execute();

/** An engine that sends through a scripted mail server. */
async function speaking(answer: SmtpScript) {
  const { port, taken, commands, close } = await smtpScript(answer);
  open.push(close);
  const mailer = createMailer({
    smtpUrl: `smtp://user:pass@127.0.0.1:${port}?ignoreTLS=true`,
    store: w.database,
  });
  open.push(() => mailer.close());
  const clock = manualClock(MONDAY);
  const engine = createEngine({
    database: w.database,
    mailer,
    clock,
    log,
    tickMs: 50,
    publicUrl: 'http://x.test',
  });
  return { taken, commands, engine };
}

async function enrol(people = 1): Promise<number[]> {
  const { id } = await w.cadence([LETTER]);
  const ids: number[] = [];
  for (let n = 0; n < people; n += 1) {
    const person = await w.person();
    ids.push(person);
    await as(w, (tx) =>
      addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id: person, cadence_id: id }),
    );
  }
  return ids;
}

/** What becomes of the one person of a cadence whose mail server says that. */
async function fateOf(at: string, said: string): Promise<{ bouncing: boolean; suppressed: string[] }> {
  const { engine } = await speaking((command) => (command.startsWith(at) ? said : auth(command)));
  const [person = 0] = await enrol(1);
  await engine.runOnce(MONDAY);
  const db = w.database.kysely;
  const { bouncing } = await db
    .selectFrom('people')
    .select('bouncing')
    .where('id', '=', person)
    .executeTakeFirstOrThrow();
  const entries = await db
    .selectFrom('suppressions')
    .select('value')
    .where('reason', '=', 'hard_bounce')
    .execute();
  return { bouncing, suppressed: entries.map(({ value }) => value.split('@')[0] ?? '') };
}

const auth = (command: string) => (command.startsWith('EHLO') ? '250-x\r\n250 AUTH PLAIN' : undefined);

describe('a refusal', () => {
  it.each([
    ['RCPT', '550 5.4.5 Daily user sending limit exceeded'],
    ['.', '550-5.4.5 Daily sending quota exceeded.\r\n550 5.4.5 see the manual'],
    ['RCPT', '452 4.5.3 Too many recipients'],
    ['.', '554 5.2.0 STOREDRV.Submission.Exception:OutboundSpamException'],
    ['MAIL', '550 5.7.1 Client host blocked using a blocklist'],
    ['DATA', '530 5.7.0 Authentication Required'],
    ['.', '550 5.7.26 This mail has been blocked because the sender is unauthenticated.'],
    ['RCPT', '550 5.7.515 Access denied, the domain does not meet the required level.'],
    ['.', '550 5.7.23 The message was rejected because of Sender Policy Framework violation'],
  ])('of the sender at %s stops its transport and fails nothing: %s', async (at, said) => {
    const { engine, taken } = await speaking((command) => (command.startsWith(at) ? said : auth(command)));
    await registerServerTransport(w.database.kysely, 'a', MONDAY);
    await enrol(3);
    await engine.runOnce(MONDAY);
    expect(taken).toEqual([]);
    for (const row of await rows()) {
      expect(row.state).toBe('queued');
      expect(row.state_reason).toMatch(/cannot be used at the moment|Waits for its mailbox/);
    }
    const transport = await w.database.kysely
      .selectFrom('server_transports')
      .select(['health', 'retry_at'])
      .executeTakeFirst();
    expect(transport).toMatchObject({ health: 'blocked', retry_at: expect.any(Date) });
  });

  it('of a sign-in is tried once, not once for each e-mail', async () => {
    const { engine, commands } = await speaking((command) =>
      command.startsWith('AUTH') ? '535 5.7.8 bad password' : auth(command),
    );
    await registerServerTransport(w.database.kysely, 'a', MONDAY);
    await enrol(10);
    for (const n of [0, 1, 2, 5]) await engine.runOnce(minutes(n));
    expect(commands.filter((command) => command.startsWith('AUTH'))).toHaveLength(1);
    expect((await rows()).every((row) => row.state === 'queued' && row.attempts === 0)).toBe(true);
  });

  it.each([
    ['RCPT TO:<pat1@', '550 5.1.1 User unknown'],
    ['.', '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup'],
    ['DATA', '550 5.1.1 no mailbox here by that name'],
  ])('of an address at %s is a hard bounce at once: %s', async (at, said) => {
    await w.database.kysely.updateTable('users').set({ bcc_email_address: null }).execute();
    expect(await fateOf(at, said)).toEqual({ bouncing: true, suppressed: ['pat1'] });
  });

  it('of a recipient that does not say whom it means is tried again, and blocks and pauses nothing', async () => {
    await w.database.kysely.updateTable('users').set({ bcc_email_address: null }).execute();
    await registerServerTransport(w.database.kysely, 'a', MONDAY);
    expect(await fateOf('RCPT', '550 5.7.1 Access denied')).toEqual({ bouncing: false, suppressed: [] });
    expect(await rows()).toMatchObject([
      { state: 'queued', attempts: 1, state_reason: expect.stringContaining('550 5.7.1 Access denied') },
    ]);
    const paused = await w.database.kysely.selectFrom('server_transports').select('retry_at').execute();
    expect(paused).toEqual([{ retry_at: null }]);
  });

  it('of a whole message that has a copy is about the person only where it names nobody else', async () => {
    expect(await fateOf('.', '550 5.1.1 User unknown')).toEqual({ bouncing: false, suppressed: [] });
  });

  it('of a whole message in words for anything is about no address', async () => {
    await w.database.kysely.updateTable('users').set({ bcc_email_address: null }).execute();
    expect(await fateOf('.', '550 Requested action not taken: mailbox unavailable')).toEqual({
      bouncing: false,
      suppressed: [],
    });
  });
});

describe('recipients that fare differently', () => {
  it('a deferred copy is tried for itself, and the person gets nothing twice', async () => {
    let busy = true;
    const { engine, taken } = await speaking((command) =>
      command.startsWith('RCPT TO:<crm@') && busy ? '450 4.2.0 try later' : auth(command),
    );
    await enrol();
    await engine.runOnce(MONDAY);
    expect(await rows()).toMatchObject([
      { state: 'sent', state_reason: expect.stringContaining('crm@sender.test') },
    ]);
    expect(await copies()).toMatchObject([{ address: 'crm@sender.test', role: 'bcc', state: 'waiting' }]);
    const before = await stampOf();
    busy = false;
    for (const n of [4, 10, 60]) await engine.runOnce(minutes(n));
    expect(taken.toSorted()).toEqual(['crm@sender.test', `pat1@team${w.teamId}.test`]);
    expect(await copies()).toMatchObject([{ state: 'accepted' }]);
    // The ledger shows the copies: who follows it learns of them.
    expect(Number(await stampOf())).toBeGreaterThan(Number(before));
  });

  it('a greylisted person beside an accepted copy is tried again, alone', async () => {
    let grey = true;
    const { engine, taken } = await speaking((command) =>
      command.startsWith('RCPT TO:<pat1@') && grey ? '450 4.7.1 Greylisted' : auth(command),
    );
    await enrol();
    await engine.runOnce(MONDAY);
    expect(await rows()).toMatchObject([{ state: 'queued' }]);
    grey = false;
    for (const n of [2, 10]) await engine.runOnce(minutes(n));
    expect(taken.toSorted()).toEqual(['crm@sender.test', `pat1@team${w.teamId}.test`]);
    expect(await rows()).toMatchObject([{ state: 'sent' }]);
  });
});

describe('a refused copy', () => {
  const suppressed = () =>
    w.database.kysely
      .selectFrom('suppressions')
      .select(['value', 'reason'])
      .where('team_id', '=', w.teamId)
      .execute();
  const transport = () =>
    w.database.kysely
      .selectFrom('server_transports')
      .select(['health', 'retry_at', 'health_reason'])
      .executeTakeFirst();

  it.each(['at once', 'when it is tried again'])(
    'whose address does not exist is a hard bounce of that address alone, %s; the person’s e-mails go on without it',
    async (when) => {
      let said = when === 'at once' ? '550 5.1.1 no such user' : '450 4.2.0 try later';
      const { engine, taken } = await speaking((command) =>
        command.startsWith('RCPT TO:<crm@') ? said : auth(command),
      );
      const [person] = await enrol();
      await engine.runOnce(MONDAY);
      said = '550 5.1.1 no such user';
      await engine.runOnce(minutes(6));
      expect(await copies()).toMatchObject([
        { address: 'crm@sender.test', role: 'bcc', state: 'refused', smtp_reply: '550 5.1.1 no such user' },
      ]);
      expect(await suppressed()).toEqual([{ value: 'crm@sender.test', reason: 'hard_bounce' }]);
      const db = w.database.kysely;
      const found = await db
        .selectFrom('people')
        .select('bouncing')
        .where('id', '=', person ?? 0)
        .executeTakeFirst();
      expect(found).toEqual({ bouncing: false });
      // The rep's archive is gone: what they send to people is not stopped, and says so.
      await enrol();
      await engine.runOnce(minutes(12));
      expect(taken).toEqual([`pat1@team${w.teamId}.test`, `pat2@team${w.teamId}.test`]);
      expect(await rows()).toMatchObject([
        { state: 'sent' },
        { state: 'sent', state_reason: expect.stringContaining('Not taken for crm@sender.test') },
      ]);
    },
  );

  it.each([
    ['550 5.4.5 Daily user sending limit exceeded', 'used up'],
    ['550 5.7.1 Message rejected due to local policy', 'refuses what it sends'],
  ])('for the sender’s sake pauses the transport and is tried again after it: %s', async (no, why) => {
    let said = no;
    const { engine, taken } = await speaking((command) =>
      command.startsWith('RCPT TO:<crm@') ? said : auth(command),
    );
    await registerServerTransport(w.database.kysely, 'a', MONDAY);
    await enrol();
    await engine.runOnce(MONDAY);
    expect(taken).toEqual([`pat1@team${w.teamId}.test`]);
    expect(await transport()).toMatchObject({
      health: 'blocked',
      retry_at: expect.any(Date),
      health_reason: expect.stringContaining(why),
    });
    expect(await suppressed()).toEqual([]);
    said = '250 OK';
    for (const n of [6, 45, 120]) await engine.runOnce(minutes(n));
    expect(taken).toEqual([`pat1@team${w.teamId}.test`, 'crm@sender.test']);
  });

  it('waits while its transport, team, rep or cadence is paused, and does not use up its time', async () => {
    let busy = true;
    const { engine, taken, commands } = await speaking((command) =>
      command.startsWith('RCPT TO:<crm@') && busy ? '450 4.2.0 try later' : auth(command),
    );
    await registerServerTransport(w.database.kysely, 'a', MONDAY);
    await enrol();
    await engine.runOnce(MONDAY);
    busy = false;
    const db = w.database.kysely;
    const asked = commands.length;
    await db
      .updateTable('users')
      .set({ sending_paused_at: MONDAY })
      .where('team_id', '=', w.teamId)
      .execute();
    await engine.runOnce(minutes(10));
    await db.updateTable('users').set({ sending_paused_at: null }).where('team_id', '=', w.teamId).execute();
    await db.updateTable('cadences').set({ paused_at: MONDAY }).where('team_id', '=', w.teamId).execute();
    await engine.runOnce(minutes(20));
    await db.updateTable('cadences').set({ paused_at: null }).where('team_id', '=', w.teamId).execute();
    await db.updateTable('teams').set({ sending_paused_at: MONDAY }).where('id', '=', w.teamId).execute();
    await engine.runOnce(minutes(30));
    await db.updateTable('teams').set({ sending_paused_at: null }).where('id', '=', w.teamId).execute();
    await db
      .updateTable('server_transports')
      .set({ retry_at: minutes(9000) })
      .execute();
    await engine.runOnce(minutes(40));
    expect(commands.length).toBe(asked);
    expect(await copies()).toMatchObject([{ state: 'waiting' }]);
    // More than 48 hours later: what stopped it does not count.
    await engine.runOnce(minutes(9001));
    expect(taken).toEqual([`pat1@team${w.teamId}.test`, 'crm@sender.test']);
  });

  it('is the same recipient under whatever form its domain is written', async () => {
    await w.database.kysely
      .updateTable('users')
      .set({ bcc_email_address: 'CRM@Bücher.test' })
      .where('id', '=', w.userId)
      .execute();
    let grey = true;
    const { engine, taken } = await speaking((command) =>
      command.startsWith('RCPT TO:<pat1@') && grey ? '450 4.7.1 Greylisted' : auth(command),
    );
    await enrol();
    await engine.runOnce(MONDAY);
    grey = false;
    await engine.runOnce(minutes(2));
    expect(taken).toEqual(['CRM@xn--bcher-kva.test', `pat1@team${w.teamId}.test`]);
  });
});

it('keeps the Message-ID that the server says it wrote', async () => {
  const { engine } = await speaking((command) =>
    command === '.' ? '250 Ok 0100019a1b2c3d4e-5f6a7b8c-1234-4321-abcd-0123456789ab-000000' : auth(command),
  );
  await enrol();
  await engine.runOnce(MONDAY);
  expect(await rows()).toMatchObject([
    {
      state: 'sent',
      wire_message_id: '<0100019a1b2c3d4e-5f6a7b8c-1234-4321-abcd-0123456789ab-000000@email.amazonses.com>',
      wire_message_key: '0100019a1b2c3d4e-5f6a7b8c-1234-4321-abcd-0123456789ab-000000@amazonses.com',
    },
  ]);
});

it('a transport that was let go after it was turned down is asked at once: no process keeps the old answer', async () => {
  await registerServerTransport(w.database.kysely, 'one', MONDAY);
  let refuse = true;
  const { engine, taken } = await speaking((command) =>
    command.startsWith('MAIL') && refuse ? '550 5.4.5 Daily user sending limit exceeded' : undefined,
  );
  await enrol();
  await engine.runOnce(MONDAY);
  expect(taken).toEqual([]);
  refuse = false;
  // As another process does it.
  await w.database.pool.query(`UPDATE server_transports SET health = 'ok', retry_at = NULL`);
  await w.database.pool.query(`UPDATE emails SET send_after = $1 WHERE state = 'queued'`, [MONDAY]);
  await engine.runOnce(new Date(MONDAY.getTime() + 1));
  expect(await rows()).toMatchObject([{ state: 'sent' }]);
});

it.each(['an admin', 'another setting', 'a message that went through'])(
  'a server’s transport that may be used before its time takes up what waited, in every team: %s',
  async (by) => {
    const db = w.database.kysely;
    await registerServerTransport(db, 'one', MONDAY);
    let refuse = true;
    const { engine, taken } = await speaking((command) =>
      command.startsWith('MAIL') && refuse ? '550 5.4.5 Daily user sending limit exceeded' : undefined,
    );
    const first = w;
    await enrol(2);
    w = await world(made.database, {}, {});
    await enrol(1);
    await engine.runOnce(MONDAY);
    const { retry_at: retry } = await db
      .selectFrom('server_transports')
      .select('retry_at')
      .executeTakeFirstOrThrow();
    const soon = minutes(2);
    expect(Number(retry)).toBeGreaterThan(Number(soon));
    refuse = false;
    const ways: Record<string, () => Promise<unknown>> = {
      'an admin': () => as(w, (tx) => retryServerTransport({ tx, principal: { admin: true }, now: soon })),
      'another setting': () => registerServerTransport(db, 'two', soon),
      'a message that went through': () =>
        as(w, (tx) =>
          setTransportWorking(tx, { teamId: w.teamId, mailboxId: null, now: soon, wall: soon }, w.userId),
        ),
    };
    await ways[by]?.();
    await engine.runOnce(soon);
    expect(taken.filter((address) => address !== 'crm@sender.test')).toHaveLength(3);
    const emails = await db
      .selectFrom('emails')
      .select('state')
      .where('team_id', 'in', [first.teamId, w.teamId])
      .execute();
    expect(emails.map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
    const told = await db.selectFrom('email_history').select('reason').execute();
    expect(told.filter(({ reason }) => reason.includes('again')).length).toBeGreaterThanOrEqual(3);
    expect(await db.selectFrom('server_transports').select('releasing_since').execute()).toEqual([
      { releasing_since: null },
    ]);
  },
);
