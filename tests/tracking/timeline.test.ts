import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createActivity } from '../../apps/server/src/domain/activities/activity-commands.js';
import { createCall } from '../../apps/server/src/domain/activities/calls.js';
import { sendEmailAction } from '../../apps/server/src/domain/activities/email-commands.js';
import { addToCadence } from '../../apps/server/src/domain/memberships/membership-commands.js';
import type { Timeline } from '../../apps/server/src/domain/cadences/timeline-types.js';
import { createForecasts } from '../../apps/server/src/engine/forecast/forecasts.js';
import { placeByHand } from '../../apps/server/src/engine/planning/place-by-hand.js';
import '../support/seed.js';
import { testDatabase } from '../support/database.js';
import {
  as,
  days,
  engineOf,
  memoryMailer,
  MONDAY,
  type StepSpec,
  type World,
  world,
} from '../engine/support.js';

let made: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  made = await testDatabase();
});
afterAll(() => made.close());

/** What a timeline says will happen, or what did: comparable. */
interface Touch {
  at: string;
  type: string;
  stepId: number;
  subject?: string;
  body?: string;
  mailboxId?: number | null;
}

async function timelineOf(w: World, membershipId: number, now: Date): Promise<Timeline> {
  const [timeline] = await createForecasts(w.database).timelines(w.teamId, [membershipId], now);
  if (!timeline) throw new Error('no timeline');
  return timeline;
}

function foretold({ entries }: Timeline): Touch[] {
  return entries
    .filter((entry) => ['planned', 'open', 'done'].includes(entry.state))
    .map((entry) => ({
      at: entry.at?.toISOString() ?? '',
      type: entry.type,
      stepId: entry.stepId,
      ...(entry.email && {
        subject: entry.email.subject,
        body: entry.email.bodyHtml,
        mailboxId: entry.email.mailboxId,
      }),
    }));
}

/** The rep does each manual step the moment it shows; the clock goes from one due moment to the next. */
async function live(w: World, membershipId: number, from: Date): Promise<void> {
  const db = w.database.kysely;
  const mailer = memoryMailer();
  const engine = engineOf(w.database, mailer);
  let now = from;
  for (let turn = 0; turn < 500; turn += 1) {
    await engine.runOnce(now);
    if (await workOpen(w, membershipId, now)) continue;
    const { rows } = await w.database.pool.query<{ next: Date | null }>(
      `SELECT least((SELECT min(due_at) FROM actions WHERE membership_id = $1 AND status = 'planned'),
        (SELECT min(send_after) FROM emails WHERE membership_id = $1 AND state = 'queued')) AS next`,
      [membershipId],
    );
    const next = rows[0]?.next;
    if (!next) {
      expect(
        await db
          .selectFrom('emails')
          .select('id')
          .where('membership_id', '=', membershipId)
          .where('state', '<>', 'sent')
          .execute(),
      ).toEqual([]);
      return;
    }
    expect(next.getTime()).toBeGreaterThan(now.getTime());
    now = next;
  }
  throw new Error('it goes on for ever');
}

async function workOpen(w: World, membershipId: number, now: Date): Promise<boolean> {
  const open = await w.database.kysely
    .selectFrom('actions')
    .selectAll()
    .where('membership_id', '=', membershipId)
    .where('status', '=', 'in_progress')
    .where('automated', '=', false)
    .orderBy('id')
    .execute();
  for (const action of open)
    await as(w, async (tx) => {
      const who = { ...w.who, userId: action.user_id, admin: true };
      if (action.type === 'phone')
        await createCall({ tx, principal: who, now }, { person_id: action.person_id, action_id: action.id });
      else if (action.type === 'email')
        await sendEmailAction({ tx, principal: who, now, takePlace: placeByHand }, action.id);
      else await createActivity({ tx, principal: who, now }, { action_id: action.id });
    });
  return open.length > 0;
}

async function happened(w: World, membershipId: number): Promise<Touch[]> {
  const { rows } = await w.database.pool.query(
    `SELECT a.type, a.step_id, a.completed_at, e.sent_at, e.subject, e.body_html, e.mailbox_id, e.id AS email_id
     FROM actions a LEFT JOIN emails e ON e.team_id = a.team_id AND e.action_id = a.id
     WHERE a.membership_id = $1 AND a.status = 'completed' ORDER BY a.completed_at, a.id`,
    [membershipId],
  );
  return rows.map((row) => ({
    at: (row.sent_at ?? row.completed_at).toISOString(),
    type: row.type,
    stepId: row.step_id,
    ...(row.email_id !== null && { subject: row.subject, body: row.body_html, mailboxId: row.mailbox_id }),
  }));
}

