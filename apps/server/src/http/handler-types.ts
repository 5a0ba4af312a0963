import type { Body, Contract, OperationSpec, Query, ResourceSpec } from '@cadenza/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { View } from '../db/view.js';
import type { SealingCommand, SendingCommand } from '../domain/command.js';
import type { Principal } from '../kernel/principal.js';
import type { Sealer } from '../kernel/sealed.js';
import type { AppContext } from './context.js';

/** Wire JSON text of a record, read after the command. */
export type Render = (view: View, id: number) => Promise<string>;

/** Builds the answer of a write after it; `base` is the origin of links. */
export type Answer = (render: Render, base: string) => Promise<string>;

type Maybe<Condition, T> = Condition extends object ? T : unknown;

/** Exactly the handlers a resource needs: a missing or surplus one is a type error. */
export type ResourceHandlers<R extends ResourceSpec> = { readonly view: View } & Maybe<
  R['create'],
  { readonly create: (command: SealingCommand, body: Body<R['create']>) => Promise<number> }
> &
  Maybe<
    R['update'],
    { readonly update: (command: SealingCommand, id: number, body: Body<R['update']>) => Promise<void> }
  > &
  Maybe<
    R['delete'],
    { readonly remove: (command: SealingCommand, id: number, query: Query<R['delete']>) => Promise<void> }
  >;

export interface OperationInput<O extends OperationSpec> {
  readonly id: number;
  readonly query: Query<O>;
  readonly body: Body<O>;
}

export type OperationHandler<O extends OperationSpec> = O['method'] extends 'GET'
  ?
      | { readonly read: (reader: Reader, input: OperationInput<O>) => Promise<string> }
      | { readonly file: (reader: Reader, input: OperationInput<O>) => Promise<FileAnswer> }
  :
      | { readonly write: (command: SendingCommand, input: OperationInput<O>) => Promise<Answer> }
      | { readonly act: (reader: Reader, input: OperationInput<O>) => Promise<string> };

/** An answer that is no JSON. */
export interface FileAnswer {
  readonly contentType: string;
  readonly fileName: string;
  readonly body: string | Buffer;
}

/** What a read operation works with. */
export interface Reader {
  readonly app: AppContext;
  readonly principal: Principal;
  readonly now: Date;
  readonly sealer: Sealer;
  /** @throws AppError not_found */
  readonly render: Render;
}

export type Handlers = {
  readonly resources: {
    readonly [K in keyof Contract['resources']]: ResourceHandlers<Contract['resources'][K]>;
  };
  readonly operations: {
    readonly [K in keyof Contract['operations']]: OperationHandler<Contract['operations'][K]>;
  };
};

/** Charges the request to the team's budget and writes the rate headers. @throws AppError rate_limited */
export type Spend = (request: FastifyRequest, reply: FastifyReply, cost: number) => Promise<void>;
