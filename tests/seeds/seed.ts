import type { BodyInput, Contract, ResourceName } from '@cadenza/contract';
import type { Tables } from '../support/truth/fields/written.js';
import type { Truths } from '../support/truth/filters.js';
import type { Wire } from '../support/truth/world.js';

type Resources = Contract['resources'];
/** Resources that the API makes. */
export type Plain = {
  [K in ResourceName]: Resources[K] extends { create: object } ? K : never;
}[ResourceName];

/** The id of a living record that is there already: the first of its resource, or the one at a place. */
export type Made = (name: ResourceName, place?: number) => number;
/** A body; or what makes one of the records that are there, for a resource that refers to them. */
export type Given<B> = B | ((made: Made) => B);
type Change<K extends Plain> = Resources[K] extends { update: object }
  ? { readonly change: BodyInput<Resources[K]['update']> }
  : { readonly change?: never };

/** All that the walks need of a resource, in one file. */
export type Seed<K extends Plain> = Change<K> & {
  /** At least three records that differ in what filters and sorts look at; the admin's, or a rep's. */
  readonly records: readonly {
    readonly by?: 'rep';
    readonly body: Given<BodyInput<Resources[K]['create']>>;
  }[];
  /** A body that makes one more each time, where that of the first record does not. */
  readonly another?: (n: number, made: Made) => BodyInput<Resources[K]['create']>;
  /** Filters that no field is named after, or that compare something else. */
  readonly filters: Truths[K];
  /** Fields that are written in another way than they are read. */
  readonly fields: Given<K extends keyof Tables ? Tables[K]['fields'] : never>;
  /** Filters that a list carries unless they are given. */
  readonly defaults?: {
    /** Each at the value that hides nothing. */
    readonly lifted: Readonly<Record<string, string>>;
    /** Whether a list that is asked for nothing has the record. */
    readonly bare: (record: Wire) => boolean;
    /** Questions that show a record which it hides. */
    readonly asked: (record: Wire) => string[];
  };
};

/** A body or fields, of the records that are there. */
export const given = <B>(body: Given<B>, made: Made): B =>
  typeof body === 'function' ? (body as (made: Made) => B)(made) : body;
