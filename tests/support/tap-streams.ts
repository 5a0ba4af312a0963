/** A stream of a program that copies a whole team: a list, what its records are called by, and how it goes on. */
export interface Stream {
  readonly name: string;
  readonly path: string;
  /** What a record is known by: several where one does not tell records apart. */
  readonly key: readonly string[];
  /** Asked in the order of `updated_at`, for what is newer only; absent: the whole list, page by page. */
  readonly incremental?: true;
  /** Fields that a record must have, and of which kind. Default: its key. */
  readonly needs?: Readonly<Record<string, 'number' | 'string' | 'object' | 'boolean'>>;
}

const whole = (name: string, path = name): Stream => ({ name, path: `/v2/${path}`, key: ['id'] });
const incremental = (name: string, path = name): Stream => ({ ...whole(name, path), incremental: true });

/**
 * What public connectors of 2025 copy of the original, 54 streams, with the order each asks for. A list that one of them asks for
 * in the order of `updated_at` has to know that order, whatever the original documents.
 */
export const STREAMS: readonly Stream[] = [
  incremental('account_stages'),
  whole('account_team_member_roles'),
  incremental('account_tiers'),
  { ...whole('account_types'), key: ['name'] },
  incremental('accounts'),
  incremental('actions'),
  {
    ...incremental('activity_histories'),
    // A fact of a person and of their account has one id.
    key: ['id', 'resource_type', 'resource_id'],
    needs: { id: 'string', type: 'string', resource_id: 'number', occurred_at: 'string' },
  },
  whole('audit_reports'),
  incremental('cadence_memberships'),
  incremental('cadences'),
  whole('calendar_events', 'calendar/events'),
  incremental('call_data_records'),
  incremental('call_dispositions'),
  incremental('call_instructions', 'action_details/call_instructions'),
  incremental('call_sentiments'),
  incremental('calls', 'activities/calls'),
  { ...incremental('conversations'), needs: { id: 'string', updated_at: 'string', user_guid: 'string' } },
  whole('crm_account_team_members'),
  incremental('crm_activities'),
  incremental('crm_activity_fields'),
  {
    ...whole('crm_team_members_with_roles'),
    key: ['user_crm_id', 'team_member_role'],
    needs: { user_crm_id: 'string' },
  },
  incremental('crm_users'),
  incremental('custom_fields'),
  { ...whole('custom_roles'), needs: { id: 'string' } },
  whole('email_template_attachments'),
  incremental('email_templates'),
  incremental('emails', 'activities/emails'),
  whole('external_configurations', 'external/configurations'),
  whole('external_mappings', 'external/mappings'),
  whole('groups'),
  incremental('imports'),
  incremental('meetings'),
  incremental('notes'),
  incremental('opportunities'),
  incremental('opportunity_people'),
  incremental('opportunity_stages'),
  whole('pending_emails'),
  incremental('people'),
  incremental('person_stages'),
  whole('phone_number_assignments'),
  whole('registrations_plays', 'integrations/signals/registrations/plays'),
  whole('saved_list_views'),
  incremental('signals_registrations', 'integrations/signals/registrations'),
  incremental('steps'),
  incremental('successes'),
  whole('tags'),
  incremental('tasks'),
  whole('team_template_attachments'),
  { ...incremental('team_templates'), needs: { id: 'string', updated_at: 'string' } },
  incremental('transcriptions'),
  { ...whole('users'), needs: { id: 'number', guid: 'string', email: 'string', active: 'boolean' } },
  whole('webhook_subscriptions'),
];
