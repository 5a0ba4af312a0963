import { afterAll, beforeAll, expect, test } from 'vitest';
import { requestPasswordReset } from '../../apps/server/src/domain/identity/commands.js';
import type { Mailer, OutgoingMessage } from '../../apps/server/src/engine/ports.js';
import { createSystemMail } from '../../apps/server/src/system-mail.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let admin: Caller;
let rep: Caller;
const sent: OutgoingMessage[] = [];
const mailer: Mailer = {
  send: async (message) => {
    sent.push(message);
    return { kind: 'sent', reply: '250 ok' };
  },
  close: async () => undefined,
};

beforeAll(async () => {
  server = await createTestServer();
  admin = await server.team();
  rep = await server.colleague(admin);
});
afterAll(() => server.close());

async function forget(email: string, config = server.context.config) {
  const { database, clock } = server;
  const send = createSystemMail(config, database, mailer, clock);
  const about = { email, publicUrl: config.publicUrl, network: null };
  await requestPasswordReset(database.kysely, about, send, clock.now());
}
const kept = async () =>
  (
    await server.database.pool.query<{ resets: number; messages: number }>(
      'SELECT (SELECT count(*) FROM password_resets)::int AS resets, (SELECT count(*) FROM sandbox_messages)::int AS messages',
    )
  ).rows[0];
const mailboxOf = async (who: Caller) =>
  Number(
    (
      await who.call('POST', '/v2/mailboxes', {
        kind: 'smtp',
        email_address: who.email,
        username: who.email,
        password: 'x',
        smtp_host: 'smtp.example.com',
        smtp_port: 587,
        smtp_security: 'starttls',
      })
    ).body.data.id,
  );

test("a link leaves by SMTP_URL or an admin's mailbox that was named; otherwise none is made and nothing kept", async () => {
  await forget(rep.email);
  expect(sent).toEqual([]);
  expect(await kept()).toEqual({ resets: 0, messages: 0 });

  const name = (id: number | null) => admin.call('PUT', '/v2/sending_settings', { system_mailbox_id: id });
  // Whoever reads that mailbox could let himself in as anybody.
  expect((await name(await mailboxOf(rep))).body.errors).toEqual({
    system_mailbox_id: ['must be the mailbox of an admin'],
  });
  expect((await name(999_999)).status).toBe(422);
  const own = await mailboxOf(admin);
  expect((await name(own)).body.data.system_mailbox_id).toBe(own);
  await forget(rep.email);
  expect(sent).toMatchObject([{ mailboxId: own, envelope: { from: admin.email, to: [rep.email] } }]);
  expect(await kept()).toEqual({ resets: 1, messages: 0 });

  // An admin no more: the mailbox is not used for this any more.
  await server.database.pool.query(`UPDATE users SET role_id = 'User' WHERE email = $1`, [admin.email]);
  await forget(rep.email);
  expect(sent).toHaveLength(1);
  await forget(rep.email, { ...server.context.config, smtpUrl: 'smtp://localhost' });
  expect(sent).toHaveLength(1); // the fourth within an hour
  await forget(admin.email, { ...server.context.config, smtpUrl: 'smtp://localhost' });
  expect(sent[1]).toMatchObject({ envelope: { from: 'no-reply@cadenza.test', to: [admin.email] } });
  expect(sent[1]?.mailboxId).toBeUndefined();
});
