import { contract, pathNames, type ResourceSpec } from '@cadenza/contract';
import type { Db } from '../db/connect.js';
import { isInSight } from '../db/finding.js';
import { type ReadContext, seesWhole } from '../db/listing.js';
import type { Key, View } from '../db/view.js';
import { type FieldErrors, invalidFields, notFound } from '../kernel/errors.js';

/**
 * What a request names by an id must be there for the caller, whatever the handler does with it: in the path, or in the
 * body. So a handler that forgets to ask still neither tells about a person its caller does not see nor writes to one.
 * Nothing is asked for callers who see the whole team.
 */

type Name = keyof typeof contract.resources;
export type ViewOf = (name: Name) => View<Key>;

/** Body fields that name records about people or accounts. Other ids name settings, colleagues, cadences or content. */
export const NAMED_IN_BODIES: Readonly<Record<string, Name>> = {
  account_id: 'accounts',
  action_id: 'actions',
  call_id: 'calls',
  opportunity_id: 'opportunities',
  person_id: 'people',
  received_message_id: 'received_messages',
  subject_id: 'people',
  task_id: 'tasks',
};

/** Whose records an operation's path names: parameters that follow a resource's own path, each with the resource. */
export function resourcesInPath(path: string): [param: string, name: Name][] {
  const specs = Object.entries(contract.resources) as [Name, ResourceSpec][];
  return pathNames(path).flatMap((param): [string, Name][] => {
    const before = path.slice(0, path.indexOf(`/{${param}}`));
    const name = specs.find(([, spec]) => spec.path === before)?.[0];
    return name === undefined ? [] : [[param, name]];
  });
}

/** What the contract says of a resource. */
export const resourceNamed = (name: Name): ResourceSpec => contract.resources[name];

/** @throws AppError not_found */
export async function requireInSight(db: Db, view: View<Key>, context: ReadContext, id: Key): Promise<void> {
  if (!(await isInSight(db, view, context, id))) throw notFound();
}

/** @throws AppError invalid with every field that names what the caller does not see */
export async function requireNamedInSight(
  db: Db,
  viewOf: ViewOf,
  context: ReadContext,
  body: unknown,
): Promise<void> {
  if (seesWhole(context)) return;
  const errors: FieldErrors = {};
  for (const [field, name, id] of namedIn(body)) {
    if (!(await isInSight(db, viewOf(name), context, id))) errors[field] = ['could not be found'];
  }
  if (Object.keys(errors).length > 0) throw invalidFields(errors);
}

function namedIn(body: unknown): [field: string, name: Name, id: number][] {
  const given = body as Readonly<Record<string, unknown>>;
  const named = Object.entries(NAMED_IN_BODIES).flatMap(([field, name]): [string, Name, number][] => {
    const id = given[field];
    return typeof id === 'number' ? [[field, name, id]] : [];
  });
  const { associated_with_id: id, associated_with_type: type } = given;
  return typeof id === 'number'
    ? [...named, ['associated_with_id', type === 'account' ? 'accounts' : 'people', id]]
    : named;
}
