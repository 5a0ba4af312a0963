import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, expectTypeOf, test } from 'vitest';
import {
  ApiError,
  type ClientOptions,
  ConnectionFailed,
  createClient,
  Forbidden,
  Listing,
  listKinds,
  NotFound,
  RateLimited,
  type Row,
  Unauthorized,
  ValidationError,
} from './index.js';

interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}
type Answer = { status?: number; headers?: Record<string, string>; body?: unknown } | 'hang up';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server that answers from a script and remembers what it was asked; the last answer repeats. */
async function scripted(answers: Answer[] | ((seen: Seen) => Answer)) {
  const seen: Seen[] = [];
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      const each = {
        method: request.method ?? '',
        url: decodeURIComponent(request.url ?? ''),
        headers: request.headers,
        body,
      };
      seen.push(each);
      const answer =
        typeof answers === 'function'
          ? answers(each)
          : (answers[Math.min(seen.length, answers.length) - 1] ?? {});
      if (answer === 'hang up') request.socket.destroy();
      else
        response
          .writeHead(answer.status ?? 200, answer.headers)
          .end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
    });
  };
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const waits: number[] = [];
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = (options: Partial<ClientOptions> = {}) =>
    createClient({
      baseUrl,
      auth: { apiKey: 'ak1' },
      sleep: (ms) => {
        waits.push(ms);
        return Promise.resolve();
      },
      ...options,
    });
  return { client, seen, waits };
}

const page = (ids: number[], paging: object) => ({
  body: { metadata: { filtering: {}, paging, sorting: {} }, data: ids.map((id) => ({ id })) },
});

test('calls carry the token, the path and the body, and answer the record', async () => {
  const { client, seen } = await scripted([{ body: { data: { id: 7 } } }]);
  expect(await client().people.create({ email_address: 'a@example.com' })).toEqual({ id: 7 });
  expect(seen[0]).toMatchObject({
    method: 'POST',
    url: '/v2/people',
    body: '{"email_address":"a@example.com"}',
  });
  expect(seen[0]?.headers).toMatchObject({ authorization: 'Bearer ak1', 'content-type': 'application/json' });
  await client().me();
  await client().users.show('a/b');
  await client().cadence_export(3);
  await client().send_action_email(4, { subject: 'x' });
  expect(seen.slice(1).map(({ method, url }) => `${method} ${url}`)).toEqual([
    'GET /v2/me',
    'GET /v2/users/a/b',
    'GET /v2/cadence_exports/3',
    'POST /v2/actions/4/send_email',
  ]);
});

test('delete answers nothing and sends its query', async () => {
  const { client, seen } = await scripted([{ status: 204 }]);
  expect(await client().imports.delete(5, { undo: 'all' })).toBeUndefined();
  expect(seen[0]).toMatchObject({ method: 'DELETE', url: '/v2/imports/5?undo=all' });
});

test('what the contract does not declare is not there', async () => {
  const { client } = await scripted([]);
  // @ts-expect-error memberships cannot be updated
  expect(client().cadence_memberships.update).toBeUndefined();
  // @ts-expect-error no such sort
  void (() => client().people.list({ sort_by: 'shoe_size' }));
  // @ts-expect-error both are required
  void (() => client().cadence_memberships.create({ person_id: 1 }));
  expectTypeOf<Row<'people'>['email_address']>().toEqualTypeOf<string | null>();
  expectTypeOf(client().cadences.list()).resolves.toHaveProperty('data').toEqualTypeOf<Row<'cadences'>[]>();
});

test('filters are written as the API reads them', async () => {
  const { client, seen } = await scripted([page([], {})]);
  await client().people.list({
    ids: [1, 2],
    updated_at: { gt: '2025-01-01T00:00:00.000001Z' },
    sort_direction: 'ASC',
    per_page: 5,
  });
  expect(seen[0]?.url).toBe(
    '/v2/people?ids[]=1&ids[]=2&updated_at[gt]=2025-01-01T00:00:00.000001Z&sort_direction=ASC&per_page=5',
  );
  await expect(client().people.list({ ids: [] })).rejects.toThrow('ids is an empty list');
  expect(seen).toHaveLength(1);
});

