import { say } from '../../apps/server/src/domain/said.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFileSync, readdirSync } from 'node:fs';
import { write } from '../../apps/server/src/db/write.js';
import { createCall } from '../../apps/server/src/domain/activities/calls.js';
import { holdEmail, lockEmail } from '../../apps/server/src/domain/activities/email-ledger.js';
import { addToCadence } from '../../apps/server/src/domain/memberships/membership-commands.js';
import {
  findOptOut,
  optOut,
  type OptOutSubject,
} from '../../apps/server/src/domain/activities/opt-out-commands.js';
import { updatePerson } from '../../apps/server/src/domain/people/index.js';
import { undoReceived } from '../../apps/server/src/domain/receiving/undo-commands.js';
import type { Principal } from '../../apps/server/src/kernel/principal.js';
import { testDatabase } from '../support/database.js';
import { arrive, bounce, conversation, mailbox, raw, record, state } from './receiving.support.js';
import { as, days, engineOf, memoryMailer, MONDAY, type World, world } from './support.js';

let made: Awaited<ReturnType<typeof testDatabase>>;
let w: World;
beforeAll(async () => {
  made = await testDatabase();
  w = await world(made.database, {}, { time_zone: 'UTC' });
});
afterAll(() => made.close());

const colleague = (): Principal => ({
  ...w.who,
  userGuid: '',
  teamOpen: true,
  timeZone: 'UTC',
  scopes: 'all',
  via: 'session',
  rateLimitPerMinute: 1000,
  clockOffsetMs: 0,
});

