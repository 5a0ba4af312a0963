import type { ContractClient, Creates, Lists, Records, Updates } from './api.js';

export type ResourceName = keyof Records;

/** The record of a resource, e.g. `Row<'people'>`. */
export type Row<N extends ResourceName> = Records[N];
/** What a resource is made of, e.g. `Create<'people'>`. */
export type Create<N extends keyof Creates> = Creates[N];
/** What can be changed of a resource: what is absent stays, null clears. */
export type Update<N extends keyof Updates> = Updates[N];
/** What a list is asked by: filters, sorting, paging. */
export type ListParams<N extends keyof Lists> = Lists[N];
/** What one filter of a list takes, e.g. `FilterValue<'people', 'owner_id'>`. */
export type FilterValue<N extends keyof Lists, F extends keyof Lists[N]> = NonNullable<Lists[N][F]>;
/** The calls of one resource. */
export type ResourceClient<N extends ResourceName> = ContractClient[N];
/** An odd endpoint as a function. */
export type OperationCall<N extends Exclude<keyof ContractClient, ResourceName>> = ContractClient[N];
