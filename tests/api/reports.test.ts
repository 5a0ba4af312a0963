import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countDue, recountTeam, reportLimits } from '../../apps/server/src/domain/reports/index.js';
import { seededRandom } from '../../apps/server/src/kernel/seeded-random.js';
import { cadence, people, sandboxTeam } from '../sandbox/support.js';
import { type Asked, recordsOf, recount } from '../support/recount.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';
import type { Wire } from '../support/truth/world.js';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer({}, 'wall');
});
afterAll(() => server.close());

const sql = async <T = Wire>(text: string, values: unknown[] = []): Promise<T[]> =>
  (await server.database.pool.query(text, values)).rows as T[];

/** Counts what there is to count. */
async function count(): Promise<void> {
  const failed = (error: unknown) => {
    throw error;
  };
  for (let left = 1; left > 0; ) left = await countDue(server.database, failed);
}
async function get(who: Caller, path: string): Promise<Wire> {
  const answer = await who.call('GET', path);
  expect([answer.status, answer.text.slice(0, 300)]).toEqual([200, expect.anything()]);
  return answer.body.data as Wire;
}
const stats = (who: Caller, id: number) => get(who, `/v2/cadence_stats/${id}`);
const report = async (who: Caller, query = ''): Promise<Wire[]> =>
  (await get(who, `/v2/reports/emails?from=2026-03-01&until=2026-04-30&zone=UTC&${query}`))['rows'];

/** An e-mail that left, as any version of the server writes one. */
async function email(
  who: Caller,
  person: number,
  more: { at?: string; cadence?: number; state?: string; to?: string } = {},
) {
  const { at = '2026-03-02T09:00:00Z', cadence: of = null, state = 'sent', to = 'b@gmail.com' } = more;
  const [row] = await sql<{ id: number }>(
    `INSERT INTO emails (team_id, created_at, updated_at, user_id, person_id, state, state_reason, state_changed_at, send_after, sent_at,
       message_id, from_address, to_address, subject, body_html, body_text, cadence_id)
     VALUES ($1, $3, $3, $4, $2, $5, '', $3, $3, CASE WHEN $5 = 'sent' THEN $3::timestamptz END, gen_random_uuid()::text,
       'a@a.example', $6, 'S', '', '', $7) RETURNING id`,
    [who.principal.teamId, person, at, who.principal.userId, state, to, of],
  );
  return row?.id as number;
}
async function received(
  who: Caller,
  person: number,
  more: { at: string; kind?: string; of?: number },
): Promise<number> {
  const [row] = await sql<{ id: number }>(
    `INSERT INTO received_messages (team_id, created_at, updated_at, received_at, kind, confidence, person_id, user_id, email_id, subject, body_text)
     VALUES ($1, $2, $2, $2, $3, 1, $4, $5, $6, '', '') RETURNING id`,
    [who.principal.teamId, more.at, more.kind ?? 'reply', person, who.principal.userId, more.of ?? null],
  );
  return row?.id as number;
}
async function person(who: Caller, more: object = {}): Promise<number> {
  const answer = await who.call('POST', '/v2/people', {
    last_name: 'P',
    email_address: `p${Math.trunc(performance.now() * 1000)}@x.example`,
    ...more,
  });
  return answer.body.data.id as number;
}

const BYS = ['total', 'day', 'cadence', 'step', 'version', 'template', 'hour', 'user', 'mailbox', 'provider'];
const SAME = [
  ...[
    'key',
    'sent',
    'uncertain',
    'delivered',
    'bounced',
    'answered',
    'replies',
    'complaints',
    'calls',
    'calls_connected',
  ],
  ...[
    'people_emailed',
    'people_contacted',
    'people_replied',
    'people_viewed',
    'people_clicked',
    'people_opted_out',
  ],
  'people_succeeded',
];

const RANGE = { from: '2026-03-02', until: '2026-03-20', zone: 'Pacific/Auckland' };

