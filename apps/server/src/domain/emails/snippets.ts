import { type Body, type Contract, contract } from '@cadenza/contract';
import { plain, ref, sort, time, type View, view } from '../../db/view.js';
import { invalid } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import { plainRows } from '../plain.js';
import { sharedOrOwn } from '../visibility.js';
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
  visible: `r.deleted_at IS NULL AND ${sharedOrOwn('r')}`,
  filters: { ids: 'r.id', key: 'r.key', shared: 'r.shared' },
  sorts: { created_at: sort('r.created_at'), updated_at: sort('r.updated_at'), key: sort('r.key', 'text') },
});

const rows = plainRows({
  table: 'snippets',
  owned: { rule: 'Only its owner and team admins may change a snippet' },
  required: ['key', 'name', 'body'],
  defaults: { shared: false },
  unique: { snippets_key: 'key', snippets_shared_key: 'key' },
});

/** @throws AppError invalid: a body that is no Liquid, a key the owner or the team has already */
async function createSnippet(command: Command, body: Body<Spec['create']>): Promise<number> {
  check(body.body);
  const name = body.name?.trim() ? body.name : body.key;
  return rows.insert(command, { ...body, name, owner_id: command.principal.userId });
}

/** @throws AppError not_found, forbidden, invalid */
async function updateSnippet(command: Command, id: number, body: Body<Spec['update']>): Promise<void> {
  check(body.body ?? '');
  await rows.update(command, id, body);
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
  // Templates that still name it are held when they are sent.
  remove: rows.remove,
};
