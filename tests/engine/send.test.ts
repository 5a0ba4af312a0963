import { connect as connectTo, createServer, type Socket } from 'node:net';
import type pg from 'pg';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../apps/server/src/db/connect.js';
import { addToCadence } from '../../apps/server/src/domain/memberships/membership-commands.js';
import { createEngine } from '../../apps/server/src/engine/engine.js';
import type { OutgoingMessage, SendResult } from '../../apps/server/src/engine/ports.js';
import { SEND_LEASE_MS } from '../../apps/server/src/engine/sending/send.js';
import { createSender } from '../../apps/server/src/engine/sending/sender.js';
import { tick } from '../../apps/server/src/engine/planning/tick.js';
import { manualClock } from '../../apps/server/src/kernel/clock.js';
import { createMailer } from '../../apps/server/src/mail/mailer.js';
import { testDatabase } from '../support/database.js';
import { smtpScript } from './smtp-script.support.js';
import { as, days, engineOf, log, memoryMailer, MONDAY, world, type World } from './support.js';

let made: Awaited<ReturnType<typeof testDatabase>>;
let w: World;
beforeEach(async () => {
  made = await testDatabase({ told: true });
  w = await world(made.database);
});
afterEach(() => made.close());

const minutes = (n: number) => new Date(MONDAY.getTime() + n * 60_000);
const emails = () => w.database.kysely.selectFrom('emails').selectAll().orderBy('id').execute();
const actions = () => w.database.kysely.selectFrom('actions').selectAll().orderBy('id').execute();

