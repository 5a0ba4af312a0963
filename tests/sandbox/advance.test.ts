import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../apps/server/src/engine/engine.js';
import { createBeginnings } from '../../apps/server/src/engine/sending/begin.js';
import { claimEmails } from '../../apps/server/src/engine/sending/claim-emails.js';
import { advance } from '../../apps/server/src/engine/sandbox/travel.js';
import { trackingTokens } from '../../apps/server/src/kernel/tracking-token.js';
import { sandboxMailer } from '../../apps/server/src/mail/sandbox.js';
import { buildMailer } from '../../apps/server/src/mail-parts.js';
import { type Caller, createTestServer, START, type TestServer } from '../support/server.js';
import { cadence, type Letter, people, sandboxTeam } from './support.js';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

/** A month of eight e-mails, some at a time of day. */
const MONTH: Letter[] = [1, 4, 8, 11, 15, 18, 22, 25].map((day, n) => ({
  day,
  ...(n % 2 === 1 ? { at: '14:30' } : {}),
}));
const NOISY = {
  reply_rate: 0.08,
  auto_reply_rate: 0.1,
  bounce_rate: 0.05,
  open_rate: 0.6,
  click_rate: 0.3,
  opt_out_rate: 0.03,
};

const go = (admin: Caller, by: string) => admin.call('POST', '/v2/sandbox/advance', { by });

async function sent(admin: Caller) {
  return server.database.kysely
    .selectFrom('emails')
    .select(['to_address', 'subject', 'state', 'sent_at', 'attempts', 'message_id'])
    .where('team_id', '=', admin.principal.teamId)
    .orderBy('sent_at')
    .orderBy('id')
    .execute();
}

async function delivered(admin: Caller) {
  return server.database.kysely
    .selectFrom('sandbox_messages')
    .select(['id', 'message_id', 'delivered_at'])
    .where('team_id', '=', admin.principal.teamId)
    .orderBy('id')
    .execute();
}

/** What happened, without ids: emails, what came back, who is where. */
async function transcript(admin: Caller): Promise<string[]> {
  const { teamId } = admin.principal;
  const { rows } = await server.database.pool.query<{ line: string }>(
    `SELECT line FROM (
      SELECT sent_at AS at, 'sent ' || to_address || ' ' || subject AS line FROM emails WHERE team_id = $1 AND state = 'sent'
      UNION ALL SELECT received_at, kind || ' ' || coalesce(severity, '') || ' ' || coalesce(returns_on::text, '') || ' ' || coalesce(from_address, '') || ' ' || subject || ' ' || body_text FROM received_messages WHERE team_id = $1
      UNION ALL SELECT v.created_at, v.kind || ' ' || v.actor || ' ' || v.counted || ' ' || e.to_address || ' ' || e.subject FROM email_events v JOIN emails e ON e.team_id = v.team_id AND e.id = v.email_id WHERE v.team_id = $1
      UNION ALL SELECT s.created_at, 'suppressed ' || s.value || ' ' || s.reason FROM suppressions s WHERE s.team_id = $1
      UNION ALL SELECT m.updated_at, 'membership ' || p.email_address || ' ' || coalesce(m.current_state, '') || ' ' || m.sent_emails || ' ' || m.views || ' ' || m.replies FROM cadence_memberships m JOIN people p ON p.team_id = m.team_id AND p.id = m.person_id WHERE m.team_id = $1
      ) t ORDER BY at, line`,
    [teamId],
  );
  return rows.map(({ line }) => line);
}

