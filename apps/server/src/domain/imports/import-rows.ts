import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';

/** One more person came by this import. */
export async function countImported(tx: Tx, teamId: number, id: number): Promise<void> {
  await tx
    .updateTable('imports')
    .set({ imported_people_count: sql`imported_people_count + 1` })
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .execute();
}
