/** What a filter takes, as the list's table of filters has it. */
export interface Kind {
  readonly kind: string;
  readonly nullable: boolean;
  readonly startsWith: boolean;
  readonly notIn: boolean;
  readonly oneOf: readonly string[] | undefined;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A filter that can be drawn: a name of the list's own, what it is called, and what it can be. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly kind: Kind;
  /** What can be chosen; absent: it is typed. */
  readonly choices?: readonly Choice[];
}

/** Values as they stand in an address: texts, lists, and parts by their operator. */
export type Value = string | readonly string[] | { readonly [operator: string]: string };
export type Filters = { readonly [name: string]: Value };

/** The ways a field can be asked, with the words between its name and the value. */
export type Way = 'is' | 'is_not' | 'starts' | 'older' | 'newer' | 'after' | 'before' | 'empty' | 'filled';
export const WORDS: Readonly<Record<Way, string>> = {
  is: 'is',
  is_not: 'is not',
  starts: 'starts with',
  older: 'more than … days ago',
  newer: 'in the last … days',
  after: 'since',
  before: 'before',
  empty: 'is empty',
  filled: 'has a value',
};
const DAYS = 'd';
const DAY = /^\d{4}-\d\d-\d\d$/;
const LEAST_LETTERS = 3;
const MOST_DAYS = 36_500;

export function waysOf({ kind }: Field): Way[] {
  if (kind.kind === 'range')
    return ['older', 'newer', 'after', 'before', ...(kind.nullable ? (['empty', 'filled'] as const) : [])];
  if (kind.kind === 'bool') return ['is'];
  return [
    'is',
    ...(kind.startsWith ? (['starts'] as const) : []),
    ...(kind.notIn ? (['is_not'] as const) : []),
    ...(kind.nullable ? (['empty'] as const) : []),
  ];
}

/** One filter as a person reads it: how it is asked, and for what. */
export interface Asked {
  readonly way: Way;
  readonly values: readonly string[];
}

/** What stands in an address, taken apart; undefined: it says nothing that this field knows. */
export function readValue(field: Field, value: unknown): Asked | undefined {
  const ways = waysOf(field);
  const asked =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? parts(value) : plain(value);
  if (!asked || !ways.includes(asked.way)) return undefined;
  return isRight(field, asked) ? asked : undefined;
}

