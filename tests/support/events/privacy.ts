import type { EventWalk } from './walk.js';

/** Requests of privacy: what they come to is told of by whoever carries them out. */
export async function privacy(walk: EventWalk): Promise<void> {
  const person = await walk.make('people', { last_name: 'F', email_address: 'forget@me.example' });
  const account = await walk.make('accounts', { name: 'R', domain: 'redact.example' });
  for (const name of ['people_soft_deletion', 'right_to_be_forgotten'] as const)
    await walk.go(name, '', { people_ids: [person], dry_run: true });
  for (const name of ['account_redaction', 'account_and_people_redaction'] as const)
    await walk.go(name, '', { account_id: account, dry_run: true });
  const { data } = await walk.go('data_access', '', { person_id: person });
  await walk.go('cancel_data_control_request', data.id);
}
