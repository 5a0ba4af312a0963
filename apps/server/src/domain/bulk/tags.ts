import { sql } from 'kysely';
import { notFound } from '../../kernel/errors.js';
import type { Command } from '../command.js';

/**
 * The tags of a person or an account after some were added or taken away; the record is locked, so that two who change
 * different tags lose none. Tags are told apart as they are written. @throws AppError not_found
 */
export async function changedTags(
  { tx, principal }: Pick<Command, 'tx' | 'principal'>,
  table: 'people' | 'accounts',
  id: number,
  { add = [], remove = [] }: { add?: readonly string[]; remove?: readonly string[] },
): Promise<string[]> {
  const { rows } = await sql<{ tags: string[] }>`
    SELECT tags FROM ${sql.table(table)} WHERE team_id = ${principal.teamId} AND id = ${id} AND deleted_at IS NULL
    FOR UPDATE`.execute(tx);
  if (!rows[0]) throw notFound();
  const gone = new Set(remove.map((tag) => tag.trim()));
  return [...new Set([...rows[0].tags, ...add])].filter((tag) => !gone.has(tag));
}
