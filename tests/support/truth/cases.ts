import type { Filter, ResourceName } from '@cadenza/contract';
import { TRUTHS, type Truth } from './filters.js';
import { specOf, type Wire, type World } from './world.js';

/** One query of a filter, and which records it must answer. */
export interface Case {
  /** The filter's operator: each must tell records apart at least once. */
  readonly operator: string;
  readonly query: string;
  readonly takes: (record: Wire) => boolean;
}
export interface Cases {
  readonly cases: readonly Case[];
  /** Why no seed can tell records apart by it. */
  readonly constant: string | undefined;
}

type Scalar = string | number | boolean;
type Of = (record: Wire) => Scalar | readonly Scalar[] | null | undefined;
interface Field {
  readonly of: Of;
  readonly fold: boolean;
  readonly values: readonly Scalar[];
}

const SAY = 'in its seed (tests/seeds: `filters`), or in tests/support/truth/filters.ts,';
const enc = (value: Scalar | undefined): string => encodeURIComponent(String(value));
const NOBODY = { integers: '999999999', guids: '00000000-0000-4000-8000-000000000000' } as const;

/** The queries that show whether a filter filters. @throws Error for a filter without a truth */
export function casesOf(world: World, resource: ResourceName, name: string): Cases {
  const filter = specOf(resource).list?.filters[name];
  if (!filter) throw new Error(`${resource} has no filter ${name}`);
  const truth = truthOf(resource, name);
  const constant = constantOf(resource, name);
  if (typeof truth === 'object' && 'asks' in truth) {
    const cases = truth.asks(world).map((asked) => ({
      operator: 'own',
      query: asked.startsWith('[') ? `${name}${asked}` : `${name}=${enc(asked)}`,
      takes: (record: Wire) => truth.takes(record, asked, world),
    }));
    return { cases, constant };
  }
  const raw = typeof truth === 'function' ? truth : truth.of;
  if (filter.kind === 'object') {
    const maps = world.rows[resource].map((record) => raw(record, world) as Pairs);
    return { cases: pairCases(name, maps, (record) => raw(record, world) as Pairs), constant };
  }
  const of = (record: Wire) => raw(record, world) as ReturnType<Of>;
  const fold = typeof truth === 'object' && truth.fold === true;
  return {
    cases: fieldCases(name, filter, { of, fold, values: spread(world.rows[resource], of) }),
    constant,
  };
}

/** Why no seed can tell records apart by a filter; undefined where one must. */
export function constantOf(resource: ResourceName, name: string): string | undefined {
  const truth = truthOf(resource, name);
  return typeof truth === 'object' ? truth.constant : undefined;
}

function truthOf(resource: ResourceName, name: string): Truth {
  const declared = (TRUTHS[resource] as Readonly<Record<string, Truth>>)[name];
  if (declared !== undefined) return declared;
  if (name === 'ids') return (record) => record['id'] as unknown;
  if (name in specOf(resource).record.shape) return (record) => record[name] as unknown;
  throw new Error(`${resource}.${name}: say ${SAY} which records it takes`);
}

/** The values that records have, those in the middle of the order first; never null. */
function spread(rows: readonly Wire[], of: Of): Scalar[] {
  const all = rows.flatMap((row) => of(row) ?? []);
  const distinct = [...new Set(all)].sort((a, b) => (String(a) < String(b) ? -1 : 1));
  const middle = Math.floor(distinct.length / 2);
  return [...distinct.slice(middle), ...distinct.slice(0, middle)];
}