/** Reports of a range that cuts through the month are what a count from the records gives. @returns those by step */
async function compare(
  who: Caller,
  bys = ['total', 'day', 'step'],
  query = '',
  only?: Asked['only'],
): Promise<Wire[]> {
  const records = await recordsOf(server.database.pool, who.principal.teamId);
  let steps: Wire[] = [];
  for (const by of bys)
    for (const basis of ['cohort', 'period'] as const) {
      const asked = new URLSearchParams({ by, basis, ...RANGE });
      const { rows } = (await get(who, `/v2/reports/emails?${asked.toString()}&${query}`)) as {
        rows: Wire[];
      };
      const found = rows
        .map(
          (row): Wire => ({
            ...Object.fromEntries(SAME.map((name) => [name, row[name]])),
            open_of: row['open_rate'].of,
          }),
        )
        .toSorted((a, b) => (String(a['key']) < String(b['key']) ? -1 : 1));
      const counted = recount(records, { by, basis, ...RANGE, ...(only ? { only } : {}) });
      expect([by, basis, found]).toEqual([by, basis, counted]);
      if (by === 'step' && basis === 'period') steps = found;
    }
  return steps;
}

describe('a month', () => {
  it('counts as a recount from the records does, undone or not', async () => {
    let drawn = 0;
    const random = () => {
      drawn += 1;
      return seededRandom('reports', drawn);
    };
    const admin = await sandboxTeam(server, {
      reply_rate: 0.3,
      auto_reply_rate: 0.1,
      bounce_rate: 0.15,
      opt_out_rate: 0.1,
      open_rate: 0.6,
      click_rate: 0.3,
    });
    const { teamId } = admin.principal;
    const one = await cadence(server, admin, [{ day: 1 }, { day: 3, at: '14:30' }, { day: 8 }]);
    const ids = await people(server, admin, one, 12);
    const went = await admin.call('POST', '/v2/sandbox/advance', { by: '30d' });
    expect(went.body.data.state).toBe('done');

    const some = () => ids[Math.floor(random() * ids.length)] as number;
    const at = () => new Date(Date.parse('2026-03-02T09:00:00Z') + random() * 28 * 86_400_000).toISOString();
    // These began before.
    for (const id of ids.slice(0, 3)) await email(admin, id, { at: '2026-02-20T09:00:00Z' });
    for (let n = 0; n < 8; n += 1)
      await email(admin, some(), { at: at(), state: n % 4 === 0 ? 'uncertain' : 'sent' });
    // What was matched to no e-mail belongs to the newest before it.
    for (let n = 0; n < 6; n += 1)
      await received(admin, some(), { at: at(), kind: n % 3 === 0 ? 'complaint' : 'reply' });
    for (let n = 0; n < 4; n += 1)
      await sql(
        `INSERT INTO calls (team_id, created_at, updated_at, user_id, person_id, cadence_id, connected) VALUES ($1, now(), now(), $2, $3, $4, $5)`,
        [teamId, admin.principal.userId, some(), n % 2 === 0 ? one : null, n % 2 === 0],
      );
    for (const who of new Set([some(), some(), some()]))
      await sql(
        `INSERT INTO successes (team_id, created_at, updated_at, succeeded_at, success_window_started_at, user_id, person_id)
         VALUES ($1, now(), now(), $2, $2, $3, $4)`,
        [teamId, at(), admin.principal.userId, who],
      );
    const zones = ['Asia/Kathmandu', 'America/St_Johns', null];
    for (const [n, id] of ids.entries())
      await sql('UPDATE people SET locale = $2 WHERE id = $1', [id, zones[n % 3]]);

    const before = await compare(admin, BYS);
    expect(before.length).toBeGreaterThan(1);
    await count();
    expect(await compare(admin)).toEqual(before);

    // Some is counted, some is not; undone is undone in both.
    const replies = await sql<{ id: number }>(
      `SELECT id FROM received_messages WHERE team_id = $1 AND effect IS NOT NULL AND kind IN ('reply', 'bounce') ORDER BY id`,
      [teamId],
    );
    for (const { id } of replies.slice(0, 2)) {
      const undone = await admin.call('POST', `/v2/received_messages/${id}/undo`);
      expect(undone.status).toBe(200);
    }
    await email(admin, some(), { at: '2026-03-10T09:00:00Z', cadence: one });
    const after = await compare(admin, BYS);
    expect(after).not.toEqual(before);
    await count();
    expect(await compare(admin)).toEqual(after);
    await compare(admin, ['total', 'hour'], `cadence_id=${one}`, (fact) => fact.cadence_id === one);
    expect(await stats(admin, one)).toMatchObject({
      sent_emails_count: (await report(admin, `cadence_id=${one}`))[0]?.['sent'],
    });

    // Rows that were lost or spoiled are put right.
    expect(await recountTeam(server.database, teamId)).toEqual({ people: 12, corrected: 0 });
    await sql(`DELETE FROM report_emails WHERE team_id = $1 AND email_id % 3 = 0`, [teamId]);
    await sql(
      `UPDATE report_emails SET viewed_at = NULL, at = at + '2 days' WHERE team_id = $1 AND email_id % 3 = 1`,
      [teamId],
    );
    await sql(
      `INSERT INTO report_answers SELECT team_id, -1, 'reply', email_id, person_id, at FROM report_emails WHERE team_id = $1 LIMIT 1`,
      [teamId],
    );
    expect((await recountTeam(server.database, teamId)).corrected).toBeGreaterThan(3);
    expect(await compare(admin)).toEqual(after);
  }, 120_000);

  it('is counted by several at once, beside who writes', async () => {
    const admin = await server.team();
    const ids = [await person(admin), await person(admin), await person(admin)];
    const write = async (n: number) => {
      const id = await email(admin, ids[n % 3] as number, {
        at: `2026-03-${String(4 + (n % 9)).padStart(2, '0')}T09:00:00Z`,
      });
      if (n % 2 === 0) await received(admin, ids[n % 3] as number, { at: '2026-03-15T09:00:00Z', of: id });
      if (n % 5 === 0)
        await sql(`UPDATE emails SET state = 'failed', updated_at = now() WHERE id = $1`, [id]);
    };
    await Promise.all([
      ...Array.from({ length: 5 }, async (_, of) => {
        for (let n = of; n < 40; n += 5) await write(n);
      }),
      ...Array.from({ length: 2 }, async () => {
        for (let n = 0; n < 8; n += 1) await count();
      }),
      (async () => {
        for (let n = 0; n < 8; n += 1) await report(admin);
      })(),
    ]);
    const [whole] = await report(admin);
    expect(whole).toMatchObject({ sent: 32, replies: 16 });
    await count();
    expect(await report(admin)).toEqual([whole]);
    await sql('DELETE FROM report_states WHERE team_id = $1', [admin.principal.teamId]);
    expect(await recountTeam(server.database, admin.principal.teamId)).toEqual({ people: 3, corrected: 0 });
  }, 60_000);
});

