import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let admin: Caller;
let n = 0;
beforeAll(async () => {
  server = await createTestServer();
  admin = await server.team();
  for (const object_type of ['people', 'accounts', 'opportunities'])
    await made('/v2/external/configurations', { object_type, external_type: 'erp' });
});
afterAll(() => server.close());

const made = async (path: string, body: object): Promise<number> => {
  const answer = await admin.call('POST', path, body);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data.id;
};
const record = (type: string) => {
  n += 1;
  if (type === 'people') return made('/v2/people', { email_address: `p${n}@x.test` });
  return made(`/v2/${type}`, { name: `Record ${n}`, ...(type === 'accounts' && { domain: `r${n}.test` }) });
};
const map = (object_type: string, object_id: number, external_id: string) =>
  admin.call('POST', '/v2/external/mappings', { object_type, object_id, external_type: 'erp', external_id });
const mappings = async (external_id: string) =>
  (await admin.call('GET', `/v2/external/mappings?deleted=any&external_id=${external_id}`)).body.data.map(
    ({ object_id: id, deleted }: { object_id: number; deleted: boolean }) => [id, deleted],
  );

it.each(['people', 'accounts', 'opportunities'])(
  '%s that are deleted leave their id to others',
  async (type) => {
    const [first, second] = [await record(type), await record(type)];
    const id = `E-${type}`;
    expect((await map(type, first, id)).status).toBe(200);
    expect((await map(type, second, id)).body.errors).toEqual({ external_id: ['has already been taken'] });
    expect((await admin.call('DELETE', `/v2/${type}/${first}`)).status).toBe(204);
    expect((await map(type, second, id)).status).toBe(200);
    expect(await mappings(id)).toEqual(
      expect.arrayContaining([
        [first, true],
        [second, false],
      ]),
    );
  },
);

it.each(['people', 'accounts'])(
  '%s that are merged take theirs along, and an undo brings it back',
  async (type) => {
    const [into, from] = [await record(type), await record(type)];
    const id = `M-${type}`;
    await map(type, from, id);
    const merge = await admin.call('POST', `/v2/${type}/${into}/merge`, { from_id: from });
    expect(merge.status, merge.text).toBe(200);
    expect(await mappings(id)).toEqual([[into, false]]);
    const undone = await admin.call('POST', `/v2/merges/${merge.body.data.id}/undo`);
    expect(undone.status, undone.text).toBe(200);
    expect(await mappings(id)).toEqual([[from, false]]);
  },
);

it('an id is one record’s, however close together a deletion and two that want it come', async () => {
  for (let turn = 0; turn < 5; turn += 1) {
    const [gone, a, b] = [await record('people'), await record('people'), await record('people')];
    const id = `R-${turn}`;
    await map('people', gone, id);
    const [deleted, ...answers] = await Promise.all([
      admin.call('DELETE', `/v2/people/${gone}`),
      map('people', a, id),
      map('people', b, id),
    ]);
    expect(deleted.status).toBe(204);
    for (const { status } of answers) expect([200, 422]).toContain(status);
    const living = (await mappings(id)).filter(([, is]: [number, boolean]) => !is);
    expect(living.length).toBeLessThanOrEqual(1);
  }
});
