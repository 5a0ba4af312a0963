import type { Tx } from '../../db/connect.js';

/** Signs a user out everywhere; `but`: the id of a session that stays. */
export async function endAllSessions(tx: Tx, teamId: number, userId: number, but = ''): Promise<void> {
  await tx
    .deleteFrom('sessions')
    .where('team_id', '=', teamId)
    .where('user_id', '=', userId)
    .where('token_hash', '<>', Buffer.from(but, 'hex'))
    .execute();
}
