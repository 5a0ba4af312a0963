import type { Filter, Id, IdKind, ListSpec, Stamp } from '@cadenza/contract';

/** What a record is found by: the number most have, or a text, a uuid among them. */
export type Key = number | string;

/**
 * How a resource is read: one SELECT that yields its wire JSON, and where its filters and sorts live in the table.
 * SQL texts name the record's table `r` and may use the context parameters :team :tz :base :user :admin :group :contents :application :now.
 */
export interface View<I extends Key = number> {
  /** Unique: the prefix of the prepared statements. */
  readonly name: string;
  readonly table: string;
  /** Select list yielding the wire keys, in wire order. */
  readonly columns: string;
  /** The same where the body ends with the signature of the caller. */
  readonly signedColumns?: string;
  /** The same for tokens that may not read the words of e-mails: the keys are absent, not null. */
  readonly columnsWithoutContents?: string;
  /** What is alive and visible to the caller; every text also carries team_id. */
  readonly visible?: string;
  /** What of `visible` still holds for a record that is deleted: who may be told of the deletion. Absent: whoever has it in sight. */
  readonly kept?: string;
  /** What is left of it for callers who do not see the whole team; from domain/visibility.ts. */
  readonly sight: Sight;
  /** Column that the path's id is compared with; default r.id. */
  readonly idColumn?: string;
  /** PostgreSQL type of the id; absent: bigint. */
  readonly idType?: I extends number ? 'bigint' : 'uuid' | 'text';
  /** Where the guid stands that a path may name instead of the id (`integer_or_guid`). */
  readonly guidColumn?: string;
  /** Its JSON has a sealed secret (`sealed()`), which is opened when it is answered (http/opened.ts). */
  readonly secret?: true;
  readonly filters: Readonly<Record<string, FilterSql>>;
  readonly sorts: Readonly<Record<string, SortSql>>;
  /** Filters that are on unless given: the condition lists carry when the filter is absent. Show does not apply them. */
  readonly defaults?: Readonly<Record<string, DefaultSql>>;
}

/**
 * Which rows are there for a caller who does not see the whole team (a rep of a private team). `one` asks about a row
 * found by its id; `list` says the same so that an index finds the rows. null: rows about no person and no account.
 */
export type Sight = { readonly one: string; readonly list: string } | null;

/**
 * SQL that depends on the caller's sight: `own` for those who see their own people only, `whole` for the others, who pay
 * nothing for the rule. Blocks do not nest.
 */
export const bySight = (own: string, whole: string): string => `${OPEN}${own}${BETWEEN}${whole}${CLOSE}`;
const OPEN = '\u0001';
const BETWEEN = '\u0002';
const CLOSE = '\u0003';

/** A text with its `bySight` blocks decided. */
export function decideSight(text: string, whole: boolean): string {
  const [first = '', ...blocks] = text.split(OPEN);
  const decided = blocks.map((block) => {
    const end = block.indexOf(CLOSE);
    const [own = '', all = ''] = block.slice(0, end).split(BETWEEN);
    return `${whole ? all : own}${block.slice(end + 1)}`;
  });
  return [first, ...decided].join('');
}

/** A condition, and other filters whose presence lifts it too (asking for `ids` shows archived records as well). */
export type DefaultSql = string | { readonly sql: string; readonly unless: readonly string[] };

/**
 * A column or boolean expression the filter's kind knows how to compare; or a text of its own with :value (and
 * `isNull` for the `_is_null` word); or one text per word, for filters whose words mean different conditions
 * (`true` and `false` of a boolean one); or one of the two below.
 */
export type FilterSql =
  | string
  | { readonly sql: string; readonly isNull?: string }
  | { readonly words: Readonly<Record<string, string>> }
  | FoldedSql
  | LookupSql
  | DaySql
  | KeyedSql;

/** A text column whose index is on lower(column), which also serves `_starts_with`. Compares case only when `exact`. */
export interface FoldedSql {
  readonly folded: string;
  readonly exact: boolean;
  /** Another function than lower, whose index it has. */
  readonly by?: 'address_key';
}

/**
 * The caller names the value by something else (a guid, a tag's id): `lookup` yields the keys for :value first, and
 * `column` is compared with those. In one statement the planner would not know the keys, take every one for as frequent
 * as the average, and walk a million rows for one that no row has.
 */
export interface LookupSql {
  readonly lookup: string;
  readonly column: string;
  /** The column is an array of keys: any of them matches. Default: it holds one key. */
  readonly array?: true;
}

/** SQL of a lookup: the users whose guids :value has. */
export const USERS_BY_GUID =
  'SELECT u.id FROM users u WHERE u.team_id = :team AND u.guid = ANY(:value::uuid[])';

