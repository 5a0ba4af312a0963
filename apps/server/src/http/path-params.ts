import { type IdKind, type OperationSpec, pathNames, type ResourceSpec } from '@cadenza/contract';
import type { FastifyRequest } from 'fastify';
import type { Db } from '../db/connect.js';
import { idOfGuid } from '../db/finding.js';
import type { ReadContext } from '../db/listing.js';
import type { Key, View } from '../db/view.js';
import { notFound } from '../kernel/errors.js';
import { isGuid } from '../kernel/guid.js';
import { integerId } from './request.js';

/** A contract's path as the router writes it. */
export const routeOf = (path: string): string => path.replaceAll('{', ':').replaceAll('}', '');

/** What a record's path may name it by. */
export type Named = { readonly id: Key } | { readonly guid: string };

/** The `id` of a resource's path, of its kind: what cannot be one never reaches SQL. @throws AppError not_found */
export function namedInPath(kind: IdKind | undefined, request: FastifyRequest): Named {
  const { id } = request.params as { id: string };
  switch (kind) {
    case 'uuid':
      if (!isGuid(id)) throw notFound();
      return { id };
    case 'text':
      if (id === '' || id.length > 255 || id.includes('\u0000') || !id.isWellFormed()) throw notFound();
      return { id };
    case 'integer_or_guid':
      return isGuid(id) ? { guid: id } : { id: integerId(request) };
    default:
      return { id: integerId(request) };
  }
}

/** The id that handlers get: a guid is looked up among the resource's own records. @throws AppError not_found */
export async function keyInPath(
  db: Db,
  spec: ResourceSpec,
  view: View<Key>,
  context: ReadContext,
  request: FastifyRequest,
): Promise<Key> {
  const named = namedInPath(spec.id, request);
  if ('id' in named) return named.id;
  const id = await idOfGuid(db, view, context, named.guid);
  if (id === undefined) throw notFound();
  return id;
}

/** Reads the parameters of an operation's path by their schemas. @throws AppError not_found for what fits none */
export function readPathParams(
  { params = {} }: OperationSpec,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, Key>> {
  return Object.fromEntries(
    Object.entries(params).map(([name, schema]) => {
      const parsed = schema.safeParse(given[name]);
      if (!parsed.success) throw notFound();
      return [name, parsed.data];
    }),
  );
}

/** @throws Error when the names of a path and the schemas for them are not the same */
export function requireKnownParams({ name, path, params = {} }: OperationSpec): void {
  const inPath = pathNames(path);
  const wrong = [
    ...inPath.filter((each, index) => !Object.hasOwn(params, each) || inPath.indexOf(each) !== index),
    ...Object.keys(params).filter((each) => !inPath.includes(each)),
  ];
  if (wrong.length > 0) throw new Error(`${name}: path and parameters differ in ${wrong.join(', ')}`);
}
