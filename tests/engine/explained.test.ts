import { afterAll, beforeAll, expect, it } from 'vitest';
import { addToCadence } from '../../apps/server/src/domain/memberships/membership-commands.js';
import { pauseMembership } from '../../apps/server/src/domain/memberships/pause-commands.js';
import { lockMembership } from '../../apps/server/src/domain/memberships/membership-queries.js';
import { type Explained, remade, say } from '../../apps/server/src/domain/said.js';
import { ENGLISH } from '../../apps/server/src/domain/sentences.js';
import { createForecasts } from '../../apps/server/src/engine/forecast/forecasts.js';
import { testDatabase } from '../support/database.js';
import { GERMAN } from '../support/german.js';
import { as, days, engineOf, memoryMailer, MONDAY, type World, world } from './support.js';

const PEOPLE = 25;
let made: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  made = await testDatabase();
});
afterAll(() => made.close());

/** Two mailboxes with every limit there is, a window, a holiday, a leave, and limits on e-mails and people a day. */
async function everyLimit(): Promise<World> {
  const w = await world(
    made.database,
    { schedule_version: 1, email_daily_limit: 12 },
    { time_zone: 'Europe/Berlin' },
  );
  const at = { team_id: w.teamId, created_at: MONDAY, updated_at: MONDAY };
  const db = w.database.kysely;
  const blocks = [
    { days: [1, 2, 3, 4, 5], from: '09:30', to: '11:00' },
    { days: [1, 2, 3, 4], from: '14:00', to: '16:00' },
  ];
  await db
    .insertInto('send_windows')
    .values({ ...at, zone_mode: 'user', blocks: JSON.stringify(blocks), manual_steps: true })
    .execute();
  const extra = [{ date: '2026-03-09', name: 'Founders' }];
  await db
    .insertInto('holiday_calendars')
    .values({ ...at, name: 'House', extra_days: JSON.stringify(extra) })
    .execute();
  await db
    .insertInto('user_absences')
    .values({
      ...at,
      user_id: w.userId,
      starts_on: '2026-03-11',
      ends_on: '2026-03-12',
      return_spread_days: 2,
    })
    .execute();
  const own = { ...at, user_id: w.userId, kind: 'smtp' };
  await db
    .insertInto('mailboxes')
    .values([
      {
        ...own,
        email_address: `one-${w.teamId}@sender.test`,
        daily_limit: 7,
        hourly_limit: 3,
        spacing_seconds: 300,
        spacing_jitter_seconds: 120,
      },
      {
        ...own,
        email_address: `two-${w.teamId}@sender.test`,
        daily_limit: 9,
        ramp_started_on: '2026-03-02',
        ramp_start: 2,
        ramp_step: 1,
        rotation_weight: 2,
      },
    ])
    .execute();
  return w;
}

/** The clock goes from one due moment to the next. */
async function live(w: World): Promise<void> {
  const engine = engineOf(w.database, memoryMailer());
  let now: Date | null = MONDAY;
  for (let turn = 0; turn < 3000 && now; turn += 1) {
    await engine.runOnce(now);
    const { rows } = await w.database.pool.query<{ next: Date | null }>(
      `SELECT least((SELECT min(due_at) FROM actions WHERE team_id = $1 AND status = 'planned'),
        (SELECT min(send_after) FROM emails WHERE team_id = $1 AND state = 'queued')) AS next`,
      [w.teamId],
    );
    now = rows[0]?.next ?? null;
  }
}

async function onCadence(w: World, people: number): Promise<number[]> {
  const cadence = await w.cadence(
    [
      { day: 1, type: 'email', automated: true, delay: 0 },
      { day: 3, type: 'email', automated: true, at: '10:00', threadOf: 0 },
      { day: 6, type: 'email', automated: true, delay: 45 },
    ],
    { new_people_per_day: 6 },
  );
  const members: number[] = [];
  for (let n = 0; n < people; n += 1) {
    const person = await w.person();
    members.push(
      await as(w, (tx) =>
        addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id: person, cadence_id: cadence.id }),
      ),
    );
  }
  return members;
}