const stage = async (name: string) =>
  (
    await made.database.kysely
      .insertInto('person_stages')
      .values({ team_id: w.teamId, created_at: MONDAY, updated_at: MONDAY, name, order: 1 })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id;

describe('an answer', () => {
  it('is counted, ends the membership, moves the stage; undo brings the place in the cadence back exactly', async () => {
    const c = await conversation(w, { replied_stage_id: await stage('Replied') });
    const before = await state(w, c);
    const id = await arrive(w, raw({ from: c.address, inReplyTo: c.messageId }));
    const after = await state(w, c);
    expect(after.membership).toMatchObject({ current_state: 'removed', replies: 1 });
    expect(after.person).toMatchObject({ emails_replied_to: 1, last_replied_at: days(MONDAY, 0.1) });
    expect(after.person['person_stage_id']).not.toBeNull();
    expect(after.email).toMatchObject({ replies: 1 });
    expect(after.actions.map(({ status }) => status)).toEqual(['completed', 'cancelled']);
    expect(await record(w, id)).toMatchObject({
      kind: 'reply',
      matched_by: 'message_id',
      email_id: c.emailId,
      person_id: c.personId,
    });
    expect((await record(w, id)).evidence.join(' ')).toContain(c.messageId);

    const undone = await as(w, (tx) =>
      undoReceived({ tx, principal: w.who, now: days(MONDAY, 0.2) }, id as number),
    );
    expect(undone).toEqual({ restored: [c.membershipId], left: [] });
    expect(await state(w, c)).toEqual(before);
    // Again: nothing more.
    expect(
      await as(w, (tx) => undoReceived({ tx, principal: w.who, now: days(MONDAY, 0.3) }, id as number)),
    ).toEqual({
      restored: [],
      left: [],
    });
    // The second e-mail goes out as planned, on Friday.
    const mailer = memoryMailer();
    await engineOf(made.database, mailer).runOnce(days(MONDAY, 4.5));
    expect(mailer.sent.map(({ envelope }) => envelope.to[0])).toContain(c.address);
  });

  it('is counted and moves nobody when the cadence keeps those who answer', async () => {
    const c = await conversation(w, { remove_replies_enabled: false });
    await arrive(w, raw({ from: c.address, references: ['<other@x.test>', c.messageId] }));
    expect(await state(w, c)).toMatchObject({
      membership: { current_state: 'active', replies: 1 },
      person: { emails_replied_to: 1 },
    });
  });

  it('after the end is recorded and counted', async () => {
    const c = await conversation(w);
    await arrive(w, raw({ from: c.address, inReplyTo: c.messageId }));
    const id = await arrive(w, raw({ from: c.address, inReplyTo: c.messageId }), days(MONDAY, 40));
    expect(await record(w, id)).toMatchObject({ kind: 'reply', person_id: c.personId });
    expect(await state(w, c)).toMatchObject({
      membership: { current_state: 'removed', replies: 2 },
      person: { emails_replied_to: 1, last_replied_at: days(MONDAY, 40) },
    });
  });

  it('that came after another one keeps the person off when that is undone, and is then what brings them back', async () => {
    const c = await conversation(w, { replied_stage_id: await stage('Answered twice') });
    const before = await state(w, c);
    const undo = (id: number | undefined, at: number) =>
      as(w, (tx) => undoReceived({ tx, principal: w.who, now: days(MONDAY, at) }, id as number));
    const first = await arrive(w, raw({ from: c.address, inReplyTo: c.messageId }));
    const second = await arrive(w, raw({ from: c.address, inReplyTo: c.messageId }), days(MONDAY, 0.15));
    const third = await arrive(
      w,
      raw({ from: c.address, inReplyTo: c.messageId, headers: { 'Auto-Submitted': 'auto-replied' } }),
      days(MONDAY, 0.16),
    );
    expect(await undo(first, 0.2)).toMatchObject({ restored: [], left: [{ membership_id: c.membershipId }] });
    const after = await state(w, c);
    expect(after.membership).toMatchObject({ current_state: 'removed', replies: 1 });
    expect(after.person['person_stage_id']).not.toBeNull();
    const mailer = memoryMailer();
    await engineOf(made.database, mailer).runOnce(days(MONDAY, 4.5));
    expect(mailer.sent.map(({ envelope }) => envelope.to[0])).not.toContain(c.address);
    // The automatic one says that the person is away, which counts from here on.
    expect(await undo(second, 0.3)).toMatchObject({
      restored: [],
      left: [{ membership_id: c.membershipId }],
    });
    expect((await state(w, c)).membership).toMatchObject({ current_state: 'active' });
    expect((await state(w, c)).membership['paused_until']).not.toBeNull();
    expect(await undo(third, 0.35)).toEqual({ restored: [c.membershipId], left: [] });
    expect(await state(w, c)).toMatchObject({
      person: { person_stage_id: before.person['person_stage_id'], emails_replied_to: 0 },
      membership: { current_state: 'active', replies: 0, paused_until: null },
    });
  });

  it('that asks for no more e-mails is one wish of several: undone it leaves what the link or another message asked for', async () => {
    const undo = (id: number | undefined, at: number) =>
      as(w, (tx) => undoReceived({ tx, principal: w.who, now: days(MONDAY, at) }, id as number));
    const listed = async (address: string) =>
      (await state(w, c)).suppressions.filter(({ value }) => value === address).length;
    let c = await conversation(w, { exit_on_opt_out: true });
    const wish = { from: c.address, inReplyTo: c.messageId, body: 'Unsubscribe' };
    const first = await arrive(w, raw(wish));
    const second = await arrive(w, raw(wish), days(MONDAY, 0.15));
    await undo(first, 0.2);
    expect(await listed(c.address)).toBe(1);
    expect((await state(w, c)).membership).toMatchObject({ current_state: 'removed' });
    await undo(second, 0.3);
    expect(await listed(c.address)).toBe(0);
    expect((await state(w, c)).membership).toMatchObject({ current_state: 'active' });

    c = await conversation(w, { exit_on_opt_out: true });
    const mailed = await arrive(w, raw({ from: c.address, inReplyTo: c.messageId, body: 'Unsubscribe' }));
    const clicked = await findOptOut(made.database.kysely, w.teamId, c.emailId);
    await as(w, (tx) => optOut(tx, clicked as OptOutSubject, days(MONDAY, 0.15), 'team'));
    await undo(mailed, 0.2);
    expect(await listed(c.address)).toBe(1);
  });

  it('stops the colleagues of the account when the cadence says so, and undo brings them back', async () => {
    const account = await made.database.kysely
      .insertInto('accounts')
      .values({ team_id: w.teamId, created_at: MONDAY, updated_at: MONDAY, name: 'Acme' } as never)
      .returning('id')
      .executeTakeFirstOrThrow();
    const c = await conversation(w, { exit_account_on_reply: true }, { account_id: account.id });
    const colleague = await w.person({ account_id: account.id });
    const second = await as(w, (tx) =>
      addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id: colleague, cadence_id: c.cadenceId }),
    );
    const live = async () =>
      (
        await made.database.kysely
          .selectFrom('cadence_memberships')
          .select('currently_on_cadence')
          .where('id', 'in', [c.membershipId, second])
          .execute()
      ).map((row) => row.currently_on_cadence);
    const id = await arrive(w, raw({ from: c.address, inReplyTo: c.messageId }));
    expect(await live()).toEqual([false, false]);
    await as(w, (tx) => undoReceived({ tx, principal: w.who, now: days(MONDAY, 0.2) }, id as number));
    expect(await live()).toEqual([true, true]);
  });

  it('with a Message-ID that a mail server wrote anew is found by sender and subject, or by sender alone', async () => {
    const c = await conversation(w);
    const id = await arrive(
      w,
      raw({ from: c.address, subject: 'AW: Hello there', inReplyTo: '<0100-rewritten@email.ses.test>' }),
    );
    expect(await record(w, id)).toMatchObject({ kind: 'reply', matched_by: 'thread', email_id: c.emailId });
    expect(await state(w, c)).toMatchObject({ membership: { current_state: 'removed' } });
    const other = await conversation(w);
    expect(
      await record(w, await arrive(w, raw({ from: other.address, subject: 'Quite another thing' }))),
    ).toMatchObject({ matched_by: 'sender', email_id: other.emailId });
  });

  it('to the copy in the sent folder under a rewritten Message-ID is found through that copy, whoever answers', async () => {
    const c = await conversation(w);
    const box = await mailbox(w);
    const copy = raw({
      from: `box${w.teamId}@sender.test`,
      to: c.address,
      subject: 'Hello there',
      messageId: '<0100-abc@email.ses.test>',
    });
    const sent = await arrive(w, copy, days(MONDAY, 0.012), { mailboxId: box, folder: 'Sent', role: 'sent' });
    expect(await record(w, sent)).toMatchObject({ kind: 'own', matched_by: 'thread', email_id: c.emailId });
    const answer = await arrive(
      w,
      raw({
        from: 'assistant@elsewhere.test',
        subject: 'Appointment',
        inReplyTo: '<0100-abc@email.ses.test>',
      }),
    );
    expect(await record(w, answer)).toMatchObject({
      kind: 'reply',
      matched_by: 'thread',
      email_id: c.emailId,
    });
    expect(await state(w, c)).toMatchObject({
      membership: { current_state: 'removed' },
      person: { emails_sent: 1 },
    });
  });

  it('that two mailboxes got counts once, and one that is shown twice is recorded once', async () => {
    const c = await conversation(w);
    const boxes = [
      await mailbox(w, { email_address: 'one@sender.test' }),
      await mailbox(w, { email_address: 'two@sender.test' }),
    ];
    const letter = raw({ from: c.address, inReplyTo: c.messageId });
    const ids = [];
    for (const mailboxId of [...boxes, ...boxes])
      ids.push(await arrive(w, letter, days(MONDAY, 0.1), { mailboxId }));
    expect(ids.map((id) => id !== undefined)).toEqual([true, true, false, false]);
    expect(await state(w, c)).toMatchObject({ membership: { replies: 1 } });
  });

  it('of a stranger, and private mail, leaves no trace', async () => {
    expect(await arrive(w, raw({ subject: 'Dinner?' }))).toBeUndefined();
  });

  it('names another team’s e-mail in vain', async () => {
    const other = await world(made.database);
    const c = await conversation(w);
    expect(await arrive(other, raw({ from: 'x@y.test', inReplyTo: c.messageId }))).toBeUndefined();
    expect(await state(w, c)).toMatchObject({ membership: { current_state: 'active' } });
  });
});

