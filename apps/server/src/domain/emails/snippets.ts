import { type Body, type Contract, contract } from '@cadenza/contract';
import { violates } from '../../db/pg-errors.js';
import { plain, ref, sort, time, type View, view } from '../../db/view.js';
import { forbidden, invalid, notFound } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import { keepsText, softDelete, unique } from '../records.js';
import { liquidProblem, placed } from './render.js';

type Spec = Contract['resources']['snippets'];

const snippetsView: View = view(contract.resources.snippets, {
  table: 'snippets',
  sight: null,
  columns: [
    plain('id'),
    time('created_at'),
    time('updated_at'),
    plain('key', 'name', 'body', 'shared'),
    ref('owner_id', '/v2/users/', 'owner'),
  ].join(', '),
  visible: 'r.deleted_at IS NULL AND (:admin OR r.owner_id = :user OR r.shared)',
  filters: { ids: 'r.id', key: 'r.key', shared: 'r.shared' },
  sorts: { created_at: sort('r.created_at'), updated_at: sort('r.updated_at'), key: sort('r.key', 'text') },
});

const taken = (error: unknown) => violates(error, 'snippets_key') || violates(error, 'snippets_shared_key');

/** @throws AppError invalid: a body that is no Liquid, a key the owner or the team has already */
async function createSnippet({ tx, principal, now }: Command, body: Body<Spec['create']>): Promise<number> {
  check(body.body);
  const { id } = await unique(
    tx
      .insertInto('snippets')
      .values({
        team_id: principal.teamId,
        created_at: now,
        updated_at: now,
        owner_id: principal.userId,
        key: body.key,
        name: body.name?.trim() ? body.name : body.key,
        body: body.body,
        shared: body.shared ?? false,
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
    taken,
    'key',
  );
  return id;
}

/** @throws AppError not_found, forbidden, invalid */
async function updateSnippet(command: Command, id: number, body: Body<Spec['update']>): Promise<void> {
  const { tx, principal, now } = command;
  if (body.key === null) throw invalid('key', 'is required');
  check(body.body ?? '');
  await mustOwn(command, id);
  await unique(
    tx
      .updateTable('snippets')
      .set({
        key: body.key,
        name: keepsText('name', body.name),
        body: keepsText('body', body.body),
        shared: body.shared ?? undefined,
        updated_at: now,
      })
      .where('team_id', '=', principal.teamId)
      .where('id', '=', id)
      .execute(),
    taken,
    'key',
  );
}

/** May be repeated. Templates that still name it are held when they are sent. @throws AppError not_found, forbidden */
async function deleteSnippet(command: Command, id: number): Promise<void> {
  if (await mustOwn(command, id, true)) return;
  await softDelete(command, 'snippets', id);
}

/** True when it is deleted already, which only a repeated deletion may find. */
async function mustOwn({ tx, principal }: Command, id: number, evenDeleted = false): Promise<boolean> {
  const snippet = await tx
    .selectFrom('snippets')
    .select(['owner_id', 'shared', 'deleted_at'])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!snippet || (snippet.deleted_at !== null && !evenDeleted)) throw notFound();
  if (!principal.admin && snippet.owner_id !== principal.userId)
    throw snippet.shared ? forbidden('Only its owner and team admins may change a snippet') : notFound();
  return snippet.deleted_at !== null;
}

function check(body: string): void {
  const problem = liquidProblem(body);
  if (problem) throw invalid('body', `is not valid Liquid: ${placed(problem)}`);
}

/** The snippets resource. */
export const snippets = {
  view: snippetsView,
  create: createSnippet,
  update: updateSnippet,
  remove: deleteSnippet,
};
