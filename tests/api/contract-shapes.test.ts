import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { plain, time, view } from '../../apps/server/src/db/view.js';
import { write } from '../../apps/server/src/db/write.js';
import type { Command } from '../../apps/server/src/domain/command.js';
import { handlers } from '../../apps/server/src/http/handlers.js';
import type { Parts } from '../../apps/server/src/http/mount.js';
import { fields, operation, resource } from '../../packages/contract/src/index.js';
import { mounted } from '../support/mounted.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

/** What a contract may ask of the machinery beyond records with a number under a path of their own. */
let server: TestServer;
let admin: Caller;
let stranger: Caller;

beforeAll(async () => {
  server = await createTestServer();
  admin = await server.team();
  stranger = await server.team();
});
afterAll(() => server.close());

const ROLES = [
  ['0b6d1ad2-9c55-4a3e-8f50-0c8e6e3a2a01', 'Manager'],
  ['7c2e6f60-1111-4222-8333-944455556666', 'Analyst'],
  ['f3b5a9d8-aaaa-4bbb-8ccc-0123456789ab', 'Coach'],
] as const;

const bearer = ({ key }: Caller) => ({ authorization: `Bearer ${key}` });

describe('records with a uuid', () => {
  beforeAll(async () => {
    const now = server.clock.now();
    const { teamId: team_id } = admin.principal;
    await write(server.database.kysely, team_id, (tx) =>
      tx
        .insertInto('custom_roles')
        .values(ROLES.map(([id, name]) => ({ id, name, team_id, created_at: now, updated_at: now })))
        .execute(),
    );
  });

  it('are shown by it, in any case', async () => {
    const [[id, name]] = ROLES;
    for (const each of [id, id.toUpperCase()]) {
      const { status, body } = await admin.call('GET', `/v2/custom_roles/${each}`);
      expect({ status, body }).toEqual({ status: 200, body: { data: { id, name, permissions: [] } } });
    }
  });

  it.each(['1', 'x', `${ROLES[0][0]}0`, '00000000-0000-4000-8000-000000000000', '%00', "'"])(
    'are not there as %s',
    async (id) => expect((await admin.call('GET', `/v2/custom_roles/${id}`)).status).toBe(404),
  );

  it("are another team's", async () => {
    expect((await stranger.call('GET', `/v2/custom_roles/${ROLES[0][0]}`)).status).toBe(404);
    expect((await stranger.call('GET', '/v2/custom_roles')).body.data).toEqual([]);
  });

  it('are listed by ids, of which those that are none are left out', async () => {
    const [{ 0: first }, , { 0: third }] = ROLES;
    const { body } = await admin.call(
      'GET',
      `/v2/custom_roles?ids=${third},nonsense,${first},12&sort_by=name`,
    );
    expect(body.data.map((each: { name: string }) => each.name)).toEqual(['Manager', 'Coach']);
  });

  it.each(['id', 'name'])('are walked by cursor in the order of %s, both ways', async (sort) => {
    const place = sort === 'id' ? 0 : 1;
    const sorted = ROLES.map((role) => role[place]).toSorted();
    for (const [direction, wanted] of [
      ['asc', sorted],
      ['desc', sorted.toReversed()],
    ] as const) {
      const seen: string[] = [];
      for (let cursor: string | null = ''; cursor !== null && seen.length <= 3; ) {
        const query = `sort_by=${sort}&sort_direction=${direction}&per_page=1&cursor=${cursor}`;
        const { body } = await admin.call('GET', `/v2/custom_roles?${query}`);
        seen.push(...body.data.map((each: Record<string, string>) => each[sort]));
        cursor = body.metadata.paging.next_cursor;
      }
      expect(seen).toEqual(wanted);
    }
  });

  it.each([
    ['another kind of id', ['name', 'DESC', 'Coach', 7, 'custom_roles']],
    ['an id that is no uuid', ['name', 'DESC', 'Coach', 'x', 'custom_roles']],
    ['a sort value that is none', ['id', 'DESC', 'x', ROLES[0][0], 'custom_roles']],
  ])('take no cursor with %s', async (_, parts) => {
    const cursor = Buffer.from(JSON.stringify(parts)).toString('base64url');
    const answer = await admin.call('GET', `/v2/custom_roles?sort_by=${String(parts[0])}&cursor=${cursor}`);
    expect(answer.status).toBe(422);
  });
});

