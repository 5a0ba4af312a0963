import { type AddressInfo, connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { contract } from '@cadenza/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { bodyOf, least, listQuery, oddText, pathId, referenced, type World } from '../support/fuzz.js';
import { encoded, oddHeaders, type Payload } from '../support/fuzz-wire.js';
import {
  difference,
  Faults,
  ROUNDS,
  storedState,
  TIMEOUT,
  watchStored,
  wrongError,
} from '../support/faults.js';
import { SEED } from '../support/fuzz-seed.js';
import { at, type Operation, operations, resources, seedRecords } from '../support/operations.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

/**
 * Bad input is a clear 4xx: never a 500, nothing of ours in the answer, nothing stored. Requests come from the contract
 * (tests/support/fuzz.ts). `FUZZ_SEED` repeats a run, `FUZZ_RUNS` sets its length. A round has teams and records of its
 * own, so it can be repeated alone; every fault of a run is told, not the first one shrunk: the server has a memory.
 */
const PER_OPERATION = 4;

let server: TestServer;
let logged: unknown[] = [];
beforeAll(async () => {
  server = await createTestServer();
  // What a 500 was about: the answer must not say it, the report of this test should.
  server.context.log.error = (about: unknown) => void logged.push((about as { err?: unknown }).err);
});
afterAll(() => server.close());

/** V1 over the schemas of V2 (docs/wire.md section 10): the person's account is a company there. */
function v1Operations(): Operation[] {
  const { people, accounts, cadence_memberships: memberships } = contract.resources;
  const make = (method: Operation['method'], path: string, body?: z.ZodObject): Operation => ({
    name: `${method} ${path}`,
    method,
    path: `/public_api/v1/${path}`,
    scope: null,
    resource: undefined,
    body,
    query: undefined,
    response: undefined,
  });
  const person = (body: z.ZodObject) => {
    const { account_id: company, ...rest } = body.shape;
    return z.object({ ...rest, company_id: company as z.ZodType });
  };
  const listed = ['people', 'companies', 'cadences', 'calls', 'custom_fields', 'successes', 'tags'];
  const lists = [people, accounts, contract.resources.cadences, contract.resources.calls];
  return [
    make('GET', 'me'),
    ...listed.map((name, index) => ({ ...make('GET', name), resource: lists[index] ?? people })),
    ...['people', 'companies', 'cadences', 'calls', 'custom_fields'].map((name) =>
      make('GET', `${name}/{id}`),
    ),
    make('GET', 'people/{id}/cadence_memberships'),
    make('POST', 'people', person(people.create.body)),
    make('PUT', 'people/{id}', person(people.update.body)),
    make('POST', 'companies', accounts.create.body),
    make('PUT', 'companies/{id}', accounts.update.body),
    make('POST', 'people/{id}/cadence_memberships', memberships.create.body),
  ];
}

interface Shot {
  operation: Operation;
  id: string;
  query: string;
  payload: Payload | undefined;
  headers: Record<string, string>;
  /** One of the team who is no admin. */
  colleague: boolean;
}

/** What stands behind the id of an operation's path: in `/v2/cadence_memberships/{id}/pause` a membership. */
function ownerOf({ path }: Operation): string {
  const within = resources.find((each) => path === each.path || path.startsWith(`${each.path}/`));
  if (within) return within.name;
  const [, segment] = /^\/v2\/(\w+)\/\{id\}/.exec(path) ?? [];
  if (segment !== undefined) return segment;
  const name = /\/public_api\/v1\/(\w+)/.exec(path)?.[1] ?? 'cadences';
  return name === 'companies' ? 'accounts' : name;
}

function shots(operation: Operation, world: World): fc.Arbitrary<Shot> {
  const owner = ownerOf(operation);
  const list = operation.method === 'GET' && operation.resource && !operation.path.includes('{id}');
  return fc.record({
    operation: fc.constant(operation),
    id: pathId(world.own[owner], world.foreign[owner]),
    query: list
      ? listQuery(operation)
      : fc.oneof({ weight: 6, arbitrary: fc.constant('') }, { weight: 1, arbitrary: queryOf(operation) }),
    payload: operation.body ? encoded(bodyOf(operation, operation.body, world)) : fc.constant(undefined),
    headers: oddHeaders,
    colleague: fc.oneof(
      { weight: 4, arbitrary: fc.constant(false) },
      { weight: 1, arbitrary: fc.constant(true) },
    ),
  });
}
const queryOf = ({ query, body }: Operation) =>
  fc
    .tuple(fc.constantFrom('unknown', ...Object.keys({ ...query?.shape, ...body?.shape })), oddText)
    .map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`);

function wrongRecord(operation: Operation, body: { data?: unknown }): string | undefined {
  if (!operation.response) return undefined;
  const list = operation.name.endsWith('.list');
  const result = (list ? z.array(operation.response) : operation.response).safeParse(body.data);
  return result.success ? undefined : `an answer outside its schema: ${result.error.message.slice(0, 300)}`;
}

/** Fires and judges; `before` is what was stored. */
async function fire(
  shot: Shot,
  caller: Caller,
  world: World,
  before: string,
  stored: () => Promise<string>,
): Promise<{ status: number; fault: string | undefined; after: string }> {
  const { operation, payload } = shot;
  logged = [];
  const answer = await server.app.inject({
    method: operation.method,
    url: `${at(operation.path, shot.id)}${shot.query === '' ? '' : `?${shot.query}`}`,
    headers: {
      authorization: `Bearer ${caller.key}`,
      ...(payload?.type === undefined ? {} : { 'content-type': payload.type }),
      ...shot.headers,
    },
    ...(payload ? { payload: payload.bytes } : {}),
  });
  const { statusCode: status } = answer;
  // (Events are numbered when somebody first reads them.)
  const reads = operation.method === 'GET' && operation.name !== 'events';
  const after = reads ? before : await stored();
  return {
    status,
    after,
    fault: faultOf(shot, world, answer.statusCode, answer.body, difference(before, after)),
  };
}

/** Its id is no record's number but an application's name: ending what the caller never began is no fault. */
const BY_OTHER_NAMES = new Set(['end_authorization']);

function faultOf(
  { operation, id }: Shot,
  world: World,
  status: number,
  text: string,
  changed: string,
): string | undefined {
  if (status >= 500) return `${status}: ${cause()}`;
  if (status >= 400)
    return changed === '' ? wrongError(status, text) : `${status} and yet something was stored: ${changed}`;
  const named = operation.path.includes('{id}') && !BY_OTHER_NAMES.has(operation.name);
  if (named && id === String(world.foreign[ownerOf(operation)])) return "another team's record";
  // A file is whatever it is; and `..`, however it is written, asks for what stands above (WHATWG URL).
  if (operation.produces !== undefined || leadsElsewhere(at(operation.path, id))) return undefined;
  return text === '' ? undefined : wrongRecord(operation, JSON.parse(text) as { data?: unknown });
}

const leadsElsewhere = (path: string): boolean =>
  new URL(path, 'http://x').pathname.split('/').length !== path.split('/').length;

/** What the server logged about the last request: the error, and where it came from. */
function cause(): string {
  const stack = String((logged[0] as Error | undefined)?.stack ?? logged[0]).split('\n');
  return stack
    .map((line) => line.trim().slice(0, 200))
    .slice(0, 7)
    .join(' ');
}

const shown = ({ operation, id, query, payload, headers, colleague }: Shot): string =>
  `${colleague ? 'a colleague: ' : ''}${operation.method} ${at(operation.path, id).slice(0, 200)}?${query.slice(0, 300)} ${JSON.stringify(headers)} ${payload?.type ?? ''} ${JSON.stringify(payload?.bytes.toString('utf8').slice(0, 600) ?? '')}`;

describe(`every operation of the API (FUZZ_SEED=${SEED})`, () => {
  const order = ['POST', 'PUT', 'GET', 'DELETE'];
  const all = [...operations, ...v1Operations()].toSorted(
    (a, b) => order.indexOf(a.method) - order.indexOf(b.method),
  );

  const writes = all.filter(({ body }) => body !== undefined);

  it(
    'answers odd requests with a clear 4xx, stores nothing for them, and keeps what it took readable',
    async () => {
      const faults = new Faults();
      const accepted = new Set<string>();
      for (let round = 0; round < ROUNDS; round += 1) {
        const [admin, stranger] = [await server.team(), await server.team()];
        const colleague = await server.colleague(admin);
        const world: World = { own: await seedRecords(admin), foreign: await seedRecords(stranger) };
        // A key that nobody here speaks with: it may be revoked.
        world.own['api_keys'] = await newestKey(await server.colleague(admin));
        const stored = watchStored(server.database.pool);
        let state = await stored();
        for (const [index, operation] of all.entries()) {
          const seed = SEED + round * 1000 + index;
          for (const shot of fc.sample(shots(operation, world), { seed, numRuns: PER_OPERATION })) {
            const { fault, after, status } = await fire(
              shot,
              shot.colleague ? colleague : admin,
              world,
              state,
              stored,
            );
            state = after;
            if (status < 300) accepted.add(operation.name);
            if (fault !== undefined) faults.add(operation.name, fault, shown(shot));
          }
        }
        for (const { name, path, list, record } of resources) {
          if (!list) continue;
          const answer = await admin.call('GET', `${path}?per_page=100`);
          const result = z.array(record.strict()).safeParse(answer.body.data);
          if (!result.success)
            faults.add(
              name,
              'its list is no longer readable',
              `${answer.text.slice(0, 200)} ${result.error.message}`,
            );
        }
      }
      expect(faults.list()).toEqual([]);
      // It would prove little if everything were refused.
      expect(writes.filter(({ name }) => accepted.has(name)).length).toBeGreaterThan(writes.length * 0.55);
    },
    TIMEOUT,
  );
});

async function newestKey({ principal }: Caller): Promise<number> {
  const { rows } = await server.database.pool.query<{ id: number }>(
    'SELECT max(id) AS id FROM api_keys WHERE team_id = $1',
    [principal.teamId],
  );
  return Number(rows[0]?.id);
}

/** Every reference of a body, one at a time, named with an id of another team, and with one that nobody has. */
describe("ids that are not the caller's", () => {
  const withBody = operations.filter(({ body }) => body !== undefined);
  // The same for all: whatever is refused leaves them as they are.
  let admin: Caller;
  let stranger: Caller;
  let world: World;
  beforeAll(async () => {
    [admin, stranger] = [await server.team(), await server.team()];
    world = { own: await seedRecords(admin), foreign: await seedRecords(stranger) };
  });

  it.each(withBody)("$name: another team's id in a path or a body is 404 or 422", async (operation) => {
    const state = () =>
      storedState(
        server.database.pool,
        [],
        [admin, stranger].map(({ principal }) => principal.teamId),
      );
    const before = await state();
    const body = least(operation, world);
    for (const field of Object.keys(operation.body?.shape ?? {})) {
      const resource = referenced(field);
      const foreign = resource === undefined ? undefined : world.foreign[resource];
      if (foreign === undefined) continue;
      for (const id of [foreign, 999_999_999]) {
        const wrong = { ...body, [field]: field.endsWith('_ids') ? [id] : id };
        const answer = await admin.call(
          operation.method,
          at(operation.path, world.own[ownerOf(operation)] ?? 1),
          wrong,
        );
        expect([404, 422], `${field}: ${answer.status} ${answer.text.slice(0, 300)}`).toContain(
          answer.status,
        );
      }
    }
    if (operation.path.includes('{id}')) {
      const answer = await stranger.call(
        operation.method,
        at(operation.path, world.own[ownerOf(operation)] ?? 1),
        body,
      );
      expect([404, 422], answer.text.slice(0, 300)).toContain(answer.status);
    }
    expect(difference(before, await state())).toBe('');
  });
});

describe('bodies and bytes no schema sees', () => {
  const deep = (levels: number) => `{"first_name":${'['.repeat(levels)}${']'.repeat(levels)}}`;
  const bodies: [name: string, status: number, type: string, body: string | Buffer][] = [
    ['10 MB of JSON', 413, 'application/json', `{"first_name":"${'x'.repeat(10 * 1024 * 1024)}"}`],
    [
      '10 MB of a form',
      413,
      'application/x-www-form-urlencoded',
      `first_name=${'x'.repeat(10 * 1024 * 1024)}`,
    ],
    [
      '10 MB of multipart',
      413,
      'multipart/form-data; boundary=b',
      `--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n${'x'.repeat(10 * 1024 * 1024)}\r\n--b--\r\n`,
    ],
    ['10,000 levels', 400, 'application/json', deep(10_000)],
    ['a million levels', 400, 'application/json', deep(1_000_000)],
    [
      '10,000 levels of a form',
      422,
      'application/x-www-form-urlencoded',
      `first_name${'[a]'.repeat(10_000)}=x`,
    ],
    ['20,000 form fields', 400, 'application/x-www-form-urlencoded', 'tags[]=a&'.repeat(20_000)],
    [
      '200,000 tags',
      400,
      'application/json',
      JSON.stringify({ email_address: 'n@example.com', tags: Array(200_000).fill('a') }),
    ],
    ['NUL alone', 400, 'application/json', '\0'],
    ['gzip', 400, 'application/json', gzipSync('{"first_name":"x"}')],
    ['a lone surrogate', 422, 'application/json', '{"first_name":"\\ud800"}'],
    ['an overlong UTF-8 form', 400, 'application/json', Buffer.from([0x7b, 0xc0, 0x80, 0x7d])],
    ['UTF-16', 400, 'application/json', Buffer.from('{"first_name":"x"}', 'utf16le')],
    ['a number past every double', 422, 'application/json', '{"account_id":1e400}'],
    ['an integer past 2^53', 422, 'application/json', '{"account_id":9007199254740993}'],
    ['a prototype', 422, 'application/json', '{"__proto__":{"email_address":"a@b.example"}}'],
    [
      'a boolean called constructor',
      422,
      'application/json',
      '{"email_address":"a@b.example","do_not_contact":"constructor"}',
    ],
    ['a list', 400, 'application/json', '[{"email_address":"a@b.example"}]'],
    ['a word', 400, 'application/json', '"x"'],
  ];

  it.each(bodies)('%s is %d and stores nothing', async (_, status, type, body) => {
    const admin = await server.team();
    const state = () => storedState(server.database.pool, [], [admin.principal.teamId]);
    const before = await state();
    const answer = await server.app.inject({
      method: 'POST',
      url: '/v2/people',
      headers: { authorization: `Bearer ${admin.key}`, 'content-type': type },
      payload: body,
    });
    expect(answer.statusCode, answer.body.slice(0, 300)).toBe(status);
    expect(wrongError(status, answer.body)).toBeUndefined();
    expect(difference(before, await state())).toBe('');
  });

  const cursor = (value: unknown) =>
    Buffer.from(JSON.stringify(['updated_at', 'DESC', value, 1])).toString('base64url');
  it.each([
    [400, '/v2/people/%FF'],
    [400, '/v2/people/%'],
    [404, `/v2/people/${'x'.repeat(600)}`],
    [422, `/v2/people?cursor=${cursor('{}')}`],
    [422, `/v2/people?cursor=${cursor('2026-13-01')}`],
    [422, '/v2/people?updated_at[gt]=0000-01-01'],
    [422, '/v2/people?updated_at[gt]=0001-01-01T00:00:00%2B14:00'],
  ])('%d for %s', async (status, url) => {
    const answer = await (await server.team()).call('GET', url);
    expect(answer.status, answer.text.slice(0, 300)).toBe(status);
    expect(wrongError(status, answer.text)).toBeUndefined();
  });

  it('a call by somebody whose guid is none is 422', async () => {
    const admin = await server.team();
    const { people } = await seedRecords(admin);
    const answer = await admin.call('POST', '/v2/activities/calls', { person_id: people, user_guid: '2' });
    expect([answer.status, answer.body.errors]).toEqual([422, { user_guid: ['could not be found'] }]);
  });

  it('bytes that are hardly HTTP are answered with 4xx, or not at all', async () => {
    const admin = await server.team();
    await server.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = server.app.server.address() as AddressInfo;
    const head = `Host: x\r\nAuthorization: Bearer ${admin.key}\r\nConnection: close\r\n`;
    const json = 'Content-Type: application/json\r\n';
    const before = await storedState(server.database.pool);
    const requests: (string | Uint8Array)[] = [
      'nonsense\r\n\r\n',
      `GET /v2/people/\xff HTTP/1.1\r\n${head}\r\n`,
      `GET /v2/people\0 HTTP/1.1\r\n${head}\r\n`,
      `GET /v2/people HTTP/1.1\r\n${head}X-Odd: a\0b\r\n\r\n`,
      `GET /v2/people HTTP/1.1\r\n${head}X-Long: ${'x'.repeat(100_000)}\r\n\r\n`,
      `GET http://[::1/v2/people HTTP/1.1\r\n${head}\r\n`,
      `GET //evil.example/v2/people HTTP/1.1\r\n${head}\r\n`,
      `GET /v2/people?ids[]=%FF HTTP/1.1\r\n${head}\r\n`,
      `POST /v2/people HTTP/1.1\r\n${head}${json}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      `POST /v2/people HTTP/1.1\r\n${head}${json}Content-Length: -1\r\n\r\n{}`,
      `POST /v2/people HTTP/1.1\r\n${head}${json}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
      `POST /v2/people HTTP/1.1\r\n${head}${json}Content-Length: 1000\r\n\r\n{"email_address":"cut@example.com"`,
      ...fc.sample(fc.uint8Array({ minLength: 1, maxLength: 200 }), { seed: SEED, numRuns: 10 * ROUNDS }),
    ];
    for (const request of requests) {
      const bytes = typeof request === 'string' ? Buffer.from(request, 'latin1') : Buffer.from(request);
      const answer = await exchange(port, bytes);
      const shownBytes = bytes.toString('latin1').slice(0, 120);
      if (answer !== '') expect(answer.split('\r\n')[0], shownBytes).toMatch(/^HTTP\/1\.1 (200|4\d\d) /);
      if (answer !== '' && !answer.startsWith('HTTP/1.1 200'))
        expect(
          wrongError(Number(answer.slice(9, 12)), answer.split('\r\n\r\n')[1] ?? ''),
          shownBytes,
        ).toBeUndefined();
    }
    expect(difference(before, await storedState(server.database.pool))).toBe('');
    expect((await admin.call('GET', '/v2/me')).status).toBe(200);
  });
});

/** Sends the bytes, ends, and gives what came back until the server closed. */
function exchange(port: number, bytes: Buffer): Promise<string> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
    socket.on('data', (part: Buffer) => parts.push(part));
    // A reset is an answer too: the server would not hear more.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(Buffer.concat(parts).toString('latin1')));
  });
}
