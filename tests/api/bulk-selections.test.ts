import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runBulk } from '../../apps/server/src/bulk-parts.js';
import { placeByHand } from '../../apps/server/src/engine/planning/place-by-hand.js';
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

const runAll = async () => {
  while ((await runBulk({ ...server.context, takePlace: placeByHand }, server.clock.now())) > 0);
};
const made = async (path: string, body: object, by = who): Promise<number> => {
  const answer = await by.call('POST', path, body);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data.id;
};
const person = (n: number, more: object = {}) =>
  made('/v2/people', { email_address: `p${n}@example.com`, last_name: `L${n}`, ...more });
const select = (job: number, body: object, by = who) =>
  by.call('POST', `/v2/bulk_jobs/${job}/selection`, body);
const start = async (job: number) => {
  expect((await who.call('PUT', `/v2/bulk_jobs/${job}`, { ready_to_execute: true })).status).toBe(200);
  await runAll();
};
const rows = async (job: number) =>
  (await who.call('GET', `/v2/bulk_jobs/${job}/job_data`)).body.data as Record<string, unknown>[];
async function runnable(): Promise<number> {
  const cadence = await made('/v2/cadences', { name: 'C', team_cadence: true });
  await made('/v2/steps', { cadence_id: cadence, type: 'phone', day: 1, name: 'Call' });
  return cadence;
}

describe('rows by selection', () => {
  it('a filter minus exceptions, or numbers: a row for each record, all with the same values', async () => {
    const [a, b, c] = [
      await person(1, { city: 'Bern' }),
      await person(2, { city: 'Bern' }),
      await person(3, { city: 'Rome' }),
    ];
    const job = await made('/v2/bulk_jobs', { type: 'person/tags/add' });
    const chosen = { filter: { city: ['Bern'] }, except: [b], values: { tags: ['x'] } };
    expect((await select(job, chosen)).body).toEqual({ data: { records: 1 } });
    expect((await select(job, { ids: [c, c], values: { tags: ['y'] } })).body).toEqual({
      data: { records: 1 },
    });
    expect((await rows(job)).map(({ record }) => record)).toEqual([
      { id: a, tags: ['x'] },
      { id: c, tags: ['y'] },
    ]);
    // Neither more rows than a job has, nor another record than the one that was chosen.
    await server.database.pool.query('UPDATE bulk_jobs SET total = 999999 WHERE id = $1', [job]);
    expect((await select(job, { filter: { city: ['Bern'] }, values: { tags: ['z'] } })).body.errors).toEqual({
      filter: ['takes more than 1 records, the most that there is room for'],
    });
    await server.database.pool.query('UPDATE bulk_jobs SET total = 2 WHERE id = $1', [job]);
    const other = await made('/v2/bulk_jobs', { type: 'person/tags/add' });
    const named = { filter: { city: ['Bern', 'Rome'] }, except: [c], values: { id: c, tags: ['z'] } };
    expect((await select(other, named)).body).toEqual({ data: { records: 2 } });
    expect((await rows(other)).map(({ record }) => record)).toEqual([
      { id: a, tags: ['z'] },
      { id: b, tags: ['z'] },
    ]);
    await start(job);
    const tags = async (id: number) => (await who.call('GET', `/v2/people/${id}`)).body.data.tags;
    expect([await tags(a), await tags(b), await tags(c)]).toEqual([['x'], [], ['y']]);
  });

  it('never takes everybody by a mistake, and says at once what no row could do', async () => {
    await person(1);
    const job = await made('/v2/bulk_jobs', { type: 'person/stage' });
    const refused = async (body: object, field: string) => {
      const answer = await select(job, body);
      expect(answer.status, JSON.stringify(body)).toBe(422);
      expect(answer.body.errors, JSON.stringify(body)).toHaveProperty(field);
    };
    const values = { person_stage_id: 1 };
    for (const filter of [
      {},
      { citty: 'Bern' },
      { city: '' },
      { owner_id: 'x' },
      { sort_by: 'name' },
      { page: 1 },
    ])
      await refused({ filter, values }, 'filter');
    await refused({ values }, 'ids');
    await refused({ ids: [1], filter: { city: 'Bern' }, values }, 'ids');
    await refused({ ids: [1] }, 'person_stage_id');
    await refused({ ids: Array(10_001).fill(1), values }, 'ids');
    await refused({ ids: [1], values, idds: [1] }, 'idds');
    const upserts = await made('/v2/bulk_jobs', { type: 'person/upsert' });
    expect((await select(upserts, { ids: [1] })).body.errors).toHaveProperty('type');
    expect(await rows(job)).toEqual([]);
  });

  it('takes what its creator sees, and asks for the scope of the list', async () => {
    await who.call('PUT', '/v2/team', { team_visibility_default: 'private' });
    await person(1, { city: 'Bern' });
    const rep = await server.colleague(who);
    const own = await made(
      '/v2/people',
      { email_address: 'r@example.com', last_name: 'R', city: 'Bern' },
      rep,
    );
    const job = await made('/v2/bulk_jobs', { type: 'person/delete' }, rep);
    expect((await select(job, { filter: { city: 'Bern' } }, rep)).body.data).toEqual({ records: 1 });
    expect((await select(job, { filter: { city: 'Bern' } }, who)).status).toBe(403);
    const stranger = await server.colleague(who);
    expect((await select(job, { ids: [own] }, stranger)).status).toBe(404);
    const blind = await server.colleague(who, { admin: true, scopes: ['people:write', 'people:delete'] });
    const theirs = await made('/v2/bulk_jobs', { type: 'person/delete' }, blind);
    expect((await select(theirs, { filter: { city: 'Bern' } }, blind)).status).toBe(403);
    expect((await select(theirs, { ids: [own] }, blind)).status).toBe(200);
  });
});

