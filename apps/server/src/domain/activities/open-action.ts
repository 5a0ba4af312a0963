import { ACTION_COLUMNS } from '../../db/columns.js';
import type { Tx } from '../../db/connect.js';
import { invalid, notFound } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import type { CommandBy } from '../command.js';
import { type Action, lockMembership, OPEN_ACTIONS, type MembershipContext } from '../memberships/index.js';
import { completeTask as completeOpenTask } from '../tasks/task-rows.js';
import { seesOfUser } from '../visibility.js';

export type Who = Pick<Principal, 'teamId' | 'userId' | 'admin'>;

interface Locked {
  readonly context: MembershipContext;
  readonly action: Action;
}

/**
 * Locks an open action that a body names, and the caller may work on. Completed, cancelled and planned ones are "could not be found",
 * as GET has it (docs/wire.md section 8). @throws AppError invalid on action_id.
 */
export async function lockOpenAction(
  tx: Tx,
  who: Who,
  actionId: number,
  types: readonly string[],
): Promise<Locked> {
  const locked = await lockOpen(tx, who, actionId);
  if (!locked) throw invalid('action_id', 'could not be found');
  if (!seesOfUser(who, locked.action.user_id)) throw invalid('action_id', 'belongs to another user');
  requireType(locked.action, types, 'action_id');
  return locked;
}

/**
 * The same for one that a path names: what GET does not show is not there, whatever is to be done to it; one that is to come is
 * known by its cadence, and refused. @throws AppError not_found, invalid on id
 */
export async function lockNamedAction(
  tx: Tx,
  who: Who,
  id: number,
  types: readonly string[],
): Promise<Locked> {
  const locked = await lockOpen(tx, who, id);
  if (locked && seesOfUser(who, locked.action.user_id)) {
    requireType(locked.action, types, 'id');
    return locked;
  }
  const planned = await tx
    .selectFrom('actions')
    .select('user_id')
    .where('team_id', '=', who.teamId)
    .where('id', '=', id)
    .where('status', '=', 'planned')
    .executeTakeFirst();
  if (planned && seesOfUser(who, planned.user_id)) throw invalid('id', 'is not open yet');
  throw notFound();
}

async function lockOpen(tx: Tx, { teamId }: Who, id: number): Promise<Locked | undefined> {
  const key = await tx
    .selectFrom('actions')
    .select('membership_id')
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!key) return undefined;
  const context = await lockMembership(tx, teamId, key.membership_id);
  const action = await tx
    .selectFrom('actions')
    .select(ACTION_COLUMNS)
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .where('status', 'in', OPEN_ACTIONS)
    .forUpdate()
    .executeTakeFirst();
  return action && { context, action };
}

function requireType({ type }: Action, types: readonly string[], field: string): void {
  if (types.length > 0 && !types.includes(type))
    throw invalid(field, `must be an action of type ${types.join(' or ')}`);
}

/** Completes an open task. @throws AppError invalid on task_id when it is not an open task of these types the caller may complete. */
export async function completeTask(
  { tx, principal: who, now }: CommandBy<Who>,
  taskId: number,
  types: readonly string[],
  personId?: number,
): Promise<{ id: number; person_id: number }> {
  const task = await tx
    .selectFrom('tasks')
    .select(['id', 'person_id', 'task_type', 'user_id'])
    .where('team_id', '=', who.teamId)
    .where('id', '=', taskId)
    .where('current_state', '=', 'scheduled')
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!task || (personId !== undefined && task.person_id !== personId))
    throw invalid('task_id', 'could not be found');
  if (!types.includes(task.task_type))
    throw invalid('task_id', `must be a task of type ${types.join(' or ')}`);
  if (!seesOfUser(who, task.user_id)) throw invalid('task_id', 'belongs to another user');
  await completeOpenTask(tx, who, task.id, task.person_id, now);
  return task;
}