describe('what changes hands', () => {
  it('goes with its e-mail, and out of the figures with its state', async () => {
    const me = await server.team();
    const [a, b] = [await person(me), await person(me)];
    const [first, second] = [await email(me, a), await email(me, b, { at: '2026-03-03T09:00:00Z' })];
    await received(me, a, { at: '2026-03-04T09:00:00Z', of: first });
    await count();
    expect((await report(me))[0]).toMatchObject({ sent: 2, people_emailed: 2, people_replied: 1 });
    // As a merge of two people has it.
    await sql(`UPDATE emails SET person_id = $2, updated_at = now() WHERE id = $1`, [second, a]);
    for (let counted = 0; counted < 2; counted += 1, await count())
      expect((await report(me))[0]).toMatchObject({ sent: 2, people_emailed: 1, people_replied: 1 });
    await sql(`UPDATE emails SET state = 'failed', updated_at = now() WHERE id = $1`, [first]);
    for (let counted = 0; counted < 2; counted += 1, await count())
      expect((await report(me))[0]).toMatchObject({ sent: 1, answered: 0, people_replied: 0 });
  });

  it('is told as of the last that was counted where too much is not, and refused before the first', async () => {
    const me = await server.team();
    const id = await person(me);
    for (let n = 0; n < 3; n += 1) await email(me, id);
    const path = '/v2/reports/emails?from=2026-03-01&until=2026-03-31';
    const most = reportLimits.tail;
    try {
      reportLimits.tail = 2;
      const refused = await me.call('GET', path);
      expect([refused.status, refused.headers['retry-after']]).toEqual([503, '60']);
      await count();
      expect(await get(me, path)).toMatchObject({ counted_until: null, rows: [{ sent: 3 }] });
      for (let n = 0; n < 3; n += 1) await email(me, id);
      expect(await get(me, path)).toMatchObject({ counted_until: expect.any(String), rows: [{ sent: 3 }] });
    } finally {
      reportLimits.tail = most;
    }
    expect(await get(me, path)).toMatchObject({ counted_until: null, rows: [{ sent: 6 }] });
  });
});

