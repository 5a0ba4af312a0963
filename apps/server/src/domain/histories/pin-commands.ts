import { sql } from 'kysely';
import { notFound } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import { HISTORY, historySeenBy, inSightOf } from '../visibility.js';

/** Which row of a history, and whether it is kept on top. */
interface Pin {
  readonly id: string;
  readonly pinned: boolean;
  /** Whose row of that id; undefined: the person's, else another. */
  readonly of?: string | undefined;
}

/**
 * Keeps a row on top of the history it stands in, or no longer; the other row of the same fact stays as it is. Repeating it
 * changes nothing. @returns the row's number. @throws AppError not_found
 */
export async function pinHistory({ tx, principal, now }: Command, { id, pinned, of }: Pin): Promise<number> {
  const { teamId } = principal;
  const { rows } = await sql<{ id: number; was: boolean }>`
    SELECT h.id, h.pinned_at IS NOT NULL AS was FROM activity_histories h
    WHERE h.team_id = ${teamId} AND h.history_id = ${id} AND (${of ?? null}::text IS NULL OR h.resource_type = ${of ?? null})
      AND ${historySeenBy(principal, 'h')} AND ${inSightOf(principal, HISTORY, 'h', 'one')}
    ORDER BY h.resource_type = 'person' DESC, h.id LIMIT 1 FOR UPDATE`.execute(tx);
  const [row] = rows;
  if (!row) throw notFound();
  if (row.was !== pinned)
    await sql`UPDATE activity_histories SET pinned_at = ${pinned ? now : null}, updated_at = ${now}
      WHERE team_id = ${teamId} AND id = ${row.id}`.execute(tx);
  return row.id;
}
