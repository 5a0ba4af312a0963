import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

/** A team's own words: call dispositions and sentiments, account stages and tiers. */
let server: TestServer;
let admin: Caller;
let rep: Caller;
beforeAll(async () => {
  server = await createTestServer();
});
beforeEach(async () => {
  admin = await server.team();
  rep = await server.colleague(admin);
});
afterAll(() => server.close());

const make = async (path: string, body: object): Promise<number> => {
  const answer = await admin.call('POST', path, body);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data.id;
};

describe.each(['call_dispositions', 'call_sentiments', 'account_stages', 'account_tiers'])('%s', (list) => {
  const path = `/v2/${list}`;

  it('are made, changed and deleted by admins', async () => {
    const id = await make(path, { name: 'Our own' });
    expect((await admin.call('PUT', `${path}/${id}`, { name: 'Still ours' })).body.data.name).toBe(
      'Still ours',
    );
    expect((await admin.call('GET', `${path}/${id}`)).body.data.name).toBe('Still ours');
    expect((await rep.call('POST', path, { name: 'Mine' })).status).toBe(403);
    expect((await rep.call('PUT', `${path}/${id}`, { name: 'Mine' })).status).toBe(403);
    expect((await rep.call('DELETE', `${path}/${id}`)).status).toBe(403);
    expect((await admin.call('DELETE', `${path}/${id}`)).status).toBe(204);
    expect((await admin.call('GET', `${path}/${id}`)).status).toBe(404);
  });

  it('have each name once, also when many ask at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => admin.call('POST', path, { name: 'Once' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422, 422, 422]);
    const taken = answers.find(({ status }) => status === 422);
    expect(taken?.body).toEqual({ errors: { name: ['has already been taken'] } });
    const other = await make(path, { name: 'Other' });
    expect((await admin.call('PUT', `${path}/${other}`, { name: 'Once' })).status).toBe(422);
    expect((await admin.call('PUT', `${path}/${other}`, { name: ' ' })).status).toBe(422);
  });
});

it('a call takes the outcomes of the team, and keeps their words', async () => {
  const person_id = await make('/v2/people', { email_address: 'called@example.com' });
  const disposition = await make('/v2/call_dispositions', { name: 'Spoke to the boss', connected: true });
  const sentiment = await make('/v2/call_sentiments', { name: 'Delighted', positive: true });
  const said = { disposition: 'Spoke to the boss', sentiment: 'Delighted' };
  const body = { person_id, ...said };
  const call = await make('/v2/activities/calls', body);
  await admin.call('PUT', `/v2/call_dispositions/${disposition}`, { name: 'Reached' });
  await admin.call('DELETE', `/v2/call_sentiments/${sentiment}`);
  const shown = (await admin.call('GET', `/v2/activities/calls/${call}`)).body.data;
  expect(shown).toMatchObject({ ...said, connected: true, positive: true });
  const again = await admin.call('POST', '/v2/activities/calls', body);
  expect(Object.keys(again.body.errors)).toEqual(['disposition']);
});

it('the last disposition stays while the team requires one', async () => {
  await server.database.pool.query('UPDATE teams SET dispositions_required = true WHERE id = $1', [
    admin.principal.teamId,
  ]);
  const { data } = (await admin.call('GET', '/v2/call_dispositions')).body;
  const deletions = await Promise.all(
    data.map(({ id }: { id: number }) => admin.call('DELETE', `/v2/call_dispositions/${id}`)),
  );
  expect(deletions.filter(({ status }) => status === 422)).toHaveLength(1);
  expect((await admin.call('GET', '/v2/call_dispositions')).body.data).toHaveLength(1);
});

describe.each([
  ['account_stages', 'company_stage_id', 'company_stage', 'account_stage'],
  ['account_tiers', 'account_tier_id', 'account_tier', 'account_tier'],
])('%s', (list, field, shown, sort) => {
  const path = `/v2/${list}`;
  const order = async () =>
    (await admin.call('GET', `${path}?sort_by=order&sort_direction=ASC`)).body.data.map(
      (entry: { name: string; order: number }) => `${entry.order} ${entry.name}`,
    );

  it('stand in the order they are given, and accounts are sorted by it', async () => {
    for (const entry of (await admin.call('GET', path)).body.data)
      await admin.call('DELETE', `${path}/${entry.id}`);
    const [a, b] = [await make(path, { name: 'A' }), await make(path, { name: 'B' })];
    const c = await make(path, { name: 'C', order: 1 });
    expect(await order()).toEqual(['1 C', '2 A', '3 B']);
    const accounts = await Promise.all(
      [a, b, c].map((id, at) =>
        make('/v2/accounts', { name: `${at}`, domain: `${list}${at}.example`, [field]: id }),
      ),
    );
    await admin.call('PUT', `${path}/${b}`, { order: 1 });
    expect(await order()).toEqual(['1 B', '2 C', '3 A']);
    const sorted = await admin.call('GET', `/v2/accounts?sort_by=${sort}&sort_direction=ASC`);
    expect(sorted.body.data.map(({ id }: { id: number }) => id)).toEqual([
      accounts[1],
      accounts[2],
      accounts[0],
    ]);
    await Promise.all([a, b, c].map((id) => admin.call('PUT', `${path}/${id}`, { order: 2 })));
    expect((await order()).map((text: string) => text.slice(0, 1))).toEqual(['1', '2', '3']);
  });

  it('leave their accounts without one when deleted, and say so', async () => {
    const id = await make(path, { name: 'Gone soon' });
    const account = await make('/v2/accounts', { name: 'X', domain: 'left.example', [field]: id });
    expect((await admin.call('DELETE', `${path}/${id}`)).status).toBe(204);
    expect((await admin.call('DELETE', `${path}/${id}`)).status).toBe(204);
    expect((await admin.call('GET', `/v2/accounts/${account}`)).body.data[shown]).toBeNull();
    const { rows } = await server.database.pool.query(
      `SELECT 1 FROM events WHERE team_id = $1 AND event_type = 'account_updated' AND resource_id = $2`,
      [admin.principal.teamId, account],
    );
    expect(rows).toHaveLength(1);
  });
});