it('a cursor over numbers takes no uuid', async () => {
  const cursor = Buffer.from(
    JSON.stringify(['updated_at', 'DESC', '2026-01-01T00:00:00Z', ROLES[0][0], 'people']),
  ).toString('base64url');
  expect((await admin.call('GET', `/v2/people?cursor=${cursor}`)).status).toBe(422);
});

describe('a resource whose path takes a guid', () => {
  it('is found by it for reading and for writing, among its own records', async () => {
    const { userGuid, userId } = admin.principal;
    expect((await admin.call('GET', `/v2/users/${userGuid}`)).body.data.id).toBe(userId);
    const changed = await admin.call('PUT', `/v2/users/${userGuid}`, { job_role: 'Lead' });
    expect(changed.body.data).toMatchObject({ id: userId, job_role: 'Lead' });
    for (const method of ['GET', 'PUT'] as const)
      expect(
        (await stranger.call(method, `/v2/users/${userGuid}`, method === 'PUT' ? {} : undefined)).status,
      ).toBe(404);
  });

  it('is found by it in operations, too: to read, to write and to act', async () => {
    const { userGuid, userId } = admin.principal;
    const path = '/v2/users/{id}/x';
    const params = { id: fields.id() };
    const one = { ...common, params, response: z.object({ id: z.int() }) };
    const declared = {
      x_read: operation({ ...one, name: 'x_read', path: `${path}_read` }),
      x_write: operation({ ...one, name: 'x_write', method: 'POST', path: `${path}_write` }),
      x_act: operation({ ...one, name: 'x_act', method: 'POST', path: `${path}_act` }),
    };
    type Input = { params: { id: number } };
    const told = (id: number) => async () => JSON.stringify({ id });
    const served = {
      x_read: { read: async (_: unknown, input: Input) => JSON.stringify(input.params) },
      x_write: { write: async (_: unknown, input: Input) => told(input.params.id) },
      x_act: { act: async (_: unknown, input: Input) => async () => told(input.params.id) },
    };
    const app = await mounted(
      server,
      { resources: {}, operations: declared },
      { resources: {}, operations: served },
    );
    for (const [method, name] of [
      ['GET', 'read'],
      ['POST', 'write'],
      ['POST', 'act'],
    ] as const) {
      const ask = async (who: Caller, id: string) => {
        const answer = await app.inject({ method, url: `/v2/users/${id}/x_${name}`, headers: bearer(who) });
        return [answer.statusCode, answer.json().data?.id];
      };
      for (const id of [String(userId), userGuid, userGuid.toUpperCase()])
        expect(await ask(admin, id), name).toEqual([200, userId]);
      for (const id of [ROLES[0][0], 'x', `${userGuid}0`])
        expect(await ask(admin, id), name).toEqual([404, undefined]);
      expect(await ask(stranger, userGuid), name).toEqual([404, undefined]);
    }
    await app.close();
    const paused = await admin.call('POST', `/v2/users/${userGuid}/pause_sending`);
    expect(paused.body.data).toMatchObject({ id: userId });
    expect((await admin.call('POST', `/v2/users/${userGuid}/resume_sending`)).status).toBe(200);
    expect((await stranger.call('POST', `/v2/users/${userGuid}/resume_sending`)).status).toBe(404);
  });
});

