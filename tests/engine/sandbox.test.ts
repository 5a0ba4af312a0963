import Fastify from 'fastify';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { addToCadence } from '../../apps/server/src/domain/memberships/membership-commands.js';
import type { Authenticator } from '../../apps/server/src/http/auth.js';
import type { AppContext } from '../../apps/server/src/http/context.js';
import { sendError, toAppError } from '../../apps/server/src/http/errors.js';
import { mountSandbox } from '../../apps/server/src/http/sandbox.js';
import { manualClock } from '../../apps/server/src/kernel/clock.js';
import { foreignReader } from '../../apps/server/src/mail/foreign/reader.js';
import { sandboxMailer } from '../../apps/server/src/mail/sandbox.js';
import { testDatabase } from '../support/database.js';
import { as, engineOf, log, MONDAY, world } from './support.js';

let made: Awaited<ReturnType<typeof testDatabase>>;
beforeEach(async () => {
  made = await testDatabase();
});
afterEach(() => made.close());

it('shows what was delivered, to the team only, and never lets a message run anything', async () => {
  const w = await world(made.database);
  const stranger = await world(made.database);
  const { id } = await w.cadence([
    {
      day: 1,
      type: 'email',
      automated: true,
      subject: '<b>Hi</b> {{first_name}}',
      body: '<script>alert(1)</script><p>Hello</p>',
    },
  ]);
  const person = await w.person();
  await as(w, (tx) =>
    addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id: person, cadence_id: id }),
  );
  await engineOf(made.database, sandboxMailer(made.database)).runOnce(MONDAY);

  const guids = new Map(
    (await made.database.kysely.selectFrom('users').select(['id', 'guid']).execute()).map((user) => [
      user.id,
      user.guid,
    ]),
  );
  const principal = (teamId: number, userId: number) => ({
    teamId,
    userId,
    userGuid: guids.get(userId),
    admin: false,
    groupId: null,
    teamOpen: true,
    timeZone: 'UTC',
    scopes: 'all' as ReadonlySet<string> | 'all',
  });
  const auth = {
    session: async (cookie: string | undefined) =>
      cookie === 'us'
        ? principal(w.teamId, w.userId)
        : cookie === 'them'
          ? principal(stranger.teamId, stranger.userId)
          : null,
    bearer: async (token: string) =>
      token === 'key'
        ? principal(w.teamId, w.userId)
        : token === 'narrow'
          ? { ...principal(w.teamId, w.userId), scopes: new Set(['signals:write']) }
          : null,
  } as unknown as Authenticator;
  const app = Fastify();
  app.setErrorHandler((thrown, _, reply) => {
    const error = toAppError(thrown);
    return error ? sendError(reply, error) : reply.code(500).send({});
  });
  mountSandbox(
    app,
    {
      database: made.database,
      clock: manualClock(MONDAY),
      log,
      sandbox: { show: (raw: Buffer) => foreignReader().show(raw) },
      config: {
        publicUrl: 'http://cadenza.test',
        secretKey: 'a test key that is long enough to be one',
        secretKeysBefore: [],
      },
    } as unknown as AppContext,
    auth,
  );
  const get = (url: string, headers: Record<string, string> = { cookie: 'us' }) =>
    app.inject({ method: 'GET', url, headers });

  const json = { accept: 'application/json' };
  expect((await get('/sandbox/messages')).json().data).toMatchObject([{ subject: '<b>Hi</b> Pat1' }]);
  expect((await get('/sandbox/messages', { cookie: 'them' })).json()).toEqual({ data: [] });
  const { data } = (await get('/sandbox/messages', { authorization: 'Bearer key' })).json<{
    data: { id: number; envelope_to: string[] }[];
  }>();
  expect(data).toMatchObject([{ envelope_to: [`pat1@team${w.teamId}.test`] }]);
  const path = `/sandbox/messages/${data[0]?.id}`;
  expect((await get(`${path}/html`)).headers['content-security-policy']).toMatch(
    /^sandbox; default-src 'none'/,
  );
  expect((await get(`${path}/html`)).body).toContain('<p>Hello</p>');
  expect((await get(`${path}/raw`)).body).toContain('Message-ID: <');
  expect((await get(path, { authorization: 'Bearer key' })).json()).toMatchObject({
    data: { person_id: person, raw: expect.stringContaining('Message-ID') },
  });
  // A token reads e-mails with the scope for that, whatever else it may do.
  for (const part of ['/sandbox/messages', path, `${path}/raw`, `${path}/html`])
    expect((await get(part, { authorization: 'Bearer narrow' })).statusCode).toBe(403);
  // Whatever is not in the send ledger (once, links that set a password were kept here) is nobody's to read.
  await sandboxMailer(made.database).send({
    teamId: w.teamId,
    emailId: 0,
    messageId: '<boss@cadenza.test>',
    subject: 'Set a new password, boss@cadenza.test',
    envelope: { from: 'no-reply@cadenza.test', to: ['boss@cadenza.test'] },
    compose: async () =>
      Buffer.from('Subject: Set a new password\r\n\r\nhttp://cadenza.test/reset-password?token=x'),
    begin: async () => true,
    now: MONDAY,
  } as Parameters<ReturnType<typeof sandboxMailer>['send']>[0]);
  expect((await get('/sandbox/messages')).body).not.toContain('boss@cadenza.test');
  const hidden = await made.database.kysely
    .selectFrom('sandbox_messages')
    .select('id')
    .where('message_id', '=', '<boss@cadenza.test>')
    .executeTakeFirstOrThrow();
  for (const part of ['', '/raw', '/html'])
    expect((await get(`/sandbox/messages/${hidden.id}${part}`, { cookie: 'us', ...json })).statusCode).toBe(
      404,
    );
  expect((await get(path, { cookie: 'them', ...json })).statusCode).toBe(404);
  expect((await get(`${path}/html`, { cookie: 'them' })).statusCode).toBe(404);
  expect((await get('/sandbox/messages', {})).statusCode).toBe(401);
  await app.close();
});