/** A column of words, and the column that holds the key each word belongs to. */
export interface KeyedSql {
  readonly keyed: string;
  readonly by: string;
}

/**
 * A range over `day`, midnight UTC of the calendar day that `moment` falls on in some zone. The moment's own index narrows
 * the search: zones are at most 14 hours ahead of UTC and 12 behind.
 */
export interface DaySql {
  readonly day: string;
  readonly moment: string;
}

export interface SortSql {
  readonly column: string;
  /** PostgreSQL type, for the cursor's comparison. */
  readonly type: 'timestamptz' | 'text' | 'integer' | 'bigint' | 'date' | 'uuid';
  /** Nulls sort first on ASC and last on DESC; a column without nulls gives a simpler and faster cursor. */
  readonly nullable: boolean;
}

export const sort = (column: string, type: SortSql['type'] = 'timestamptz'): SortSql => ({
  column,
  type,
  nullable: false,
});
export const nullableSort = (column: string, type: SortSql['type'] = 'timestamptz'): SortSql => ({
  column,
  type,
  nullable: true,
});

/** What has a view: a resource, or an operation that is a list. */
interface Listed {
  readonly name: string;
  readonly times?: 'utc';
  readonly id?: IdKind;
  readonly list?: ListSpec & { readonly below?: Readonly<Record<string, string>> };
}
/** The filters that names of the path stand for. */
type Below<R extends Listed> = R['list'] extends { below: infer B extends Record<string, string> }
  ? B[keyof B]
  : never;
/** The stamps a resource is sorted by: the filters of their names need no SQL of their own. */
type SortedStamps<R extends Listed> = R['list'] extends { sorts: infer S extends readonly string[] }
  ? Extract<S[number], Stamp>
  : never;

/**
 * Declares a view whose filters and sorts are exactly the contract's: one too few or too many is a type error. A stamp
 * is filtered by the column it is sorted by, which is the one an edge is known of (db/list-edge.ts).
 */
export function view<const R extends Listed>(
  resource: R,
  spec: Omit<View, 'name' | 'filters' | 'sorts' | 'defaults' | 'idType' | 'guidColumn'> & {
    filters: R['list'] extends { filters: infer F extends Record<string, Filter> }
      ? { [K in Exclude<keyof F, SortedStamps<R>> | Below<R>]: FilterSql }
      : Record<string, never>;
    sorts: R['list'] extends { sorts: infer S extends readonly string[]; defaultSort: infer D extends string }
      ? { [K in S[number] | D]: SortSql }
      : Record<string, never>;
    defaults?: R['list'] extends { filters: infer F extends Record<string, Filter> }
      ? { readonly [K in keyof F]?: DefaultSql }
      : never;
  } & (R extends { id: 'integer_or_guid' } ? { readonly guidColumn: string } : unknown),
): View<Id<R>> {
  const { filters, ...rest } = spec as Omit<View<Id<R>>, 'name' | 'idType'>;
  const idType = resource.id === 'uuid' || resource.id === 'text' ? { idType: resource.id } : {};
  const columns =
    resource.times === 'utc'
      ? rest.columns.replaceAll(/wire_time\((r\.\w+), :tz\)/g, WIRE_UTC)
      : rest.columns;
  const made = {
    name: resource.name,
    ...rest,
    columns,
    ...idType,
    filters: { ...filters, ...stampFilters(rest.sorts) },
  };
  return made as View<Id<R>>;
}

/** The SQL of the filters `created_at` and `updated_at`: the columns of the sorts of their names. */
export const stampFilters = ({ created_at, updated_at }: View['sorts']): View['filters'] => ({
  ...(created_at ? { created_at: created_at.column } : {}),
  ...(updated_at ? { updated_at: updated_at.column } : {}),
});

/** Moments of a resource that tells them in UTC. */
const WIRE_UTC = `to_char($1 AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Text of a `timestamptz` column on the wire, under its own name. */
export const time = (column: string, name = column): string =>
  `wire_time(r.${column}, :tz) AS ${quote(name)}`;
/** A reference by the id in `column`: ref('owner_id', '/v2/users/', 'owner'). */
export const ref = (column: string, path: string, name: string): string =>
  `wire_ref(:base, '${path}', r.${column}) AS ${quote(name)}`;
/** `{id}` alone, or null. */
export const bareRef = (column: string, name: string): string =>
  `CASE WHEN r.${column} IS NULL THEN NULL ELSE json_build_object('id', r.${column}) END AS ${quote(name)}`;
/** Columns of the table that go out as they are. */
export const plain = (...columns: string[]): string =>
  columns.map((column) => `r.${quote(column)}`).join(', ');

const quote = (name: string): string => `"${name}"`;
