import { type Body, type Contract, contract } from '@cadenza/contract';
import { sql } from 'kysely';
import { contains } from '../../db/like.js';
import { violates } from '../../db/pg-errors.js';
import { plain, sort, type View, view } from '../../db/view.js';
import type { Cause } from '../../events/outbox.js';
import { invalid, notFound } from '../../kernel/errors.js';
import { moveAccountTag } from '../accounts/value-rows.js';
import { moveCadenceTag } from '../cadences/cadence-rows.js';
import type { Command } from '../command.js';
import { moveOpportunityTag } from '../crm/value-rows.js';
import { moveTeamTemplateTag, moveTemplateTag } from '../emails/template-rows.js';
import { ensureTags, hasTag, holdTag, removeTag, renameTag } from '../ensure-tags.js';
import { beginLong, type LongWork, redirectLong } from '../long-commands.js';
import { movePersonTag } from '../people/value-rows.js';
import { requirePermission } from '../permissions.js';
import { mapUniqueViolation } from '../records.js';

type Spec = Contract['resources']['tags'];

const tagsView: View = view(contract.resources.tags, {
  table: 'tags',
  sight: null,
  columns: plain('id', 'name'),
  filters: {
    ids: 'r.id',
    search: { sql: contains('r.name') },
  },
  sorts: { name: sort('r.name', 'text') },
});

/** Makes a tag, or finds it: names are compared as they are. @returns its id @throws AppError invalid */
export async function createTag({ tx, principal, now }: Command, given: string): Promise<number> {
  const [name] = await ensureTags(tx, principal.teamId, now, [given]);
  if (name === undefined) throw invalid('name', "can't be blank");
  const { id } = await tx
    .selectFrom('tags')
    .select('id')
    .where('team_id', '=', principal.teamId)
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return id;
}

type Move = (cause: Cause, ids: readonly number[], from: string, to: string | null) => Promise<void>;

/** What has tags, in the order in which rows are locked. */
const TAGGED = {
  people: movePersonTag,
  accounts: moveAccountTag,
  cadences: moveCadenceTag,
  email_templates: moveTemplateTag,
  opportunities: moveOpportunityTag,
} as const satisfies Readonly<Record<string, Move>>;
type Tagged = keyof typeof TAGGED;
const isTagged = (table: unknown): table is Tagged =>
  typeof table === 'string' && Object.hasOwn(TAGGED, table);

/** Gives another name to a tag, here and in every record that has it. @throws AppError forbidden, not_found, invalid */
async function updateTag(command: Command, id: number, body: Body<Spec['update']>): Promise<void> {
  const { tx, principal } = command;
  requirePermission(principal, 'manage_team', 'rename tags');
  const name = body.name.trim();
  if (name === '') throw invalid('name', 'is required');
  const before = await locked(command, id);
  if (before === name) return;
  await mapUniqueViolation(
    renameTag(tx, principal.teamId, id, name),
    (error) => violates(error, 'tags_name_key'),
    'name',
  );
  await moveTag(command, id, before, name);
}

/** Takes a tag off every record that has it. @throws AppError forbidden, not_found */
async function deleteTag(command: Command, id: number): Promise<void> {
  const { tx, principal } = command;
  requirePermission(principal, 'manage_team', 'delete tags');
  const before = await locked(command, id);
  await removeTag(tx, principal.teamId, id);
  await moveTag(command, id, before, null);
}

/** @throws AppError not_found */
async function locked({ tx, principal }: Command, id: number): Promise<string> {
  const name = await holdTag(tx, principal.teamId, id);
  if (name === undefined) throw notFound();
  return name;
}

/** What an earlier renaming has not come to yet goes where the last one says. */
async function moveTag(command: Command, id: number, from: string, to: string | null): Promise<void> {
  await redirectLong(command, 'move_tag', id, { to });
  await moveTeamTemplateTag(command, from, to);
  for (const table of Object.keys(TAGGED))
    await beginLong(command, 'move_tag', MOVE_TAG, id, { table, from, to });
}

const tableOf = (table: unknown): Tagged => (isTagged(table) ? table : 'people');

/** Gives a tag of records another name, or takes it off. */
export const MOVE_TAG: LongWork = {
  atOnce: 200,
  rows: ({ principal, detail }) => sql`
    SELECT id FROM ${sql.table(tableOf(detail['table']))}
    WHERE team_id = ${principal.teamId} AND ${hasTag(String(detail['from']))}`,
  change: (part, ids) => {
    const { table, from, to } = part.detail;
    return TAGGED[tableOf(table)](part, ids, String(from), to == null ? null : String(to));
  },
};

export const tags = { view: tagsView, update: updateTag, remove: deleteTag };
