import { stringify } from 'csv-stringify/sync';
import type { Db } from '../../db/connect.js';
import type { Principal } from '../../kernel/principal.js';
import { inSightOf, ON_THE_LIST } from '../visibility.js';

interface Exported {
  kind: string;
  value: string;
  reason: string;
  cadence_id: number | null;
  note: string | null;
  created_at: Date;
}

/** The team's list, as far as the caller sees it, as CSV, in the columns the import takes. Cells that a spreadsheet would run as a formula are quoted apart. */
export async function exportSuppressions(db: Db, principal: Principal): Promise<string> {
  const rows: Exported[] = await db
    .selectFrom('suppressions as s')
    .select(['kind', 'value', 'reason', 'cadence_id', 'note', 'created_at'])
    .where('team_id', '=', principal.teamId)
    .where(inSightOf(principal, ON_THE_LIST, 's'))
    .orderBy('id')
    .execute();
  return stringify(rows, {
    header: true,
    columns: ['kind', 'value', 'reason', 'cadence_id', 'note', 'created_at'],
    cast: { date: (value) => value.toISOString() },
    escape_formulas: true,
  });
}
