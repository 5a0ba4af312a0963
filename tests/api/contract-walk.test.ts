import type { Filter, ResourceName } from '@cadenza/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { View } from '../../apps/server/src/db/view.js';
import { handlers } from '../../apps/server/src/http/handlers.js';
import { SCOPES } from '../../packages/contract/src/scopes.js';
import { at, operations, resources, seedRecords } from '../support/operations.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

/** Every operation of the contract is walked over HTTP. */
const VIEWS = Object.fromEntries(
  Object.entries(handlers.resources).map(([name, { view }]) => [name, view]),
) as Record<ResourceName, View>;
type Row = Record<string, string>;
let server: TestServer;
let admin: Caller;
let stranger: Caller;
/** By scope: somebody whose token has all but that one, and a stranger whose token has nothing else. */
const without = new Map<string, Caller>();
const alone = new Map<string, Caller>();
let ids: Record<string, number>;

beforeAll(async () => {
  server = await createTestServer();
  admin = await server.team();
  stranger = await server.team();
  for (const scope of new Set(operations.flatMap((each) => each.scope ?? []))) {
    const others = Object.keys(SCOPES).filter((each) => each !== scope);
    without.set(scope, await server.colleague(stranger, { admin: true, scopes: others }));
    alone.set(scope, await server.colleague(stranger, { admin: true, scopes: [scope] }));
  }
  ids = await seedRecords(admin);
});
afterAll(() => server.close());

describe.each(operations)('$name', (operation) => {
  it('wants a token, and the scope of the operation and no other', async () => {
    const { method, scope } = operation;
    const url = at(operation.path, 1);
    expect((await server.app.inject({ method, url })).statusCode).toBe(401);
    if (scope === null) return;
    expect(Object.keys(SCOPES)).toContain(scope);
    const body = method === 'GET' ? undefined : {};
    const refused = await without.get(scope)?.call(method, url, body);
    expect(refused?.status).toBe(403);
    expect(refused?.body.error).toBe(`The token does not have the required scopes: ${scope}`);
    // Of a team that has nothing: what is there stays for the walks below.
    const taken = await alone.get(scope)?.call(method, url, body);
    expect(taken?.status).toBeLessThan(500);
    expect(taken?.text).not.toContain('required scope');
  });

  it('refuses a broken body', async () => {
    if (!operation.body) return;
    const answer = await admin.call(operation.method, at(operation.path, 1), '{"broken', {
      'content-type': 'application/json',
    });
    expect(answer.status).toBe(400);
  });
});

