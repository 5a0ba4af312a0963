import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { runBulk } from '../../apps/server/src/bulk-parts.js';
import { importLoop } from '../../apps/server/src/engine/imports.js';
import { placeByHand } from '../../apps/server/src/engine/planning/place-by-hand.js';
import type { FileStore } from '../../apps/server/src/kernel/file-store.js';
import { testFiles, uploaded } from '../support/files.js';
import { type Caller, createTestServer, START, type TestServer } from '../support/server.js';

/** What an import changed of those who were there is put back for a day, where nobody changed it since. */
const files = testFiles();
let server: TestServer;
let who: Caller;
beforeAll(async () => {
  server = await createTestServer({}, 'wall', undefined, { files: files.store });
});
beforeEach(async () => {
  server.clock.set(new Date(START));
  who = await server.team();
});
afterAll(async () => {
  await server.close();
  await files.close();
});

const made = async (path: string, body: object): Promise<number> => {
  const answer = await who.call('POST', path, body);
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.body.data.id;
};
const show = async (path: string) => (await who.call('GET', path)).body.data;
async function imported(csv: string, options: object): Promise<number> {
  const id = await made('/v2/imports', { name: 'S', ...(await uploaded(server, who, csv)) });
  await made(`/v2/imports/${id}/start`, options);
  const log = pino({ level: 'silent' });
  const loop = importLoop({
    ...{ database: server.database, clock: server.clock, log },
    store: server.context.files as FileStore,
  });
  while ((await loop.round(server.clock.now())) > 0);
  return id;
}
const undo = (id: number, by = who) => by.call('POST', `/v2/imports/${id}/undo`);
async function undone(id: number) {
  const answer = await undo(id);
  expect(answer.status, answer.text).toBe(202);
  while ((await runBulk({ ...server.context, takePlace: placeByHand }, server.clock.now())) > 0);
  const { data } = (await who.call('GET', `/v2/bulk_jobs/${answer.body.data.id}/results?per_page=100`)).body;
  return (data as { status: string; error: string | null }[]).map(({ status, error }) => [status, error]);
}

it('puts back what rows filled in and overwrote, the last one first, and not who it made', async () => {
  await made('/v2/custom_fields', { name: 'Size', field_type: 'person' });
  const fields = { title: 'CFO', tags: ['old'], custom_fields: { Size: 'S' } };
  const ann = await made('/v2/people', { email_address: 'ann@undo.example', last_name: 'A', ...fields });
  const before = await show(`/v2/people/${ann}`);
  const csv =
    'Email,Title,City,Size,Do not contact\nann@undo.example,CEO,Bern,XL,\nann@undo.example,Chair,,,yes\nnew@undo.example,CTO,,,\n';
  const id = await imported(csv, { duplicates: 'overwrite', tags: ['fair'] });
  expect(await show(`/v2/people/${ann}`)).toMatchObject({
    ...{ title: 'Chair', city: 'Bern', tags: ['old', 'fair'], custom_fields: { Size: 'XL' } },
    do_not_contact: true,
  });
  expect(await undone(id)).toEqual([
    ['success', null],
    ['success', null],
  ]);
  // A wish is the person's, and stays.
  expect(await show(`/v2/people/${ann}`)).toEqual({
    ...before,
    ...{ do_not_contact: true, updated_at: expect.any(String), contact_restrictions: expect.any(Array) },
  });
  expect((await who.call('GET', '/v2/people?email_addresses[]=new@undo.example')).body.data).toHaveLength(1);
  expect((await undo(id)).status).toBe(422);
});

it('says row by row what was changed since, also of accounts', async () => {
  const emails = ['a', 'b'].map((name) => `${name}@left.example`);
  const ids = [];
  for (const email_address of emails) ids.push(await made('/v2/people', { email_address, last_name: 'L' }));
  const id = await imported(`Email,City\n${emails.join(',Bern\n')},Bern\n`, { duplicates: 'fill' });
  await who.call('PUT', `/v2/people/${ids[0]}`, { city: 'Basel' });
  const results = await undone(id);
  expect(results.map(([status]) => status).toSorted()).toEqual(['error', 'success']);
  expect(results.find(([status]) => status === 'error')?.[1]).toContain('changed since');
  expect((await show(`/v2/people/${ids[0]}`)).city).toBe('Basel');
  expect((await show(`/v2/people/${ids[1]}`)).city).toBeNull();
  const account = await made('/v2/accounts', { name: 'A', domain: 'left.example', city: 'Bern' });
  const sheet = 'Account Name,Domain,City\nA,left.example,Zug\n';
  const mapping = ['name', 'domain', 'city'].map((field, column) => ({
    column: column + 1,
    field: `account.${field}`,
  }));
  const second = await imported(sheet, { duplicates: 'overwrite', mapping, header_rows: 1 });
  expect((await who.call('GET', `/v2/imports/${second}/progress`)).body.data.run).toMatchObject({
    updated: 1,
  });
  expect((await show(`/v2/accounts/${account}`)).city).toBe('Zug');
  expect(await undone(second)).toEqual([['success', null]]);
  expect((await show(`/v2/accounts/${account}`)).city).toBe('Bern');
});

it('is for a day, for who sees the import, once, and keeps nothing of a dry run', async () => {
  const ann = await made('/v2/people', { email_address: 'ann@day.example', last_name: 'A' });
  const id = await imported('Email,City\nann@day.example,Bern\n', { duplicates: 'fill' });
  const rep = await server.colleague(who);
  expect((await undo(id, rep)).status).toBe(404);
  expect((await undo(id, await server.team())).status).toBe(404);
  const twice = await Promise.all([undo(id), undo(id), undo(id)]);
  expect(twice.map(({ status }) => status).toSorted()).toEqual([202, 422, 422]);
  const late = await imported('Email,Title\nann@day.example,CEO\n', { duplicates: 'fill' });
  server.clock.set(new Date(Date.parse(START) + 86_400_000));
  expect((await undo(late)).status).toBe(422);
  expect((await show(`/v2/people/${ann}`)).title).toBe('CEO');
});

it('a file brings back what was said about an address, also when who had it was forgotten', async () => {
  const { teamId } = who.principal;
  await server.database.pool.query(
    `WITH salted AS (INSERT INTO privacy_salts (team_id, salt) VALUES ($1, '\\x0102') RETURNING salt)
     INSERT INTO suppressions (team_id, created_at, updated_at, kind, value, reason, opted_out_at)
     SELECT $1, now(), now(), 'address', v.value, v.reason, v.at FROM salted, LATERAL (VALUES
       (forgotten_value(salt, 'gone@undo.example'), 'opt_out', now()),
       ('bounced@undo.example', 'hard_bounce', NULL)) v (value, reason, at)`,
    [teamId],
  );
  await imported('Email,Last name\nGone@undo.example,A\nbounced@undo.example,B\nfree@undo.example,C\n', {});
  const { rows } = await server.database.pool.query(
    'SELECT bouncing, opted_out_at IS NOT NULL AS opted_out FROM people WHERE team_id = $1 ORDER BY last_name',
    [teamId],
  );
  expect(rows).toEqual([
    { bouncing: false, opted_out: true },
    { bouncing: true, opted_out: false },
    { bouncing: false, opted_out: false },
  ]);
});
