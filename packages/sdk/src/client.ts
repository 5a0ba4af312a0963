import { contract, type OperationSpec, type ResourceSpec } from '@cadenza/contract';
import { type Origin, origin } from './errors.js';
import { Listing, type Page } from './listing.js';
import type { QueryValue } from './query.js';
import {
  type CallOptions,
  type ClientOptions,
  createTransport,
  type RequestOptions,
  type Send,
} from './transport.js';
import type { ContractClient } from './types.js';

export interface Client extends ContractClient {
  /**
   * Any endpoint, for what the contract does not name (V1, newer endpoints). `path` begins with `/`; its parts are
   * encoded by the caller. Answers the body as it is, envelope included.
   */
  request<T = unknown>(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: `/${string}`,
    options?: RequestOptions,
  ): Promise<T>;
}

type Method = (...args: never[]) => unknown;
type Params = { readonly [name: string]: QueryValue };

/**
 * A client of the API; every resource and operation of the contract is a property. Calls reject with ApiError and its
 * kinds when the server refuses, ConnectionFailed when it cannot be reached. @throws TypeError for a bad baseUrl
 */
export function createClient(options: ClientOptions): Client {
  const send = createTransport(options);
  const client: Record<string, unknown> = {
    request: function request(method: string, path: string, call: RequestOptions = {}) {
      return send(method, path, call, origin(request));
    },
  };
  for (const [name, spec] of Object.entries(contract.resources)) client[name] = resourceClient(send, spec);
  for (const [name, spec] of Object.entries(contract.operations)) client[name] = operationCall(send, spec);
  return client as unknown as Client;
}

function resourceClient(send: Send, spec: ResourceSpec): Record<string, Method> {
  const one = (id: number | string) => `${spec.path}/${encodeURIComponent(id)}`;
  const calls: Record<string, Method> = {};
  if (spec.list) {
    calls['list'] = function list(params: Params = {}, options: CallOptions = {}) {
      const caller = origin(list);
      return new Listing(
        (query) => send('GET', spec.path, { ...options, query }, caller) as Promise<Page<unknown>>,
        params,
      );
    };
  }
  if (spec.show) {
    calls['show'] = function show(id: number | string, options: CallOptions = {}) {
      return record(send, 'GET', one(id), options, origin(show));
    };
  }
  if (spec.create) {
    calls['create'] = function create(body: unknown, options: CallOptions = {}) {
      return record(send, 'POST', spec.path, { ...options, body }, origin(create));
    };
  }
  if (spec.update) {
    calls['update'] = function update(id: number | string, body: unknown, options: CallOptions = {}) {
      return record(send, 'PUT', one(id), { ...options, body }, origin(update));
    };
  }
  if (spec.delete) {
    calls['delete'] = async function remove(id: number | string, query?: Params, options: CallOptions = {}) {
      await send('DELETE', one(id), query === undefined ? options : { ...options, query }, origin(remove));
    };
  }
  return calls;
}

function operationCall(send: Send, spec: OperationSpec): Method {
  return function call(...args: unknown[]) {
    const rest = [...args];
    const path = spec.path.replace(/\{\w+\}/g, () => encodeURIComponent(String(rest.shift())));
    const body = spec.body ? { body: rest.shift() } : {};
    return record(
      send,
      spec.method,
      path,
      { ...(rest.shift() as CallOptions | undefined), ...body },
      origin(call),
    );
  };
}

/** Takes the record out of its envelope. */
async function record(
  send: Send,
  method: string,
  path: string,
  options: RequestOptions,
  caller: Origin,
): Promise<unknown> {
  const answer = await send(method, path, options, caller);
  return typeof answer === 'object' && answer !== null && 'data' in answer ? answer.data : answer;
}
