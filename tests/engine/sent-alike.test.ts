import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  findEmailKey,
  lockEmail,
  markEmailSent,
} from '../../apps/server/src/domain/activities/email-ledger.js';
import { markEmailsSent } from '../../apps/server/src/domain/activities/sent-batch-commands.js';
import {
  addToCadence,
  removeFromCadence,
} from '../../apps/server/src/domain/memberships/membership-commands.js';
import { lockMembership } from '../../apps/server/src/domain/memberships/membership-queries.js';
import { pauseMembership } from '../../apps/server/src/domain/memberships/pause-commands.js';
import { deletePerson } from '../../apps/server/src/domain/people/commands.js';
import { say } from '../../apps/server/src/domain/said.js';
import { readOnly } from '../../apps/server/src/db/write.js';
import { forecastMemberships } from '../../apps/server/src/engine/forecast/forecast-memberships.js';
import { createBeginnings } from '../../apps/server/src/engine/sending/begin.js';
import { claimEmails } from '../../apps/server/src/engine/sending/claim-emails.js';
import { tick } from '../../apps/server/src/engine/planning/tick.js';
import { seededRandom } from '../../apps/server/src/kernel/seeded-random.js';
import { testDatabase } from '../support/database.js';
import { as, days, log, MONDAY, type StepSpec, type World, world } from './support.js';

// What follows a sent e-mail, in situations that are made up by a seed: the same one by one, many at once, and in the forecast.

let made: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  made = await testDatabase({ told: true });
});
afterAll(() => made.close());

const LATER = new Date(days(MONDAY, 1).getTime() + 90_000);
const CADENCES = 12;
const REPLY = '250 2.0.0 taken';
const REASON = say('email_sent', {}, { quote: REPLY });
/** What happens to a person, a membership or a cadence while the message is on its way. */
const MEANWHILE = [
  'nothing',
  'nothing',
  'nothing',
  'person deleted',
  'opted out',
  'no calls',
  'no contact',
  'removed',
  'paused',
  'elsewhere',
  'own group off',
  'next group off',
  'cadence paused',
  'cadence archived',
  'action cancelled',
  'acted on before',
] as const;

type Draw = (what: string, limit: number) => number;
type Sent = Awaited<ReturnType<typeof sentWorld>>;

it.each([1, 2, 3, 4])(
  'a sent e-mail has the same consequences alone, among many, and foreseen (%i)',
  async (seed) => {
    const together = await sentWorld(seed);
    const apart = await sentWorld(seed);
    const foreseen = await foresee(together);
    const before = await lastAction(together.w);
    const done = await as(together.w, (tx) =>
      markEmailsSent(
        tx,
        together.w.teamId,
        LATER,
        together.emails.map((email) => ({ email, token: email.claimed_by, reply: REPLY, wireId: null })),
      ),
    );
    expect(done.size).toBeGreaterThan(CADENCES);
    const { batch, rest } = inOrder(together.emails, done);
    await oneByOne(together, rest);
    await oneByOne(apart, [...batch, ...rest]);
    expect(await left(together.w)).toEqual(await left(apart.w));
    const followed = await whatCame(together.w, before);
    // Of whom the forecast says something: those whose action was open; that another step of the group is left says nothing yet.
    const seen = [...followed].filter(([id]) => foreseen.has(id));
    expect(seen.length).toBeGreaterThan(5);
    for (const [id, { steps, ended }] of seen) {
      const told = foreseen.get(id);
      for (const came of steps) {
        const step = told?.steps.find((each) => each.step === came.step);
        // A forecast goes on: it may end before another step of the same moment is looked at, or move one that is.
        if (step === undefined) expect({ id, stops: told?.stops }).toEqual({ id, stops: true });
        else
          expect(step).toEqual(step.moved ? { ...step, skipped: came.skipped } : { ...came, moved: false });
      }
      if (ended)
        expect(told).toEqual({
          ended,
          stops: false,
          steps: steps.map((each) => ({ ...each, moved: false })),
        });
    }
  },
  120_000,
);

