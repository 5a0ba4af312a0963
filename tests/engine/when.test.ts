import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createActivity } from '../../apps/server/src/domain/activities/activity-commands.js';
import {
  addToCadence,
  removeFromCadence,
} from '../../apps/server/src/domain/memberships/membership-commands.js';
import { replanMailbox } from '../../apps/server/src/domain/memberships/snooze-commands.js';
import { createForecasts } from '../../apps/server/src/engine/forecast/forecasts.js';
import { testDatabase } from '../support/database.js';
import { as, days, engineOf, memoryMailer, MONDAY, type World, world } from './support.js';

let made: Awaited<ReturnType<typeof testDatabase>>;
beforeEach(async () => {
  made = await testDatabase();
});
afterEach(() => made.close());

const hours = (n: number, from = MONDAY) => new Date(from.getTime() + n * 3_600_000);
const at = { created_at: MONDAY, updated_at: MONDAY };
const LETTER = [{ day: 1, type: 'email' as const, automated: true, delay: 0 }];
const OFFICE = JSON.stringify([{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }]);

const actionsOf = (w: World) =>
  w.database.kysely.selectFrom('actions').selectAll().where('team_id', '=', w.teamId).orderBy('id').execute();
const emailsOf = (w: World) =>
  w.database.kysely
    .selectFrom('emails')
    .selectAll()
    .where('team_id', '=', w.teamId)
    .orderBy('send_after')
    .execute();
const window = (w: World, fields: object = {}) =>
  w.database.kysely
    .insertInto('send_windows')
    .values({ ...at, team_id: w.teamId, blocks: OFFICE, ...fields })
    .execute();
async function add(w: World, cadenceId: number, n = 1, now = MONDAY): Promise<number[]> {
  const ids = [];
  for (let index = 0; index < n; index += 1) {
    const person = await w.person();
    ids.push(
      await as(w, (tx) =>
        addToCadence({ tx, principal: w.who, now }, { person_id: person, cadence_id: cadenceId }),
      ),
    );
  }
  return ids;
}
async function colleague(w: World, fields: object = {}): Promise<number> {
  const row = await w.database.kysely
    .insertInto('users')
    .values({ ...at, team_id: w.teamId, guid: randomUUID(), email: `${randomUUID()}@sender.test`, ...fields })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}