describe('advance', () => {
  it('does a month in order, each action at its moment, and tells what happened', async () => {
    const admin = await sandboxTeam(server);
    const id = await cadence(server, admin, MONTH);
    await people(server, admin, id, 5);
    const { status, body } = await go(admin, '30d');
    expect([status, body.data.state, body.data.counts.emails_sent]).toEqual([200, 'done', 40]);
    const letters = await sent(admin);
    expect(new Set(letters.map(({ sent_at }) => sent_at?.toISOString()))).toEqual(
      new Set([
        '2026-03-02T09:00:00.000Z',
        '2026-03-05T14:30:00.000Z',
        '2026-03-09T14:30:00.000Z',
        '2026-03-12T14:30:00.000Z',
        '2026-03-16T14:30:00.000Z',
        '2026-03-19T14:30:00.000Z',
        '2026-03-23T14:30:00.000Z',
        '2026-03-26T14:30:00.000Z',
      ]),
    );
    const touches: { at: string; kind: string; reason: string }[] = body.data.touches;
    expect(touches).toHaveLength(40);
    expect(touches.map(({ at }) => at)).toEqual(touches.map(({ at }) => at).toSorted());
    expect(touches[0]).toMatchObject({ kind: 'email_sent', subject: 'Letter 1', rule: 'due' });
    expect(touches[0]?.reason).toMatch(/^Day 1 of Rehearsal\. Sent: /);
    // The present of the team is where it went, to the millisecond; the wall clock stood still.
    const after = await admin.call('GET', '/v2/sandbox');
    expect(after.body.data).toMatchObject({
      enabled: true,
      now: '2026-04-01T09:00:00.000000+00:00',
      clock_offset_ms: 30 * 86_400_000,
      next_due_at: null,
      advance: { state: 'done', target: '2026-04-01T09:00:00.000000+00:00' },
    });
    expect(server.clock.now().toISOString()).toBe(START);
    expect((await admin.call('GET', '/v2/me')).status).toBe(200);
  });

  it('moves once for one Idempotency-Key, though its own clock jumps over the day keys are kept', async () => {
    const admin = await sandboxTeam(server);
    const headers = { 'idempotency-key': 'a month' };
    const first = await admin.call('POST', '/v2/sandbox/advance', { by: '30d' }, headers);
    expect(first.status).toBe(200);
    const again = await admin.call('POST', '/v2/sandbox/advance', { by: '30d' }, headers);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
    const state = await admin.call('GET', '/v2/sandbox');
    expect(state.body.data.clock_offset_ms).toBe(30 * 86_400_000);
    expect((await admin.call('POST', '/v2/sandbox/advance', { by: '1d' }, headers)).status).toBe(409);
    // What fails gives its key back.
    const bad = { 'idempotency-key': 'bad' };
    expect((await admin.call('POST', '/v2/sandbox/advance', { by: '1y' }, bad)).status).toBe(422);
    expect((await admin.call('POST', '/v2/sandbox/advance', { by: '1d' }, bad)).status).toBe(200);
  });

  it('gives the same for the same seed, whatever the ids, and something else for another', async () => {
    const run = async (seed: string, parts: string[]) => {
      const admin = await sandboxTeam(server, { seed, ...NOISY });
      const id = await cadence(server, admin, MONTH);
      await people(server, admin, id, 12);
      for (const by of parts) expect((await go(admin, by)).body.data.state).toBe('done');
      return transcript(admin);
    };
    const first = await run('seven', ['30d']);
    expect(first.filter((line) => line.startsWith('sent')).length).toBeGreaterThan(20);
    for (const kind of ['reply', 'auto_reply', 'bounce', 'open person', 'click person'])
      expect(
        first.some((line) => line.startsWith(kind)),
        kind,
      ).toBe(true);
    expect(await run('seven', ['30d'])).toEqual(first);
    // In pieces it is the same month.
    expect(await run('seven', ['1d', '36h', 'P10D', '2w', '84h'])).toEqual(first);
    expect(await run('eight', ['30d'])).not.toEqual(first);
  });

  it('gives the same in large: mailboxes that share limits, versions, several messages to one person at once', async () => {
    const run = async () => {
      const admin = await sandboxTeam(server, { seed: 'large', reply_rate: 0.2, open_rate: 0.5 });
      const { teamId, userId } = admin.principal;
      // Two cadences, so that everybody has two touches at the same moments, and more of them than are prepared at once.
      const ids = [
        await cadence(server, admin, [{ day: 1 }, { day: 2 }]),
        await cadence(server, admin, [{ day: 1 }], { name: 'Beside' }),
      ];
      for (const person of await people(server, admin, ids[0] as number, 110))
        await admin.call('POST', '/v2/cadence_memberships', { person_id: person, cadence_id: ids[1] });
      const { kysely } = server.database;
      const mailbox = {
        team_id: teamId,
        user_id: userId,
        kind: 'smtp',
        smtp_host: 'smtp.test',
        created_at: START,
        updated_at: START,
      };
      await kysely
        .insertInto('mailboxes')
        .values([
          { ...mailbox, email_address: 'one@rep.test', daily_limit: 90, rotation_weight: 2 },
          { ...mailbox, email_address: 'two@rep.test', spacing_seconds: 400, spacing_jitter_seconds: 300 },
        ])
        .execute();
      const steps = await kysely
        .selectFrom('steps')
        .select(['id', 'email_template_id', 'cadence_id'])
        .where('team_id', '=', teamId)
        .orderBy('id')
        .execute();
      for (const name of ['A', 'B'])
        await kysely
          .insertInto('step_variants')
          .values({
            team_id: teamId,
            created_at: START,
            updated_at: START,
            step_id: steps[0]?.id ?? 0,
            name,
            email_template_id: steps[name === 'A' ? 0 : 1]?.email_template_id ?? 0,
          })
          .execute();
      expect((await go(admin, '3d')).body.data.state).toBe('done');
      const letters = await sql<{ line: string }>`
        SELECT concat_ws(' ', e.sent_at, e.to_address, c.name, s.day, m.email_address, v.name, e.state) AS line FROM emails e
        JOIN cadences c ON c.id = e.cadence_id JOIN steps s ON s.id = e.step_id LEFT JOIN mailboxes m ON m.id = e.mailbox_id
        LEFT JOIN step_variants v ON v.id = e.step_variant_id WHERE e.team_id = ${teamId} ORDER BY 1`.execute(
        kysely,
      );
      return letters.rows.map(({ line }) => line);
    };
    const first = await run();
    expect(first.length).toBeGreaterThan(300);
    expect(first.filter((line) => line.includes(' A ')).length).toBeGreaterThan(20);
    expect(await run()).toEqual(first);
  }, 300_000);

  it('does 80 people through eight e-mails of a month, those of one moment together', async () => {
    const admin = await sandboxTeam(server, { seed: 'fast', ...NOISY });
    const id = await cadence(server, admin, MONTH);
    await people(server, admin, id, 80);
    const { body } = await go(admin, '30d');
    expect(body.data.state).toBe('done');
    expect(body.data.counts.emails_sent).toBeGreaterThan(240);
    // Reactions come at moments of their own; the letters of a day at one.
    const { emails_sent: sentCount, ...others } = body.data.counts as Record<string, number>;
    const reactions = Object.values(others).reduce((sum, each) => sum + each, 0);
    expect(body.data.moments).toBeLessThan(reactions + (sentCount ?? 0) / 4);
  }, 600_000);

  it('tells what happened in it, not what an advance before the clock was put back did in the same days', async () => {
    const admin = await sandboxTeam(server, { seed: 'back', reply_rate: 0.5, open_rate: 0.5 });
    const id = await cadence(server, admin, [{ day: 1 }, { day: 3 }, { day: 5, manual: 'Phone' }]);
    await people(server, admin, id, 6);
    const first = await go(admin, '10d');
    expect(first.body.data.counts.emails_sent).toBeGreaterThan(6);
    expect((await admin.call('POST', '/v2/sandbox/reset_clock', {})).status).toBe(200);
    const again = await go(admin, '12d');
    expect(again.body.data).toMatchObject({ state: 'done', touches: [], more: false });
    expect(Object.values(again.body.data.counts).filter((count) => count !== 0)).toEqual([]);
    // What is new is told.
    expect((await admin.call('POST', '/v2/sandbox/reset_clock', {})).status).toBe(200);
    const other = await cadence(server, admin, [{ day: 1 }], { name: 'Other' });
    await people(server, admin, other, 2);
    expect((await go(admin, '1d')).body.data.counts.emails_sent).toBe(2);
  });
});

