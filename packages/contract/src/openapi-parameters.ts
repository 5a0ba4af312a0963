import type * as z from 'zod';
import type { Filter } from './filters.js';
import { describeInput } from './openapi-input.js';
import type { Include } from './includes.js';
import { type ListSpec, pagingNames } from './resource.js';

/** A piece of the OpenAPI document. */
export type Json = Record<string, unknown>;

/** The mark of what the original does not have. */
export const extension = (flag: true | undefined): Json => (flag ? { 'x-extension': true } : {});

/** Each field of an object as a parameter of the query. */
export function objectParameters(schema: z.ZodObject): Json[] {
  return Object.entries(schema.shape).map(([name, value]) => ({
    name,
    in: 'query',
    required: false,
    schema: describeInput(value as z.ZodType),
  }));
}

/** Filters, sorts and pages of a list. */
export const listParameters = (list: ListSpec): Json[] => [
  ...Object.entries(list.filters).flatMap(([name, filter]) => filterParameters(name, filter)),
  ...pagingParameters(list),
];

function pagingParameters(list: ListSpec): Json[] {
  const query = (name: string, schema: Json, extra: Json = {}) => ({
    name,
    in: 'query',
    required: false,
    schema,
    ...extra,
  });
  const all: Record<string, Json> = {
    sort_by: query('sort_by', { type: 'string', enum: list.sorts, default: list.defaultSort }),
    sort_direction: query('sort_direction', {
      type: 'string',
      enum: ['ASC', 'DESC', 'asc', 'desc'],
      default: list.defaultDirection ?? 'DESC',
    }),
    per_page: query('per_page', { type: 'integer', minimum: 1, maximum: 100, default: 25 }),
    page: query('page', { type: 'integer', minimum: 1, default: 1 }),
    include_paging_counts: query('include_paging_counts', { type: 'boolean', default: false }),
    limit_paging_counts: query('limit_paging_counts', { type: 'boolean', default: false }),
    include: includeParameter(list.includes ?? []),
    cursor: query(
      'cursor',
      { type: 'string' },
      {
        description: 'Keyset paging: empty for the first page, then metadata.paging.next_cursor.',
        'x-extension': true,
      },
    ),
  };
  return pagingNames(list).map((name) => all[name] ?? {});
}

/** Which records may come along. */
export const includeParameter = (names: readonly Include[]): Json => ({
  name: 'include',
  in: 'query',
  required: false,
  schema: { type: 'array', items: { type: 'string', enum: names } },
  style: 'form',
  explode: false,
  'x-extension': true,
});

/** Whether a body ends with the signature of the caller. */
export const SIGNATURE: Json = {
  name: 'include_signature',
  in: 'query',
  required: false,
  schema: { type: 'boolean' },
};

/** What a filter accepts, as parameters of the query. */
export function filterParameters(name: string, filter: Filter): Json[] {
  const query = (schema: Json, extra: Json = {}) => [
    { name, in: 'query', required: false, schema, ...extra },
  ];
  const list = (items: Json, description?: string) =>
    query(
      { type: 'array', items },
      { style: 'form', explode: false, ...(description ? { description } : {}) },
    );
  switch (filter.kind) {
    case 'ids':
      return list({ type: 'integer' });
    case 'integers':
      return list(
        { type: filter.nullable ? ['integer', 'string'] : 'integer' },
        filter.nullable ? 'Ids, or _is_null' : filter.with && `Needs ${filter.with} beside it`,
      );
    case 'strings':
      return list(
        filter.oneOf ? { type: 'string', enum: filter.oneOf } : { type: 'string' },
        stringsNote(filter),
      );
    case 'guids':
      return list({ type: 'string' });
    case 'string':
      return query(filter.oneOf ? { type: 'string', enum: filter.oneOf } : { type: 'string' });
    case 'integer':
      return query({ type: 'integer' });
    case 'bool':
      return query({ type: 'boolean' });
    case 'range':
      return query(rangeSchema(filter), {
        style: 'deepObject',
        explode: true,
        ...extension(filter.extension),
      });
    case 'number_range':
      return query(rangeOf({ type: 'integer' }), { style: 'deepObject', explode: true });
    case 'moment':
      return query({ type: 'string', format: 'date-time' });
    case 'keyed':
      return list(
        { type: 'string', enum: [...new Set(Object.values(filter.keys).flat())] },
        `Or by key: ${Object.keys(filter.keys)
          .map((key) => `${name}[${key}][]`)
          .join(', ')}`,
      );
    case 'after_id':
      return query(
        { type: 'object', properties: { gt: { type: ['integer', 'string'] } } },
        { style: 'deepObject', explode: true, description: 'The last id seen' },
      );
    case 'object':
      return query(
        { type: 'object', additionalProperties: { type: 'string' } },
        { style: 'deepObject', explode: true },
      );
  }
}

function rangeSchema({ nullTests }: Extract<Filter, { kind: 'range' }>): Json {
  return rangeOf(
    { type: 'string', format: 'date-time' },
    nullTests ? { _is_null: { type: 'boolean' }, _is_not_null: { type: 'boolean' } } : {},
  );
}

const rangeOf = (value: Json, more: Json = {}): Json => ({
  type: 'object',
  properties: { gt: value, gte: value, lt: value, lte: value, ...more },
});

function stringsNote(filter: Extract<Filter, { kind: 'strings' }>): string | undefined {
  const notes = [
    filter.nullable ? '_is_null for records without a value' : '',
    filter.nullWord ? `${filter.nullWord} for records without a value` : '',
    filter.startsWith ? '[_starts_with] with at least three characters' : '',
    filter.notIn ? '[_not_in] excludes' : '',
  ].filter(Boolean);
  return notes.length > 0 ? notes.join('; ') : undefined;
}
