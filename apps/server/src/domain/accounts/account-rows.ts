import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';

/** Somebody came to the account, or left it. */
export async function countPeople(tx: Tx, teamId: number, id: number, by: 1 | -1): Promise<void> {
  await tx
    .updateTable('accounts')
    .set({ people_count: sql`people_count + ${by}` })
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .execute();
}
