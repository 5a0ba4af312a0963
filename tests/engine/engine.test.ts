import { say } from '../../apps/server/src/domain/said.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createActivity, markOngoing } from '../../apps/server/src/domain/activities/activity-commands.js';
import { createCall } from '../../apps/server/src/domain/activities/calls.js';
import {
  sendEmailAction,
  settleUncertainEmail,
} from '../../apps/server/src/domain/activities/email-commands.js';
import {
  addToCadence,
  removeFromAllCadences,
  removeFromCadence,
} from '../../apps/server/src/domain/memberships/membership-commands.js';
import { placeByHand } from '../../apps/server/src/engine/planning/place-by-hand.js';
import { testDatabase } from '../support/database.js';
import { as, days, engineOf, memoryMailer, MONDAY, world, type World } from './support.js';

// Engines serve every team of a database: each test has one of its own.
let made: Awaited<ReturnType<typeof testDatabase>>;
beforeEach(async () => {
  made = await testDatabase();
});
afterEach(() => made.close());

const membershipOf = (w: World, id: number) =>
  w.database.kysely
    .selectFrom('cadence_memberships')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
const personOf = (w: World, id: number) =>
  w.database.kysely.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const actionsOf = (w: World, membershipId: number) =>
  w.database.kysely
    .selectFrom('actions')
    .selectAll()
    .where('membership_id', '=', membershipId)
    .orderBy('id')
    .execute();
const emailsOf = (w: World, membershipId: number) =>
  w.database.kysely
    .selectFrom('emails')
    .selectAll()
    .where('membership_id', '=', membershipId)
    .orderBy('id')
    .execute();
const field = (name: string, message: string) =>
  expect.objectContaining({ kind: 'invalid', fields: { [name]: [expect.stringContaining(message)] } });

describe('adding to a cadence', () => {
  it('plans the first action, with a reason, and keeps person and cadence counters', async () => {
    const w = await world(made.database);
    const { id: cadence } = await w.cadence([{ day: 1, type: 'phone' }]);
    const person = await w.person();
    const id = await as(w, (tx) =>
      addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id: person, cadence_id: cadence }),
    );
    expect(await membershipOf(w, id)).toMatchObject({
      current_state: 'active',
      currently_on_cadence: true,
      added_at: MONDAY,
    });
    expect(await actionsOf(w, id)).toMatchObject([
      {
        type: 'phone',
        status: 'in_progress',
        due_at: MONDAY,
        reason: 'Day 1: due at the start of Monday 2 March 2026.',
      },
    ]);
    expect(await personOf(w, person)).toMatchObject({
      cadence_ids: [cadence],
      most_recent_cadence_id: cadence,
    });
  });

  it('refuses what docs/wire.md section 8 refuses', async () => {
    const w = await world(made.database);
    const other = await world(made.database);
    const { id: cadence } = await w.cadence([{ day: 1, type: 'phone' }]);
    const add = (person_id: number, cadence_id: number, more: object = {}) =>
      as(w, (tx) => addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id, cadence_id, ...more }));
    const person = await w.person();
    await expect(add(await other.person(), cadence)).rejects.toEqual(
      field('person_id', 'could not be found'),
    );
    await expect(add(await w.person({ do_not_contact: true }), cadence)).rejects.toEqual(
      field('person_id', 'do not contact'),
    );
    const account = await w.database.kysely
      .insertInto('accounts')
      .values({ team_id: w.teamId, created_at: MONDAY, updated_at: MONDAY, name: 'A', do_not_contact: true })
      .returning('id')
      .executeTakeFirstOrThrow();
    await expect(add(await w.person({ account_id: account.id }), cadence)).rejects.toEqual(
      field('person_id', 'account'),
    );
    await expect(add(person, (await w.cadence([])).id)).rejects.toEqual(field('cadence_id', 'has no steps'));
    await expect(
      add(person, (await w.cadence([{ day: 1, type: 'phone' }], { draft: true })).id),
    ).rejects.toEqual(field('cadence_id', 'draft'));
    await expect(
      add(person, (await w.cadence([{ day: 1, type: 'phone' }], { archived_at: MONDAY })).id),
    ).rejects.toEqual(field('cadence_id', 'archived'));
    await expect(add(person, 999_999)).rejects.toEqual(field('cadence_id', 'could not be found'));
    const colleague = await w.database.kysely
      .insertInto('users')
      .values({
        team_id: w.teamId,
        created_at: MONDAY,
        updated_at: MONDAY,
        guid: crypto.randomUUID(),
        email: `c${w.teamId}@sender.test`,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await expect(add(person, cadence, { user_id: colleague.id })).rejects.toEqual(
      field('cadence_id', 'is not owned by the provided user'),
    );
    const team = await w.cadence([{ day: 1, type: 'phone' }], { team_cadence: true });
    await expect(add(person, team.id, { user_id: colleague.id })).resolves.toBeGreaterThan(0);
    const outcomes = await Promise.allSettled([
      add(person, cadence),
      add(person, cadence),
      add(person, cadence),
    ]);
    expect(outcomes.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
    await expect(add(person, cadence)).rejects.toEqual(field('cadence_id', 'already in progress'));
  });

  it('uses the record again, and removes with or without action, repeatably', async () => {
    const w = await world(made.database);
    const { id: cadence } = await w.cadence([
      { day: 1, type: 'other' },
      { day: 2, type: 'phone' },
    ]);
    const person = await w.person();
    const add = (now: Date) =>
      as(w, (tx) => addToCadence({ tx, principal: w.who, now }, { person_id: person, cadence_id: cadence }));
    const remove = (id: number, now: Date) =>
      as(w, (tx) => removeFromCadence({ tx, principal: w.who, now }, id));
    const id = await add(MONDAY);
    await remove(id, MONDAY);
    await remove(id, MONDAY);
    expect(await membershipOf(w, id)).toMatchObject({
      current_state: 'removed_no_action',
      currently_on_cadence: false,
    });
    expect(await personOf(w, person)).toMatchObject({ cadence_ids: [] });
    expect(await add(days(MONDAY, 1))).toBe(id);
    expect(await membershipOf(w, id)).toMatchObject({
      created_at: MONDAY,
      added_at: days(MONDAY, 1),
      state_reason: null,
    });
    const open = (await actionsOf(w, id)).find((action) => action.status === 'in_progress');
    await as(w, (tx) =>
      createActivity({ tx, principal: w.who, now: days(MONDAY, 1) }, { action_id: open?.id ?? 0 }),
    );
    await as(w, (tx) =>
      removeFromAllCadences(tx, w.who, days(MONDAY, 1), person, say('do_not_contact', { was: true })),
    );
    expect(await membershipOf(w, id)).toMatchObject({
      current_state: 'removed',
      state_reason: 'The person was marked do not contact.',
    });
    expect((await actionsOf(w, id)).map((action) => action.status)).toEqual([
      'cancelled',
      'completed',
      'cancelled',
    ]);
    expect(
      await w.database.kysely
        .selectFrom('cadences')
        .select(['cadence_people', 'people_acted_on_count'])
        .where('id', '=', cadence)
        .executeTakeFirst(),
    ).toEqual({
      cadence_people: 1,
      people_acted_on_count: 1,
    });
  });
});

