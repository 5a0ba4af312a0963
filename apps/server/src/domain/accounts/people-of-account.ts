import { say } from '../said.js';
import { sql } from 'kysely';
import { anyOf } from '../../db/any-of.js';
import { append } from '../../events/outbox.js';
import { removeFromAllCadences } from '../memberships/index.js';
import type { LongWork } from '../long-commands.js';

/** The people of a deleted account learn that they have none. */
export const DETACH_PEOPLE: LongWork = {
  atOnce: 200,
  rows: ({ principal, subjectId }) =>
    sql`SELECT id FROM people WHERE team_id = ${principal.teamId} AND account_id = ${subjectId}`,
  change: async ({ tx, principal, now, subjectId }, ids) => {
    const people = await tx
      .updateTable('people')
      .set({ account_id: null, account_name: null, updated_at: now })
      .where('team_id', '=', principal.teamId)
      .where('id', '=', anyOf(ids))
      .where('account_id', '=', subjectId)
      .returning(['id', 'deleted_at'])
      .execute();
    const alive = people.filter((person) => person.deleted_at === null).map((person) => person.id);
    await append({ tx, principal, now }, 'person_updated', alive);
  },
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
  change: async ({ tx, principal, subjectId }, ids) => {
    await sql`
      UPDATE people p SET account_name = a.name FROM accounts a
      WHERE p.team_id = ${principal.teamId} AND p.id = ANY(${ids}::bigint[]) AND p.account_id = ${subjectId}
        AND a.team_id = p.team_id AND a.id = p.account_id AND p.account_name IS DISTINCT FROM a.name`.execute(
      tx,
    );
  },
};
