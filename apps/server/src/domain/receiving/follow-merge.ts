import { mergedInto } from '../../db/merge-places.js';
import type { Tx } from '../../db/connect.js';
import type { Match } from './types.js';

/** Merges one after the other while a message is recorded; more is a chain that nobody made by hand. */
const MOST = 100;

/**
 * Messages are matched before the transaction that records them: who was merged into another since is that one now, and
 * the e-mail's membership may be another one. Held so that no merge comes in between.
 */
export async function followMerge(tx: Tx, teamId: number, match: Match): Promise<Match> {
  let { personId } = match;
  for (let at = 0; at < MOST; at += 1) {
    const person = await tx
      .selectFrom('people')
      .select('deleted_at')
      .where('team_id', '=', teamId)
      .where('id', '=', personId)
      .forKeyShare()
      .executeTakeFirst();
    const into = person?.deleted_at ? await mergedInto(tx, teamId, 'person', personId) : undefined;
    if (into === undefined) break;
    personId = into;
  }
  if (personId === match.personId) return match;
  const email =
    match.emailId === null
      ? undefined
      : await tx
          .selectFrom('emails')
          .select('membership_id')
          .where('team_id', '=', teamId)
          .where('id', '=', match.emailId)
          .executeTakeFirst();
  return { ...match, personId, membershipId: email?.membership_id ?? null };
}
