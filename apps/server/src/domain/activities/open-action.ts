import { ACTION_COLUMNS } from '../../db/columns.js';
import type { Tx } from '../../db/connect.js';
import { invalid } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import type { CommandBy } from '../command.js';
import { type Action, lockMembership, OPEN_ACTIONS, type MembershipContext } from '../memberships/index.js';
import { completeTask as completeOpenTask } from '../tasks/task-rows.js';
import { seesOfUser } from '../visibility.js';

export type Who = Pick<Principal, 'teamId' | 'userId' | 'admin'>;

/**
 * Locks an open action the caller may work on. Completed, cancelled and planned ones are "could not be found", as GET
 * has it (docs/wire.md section 8). @throws AppError invalid on action_id.
 */
export async function lockOpenAction(
  tx: Tx,
  who: Who,
  actionId: number,
  types: readonly string[],
): Promise<{ context: MembershipContext; action: Action }> {
  const key = await tx
    .selectFrom('actions')
    .select('membership_id')
    .where('team_id', '=', who.teamId)
    .where('id', '=', actionId)
    .executeTakeFirst();
  if (!key) throw invalid('action_id', 'could not be found');
  const context = await lockMembership(tx, who.teamId, key.membership_id);
  const action = await tx
    .selectFrom('actions')
    .select(ACTION_COLUMNS)
    .where('team_id', '=', who.teamId)
    .where('id', '=', actionId)
    .where('status', 'in', OPEN_ACTIONS)
    .forUpdate()
    .executeTakeFirst();
  if (!action) throw invalid('action_id', 'could not be found');
  if (!seesOfUser(who, action.user_id)) throw invalid('action_id', 'belongs to another user');
  if (types.length > 0 && !types.includes(action.type))
    throw invalid('action_id', `must be an action of type ${types.join(' or ')}`);
  return { context, action };
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
