import { expect } from 'vitest';
import { queued, somebody } from './queued.js';
import type { EventWalk } from './walk.js';

/** What a command tells of beside its own record. */
export async function whatComesAlong(walk: EventWalk): Promise<void> {
  const account = await walk.make('accounts', { name: 'D', domain: 'd.example' });
  const { person, address } = await somebody(walk, { account_id: account });
  const call = await walk.make('calls', { person_id: person });
  const about = { associated_with_type: 'person', associated_with_id: person };
  const note = await walk.go('notes.create', '', { content: 'N', call_id: call, ...about });
  expect(note.types).toContain('call_updated');
  await walk.go('pin_activity_history', `call-${call}`, { pinned: true });
  const due = { person_id: person, subject: 'S', due_date: '2026-03-03' };
  const done = await walk.go('tasks.create', '', { ...due, task_type: 'call', current_state: 'completed' });
  expect(done.types).toContain('task_completed');
  const task = await walk.make('tasks', { ...due, task_type: 'call' });

  const cadence = await walk.make('cadences', { name: 'Calls' });
  const group = { cadence_id: cadence, day: 1 };
  await walk.make('steps', { ...group, type: 'phone', name: 'Call' });
  const second = await walk.go('steps.create', '', { ...group, type: 'other', name: 'Look', step_number: 1 });
  expect(second.types).toContain('step_updated');
  await walk.make('cadence_memberships', { person_id: person, cadence_id: cadence });
  const open = async (type: string): Promise<number> =>
    (await walk.admin.call('GET', `/v2/actions?person_id=${person}&type=${type}`)).body.data[0]?.id;
  await walk.go('activities', '', { action_id: await open('other') });
  const work = { person_id: person, action_id: await open('phone'), task_id: task };
  const called = await walk.go('calls.create', '', work);
  expect(called.types).toEqual(expect.arrayContaining(['task_updated', 'task_completed']));
  expect(await walk.remove('cadences', cadence, 'cadence_deleted')).toContain('cadence_deleted');

  const field = await walk.make('custom_fields', { name: 'Area', field_type: 'company' });
  await walk.go('accounts.update', account, { custom_fields: { Area: 'N' } });
  expect((await walk.go('custom_fields.update', field, { name: 'Zone' })).types).toEqual(['account_updated']);
  expect((await walk.go('custom_fields.delete', field)).types).toEqual(['account_updated']);

  const entry = await walk.make('suppressions', { value: address });
  const stronger = { value: address, reason: 'hard_bounce' };
  expect((await walk.go('suppressions.create', '', stronger)).types).toContain('suppression_updated');
  const csv = `email,reason\n${address},complaint\n`;
  const imported = await walk.go('suppression_imports', '', { csv });
  expect(imported.types).toEqual(expect.arrayContaining(['suppression_updated', 'person_updated']));
  await walk.remove('suppressions', entry, 'suppression_deleted');

  // What a person said remains behind a bounce that a colleague saw.
  const said = await walk.make('suppressions', { value: 'said@d.example', reason: 'opt_out' });
  await walk.make('suppressions', { value: 'said@d.example', reason: 'hard_bounce' });
  const weaker = await walk.go('suppressions.delete', said, {}, '', walk.colleague);
  expect(weaker.types).toEqual(['suppression_updated']);

  const empty = await walk.make('cadences', { name: 'Empty' });
  const filled = await walk.go('cadence_imports', '', {
    cadence_content: {
      cadence_id: empty,
      step_groups: [
        {
          day: 1,
          automated: false,
          due_immediately: false,
          steps: [{ type: 'Phone', enabled: true, name: 'Call', type_settings: {} }],
        },
      ],
    },
  });
  expect(filled.types).toEqual(['cadence_updated', 'step_created']);
}

/** Do not contact is kept of whoever is deleted, and forgotten when a colleague decides otherwise. */
export async function wishes(walk: EventWalk): Promise<void> {
  const marked = { do_not_contact: true };
  for (const again of ['people.update', 'person_upserts'] as const) {
    const { person, address } = await somebody(walk, marked);
    expect(await walk.remove('people', person, 'person_deleted')).toContain('suppression_created');
    const back = await somebody(walk, { email_address: address });
    const lifted = { do_not_contact: false };
    const { types } =
      again === 'people.update'
        ? await walk.go(again, back.person, lifted)
        : await walk.go(again, '', { upsert_key: 'email_address', email_address: address, ...lifted });
    expect(types).toContain('suppression_deleted');
  }
  const { person, address } = await somebody(walk);
  await walk.make('suppressions', { value: address });
  await walk.sql('UPDATE people SET opted_out_at = now() WHERE id = $1', [person]);
  expect((await walk.go('people.delete', person)).types).toContain('suppression_updated');
}

/** What waits for a mailbox is told when somebody looks after it. */
export async function mailboxes(walk: EventWalk): Promise<void> {
  const servers = { smtp_host: 'smtp.sender.example', password: 'x' };
  const mailbox = await walk.make('mailboxes', { email_address: 'a@sender.example', ...servers });
  const { email } = await queued(walk);
  const wait = (rule = 'mailbox_waits') =>
    walk.sql(
      `UPDATE emails SET mailbox_id = $1, send_after = '2026-03-09', explained = jsonb_build_object('rule', $3::text) WHERE id = $2`,
      [mailbox, email, rule],
    );
  await wait();
  expect((await walk.go('mailboxes.update', mailbox, { password: 'y' })).types).toContain('email_updated');
  await wait();
  expect(await walk.remove('mailboxes', mailbox, 'mailbox_deleted')).toContain('email_updated');
}
