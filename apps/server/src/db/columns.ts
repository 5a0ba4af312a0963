import { type RawBuilder, RawNode, type Selectable, sql } from 'kysely';
import type {
  AccountsTable,
  ActionsTable,
  CadenceMembershipsTable,
  CadencesTable,
  EmailsTable,
  MailboxesTable,
  PeopleTable,
  StepGroupsTable,
  StepsTable,
  UsersTable,
} from './schema.js';

/*
 * The columns that commands and the engine read, table by table: what they use and nothing else. A star would make the
 * statements of a running process invalid as soon as the next version's migration adds a column
 * (docs/upgrades.md); scripts/check-columns.mjs keeps stars out.
 */

export const ACTION_COLUMNS = [
  'team_id',
  'id',
  'membership_id',
  'cadence_id',
  'step_id',
  'step_group_id',
  'person_id',
  'user_id',
  'type',
  'automated',
  'status',
  'due_at',
  'reason',
  'explained',
  'completed_at',
  'attempts',
  'decided_by',
  'decided_because',
  'decided_explained',
  'due_before_pause',
  'booked',
  'booked_mailbox_id',
] as const satisfies readonly (keyof ActionsTable)[];
/** A row of `actions`, as far as it is read. */
export type ActionRow = Pick<Selectable<ActionsTable>, (typeof ACTION_COLUMNS)[number]>;

export const EMAIL_COLUMNS = [
  'team_id',
  'id',
  'created_at',
  'user_id',
  'person_id',
  'action_id',
  'membership_id',
  'cadence_id',
  'email_template_id',
  'mailbox_id',
  'state',
  'state_reason',
  'state_changed_at',
  'send_after',
  'sent_at',
  'attempts',
  'lease_until',
  'message_id',
  'thread_root_email_id',
  'in_reply_to',
  'references',
  'from_address',
  'to_address',
  'cc',
  'bcc',
  'subject',
  'body_html',
  'body_text',
  'view_tracking',
  'click_tracking',
  'bounced',
  'views',
  'clicks',
  'replies',
  'smtp_reply',
  'from_name',
  'give_up_at',
  'step_variant_id',
  'attachment_ids',
  'marketing',
  'decided_by',
  'decided_because',
  'claimed_by',
  'accepted_at',
  'wire_message_id',
] as const satisfies readonly (keyof EmailsTable)[];
/** A row of `emails`, as far as it is read. */
export type EmailRow = Pick<Selectable<EmailsTable>, (typeof EMAIL_COLUMNS)[number]>;

export const MEMBERSHIP_COLUMNS = [
  'team_id',
  'id',
  'added_at',
  'cadence_id',
  'person_id',
  'user_id',
  'current_state',
  'currently_on_cadence',
  'step_group_id',
  'step_id',
  'latest_action_id',
  'paused_until',
  'state_reason',
  'explained',
  'starts_on',
  'starts_run',
] as const satisfies readonly (keyof CadenceMembershipsTable)[];
/** A row of `cadence_memberships`, as far as it is read. */
export type MembershipRow = Pick<Selectable<CadenceMembershipsTable>, (typeof MEMBERSHIP_COLUMNS)[number]>;

export const CADENCE_COLUMNS = [
  'team_id',
  'id',
  'deleted_at',
  'archived_at',
  'latest_active_date',
  'team_cadence',
  'shared',
  'draft',
  'remove_bounces_enabled',
  'remove_replies_enabled',
  'remove_people_when_meeting_booked',
  'override_contact_restrictions',
  'cadence_function',
  'group_ids',
  'owner_id',
  'added_stage_id',
  'bounced_stage_id',
  'replied_stage_id',
  'finished_stage_id',
  'paused_at',
  'entry_once',
  'entry_exclusive',
  'entry_quiet_days',
  'entry_blocked_stage_ids',
  'exit_on_opt_out',
  'exit_on_success',
  'exit_stage_ids',
  'exit_account_on_reply',
  'click_tracking',
] as const satisfies readonly (keyof CadencesTable)[];
/** A row of `cadences`, as far as it is read. */
export type CadenceRow = Pick<Selectable<CadencesTable>, (typeof CADENCE_COLUMNS)[number]>;

export const PERSON_COLUMNS = [
  'team_id',
  'id',
  'created_at',
  'deleted_at',
  'first_name',
  'last_name',
  'name',
  'email_address',
  'secondary_email_address',
  'personal_email_address',
  'phone',
  'phone_extension',
  'home_phone',
  'mobile_phone',
  'linkedin_url',
  'title',
  'city',
  'state',
  'country',
  'work_city',
  'work_state',
  'work_country',
  'crm_object_type',
  'person_company_name',
  'person_company_website',
  'person_company_industry',
  'do_not_contact',
  'do_not_contact_own_right',
  'bouncing',
  'opted_out_at',
  'locale',
  'eu_resident',
  'personal_website',
  'twitter_handle',
  'job_seniority',
  'job_function',
  'custom_fields',
  'tags',
  'contact_restrictions',
  'last_contacted_at',
  'last_replied_at',
  'account_id',
  'owner_id',
  'import_id',
  'person_stage_id',
  'account_name',
  'person_stage_name',
] as const satisfies readonly (keyof PeopleTable)[];
/** A row of `people`, as far as it is read. */
export type PersonRow = Pick<Selectable<PeopleTable>, (typeof PERSON_COLUMNS)[number]>;

