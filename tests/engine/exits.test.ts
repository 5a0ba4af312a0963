import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  exitFor,
  exitPerson,
  type ExitEffect,
} from '../../apps/server/src/domain/memberships/exit-commands.js';
import type { ExitEvent } from '../../apps/server/src/domain/memberships/exit-rules.js';
import { completeAction } from '../../apps/server/src/domain/activities/complete-commands.js';
import { undoExit } from '../../apps/server/src/domain/memberships/exit-undo-commands.js';
import { addToCadence } from '../../apps/server/src/domain/memberships/membership-commands.js';
import { setStage } from '../../apps/server/src/domain/memberships/membership-end-commands.js';
import { lockMembership } from '../../apps/server/src/domain/memberships/membership-queries.js';
import type { Engine } from '../../apps/server/src/engine/engine.js';
import { tick } from '../../apps/server/src/engine/planning/tick.js';
import { testDatabase } from '../support/database.js';
import {
  as,
  days,
  engineOf,
  log,
  memoryMailer,
  MONDAY,
  type StepSpec,
  type World,
  world,
} from './support.js';

let db: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const EMAIL: StepSpec = { day: 1, type: 'email', automated: true };
const LATER: StepSpec = { day: 3, type: 'email', automated: true, at: '09:00' };

interface Scene {
  w: World;
  engine: Engine;
  /** What left for this team. */
  sent(): unknown[];
  add(personId: number, cadenceId: number, now?: Date): Promise<number>;
  exit(membershipId: number, event: ExitEvent, now?: Date): Promise<ExitEffect>;
  membership(id: number): Promise<Record<string, unknown>>;
  actions(id: number): Promise<{ status: string; due_at: Date; reason: string; id: number }[]>;
  stage(name: string): Promise<number>;
  personRow(id: number): Promise<Record<string, unknown>>;
}

async function scene(): Promise<Scene> {
  const w = await world(db.database);
  const mailer = memoryMailer();
  const k = db.database.kysely;
  return {
    w,
    sent: () => mailer.sent.filter((message) => message.teamId === w.teamId),
    engine: engineOf(db.database, mailer),
    add: (person_id, cadence_id, now = MONDAY) =>
      as(w, (tx) => addToCadence({ tx, principal: w.who, now }, { person_id, cadence_id })),
    exit: (id, event, now = MONDAY) =>
      as(w, async (tx) => exitFor(tx, await lockMembership(tx, w.teamId, id), event, now)),
    membership: (id) =>
      k.selectFrom('cadence_memberships').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    actions: (id) =>
      k.selectFrom('actions').selectAll().where('membership_id', '=', id).orderBy('id').execute(),
    stage: async (name) =>
      (
        await k
          .insertInto('person_stages')
          .values({ team_id: w.teamId, created_at: MONDAY, updated_at: MONDAY, name, order: 1 })
          .returning('id')
          .executeTakeFirstOrThrow()
      ).id,
    personRow: (id) => k.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  };
}