describe('work with the outside world', () => {
  it('is answered, and remembered, in the transaction that writes it down', async () => {
    const { pool } = server.database;
    const nameOf = async (db: { query(text: string): Promise<{ rows: { name: string }[] }> }) =>
      (await db.query(`SELECT name FROM teams WHERE id = ${admin.principal.teamId}`)).rows[0]?.name;
    let others: Promise<unknown> | undefined;
    let outside = 0;
    const act = async () => {
      outside += 1;
      return async ({ tx, principal }: Command) => {
        await tx.updateTable('teams').set({ name: 'Ours' }).where('id', '=', principal.teamId).execute();
        // Whoever wants the same row now has it the moment that this is committed.
        others = pool.query('UPDATE teams SET name = $1 WHERE id = $2', ['Theirs', principal.teamId]);
        return async () => {
          const { name } = await tx
            .selectFrom('teams')
            .select('name')
            .where('id', '=', principal.teamId)
            .executeTakeFirstOrThrow();
          return JSON.stringify({ name, committed: await nameOf(pool) });
        };
      };
    };
    const x = operation({
      ...common,
      name: 'x',
      method: 'POST',
      path: '/v2/x_act',
      response: z.object({ name: z.string(), committed: z.string() }),
    });
    const app = await mounted(
      server,
      { resources: {}, operations: { x } },
      { resources: {}, operations: { x: { act } } },
    );
    const before = await nameOf(pool);
    const headers = { ...bearer(admin), 'idempotency-key': 'an act' };
    const ask = async () => app.inject({ method: 'POST', url: '/v2/x_act', headers });
    const first = await ask();
    await others;
    expect([first.statusCode, first.json()]).toEqual([200, { data: { name: 'Ours', committed: before } }]);
    expect(await nameOf(pool)).toBe('Theirs');
    const again = await ask();
    expect([again.body, again.headers['idempotent-replayed'], outside]).toEqual([first.body, 'true', 1]);
    await app.close();
  });

  it('whose writing fails keeps nothing, and may be asked for once more', async () => {
    let fails = true;
    const act =
      async () =>
      async ({ tx, principal }: Command) => {
        await tx.updateTable('teams').set({ name: 'Half' }).where('id', '=', principal.teamId).execute();
        return async () => {
          if (fails) throw new Error('not told');
          return '{}';
        };
      };
    const x = operation({ ...common, name: 'x', method: 'POST', path: '/v2/x_act', response: z.object({}) });
    const app = await mounted(
      server,
      { resources: {}, operations: { x } },
      { resources: {}, operations: { x: { act } } },
    );
    const headers = { ...bearer(admin), 'idempotency-key': 'an act that fails' };
    const ask = async () => (await app.inject({ method: 'POST', url: '/v2/x_act', headers })).statusCode;
    expect(await ask()).toBe(500);
    const { rows } = await server.database.pool.query('SELECT name FROM teams WHERE id = $1', [
      admin.principal.teamId,
    ]);
    expect(rows[0].name).not.toBe('Half');
    fails = false;
    expect(await ask()).toBe(200);
    await app.close();
  });
});

const role = {
  tag: 'T',
  path: '/v2/x_roles',
  recordName: 'X',
  record: z.object({}),
  scopes: { read: null },
} as const;
const common = { tag: 'T', method: 'GET', summary: 's', scope: null } as const;

describe('at boot', () => {
  const { view } = handlers.resources.custom_roles;
  const read = async () => '{}';
  const path = '/v2/x/{calendar_id}';
  const named = operation({ ...common, name: 'x', path, params: { calendar_id: fields.id() } });
  const refusals: [string, unknown, unknown, RegExp][] = [
    ['a name of a path without a schema', { ...named, params: {} }, { read }, /calendar_id/],
    [
      'a schema the path has no name for',
      { ...named, params: { ...named.params, id: fields.id() } },
      { read },
      /\bid/,
    ],
    ['a name that comes twice', { ...named, path: `${path}/y/{calendar_id}` }, { read }, /calendar_id/],
    ['no handler', named, undefined, /needs one/],
    ['two handlers', named, { read, file: read }, /needs one/],
    ['a handler for another method', named, { write: read }, /write does not fit/],
    ['a handler nobody knows', named, { read, reed: read }, /reed does not fit/],
  ];
  it.each(refusals)('%s of an operation is refused', async (_, spec, handler, says) => {
    const parts = (x: unknown): Parts => ({ resources: {}, operations: { x } });
    await expect(mounted(server, parts(spec), parts(handler))).rejects.toThrow(says);
  });

  const uuids = resource({ ...role, name: 'x', id: 'uuid', show: true });
  const kinds: [string, unknown, unknown, RegExp][] = [
    ['a surplus handler', uuids, { view, create: read }, /create does not fit/],
    ['a handler nobody knows', uuids, { view, shared: read }, /shared does not fit/],
    ['a missing handler', { ...uuids, delete: {} }, { view }, /remove does not fit/],
    ['a view with other ids', { ...uuids, id: 'integer' }, { view }, /other ids/],
    [
      'a view without guids',
      { ...uuids, id: 'integer_or_guid' },
      { view: handlers.resources.tags.view },
      /guids/,
    ],
    ['a parameter in its path', { ...uuids, path: '/v2/x/{id}/y' }, { view }, /no parameters/],
  ];
  it.each(kinds)('%s of a resource is refused', async (_, spec, handler, says) => {
    const parts = (x: unknown): Parts => ({ resources: { x }, operations: {} });
    await expect(mounted(server, parts(spec), parts(handler))).rejects.toThrow(says);
  });

  it('handlers of what the contract does not have are refused', async () => {
    for (const kind of ['resources', 'operations'] as const) {
      const served = { resources: {}, operations: {}, [kind]: { y: { read } } };
      await expect(mounted(server, { resources: {}, operations: {} }, served)).rejects.toThrow(
        /does not have y/,
      );
    }
  });
});

