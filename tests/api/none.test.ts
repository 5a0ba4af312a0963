import { contract, type OperationSpec } from '@cadenza/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at } from '../support/operations.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

/** What there is none of here is still a list that programs can walk, and no record by any id. */
const NONE = (Object.values(contract.operations) as OperationSpec[]).filter(({ none }) => none !== undefined);
let server: TestServer;
let me: Caller;
beforeAll(async () => {
  server = await createTestServer();
  me = await server.team();
});
afterAll(() => server.close());

const UUID = '00000000-0000-4000-8000-000000000001';
const VALUES = { ids: '1', guids: UUID, integers: '1,2', integer: '1', bool: 'true', after_id: '1' } as const;

describe.each(NONE.filter(({ list }) => list))('$name', ({ path, list, scope }) => {
  it('is empty, whatever is asked', async () => {
    const filters = Object.entries(list?.filters ?? {}).map(([name, filter]) => {
      if (filter.kind === 'range') return `${name}[gt]=2026-01-01`;
      const words = 'oneOf' in filter ? filter.oneOf : undefined;
      return `${name}=${filter.kind in VALUES ? VALUES[filter.kind as 'ids'] : (words?.[0] ?? 'word')}`;
    });
    const sorts = (list?.sorts ?? []).flatMap((sort) => [
      `sort_by=${sort}`,
      `sort_by=${sort}&sort_direction=asc`,
    ]);
    for (const query of ['', 'page=3&include_paging_counts=true', 'cursor=', ...filters, ...sorts]) {
      const answer = await me.call('GET', `${path}?${query}`);
      expect(answer.status, `${query} ${answer.text}`).toBe(200);
      expect(answer.body.data, query).toEqual([]);
    }
    const counted = await me.call('GET', `${path}?include_paging_counts=true`);
    expect(counted.body.metadata.paging).toMatchObject({ total_count: 0, next_page: null });
  });

  it('refuses what is no value, and who has no right', async () => {
    const ranged = Object.entries(list?.filters ?? {}).find(([, { kind }]) => kind === 'range');
    if (ranged) expect((await me.call('GET', `${path}?${ranged[0]}[gt]=never`)).status).toBe(422);
    const other = await server.colleague(me, { scopes: ['people:read'] });
    expect((await other.call('GET', path)).body.error).toContain(scope);
  });
});

it.each(NONE.filter(({ list }) => !list))('$name: no id names one', async ({ path, scope }) => {
  for (const id of [UUID, '1', 'x'.repeat(300)])
    expect((await me.call('GET', at(path, id))).status).toBe(404);
  const other = await server.colleague(me, { scopes: ['people:read'] });
  const refused = await other.call('GET', at(path, UUID));
  expect([refused.status, refused.body.error]).toEqual([403, expect.stringContaining(scope ?? '')]);
});
