import type { Tx } from '../../db/connect.js';

/** Signs a user out everywhere. */
export async function endAllSessions(tx: Tx, teamId: number, userId: number): Promise<void> {
  await tx.deleteFrom('sessions').where('team_id', '=', teamId).where('user_id', '=', userId).execute();
}
