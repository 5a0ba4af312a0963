import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

let n = 0;
const connect = (who: Caller, more: object = {}) => {
  n += 1;
  return who.call('POST', '/v2/mailboxes', {
    email_address: `rep${n}@sender.test`,
    smtp_host: 'smtp.sender.test',
    smtp_port: 465,
    username: 'rep',
    password: 'secret',
    ...more,
  });
};

it('a team may leave servers and passwords of mailboxes to its admins', async () => {
  const admin = await server.team();
  const rep = await server.colleague(admin);
  expect((await admin.call('GET', '/v2/team')).body.data.only_admins_connect_servers).toBe(false);
  const own = (await connect(rep)).body.data.id as number;
  const set = { only_admins_connect_servers: true };
  expect((await rep.call('PUT', '/v2/team', set)).status).toBe(403);
  expect((await admin.call('PUT', '/v2/team', set)).body.data).toMatchObject(set);

  const refused = await connect(rep);
  expect(refused.status).toBe(403);
  expect(refused.text).toContain('through its provider');
  const change = (who: Caller, id: number, body: object) => who.call('PUT', `/v2/mailboxes/${id}`, body);
  for (const body of [
    { smtp_host: 'elsewhere.test', password: 'secret' },
    { imap_host: 'elsewhere.test', password: 'secret' },
    { smtp_port: 587, password: 'secret' },
    { username: 'boss', password: 'secret' },
  ])
    expect((await change(rep, own, body)).status, JSON.stringify(body)).toBe(403);
  // The rep's own affair: a new password for the same servers, and everything that is no server.
  expect((await change(rep, own, { password: 'newer', smtp_host: 'smtp.sender.test' })).status).toBe(200);
  expect((await change(rep, own, { daily_limit: 5, signature: 'Rep' })).status).toBe(200);
  // What a provider's consent connected is not turned into a password.
  await server.database.kysely
    .updateTable('mailboxes')
    .set({ kind: 'google' })
    .where('id', '=', own)
    .execute();
  expect((await change(rep, own, { password: 'typed' })).status).toBe(403);

  const made = await connect(admin, { user_id: rep.principal.userId });
  expect(made.status, made.text).toBe(200);
  expect((await change(admin, own, { smtp_host: 'elsewhere.test', password: 'x' })).status).toBe(200);
  await admin.call('PUT', '/v2/team', { only_admins_connect_servers: false });
  expect((await connect(rep)).status).toBe(200);
});
