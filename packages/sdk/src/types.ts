import type {
  BodyInput,
  Contract,
  DeleteSpec,
  Filter,
  IdInput,
  ListSpec,
  OperationListSpec,
  OperationName,
  OperationSpec,
  Params,
  PathNames,
  RecordOf,
  ResourceName,
  ResourceSpec,
} from '@cadenza/contract';
import type { Listing } from './listing.js';
import type { QueryValue } from './query.js';
import type { CallOptions } from './transport.js';

type Resources = Contract['resources'];
type Operations = Contract['operations'];
type Text = string | number;
type Some<T> = T | readonly T[];

/** What a filter of the contract takes (docs/wire.md section 2, "Filters"). */
export type FilterValue<F extends Filter> = F extends { kind: 'ids' }
  ? Some<number>
  : F extends { kind: 'integers' }
    ? F extends { nullable: true }
      ? Some<number | '_is_null'>
      : Some<number>
    : F extends { kind: 'strings'; oneOf: readonly (infer W)[] }
      ? Some<W>
      : F extends { kind: 'strings' }
        ?
            | Some<Text>
            | (F extends { startsWith: true } ? { readonly _starts_with: string } : never)
            | (F extends { notIn: true } ? { readonly _not_in: Some<Text> } : never)
        : F extends { kind: 'guids' }
          ? Some<string>
          : F extends { kind: 'string'; oneOf: readonly (infer W)[] }
            ? W
            : F extends { kind: 'string' }
              ? Text
              : F extends { kind: 'integer' }
                ? number
                : F extends { kind: 'bool' }
                  ? boolean
                  : F extends { kind: 'range' }
                    ?
                        | Range
                        | (F extends { nullTests: true }
                            ? { readonly _is_null?: boolean; readonly _is_not_null?: boolean }
                            : never)
                    : F extends { kind: 'after_id' }
                      ? { readonly gt: number | string }
                      : F extends {
                            kind: 'keyed';
                            keys: infer K extends Readonly<Record<string, readonly string[]>>;
                          }
                        ? Some<K[keyof K][number]> | { readonly [N in keyof K]?: Some<K[N][number]> }
                        : { readonly [name: string]: string };

/** ISO 8601 moments. Texts, not Date: a Date has milliseconds only, and a cursor of that precision loses rows. */
export interface Range {
  readonly gt?: string;
  readonly gte?: string;
  readonly lt?: string;
  readonly lte?: string;
}

/** Paging and sorting of a list. */
export interface Paging<Sort extends string> {
  readonly page?: number;
  /** 1 to 100; default 25, and 100 when all pages are walked. */
  readonly per_page?: number;
  readonly sort_by?: Sort;
  readonly sort_direction?: 'ASC' | 'DESC' | 'asc' | 'desc';
  readonly include_paging_counts?: boolean;
  readonly limit_paging_counts?: boolean;
  /** References whose records come along, not known to the hosted original: as `included` beside `data`. */
  readonly include?: string | readonly string[];
  /** Keyset paging, not known to the hosted original: empty for the first page, then `metadata.paging.next_cursor`. */
  readonly cursor?: string;
}

export type ListParams<L extends ListSpec> = {
  readonly [N in keyof L['filters']]?: FilterValue<L['filters'][N]>;
} & Paging<L['sorts'][number]>;

type RecordIn<R extends ResourceSpec> = RecordOf<R>;
type DeleteQuery<D> = D extends { readonly query: { _zod: { input: infer Q } } }
  ? Q & { readonly [name: string]: QueryValue }
  : undefined;

/** The calls of one resource: those the contract declares, no others. */
export type ResourceClient<R extends ResourceSpec> = (R extends { list: infer L extends ListSpec }
  ? {
      /** One page when awaited, every record of every page with `for await`. */ list(
        params?: ListParams<L>,
        options?: CallOptions,
      ): Listing<RecordIn<R>>;
    }
  : unknown) &
  (R extends { show: true }
    ? { show(id: IdInput<R>, options?: CallOptions): Promise<RecordIn<R>> }
    : unknown) &
  (R extends { create: infer W }
    ? { create(body: BodyInput<W>, options?: CallOptions): Promise<RecordIn<R>> }
    : unknown) &
  (R extends { update: infer W }
    ? {
        /** What is absent stays, null clears. */ update(
          id: IdInput<R>,
          body: BodyInput<W>,
          options?: CallOptions,
        ): Promise<RecordIn<R>>;
      }
    : unknown) &
  (R extends { delete: infer D extends DeleteSpec }
    ? { delete(id: IdInput<R>, query?: DeleteQuery<D>, options?: CallOptions): Promise<void> }
    : unknown);

/** A file is what it is: text, or bytes. */
type Answer<O extends OperationSpec> = O extends { readonly produces: infer P extends string }
  ? P extends `text/${string}`
    ? string
    : Uint8Array
  : O extends { readonly response: { _zod: { output: infer T } } }
    ? T
    : undefined;
type ParamsInput<O> = {
  readonly [N in keyof Params<O>]: Params<O>[N] extends number ? number | string : Params<O>[N];
};
type Output<S> = S extends { _zod: { output: infer T } } ? T : never;
type OneOf<T> = { [N in keyof T]: T[N] }[keyof T];
/** One name of a path stands by itself or by its name, several by their names. */
type PathArguments<O extends OperationSpec> = [PathNames<O['path']>] extends [never]
  ? []
  : IsUnion<PathNames<O['path']>> extends true
    ? [params: ParamsInput<O>]
    : [id: OneOf<ParamsInput<O>> | ParamsInput<O>];
type IsUnion<T, U = T> = T extends unknown ? ([U] extends [T] ? false : true) : never;
type Payload<O extends OperationSpec> = O extends { readonly body: object } ? [body: BodyInput<O>] : [];
type OperationOptions<O extends OperationSpec> = O extends {
  readonly query: { _zod: { input: infer Q } };
}
  ? CallOptions & { readonly query?: Q & { readonly [name: string]: QueryValue } }
  : CallOptions;
type FiltersOf<F extends Readonly<Record<string, Filter>>> = { readonly [N in keyof F]?: FilterValue<F[N]> };

/**
 * An odd endpoint as a function: what its path names, its body if it has one, options with its query if it has one. A
 * list takes its filters and is a Listing, as a resource's list is.
 */
export type OperationCall<O extends OperationSpec> = O extends {
  readonly list: infer L extends OperationListSpec;
}
  ? (
      ...args: [...PathArguments<O>, params?: ListParams<L>, options?: CallOptions]
    ) => Listing<Output<L['record']>>
  : O extends { readonly counts: { filters: infer F extends Readonly<Record<string, Filter>> } }
    ? (params?: FiltersOf<F>, options?: CallOptions) => Promise<Answer<O>>
    : (...args: [...PathArguments<O>, ...Payload<O>, options?: OperationOptions<O>]) => Promise<Answer<O>>;

/** Every resource and operation of the contract by its name. */
export type ContractClient = { readonly [N in ResourceName]: ResourceClient<Resources[N]> } & {
  readonly [N in OperationName]: OperationCall<Operations[N]>;
};

/** The record of a resource, e.g. `Row<'people'>`. */
export type Row<N extends ResourceName> = RecordOf<Resources[N]>;