test('a listing is walked by cursor where the server has one', async () => {
  const { client, seen } = await scripted([
    page([1, 2], { next_page: 2, next_cursor: 'c1' }),
    page([3], { next_page: null, next_cursor: null }),
  ]);
  const ids: number[] = [];
  for await (const { id } of client().people.list({ first_name: 'Ada' })) ids.push(id);
  expect(ids).toEqual([1, 2, 3]);
  expect(seen.map(({ url }) => url)).toEqual([
    '/v2/people?per_page=100&cursor=&first_name=Ada',
    '/v2/people?per_page=100&first_name=Ada&cursor=c1',
  ]);
});

test('a listing is walked by page number otherwise, and ends where there is no paging', async () => {
  const numbered = await scripted([page([1], { next_page: 2 }), page([2], { next_page: null })]);
  const ids: number[] = [];
  for await (const { id } of numbered.client().people.list()) ids.push(id);
  expect(ids).toEqual([1, 2]);
  expect(numbered.seen[1]?.url).toBe('/v2/people?per_page=100&page=2');
  const whole = await scripted([{ body: { metadata: { filtering: {}, sorting: {} }, data: [{ id: 1 }] } }]);
  for await (const { id } of whole.client().groups.list()) expect(id).toBe(1);
  expect(whole.seen).toHaveLength(1);
});

test("statuses become classes with the request id, and the stack is the caller's", async () => {
  const kinds = [
    [401, Unauthorized],
    [403, Forbidden],
    [404, NotFound],
    [409, ApiError],
    [429, RateLimited],
    [500, ApiError],
  ] as const;
  for (const [status, kind] of kinds) {
    const { client } = await scripted([{ status, headers: { 'x-request-id': 'r1' }, body: { error: 'no' } }]);
    const error: unknown = await callerOfShow(client({ maxRetries: 0 })).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject({ status, requestId: 'r1', message: `GET /v2/people/1: ${status} no` });
    expect((error as Error).stack).toContain('callerOfShow');
  }
});

function callerOfShow(client: ReturnType<typeof createClient>) {
  return client.people.show(1);
}

test('422 carries the messages by field', async () => {
  const { client } = await scripted([
    { status: 422, body: { errors: { email_address: ['has already been taken'] } } },
  ]);
  const error = await client()
    .people.create({})
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ValidationError);
  expect((error as ValidationError).fields).toEqual({ email_address: ['has already been taken'] });
});

test('429 waits for the next clock minute of the server, for writes too', async () => {
  const { client, waits, seen } = await scripted([
    { status: 429, headers: { date: 'Mon, 01 Jan 2024 00:00:42 GMT' } },
    { body: { data: {} } },
  ]);
  await client({ idempotencyKeys: false }).people.create({});
  expect(waits).toEqual([19_000]);
  expect(seen).toHaveLength(2);
});

test('503 and broken connections are tried again with the same Idempotency-Key', async () => {
  const { client, waits, seen } = await scripted([
    { status: 503, headers: { 'retry-after': '2' } },
    'hang up',
    { body: { data: { id: 1 } } },
  ]);
  expect(await client().people.create({})).toEqual({ id: 1 });
  expect(waits[0]).toBe(2000);
  expect(waits[1]).toBeGreaterThan(0);
  const keys = seen.map(({ headers }) => headers['idempotency-key']);
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(new Set(keys).size).toBe(1);
});

test('without keys a POST is not repeated after a lost answer, a PUT is', async () => {
  const post = await scripted(['hang up']);
  await expect(post.client({ idempotencyKeys: false }).people.create({})).rejects.toBeInstanceOf(
    ConnectionFailed,
  );
  expect(post.seen).toHaveLength(1);
  const put = await scripted(['hang up', { body: { data: {} } }]);
  await put.client({ idempotencyKeys: false }).people.update(1, {});
  expect(put.seen).toHaveLength(2);
  expect(put.seen[0]?.headers).not.toHaveProperty('idempotency-key');
});

test('retries end', async () => {
  const { client, seen } = await scripted([{ status: 503 }]);
  await expect(client({ maxRetries: 2 }).me()).rejects.toMatchObject({ status: 503 });
  expect(seen).toHaveLength(3);
});

