import { say } from '../../apps/server/src/domain/said.js';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settleByEvidence } from '../../apps/server/src/domain/activities/evidence-commands.js';
import { addToCadence } from '../../apps/server/src/domain/memberships/membership-commands.js';
import { findOptOut, optOut } from '../../apps/server/src/domain/activities/opt-out-commands.js';
import type { SendResult } from '../../apps/server/src/engine/ports.js';
import { testDatabase } from '../support/database.js';
import { as, days, engineOf, memoryMailer, MONDAY, type World, world } from './support.js';

/** What the team's policy and later evidence make of an e-mail nobody knows the fate of; what an opt-out ends. */
let db: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  db = await testDatabase({ told: true });
});
afterAll(() => db.close());

async function touch(w: World, answer: SendResult) {
  const cadence = await w.cadence([
    { day: 1, type: 'email', automated: true },
    { day: 2, type: 'email', automated: true },
  ]);
  const person = await w.person();
  const membership = await as(w, (tx) =>
    addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id: person, cadence_id: cadence.id }),
  );
  const mailer = memoryMailer(() => answer);
  const engine = engineOf(w.database, mailer);
  await engine.runOnce(MONDAY);
  return { cadence, person, membership, mailer, engine };
}

const emailsOf = (w: World) =>
  w.database.kysely.selectFrom('emails').selectAll().where('team_id', '=', w.teamId).orderBy('id').execute();
const historyOf = async (w: World) =>
  (
    await w.database.kysely
      .selectFrom('email_history')
      .select('state')
      .where('team_id', '=', w.teamId)
      .orderBy('id')
      .execute()
  ).map(({ state }) => state);
const UNKNOWN: SendResult = { kind: 'unknown', detail: 'the line went dead' };

describe('uncertain_policy', () => {
  it.each([
    ['hold', 'uncertain', ['queued', 'sending', 'uncertain']],
    ['assume_sent', 'sent', ['queued', 'sending', 'uncertain', 'sent']],
    ['assume_failed', 'failed', ['queued', 'sending', 'uncertain', 'failed']],
  ])('%s: %s, and never a second message', async (policy, state, history) => {
    const w = await world(db.database, { uncertain_policy: policy });
    const { engine, mailer } = await touch(w, UNKNOWN);
    const [email] = await emailsOf(w);
    expect(email?.state).toBe(state);
    expect(email?.state_reason).toContain('the line went dead');
    expect(await historyOf(w)).toEqual(history);
    await engine.runOnce(days(MONDAY, 0.5));
    expect(mailer.sent.filter(({ teamId }) => teamId === w.teamId)).toHaveLength(1);
    const { rows } = await sql<{
      n: number;
    }>`SELECT count(*)::int AS n FROM actions WHERE team_id = ${w.teamId} AND status = 'planned'`.execute(
      w.database.kysely,
    );
    // Only what counts as sent leads to the next step.
    expect(rows[0]?.n).toBe(state === 'sent' ? 1 : 0);
  });
});

describe('evidence', () => {
  it.each(['uncertain', 'failed'])('settles %s as sent, once, and the cadence goes on', async (state) => {
    const w = await world(db.database, { uncertain_policy: state === 'failed' ? 'assume_failed' : 'hold' });
    await touch(w, UNKNOWN);
    const [email] = await emailsOf(w);
    expect(email?.state).toBe(state);
    const settle = () =>
      as(w, (tx) =>
        settleByEvidence(
          tx,
          w.teamId,
          email?.id ?? 0,
          days(MONDAY, 0.1),
          say('evidence', { what: 'sent_folder' }),
        ),
      );
    expect(await settle()).toMatchObject({ settled: true });
    expect(await settle()).toMatchObject({ settled: false });
    expect((await emailsOf(w))[0]).toMatchObject({
      state: 'sent',
      state_reason: 'Settled by evidence: it lies in the folder of sent mail.',
    });
  });

  it('keeps a second message from leaving after a refusal that was none', async () => {
    const w = await world(db.database);
    const { engine, mailer } = await touch(w, { kind: 'refused', permanent: false, reply: '451 try again' });
    const [email] = await emailsOf(w);
    expect(email).toMatchObject({ state: 'queued', attempts: 1 });
    await as(w, (tx) =>
      settleByEvidence(tx, w.teamId, email?.id ?? 0, MONDAY, say('evidence', { what: 'answer' })),
    );
    await engine.runOnce(days(MONDAY, 0.2));
    expect((await emailsOf(w))[0]?.state).toBe('sent');
    expect(mailer.sent.filter(({ teamId }) => teamId === w.teamId)).toHaveLength(0);
  });
});

describe('opting out', () => {
  it.each(['team', 'cadence'] as const)(
    'of the %s ends the cadence and keeps the address on the list',
    async (scope) => {
      const w = await world(db.database);
      const { engine, membership, mailer, cadence } = await touch(w, { kind: 'sent', reply: '250 OK' });
      const [email] = await emailsOf(w);
      const about = await findOptOut(w.database.kysely, w.teamId, email?.id ?? 0);
      if (!about) throw new Error('not found');
      await as(w, (tx) => optOut(tx, about, MONDAY, scope));
      await engine.runOnce(days(MONDAY, 3));
      expect(mailer.sent.filter(({ teamId }) => teamId === w.teamId)).toHaveLength(1);
      const run = await w.database.kysely
        .selectFrom('cadence_memberships')
        .selectAll()
        .where('team_id', '=', w.teamId)
        .where('id', '=', membership)
        .executeTakeFirstOrThrow();
      expect(run.currently_on_cadence).toBe(false);
      const [entry] = await w.database.kysely
        .selectFrom('suppressions')
        .selectAll()
        .where('team_id', '=', w.teamId)
        .execute();
      expect(entry).toMatchObject({
        reason: 'opt_out',
        value: email?.to_address,
        cadence_id: scope === 'team' ? null : cadence.id,
      });
    },
  );
});

describe('trying again', () => {
  it('keeps to the send window: what was refused in its last minute waits for the next day', async () => {
    const w = await world(db.database, {}, { time_zone: 'UTC' });
    await w.database.kysely
      .insertInto('send_windows')
      .values({
        team_id: w.teamId,
        created_at: MONDAY,
        updated_at: MONDAY,
        blocks: JSON.stringify([{ days: [1, 2, 3, 4, 5], from: '09:00', to: '09:01' }]),
      })
      .execute();
    const { engine } = await touch(w, { kind: 'refused', permanent: false, reply: '451 busy' });
    const [email] = await emailsOf(w);
    expect(email).toMatchObject({ state: 'queued', attempts: 1, send_after: days(MONDAY, 1) });
    await engine.runOnce(days(MONDAY, 0.5));
    expect((await emailsOf(w))[0]?.attempts).toBe(1);
    await engine.runOnce(days(MONDAY, 1));
    expect((await emailsOf(w))[0]?.attempts).toBe(2);
  });
});
