import { say } from '../said.js';
import {
  type Body,
  type Contract,
  contract,
  PERMISSIONS,
  type Permission,
  userSettings,
} from '@cadenza/contract';
import { sql } from 'kysely';
import { nullableSort, plain, ref, sort, time, USERS_BY_GUID, type View, view } from '../../db/view.js';
import { append } from '../../events/outbox.js';
import { forbidden, invalid, notFound } from '../../kernel/errors.js';
import { permits, requirePermission } from '../permissions.js';
import type { Principal } from '../../kernel/principal.js';
import type { Command } from '../command.js';
import { endAllSessions } from '../identity/session-rows.js';
import { resumeActions } from '../memberships/index.js';
import { namedUser } from '../records.js';
import { requireReferences } from '../references.js';
import { leftBehind } from './left-behind-queries.js';
import { BUILT_IN_ROLES } from './custom-roles.js';
import { setLeftBehind } from './user-rows.js';
import { changeSettings } from './user-settings.js';
import { withDescendants } from './groups.js';

type Spec = Contract['resources']['users'];

const ADMIN = 'Admin';

// Active, and within reach of the caller where the team's groups are private to themselves.
const VISIBLE = `r.active AND (:admin OR r.id = :user OR r.group_id IS NOT DISTINCT FROM :group
  OR (SELECT t.group_privacy_setting FROM teams t WHERE t.id = :team) <> 'group_public' OR r.group_id IN (${withDescendants(':group')}))`;

const WITH_CRM =
  '(EXISTS (SELECT FROM crm_users c WHERE c.team_id = :team AND c.user_id = r.id AND c.deleted_at IS NULL))';
const ASSIGNMENT = `(SELECT wire_ref(:base, '/v2/phone_number_assignments/', a.id) FROM phone_number_assignments a
  WHERE a.team_id = r.team_id AND a.user_id = r.id AND a.deleted_at IS NULL)`;

const usersView: View = view(contract.resources.users, {
  table: 'users',
  sight: null,
  guidColumn: 'r.guid',
  columns: [
    plain('id', 'guid'),
    time('created_at'),
    time('updated_at'),
    plain('name', 'first_name', 'last_name', 'job_role', 'active', 'time_zone'),
    'zone_offset_minutes(r.time_zone, :now) AS locale_utc_offset',
    plain('slack_username', 'twitter_handle', 'email'),
    'r.sending_email_address AS email_client_email_address',
    plain('sending_email_address'),
    'coalesce(r.sending_email_address, r.email) AS from_address',
    `CASE WHEN r.name IS NULL THEN coalesce(r.sending_email_address, r.email) ELSE '"' || replace(r.name, '"', '') || '" <' || coalesce(r.sending_email_address, r.email) || '>' END AS full_email_address`,
    plain(
      'bcc_email_address',
      'work_country',
      'seat_package',
      'email_signature',
      'email_signature_type',
      'email_signature_click_tracking_disabled',
    ),
    `r.role_id = '${ADMIN}' AS team_admin`,
    plain('local_dial_enabled', 'click_to_call_enabled'),
    'r.sending_email_address IS NOT NULL AS email_client_configured',
    // No CRM, no dialer of our own: said plainly, as nulls and false.
    `false AS crm_connected, '{}'::json AS external_feature_flags, '{}'::json AS _private_fields, NULL::json AS phone_client, ${ASSIGNMENT} AS phone_number_assignment`,
    ref('group_id', '/v2/groups/', 'group'),
    `json_build_object('_href', :base || '/v2/team', 'id', r.team_id) AS team`,
    `json_build_object('id', r.role_id) AS role`,
    plain('phone'),
    `CASE WHEN :admin THEN EXISTS (SELECT FROM two_factors f WHERE f.team_id = r.team_id AND f.user_id = r.id AND f.enabled_at IS NOT NULL) END AS two_factor_enabled`,
    plain('left_behind'),
  ].join(', '),
  filters: {
    ids: 'r.id',
    guid: 'r.guid',
    group_id: 'r.group_id',
    role_id: 'r.role_id',
    search: { sql: `position(lower(:value::text) IN lower(coalesce(r.name, '') || ' ' || r.email)) > 0` },
    active: 'r.active',
    visible_only: { sql: `NOT :value::boolean OR (${VISIBLE})` },
    has_crm_user: { words: { true: WITH_CRM, false: `NOT ${WITH_CRM}` } },
    work_country: 'r.work_country',
    emails: { sql: 'address_key(r.email) IN (SELECT address_key(e) FROM unnest(:value::text[]) e)' },
    seat_package: 'r.seat_package',
    managed_ar: 'false',
    manager_user_guid: {
      sql: `r.manager_id IN (${USERS_BY_GUID})`,
    },
    // Every permission asked for: admins have all of them, custom roles what they list.
    permissions: {
      sql: `r.role_id = '${ADMIN}' OR EXISTS (SELECT 1 FROM custom_roles c WHERE c.team_id = :team AND c.id::text = r.role_id AND c.permissions @> :value::text[])`,
    },
  },
  defaults: { visible_only: VISIBLE },
  sorts: {
    created_at: sort('r.created_at'),
    updated_at: sort('r.updated_at'),
    id: sort('r.id', 'bigint'),
    email: sort('r.email', 'text'),
    name: nullableSort('r.name', 'text'),
    group: nullableSort('r.group_id', 'bigint'),
    role: sort('r.role_id', 'text'),
  },
});

