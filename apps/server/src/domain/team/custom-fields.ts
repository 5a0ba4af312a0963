import { type Body, type Contract, contract } from '@cadenza/contract';
import { sql } from 'kysely';
import { violates } from '../../db/pg-errors.js';
import { plain, sort, time, type View, view } from '../../db/view.js';
import { invalid, notFound } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import { appendEach, keepsText, requireAdmin, softDelete, unique } from '../records.js';

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

const nameTaken = (error: unknown) => violates(error, 'custom_fields_name_key');

/** Where the values of a type of field live; opportunities come with their own resource. */
const HOLDERS: Record<string, { table: 'people' | 'accounts'; event: string } | undefined> = {
  person: { table: 'people', event: 'person_updated' },
  company: { table: 'accounts', event: 'account_updated' },
};

async function createCustomField(
  { tx, principal, now }: Command,
  body: Body<Spec['create']>,
): Promise<number> {
  requireAdmin(principal, 'create custom fields');
  const row = {
    team_id: principal.teamId,
    created_at: now,
    updated_at: now,
    name: body.name,
    field_type: body.field_type ?? 'person',
    value_type: body.value_type ?? 'text',
  };
  return (
    await unique(
      tx.insertInto('custom_fields').values(row).returning('id').executeTakeFirstOrThrow(),
      nameTaken,
      'name',
    )
  ).id;
}

/** Records key the values by name, so a new name moves them. @throws AppError invalid when a type in use would change */
async function updateCustomField(command: Command, id: number, body: Body<Spec['update']>): Promise<void> {
  const { tx, principal, now } = command;
  requireAdmin(principal, 'change custom fields');
  const name = keepsText('name', body.name);
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
  if (type !== field.field_type && (await inUse(command, field.field_type, field.name)))
    throw invalid('field_type', 'cannot be changed while records hold a value');
  if (body.value_type === 'date' && (await holdsOtherThanDates(command, type, field.name)))
    throw invalid('value_type', 'cannot become date while records hold values that are no dates');
  const update = tx
    .updateTable('custom_fields')
    .set({ name, field_type: type, value_type: body.value_type ?? undefined, updated_at: now })
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id);
  await unique(update.execute(), nameTaken, 'name');
  if (name !== undefined && name !== field.name) await moveValues(command, type, field.name, name);
}

async function deleteCustomField(command: Command, id: number): Promise<void> {
  const { tx, principal } = command;
  requireAdmin(principal, 'delete custom fields');
  if (!(await softDelete(command, 'custom_fields', id))) return;
  const field = await tx
    .selectFrom('custom_fields')
    .select(['name', 'field_type'])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  await moveValues(command, field.field_type, field.name, null);
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

/** Renames the key in every record that has it, or drops it. */
async function moveValues(command: Command, type: string, from: string, to: string | null): Promise<void> {
  const holder = HOLDERS[type];
  if (!holder) return;
  const { tx, principal, now } = command;
  const values =
    to === null
      ? sql`custom_fields - ${from}::text`
      : sql`(custom_fields - ${from}::text) || jsonb_build_object(${to}::text, custom_fields -> ${from}::text)`;
  const { rows } = await sql<{ id: number; deleted_at: Date | null }>`
    UPDATE ${sql.table(holder.table)} SET custom_fields = ${values}, updated_at = ${now}
    WHERE team_id = ${principal.teamId} AND custom_fields ? ${from} RETURNING id, deleted_at`.execute(tx);
  await appendEach(
    command,
    holder.event,
    rows.filter((row) => row.deleted_at === null).map((row) => row.id),
  );
}

export const customFields = {
  view: customFieldsView,
  create: createCustomField,
  update: updateCustomField,
  remove: deleteCustomField,
};
