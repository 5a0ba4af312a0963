import { importLoop } from '../../../apps/server/src/engine/imports.js';
import type { FileStore } from '../../../apps/server/src/kernel/file-store.js';
import { uploaded } from '../files.js';
import type { Teller } from './teller.js';

/** A company, somebody who works there, and what a rep writes down. */
export async function people(story: Teller): Promise<void> {
  const stage = await story.make('account_stages', { name: 'Evaluating', order: 3 });
  const tier = await story.make('account_tiers', { name: 'Strategic', order: 1 });
  await story.tell('account_stages.update', stage, { name: 'In evaluation' });
  await story.tell('account_tiers.update', tier, { active: true });
  const account = await story.make('accounts', {
    name: 'Analytical Engines Ltd',
    domain: 'engines.example',
    website: 'https://engines.example',
    industry: 'Machinery',
    city: 'London',
    country: 'GB',
    company_stage_id: stage,
    account_tier_id: tier,
    tags: ['pilot'],
  });
  await story.tell('accounts.update', account, { size: '250', conversational_name: 'Analytical Engines' });
  await story.tell('account_upserts', '', {
    upsert_key: 'domain',
    domain: 'engines.example',
    name: 'Analytical Engines Ltd',
    phone: '+44 20 7946 0018',
  });
  const field = await story.make('custom_fields', { name: 'Favourite machine', field_type: 'person' });
  await story.tell('custom_fields.update', field, { name: 'Machine' });
  await story.tell('custom_field_uses', field);
  const personStage = await story.make('person_stages', { name: 'Interested' });
  await story.tell('person_stages.update', personStage, { name: 'Very interested' });
  const list = await story.make('imports', { name: 'Fair in March' });
  const csv =
    'First Name,Last Name,Email,Company,Website\nGrace,Hopper,grace@navy.example,Navy,https://navy.example\nNobody,,,,\n';
  const sheet = await story.tell('imports.create', '', {
    ...(await uploaded(story.server, story.admin, csv)),
  });
  await story.tell('import_sheet', sheet.id);
  const importing = importLoop({
    database: story.server.database,
    clock: story.server.clock,
    store: story.server.context.files as FileStore,
    log: story.server.context.log,
  });
  await story.tell('import_dry_run', sheet.id, { duplicates: 'fill', tags: ['fair'] });
  await importing.round(story.server.clock.now());
  await story.tell('import_start', sheet.id, { duplicates: 'fill', tags: ['fair'] });
  await importing.round(story.server.clock.now());
  await story.tell('import_progress', sheet.id);
  await story.tell('import_rows', sheet.id, undefined, '?of=dry_run');
  await story.tell('import_reasons', sheet.id, undefined, '?of=dry_run');
  const titles = await story.tell('imports.create', '', {
    ...(await uploaded(story.server, story.admin, 'Email,Title\ngrace@navy.example,Rear Admiral\n')),
  });
  await story.tell('import_start', titles.id, { duplicates: 'overwrite' });
  await importing.round(story.server.clock.now());
  await story.tell('undo_import', titles.id);
  const again = await story.tell('imports.create', '', {
    ...(await uploaded(story.server, story.admin, csv)),
  });
  await story.tell('import_start', again.id);
  await story.tell('import_cancel', again.id);
  await story.tell('imports.update', list, { name: 'Fair in March, second day' });
  const person = await story.make('people', {
    email_address: 'ada@engines.example',
    first_name: 'Ada',
    last_name: 'Lovelace',
    title: 'Head of Programming',
    phone: '+44 20 7946 0019',
    account_id: account,
    person_stage_id: personStage,
    import_id: list,
    tags: ['fair'],
    custom_fields: { Machine: 'Difference engine' },
  });
  await story.tell('people.update', person, {
    title: 'Chief Programmer',
    custom_fields: { Machine: 'Analytical engine' },
  });
  await story.tell('dial_person', person, { outside_hours: true });
  await story.tell('person_upserts', '', {
    upsert_key: 'email_address',
    email_address: 'charles@engines.example',
    first_name: 'Charles',
    last_name: 'Babbage',
  });
  const call = await story.make('calls', {
    person_id: person,
    to: '+44 20 7946 0019',
    duration: 184,
    disposition: 'Connected',
    sentiment: 'Very curious',
    notes: 'Wants to see a demonstration next week.',
  });
  const march = 'from=2026-03-01&until=2026-03-31&zone=UTC';
  await story.tell('email_report', '', undefined, `?${march}`);
  await story.tell('email_report_rows', '', undefined, `?figure=calls&${march}`);
  await story.tell('rep_report', '', undefined, `?${march}`);
  await story.tell('rep_report_rows', '', undefined, `?figure=touches_due&${march}`);
  await story.tell('funnel_report', '', undefined, `?${march}`);
  await story.tell('funnel_report_rows', '', undefined, `?figure=people_added&${march}`);
  await story.tell('activity_histories', '', undefined, '?per_page=2');
  await story.tell('pin_activity_history', `call-${call}`, { pinned: true });
  const note = await story.make('notes', {
    content: 'Prefers e-mail before noon.',
    associated_with_type: 'person',
    associated_with_id: person,
  });
  await story.tell('notes.update', note, {
    content: 'Prefers e-mail before noon, calls after.',
  });
  const task = await story.make('tasks', {
    subject: 'Send the drawings',
    description: 'She asked for the plan of the mill.',
    task_type: 'general',
    person_id: person,
    due_date: '2026-03-04',
  });
  await story.tell('tasks.update', task, { current_state: 'completed' });
  const open = await story.make('tasks', {
    subject: 'Ask about the budget',
    task_type: 'general',
    person_id: person,
    due_date: '2026-03-05',
  });
  await story.tell('activities', '', { task_id: open });
  await story.tell('create_success', '', { person_id: person });
  const [item] = await story.tell('third_party_live_feed_items', '', {
    subject_type: 'person',
    subject_id: person,
    user_guid: story.admin.principal.userGuid,
    message: 'read <a href="https://acme.example/offer">the offer</a>',
    idempotency_key: 'visit 4711',
    event_occurred_at: '2026-03-02T08:59:00Z',
  });
  story.ids['live_feed_items'] = item.id;
  await story.tell('live_website_tracking_parameters', '', { person_id: person });
  await signals(story, person);
  story.ids['successes'] = (await story.tell('successes.list'))[0].id;
  const twice = await story.make('people', { email_address: 'ada+news@engines.example', first_name: 'A.' });
  const branch = await story.make('accounts', {
    name: 'Analytical Engines GmbH',
    domain: 'engines-berlin.example',
  });
  await story.tell('person_duplicates', person ?? '');
  await story.tell('account_duplicates', account);
  await story.tell('duplicate_people');
  await story.tell('duplicate_accounts');
  await story.tell('merge_account', account, { from_id: branch, fields: { name: 'into' }, dry_run: true });
  const merged = await story.tell('merge_person', person ?? '', { from_id: twice });
  await story.tell('merge', merged.id);
  await story.tell('merges');
  await story.tell('undo_merge', merged.id);
  await story.tell('search', '', undefined, '?q=ada%20lovelac&per_type=2');
}

