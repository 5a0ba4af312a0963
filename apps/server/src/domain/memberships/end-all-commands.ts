import { sql } from 'kysely';
import { anyOf } from '../../db/any-of.js';
import { PERSON_COLUMNS } from '../../db/columns.js';
import type { Command } from '../command.js';
import { beginLong, type LongWork } from '../long-commands.js';
import { type EndState, endMemberships, removedState } from './membership-end-commands.js';
import { lockedRows, type MembershipContext, toMembershipContext } from './membership-queries.js';
import { say } from '../said.js';
import { requeueEmails } from './snooze-commands.js';

/**
 * Everybody who was on the cadence when it was archived or deleted leaves it, by person: the engine locks people first,
 * in the order of their ids, and so nobody waits in a circle. Until then the planner ends those whose turn it is.
 */
export const END_MEMBERSHIPS: LongWork = {
  atOnce: 20,
  rows: ({ principal, subjectId, since }) => sql`
    SELECT person_id AS id FROM cadence_memberships WHERE team_id = ${principal.teamId} AND cadence_id = ${subjectId}
      AND currently_on_cadence AND added_at <= ${since}`,
  change: async ({ tx, principal, now, subjectId, detail }, personIds) => {
    const { teamId } = principal;
    const people = await tx
      .selectFrom('people')
      .select(PERSON_COLUMNS)
      .where('team_id', '=', teamId)
      .where('id', '=', anyOf(personIds))
      .orderBy('id')
      .forNoKeyUpdate()
      .execute();
    const byId = new Map(people.map((person) => [person.id, person]));
    const rows = await lockedRows(tx, teamId)
      .where('m.cadence_id', '=', subjectId)
      .where('m.person_id', '=', anyOf(personIds))
      .where('m.currently_on_cadence', '=', true)
      .orderBy('m.id')
      .execute();
    const states = new Map<EndState, MembershipContext[]>();
    for (const row of rows) {
      const person = byId.get(row.person_id);
      if (!person) continue;
      const context = toMembershipContext(row, person);
      const state = detail['archived'] === true ? 'archived' : await removedState(tx, context.membership);
      states.set(state, [...(states.get(state) ?? []), context]);
    }
    const reason = say(detail['archived'] === true ? 'cadence_archived' : 'cadence_deleted', {});
    for (const [state, contexts] of states)
      await endMemberships({ tx, principal, now }, contexts, state, reason);
  },
};

/** Before the cadence's own row is touched: whoever works on a person locks the cadence last. */
export async function endAllMemberships(
  command: Command,
  cadenceId: number,
  archived: boolean,
): Promise<void> {
  const left = await beginLong(command, 'end_memberships', END_MEMBERSHIPS, cadenceId, { archived });
  const { tx, principal, now } = command;
  const why = say(archived ? 'cadence_archived' : 'cadence_deleted', { taken_back: true });
  if (left) await requeueEmails(tx, principal.teamId, { cadenceId }, now, why);
}