function fieldCases(name: string, filter: Exclude<Filter, { kind: 'object' }>, field: Field): Case[] {
  switch (filter.kind) {
    case 'ids':
    case 'integers':
    case 'guids':
    case 'strings':
      return listCases(name, filter, field);
    case 'string':
    case 'integer':
      return oneCases(name, filter, field);
    case 'bool':
      return [true, false].map((wanted) => ({
        operator: `bool ${wanted}`,
        query: `${name}=${wanted}`,
        takes: (record) => field.of(record) === wanted,
      }));
    case 'after_id':
      return field.values.map((last) => ({
        operator: 'after',
        query: `${name}[gt]=${enc(last)}`,
        takes: (record) => cell(field, record).some((id) => id > last),
      }));
    case 'moment':
    case 'keyed':
      throw new Error(`${name}: say ${SAY} what it asks for (asks, takes)`);
    case 'range':
      return rangeCases(name, filter.nullTests === true, field);
    case 'number_range':
      return field.values.slice(0, 2).flatMap((edge) =>
        Object.entries(NUMBER_RANGES).map(([operator, holds]) => ({
          operator,
          query: `${name}[${operator}]=${enc(edge)}`,
          takes: (record: Wire) => cell(field, record).some((value) => holds(Number(value), Number(edge))),
        })),
      );
  }
}

const cell = (field: Field, record: Wire): readonly Scalar[] => {
  const value = field.of(record) ?? [];
  return typeof value === 'object' ? value : [value];
};
const has = (field: Field, record: Wire, wanted: readonly (Scalar | undefined)[]): boolean => {
  const form = (value: Scalar | undefined) => (field.fold ? String(value).toLowerCase() : String(value));
  return cell(field, record).some((value) => wanted.some((one) => form(value) === form(one)));
};
const none = (field: Field, record: Wire): boolean => cell(field, record).length === 0;
const swapped = (text: string): string =>
  Array.from(text, (c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())).join('');

function listCases(
  name: string,
  filter: Extract<Filter, { kind: 'ids' | 'integers' | 'guids' | 'strings' }>,
  field: Field,
): Case[] {
  const words = filter.kind === 'strings' ? filter.oneOf : undefined;
  const values = field.values.filter((value) => !String(value).includes(','));
  const [first, second] = values;
  const unknown =
    filter.kind === 'guids' ? NOBODY.guids : filter.kind === 'strings' ? 'nobody has this' : NOBODY.integers;
  const list = (query: string, wanted: (Scalar | undefined)[], operator = 'in'): Case => ({
    operator,
    query,
    takes: (record) => has(field, record, wanted),
  });
  const asked = [...new Set([...values.slice(0, 3), ...(words ?? [])])];
  const cases: Case[] = asked.map((value) => list(`${name}=${enc(value)}`, [value], 'one'));
  if (second !== undefined) {
    cases.push(list(`${name}=${enc(first)},${enc(second)}`, [first, second]));
    cases.push(list(`${name}[]=${enc(second)}&${name}[]=${enc(first)}`, [first, second]));
  }
  const unused = words?.find((word) => !field.values.includes(word));
  if (unused !== undefined && first !== undefined)
    cases.push(list(`${name}=${enc(unused)},${enc(first)}`, [first]));
  if (!words) {
    cases.push(list(`${name}=${enc(unknown)}`, [], 'one'));
    if (first !== undefined) cases.push(list(`${name}=${enc(first)},${enc(unknown)}`, [first]));
    if (filter.kind === 'strings' && first !== undefined)
      cases.push(
        list(
          `${name}=${enc(swapped(String(first)))}`,
          field.fold ? [first] : [swapped(String(first))],
          'one',
        ),
      );
  }
  const word =
    'nullWord' in filter && filter.nullWord ? filter.nullWord : 'nullable' in filter ? '_is_null' : undefined;
  if (word !== undefined) {
    cases.push({ operator: 'null', query: `${name}=${word}`, takes: (record) => none(field, record) });
    cases.push({
      operator: 'in or null',
      query: `${name}=${enc(first)},${word}`,
      takes: (record) => none(field, record) || has(field, record, [first]),
    });
  }
  if (filter.kind === 'strings' && filter.notIn)
    for (const wanted of [[first], [first, second]])
      cases.push({
        operator: 'not in',
        query: `${name}[_not_in]=${wanted.map(enc).join(',')}`,
        takes: (record) => !has(field, record, wanted),
      });
  if (filter.kind === 'strings' && filter.startsWith) cases.push(...prefixCases(name, field));
  return cases;
}

