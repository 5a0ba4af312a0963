import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { runBulk } from '../../apps/server/src/bulk-parts.js';
import type { Database } from '../../apps/server/src/db/connect.js';
import { placeByHand } from '../../apps/server/src/engine/planning/place-by-hand.js';
import { mortal, Sink } from '../engine/crash.support.js';
import { type Caller, createTestServer, START, type TestServer } from '../support/server.js';

/** What a job did is put back for a day, where nobody changed it since. */
let server: TestServer;
let who: Caller;
beforeAll(async () => {
  server = await createTestServer();
});
beforeEach(async () => {
  server.clock.set(new Date(START));
  who = await server.team();
});
afterAll(() => server.close());

const part = (database: Database = server.database) =>
  runBulk({ ...server.context, database, takePlace: placeByHand }, server.clock.now());
const runAll = async () => {
  while ((await part()) > 0);
};
const made = async (path: string, body: object, by = who): Promise<number> => {
  const answer = await by.call('POST', path, body);
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.body.data.id;
};
const done = async (type: string, data: object[], more: object = {}): Promise<number> => {
  const id = await made('/v2/bulk_jobs', { type, ...more });
  await who.call('POST', `/v2/bulk_jobs/${id}/job_data`, { data });
  await who.call('PUT', `/v2/bulk_jobs/${id}`, { ready_to_execute: true });
  await runAll();
  return id;
};
const undo = (id: number, by = who) => by.call('POST', `/v2/bulk_jobs/${id}/undo`);
const undone = async (id: number) => {
  const answer = await undo(id);
  expect(answer.status, answer.text).toBe(202);
  await runAll();
  const { data } = (await who.call('GET', `/v2/bulk_jobs/${answer.body.data.id}/results?per_page=100`)).body;
  return data as { status: string; error: string | null; record: { id: number } }[];
};
const show = async (path: string) => (await who.call('GET', path)).body.data;
const person = (n: string, more: object = {}) =>
  made('/v2/people', { email_address: `${n}.${who.principal.teamId}@example.com`, last_name: n, ...more });

it('puts fields, custom fields, tags, owner and stage back as they were, the last change of a record first', async () => {
  for (const name of ['Size', 'Seat']) await made('/v2/custom_fields', { name, field_type: 'person' });
  const stages = [
    await made('/v2/person_stages', { name: 'Cold' }),
    await made('/v2/person_stages', { name: 'Warm' }),
  ];
  const rep = await server.colleague(who);
  const as = {
    title: 'CFO',
    tags: ['old'],
    person_stage_id: stages[0],
    custom_fields: { Size: 'S', Seat: 'window' },
  };
  const id = await person('a', as);
  const account = await made('/v2/accounts', {
    name: 'A',
    domain: `a${who.principal.teamId}.test`,
    tags: ['old'],
  });
  const before = [await show(`/v2/people/${id}`), await show(`/v2/accounts/${account}`)];
  const jobs = [
    await done('person/update', [
      { id, title: 'CEO', custom_fields: { Size: 'XL', Seat: 'window' }, city: 'Bern' },
      { id, title: 'Chair' },
    ]),
    await done('person/owner', [{ id, owner_id: rep.principal.userId }]),
    await done('person/stage', [{ id, person_stage_id: stages[1] }]),
    await done('person/tags/add', [{ id, tags: ['new', 'old'] }]),
    await done('account/tags/remove', [{ id: account, tags: ['old'] }]),
    await done('account/update', [{ id: account, archived: true, name: 'B' }]),
  ];
  expect(await show(`/v2/people/${id}`)).toMatchObject({
    title: 'Chair',
    tags: ['old', 'new'],
    city: 'Bern',
  });
  expect(await show(`/v2/bulk_jobs/${jobs[0]}`)).toMatchObject({
    undo_of: null,
    undoable_until: expect.any(String),
  });
  for (const job of jobs)
    expect(
      (await undone(job)).map(({ status, error }) => [status, error]),
      String(job),
    ).not.toContainEqual(['error', expect.anything()]);
  const moves = { updated_at: expect.any(String), counts: expect.anything() };
  expect(await show(`/v2/people/${id}`)).toEqual({ ...before[0], ...moves });
  expect(await show(`/v2/accounts/${account}`)).toEqual({ ...before[1], ...moves });
  expect(await show(`/v2/bulk_jobs/${jobs[0]}`)).toMatchObject({ undoable_until: null });
});

