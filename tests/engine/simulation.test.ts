import { afterAll, beforeAll, expect, it } from 'vitest';
import { createActivity } from '../../apps/server/src/domain/activities/activity-commands.js';
import { createCall } from '../../apps/server/src/domain/activities/calls.js';
import { sendEmailAction } from '../../apps/server/src/domain/activities/email-commands.js';
import { addToCadence } from '../../apps/server/src/domain/memberships/membership-commands.js';
import { inParallel } from '../../apps/server/src/engine/claim.js';
import { placeByHand } from '../../apps/server/src/engine/planning/place-by-hand.js';
import { testDatabase } from '../support/database.js';
import { as, engineOf, memoryMailer, MONDAY, type StepSpec, world } from './support.js';

/** `SIMULATION_PEOPLE` walks more of them: a thousand take three minutes. */
const PEOPLE = Number(process.env['SIMULATION_PEOPLE'] ?? 100);
/** Seven touches on seven days and more: every type, a multi-touch day, one thread of four e-mails. */
const SEVEN_BY_SEVEN: StepSpec[] = [
  { day: 1, type: 'email', automated: true, at: '10:00', subject: 'About {{ first_name }}' },
  { day: 2, type: 'phone' },
  { day: 3, type: 'email', threadOf: 0 },
  { day: 3, type: 'phone', sameGroup: true },
  { day: 3, type: 'other', sameGroup: true },
  { day: 4, type: 'integration' },
  { day: 5, type: 'email', automated: true, delay: 30, threadOf: 0 },
  { day: 6, type: 'other' },
  { day: 7, type: 'phone' },
  { day: 7, type: 'email', automated: true, delay: 15, threadOf: 6 },
];

let made: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  made = await testDatabase();
});
afterAll(() => made.close());

it(`walks ${PEOPLE} people through a 7x7, day by day, with exact counts and every e-mail in its thread`, async () => {
  const w = await world(made.database);
  const db = w.database.kysely;
  const stage = await db
    .insertInto('person_stages')
    .values({ team_id: w.teamId, created_at: MONDAY, updated_at: MONDAY, name: 'Finished' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const cadence = await w.cadence(SEVEN_BY_SEVEN, { finished_stage_id: stage.id });
  await inParallel(Array.from({ length: PEOPLE }), 8, async () => {
    const person = await w.person();
    await as(w, (tx) =>
      addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id: person, cadence_id: cadence.id }),
    );
  });
  const mailer = memoryMailer();
  const engine = engineOf(w.database, mailer);
  // The rep works twice a day for three weeks; the engine looks in between.
  for (let hour = 0; hour < 21 * 24; hour += 6) {
    const now = new Date(MONDAY.getTime() + hour * 3_600_000);
    await engine.runOnce(now);
    if (hour % 12 !== 0) continue;
    const open = await db
      .selectFrom('actions')
      .selectAll()
      .where('status', '=', 'in_progress')
      .where('automated', '=', false)
      .execute();
    await inParallel(open, 8, (action) =>
      as(w, async (tx) => {
        if (action.type === 'phone')
          await createCall(
            { tx, principal: w.who, now },
            { person_id: action.person_id, action_id: action.id },
          );
        else if (action.type === 'email')
          await sendEmailAction({ tx, principal: w.who, now, takePlace: placeByHand }, action.id);
        else await createActivity({ tx, principal: w.who, now }, { action_id: action.id });
      }),
    );
  }

  const count = async (table: string, where: string) =>
    Number((await w.database.pool.query(`SELECT count(*) FROM ${table} WHERE ${where}`)).rows[0].count);
  expect(
    await count('cadence_memberships', `current_state = 'completed' AND sent_emails = 4 AND calls = 3`),
  ).toBe(PEOPLE);
  expect(await count('actions', `status = 'completed'`)).toBe(PEOPLE * SEVEN_BY_SEVEN.length);
  expect(await count('actions', `status <> 'completed'`)).toBe(0);
  expect(await count('emails', `state = 'sent' AND attempts = 1`)).toBe(PEOPLE * 4);
  expect(await count('calls', 'true')).toBe(PEOPLE * 3);
  expect(
    await count(
      'people',
      `emails_sent = 4 AND calls = 3 AND cadence_ids = '{}' AND person_stage_name = 'Finished' AND last_contacted_type = 'email'`,
    ),
  ).toBe(PEOPLE);
  expect(await count('cadences', `cadence_people = ${PEOPLE} AND people_acted_on_count = ${PEOPLE}`)).toBe(1);
  // No action on a weekend: none of the steps allows it.
  expect(await count('actions', `extract(isodow FROM due_at AT TIME ZONE 'UTC') > 5`)).toBe(0);

  expect(mailer.sent).toHaveLength(PEOPLE * 4);
  expect(new Set(mailer.sent.map((each) => each.messageId)).size).toBe(PEOPLE * 4);
  const threads = new Map<string, string[]>();
  for (const { raw, envelope } of mailer.sent)
    threads.set(envelope.to[0] ?? '', [...(threads.get(envelope.to[0] ?? '') ?? []), raw.toString()]);
  expect(threads.size).toBe(PEOPLE);
  for (const letters of threads.values()) {
    const root = header(letters[0], 'Message-ID');
    const subject = header(letters[0], 'Subject');
    expect(letters.slice(1).map((letter) => header(letter, 'Subject'))).toEqual([
      `Re: ${subject}`,
      `Re: ${subject}`,
      `Re: ${subject}`,
    ]);
    expect(letters.slice(1).map((letter) => header(letter, 'References')?.split(' ')[0])).toEqual([
      root,
      root,
      root,
    ]);
    expect(header(letters[3], 'In-Reply-To')).toBe(header(letters[2], 'Message-ID'));
  }
}, 480_000);

function header(message: string | undefined, name: string): string | undefined {
  const head = (message ?? '').split('\r\n\r\n')[0]?.replace(/\r\n[ \t]+/g, ' ') ?? '';
  return new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1];
}