it('several names of a path arrive by name, and what fits none of their kinds is not found', async () => {
  const spec = operation({
    ...common,
    name: 'both',
    path: '/v2/x_jobs/{job_id}/rows/{row}',
    params: { job_id: fields.pathUuid(), row: fields.id() },
  });
  const read = async (_: unknown, { params }: { params: unknown }) => JSON.stringify(params);
  const app = await mounted(
    server,
    { resources: {}, operations: { both: spec } },
    { resources: {}, operations: { both: { read } } },
  );
  const get = async (url: string) => {
    const answer = await app.inject({ url, headers: { authorization: `Bearer ${admin.key}` } });
    return { status: answer.statusCode, data: (answer.json() as { data?: unknown }).data };
  };
  const [[id]] = ROLES;
  expect(await get(`/v2/x_jobs/${id.toUpperCase()}/rows/12`)).toEqual({
    status: 200,
    data: { job_id: id, row: 12 },
  });
  for (const url of [`/v2/x_jobs/${id}/rows/x`, `/v2/x_jobs/${id}/rows/0`, '/v2/x_jobs/1/rows/12'])
    expect((await get(url)).status, url).toBe(404);
  await app.close();
});

describe('answers', () => {
  const record = z.object({ id: z.uuid(), name: z.string(), created_at: z.string() });
  const body = z.object({ name: fields.requiredText() });
  const spec = resource({
    ...role,
    name: 'x_roles',
    id: 'uuid',
    record,
    times: 'utc',
    scopes: { read: null, write: 'team:write' },
    show: true,
    create: { body, status: 201, envelope: 'data_and_root' },
    update: { body, status: 202 },
  });
  const roles = {
    view: view(spec, {
      table: 'custom_roles',
      sight: null,
      columns: `${plain('id', 'name')}, ${time('created_at')}`,
      filters: {},
      sorts: {},
    }),
    create: async ({ tx, principal, now }: Command, { name }: { name: string }) => {
      const id = 'aaaaaaaa-0000-4000-8000-00000000000a';
      const row = { id, name, team_id: principal.teamId, created_at: now, updated_at: now };
      await tx.insertInto('custom_roles').values(row).execute();
      return id;
    },
    update: async ({ tx, principal }: Command, id: string, { name }: { name: string }) => {
      const { teamId } = principal;
      await tx
        .updateTable('custom_roles')
        .set({ name })
        .where('team_id', '=', teamId)
        .where('id', '=', id)
        .execute();
    },
  };

  it('have the status and envelope that are declared, also repeated by their key, and times in UTC', async () => {
    const parts = (x_roles: unknown): Parts => ({ resources: { x_roles }, operations: {} });
    const app = await mounted(server, parts(spec), parts(roles));
    const zoned = await server.team({ timeZone: 'America/New_York' });
    const call = async (method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) => {
      const headers = {
        authorization: `Bearer ${zoned.key}`,
        ...(method === 'POST' ? { 'idempotency-key': 'k' } : {}),
      };
      const answer = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
      return { status: answer.statusCode, body: answer.json() as Record<string, unknown> };
    };
    const first = await call('POST', '/v2/x_roles', { name: 'First' });
    const { data, ...root } = first.body;
    expect(first.status).toBe(201);
    expect(root).toEqual(data);
    expect(record.strict().parse(root)).toMatchObject({ name: 'First' });
    expect(root['created_at']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    expect(await call('POST', '/v2/x_roles', { name: 'First' })).toEqual(first);
    const path = `/v2/x_roles/${String(root['id'])}`;
    const changed = await call('PUT', path, { name: 'Second' });
    expect(changed).toEqual({ status: 202, body: { data: { ...root, name: 'Second' } } });
    expect(await call('GET', path)).toEqual({ ...changed, status: 200 });
    await app.close();
  });
});
