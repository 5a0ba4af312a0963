import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { resource } from '../resource.js';

export const User = z.object({
  id: z.int(),
  guid: z.string(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  name: z.string().nullable(),
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  job_role: z.string().nullable(),
  active: z.boolean(),
  time_zone: z.string().nullable(),
  locale_utc_offset: z.int().nullable(),
  slack_username: z.string().nullable(),
  twitter_handle: z.string().nullable(),
  email: z.string().nullable(),
  email_client_email_address: z.string().nullable(),
  sending_email_address: z.string().nullable(),
  from_address: z.string().nullable(),
  full_email_address: z.string().nullable(),
  bcc_email_address: z.string().nullable(),
  work_country: z.string().nullable(),
  seat_package: z.string().nullable(),
  email_signature: z.string().nullable(),
  email_signature_type: z.string().nullable(),
  email_signature_click_tracking_disabled: z.boolean(),
  team_admin: z.boolean(),
  local_dial_enabled: z.boolean(),
  click_to_call_enabled: z.boolean(),
  email_client_configured: z.boolean(),
  crm_connected: z.boolean(),
  external_feature_flags: z.record(z.string(), z.unknown()),
  _private_fields: z.record(z.string(), z.unknown()),
  phone_client: f.bareRef(),
  phone_number_assignment: f.ref('/v2/phone_number_assignments/{id}'),
  group: f.ref('/v2/groups/{id}'),
  team: f.ref('/v2/team'),
  role: z.object({ id: z.string() }).nullable(),
  phone: f.added(z.string().nullable()),
  two_factor_enabled: f.added(z.boolean().nullable()),
  left_behind: f.added(
    z
      .object({
        people: z.int(),
        accounts: z.int(),
        cadences: z.int(),
        memberships: z.int(),
        tasks: z.int(),
        threads: z.int(),
      })
      .nullable(),
  ),
});

/** What users say of themselves, and admins of everybody. The original's API cannot change any of it. */
export const userSettings = {
  time_zone: f.added(f.text(64).nullish()),
  first_name: f.added(f.text(255).nullish()),
  last_name: f.added(f.text(255).nullish()),
  job_role: f.added(f.text(255).nullish()),
  phone: f.added(f.text(64).nullish()),
  email_signature: f.added(f.asGiven(100_000).nullish()),
  slack_username: f.added(f.text(255).nullish()),
  twitter_handle: f.added(f.text(255).nullish()),
};

const updateBody = z.object({
  active: f.boolean().nullish(),
  group_id: f.id().nullish(),
  role_id: f.text().nullish(),
  work_country: f.text().nullish(),
  seat_package: f.text().nullish(),
  manager_user_guid: f.text().nullish(),
  ...userSettings,
});

export const users = resource({
  name: 'users',
  tag: 'Users',
  path: '/v2/users',
  recordName: 'User',
  record: User,
  id: 'integer_or_guid',
  scopes: { read: 'team:read', write: 'team:write' },
  list: {
    filters: {
      ids: by.ids(),
      guid: by.guids(),
      group_id: by.integersOrNull(),
      role_id: by.strings(),
      search: by.string(),
      active: by.bool(),
      visible_only: by.bool(),
      has_crm_user: by.bool(),
      work_country: by.strings(),
      emails: by.strings(),
      seat_package: by.strings(),
      managed_ar: by.bool(),
      manager_user_guid: by.guids(),
      permissions: by.strings(),
    },
    sorts: ['id', 'created_at', 'updated_at', 'email', 'name', 'group', 'role'],
    defaultSort: 'id',
    paging: 'only_when_asked',
  },
  show: true,
  update: { events: ['user_updated'], body: updateBody },
});
