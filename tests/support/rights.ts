import type { Permission } from '@cadenza/contract';
import type { Caller } from './server.js';

/** Who may write what is the whole team's: a right, or nobody but admins. */
export type Right = Permission | 'admin';

export interface TeamWide {
  readonly right: Right;
  /** A body that is sound, another one each time. */
  readonly body?: (n: number, scene: Scene) => object;
  /** What its path names, made by an admin; absent: a record that the create of the same resource makes. */
  readonly id?: (scene: Scene) => Promise<number | string>;
  /** What who may is answered where it is no success: the right is asked before. */
  readonly answers?: number;
}

export interface Scene {
  readonly admin: Caller;
  /** Of whom nobody else here is. */
  readonly colleague: Caller;
  made(path: string, body: object): Promise<number>;
}

const team = (body?: TeamWide['body']): TeamWide => ({ right: 'manage_team', ...(body && { body }) });
const admin = (body?: TeamWide['body'], answers?: number): TeamWide => ({
  right: 'admin',
  ...(body && { body }),
  ...(answers !== undefined && { answers }),
});
const named = (word: string) => (n: number) => ({ name: `${word} ${n}` });
/** Create, change and delete of a resource. */
const all = <N extends string>(
  resource: N,
  of: (body?: TeamWide['body']) => TeamWide,
  create: NonNullable<TeamWide['body']>,
  change: TeamWide['body'] | null = create,
): Record<string, TeamWide> => ({
  [`${resource}.create`]: of(create),
  ...(change === null ? {} : { [`${resource}.update`]: of(change) }),
  [`${resource}.delete`]: of(),
});

const colleague = async (scene: Scene) => scene.colleague.principal.userId;
const ofColleague = (body?: TeamWide['body']): TeamWide => ({
  right: 'manage_users',
  id: colleague,
  ...(body && { body }),
});
const BLOCKS = [{ days: [1], from: '09:00', to: '17:00' }];
const tag = ({ made }: Scene) => made('/v2/tags', { name: `Tag ${Math.random()}` });
const invitation = async ({ admin: { call } }: Scene) =>
  (await call('POST', '/v2/invitations', { email: `i${Math.random()}@x.test` })).body.data.user.id;

const kind = (n: number | string) => ({ type: `kind ${n}`, indicators: [{ key: 'visit' }] });
const registered = ({ made }: Scene) => made('/v2/integrations/signals/registrations', kind(Math.random()));
const played = async (scene: Scene) =>
  scene.made('/v2/integrations/signals/registrations/plays', {
    signal_registration_id: await registered(scene),
    attributes: { task_type: 'Call' },
  });