describe('a dry run', () => {
  it('says what would be refused and why, and changes nothing', async () => {
    const cadence = await runnable();
    const good = await person(1);
    await person(2, { do_not_contact: true });
    await person(3, { do_not_contact: true });
    const on = await person(4);
    await made('/v2/cadence_memberships', { person_id: on, cadence_id: cadence });
    const { pool } = server.database;
    const state = async () => {
      const count = (table: string) =>
        `(SELECT count(*)::integer FROM ${table} WHERE team_id = $1) AS ${table}`;
      const tables = ['cadence_memberships', 'actions', 'people', 'tags'].map(count).join(', ');
      const told = `(SELECT count(*)::integer FROM events WHERE team_id = $1 AND event_type <> 'bulk_job_completed') AS events`;
      return (await pool.query(`SELECT ${tables}, ${told}`, [who.principal.teamId])).rows;
    };
    const before = await state();
    const job = await made('/v2/bulk_jobs', { type: 'cadence_membership/create', dry_run: true });
    const chosen = { filter: { owner_id: who.principal.userId }, values: { cadence_id: cadence } };
    expect((await select(job, chosen)).body.data).toEqual({ records: 4 });
    await start(job);
    expect((await who.call('GET', `/v2/bulk_jobs/${job}`)).body.data).toMatchObject({
      dry_run: true,
      state: 'done',
      processed: 4,
      errors: 3,
    });
    expect((await who.call('GET', `/v2/bulk_jobs/${job}/reasons`)).body.data).toEqual([
      { status: 'error', reason: 'Person id has contact restrictions: is marked do not contact', rows: 2 },
      { status: 'error', reason: 'Cadence id is already in progress for this person', rows: 1 },
      { status: 'success', reason: null, rows: 1 },
    ]);
    expect(await state()).toEqual(before);
    const { status } = await who.call('POST', '/v2/cadence_memberships', {
      person_id: good,
      cadence_id: cadence,
    });
    expect(status).toBe(200);
    const other = await server.colleague(who);
    expect((await other.call('GET', `/v2/bulk_jobs/${job}/reasons`)).status).toBe(404);
  });
});

