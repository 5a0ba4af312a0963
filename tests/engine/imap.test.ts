import { readAllowedHosts } from '../../apps/server/src/outside/guard.js';
import { type AddressInfo, createServer } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimMailboxes, renewWatch } from '../../apps/server/src/engine/receiving/watch-leases.js';
import type { MailboxAccount, MailboxDirectory, MailboxReader } from '../../apps/server/src/engine/ports.js';
import { syncMailbox } from '../../apps/server/src/engine/receiving/receive.js';
import { createRunner, type Runner } from '../../apps/server/src/jobs/runner.js';
import {
  createMailWatch,
  WATCH_LEASE_MS,
  type MailWatch,
} from '../../apps/server/src/engine/receiving/watch.js';
import { manualClock } from '../../apps/server/src/kernel/clock.js';
import { imapReader } from '../../apps/server/src/mail/imap.js';
import { testDatabase } from '../support/database.js';
import { type Dovecot, hasDovecot, startDovecot } from '../support/dovecot.js';
import { type Conversation, conversation, mailbox, raw, state } from './receiving.support.js';
import { days, log, MONDAY, type World, world } from './support.js';

describe.skipIf(!hasDovecot)('receiving over IMAP (a real Dovecot)', () => {
  let made: Awaited<ReturnType<typeof testDatabase>>;
  let dovecot: Dovecot;
  let w: World;
  let user = '';
  let users = 0;
  let box = 0;
  let clock: ReturnType<typeof manualClock>;
  const passwords = new Map<number, string>();

  const directory: MailboxDirectory = {
    find: async (teamId, id) => {
      const row = await made.database.kysely
        .selectFrom('mailboxes')
        .selectAll()
        .where('team_id', '=', teamId)
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      return {
        teamId,
        id,
        version: row.connection_version,
        emailAddress: row.email_address,
        username: row.username as string,
        credentials: { kind: 'password', password: passwords.get(id) ?? 'secret' },
        smtp: null,
        imap: { host: '127.0.0.1', port: dovecot.port, security: 'none' },
        dkim: null,
      };
    },
    renewTokens: async (_team, _id, stale) => stale,
  };
  const reader = imapReader({
    idle: true,
    allowedHosts: readAllowedHosts('true', 'any'),
    signIn: async ({ username, credentials }) => ({
      kind: 'password',
      user: username,
      password: credentials.kind === 'password' ? credentials.password : '',
    }),
  });
  const watchOf = (
    worker: string,
    changes: { reader?: MailboxReader; renewMs?: number; pollMs?: number } = {},
  ): MailWatch =>
    createMailWatch({
      database: made.database,
      clock,
      log,
      directory,
      reader,
      pollMs: 60_000,
      worker,
      ...changes,
    });

  const run = (watch: MailWatch): Runner => {
    const runner = createRunner({ loops: [watch.loop], clock, log, restMs: 5000 });
    runner.start();
    return runner;
  };

  beforeAll(async () => {
    made = await testDatabase();
    dovecot = await startDovecot();
  });
  afterAll(async () => {
    await dovecot?.stop();
    await made?.close();
  });

  /** A team with one mailbox, of an account of its own. */
  async function fresh(): Promise<Conversation> {
    await made.database.kysely.updateTable('mailboxes').set({ receives: false }).execute();
    users += 1;
    user = `user${users}`;
    clock = manualClock(days(MONDAY, 1));
    w = await world(made.database, {}, { time_zone: 'UTC' });
    box = await newBox(user);
    return conversation(w);
  }
  const newBox = (name: string) =>
    mailbox(w, {
      email_address: `${name}@sender.test`,
      username: name,
      imap_host: '127.0.0.1',
      imap_port: dovecot.port,
      imap_security: 'none',
    });
  const received = () =>
    made.database.kysely
      .selectFrom('received_messages')
      .selectAll()
      .where('team_id', '=', w.teamId)
      .orderBy('id')
      .execute();
  const boxRow = (id = box) =>
    made.database.kysely.selectFrom('mailboxes').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const answer = (c: Conversation, changes = {}) =>
    raw({ from: c.address, inReplyTo: c.messageId, ...changes });
  const at = days(MONDAY, 1);

  it('records an answer, moves the watermark, changes nothing in the mailbox, and stores nothing of other mail', async () => {
    const c = await fresh();
    await dovecot.append(user, raw({ subject: 'Private' }), at);
    await dovecot.append(user, answer(c), at);
    expect(await watchOf('a').runOnce()).toBe(1);
    expect(await received()).toMatchObject([
      {
        kind: 'reply',
        email_id: c.emailId,
        mailbox_id: box,
        folder: 'INBOX',
        uid: 2,
        body_text: 'Thank you, call me.',
      },
    ]);
    expect(await state(w, c)).toMatchObject({ membership: { current_state: 'removed', replies: 1 } });
    expect(await watchOf('b').runOnce()).toBe(0);
    expect(
      await made.database.kysely
        .selectFrom('mailbox_folders')
        .select(['folder', 'role', 'last_uid'])
        .where('mailbox_id', '=', box)
        .orderBy('folder')
        .execute(),
    ).toEqual([
      { folder: 'Gesendet', role: 'sent', last_uid: 0 },
      { folder: 'INBOX', role: 'inbox', last_uid: 2 },
      { folder: 'Spam', role: 'junk', last_uid: 0 },
    ]);
    expect((await dovecot.flags(user)).flat()).not.toContain('\\Seen');
    expect(await boxRow()).toMatchObject({
      receive_failures: 0,
      receive_error: null,
      received_at: clock.now(),
      watch_lease_by: null,
    });
  });

  it('reads the folders of sent and junk mail by SPECIAL-USE, and leaves mail from before the connection alone', async () => {
    const c = await fresh();
    await made.database.kysely
      .updateTable('emails')
      .set({ state: 'uncertain' })
      .where('id', '=', c.emailId)
      .execute();
    await dovecot.append(
      user,
      raw({ from: `${user}@sender.test`, to: c.address, messageId: c.messageId }),
      at,
      'Gesendet',
    );
    await dovecot.append(user, answer(c), at, 'Spam');
    await dovecot.append(user, answer(c), days(MONDAY, -3));
    expect(await watchOf('a').runOnce()).toBe(2);
    expect((await received()).map(({ kind, folder }) => `${kind} ${folder}`).sort()).toEqual([
      'own Gesendet',
      'reply Spam',
    ]);
    expect(await state(w, c)).toMatchObject({ email: { state: 'sent', replies: 1 } });
  });

  it('reads what came in the very second of the connection: mail servers tell whole seconds', async () => {
    const c = await fresh();
    const connected = { created_at: new Date(at.getTime() + 700) };
    await made.database.kysely.updateTable('mailboxes').set(connected).where('id', '=', box).execute();
    await dovecot.append(user, answer(c), at);
    expect(await watchOf('one').runOnce()).toBe(1);
    expect(await received()).toMatchObject([{ kind: 'reply' }]);
  });

  it('loses and doubles nothing when it dies between fetching and committing', async () => {
    const c = await fresh();
    await dovecot.append(user, answer(c), at);
    await dovecot.append(user, answer(c), at);
    // The commit of the second message fails the way it does when the server of the database is stopped.
    await sql`CREATE TABLE deaths (n integer)`.execute(made.database.kysely);
    await sql`INSERT INTO deaths VALUES (0)`.execute(made.database.kysely);
    await sql`GRANT ALL ON deaths TO PUBLIC`.execute(made.database.kysely);
    await sql
      .raw(`CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.uid = 2 AND current_setting('cadenza.survive', true) IS DISTINCT FROM 'yes' AND (SELECT n FROM deaths) = 0 THEN
        RAISE EXCEPTION 'terminating connection' USING ERRCODE = '57P01'; END IF; RETURN NULL; END $$`)
      .execute(made.database.kysely);
    await sql`CREATE CONSTRAINT TRIGGER die AFTER INSERT ON received_messages DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die()`.execute(
      made.database.kysely,
    );
    expect(await watchOf('a').runOnce()).toBe(0);
    expect((await received()).map(({ uid }) => uid)).toEqual([1]);
    expect(await state(w, c)).toMatchObject({ email: { replies: 1 } });
    expect(await boxRow()).toMatchObject({ receive_failures: 1, receive_error: 'terminating connection' });
    await sql`UPDATE deaths SET n = 1`.execute(made.database.kysely);
    expect(await watchOf('b').runOnce()).toBe(0);
    clock.advance(31_000);
    expect(await watchOf('b').runOnce()).toBe(1);
    expect((await received()).map(({ uid }) => uid)).toEqual([1, 2]);
    expect(await state(w, c)).toMatchObject({ email: { replies: 2 }, person: { emails_replied_to: 1 } });
    await sql`DROP TRIGGER die ON received_messages`.execute(made.database.kysely);
  });

  it('is not confused by two workers that both believe to own the mailbox', async () => {
    const c = await fresh();
    for (let n = 0; n < 6; n += 1) await dovecot.append(user, answer(c), at);
    const watched = { teamId: w.teamId, mailboxId: box, connectedAt: MONDAY };
    const account = await directory.find(w.teamId, box);
    const sessions = await Promise.all([
      reader.connect(account as never, new AbortController().signal),
      reader.connect(account as never, new AbortController().signal),
    ]);
    const counts = await Promise.all(
      sessions.map((session) =>
        syncMailbox({ database: made.database, clock, log }, watched, session, () => true),
      ),
    );
    for (const session of sessions) await session.close();
    expect(counts.reduce((a, b) => a + b, 0)).toBe(6);
    expect(await state(w, c)).toMatchObject({ email: { replies: 6 } });
  });

  it('reads a folder again when its UIDs lost their meaning, and records nothing twice', async () => {
    const c = await fresh();
    await dovecot.append(user, answer(c), at);
    await dovecot.append(user, answer(c, { messageId: null }), at);
    expect(await watchOf('a').runOnce()).toBe(2);
    await dovecot.append(user, answer(c), at);
    dovecot.changeUidValidity(user);
    expect(await watchOf('a').runOnce()).toBe(1);
    expect(new Set((await received()).map(({ uid_validity }) => uid_validity)).size).toBe(2);
    expect(await state(w, c)).toMatchObject({ email: { replies: 3 } });
    expect(await watchOf('a').runOnce()).toBe(0);
  });

  it('catches up after a week offline', async () => {
    const c = await fresh();
    expect(await watchOf('a').runOnce()).toBe(0);
    const week = Array.from({ length: 420 }, (_, n) => ({
      message: n % 100 === 7 ? answer(c) : raw({}),
      at: days(MONDAY, 1 + n / 60),
    }));
    await dovecot.appendAll(user, week);
    clock.set(days(MONDAY, 9));
    expect(await watchOf('b').runOnce()).toBe(5);
    expect(await state(w, c)).toMatchObject({ email: { replies: 5 } });
  }, 60_000);

  it('lets one bad mailbox and one poison message stop only themselves', async () => {
    const c = await fresh();
    const bad = await newBox(`bad${users}`);
    passwords.set(bad, 'wrong');
    await sql
      .raw(`CREATE OR REPLACE FUNCTION choke() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.subject = 'Poison' AND NEW.kind <> 'other' THEN RAISE EXCEPTION 'cannot be stored' USING ERRCODE = '22000'; END IF; RETURN NEW; END $$`)
      .execute(made.database.kysely);
    await sql`CREATE TRIGGER choke BEFORE INSERT ON received_messages FOR EACH ROW EXECUTE FUNCTION choke()`.execute(
      made.database.kysely,
    );
    await dovecot.append(user, answer(c, { subject: 'Poison' }), at);
    await dovecot.append(user, answer(c), at);
    expect(await watchOf('a').runOnce()).toBe(2);
    await sql`DROP TRIGGER choke ON received_messages`.execute(made.database.kysely);
    const [poison, good] = await received();
    expect(poison).toMatchObject({ kind: 'other', uid: 1, person_id: null });
    expect(poison?.evidence[0]).toContain('cannot be stored');
    expect(good).toMatchObject({ kind: 'reply', uid: 2 });
    const failed = await boxRow(bad);
    expect(failed.receive_error).toMatch(/does not let bad\d+ in/);
    expect(failed).toMatchObject({ receive_failures: 1, watch_lease_by: null, retry_at: null });
    expect(failed.receive_retry_at).toEqual(new Date(clock.now().getTime() + 30_000));
    clock.advance(30_000);
    await watchOf('a').runOnce();
    expect((await boxRow(bad)).receive_retry_at).toEqual(new Date(clock.now().getTime() + 60_000));
  });

  it('passes over a message the mail server cannot give, and says so', async () => {
    const c = await fresh();
    for (let n = 0; n < 5; n += 1) await dovecot.append(user, answer(c), at);
    const choking: MailboxReader = {
      connect: async (account, stop) => {
        const session = await reader.connect(account, stop);
        const refuse = () => Promise.reject(new Error('NO [SERVERBUG] cannot read'));
        return {
          ...session,
          heads: (uids) => (uids.includes(2) ? refuse() : session.heads(uids)),
          source: (uid) => (uid === 4 ? refuse() : session.source(uid)),
        };
      },
    };
    expect(await watchOf('a', { reader: choking }).runOnce()).toBe(5);
    expect((await received()).map(({ uid, kind }) => `${uid} ${kind}`)).toEqual([
      '1 reply',
      '2 other',
      '3 reply',
      '4 other',
      '5 reply',
    ]);
    expect((await received())[1]?.evidence[0]).toContain('SERVERBUG');
    expect(await watchOf('a', { reader: choking }).runOnce()).toBe(0);
  });

  it('hands a mailbox over within a minute of a crash, and not before', async () => {
    const c = await fresh();
    await dovecot.append(user, answer(c), at);
    // A worker took it and was killed.
    const dead = { worker: 'dead', leaseMs: WATCH_LEASE_MS };
    await claimMailboxes(made.database, dead, clock.now(), 10);
    expect(await watchOf('b').runOnce()).toBe(0);
    // While it lived it renewed.
    const held = { teamId: w.teamId, mailboxId: box, connectedAt: MONDAY };
    clock.advance(15_000);
    expect(await renewWatch(made.database.kysely, held, dead, clock.now())).toBe(1);
    expect(
      await renewWatch(made.database.kysely, held, { ...dead, worker: 'b' }, clock.now()),
    ).toBeUndefined();
    clock.advance(WATCH_LEASE_MS - 1);
    expect(await watchOf('b').runOnce()).toBe(0);
    clock.advance(1);
    expect(WATCH_LEASE_MS + 5000).toBeLessThan(60_000);
    expect(await watchOf('b').runOnce()).toBe(1);
  });

  it('hears of new mail by IDLE, gives the mailbox back when it stops, and lets go of it when the lease is lost', async () => {
    const c = await fresh();
    const watch = watchOf('a', { renewMs: 50 });
    const running = run(watch);
    await until(async () => (await boxRow()).received_at !== null);
    await dovecot.append(user, answer(c), at);
    await until(async () => (await received()).length === 1);
    expect(await boxRow()).toMatchObject({ watch_lease_by: 'a' });
    // Somebody else took it: the connection is given up, and theirs is left alone.
    await made.database.kysely
      .updateTable('mailboxes')
      .set({ watch_lease_by: 'b', watch_lease_until: days(MONDAY, 30) })
      .where('id', '=', box)
      .execute();
    await dovecot.append(user, answer(c), at);
    await running.stop();
    expect(await boxRow()).toMatchObject({ watch_lease_by: 'b', receive_error: null });
    await made.database.kysely
      .updateTable('mailboxes')
      .set({ watch_lease_by: null, watch_lease_until: null })
      .where('id', '=', box)
      .execute();
    const next = watchOf('c');
    const last = run(next);
    await until(async () => (await received()).length === 2);
    await last.stop();
    expect(await boxRow()).toMatchObject({ watch_lease_by: null, watch_lease_until: null });
  });

  it('hears answers that a rule files elsewhere, each message once over all folders, and reads named folders only when asked', async () => {
    const c = await fresh();
    const elsewhere = answer(c, { messageId: '<filed@customer.test>' });
    await dovecot.append(user, elsewhere, at, 'Customers');
    await dovecot.append(user, raw({ subject: 'Private' }), at, 'Customers');
    expect(await watchOf('a').runOnce()).toBe(1);
    expect(await received()).toMatchObject([{ kind: 'reply', folder: 'Customers', email_id: c.emailId }]);
    // Moved, copied, without a Message-ID: none is read twice.
    await dovecot.append(user, elsewhere, at, 'INBOX');
    await dovecot.append(user, elsewhere, at, 'Done');
    const nameless = answer(c, { messageId: null, body: 'Once' });
    await dovecot.append(user, nameless, at, 'INBOX');
    await dovecot.append(user, nameless, at, 'Done');
    expect(await watchOf('a').runOnce()).toBe(1);
    await made.database.kysely.updateTable('mailboxes').set({ folders: [] }).where('id', '=', box).execute();
    await dovecot.append(user, answer(c, { messageId: '<unread@customer.test>' }), at, 'Customers');
    expect(await watchOf('a').runOnce()).toBe(0);
    await made.database.kysely
      .updateTable('mailboxes')
      .set({ folders: ['Customers'] })
      .where('id', '=', box)
      .execute();
    expect(await watchOf('a').runOnce()).toBe(1);
  });

  it('works by polling where IDLE is switched off', async () => {
    const c = await fresh();
    const polling = imapReader({
      idle: false,
      allowedHosts: readAllowedHosts('true', 'any'),
      signIn: async ({ username }) => ({ kind: 'password', user: username, password: 'secret' }),
    });
    const watch = watchOf('a', { reader: polling, pollMs: 100 });
    const running = run(watch);
    await until(async () => (await boxRow()).received_at !== null);
    await dovecot.append(user, answer(c), at);
    await until(async () => (await received()).length === 1);
    await running.stop();
  });

  it('stops at once while a server keeps it waiting', async () => {
    await fresh();
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const reached = new Promise<void>((resolve) => silent.once('connection', () => resolve()));
    const watch = createMailWatch({
      database: made.database,
      clock,
      log,
      reader,
      pollMs: 60_000,
      directory: {
        ...directory,
        find: async (teamId, id) => ({
          ...((await directory.find(teamId, id)) as MailboxAccount),
          imap: { host: '127.0.0.1', port, security: 'none' },
        }),
      },
    });
    const running = run(watch);
    await reached;
    // Waiting for it would take longer than the test has.
    await running.stop();
    expect(await boxRow()).toMatchObject({ watch_lease_by: null, receive_failures: 0 });
    silent.close();
  });

  it('refuses servers on this machine unless the operator allows them', async () => {
    await fresh();
    const strict = imapReader({
      idle: true,
      allowedHosts: readAllowedHosts('false', 'any'),
      signIn: async ({ username }) => ({ kind: 'password', user: username, password: 'secret' }),
    });
    expect(await watchOf('a', { reader: strict }).runOnce()).toBe(0);
    expect((await boxRow()).receive_error).toContain('MAIL_ALLOW_PRIVATE_HOSTS');
  });
});

/** Looks every 50 ms, for ten seconds at most. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < 400; look += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('It did not come to pass.');
}
