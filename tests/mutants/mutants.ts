import type { Filter, ResourceName } from '@cadenza/contract';
import type { Condition } from '../../apps/server/src/db/conditions.js';
import type { FilterSql, SortSql, View } from '../../apps/server/src/db/view.js';
import { accountTypesView } from '../../apps/server/src/domain/accounts/types-view.js';
import { constantOf } from '../support/truth/cases.js';
import { specOf } from '../support/truth/world.js';

type Operator = Condition['operator'];
type Own = (condition: Condition) => string;
type Change = [what: string, text: (own: Own, condition: Condition) => string];

/** One break of one view: made, until it is undone. */
export interface Mutant {
  readonly what: string;
  /** The filter, sort or default that is broken. */
  readonly part: { readonly kind: 'filter' | 'sort' | 'default' | 'visible'; readonly name: string };
  make(): () => void;
  /** It may be no break at all: a condition that is the same for every record there can be. */
  readonly same: boolean;
}

type Mutable = { -readonly [K in keyof View]: View[K] };
let made = 0;

/** A view with another part, under a name of its own: compiled texts are kept by it. @returns how to undo it */
export function change(view: View, parts: Partial<View>): () => void {
  const mutable: Mutable = view;
  const before = { ...view };
  made += 1;
  Object.assign(mutable, parts, { name: `${view.name} mutant ${made}` });
  return () => Object.assign(mutable, before);
}

const ANY: readonly Operator[] = ['in', 'eq', 'overlap'];
/** Operators that a filter of the kind can ask for, those that are one to the caller together. */
function operatorsOf(filter: Filter): (readonly Operator[])[] {
  switch (filter.kind) {
    case 'ids':
    case 'guids':
      return [ANY];
    case 'integers':
      return [ANY, ...(filter.nullable ? NULLS : [])];
    case 'strings':
      return [
        ANY,
        ...(filter.nullable || filter.nullWord !== undefined ? NULLS : []),
        ...(filter.startsWith ? [['starts_with'] as const] : []),
        ...(filter.notIn ? [['not_in'] as const] : []),
      ];
    case 'string':
    case 'integer':
      return [['eq', 'word']];
    case 'bool':
      return [['bool']];
    case 'range':
      return [
        ['gt'],
        ['gte'],
        ['lt'],
        ['lte'],
        ...(filter.nullTests ? ([['is_null'], ['is_not_null']] as const) : []),
      ];
    case 'number_range':
      return [['gt'], ['gte'], ['lt'], ['lte']];
    case 'moment':
      return [[filter.is]];
    case 'after_id':
      return [['after']];
    case 'keyed':
      return [ANY, ['keyed']];
    case 'object':
      return [['pairs']];
  }
}
const NULLS: (readonly Operator[])[] = [['is_null'], ['in_or_null']];

/** What a careless hand would write instead. */
const NEIGHBOUR: Partial<Record<Operator, Operator>> = {
  gt: 'gte',
  gte: 'gt',
  lt: 'lte',
  lte: 'lt',
  in_or_null: 'in',
  is_null: 'is_not_null',
};

/** (A text of the view's own is one for all operators.) */
function changesOf(sql: FilterSql, operators: readonly Operator[]): Change[] {
  const [first] = operators;
  const neighbour = typeof sql === 'object' && 'sql' in sql ? undefined : first && NEIGHBOUR[first];
  return [
    ['inverted', (own, condition) => `NOT coalesce((${own(condition)}), false)`],
    ['always true', () => 'true'],
    ['always false', () => 'false'],
    ...(neighbour
      ? [
          [
            `as ${neighbour}`,
            (own: Own, condition: Condition) => own({ ...condition, operator: neighbour }),
          ] satisfies Change,
        ]
      : []),
  ];
}

function filterMutants(
  resource: ResourceName | undefined,
  view: View,
  name: string,
  filter: Filter,
): Mutant[] {
  const sql = view.filters[name] as FilterSql;
  const constant = resource !== undefined && constantOf(resource, name) !== undefined;
  const stamp = name === 'created_at' || name === 'updated_at';
  const broken = (what: string, instead: FilterSql): Mutant => ({
    what: `filter ${name}: ${what}`,
    part: { kind: 'filter', name },
    same: what.includes('always') && (constant || (stamp && what.includes('null'))),
    make: () => change(view, { filters: { ...view.filters, [name]: instead } }),
  });
  const mutants = operatorsOf(filter).flatMap((operators) =>
    changesOf(sql, operators).map(([what, text]) => {
      const mutant = (own: Own, condition: Condition): string =>
        operators.includes(condition.operator) ? text(own, condition) : own(condition);
      const instead = typeof sql === 'string' ? { plain: sql, mutant } : { ...sql, mutant };
      return broken(`${operators[0]} ${what}`, instead as unknown as FilterSql);
    }),
  );
  if (typeof sql === 'object' && 'words' in sql)
    for (const [word, text] of Object.entries(sql.words))
      mutants.push(
        broken(`the word ${word} inverted`, { words: { ...sql.words, [word]: `(${text}) IS NOT TRUE` } }),
      );
  if (typeof sql === 'object' && 'folded' in sql)
    mutants.push(broken('the other case', { ...sql, exact: !sql.exact }));
  return mutants;
}

