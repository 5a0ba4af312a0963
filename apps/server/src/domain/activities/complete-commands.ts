import type { Tx } from '../../db/connect.js';
import type { Said } from '../said.js';
import { type Action, type MembershipContext, readProgress } from '../memberships/index.js';
import { writeEffects } from './effects-commands.js';
import { type Contact, effectsOfDone } from './sent-rules.js';

export interface Completion {
  /** Who did it; null when the engine did. */
  byUserId: number | null;
  /** What kind of contact it was; undefined when nobody was contacted (an integration step). */
  contact?: Contact;
  reason: Said;
}

/** Marks a live action of the membership done, keeps the counters, and goes on when its group is done. */
export async function completeAction(
  tx: Tx,
  context: MembershipContext,
  action: Action,
  now: Date,
  { byUserId, contact, reason }: Completion,
): Promise<void> {
  const { teamId, person } = context;
  const [progress] = await readProgress(tx, teamId, [{ context, action }]);
  const work = progress && { context, action, progress };
  const effects = effectsOfDone({ person, work, byUserId, contact, reason }, now);
  await writeEffects({ tx, teamId, now, userId: byUserId }, [effects]);
}