describe('completing steps', () => {
  it('logs a call once, with its note, and goes on', async () => {
    const w = await world(made.database, { dispositions_required: true });
    const { id: cadence } = await w.cadence([
      { day: 1, type: 'phone' },
      { day: 1, type: 'integration', sameGroup: true },
      { day: 3, type: 'other' },
    ]);
    const person = await w.person();
    const id = await as(w, (tx) =>
      addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id: person, cadence_id: cadence }),
    );
    const [phone, integration] = await actionsOf(w, id);
    if (!phone || !integration) throw new Error('no actions');
    expect(phone.multitouch_group_id).toBe(phone.step_group_id);
    const call = (more: object) =>
      as(w, (tx) =>
        createCall(
          { tx, principal: w.who, now: MONDAY },
          { person_id: person, action_id: phone.id, ...more },
        ),
      );
    await expect(call({})).rejects.toEqual(field('disposition', 'required'));
    await expect(call({ disposition: 'connected' })).rejects.toEqual(field('disposition', 'not one of'));
    await w.database.kysely
      .insertInto('call_dispositions')
      .values({
        team_id: w.teamId,
        created_at: MONDAY,
        updated_at: MONDAY,
        name: 'Connected',
        connected: true,
      })
      .execute();
    await expect(call({ disposition: 'Connected', action_id: integration.id })).rejects.toEqual(
      field('action_id', 'phone'),
    );
    await as(w, (tx) => markOngoing({ tx, principal: w.who, now: MONDAY }, { action_id: phone.id }));
    await expect(
      as(w, (tx) => markOngoing({ tx, principal: w.who, now: MONDAY }, { action_id: phone.id })),
    ).rejects.toEqual(field('action_id', 'already'));
    const callId = await call({ disposition: 'Connected', duration: 60, notes: 'Nice chat' });
    await expect(call({ disposition: 'Connected' })).rejects.toEqual(
      field('action_id', 'could not be found'),
    );
    expect(
      await w.database.kysely.selectFrom('calls').selectAll().where('id', '=', callId).executeTakeFirst(),
    ).toMatchObject({ connected: true, cadence_id: cadence });
    expect(
      await w.database.kysely
        .selectFrom('notes')
        .select('content')
        .where('call_id', '=', callId)
        .executeTakeFirst(),
    ).toEqual({ content: 'Nice chat' });
    expect(await personOf(w, person)).toMatchObject({
      calls: 1,
      last_contacted_type: 'call',
      last_completed_step_id: phone.step_id,
    });
    expect((await actionsOf(w, id)).map((each) => each.status)).toEqual(['completed', 'in_progress']);
    await as(w, (tx) => createActivity({ tx, principal: w.who, now: MONDAY }, { action_id: integration.id }));
    expect((await actionsOf(w, id)).map((each) => [each.status, each.due_at])).toEqual([
      ['completed', MONDAY],
      ['completed', MONDAY],
      ['planned', new Date('2026-03-04T00:00:00Z')],
    ]);
    expect(await membershipOf(w, id)).toMatchObject({ calls: 1 });
  });

  it('sends a manual e-mail step on demand, and completes it when it left', async () => {
    const w = await world(made.database);
    const { id: cadence } = await w.cadence([{ day: 1, type: 'email' }]);
    const id = await as(w, async (tx) =>
      addToCadence(
        { tx, principal: w.who, now: MONDAY },
        { person_id: await w.person(), cadence_id: cadence },
      ),
    );
    const mailer = memoryMailer();
    const engine = engineOf(w.database, mailer);
    await engine.runOnce(MONDAY);
    expect(mailer.sent).toHaveLength(0);
    const [action] = await actionsOf(w, id);
    await as(w, (tx) =>
      sendEmailAction({ tx, principal: w.who, now: MONDAY, takePlace: placeByHand }, action?.id ?? 0, {
        body: '<p>By hand, {{first_name}}</p>',
      }),
    );
    await expect(
      as(w, (tx) =>
        sendEmailAction({ tx, principal: w.who, now: MONDAY, takePlace: placeByHand }, action?.id ?? 0),
      ),
    ).rejects.toEqual(field('action_id', 'queued already'));
    await engine.runOnce(MONDAY);
    expect(mailer.sent).toHaveLength(1);
    expect(await membershipOf(w, id)).toMatchObject({ current_state: 'completed', sent_emails: 1 });
  });
});