/** Every write of what is the team's, or a colleague's, and the one right that it needs. */
export const TEAM_WIDE: Readonly<Record<string, TeamWide>> = {
  ...all('account_stages', team, named('Stage')),
  ...all('account_tiers', team, named('Tier')),
  ...all('call_dispositions', team, named('Disposition')),
  ...all('call_sentiments', team, named('Sentiment')),
  ...all('person_stages', team, named('Stage')),
  ...all('custom_fields', team, named('Field')),
  ...all('groups', team, named('Group')),
  ...all('holiday_calendars', team, named('Calendar')),
  ...all('opportunity_stages', team, named('Stage')),
  ...all('crm_users', team, (n) => ({ crm_id: `U${n}` })),
  ...all('crm_account_team_members', team, (n) => ({
    crm_id: `M${n}`,
    account_crm_id: `A${n}`,
    user_crm_id: 'U',
  })),
  ...all('crm_activity_fields', team, (n) => ({ title: `T${n}`, source: 'email', field: 'F' })),
  ...all(
    'external_configurations',
    team,
    (n) => ({ object_type: 'people', external_type: `Kind ${n}` }),
    null,
  ),
  'phone_number_assignments.create': team((n, scene) => ({
    number: `+4930${1_000_000 + n}`,
    user_id: scene.colleague.principal.userId,
  })),
  'phone_number_assignments.delete': {
    ...team(),
    id: async ({ admin: { call }, made }) =>
      (await call('GET', '/v2/phone_number_assignments')).body.data[0]?.id ??
      made('/v2/phone_number_assignments', { number: '+49301234567' }),
  },
  'team_templates.create': team((n) => ({ title: `T${n}`, subject: 'S', body: '<p>B</p>' })),
  'team_templates.update': team((n) => ({ title: `U${n}` })),
  // The team's own; those of users and cadences stand in tests/api/scheduling.test.ts.
  'send_windows.create': { ...team(() => ({ blocks: BLOCKS })), answers: 422 },
  'send_windows.update': team(() => ({ blocks: BLOCKS })),
  'send_windows.delete': team(),
  create_signal_registration: team((n) => kind(n)),
  update_signal_registration: { ...team(() => ({ signal_name: 'Visit' })), id: registered },
  delete_signal_registration: { ...team(), id: registered },
  create_play: { ...team(() => ({ signal_registration_id: 1 })), answers: 422 },
  update_play: { ...team(() => ({ indicators: [] })), id: played },
  delete_play: { ...team(), id: played },
  enable_play: { ...team(), id: played },
  disable_play: { ...team(), id: played },
  update_team: team(() => ({ postal_address: 'Here' })),
  update_sending_settings: team(() => ({ email_daily_limit: 100 })),
  update_dialer_settings: team(() => ({ kind: 'tel' })),
  'tags.update': { ...team(named('Renamed')), id: tag },
  'tags.delete': { ...team(), id: tag },
  'suppressions.delete': {
    right: 'manage_suppressions',
    id: ({ made }) => made('/v2/suppressions', { value: `n${Math.random()}@x.test` }),
  },
  'users.update': ofColleague(() => ({ work_country: 'DE' })),
  update_meeting_settings: {
    ...ofColleague(() => ({ title: 'A talk' })),
    id: async ({ admin: { call }, colleague: { principal } }) =>
      (await call('POST', '/v2/meetings/settings/searches', { user_guids: [principal.userGuid] })).body
        .data[0].id,
  },
  pause_user_sending: ofColleague(),
  resume_user_sending: ofColleague(),
  ...all(
    'user_absences',
    (body) => ({ right: 'manage_users', ...(body && { body }) }),
    (n, scene) => ({
      user_id: scene.colleague.principal.userId,
      starts_on: day(n),
      ends_on: day(n),
    }),
    () => ({ mode: 'hold' }),
  ),
  ...all('custom_roles', admin, named('Role')),
  'audit_reports.create': admin(named('Report')),
  invite: admin((n) => ({ email: `new${n}@x.test` })),
  revoke_invitation: { ...admin(), id: invitation },
  resend_invitation: { ...admin(), id: invitation },
  password_link: { ...admin(), id: colleague },
  reset_two_factor: { ...admin(), id: colleague },
  hand_over_user: {
    ...admin((_, scene) => ({ to_user_id: scene.admin.principal.userId, to: {}, dry_run: true })),
    id: colleague,
  },
  retry_server_transport: admin(),
  long_command_retry: { ...admin(undefined, 404), id: async () => 1 },
  account_and_people_redaction: admin(() => ({ account_id: 1, dry_run: true }), 422),
  account_redaction: admin(() => ({ account_id: 1, dry_run: true }), 422),
  people_soft_deletion: admin(() => ({ people_ids: [1], dry_run: true }), 422),
  right_to_be_forgotten: admin(() => ({ people_ids: [1], dry_run: true }), 422),
  data_access: { ...admin(), body: () => ({ people_ids: [1] }), answers: 422 },
  cancel_data_control_request: { ...admin(undefined, 404), id: async () => 1 },
  sandbox_settings: admin(() => ({ bounce_rate: 0 }), 409),
  sandbox_advance: admin(() => ({ by: 'P1D' }), 409),
  sandbox_reset_clock: admin(undefined, 409),
  sandbox_cancel: admin(undefined, 409),
  sandbox_react: { ...admin(() => ({ kind: 'reply' }), 409), id: async () => 1 },
};

const day = (n: number) => new Date(Date.UTC(2027, 0, 1 + n)).toISOString().slice(0, 10);