const sorted = (touches: Touch[]) =>
  touches.toSorted((a, b) => a.at.localeCompare(b.at) || a.stepId - b.stepId);

/** Foretold before anything happened, and lived: the same. */
async function compare(
  w: World,
  steps: StepSpec[],
  at: Date,
  fields: Record<string, unknown> = {},
  person = {},
) {
  const cadence = await w.cadence(steps, fields);
  const personId = await w.person(person);
  const membershipId = await as(w, (tx) =>
    addToCadence({ tx, principal: w.who, now: at }, { person_id: personId, cadence_id: cadence.id }),
  );
  const before = await timelineOf(w, membershipId, at);
  await live(w, membershipId, at);
  expect(sorted(foretold(before))).toEqual(sorted(await happened(w, membershipId)));
  return { before, membershipId, cadence };
}

const LETTERS: StepSpec[] = [
  {
    day: 1,
    type: 'email',
    automated: true,
    at: '10:00',
    zone: 'person',
    subject: 'About {{ first_name }}',
    body: '<p>It is {{ date.today }}, {{ first_name }}.</p>',
  },
  { day: 2, type: 'phone' },
  { day: 3, type: 'email', threadOf: 0 },
  { day: 3, type: 'phone', sameGroup: true },
  { day: 5, type: 'email', automated: true, delay: 30, threadOf: 0 },
  { day: 6, type: 'other', immediately: true },
  { day: 8, type: 'email', automated: true, at: '08:15', threadOf: 4, weekends: true },
];