/** What is taken away again. */
export async function removals(story: Teller): Promise<void> {
  const { admin } = story;
  const asked = { people_ids: [story.ids['people']], dry_run: true };
  story.ids['data_control_requests'] = (await story.tell('right_to_be_forgotten', '', asked)).id;
  await story.tell('people_soft_deletion', '', asked);
  const { id: access } = await story.tell('data_access', '', { person_id: story.ids['people'] });
  await story.tell('cancel_data_control_request', access);
  const account = { account_id: story.ids['accounts'], dry_run: true };
  await story.tell('account_redaction', '', account);
  await story.tell('account_and_people_redaction', '', account);
  const about = { associated_with_type: 'account', associated_with_id: story.ids['accounts'] };
  await story.tell(
    'notes.delete',
    (await story.tell('notes.create', '', { content: 'Out of date.', ...about })).id,
  );
  const made = async (resource: string, body: object): Promise<number> =>
    (await story.tell(`${resource}.create`, '', body)).id;
  const away: [string, object][] = [
    ['accounts', { name: 'Gone Ltd', domain: 'gone.example' }],
    ['people', { last_name: 'Gone', email_address: 'gone@gone.example' }],
    ['account_stages', { name: 'Gone' }],
    ['account_tiers', { name: 'Gone' }],
    ['person_stages', { name: 'Gone' }],
    ['custom_fields', { name: 'Gone' }],
    ['imports', { name: 'Gone' }],
    ['call_dispositions', { name: 'Gone' }],
    ['call_sentiments', { name: 'Gone' }],
    ['groups', { name: 'Gone' }],
    ['snippets', { key: 'gone', body: 'Gone' }],
    ['email_templates', { title: 'Gone', subject: 'Gone', body: '<p>Gone</p>' }],
    ['holiday_calendars', { name: 'Gone', extra_days: [] }],
    ['user_absences', { starts_on: '2026-08-03', ends_on: '2026-08-04' }],
    [
      'send_windows',
      { blocks: [{ days: [6], from: '10:00', to: '11:00' }], user_id: admin.principal.userId },
    ],
    ['saved_list_views', { name: 'Gone', view: 'people' }],
    ['attachments', { name: 'gone.txt', content_type: 'text/plain', content: 'aGVsbG8=' }],
    ['mailboxes', { email_address: 'gone@sender.example', smtp_host: 'smtp.sender.example', password: 'x' }],
    ['suppressions', { value: 'gone@gone.example', reason: 'manual' }],
    ['cadences', { name: 'Gone' }],
    ['tasks', { subject: 'Gone', task_type: 'call', person_id: story.ids['people'], due_date: '2026-03-09' }],
  ];
  for (const [resource, body] of away) await story.tell(`${resource}.delete`, await made(resource, body));
}

