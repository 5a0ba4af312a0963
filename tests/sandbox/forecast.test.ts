import { afterAll, beforeAll, expect, it } from 'vitest';
import { write } from '../../apps/server/src/db/write.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';
import { cadence, sandboxTeam } from './support.js';

/** What is foreseen for many people, before they are on a cadence and after, is what happens to them. */
let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

const CALM = {
  reply_rate: 0,
  auto_reply_rate: 0,
  bounce_rate: 0,
  open_rate: 0,
  click_rate: 0,
  opt_out_rate: 0,
};
const PEOPLE = 40;

const done = async (who: Caller, path: string, body: object) => {
  const answer = await who.call('POST', path, body);
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.body.data;
};
async function made(admin: Caller, count: number, fields: object = {}): Promise<number[]> {
  const { teamId, userId } = admin.principal;
  const now = server.clock.now();
  const rows = Array.from({ length: count }, (_, n) => ({
    team_id: teamId,
    created_at: now,
    updated_at: now,
    first_name: `P${n}`,
    email_address: `p${n}@${Object.keys(fields).length}.forecast.example`,
    owner_id: userId,
    ...fields,
  }));
  const inserted = await write(server.database.kysely, teamId, (tx) =>
    tx.insertInto('people').values(rows).returning('id').execute(),
  );
  return inserted.map(({ id }) => id);
}

type Day = { day: string; type: string; touches: number; mailbox: { id: number } | null };
const byDay = (days: readonly Day[]) =>
  Object.fromEntries(
    [...new Set(days.map(({ day }) => day))].map((day) => [
      day,
      days.filter((each) => each.day === day).reduce((sum, { touches }) => sum + touches, 0),
    ]),
  );

it('a trial of many, the calendar of the cadence, and what is sent are the same by day', async () => {
  const admin = await sandboxTeam(server, CALM);
  const box = await done(admin, '/v2/mailboxes', {
    email_address: 'sender@forecast.example',
    smtp_host: 'smtp.forecast.example',
    password: 'x',
    daily_limit: 15,
  });
  await done(admin, '/v2/holiday_calendars', {
    name: 'Ours',
    extra_days: [{ date: '2026-03-05', name: 'Founders' }],
  });
  const id = await cadence(server, admin, [{ day: 1 }, { day: 2 }, { day: 4 }]);
  const people = await made(admin, PEOPLE);
  const never = await made(admin, 3, { do_not_contact: true });

  const trial = await done(admin, `/v2/cadences/${id}/forecast`, { person_ids: [...people, ...never] });
  expect([trial.tried, trial.people.length]).toEqual([PEOPLE + 3, 25]);
  expect(trial.refusals).toEqual([{ reason: expect.stringContaining('do not contact'), people: 3 }]);
  const foreseen = byDay(trial.days);
  expect(Object.values(foreseen).reduce((a, b) => a + b, 0)).toBe(3 * PEOPLE);
  expect(Object.keys(foreseen)).not.toContain('2026-03-05');
  expect(Math.max(...Object.values(foreseen))).toBe(15);
  expect(trial.days.every(({ mailbox }: Day) => mailbox?.id === box.id)).toBe(true);

  for (const person_id of people) await done(admin, '/v2/cadence_memberships', { person_id, cadence_id: id });
  const answer = await admin.call('GET', `/v2/cadences/${id}/calendar?days=28`);
  expect(answer.status, answer.text).toBe(200);
  const { data } = answer.body;
  expect([data.people, data.more, data.days.length]).toEqual([PEOPLE, false, 28]);
  expect(
    byDay(
      data.days.flatMap(({ day, touches }: { day: string; touches: Omit<Day, 'day'>[] }) =>
        touches.map((each) => ({ day, ...each })),
      ),
    ),
  ).toEqual(foreseen);
  expect(data.days[3]).toMatchObject({
    day: '2026-03-05',
    touches: [],
    holidays: [{ name: 'Founders', calendar: 'Ours', applies_to: 'all' }],
    capacity: [{ mailbox: { id: box.id }, limit: 15, used: 0 }],
  });

  await done(admin, '/v2/sandbox/advance', { by: '30d' });
  const { rows } = await server.database.pool.query<{ day: string; touches: number }>(
    `SELECT to_char(sent_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, count(*)::integer AS touches FROM emails
     WHERE team_id = $1 AND state = 'sent' GROUP BY 1 ORDER BY 1`,
    [admin.principal.teamId],
  );
  expect(Object.fromEntries(rows.map(({ day, touches }) => [day, touches]))).toEqual(foreseen);
}, 120_000);

it('a trial leaves nothing behind, and a draft is tried as well', async () => {
  const admin = await sandboxTeam(server, CALM);
  const id = await cadence(server, admin, [{ day: 1 }, { day: 3, manual: 'Phone' }]);
  await server.database.pool.query('UPDATE cadences SET draft = true WHERE id = $1', [id]);
  const people = await made(admin, 40);
  const tables = ['cadence_memberships', 'actions', 'emails', 'events', 'activity_histories'];
  const counts = async () =>
    Promise.all(
      tables.map(async (table) => {
        const { rows } = await server.database.pool.query<{ n: number }>(
          `SELECT count(*)::integer AS n FROM ${table} WHERE team_id = $1`,
          [admin.principal.teamId],
        );
        return rows[0]?.n;
      }),
    );
  const before = await counts();
  const trial = await done(admin, `/v2/cadences/${id}/forecast`, { person_ids: people });
  expect(byDay(trial.days)).toEqual({ '2026-03-02': 40, '2026-03-04': 40 });
  expect(await counts()).toEqual(before);
  const many = Array.from({ length: 2001 }, (_, n) => n + 1);
  expect((await admin.call('POST', `/v2/cadences/${id}/forecast`, { person_ids: many })).status).toBe(422);
});

it('a calendar is of whom its reader sees', async () => {
  const admin = await sandboxTeam(server, CALM);
  const id = await cadence(server, admin, [{ day: 1 }]);
  const [mine = 0] = await made(admin, 1);
  await done(admin, '/v2/cadence_memberships', { person_id: mine, cadence_id: id });
  await admin.call('PUT', '/v2/team', { team_visibility_default: 'private' });
  const rep = await server.colleague(admin);
  const { data } = (await rep.call('GET', `/v2/cadences/${id}/calendar`)).body;
  expect([data.people, data.days.flatMap(({ touches }: { touches: object[] }) => touches)]).toEqual([0, []]);
  const stranger = await server.team();
  expect((await stranger.call('GET', `/v2/cadences/${id}/calendar`)).status).toBe(404);
  for (const query of ['days=0', 'days=93', 'from=soon'])
    expect((await admin.call('GET', `/v2/cadences/${id}/calendar?${query}`)).status, query).toBe(422);
});