/** People on cadences, and one-off e-mails, all in the hands of mail servers; then something happens to some. */
async function sentWorld(seed: number) {
  const draw: Draw = (what, limit) => Math.floor(seededRandom('sent', seed, what) * limit);
  const w = await world(made.database, { sandbox: seed % 2 === 0 });
  const { kysely: db, pool } = w.database;
  const at = { created_at: MONDAY, updated_at: MONDAY };
  const idOf = async (table: 'accounts' | 'person_stages', values: Record<string, unknown>) =>
    (
      await db
        .insertInto(table)
        .values({ ...at, team_id: w.teamId, ...values } as never)
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id;
  const accounts = [
    await idOf('accounts', { name: 'Acme', domain: 'acme.example' }),
    await idOf('accounts', { name: 'Umbrella', domain: 'umbrella.example' }),
  ];
  const stage = await idOf('person_stages', { name: 'Worked on', order: 1 });
  for (let n = 0; n < CADENCES; n += 1) {
    const { id, steps } = await w.cadence(stepsOf(draw, n), {
      override_contact_restrictions: draw(`override ${n}`, 4) === 0,
      finished_stage_id: draw(`stage ${n}`, 2) === 0 ? stage : null,
      ...(draw(`limited ${n}`, 5) === 0 ? { new_people_per_day: 50 } : {}),
    });
    if (steps.length > 1 && draw(`branch ${n}`, 3) === 0)
      await pool.query(
        `UPDATE steps SET condition = jsonb_build_object('if', 'opened', 'step_id', $2::bigint) WHERE id = $1`,
        [steps.at(-1), steps[0]],
      );
    for (let m = 0; m < 2 + draw(`people ${n}`, 2); m += 1) {
      const account = accounts[draw(`account ${n} ${m}`, 3)];
      const person = await w.person({
        ...(account === undefined ? {} : { account_id: account }),
        locale: ['Asia/Tokyo', 'de', null][draw(`locale ${n} ${m}`, 3)] ?? null,
      });
      await as(w, (tx) =>
        addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id: person, cadence_id: id }),
      );
    }
  }
  await tick({ database: w.database, log, batch: 200, width: 1 }, MONDAY);
  await oneOff(w);
  const { claims } = await claimEmails(w.database, MONDAY, 1000, 600_000);
  const own = claims.filter(({ email }) => email.team_id === w.teamId);
  const { begin } = createBeginnings(w.database, log);
  await Promise.all(own.map((claim) => begin(claim, MONDAY, MONDAY)));
  const emails = own
    .map(({ email, token }) => ({ ...email, claimed_by: token }))
    .sort((a, b) => a.person_id - b.person_id || (a.cadence_id ?? 0) - (b.cadence_id ?? 0));
  expect(emails.length).toBeGreaterThan(2 * CADENCES);
  for (const [n, email] of emails.entries()) {
    const what = MEANWHILE[draw(`meanwhile ${n}`, MEANWHILE.length)] ?? 'nothing';
    await meanwhile(w, email, what);
  }
  return { w, emails };
}

/** An automatic e-mail first, sometimes with others of its moment; then up to three groups. */
function stepsOf(draw: Draw, n: number): StepSpec[] {
  const steps: StepSpec[] = [{ day: 1, type: 'email', automated: true, at: '09:00' }];
  if (draw(`mate ${n}`, 3) === 0) steps.push({ day: 1, type: 'phone', sameGroup: true });
  let day = 1;
  for (let g = 0; g < draw(`groups ${n}`, 4); g += 1) {
    const key = `${n} ${g}`;
    day += draw(`gap ${key}`, 5);
    const type = (['email', 'phone', 'other', 'integration'] as const)[draw(`type ${key}`, 4)] ?? 'email';
    const automated = type === 'email' && draw(`automated ${key}`, 3) > 0;
    const timed = draw(`timed ${key}`, 2) === 0;
    steps.push({
      day,
      type,
      ...(automated ? { automated, ...(timed ? { at: '10:30', zone: 'person' } : { delay: 45 }) } : {}),
      weekends: draw(`weekends ${key}`, 2) === 0,
      immediately: draw(`immediately ${key}`, 2) === 0,
      ...(draw(`thread ${key}`, 3) === 0 && type === 'email' ? { threadOf: 0 } : {}),
    });
    if (draw(`second ${key}`, 3) === 0) steps.push({ day, type: 'phone', sameGroup: true });
  }
  return steps;
}

