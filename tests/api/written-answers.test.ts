import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

/**
 * A write that is done is told as done: also when it took the record out of the caller's sight, with an Idempotency-Key
 * and without, in V1 and V2, for resources and operations.
 */
let server: TestServer;
let admin: Caller;
let rep: Caller;
let other: Caller;
beforeAll(async () => {
  server = await createTestServer();
  admin = await server.team();
  rep = await server.colleague(admin);
  other = await server.colleague(admin);
  await admin.call('PUT', '/v2/team', { team_visibility_default: 'private' });
});
afterAll(() => server.close());

let made = 0;
async function create(path: string, body: object): Promise<number> {
  const answer = await rep.call('POST', path, body);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data.id;
}
const address = () => `gone${(made += 1)}@example.com`;
describe.each([false, true])('with an Idempotency-Key: %s', (withKey) => {
  const keyed = (): Record<string, string> =>
    withKey ? { 'idempotency-key': `given away ${(made += 1)}` } : {};
  const isGivenAway = async (path: string, id: number) => {
    expect((await rep.call('GET', `${path}/${id}`)).status).toBe(404);
    expect((await other.call('GET', `${path}/${id}`)).body.data.owner.id).toBe(other.principal.userId);
  };

  it.each([
    ['/v2/people', () => ({ email_address: address() })],
    ['/v2/accounts', () => ({ name: 'Given', domain: `${address()}.example` })],
  ])('PUT %s answers with what the caller gave away', async (path, body) => {
    const id = await create(path, body());
    const change = { owner_id: other.principal.userId };
    const answer = await rep.call('PUT', `${path}/${id}`, change, keyed());
    expect([answer.status, answer.body.data.owner.id]).toEqual([200, other.principal.userId]);
    await isGivenAway(path, id);
  });

  it('POST /v2/person_upserts does', async () => {
    const email_address = address();
    const id = await create('/v2/people', { email_address });
    const body = { upsert_key: 'email_address', email_address, owner_id: other.principal.userId };
    const answer = await rep.call('POST', '/v2/person_upserts', body, keyed());
    expect([answer.status, answer.body.data.person.id]).toEqual([200, id]);
    await isGivenAway('/v2/people', id);
  });

  it('PUT /public_api/v1/people does', async () => {
    const id = await create('/v2/people', { email_address: address() });
    const change = { owner_id: other.principal.userId };
    const answer = await rep.call('PUT', `/public_api/v1/people/${id}`, change, keyed());
    expect([answer.status, answer.body.id]).toEqual([200, id]);
    await isGivenAway('/v2/people', id);
  });
});

it('a creation for a colleague answers with the record', async () => {
  const body = { email_address: address(), owner_id: other.principal.userId };
  const answer = await rep.call('POST', '/v2/people', body);
  expect(answer.status).toBe(200);
  expect((await rep.call('GET', `/v2/people/${answer.body.data.id}`)).status).toBe(404);
});

it('a replay says the same again', async () => {
  const id = await create('/v2/people', { email_address: address() });
  const change = { owner_id: other.principal.userId };
  const twice = async () => rep.call('PUT', `/v2/people/${id}`, change, { 'idempotency-key': 'said again' });
  const [first, second] = [await twice(), await twice()];
  expect(second.text).toBe(first.text);
  expect(second.headers['idempotent-replayed']).toBe('true');
});
