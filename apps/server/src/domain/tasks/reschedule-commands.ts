import { sql } from 'kysely';
import { append } from '../../events/outbox.js';
import { invalid } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import { aboutPerson, inSightOf } from '../visibility.js';

/** Faults that one answer tells. */
const TOLD = 50;

/**
 * Moves open tasks to a day, all or none. Completed ones stay. @returns how many were moved
 * @throws AppError invalid, with each task that is missing, unseen, or neither the caller's nor made by them
 */
export async function rescheduleTasks(
  command: Command,
  { task_ids: given, due_date: day }: { task_ids: readonly number[]; due_date: string },
): Promise<number> {
  const { tx, principal, now } = command;
  const ids = [...new Set(given)].toSorted((a, b) => a - b);
  const { rows } = await sql<{ id: number; current_state: string; may: boolean }>`
    SELECT r.id, r.current_state, ${principal.admin}::boolean OR r.user_id = ${principal.userId} OR r.created_by_user_id = ${principal.userId} AS may
    FROM tasks r WHERE r.team_id = ${principal.teamId} AND r.id = ANY(${ids}::bigint[]) AND r.deleted_at IS NULL
      AND ${inSightOf(principal, aboutPerson('r.person_id'), 'r')}
    ORDER BY r.id FOR UPDATE OF r`.execute(tx);
  const found = new Map(rows.map((row) => [row.id, row]));
  const problems = ids.flatMap((id) => {
    const task = found.get(id);
    if (!task) return [`${id} could not be found`];
    return task.may ? [] : [`${id} is neither yours nor made by you`];
  });
  if (problems.length > 0) throw invalid('task_ids', ...problems.slice(0, TOLD));
  const open = rows.filter((row) => row.current_state === 'scheduled').map(({ id }) => id);
  await sql`
    UPDATE tasks SET due_date = ${day}, due_at = NULL, updated_at = ${now}
    WHERE team_id = ${principal.teamId} AND id = ANY(${open}::bigint[])`.execute(tx);
  if (open.length > 0) await append(command, 'task_updated', open);
  return open.length;
}
