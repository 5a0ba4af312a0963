import { contract, type Body, type Contract } from '@cadenza/contract';
import { sql } from 'kysely';
import { anyOf } from '../../db/any-of.js';
import { plain, sort, time, type View, view } from '../../db/view.js';
import { append } from '../../events/outbox.js';
import { forgetStage } from '../cadences/cadence-rows.js';
import type { Command } from '../command.js';
import { beginLong, type LongWork, type Part } from '../long-commands.js';
import { plainRows } from '../plain.js';

type Spec = Contract['resources']['person_stages'];

const personStagesView: View = view(contract.resources.person_stages, {
  table: 'person_stages',
  sight: null,
  columns: [plain('id', 'name'), time('created_at'), time('updated_at'), plain('order', 'active')].join(', '),
  visible: 'r.deleted_at IS NULL',
  filters: { ids: 'r.id', active: 'r.active' },
  sorts: { created_at: sort('r.created_at'), updated_at: sort('r.updated_at') },
});

const rows = plainRows({
  table: 'person_stages',
  admins: 'person stages',
  required: ['name'],
  unique: { person_stages_name_key: 'name' },
});

/** Adds a stage behind the others. Admins only. */
async function createPersonStage(command: Command, { name }: Body<Spec['create']>): Promise<number> {
  const last = await command.tx
    .selectFrom('person_stages')
    .select((e) => e.fn.max('order').as('order'))
    .where('team_id', '=', command.principal.teamId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return rows.insert(command, { name, order: (last?.order ?? 0) + 1 });
}

/** Renames a stage, and the copy of its name that people are sorted by. Admins only. */
async function updatePersonStage(command: Command, id: number, body: Body<Spec['update']>): Promise<void> {
  await rows.update(command, id, body);
  if (body.name !== undefined) await beginLong(command, 'person_stage_name', COPY_STAGE_NAME, id);
}

const atStage = ({ principal, subjectId }: Part) =>
  sql`SELECT id FROM people WHERE team_id = ${principal.teamId} AND person_stage_id = ${subjectId}`;

/** Whatever the name is by now. */
export const COPY_STAGE_NAME: LongWork = {
  atOnce: 500,
  rows: atStage,
  change: async ({ tx, principal, subjectId }, ids) => {
    await sql`
      UPDATE people p SET person_stage_name = s.name FROM person_stages s
      WHERE p.team_id = ${principal.teamId} AND p.id = ANY(${ids}::bigint[]) AND p.person_stage_id = ${subjectId}
        AND s.team_id = p.team_id AND s.id = p.person_stage_id AND p.person_stage_name IS DISTINCT FROM s.name`.execute(
      tx,
    );
  },
};

/** People of a deleted stage have none. */
export const LEAVE_STAGE: LongWork = {
  atOnce: 200,
  rows: atStage,
  change: async ({ tx, principal, now, subjectId }, ids) => {
    const people = await tx
      .updateTable('people')
      .set({ person_stage_id: null, person_stage_name: null, updated_at: now })
      .where('team_id', '=', principal.teamId)
      .where('id', '=', anyOf(ids))
      .where('person_stage_id', '=', subjectId)
      .returning(['id', 'deleted_at'])
      .execute();
    const alive = people.filter((person) => person.deleted_at === null).map((person) => person.id);
    await append({ tx, principal, now }, 'person_updated', alive);
  },
};

/** Deletes a stage; its people are left without one, and cadences no longer set it. Admins only. */
async function deletePersonStage(command: Command, id: number): Promise<void> {
  if (!(await rows.removeOnce(command, id))) return;
  await beginLong(command, 'person_stage_gone', LEAVE_STAGE, id);
  await forgetStage(command, id);
}

export const personStages = {
  view: personStagesView,
  create: createPersonStage,
  update: updatePersonStage,
  remove: deletePersonStage,
};