describe('made-up people', () => {
  it.each([
    ['reply', { replies: 3, emails_sent: 3 }, 'reply'],
    ['bounce', { bounces: 3, emails_sent: 3 }, 'bounce'],
    ['auto_reply', { auto_replies: 3, emails_sent: 3 }, 'auto_reply'],
  ])('%s comes in as a real message and has its effect', async (kind, counts, received) => {
    const admin = await sandboxTeam(server, { seed: 'one', [`${kind}_rate`]: 1 });
    const id = await cadence(server, admin, [{ day: 1 }, { day: 3 }]);
    await people(server, admin, id, 3);
    const { body } = await go(admin, '60h');
    expect(body.data.counts).toMatchObject(counts);
    const messages = await admin.call('GET', `/v2/received_messages?kind=${received}`);
    expect(messages.body.data).toHaveLength(3);
    expect(messages.body.data[0]).toMatchObject({ kind: received, matched_by: 'message_id', mailbox: null });
    const memberships = await admin.call('GET', `/v2/cadence_memberships?cadence_id=${id}`);
    const live = memberships.body.data.map(
      (each: { currently_on_cadence: boolean }) => each.currently_on_cadence,
    );
    // Absent people wait for the day of return; the others have left.
    expect(live).toEqual(kind === 'auto_reply' ? [true, true, true] : [false, false, false]);
    if (kind !== 'auto_reply') return;
    await admin.call('PUT', '/v2/sandbox', { auto_reply_rate: 0 });
    expect((await go(admin, '30d')).body.data.counts.emails_sent).toBe(3);
    const letters = await sent(admin);
    const returns = messages.body.data.map((each: { returns_on: string }) => each.returns_on).sort();
    expect((letters.at(-1)?.sent_at?.toISOString() ?? '') > returns[0]).toBe(true);
  });

  it('opens, clicks and opts out through tracking and the one-click unsubscribe', async () => {
    const admin = await sandboxTeam(server, { seed: 'one', open_rate: 1, click_rate: 1, opt_out_rate: 1 });
    const id = await cadence(server, admin, [{ day: 1 }, { day: 5 }]);
    await people(server, admin, id, 2);
    const { body } = await go(admin, '3d');
    expect(body.data.counts).toMatchObject({ emails_sent: 2, opens: 2, clicks: 2, opt_outs: 2, replies: 0 });
    const { rows } = await server.database.pool.query(
      `SELECT kind, actor, counted, url FROM email_events WHERE team_id = $1 ORDER BY kind DESC, id`,
      [admin.principal.teamId],
    );
    expect(rows).toEqual([
      ...Array.from({ length: 2 }, () => ({ kind: 'open', actor: 'person', counted: true, url: null })),
      ...Array.from({ length: 2 }, () => ({
        kind: 'click',
        actor: 'person',
        counted: true,
        url: 'https://example.com/offer',
      })),
    ]);
    const list = await admin.call('GET', '/v2/suppressions');
    expect(
      list.body.data.map((each: { value: string; reason: string }) => [each.value, each.reason]).sort(),
    ).toEqual([
      ['pat0@customer.test', 'opt_out'],
      ['pat1@customer.test', 'opt_out'],
    ]);
  });

  it('leaves calls to people, unless told to do them', async () => {
    const admin = await sandboxTeam(server);
    const id = await cadence(server, admin, [
      { day: 2, manual: 'Phone' },
      { day: 3 },
      { day: 4, manual: 'Other' },
    ]);
    await people(server, admin, id, 2);
    const waiting = await go(admin, '10d');
    expect(waiting.body.data.counts).toMatchObject({ steps_waiting: 2, emails_sent: 0, steps_done: 0 });
    await admin.call('PUT', '/v2/sandbox', { complete_manual_steps: true });
    const done = await go(admin, '10d');
    expect(done.body.data.counts).toMatchObject({ emails_sent: 2, steps_done: 4, steps_waiting: 0 });
    const calls = await admin.call('GET', '/v2/activities/calls');
    expect(calls.body.data).toHaveLength(2);
  });
});

