import { expect } from 'vitest';
import type { EventWalk } from './walk.js';

/** E-mails and the list of who gets none. */
export async function emailsAndSuppressions(walk: EventWalk): Promise<void> {
  const person = await walk.make('people', { email_address: 'e@c.example', last_name: 'E' });
  const letter = { person_id: person, subject: 'S', body: '<p>B</p>', send_after: '2026-12-01T09:00:00Z' };
  const email = await walk.make('scheduled_emails', letter);
  await walk.go('scheduled_emails.update', email, { subject: 'T' });
  await walk.go('scheduled_emails.delete', email);
  await walk.nothing('scheduled_emails.delete', email);
  for (const [name, verdict] of [
    ['send_ledger_settle', 'sent'],
    ['send_ledger_settle_many', 'not_sent'],
  ] as const) {
    const id = await walk.make('scheduled_emails', letter);
    await walk.sql(`UPDATE emails SET state = 'uncertain' WHERE id = $1`, [id]);
    const { types } = await walk.go(name, name === 'send_ledger_settle' ? id : '', { verdict });
    expect(types).toContain('email_updated');
  }
  const mailbox = await walk.make('mailboxes', {
    email_address: 'rep@sender.example',
    smtp_host: 'smtp.sender.example',
    password: 'x',
  });
  await walk.go('mailboxes.update', mailbox, { from_name: 'Rep' });
  await walk.remove('mailboxes', mailbox, 'mailbox_deleted');
  const added = await walk.go('suppressions.create', '', { value: 'e@c.example', reason: 'opt_out' });
  expect(added.types).toEqual(['suppression_created', 'person_updated']);
  await walk.nothing('suppressions.create', '', { value: 'e@c.example' });
  const imported = await walk.go('suppression_imports', '', {
    content: Buffer.from('email\nx@c.example\ny@c.example\n').toString('base64'),
  });
  expect(imported.told.filter(({ type }) => type === 'suppression_created')).toHaveLength(2);
  expect(await walk.remove('suppressions', added.data.id, 'suppression_deleted')).toContain('person_updated');
}
