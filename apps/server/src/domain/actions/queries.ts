import type { Db } from '../../db/connect.js';
import type { Principal } from '../../kernel/principal.js';
import { seesOfUser } from '../visibility.js';

/** Whether the caller may ask about an action: admins about all, others about their own, as they see only those. */
export async function seesAction(db: Db, principal: Principal, id: number): Promise<boolean> {
  const action = await db
    .selectFrom('actions')
    .select('user_id')
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .executeTakeFirst();
  return action !== undefined && seesOfUser(principal, action.user_id);
}
