import { type Body, type Contract, contract } from '@cadenza/contract';
import { sql } from 'kysely';
import { plain, sort, time, view } from '../../db/view.js';
import { countOpportunity } from '../cadences/cadence-rows.js';
import type { Command } from '../command.js';
import { plainRows } from '../plain.js';
import { OF_OPPORTUNITY_PERSON } from '../visibility.js';

type Spec = Contract['resources']['opportunity_people'];

const rows = plainRows({
  table: 'opportunity_people',
  references: { opportunity_id: 'opportunities', person_id: 'people' },
  unique: { opportunity_people_key: ['person_id', 'is already on this opportunity'] },
});

async function addPerson(command: Command, body: Body<Spec['create']>): Promise<number> {
  const id = await rows.insert(command, body);
  await putDownTo(command, body.opportunity_id, body.person_id);
  return id;
}

/**
 * The first of its people says whose work an opportunity is put down to: the cadence, step and user of what was done last
 * for that person before the opportunity. It stays that, whoever comes and goes later.
 */
async function putDownTo({ tx, principal, now }: Command, id: number, personId: number): Promise<void> {
  const { teamId } = principal;
  const { rows: counted } = await sql<{ cadence: number | null }>`
    UPDATE opportunities o SET updated_at = ${now}, opportunity_window_person_id = ${personId},
      opportunity_window_started_at = a.completed_at, most_recent_cadence_id = a.cadence_id, most_recent_step_id = a.step_id,
      most_recent_step_number = a.step_number, most_recent_user_id = a.user_id
    FROM (SELECT 1) one LEFT JOIN LATERAL (
      SELECT a.completed_at, a.cadence_id, a.step_id, a.user_id, (
        SELECT count(*) FROM steps s JOIN steps b ON b.team_id = s.team_id AND b.cadence_id = s.cadence_id AND b.deleted_at IS NULL
          AND (b.day, b.step_number) <= (s.day, s.step_number)
        WHERE s.team_id = a.team_id AND s.id = a.step_id) AS step_number
      FROM actions a WHERE a.team_id = ${teamId} AND a.person_id = ${personId} AND a.status = 'completed'
      ORDER BY a.completed_at DESC NULLS LAST, a.id DESC LIMIT 1) a ON true
    WHERE o.team_id = ${teamId} AND o.id = ${id} AND o.opportunity_window_person_id IS NULL
    RETURNING o.most_recent_cadence_id AS cadence`.execute(tx);
  const cadence = counted[0]?.cadence ?? null;
  if (cadence !== null) await countOpportunity(tx, teamId, cadence);
}

/** Everybody who is on an opportunity that is gone. */
export async function leaveOpportunity({ tx, principal, now }: Command, id: number): Promise<void> {
  await tx
    .updateTable('opportunity_people')
    .set({ deleted_at: now, updated_at: now })
    .where('team_id', '=', principal.teamId)
    .where('opportunity_id', '=', id)
    .where('deleted_at', 'is', null)
    .execute();
}

const crmIdOf = (table: string, column: string): string =>
  `(SELECT o.crm_id FROM ${table} o WHERE o.team_id = r.team_id AND o.id = r.${column})`;

/** The opportunity people resource. */
export const opportunityPeople = {
  view: view(contract.resources.opportunity_people, {
    table: 'opportunity_people',
    sight: OF_OPPORTUNITY_PERSON,
    columns: [
      plain('id', 'person_id', 'opportunity_id'),
      `${crmIdOf('opportunities', 'opportunity_id')} AS opportunity_crm_id`,
      `${crmIdOf('people', 'person_id')} AS person_crm_id`,
      time('created_at'),
      time('updated_at'),
      'NULL::text AS crm_id',
    ].join(', '),
    visible: 'r.deleted_at IS NULL',
    filters: {},
    sorts: { created_at: sort('r.created_at'), updated_at: sort('r.updated_at') },
  }),
  create: addPerson,
  remove: rows.remove,
};