const plain = (value: unknown): Asked | undefined => {
  const values = (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string');
  if (values.length === 0) return undefined;
  return values[0] === '_is_null' ? { way: 'empty', values: [] } : { way: 'is', values };
};

function parts(value: object): Asked | undefined {
  const [[operator, text] = []] = Object.entries(value);
  if (operator === undefined || typeof text !== 'string') return undefined;
  if (operator === '_starts_with') return { way: 'starts', values: [text] };
  if (operator === '_not_in') return { way: 'is_not', values: [text] };
  if (operator === '_is_null') return { way: 'empty', values: [] };
  if (operator === '_is_not_null') return { way: 'filled', values: [] };
  const days = daysOf(text);
  if (operator === 'lt' || operator === 'lte')
    return days === undefined ? { way: 'before', values: [text] } : { way: 'older', values: [`${days}`] };
  if (operator === 'gt' || operator === 'gte')
    return days === undefined ? { way: 'after', values: [text] } : { way: 'newer', values: [`${days}`] };
  return undefined;
}

/** `-14d`: fourteen days before whenever it is asked, so that a saved view stays true. */
function daysOf(text: string): number | undefined {
  if (!text.startsWith('-') || !text.endsWith(DAYS)) return undefined;
  const days = Number(text.slice(1, -1));
  return Number.isInteger(days) && days >= 0 && days <= MOST_DAYS ? days : undefined;
}

function isRight({ kind, choices }: Field, { way, values }: Asked): boolean {
  const [first = ''] = values;
  if (way === 'older' || way === 'newer') return daysOf(`-${first}${DAYS}`) !== undefined;
  if (way === 'after' || way === 'before') return !Number.isNaN(Date.parse(first));
  if (way === 'starts') return first.trim().length >= LEAST_LETTERS;
  if (way === 'empty' || way === 'filled') return true;
  if (values.some((value) => value === '')) return false;
  if (kind.kind === 'bool') return first === 'true' || first === 'false';
  if (['ids', 'integers', 'integer'].includes(kind.kind) && !values.every((value) => Number(value) > 0))
    return false;
  if (kind.oneOf) return values.every((value) => kind.oneOf?.includes(value));
  return choices === undefined || kind.kind !== 'guids' || values.length > 0;
}

/** The other way round: what stands in the address; undefined: it is not right yet. */
export function makeValue(field: Field, asked: Asked): Value | undefined {
  if (!isRight(field, asked)) return undefined;
  const { way, values } = asked;
  const [first = ''] = values;
  const text = first.trim();
  if (way === 'is') return values.length > 1 ? values : text;
  if (way === 'starts') return { _starts_with: text };
  if (way === 'is_not') return { _not_in: text };
  if (way === 'older') return { lt: `-${text}${DAYS}` };
  if (way === 'newer') return { gte: `-${text}${DAYS}` };
  if (way === 'after') return { gte: text };
  if (way === 'before') return { lt: text };
  if (way === 'filled') return { _is_not_null: 'true' };
  return field.kind.kind === 'range' ? { _is_null: 'true' } : '_is_null';
}

type Search = Readonly<Record<string, unknown>>;

const OWN = 'custom_fields';
/** A field that the team gave its records: asked by its exact name, for a value. */
export const ownField = (name: string): Field => ({
  name: `${OWN}[${name}]`,
  label: name,
  kind: { kind: 'string', nullable: false, startsWith: false, notIn: false, oneOf: undefined },
});

/** The names of such fields that an address asks for. */
export const ownNamesIn = (search: Search): string[] =>
  Object.keys(flat(search)).flatMap((name) =>
    name.startsWith(`${OWN}[`) && name.endsWith(']') ? [name.slice(OWN.length + 1, -1)] : [],
  );

/** Parts of an object of the team's fields under names of their own: `custom_fields[Size]`. */
export function flat(search: Search): Search {
  const { [OWN]: own, ...rest } = search;
  if (typeof own !== 'object' || own === null) return search;
  return {
    ...rest,
    ...Object.fromEntries(Object.entries(own).map(([name, value]) => [`${OWN}[${name}]`, value])),
  };
}

/** The other way round, as the API takes them. */
function gathered(filters: Readonly<Record<string, Value>>): Record<string, Value> {
  const own = ownNamesIn(filters).flatMap((name): [string, string][] => {
    const value = filters[`${OWN}[${name}]`];
    return typeof value === 'string' ? [[name, value]] : [];
  });
  if (own.length === 0) return { ...filters };
  const rest = Object.entries(filters).filter(([name]) => !name.startsWith(`${OWN}[`));
  return { ...Object.fromEntries(rest), [OWN]: Object.fromEntries(own) };
}

/** What an address asks for that none of these fields knows, or that is not right. */
export function leftOut(search: Search, fields: readonly Field[]): string[] {
  const read = readFilters(search, fields);
  const order = new Set(['sort_by', 'sort_direction']);
  return Object.keys(flat(search)).filter((name) => !Object.hasOwn(read, name) && !order.has(name));
}

/** The filters of an address; what no field knows, or is not right, is left out. */
export function readFilters(given: Search, fields: readonly Field[]): Filters {
  const filters: Record<string, Value> = {};
  const search = flat(given);
  for (const field of fields) {
    const asked = readValue(field, search[field.name]);
    const value = asked && makeValue(field, asked);
    if (value !== undefined) filters[field.name] = value;
  }
  return filters;
}

/** Filters as the API is asked: days ago become moments, days alone their beginning in UTC. */
export function resolved(filters: Filters, now: Date): Record<string, Value> {
  return gathered(
    Object.fromEntries(
      Object.entries(filters).map(([name, value]) => [
        name,
        typeof value === 'object' && !Array.isArray(value)
          ? Object.fromEntries(Object.entries(value).map(([way, text]) => [way, momentOf(text, now)]))
          : value,
      ]),
    ),
  );
}

const DAY_MS = 86_400_000;
function momentOf(text: string, now: Date): string {
  const days = daysOf(text);
  // To the hour: what is asked twice within it is the same question.
  if (days !== undefined)
    return new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000 - days * DAY_MS).toISOString();
  return DAY.test(text) ? `${text}T00:00:00Z` : text;
}

/** A filter in words: `Country`, `starts with`, `Ger`. */
export function inWords(field: Field, { way, values }: Asked): { way: string; value: string } {
  if (way === 'older') return { way: 'more than', value: `${values[0]} days ago` };
  if (way === 'newer') return { way: 'in the last', value: `${values[0]} days` };
  if (way === 'empty' || way === 'filled') return { way: WORDS[way], value: '' };
  return { way: WORDS[way], value: values.map((value) => labelOf(field, value)).join(', ') };
}

export function labelOf({ kind, choices }: Field, value: string): string {
  const choice = choices?.find((each) => each.value === value);
  if (choice) return choice.label;
  if (kind.kind === 'bool') return value === 'true' ? 'yes' : 'no';
  return kind.oneOf ? value.replaceAll('_', ' ') : value;
}

/** What can be chosen of a field; undefined: it is typed. */
export function choicesOf({ kind, choices }: Field): readonly Choice[] | undefined {
  if (choices) return choices;
  if (kind.kind === 'bool')
    return [
      { value: 'true', label: 'yes' },
      { value: 'false', label: 'no' },
    ];
  return kind.oneOf?.map((value) => ({ value, label: value.replaceAll('_', ' ') }));
}
