import { say } from '../../apps/server/src/domain/said.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitFor, lockAccountOf } from '../../apps/server/src/domain/memberships/exit-commands.js';
import { addToCadence } from '../../apps/server/src/domain/memberships/membership-commands.js';
import {
  lockMembership,
  type MembershipContext,
} from '../../apps/server/src/domain/memberships/membership-queries.js';
import {
  pauseMembership,
  resumeMembership,
} from '../../apps/server/src/domain/memberships/pause-commands.js';
import { tick } from '../../apps/server/src/engine/planning/tick.js';
import type { Cause } from '../../apps/server/src/events/outbox.js';
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
  db = await testDatabase({ told: true });
});
afterAll(() => db.close());

const EMAILS: StepSpec[] = [
  { day: 1, type: 'email', automated: true },
  { day: 2, type: 'email', automated: true, at: '09:00' },
];

async function scene() {
  const w = await world(db.database);
  const mailer = memoryMailer();
  const engine = engineOf(db.database, mailer);
  const cadence = await w.cadence(EMAILS);
  const person_id = await w.person();
  const membership = await as(w, (tx) =>
    addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id, cadence_id: cadence.id }),
  );
  return {
    engine,
    sent: () => mailer.sent.filter((message) => message.teamId === w.teamId),
    steer: (now: Date, work: (cause: Cause, membership: MembershipContext) => Promise<void>) =>
      as(w, async (tx) =>
        work({ tx, teamId: w.teamId, now }, await lockMembership(tx, w.teamId, membership)),
      ),
    actions: () =>
      db.database.kysely
        .selectFrom('actions')
        .select(['status', 'due_at', 'reason'])
        .where('membership_id', '=', membership)
        .orderBy('id')
        .execute(),
    history: () =>
      db.database.kysely
        .selectFrom('email_history as h')
        .innerJoin('emails as e', 'e.id', 'h.email_id')
        .select(['h.state', 'h.reason'])
        .where('e.membership_id', '=', membership)
        .orderBy('h.id')
        .execute(),
  };
}

const PAUSED = say('membership_paused', { by: 'user', until: null });

describe('a paused person', () => {
  it('gets nothing until the end of the pause, then what was due, once', async () => {
    const s = await scene();
    await tick({ database: db.database, log, batch: 100, width: 4 }, MONDAY);
    await s.steer(MONDAY, (cause, membership) => pauseMembership(cause, membership, days(MONDAY, 2), PAUSED));
    // The e-mail was in the queue: it is withdrawn, and its history says so.
    expect((await s.history()).map((row) => row.state)).toEqual(['queued', 'cancelled']);
    for (const day of [0, 1, 1.9]) await s.engine.runOnce(days(MONDAY, day));
    expect(s.sent()).toHaveLength(0);
    await s.engine.runOnce(days(MONDAY, 2));
    await s.engine.runOnce(days(MONDAY, 2));
    expect(s.sent()).toHaveLength(1);
    // The days behind it count from when it went out.
    expect((await s.actions())[1]).toMatchObject({ due_at: days(MONDAY, 3) });
  });

  it('goes on at the moment planned before when resumed early', async () => {
    const s = await scene();
    await s.engine.runOnce(MONDAY);
    const [, planned] = await s.actions();
    await s.steer(MONDAY, (cause, membership) => pauseMembership(cause, membership, null, PAUSED));
    await s.engine.runOnce(days(MONDAY, 0.5));
    expect((await s.actions())[1]).toMatchObject({ reason: PAUSED.text });
    await s.steer(days(MONDAY, 0.6), resumeMembership);
    expect((await s.actions())[1]?.due_at).toEqual(planned?.due_at);
    await s.engine.runOnce(days(MONDAY, 1));
    expect(s.sent()).toHaveLength(2);
  });

  it('resumed late, has its next e-mail at the next time of day, not in the middle of the night', async () => {
    const s = await scene();
    await s.engine.runOnce(MONDAY);
    await s.steer(MONDAY, (cause, membership) => pauseMembership(cause, membership, null, PAUSED));
    await s.steer(new Date('2026-03-05T23:10:00Z'), resumeMembership);
    expect((await s.actions())[1]).toMatchObject({ due_at: new Date('2026-03-06T09:00:00Z') });
  });
});

describe('at the same moment', () => {
  it('two exclusive cadences cannot both take a person', async () => {
    const w = await world(db.database);
    const cadences = await Promise.all([1, 2, 3].map(() => w.cadence(EMAILS, { entry_exclusive: true })));
    const person_id = await w.person();
    const tried = await Promise.allSettled(
      cadences.map(({ id }) =>
        as(w, (tx) => addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id, cadence_id: id })),
      ),
    );
    expect(tried.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
  });

  it('two colleagues who answer stop the account once, and nobody waits for ever', async () => {
    const w = await world(db.database);
    const { id: account_id } = await db.database.kysely
      .insertInto('accounts')
      .values({
        team_id: w.teamId,
        created_at: MONDAY,
        updated_at: MONDAY,
        name: 'Acme',
        domain: 'acme.test',
        owner_id: w.userId,
        creator_id: w.userId,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const { id } = await w.cadence(EMAILS, { exit_account_on_reply: true });
    const added = await Promise.all(
      [1, 2, 3].map(async () => {
        const person = await w.person({ account_id });
        const member = await as(w, (tx) =>
          addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id: person, cadence_id: id }),
        );
        return { person, member };
      }),
    );
    const effects = await Promise.all(added.map(({ person, member }) => answered(w, person, member)));
    const ended = effects.flatMap((effect) => effect.memberships.map((each) => each.id));
    const members = added.map(({ member }) => member);
    expect(ended.toSorted((a, b) => a - b)).toEqual(members.toSorted((a, b) => a - b));
  });
});

/** As receiving does. */
function answered(w: World, person: number, membership: number) {
  return as(w, async (tx) => {
    await lockAccountOf(tx, w.teamId, person);
    return exitFor(tx, await lockMembership(tx, w.teamId, membership), 'reply', MONDAY);
  });
}