async function mailboxOf({ database, teamId, userId }: World): Promise<number> {
  const at = { created_at: MONDAY, updated_at: MONDAY };
  const box = {
    ...at,
    team_id: teamId,
    user_id: userId,
    kind: 'smtp',
    email_address: `rep${teamId}@box.test`,
  };
  const { id } = await database.kysely
    .insertInto('mailboxes')
    .values(box)
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function enrol(people = 1, days = 1, at = w): Promise<void> {
  const { id } = await at.cadence(
    Array.from({ length: days }, (_, day) => ({ day: day + 1, type: 'email' as const, automated: true })),
  );
  for (let n = 0; n < people; n += 1) {
    const person = await at.person();
    await as(at, (tx) =>
      addToCadence({ tx, principal: at.who, now: MONDAY }, { person_id: person, cadence_id: id }),
    );
  }
}

describe('the crash protocol', () => {
  it('a process that dies with the message in hand leaves it uncertain, never sent again', async () => {
    await enrol();
    await tick({ database: w.database, log, batch: 10, width: 2 }, MONDAY);
    const handed: OutgoingMessage[] = [];
    let atTheServer: () => void = () => undefined;
    const reached = new Promise<void>((resolve) => {
      atTheServer = resolve;
    });
    // Never returns: the process is gone.
    const dying = memoryMailer((message) => {
      handed.push(message);
      atTheServer();
      return new Promise<SendResult>(() => undefined);
    });
    await createSender({ database: w.database, mailer: dying, log, clock: manualClock(MONDAY) }).more();
    await reached;
    expect(await emails()).toMatchObject([{ state: 'sending' }]);
    const survivor = memoryMailer();
    await engineOf(w.database, survivor).runOnce(new Date(MONDAY.getTime() + SEND_LEASE_MS - 1));
    expect(await emails()).toMatchObject([{ state: 'sending' }]);
    await engineOf(w.database, survivor).runOnce(new Date(MONDAY.getTime() + SEND_LEASE_MS));
    await engineOf(w.database, survivor).runOnce(days(MONDAY, 9));
    expect(handed).toHaveLength(1);
    expect(survivor.sent).toHaveLength(0);
    expect(await emails()).toMatchObject([
      { state: 'uncertain', state_reason: expect.stringContaining('stopped while it was being sent') },
    ]);
    expect(await actions()).toMatchObject([
      { status: 'in_progress', reason: expect.stringContaining('may or may not') },
    ]);
  });

  it('an answer that comes after the lease ended is evidence: uncertain becomes sent', async () => {
    await enrol();
    await tick({ database: w.database, log, batch: 10, width: 2 }, MONDAY);
    let answer: (result: SendResult) => void = () => undefined;
    let atTheServer: () => void = () => undefined;
    const reached = new Promise<void>((resolve) => {
      atTheServer = resolve;
    });
    const slow = memoryMailer(
      () =>
        new Promise<SendResult>((resolve) => {
          answer = resolve;
          atTheServer();
        }),
    );
    const sender = createSender({ database: w.database, mailer: slow, log, clock: manualClock(MONDAY) });
    await sender.more();
    await reached;
    await engineOf(w.database, memoryMailer()).runOnce(days(MONDAY, 1));
    expect(await emails()).toMatchObject([{ state: 'uncertain' }]);
    answer({ kind: 'sent', reply: '250 late' });
    await sender.idle();
    expect(await emails()).toMatchObject([{ state: 'sent', smtp_reply: '250 late' }]);
    expect(await actions()).toMatchObject([{ status: 'completed' }]);
  });

  it('a mailer that throws is uncertain', async () => {
    await enrol();
    const mailer = memoryMailer(() => {
      throw new Error('out of memory');
    });
    await engineOf(w.database, mailer).runOnce(MONDAY);
    await engineOf(w.database, mailer).runOnce(days(MONDAY, 1));
    expect(await emails()).toMatchObject([{ state: 'uncertain', attempts: 1 }]);
  });

  it.each([
    // Not even that it was taken could be written.
    ['any write', `NEW.accepted_at IS NOT NULL OR NEW.state = 'sent'`, 'uncertain'],
    ['its settlement', `NEW.state = 'sent'`, 'sent'],
  ])('the database failing right after the server’s 250 does not send again: %s', async (_, fails, state) => {
    await enrol();
    await w.database.pool.query(`CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF ${fails} THEN RAISE EXCEPTION 'disk full'; END IF; RETURN NEW; END $$;
      CREATE TRIGGER fail BEFORE UPDATE ON emails FOR EACH ROW EXECUTE FUNCTION fail()`);
    const mailer = memoryMailer();
    const engine = engineOf(w.database, mailer);
    await engine.runOnce(MONDAY);
    expect(await emails()).toMatchObject([{ state: 'sending' }]);
    await w.database.pool.query('DROP TRIGGER fail ON emails');
    await engine.runOnce(days(MONDAY, 1));
    expect(mailer.sent).toHaveLength(1);
    expect(await emails()).toMatchObject([{ state }]);
  });
});

describe('what the server says', () => {
  it('5xx is final and shown to the rep; one bad address of many stops only itself', async () => {
    await enrol(20);
    const mailer = memoryMailer(({ envelope }) =>
      envelope.to[0]?.startsWith('pat7@')
        ? { kind: 'refused', permanent: true, reply: '550 5.1.1 no such user' }
        : { kind: 'sent', reply: '250 OK' },
    );
    const engine = engineOf(w.database, mailer);
    await engine.runOnce(MONDAY);
    await engine.runOnce(days(MONDAY, 3));
    expect(mailer.sent).toHaveLength(19);
    expect(new Set(mailer.sent.map((each) => each.messageId)).size).toBe(19);
    expect((await emails()).filter((email) => email.state === 'failed')).toMatchObject([
      { smtp_reply: '550 5.1.1 no such user' },
    ]);
    expect((await actions()).filter((action) => action.status === 'in_progress')).toMatchObject([
      { reason: 'The mail server refused it: 550 5.1.1 no such user' },
    ]);
  });

  it('4xx is tried again later and later, for at most 48 hours', async () => {
    await enrol();
    let asked = 0;
    const mailer = memoryMailer(() => {
      asked += 1;
      return { kind: 'refused', permanent: false, reply: '451 try later' };
    });
    const engine = engineOf(w.database, mailer);
    await engine.runOnce(MONDAY);
    await engine.runOnce(MONDAY);
    expect(asked).toBe(1);
    expect(await emails()).toMatchObject([{ state: 'queued', send_after: minutes(1) }]);
    for (let hour = 1; hour < 72; hour += 1) await engine.runOnce(minutes(60 * hour));
    expect(asked).toBeGreaterThan(10);
    expect(asked).toBeLessThan(25);
    expect(await emails()).toMatchObject([
      { state: 'failed', state_reason: expect.stringContaining('48 hours') },
    ]);
    expect(mailer.sent).toHaveLength(0);
  });

  it('do not contact holds until the message leaves', async () => {
    await enrol();
    await tick({ database: w.database, log, batch: 10, width: 2 }, MONDAY);
    await w.database.kysely.updateTable('people').set({ do_not_contact: true }).execute();
    const mailer = memoryMailer();
    await engineOf(w.database, mailer).runOnce(MONDAY);
    expect(mailer.sent).toHaveLength(0);
    expect(await emails()).toMatchObject([
      { state: 'cancelled', state_reason: expect.stringContaining('do not contact') },
    ]);
  });
});

describe('several workers', () => {
  it('four engines on one database send each message once', async () => {
    await enrol(40, 3);
    const mailer = memoryMailer();
    const engines = Array.from({ length: 4 }, () => engineOf(w.database, mailer));
    for (let day = 0; day < 5; day += 1)
      await Promise.all(engines.map((engine) => engine.runOnce(days(MONDAY, day))));
    expect(mailer.sent).toHaveLength(120);
    expect(new Set(mailer.sent.map((each) => each.messageId)).size).toBe(120);
    expect(
      await w.database.kysely
        .selectFrom('cadence_memberships')
        .select('sent_emails')
        .where('current_state', '=', 'completed')
        .execute(),
    ).toEqual(Array.from({ length: 40 }, () => ({ sent_emails: 3 })));
  }, 60_000);

  it('stop waits for the message in hand, and a stopped engine does nothing more', async () => {
    await enrol(3);
    let atTheServer: () => void = () => undefined;
    const reached = new Promise<void>((resolve) => {
      atTheServer = resolve;
    });
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const mailer = memoryMailer(async () => {
      atTheServer();
      await gate;
      return { kind: 'sent', reply: '250 OK' };
    });
    const engine = createEngine({
      database: w.database,
      mailer,
      clock: manualClock(MONDAY),
      log,
      tickMs: 60_000,
      publicUrl: '',
    });
    engine.start();
    await reached;
    const stopped = engine.stop();
    release();
    await stopped;
    expect((await emails()).every((email) => email.state === 'sent')).toBe(true);
  });

  it('a mail server that takes its time keeps only its own mailbox waiting', async () => {
    const other = await world(made.database);
    const slow = await mailboxOf(w);
    const quick = await mailboxOf(other);
    await enrol(80);
    await enrol(80, 1, other);
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    let atTheSlow = 0;
    let left = 80;
    let through: () => void = () => undefined;
    const allQuick = new Promise<void>((resolve) => {
      through = resolve;
    });
    const mailer = memoryMailer(async ({ mailboxId }) => {
      if (mailboxId === slow) {
        atTheSlow += 1;
        await gate;
      } else {
        expect(mailboxId).toBe(quick);
        left -= 1;
        if (left === 0) through();
      }
      return { kind: 'sent', reply: '250 OK' };
    });
    const clock = manualClock(MONDAY);
    const engine = createEngine({ database: w.database, mailer, clock, log, tickMs: 50, publicUrl: '' });
    engine.start();
    await allQuick;
    expect(atTheSlow).toBeGreaterThan(0);
    // A transport that owes 20 answers gets no more, and one claim takes 32; here each has a connection of its own.
    const sending = (await emails()).filter(
      (email) => email.team_id === w.teamId && email.state === 'sending',
    );
    expect(sending.length).toBeLessThanOrEqual(52);
    release();
    await engine.stop();
  }, 60_000);
});

describe('a server that takes messages and does not answer', () => {
  it('pauses itself after a few in a row, with the reason; its other e-mails wait in the queue', async () => {
    const id = await mailboxOf(w);
    await enrol(40);
    const mailer = memoryMailer(() => ({ kind: 'unknown', detail: 'no answer', trouble: 'silent' }));
    const engine = engineOf(w.database, mailer);
    for (const n of [0, 1, 2]) await engine.runOnce(minutes(n));
    const box = await w.database.kysely
      .selectFrom('mailboxes')
      .select(['health', 'health_reason', 'retry_at'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(box).toMatchObject({ health: 'failing', retry_at: expect.any(Date) });
    expect(box.health_reason).toContain('takes messages and does not answer');
    const states = (await emails()).map(({ state }) => state);
    const doubts = states.filter((state) => state === 'uncertain').length;
    expect(doubts).toBe(mailer.sent.length);
    // At most what one claim handed over before the third was known.
    expect(doubts).toBeLessThan(40);
    expect(states.filter((state) => state === 'queued')).toHaveLength(40 - doubts);
    await engine.runOnce(minutes(5));
    expect(mailer.sent).toHaveLength(doubts);
  });
});

describe('a database that dies', () => {
  it('stops the handing over at once: what had begun is all that may have left; then each goes once', async () => {
    await enrol(40);
    const tunnel = await tunnelTo(made.connection);
    let stopped: () => void = () => undefined;
    const told = new Promise<void>((resolve) => {
      stopped = resolve;
    });
    const listening = pino(
      { level: 'warn' },
      { write: (line) => void (line.includes('no e-mail is handed over') && stopped()) },
    );
    let dots = 0;
    let atDeath = 0;
    const mail = await smtpScript((command) => {
      if (command !== '.') return undefined;
      dots += 1;
      if (dots === 3) {
        atDeath = dots;
        tunnel.cut();
      }
      return undefined;
    });
    const database = connect({ connection: tunnel.connection, max: 8, onError: () => undefined });
    const mailer = createMailer({ smtpUrl: `smtp://127.0.0.1:${mail.port}?ignoreTLS=true`, store: database });
    const clock = manualClock(MONDAY);
    const engine = createEngine({
      database,
      mailer,
      clock,
      log: listening,
      tickMs: 50,
      publicUrl: 'http://x.test',
    });
    const first = engine.runOnce(MONDAY).catch(() => undefined);
    await told;
    // Five connections, each with the one message that had begun.
    expect(dots - atDeath).toBeLessThanOrEqual(5);
    await tunnel.mend();
    await first;
    for (const n of [1, 3, 6, 20]) await engine.runOnce(minutes(n)).catch(() => undefined);
    expect(mail.taken.toSorted()).toEqual((await emails()).map(({ to_address }) => to_address).toSorted());
    expect((await emails()).filter(({ state }) => state !== 'sent')).toEqual([]);
    await engine.stop();
    await mailer.close();
    await database.close();
    mail.close();
    tunnel.cut();
  }, 120_000);
});

/** A way to the database that can be cut and mended. */
async function tunnelTo({ host = '127.0.0.1', port = 5432, ...rest }: pg.PoolConfig) {
  const sockets = new Set<Socket>();
  const target = host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port };
  const server = createServer((from) => {
    const to = connectTo(target);
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => other.destroy());
      one.pipe(other);
    }
  });
  const listen = (at: number) =>
    new Promise<void>((resolve) => {
      server.listen(at, '127.0.0.1', resolve);
    });
  await listen(0);
  const { port: own } = server.address() as { port: number };
  return {
    connection: { ...rest, host: '127.0.0.1', port: own },
    mend: () => listen(own),
    cut: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      sockets.clear();
    },
  };
}
