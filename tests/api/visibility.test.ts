import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedRecords } from '../support/operations.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

/** In a private team a user can do nothing with people, accounts and cadences they do not see: as if there were none. */
let server: TestServer;
let admin: Caller;
let user: Caller;
let ids: Record<string, number>;
let mine: number;
let ownTask: number;
beforeAll(async () => {
  server = await createTestServer();
  admin = await server.team();
  user = await server.colleague(admin);
  ids = await seedRecords(admin);
  await admin.call('PUT', '/v2/team', { team_visibility_default: 'private' });
  mine = (await user.call('POST', '/v2/people', { email_address: 'mine@example.com' })).body.data.id;
  const task = { subject: 'x', person_id: mine, task_type: 'call', due_date: '2026-03-03' };
  ownTask = (await user.call('POST', '/v2/tasks', task)).body.data.id;
  const cadence = await user.call('POST', '/v2/cadences', { name: 'Mine' });
  await user.call('POST', '/v2/steps', {
    cadence_id: cadence.body.data.id,
    type: 'phone',
    name: 'Call',
    day: 1,
  });
  ids['ownCadence'] = cadence.body.data.id;
});
afterAll(() => server.close());

const NOTHING = ['could not be found'];

describe('what the caller does not see', () => {
  it.each([
    [
      'POST',
      '/v2/people',
      'account_id',
      () => ({ email_address: 'x@example.com', account_id: ids['accounts'] }),
    ],
    [
      'POST',
      '/v2/people',
      'import_id',
      () => ({ email_address: 'x@example.com', import_id: ids['imports'] }),
    ],
    ['PUT', () => `/v2/people/${mine}`, 'account_id', () => ({ account_id: ids['accounts'] })],
    [
      'POST',
      '/v2/person_upserts',
      'account_id',
      () => ({ email_address: 'x@example.com', account_id: ids['accounts'] }),
    ],
    [
      'POST',
      '/v2/tasks',
      'person_id',
      () => ({ subject: 'x', person_id: ids['people'], task_type: 'call', due_date: '2026-03-03' }),
    ],
    ['PUT', () => `/v2/tasks/${ownTask}`, 'person_id', () => ({ person_id: ids['people'] })],
    [
      'POST',
      '/v2/notes',
      'associated_with_id',
      () => ({ content: 'x', associated_with_type: 'person', associated_with_id: ids['people'] }),
    ],
    [
      'POST',
      '/v2/notes',
      'associated_with_id',
      () => ({ content: 'x', associated_with_type: 'account', associated_with_id: ids['accounts'] }),
    ],
    ['POST', '/v2/activities/calls', 'person_id', () => ({ person_id: ids['people'] })],
    [
      'POST',
      '/v2/cadence_memberships',
      'person_id',
      () => ({ person_id: ids['people'], cadence_id: ids['ownCadence'] }),
    ],
    [
      'POST',
      '/v2/cadence_memberships',
      'cadence_id',
      () => ({ person_id: mine, cadence_id: ids['cadences'] }),
    ],
  ] as const)('%s %s: %s could not be found', async (method, path, field, body) => {
    const url = typeof path === 'string' ? path : path();
    const answer = await user.call(method, url, body());
    expect([answer.status, answer.body]).toEqual([422, { errors: { [field]: NOTHING } }]);
  });

  it.each(['/v2/people/', '/v2/accounts/', '/v2/cadences/'] as const)(
    '%s: 404 to read, change and delete',
    async (path) => {
      const id = ids[path.split('/')[2] ?? ''];
      for (const method of ['GET', 'PUT', 'DELETE'] as const)
        expect(
          (await user.call(method, `${path}${id}`, method === 'PUT' ? {} : undefined)).status,
          method,
        ).toBe(404);
    },
  );

  it('is 404 for its export, its settings and its instructions as well', async () => {
    const paths = [
      `/v2/cadence_exports/${ids['cadences']}`,
      `/v2/action_details/call_instructions/${ids['call_instructions']}`,
    ];
    for (const path of paths) {
      expect((await user.call('GET', path)).status, path).toBe(404);
      expect((await admin.call('GET', path)).status, path).toBe(200);
    }
  });

  it('is there for an admin, and for everybody once the team is open', async () => {
    const note = { content: 'x', associated_with_type: 'person', associated_with_id: ids['people'] };
    expect((await admin.call('POST', '/v2/notes', note)).status).toBe(200);
    await admin.call('PUT', '/v2/team', { team_visibility_default: 'public' });
    expect((await user.call('POST', '/v2/notes', note)).status).toBe(200);
    await admin.call('PUT', `/v2/cadences/${ids['cadences']}`, { shared: true });
    expect((await user.call('GET', `/v2/cadence_exports/${ids['cadences']}`)).status).toBe(200);
  });
});
