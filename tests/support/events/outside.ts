import { expect } from 'vitest';
import { registerServerTransport } from '../../../apps/server/src/domain/mailboxes/transport-commands.js';
import { smtpScript } from '../../engine/smtp-script.support.js';
import { prepareDue, queued, somebody } from './queued.js';
import type { EventWalk } from './walk.js';

/** Commands that speak with other servers, and with the engine's stores. */
export async function outside(walk: EventWalk): Promise<void> {
  const smtp = await smtpScript((command) => {
    if (command.startsWith('EHLO')) return '250-ready\r\n250 AUTH PLAIN';
    return command.startsWith('AUTH') ? '235 welcome' : undefined;
  });
  const mailbox = await walk.make('mailboxes', {
    email_address: 'me@sender.example',
    smtp_host: '127.0.0.1',
    smtp_port: smtp.port,
    smtp_security: 'none',
    username: 'me',
    password: 'x',
  });
  const { email } = await queued(walk);
  await walk.sql(
    `UPDATE emails SET mailbox_id = $1, send_after = '2026-03-09', explained = '{"rule":"mailbox_waits"}' WHERE id = $2`,
    [mailbox, email],
  );
  await walk.sql(`UPDATE mailboxes SET retry_at = '2026-03-09', health = 'failing' WHERE id = $1`, [mailbox]);
  const works = await walk.go('mailbox_test', mailbox);
  expect(works.data).toMatchObject({ ok: true });
  expect(works.told).toContainEqual(expect.objectContaining({ type: 'email_updated', id: email }));
  smtp.close();
  expect((await walk.go('mailbox_test', mailbox)).data).toMatchObject({ ok: false });
  await walk.go('mailbox_domain_check', mailbox);
  await walk.go('mailbox_authorizations', '', { provider: 'microsoft' });

  await registerServerTransport(walk.server.database.kysely, 'walk', walk.server.clock.now());
  // What waits for it is let go by the engine.
  await walk.go('retry_server_transport');

  const stuck = await walk.sql<{ id: number }>(
    `INSERT INTO long_commands (team_id, started_at, kind, subject_id, user_id, detail, after_id, done, total, failed_at)
    VALUES ($1, now(), 'detach_people', 1, $2, '{}', 0, 0, 1, now()) RETURNING id`,
    [walk.team, walk.admin.principal.userId],
  );
  await walk.go('long_command_retry', stuck[0]?.id);
  const running = await walk.sql<{ id: number }>(
    `INSERT INTO long_commands (team_id, started_at, kind, subject_id, user_id, detail, after_id, done, total)
    VALUES ($1, now(), 'stop_contacting', 1, $2, '{}', 0, 0, 1) RETURNING id`,
    [walk.team, walk.admin.principal.userId],
  );
  await walk.go('long_command_cancel', running[0]?.id);
}

/** An e-mail that a person sends. */
export async function byHand(walk: EventWalk): Promise<void> {
  const cadence = await walk.make('cadences', { name: 'By hand' });
  const template = await walk.make('email_templates', { title: 'T', subject: 'S', body: '<p>B</p>' });
  await walk.make('steps', { cadence_id: cadence, type: 'email', day: 1, email_template_id: template });
  const { person } = await somebody(walk);
  await walk.make('cadence_memberships', { person_id: person, cadence_id: cadence });
  await prepareDue(walk);
  const [action] = (await walk.admin.call('GET', `/v2/actions?person_id=${person}`)).body.data;
  const held = await walk.go('send_action_email', action.id, { send_after: '2027-01-01T00:00:00Z' });
  await walk.go('send_ledger_cancel', held.data.id);
  await walk.nothing('send_ledger_cancel', held.data.id);
  await walk.go('send_action_email', action.id);
}

/** A doubt about an e-mail of a cadence to somebody of an account. */
export async function doubts(walk: EventWalk): Promise<void> {
  const account = await walk.make('accounts', { name: 'W', domain: 'w.example' });
  for (const name of ['send_ledger_settle', 'send_ledger_settle_many'] as const) {
    const { email } = await queued(walk, { account_id: account });
    await walk.sql(`UPDATE emails SET state = 'uncertain' WHERE id = $1`, [email]);
    const { types } = await walk.go(name, name === 'send_ledger_settle' ? email : '', { verdict: 'sent' });
    expect(types).toContain('account_updated');
  }
  for (const status of ['failed', 'sent'] as const) {
    const { email } = await queued(walk, { account_id: account });
    const told = { status, message_id: `${status}@elsewhere.example` };
    const { types } = await walk.go('update_pending_email', email, told);
    expect(types.includes('account_updated'), status).toBe(status === 'sent');
  }
}

/** A team whose clock is moved: the engine and made-up people do what is due. */
export async function sandbox(walk: EventWalk): Promise<void> {
  await walk.go('sandbox_settings', '', { enabled: true, seed: 'walk', bounce_rate: 1 });
  const account = await walk.make('accounts', { name: 'S', domain: 's.example' });
  const bounces = [await queued(walk, { account_id: account }), await queued(walk, { account_id: account })];
  await walk.go('sandbox_advance', '', { by: '1s' });
  await walk.make('suppressions', { value: bounces[0]?.address });
  await walk.go('sandbox_advance', '', { by: '1d' });
  await walk.go('sandbox_settings', '', { bounce_rate: 0, complete_manual_steps: true });
  const { email } = await queued(walk, { account_id: account });
  await walk.go('sandbox_advance', '', { by: '10d' });
  const [kept] = await walk.sql<{ id: number }>(
    'SELECT s.id FROM sandbox_messages s JOIN emails e ON e.team_id = s.team_id AND e.message_id = s.message_id WHERE e.id = $1',
    [email],
  );
  for (const kind of ['open', 'auto_reply', 'reply', 'bounce', 'opt_out'])
    await walk.go('sandbox_react', kept?.id, { kind });
  await walk.go('sandbox_settings', '', { reply_rate: 1, auto_reply_rate: 0, opt_out_rate: 0 });
  const { person } = await queued(walk, { account_id: account });
  expect((await walk.go('sandbox_advance', '', { by: '4d' })).types).toContain('thread_created');
  const [answer] = await walk.sql<{ id: number }>(
    `SELECT id FROM received_messages WHERE person_id = $1 AND kind = 'reply'`,
    [person],
  );
  await walk.make('scheduled_emails', {
    person_id: person,
    received_message_id: answer?.id,
    body: 'Gladly.',
  });
  expect((await walk.go('sandbox_advance', '', { by: '1d' })).types).toContain('thread_updated');
  await walk.go('sandbox_cancel');
  await walk.go('sandbox_reset_clock');
}
