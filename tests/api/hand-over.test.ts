import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { carryOn } from '../../apps/server/src/engine/long-commands.js';
import { receiveMessage } from '../../apps/server/src/engine/receiving/receive.js';
import { mortal, Sink } from '../engine/crash.support.js';
import { engineOf, log, makeCadence, memoryMailer } from '../engine/support.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

/** Somebody leaves: what they have goes to colleagues, once, whole, and nothing is sent twice. */
let server: TestServer;
let admin: Caller;
let leaver: Caller;
let heir: Caller;
beforeAll(async () => {
  server = await createTestServer({}, 'given', undefined, { carryOn: () => undefined });
});
beforeEach(async () => {
  admin = await server.team();
  leaver = await server.colleague(admin);
  heir = await server.colleague(admin);
});
afterAll(() => server.close());

const sql = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
  (await server.database.pool.query<T>(text, [admin.principal.teamId, ...values])).rows;
const made = async (path: string, body: object, who = leaver) => {
  const answer = await who.call('POST', path, body);
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.body.data;
};
const give = (body: object, who = admin, from = leaver.principal.userId) =>
  who.call('POST', `/v2/users/${from}/hand_over`, body);
const kindsOf = (data: { kinds: { kind: string; rows: number; refused: number }[] }) =>
  Object.fromEntries(
    data.kinds.map(({ kind, rows, refused }) => [kind, refused > 0 ? [rows, refused] : rows]),
  );
const minutes = (n: number) => new Date(server.clock.now().getTime() + n * 60_000);

/** A mailbox that a rep sends from in the memory of the test. */
async function mailboxOf({ principal: { teamId, userId } }: Caller): Promise<number> {
  const [box] = await sql<{ id: number }>(
    `INSERT INTO mailboxes (team_id, created_at, updated_at, user_id, kind, email_address) VALUES ($1, $2, $2, $3, 'smtp', $4) RETURNING id`,
    [server.clock.now(), userId, `box${teamId}.${userId}@sender.test`],
  );
  return box?.id ?? 0;
}

/** Two e-mails, the second in the thread of the first, and then a call. */
const twoEmails = () =>
  makeCadence(
    server.database,
    admin.principal.teamId,
    leaver.principal.userId,
    [
      { day: 1, type: 'email', automated: true, immediately: true },
      { day: 2, type: 'email', automated: true, threadOf: 0 },
      { day: 3, type: 'phone' },
    ],
    { team_cadence: true },
  );

