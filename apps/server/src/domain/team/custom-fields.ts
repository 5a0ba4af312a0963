import { type Body, type Contract, contract } from '@cadenza/contract';
import { sql } from 'kysely';
import { plain, sort, time, type View, view } from '../../db/view.js';
import { invalid, notFound } from '../../kernel/errors.js';
import { requirePermission } from '../permissions.js';
import { moveAccountValues } from '../accounts/value-rows.js';
import type { Command } from '../command.js';
import { moveOpportunityValues } from '../crm/value-rows.js';
import { beginLong, type LongWork, type Part, redirectLong } from '../long-commands.js';
import { movePersonValues } from '../people/value-rows.js';
import { plainRows } from '../plain.js';
import { nonBlank } from '../records.js';

type Spec = Contract['resources']['custom_fields'];

const customFieldsView: View = view(contract.resources.custom_fields, {
  table: 'custom_fields',
  sight: null,
  columns: [plain('id', 'name', 'field_type', 'value_type'), time('created_at'), time('updated_at')].join(
    ', ',
  ),
  visible: 'r.deleted_at IS NULL',
  filters: {
    ids: 'r.id',
    field_type: {
      words: {
        person: `r.field_type = 'person'`,
        company: `r.field_type = 'company'`,
        opportunity: `r.field_type = 'opportunity'`,
      },
    },
    value_type: { words: { text: `r.value_type = 'text'`, date: `r.value_type = 'date'` } },
  },
  sorts: { created_at: sort('r.created_at'), updated_at: sort('r.updated_at'), name: sort('r.name', 'text') },
});

const rows = plainRows({
  table: 'custom_fields',
  admins: 'custom fields',
  required: ['name'],
  defaults: { field_type: 'person', value_type: 'text' },
  unique: { custom_fields_name_key: 'name' },
});

/** Where the values of a type of field live. */
interface Holder {
  readonly table: 'people' | 'accounts' | 'opportunities';
  readonly move: typeof movePersonValues;
}
const PEOPLE: Holder = { table: 'people', move: movePersonValues };
const HOLDERS: Record<string, Holder | undefined> = {
  person: PEOPLE,
  company: { table: 'accounts', move: moveAccountValues },
  opportunity: { table: 'opportunities', move: moveOpportunityValues },
};

async function createCustomField(command: Command, body: Body<Spec['create']>): Promise<number> {
  requirePermission(command.principal, 'manage_team', 'create custom fields');
  await requireFreeName(command, body.name, body.field_type ?? 'person', 0);
  return rows.insert(command, body);
}

/** Records key the values by name, so a new name moves them. @throws AppError invalid when a type in use would change */
async function updateCustomField(command: Command, id: number, body: Body<Spec['update']>): Promise<void> {
  const { tx, principal } = command;
  requirePermission(principal, 'manage_team', 'change custom fields');
  const name = nonBlank('name', body.name);
  const field = await tx
    .selectFrom('custom_fields')
    .select(['name', 'field_type'])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!field) throw notFound();
  const type = body.field_type ?? field.field_type;
  if (name !== undefined && name !== field.name) await requireFreeName(command, name, type, id);
  if (type !== field.field_type && (await inUse(command, field.field_type, field.name)))
    throw invalid('field_type', 'cannot be changed while records hold a value');
  if (body.value_type === 'date' && (await holdsOtherThanDates(command, type, field.name)))
    throw invalid('value_type', 'cannot become date while records hold values that are no dates');
  await rows.update(command, id, body);
  if (name !== undefined && name !== field.name) await moveValues(command, id, type, field.name, name);
}

async function deleteCustomField(command: Command, id: number): Promise<void> {
  const { tx, principal } = command;
  if (!(await rows.removeOnce(command, id))) return;
  const field = await tx
    .selectFrom('custom_fields')
    .select(['name', 'field_type'])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  await moveValues(command, id, field.field_type, field.name, null);
}

async function inUse({ tx, principal }: Command, type: string, name: string): Promise<boolean> {
  const holder = HOLDERS[type];
  if (!holder) return false;
  const { rows } =
    await sql`SELECT 1 FROM ${sql.table(holder.table)} WHERE team_id = ${principal.teamId} AND custom_fields ? ${name} LIMIT 1`.execute(
      tx,
    );
  return rows.length > 0;
}

async function holdsOtherThanDates({ tx, principal }: Command, type: string, name: string): Promise<boolean> {
  const holder = HOLDERS[type];
  if (!holder) return false;
  const { rows } = await sql`
    SELECT 1 FROM ${sql.table(holder.table)} WHERE team_id = ${principal.teamId} AND custom_fields ? ${name}
    AND custom_fields ->> ${name} !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' LIMIT 1`.execute(tx);
  return rows.length > 0;
}

/** A name that values are still being taken from would lose the new ones. @throws AppError invalid */
async function requireFreeName(
  { tx, principal }: Pick<Command, 'tx' | 'principal'>,
  name: string,
  type: string,
  id: number,
): Promise<void> {
  const { rows } = await sql`
    SELECT FROM long_commands WHERE team_id = ${principal.teamId} AND kind = 'move_values' AND subject_id <> ${id}
      AND detail ->> 'from' = ${name} AND detail ->> 'type' = ${type} LIMIT 1`.execute(tx);
  if (rows.length > 0) throw invalid('name', 'is still being taken out of records: try again in a moment');
}

/**
 * Renames the key in every record that has it, or drops it; what is written under the new one meanwhile stays. Values that
 * an earlier renaming has not come to yet go where the last one says.
 */
async function moveValues(
  command: Command,
  id: number,
  type: string,
  from: string,
  to: string | null,
): Promise<void> {
  if (!HOLDERS[type]) return;
  await redirectLong(command, 'move_values', id, { to });
  await beginLong(command, 'move_values', MOVE_VALUES, id, { type, from, to });
}

const holderOf = ({ detail }: Part) => HOLDERS[String(detail['type'])] ?? PEOPLE;

/** Takes a key out of records, or gives it another name. */
export const MOVE_VALUES: LongWork = {
  atOnce: 200,
  rows: (part) => sql`
    SELECT id FROM ${sql.table(holderOf(part).table)}
    WHERE team_id = ${part.principal.teamId} AND custom_fields ? ${part.detail['from']}::text`,
  change: (part, ids) => {
    const { from, to } = part.detail;
    return holderOf(part).move(part, ids, String(from), to == null ? null : String(to));
  },
};

export const customFields = {
  view: customFieldsView,
  create: createCustomField,
  update: updateCustomField,
  remove: deleteCustomField,
};
