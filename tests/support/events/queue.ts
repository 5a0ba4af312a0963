import { expect } from 'vitest';
import { cadenceOfTwo, prepareDue, queued } from './queued.js';
import type { EventWalk } from './walk.js';

const ENDED = ['cadence_membership_updated', 'email_updated', 'person_updated'] as const;

/** Whatever takes somebody off a cadence takes the e-mail out of the queue, and says both. */
export async function whatEndsMemberships(walk: EventWalk): Promise<void> {
  const dnc = { do_not_contact: true };
  const account = await walk.make('accounts', { name: 'Q', domain: 'q.example' });
  await queued(walk, { account_id: account });
  expect((await walk.go('accounts.update', account, dnc)).types).toEqual(expect.arrayContaining([...ENDED]));
  await walk.go('accounts.update', account, { do_not_contact: false });
  await queued(walk, { account_id: account });
  await walk.go('account_upserts', '', { upsert_key: 'domain', domain: 'q.example', name: 'Q', ...dnc });
  await walk.go('account_upserts', '', { upsert_key: 'domain', domain: 'new.example', name: 'New' });

  const marked = await queued(walk);
  await walk.go('people.update', marked.person, dnc);
  const upserted = await queued(walk);
  await walk.go('person_upserts', '', {
    upsert_key: 'email_address',
    email_address: upserted.address,
    ...dnc,
  });
  await walk.go('person_upserts', '', {
    upsert_key: 'email_address',
    email_address: 'new@queue.example',
    last_name: 'New',
  });
  const gone = await queued(walk);
  expect((await walk.go('people.delete', gone.person)).types).toContain('person_updated');
  const { membership } = await queued(walk);
  await walk.go('cadence_memberships.delete', membership);
  await walk.nothing('cadence_memberships.delete', membership);

  const alone = await queued(walk, {}, {}, false);
  const [open] = (await walk.admin.call('GET', `/v2/actions?person_id=${alone.person}`)).body.data;
  expect((await walk.go('drop_action', open.id)).types).toEqual(expect.arrayContaining([...ENDED]));

  const archived = await queued(walk);
  await walk.go('cadences.update', archived.cadence, { archived: true });
  const deleted = await queued(walk);
  await walk.go('cadences.delete', deleted.cadence);
  const successful = await queued(walk, {}, { exit_on_success: true });
  await walk.go('create_success', '', { person_id: successful.person });

  // Who comes onto one cadence has its stage, which ends another.
  const stage = await walk.make('person_stages', { name: 'Over' });
  const left = await queued(walk, {}, { exit_stage_ids: [stage] });
  const next = await cadenceOfTwo(walk, { added_stage_id: stage });
  const added = await walk.go('cadence_memberships.create', '', {
    person_id: left.person,
    cadence_id: next.cadence,
  });
  expect(added.told).toContainEqual(expect.objectContaining({ type: 'email_updated', id: left.email }));
  for (const id of [left.membership, added.data.id])
    expect(added.told).toContainEqual(expect.objectContaining({ type: 'cadence_membership_updated', id }));

  // A signal may put them there, too.
  const signalled = await queued(walk, {}, { exit_stage_ids: [stage] });
  const kind = await walk.go('create_signal_registration', '', { type: 'ask', indicators: [{ key: 'k' }] });
  const { data: play } = await walk.go('create_play', '', {
    signal_registration_id: kind.data.id,
    attributes: { task_type: 'Add person to cadence', cadence_id: next.cadence },
  });
  await walk.go('enable_play', play.id);
  const sent = await walk.go('send_signal', '', {
    ...{ type: 'ask', urgency: 'low', occurred_at: '2026-03-02T09:00:00Z' },
    idempotency_key: '6f4f5b6a-0b58-4b1c-9a51-3f5f6a0c1d2f',
    attribution: { person_id: signalled.person, user_guid: walk.admin.principal.userGuid },
  });
  expect(sent.told).toContainEqual(expect.objectContaining({ type: 'email_updated', id: signalled.email }));

  const list = await walk.make('imports', { name: 'I' });
  const imported = await queued(walk, { import_id: list });
  await walk.go('people.update', imported.person, { do_not_contact: true });
  const optedOut = await queued(walk, { import_id: list, personal_email_address: 'own@queue.example' });
  await walk.make('suppressions', { value: optedOut.address });
  await walk.sql('UPDATE people SET opted_out_at = now() WHERE id = $1', [optedOut.person]);
  const all = await walk.go('imports.delete', list, {}, '?undo=all');
  expect(all.types).toEqual(
    expect.arrayContaining(['person_updated', 'suppression_created', 'suppression_updated']),
  );
}

/** What pauses, moves or skips takes it out of the queue, too. */
export async function whatTakesBack(walk: EventWalk): Promise<void> {
  const paused = await queued(walk);
  await walk.go('pause_membership', paused.membership);
  const skipped = await queued(walk);
  await walk.go('skip_step', skipped.membership);
  const moved = await queued(walk);
  const callOf = async (cadence: number): Promise<number> =>
    (await walk.admin.call('GET', `/v2/steps?cadence_id=${cadence}&type=phone`)).body.data[0].id;
  await walk.go('move_membership', moved.membership, { step_id: await callOf(moved.cadence) });
  const over = await queued(walk, { contact_restrictions: ['call'] });
  await walk.go('move_membership', over.membership, { step_id: await callOf(over.cadence) });
  const halted = await queued(walk);
  await walk.go('pause_cadence', halted.cadence);
  const user = walk.admin.principal.userId;
  await queued(walk);
  await walk.go('pause_user_sending', user);
  await walk.go('resume_user_sending', user);
  await prepareDue(walk);
  await walk.go('update_sending_settings', '', { sending_paused: true });
  await walk.go('update_sending_settings', '', { sending_paused: false });
  const disabled = await queued(walk);
  await walk.go('steps.update', disabled.step, { disabled: true });
  const dropped = await queued(walk);
  await walk.go('steps.delete', dropped.step);
  // Of a cadence of one step nothing is left then.
  for (const how of ['update', 'delete'] as const) {
    const last = await queued(walk, {}, {}, false);
    await walk.go(`steps.${how}`, last.step, how === 'update' ? { disabled: true } : {});
  }
  const restricted = await queued(walk);
  await walk.go('people.update', restricted.person, { contact_restrictions: ['email'] });
}
