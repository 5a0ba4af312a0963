import { say } from '../../apps/server/src/domain/said.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  findEmailKey,
  lockEmail,
  markEmailSent,
} from '../../apps/server/src/domain/activities/email-ledger.js';
import { markEmailsSent } from '../../apps/server/src/domain/activities/sent-batch-commands.js';
import { addToCadence } from '../../apps/server/src/domain/memberships/membership-commands.js';
import { createBeginnings } from '../../apps/server/src/engine/sending/begin.js';
import { claimEmails } from '../../apps/server/src/engine/sending/claim-emails.js';
import { tick } from '../../apps/server/src/engine/planning/tick.js';
import { testDatabase } from '../support/database.js';
import { as, days, log, MONDAY, type StepSpec, type World, world } from './support.js';

let made: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  made = await testDatabase({ told: true });
});
afterAll(() => made.close());

const PEOPLE = 6;
const REPLY = '250 2.0.0 taken';
const LATER = new Date(days(MONDAY, 1).getTime() + 90_000);

/** One of each way on: a later group, another step of the same group, a group that is due at once, and the end. */
const CADENCES: StepSpec[][] = [
  [
    { day: 1, type: 'email', automated: true, at: '09:00' },
    { day: 4, type: 'email', automated: true, at: '10:00', threadOf: 0 },
  ],
  [
    { day: 1, type: 'email', automated: true, at: '09:00' },
    { day: 3, type: 'phone' },
    { day: 3, type: 'other', sameGroup: true },
  ],
  [
    { day: 1, type: 'email', automated: true, at: '09:00' },
    { day: 1, type: 'phone', sameGroup: true },
  ],
  [
    { day: 1, type: 'email', automated: true, at: '09:00' },
    { day: 1, type: 'phone' },
  ],
  [{ day: 1, type: 'email', automated: true, at: '09:00' }],
];

it('many at once leave behind what one by one would', async () => {
  const together = await sentWorld();
  const apart = await sentWorld();
  const settled = await as(together.w, (tx) =>
    markEmailsSent(
      tx,
      together.w.teamId,
      LATER,
      together.emails.map((email) => ({ email, token: email.claimed_by, reply: REPLY, wireId: null })),
    ),
  );
  // Left out: the second e-mail to one person.
  expect(settled.size).toBe(PEOPLE * CADENCES.length);
  await oneByOne(
    together.w,
    together.emails.filter(({ id }) => !settled.has(id)),
  );
  await oneByOne(apart.w, apart.emails);
  expect(await left(together.w)).toEqual(await left(apart.w));
});

it.each([
  [
    'together',
    (w: World, emails: Awaited<ReturnType<typeof sentWorld>>['emails']) =>
      as(w, (tx) =>
        markEmailsSent(
          tx,
          w.teamId,
          LATER,
          emails.map((email) => ({ email, token: email.claimed_by, reply: REPLY, wireId: null })),
        ),
      ).then(() => undefined),
  ],
  ['one by one', oneByOne],
] as const)('an account learns that its people were written to: %s', async (_, settle) => {
  const { w, emails } = await sentWorld();
  await settle(w, emails);
  const { rows } = await w.database.pool.query(
    `SELECT a.last_contacted_at, a.last_contacted_type, a.last_contacted_by_id = $2 AS by_rep,
       (SELECT p.account_id = a.id FROM people p WHERE p.team_id = a.team_id AND p.id = a.last_contacted_person_id) AS by_own,
       EXISTS (SELECT FROM events e WHERE e.team_id = a.team_id AND e.event_type = 'account_updated' AND e.resource_id = a.id) AS told
     FROM accounts a WHERE a.team_id = $1`,
    [w.teamId, w.userId],
  );
  expect(rows).toEqual([
    { last_contacted_at: LATER, last_contacted_type: 'email', by_rep: true, by_own: true, told: true },
  ]);
});

it('leaves out what somebody else settled, took back or holds', async () => {
  const { w, emails } = await sentWorld();
  const [cancelled, stopped, held, retried] = emails;
  if (!cancelled || !stopped || !held || !retried) throw new Error('too few e-mails');
  const { pool } = w.database;
  await pool.query(`UPDATE emails SET state = 'cancelled' WHERE id = $1`, [cancelled.id]);
  await pool.query(`UPDATE actions SET status = 'cancelled' WHERE id = $1`, [stopped.action_id]);
  await pool.query('UPDATE emails SET claimed_by = gen_random_uuid() WHERE id = $1', [retried.id]);
  const other = await pool.connect();
  try {
    await other.query('BEGIN');
    await other.query('SELECT 1 FROM people WHERE team_id = $1 AND id = $2 FOR UPDATE', [
      w.teamId,
      held.person_id,
    ]);
    const settled = await as(w, (tx) =>
      markEmailsSent(
        tx,
        w.teamId,
        LATER,
        [cancelled, stopped, held, retried].map((email) => ({
          email,
          token: email.claimed_by,
          reply: REPLY,
          wireId: null,
        })),
      ),
    );
    expect([...settled]).toEqual([]);
  } finally {
    await other.query('ROLLBACK');
    other.release();
  }
  const { rows } = await pool.query(
    `SELECT count(*) AS sent FROM emails WHERE team_id = $1 AND state = 'sent'`,
    [w.teamId],
  );
  expect(Number(rows[0].sent)).toBe(0);
});

