import { afterAll, beforeAll, expect, it } from 'vitest';
import { auditLoop } from '../../apps/server/src/audit-parts.js';
import type { Database } from '../../apps/server/src/db/connect.js';
import { mortal, Sink } from '../engine/crash.support.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

/** Files of the audit log, made in the background; and files of cadences. */
let server: TestServer;
let admin: Caller;
let mails: { to: string; subject: string }[];
beforeAll(async () => {
  server = await createTestServer({}, 'wall');
  admin = await server.team();
  mails = [];
});
afterAll(() => server.close());

const run = async (database: Database = server.database, later = 0) => {
  const { config, clock, log, files } = server.context;
  if (!files) throw new Error('a store');
  const sendSystemMail = async ({
    to,
    compose,
  }: {
    to: string;
    compose: () => Promise<{ subject: string }>;
  }) => {
    mails.push({ to, subject: (await compose()).subject });
    return true;
  };
  const loop = auditLoop({ config, database, clock, store: files, log, sendSystemMail });
  const worked = await loop.round(new Date(server.clock.now().getTime() + later));
  await loop.drain?.();
  return worked;
};
const make = async (body: object, by = admin) => {
  const answer = await by.call('POST', '/v2/audit_reports', body);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data;
};
const show = async (id: number) => (await admin.call('GET', `/v2/audit_reports/${id}`)).body.data;
const fetched = async (url: string) => (await admin.call('GET', new URL(url).pathname)).text;

it('is asked for, made, told of by mail, and taken by its link', async () => {
  const group = (await admin.call('POST', '/v2/groups', { name: '=cmd()' })).body.data.id;
  await admin.call('PUT', `/v2/groups/${group}`, { name: 'North' });
  const other = (await admin.call('POST', '/v2/groups', { name: 'South' })).body.data.id;
  const asked = await make({
    name: 'Groups',
    record_type: 'groups',
    record_ids: [group],
    audited_user_guids: [admin.principal.userGuid],
    actions: ['create'],
    since: '2020-01-01',
    until: '2099-12-31',
    email_notification: true,
  });
  expect(asked).toMatchObject({
    status: 'requested',
    record_ids: [group],
    actions: ['create'],
    since: '2020-01-01',
    until: '2099-12-31',
    user_guid: admin.principal.userGuid,
    requestor_email: admin.email,
    started_on: null,
    completed_on: null,
    download_url: null,
    error: null,
  });
  const all = await make({});
  while ((await run()) > 0);
  const made = await show(asked.id);
  expect(made).toMatchObject({ status: 'completed', completed_on: expect.any(String), error: null });
  expect(made.completed_on >= made.requested_on).toBe(true);
  const lines = (await fetched(made.download_url)).trim().split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain('=cmd()');
  expect(lines[1]?.startsWith('=')).toBe(false);
  expect(mails).toEqual([{ to: admin.email, subject: expect.stringContaining(String(asked.id)) }]);
  const whole = await fetched((await show(all.id)).download_url);
  for (const name of ['North', 'South', 'groups']) expect(whole).toContain(name);
  expect(other).not.toBe(group);
  expect(
    (await admin.call('GET', '/v2/audit_reports')).body.data.map(({ id }: { id: number }) => id),
  ).toEqual([all.id, asked.id]);
  const nothing = await make({ until: '2020-01-01' });
  while ((await run()) > 0);
  expect((await fetched((await show(nothing.id)).download_url)).trim().split('\n')).toHaveLength(1);
  expect(
    (await admin.call('POST', '/v2/audit_reports', { since: '2026-02-01', until: '2026-01-01' })).status,
  ).toBe(422);
  const stranger = await server.team();
  const guids = { audited_user_guids: [stranger.principal.userGuid] };
  expect((await admin.call('POST', '/v2/audit_reports', guids)).status).toBe(422);
  expect((await stranger.call('GET', `/v2/audit_reports/${all.id}`)).status).toBe(404);
  const rep = await server.colleague(admin);
  expect((await rep.call('GET', '/v2/audit_reports')).body.data).toEqual([]);
  expect((await rep.call('GET', `/v2/audit_reports/${all.id}`)).status).toBe(404);
  expect((await rep.call('POST', '/v2/audit_reports', {})).status).toBe(403);
});

it('goes on with the next process when one is killed, and is made for no one who is no admin any more', async () => {
  const { id } = await make({ name: 'Killed' });
  const process = mortal(
    server.database.pool.options,
    new Sink(),
    'diesBefore',
    "SELECT set_config(name, '1800000'",
  );
  const round = run(process.database);
  await Promise.race([round, process.died]);
  expect(process.hit).toBeDefined();
  await process.bury(server.database.pool);
  expect(await show(id)).toMatchObject({ status: 'started', download_url: null });
  expect(await run()).toBe(0);
  const HOUR = 3_600_000;
  expect(await run(server.database, HOUR)).toBe(1);
  expect(await show(id)).toMatchObject({ status: 'completed', download_url: expect.any(String) });
  const second = await server.colleague(admin, {
    admin: true,
    scopes: ['system:all', 'audit_reports:read', 'audit_reports:write'],
  });
  const gone = await make({ name: 'Gone' }, second);
  await admin.call('PUT', `/v2/users/${second.principal.userId}`, { role_id: 'User' });
  for (let tries = 1; tries <= 9; tries += 1) await run(server.database, (tries + 1) * 2 * HOUR);
  expect(await show(gone.id)).toMatchObject({
    status: 'failed',
    error: expect.stringContaining('no longer'),
  });
});

it('cadences are one file, which those who see them may have', async () => {
  const ids = [];
  for (const name of ['A', 'B'])
    ids.push((await admin.call('POST', '/v2/cadences', { name, team_cadence: true })).body.data.id);
  const answer = await admin.call('POST', '/v2/cadence_export_downloads', { cadence_ids: [...ids, ids[0]] });
  expect(answer.body.data).toMatchObject({ cadences: 2, name: expect.stringMatching(/\.json$/) });
  const { cadences } = JSON.parse(await fetched(answer.body.data.download_url));
  expect(cadences.map(({ id }: { id: number }) => id)).toEqual(ids);
  const alone = (await admin.call('GET', `/v2/cadence_exports/${ids[1]}`)).body.data;
  expect(cadences[1]).toEqual({ id: ids[1], ...alone });
  // What one file holds is imported again.
  const back = await admin.call('POST', '/v2/cadence_imports', {
    ...cadences[0].cadence_content,
    cadence_content: { step_groups: [] },
  });
  expect(back.status, back.text).toBe(200);
  const mine = (await admin.call('POST', '/v2/cadences', { name: 'C' })).body.data.id;
  const rep = await server.colleague(admin);
  for (const [by, cadence_ids] of [
    [rep, [ids[0], mine]],
    [await server.team(), ids],
    [admin, []],
    [admin, [999_999]],
  ] as const)
    expect((await by.call('POST', '/v2/cadence_export_downloads', { cadence_ids })).status).toBe(422);
});