/** A program that says who looked at the prices, and what is done then. */
async function signals(story: Teller, person: number): Promise<void> {
  const kind = await story.tell('create_signal_registration', '', {
    type: 'pricing_visit',
    signal_name: 'Pricing visits',
    description: { 'en-us': '{name} looked at {page}' },
    data_shape: { type: 'object', required: ['page'], properties: { page: { type: 'string' } } },
    indicators: [{ key: 'pricing', description: { 'en-us': 'The prices were looked at' } }],
    attribution: ['person', 'account'],
  });
  await story.tell('signal_registrations');
  await story.tell('signal_registration', kind.id);
  await story.tell('update_signal_registration', kind.id, { signal_name: 'Visits of the prices' });
  const play = await story.tell('create_play', '', {
    signal_registration_id: kind.id,
    name: { 'en-us': 'Call while it is warm' },
    indicators: ['pricing'],
    attributes: { task_type: 'Call', task_subject: { 'en-us': 'Call {{name}}' }, task_reminder_hours: 4 },
  });
  await story.tell('enable_play', play.id);
  await story.tell('plays');
  await story.tell('play', play.id);
  await story.tell('update_play', play.id, { label: { 'en-us': 'Warm' } });
  await story.tell('send_signal', '', {
    type: 'pricing_visit',
    urgency: 'high',
    occurred_at: '2026-03-02T08:58:00Z',
    indicators: [{ key: 'pricing' }],
    idempotency_key: '0b7c9b0e-59f5-4c55-8d6b-2f5e0c6e1a11',
    data: { page: '/pricing' },
    attribution: { person_id: person, user_guid: story.admin.principal.userGuid },
  });
  await story.tell('disable_play', play.id);
  await story.tell('delete_play', play.id);
  await story.tell('delete_signal_registration', kind.id);
}