describe('the tick', () => {
  it('re-checks: restrictions skip, a missing address and a broken template hold, limits postpone', async () => {
    const w = await world(made.database, { email_daily_limit: 1 });
    const { id: cadence } = await w.cadence([
      { day: 1, type: 'email', automated: true },
      { day: 2, type: 'phone' },
    ]);
    const broken = await w.cadence([{ day: 1, type: 'email', automated: true, body: '{% if %}' }]);
    const people = [
      await w.person(),
      await w.person({ email_address: null, phone: '1' }),
      await w.person({ contact_restrictions: ['email'] }),
      await w.person(),
    ];
    const ids = await as(w, async (tx) => {
      const added = [];
      for (const person of people)
        added.push(
          await addToCadence(
            { tx, principal: w.who, now: MONDAY },
            { person_id: person, cadence_id: cadence },
          ),
        );
      return [
        ...added,
        await addToCadence(
          { tx, principal: w.who, now: MONDAY },
          { person_id: people[0] as number, cadence_id: broken.id },
        ),
      ];
    });
    const mailer = memoryMailer();
    await engineOf(w.database, mailer).runOnce(MONDAY);
    expect(mailer.sent).toHaveLength(1);
    const first = await Promise.all(ids.map(async (id) => (await actionsOf(w, id))[0]));
    expect(first.map((action) => [action?.status, action?.reason])).toEqual([
      ['completed', expect.stringContaining('250 OK')],
      ['in_progress', 'Held: The person has no e-mail address.'],
      ['skipped', 'Skipped: the person may not be contacted by email.'],
      ['planned', expect.stringContaining('limit of 1')],
      expect.anything(),
    ]);
    expect(first[3]?.due_at).toEqual(new Date('2026-03-03T00:00:00Z'));
    expect((await actionsOf(w, ids[2] as number))[1]).toMatchObject({
      type: 'phone',
      status: 'planned',
      due_at: new Date('2026-03-03T00:00:00Z'),
    });
    await w.database.kysely
      .updateTable('teams')
      .set({ email_daily_limit: null })
      .where('id', '=', w.teamId)
      .execute();
    // The place it was given is a stored fact, whatever becomes of the limit.
    expect(first[4]?.due_at).toEqual(new Date('2026-03-04T00:00:00Z'));
    await engineOf(w.database, mailer).runOnce(days(MONDAY, 2));
    expect((await actionsOf(w, ids[4] as number))[0]).toMatchObject({
      status: 'in_progress',
      reason: expect.stringContaining('Held: The template cannot be rendered'),
    });
  });

  it('lets a team in the future run on its own clock, and hands over where automation is off', async () => {
    const ahead = await world(made.database, {
      clock_offset_ms: 10 * 86_400_000,
      allow_automated_email_steps: false,
    });
    const w = await world(made.database);
    const spec = [
      { day: 1, type: 'phone' as const },
      { day: 4, type: 'email' as const, automated: true },
    ];
    const ids: [World, number][] = [];
    for (const each of [ahead, w]) {
      const { id: cadence, steps } = await each.cadence(spec);
      const id = await as(each, async (tx) =>
        addToCadence(
          { tx, principal: each.who, now: MONDAY },
          { person_id: await each.person(), cadence_id: cadence },
        ),
      );
      const [call] = await actionsOf(each, id);
      await as(each, async (tx) =>
        createCall(
          { tx, principal: each.who, now: MONDAY },
          { person_id: call?.person_id ?? 0, action_id: call?.id ?? 0 },
        ),
      );
      expect(steps).toHaveLength(2);
      ids.push([each, id]);
    }
    const mailer = memoryMailer();
    await engineOf(made.database, mailer).runOnce(MONDAY);
    expect(mailer.sent).toHaveLength(0);
    const states = await Promise.all(ids.map(async ([each, id]) => (await actionsOf(each, id))[1]));
    expect(states).toMatchObject([
      { status: 'in_progress', automated: false, reason: expect.stringContaining('by hand') },
      { status: 'planned' },
    ]);
  });

  it('a poison row stops only itself', async () => {
    const w = await world(made.database);
    const { id: cadence, steps } = await w.cadence([{ day: 1, type: 'email', automated: true }]);
    const bad = await w.cadence([{ day: 1, type: 'email', automated: true }]);
    const ids = await as(w, async (tx) => {
      const out = [
        await addToCadence(
          { tx, principal: w.who, now: MONDAY },
          { person_id: await w.person(), cadence_id: bad.id },
        ),
      ];
      for (let n = 0; n < 5; n += 1)
        out.push(
          await addToCadence(
            { tx, principal: w.who, now: MONDAY },
            { person_id: await w.person(), cadence_id: cadence },
          ),
        );
      return out;
    });
    expect(steps).toHaveLength(1);
    // Fails for one person only, in the middle of the transaction.
    await w.database.pool.query(`CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.membership_id = ${ids[0]} THEN RAISE EXCEPTION 'poison'; END IF; RETURN NEW; END $$;
      CREATE TRIGGER poison BEFORE INSERT ON emails FOR EACH ROW EXECUTE FUNCTION poison()`);
    const mailer = memoryMailer();
    const engine = engineOf(w.database, mailer);
    await engine.runOnce(MONDAY);
    expect(mailer.sent).toHaveLength(5);
    expect((await actionsOf(w, ids[0] as number))[0]).toMatchObject({
      status: 'planned',
      attempts: 1,
      reason: expect.stringContaining('poison'),
    });
    for (let minutes = 1; minutes < 60; minutes += 1)
      await engine.runOnce(new Date(MONDAY.getTime() + minutes * 60_000));
    expect((await actionsOf(w, ids[0] as number))[0]).toMatchObject({ status: 'in_progress', attempts: 5 });
  });
});