test('a rejected token is renewed once', async () => {
  const { client, seen } = await scripted((each) =>
    each.headers.authorization === 'Bearer new' ? { body: { data: {} } } : { status: 401 },
  );
  await client({
    auth: { accessToken: (rejected) => Promise.resolve(rejected === undefined ? 'old' : 'new') },
  }).me();
  expect(seen).toHaveLength(2);
  const stuck = await scripted([{ status: 401 }]);
  await expect(
    stuck.client({ auth: { accessToken: () => Promise.resolve('old') } }).me(),
  ).rejects.toBeInstanceOf(Unauthorized);
  expect(stuck.seen).toHaveLength(2);
});

test('an abort is passed on as it is', async () => {
  const { client, seen } = await scripted(['hang up']);
  const reason = new Error('enough');
  await expect(client().me({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  expect(seen).toHaveLength(0);
});

test('operations take what their path names, a query beside their options, and lists are walked', async () => {
  const pages = [[{ id: 1 }, { id: 2 }], [{ id: 3 }]];
  const { client: make, seen } = await scripted((request) => ({
    body: { metadata: {}, data: request.url.includes('/events') ? pages[0] : { year: 2026 } },
  }));
  const client = make();
  await client.holiday_calendar_days(7, { query: { year: 2026 } });
  await client.holiday_calendar_days({ id: '8' });
  const events = client.email_events(9);
  expectTypeOf(await events).toHaveProperty('data');
  expect((await events).data).toEqual(pages[0]);
  await client.task_counts({ task_type: 'call' });
  expect(seen.map(({ url }) => url)).toEqual([
    '/v2/holiday_calendars/7/days?year=2026',
    '/v2/holiday_calendars/8/days',
    '/v2/activities/emails/9/events',
    '/v2/tasks/counts?task_type=call',
  ]);
  // What has a default need not be given.
  void (() => client.queue({ query: { per_page: 5 } }));
  // @ts-expect-error -- the path wants an id
  await expect(async () => client.holiday_calendar_days()).rejects.toThrow(TypeError);
  // @ts-expect-error -- there is no such query parameter of that type
  void (() => client.holiday_calendar_days(1, { query: { year: {} } }));
  // @ts-expect-error -- it takes no body
  void (() => client.cadence_rules(1, { name: 'x' }, {}));
});

test('files are what they are: text that looks like a number, and bytes', async () => {
  const { client: make } = await scripted((request) => ({
    body: request.url.includes('export') ? 12 : { data: [1] },
  }));
  const client = make();
  const csv = await client.suppression_export();
  expectTypeOf(csv).toEqualTypeOf<string>();
  expect(csv).toBe('12');
  const bytes = await client.attachment_content(3);
  expectTypeOf(bytes).toEqualTypeOf<Uint8Array>();
  expect(new TextDecoder().decode(bytes)).toBe('{"data":[1]}');
});

test('ids are of the type the contract says', async () => {
  const { client: make } = await scripted([{ body: { data: {} } }]);
  const client = make();
  await client.custom_roles.show('0b6d1ad2-9c55-4a3e-8f50-0c8e6e3a2a01');
  await client.users.show('0b6d1ad2-9c55-4a3e-8f50-0c8e6e3a2a01');
  await client.users.show(1);
  // @ts-expect-error -- a uuid is no number
  void (() => client.custom_roles.show(1));
  // @ts-expect-error -- people have no guid
  void (() => client.people.show('0b6d1ad2-9c55-4a3e-8f50-0c8e6e3a2a01'));
});

test('a list that goes on by id[gt] is walked to its end', async () => {
  const asked: unknown[] = [];
  const rows = [1, 2, 3, 4, 5].map((id) => ({ id }));
  const fetchPage = async (params: Record<string, unknown>) => {
    asked.push(params['id']);
    const after = Number((params['id'] as { gt: number } | undefined)?.gt ?? 0);
    const data = rows.filter(({ id }) => id > after).slice(0, Number(params['per_page']));
    return { data, metadata: { filtering: {}, sorting: { sort_by: 'id', sort_direction: 'ASC' } } };
  };
  const walked: number[] = [];
  for await (const { id } of new Listing(fetchPage, { per_page: 2 }, true)) walked.push(id);
  expect(walked).toEqual([1, 2, 3, 4, 5]);
  expect(asked).toEqual([undefined, { gt: 2 }, { gt: 4 }]);
});

test('a call may have its own time, tries and headers, and answers what came around it', async () => {
  const { client, seen, waits } = await scripted([
    { status: 503 },
    {
      headers: { 'x-request-id': 'r7', etag: '"1"' },
      body: { data: { id: 7 }, included: { accounts: { '3': { id: 3 } } } },
    },
  ]);
  const made = client({ headers: { 'X-Program': 'tests', prefer: 'handling=strict' } });
  const call = made.people.show(7, { query: { include: 'account' }, headers: { Prefer: 'return=minimal' } });
  const answer = await call.answer();
  expectTypeOf(answer.data).toEqualTypeOf<Row<'people'>>();
  expect(answer).toMatchObject({ data: { id: 7 }, status: 200, requestId: 'r7' });
  expect(answer.body).toHaveProperty('included.accounts.3.id', 3);
  expect(answer.headers.get('etag')).toBe('"1"');
  expect(seen[1]?.url).toBe('/v2/people/7?include=account');
  expect(seen[1]?.headers).toMatchObject({ 'x-program': 'tests', prefer: 'return=minimal' });
  expect(waits).toHaveLength(1);
  const ends = await scripted([{ status: 503 }]);
  await expect(ends.client().me({ maxRetries: 0 })).rejects.toMatchObject({ status: 503 });
  await expect(ends.client().me({ maxRetries: 1 }).answer()).rejects.toMatchObject({ status: 503 });
  expect(ends.seen).toHaveLength(3);
  const whole = await ends
    .client()
    .people.list()
    .answer()
    .catch((error: unknown) => error);
  expect(whole).toBeInstanceOf(ApiError);
});

test('a server that says nothing is left after the time of the call', async () => {
  const never: typeof fetch = (_, init) =>
    new Promise((_resolve, reject) => {
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
    });
  const client = createClient({ baseUrl: 'http://localhost', auth: { apiKey: 'k' }, fetch: never });
  const late: unknown = await client.me({ timeoutMs: 1, maxRetries: 0 }).catch((error: unknown) => error);
  expect(late).toBeInstanceOf(ConnectionFailed);
  expect((late as Error).message).toContain('no answer within 1 ms');
});

test('a page of the server calls with its session, no token, and its own origin only', async () => {
  const inits: RequestInit[] = [];
  const client = createClient({
    baseUrl: 'http://localhost',
    auth: { session: { csrf: 'c1' } },
    fetch: async (_, init) => {
      inits.push(init ?? {});
      return Response.json({ error: 'no' }, { status: 401 });
    },
  });
  await expect(client.me()).rejects.toBeInstanceOf(Unauthorized);
  expect(inits).toHaveLength(1);
  expect(inits[0]).toMatchObject({ credentials: 'same-origin', headers: { 'x-cadenza-csrf': 'c1' } });
  expect(inits[0]?.headers).not.toHaveProperty('authorization');
});

test('a list leaves as a file while it comes', async () => {
  const { client, seen } = await scripted([{ body: [1] }]);
  let text = '';
  const decoder = new TextDecoder();
  const file = await client().people.list({ owner_id: 3 }).file('application/x-ndjson');
  for await (const part of file) text += decoder.decode(part);
  expect(text).toBe('[1]');
  expect(seen[0]).toMatchObject({
    url: '/v2/people?owner_id=3',
    headers: { accept: 'application/x-ndjson' },
  });
});

test('lists say what they may be asked by', () => {
  const people = listKinds('people');
  expect(people?.sorts).toContain('last_contacted_at');
  expect(people?.filters['title']).toMatchObject({ kind: 'strings', startsWith: true, oneOf: undefined });
  expect(people?.filters['owner_crm_id']).toMatchObject({ nullable: true, notIn: true });
  expect(people?.filters['last_contacted_type']?.oneOf).toEqual(['call', 'email', 'other']);
  expect(listKinds('me')).toBeUndefined();
});
