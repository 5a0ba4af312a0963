import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

const PATH = '/v2/saved_list_views';
let server: TestServer;
let me: Caller;
let rep: Caller;
beforeAll(async () => {
  server = await createTestServer();
  me = await server.team();
  rep = await server.colleague(me);
});
afterAll(() => server.close());

const made = async (body: object, who = rep) => {
  const answer = await who.call('POST', PATH, { view: 'people', name: 'List', ...body });
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data;
};
const names = async (query: string, who: Caller): Promise<string[]> =>
  (await who.call('GET', `${PATH}?${query}`)).body.data.map((each: { name: string }) => each.name).sort();

it('belongs to its owner: others see it while it is shared, and change it never, admins neither', async () => {
  const { id } = await made({ name: 'Own' });
  const status = async (method: 'GET' | 'PUT' | 'DELETE') =>
    (await me.call(method, `${PATH}/${id}`, method === 'PUT' ? { name: 'Taken' } : undefined)).status;
  expect([await status('GET'), await status('PUT'), await status('DELETE')]).toEqual([404, 404, 404]);
  expect((await rep.call('PUT', `${PATH}/${id}`, { shared: true })).body.data.shared).toBe(true);
  expect([await status('GET'), await status('PUT'), await status('DELETE')]).toEqual([200, 403, 403]);
  expect(await names('', me)).toEqual([]);
  for (const query of ['include_shared=true', 'shared=true', `ids=${id}`])
    expect(await names(query, me), query).toEqual(['Own']);
  expect(await names('shared=true&include_shared=false', me)).toEqual([]);
  for (const again of [204, 204]) expect((await rep.call('DELETE', `${PATH}/${id}`)).status).toBe(again);
});

it('has one default of each list, however many become it at once', async () => {
  await made({ view: 'companies', name: 'Other list', is_default: true });
  const ids = await Promise.all(
    Array.from(
      { length: 8 },
      async (_, n) => (await made({ name: `D${n}`, is_default: n < 4 })).id as number,
    ),
  );
  await Promise.all(ids.map((id) => rep.call('PUT', `${PATH}/${id}`, { is_default: true })));
  const { data } = (await rep.call('GET', `${PATH}?per_page=100`)).body;
  const defaults = data.filter((each: { is_default: boolean }) => each.is_default);
  expect(defaults.map((each: { view: string }) => each.view).sort()).toEqual(['companies', 'people']);
});

it('takes its parameters as an object and as JSON text, and nothing that cannot be kept', async () => {
  expect((await made({ view_params: '{"stage":"7","list":[1,{"a":null}]}' })).view_params).toEqual({
    stage: '7',
    list: [1, { a: null }],
  });
  const { id, view_params } = await made({ view_params: { unowned: true } });
  expect(view_params).toEqual({ unowned: true });
  const put = async (given: unknown) => (await rep.call('PUT', `${PATH}/${id}`, { view_params: given })).body;
  for (const given of [
    '[1]',
    'x',
    7,
    true,
    ['a'],
    { a: 'x\u0000' },
    { '\ud800': 1 },
    `${'{"a":'.repeat(30)}1${'}'.repeat(30)}`,
    { a: 'x'.repeat(20_000) },
    `{"a":"${'x'.repeat(20_000)}"}`,
    `${'['.repeat(15_000)}`,
  ])
    expect(Object.keys((await put(given)).errors ?? {}), JSON.stringify(given).slice(0, 40)).toEqual([
      'view_params',
    ]);
  expect((await put(null)).data.view_params).toBeNull();
  const nulls = await rep.call('PUT', `${PATH}/${id}`, { shared: null, is_default: null });
  expect(nulls.body.data).toMatchObject({ shared: false, is_default: false });
  expect((await rep.call('PUT', `${PATH}/${id}`, { name: ' ' })).body.errors).toEqual({
    name: ['is required'],
  });
});