/** E-mails of no cadence: of one who is on none, and of one who is on one too. */
async function oneOff({ database, teamId, userId, person }: World): Promise<void> {
  const { rows } = await database.pool.query<{ id: number }>(
    'SELECT min(id) AS id FROM people WHERE team_id = $1',
    [teamId],
  );
  for (const [n, to] of [await person(), Number(rows[0]?.id)].entries())
    await sql`
      INSERT INTO emails (team_id, created_at, updated_at, user_id, person_id, state, state_reason, state_changed_at, send_after, give_up_at, message_id, from_address, to_address, subject, body_html, body_text, email_template_id, marketing)
      SELECT ${teamId}, ${MONDAY}, ${MONDAY}, ${userId}, ${to}, 'queued', '', ${MONDAY}, ${MONDAY}, ${days(MONDAY, 3)}, ${`<one-off.${teamId}.${n}@sender.test>`}, 'rep@sender.test', 'x@example.test', 'One', '', '', (SELECT min(id) FROM email_templates WHERE team_id = ${teamId}), false`.execute(
      database.kysely,
    );
}

async function meanwhile(
  w: World,
  email: Sent['emails'][number],
  what: (typeof MEANWHILE)[number],
): Promise<void> {
  const { teamId, who } = w;
  const { person_id: person, membership_id: membership, action_id: action, cadence_id: cadence } = email;
  const query = (text: string, id: number | null) => w.database.pool.query(text, [teamId, id]);
  const group = `(SELECT step_group_id FROM actions WHERE team_id = $1 AND id = $2)`;
  switch (what) {
    case 'nothing':
      return;
    case 'person deleted':
      return as(w, (tx) => deletePerson({ tx, principal: { ...who, admin: true }, now: LATER }, person));
    case 'opted out':
      await query('UPDATE people SET do_not_contact = true WHERE team_id = $1 AND id = $2', person);
      return;
    case 'no calls':
    case 'no contact': {
      const restrictions = what === 'no calls' ? '{call}' : '{call,email}';
      await query(
        `UPDATE people SET contact_restrictions = '${restrictions}' WHERE team_id = $1 AND id = $2`,
        person,
      );
      return;
    }
    case 'cadence paused':
      await query(
        `UPDATE cadences SET paused_at = '2026-03-02T10:00:00Z' WHERE team_id = $1 AND id = $2`,
        cadence,
      );
      return;
    case 'cadence archived':
      await query(
        `UPDATE cadences SET archived_at = '2026-03-02T10:00:00Z' WHERE team_id = $1 AND id = $2`,
        cadence,
      );
      return;
    case 'own group off':
      await query(`UPDATE steps SET disabled = true WHERE team_id = $1 AND step_group_id = ${group}`, action);
      return;
    case 'next group off':
      await query(
        `UPDATE steps SET disabled = true WHERE team_id = $1 AND step_group_id = (SELECT g.id FROM step_groups g
          WHERE g.team_id = $1 AND g.cadence_id = (SELECT cadence_id FROM actions WHERE team_id = $1 AND id = $2) AND g.id > ${group} ORDER BY g.id LIMIT 1)`,
        action,
      );
      return;
    case 'action cancelled':
      await query(`UPDATE actions SET status = 'cancelled' WHERE team_id = $1 AND id = $2`, action);
      return;
    case 'elsewhere':
      await query(
        `UPDATE cadence_memberships SET step_group_id = (SELECT max(id) FROM step_groups g WHERE g.team_id = $1 AND g.cadence_id = cadence_memberships.cadence_id) WHERE team_id = $1 AND id = $2`,
        membership,
      );
      return;
    case 'acted on before':
      await query(
        `INSERT INTO actions (team_id, created_at, updated_at, membership_id, cadence_id, step_id, step_group_id, person_id, user_id, type, status, due_at, reason, completed_at)
         SELECT team_id, created_at, updated_at, membership_id, cadence_id, step_id, step_group_id, person_id, user_id, 'other', 'completed', due_at, '', due_at FROM actions WHERE team_id = $1 AND id = $2`,
        action,
      );
      return;
    case 'removed':
    case 'paused': {
      if (membership === null) return;
      await as(w, async (tx) => {
        const context = await lockMembership(tx, teamId, membership);
        if (context.membership.currently_on_cadence !== true) return;
        if (what === 'removed')
          await removeFromCadence({ tx, principal: { ...who, admin: true }, now: LATER }, membership);
        else
          await pauseMembership(
            { tx, teamId, now: LATER },
            context,
            days(LATER, 2),
            say('membership_paused', { by: 'user', until: null }),
          );
      });
    }
  }
}