export const ACCOUNT_COLUMNS = [
  'team_id',
  'id',
  'deleted_at',
  'archived_at',
  'name',
  'domain',
  'conversational_name',
  'description',
  'phone',
  'website',
  'linkedin_url',
  'twitter_handle',
  'street',
  'city',
  'state',
  'postal_code',
  'country',
  'locale',
  'industry',
  'company_type',
  'founded',
  'revenue_range',
  'size',
  'crm_object_type',
  'do_not_contact',
  'custom_fields',
  'tags',
  'owner_id',
] as const satisfies readonly (keyof AccountsTable)[];
/** A row of `accounts`, as far as it is read. */
export type AccountRow = Pick<Selectable<AccountsTable>, (typeof ACCOUNT_COLUMNS)[number]>;

export const MAILBOX_COLUMNS = [
  'team_id',
  'id',
  'deleted_at',
  'user_id',
  'kind',
  'email_address',
  'from_name',
  'signature',
  'smtp_host',
  'smtp_port',
  'smtp_security',
  'imap_host',
  'imap_port',
  'imap_security',
  'username',
  'credentials',
  'daily_limit',
  'hourly_limit',
  'spacing_seconds',
  'spacing_jitter_seconds',
  'ramp_started_on',
  'ramp_start',
  'ramp_step',
  'rotation_weight',
  'paused_at',
  'dkim_domain',
  'dkim_selector',
  'dkim_key',
  'health',
  'health_reason',
  'retry_at',
  'next_slot_at',
  'connection_version',
] as const satisfies readonly (keyof MailboxesTable)[];
/** A row of `mailboxes`, as far as it is read. */
export type MailboxRow = Pick<Selectable<MailboxesTable>, (typeof MAILBOX_COLUMNS)[number]>;

export const STEP_COLUMNS = [
  'team_id',
  'id',
  'deleted_at',
  'cadence_id',
  'step_group_id',
  'day',
  'step_number',
  'type',
  'disabled',
  'email_template_id',
  'previous_email_step_group_id',
  'call_instruction_id',
  'instructions',
  'integration_id',
  'integration_step_type_guid',
] as const satisfies readonly (keyof StepsTable)[];
/** A row of `steps`, as far as it is read. */
export type StepRow = Pick<Selectable<StepsTable>, (typeof STEP_COLUMNS)[number]>;

export const STEP_GROUP_COLUMNS = [
  'team_id',
  'id',
  'cadence_id',
  'day',
  'position',
  'automated',
  'due_immediately',
  'send_type',
  'time_of_day',
  'timezone_mode',
  'delay_time',
  'allow_send_on_weekends',
] as const satisfies readonly (keyof StepGroupsTable)[];
/** A row of `step_groups`, as far as it is read. */
export type StepGroupRow = Pick<Selectable<StepGroupsTable>, (typeof STEP_GROUP_COLUMNS)[number]>;

export const USER_COLUMNS = [
  'team_id',
  'id',
  'email',
  'first_name',
  'last_name',
  'name',
  'job_role',
  'time_zone',
  'twitter_handle',
  'sending_email_address',
  'bcc_email_address',
  'email_signature',
  'phone',
] as const satisfies readonly (keyof UsersTable)[];
/** A row of `users`, as far as it is read. */
export type UserRow = Pick<Selectable<UsersTable>, (typeof USER_COLUMNS)[number]>;

/** Lists that were made, by the columns and by what stands before each. */
const made = new WeakMap<readonly string[], Map<string, readonly unknown[]>>();

/**
 * A list of columns as one piece of SQL, for the query builder: taken one by one, the forty of a person cost it more than
 * PostgreSQL's work on a small statement. Of the type of its names, which are constants of this file and its neighbours.
 */
function asOne<Name extends string>(columns: readonly string[], before: string): Name[] {
  const known = made.get(columns) ?? new Map<string, readonly unknown[]>();
  made.set(columns, known);
  let list = known.get(before);
  if (!list) {
    const node = RawNode.createWithSql(columns.map((column) => `${before}"${column}"`).join(', '));
    // What the builder takes for an expression with an alias: it is put into the text as it is.
    known.set(before, (list = [{ expression: undefined, alias: '', toOperationNode: () => node }]));
  }
  return list as Name[];
}

/** All of the columns, only for `.select(...)` and `.returning(...)` of statements that run often. */
export const listed = <Column extends string>(columns: readonly Column[]): Column[] => asOne(columns, '');

/** The columns under a table's alias, only for `.select(...)` of statements that join. */
export const columnsOf = <Alias extends string, Column extends string>(
  alias: Alias,
  columns: readonly Column[],
): `${Alias}.${Column}`[] => asOne(columns, `"${alias}".`);

/** The same for SQL texts: `sql`SELECT ${columnList('a', ACTION_COLUMNS)} FROM actions a``. */
export function columnList(alias: string, columns: readonly string[]): RawBuilder<unknown> {
  return sql.join(columns.map((column) => sql.ref(`${alias}.${column}`)));
}
