import type { Teller } from './teller.js';

/** What may be sold, to whom, and how far it is. */
export async function crm(story: Teller): Promise<void> {
  const account_id = await story.make('accounts', { name: 'Zuse', domain: 'zuse.example' });
  const person_id = await story.make('people', {
    email_address: 'konrad@zuse.example',
    first_name: 'Konrad',
    account_id,
  });
  const stage = await story.make('opportunity_stages', { name: 'Offer sent', order: 2 });
  await story.tell('opportunity_stages.update', stage, { order: 3 });
  const opportunity_id = await story.make('opportunities', {
    name: 'A second machine',
    amount: '64000',
    currency_iso_code: 'EUR',
    stage_name: 'Offer sent',
    probability: '40',
    close_date: '2026-09-30T00:00:00Z',
    account_id,
  });
  await story.tell('opportunities.update', opportunity_id, { probability: '60' });
  const on = await story.make('opportunity_people', { opportunity_id, person_id });
  await story.tell('opportunities.list', '', undefined, '?per_page=1&is_closed=false');
  await story.tell('opportunities.show', opportunity_id);
  await story.tell('opportunity_people.list', '', undefined, '?per_page=1');
  await story.tell('opportunity_stages.list', '', undefined, '?per_page=1');
  await story.tell('opportunity_stages.show', stage);
  await telephone(story, person_id);
  await elsewhere(story, person_id);
  await story.tell('opportunity_people.delete', on);
  await story.tell('opportunities.delete', opportunity_id);
  await story.tell('opportunity_stages.delete', stage);
}

/** What a telephony program tells. */
async function telephone(story: Teller, person_id: number): Promise<void> {
  const user_id = story.colleague.principal.userId;
  const number = await story.make('phone_number_assignments', { number: '+4930123456', user_id });
  await story.tell('phone_number_assignments.list', '', undefined, '?per_page=1');
  await story.tell('phone_number_assignments.show', number);
  await story.tell('phone_number_assignments.delete', number);
  const record = await story.make('call_data_records', {
    to: '+4930555',
    from: '+4930123456',
    direction: 'outbound',
    status: 'in-progress',
    call_uuid: '51398ccd',
    person_id,
  });
  await story.tell('call_data_records.update', record, { status: 'completed', duration: 61 });
  await story.tell('conversations_calls', '', {
    to: '+4930555',
    from: '+4930123456',
    direction: 'outbound',
    duration: 61.5,
    recording: { url: 'https://recordings.example/51398ccd.mp3' },
    call_created_at: '2026-03-02T08:30:00Z',
  });
  const [{ id: conversation }] = await story.tell('conversations.list', '', undefined, '?per_page=1');
  for (const name of ['conversations.show', 'conversation_extensive', 'conversation_recording'])
    await story.tell(name, conversation);
  await story.tell('caller_ids', '', undefined, '?phone_number=%2B4930555');
  await story.sql('UPDATE teams SET record_by_default = true WHERE id = $1', [story.admin.principal.teamId]);
  const operation = await story.admin.call('GET', '/v2/phone_numbers/recording_settings/+4930555');
  story.examples.set('recording_settings', {
    path: '/v2/phone_numbers/recording_settings/+4930555',
    status: operation.status,
    response: operation.body,
  });
}

/** What a CRM and other systems say. */
async function elsewhere(story: Teller, person_id: number): Promise<void> {
  const user = await story.make('crm_users', {
    crm_id: '005000000000000AAA',
    first_name: 'Grace',
    last_name: 'Hopper',
    user_id: story.admin.principal.userId,
  });
  await story.tell('crm_users.update', user, { crm_username: 'grace@crm.example' });
  await story.tell('crm_users.list', '', undefined, '?per_page=1');
  const member = await story.make('crm_account_team_members', {
    account_crm_id: '001000000000000AAA',
    user_crm_id: '005000000000000AAA',
    team_member_role: 'Account manager',
  });
  await story.tell('crm_account_team_members.update', member, { account_access_level: 'Edit' });
  for (const name of ['crm_account_team_members.list', 'account_team_member_roles.list'])
    await story.tell(name);
  await story.tell('crm_team_members_with_roles');
  await story.tell('crm_account_team_members.delete', member);
  await story.tell('crm_users.delete', user);
  const field = await story.make('crm_activity_fields', { title: 'Kind of call', source: 'phone' });
  await story.tell('crm_activity_fields.update', field, { picklist_values: { 'First call': 'first' } });
  await story.tell('crm_activity_fields.list');
  await story.tell('crm_activity_fields.delete', field);
  const [activity] = await story.tell('crm_activities.list', '', undefined, '?per_page=1');
  await story.tell('crm_activities.show', activity.id);
  const kind = { object_type: 'people', external_type: 'erp' };
  const configuration = await story.make('external_configurations', kind);
  await story.tell('external_configurations.list');
  const mapping = await story.make('external_mappings', {
    ...kind,
    object_id: person_id,
    external_id: 'K-1941',
  });
  await story.tell('external_mappings.list', '', undefined, '?external_type=erp');
  await story.tell('external_mappings.delete', mapping);
  await story.tell('external_configurations.delete', configuration);
}
