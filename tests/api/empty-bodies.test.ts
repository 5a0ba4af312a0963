import { afterAll, beforeAll, expect, it } from 'vitest';
import { at, operations } from '../support/operations.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

/** `[]`, `null`, `""` and an empty Content-Type mean "no parameters" to every write, as nothing at all does. */
let server: TestServer;
let admin: Caller;
beforeAll(async () => {
  server = await createTestServer();
  admin = await server.team();
});
afterAll(() => server.close());

const writes = operations.filter(({ method }) => method === 'POST' || method === 'PUT');
const EMPTY: readonly [string, string | undefined, Record<string, string>][] = [
  ['[]', '[]', { 'content-type': 'application/json' }],
  ['null', ' null ', { 'content-type': 'application/json' }],
  ['""', '""', { 'content-type': 'application/json; charset=utf-8' }],
  ['{} of no type', '{}', { 'content-type': '' }],
  ['nothing of no type', undefined, { 'content-type': '' }],
];

it.each(EMPTY)('%s is no parameters', async (_, body, headers) => {
  for (const { method, path, name, resource } of writes) {
    const url = at(path, 999_999_999);
    const plain = await admin.call(method, url, {});
    // With an id that names nothing, or nothing but defaults: only how the request was read can differ.
    if (!resource && !path.includes('{id}')) continue;
    const answer = await admin.call(method, url, body, headers);
    expect([name, answer.status, answer.body.errors]).toEqual([name, plain.status, plain.body.errors]);
  }
});

it.each(EMPTY)('%s leaves a record as it is, and deletes it', async (label, body, headers) => {
  const made = await admin.call('POST', '/v2/people', {
    email_address: `${EMPTY.findIndex(([l]) => l === label)}@a.example`,
  });
  const path = `/v2/people/${made.body.data.id}`;
  expect((await admin.call('PUT', path, body, headers)).status).toBe(200);
  expect((await admin.call('DELETE', path, body, headers)).status).toBe(204);
});

it('anything else that is no object stays malformed', async () => {
  for (const body of ['[1]', '"x"', '0', 'true', '[[]]'])
    expect(
      (await admin.call('POST', '/v2/people', body, { 'content-type': 'application/json' })).status,
    ).toBe(400);
});
