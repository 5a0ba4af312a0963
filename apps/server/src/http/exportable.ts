import {
  type Body,
  type Contract,
  contract,
  type ListSpec,
  type OperationSpec,
  type ResourceSpec,
} from '@cadenza/contract';
import type * as z from 'zod';
import type { ListQuery } from '../db/listing.js';
import type { NewExport } from '../domain/exports/index.js';
import { AppError, type FieldErrors, forbidden, invalid, invalidFields } from '../kernel/errors.js';
import { nearestName } from '../kernel/nearest.js';
import { hasScope, type Principal } from '../kernel/principal.js';
import { type ListRequest, parseList, queryOfBody } from './params.js';
import { requireScopedFields } from './request.js';

/** A list that can be had as a file, by its word. */
export interface Exportable {
  readonly name: string;
  readonly kind: 'resources' | 'operations';
  readonly list: ListSpec;
  readonly scope: string | null;
  readonly record: z.ZodObject;
}

/** Every list that stands below no record and tells no secret: whatever is added to the contract is exported from its first day. */
export const EXPORTABLE: ReadonlyMap<string, Exportable> = new Map(
  [...ofResources(), ...ofOperations()].map((each) => [each.name, each]),
);

function ofResources(): Exportable[] {
  return (Object.values(contract.resources) as ResourceSpec[]).flatMap(({ name, list, scopes, record }) =>
    list && !list.secret ? [{ name, kind: 'resources', list, scope: scopes.read, record } as const] : [],
  );
}

function ofOperations(): Exportable[] {
  return (Object.values(contract.operations) as OperationSpec[]).flatMap(
    ({ name, list, scope, method, path, none }) =>
      list && !list.secret && method === 'GET' && none === undefined && !path.includes('{')
        ? [{ name, kind: 'operations', list, scope, record: list.record } as const]
        : [],
  );
}

/** What a body asks for. @throws AppError invalid, forbidden */
export function askedExport(
  principal: Principal,
  body: Body<Contract['resources']['exports']['create']>,
): NewExport {
  const from = EXPORTABLE.get(body.list);
  if (!from) {
    const near = nearestName(body.list, [...EXPORTABLE.keys()]);
    throw invalid(
      'list',
      `is no list that can be exported${near === undefined ? '' : `: did you mean ${near}?`}`,
    );
  }
  const { scope } = from;
  if (scope !== null && !hasScope(principal, scope))
    throw forbidden(`The token does not have the required scopes: ${scope}`);
  const query = body.query ?? '{}';
  const wanted = parsed(from, JSON.parse(query));
  requireScopedFields(from.list, wanted, principal);
  const fields = [...new Set(body.fields)];
  const unknown = fields.filter((name) => !Object.hasOwn(from.record.shape, name));
  if (unknown.length > 0)
    throw invalid('fields', `${unknown.slice(0, 5).join(', ').slice(0, 200)}: no fields of ${from.name}`);
  return {
    ...{ name: body.name ?? null, list: from.name, query, format: body.format ?? 'csv', fields },
    needs: [...new Set([...(scope === null ? [] : [scope]), ...scopesOf(from.list, wanted)])],
  };
}

/** Scopes that filters need beside the list's own. */
const scopesOf = ({ filters }: ListSpec, { query }: ListRequest): string[] =>
  query.conditions.flatMap(({ filter }) => {
    const known = filters[filter];
    return known?.kind === 'strings' && known.needs !== undefined ? [known.needs] : [];
  });

/** The whole list, as a query that was kept asks for it. @throws AppError invalid */
export const queryOf = (from: Exportable, query: Readonly<Record<string, unknown>>): ListQuery => ({
  ...parsed(from, query).query,
  limit: undefined,
  offset: 0,
});

/** Filters and order alone: a name that was misspelt would mean everybody. Faults are those of `query`. */
function parsed({ list }: Exportable, query: Readonly<Record<string, unknown>>): ListRequest {
  try {
    if (Object.hasOwn(query, 'cursor')) throw invalid('cursor', 'is not a parameter of this endpoint');
    return parseList({ ...list, includes: [], paging: 'never' }, queryOfBody(query), true);
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== 'invalid') throw error;
    const faults = Object.entries(error.fields ?? {}).map(([name, texts]) => `${name} ${texts.join(', ')}`);
    throw invalidFields({ query: faults } satisfies FieldErrors);
  }
}
