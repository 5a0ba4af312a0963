import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countDue, setReader } from '../../apps/server/src/domain/reports/index.js';
import { seededRandom } from '../../apps/server/src/kernel/seeded-random.js';
import { cadence, people, sandboxTeam } from '../sandbox/support.js';
import { recountFunnel, recountRep, repRecordsOf } from '../support/recount-reps.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';
import type { Wire } from '../support/truth/world.js';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer({}, 'wall');
});
afterAll(() => server.close());

const sql = async <T = Wire>(text: string, values: unknown[] = []): Promise<T[]> =>
  (await server.database.pool.query(text, values)).rows as T[];
async function get(who: Caller, path: string): Promise<Wire> {
  const answer = await who.call('GET', path);
  expect([path, answer.status, answer.text.slice(0, 300)]).toEqual([path, 200, expect.anything()]);
  return answer.body.data as Wire;
}
/** All rows behind a number, by pages. */
async function behind(who: Caller, path: string, size = 1000): Promise<Wire[]> {
  const rows: Wire[] = [];
  for (let page: number | null = 1; page !== null; ) {
    const answer: Wire = await get(who, `${path}&page=${page}&per_page=${size}`);
    rows.push(...answer['rows']);
    page = answer['next_page'];
  }
  return rows;
}
const count = async () => {
  const failed = (error: unknown) => {
    throw error;
  };
  for (let left = 1; left > 0; ) left = await countDue(server.database, failed);
};

const DAYS = 'from=2026-03-02&until=2026-03-31&zone=UTC';
const SHARES_OF = { people_views_tracked: 'open_rate', people_clicks_tracked: 'click_rate' } as const;

/** A month with e-mails, calls by hand, answers, marks and machines. */
async function month(): Promise<{ admin: Caller; one: number; ids: number[] }> {
  let drawn = 0;
  const random = () => {
    drawn += 1;
    return seededRandom('report rows', drawn);
  };
  const admin = await sandboxTeam(server, {
    reply_rate: 0.5,
    bounce_rate: 0.1,
    opt_out_rate: 0.1,
    open_rate: 0.6,
    click_rate: 0.3,
  });
  const { teamId, userId } = admin.principal;
  const blocks = [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }];
  const window = await admin.call('POST', '/v2/send_windows', { user_id: userId, zone_mode: 'user', blocks });
  expect(window.status).toBe(200);
  const one = await cadence(server, admin, [{ day: 1 }, { day: 2, manual: 'Phone' }, { day: 4 }]);
  const ids = await people(server, admin, one, 10);
  await admin.call('POST', '/v2/sandbox/advance', { by: '20d' });
  const some = () => ids[Math.floor(random() * ids.length)] as number;
  const at = () => new Date(Date.parse('2026-03-02T00:00:00Z') + Math.floor(random() * 25 * 1440) * 60_000);
  // Answers by hand, each at a whole minute, and more that was written.
  for (let n = 0; n < 6; n += 1)
    await sql(
      `INSERT INTO calls (team_id, created_at, updated_at, user_id, person_id, connected) VALUES ($1, $4, now(), $2, $3, true)`,
      [teamId, userId, some(), at()],
    );
  for (let n = 0; n < 6; n += 1)
    await sql(
      `INSERT INTO received_messages (team_id, created_at, updated_at, received_at, kind, confidence, person_id, user_id, subject, body_text)
       VALUES ($1, $4, $4, $4, 'reply', 1, $3, $2, '', '')`,
      [teamId, userId, some(), at()],
    );
  await sql(
    `UPDATE received_messages SET received_at = date_trunc('minute', received_at), updated_at = now() WHERE team_id = $1`,
    [teamId],
  );
  await sql(
    `UPDATE calls SET created_at = date_trunc('minute', created_at) + interval '1 minute' WHERE team_id = $1`,
    [teamId],
  );
  const replies = await sql<{ id: number }>(
    `SELECT m.id FROM received_messages m WHERE m.team_id = $1 AND m.kind = 'reply' ORDER BY m.id`,
    [teamId],
  );
  for (const [n, { id }] of replies.slice(0, 5).entries())
    expect(
      (await admin.call('POST', `/v2/received_messages/${id}/mark`, { positive: n % 3 === 0 })).status,
    ).toBe(200);
  await sql(
    `INSERT INTO email_events (team_id, created_at, email_id, kind, actor) SELECT e.team_id, e.sent_at + interval '1 hour', e.id, k.kind, k.actor
     FROM emails e CROSS JOIN (VALUES ('open', 'proxy'), ('open', 'own'), ('click', 'scanner')) k (kind, actor)
     WHERE e.team_id = $1 AND e.state = 'sent' AND e.id % 2 = 0`,
    [teamId],
  );
  // Some touches were done late, some not at all; one day is a leave.
  await sql(
    `UPDATE actions a SET completed_at = CASE n % 3 WHEN 0 THEN a.due_at + interval '2 days' WHEN 1 THEN a.due_at END,
       status = CASE n % 3 WHEN 2 THEN 'in_progress' ELSE 'completed' END, due_at = CASE n WHEN 1 THEN '2026-03-10T12:00:00Z' ELSE a.due_at END
     FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM actions WHERE team_id = $1 AND NOT automated) o WHERE a.id = o.id`,
    [teamId],
  );
  const leave = { user_id: userId, starts_on: '2026-03-10', ends_on: '2026-03-10' };
  expect((await admin.call('POST', '/v2/user_absences', leave)).status).toBe(200);
  return { admin, one, ids };
}