describe('beside others', () => {
  const parts = () => {
    const { database, clock, log } = server.context;
    const engine = createEngine({
      database,
      mailer: sandboxMailer(database),
      clock,
      log,
      tickMs: 50,
      publicUrl: 'http://cadenza.test',
    });
    return {
      database,
      clock,
      log,
      engine,
      tracking: trackingTokens(['a test key that is long enough to be one']),
    };
  };

  it('one advance at a time; engines leave the team alone meanwhile, and take it up again after', async () => {
    const admin = await sandboxTeam(server);
    const id = await cadence(server, admin, [{ day: 1 }, { day: 2 }]);
    await people(server, admin, id, 4);
    const { teamId } = admin.principal;
    const options = parts();
    let inside: (() => Promise<void>) | undefined = async () => {
      // In the middle of the advance: the team's rows are due, and belong to whoever moves its clock.
      expect((await go(admin, '1d')).status).toBe(409);
      expect((await admin.call('POST', '/v2/sandbox/reset_clock', {})).status).toBe(409);
      await options.engine.runOnce(server.clock.now());
      expect(await delivered(admin)).toHaveLength(0);
    };
    const engine = {
      runTeam: async (team: number, at: Date) => {
        await inside?.();
        inside = undefined;
        return options.engine.runTeam(team, at);
      },
    };
    const report = await advance({ ...options, engine }, teamId, { by: '1h' });
    expect(report.counts.emails_sent).toBe(4);
    // The second e-mail is due a day later in the team's time, which the engine knows.
    server.clock.advance(23 * 3_600_000);
    await options.engine.runOnce(server.clock.now());
    expect(await delivered(admin)).toHaveLength(8);
    server.clock.set(START);
  });

  it('an engine that runs all the time and an advance: every e-mail once', async () => {
    const admin = await sandboxTeam(server, { seed: 'race', open_rate: 1 });
    const id = await cadence(server, admin, MONTH);
    await people(server, admin, id, 10);
    const options = parts();
    let over = false;
    const engine = (async () => {
      while (!over) await options.engine.runOnce(server.clock.now());
    })();
    const report = await advance(options, admin.principal.teamId, { by: '30d' });
    over = true;
    await engine;
    expect(report.state).toBe('done');
    const letters = await sent(admin);
    expect(letters).toHaveLength(80);
    expect(letters.every(({ state, attempts }) => state === 'sent' && attempts === 1)).toBe(true);
    expect(new Set((await delivered(admin)).map((each) => each.message_id)).size).toBe(80);
  });

  it('goes on after a crash in the middle: nothing twice, nothing lost', async () => {
    const admin = await sandboxTeam(server);
    const id = await cadence(server, admin, MONTH);
    await people(server, admin, id, 3);
    const { teamId } = admin.principal;
    const options = parts();
    let moments = 0;
    const dying = {
      runTeam: async (team: number, at: Date) => {
        moments += 1;
        if (moments < 3) return options.engine.runTeam(team, at);
        // The third e-mails are claimed; one of them reaches the sandbox, and then the process is gone.
        const { prepare } = await import('../../apps/server/src/engine/planning/tick.js');
        const { dueClaims: dueActions } = await import('../../apps/server/src/engine/claim.js');
        const only = { teamId: team, now: at };
        const due = await dueActions(options.database, only);
        await prepare({ database: options.database, log: options.log, width: 1 }, due);
        const { claims } = await claimEmails(options.database, server.clock.now(), 2, 600_000, { only });
        const [first] = claims;
        if (first)
          await sandboxMailer(options.database).send({
            teamId: team,
            emailId: first.email.id,
            messageId: first.email.message_id,
            subject: first.email.subject,
            envelope: { from: first.email.from_address, to: [first.email.to_address] },
            compose: async () => Buffer.from('x'),
            begin: () => createBeginnings(options.database, options.log).begin(first, at, server.clock.now()),
            now: at,
          });
        throw new Error('killed');
      },
    };
    await expect(advance({ ...options, engine: dying }, teamId, { by: '30d' })).rejects.toThrow('killed');
    const stopped = await admin.call('GET', '/v2/sandbox');
    expect(stopped.body.data).toMatchObject({
      now: '2026-03-09T14:30:00.000000+00:00',
      advance: { state: 'failed' },
    });
    const report = await advance(options, teamId, { until: '2026-04-01T09:00:00Z' });
    expect(report.state).toBe('done');
    const letters = await sent(admin);
    // The one the sandbox got is sent, by its evidence; the other had not begun: it goes like everything else.
    expect(letters.filter(({ state }) => state === 'uncertain')).toHaveLength(0);
    expect(letters.filter(({ state }) => state === 'sent')).toHaveLength(3 * 8);
    expect(letters.every(({ attempts }) => attempts === 1)).toBe(true);
    expect(new Set((await delivered(admin)).map((each) => each.message_id)).size).toBe(24);
    expect(await delivered(admin)).toHaveLength(24);
  });

  it('stops when asked, and after its time, and goes on from there', async () => {
    const admin = await sandboxTeam(server);
    const id = await cadence(server, admin, MONTH);
    await people(server, admin, id, 2);
    const { teamId } = admin.principal;
    const options = parts();
    const cancelling = {
      runTeam: async (team: number, at: Date) => {
        expect((await admin.call('POST', '/v2/sandbox/cancel', {})).status).toBe(200);
        return options.engine.runTeam(team, at);
      },
    };
    const cut = await advance({ ...options, engine: cancelling }, teamId, { by: '30d' });
    expect([cut.state, cut.counts.emails_sent]).toEqual(['cancelled', 2]);
    const stop = new AbortController();
    stop.abort();
    expect((await advance(options, teamId, { by: '30d', stop: stop.signal })).state).toBe('cancelled');
    expect((await advance(options, teamId, { by: '30d', limitMs: 0 })).state).toBe('time_limit');
    const rest = await go(admin, '30d');
    expect([rest.body.data.state, rest.body.data.counts.emails_sent]).toEqual(['done', 14]);
  });

  it('a pause keeps its e-mails, and does not hold the clock', async () => {
    const admin = await sandboxTeam(server);
    const id = await cadence(server, admin, MONTH);
    await people(server, admin, id, 3);
    await go(admin, '1h');
    await server.database.kysely
      .updateTable('cadences')
      .set({ paused_at: server.clock.now() })
      .where('team_id', '=', admin.principal.teamId)
      .where('id', '=', id)
      .execute();
    const { body } = await go(admin, '30d');
    expect([body.data.state, body.data.counts.emails_sent]).toEqual(['done', 0]);
    expect(body.data.moments).toBeLessThan(10);
  });
});