describe('who asks', () => {
  it('sees figures of the people and cadences they see', async () => {
    const me = await server.team();
    const [rep, other] = [await server.colleague(me), await server.colleague(me)];
    const [own, not] = [await person(me, { owner_id: rep.principal.userId }), await person(me)];
    const id = await cadence(server, me, [{ day: 1 }]);
    for (const who of [own, not])
      await received(me, who, { at: '2026-03-05T09:00:00Z', of: await email(me, who, { cadence: id }) });
    const sent = async (who: Caller) => [
      (await report(who))[0]?.['sent'],
      (await stats(who, id))['sent_emails_count'],
    ];
    for (let counted = 0; counted < 2; counted += 1, await count()) {
      await me.call('PUT', '/v2/team', { team_visibility_default: 'public' });
      expect([await sent(me), await sent(rep), await sent(other)]).toEqual([
        [2, 2],
        [2, 2],
        [2, 2],
      ]);
      await me.call('PUT', '/v2/team', { team_visibility_default: 'private' });
      expect([await sent(me), await sent(rep), await sent(other)]).toEqual([
        [2, 2],
        [1, 1],
        [0, 0],
      ]);
      expect((await report(rep))[0]).toMatchObject({ replies: 1, people_replied: 1 });
    }
    await sql('UPDATE cadences SET team_cadence = false, shared = false WHERE id = $1', [id]);
    expect((await rep.call('GET', `/v2/cadence_stats/${id}`)).status).toBe(404);
    expect((await report(rep, 'by=cadence'))[0]).toMatchObject({ key: String(id), name: null });
    expect((await report(me, 'by=cadence'))[0]).toMatchObject({ key: String(id), name: 'Rehearsal' });
    const stranger = await server.team();
    expect((await stranger.call('GET', `/v2/cadence_stats/${id}`)).status).toBe(404);
    expect((await report(stranger, `cadence_id=${id}`))[0]).toMatchObject({ sent: 0 });
    const less = await server.colleague(me, { scopes: ['people:read'] });
    expect((await less.call('GET', `/v2/cadence_stats/${id}`)).status).toBe(403);
    expect((await less.call('GET', '/v2/reports/emails')).status).toBe(403);
  });

  it('is told what is wrong, and gets a file', async () => {
    const me = await server.team();
    const id = await cadence(server, me, [{ day: 1 }], { name: '=1+1' });
    await email(me, await person(me), { cadence: id });
    for (const [query, field] of [
      ['from=2026-03-02&until=2026-03-01', 'until'],
      ['from=2020-01-01&until=2026-03-01', 'from'],
      ['from=soon', 'from'],
      ['zone=%2B05:30', 'zone'],
      ['by=weather', 'by'],
      ['basis=both', 'basis'],
      ['cadence_id=x', 'cadence_id'],
    ] as const) {
      const refused = await me.call('GET', `/v2/reports/emails?${query}`);
      expect([query, refused.status, Object.keys(refused.body.errors as object)]).toEqual([
        query,
        422,
        [field],
      ]);
    }
    expect(await get(me, '/v2/reports/emails?zone=Pacific/Apia')).toMatchObject({
      from: '2026-02-01',
      until: '2026-03-02',
      basis: 'period',
    });
    const path = '/v2/reports/emails?by=cadence&until=2026-03-31';
    const file = await me.call('GET', path, undefined, { accept: 'text/csv' });
    expect(file.headers['content-type']).toContain('text/csv');
    const [head = '', row = ''] = file.text.split('\n');
    expect(head).toMatch(/^key,name,sent,.*reply_rate\.low/);
    expect(row).toMatch(new RegExp(`^${id},'=1\\+1,1,`));
    const lines = await me.call('GET', path, undefined, { accept: 'application/x-ndjson' });
    expect(JSON.parse(lines.text)).toMatchObject({ key: String(id), name: '=1+1', sent: 1 });
    expect((await me.call('GET', '/v2/cadence_stats/0')).status).toBe(404);
  });
});
