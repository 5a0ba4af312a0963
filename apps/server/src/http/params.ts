import {
  type Filter,
  type Include,
  isSound,
  type ListSpec,
  pagingNames,
  parseTimestamp,
} from '@cadenza/contract';
import { literally } from '../db/like.js';
import type { Condition, ListQuery, Position } from '../db/listing.js';
import { type FieldErrors, invalidFields } from '../kernel/errors.js';
import { isGuid } from '../kernel/guid.js';
import { parseInclude } from './include-names.js';
import {
  either,
  inBothForms,
  isInteger,
  isRecord,
  parseNumberRange,
  parsePairs,
  type Parsed,
  scalar,
} from './filter-forms.js';

/** A parsed list request: the query, what metadata echoes, and what it costs. */
export interface ListRequest {
  /** Whose list it is (ListSpec.of). */
  readonly of: string;
  readonly query: ListQuery;
  readonly filtering: Record<string, unknown>;
  readonly paged: boolean;
  /** Goes on by `id[gt]`. */
  readonly afterId: boolean;
  readonly page: number;
  readonly perPage: number;
  readonly counts: boolean;
  readonly limitCounts: boolean;
  readonly include: readonly Include[];
}

export type RawQuery = Record<string, unknown>;

/** Faults that one answer tells. */
const MAX_ERRORS = 50;
/** Most values one filter takes: the page size cap of the original doubled as its id cap; groups took 500. */
const MAX_VALUES = 500;

/** By `id[gt]` there is one way only: the other would end after the first page. */
const usualDirection = ({ paging, defaultDirection }: ListSpec): 'ASC' | 'DESC' =>
  paging === 'after_id' ? 'ASC' : (defaultDirection ?? 'DESC');

/**
 * Reads the query string of a list (docs/wire.md section 2): unknown filters are ignored unless `strict`, bad
 * values and sorts are 422, paging values out of range fall back to their defaults. @throws AppError invalid
 */
export function parseList(spec: ListSpec, raw: RawQuery, strict: boolean): ListRequest {
  // No prototype: callers choose the names, and "constructor" is one.
  const errors: FieldErrors = Object.create(null) as FieldErrors;
  const fail = (field: string, message: string) => tell(errors, field, message);
  const paging = pagingNames(spec);
  const { conditions, filtering } = parseFilters(spec, raw, strict, errors);
  const of = spec.of ?? '';
  const include = parseInclude(raw, spec.includes);
  const asked = (name: string): unknown => (paging.includes(name) ? raw[name] : undefined);
  const sortBy = word(asked('sort_by')) || spec.defaultSort;
  if (sortBy !== spec.defaultSort && !spec.sorts.includes(sortBy))
    fail('sort_by', `must be one of ${spec.sorts.join(', ')}`);
  const direction = (word(asked('sort_direction')) || usualDirection(spec)).toUpperCase();
  if (direction !== 'ASC' && direction !== 'DESC') fail('sort_direction', 'must be ASC or DESC');
  const after =
    asked('cursor') === undefined
      ? undefined
      : readCursor(word(asked('cursor')), { of, sortBy, direction }, fail);
  if (Object.keys(errors).length > 0) throw invalidFields(errors);

  const paged =
    spec.paging === undefined ||
    spec.paging === 'paged' ||
    after !== undefined ||
    (spec.paging === 'only_when_asked' && raw['page'] !== undefined);
  const perPage = within(raw['per_page'], 1, 100, spec.paging === 'after_id' ? 100 : 25);
  const unpaged = spec.paging === 'after_id' ? perPage : spec.most;
  const page = after === undefined ? within(raw['page'], 1, Number.MAX_SAFE_INTEGER, 1) : 1;
  return {
    of,
    query: {
      conditions,
      sortBy,
      direction: direction === 'ASC' ? 'ASC' : 'DESC',
      limit: paged ? perPage + 1 : unpaged,
      // Past 2^53 rows there is nothing to see either way.
      offset: paged ? Math.min((page - 1) * perPage, Number.MAX_SAFE_INTEGER) : 0,
      ...(after === undefined ? {} : { after }),
      ...(word(asked('sort_by')) === '' ? {} : { sorted: true }),
    },
    filtering,
    paged,
    afterId: spec.paging === 'after_id',
    page,
    perPage,
    counts: truthy(raw['include_paging_counts']),
    limitCounts: truthy(raw['limit_paging_counts']),
    include,
  };
}