const NULLS_AS_THEY_COME = 'nulls as they come';
/** Sorts with indexes that have nulls last, on columns that have none. */
const NEVER_NULL: ReadonlySet<string> = new Set(['accounts name']);

/** Words that are their own ids. */
const NAMED_BY_ID: ReadonlySet<string> = new Set([accountTypesView.table]);

function sortMutants(view: View, name: string, sort: SortSql): Mutant[] {
  const others = Object.entries(view.sorts).filter(([, other]) => other.column !== sort.column);
  const broken = (what: string, instead: SortSql): Mutant => ({
    what: `sort ${name}: ${what}`,
    part: { kind: 'sort', name },
    same: what === NULLS_AS_THEY_COME && NEVER_NULL.has(`${view.name} ${name}`),
    make: () => change(view, { sorts: { ...view.sorts, [name]: instead } }),
  });
  return [
    ...(sort.column === 'r.id' || NAMED_BY_ID.has(view.table)
      ? []
      : [broken('by id', { column: 'r.id', type: 'bigint', nullable: false })]),
    ...others.map(([other, instead]) => broken(`by ${other}`, instead)),
    ...(sort.nullable ? [broken(NULLS_AS_THEY_COME, { ...sort, nullable: false })] : []),
  ];
}

function defaultMutants(view: View): Mutant[] {
  return Object.entries(view.defaults ?? {}).flatMap(([name, condition]) => {
    const broken = (what: string, defaults: View['defaults']): Mutant => ({
      what: `default ${name}: ${what}`,
      part: { kind: 'default', name },
      same: false,
      make: () => change(view, { defaults: defaults ?? {} }),
    });
    const { [name]: _gone, ...rest } = view.defaults ?? {};
    const lifts = typeof condition === 'object' ? condition.unless : [];
    return [
      broken('absent', rest),
      ...lifts.map((lift) =>
        broken(`not lifted by ${lift}`, {
          ...view.defaults,
          [name]: {
            sql: (condition as { sql: string }).sql,
            unless: lifts.filter((other) => other !== lift),
          },
        }),
      ),
    ];
  });
}

/** What is deleted, or lies elsewhere, is shown. */
function visibleMutants(view: View): Mutant[] {
  if (view.visible === undefined) return [];
  const make = () => change(view, { visible: 'true' });
  // (Where there is but a rule of who sees what, admins see everything: the mutants of sight.)
  const same = view.visible.startsWith('(:admin OR');
  return [{ what: 'visible: everything', part: { kind: 'visible', name: '' }, same, make }];
}

/** Every break of a list that is no resource's own, whose filters and places below records are named. */
export const mutantsOfList = (filters: Readonly<Record<string, Filter>>, view: View): Mutant[] => [
  ...Object.entries(filters).flatMap(([filter, spec]) => filterMutants(undefined, view, filter, spec)),
  ...Object.entries(view.sorts).flatMap(([sort, sql]) => sortMutants(view, sort, sql)),
  ...visibleMutants(view),
];

/** Every break of numbers that a test must notice: one of them, or a filter before them. */
export function mutantsOfCounts(
  filters: Readonly<Record<string, Filter>>,
  view: View,
  conditions: Readonly<Record<string, string>>,
): Mutant[] {
  const all: Record<string, string> = conditions;
  const broken = (name: string, what: string, text: string): Mutant => ({
    what: `number ${name}: ${what}`,
    part: { kind: 'filter', name },
    same: what === 'always true' && all[name] === 'true',
    make: () => {
      const before = all[name] as string;
      const undo = change(view, {});
      all[name] = text;
      return () => {
        all[name] = before;
        undo();
      };
    },
  });
  return [
    ...Object.entries(conditions).flatMap(([name, text]) => [
      broken(name, 'inverted', `(${text}) IS NOT TRUE`),
      broken(name, 'always true', 'true'),
      broken(name, 'always false', 'false'),
    ]),
    ...Object.entries(filters).flatMap(([filter, spec]) => filterMutants('tasks', view, filter, spec)),
  ];
}

/** Every break of a resource's list that a test must notice. */
export function mutantsOf(name: ResourceName, view: View): Mutant[] {
  return [
    ...Object.entries(specOf(name).list?.filters ?? {}).flatMap(([filter, spec]) =>
      filterMutants(name, view, filter, spec),
    ),
    ...Object.entries(view.sorts).flatMap(([sort, sql]) => sortMutants(view, sort, sql)),
    ...defaultMutants(view),
    ...visibleMutants(view),
  ];
}
