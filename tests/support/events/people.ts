import { uploaded } from '../files.js';
import { expect } from 'vitest';
import type { EventWalk } from './walk.js';

/** People, accounts and what is attached to them. */
export async function peopleAndAccounts(walk: EventWalk): Promise<void> {
  const account = await walk.make('accounts', { name: 'A', domain: 'a.example' });
  await walk.go('accounts.update', account, { name: 'B' });
  const person = await walk.make('people', { email_address: 'p@a.example', first_name: 'P', last_name: 'L' });
  await walk.go('people.update', person, { account_id: account, tags: ['x'] });
  const calling = await walk.go('calls.create', '', { person_id: person, notes: 'Said' });
  expect(calling.types).toEqual(expect.arrayContaining(['note_created', 'account_updated']));
  const call = await walk.make('calls', { person_id: person });
  const about = { associated_with_type: 'person', associated_with_id: person };
  const note = await walk.make('notes', { content: 'N', ...about });
  for (const on of [call, null, call]) {
    const { told } = await walk.go('notes.update', note, { call_id: on });
    expect(told).toContainEqual(expect.objectContaining({ type: 'call_updated', id: call }));
  }
  expect((await walk.go('notes.update', note, { content: 'M' })).types).toEqual(['note_updated']);
  expect(await walk.remove('notes', note, 'note_deleted')).toContain('call_updated');
  await walk.nothing('notes.delete', note);

  const written = { person_id: person, task_type: 'call', subject: 'S', due_date: '2026-03-03' };
  const task = await walk.make('tasks', written);
  await walk.go('bulk_reschedule_tasks', '', { task_ids: [task], due_date: '2026-03-04' });
  expect((await walk.go('tasks.update', task, { current_state: 'completed' })).types).toContain(
    'task_completed',
  );
  await walk.remove('tasks', task, 'task_deleted');
  const finished = await walk.make('tasks', { ...written, task_type: 'general' });
  const done = await walk.go('activities', '', { task_id: finished });
  expect(done.types).toEqual(expect.arrayContaining(['task_updated', 'task_completed']));
  await walk.go('create_success', '', { person_id: person });
  const item = {
    subject_type: 'person',
    subject_id: person,
    user_guid: walk.admin.principal.userGuid,
    message: 'read the offer',
    idempotency_key: 'one',
    event_occurred_at: '2026-03-02T09:00:00Z',
  };
  await walk.go('third_party_live_feed_items', '', item);
  await walk.nothing('third_party_live_feed_items', '', item);
  await walk.go('live_website_tracking_parameters', '', { person_id: person });
  const kind = await walk.go('create_signal_registration', '', {
    type: 'visit',
    indicators: [{ key: 'page' }],
  });
  await walk.go('update_signal_registration', kind.data.id, { signal_name: 'Visit' });
  const made = { signal_registration_id: kind.data.id, attributes: { task_type: 'Call' } };
  const { data: play } = await walk.go('create_play', '', made);
  await walk.go('update_play', play.id, { name: { 'en-us': 'Call {{name}}' } });
  await walk.go('enable_play', play.id);
  const signal = {
    ...{ type: 'visit', urgency: 'high', occurred_at: '2026-03-02T09:00:00Z' },
    idempotency_key: '6f4f5b6a-0b58-4b1c-9a51-3f5f6a0c1d2e',
    attribution: { person_id: person, user_guid: walk.admin.principal.userGuid },
  };
  await walk.go('send_signal', '', signal);
  await walk.nothing('send_signal', '', signal);
  await walk.go('disable_play', play.id);
  await walk.go('delete_play', play.id);
  await walk.go('delete_signal_registration', kind.data.id);
  await walk.go('person_upserts', '', {
    upsert_key: 'email_address',
    email_address: 'p@a.example',
    title: 'T',
  });
  await walk.go('account_upserts', '', { upsert_key: 'domain', domain: 'a.example', name: 'B', city: 'C' });
  await walk.go('accounts.update', account, { do_not_contact: true });
  expect(await walk.remove('accounts', account, 'account_deleted')).toContain('person_updated');
  await walk.remove('people', person, 'person_deleted');
  await walk.nothing('people.delete', person);
  const sheet = await uploaded(walk.server, walk.admin, 'Email\na@sheet.example\n');
  const read = await walk.make('imports', { name: 'S', ...sheet });
  await walk.go('import_dry_run', read);
  await walk.go('import_cancel', read);
  await walk.go('import_start', read);
  await walk.sql(`UPDATE import_runs SET finished_at = $2 WHERE import_id = $1`, [
    read,
    walk.server.clock.now(),
  ]);
  await walk.sql(
    `INSERT INTO import_rows (team_id, run_id, line, outcome, undo)
     SELECT team_id, id, 1, 'updated', '{"id":1,"before":{"title":null},"after":{"title":"T"}}' FROM import_runs WHERE import_id = $1 AND NOT dry`,
    [read],
  );
  await walk.go('undo_import', read);
  const list = await walk.make('imports', { name: 'I' });
  await walk.go('imports.update', list, { name: 'J' });
  await walk.make('people', { email_address: 'i@a.example', last_name: 'I', import_id: list });
  expect((await walk.go('imports.delete', list, {}, '?undo=all')).types).toContain('person_deleted');
}