describe('many people on a cadence', () => {
  it('by their numbers or by a filter: a job that lists who was refused', async () => {
    const cadence = await runnable();
    const [a, b] = [
      await person(1, { city: 'Bern' }),
      await person(2, { city: 'Bern', do_not_contact: true }),
    ];
    const rep = await server.colleague(who);
    const body = { cadence_id: cadence, user_id: rep.principal.userId, person_ids: [a, b, 999_999] };
    const answer = await who.call('POST', '/v2/cadence_bulk_memberships', body);
    expect(answer.status).toBe(202);
    expect(answer.body.data).toMatchObject({
      type: 'cadence_membership/create',
      state: 'executing',
      total: 3,
    });
    await runAll();
    expect((await rows(answer.body.data.id)).map(({ error }) => error)).toEqual([
      null,
      'Person id has contact restrictions: is marked do not contact',
      'Person id could not be found',
    ]);
    const list = (await who.call('GET', `/v2/cadence_memberships?cadence_id=${cadence}`)).body.data;
    expect(list).toEqual([expect.objectContaining({ person: expect.objectContaining({ id: a }) })]);
    expect(list[0].user.id).toBe(rep.principal.userId);
    const filtered = await who.call('POST', '/v2/cadence_bulk_memberships', {
      cadence_id: cadence,
      filter: { city: 'Bern' },
    });
    expect(filtered.body.data.total).toBe(2);
    await runAll();
    expect((await rows(filtered.body.data.id))[0]?.['error']).toBe(
      'Cadence id is already in progress for this person',
    );
    for (const bad of [
      { cadence_id: cadence },
      { cadence_id: cadence, filter: {} },
      { cadence_id: cadence, person_ids: [a], filter: { city: 'Bern' } },
      { person_ids: [a] },
    ])
      expect((await who.call('POST', '/v2/cadence_bulk_memberships', bad)).status, JSON.stringify(bad)).toBe(
        422,
      );
    const writer = await server.colleague(who, { admin: true, scopes: ['cadences:write'] });
    const ask = (more: object) =>
      writer.call('POST', '/v2/cadence_bulk_memberships', { cadence_id: cadence, ...more });
    expect((await ask({ person_ids: [a] })).status).toBe(202);
    expect((await ask({ filter: { city: 'Bern' } })).status).toBe(403);
  });
});

describe('many tasks on another day', () => {
  it('all or none: each open one is moved and told of', async () => {
    const about = await person(1);
    const task = (by = who) =>
      made('/v2/tasks', { subject: 'S', person_id: about, task_type: 'call', due_date: '2026-03-03' }, by);
    const [a, b, done] = [await task(), await task(), await task()];
    await who.call('PUT', `/v2/tasks/${a}`, { due_at: '2026-03-03T10:00:00Z' });
    await who.call('PUT', `/v2/tasks/${done}`, { current_state: 'completed' });
    const rep = await server.colleague(who);
    const move = (task_ids: unknown, by = who) =>
      by.call('POST', '/v2/bulk_reschedule_tasks', { task_ids, due_date: '2026-04-01' });
    const due = async (id: number) => {
      const { due_date: day, due_at: at } = (await who.call('GET', `/v2/tasks/${id}`)).body.data;
      return [day, at];
    };
    const own = await task(rep);
    const refused = await move([own, a, 999_999], rep);
    expect(refused.status).toBe(422);
    expect(refused.body.errors.task_ids).toEqual([
      `${a} is neither yours nor made by you`,
      '999999 could not be found',
    ]);
    expect((await due(own))[0]).toBe('2026-03-03');
    expect((await move([a, b, done, a])).body).toEqual({ data: { records: 2 } });
    expect(await due(a)).toEqual(['2026-04-01', null]);
    expect((await due(done))[0]).toBe('2026-03-03');
    for (const bad of ['x', Array(1001).fill(1), undefined])
      expect((await move(bad)).status, String(bad).slice(0, 20)).toBe(422);
  });
});
