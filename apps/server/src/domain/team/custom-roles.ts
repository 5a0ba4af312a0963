import { randomUUID } from 'node:crypto';
import { type Body, type Contract, contract } from '@cadenza/contract';
import { changesCallers } from '../../db/callers.js';
import { plain, sort, view } from '../../db/view.js';
import { invalid, notFound } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import { nonBlank, requireAdmin } from '../records.js';

type Spec = Contract['resources']['custom_roles'];

/** Roles that every team has: no other may be taken for one. */
export const BUILT_IN_ROLES: readonly string[] = ['Admin', 'User'];

/** What is left of a name when letters are read as they look: wide ones, accents, blanks, and what shows nothing. */
const looksLike = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[\s\p{Z}\p{M}\p{Default_Ignorable_Code_Point}]/gu, '')
    .toLowerCase();
const BUILT_IN_LOOKS = new Set(BUILT_IN_ROLES.map(looksLike));

/** @throws AppError invalid for none, and for one that reads as a role that every team has */
function roleName(given: string | null | undefined): string | undefined {
  const name = nonBlank('name', given);
  if (name !== undefined && BUILT_IN_LOOKS.has(looksLike(name)))
    throw invalid('name', 'is the name of a role that every team has');
  return name;
}

/** Roles besides Admin and User, and what they permit. */
const customRolesView = view(contract.resources.custom_roles, {
  table: 'custom_roles',
  sight: null,
  columns: plain('id', 'name', 'permissions'),
  filters: { ids: 'r.id' },
  sorts: { id: sort('r.id', 'uuid'), name: sort('r.name', 'text') },
});

const DEED = 'make, change and delete roles';
/** So many roles a team may have: they are compared whenever one is given away. */
const MOST = 200;

/** Makes a role. @throws AppError forbidden unless an admin, invalid */
async function createRole({ tx, principal, now }: Command, body: Body<Spec['create']>): Promise<string> {
  requireAdmin(principal, DEED);
  const { teamId } = principal;
  // One after another, so that the limit holds.
  await tx.selectFrom('teams').select('id').where('id', '=', teamId).forNoKeyUpdate().execute();
  const { count } = await tx
    .selectFrom('custom_roles')
    .select((is) => is.fn.countAll<number>().as('count'))
    .where('team_id', '=', teamId)
    .executeTakeFirstOrThrow();
  if (Number(count) >= MOST) throw invalid('base', `a team has ${MOST} roles at most`);
  const id = randomUUID();
  await tx
    .insertInto('custom_roles')
    .values({
      team_id: teamId,
      id,
      created_at: now,
      updated_at: now,
      name: roleName(body.name) ?? '',
      permissions: [...new Set(body.permissions ?? [])],
    })
    .execute();
  return id;
}

/** Changes a role: who has it is permitted the new from his next request on. @throws AppError forbidden, not_found, invalid */
async function updateRole(
  { tx, principal, now }: Command,
  id: string,
  body: Body<Spec['update']>,
): Promise<void> {
  requireAdmin(principal, DEED);
  changesCallers(tx);
  await tx
    .updateTable('custom_roles')
    .set({
      name: roleName(body.name),
      permissions: body.permissions === undefined ? undefined : [...new Set(body.permissions ?? [])],
      updated_at: now,
    })
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .execute();
}

/** Deletes a role that nobody has. @throws AppError forbidden, not_found, invalid */
async function deleteRole({ tx, principal }: Command, id: string): Promise<void> {
  requireAdmin(principal, DEED);
  const { teamId } = principal;
  // Locked, so that nobody is given it meanwhile (updateUser looks at it under the same lock).
  const role = await tx
    .selectFrom('custom_roles')
    .select('id')
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!role) throw notFound();
  const user = await tx
    .selectFrom('users')
    .select('id')
    .where('team_id', '=', teamId)
    .where('role_id', '=', id)
    .limit(1)
    .executeTakeFirst();
  if (user) throw invalid('id', 'is the role of users: give them another one first');
  await tx.deleteFrom('custom_roles').where('team_id', '=', teamId).where('id', '=', id).execute();
}

export const customRoles = {
  view: customRolesView,
  create: createRole,
  update: updateRole,
  remove: deleteRole,
};