it('leaves what somebody changed since, wishes, and what is gone, and says so row by row', async () => {
  const ids = [];
  for (const n of ['a', 'b', 'c', 'd']) ids.push(await person(n, { title: 'CFO' }));
  const [a, b, c, d] = ids as [number, number, number, number];
  const job = await done('person/update', [
    { id: a, title: 'CEO' },
    { id: b, title: 'CEO' },
    { id: c, title: 'CEO', do_not_contact: true },
    { id: d, title: 'CEO' },
    { id: 999_999_999, title: 'CEO' },
    // Nothing changes: nothing is put back.
    { id: a, title: 'CEO' },
  ]);
  await who.call('PUT', `/v2/people/${b}`, { title: 'Founder' });
  await who.call('DELETE', `/v2/people/${d}`);
  const rows = await undone(job);
  expect(rows.map(({ record, status, error }) => [record.id, status, error])).toEqual([
    [d, 'error', expect.any(String)],
    [c, 'error', expect.stringContaining('put back')],
    [b, 'error', expect.stringContaining('was changed since')],
    [a, 'success', null],
  ]);
  expect((await show(`/v2/people/${a}`)).title).toBe('CFO');
  expect((await show(`/v2/people/${b}`)).title).toBe('Founder');
  expect(await show(`/v2/people/${c}`)).toMatchObject({ title: 'CEO', do_not_contact: true });
});

it('takes people off a cadence again that they were put on, unless they left it', async () => {
  const cadence_id = await made('/v2/cadences', { name: 'C', team_cadence: true });
  await made('/v2/steps', { cadence_id, type: 'phone', name: 'Call', day: 1 });
  const people = [await person('a'), await person('b')];
  const job = await done(
    'cadence_membership/create',
    people.map((person_id) => ({ person_id, cadence_id })),
  );
  const on = async () =>
    (await who.call('GET', `/v2/cadence_memberships?cadence_id=${cadence_id}&currently_on_cadence=true`)).body
      .data;
  const [newest] = await on();
  await who.call('DELETE', `/v2/cadence_memberships/${newest.id}`);
  expect((await undone(job)).map(({ status }) => status).toSorted()).toEqual(['error', 'success']);
  expect(await on()).toEqual([]);
});

it('is once, within a day, by whoever may, of what has ended and can be undone', async () => {
  const id = await person('a', { title: 'CFO' });
  const job = await done('person/update', [{ id, title: 'CEO' }]);
  expect((await undo(job, await server.team())).status).toBe(404);
  expect((await undo(job, await server.colleague(who))).status).toBe(404);
  const open = await made('/v2/bulk_jobs', { type: 'person/update' });
  expect((await undo(open)).body.errors).toHaveProperty('state');
  const dry = await done('person/update', [{ id, title: 'CTO' }], { dry_run: true });
  const gone = await done('person/delete', [{ id: await person('b') }]);
  for (const each of [dry, gone]) expect((await undo(each)).status).toBe(422);
  server.clock.set(new Date(Date.parse(START) + 24 * 3_600_000 + 1000));
  expect((await undo(job)).body.errors.id[0]).toContain('hours ago');
  server.clock.set(new Date(Date.parse(START) + 23 * 3_600_000));
  const [first, second] = await Promise.all([undo(job), undo(job)]);
  expect([first.status, second.status].toSorted()).toEqual([202, 422]);
  const [undoing] = [first, second].filter(({ status }) => status === 202);
  // Whoever carries it out is killed: the row is put back once, by the next.
  const process = mortal(server.database.pool.options, new Sink(), 'diesBefore', 'UPDATE bulk_job_rows');
  const round = part(process.database);
  await Promise.race([round, process.died]);
  expect(process.hit).toBeDefined();
  await process.bury(server.database.pool);
  server.clock.set(new Date(Date.parse(START) + 24 * 3_600_000));
  await runAll();
  expect((await show(`/v2/people/${id}`)).title).toBe('CFO');
  expect((await undo(undoing?.body.data.id)).status).toBe(422);
});

it('keeps nothing of somebody who is forgotten', async () => {
  const id = await person('a', { title: 'Keeper of the seal' });
  await done('person/update', [{ id, title: 'Keeper of the stamp' }]);
  const { rows } = await server.database.pool.query<{ n: number }>(
    `SELECT count(*)::integer AS n FROM bulk_job_rows WHERE team_id = $1 AND undo LIKE '%Keeper%'`,
    [who.principal.teamId],
  );
  expect(rows[0]?.n).toBe(1);
  const { eraseTraces, tracesOf } = await import('../../apps/server/src/db/person-data.js');
  const { write } = await import('../../apps/server/src/db/write.js');
  await write(server.database.kysely, who.principal, async (tx) => {
    const traces = await tracesOf(tx, who.principal.teamId, id);
    if (traces) await eraseTraces(tx, traces);
  });
  const left = await server.database.pool.query<{ text: string }>(
    `SELECT concat(record, resource, undo) AS text FROM bulk_job_rows WHERE team_id = $1`,
    [who.principal.teamId],
  );
  expect(left.rows.filter(({ text }) => text.includes('Keeper'))).toEqual([]);
});