/** The filters that are given, as conditions and as metadata echoes them; faults go to `errors`. */
function parseFilters(
  spec: ListSpec,
  raw: RawQuery,
  strict: boolean,
  errors: FieldErrors,
): { conditions: Condition[]; filtering: Record<string, unknown> } {
  const conditions: Condition[] = [];
  const filtering: Record<string, unknown> = {};
  const paging = pagingNames(spec);
  for (const [name, given] of Object.entries(raw)) {
    const filter = Object.hasOwn(spec.filters, name) ? spec.filters[name] : undefined;
    if (!filter) {
      if (strict && !paging.includes(name) && Object.keys(errors).length < MAX_ERRORS)
        tell(errors, name.slice(0, 100), 'is not a parameter of this endpoint');
      continue;
    }
    if (given === undefined || given === '') continue;
    const parsed = parseFilter(name, filter, given);
    if ('problem' in parsed) tell(errors, name, parsed.problem);
    else {
      conditions.push(...parsed.conditions);
      if (parsed.conditions.length > 0) filtering[name] = parsed.echo;
    }
  }
  for (const name of Object.keys(filtering)) {
    const filter = spec.filters[name];
    const other = filter?.kind === 'integers' ? filter.with : undefined;
    if (other !== undefined && !(other in filtering)) tell(errors, name, `needs ${other}`);
  }
  return { conditions, filtering };
}

function tell(errors: FieldErrors, field: string, message: string): void {
  (errors[field] ??= []).push(message);
}

/**
 * The opaque cursor of the row a page ended with. It is bound to the list and the sort it was made for: another list's
 * place would be taken for one of this, and rows before it never be seen.
 */
export function writeCursor({ of, query }: ListRequest, position: Position): string {
  return Buffer.from(
    JSON.stringify([query.sortBy, query.direction, position.value, position.id, of]),
  ).toString('base64url');
}