function prefixCases(name: string, field: Field): Case[] {
  const first = String(field.values[0]);
  const prefixes = [
    first.slice(0, 3),
    swapped(first.slice(0, 4)),
    first,
    `%${first.slice(1, 4)}`,
    `${first}x`,
  ];
  return prefixes.map((prefix) => ({
    operator: 'starts with',
    query: `${name}[_starts_with]=${enc(prefix)}`,
    takes: (record) =>
      cell(field, record).some((value) => String(value).toLowerCase().startsWith(prefix.toLowerCase())),
  }));
}

function oneCases(
  name: string,
  filter: Extract<Filter, { kind: 'string' | 'integer' }>,
  field: Field,
): Case[] {
  const words = filter.kind === 'string' ? filter.oneOf : undefined;
  const values = words ?? [
    ...field.values.slice(0, 3),
    filter.kind === 'string' ? 'nobody has this' : NOBODY.integers,
  ];
  return values.map((value) => ({
    operator: 'one',
    query: `${name}=${enc(value)}`,
    takes: (record) => has(field, record, [value]),
  }));
}

const RANGES: Record<string, (value: string, edge: string) => boolean> = {
  gt: (value, edge) => value > edge,
  gte: (value, edge) => value >= edge,
  lt: (value, edge) => value < edge,
  lte: (value, edge) => value <= edge,
};

const NUMBER_RANGES: Record<string, (value: number, edge: number) => boolean> = {
  gt: (value, edge) => value > edge,
  gte: (value, edge) => value >= edge,
  lt: (value, edge) => value < edge,
  lte: (value, edge) => value <= edge,
};

/** At the value of a record, which `gt` leaves out and `gte` has. Moments of one zone: their texts are in their order. */
function rangeCases(name: string, nullTests: boolean, field: Field): Case[] {
  const within = (record: Wire, test: (value: string) => boolean) => {
    const value = field.of(record);
    return typeof value === 'string' && test(value);
  };
  const edges = field.values.slice(0, 2).map(String);
  const cases: Case[] = edges.flatMap((edge) =>
    Object.entries(RANGES).map(([operator, holds]) => ({
      operator,
      query: `${name}[${operator}]=${enc(edge)}`,
      takes: (record: Wire) => within(record, (value) => holds(value, edge)),
    })),
  );
  const [low, high] = [...edges].sort();
  if (low === undefined || high === undefined) throw new Error(`${name}: the seed has no two moments`);
  cases.push({
    operator: 'between',
    query: `${name}[gte]=${enc(low)}&${name}[lt]=${enc(high)}`,
    takes: (record) => within(record, (value) => value >= low && value < high),
  });
  if (!nullTests) return cases;
  const isNull = (query: string, wanted: boolean): Case => ({
    operator: wanted ? 'null' : 'not null',
    query,
    takes: (record) => (field.of(record) === null) === wanted,
  });
  return [
    ...cases,
    isNull(`${name}=_is_null`, true),
    isNull(`${name}=_is_not_null`, false),
    isNull(`${name}[_is_null]=true`, true),
    isNull(`${name}[_is_null]=false`, false),
    isNull(`${name}[_is_not_null]=1`, false),
  ];
}

type Pairs = Readonly<Record<string, string>>;

/** Every pair must match: the key exactly, the value in any case. */
function pairCases(name: string, maps: readonly Pairs[], of: (record: Wire) => Pairs): Case[] {
  type Pair = readonly [key: string, value: string];
  const all = maps.map((map): Pair[] => Object.entries(map));
  const single = all.flat().slice(0, 3);
  const asked: Pair[][] = [
    ...single.map((pair) => [pair]),
    ...single.slice(0, 1).map(([key, value]): Pair[] => [[key, swapped(value)]]),
    ...single.slice(0, 1).map(([key, value]): Pair[] => [[swapped(key), value]]),
    ...all.filter((pairs) => pairs.length > 1).slice(0, 1),
  ];
  return asked.map((wanted) => ({
    operator: 'pairs',
    query: wanted.map(([key, value]) => `${name}[${enc(key)}]=${enc(value)}`).join('&'),
    takes: (record) => wanted.every(([key, value]) => of(record)[key]?.toLowerCase() === value.toLowerCase()),
  }));
}
