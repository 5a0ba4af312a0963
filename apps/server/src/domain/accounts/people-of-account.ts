import { sql } from 'kysely';
import { removeFromAllCadences } from '../cadences/membership-commands.js';
import type { Part, PartDone } from '../long-commands.js';
import { appendEach } from '../records.js';

/** People a part takes: a fraction of a second, in which others wait for these rows. */
const DETACHED_AT_ONCE = 200;
const STOPPED_AT_ONCE = 25;

/** A part of the people of a deleted account learn that they have none. */
export async function detachPeople({ tx, principal, now, subjectId, after }: Part): Promise<PartDone> {
  const people = await tx
    .updateTable('people')
    .set({ account_id: null, account_name: null, updated_at: now })
    .where('team_id', '=', principal.teamId)
    .where('id', 'in', (select) =>
      select
        .selectFrom('people')
        .select('id')
        .where('team_id', '=', principal.teamId)
        .where('account_id', '=', subjectId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(DETACHED_AT_ONCE),
    )
    .where('account_id', '=', subjectId)
    .returning(['id', 'deleted_at'])
    .execute();
  const alive = people.filter((person) => person.deleted_at === null).map((person) => person.id);
  await appendEach({ tx, principal, now }, 'person_updated', alive);
  return partDone(people, DETACHED_AT_ONCE);
}

/** A part of the people of an account marked do not contact leave their cadences; the planner and the last look stop the others. */
export async function stopContacting({ tx, principal, now, subjectId, after }: Part): Promise<PartDone> {
  const people = await tx
    .selectFrom('people')
    .select('id')
    .where('team_id', '=', principal.teamId)
    .where('account_id', '=', subjectId)
    .where('deleted_at', 'is', null)
    .where(sql<boolean>`cadence_ids <> '{}'`)
    .where('id', '>', after)
    .orderBy('id')
    .limit(STOPPED_AT_ONCE)
    .execute();
  for (const person of people)
    await removeFromAllCadences(tx, principal, now, person.id, 'the account was marked do not contact');
  return partDone(people, STOPPED_AT_ONCE);
}

/** Fewer than a part takes: nothing is left. */
function partDone(rows: readonly { id: number }[], atOnce: number): PartDone {
  const last = rows.length < atOnce ? undefined : Math.max(...rows.map((row) => row.id));
  return { last, done: rows.length };
}
