import type { Tx } from '../../db/connect.js';
import { tellUser } from '../feed/notice-rows.js';
import { pauseSubscription } from './subscription-rows.js';

/** Pauses a subscription that the server gives up on, and tells whoever made it. @returns whether it was not paused before */
export async function pauseFailing(
  tx: Tx,
  { teamId, id }: { teamId: number; id: number },
  reason: string,
  now: Date,
): Promise<boolean> {
  if (!(await pauseSubscription(tx, { teamId, id }, reason, now))) return false;
  const { user_id: userId } = await tx
    .selectFrom('webhook_subscriptions')
    .select('user_id')
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const about = { resource: 'webhook_subscriptions', resourceId: id } as const;
  const key = `webhook ${id} ${now.toISOString()}`;
  await tellUser({ tx, teamId, now }, { userId, kind: 'webhook_paused', ...about, key });
  return true;
}
