import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addToCadence } from '../../apps/server/src/domain/memberships/membership-commands.js';
import { testDatabase } from '../support/database.js';
import { as, days, engineOf, memoryMailer, MONDAY, type StepSpec, world } from './support.js';

let db: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const STEPS: StepSpec[] = [
  { day: 1, type: 'email', automated: true },
  { day: 2, type: 'phone' },
  { day: 4, type: 'email', automated: true, at: '09:00' },
  { day: 5, type: 'other' },
];

/** The cadence above with a condition at its call; e-mail 1 has been sent, and maybe opened. */
async function scene(condition: (steps: number[]) => object, opened: boolean) {
  const w = await world(db.database);
  const k = db.database.kysely;
  const mailer = memoryMailer();
  const engine = engineOf(db.database, mailer);
  const cadence = await w.cadence(STEPS);
  await k
    .updateTable('steps')
    .set({ condition: JSON.stringify(condition(cadence.steps)) })
    .where('id', '=', cadence.steps[1] as number)
    .execute();
  const person_id = await w.person();
  const membership = await as(w, (tx) =>
    addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id, cadence_id: cadence.id }),
  );
  await engine.runOnce(MONDAY);
  if (opened)
    await k
      .updateTable('emails')
      .set({ first_viewed_at: days(MONDAY, 0.2) })
      .where('membership_id', '=', membership)
      .execute();
  const actions = () =>
    k
      .selectFrom('actions')
      .select(['step_id', 'status', 'reason', 'due_at', 'decided_by'])
      .where('membership_id', '=', membership)
      .orderBy('id')
      .execute();
  const state = () =>
    k
      .selectFrom('cadence_memberships')
      .select(['current_state', 'state_reason'])
      .where('id', '=', membership)
      .executeTakeFirstOrThrow();
  return { ...cadence, engine, actions, state };
}

describe('a branch, decided when its step is due', () => {
  it('lets the step go ahead, with the reason', async () => {
    const s = await scene(([first]) => ({ if: 'opened', step_id: first }), true);
    // Planned for tomorrow and decided then, not now.
    expect((await s.actions())[1]).toMatchObject({ status: 'planned' });
    await s.engine.runOnce(days(MONDAY, 1));
    expect((await s.actions())[1]).toMatchObject({
      status: 'in_progress',
      reason: 'Branch: the e-mail of Day 1: Step 1 was opened on 2026-03-02; the step goes ahead.',
    });
  });

  it('leaves the step out and goes on', async () => {
    const s = await scene(([first]) => ({ if: 'opened', step_id: first, else: 'skip' }), false);
    await s.engine.runOnce(days(MONDAY, 1));
    const [, call, next] = await s.actions();
    expect(call).toMatchObject({
      status: 'skipped',
      decided_by: 'branch',
      reason: 'Branch: the e-mail of Day 1: Step 1 was not opened; the step is left out.',
    });
    expect(next).toMatchObject({ step_id: s.steps[2], status: 'planned' });
  });

  it('ends the cadence', async () => {
    const s = await scene(() => ({ if: 'opened', else: 'end' }), false);
    await s.engine.runOnce(days(MONDAY, 1));
    expect(await s.state()).toEqual({
      current_state: 'completed',
      state_reason: 'Branch: no e-mail of this cadence was opened; the cadence ends here.',
    });
  });

  it('goes on at a later step, counting days from here', async () => {
    const s = await scene(
      (steps) => ({ if: 'opened', is: true, else: 'goto', goto_step_id: steps[3] }),
      false,
    );
    await s.engine.runOnce(days(MONDAY, 1));
    const [, call, next] = await s.actions();
    expect(call).toMatchObject({
      status: 'skipped',
      reason: 'Branch: no e-mail of this cadence was opened; on to Day 5: Step 1.',
    });
    // Day 5 is three days after day 2.
    expect(next).toMatchObject({ step_id: s.steps[3], due_at: new Date('2026-03-06T00:00:00Z') });
    expect(await s.actions()).toHaveLength(3);
  });

  it('never goes back: a target that moved before the step only leaves the step out', async () => {
    const s = await scene(([first]) => ({ if: 'opened', else: 'goto', goto_step_id: first }), false);
    await s.engine.runOnce(days(MONDAY, 1));
    expect((await s.actions())[1]).toMatchObject({
      status: 'skipped',
      reason:
        'Branch: no e-mail of this cadence was opened; the step is left out (the step to go to is gone, or not behind this one).',
    });
  });
});