describe('what a timeline foretells is what the engine does', () => {
  it('on a cadence of every kind of step, in another zone, over a change of clocks', async () => {
    const w = await world(made.database, {}, { time_zone: 'America/New_York' });
    const { before } = await compare(
      w,
      LETTERS,
      new Date('2026-03-05T20:00:00Z'),
      {},
      { locale: 'Europe/Berlin' },
    );
    expect(before.entries).toHaveLength(7);
    expect(before.ends?.reason.text).toBe('Every step of the cadence is done.');
    for (const entry of before.entries) expect(entry.reason.text).toMatch(/^Day \d/);
  });

  it('within windows, over holidays and a leave', async () => {
    const w = await world(made.database, { schedule_version: 1 }, { time_zone: 'Europe/Berlin' });
    const at = { team_id: w.teamId, created_at: MONDAY, updated_at: MONDAY };
    const db = w.database.kysely;
    await db
      .insertInto('send_windows')
      .values({
        ...at,
        zone_mode: 'user',
        blocks: JSON.stringify([
          { days: [1, 2, 3, 4], from: '09:30', to: '11:00' },
          { days: [1, 2, 3, 4], from: '14:00', to: '16:00' },
        ]),
        manual_steps: true,
      })
      .execute();
    await db
      .insertInto('holiday_calendars')
      .values({
        ...at,
        name: 'House',
        extra_days: JSON.stringify([{ date: '2026-03-09', name: 'Founders' }]),
      })
      .execute();
    await db
      .insertInto('user_absences')
      .values({
        ...at,
        user_id: w.userId,
        starts_on: '2026-03-11',
        ends_on: '2026-03-16',
        return_spread_days: 3,
      })
      .execute();
    const { before } = await compare(w, LETTERS, new Date('2026-03-05T20:00:00Z'));
    expect(new Set(before.entries.map((entry) => entry.rule)).size).toBeGreaterThan(1);
  });

  it('through several mailboxes with limits, ramp-up and pauses between e-mails', async () => {
    const w = await world(made.database);
    await twoMailboxes(w);
    const { before } = await compare(w, LETTERS, MONDAY);
    const boxes = before.entries.flatMap((entry) =>
      entry.email && entry.automated ? [entry.email.mailboxId] : [],
    );
    // The conversation stays in one mailbox.
    expect(new Set(boxes).size).toBe(1);
    expect(boxes[0]).not.toBeNull();
  });

  it('with limits on people who start and mailboxes that others have filled', async () => {
    const w = await world(made.database);
    await twoMailboxes(w);
    const steps = LETTERS.slice(0, 1);
    const cadence = await w.cadence(steps, { new_people_per_day: 1 });
    const members: number[] = [];
    for (let n = 0; n < 4; n += 1) {
      const person = await w.person();
      members.push(
        await as(w, (tx) =>
          addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id: person, cadence_id: cadence.id }),
        ),
      );
    }
    // The whole cadence together: who starts when is decided among them.
    const before = await createForecasts(w.database).timelines(w.teamId, members, MONDAY);
    const engine = engineOf(w.database, memoryMailer());
    for (let hour = 0; hour < 24 * 8; hour += 1)
      await engine.runOnce(new Date(MONDAY.getTime() + hour * 3_600_000));
    for (const [index, membershipId] of members.entries())
      expect(sorted(foretold(before[index] as Timeline))).toEqual(sorted(await happened(w, membershipId)));
    expect(new Set(before.map((each) => each.entries[0]?.at?.toISOString().slice(0, 10))).size).toBe(4);
  });

  it.each([
    ['people who start', { new_people_per_day: 3 }, {}],
    ['people who start of one user', { new_people_per_user_per_day: 2 }, {}],
    ['a target', { target_daily_people: 3 }, {}],
    ['a mailbox', {}, { daily_limit: 3 }],
    ['pauses of a mailbox', {}, { spacing_seconds: 600 }],
    ['all of them', { new_people_per_day: 4 }, { daily_limit: 3, spacing_seconds: 900 }],
  ])(
    'the same for one as for all, and for why, before anything is due: limits on %s',
    async (_of, cadenceFields, mailbox) => {
      const w = await world(made.database);
      const at = {
        team_id: w.teamId,
        created_at: MONDAY,
        updated_at: MONDAY,
        user_id: w.userId,
        kind: 'smtp',
      };
      await w.database.kysely
        .insertInto('mailboxes')
        .values({ ...at, email_address: `box-${w.teamId}@sender.test`, ...mailbox })
        .execute();
      const cadence = await w.cadence(
        [
          { day: 2, type: 'email', automated: true, at: '10:00' },
          { day: 4, type: 'email', automated: true, at: '10:00', threadOf: 0 },
        ],
        cadenceFields,
      );
      const members: number[] = [];
      for (let n = 0; n < 7; n += 1) {
        const person = await w.person();
        members.push(
          await as(w, (tx) =>
            addToCadence(
              { tx, principal: w.who, now: MONDAY },
              { person_id: person, cadence_id: cadence.id },
            ),
          ),
        );
      }
      const forecasts = createForecasts(w.database);
      const together = await forecasts.timelines(w.teamId, members, MONDAY);
      for (const [index, membershipId] of members.entries()) {
        const all = together[index] as Timeline;
        expect(foretold(await timelineOf(w, membershipId, MONDAY))).toEqual(foretold(all));
        const first = all.entries[0];
        const why = await forecasts.whyAction(w.teamId, first?.actionId ?? 0, MONDAY);
        expect(why?.next).toEqual(first?.at);
      }
      const engine = engineOf(w.database, memoryMailer());
      for (let now: Date | null = MONDAY; now; ) {
        await engine.runOnce(now);
        const { rows } = await w.database.pool.query<{ next: Date | null }>(
          `SELECT least((SELECT min(due_at) FROM actions WHERE team_id = $1 AND status = 'planned'),
          (SELECT min(send_after) FROM emails WHERE team_id = $1 AND state = 'queued')) AS next`,
          [w.teamId],
        );
        now = rows[0]?.next ?? null;
      }
      for (const [index, membershipId] of members.entries()) {
        const said = sorted(foretold(together[index] as Timeline)).map(({ at: when, stepId }) => [
          when,
          stepId,
        ]);
        const was = sorted(await happened(w, membershipId)).map(({ at: when, stepId }) => [when, stepId]);
        expect(said).toEqual(was);
      }
    },
  );

  it('when many wait for the few places of a mailbox', async () => {
    const w = await world(made.database);
    const at = { team_id: w.teamId, created_at: MONDAY, updated_at: MONDAY, user_id: w.userId, kind: 'smtp' };
    await w.database.kysely
      .insertInto('mailboxes')
      .values({ ...at, email_address: `few-${w.teamId}@sender.test`, daily_limit: 2 })
      .execute();
    const cadence = await w.cadence([
      { day: 1, type: 'email', automated: true, at: '10:00', weekends: true },
      { day: 3, type: 'email', automated: true, at: '10:00', weekends: true, threadOf: 0 },
    ]);
    const members: number[] = [];
    for (let n = 0; n < 6; n += 1) {
      const person = await w.person();
      members.push(
        await as(w, (tx) =>
          addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id: person, cadence_id: cadence.id }),
        ),
      );
    }
    const before = await createForecasts(w.database).timelines(w.teamId, members, MONDAY);
    const engine = engineOf(w.database, memoryMailer());
    for (let hour = 0; hour < 24 * 14; hour += 1)
      await engine.runOnce(new Date(MONDAY.getTime() + hour * 3_600_000));
    const days = new Map<string, number>();
    for (const [index, membershipId] of members.entries()) {
      const touches = await happened(w, membershipId);
      expect(touches).toHaveLength(2);
      expect(sorted(foretold(before[index] as Timeline))).toEqual(sorted(touches));
      for (const { at: when } of touches) days.set(when.slice(0, 10), (days.get(when.slice(0, 10)) ?? 0) + 1);
    }
    expect(Math.max(...days.values())).toBe(2);
  });

  it('when a mailbox pauses between two e-mails for a random while', async () => {
    const w = await world(made.database);
    const at = { team_id: w.teamId, created_at: MONDAY, updated_at: MONDAY, user_id: w.userId, kind: 'smtp' };
    for (const name of ['one', 'two'])
      await w.database.kysely
        .insertInto('mailboxes')
        .values({
          ...at,
          email_address: `${name}-${w.teamId}@sender.test`,
          spacing_seconds: 240,
          spacing_jitter_seconds: 600,
        })
        .execute();
    const cadence = await w.cadence([{ day: 1, type: 'email', automated: true, at: '10:00' }]);
    const members: number[] = [];
    for (let n = 0; n < 8; n += 1) {
      const person = await w.person();
      members.push(
        await as(w, (tx) =>
          addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id: person, cadence_id: cadence.id }),
        ),
      );
    }
    const before = await createForecasts(w.database).timelines(w.teamId, members, MONDAY);
    const engine = engineOf(w.database, memoryMailer());
    // From one due moment to the next, to the millisecond.
    for (let now: Date | null = MONDAY; now; ) {
      await engine.runOnce(now);
      const { rows } = await w.database.pool.query<{ next: Date | null }>(
        `SELECT least((SELECT min(due_at) FROM actions WHERE team_id = $1 AND status = 'planned'),
          (SELECT min(send_after) FROM emails WHERE team_id = $1 AND state = 'queued')) AS next`,
        [w.teamId],
      );
      now = rows[0]?.next ?? null;
    }
    const moments = new Set<string>();
    for (const [index, membershipId] of members.entries()) {
      const touches = await happened(w, membershipId);
      expect(foretold(before[index] as Timeline)).toEqual(touches);
      moments.add(touches[0]?.at ?? '');
    }
    expect(moments.size).toBeGreaterThan(3);
  });

  it('in the middle of a run as at its beginning', async () => {
    const w = await world(made.database);
    const cadence = await w.cadence(LETTERS);
    const personId = await w.person();
    const membershipId = await as(w, (tx) =>
      addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id: personId, cadence_id: cadence.id }),
    );
    const engine = engineOf(w.database, memoryMailer());
    await engine.runOnce(MONDAY);
    await engine.runOnce(new Date('2026-03-02T10:00:00Z'));
    const now = new Date('2026-03-03T11:00:00Z');
    await engine.runOnce(now);
    const before = await timelineOf(w, membershipId, now);
    expect(before.entries.map((entry) => entry.state)).toEqual(['done', 'open', ...Array(5).fill('planned')]);
    await live(w, membershipId, now);
    const planned = before.entries.filter((entry) => entry.state === 'planned');
    const after = await happened(w, membershipId);
    expect(sorted(foretold({ ...before, entries: planned }))).toEqual(sorted(after.slice(2)));
  });

  it('at branches, when nobody opens', async () => {
    const w = await world(made.database);
    const specs: StepSpec[] = [
      { day: 1, type: 'email', automated: true, delay: 0 },
      { day: 2, type: 'email', automated: true, at: '09:00' },
      { day: 3, type: 'phone' },
      { day: 4, type: 'email', automated: true, at: '09:00' },
    ];
    const cadence = await w.cadence(specs);
    await w.database.kysely
      .updateTable('steps')
      .set({ condition: JSON.stringify({ if: 'opened', else: 'goto', goto_step_id: cadence.steps[3] }) })
      .where('id', '=', cadence.steps[1] as number)
      .execute();
    const personId = await w.person();
    const membershipId = await as(w, (tx) =>
      addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id: personId, cadence_id: cadence.id }),
    );
    const before = await timelineOf(w, membershipId, MONDAY);
    expect(before.entries.map((entry) => entry.state)).toEqual(['planned', 'skipped', 'planned']);
    await live(w, membershipId, MONDAY);
    expect(sorted(foretold(before))).toEqual(sorted(await happened(w, membershipId)));
  });

  it('on any cadence, whenever somebody is added', async () => {
    const step = fc.record({
      gap: fc.integer({ min: 0, max: 4 }),
      type: fc.constantFrom('email' as const, 'email' as const, 'phone' as const, 'other' as const),
      automated: fc.boolean(),
      at: fc.option(fc.constantFrom('00:00', '02:30', '09:00', '23:59'), { nil: undefined }),
      zone: fc.constantFrom('person' as const, 'user' as const),
      delay: fc.integer({ min: 0, max: 720 }),
      weekends: fc.boolean(),
      immediately: fc.boolean(),
      sameGroup: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 0, max: 60 * 24 * 30 }),
        fc.constantFrom('UTC', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe'),
        fc.constantFrom('en-US', 'Europe/Berlin', 'Pacific/Apia'),
        async (given, minutes, zone, locale) => {
          const w = await world(made.database, {}, { time_zone: zone });
          let day = 1;
          const specs = given.map(({ gap, type, sameGroup, ...rest }, index): StepSpec => {
            const together = sameGroup && index > 0;
            if (!together) day += index === 0 ? 0 : gap;
            const { at, ...plain } = rest;
            return {
              ...plain,
              ...(at === undefined ? {} : { at }),
              day,
              type,
              automated: rest.automated && type === 'email',
              sameGroup: together,
            };
          });
          await compare(w, specs, new Date(MONDAY.getTime() + minutes * 60_000), {}, { locale });
        },
      ),
      { numRuns: Number(process.env['TIMELINE_RUNS'] ?? 25), seed: 7, endOnFailure: true },
    );
  }, 120_000);
});

