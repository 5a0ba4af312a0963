import type * as z from 'zod';
import type { EventType } from './events.js';
import { addedRange, type Filter } from './filters.js';
import { type Include, includesOf } from './includes.js';
import type { Scope } from './scopes.js';

/**
 * One definition per resource (docs/architecture.md). From it come routes, validation, list SQL, the OpenAPI document,
 * the SDK's types and the contract walk of the tests.
 */
export interface ResourceSpec {
  /** The resource's word: the key of its handlers and its view. */
  readonly name: string;
  /** Heading in the API reference. */
  readonly tag: string;
  readonly path: `/v2/${string}`;
  /** Name of the record schema in the OpenAPI document. */
  readonly recordName: string;
  readonly record: z.ZodObject;
  /** What the path calls a record by. Default integer. */
  readonly id?: IdKind;
  /** `utc`: its moments end in `Z`, whatever the caller's zone. Default: in the caller's zone, with its offset. */
  readonly times?: 'utc';
  /** The whole resource is no part of the original API: every operation of it is marked so. */
  readonly extension?: true;
  readonly scopes: { readonly read: Scope | null; readonly write?: Scope; readonly delete?: Scope };
  readonly list?: ListSpec;
  /**
   * `addition`: the original has no such operation. `signed`: asked with `include_signature` the body ends with the signature
   * of the caller.
   */
  readonly show?: true | 'addition' | { readonly signed: true };
  readonly create?: WriteSpec;
  readonly update?: WriteSpec;
  readonly delete?: DeleteSpec;
}

export interface ListSpec {
  /** Whose list it is: a cursor carries it, and no other list takes it. The resource's word (`resource()`). */
  readonly of?: string;
  /** The original's. A stamp among the sorts is a filter too, whether it stands here or not (`withStampRanges`). */
  readonly filters: Readonly<Record<string, Filter>>;
  /** The sort_by whitelist. Empty: the order is `defaultSort`, and nobody chooses another. */
  readonly sorts: readonly string[];
  readonly defaultSort: string;
  /** Default DESC, the original's; a list that goes on by `id[gt]` is ASC always. */
  readonly defaultDirection?: 'ASC' | 'DESC';
  /**
   * paged; only_when_asked: without `page` everything is returned (users); never (groups); after_id: as many as
   * `per_page` says in the order of their ids, the next ones by the filter `id[gt]` (`by.afterId`). Default paged.
   */
  readonly paging?: 'paged' | 'only_when_asked' | 'never' | 'after_id';
  /** References whose records come along if asked for (`include=`); those of its record (`resource()`). */
  readonly includes?: readonly Include[];
  /** Its records tell secrets: they are answered, and never kept as a file (exports). */
  readonly secret?: true;
  /** Most records of a list that is not paged; default: all there are. */
  readonly most?: number;
}

/** A list that is no resource's own: its records, and where it differs. */
export interface OperationListSpec extends ListSpec {
  /** What stands in `data`. */
  readonly record: z.ZodObject;
  readonly recordName: string;
  /** Below a record: for a name of the path, the column of the list (a filter of its view) that must be equal to it. */
  readonly below?: Readonly<Record<string, string>>;
}

/** What a command tells of (events.ts); nothing unless said. Whatever else it causes is a fault. */
export interface Causes {
  /** Each time it changes something. */
  readonly events?: readonly EventType[];
  /** Depending on what there is: whom it concerns beside the record itself. */
  readonly mayCause?: readonly EventType[];
}

export interface WriteSpec extends Causes {
  readonly body: z.ZodObject;
  readonly summary?: string;
  /** Not part of the original API: marked so in the OpenAPI document. */
  readonly extension?: true;
  /** Keep the permission narrower than the resource's write scope. */
  readonly scope?: Scope;
  /** 200 unless said otherwise. */
  readonly status?: 200 | 201 | 202;
  readonly envelope?: Envelope;
}

/** Where the answer stands: under `data`, or under it and at the root as well. Default data. */
export type Envelope = 'data' | 'data_and_root';

export interface DeleteSpec extends Causes {
  readonly query?: z.ZodObject;
  readonly extension?: true;
}

/**
 * What a resource calls its records by. `integer_or_guid`: the path takes either, handlers get the number (the view's
 * `guidColumn` says where the guid stands).
 */
export type IdKind = 'integer' | 'uuid' | 'text' | 'integer_or_guid';
/** The id that handlers of a resource get and give. */
export type Id<R> = R extends { readonly id: infer K extends IdKind }
  ? K extends 'uuid' | 'text'
    ? string
    : number
  : number;
/** The id as a caller may write it. */
export type IdInput<R> = R extends { readonly id: 'integer_or_guid' } ? number | string : Id<R>;

