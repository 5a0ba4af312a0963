import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect } from '../../apps/server/src/db/connect.js';
import { addToCadence } from '../../apps/server/src/domain/memberships/membership-commands.js';
import { inParallel } from '../../apps/server/src/engine/claim.js';
import { createEngine } from '../../apps/server/src/engine/engine.js';
import { startTurnsAt } from '../../apps/server/src/jobs/rotation.js';
import { manualClock } from '../../apps/server/src/kernel/clock.js';
import { testDatabase } from '../support/database.js';
import { as, engineOf, log, memoryMailer, MONDAY, type World, world } from './support.js';

const HUGE = 500;
/** After so many messages somebody of the small team is due. */
const LATER = 60;

let made: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  made = await testDatabase();
});
afterAll(() => made.close());

async function cadenceOf(w: World): Promise<(now: Date) => Promise<unknown>> {
  const { id } = await w.cadence([
    { day: 1, type: 'email', automated: true, immediately: true, weekends: true },
  ]);
  return async (now) => {
    const person = await w.person();
    return as(w, (tx) => addToCadence({ tx, principal: w.who, now }, { person_id: person, cadence_id: id }));
  };
}

it('three engines and a team with hundreds due: who becomes due in another team is not behind all of them, and nothing goes twice', async () => {
  const huge = await cadenceOf(await world(made.database));
  const smallTeam = await world(made.database);
  const small = await cadenceOf(smallTeam);
  await inParallel(Array.from({ length: HUGE }), 8, async () => void (await huge(MONDAY)));

  // Each message takes 25 ms of the clock: teams are looked for after twenty.
  const clock = manualClock(MONDAY);
  let over: () => void = () => undefined;
  const done = new Promise<void>((resolve) => {
    over = resolve;
  });
  const order: number[] = [];
  const mailer = memoryMailer(async ({ teamId }) => {
    clock.advance(25);
    order.push(teamId);
    if (order.length === LATER) await small(clock.now());
    if (order.length > HUGE) over();
    return { kind: 'sent', reply: '250 OK' };
  });
  const engines = [0, 0.4, 0.8].map((start) => {
    const database = connect({ connection: made.connection, max: 6, onError: () => undefined });
    startTurnsAt(database, start);
    const engine = createEngine({
      database,
      mailer,
      clock,
      log,
      tickMs: 20,
      batch: 20,
      publicUrl: 'http://localhost:3000',
    });
    engine.start();
    return { engine, database };
  });
  await done;
  for (const { engine, database } of engines) {
    await engine.stop();
    await database.close();
  }
  expect(order).toHaveLength(HUGE + 1);
  expect(new Set(mailer.sent.map(({ messageId }) => messageId)).size).toBe(HUGE + 1);
  // The looks, what three engines had in hand, and a group of each: not the rest of the five hundred.
  expect(order.indexOf(smallTeam.teamId)).toBeLessThan(HUGE - 50);
}, 240_000);

it('a huge team whose mail servers do not answer leaves room for others', async () => {
  const hugeTeam = await world(made.database);
  const mailboxes = Array.from({ length: 14 }, (_, n) => ({
    ...{ created_at: MONDAY, updated_at: MONDAY, team_id: hugeTeam.teamId, user_id: hugeTeam.userId },
    ...{ kind: 'smtp', email_address: `box${n}@huge.test` },
  }));
  await made.database.kysely.insertInto('mailboxes').values(mailboxes).execute();
  const huge = await cadenceOf(hugeTeam);
  await inParallel(Array.from({ length: HUGE }), 8, async () => void (await huge(MONDAY)));
  const smallTeam = await world(made.database);
  const small = await cadenceOf(smallTeam);

  let answer: () => void = () => undefined;
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  let handed = 0;
  const mailer = memoryMailer(async ({ teamId }) => {
    if (teamId === hugeTeam.teamId) {
      handed += 1;
      await answered;
    }
    return { kind: 'sent', reply: '250 OK' };
  });
  const engine = engineOf(made.database, mailer);
  engine.start();
  // Nine slow mailboxes fill all there is for one team.
  await expect.poll(() => handed).toBeGreaterThan(160);
  await small(MONDAY);
  await expect.poll(() => mailer.sent.map(({ teamId }) => teamId)).toEqual([smallTeam.teamId]);
  answer();
  await engine.stop();
}, 240_000);
