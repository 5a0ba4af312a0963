import { PERSON_COLUMNS } from '../../db/columns.js';
import { anyOf } from '../../db/any-of.js';
import type { Tx } from '../../db/connect.js';
import { lockedRows, type MembershipContext, toMembershipContext } from './membership-queries.js';

/**
 * lockMembership for many actions at once, by action: people first and memberships second, each in the order of their
 * ids, so that two batches never wait for each other in a circle. Left out are people somebody else holds: one of them
 * must not keep the rest waiting.
 */
export async function lockMemberships(
  tx: Tx,
  teamId: number,
  actionIds: readonly number[],
): Promise<ReadonlyMap<number, MembershipContext>> {
  const people = await tx
    .selectFrom('people')
    .select(PERSON_COLUMNS)
    .where('team_id', '=', teamId)
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('actions')
        .select('person_id')
        .where('team_id', '=', teamId)
        .where('id', '=', anyOf(actionIds)),
    )
    .orderBy('id')
    .forNoKeyUpdate()
    .skipLocked()
    .execute();
  if (people.length === 0) return new Map();
  const byId = new Map(people.map((person) => [person.id, person]));
  const rows = await lockedRows(tx, teamId)
    .where('m.person_id', '=', anyOf([...byId.keys()]))
    .where('m.id', 'in', (eb) =>
      eb
        .selectFrom('actions')
        .select('membership_id')
        .where('team_id', '=', teamId)
        .where('id', '=', anyOf(actionIds)),
    )
    .orderBy('m.id')
    .execute();
  return new Map(
    rows.map((row) => {
      const person = byId.get(row.person_id);
      if (!person) throw new Error(`membership ${row.id} was read without its person`);
      return [row.id, toMembershipContext(row, person)];
    }),
  );
}
