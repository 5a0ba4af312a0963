import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { sort, view } from '../../apps/server/src/db/view.js';
import { by, fields, operation } from '../../packages/contract/src/index.js';
import { mounted } from '../support/mounted.js';
import { type ListTruth, walkList } from '../support/truth/lists.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let admin: Caller;
let stranger: Caller;
const common = { tag: 'T', method: 'GET', summary: 's', scope: null } as const;

beforeAll(async () => {
  server = await createTestServer();
  admin = await server.team();
  stranger = await server.team();
});
afterAll(() => server.close());

describe('lists that are no resource of their own', () => {
  it('without pages: the types of accounts, each once, in order, of the living', async () => {
    const team = await server.team();
    const other = await server.team();
    const made: number[] = [];
    for (const [index, type] of ['Vendor', 'Agency', 'Vendor', 'customer', undefined, 'Gone'].entries()) {
      const answer = await team.call('POST', '/v2/accounts', {
        name: `A${index}`,
        domain: `a${index}.example`,
        account_type: type,
        company_type: type,
      });
      made.push(answer.body.data.id);
    }
    await team.call('DELETE', `/v2/accounts/${made.at(-1)}`);
    const { status, body } = await team.call('GET', '/v2/account_types?page=2&sort_by=nothing&per_page=1');
    expect(status).toBe(200);
    expect(body.data).toEqual([{ name: 'Agency' }, { name: 'Vendor' }, { name: 'customer' }]);
    expect(body.metadata).not.toHaveProperty('paging');
    expect((await other.call('GET', '/v2/account_types')).body.data).toEqual([]);
    const strict = await team.call('GET', '/v2/account_types?page=2', undefined, {
      prefer: 'handling=strict',
    });
    expect(strict.status).toBe(422);
  });

  it('counts: tasks by state, day and type, of those that the filters take', async () => {
    const team = await server.team();
    const person = (await team.call('POST', '/v2/people', { email_address: 'c@example.com', last_name: 'C' }))
      .body;
    const today = server.clock.now().toISOString().slice(0, 10);
    const tasks = [
      ['call', '2020-01-01', 'scheduled'],
      ['call', today, 'scheduled'],
      ['email', '2090-01-01', 'scheduled'],
      ['general', '2020-01-01', 'completed'],
    ] as const;
    for (const [task_type, due_date, current_state] of tasks)
      await team.call('POST', '/v2/tasks', {
        subject: 'T',
        person_id: person.data.id,
        task_type,
        due_date,
        current_state,
      });
    const counts = async (query = '') => (await team.call('GET', `/v2/tasks/counts${query}`)).body.data;
    const all = { total: 4, overdue: 1, today: 1, upcoming: 1, completed: 1 };
    expect(await counts()).toEqual({ ...all, call: 2, email: 1, general: 1, integration: 0 });
    expect(await counts('?task_type=call')).toMatchObject({ total: 2, overdue: 1, today: 1, completed: 0 });
    expect(await counts('?time_interval_filter=overdue')).toMatchObject({ total: 1, overdue: 1 });
    expect(await counts(`?person_id=${person.data.id + 1}`)).toMatchObject({ total: 0, call: 0 });
    expect((await team.call('GET', '/v2/tasks/counts?task_type=dance')).status).toBe(422);
    expect((await stranger.call('GET', '/v2/tasks/counts')).body.data).toMatchObject({ total: 0 });
  });

  it('paged: successes, beside the operation that makes one', async () => {
    const team = await server.team();
    const made: number[] = [];
    for (const last_name of ['A', 'B']) {
      const person = await team.call('POST', '/v2/people', {
        email_address: `${last_name}@example.com`,
        last_name,
      });
      made.push(person.body.data.id);
      expect((await team.call('POST', '/v2/successes', { person_id: person.body.data.id })).status).toBe(200);
    }
    const list = await team.call('GET', `/v2/successes?person_id=${made[1]}&include_paging_counts=true`);
    expect(list.body.data.map((each: { person: { id: number } }) => each.person.id)).toEqual([made[1]]);
    expect(list.body.metadata.paging).toMatchObject({ per_page: 25, total_count: 1 });
    expect((await stranger.call('GET', '/v2/successes')).body.data).toEqual([]);
  });

  it('below a record: what belongs to it, while it is there for the caller', async () => {
    const { body } = await admin.call('GET', '/v2/activities/emails/1/events');
    expect(body.error).toBe('Not Found');
    expect((await admin.call('GET', '/v2/send_ledger/x/history')).status).toBe(404);
  });
});