describe.each(resources)('$name', (spec) => {
  it('is sorted by the stamps its records have', () => {
    const stamps = ['created_at', 'updated_at'].filter((stamp) => stamp in spec.record.shape);
    if (spec.list && spec.list.paging !== 'after_id')
      expect(spec.list.sorts, 'who copies a list sorts it by them').toEqual(expect.arrayContaining(stamps));
  });

  it('is filtered by the stamps it is sorted by, so that a reader who asks for what is greater comes to an end', async () => {
    for (const stamp of ['created_at', 'updated_at']) {
      if (!spec.list?.sorts.includes(stamp)) continue;
      const path = `${spec.path}?sort_by=${stamp}&sort_direction=asc`;
      const { filters, sorts } = VIEWS[spec.name as ResourceName];
      expect(filters[stamp], stamp).toBe(sorts[stamp]?.column);
      expect((await admin.call('GET', `${path}&${stamp}[gt]=2100-01-01`)).body.data).toEqual([]);
      expect((await admin.call('GET', `${path}&${stamp}=yesterday`)).status).toBe(422);
      // (Groups do not tell theirs.)
      if (!(stamp in spec.record.shape)) continue;
      const all: Row[] = (await admin.call('GET', `${path}&per_page=100`)).body.data;
      const seen: Row[] = [];
      for (let last = '2001-01-01'; ; last = seen.at(-1)?.[stamp] ?? last) {
        const range = `${stamp}[gt]=${encodeURIComponent(last)}`;
        const page: Row[] = (await admin.call('GET', `${path}&per_page=2&${range}`)).body.data;
        if (page.length === 0) break;
        seen.push(...page);
        expect(seen.length, `${spec.name} by ${stamp}`).toBeLessThanOrEqual(all.length);
      }
      expect(seen).toEqual(all);
    }
  });

  it('answers records that match the schema, in lists and alone', async () => {
    if (spec.list) {
      const list = await admin.call('GET', `${spec.path}?page=1`);
      expect(list.status).toBe(200);
      for (const record of list.body.data)
        expect(spec.record.strict().safeParse(record).error, spec.name).toBeUndefined();
    }
    const id = ids[spec.name];
    if (!spec.show || id === undefined) return;
    const answer = await admin.call('GET', `${spec.path}/${id}`);
    expect(answer.status, spec.name).toBe(200);
    expect(spec.record.strict().safeParse(answer.body.data).error).toBeUndefined();
    expect(Object.keys(answer.body.data), "the view's columns stand in the record's order").toEqual(
      Object.keys(spec.record.shape),
    );
  });

  it("hides another team's record", async () => {
    const id = ids[spec.name];
    if (id === undefined) return;
    if (spec.show) expect((await stranger.call('GET', `${spec.path}/${id}`)).status).toBe(404);
    if (spec.update)
      expect([404, 422]).toContain(
        (await stranger.call('PUT', `${spec.path}/${id}`, { name: 'Taken' })).status,
      );
    if (spec.delete) expect((await stranger.call('DELETE', `${spec.path}/${id}`)).status).toBe(404);
    if (spec.list)
      expect(
        (await stranger.call('GET', `${spec.path}?ids=${id}`)).body.data.map(
          (record: { id: unknown }) => record.id,
        ),
      ).not.toContain(id);
  });

  it('runs every filter and every sort, both ways, paged and by cursor', async () => {
    for (const [name, filter] of Object.entries(spec.list?.filters ?? {})) {
      for (const query of queriesFor(name, filter)) {
        const answer = await admin.call('GET', `${spec.path}?${query}`);
        expect(answer.status, `${spec.name} ${query} ${answer.text.slice(0, 200)}`).toBe(200);
      }
    }
    for (const sort of spec.list?.sorts ?? []) {
      for (const direction of ['ASC', 'DESC', 'asc', 'desc']) {
        for (const paging of ['page=1&include_paging_counts=true', 'page=2', 'cursor=']) {
          const answer = await admin.call(
            'GET',
            `${spec.path}?sort_by=${sort}&sort_direction=${direction}&${paging}`,
          );
          expect(
            answer.status,
            `${spec.name} ${sort} ${direction} ${paging} ${answer.text.slice(0, 200)}`,
          ).toBe(200);
        }
      }
    }
  });
});

function queriesFor(name: string, filter: Filter): string[] {
  const value = (text: string | number) => `${name}=${encodeURIComponent(text)}`;
  switch (filter.kind) {
    case 'ids':
      return [value(1), `${name}[]=1&${name}[]=2`];
    case 'integers':
      return [value('1,2'), ...(filter.nullable ? [value('_is_null'), value('1,_is_null')] : [])];
    case 'guids':
      return [value('00000000-0000-4000-8000-000000000000'), value('nonsense')];
    case 'strings':
      return [
        value(filter.oneOf?.[0] ?? 'x'),
        ...(filter.nullable ? [value('_is_null')] : []),
        ...(filter.nullWord ? [value(filter.nullWord), value(`x,${filter.nullWord}`)] : []),
        ...(filter.startsWith ? [`${name}[_starts_with]=a%25b`] : []),
        ...(filter.notIn ? [`${name}[_not_in]=x`] : []),
      ];
    case 'string':
      return filter.oneOf ? filter.oneOf.map(value) : [value("x'%_\\")];
    case 'integer':
      return [value(1)];
    case 'bool':
      return [value('true'), value('false')];
    case 'range':
      return [
        `${name}[gt]=2020-01-01T00:00:00.000001Z&${name}[lte]=2030-01-01`,
        ...(filter.nullTests ? [`${name}[_is_null]=true`, value('_is_not_null')] : []),
      ];
    case 'number_range':
      return [`${name}[gt]=1&${name}[lte]=9007199254740991`];
    case 'moment':
      return [value('2026-01-01')];
    case 'after_id':
      return [`${name}[gt]=1`];
    case 'keyed':
      return Object.entries(filter.keys).flatMap(([key, [first = '']]) => [
        value(first),
        `${name}[${key}][]=${first}`,
      ]);
    case 'object':
      return [`${name}[Some field]=x`];
  }
}
