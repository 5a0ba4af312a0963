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

/** So many more people came by this import. */
export async function countImportedMany(tx: Tx, teamId: number, id: number, people: number): Promise<void> {
  await sql`UPDATE imports SET imported_people_count = imported_people_count + ${people}
    WHERE team_id = ${teamId} AND id = ${id}`.execute(tx);
}
