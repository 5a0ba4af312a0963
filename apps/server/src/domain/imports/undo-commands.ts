import { sql } from 'kysely';
import { invalid } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import { mustSee } from './imports.js';

/** What a row of an import changed of a record that was there: JSON text, as rows of bulk jobs have it. */
export interface RowChange {
  readonly of: 'person' | 'account';
  readonly undo: string;
}

/**
 * What the runs of an import changed of people and accounts who were there, the last row first; each is given out once.
 * @throws AppError not_found, invalid where one is under way, or nothing is left that could be put back
 */
export async function takeChanges(command: Command, importId: number, hours: number): Promise<RowChange[]> {
  const { tx, principal, now } = command;
  const { teamId } = principal;
  await mustSee(command, importId);
  const { rows: running } = await sql`
    SELECT 1 FROM import_runs WHERE team_id = ${teamId} AND import_id = ${importId} AND NOT dry AND finished_at IS NULL
      AND failed_at IS NULL LIMIT 1`.execute(tx);
  if (running.length > 0) throw invalid('id', 'is being carried out: cancel it, or wait for its end');
  const since = new Date(now.getTime() - hours * 3_600_000);
  const { rows } = await sql<RowChange>`
    WITH taken AS (
      SELECT r.team_id, r.run_id, r.line, r.undo, r.person_id FROM import_rows r
      JOIN import_runs n ON n.team_id = r.team_id AND n.id = r.run_id
      WHERE n.team_id = ${teamId} AND n.import_id = ${importId} AND NOT n.dry AND r.undo IS NOT NULL
        AND coalesce(n.finished_at, n.failed_at) > ${since} FOR UPDATE OF r),
    given AS (
      UPDATE import_rows r SET undo = NULL FROM taken t WHERE r.team_id = t.team_id AND r.run_id = t.run_id AND r.line = t.line)
    SELECT CASE WHEN t.person_id IS NULL THEN 'account' ELSE 'person' END AS of, t.undo FROM taken t
    ORDER BY t.run_id DESC, t.line DESC`.execute(tx);
  if (rows.length === 0)
    throw invalid('id', `has changed nobody who was there within ${hours} hours that could be put back`);
  return rows;
}
