import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runBulk } from '../../apps/server/src/bulk-parts.js';
import type { Database } from '../../apps/server/src/db/connect.js';
import { pruneBulkRows } from '../../apps/server/src/domain/bulk/index.js';
import { placeByHand } from '../../apps/server/src/engine/planning/place-by-hand.js';
import { mortal, Sink } from '../engine/crash.support.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let who: Caller;
beforeAll(async () => {
  server = await createTestServer();
});
beforeEach(async () => {
  who = await server.team();
});
afterAll(() => server.close());

const CRM = { crm_id: '003000000000001AAA', crm_id_type: 'salesforce' };
const part = (now = server.clock.now(), database: Database = server.database) =>
  runBulk({ ...server.context, database, takePlace: placeByHand }, now);
const runAll = async () => {
  while ((await part()) > 0);
};
const create = async (type: string, by = who, name?: string): Promise<number> => {
  const answer = await by.call('POST', '/v2/bulk_jobs', { type, ...(name ? { name } : {}) });
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data.id;
};
const add = (id: number, data: unknown[], by = who) =>
  by.call('POST', `/v2/bulk_jobs/${id}/job_data`, { data });
const ready = (id: number, by = who) => by.call('PUT', `/v2/bulk_jobs/${id}`, { ready_to_execute: true });
const show = async (id: number, by = who) => (await by.call('GET', `/v2/bulk_jobs/${id}`)).body.data;
const results = async (id: number, query = '', by = who) =>
  (await by.call('GET', `/v2/bulk_jobs/${id}/results?per_page=100${query}`)).body.data;
const filled = async (type: string, data: unknown[], by = who): Promise<number> => {
  const id = await create(type, by);
  expect((await add(id, data, by)).body).toEqual({ data: { records: data.length } });
  expect((await ready(id, by)).status).toBe(200);
  return id;
};
const people = (many: number, from = 0) =>
  Array.from({ length: many }, (_, n) => ({
    upsert_key: 'email_address',
    email_address: `p${from + n}@example.com`,
    last_name: `L${from + n}`,
  }));
const sql = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
  (await server.database.pool.query<T>(text, [who.principal.teamId, ...values])).rows;
const count = async (table: string, condition = 'true') =>
  (
    await sql<{ n: number }>(
      `SELECT count(*)::integer AS n FROM ${table} WHERE team_id = $1 AND ${condition}`,
    )
  )[0]?.n;