describe('our own mail', () => {
  it.each([
    ['a copy of the e-mail', { messageId: 'same' }],
    ['a draft', { flags: ['\\Draft'] }],
    ['an alias', { from: 'alias@sender.test' }],
    ['a copy that somebody forwarded', { messageId: 'same', from: 'archive@elsewhere.test' }],
    ['a colleague', { from: 'colleague@sender.test' }],
  ])(
    '%s is no answer',
    async (_, { messageId, flags, from }: { messageId?: string; flags?: string[]; from?: string }) => {
      const c = await conversation(w);
      await made.database.kysely
        .updateTable('users')
        .set({ sending_email_address: 'colleague@sender.test' })
        .where('id', '=', w.userId)
        .execute();
      await mailbox(w, { email_address: `m${c.emailId}@sender.test`, aliases: ['Alias@sender.test'] });
      const letter = raw({
        from: from ?? `m${c.emailId}@sender.test`,
        to: c.address,
        inReplyTo: c.messageId,
        ...(messageId && { messageId: c.messageId }),
      });
      await arrive(w, letter, days(MONDAY, 0.1), { flags: new Set(flags) });
      expect(await state(w, c)).toMatchObject({
        membership: { current_state: 'active', replies: 0 },
        person: { emails_replied_to: 0, last_replied_at: null },
      });
    },
  );

  it('settles an e-mail nobody knew the fate of, by its Message-ID in the sent folder, once', async () => {
    const c = await conversation(w);
    const db = made.database.kysely;
    await db
      .updateTable('emails')
      .set({ state: 'sending', sent_at: null })
      .where('id', '=', c.emailId)
      .execute();
    await write(db, w.teamId, async (tx) => {
      const key = await tx
        .selectFrom('emails')
        .selectAll()
        .where('id', '=', c.emailId)
        .executeTakeFirstOrThrow();
      await holdEmail(tx, await lockEmail(tx, key), MONDAY, {
        state: 'uncertain',
        reason: say('email_lost', { where: 'server' }),
        reply: null,
      });
    });
    const box = await mailbox(w, { email_address: 'settles@sender.test' });
    const copy = raw({ from: 'settles@sender.test', to: c.address, messageId: c.messageId });
    await arrive(w, copy, days(MONDAY, 0.1), { mailboxId: box, role: 'sent', folder: 'Sent' });
    const row = await db
      .selectFrom('emails')
      .select(['state', 'state_reason'])
      .where('id', '=', c.emailId)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({
      state: 'sent',
      state_reason: 'Settled by evidence: it lies in the folder of sent mail.',
    });
  });

  it('that a rep wrote by hand to a known person is logged, and an answer to it finds it', async () => {
    const personId = await w.person();
    const person = await made.database.kysely
      .selectFrom('people')
      .select('email_address')
      .where('id', '=', personId)
      .executeTakeFirstOrThrow();
    const box = await mailbox(w, { email_address: 'hand@sender.test' });
    const letter = raw({
      from: 'hand@sender.test',
      to: person.email_address as string,
      subject: 'By hand',
      messageId: '<hand-1@sender.test>',
    });
    await arrive(w, letter, days(MONDAY, 0.1), { mailboxId: box, role: 'sent', folder: 'Sent' });
    await arrive(w, letter, days(MONDAY, 0.1), { mailboxId: box, role: 'sent', folder: 'Sent' });
    const rows = await made.database.kysely
      .selectFrom('emails')
      .selectAll()
      .where('person_id', '=', personId)
      .execute();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      state: 'sent',
      subject: 'By hand',
      user_id: w.userId,
      membership_id: null,
    });
    const answer = await arrive(w, raw({ from: 'other@place.test', inReplyTo: '<hand-1@sender.test>' }));
    expect(await record(w, answer)).toMatchObject({ person_id: personId, email_id: rows[0]?.id });
    expect(
      await made.database.kysely
        .selectFrom('people')
        .select(['emails_sent', 'emails_replied_to', 'last_contacted_type'])
        .where('id', '=', personId)
        .executeTakeFirstOrThrow(),
    ).toEqual({
      emails_sent: 1,
      emails_replied_to: 1,
      last_contacted_type: 'email',
    });
  });

  it('that a rep wrote by hand is no later contact because it is read later', async () => {
    const db = made.database.kysely;
    const account = await db
      .insertInto('accounts')
      .values({
        team_id: w.teamId,
        created_at: MONDAY,
        updated_at: MONDAY,
        name: 'Late',
        domain: 'late.test',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const personId = await w.person({ account_id: account.id, email_address: 'late@late.test' });
    const box = await mailbox(w, { email_address: 'backlog@sender.test' });
    const wrote = (messageId: string, day: number, read = days(MONDAY, 1)) =>
      arrive(w, raw({ from: 'backlog@sender.test', to: 'late@late.test', subject: 'Old', messageId }), read, {
        mailboxId: box,
        role: 'sent',
        folder: 'Sent',
        receivedAt: days(MONDAY, day),
      });
    const contacted = async () =>
      (
        await made.database.pool.query(
          `SELECT p.last_contacted_at AS person, p.last_contacted_type AS type, p.emails_sent,
             a.last_contacted_at AS account, a.last_contacted_type AS account_type
           FROM people p JOIN accounts a ON a.team_id = p.team_id AND a.id = p.account_id WHERE p.id = $1`,
          [personId],
        )
      ).rows[0];
    await wrote('<late-1@sender.test>', 0.2);
    const late = days(MONDAY, 0.2);
    const sent = { person: late, account: late, type: 'email', account_type: 'email' };
    expect(await contacted()).toEqual({ ...sent, emails_sent: 1 });
    const called = days(MONDAY, 0.5);
    await as(w, (tx) => createCall({ tx, principal: w.who, now: called }, { person_id: personId }));
    await wrote('<late-2@sender.test>', 0.4);
    // By a worker that stood still since before the call.
    await wrote('<late-3@sender.test>', 0.5, new Date(called.getTime() - 60_000));
    expect(await contacted()).toEqual({
      person: called,
      account: called,
      type: 'call',
      account_type: 'call',
      emails_sent: 3,
    });
  });
});