/** The order in which they were written down, as places in the list: the last contact of an account is the last one's. */
function inOrder(emails: Sent['emails'], done: ReadonlySet<number>): { batch: number[]; rest: number[] } {
  const byAction = emails
    .map(({ id, action_id: action }, at) => ({ id, action: action ?? 0, at }))
    .sort((a, b) => a.action - b.action);
  return {
    batch: byAction.flatMap(({ id, at }) => (done.has(id) ? [at] : [])),
    rest: byAction.flatMap(({ id, at }) => (done.has(id) ? [] : [at])),
  };
}

async function oneByOne({ w, emails }: Sent, places: readonly number[]): Promise<void> {
  for (const at of places)
    await as(w, async (tx) => {
      const key = await findEmailKey(tx, w.teamId, emails[at]?.id ?? 0);
      if (!key) throw new Error(`e-mail ${at} is gone`);
      const locked = await lockEmail(tx, key);
      await markEmailSent(tx, locked, LATER, { reply: REPLY, reason: REASON, byUserId: null });
    });
}

interface Came {
  steps: { step: number; due: Date; reason: string; skipped: boolean }[];
  ended: boolean;
}

interface Foreseen {
  /** `moved`: looked at again, when it was due, and put off. */
  steps: (Came['steps'][number] & { moved: boolean })[];
  ended: boolean;
  /** It ends for another reason than that all is done. */
  stops: boolean;
}

/** What the forecast has of each membership whose e-mail is on its way and whose action is open. */
async function foresee({ w, emails }: Sent): Promise<Map<number, Foreseen>> {
  const ids = emails.flatMap(({ membership_id: id }) => id ?? []);
  const { rows } = await w.database.pool.query<{ id: number }>(
    `SELECT m.id FROM cadence_memberships m WHERE m.team_id = $1 AND m.currently_on_cadence
       AND NOT EXISTS (SELECT FROM actions a JOIN emails e ON e.team_id = a.team_id AND e.action_id = a.id WHERE a.team_id = m.team_id AND a.membership_id = m.id AND a.status = 'cancelled')`,
    [w.teamId],
  );
  const open = new Set(rows.map(({ id }) => Number(id)));
  const { forecasts } = await readOnly(w.database.kysely, w.teamId, (tx) =>
    forecastMemberships(
      tx,
      w.teamId,
      ids.filter((id) => open.has(id)),
      LATER,
    ),
  );
  return new Map(
    [...forecasts].map(([id, { entries, ends }]) => [
      id,
      {
        steps: entries
          .filter(({ action }) => action.id < 0)
          .sort((a, b) => b.action.id - a.action.id)
          .map(({ action, rule, reason, at }) => {
            const skipped = rule === 'contact_restriction' && at?.getTime() === LATER.getTime();
            const said = skipped ? reason.text : action.reason;
            const moved = action.decided_by !== null;
            return { step: action.step_id, due: action.due_at, reason: said, skipped, moved };
          }),
        ended: ends?.reason.rule === 'cadence_done',
        stops: ends !== null && ends.reason.rule !== 'cadence_done',
      },
    ]),
  );
}

