import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation, resource } from '../resource.js';

/** A user as a CRM knows him. */
export const CrmUser = z.object({
  id: z.int(),
  crm_id: z.string().nullable(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  name: z.string().nullable(),
  crm_username: z.string().nullable(),
  user: f.ref('/v2/users/{id}'),
});

const words = () => f.text(255).nullish();
const userBody = z.object({
  crm_id: f.text(255).nullish(),
  first_name: words(),
  last_name: words(),
  name: words(),
  crm_username: words(),
  user_id: f.id().nullish(),
});

export const crmUsers = resource({
  name: 'crm_users',
  tag: 'CRM Users',
  path: '/v2/crm_users',
  recordName: 'CrmUser',
  record: CrmUser,
  scopes: { read: 'crm:read', write: 'team:write', delete: 'team:delete' },
  list: {
    filters: {
      ids: by.ids(),
      crm_id: by.strings(),
      user_id: by.integers(),
      user_guid: by.guids(),
      search: by.string(),
    },
    sorts: ['id', 'updated_at', 'created_at'],
    defaultSort: 'id',
  },
  create: { body: userBody.extend({ crm_id: f.requiredText(255) }), extension: true },
  update: { body: userBody, extension: true },
  delete: { extension: true },
});

/** Who of the CRM's users works on which account, and as what. */
export const CrmAccountTeamMember = z.object({
  id: z.int(),
  crm_id: z.string().nullable(),
  account_crm_id: z.string().nullable(),
  user_crm_id: z.string().nullable(),
  team_member_role: z.string().nullable(),
  account_access_level: z.string().nullable(),
  user_crm_name: z.string().nullable(),
});

const memberBody = z.object({
  crm_id: words(),
  account_crm_id: f.text(255).nullish(),
  user_crm_id: f.text(255).nullish(),
  team_member_role: words(),
  account_access_level: words(),
  user_crm_name: words(),
});

export const crmAccountTeamMembers = resource({
  name: 'crm_account_team_members',
  tag: 'CRM Account Team Members',
  path: '/v2/crm_account_team_members',
  recordName: 'CrmAccountTeamMember',
  record: CrmAccountTeamMember,
  scopes: { read: 'crm:read', write: 'team:write', delete: 'team:delete' },
  list: { filters: {}, sorts: [], defaultSort: 'id', paging: 'never', most: 10_000 },
  create: {
    body: memberBody.extend({ account_crm_id: f.requiredText(255), user_crm_id: f.requiredText(255) }),
    extension: true,
  },
  update: { body: memberBody, extension: true },
  delete: { extension: true },
});

export const CrmTeamMemberWithRole = z.object({
  user_crm_id: z.string().nullable(),
  team_member_role: z.string().nullable(),
  account_email: z.string().nullable(),
  account_name: z.string().nullable(),
});

/** Every role that a user of the CRM has on some account, each once, with who of the team that is. */
export const crmTeamMembersWithRoles = operation({
  name: 'crm_team_members_with_roles',
  tag: 'CRM Team Members With Roles',
  method: 'GET',
  path: '/v2/crm_team_members_with_roles',
  summary: 'list every role that users of the CRM have on some account, each once, with the user of the team',
  scope: 'crm:read',
  list: {
    record: CrmTeamMemberWithRole,
    recordName: 'CrmTeamMemberWithRole',
    filters: {},
    sorts: [],
    defaultSort: 'id',
    defaultDirection: 'ASC',
    paging: 'never',
    most: 10_000,
  },
});

export const AccountTeamMemberRole = z.object({ id: z.int(), name: z.string().nullable() });

export const accountTeamMemberRoles = resource({
  name: 'account_team_member_roles',
  tag: 'Account Team Member Roles',
  path: '/v2/account_team_member_roles',
  recordName: 'AccountTeamMemberRole',
  record: AccountTeamMemberRole,
  scopes: { read: 'crm:read' },
  list: { filters: {}, sorts: [], defaultSort: 'id' },
});