describe('an automatic reply', () => {
  const away = (address: string, to: string, text: string) =>
    raw({
      from: address,
      subject: 'Automatic reply: Hello there',
      inReplyTo: to,
      headers: { 'Auto-Submitted': 'auto-replied' },
      body: text,
    });

  it('pauses until the day of return, then the cadence goes on by itself', async () => {
    const c = await conversation(w);
    const id = await arrive(w, away(c.address, c.messageId, 'I am away until 11 March.'));
    expect(await record(w, id)).toMatchObject({
      kind: 'auto_reply',
      returns_on: expect.anything() as unknown,
    });
    const paused = await state(w, c);
    // 12 March is a Thursday.
    expect(paused.membership).toMatchObject({
      current_state: 'active',
      paused_until: new Date('2026-03-12T09:00:00Z'),
      replies: 0,
    });
    const mailer = memoryMailer();
    const engine = engineOf(made.database, mailer);
    await engine.runOnce(new Date('2026-03-12T08:00:00Z'));
    expect(mailer.sent.filter(({ envelope }) => envelope.to[0] === c.address)).toHaveLength(0);
    for (let day = 0; day < 3; day += 1) await engine.runOnce(days(new Date('2026-03-12T09:00:00Z'), day));
    expect(mailer.sent.filter(({ envelope }) => envelope.to[0] === c.address)).toHaveLength(1);
  });

  it('without a day pauses for three days, and over the weekend; undo resumes', async () => {
    const c = await conversation(w);
    const before = await state(w, c);
    const wednesday = days(MONDAY, 2);
    const id = await arrive(w, away(c.address, c.messageId, 'I am away.'), wednesday);
    // Three days later is a Saturday.
    expect((await state(w, c)).membership['paused_until']).toEqual(new Date('2026-03-09T09:00:00Z'));
    await as(w, (tx) => undoReceived({ tx, principal: w.who, now: wednesday }, id as number));
    expect(await state(w, c)).toEqual(before);
  });
});

