import type { Readable } from 'node:stream';
import type { Body, Contract, Id, OperationSpec, Params, Query, ResourceSpec } from '@cadenza/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { Db } from '../db/connect.js';
import type { Key, View } from '../db/view.js';
import type { SealingCommand, SendingCommand } from '../domain/command.js';
import type { Principal } from '../kernel/principal.js';
import type { Sealer } from '../kernel/sealed.js';
import type { AppContext } from './context.js';
import type { ViewOf } from './in-sight.js';

/** Wire JSON text of a record, read in the transaction that wrote it. */
export type Render = <I extends Key>(view: View<I>, id: NoInfer<I>) => Promise<string>;

/** Builds the answer of a write after it; `base` is the origin of links. */
export type Answer = (render: Render, base: string) => Promise<string>;

/** `Name`'s handler where the contract declares it, none where it does not. */
type Wanted<Declared, Name extends string, Handler> = Declared extends object
  ? { readonly [N in Name]: Handler }
  : { readonly [N in Name]?: never };

/** Exactly the handlers a resource needs: a missing or surplus one is a type error. */
export type ResourceHandlers<R extends ResourceSpec> = { readonly view: View<Id<R>> } & Wanted<
  R['create'],
  'create',
  (command: SealingCommand, body: Body<R['create']>) => Promise<Id<R>>
> &
  Wanted<
    R['update'],
    'update',
    (command: SealingCommand, id: Id<R>, body: Body<R['update']>) => Promise<void>
  > &
  Wanted<
    R['delete'],
    'remove',
    (command: SealingCommand, id: Id<R>, query: Query<R['delete']>) => Promise<void>
  >;

export interface OperationInput<O extends OperationSpec> {
  readonly params: Params<O>;
  readonly query: Query<O>;
  readonly body: Body<O>;
  /** The If-Match header. */
  readonly ifMatch?: string | undefined;
}

export type OperationHandler<O extends OperationSpec> = O extends { readonly list: object }
  ? /** How the list is read; nothing else is written by hand. */ Only<'view', View<Key>> & {
      readonly guard?: ListGuard;
    }
  : O extends { readonly counts: object; readonly response: infer S extends z.ZodObject }
    ? Only<'counts', Counts<keyof S['shape'] & string>>
    : WorkHandler<O>;

/** What a list below a record asks of its caller beyond its scope, once the record is known to be there. @throws AppError */
export type ListGuard = (
  db: Db,
  principal: Principal,
  params: Readonly<Record<string, Key>>,
) => Promise<void>;

/** What is counted, of the records of a view: SQL conditions by the name of the number. */
export interface Counts<Name extends string = string> {
  readonly view: View<Key>;
  readonly conditions: Readonly<Record<Name, string>>;
}

type WorkHandler<O extends OperationSpec> = O['method'] extends 'GET'
  ?
      | Only<'read', (reader: Reader, input: OperationInput<O>) => Promise<string>>
      | Only<'file', (reader: Reader, input: OperationInput<O>) => Promise<FileAnswer>>
  :
      | Only<'write', (command: SendingCommand, input: OperationInput<O>) => Promise<Answer>>
      /** Work with the outside world, while no transaction is open, and the write that it comes to. */
      | Only<'act', (reader: Outside, input: OperationInput<O>) => Promise<Conclusion>>;

export type OperationWork = 'read' | 'file' | 'write' | 'act' | 'view' | 'counts';
type Only<Name extends OperationWork, Handler> = { readonly [N in Name]: Handler } & {
  readonly [N in Exclude<OperationWork, Name>]?: never;
};

/** An answer that is no JSON. */
export interface FileAnswer {
  readonly contentType: string;
  readonly fileName: string;
  /** A stream is read as the caller takes it, and holds nothing of the database meanwhile. */
  readonly body: string | Buffer | Readable;
  /** A page that a frame shows, whose words are foreign: its policy beside "nothing, and no origin of its own". */
  readonly frame?: true;
}

/** What a read operation works with. */
export interface Reader {
  readonly app: AppContext;
  readonly principal: Principal;
  readonly now: Date;
  readonly sealer: Sealer;
  /** @throws AppError not_found */
  readonly render: Render;
  /** How records of other resources are read. */
  readonly viewOf: ViewOf;
}

/** What work outside of transactions works with. */
export type Outside = Omit<Reader, 'render' | 'viewOf'>;

/** Writes down what work outside of a transaction came to, and answers with it. */
export type Conclusion = (command: SendingCommand) => Promise<Answer>;

/** What work outside came to where there is nothing to write down: the answer says what it found. */
export const said =
  (found: object): Conclusion =>
  async () =>
  async () =>
    JSON.stringify(found);

/** What serves the resources and operations of a contract, or of an area of it. */
export type HandlersOf<C extends { readonly resources: object; readonly operations: object }> = {
  readonly resources: {
    readonly [K in keyof C['resources']]: C['resources'][K] extends ResourceSpec
      ? ResourceHandlers<C['resources'][K]>
      : never;
  };
  readonly operations: {
    readonly [K in Served<C['operations']>]: C['operations'][K] extends OperationSpec
      ? OperationHandler<C['operations'][K]>
      : never;
  };
};
/** Operations that have something to answer (`none`). */
type Served<O> = { [K in keyof O]: O[K] extends { readonly none: string } ? never : K }[keyof O];
export type Handlers = HandlersOf<Contract>;

/** Charges the request to the team's budget and writes the rate headers. @throws AppError rate_limited */
export type ChargeBudget = (request: FastifyRequest, reply: FastifyReply, cost: number) => Promise<void>;