async function twoMailboxes(w: World): Promise<void> {
  const at = { team_id: w.teamId, created_at: MONDAY, updated_at: MONDAY, user_id: w.userId, kind: 'smtp' };
  for (const [index, more] of [
    { daily_limit: 2, spacing_seconds: 120, spacing_jitter_seconds: 600, rotation_weight: 3 },
    { hourly_limit: 1, ramp_started_on: '2026-03-01', ramp_start: 1, ramp_step: 1 },
  ].entries())
    await w.database.kysely
      .insertInto('mailboxes')
      .values({
        ...at,
        email_address: `box${index}-${w.teamId}@sender.test`,
        smtp_host: 'localhost',
        smtp_port: 2525,
        ...more,
      })
      .execute();
}

describe('looking', () => {
  it('two hundred times changes nothing, not even a sequence', async () => {
    const w = await world(made.database);
    await twoMailboxes(w);
    const cadence = await w.cadence(LETTERS, { new_people_per_day: 3 });
    const personId = await w.person();
    const membershipId = await as(w, (tx) =>
      addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id: personId, cadence_id: cadence.id }),
    );
    const before = await fingerprint(w);
    const first = await timelineOf(w, membershipId, MONDAY);
    const forecasts = createForecasts(w.database);
    for (let round = 0; round < 25; round += 1)
      await Promise.all(
        Array.from({ length: 8 }, async () => {
          const [again] = await forecasts.timelines(w.teamId, [membershipId], MONDAY);
          expect(again).toEqual(first);
        }),
      );
    await forecasts.whyPerson(w.teamId, personId, MONDAY);
    expect(await fingerprint(w)).toEqual(before);
    await live(w, membershipId, MONDAY);
    expect(sorted(foretold(first))).toEqual(sorted(await happened(w, membershipId)));
  }, 120_000);

  it('waits for nobody and holds up nobody', async () => {
    const w = await world(made.database, { email_daily_limit: 5 });
    await twoMailboxes(w);
    const cadence = await w.cadence(LETTERS, { new_people_per_day: 3 });
    const personId = await w.person();
    const membershipId = await as(w, (tx) =>
      addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id: personId, cadence_id: cadence.id }),
    );
    const free = await timelineOf(w, membershipId, MONDAY);
    // Somebody holds the locks of planning while others look.
    await as(w, async (tx) => {
      for (const table of ['people', 'cadence_memberships', 'actions', 'mailboxes'] as const)
        await tx.selectFrom(table).select('id').where('team_id', '=', w.teamId).forUpdate().execute();
      expect(await timelineOf(w, membershipId, MONDAY)).toEqual(free);
    });
  });
});

