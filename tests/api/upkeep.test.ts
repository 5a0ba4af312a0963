import { afterAll, beforeAll, expect, it } from 'vitest';
import { deleteExpired } from '../../apps/server/src/domain/identity/commands.js';
import { createTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

it('forgets an Idempotency-Key a day after its use, and not before', async () => {
  const caller = await server.team();
  const body = { email_address: 'twice@example.com' };
  const send = () => caller.call('POST', '/v2/people', body, { 'idempotency-key': 'once' });
  const kept = async () =>
    (await server.database.kysely.selectFrom('idempotency_keys').selectAll().execute()).length;
  const first = await send();
  expect(first.status).toBe(200);
  const { kysely } = server.database;
  await deleteExpired(kysely, new Date(server.clock.now().getTime() + 24 * 3_600_000));
  expect(await kept()).toBe(1);
  expect((await send()).body.data.id).toBe(first.body.data.id);
  await deleteExpired(kysely, new Date(server.clock.now().getTime() + 24 * 3_600_000 + 1));
  expect(await kept()).toBe(0);
  // What it did is still done.
  expect((await send()).status).toBe(422);
});

it('a deactivated user is out at once, and so is who loses their rights, whatever this process had cached', async () => {
  const admin = await server.team();
  const rep = await server.colleague(admin);
  const second = await server.colleague(admin, { admin: true });
  // Without its word from the database the process has only itself to tell it.
  await server.database.pool.query('DROP TRIGGER auth_changed ON users');
  const { pool } = server.database;
  const query = pool.query.bind(pool);
  let lookups = 0;
  pool.query = ((...args: unknown[]) => {
    if (String((args[0] as { name?: string }).name).startsWith('auth_')) lookups += 1;
    return (query as (...all: unknown[]) => unknown)(...args);
  }) as typeof pool.query;
  await expect
    .poll(async () => {
      const before = lookups;
      await rep.call('GET', '/v2/me');
      await second.call('GET', '/v2/me');
      return lookups - before;
    })
    .toBe(0);

  const off = await admin.call('PUT', `/v2/users/${rep.principal.userId}`, { active: false });
  expect(off.status, off.text).toBe(200);
  expect((await rep.call('GET', '/v2/me')).status).toBe(401);
  await admin.call('PUT', `/v2/users/${second.principal.userId}`, { role_id: 'User' });
  expect((await second.call('PUT', `/v2/users/${admin.principal.userId}`, { active: false })).status).toBe(
    403,
  );
});

it('an event cadence is over when its last active day is: expired, and closed to people', async () => {
  const caller = await server.team();
  const today = server.clock.now().toISOString().slice(0, 10);
  const yesterday = new Date(server.clock.now().getTime() - 24 * 3_600_000).toISOString().slice(0, 10);
  const event = { name: 'Fair', cadence_function: 'event', latest_active_date: today };
  const made = (await caller.call('POST', '/v2/cadences', event)).body.data;
  expect(made).toMatchObject({ latest_active_date: today, current_state: 'active' });
  const person = (await caller.call('POST', '/v2/people', { email_address: 'guest@example.com' })).body.data;
  const change = async (body: object) =>
    (await caller.call('PUT', `/v2/cadences/${made.id}`, body)).body.data;
  const add = () =>
    caller.call('POST', '/v2/cadence_memberships', { person_id: person.id, cadence_id: made.id });

  expect(await change({ latest_active_date: yesterday })).toMatchObject({
    latest_active_date: yesterday,
    current_state: 'expired',
  });
  const refused = await add();
  expect(refused.status).toBe(422);
  expect(refused.body.errors).toEqual({ cadence_id: ['has expired'] });
  // Only event cadences end by a date.
  expect(await change({ cadence_function: 'outbound' })).toMatchObject({ current_state: 'active' });
  expect(await change({ cadence_function: 'event', latest_active_date: null })).toMatchObject({
    latest_active_date: null,
    current_state: 'active',
  });
  expect((await add()).body.errors?.cadence_id).not.toEqual(['has expired']);
  const bad = await caller.call('PUT', `/v2/cadences/${made.id}`, { latest_active_date: 'soon' });
  expect(bad.status).toBe(422);
});

it('a team that turns private shows people and accounts to their owners and admins, in every process', async () => {
  const admin = await server.team();
  const rep = await server.colleague(admin);
  await admin.call('POST', '/v2/people', {
    email_address: 'theirs@example.com',
    owner_id: admin.principal.userId,
  });
  await admin.call('POST', '/v2/people', {
    email_address: 'own@example.com',
    owner_id: rep.principal.userId,
  });
  await admin.call('POST', '/v2/accounts', { name: 'Theirs', domain: 'theirs.example' });
  const seen = async (who: typeof rep) => {
    const people = (await who.call('GET', '/v2/people?sort_by=created_at')).body.data;
    const accounts = (await who.call('GET', '/v2/accounts')).body.data;
    return [...people, ...accounts].map(
      (each: { email_address?: string; name?: string }) => each.email_address ?? each.name,
    );
  };
  expect((await seen(rep)).toSorted()).toEqual(['Theirs', 'own@example.com', 'theirs@example.com']);
  await server.database.pool.query(`UPDATE teams SET team_visibility_default = 'private' WHERE id = $1`, [
    admin.principal.teamId,
  ]);
  await expect.poll(() => seen(rep)).toEqual(['own@example.com']);
  expect(await seen(admin)).toHaveLength(3);
});
