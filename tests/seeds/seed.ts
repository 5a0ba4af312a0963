import type { BodyInput, Contract, ResourceName } from '@cadenza/contract';
import type { Tables } from '../support/truth/fields/written.js';
import type { Truths } from '../support/truth/filters.js';
import type { Wire } from '../support/truth/world.js';

type Resources = Contract['resources'];
/** Resources that need nothing of others: made, changed and deleted by themselves. */
export type Plain = {
  [K in ResourceName]: Resources[K] extends { create: object; update: object; delete: object } ? K : never;
}[ResourceName];

/** All that the walks need of a resource, in one file. */
export interface Seed<K extends Plain> {
  /** At least three records that differ in what filters and sorts look at; the admin's, or a rep's. */
  readonly records: readonly { readonly by?: 'rep'; readonly body: BodyInput<Resources[K]['create']> }[];
  /** Something that an update changes. */
  readonly change: BodyInput<Resources[K]['update']>;
  /** Filters that no field is named after, or that compare something else. */
  readonly filters: Truths[K];
  /** Fields that are written in another way than they are read. */
  readonly fields: Tables[K]['fields'];
  /** Filters that a list carries unless they are given. */
  readonly defaults?: {
    /** Each at the value that hides nothing. */
    readonly lifted: Readonly<Record<string, string>>;
    /** Whether a list that is asked for nothing has the record. */
    readonly bare: (record: Wire) => boolean;
    /** Questions that show a record which it hides. */
    readonly asked: (record: Wire) => string[];
  };
}
