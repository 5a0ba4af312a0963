import { say } from '../said.js';
import { sql } from 'kysely';
import { removeFromAllCadences } from '../memberships/index.js';
import { copyAccountName, detachFromAccount } from '../people/person-rows.js';
import type { LongWork } from '../long-commands.js';

/** The people of a deleted account learn that they have none. */
export const DETACH_PEOPLE: LongWork = {
  atOnce: 200,
  rows: ({ principal, subjectId }) =>
    sql`SELECT id FROM people WHERE team_id = ${principal.teamId} AND account_id = ${subjectId}`,
  change: (part, ids) => detachFromAccount(part, part.subjectId, ids),
};

/** The people of an account marked do not contact leave their cadences; the planner and the last look stop the others. */
export const STOP_CONTACTING: LongWork = {
  atOnce: 25,
  rows: ({ principal, subjectId }) => sql`
    SELECT id FROM people WHERE team_id = ${principal.teamId} AND account_id = ${subjectId} AND deleted_at IS NULL AND cadence_ids <> '{}'`,
  change: async ({ tx, principal, now }, ids) => {
    for (const id of ids)
      await removeFromAllCadences(
        tx,
        principal,
        now,
        id,
        say('cadence_left', { why: 'account_do_not_contact' }),
      );
  },
};

/** The copy of its account's name that people are sorted by; whatever the name is by now. */
export const RENAME_ACCOUNT: LongWork = {
  atOnce: 500,
  rows: ({ principal, subjectId }) =>
    sql`SELECT id FROM people WHERE team_id = ${principal.teamId} AND account_id = ${subjectId}`,
  change: ({ tx, principal, subjectId }, ids) => copyAccountName(tx, principal.teamId, subjectId, ids),
};
