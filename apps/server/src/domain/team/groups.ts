import { type Body, type Contract, contract } from '@cadenza/contract';
import { changesCallers } from '../../db/callers.js';
import { plain, sort, type View, view } from '../../db/view.js';
import { append } from '../../events/outbox.js';
import { invalid } from '../../kernel/errors.js';
import { requirePermission } from '../permissions.js';
import type { Command } from '../command.js';
import { plainRows } from '../plain.js';

type Spec = Contract['resources']['groups'];

/** SQL: ids of the group `root` and everything below it. */
export const withDescendants = (root: string): string =>
  `WITH RECURSIVE below AS (SELECT ${root} AS id UNION SELECT c.id FROM groups c JOIN below b ON c.parent_id = b.id WHERE c.team_id = :team AND c.deleted_at IS NULL) SELECT id FROM below`;

const groupsView: View = view(contract.resources.groups, {
  table: 'groups',
  sight: null,
  columns: [
    plain('id', 'name', 'parent_id'),
    `wire_refs(:base, '/v2/groups/', ARRAY(${withDescendants('r.id')})) AS accessible_groups`,
  ].join(', '),
  visible: 'r.deleted_at IS NULL',
  filters: { ids: 'r.id' },
  sorts: { created_at: sort('r.created_at'), updated_at: sort('r.updated_at') },
});

const rows = plainRows({
  table: 'groups',
  admins: 'groups',
  required: ['name'],
  unique: { groups_name_key: 'name' },
});

async function createGroup(command: Command, body: Body<Spec['create']>): Promise<number> {
  requirePermission(command.principal, 'manage_team', 'create groups');
  await checkParent(command, body.parent_id);
  return rows.insert(command, body);
}

async function updateGroup(command: Command, id: number, body: Body<Spec['update']>): Promise<void> {
  requirePermission(command.principal, 'manage_team', 'change groups');
  await checkParent(command, body.parent_id, id);
  await rows.update(command, id, body);
}

/** Deletes a group: its users have none then, its children become roots. */
async function deleteGroup(command: Command, id: number): Promise<void> {
  const { tx, principal, now } = command;
  if (!(await rows.removeOnce(command, id))) return;
  const team = principal.teamId;
  await tx
    .updateTable('groups')
    .set({ parent_id: null, updated_at: now })
    .where('team_id', '=', team)
    .where('parent_id', '=', id)
    .execute();
  changesCallers(tx);
  const users = await tx
    .updateTable('users')
    .set({ group_id: null, updated_at: now })
    .where('team_id', '=', team)
    .where('group_id', '=', id)
    .returning('id')
    .execute();
  await append(
    command,
    'user_updated',
    users.map((user) => user.id),
  );
}

/** The parent must live and not be the group or below it. Locks the team's groups: two moves must not make a ring. */
async function checkParent(
  { tx, principal }: Command,
  parentId: number | null | undefined,
  id?: number,
): Promise<void> {
  if (parentId === null || parentId === undefined) return;
  const groups = await tx
    .selectFrom('groups')
    .select(['id', 'parent_id'])
    .where('team_id', '=', principal.teamId)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  const parents = new Map(groups.map((group) => [group.id, group.parent_id]));
  if (!parents.has(parentId)) throw invalid('parent_id', 'could not be found');
  const seen = new Set<number>();
  for (
    let each: number | null | undefined = parentId;
    each != null && !seen.has(each);
    each = parents.get(each)
  ) {
    if (each === id) throw invalid('parent_id', 'cannot be the group itself or one below it');
    seen.add(each);
  }
}

export const groups = { view: groupsView, create: createGroup, update: updateGroup, remove: deleteGroup };