describe('a hand-over', () => {
  it('says what there is and changes nothing first, then gives everything, and the conversation goes on from the other mailbox', async () => {
    const boxes = [await mailboxOf(leaver), await mailboxOf(heir)];
    const cadence = await twoEmails();
    const people: number[] = [];
    for (const name of ['a', 'b', 'c'])
      people.push(
        (await made('/v2/people', { email_address: `${name}${cadence.id}@customer.test`, first_name: 'Ann' }))
          .id,
      );
    const account = await made('/v2/accounts', { name: 'A', domain: `a${cadence.id}.test` });
    const tasks = [];
    for (const current_state of ['scheduled', 'completed'])
      tasks.push(
        await made('/v2/tasks', {
          person_id: people[0],
          subject: 'S',
          task_type: 'call',
          due_date: '2026-03-05',
          current_state,
        }),
      );
    for (const person_id of people.slice(0, 2))
      await made('/v2/cadence_memberships', { person_id, cadence_id: cadence.id });
    const mailer = memoryMailer();
    const engine = engineOf(server.database, mailer);
    for (let round = 0; round < 4; round += 1) await engine.runOnce(minutes(round));
    expect(mailer.sent).toHaveLength(2);
    // The third has an e-mail in the queue when the user leaves.
    await made('/v2/cadence_memberships', { person_id: people[2], cadence_id: cadence.id });
    await sql(`UPDATE mailboxes SET next_slot_at = $2 WHERE team_id = $1`, [minutes(10)]);
    await engine.runOnce(minutes(4));
    const before = await sql('SELECT id, updated_at FROM people WHERE team_id = $1 ORDER BY id');
    const preview = await give({ to_user_id: heir.principal.userId, dry_run: true });
    expect(preview.status, preview.text).toBe(200);
    expect(kindsOf(preview.body.data)).toEqual({
      people: 3,
      accounts: 1,
      cadences: 1,
      memberships: 3,
      tasks: 1,
      threads: 0,
    });
    expect(preview.body.data.senders).toEqual([
      expect.objectContaining({
        from_user: { id: leaver.principal.userId },
        to_user: { id: heir.principal.userId },
        memberships: 2,
      }),
    ]);
    expect(preview.body.data.mailboxes).toMatchObject([{ id: boxes[0], rests: true }]);
    expect(await sql('SELECT id, updated_at FROM people WHERE team_id = $1 ORDER BY id')).toEqual(before);

    const off = await admin.call('PUT', `/v2/users/${leaver.principal.userId}`, { active: false });
    const whole = { people: 3, accounts: 1, cadences: 1, memberships: 3, tasks: 1, threads: 0 };
    expect(off.body.data.left_behind).toEqual(whole);
    const answers = await Promise.all([1, 2].map(() => give({ to_user_id: heir.principal.userId })));
    // Two at once: one finds everything, the other nothing.
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.map(({ body }) => body.data.kinds[0].rows).toSorted()).toEqual([0, 3]);
    const { data } = (await admin.call('GET', `/v2/users/${leaver.principal.userId}`)).body;
    expect(Object.values(data.left_behind)).toEqual([0, 0, 0, 0, 0, 0]);
    const mine = async (path: string) => (await heir.call('GET', path)).body.data.length;
    expect(await mine(`/v2/people?owner_id=${heir.principal.userId}`)).toBe(3);
    expect(await mine(`/v2/accounts?ids=${account.id}&owner_id=${heir.principal.userId}`)).toBe(1);
    expect(await mine(`/v2/tasks?user_id=${heir.principal.userId}`)).toBe(1);
    expect((await heir.call('GET', `/v2/cadences/${cadence.id}`)).body.data.owner.id).toBe(
      heir.principal.userId,
    );

    for (let hour = 1; hour < 60; hour += 3) await engine.runOnce(minutes(hour * 60));
    // Each person each e-mail once; those after the hand-over from the heir, in the conversation of the first.
    const sent = await sql<{
      person_id: number;
      user_id: number;
      mailbox_id: number;
      in_reply_to: string | null;
    }>(
      `SELECT person_id, user_id, mailbox_id, in_reply_to FROM emails WHERE team_id = $1 AND state = 'sent' ORDER BY id`,
    );
    expect(sent.map((email) => email.person_id).toSorted()).toEqual(
      people.flatMap((id) => [id, id]).toSorted(),
    );
    expect(sent.slice(0, 2).map(({ mailbox_id: id }) => id)).toEqual([boxes[0], boxes[0]]);
    for (const email of sent.slice(2))
      expect(email).toMatchObject({ user_id: heir.principal.userId, mailbox_id: boxes[1] });
    expect(sent.filter(({ in_reply_to: id }) => id !== null)).toHaveLength(3);
    expect(mailer.sent).toHaveLength(6);
    // What comes later to the mailbox of whoever left is for who has the person.
    const late = await made('/v2/people', { email_address: `late${cadence.id}@customer.test` }, heir);
    const raw = `Message-ID: <late${cadence.id}@customer.test>\r\nFrom: late${cadence.id}@customer.test\r\nSubject: Still there?\r\n\r\nHello?\r\n`;
    const now = minutes(60 * 60);
    const arrival = {
      folder: 'INBOX',
      role: 'inbox' as const,
      uidValidity: 1,
      uid: 1,
      flags: new Set<string>(),
      receivedAt: now,
    };
    await receiveMessage(
      server.database,
      { teamId: admin.principal.teamId, mailboxId: boxes[0] as number, ...arrival },
      Buffer.from(raw),
      now,
    );
    const [thread] = (await heir.call('GET', `/v2/threads?person_id=${late.id}`)).body.data;
    expect(thread).toMatchObject({ assigned_user: { id: heir.principal.userId } });
    expect((await give({ to_user_id: admin.principal.userId }, admin, heir.principal.userId)).status).toBe(
      200,
    );
    expect((await admin.call('GET', `/v2/threads/${thread.id}`)).body.data.assigned_user.id).toBe(
      admin.principal.userId,
    );
  });

  it('kind by kind; who does not see a person, or was on the cadence with them before, gets nothing of them', async () => {
    const cadence = await twoEmails();
    const other = await server.colleague(admin);
    const people: number[] = [];
    for (const name of ['a', 'b'])
      people.push(
        (await made('/v2/people', { email_address: `${name}${cadence.id}@customer.test`, first_name: 'Ann' }))
          .id,
      );
    for (const person_id of people) {
      await made('/v2/cadence_memberships', { person_id, cadence_id: cadence.id });
      await made('/v2/tasks', { person_id, subject: 'S', task_type: 'call', due_date: '2026-03-05' });
    }
    await sql(
      `INSERT INTO cadence_memberships (team_id, created_at, updated_at, cadence_id, person_id, user_id, current_state, added_at)
      VALUES ($1, now(), now(), $2, $3, $4, 'completed', '2026-01-01')`,
      [cadence.id, people[0], heir.principal.userId],
    );
    const to = { memberships: heir.principal.userId, tasks: other.principal.userId };
    expect(kindsOf((await give({ to, dry_run: true })).body.data)).toMatchObject({
      memberships: [2, 1],
      tasks: 2,
      people: 2,
    });
    await admin.call('PUT', '/v2/team', { team_visibility_default: 'private' });
    expect(kindsOf((await give({ to, dry_run: true })).body.data)).toMatchObject({
      memberships: [2, 2],
      tasks: [2, 2],
    });
    // With their people they may be had, by the same colleague.
    const withPeople = { ...to, people: heir.principal.userId };
    expect(kindsOf((await give({ to: withPeople, dry_run: true })).body.data)).toMatchObject({
      memberships: [2, 1],
      tasks: [2, 2],
    });
    const given = await give({ to: withPeople, rest_mailboxes: false });
    expect(given.status, given.text).toBe(200);
    const users = (table: string) =>
      sql<{ user_id: number }>(
        `SELECT user_id FROM ${table} WHERE team_id = $1 AND person_id = $2 AND status <> 'completed' ORDER BY id`,
        [people[1]],
      );
    expect(new Set((await users('actions')).map(({ user_id: id }) => id))).toEqual(
      new Set([heir.principal.userId]),
    );
    expect(
      (await sql(`SELECT FROM tasks WHERE team_id = $1 AND user_id = $2`, [leaver.principal.userId])).length,
    ).toBe(2);
    expect(
      await sql(`SELECT person_id FROM cadence_memberships WHERE team_id = $1 AND user_id = $2`, [
        leaver.principal.userId,
      ]),
    ).toEqual([{ person_id: people[0] }]);
  });

  it('is for admins, from and to users of the team, and to nobody who is not there', async () => {
    const heirId = heir.principal.userId;
    expect((await give({ to_user_id: heirId }, leaver)).status).toBe(403);
    expect((await give({ to_user_id: heirId }, await server.team())).status).toBe(404);
    const stranger = await server.team();
    const off = await server.colleague(admin);
    await admin.call('PUT', `/v2/users/${off.principal.userId}`, { active: false });
    for (const to_user_id of [stranger.principal.userId, off.principal.userId, leaver.principal.userId])
      expect((await give({ to_user_id })).body.errors.to_user_id).toHaveLength(1);
    for (const body of [
      {},
      { to: {} },
      { to: { people: stranger.principal.userId } },
      { to_user_id: heirId, dryrun: true },
    ])
      expect((await give(body)).status, JSON.stringify(body)).toBe(422);
    expect((await give({ dry_run: true })).status).toBe(200);
    // Who comes back leaves nothing behind.
    const back = await admin.call('PUT', `/v2/users/${off.principal.userId}`, { active: true });
    expect(back.body.data.left_behind).toBeNull();
  });

  it('of many goes on after the process was killed, and tells of each once', async () => {
    const MANY = 520;
    const { id: cadence, steps } = await twoEmails();
    await sql(
      `INSERT INTO people (team_id, created_at, updated_at, owner_id, email_address, cadence_ids)
      SELECT $1, $2, $2, $3, 'p' || n || '@many.test', ARRAY[$4::bigint] FROM generate_series(1, ${MANY}) n`,
      [server.clock.now(), leaver.principal.userId, cadence],
    );
    await sql(
      `INSERT INTO cadence_memberships (team_id, created_at, updated_at, cadence_id, person_id, user_id, current_state, added_at)
      SELECT team_id, $2, $2, $3, id, owner_id, 'active', $2 FROM people WHERE team_id = $1`,
      [server.clock.now(), cadence],
    );
    await sql(
      `INSERT INTO actions (team_id, created_at, updated_at, membership_id, cadence_id, step_id, step_group_id, person_id, user_id, type,
        automated, status, due_at, reason, decided_by)
      SELECT m.team_id, $2, $2, m.id, m.cadence_id, s.id, s.step_group_id, m.person_id, m.user_id, s.type, false, 'planned', '2100-01-01',
        'x', 'user_inactive' FROM cadence_memberships m JOIN steps s ON s.team_id = m.team_id AND s.id = $3 WHERE m.team_id = $1`,
      [server.clock.now(), steps[2]],
    );
    const given = await give({ to_user_id: heir.principal.userId });
    expect(given.status, given.text).toBe(200);
    const pending = async () => (await admin.call('GET', '/v2/long_commands')).body.data;
    expect(
      (await pending()).map(({ kind, total }: { kind: string; total: number }) => [kind, total]).toSorted(),
    ).toEqual([
      ['hand_over_memberships', MANY],
      ['hand_over_people', MANY],
    ]);
    const process = mortal(server.database.pool.options, new Sink(), 'diesBefore', 'UPDATE actions');
    const round = carryOn({ database: process.database, log }, new Date());
    await Promise.race([round, process.died]);
    expect(process.hit).toBeDefined();
    await process.bury(server.database.pool);
    for (let round = 1; (await pending()).length > 0 && round < 60; round += 1)
      await carryOn({ database: server.database, log }, new Date(Date.now() + round * 60_000));
    expect(await pending()).toEqual([]);
    const left = async (table: string, column: string) =>
      (await sql(`SELECT FROM ${table} WHERE team_id = $1 AND ${column} <> $2`, [heir.principal.userId]))
        .length;
    expect(await left('people', 'owner_id')).toBe(0);
    expect(await left('cadence_memberships', 'user_id')).toBe(0);
    expect(await left('actions', 'user_id')).toBe(0);
    expect(
      (await sql(`SELECT FROM actions WHERE team_id = $1 AND decided_by = 'user_inactive'`)).length,
    ).toBe(0);
    const told = await sql<{ n: number; ids: number }>(
      `SELECT count(*) AS n, count(DISTINCT resource_id) AS ids FROM events WHERE team_id = $1 AND event_type = 'cadence_membership_updated'`,
    );
    expect(told).toEqual([{ n: MANY, ids: MANY }]);
  });
});
