import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';
import type { CommandBy } from '../command.js';
import { say } from '../said.js';
import { invalid } from '../../kernel/errors.js';
import { beginAction } from '../memberships/action-rows.js';
import { completeAction } from './complete-commands.js';
import { completeTask, lockOpenAction, type Who } from './open-action.js';

export interface CreateActivity {
  action_id?: number | null;
  task_id?: number | null;
}

/**
 * POST /v2/activities: completes an integration action or task; `other` steps as well (superset: the original has no
 * API for them). @throws AppError invalid on action_id or task_id.
 */
export async function createActivity(command: CommandBy<Who>, input: CreateActivity): Promise<void> {
  const { tx, principal: who, now } = command;
  if (input.action_id == null && input.task_id == null)
    throw invalid('action_id', 'or task_id must be given');
  if (input.action_id != null) {
    const { context, action } = await lockOpenAction(tx, who, input.action_id, ['integration', 'other']);
    await completeAction(tx, context, action, now, {
      byUserId: who.userId,
      ...(action.type === 'other' ? { contact: 'other' as const } : {}),
      reason: say('action_done', { what: action.type === 'other' ? 'marked' : 'integration' }),
    });
  }
  if (input.task_id != null) await completeTask(command, input.task_id, ['integration', 'general']);
}

/** `updated_at` of what an activity completed, of the action where it was both, as the wire shows it in `zone`. */
export async function completedAt(
  db: Db,
  teamId: number,
  { action_id: action = null, task_id: task = null }: CreateActivity,
  zone: string,
): Promise<string> {
  const { rows } = await sql<{ at: string }>`
    SELECT wire_time(coalesce(
      (SELECT updated_at FROM actions WHERE team_id = ${teamId} AND id = ${action}::bigint),
      (SELECT updated_at FROM tasks WHERE team_id = ${teamId} AND id = ${task}::bigint)), ${zone}) AS at`.execute(
    db,
  );
  return rows[0]?.at ?? '';
}

/**
 * POST /v2/ongoing_actions: somebody has begun an action. @returns its id.
 * @throws AppError invalid on action_id when it is not open or was begun already.
 */
export async function markOngoing(
  { tx, principal: who, now }: CommandBy<Who>,
  input: { action_id?: number | null },
): Promise<number> {
  if (input.action_id == null) throw invalid('action_id', 'is required');
  const { action } = await lockOpenAction(tx, who, input.action_id, []);
  if (action.status !== 'in_progress') throw invalid('action_id', 'is already ongoing');
  if (action.automated) throw invalid('action_id', 'is sent automatically');
  await beginAction(tx, action, now);
  return action.id;
}