/** People on every cadence, each with a claimed e-mail; the first two share an account. */
async function sentWorld() {
  const w = await world(made.database);
  const at = { created_at: MONDAY, updated_at: MONDAY };
  const account = await w.database.kysely
    .insertInto('accounts')
    .values({ ...at, team_id: w.teamId, name: 'Acme', domain: 'acme.example' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const cadences: { id: number }[] = [];
  for (const steps of CADENCES) cadences.push(await w.cadence(steps));
  for (const { id } of cadences) {
    for (let n = 0; n < PEOPLE; n += 1) {
      const person = await w.person(n < 2 ? { account_id: account.id } : {});
      await as(w, (tx) =>
        addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id: person, cadence_id: id }),
      );
    }
  }
  // A person on two cadences gets two letters in one round.
  const { rows } = await w.database.pool.query<{ id: number }>(
    'SELECT min(id) AS id FROM people WHERE team_id = $1',
    [w.teamId],
  );
  await as(w, (tx) =>
    addToCadence(
      { tx, principal: w.who, now: MONDAY },
      { person_id: Number(rows[0]?.id), cadence_id: cadences[1]?.id ?? 0 },
    ),
  );
  await tick({ database: w.database, log, batch: 100, width: 1 }, MONDAY);
  const { claims } = await claimEmails(w.database, MONDAY, 1000, 600_000);
  const { begin } = createBeginnings(w.database, log);
  await Promise.all(claims.map((claim) => begin(claim, MONDAY, MONDAY)));
  const emails = claims
    .filter(({ email }) => email.team_id === w.teamId)
    .map(({ email, token }) => ({ ...email, claimed_by: token }));
  expect(emails).toHaveLength(PEOPLE * CADENCES.length + 1);
  return { w, emails };
}

async function oneByOne(w: World, emails: readonly { id: number }[]): Promise<void> {
  for (const { id } of emails) {
    await as(w, async (tx) => {
      const key = await findEmailKey(tx, w.teamId, id);
      if (!key) throw new Error(`e-mail ${id} is gone`);
      await markEmailSent(tx, await lockEmail(tx, key), LATER, {
        reply: REPLY,
        reason: say('email_sent', {}, { quote: REPLY }),
        byUserId: null,
      });
    });
  }
}

/** Every table a settlement touches, with ids counted from the team's first. */
async function left(w: World): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {};
  for (const [table, order] of Object.entries({
    people: 'id',
    accounts: 'id',
    cadences: 'id',
    cadence_memberships: 'person_id, cadence_id',
    actions: 'person_id, cadence_id, step_id',
    emails: 'person_id, cadence_id, step_id',
    email_templates: 'id',
    email_history: 'email_id, at, id',
    events: 'event_type, resource_id, created_at, user_id',
  })) {
    // What one transaction tells once, several tell each: the same of the same record says nothing more.
    const columns = table === 'events' ? 'DISTINCT event_type, resource_id, created_at, user_id' : '*';
    const { rows } = await w.database.pool.query<Record<string, unknown>>(
      `SELECT ${columns} FROM ${table} WHERE team_id = $1 ORDER BY ${order}`,
      [w.teamId],
    );
    found[table] = rows.map((row) => comparable(row, w));
  }
  return found;
}

const firsts = new Map<string, number>();
function comparable(row: Record<string, unknown>, { teamId }: World): Record<string, unknown> {
  const skipped =
    /^(id|team_id|message_id|claimed_by|latest_action_id|action_id|email_id|guid|from_address|to_address|email_address|resource_id)$/;
  return Object.fromEntries(
    Object.entries(row)
      .filter(([column]) => !skipped.test(column))
      .map(([column, value]) => [
        column,
        /_ids?$/.test(column) ? relative(teamId, column, value) : atItsSecond(column, value),
      ]),
  );
}

/** Stamps are made unique by microseconds that are counted through all tables: a thousand of them are another millisecond. */
const atItsSecond = (column: string, value: unknown): unknown =>
  value instanceof Date && /^(created|updated)_at$/.test(column) ? Math.floor(value.getTime() / 1000) : value;

/** The team's smallest id of a column is 0: two worlds made alike differ by a constant. */
function relative(teamId: number, column: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => relative(teamId, column, each));
  if (typeof value !== 'number') return value;
  const key = `${teamId} ${column}`;
  const first = firsts.get(key) ?? value;
  firsts.set(key, first);
  return value - first;
}