/** The names in braces of a path. */
export type PathNames<P extends string> = P extends `${string}{${infer N}}${infer Rest}`
  ? N | PathNames<Rest>
  : never;

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** An endpoint that is no list/show/create/update/delete of a resource. */
export interface OperationSpec extends Causes {
  readonly name: string;
  readonly tag: string;
  readonly method: Method;
  readonly path: `/v2/${string}`;
  readonly summary: string;
  readonly scope: Scope | null;
  /** What stands for each name in braces of the path: exactly those. What does not fit names nothing: 404. */
  readonly params?: Readonly<Record<string, z.ZodType<number | string>>>;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodObject;
  /** Names, elements, objects and lists that its body may have together as JSON, where it takes more than others: rows. */
  readonly values?: number;
  /**
   * It is a list, and served as resources' lists are: nothing of query, body and response is declared beside it. Answered
   * to a POST, it takes filters and paging from the body as well.
   */
  readonly list?: OperationListSpec;
  /** It answers how many of a list's records there are, as `response` says; these are the list's filters. */
  readonly counts?: { readonly filters: Readonly<Record<string, Filter>> };
  /** What stands under `data`. */
  readonly response?: z.ZodType;
  readonly responseName?: string;
  /** Media type of an answer that is a file and no JSON. */
  readonly produces?: string;
  /** Which list of the answer leaves as a file for who accepts CSV or NDJSON, as lists do. */
  readonly table?: string;
  /** 200 unless said otherwise. */
  readonly status?: 200 | 201 | 202 | 204;
  readonly envelope?: Envelope;
  readonly extension?: true;
  /** Its answer has a secret that is shown once: what is kept under an Idempotency-Key has it sealed. */
  readonly secret?: true;
  /** What it does cannot be undone: names that it does not know are refused, as on our own additions (decision 45). */
  readonly exact?: true;
  /**
   * Why there is no such record here, ever: a list is empty whatever is asked, and no id names one (404). It is served
   * without a handler: programs that ask all lists of the original come through.
   */
  readonly none?: string;
}

/** What the database stamps every record with, in an order that readers can follow. */
const STAMPS = ['created_at', 'updated_at'] as const;
export type Stamp = (typeof STAMPS)[number];
type StampRanges<L extends ListSpec> = Omit<L, 'filters'> & {
  readonly filters: L['filters'] & {
    readonly [K in Exclude<Extract<L['sorts'][number], Stamp>, keyof L['filters']>]: ReturnType<
      typeof addedRange
    >;
  };
};
type WithStampRanges<R> = R extends { readonly list: infer L extends ListSpec }
  ? Omit<R, 'list'> & { readonly list: StampRanges<L> }
  : R;

/**
 * A list with a range filter for each stamp it is sorted by: who copies a list asks again for what is greater than the
 * largest he saw, and as unknown filters are ignored he would read the first page for ever. Added where the original
 * has none; the SQL comes from the sort's column (db/view.ts). `of`: see ListSpec.
 */
function withStampRanges<const L extends ListSpec>(of: string, list: L, record: z.ZodObject): StampRanges<L> {
  const added = STAMPS.filter((stamp) => list.sorts.includes(stamp) && !(stamp in list.filters));
  const ranges = Object.fromEntries(added.map((stamp) => [stamp, addedRange()]));
  const includes = includesOf(record, of);
  return { of, includes, ...list, filters: { ...list.filters, ...ranges } } as unknown as StampRanges<L>;
}

/** Declares a resource; the type keeps every literal so that handlers can be computed from it. */
export function resource<const R extends ResourceSpec>(spec: R): WithStampRanges<R> {
  return (
    spec.list ? { ...spec, list: withStampRanges(spec.name, spec.list, spec.record) } : spec
  ) as WithStampRanges<R>;
}

/** A schema for every name of the path and for nothing else; `never` refuses a name that the path does not have. */
type ParamsFit<O extends OperationSpec> = [PathNames<O['path']>] extends [never]
  ? { readonly params?: never }
  : {
      readonly params: { readonly [N in PathNames<O['path']>]: z.ZodType<number | string> } & {
        readonly [N in Exclude<keyof O['params'], PathNames<O['path']>>]: never;
      };
    };

/** Declares an odd endpoint. A name of its path without a schema, or a schema too many, is a type error. */
export function operation<const O extends OperationSpec>(spec: O & ParamsFit<O>): WithStampRanges<O> {
  const { list } = spec as OperationSpec;
  return (list
    ? { ...spec, list: withStampRanges(spec.name, list, list.record) }
    : spec) as unknown as WithStampRanges<O>;
}

/** The parameters of a list beside its filters. */
export function pagingNames({ sorts, paging, includes = [] }: ListSpec): string[] {
  const sorting = [
    ...(sorts.length > 0 ? ['sort_by', 'sort_direction'] : []),
    ...(includes.length > 0 ? ['include'] : []),
  ];
  if (paging === 'after_id') return [...sorting, 'per_page'];
  if (paging === 'never') return [...sorting, 'cursor'];
  return [...sorting, 'per_page', 'page', 'include_paging_counts', 'limit_paging_counts', 'cursor'];
}

/** The names in braces of a path, in its order. */
export function pathNames(path: string): string[] {
  return path
    .split('{')
    .slice(1)
    .map((part) => part.slice(0, part.indexOf('}')));
}

export type Body<W> = W extends { readonly body: infer B extends z.ZodObject } ? z.output<B> : never;
export type Query<W> = W extends { readonly query: infer Q extends z.ZodObject }
  ? z.output<Q>
  : Record<string, never>;
export type BodyInput<W> = W extends { readonly body: infer B extends z.ZodObject } ? z.input<B> : never;
/** What stood in the path, by name. */
export type Params<O> = O extends { readonly params: infer P extends Record<string, z.ZodType> }
  ? { readonly [N in keyof P]: z.output<P[N]> }
  : Record<string, never>;
export type RecordOf<R extends ResourceSpec> = z.output<R['record']>;
