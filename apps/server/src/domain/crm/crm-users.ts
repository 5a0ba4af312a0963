import { type Body, type Contract, contract } from '@cadenza/contract';
import { plain, ref, sort, time, USERS_BY_GUID, view } from '../../db/view.js';
import type { Command } from '../command.js';
import { plainRows } from '../plain.js';
import { OF_CRM_ACCOUNT, bySightOf } from '../visibility.js';

type Users = Contract['resources']['crm_users'];
type Members = Contract['resources']['crm_account_team_members'];

const users = plainRows({
  table: 'crm_users',
  admins: 'CRM users',
  required: ['crm_id'],
  references: { user_id: 'users' },
  unique: { crm_users_crm_id_key: 'crm_id', crm_users_user_key: 'user_id' },
});
const members = plainRows({
  table: 'crm_account_team_members',
  admins: 'CRM account team members',
  required: ['account_crm_id', 'user_crm_id'],
  unique: { crm_account_team_members_key: 'user_crm_id' },
});
const fields = plainRows({
  table: 'crm_activity_fields',
  admins: 'CRM activity fields',
  required: ['title'],
  defaults: { source: 'email' },
});

const createUser = (command: Command, body: Body<Users['create']>): Promise<number> => {
  const whole = [body.first_name, body.last_name].filter(Boolean).join(' ');
  return users.insert(command, { ...body, name: body.name === undefined ? whole || null : body.name });
};

/** The roles that members have are the team's list of roles. */
async function knowRole({ tx, principal, now }: Command, role: string | null | undefined): Promise<void> {
  if (!role) return;
  await tx
    .insertInto('account_team_member_roles')
    .values({ team_id: principal.teamId, created_at: now, name: role })
    .onConflict((conflict) => conflict.columns(['team_id', 'name']).doNothing())
    .execute();
}

async function createMember(command: Command, body: Body<Members['create']>): Promise<number> {
  const id = await members.insert(command, body);
  await knowRole(command, body.team_member_role);
  return id;
}

async function updateMember(command: Command, id: number, body: Body<Members['update']>): Promise<void> {
  await members.update(command, id, body);
  await knowRole(command, body.team_member_role);
}

/** The CRM users resource. */
export const crmUsers = {
  view: view(contract.resources.crm_users, {
    table: 'crm_users',
    sight: null,
    columns: [
      plain('id', 'crm_id'),
      time('created_at'),
      time('updated_at'),
      plain('first_name', 'last_name', 'name', 'crm_username'),
      ref('user_id', '/v2/users/', 'user'),
    ].join(', '),
    visible: 'r.deleted_at IS NULL',
    filters: {
      ids: 'r.id',
      crm_id: 'r.crm_id',
      user_id: 'r.user_id',
      user_guid: { lookup: USERS_BY_GUID, column: 'r.user_id' },
      search: {
        sql: `position(lower(:value::text) IN lower(concat_ws(' ', r.name, r.first_name, r.last_name, r.crm_username))) > 0`,
      },
    },
    sorts: {
      id: sort('r.id', 'bigint'),
      updated_at: sort('r.updated_at'),
      created_at: sort('r.created_at'),
    },
  }),
  create: createUser,
  update: users.update,
  remove: users.remove,
};

/** The CRM account team members resource. */
export const crmAccountTeamMembers = {
  view: view(contract.resources.crm_account_team_members, {
    table: 'crm_account_team_members',
    sight: OF_CRM_ACCOUNT,
    columns: plain(
      'id',
      'crm_id',
      'account_crm_id',
      'user_crm_id',
      'team_member_role',
      'account_access_level',
      'user_crm_name',
    ),
    visible: 'r.deleted_at IS NULL',
    filters: {},
    sorts: { id: sort('r.id', 'bigint') },
  }),
  create: createMember,
  update: updateMember,
  remove: members.remove,
};

// The first of those who have the same: a list needs an id.
const WITH_ROLES = `(SELECT min(r.id) AS id, r.team_id, r.user_crm_id, r.team_member_role, min(u.email) AS account_email, min(u.name) AS account_name
  FROM crm_account_team_members r
  LEFT JOIN crm_users c ON c.team_id = r.team_id AND c.crm_id = r.user_crm_id AND c.deleted_at IS NULL
  LEFT JOIN users u ON u.team_id = c.team_id AND u.id = c.user_id
  WHERE r.team_id = :team AND r.deleted_at IS NULL AND ${bySightOf(OF_CRM_ACCOUNT)} GROUP BY r.team_id, r.user_crm_id, r.team_member_role)`;

/** Each role of each CRM user once. */
export const crmTeamMembersWithRolesView = view(contract.operations.crm_team_members_with_roles, {
  table: WITH_ROLES,
  sight: null,
  columns: plain('user_crm_id', 'team_member_role', 'account_email', 'account_name'),
  filters: {},
  sorts: { id: sort('r.id', 'bigint') },
});

/** The account team member roles resource. */
export const accountTeamMemberRoles = {
  view: view(contract.resources.account_team_member_roles, {
    table: 'account_team_member_roles',
    sight: null,
    columns: plain('id', 'name'),
    filters: {},
    sorts: { id: sort('r.id', 'bigint') },
  }),
};

/** The CRM activity fields resource. */
export const crmActivityFields = {
  view: view(contract.resources.crm_activity_fields, {
    table: 'crm_activity_fields',
    sight: null,
    columns: [
      plain('id'),
      time('created_at'),
      time('updated_at'),
      plain('title', 'salesforce_object_type', 'crm_object_type', 'source', 'field', 'field_type', 'value'),
      plain('picklist_values'),
    ].join(', '),
    visible: 'r.deleted_at IS NULL',
    filters: {
      source: 'r.source',
      // What has a value already is nobody's to fill in.
      editable_source: { sql: 'r.source = :value AND r.value IS NULL' },
    },
    sorts: {
      title: sort('r.title', 'text'),
      updated_at: sort('r.updated_at'),
      created_at: sort('r.created_at'),
    },
  }),
  create: fields.insert,
  update: fields.update,
  remove: fields.remove,
};