describe('leaving a cadence', () => {
  it.each([
    ['reply', { remove_replies_enabled: true }, { remove_replies_enabled: false }],
    ['bounce', { remove_bounces_enabled: true }, { remove_bounces_enabled: false }],
    ['opt_out', { exit_on_opt_out: true }, { exit_on_opt_out: false }],
    [
      'meeting_booked',
      { remove_people_when_meeting_booked: true },
      { remove_people_when_meeting_booked: false },
    ],
    ['success', { exit_on_success: true }, { exit_on_success: false }],
  ] as const)('%s ends the membership if the cadence says so', async (event, on, off) => {
    const s = await scene();
    const ending = await s.w.cadence([LATER], on);
    const staying = await s.w.cadence([LATER], off);
    const person = await s.w.person();
    const one = await s.add(person, ending.id);
    const two = await s.add(person, staying.id);
    await as(s.w, (tx) => exitPerson({ tx, teamId: s.w.teamId, now: MONDAY }, person, event));
    expect(await s.membership(one)).toMatchObject({ currently_on_cadence: false });
    expect((await s.actions(one)).map((a) => a.status)).toEqual(['cancelled']);
    expect(await s.membership(two)).toMatchObject({ currently_on_cadence: true });
    expect(await s.personRow(person)).toMatchObject({ cadence_ids: [staying.id] });
  });

  it('do not contact ends it whatever the cadence says', async () => {
    const s = await scene();
    const { id } = await s.w.cadence([LATER]);
    const m = await s.add(await s.w.person(), id);
    await s.exit(m, 'do_not_contact');
    expect(await s.membership(m)).toMatchObject({ current_state: 'removed_no_action' });
  });

  it('a reply sets the stage even where it ends nothing, and a stage ends the cadences that leave at it', async () => {
    const s = await scene();
    const warm = await s.stage('Warm');
    const first = await s.w.cadence([LATER], { remove_replies_enabled: false, replied_stage_id: warm });
    const second = await s.w.cadence([LATER], { exit_stage_ids: [warm] });
    const person = await s.w.person();
    const one = await s.add(person, first.id);
    const two = await s.add(person, second.id);
    const effect = await s.exit(one, 'reply');
    expect(await s.membership(one)).toMatchObject({ currently_on_cadence: true });
    expect(await s.membership(two)).toMatchObject({
      currently_on_cadence: false,
      state_reason: 'The person reached the stage "Warm", which ends this cadence.',
    });
    expect(await s.personRow(person)).toMatchObject({ person_stage_id: warm, person_stage_name: 'Warm' });
    await as(s.w, (tx) => undoExit(tx, effect, MONDAY, { complete: completeAction }));
    expect(await s.membership(two)).toMatchObject({ currently_on_cadence: true });
    expect(await s.personRow(person)).toMatchObject({ person_stage_id: null, person_stage_name: null });
  });

  it('a bounce sets the stage of bounces', async () => {
    const s = await scene();
    const bad = await s.stage('Bad data');
    const { id } = await s.w.cadence([LATER], { bounced_stage_id: bad });
    const person = await s.w.person();
    await s.exit(await s.add(person, id), 'bounce');
    expect(await s.personRow(person)).toMatchObject({ person_stage_id: bad });
  });

  it('one reply stops the colleagues of the account, on this cadence, if it says so', async () => {
    const s = await scene();
    const { id: account } = await db.database.kysely
      .insertInto('accounts')
      .values({
        team_id: s.w.teamId,
        created_at: MONDAY,
        updated_at: MONDAY,
        name: 'Acme',
        domain: 'acme.test',
        owner_id: s.w.userId,
        creator_id: s.w.userId,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const { id } = await s.w.cadence([LATER], { exit_account_on_reply: true });
    const other = await s.w.cadence([LATER], { exit_account_on_reply: false });
    const ann = await s.w.person({ account_id: account, first_name: 'Ann', last_name: 'Lee' });
    const bob = await s.w.person({ account_id: account });
    const eve = await s.w.person();
    const [a, b, e] = [await s.add(ann, id), await s.add(bob, id), await s.add(eve, id)];
    const elsewhere = await s.add(bob, other.id);
    const effect = await s.exit(a, 'reply');
    expect(effect.memberships.map((m) => m.id)).toEqual([a, b]);
    expect(await s.membership(b)).toMatchObject({
      currently_on_cadence: false,
      state_reason: 'Ann Lee of the same account replied.',
    });
    for (const live of [e, elsewhere])
      expect(await s.membership(live)).toMatchObject({ currently_on_cadence: true });
    const undone = await as(s.w, (tx) => undoExit(tx, effect, MONDAY, { complete: completeAction }));
    expect(undone).toEqual({ restored: [a, b], left: [] });
  });
});

describe('taking an exit back', () => {
  it('restores place, stage, flags and planned work; what would have been due is planned anew', async () => {
    const s = await scene();
    const warm = await s.stage('Warm');
    const { id, steps } = await s.w.cadence([EMAIL, LATER, { day: 5, type: 'phone' }], {
      replied_stage_id: warm,
    });
    const person = await s.w.person();
    const m = await s.add(person, id);
    await s.engine.runOnce(MONDAY);
    expect(s.sent()).toHaveLength(1);
    const before = await s.membership(m);
    const effect = await as(s.w, async (tx) =>
      exitFor(tx, await lockMembership(tx, s.w.teamId, m), 'reply', days(MONDAY, 1), {
        flags: { bouncing: true },
      }),
    );
    expect(await s.membership(m)).toMatchObject({ current_state: 'removed' });
    expect(await s.personRow(person)).toMatchObject({ bouncing: true, person_stage_id: warm });
    // Stored as JSON, a week passes.
    const stored = JSON.parse(JSON.stringify(effect)) as ExitEffect;
    const later = days(MONDAY, 7);
    expect(await as(s.w, (tx) => undoExit(tx, stored, later, { complete: completeAction }))).toEqual({
      restored: [m],
      left: [],
    });
    expect(await s.membership(m)).toMatchObject({
      current_state: 'active',
      step_group_id: before['step_group_id'],
      step_id: steps[1],
    });
    expect(await s.personRow(person)).toMatchObject({
      bouncing: false,
      person_stage_id: null,
      cadence_ids: [id],
    });
    const [, second] = await s.actions(m);
    expect(second).toMatchObject({ status: 'planned' });
    expect(second?.due_at.toISOString()).toBe('2026-03-09T09:00:00.000Z');
    await s.engine.runOnce(days(MONDAY, 7.01));
    expect(s.sent()).toHaveLength(2);
    // Once more changes nothing.
    expect(await as(s.w, (tx) => undoExit(tx, stored, later, { complete: completeAction }))).toEqual({
      restored: [],
      left: [{ membership_id: m, reason: 'The person is on the cadence again.' }],
    });
  });

  it('sends the e-mail that the exit took out of the queue, once', async () => {
    const s = await scene();
    const { id } = await s.w.cadence([EMAIL]);
    const m = await s.add(await s.w.person(), id);
    await tick({ database: db.database, log, batch: 100, width: 4 }, MONDAY);
    const effect = await s.exit(m, 'reply');
    await s.engine.runOnce(MONDAY);
    expect(s.sent()).toHaveLength(0);
    await as(s.w, (tx) => undoExit(tx, effect, MONDAY, { complete: completeAction }));
    await s.engine.runOnce(MONDAY);
    await s.engine.runOnce(MONDAY);
    expect(s.sent()).toHaveLength(1);
    expect(await s.membership(m)).toMatchObject({ current_state: 'completed' });
  });

  it('leaves a stage that somebody moved since, and a person who may not be contacted', async () => {
    const s = await scene();
    const [warm, lost] = [await s.stage('Warm'), await s.stage('Lost')];
    const { id } = await s.w.cadence([LATER], { replied_stage_id: warm });
    const person = await s.w.person();
    const m = await s.add(person, id);
    const effect = await s.exit(m, 'reply');
    await as(s.w, (tx) => setStage(tx, { team_id: s.w.teamId, id: person }, MONDAY, lost));
    await db.database.kysely
      .updateTable('people')
      .set({ do_not_contact: true })
      .where('id', '=', person)
      .execute();
    expect((await as(s.w, (tx) => undoExit(tx, effect, MONDAY, { complete: completeAction }))).left).toEqual([
      { membership_id: m, reason: 'The person is marked do not contact.' },
    ]);
    expect(await s.personRow(person)).toMatchObject({ person_stage_id: lost });
  });
});