const READER = 'cadenza_reader_of_figures';
/** What a role of the database reads. */
async function asReader(text: string): Promise<Wire[]> {
  const client = await server.database.pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SET LOCAL ROLE ${READER}`);
    return (await client.query(text)).rows;
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

/** The views have what the API says, and only of teams that the role was given. */
async function sameInViews(admin: Caller, one: number, rep: Wire): Promise<void> {
  const { teamId: team } = admin.principal;
  await sql(`DO $$ BEGIN CREATE ROLE ${READER} NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$`);
  await sql(`GRANT ${READER} TO current_user`);
  const now = server.clock.now();
  const stranger = await server.team();
  const views = await sql<{ name: string; described: boolean }>(
    `SELECT c.relname AS name, bool_and(col_description(c.oid, a.attnum) IS NOT NULL) AS described FROM pg_class c
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 WHERE c.relname LIKE 'reporting\\_v1\\_%' GROUP BY 1`,
  );
  expect(views.filter(({ described }) => !described)).toEqual([]);
  const granted = () => setReader(server.database, team, READER, { reads: true, now });
  await setReader(server.database, stranger.principal.teamId, READER, { reads: true, now });
  for (const { name } of views)
    expect([name, await asReader(`SELECT FROM ${name} WHERE team_id = ${team}`)]).toEqual([name, []]);
  expect(await granted()).toEqual([team, stranger.principal.teamId]);
  for (const { name } of views)
    expect([name, (await asReader(`SELECT FROM ${name} WHERE team_id = ${team}`)).length > 0]).toEqual([
      name,
      name !== 'reporting_v1_successes',
    ]);
  const [read] =
    await asReader(`SELECT count(*) FILTER (WHERE NOT uncertain) AS sent, count(DISTINCT e.person_id) FILTER (WHERE delivered) AS emailed,
      (SELECT count(DISTINCT a.person_id) FROM reporting_v1_answers a JOIN reporting_v1_emails x USING (team_id, email_id)
        WHERE a.team_id = ${team} AND a.kind = 'reply' AND x.cadence_id = ${one}) AS replied
    FROM reporting_v1_emails e WHERE e.team_id = ${team} AND e.cadence_id = ${one}`);
  const year = 'basis=period&from=2026-01-01&until=2026-12-31';
  const [told] = (await get(admin, `/v2/reports/emails?by=cadence&cadence_id=${one}&${year}`))['rows'];
  expect([Number(read?.['sent']), Number(read?.['emailed']), Number(read?.['replied'])]).toEqual([
    told.sent,
    told.people_emailed,
    told.people_replied,
  ]);
  const [touches] = await asReader(
    `SELECT count(*) AS due FROM reporting_v1_touches WHERE team_id = ${team} AND due_at::date <> '2026-03-10'`,
  );
  expect(Number(touches?.['due'])).toBe(rep['touches_due']);
  // Tables stay shut, whatever the role was given.
  for (const table of ['emails', 'report_emails', 'reporting_readers'])
    await expect(asReader(`SELECT FROM ${table}`)).rejects.toThrow('permission denied');
  await setReader(server.database, stranger.principal.teamId, READER, { reads: false, now });
  expect(await setReader(server.database, team, READER, { reads: false, now })).toEqual([]);
  await expect(asReader('SELECT FROM reporting_v1_emails')).rejects.toThrow('permission denied');
  const nobody = setReader(server.database, team, 'no such role', { reads: true, now });
  await expect(nobody).rejects.toThrow('no role');
}

describe('a month', () => {
  it('shows as many records behind each number as the number says, and reps and funnels as a recount has them', async () => {
    const { admin, one } = await month();
    const { teamId } = admin.principal;
    for (let counted = 0; counted < 2; counted += 1, await count())
      for (const [by, basis] of [
        ['total', 'period'],
        ['step', 'cohort'],
        ...(counted === 0
          ? []
          : ([
              ['day', 'cohort'],
              ['user', 'period'],
            ] as const)),
      ]) {
        const asked = `by=${by}&basis=${basis}&${DAYS}`;
        const { rows } = await get(admin, `/v2/reports/emails?${asked}`);
        const row = (rows as Wire[]).toSorted((a, b) => b['sent'] - a['sent'])[0] as Wire;
        const key = by === 'total' ? '' : `&key=${row['key']}`;
        const figures = Object.keys(row).filter(
          (name) => typeof row[name] === 'number' && (by !== 'day' || name.startsWith('people_')),
        );
        for (const figure of [...figures, ...(by === 'total' ? Object.keys(SHARES_OF) : [])]) {
          const number = row[figure] ?? row[SHARES_OF[figure as keyof typeof SHARES_OF]].of;
          const found = await behind(admin, `/v2/reports/emails/rows?figure=${figure}&${asked}${key}`);
          expect([by, figure, found.length]).toEqual([by, figure, number]);
          const same = found.map((each) => `${each['resource']} ${each['id']} ${each['at']}`);
          expect(new Set(same).size).toBe(found.length);
        }
        if (by === 'total') {
          expect([row['machine_opens'] > 0, row['machine_clicks'] > 0]).toEqual([true, true]);
          expect(row['positive_rate']).toMatchObject({ count: 2, of: 5 });
          const paged = await behind(admin, `/v2/reports/emails/rows?figure=sent&${asked}`, 7);
          expect(new Set(paged.map(({ id }) => id)).size).toBe(row['sent']);
          const shown = await get(admin, `/v2/activities/emails/${paged[0]?.['id']}`);
          expect(shown['id']).toBe(paged[0]?.['id']);
        }
      }

    const records = await repRecordsOf(server.database.pool, teamId);
    const [{ now }] = (await sql<{ now: Date }>(
      `SELECT $2::timestamptz + clock_offset_ms * interval '1 millisecond' AS now FROM teams WHERE id = $1`,
      [teamId, server.clock.now()],
    )) as [{ now: Date }];
    const counted = recountRep(records, {
      ...{ from: '2026-03-02', until: '2026-03-31', zone: 'UTC', now, off: ['2026-03-10'] },
      hours: [540, 1020],
    });
    const { minutes, ...numbers } = counted;
    const [zone] = await sql<{ time_zone: string }>('SELECT time_zone FROM users WHERE id = $1', [
      admin.principal.userId,
    ]);
    expect(zone?.time_zone).toBe('UTC');
    const { rows: reps } = await get(admin, `/v2/reports/reps?${DAYS}`);
    expect(reps).toHaveLength(1);
    expect(reps[0]).toMatchObject(numbers);
    const half = minutes.length >> 1;
    const middle =
      minutes.length % 2 === 1
        ? minutes[half]
        : Math.round(((minutes[half - 1] as number) + (minutes[half] as number)) / 2);
    expect([minutes.length > 2, reps[0].answer_minutes]).toEqual([true, middle]);
    for (const figure of Object.keys(numbers)) {
      expect(numbers[figure as keyof typeof numbers], figure).toBeGreaterThan(0);
      const found = await behind(
        admin,
        `/v2/reports/reps/rows?figure=${figure}&${DAYS}&user_id=${admin.principal.userId}`,
        3,
      );
      expect([figure, found.length]).toEqual([figure, reps[0][figure]]);
    }

    await sameInViews(admin, one, reps[0]);

    const { rows: funnel } = await get(admin, `/v2/reports/funnel?by=cadence&${DAYS}`);
    expect(funnel).toHaveLength(1);
    expect(funnel[0]).toMatchObject({ key: String(one), name: 'Rehearsal', ...recountFunnel(records) });
    for (const figure of ['people_added', 'people_contacted', 'people_looked', 'people_replied']) {
      const found = await behind(
        admin,
        `/v2/reports/funnel/rows?figure=${figure}&by=cadence&key=${one}&${DAYS}`,
        4,
      );
      expect([figure, new Set(found.map(({ id }) => id)).size]).toEqual([figure, funnel[0][figure]]);
    }
    const [all] = (await get(admin, `/v2/reports/funnel?${DAYS}`))['rows'];
    expect(all.contact_rate).toMatchObject({ count: funnel[0].people_contacted, of: 10 });
  }, 120_000);
});

describe('who asks', () => {
  it('gets what is about people they see, and nothing of other teams', async () => {
    const me = await server.team();
    const rep = await server.colleague(me);
    const made = async (more: object) =>
      (
        await me.call('POST', '/v2/people', {
          last_name: 'P',
          email_address: `r${Math.trunc(performance.now() * 1000)}@x.example`,
          ...more,
        })
      ).body.data.id as number;
    const [own, not] = [await made({ owner_id: rep.principal.userId }), await made({})];
    const one = await cadence(server, me, [{ day: 1, manual: 'Phone' }]);
    for (const person of [own, not]) {
      const put = await me.call('POST', '/v2/cadence_memberships', {
        ...{ person_id: person, cadence_id: one, user_id: rep.principal.userId },
      });
      expect(put.status).toBe(200);
    }
    await sql(
      `UPDATE actions SET status = 'in_progress', due_at = '2026-02-25T12:00:00Z' WHERE team_id = $1`,
      [me.principal.teamId],
    );
    for (const person of [own, not])
      await sql(
        `INSERT INTO received_messages (team_id, created_at, updated_at, received_at, kind, confidence, person_id, user_id, subject, body_text)
         VALUES ($1, now(), now(), '2026-02-25T12:00:00Z', 'reply', 1, $2, $3, '', '')`,
        [me.principal.teamId, person, rep.principal.userId],
      );
    const range = 'from=2026-02-01&until=2026-04-30&zone=UTC';
    const seen = async (who: Caller) => {
      const { rows } = await get(who, `/v2/reports/reps?${range}`);
      const funnel = (await get(who, `/v2/reports/funnel?${range}`))['rows'][0];
      const touches = await behind(who, `/v2/reports/reps/rows?figure=touches_open&${range}`);
      const waiting = await behind(who, `/v2/reports/reps/rows?figure=replies_waiting&${range}`);
      return [
        rows[0]?.touches_open ?? 0,
        rows[0]?.replies_waiting ?? 0,
        funnel.people_added,
        touches.length,
        waiting.length,
      ];
    };
    expect(await seen(rep)).toEqual([2, 2, 2, 2, 2]);
    await me.call('PUT', '/v2/team', { team_visibility_default: 'private' });
    expect([await seen(me), await seen(rep)]).toEqual([
      [2, 2, 2, 2, 2],
      [1, 1, 1, 1, 1],
    ]);
    const stranger = await server.team();
    expect(await seen(stranger)).toEqual([0, 0, 0, 0, 0]);
    const [message] = await sql<{ id: number }>(
      'SELECT max(id)::integer AS id FROM received_messages WHERE team_id = $1 AND person_id = $2',
      [me.principal.teamId, not],
    );
    const mark = (who: Caller, body: object) =>
      who.call('POST', `/v2/received_messages/${message?.id}/mark`, body);
    expect((await mark(stranger, { positive: true })).status).toBe(404);
    expect((await mark(rep, { positive: true })).status).toBe(404);
    expect((await mark(me, {})).status).toBe(422);
    expect((await mark(me, { positive: false })).body.data.positive).toBe(false);
    expect((await mark(me, { positive: null })).body.data.positive).toBeNull();
    const less = await server.colleague(me, { scopes: ['people:read'] });
    for (const path of ['emails/rows?figure=sent', 'reps', 'reps/rows?figure=touches_due', 'funnel'])
      expect((await less.call('GET', `/v2/reports/${path}`)).status).toBe(403);
  });

  it('is told what is wrong', async () => {
    const me = await server.team();
    for (const [path, field] of [
      ['emails/rows', 'figure'],
      ['emails/rows?figure=weather', 'figure'],
      ['emails/rows?figure=sent&per_page=1001', 'per_page'],
      ['emails/rows?figure=sent&page=0', 'page'],
      ['reps?from=2026-03-02&until=2026-03-01', 'until'],
      ['reps/rows?figure=sent', 'figure'],
      ['funnel?by=step', 'by'],
      ['funnel?zone=%2B05:30', 'zone'],
    ] as const) {
      const refused = await me.call('GET', `/v2/reports/${path}`);
      expect([path, refused.status, Object.keys((refused.body.errors ?? {}) as object)]).toEqual([
        path,
        422,
        [field],
      ]);
    }
    for (const key of ['abc', '0', '%00', 'x'.repeat(64)]) {
      const answer = await me.call('GET', `/v2/reports/emails/rows?figure=sent&by=hour&key=${key}`);
      expect([200, 422]).toContain(answer.status);
    }
    const file = await me.call('GET', '/v2/reports/reps', undefined, { accept: 'text/csv' });
    expect(file.headers['content-type']).toContain('text/csv');
  });
});