describe('a bounce', () => {
  it('hard: marks the person, suppresses the address, ends the cadence; undo takes all back', async () => {
    const c = await conversation(w, { bounced_stage_id: await stage('Bounced') });
    const before = await state(w, c);
    const id = await arrive(w, bounce(c.address, '5.1.1', '550 5.1.1 User unknown', c.messageId));
    expect(await record(w, id)).toMatchObject({
      kind: 'bounce',
      severity: 'hard',
      status_code: '5.1.1',
      matched_by: 'message_id',
    });
    const after = await state(w, c);
    expect(after).toMatchObject({
      membership: { current_state: 'removed', bounces: 1 },
      person: { bouncing: true, emails_bounced: 1 },
      email: { bounced: true },
    });
    expect(after.suppressions).toContainEqual({ value: c.address, reason: 'hard_bounce' });
    await as(w, (tx) => undoReceived({ tx, principal: w.who, now: days(MONDAY, 0.2) }, id as number));
    expect(await state(w, c)).toEqual(before);
  });

  it('hard, on a cadence that keeps those who bounce: marks and suppresses all the same', async () => {
    const c = await conversation(w, { remove_bounces_enabled: false });
    await arrive(w, bounce(c.address, '5.1.10', '550 5.1.10 not found', c.messageId));
    const after = await state(w, c);
    expect(after).toMatchObject({ membership: { current_state: 'active' }, person: { bouncing: true } });
    expect(after.suppressions).toContainEqual({ value: c.address, reason: 'hard_bounce' });
  });

  it.each([
    ['4.5.2', '451 4.5.2 try later'],
    ['5.2.2', '552 5.2.2 over quota'],
    ['5.7.1', '554 5.7.1 blocked by policy'],
  ])('%s: is counted and suppresses nobody', async (status, diagnostic) => {
    const c = await conversation(w);
    await arrive(w, bounce(c.address, status, diagnostic, c.messageId));
    const after = await state(w, c);
    expect(after).toMatchObject({
      membership: { current_state: 'active', bounces: 1 },
      person: { bouncing: false, emails_bounced: 1 },
    });
    expect(after.suppressions.map(({ value }) => value)).not.toContain(c.address);
  });

  it('without the original message is found by its recipient; one long after is not believed', async () => {
    const c = await conversation(w);
    const id = await arrive(w, bounce(c.address, '5.1.1', '550 5.1.1 User unknown', null));
    expect(await record(w, id)).toMatchObject({ matched_by: 'recipient', email_id: c.emailId });
    expect(await state(w, c)).toMatchObject({ person: { bouncing: true } });
    const old = await conversation(w);
    await arrive(w, bounce(old.address, '5.1.1', '550 5.1.1 User unknown', null), days(MONDAY, 30));
    expect(await state(w, old)).toMatchObject({ person: { bouncing: false } });
  });

  it('settles an uncertain e-mail: it had left', async () => {
    const c = await conversation(w);
    await made.database.kysely
      .updateTable('emails')
      .set({ state: 'uncertain' })
      .where('id', '=', c.emailId)
      .execute();
    await arrive(w, bounce(c.address, '5.1.1', '550 5.1.1 User unknown', c.messageId));
    expect(await state(w, c)).toMatchObject({ email: { state: 'sent', bounced: true } });
  });
});