/**
 * Changes a colleague's settings and place in the team: admins anybody's, others their own settings. A team always keeps
 * an active admin.
 */
async function updateUser(command: Command, id: number, body: Body<Spec['update']>): Promise<void> {
  const { tx, principal, now } = command;
  const team = principal.teamId;
  const own = id === principal.userId && Object.keys(body).every((name) => name in userSettings);
  if (!own) requirePermission(principal, 'manage_users', 'change users');
  // In id order, as every change of a user who may be an admin: two admins demoting each other wait here.
  const admins = await tx
    .selectFrom('users')
    .select('id')
    .where('team_id', '=', team)
    .where('role_id', '=', ADMIN)
    .where('active', '=', true)
    .orderBy('id')
    .forUpdate()
    .execute();
  const user = await tx
    .selectFrom('users')
    .select(['role_id', 'active'])
    .where('team_id', '=', team)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!user) throw notFound();
  const role = body.role_id ?? undefined;
  if (!own) await requireNoMoreThanOwn(command, [user.role_id, role]);
  const active = body.active ?? undefined;
  if (role !== undefined) await checkRole(command, role);
  if (admins.length === 1 && admins[0]?.id === id) {
    if (active === false) throw invalid('active', 'cannot be false for the last active admin');
    if (role !== undefined && role !== ADMIN)
      throw invalid('role_id', 'cannot be taken from the last active admin');
  }
  await requireReferences(command, [['groups', 'group_id', body.group_id]]);
  const manager =
    body.manager_user_guid === null
      ? null
      : await namedUser(command, { guid: body.manager_user_guid }, 'manager_user_guid');
  if (manager === id) throw invalid('manager_user_guid', 'cannot be the user');
  const changes = {
    active,
    group_id: body.group_id,
    role_id: role,
    work_country: body.work_country,
    seat_package: body.seat_package,
    manager_id: manager,
    updated_at: now,
  };
  await changeSettings(tx, team, id, body, now);
  await tx.updateTable('users').set(changes).where('team_id', '=', team).where('id', '=', id).execute();
  if (active !== undefined && active !== user.active) await activate(command, id, active);
  else if (active === false) await endAllSessions(tx, team, id);
  await append({ tx, teamId: team, now, userId: principal.userId }, 'user_updated', id);
}

/** What a deactivation ends and leaves behind, and what begins again. */
async function activate({ tx, principal, now }: Command, id: number, active: boolean): Promise<void> {
  const { teamId } = principal;
  await setLeftBehind({ tx, principal, now }, id, active ? null : await leftBehind(tx, teamId, id));
  // Who comes back signs in again.
  if (!active) return endAllSessions(tx, teamId, id);
  await resumeActions(
    { tx, principal, now },
    { userId: id },
    ['user_inactive'],
    say('woken', { what: 'user_active' }),
  );
}

/**
 * Who manages users without being an admin changes only who may no more than he himself, and gives no more away.
 * @throws AppError forbidden
 */
async function requireNoMoreThanOwn(
  { tx, principal }: Command,
  roles: readonly (string | undefined)[],
): Promise<void> {
  if (principal.admin) return;
  const custom = await tx
    .selectFrom('custom_roles')
    .select(['id', 'permissions'])
    .where('team_id', '=', principal.teamId)
    .execute();
  const isMore = (role: string) =>
    role === ADMIN ||
    custom.some(
      ({ id, permissions }) =>
        id === role && permissions.some((each) => isPermission(each) && !permits(principal, each)),
    );
  if (roles.some((role) => role !== undefined && isMore(role)))
    throw forbidden('Only team admins may change who has more rights than oneself, or give such a role');
}

const isPermission = (name: string): name is Permission => Object.hasOwn(PERMISSIONS, name);

async function checkRole({ tx, principal }: Command, role: string): Promise<void> {
  if (BUILT_IN_ROLES.includes(role)) return;
  // It stays until it is given: a role that somebody has is not deleted.
  const known = await tx
    .selectFrom('custom_roles')
    .select('id')
    .where('team_id', '=', principal.teamId)
    .where((is) => is(sql<string>`id::text`, '=', role))
    .forShare()
    .executeTakeFirst();
  if (!known) throw invalid('role_id', 'could not be found');
}

/** PUT /v2/me: what users say of themselves. @throws AppError invalid */
export async function updateMe(
  { tx, principal, now }: Command,
  body: Body<Contract['operations']['update_me']>,
): Promise<void> {
  const { teamId, userId } = principal;
  await changeSettings(tx, teamId, userId, body, now);
  await tx
    .updateTable('users')
    .set({ work_country: body.work_country, updated_at: now })
    .where('team_id', '=', teamId)
    .where('id', '=', userId)
    .execute();
  await append({ tx, teamId, now, userId }, 'user_updated', userId);
}

/** GET /v2/me: the caller is a user like any other, in the same shape. */
export const readMe = ({
  principal,
  render,
}: {
  readonly principal: Principal;
  readonly render: (view: View, id: number) => Promise<string>;
}): Promise<string> => render(usersView, principal.userId);

export const users = { view: usersView, update: updateUser };