/** All other writes, by who decides. */
export const OTHERS: Readonly<Record<string, readonly string[]>> = {
  'whoever sees the record, its owner or maker where it is deleted (decision 27)': [
    ...['accounts.create', 'accounts.update', 'accounts.delete', 'account_upserts', 'merge_account'],
    ...['people.create', 'people.update', 'people.delete', 'person_upserts', 'merge_person', 'undo_merge'],
    ...['notes.create', 'notes.update', 'notes.delete', 'tasks.create', 'tasks.update', 'tasks.delete'],
    ...['opportunities.create', 'opportunities.update', 'opportunities.delete'],
    ...['opportunity_people.create', 'opportunity_people.delete', 'create_success', 'pin_activity_history'],
    ...['external_mappings.create', 'external_mappings.delete', 'bulk_reschedule_tasks', 'dial_person'],
    ...['call_data_records.create', 'call_data_records.update', 'calls.create', 'activities'],
    'conversations_calls',
  ],
  'the owner, and roles with manage_cadences': [
    ...['cadences.create', 'cadences.update', 'cadences.delete', 'cadence_imports', 'cadence_forecast'],
    ...['steps.create', 'steps.update', 'steps.delete', 'step_places', 'declare_winner'],
    ...['step_variants.create', 'step_variants.update', 'step_variants.delete'],
    ...['cadence_memberships.create', 'cadence_memberships.delete', 'cadence_bulk_memberships'],
    ...['move_membership', 'pause_membership', 'resume_membership', 'skip_step'],
    ...['pause_cadence', 'resume_cadence'],
  ],
  'the user whose work it is, and admins': [
    ...['ongoing_actions', 'send_action_email', 'drop_action', 'hand_over_action', 'snooze_action'],
    ...['spread_actions', 'send_ledger_cancel', 'send_ledger_settle', 'send_ledger_settle_many'],
    ...['scheduled_emails.create', 'scheduled_emails.update', 'scheduled_emails.delete'],
    ...['received_message_dismiss', 'received_message_mark', 'received_message_opt_out'],
    ...['received_message_reclassify', 'received_message_undo', 'threads.update', 'external_emails'],
    ...['meetings.create', 'meetings.update', 'meetings.delete', 'upsert_calendar_event'],
    ...['create_calendar_event', 'update_calendar_event', 'update_pending_email'],
    ...['mailboxes.create', 'mailboxes.update', 'mailboxes.delete', 'mailbox_authorizations'],
    ...[
      'mailbox_domain_check',
      'mailbox_test',
      'third_party_live_feed_items',
      'send_signal',
      'live_website_tracking_parameters',
    ],
    ...['bulk_jobs.create', 'bulk_jobs.update', 'bulk_jobs.delete', 'create_job_data'],
    ...['exports.create', 'exports.delete'],
    ...['create_job_selection', 'undo_bulk_job', 'imports.create', 'imports.update', 'imports.delete'],
    ...['import_cancel', 'import_dry_run', 'import_start', 'undo_import', 'long_command_cancel'],
  ],
  'whose content it is': [
    ...['email_templates.create', 'email_templates.update', 'email_templates.delete'],
    ...['snippets.create', 'snippets.update', 'snippets.delete'],
    ...['attachments.create', 'attachments.delete'],
    ...['saved_list_views.create', 'saved_list_views.update', 'saved_list_views.delete'],
  ],
  'who asks, for himself and the own programs': [
    ...['update_me', 'update_preferences', 'update_notice_settings', 'notices.update'],
    ...['end_session', 'end_other_sessions', 'end_authorization', 'create_api_key', 'revoke_api_key'],
    ...[
      'change_password',
      'begin_two_factor',
      'enable_two_factor',
      'renew_recovery_codes',
      'disable_two_factor',
    ],
    ...['rotate_api_key', 'create_oauth_application', 'update_oauth_application', 'rotate_oauth_secret'],
    ...['revoke_oauth_application', 'webhook_subscriptions.create', 'webhook_subscriptions.update'],
    ...['webhook_subscriptions.delete', 'webhook_subscription_test', 'webhook_delivery_redeliver'],
    'webhook_delivery_replay',
  ],
  'everybody: it only adds to what all may add to': [
    ...['create_tag', 'suppressions.create', 'suppression_imports'],
  ],
  'everybody: nothing is written': [
    ...['preview_email', 'preview_template', 'email_missing_tags', 'cadence_export_downloads'],
    'meeting_settings_searches',
  ],
};
