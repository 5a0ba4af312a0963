import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

/** A tag that is renamed or deleted, in every record that has it. */
let server: TestServer;
let admin: Caller;
let n = 0;
beforeAll(async () => {
  server = await createTestServer();
  admin = await server.team();
});
afterAll(() => server.close());

const made = async (path: string, body: object, who = admin) => {
  const answer = await who.call('POST', path, body);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data.id as number | string;
};
/** One record of each kind that has these tags. */
async function tagged(tags: string[], who = admin): Promise<string[]> {
  n += 1;
  const paths = [
    ['/v2/people', { email_address: `p${n}@x.test` }],
    ['/v2/accounts', { name: `A${n}`, domain: `a${n}.test` }],
    ['/v2/cadences', { name: `C${n}`, cadence_function: 'outbound' }],
    ['/v2/email_templates', { title: `T${n}`, subject: 'S', body: '<p>B</p>' }],
    ['/v2/team_templates', { title: `T${n}`, subject: 'S', body: '<p>B</p>' }],
    ['/v2/opportunities', { name: `O${n}` }],
  ] as const;
  const all: string[] = [];
  for (const [path, body] of paths) all.push(`${path}/${await made(path, { ...body, tags }, who)}`);
  return all;
}
const tagsOf = async (path: string, who = admin): Promise<string[]> =>
  (await who.call('GET', path)).body.data.tags;
const idOf = async (name: string, who = admin): Promise<number | undefined> =>
  (await who.call('GET', `/v2/tags?search=${name}`)).body.data.find(
    (tag: { name: string }) => tag.name === name,
  )?.id;

it('is called otherwise wherever it stands, in its place, once', async () => {
  const records = await tagged(['a', 'old', 'z']);
  const both = await tagged(['old', 'new one', 'b']);
  const stranger = await server.team();
  const theirs = await tagged(['old'], stranger);
  const id = await idOf('old');
  expect((await admin.call('PUT', `/v2/tags/${id}`, { name: 'new one' })).body.errors).toEqual({
    name: ['has already been taken'],
  });
  expect((await admin.call('PUT', `/v2/tags/${id}`, { name: ' ' })).status).toBe(422);
  expect((await stranger.call('PUT', `/v2/tags/${id}`, { name: 'theirs' })).status).toBe(404);
  const renamed = await admin.call('PUT', `/v2/tags/${id}`, { name: ' new ' });
  expect(renamed.body.data).toEqual({ id, name: 'new' });
  for (const path of records) expect(await tagsOf(path), path).toEqual(['a', 'new', 'z']);
  for (const path of both) expect(await tagsOf(path), path).toEqual(['new', 'new one', 'b']);
  for (const path of theirs) expect(await tagsOf(path, stranger), path).toEqual(['old']);
  expect((await admin.call('GET', `/v2/people?tag_id=${id}`)).body.data).toHaveLength(2);
});

it('is taken off wherever it stands when it is deleted, and may be made anew', async () => {
  const records = await tagged(['gone', 'stays']);
  const id = await idOf('gone');
  expect((await admin.call('DELETE', `/v2/tags/${id}`)).status).toBe(204);
  for (const path of records) expect(await tagsOf(path), path).toEqual(['stays']);
  expect(await idOf('gone')).toBeUndefined();
  const person = await made('/v2/people', { email_address: 'again@x.test', tags: ['gone'] });
  expect(await tagsOf(`/v2/people/${person}`)).toEqual(['gone']);
  expect(await idOf('gone')).not.toBe(id);
});

it('that is deleted while many write it is nowhere, or is there anew', async () => {
  for (let turn = 0; turn < 5; turn += 1) {
    const name = `race${turn}`;
    const id = (await admin.call('POST', '/v2/tags', { name })).body.data.id;
    const answers = await Promise.all([
      ...Array.from({ length: 6 }, (_, k) =>
        admin.call('POST', '/v2/people', { email_address: `race${turn}.${k}@x.test`, tags: [name] }),
      ),
      admin.call('DELETE', `/v2/tags/${id}`),
    ]);
    expect(answers.every(({ status }) => status < 300)).toBe(true);
    const there = await idOf(name);
    const { rows } = await server.database.pool.query(
      'SELECT count(*)::integer AS n FROM people WHERE team_id = $1 AND $2 = ANY(tags)',
      [admin.principal.teamId, name],
    );
    expect(rows[0].n > 0, `${rows[0].n} people have it`).toBe(there !== undefined);
    if (there !== undefined)
      expect((await admin.call('GET', `/v2/people?tag_id=${there}`)).body.data).toHaveLength(rows[0].n);
  }
});
