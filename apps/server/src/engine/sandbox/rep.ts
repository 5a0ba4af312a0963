import type { Database } from '../../db/connect.js';
import { anyOf } from '../../db/any-of.js';
import { write } from '../../db/write.js';
import { createActivity, createCall, sendEmailAction } from '../../domain/activities/index.js';
import { AppError } from '../../kernel/errors.js';
import { placeByHand } from '../planning/place-by-hand.js';

/** Manual steps done in one go. */
const AT_ONCE = 200;

/**
 * Does the manual steps that wait, as their users would through the API: calls are logged, e-mails sent as written,
 * the rest marked as done. What is refused goes on waiting, and into `refused`. @returns how many were done
 */
export async function workWaiting(
  database: Database,
  teamId: number,
  now: Date,
  refused: Set<number>,
): Promise<number> {
  const waiting = await database.kysely
    .selectFrom('actions')
    .select(['id', 'type', 'person_id', 'user_id'])
    .where('team_id', '=', teamId)
    .where('status', '=', 'in_progress')
    .where('automated', '=', false)
    .$if(refused.size > 0, (query) => query.where((eb) => eb.not(eb('id', '=', anyOf([...refused])))))
    .orderBy('due_at')
    .orderBy('id')
    .limit(AT_ONCE)
    .execute();
  let done = 0;
  for (const action of waiting) {
    const who = { teamId, userId: action.user_id, admin: true };
    try {
      await write(database.kysely, who, async (tx) => {
        if (action.type === 'phone')
          await createCall(
            { tx, principal: who, now },
            { person_id: action.person_id, action_id: action.id },
          );
        else if (action.type === 'email')
          await sendEmailAction({ tx, principal: who, now, takePlace: placeByHand }, action.id);
        else await createActivity({ tx, principal: who, now }, { action_id: action.id });
      });
      done += 1;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refused.add(action.id);
    }
  }
  return done;
}
