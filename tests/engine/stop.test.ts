import { afterEach, beforeEach, expect, it } from 'vitest';
import { addToCadence } from '../../apps/server/src/domain/memberships/membership-commands.js';
import { createEngine } from '../../apps/server/src/engine/engine.js';
import { manualClock } from '../../apps/server/src/kernel/clock.js';
import { createMailer } from '../../apps/server/src/mail/mailer.js';
import { testDatabase } from '../support/database.js';
import { smtpScript } from './smtp-script.support.js';
import { as, log, MONDAY, type World, world } from './support.js';

let made: Awaited<ReturnType<typeof testDatabase>>;
let w: World;
beforeEach(async () => {
  made = await testDatabase();
  w = await world(made.database);
});
afterEach(() => made.close());

const emails = async () =>
  w.database.kysely
    .selectFrom('emails')
    .select(['state', 'attempts', 'claimed_by', 'lease_until'])
    .where('team_id', '=', w.teamId)
    .execute();

async function enrol(people: number): Promise<void> {
  const { id } = await w.cadence([{ day: 1, type: 'email', automated: true }]);
  for (let n = 0; n < people; n += 1) {
    const person = await w.person();
    await as(w, (tx) =>
      addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id: person, cadence_id: id }),
    );
  }
}

it.each(['greeting', 'EHLO', 'AUTH', 'MAIL', 'RCPT', 'DATA', '.'])(
  'a stop is not held up by a mail server that says nothing at %s; only the dot leaves a doubt, which is told at once',
  async (at) => {
    await enrol(12);
    let hung: () => void = () => undefined;
    const hanging = new Promise<void>((resolve) => {
      hung = resolve;
    });
    const mail = await smtpScript((command) => {
      if (command.startsWith(at)) {
        hung();
        return 'silence';
      }
      return command.startsWith('EHLO') ? '250-x\r\n250 AUTH PLAIN' : undefined;
    });
    const engine = createEngine({
      database: w.database,
      mailer: createMailer({
        smtpUrl: `smtp://rep:secret@127.0.0.1:${mail.port}?ignoreTLS=true`,
        store: w.database,
      }),
      clock: manualClock(MONDAY),
      log,
      tickMs: 50,
      publicUrl: 'http://x.test',
    });
    engine.start();
    await hanging;
    // Whoever stops it is in a hurry: nothing here waits for time to pass.
    await engine.stop(AbortSignal.abort());
    const rows = await emails();
    const doubts = rows.filter(({ state }) => state === 'uncertain');
    expect(doubts.length).toBe(mail.commands.filter((command) => command === '.').length);
    expect(doubts.length > 0).toBe(at === '.');
    // The others are anybody's at once, and nothing was tried with them.
    for (const row of rows.filter(({ state }) => state !== 'uncertain'))
      expect(row).toEqual({ state: 'queued', attempts: 0, claimed_by: null, lease_until: null });
    mail.close();
  },
  60_000,
);
