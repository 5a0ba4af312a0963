import { type Body, type Contract, contract, type Query } from '@cadenza/contract';
import { type RawBuilder, sql } from 'kysely';
import { plain, sort, time, type View, view } from '../../db/view.js';
import { forbidden, invalid, notFound } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import { beginLong, type LongWork, type Part } from '../long-commands.js';
import { deletePerson } from '../people/index.js';
import { plainRows } from '../plain.js';
import { namedUser } from '../records.js';
import { assignFile, eraseFiles, findUnassigned } from '../files/index.js';
import { endRuns } from './run-commands.js';
import { ofUser, personSeen, seesOfUser } from '../visibility.js';

type Spec = Contract['resources']['imports'];
const TYPES = ['csv', 'data', 'manual', 'public_api', 'salesforce', 'hubspot'] as const;

const importsView: View = view(contract.resources.imports, {
  table: 'imports',
  sight: null,
  columns: [
    plain('id', 'name'),
    time('created_at'),
    time('updated_at'),
    `(SELECT count(*)::int FROM import_people i JOIN people p ON p.team_id = i.team_id AND p.id = i.person_id
      WHERE i.team_id = r.team_id AND i.import_id = r.id AND p.deleted_at IS NULL AND ${personSeen('p.id')}) AS current_people_count`,
    plain('imported_people_count', 'errors_list', 'user_id', 'import_type'),
  ].join(', '),
  // Others' imports are an admin's business: asking for them by user_ids gives an empty list (docs/wire.md section 2).
  visible: `r.deleted_at IS NULL AND ${ofUser('r')}`,
  filters: {
    ids: 'r.id',
    user_ids: 'r.user_id',
    import_type: { words: wordsOf('r.import_type', TYPES) },
    name: 'r.name',
  },
  sorts: { created_at: sort('r.created_at'), updated_at: sort('r.updated_at') },
});

function wordsOf<const W extends readonly string[]>(column: string, words: W): Record<W[number], string> {
  return Object.fromEntries(words.map((word) => [word, `${column} = '${word}'`])) as Record<
    W[number],
    string
  >;
}

const rows = plainRows({ table: 'imports' });

async function createImport(command: Command, body: Body<Spec['create']>): Promise<number> {
  const user_id = (await importer(command, body.user_id)) ?? command.principal.userId;
  if (body.content_sha256 == null) return rows.insert(command, { name: body.name, user_id });
  const file = await claimUpload(command, body.content_sha256);
  const id = await rows.insert(command, {
    name: body.name ?? file.name.slice(0, 255),
    user_id,
    import_type: 'csv',
    file_id: file.id,
  });
  await assignFile(command.tx, command.principal.teamId, file.id, id);
  return id;
}

/** The file that came with the request. @throws AppError invalid where none of these bytes did, or another import took it */
async function claimUpload(
  { tx, principal }: Command,
  sha256: string,
): Promise<{ id: number; name: string }> {
  const file = await findUnassigned(tx, principal.teamId, 'import', Buffer.from(sha256, 'hex'));
  if (!file) throw invalid('content_sha256', 'is of no file that was sent: send it with the request');
  return file;
}

async function updateImport(command: Command, id: number, body: Body<Spec['update']>): Promise<void> {
  await mustSee(command, id);
  await rows.update(command, id, { name: body.name, user_id: await importer(command, body.user_id) });
}

/**
 * Deletes an import. `undo` deletes its people as well, as far as the caller may delete them: `all` of them, or with `single`
 * only those that came with no other import.
 */
async function deleteImport(command: Command, id: number, query: Query<Spec['delete']>): Promise<void> {
  await mustSee(command, id);
  if (!(await rows.removeOnce(command, id))) return;
  await endRuns(command, id);
  await eraseFiles(command.tx, command.principal.teamId, { purpose: 'import', recordId: id });
  if (!query.undo) return;
  const { admin } = command.principal;
  await beginLong(command, 'delete_import_people', DELETE_IMPORT_PEOPLE, id, {
    single: query.undo === 'single',
    admin,
  });
}

function importedPeople({ principal, subjectId: id, detail }: Part): RawBuilder<unknown> {
  const alone = sql<boolean>`NOT EXISTS (SELECT 1 FROM import_people o JOIN imports n ON n.team_id = o.team_id AND n.id = o.import_id
    WHERE o.team_id = p.team_id AND o.person_id = p.id AND o.import_id <> ${id} AND n.deleted_at IS NULL)`;
  const { teamId, userId } = principal;
  // Person by person, in the order of the import's key: a plan that joins all of them first would do so for every part.
  return sql`
    SELECT i.person_id AS id FROM import_people i CROSS JOIN LATERAL (
      SELECT FROM people p WHERE p.team_id = i.team_id AND p.id = i.person_id AND p.deleted_at IS NULL AND ${detail['single'] === true ? alone : sql`true`}
        AND (${detail['admin'] === true}::boolean OR p.owner_id = ${userId} OR (p.creator_id = ${userId}
          AND (SELECT t.team_visibility_default FROM teams t WHERE t.id = ${teamId}) = 'public')) OFFSET 0) p
    WHERE i.team_id = ${teamId} AND i.import_id = ${id}`;
}

/** One by one: each leaves its cadences and its account's count the way a single deletion does. */
export const DELETE_IMPORT_PEOPLE: LongWork = {
  atOnce: 25,
  rows: importedPeople,
  change: async ({ tx, principal, now, detail }, ids) => {
    for (const id of ids)
      await deletePerson({ tx, principal: { ...principal, admin: detail['admin'] === true }, now }, id);
  },
};

/** @throws AppError not_found for imports of others, unless the caller is an admin */
export async function mustSee({ tx, principal }: Command, id: number): Promise<void> {
  const found = await tx
    .selectFrom('imports')
    .select('user_id')
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!found || !seesOfUser(principal, found.user_id)) throw notFound();
}

async function importer(command: Command, id: number | null | undefined): Promise<number | undefined> {
  const user = await namedUser(command, { user_id: id });
  if (user !== undefined && user !== command.principal.userId && !command.principal.admin)
    throw forbidden('Only team admins may hold imports for other users');
  return user;
}

export const imports = {
  view: importsView,
  create: createImport,
  update: updateImport,
  remove: deleteImport,
};