describe('a person who wants no more', () => {
  it('by a short text: opted out, everywhere', async () => {
    const c = await conversation(w);
    const id = await arrive(
      w,
      raw({ from: c.address, inReplyTo: c.messageId, body: 'Please remove me from your list.' }),
    );
    expect(await record(w, id)).toMatchObject({ kind: 'unsubscribe' });
    const after = await state(w, c);
    expect(after).toMatchObject({
      membership: { current_state: 'removed' },
      person: { do_not_contact: false },
    });
    expect(after.suppressions).toContainEqual({ value: c.address, reason: 'opt_out' });
  });

  it('by a meeting: leaves where the cadence says so, an answered invitation or one of their own; undo takes it back', async () => {
    const calendar = (method: string, attendee: string) => ({
      headers: {
        'Content-Type': `text/calendar; charset=utf-8; method=${method}`,
        'Auto-Submitted': 'auto-generated',
      },
      body: [
        'BEGIN:VCALENDAR',
        `METHOD:${method}`,
        'BEGIN:VEVENT',
        attendee,
        'END:VEVENT',
        'END:VCALENDAR',
      ].join('\r\n'),
    });
    const c = await conversation(w);
    const said = (answer: string) =>
      raw({ from: c.address, ...calendar('REPLY', `ATTENDEE;PARTSTAT=${answer}:mailto:${c.address}`) });
    expect(await record(w, await arrive(w, said('DECLINED')))).toMatchObject({ kind: 'other' });
    expect(await state(w, c)).toMatchObject({ membership: { current_state: 'active' } });
    const id = await arrive(w, said('ACCEPTED'));
    expect(await record(w, id)).toMatchObject({ kind: 'meeting' });
    expect(await state(w, c)).toMatchObject({
      membership: { current_state: 'removed', replies: 0 },
    });
    await as(w, (tx) => undoReceived({ tx, principal: w.who, now: days(MONDAY, 0.2) }, id as number));
    expect(await state(w, c)).toMatchObject({ membership: { current_state: 'active' } });
    const stays = await conversation(w, { remove_people_when_meeting_booked: false });
    const invitation = calendar('REQUEST', `ORGANIZER:mailto:${stays.address}`);
    expect(await record(w, await arrive(w, raw({ from: stays.address, ...invitation })))).toMatchObject({
      kind: 'meeting',
    });
    expect(await state(w, stays)).toMatchObject({ membership: { current_state: 'active' } });
  });

  it('by a complaint: suppressed and marked do not contact; undo takes it back', async () => {
    const c = await conversation(w);
    const before = await state(w, c);
    const report = raw({
      from: 'feedback@provider.test',
      headers: { 'Content-Type': 'multipart/report; report-type=feedback-report; boundary=b' },
      body: `--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nOriginal-Rcpt-To: ${c.address}\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: ${c.messageId}\r\n\r\nFirst\r\n--b--`,
    });
    const id = await arrive(w, report);
    const after = await state(w, c);
    expect(after).toMatchObject({
      membership: { current_state: 'removed' },
      person: { do_not_contact: true },
    });
    expect(after.suppressions).toContainEqual({ value: c.address, reason: 'complaint' });
    await as(w, (tx) => undoReceived({ tx, principal: w.who, now: days(MONDAY, 0.2) }, id as number));
    expect(await state(w, c)).toEqual(before);
  });

  it.each<[string, readonly boolean[], boolean]>([
    ['a colleague said so as well: it stays', [true], true],
    ['a colleague took it off and set it again: it stays', [false, true], true],
    ['a colleague said so and took it back: it is off', [true, false], false],
  ])('by a complaint, undone after %s', async (_, said, left) => {
    const c = await conversation(w);
    const report = raw({
      from: 'feedback@provider.test',
      headers: { 'Content-Type': 'multipart/report; report-type=feedback-report; boundary=b' },
      body: `--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nOriginal-Rcpt-To: ${c.address}\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: ${c.messageId}\r\n\r\nFirst\r\n--b--`,
    });
    const id = await arrive(w, report);
    for (const do_not_contact of said)
      await as(w, (tx) =>
        updatePerson({ tx, principal: colleague(), now: days(MONDAY, 0.15) }, c.personId, { do_not_contact }),
      );
    await as(w, (tx) => undoReceived({ tx, principal: w.who, now: days(MONDAY, 0.2) }, id as number));
    expect((await state(w, c)).person).toMatchObject({ do_not_contact: left });
  });
});

describe('many at once', () => {
  it('the corpus, and answers of one person in the same moment, leave the database sound', async () => {
    const folder = new URL('../fixtures/mail/', import.meta.url);
    // Every other one: what each is, unit tests ask; here they only have to be kept.
    const files = readdirSync(folder).filter((file, index) => file.endsWith('.eml') && index % 2 === 0);
    for (const file of files) await arrive(w, readFileSync(new URL(file, folder)));
    const c = await conversation(w);
    const ids = await Promise.all(
      Array.from({ length: 5 }, () => arrive(w, raw({ from: c.address, inReplyTo: c.messageId }))),
    );
    expect(ids.every((id) => id !== undefined)).toBe(true);
    expect(await state(w, c)).toMatchObject({ membership: { replies: 5 }, person: { emails_replied_to: 1 } });
  }, 90_000);
});