/** Every row of every table, and where every sequence stands. */
async function fingerprint(w: World): Promise<unknown> {
  const { pool } = w.database;
  const tables = await pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1`,
  );
  const hashes: Record<string, unknown> = {};
  for (const { name } of tables.rows)
    hashes[name] = (
      await pool.query(
        `SELECT md5(coalesce(string_agg(r::text || r.xmin::text, '|' ORDER BY r::text), '')) AS hash FROM ${name} r`,
      )
    ).rows[0].hash;
  const sequences = await pool.query(
    `SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1`,
  );
  return { hashes, sequences: sequences.rows };
}

describe('what stands still', () => {
  it('says until somebody acts, and why', async () => {
    const w = await world(made.database);
    const cadence = await w.cadence(LETTERS, { paused_at: MONDAY });
    const personId = await w.person({ email_address: null });
    const membershipId = await as(w, (tx) =>
      addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id: personId, cadence_id: cadence.id }),
    );
    const paused = await timelineOf(w, membershipId, MONDAY);
    expect(paused.entries).toMatchObject([{ state: 'waiting', at: null, rule: 'cadence_paused' }]);
    expect(paused.ends).toBeNull();
    await w.database.kysely
      .updateTable('cadences')
      .set({ paused_at: null })
      .where('id', '=', cadence.id)
      .execute();
    const held = await timelineOf(w, membershipId, MONDAY);
    expect(held.entries).toMatchObject([{ state: 'waiting', rule: 'email_address' }]);
    const { waiting } = await createForecasts(w.database).whyPerson(w.teamId, personId, MONDAY);
    expect(waiting).toMatchObject([{ because: { text: 'The person has no e-mail address.' }, next: null }]);
    expect(waiting[0]?.rules.find((rule) => rule.rule === 'email_address')?.stops).toBe(true);
  });

  it('asks every rule, and says the moment it can go', async () => {
    const w = await world(made.database);
    const cadence = await w.cadence([{ day: 1, type: 'email', automated: true, at: '10:00' }]);
    const personId = await w.person();
    const membershipId = await as(w, (tx) =>
      addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id: personId, cadence_id: cadence.id }),
    );
    const forecasts = createForecasts(w.database);
    const { waiting } = await forecasts.whyPerson(w.teamId, personId, MONDAY);
    expect(waiting[0]?.next?.toISOString()).toBe('2026-03-02T10:00:00.000Z');
    expect(waiting[0]?.because.text).toMatch(/^It is not due before .*10:00/);
    expect(waiting[0]?.rules.filter((rule) => rule.stops).map((rule) => rule.rule)).toEqual(['due']);
    await engineOf(w.database, memoryMailer()).runOnce(days(MONDAY, 1));
    const after = await forecasts.whyPerson(w.teamId, personId, days(MONDAY, 1));
    expect(after.waiting).toEqual([]);
    expect(after.nothing?.text).toContain('completed');
    expect((await timelineOf(w, membershipId, days(MONDAY, 1))).entries.map((entry) => entry.state)).toEqual([
      'done',
    ]);
  });

  it('shows an e-mail the mail server has not taken yet', async () => {
    const w = await world(made.database);
    const cadence = await w.cadence([{ day: 1, type: 'email', automated: true, delay: 0 }]);
    const personId = await w.person();
    const membershipId = await as(w, (tx) =>
      addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id: personId, cadence_id: cadence.id }),
    );
    const mailer = memoryMailer(() => ({ kind: 'refused', permanent: false, reply: '451 busy' }));
    await engineOf(w.database, mailer).runOnce(MONDAY);
    const { entries } = await timelineOf(w, membershipId, MONDAY);
    expect(entries).toMatchObject([{ state: 'planned', email: { state: 'queued' } }]);
    const { waiting } = await createForecasts(w.database).whyPerson(w.teamId, personId, MONDAY);
    expect(waiting[0]?.because.text).toContain('451 busy');
  });
});