async function mailbox(w: World, fields: object = {}): Promise<number> {
  const row = await w.database.kysely
    .insertInto('mailboxes')
    .values({
      ...at,
      team_id: w.teamId,
      user_id: w.userId,
      kind: 'default',
      email_address: `${randomUUID()}@sender.test`,
      ...fields,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}
/** Every quarter of an hour from one moment to another, as an engine that is always on. */
async function run(w: World, from: Date, to: Date, mailer = memoryMailer(), stepMinutes = 15) {
  const engine = engineOf(w.database, mailer);
  for (let now = from; now <= to; now = new Date(now.getTime() + stepMinutes * 60_000))
    await engine.runOnce(now);
  return mailer;
}

it('timeline, why and what happens say the same, before the first decision too', async () => {
  const w = await world(made.database);
  await window(w);
  const { id } = await w.cadence(LETTER);
  await w.database.kysely
    .updateTable('cadences')
    .set({ new_people_per_day: 2 })
    .where('id', '=', id)
    .execute();
  const midnight = new Date('2026-03-02T00:00:00Z');
  const ids = await add(w, id, 6, midnight);
  const forecasts = createForecasts(w.database);
  const together = await forecasts.timelines(w.teamId, ids, midnight);
  const told = together.map(({ entries: [entry] }) => [
    entry?.at?.toISOString(),
    entry?.rule,
    entry?.reason.text,
  ]);
  expect(told.map(([at]) => at?.slice(0, 13))).toEqual(
    ['02', '02', '03', '03', '04', '04'].map((day) => `2026-03-${day}T09`),
  );
  expect(told[5]?.[1]).toBe('new_people_limit');
  for (const [index, action] of (await actionsOf(w)).entries()) {
    const why = await forecasts.whyAction(w.teamId, action.id, midnight);
    const [alone] = await forecasts.timelines(w.teamId, [action.membership_id], midnight);
    const [at, , reason] = told[index] ?? [];
    expect([why?.next?.toISOString(), why?.because.text]).toEqual([at, reason]);
    expect(alone?.entries[0]?.at?.toISOString()).toBe(at);
  }
  await engineOf(w.database, memoryMailer()).runOnce(midnight);
  const decided = (await actionsOf(w)).map((each) => [
    each.due_at.toISOString(),
    each.decided_by,
    each.decided_because,
  ]);
  expect(decided).toEqual(told);
});

describe('windows, holidays and leave', () => {
  it('a wait that ends while the window is shut ends at its next open minute, and is explained', async () => {
    const w = await world(made.database);
    await window(w);
    const { id } = await w.cadence([{ day: 1, type: 'email', automated: true, delay: 600 }]);
    await add(w, id);
    const mailer = memoryMailer();
    await engineOf(w.database, mailer).runOnce(hours(10));
    expect((await actionsOf(w))[0]).toMatchObject({
      status: 'planned',
      decided_by: 'send_window',
      due_at: new Date('2026-03-03T09:00:00Z'),
      reason:
        "Outside the team's sending window (Mon-Fri 09:00-17:00, UTC). It goes out Tuesday 3 March 2026 at 09:00 (UTC).",
    });
    await engineOf(w.database, mailer).runOnce(new Date('2026-03-03T08:59:59Z'));
    expect(mailer.sent).toHaveLength(0);
    await engineOf(w.database, mailer).runOnce(new Date('2026-03-03T09:00:00Z'));
    expect(mailer.sent).toHaveLength(1);
    expect((await emailsOf(w))[0]).toMatchObject({
      decided_by: 'send_window',
      decided_because: expect.stringContaining("Outside the team's sending window"),
      send_after: new Date('2026-03-03T09:00:00Z'),
    });
    // It is said after it was sent as it was before.
    const [action] = await actionsOf(w);
    const forecasts = createForecasts(w.database);
    const [timeline] = await forecasts.timelines(w.teamId, [action?.membership_id ?? 0], hours(24));
    expect(timeline?.entries[0]).toMatchObject({ state: 'done', rule: 'send_window' });
    expect(timeline?.entries[0]?.reason.text).toMatch(/^.*Outside the team's sending window.* Sent: /);
    expect(await forecasts.whyAction(w.teamId, action?.id ?? 0, hours(24))).toMatchObject({
      because: { text: expect.stringContaining("Outside the team's sending window") },
      rules: [{ rule: 'send_window' }],
    });
  });

  it("the cadence's window counts before the user's, the user's before the team's; a change counts at once", async () => {
    const w = await world(made.database);
    const { id } = await w.cadence([{ day: 1, type: 'email', automated: true, delay: 0, weekends: true }]);
    const night = (from: string, to: string) => ({
      blocks: JSON.stringify([{ days: [1, 2, 3, 4, 5, 6, 7], from, to }]),
    });
    const engine = engineOf(w.database, memoryMailer());
    const due = async () => {
      await engine.runOnce(MONDAY);
      return (await actionsOf(w)).at(-1)?.due_at.toISOString().slice(11, 16);
    };
    await window(w, night('20:00', '21:00'));
    await add(w, id);
    expect(await due()).toBe('20:00');
    await window(w, { ...night('21:00', '22:00'), user_id: w.userId });
    await add(w, id);
    expect(await due()).toBe('21:00');
    await window(w, { ...night('22:00', '23:00'), cadence_id: id });
    await add(w, id);
    expect(await due()).toBe('22:00');
    // On the person's clock: half past four hours earlier in India, and Berlin's the sender's own where none is known.
    await w.database.kysely.updateTable('send_windows').set({ zone_mode: 'person' }).execute();
    const person = await w.person({ locale: 'Asia/Kolkata' });
    await as(w, (tx) =>
      addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id: person, cadence_id: id }),
    );
    expect(await due()).toBe('16:30');
  });

  it('keeps public holidays and the team’s own days, of the country that counts', async () => {
    const w = await world(made.database, {}, { work_country: 'Germany', time_zone: 'Europe/Berlin' });
    const calendar = (fields: object) =>
      w.database.kysely
        .insertInto('holiday_calendars')
        .values({ ...at, team_id: w.teamId, name: 'C', ...fields })
        .execute();
    await calendar({ country: 'DE', region: 'BY', applies_to: 'user_country', working_days: ['2026-05-01'] });
    await calendar({ country: 'US', applies_to: 'person_country' });
    await calendar({ extra_days: JSON.stringify([{ date: '2026-04-07', name: 'Company day' }]) });
    const { id } = await w.cadence([
      { day: 1, type: 'email', automated: true, delay: 0 },
      { day: 2, type: 'phone' },
    ]);
    const friday = new Date('2026-04-03T08:00:00Z');
    await add(w, id, 1, friday);
    const engine = engineOf(w.database, memoryMailer());
    await engine.runOnce(friday);
    // Good Friday, weekend, Easter Monday, the company's day.
    expect((await actionsOf(w))[0]).toMatchObject({
      decided_by: 'holiday',
      due_at: new Date('2026-04-08T08:00:00Z'),
      reason: expect.stringContaining('Friday 3 April 2026 is a day off: Good Friday.'),
    });
    // A working-day exception: the first of May.
    await add(w, id, 1, new Date('2026-05-01T08:00:00Z'));
    await engine.runOnce(new Date('2026-05-01T08:00:00Z'));
    expect((await emailsOf(w)).at(-1)?.state).toBe('sent');
    const american = await w.person({ country: 'USA' });
    const thanksgiving = new Date('2026-11-26T08:00:00Z');
    await as(w, (tx) =>
      addToCadence({ tx, principal: w.who, now: thanksgiving }, { person_id: american, cadence_id: id }),
    );
    await engine.runOnce(thanksgiving);
    expect((await actionsOf(w)).at(-1)).toMatchObject({
      due_at: new Date('2026-11-27T08:00:00Z'),
      decided_by: 'holiday',
    });
  });

  it('holds during leave and spreads the return; hands over to a colleague, but no conversation', async () => {
    const w = await world(made.database, {}, {});
    const stand = await colleague(w, { first_name: 'Cleo', last_name: 'Stand-in' });
    const { id } = await w.cadence([
      { day: 1, type: 'email', automated: true, delay: 0 },
      { day: 2, type: 'phone' },
      { day: 2, type: 'email', automated: true, delay: 0, threadOf: 0 },
    ]);
    await add(w, id);
    const mailer = memoryMailer();
    const engine = engineOf(w.database, mailer);
    await engine.runOnce(MONDAY);
    await w.database.kysely
      .insertInto('user_absences')
      .values({
        ...at,
        team_id: w.teamId,
        user_id: w.userId,
        starts_on: '2026-03-03',
        ends_on: '2026-03-06',
        mode: 'hand_over',
        hand_over_to_id: stand,
      })
      .execute();
    await engine.runOnce(days(MONDAY, 1));
    const [, call] = await actionsOf(w);
    expect(call).toMatchObject({
      status: 'in_progress',
      user_id: stand,
      reason: 'Handed over to Cleo Stand-in: the rep is on leave until Friday 6 March 2026.',
    });
    const colleagueWho = { ...w.who, userId: stand };
    await as(w, (tx) =>
      createActivity(
        { tx, principal: colleagueWho, now: days(MONDAY, 1) },
        { action_id: call?.id ?? 0 },
      ).catch(() => undefined),
    );
    // Whatever the stand-in does, the second e-mail of the conversation leaves in the first sender's name.
    await w.database.kysely
      .updateTable('actions')
      .set({ status: 'planned', type: 'other', due_at: days(MONDAY, 9) })
      .where('id', '=', call?.id ?? 0)
      .execute();
    const held = await world(made.database);
    const plain = await held.cadence([{ day: 1, type: 'phone' }]);
    await held.database.kysely
      .insertInto('user_absences')
      .values({
        ...at,
        team_id: held.teamId,
        user_id: held.userId,
        starts_on: '2026-03-02',
        ends_on: '2026-03-06',
        return_spread_days: 3,
      })
      .execute();
    await add(held, plain.id, 30);
    await engine.runOnce(MONDAY);
    const due = (await actionsOf(held)).map((action) => action.due_at.toISOString().slice(0, 10));
    expect(new Set(due)).toEqual(new Set(['2026-03-09', '2026-03-10', '2026-03-11']));
    expect(
      (await actionsOf(held)).every(
        (action) => action.status === 'planned' && action.decided_by === 'absence',
      ),
    ).toBe(true);
  });

  it('passes on what lies open when a leave begins, in the rep’s own zone, and only then', async () => {
    const w = await world(made.database, {}, { time_zone: 'America/New_York' });
    const stand = await colleague(w, { first_name: 'Cleo', last_name: 'Stand-in' });
    const { id } = await w.cadence([{ day: 1, type: 'phone' }]);
    await add(w, id, 3);
    const engine = engineOf(w.database, memoryMailer());
    await engine.runOnce(hours(6));
    const values = {
      ...at,
      team_id: w.teamId,
      user_id: w.userId,
      starts_on: '2026-03-03',
      ends_on: '2026-03-06',
    };
    await w.database.kysely
      .insertInto('user_absences')
      .values({ ...values, mode: 'hand_over', hand_over_to_id: stand })
      .execute();
    const who = async () => (await actionsOf(w)).map((action) => [action.status, action.user_id === stand]);
    // Tuesday in Berlin, Monday in New York.
    await engine.runOnce(new Date('2026-03-03T04:30:00Z'));
    expect(await who()).toEqual(Array.from({ length: 3 }, () => ['in_progress', false]));
    await engine.runOnce(new Date('2026-03-03T05:30:00Z'));
    expect(await who()).toEqual(Array.from({ length: 3 }, () => ['in_progress', true]));
    expect((await actionsOf(w))[0]?.reason).toContain('Handed over to Cleo Stand-in');
    const mark = await w.database.kysely
      .selectFrom('user_absences')
      .select('handed_over_at')
      .executeTakeFirst();
    expect(mark?.handed_over_at).not.toBeNull();
  });

  it('never after the last day of an event cadence', async () => {
    const w = await world(made.database);
    await window(w);
    const { id } = await w.cadence(LETTER, { cadence_function: 'event', latest_active_date: '2026-03-02' });
    const [early] = await add(w, id, 1, MONDAY);
    const [late] = await add(w, id, 1, hours(9));
    const mailer = memoryMailer();
    await engineOf(w.database, mailer).runOnce(MONDAY);
    await engineOf(w.database, mailer).runOnce(hours(9));
    expect(mailer.sent).toHaveLength(1);
    const rows = await w.database.kysely
      .selectFrom('cadence_memberships')
      .selectAll()
      .orderBy('id')
      .execute();
    expect(rows.map((row) => [row.id, row.currently_on_cadence, row.state_reason])).toEqual([
      [early, false, 'Every step of the cadence is done.'],
      [late, false, 'The cadence ended on Monday 2 March 2026.'],
    ]);
  });
});

describe('limits', () => {
  it('starts so many people a day, in order, over a restart, and nobody twice', async () => {
    const w = await world(made.database);
    const { id } = await w.cadence(
      [
        { day: 1, type: 'email', automated: true, delay: 0 },
        { day: 1, type: 'phone', sameGroup: true },
      ],
      { new_people_per_day: 3 },
    );
    const ids = await add(w, id, 10);
    const mailer = memoryMailer();
    let engine = engineOf(w.database, mailer);
    await engine.runOnce(MONDAY);
    await engine.stop();
    const planned = (await actionsOf(w)).filter((action) => action.status === 'planned');
    expect(planned).toHaveLength(14);
    expect(planned[0]).toMatchObject({
      decided_by: 'new_people_limit',
      reason: expect.stringContaining('At most 3 people a day start on this cadence.'),
    });
    // One of tomorrow's leaves: the place is free for whoever comes next.
    await as(w, (tx) =>
      removeFromCadence({ tx, principal: { ...w.who, admin: true }, now: MONDAY }, ids[3] as number),
    );
    const [fresh] = await add(w, id, 1, hours(1));
    await engineOf(w.database, mailer).runOnce(hours(1));
    const perDay = [3];
    for (let day = 1; day < 9; day += 1) {
      engine = engineOf(w.database, mailer);
      const before = mailer.sent.length;
      for (let hour = -9; hour < 15; hour += 3) await engine.runOnce(hours(hour, days(MONDAY, day)));
      await engine.stop();
      perDay.push(mailer.sent.length - before);
    }
    expect(perDay).toEqual([3, 3, 3, 1, 0, 0, 0, 0, 0]);
    expect(new Set(mailer.sent.map((message) => message.envelope.to[0])).size).toBe(10);
    const starts = await w.database.kysely
      .selectFrom('cadence_memberships')
      .select('starts_on')
      .where('id', '=', fresh ?? 0)
      .executeTakeFirst();
    expect(starts?.starts_on).toBe('2026-03-03');
  });

  it('paces a mailbox: spacing, hour, day, ramp-up, each at its own minute, and no budget for what is not sent', async () => {
    const w = await world(made.database);
    await window(w);
    const box = await mailbox(w, {
      daily_limit: 6,
      hourly_limit: 4,
      spacing_seconds: 600,
      spacing_jitter_seconds: 120,
      ramp_started_on: '2026-03-02',
      ramp_start: 5,
      ramp_step: 10,
    });
    const { id } = await w.cadence([...LETTER, { day: 1, type: 'phone', sameGroup: false }]);
    await add(w, id, 14);
    const mailer = memoryMailer();
    await run(w, MONDAY, hours(8), mailer);
    const monday = await emailsOf(w);
    expect(monday).toHaveLength(5);
    // Everybody else has an exact minute already: reading it again and again changes nothing.
    const waiting = async () =>
      (await actionsOf(w)).filter((action) => action.automated && action.status === 'planned');
    const planned = await waiting();
    expect(planned.map((action) => action.decided_by)).toEqual(
      planned.map(() => expect.stringMatching(/^mailbox_|^send_window$/)),
    );
    const memberships = planned.map((action) => action.membership_id);
    const forecasts = createForecasts(w.database);
    for (let n = 0; n < 20; n += 1) await forecasts.timelines(w.teamId, memberships.slice(0, 3), hours(9));
    expect(await waiting()).toEqual(planned);
    const engine = engineOf(w.database, mailer);
    for (let n = 0; n < 20; n += 1) await engine.runOnce(hours(9));
    expect((await waiting()).map((action) => action.due_at)).toEqual(planned.map((action) => action.due_at));
    await run(w, days(MONDAY, 1), hours(32), mailer);
    await run(w, days(MONDAY, 2), hours(56), mailer);
    const all = await emailsOf(w);
    expect(all.map((email) => email.state)).toEqual(all.map(() => 'sent'));
    const onDay = (day: string) =>
      all.filter((email) => email.send_after.toISOString().startsWith(day)).length;
    expect(['2026-03-02', '2026-03-03', '2026-03-04'].map(onDay)).toEqual([5, 6, 3]);
    for (const [index, email] of all.entries()) {
      expect(email.mailbox_id).toBe(box);
      expect(email.send_after.getUTCHours()).toBeGreaterThanOrEqual(9);
      expect(email.send_after.getUTCHours()).toBeLessThan(17);
      const before = all[index - 1];
      if (before)
        expect(email.send_after.getTime() - before.send_after.getTime()).toBeGreaterThanOrEqual(600_000);
      const hourAgo = new Date(email.send_after.getTime() - 3_600_000);
      const inHour = all.filter((each) => each.send_after > hourAgo && each.send_after <= email.send_after);
      expect(inHour.length).toBeLessThanOrEqual(4);
    }
    expect(new Set(all.map((email) => email.to_address)).size).toBe(14);
  });

  it('an engine that was away for hours does not catch up in a burst', async () => {
    const w = await world(made.database);
    await mailbox(w, { spacing_seconds: 600 });
    const { id } = await w.cadence(LETTER);
    await add(w, id, 8);
    const mailer = memoryMailer();
    await run(w, MONDAY, MONDAY, mailer);
    await run(w, hours(5), hours(7), mailer);
    const all = await emailsOf(w);
    expect(all.map((email) => email.state)).toEqual(Array.from({ length: 8 }, () => 'sent'));
    for (const [index, email] of all.entries()) {
      const before = all[index - 1]?.send_after.getTime() ?? 0;
      expect(email.send_after.getTime() - before).toBeGreaterThanOrEqual(600_000);
    }
  });

  it('rotates by weight, keeps a conversation in its mailbox, and leaves a paused one out', async () => {
    const w = await world(made.database);
    const one = await mailbox(w);
    const two = await mailbox(w, { rotation_weight: 3 });
    await mailbox(w, { paused_at: MONDAY });
    const { id } = await w.cadence([
      ...LETTER,
      { day: 2, type: 'email', automated: true, delay: 0, threadOf: 0 },
    ]);
    await add(w, id, 60);
    const mailer = memoryMailer();
    await engineOf(w.database, mailer).runOnce(MONDAY);
    await engineOf(w.database, mailer).runOnce(days(MONDAY, 1));
    const all = await emailsOf(w);
    expect(all).toHaveLength(120);
    const first = all.filter((email) => email.in_reply_to === null);
    const share = first.filter((email) => email.mailbox_id === two).length;
    expect(share).toBeGreaterThan(33);
    expect(share).toBeLessThan(57);
    expect(new Set(all.map((email) => email.mailbox_id))).toEqual(new Set([one, two]));
    for (const email of all.filter((each) => each.in_reply_to !== null))
      expect(email.mailbox_id).toBe(first.find((each) => each.person_id === email.person_id)?.mailbox_id);
  });
});

it('a mailbox that is changed gives up its queue: everybody is decided anew, in order', async () => {
  const w = await world(made.database);
  const box = await mailbox(w, { daily_limit: 2 });
  const { id } = await w.cadence(LETTER);
  await add(w, id, 6);
  const mailer = memoryMailer();
  await engineOf(w.database, mailer).runOnce(MONDAY);
  const waiting = (await actionsOf(w)).filter((action) => action.status === 'planned');
  expect(waiting.map((action) => [action.decided_by, action.booked, action.due_at.getUTCDate()])).toEqual([
    ['mailbox_daily_limit', true, 3],
    ['mailbox_daily_limit', true, 3],
    ['mailbox_daily_limit', true, 4],
    ['mailbox_daily_limit', true, 4],
  ]);
  await w.database.kysely.updateTable('mailboxes').set({ daily_limit: 5 }).execute();
  await as(w, (tx) =>
    replanMailbox(
      { tx, principal: { teamId: w.teamId, userId: w.userId }, now: MONDAY },
      box,
      'mailbox_settings',
    ),
  );
  await engineOf(w.database, mailer).runOnce(MONDAY);
  expect(mailer.sent).toHaveLength(5);
  const left = (await actionsOf(w)).filter((action) => action.status === 'planned');
  expect(left.map((action) => action.id)).toEqual([waiting[3]?.id]);
  expect(left[0]?.due_at.getUTCDate()).toBe(3);
});

it('one waiting person never blocks others: held rows are left for later', async () => {
  const w = await world(made.database);
  const { id } = await w.cadence(LETTER);
  const people = [];
  for (let n = 0; n < 5; n += 1) {
    const person = await w.person();
    people.push(person);
    await as(w, (tx) =>
      addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id: person, cadence_id: id }),
    );
  }
  const holder = await made.database.pool.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM people WHERE id = $1 FOR UPDATE', [people[2]]);
  const mailer = memoryMailer();
  const running = engineOf(w.database, mailer).runOnce(MONDAY);
  const settled = `SELECT count(*) FROM actions WHERE status <> 'planned'`;
  const others = async () => Number((await made.database.pool.query(settled)).rows[0].count);
  for (let tries = 0; (await others()) < 4 && tries < 20_000; tries += 1)
    await new Promise((resolve) => setImmediate(resolve));
  expect(await others()).toBe(4);
  await holder.query('COMMIT');
  holder.release();
  await running;
  expect(mailer.sent).toHaveLength(5);
});