/** Shapes of operations that are not served yet, over tables that are: declared as theirs will be. */
describe('lists of other kinds', () => {
  const record = z.object({ id: z.int(), name: z.string() });
  const tagged = {
    list: {
      record,
      recordName: 'X',
      sorts: [],
      filters: { id: by.afterId('integer') },
      defaultSort: 'id',
      paging: 'after_id',
    },
  } as const;
  const tags = operation({ ...common, name: 'x_tags', path: '/v2/x_tags', ...tagged });
  const searches = operation({
    ...common,
    method: 'POST',
    name: 'x_searches',
    path: '/v2/x_searches',
    list: {
      record,
      recordName: 'X',
      filters: { ids: by.ids(), name: by.strings(), kind: by.keyed({ red: ['a', 'b'], blue: ['b', 'c'] }) },
      sorts: ['name', 'created_at'],
      defaultSort: 'name',
    },
  });
  let app: FastifyInstance;
  let team: Caller;
  let ids: number[];
  const ask = async (method: 'GET' | 'POST', url: string, payload?: object) => {
    const headers = { authorization: `Bearer ${team.key}` };
    const answer = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
    return { status: answer.statusCode, body: answer.json() };
  };
  const names = (body: { data: { name: string }[] }) => body.data.map(({ name }) => name);

  beforeAll(async () => {
    team = await server.team();
    ids = [];
    for (const name of ['a-red', 'b-red', 'b-blue', 'c-blue'])
      ids.push((await team.call('POST', '/v2/person_stages', { name })).body.data.id);
    const columns = { table: 'person_stages', sight: null, columns: 'r.id, r.name' } as const;
    const ordered = view(tags, {
      ...columns,
      visible: `r.name LIKE '%-%'`,
      filters: { id: 'r.id' },
      sorts: { id: sort('r.id', 'bigint') },
    });
    const searched = view(searches, {
      ...columns,
      visible: `r.name LIKE '%-%'`,
      filters: {
        ids: 'r.id',
        name: 'r.name',
        kind: { keyed: `split_part(r.name, '-', 1)`, by: `split_part(r.name, '-', 2)` },
      },
      sorts: { name: sort('r.name', 'text'), created_at: sort('r.created_at') },
    });
    app = await mounted(
      server,
      { resources: {}, operations: { tags, searches } },
      { resources: {}, operations: { tags: { view: ordered }, searches: { view: searched } } },
    );
  });
  afterAll(() => app.close());

  it('by id[gt]: in the order of ids, as many as asked for, to the end', async () => {
    const seen: number[] = [];
    for (let last = 0; ; last = seen.at(-1) ?? 0) {
      const { body } = await ask('GET', `/v2/x_tags?per_page=3&id[gt]=${last}`);
      expect(body.metadata.paging).toEqual({ per_page: 3 });
      if (body.data.length === 0) break;
      seen.push(...body.data.map(({ id }: { id: number }) => id));
    }
    expect(seen).toEqual(ids);
    const downwards = await ask('GET', '/v2/x_tags?per_page=3&sort_direction=desc');
    expect(downwards.body.data.map(({ id }: { id: number }) => id)).toEqual(ids.slice(0, 3));
    for (const bad of ['id[gt]=x', 'id[lt]=1', 'id=1', 'id[gt]=1&id[lt]=2'])
      expect((await ask('GET', `/v2/x_tags?${bad}`)).status, bad).toBe(422);
  });

  it('to a POST: filters, sort and page from the body, from the query as well', async () => {
    const found = async (url: string, body: object) => names((await ask('POST', url, body)).body);
    expect(await found('/v2/x_searches', { sort_direction: 'asc' })).toEqual([
      'a-red',
      'b-blue',
      'b-red',
      'c-blue',
    ]);
    expect(await found('/v2/x_searches', { ids: ids.slice(0, 2), sort_by: 'name' })).toEqual([
      'b-red',
      'a-red',
    ]);
    expect(await found('/v2/x_searches?name=c-blue', { ids: [ids[3]] })).toEqual(['c-blue']);
    expect(await found('/v2/x_searches', { per_page: 1, page: 2, name: null })).toEqual(['b-red']);
    expect(await found('/v2/x_searches', { created_at: { gt: '2100-01-01' } })).toEqual([]);
    for (const body of [
      { ids: 'x' },
      { ids: { a: { b: { c: {} } } } },
      { sort_by: 'nothing' },
      { created_at: { gt: [] } },
    ])
      expect((await ask('POST', '/v2/x_searches', body)).status, JSON.stringify(body)).toBe(422);
  });

  it('are walked as the lists that are served', async () => {
    const rows = ['a-red', 'b-red', 'b-blue', 'c-blue'].map((name, at) => ({ id: ids[at] as number, name }));
    const read = (method: 'GET' | 'POST') => async (path: string, query: string) => {
      const { status, body } = await ask(method, `${path}?${query}`, method === 'POST' ? {} : undefined);
      expect(status, query).toBe(200);
      return body;
    };
    const named = { path: '/v2/x_searches', rows: rows.toSorted((a, b) => (a.name < b.name ? 1 : -1)) };
    const truth: ListTruth = {
      lists: [named],
      asks: {
        ids: [[`ids=${ids[1]},${ids[3]}`, ({ id }) => id === ids[1] || id === ids[3]]],
        name: [['name=b-red', ({ name }) => name === 'b-red']],
        kind: [
          ['kind=b', ({ name }) => name.startsWith('b')],
          ['kind[blue]=c', ({ name }) => name === 'c-blue'],
        ],
        created_at: [
          ['created_at[gt]=2100-01-01', () => false],
          [`ids=${ids[0]}&created_at[gt]=2000-01-01`, ({ id }) => id === ids[0]],
        ],
      },
      sorts: { name: ({ name }) => name, created_at: ({ id }) => id },
    };
    await walkList('x_tags', tags.list, { lists: [{ path: '/v2/x_tags', rows }] }, read('GET'));
    await walkList('x_searches', searches.list, truth, read('POST'));
    // What lies is found, and what has no truth is named.
    const { name: _, ...untold } = truth.asks ?? {};
    const lies: [string, ListTruth][] = [
      ['x_searches.name: say', { ...truth, asks: untold }],
      ['by created_at: say', { ...truth, sorts: { name: ({ name }) => name } }],
      ['by created_at asc', { ...truth, sorts: { ...truth.sorts, created_at: ({ id }) => -id } }],
      [
        'x_searches?kind=b',
        { ...truth, asks: { ...truth.asks, kind: [['kind=b', ({ name }) => name === 'a-red']] } },
      ],
      ['/v2/x_searches answers', { ...truth, lists: [{ ...named, rows }] }],
    ];
    for (const [problem, lie] of lies)
      await expect(walkList('x_searches', searches.list, lie, read('POST'))).rejects.toThrow(problem);
  });

  it('by a word, words, or words of a key', async () => {
    const found = async (kind: string) =>
      names((await ask('POST', `/v2/x_searches?sort_direction=asc&${kind}`, {})).body);
    expect(await found('kind=b')).toEqual(['b-blue', 'b-red']);
    expect(await found('kind[]=a&kind[]=c')).toEqual(['a-red', 'c-blue']);
    expect(await found('kind[red][]=b')).toEqual(['b-red']);
    expect(await found('kind[red]=a,b&kind[blue][]=c')).toEqual(['a-red', 'b-red', 'c-blue']);
    for (const bad of ['kind=d', 'kind[red]=c', 'kind[green]=a', 'kind[constructor]=a'])
      expect((await ask('POST', `/v2/x_searches?${bad}`, {})).status, bad).toBe(422);
  });

  it('below a record: it alone, and not found without it', async () => {
    const below = operation({
      ...common,
      name: 'x_below',
      path: '/v2/people/{person_id}/x_notes',
      params: { person_id: fields.id() },
      list: {
        record,
        recordName: 'X',
        below: { person_id: 'person' },
        filters: {},
        sorts: [],
        defaultSort: 'id',
      },
    });
    const notes = view(below, {
      table: 'notes',
      sight: null,
      columns: 'r.id, r.content AS name',
      filters: { person: 'r.person_id' },
      sorts: { id: sort('r.id', 'bigint') },
    });
    const own = await mounted(
      server,
      { resources: {}, operations: { below } },
      { resources: {}, operations: { below: { view: notes } } },
    );
    const people: number[] = [];
    for (const name of ['K', 'L']) {
      const person = await team.call('POST', '/v2/people', {
        email_address: `${name}@example.com`,
        last_name: name,
      });
      people.push(person.body.data.id);
      const note = {
        content: `of ${name}`,
        associated_with_type: 'person',
        associated_with_id: people.at(-1),
      };
      expect((await team.call('POST', '/v2/notes', note)).status).toBe(200);
    }
    const get = async (id: number | string, key = team.key) => {
      const answer = await own.inject({
        url: `/v2/people/${id}/x_notes`,
        headers: { authorization: `Bearer ${key}` },
      });
      return answer.statusCode === 200 ? names(answer.json()) : answer.statusCode;
    };
    expect(await get(people[1] as number)).toEqual(['of L']);
    expect(await get(people[1] as number, stranger.key)).toBe(404);
    expect(await get((people[1] as number) + 1000)).toBe(404);
    await team.call('PUT', '/v2/team', { team_visibility_default: 'private' });
    const rep = await server.colleague(team, { admin: false });
    expect(await get(people[1] as number, rep.key)).toBe(404);
    await own.close();
  });
});