/** A cursor that was made before lists were named in them has four parts, and stays good. */
function readCursor(
  text: string,
  { of, sortBy, direction }: { of: string; sortBy: string; direction: string },
  fail: (field: string, message: string) => void,
): 'start' | Position {
  if (text === '') return 'start';
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (
      Array.isArray(parsed) &&
      parsed[0] === sortBy &&
      parsed[1] === direction &&
      (parsed[4] === of || parsed.length === 4)
    ) {
      const value: unknown = parsed[2];
      const id: unknown = parsed[3];
      const wordy = (each: unknown): each is string => typeof each === 'string' && isSound(each);
      // Whether they are of the list's types is asked where its view is known (db/listing.ts).
      if ((value === null || wordy(value)) && (Number.isSafeInteger(id) || wordy(id)))
        return { value, id: id as number | string };
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  fail('cursor', 'is not a cursor of this list and sort');
  return 'start';
}

function parseFilter(name: string, filter: Filter, given: unknown): Parsed {
  const one = (operator: Condition['operator'], value: unknown, echo: unknown = value): Parsed => ({
    conditions: [{ filter: name, operator, value }],
    echo,
  });
  switch (filter.kind) {
    case 'ids':
      return list(given, (values) => numbers(values, (ids) => one('in', ids)));
    case 'integers':
      return list(given, (values) =>
        nullable(values, filter.nullable ? '_is_null' : undefined, one, (rest, orNull) =>
          numbers(rest, (ids) => one(orNull ? 'in_or_null' : 'in', ids)),
        ),
      );
    case 'guids':
      // A guid that is none cannot match: the list is empty, as for unknown ids.
      return list(given, (values) => one('in', values.filter(isGuid), values));
    case 'strings':
      return parseStrings(name, filter, given, one);
    case 'string': {
      const value = scalar(given);
      if (value === undefined) return { problem: 'must be one value' };
      if (filter.oneOf && !filter.oneOf.includes(value))
        return { problem: `must be one of ${filter.oneOf.join(', ')}` };
      // Nothing but what is not shown: nothing is asked, as by "".
      if (value === '') return { conditions: [], echo: undefined };
      return filter.oneOf ? one('word', value) : either(one('eq', value, given), given);
    }
    case 'integer': {
      const value = scalar(given);
      return value === undefined
        ? { problem: 'must be an integer' }
        : numbers([value], ([id]) => one('eq', id));
    }
    case 'bool': {
      const value = scalar(given)?.toLowerCase();
      if (value === 'true' || value === '1') return one('bool', true);
      if (value === 'false' || value === '0') return one('bool', false);
      return { problem: 'must be true or false' };
    }
    case 'range':
      return parseRange(name, filter, given);
    case 'number_range':
      return parseNumberRange(name, given);
    case 'moment': {
      const moment = parseTimestamp(scalar(given) ?? '');
      return moment === undefined ? { problem: 'is not a valid ISO 8601 timestamp' } : one(filter.is, moment);
    }
    case 'after_id': {
      const value = isRecord(given) && Object.keys(given).length === 1 ? scalar(given['gt']) : undefined;
      if (value === undefined) return { problem: `must be ${name}[gt]=the last id seen` };
      if (filter.of === 'integer') return numbers([value], ([id]) => one('after', id, { gt: id }));
      return isGuid(value) ? one('after', value, { gt: value }) : { problem: 'gt must be a uuid' };
    }
    case 'keyed':
      return parseKeyed(name, filter, given, one);
    case 'object':
      return isRecord(given) ? parsePairs(name, filter, given) : { problem: `must be ${name}[key]=value` };
  }
}

type One = (operator: Condition['operator'], value: unknown, echo?: unknown) => Parsed;

function parseStrings(
  name: string,
  filter: Extract<Filter, { kind: 'strings' }>,
  given: unknown,
  one: One,
): Parsed {
  if (isRecord(given)) {
    const keys = Object.keys(given);
    if (filter.startsWith && keys.length === 1 && keys[0] === '_starts_with') {
      const prefix = scalar(given['_starts_with']);
      if (prefix === undefined || prefix.length < 3)
        return { problem: '_starts_with needs at least three characters' };
      const start = (text: string) => `${literally(text.toLowerCase())}%`;
      const asGiven = String(given['_starts_with']);
      return either(one('starts_with', start(prefix), { _starts_with: asGiven }), start(asGiven));
    }
    if (filter.notIn && keys.length === 1 && keys[0] === '_not_in') {
      return list(given['_not_in'], (values) => one('not_in', inBothForms(values), { _not_in: values }));
    }
    const values = Object.values(given);
    if (keys.every((key) => /^\d+$/.test(key)) && values.every((value) => typeof value === 'string'))
      return parseStrings(name, filter, values, one);
    return { problem: 'has an operator this filter does not know' };
  }
  return list(given, (values) => {
    const wrong = filter.oneOf && values.find((value) => !filter.oneOf?.includes(value));
    if (wrong !== undefined) return { problem: `must be one of ${filter.oneOf?.join(', ')}` };
    return nullable(
      values,
      filter.nullWord ?? (filter.nullable ? '_is_null' : undefined),
      one,
      (rest, orNull) => one(orNull ? 'in_or_null' : 'in', inBothForms(rest), rest),
    );
  });
}

function parseRange(name: string, filter: Extract<Filter, { kind: 'range' }>, given: unknown): Parsed {
  const conditions: Condition[] = [];
  const echo: Record<string, unknown> = {};
  const operators = isRecord(given) ? given : { [word(given)]: 'true' };
  for (const [operator, raw] of Object.entries(operators)) {
    const value = scalar(raw);
    if (value === undefined) return { problem: `${operator} must be one value` };
    if (operator === 'gt' || operator === 'gte' || operator === 'lt' || operator === 'lte') {
      const moment = parseTimestamp(value);
      if (moment === undefined) return { problem: `${operator} is not a valid ISO 8601 timestamp` };
      conditions.push({ filter: name, operator, value: moment });
      echo[operator] = moment;
    } else if (filter.nullTests && (operator === '_is_null' || operator === '_is_not_null')) {
      if (value !== 'true' && value !== '1' && value !== 'false' && value !== '0')
        return { problem: `${operator} must be true or false` };
      const wantsNull = (operator === '_is_null') === (value === 'true' || value === '1');
      conditions.push({ filter: name, operator: wantsNull ? 'is_null' : 'is_not_null', value: true });
      echo[operator] = value === 'true' || value === '1';
    } else {
      return { problem: `must be a range: ${name}[gt|gte|lt|lte]=ISO 8601` };
    }
  }
  return { conditions, echo };
}

function parseKeyed(
  name: string,
  { keys }: Extract<Filter, { kind: 'keyed' }>,
  given: unknown,
  one: One,
): Parsed {
  const words = (of: readonly string[], from: unknown, use: (values: string[]) => Parsed): Parsed =>
    list(from, (values) =>
      values.every((value) => of.includes(value))
        ? use(values)
        : { problem: `must be one of ${of.join(', ')}` },
    );
  if (!isRecord(given) || Object.keys(given).every((key) => /^\d+$/.test(key)))
    return words([...new Set(Object.values(keys).flat())], given, (values) => one('in', values));
  const wanted: Record<string, string[]> = {};
  for (const [key, from] of Object.entries(given)) {
    const of = Object.hasOwn(keys, key) ? keys[key] : undefined;
    if (!of) return { problem: `must be ${name}[${Object.keys(keys).join('|')}][]=word` };
    const parsed = words(of, from, (values) => one('in', values));
    if ('problem' in parsed) return parsed;
    wanted[key] = (parsed.conditions[0]?.value ?? []) as string[];
  }
  return one('keyed', JSON.stringify(wanted), wanted);
}

/** All three array spellings: name[]=a&name[]=b, name=a,b and name=a. */
function list(given: unknown, use: (values: string[]) => Parsed): Parsed {
  const raw = Array.isArray(given)
    ? given
    : typeof given === 'string'
      ? given.split(',')
      : isRecord(given) && Object.keys(given).every((key) => /^\d+$/.test(key))
        ? Object.values(given)
        : undefined;
  if (!raw?.every((value): value is string => typeof value === 'string' && isSound(value)))
    return { problem: 'must be a list of values' };
  const values = raw
    .flatMap((value) => (Array.isArray(given) && given.length === 1 ? value.split(',') : [value]))
    .map((value) => value.trim())
    .filter((value) => value !== '');
  if (values.length > MAX_VALUES) return { problem: `takes at most ${MAX_VALUES} values` };
  return values.length === 0 ? { conditions: [], echo: undefined } : use(values);
}

function nullable(
  values: string[],
  word: string | undefined,
  one: One,
  use: (rest: string[], orNull: boolean) => Parsed,
): Parsed {
  if (word === undefined || !values.includes(word)) return use(values, false);
  const rest = values.filter((value) => value !== word);
  return rest.length === 0 ? one('is_null', true, values) : use(rest, true);
}

function numbers(values: string[], use: (ids: number[]) => Parsed): Parsed {
  return values.every(isInteger) ? use(values.map(Number)) : { problem: 'must be integers' };
}

/**
 * A list's filters as a JSON body has them, in the form a query has: numbers and truths become text, null is absent.
 * Deeper than operators and lists of values nothing is understood.
 */
export function queryOfBody(body: unknown): RawQuery {
  if (!isRecord(body)) return {};
  return Object.fromEntries(
    Object.entries(body)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, asText(value, 3)]),
  );
}

function asText(value: unknown, depth: number): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (depth === 0) return undefined;
  if (Array.isArray(value)) return value.map((each) => asText(each, depth - 1));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asText(each, depth - 1)]));
}

/** A parameter that is one word; anything nested is no word we know. */
const word = (value: unknown): string => (value === undefined ? '' : typeof value === 'string' ? value : '?');

/** Truthy spellings seen in use: `true` and `1`. */
const truthy = (value: unknown) => value === 'true' || value === '1';

function within(given: unknown, low: number, high: number, fallback: number): number {
  if (typeof given !== 'string' || !/^\d+$/.test(given)) return fallback;
  const value = Number(given);
  return value >= low && value <= high ? value : fallback;
}