describe('real mail', () => {
  let smtp: Server;
  let connections = 0;
  beforeAll(async () => {
    smtp = createServer((socket) => {
      connections += 1;
      socket.end('421 go away\r\n');
    });
    await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => smtp.close(resolve)));

  it('is never touched: with SMTP_URL and a mailbox, advancing and the engine open no connection', async () => {
    const { port } = smtp.address() as AddressInfo;
    const real = await createTestServer({ smtpUrl: `smtp://127.0.0.1:${port}` });
    try {
      const admin = await sandboxTeam(real, { seed: 'x', open_rate: 0.5 });
      const box = await admin.call('POST', '/v2/mailboxes', {
        email_address: 'rep@sender.test',
        smtp_host: '127.0.0.1',
        smtp_port: port,
        smtp_security: 'none',
        imap_host: '127.0.0.1',
        imap_port: port,
        imap_security: 'none',
        username: 'rep',
        password: 'secret',
      });
      expect(box.status).toBe(200);
      const id = await cadence(real, admin, MONTH);
      await people(real, admin, id, 3);
      connections = 0;
      const { body } = await go(admin, '10d');
      expect(body.data.counts.emails_sent).toBeGreaterThan(5);
      // The engine with every transport there is, and whoever watches mailboxes.
      const { config, database, clock, log } = real.context;
      const mailer = buildMailer(config, database);
      const engine = createEngine({ database, mailer, clock, log, tickMs: 50, publicUrl: config.publicUrl });
      clock.now();
      real.clock.advance(20 * 86_400_000);
      await engine.runOnce(real.clock.now());
      const { claimMailboxes } = await import('../../apps/server/src/engine/receiving/watch-leases.js');
      const watcher = { worker: 'test', leaseMs: 1000 };
      const watched = await claimMailboxes(database, watcher, real.clock.now(), 10);
      expect(watched).toEqual([]);
      await engine.stop();
      const letters = await database.kysely
        .selectFrom('emails')
        .select(['state', 'mailbox_id'])
        .where('team_id', '=', admin.principal.teamId)
        .where('state', '=', 'sent')
        .execute();
      expect(letters.length).toBeGreaterThan(10);
      expect(letters.every(({ mailbox_id }) => mailbox_id === box.body.data.id)).toBe(true);
      expect(connections).toBe(0);
    } finally {
      await real.close();
    }
  });
});
