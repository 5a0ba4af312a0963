import { afterEach, beforeEach, expect, it } from 'vitest';
import { addToCadence } from '../../apps/server/src/domain/memberships/membership-commands.js';
import { createBeginnings } from '../../apps/server/src/engine/sending/begin.js';
import { claimEmails, type ClaimedEmail } from '../../apps/server/src/engine/sending/claim-emails.js';
import { createEngine } from '../../apps/server/src/engine/engine.js';
import type { SendResult } from '../../apps/server/src/engine/ports.js';
import { manualClock } from '../../apps/server/src/kernel/clock.js';
import { smtpMailer } from '../../apps/server/src/mail/smtp.js';
import { testDatabase } from '../support/database.js';
import { smtpScript } from './smtp-script.support.js';
import { as, log, memoryMailer, MONDAY, type World, world } from './support.js';

let made: Awaited<ReturnType<typeof testDatabase>>;
let w: World;
beforeEach(async () => {
  made = await testDatabase();
  w = await world(made.database);
});
afterEach(() => made.close());

/** Queued e-mails, claimed. */
async function claimed(count = 2): Promise<ClaimedEmail[]> {
  const { id } = await w.cadence([{ day: 1, type: 'email', automated: true }]);
  for (let n = 0; n < count; n += 1) {
    const person = await w.person();
    await as(w, (tx) =>
      addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id: person, cadence_id: id }),
    );
  }
  // Planned, and left queued: the mail server lets nobody in.
  const mailer = memoryMailer(() => ({ kind: 'withdrawn' }));
  const engine = createEngine({
    ...{ database: w.database, mailer, log, clock: manualClock(MONDAY), tickMs: 50, publicUrl: '' },
  });
  engine.start();
  await until(async () => (await states()).length === count);
  await engine.stop();
  const { claims } = await claimEmails(w.database, MONDAY, 10, 20_000);
  return claims;
}

const states = () =>
  w.database.kysely
    .selectFrom('emails')
    .select(['id', 'state', 'accepted_at'])
    .where('team_id', '=', w.teamId)
    .orderBy('id')
    .execute();

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds()));
}

it('nothing begins before it is written that the message before was taken, also while that one is being settled', async () => {
  const [first, second] = (await claimed()) as [ClaimedEmail, ClaimedEmail];
  const beginnings = createBeginnings(w.database, log);
  expect(await beginnings.begin(first, MONDAY, MONDAY)).toBe(true);
  beginnings.accepted(first, MONDAY, '250 OK');
  const settling = await made.database.pool.connect();
  await settling.query('BEGIN');
  await settling.query('SELECT 1 FROM emails WHERE id = $1 FOR UPDATE', [first.email.id]);
  const begun = beginnings.begin(second, MONDAY, MONDAY);
  await until(async () => {
    const { rows } = await made.database.pool.query<{ n: number }>(
      `SELECT (SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE NOT l.granted AND a.datname = current_database())
        + (SELECT count(*) FROM emails WHERE state = 'sending' AND id = $1) AS n`,
      [second.email.id],
    );
    return Number(rows[0]?.n) > 0;
  });
  expect((await states()).find(({ id }) => id === second.email.id)?.state).toBe('queued');
  await settling.query('COMMIT');
  settling.release();
  expect(await begun).toBe(true);
  expect((await states()).find(({ id }) => id === first.email.id)?.accepted_at).not.toBe(null);
}, 60_000);

it('what begins waits for those whose connections are about to be free, and for nobody else', async () => {
  const claims = await claimed(5);
  const [a, b, c, d, e] = claims as [ClaimedEmail, ClaimedEmail, ClaimedEmail, ClaimedEmail, ClaimedEmail];
  // So long that only what the others do can end it.
  const beginnings = createBeginnings(w.database, log, 2 ** 30);
  const begin = (claim: ClaimedEmail) => beginnings.begin(claim, MONDAY, MONDAY);
  expect(await Promise.all([begin(a), begin(b)])).toEqual([true, true]);
  beginnings.accepted(a, MONDAY, '250 OK');
  const third = begin(c);
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => void setImmediate(resolve));
  expect((await states()).map(({ state }) => state).filter((state) => state === 'sending')).toHaveLength(2);
  beginnings.answered(b);
  const fourth = begin(d);
  expect(await Promise.all([third, fourth])).toEqual([true, true]);
  const { rows } = await made.database.pool.query<{ xmin: string }>(
    'SELECT DISTINCT xmin::text FROM emails WHERE id = ANY($1)',
    [[a, c, d].map(({ email }) => email.id)],
  );
  expect(rows).toHaveLength(1);
  // Nothing is on its way any more: nobody is waited for.
  beginnings.answered(c);
  beginnings.answered(d);
  expect(await begin(e)).toBe(true);
}, 60_000);

it('a connection goes on after a refusal only when that is settled', async () => {
  const mail = await smtpScript((command) => (command.startsWith('RCPT') ? '550 5.1.1 no' : undefined));
  const mailer = smtpMailer(`smtp://127.0.0.1:${mail.port}?ignoreTLS=true`);
  let settle: () => void = () => undefined;
  const settled = new Promise<void>((resolve) => {
    settle = resolve;
  });
  let begun = 0;
  const answers: Promise<SendResult>[] = [];
  let five: () => void = () => undefined;
  const fiveAnswered = new Promise<void>((resolve) => {
    five = resolve;
  });
  let answered = 0;
  for (let n = 0; n < 12; n += 1) {
    const answer = mailer.send({
      envelope: { from: 'rep@sender.test', to: [`p${n}@person.test`] },
      compose: async () => Buffer.from('Subject: x\r\n\r\nx\r\n'),
      begin: async () => {
        begun += 1;
        return true;
      },
      settled,
    });
    answers.push(answer);
    void answer.then(() => {
      answered += 1;
      if (answered === 5) five();
    });
  }
  await fiveAnswered;
  expect(begun).toBe(5);
  settle();
  for (const answer of await Promise.all(answers)) expect(answer.kind).toBe('refused');
  await mailer.stop(AbortSignal.abort());
  mail.close();
}, 60_000);

it('what a process of the first version takes from under a claim is its own', async () => {
  const [first, second] = (await claimed()) as [ClaimedEmail, ClaimedEmail];
  // As that version claims.
  await made.database.pool.query(
    `UPDATE emails SET state = 'sending', lease_until = $2, attempts = attempts + 1 WHERE id = $1`,
    [first.email.id, new Date(MONDAY.getTime() + 600_000)],
  );
  const beginnings = createBeginnings(w.database, log);
  expect(await beginnings.begin(first, MONDAY, MONDAY)).toBe(false);
  expect(await beginnings.begin(second, MONDAY, MONDAY)).toBe(true);
  expect(await beginnings.begin(second, MONDAY, MONDAY)).toBe(true);
});