it('with every limit, what is foretold together happens: each moment, mailbox and deciding rule', async () => {
  const w = await everyLimit();
  const members = await onCadence(w, PEOPLE);
  const before = await createForecasts(w.database).timelines(w.teamId, members, MONDAY);
  await live(w);
  const { rows } = await w.database.pool.query(
    `SELECT membership_id, step_id, sent_at, mailbox_id, decided_by, decided_because FROM emails WHERE team_id = $1 AND state = 'sent'`,
    [w.teamId],
  );
  const foretold = before.flatMap(({ membershipId, entries }) =>
    entries.map(
      (entry) =>
        `${membershipId}/${entry.stepId} ${entry.at?.toISOString()} box ${entry.email?.mailboxId} ${entry.rule} ${entry.reason.text}`,
    ),
  );
  const happened = rows.map(
    (row) =>
      `${row.membership_id}/${row.step_id} ${row.sent_at.toISOString()} box ${row.mailbox_id} ${row.decided_by} ${row.decided_because}`,
  );
  expect(happened).toHaveLength(PEOPLE * 3);
  expect(foretold.sort()).toEqual(happened.sort());
  // A page of this says something only if every kind of rule decided somewhere.
  expect([...new Set(rows.map((row) => row.decided_by))].sort()).toEqual(
    expect.arrayContaining(['mailbox_hourly_limit', 'new_people_limit', 'send_window']),
  );
}, 120_000);

it('every stored sentence is made again from its rule and facts, in two languages', async () => {
  const w = await everyLimit();
  const [first = 0, second = 0, ...others] = await onCadence(w, 8);
  const back = '2026-03-20';
  const pause = say('membership_paused', { by: 'auto_reply', back, until: back });
  await as(w, async (tx) => {
    const context = await lockMembership(tx, w.teamId, first);
    await pauseMembership({ tx, teamId: w.teamId, now: MONDAY }, context, days(MONDAY, 18), pause);
  });
  await as(w, async (tx) => {
    const context = await lockMembership(tx, w.teamId, second);
    await tx
      .updateTable('people')
      .set({ contact_restrictions: ['email'] })
      .where('id', '=', context.person.id)
      .execute();
  });
  expect(others).toHaveLength(6);
  await live(w);
  const told = await sentencesOf(w);
  expect(told.length).toBeGreaterThan(100);
  const names = await namesOf(w);
  for (const { text, explained } of told) {
    expect(explained, text).not.toBeNull();
    expect(remade(ENGLISH, explained as Explained, names)).toBe(text);
    expect(remade(GERMAN, explained as Explained, names)).toMatch(/\S/);
    // Texts are no facts: what is left without ids, numbers, moments and words of lists is nothing.
    for (const { rule } of (explained as Explained).facts) expect(rule).not.toBe('as_written');
  }
  expect(
    new Set(told.flatMap(({ explained }) => explained?.facts.map(({ rule }) => rule))).size,
  ).toBeGreaterThan(11);
  expect(told.map(({ text }) => text)).toContain(
    'Paused by an automatic reply: the person is back on Friday 20 March 2026.',
  );
}, 120_000);

it('a process of the version before changes the sentence alone: its facts go with it', async () => {
  const w = await world(made.database);
  const [membership = 0] = await onCadence(w, 1);
  await w.database.pool.query(`UPDATE actions SET reason = 'As it was once.' WHERE membership_id = $1`, [
    membership,
  ]);
  const { rows } = await w.database.pool.query(
    'SELECT explained FROM actions WHERE membership_id = $1 ORDER BY id LIMIT 1',
    [membership],
  );
  expect(rows).toEqual([{ explained: null }]);
  const [timeline] = await createForecasts(w.database).timelines(w.teamId, [membership], MONDAY);
  expect(timeline?.entries[0]?.reason.text).toContain('As it was once.');
});

interface Told {
  text: string;
  explained: Explained | null;
}

async function sentencesOf(w: World): Promise<Told[]> {
  const { rows } = await w.database.pool.query<Told>(
    `SELECT reason AS text, explained FROM actions WHERE team_id = $1
     UNION ALL SELECT decided_because, decided_explained FROM actions WHERE team_id = $1
     UNION ALL SELECT state_reason, explained FROM emails WHERE team_id = $1
     UNION ALL SELECT decided_because, decided_explained FROM emails WHERE team_id = $1
     UNION ALL SELECT reason, explained FROM email_history WHERE team_id = $1
     UNION ALL SELECT state_reason, explained FROM cadence_memberships WHERE team_id = $1
     UNION ALL SELECT health_reason, health_explained FROM mailboxes WHERE team_id = $1`,
    [w.teamId],
  );
  return rows.filter(({ text }) => text !== null);
}

async function namesOf(w: World): Promise<(facts: Record<string, unknown>) => string> {
  const { rows } = await w.database.pool.query('SELECT id, email_address FROM mailboxes WHERE team_id = $1', [
    w.teamId,
  ]);
  const mailboxes = new Map(rows.map((row) => [row.id, row.email_address as string]));
  return ({ mailbox_id: id }) => mailboxes.get(id as number) ?? '';
}