async function lastAction({ database, teamId }: World): Promise<number> {
  const { rows } = await database.pool.query<{ id: number }>(
    'SELECT max(id) AS id FROM actions WHERE team_id = $1',
    [teamId],
  );
  return Number(rows[0]?.id);
}

/** What came to be of each membership that went on, or ended, since. */
async function whatCame({ database, teamId }: World, after: number): Promise<Map<number, Came>> {
  const { rows } = await database.pool.query<Came & { id: number }>(
    `SELECT m.id, m.current_state = 'completed' AS ended, coalesce((SELECT jsonb_agg(jsonb_build_object('step', a.step_id, 'due', a.due_at,
         'reason', a.reason, 'skipped', a.status = 'skipped') ORDER BY a.id)
       FROM actions a WHERE a.team_id = m.team_id AND a.membership_id = m.id AND a.id > $2), '[]') AS steps
     FROM cadence_memberships m WHERE m.team_id = $1`,
    [teamId, after],
  );
  return new Map(
    rows
      .filter(({ steps, ended }) => steps.length > 0 || ended)
      .map(({ id, steps, ended }) => [
        Number(id),
        { ended, steps: steps.map((step) => ({ ...step, due: new Date(step.due) })) },
      ]),
  );
}

/** Every table a sent e-mail touches, with ids counted from the team's first. */
async function left({ database, teamId }: World): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {};
  const firsts = new Map<string, number>();
  const relative = (column: string, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((each) => relative(column, each));
    if (typeof value !== 'number') return value;
    const first = firsts.get(column) ?? value;
    firsts.set(column, first);
    return value - first;
  };
  const skipped =
    /^(id|team_id|message_id|claimed_by|latest_action_id|action_id|email_id|guid|from_address|to_address|email_address|created_at|updated_at)$/;
  for (const [table, order] of Object.entries({
    people: 'id',
    accounts: 'id',
    cadences: 'id',
    cadence_memberships: 'person_id, cadence_id',
    actions: 'person_id, cadence_id, step_id, type, status, due_at',
    emails: 'person_id, cadence_id, step_id',
    email_templates: 'id',
  })) {
    const { rows } = await database.pool.query<Record<string, unknown>>(
      `SELECT * FROM ${table} WHERE team_id = $1 ORDER BY ${order}`,
      [teamId],
    );
    found[table] = rows.map((row) =>
      Object.fromEntries(
        Object.entries(row)
          .filter(([column]) => !skipped.test(column))
          .map(([column, value]) => [
            column,
            /_ids?$/.test(column) ? relative(`${table} ${column}`, value) : value,
          ]),
      ),
    );
  }
  const { rows: history } = await database.pool.query(
    `SELECT e.person_id - (SELECT min(id) FROM people WHERE team_id = $1) AS person, h.at, h.state, h.reason, h.explained, h.smtp_reply
     FROM email_history h JOIN emails e ON e.team_id = h.team_id AND e.id = h.email_id WHERE h.team_id = $1 ORDER BY 1, e.cadence_id, 2, h.id`,
    [teamId],
  );
  // What one transaction tells once, several tell each: the same of the same record says nothing more.
  const { rows: events } = await database.pool.query(
    `SELECT DISTINCT event_type, user_id IS NULL AS engine, created_at, resource_id - (SELECT min(resource_id) FROM events f WHERE f.team_id = $1
         AND split_part(f.event_type, '_', 1) = split_part(e.event_type, '_', 1)) AS record
     FROM events e WHERE team_id = $1 ORDER BY 1, 4, 2, 3`,
    [teamId],
  );
  return { ...found, history, events };
}