describe('a bulk job', () => {
  it('waits for the jobs of its team before it, but a dry run only for other dry runs', async () => {
    const long = await filled('person/upsert', people(45));
    const behind = await filled('person/upsert', people(1, 50));
    const answer = await who.call('POST', '/v2/bulk_jobs', { type: 'person/upsert', dry_run: true });
    const dry = answer.body.data.id as number;
    await add(dry, people(3, 60));
    await ready(dry);
    await part();
    const far = async (id: number) => {
      const { state, processed } = await show(id);
      return [state, processed];
    };
    expect([await far(long), await far(behind), await far(dry)]).toEqual([
      ['executing', 20],
      ['executing', 0],
      ['done', 3],
    ]);
    await runAll();
    expect([await far(long), await far(behind)]).toEqual([
      ['done', 45],
      ['done', 1],
    ]);
  });

  it('is filled while it is open, and told as the original tells it', async () => {
    const answer = await who.call('POST', '/v2/bulk_jobs', { type: 'person/upsert', name: 'August' });
    expect(answer.body.data).toMatchObject({
      name: 'August',
      type: 'person/upsert',
      state: 'open',
      ready_to_execute: false,
      scopes: [],
      total: 0,
      processed: 0,
      errors: 0,
      marked_ready_at: null,
      started_at: null,
      finished_at: null,
    });
    expect(answer.body.data.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    const { id } = answer.body.data;
    expect((await add(id, people(2))).body).toEqual({ data: { records: 2 } });
    expect((await add(id, [{ first_name: 'Nobody' }])).body).toEqual({ data: { records: 1 } });
    const rows = (await who.call('GET', `/v2/bulk_jobs/${id}/job_data`)).body;
    expect(rows.data[0]).toMatchObject({
      bulk_job: { _href: `http://cadenza.test/v2/bulk_jobs/${id}`, id },
      record: people(1)[0],
      status: 'pending',
      resource: null,
      error: null,
      started_at: null,
      finished_at: null,
    });
    expect(await results(id)).toEqual([]);

    expect((await ready(id)).body.data).toMatchObject({
      state: 'executing',
      ready_to_execute: true,
      total: 3,
    });
    expect((await add(id, people(1))).body.errors).toHaveProperty('state');
    expect((await who.call('PUT', `/v2/bulk_jobs/${id}`, { name: 'B' })).status).toBe(422);
    expect(await results(id)).toEqual([]);
    await runAll();
    expect(await show(id)).toMatchObject({ state: 'done', processed: 3, errors: 1, total: 3 });
    const [first, second, third] = await results(id);
    expect(first).toMatchObject({
      status: 'success',
      error: null,
      record: people(1)[0],
      resource: { upsert_type: 'create', person: { email_address: 'p0@example.com' } },
    });
    expect(second.status).toBe('success');
    expect(third).toMatchObject({
      status: 'error',
      error: 'Missing required field: email address',
      resource: null,
    });
    expect(await results(id, '&status[]=error')).toEqual([third]);
    expect(await results(id, `&id[gt]=${first.id}`)).toEqual([second, third]);
    const told = await sql(
      `SELECT user_id, resource_id FROM events WHERE team_id = $1 AND event_type = 'bulk_job_completed'`,
    );
    expect(told).toEqual([{ user_id: who.principal.userId, resource_id: id }]);
  });

  it('refuses what has no bounds: too many rows, no rows, no objects, records that are too large or too deep', async () => {
    const id = await create('person/upsert');
    const deep = JSON.parse(`${'{"a":'.repeat(24)}1${'}'.repeat(24)}`);
    const bad = [
      Array(5001).fill({}),
      [],
      ['x'],
      [[]],
      [null],
      [7],
      [{ a: 'x'.repeat(100_001) }],
      [{ a: '\u0000' }],
    ];
    for (const data of bad) {
      const answer = await add(id, data);
      expect(answer.status, JSON.stringify(data).slice(0, 60)).toBe(422);
      expect(answer.body.errors.data).toBeDefined();
    }
    expect((await add(id, [deep])).status).toBe(400);
    expect((await who.call('POST', `/v2/bulk_jobs/${id}/job_data`, {})).status).toBe(422);
    expect((await add(id, Array(5000).fill({ a: 1 }))).body).toEqual({ data: { records: 5000 } });
    expect((await who.call('POST', '/v2/bulk_jobs', { type: 'person/dance' })).status).toBe(422);
    expect((await who.call('POST', '/v2/bulk_jobs', {})).status).toBe(422);
    await sql(`UPDATE bulk_jobs SET total = 999999 WHERE team_id = $1`);
    expect((await add(id, people(2))).status).toBe(422);
    await sql(
      `INSERT INTO bulk_jobs (team_id, created_at, updated_at, user_id, type, by_admin)
      SELECT $1, now(), now(), $2, 'person/upsert', true FROM generate_series(1, 99)`,
      [who.principal.userId],
    );
    expect(
      (await who.call('POST', '/v2/bulk_jobs', { type: 'person/upsert' })).body.errors.base[0],
    ).toContain('100');
  });

  it('is its creator’s and admins’: others neither see, fill, start nor cancel it', async () => {
    const rep = await server.colleague(who);
    const other = await server.colleague(who);
    const id = await create('person/upsert', rep);
    expect((await other.call('GET', '/v2/bulk_jobs')).body.data).toEqual([]);
    for (const [method, path] of [
      ['GET', ''],
      ['PUT', ''],
      ['DELETE', ''],
      ['GET', '/job_data'],
      ['POST', '/job_data'],
      ['GET', '/results'],
    ] as const)
      expect(
        (
          await other.call(
            method,
            `/v2/bulk_jobs/${id}${path}`,
            method === 'GET' ? undefined : { data: [{}] },
          )
        ).status,
        `${method} ${path}`,
      ).toBe(404);
    // It runs in its creator's name: an admin ends it, and does not speak for them.
    expect((await show(id, who)).id).toBe(id);
    expect((await add(id, people(1), who)).status).toBe(403);
    expect((await ready(id, who)).status).toBe(403);
    expect((await who.call('DELETE', `/v2/bulk_jobs/${id}`)).status).toBe(204);
    expect(await show(id, rep)).toMatchObject({ state: 'done', processed: 0 });
  });

  it('that is made and forgotten, a hundred times, holds up nobody but who made it', async () => {
    const colleague = await server.colleague(who);
    await sql(
      `INSERT INTO bulk_jobs (team_id, created_at, updated_at, user_id, type, by_admin)
       SELECT $1, now(), now(), $2, 'task/complete', false FROM generate_series(1, 100)`,
      [colleague.principal.userId],
    );
    expect(await create('task/complete')).toBeGreaterThan(0);
    const { status, text } = await colleague.call('POST', '/v2/bulk_jobs', { type: 'task/complete' });
    expect([status, text]).toEqual([422, expect.stringContaining('100 bulk jobs of yours')]);
  });

  it('needs the scope of its type, of every token that has a hand in it', async () => {
    const reader = await server.colleague(who, { admin: true, scopes: ['people:read', 'accounts:write'] });
    expect((await reader.call('POST', '/v2/bulk_jobs', { type: 'person/upsert' })).body.error).toContain(
      'people:write',
    );
    const id = await create('person/upsert');
    await add(id, people(1));
    for (const path of ['job_data', 'results'])
      expect((await reader.call('GET', `/v2/bulk_jobs/${id}/${path}`)).status, path).toBe(403);
    expect((await reader.call('DELETE', `/v2/bulk_jobs/${id}`)).status).toBe(403);
    expect((await show(id, reader)).total).toBe(1);
    // A weaker token of the same user takes away what it lacks.
    const made = await who.call('GET', '/v2/me');
    expect(made.status).toBe(200);
    await sql(`UPDATE bulk_jobs SET granted = '{people:write,crm_id_person:write}' WHERE team_id = $1`);
    const [before] = await sql<{ key_hash: Buffer }>(
      'SELECT key_hash FROM api_keys WHERE team_id = $1 AND user_id = $2',
      [who.principal.userId],
    );
    expect(before).toBeDefined();
    await sql(`UPDATE api_keys SET scopes = '{people:write}' WHERE team_id = $1 AND user_id = $2`, [
      who.principal.userId,
    ]);
    await expect
      .poll(async () => {
        await who.call('PUT', `/v2/bulk_jobs/${id}`, { name: 'N' });
        return (await sql<{ granted: string[] }>('SELECT granted FROM bulk_jobs WHERE team_id = $1'))[0]
          ?.granted;
      })
      .toEqual(['people:write']);
    await add(id, [{ email_address: 'crm@example.com', ...CRM }]);
    await ready(id);
    expect((await show(id)).scopes).toEqual([]);
    await runAll();
    expect((await results(id)).map((row: { status: string }) => row.status)).toEqual(['success', 'error']);
  });

  it('tells the privileged scopes it may use once it is ready', async () => {
    const id = await filled('person/upsert', [{ email_address: 'crm@example.com', ...CRM }]);
    expect((await show(id)).scopes).toEqual(['person:set_crm_id']);
    await runAll();
    expect((await results(id))[0].error).toBe(null);
    // Whoever is no admin any more sets none.
    const rep = await server.colleague(who, { admin: true, scopes: ['people:write', 'crm_id_person:write'] });
    const later = await filled(
      'person/upsert',
      [{ email_address: 'c2@example.com', ...CRM, crm_id: '003000000000002AAA' }],
      rep,
    );
    await who.call('PUT', `/v2/users/${rep.principal.userId}`, { role_id: 'User' });
    await sql(`UPDATE users SET role_id = 'User' WHERE team_id = $1 AND id = $2`, [rep.principal.userId]);
    await runAll();
    expect((await results(later))[0]).toMatchObject({ status: 'error' });
  });

  it('runs with what its creator sees, and refuses its rows once they are deactivated', async () => {
    await who.call('PUT', '/v2/team', { team_visibility_default: 'private' });
    const mine = (await who.call('POST', '/v2/people', { email_address: 'mine@example.com', last_name: 'M' }))
      .body.data.id;
    const rep = await server.colleague(who);
    const theirs = (
      await rep.call('POST', '/v2/people', { email_address: 'rep@example.com', last_name: 'R' })
    ).body.data.id;
    const rows = [
      { id: mine, title: 'Seen' },
      { id: theirs, title: 'Own' },
    ];
    const id = await filled('person/update', rows, rep);
    await runAll();
    expect((await results(id, '', rep)).map((row: { error: string }) => row.error)).toEqual([
      'The record could not be found',
      null,
    ]);
    expect((await who.call('GET', `/v2/people/${mine}`)).body.data.title).toBe(null);
    const late = await filled('person/update', rows, rep);
    await sql('UPDATE users SET active = false WHERE team_id = $1 AND id = $2', [rep.principal.userId]);
    await runAll();
    expect(await results(late)).toEqual([
      expect.objectContaining({ status: 'error', error: 'The user who created the job is no longer active' }),
      expect.objectContaining({ status: 'error', error: 'The user who created the job is no longer active' }),
    ]);
    expect(await show(late)).toMatchObject({ state: 'done', processed: 2, errors: 2 });
  });

  it('does what the operation of its type does', async () => {
    const { id: stage } = (await who.call('POST', '/v2/person_stages', { name: 'Won' })).body.data;
    const other = await server.colleague(who);
    const [a, b] = await Promise.all(
      people(2).map(
        async (body) => (await who.call('POST', '/v2/people', { ...body, tags: ['old'] })).body.data.id,
      ),
    );
    const account = (await who.call('POST', '/v2/accounts', { name: 'A', domain: 'a.example' })).body.data.id;
    const cadence = (await who.call('POST', '/v2/cadences', { name: 'C', team_cadence: true })).body.data.id;
    await who.call('POST', '/v2/steps', { cadence_id: cadence, type: 'phone', day: 1, name: 'Call' });
    const task = { person_id: a, subject: 'S', task_type: 'call', due_date: '2026-03-03' };
    const run = async (type: string, rows: object[]) => {
      const id = await filled(type, rows);
      await runAll();
      const ended = await results(id);
      expect(
        ended.map((row: { error: string | null }) => row.error),
        type,
      ).toEqual(rows.map(() => null));
      return ended.map((row: { resource: object }) => row.resource);
    };
    await run('person/tags/add', [
      { id: a, tags: ['new', 'old'] },
      { id: b, tags: ['new'] },
    ]);
    await run('person/tags/remove', [{ id: b, tags: ['old'] }]);
    await run('person/owner', [{ id: a, owner_id: other.principal.userId }]);
    const [staged] = await run('person/stage', [{ id: a, person_stage_id: stage }]);
    expect(staged.person).toMatchObject({
      tags: ['old', 'new'],
      owner: { id: other.principal.userId },
      person_stage: { id: stage },
    });
    expect((await who.call('GET', `/v2/people/${b}`)).body.data.tags).toEqual(['new']);
    await run('account/upsert', [{ upsert_key: 'domain', domain: 'a.example', name: 'B' }]);
    await run('account/tags/add', [{ id: account, tags: ['t'] }]);
    await run('account/owner', [{ id: account, owner_id: other.principal.userId }]);
    expect((await who.call('GET', `/v2/accounts/${account}`)).body.data).toMatchObject({
      name: 'B',
      tags: ['t'],
    });
    const [joined] = await run('cadence_membership/create', [{ person_id: a, cadence_id: cadence }]);
    expect(joined.cadence_membership).toMatchObject({ person: { id: a }, currently_on_cadence: true });
    await run('cadence_membership/delete', [{ id: joined.cadence_membership.id }]);
    const [made] = await run('task/create', [task]);
    const [told] = await run('calendar/events/upsert', [
      {
        id: 'e',
        i_cal_uid: 'e@calendar.test',
        calendar_id: 'primary',
        start_time: '2026-03-10T14:00:00Z',
        end_time: '2026-03-10T15:00:00Z',
      },
    ]);
    expect(told.calendar_event).toMatchObject({ id: 'e', start_time: '2026-03-10T14:00:00.000000Z' });
    const [done] = await run('task/complete', [{ id: made.task.id }]);
    expect(done.task.current_state).toBe('completed');
    await run('task/delete', [{ id: made.task.id }]);
    await run('account/delete', [{ id: account }]);
    const [gone] = await run('person/delete', [{ id: b }]);
    expect(gone).toEqual({ person: { id: b } });
    expect(await count('people', 'deleted_at IS NULL')).toBe(1);
  });

  it('a refused row leaves nothing behind, and those after it tell what they do', async () => {
    const [person] = await Promise.all(
      people(1).map(async (body) => (await who.call('POST', '/v2/people', body)).body.data.id),
    );
    await sql('DELETE FROM events WHERE team_id = $1');
    // The first row writes tags and then fails by its crm_id; the second is about the same record.
    const id = await filled('person/update', [
      { id: person, tags: ['never'], account_id: 999_999 },
      { id: person, title: 'T' },
    ]);
    await runAll();
    expect((await results(id)).map((row: { error: string | null }) => row.error)).toEqual([
      'Account id could not be found',
      null,
    ]);
    expect(await count('events', `event_type = 'person_updated'`)).toBe(1);
    expect(await count('tags', `name = 'never'`)).toBe(0);
  });
});

describe('the queue of a team', () => {
  it('carries out one job after another, in the order in which they were started, beside other teams', async () => {
    const first = await create('person/upsert');
    const second = await filled('person/upsert', people(30, 100));
    await add(first, people(30));
    await ready(first);
    const other = await server.team();
    const apart = await filled('person/upsert', people(1), other);
    await part();
    expect((await show(apart, other)).processed).toBe(1);
    expect((await show(second)).processed).toBe(20);
    expect((await show(first)).processed).toBe(0);
    await runAll();
    const [a, b] = [await show(second), await show(first)];
    expect([a.state, b.state]).toEqual(['done', 'done']);
    const [order] = await sql<{ right: boolean }>(
      `SELECT max(id) FILTER (WHERE bulk_job_id = $2) < min(id) FILTER (WHERE bulk_job_id = $3) AS right FROM (
        SELECT p.id, r.bulk_job_id FROM people p JOIN bulk_job_rows r ON r.team_id = p.team_id
          AND (r.resource::json -> 'person' ->> 'id')::bigint = p.id WHERE p.team_id = $1) o`,
      [second, first],
    );
    expect(order).toEqual({ right: true });
  });

  it('is cancelled while it is executed: what is done stays, the rest is cancelled, the next goes on', async () => {
    const id = await filled('person/upsert', people(50));
    const next = await filled('person/upsert', people(1, 500));
    await part();
    const { processed } = await show(id);
    expect(processed).toBe(20);
    // Somebody is at the next part: the cancel waits for him.
    const process = mortal(server.database.pool.options, new Sink(), 'diesBefore', 'INSERT INTO events');
    const round = part(server.clock.now(), process.database).catch(() => 0);
    await Promise.race([round, process.died]);
    const cancelling = who.call('DELETE', `/v2/bulk_jobs/${id}`);
    await process.bury(server.database.pool);
    expect((await cancelling).status).toBe(204);
    expect(await show(id)).toMatchObject({ state: 'done', processed, errors: 0, total: 50 });
    const rows = await results(id);
    expect(rows.filter((row: { status: string }) => row.status === 'cancelled')).toHaveLength(30);
    expect(await results(id, '&status=cancelled')).toHaveLength(30);
    expect((await who.call('DELETE', `/v2/bulk_jobs/${id}`)).status).toBe(204);
    await runAll();
    expect(await count('people')).toBe(21);
    expect((await show(next)).state).toBe('done');
    expect(await count('events', `event_type = 'bulk_job_completed'`)).toBe(2);
  });

  it('two processes at once, and others that die in the middle: each row once', async () => {
    const id = await filled('person/upsert', people(90));
    await Promise.all([1, 2].map(async () => runAll()));
    // Where each looked in the moment in which the other held the row, both went home: the next look goes on.
    await runAll();
    expect(await show(id)).toMatchObject({ state: 'done', processed: 90, errors: 0 });
    const again = await filled(
      'task/create',
      Array.from({ length: 60 }, (_, n) => ({
        person_id: 0,
        subject: `S${n}`,
        task_type: 'call',
        due_date: '2026-03-03',
      })),
    );
    const [{ id: person } = { id: 0 }] = await sql<{ id: number }>(
      'SELECT id FROM people WHERE team_id = $1 LIMIT 1',
    );
    await sql(
      `UPDATE bulk_job_rows SET record = replace(record, '"person_id":0', '"person_id":' || $2::text) WHERE team_id = $1 AND bulk_job_id = $3`,
      [person, again],
    );
    // Struck at moments of all kinds; the answer of a COMMIT is the nastiest.
    let now = server.clock.now().getTime();
    for (const [blow, at] of [
      ['diesBefore', 12],
      ['diesAfter', 40],
      ['failsAfter', 25],
      ['diesBefore', 'COMMIT'],
      ['diesAfter', 'commit'],
      ['failsBefore', 33],
    ] as const) {
      const process = mortal(server.database.pool.options, new Sink(), blow, at);
      const round = part(new Date((now += 3_600_000)), process.database).catch(() => 0);
      await Promise.race([round, process.died]);
      await process.bury(server.database.pool);
    }
    for (let rounds = 0; (await show(again)).state !== 'done' && rounds < 40; rounds += 1)
      await part(new Date((now += 3_600_000)));
    expect(await show(again)).toMatchObject({ state: 'done', processed: 60, errors: 0 });
    expect(await count('tasks')).toBe(60);
    const subjects = await sql('SELECT DISTINCT subject FROM tasks WHERE team_id = $1');
    expect(subjects).toHaveLength(60);
  });

  it('a row that fails for no reason of its own is tried three times, and one that ends its process is refused', async () => {
    const id = await filled('person/upsert', people(3));
    await server.database.pool.query(`
      CREATE FUNCTION break_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NEW.email_address = 'p1@example.com' THEN RAISE EXCEPTION 'secret detail'; END IF; RETURN NEW; END $$;
      CREATE TRIGGER break_it BEFORE INSERT ON people FOR EACH ROW EXECUTE FUNCTION break_it()`);
    try {
      await part();
      const data = (await who.call('GET', `/v2/bulk_jobs/${id}/job_data`)).body.data;
      expect(data.map((row: { status: string }) => row.status)).toEqual(['success', 'retrying', 'pending']);
      await runAll();
    } finally {
      await server.database.pool.query('DROP TRIGGER break_it ON people; DROP FUNCTION break_it()');
    }
    const ended = await results(id);
    expect(ended.map((row: { status: string }) => row.status)).toEqual(['success', 'error', 'success']);
    expect(ended[1].error).not.toContain('secret');
    expect(await show(id)).toMatchObject({ processed: 3, errors: 1 });

    const fatal = await filled('person/upsert', people(2, 50));
    let now = server.clock.now().getTime();
    for (let died = 0; died < 6; died += 1) {
      const process = mortal(server.database.pool.options, new Sink(), 'diesBefore', 'insert into "people"');
      const round = part(new Date((now += 3_600_000)), process.database).catch(() => 0);
      await Promise.race([round, process.died]);
      await process.bury(server.database.pool);
    }
    for (let rounds = 0; rounds < 3; rounds += 1) await part(new Date((now += 3_600_000)));
    expect((await results(fatal)).map((row: { status: string }) => row.status)).toEqual(['error', 'success']);
  });

  it('keeps the rows of a job for thirty days, and its totals for good', async () => {
    const id = await filled('person/upsert', people(3));
    await runAll();
    const days = (many: number) => new Date(server.clock.now().getTime() + many * 86_400_000);
    const prune = async (at: Date) => {
      while ((await pruneBulkRows(server.database.kysely, at)) > 0);
    };
    await prune(days(29));
    expect(await results(id)).toHaveLength(3);
    await prune(days(31));
    expect(await results(id)).toEqual([]);
    expect(await show(id)).toMatchObject({ total: 3, processed: 3, state: 'done' });
  });
});
