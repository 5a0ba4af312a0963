import type { Tx } from '../../db/connect.js';
import type { Standing } from './membership-queries.js';

/**
 * lockStanding for many touches at once, by action: people first and memberships second, each in the order of their
 * ids, so that two batches never wait for each other in a circle. Left out are people somebody else holds: one of them
 * must not keep the rest waiting.
 */
export async function lockStandings(
  tx: Tx,
  teamId: number,
  actionIds: readonly number[],
): Promise<ReadonlyMap<number, Standing>> {
  const people = await tx
    .selectFrom('people')
    .selectAll()
    .where('team_id', '=', teamId)
    .where('id', 'in', (eb) =>
      eb.selectFrom('actions').select('person_id').where('team_id', '=', teamId).where('id', 'in', actionIds),
    )
    .orderBy('id')
    .forNoKeyUpdate()
    .skipLocked()
    .execute();
  if (people.length === 0) return new Map();
  const byId = new Map(people.map((person) => [person.id, person]));
  const rows = await tx
    .selectFrom('cadence_memberships as m')
    .innerJoin('cadences as c', (join) =>
      join.onRef('c.team_id', '=', 'm.team_id').onRef('c.id', '=', 'm.cadence_id'),
    )
    .innerJoin('users as u', (join) =>
      join.onRef('u.team_id', '=', 'm.team_id').onRef('u.id', '=', 'm.user_id'),
    )
    .selectAll('m')
    .select([
      'u.time_zone',
      'c.owner_id as c_owner_id',
      'c.finished_stage_id as c_finished_stage_id',
      'c.override_contact_restrictions as c_override',
      'c.archived_at as c_archived_at',
      'c.deleted_at as c_deleted_at',
      'c.paused_at as c_paused_at',
      'c.cadence_function as c_function',
      'c.latest_active_date as c_latest_active_date',
    ])
    .where('m.team_id', '=', teamId)
    .where('m.person_id', 'in', [...byId.keys()])
    .where('m.id', 'in', (eb) =>
      eb
        .selectFrom('actions')
        .select('membership_id')
        .where('team_id', '=', teamId)
        .where('id', 'in', actionIds),
    )
    .orderBy('m.id')
    .forNoKeyUpdate('m')
    .execute();
  return new Map(rows.map((row) => [row.id, toStanding(row, byId)]));
}

type Row = Standing['membership'] & {
  time_zone: string;
  c_owner_id: number;
  c_finished_stage_id: number | null;
  c_override: boolean;
  c_archived_at: Date | null;
  c_deleted_at: Date | null;
  c_paused_at: Date | null;
  c_function: string;
  c_latest_active_date: string | null;
};

function toStanding(row: Row, people: ReadonlyMap<number, Standing['person']>): Standing {
  const {
    time_zone: timeZone,
    c_owner_id,
    c_finished_stage_id,
    c_override,
    c_archived_at,
    c_deleted_at,
    c_paused_at,
    c_function,
    c_latest_active_date,
    ...membership
  } = row;
  const person = people.get(membership.person_id);
  if (!person) throw new Error(`membership ${membership.id} was read without its person`);
  return {
    teamId: membership.team_id,
    membership,
    person,
    cadence: {
      id: membership.cadence_id,
      owner_id: c_owner_id,
      finished_stage_id: c_finished_stage_id,
      override_contact_restrictions: c_override,
      archived_at: c_archived_at,
      deleted_at: c_deleted_at,
      paused_at: c_paused_at,
      cadence_function: c_function,
      latest_active_date: c_latest_active_date,
    },
    zones: { user: timeZone, personLocale: person.locale },
  };
}