describe('settling an uncertain e-mail', () => {
  it.each(['sent', 'not_sent'] as const)('%s', async (verdict) => {
    const w = await world(made.database);
    const { id: cadence } = await w.cadence([{ day: 1, type: 'email', automated: true }]);
    const id = await as(w, async (tx) =>
      addToCadence(
        { tx, principal: w.who, now: MONDAY },
        { person_id: await w.person(), cadence_id: cadence },
      ),
    );
    const mailer = memoryMailer((message) =>
      mailer.sent.length === 0
        ? { kind: 'unknown', detail: 'the line went dead' }
        : { kind: 'sent', reply: message.messageId },
    );
    const engine = engineOf(w.database, mailer);
    await engine.runOnce(MONDAY);
    await engine.runOnce(days(MONDAY, 5));
    expect(mailer.sent).toHaveLength(1);
    const [email] = await emailsOf(w, id);
    expect(email).toMatchObject({
      state: 'uncertain',
      state_reason: expect.stringContaining('the line went dead'),
    });
    await as(w, (tx) =>
      settleUncertainEmail({ tx, principal: w.who, now: days(MONDAY, 5) }, email?.id ?? 0, verdict),
    );
    if (verdict === 'not_sent') {
      const [action] = await actionsOf(w, id);
      await as(w, (tx) =>
        sendEmailAction(
          { tx, principal: w.who, now: days(MONDAY, 5), takePlace: placeByHand },
          action?.id ?? 0,
        ),
      );
      await engine.runOnce(days(MONDAY, 5));
      expect(mailer.sent.map((each) => each.messageId)).toEqual([email?.message_id, email?.message_id]);
    }
    expect(await membershipOf(w, id)).toMatchObject({ current_state: 'completed', sent_emails: 1 });
  });
});
