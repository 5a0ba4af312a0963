import { contract, type OperationSpec, pathNames, type ResourceSpec } from '@cadenza/contract';
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
  const names = pathNames(spec.path);
  const { list } = spec;
  const as = fileAs(spec.produces);
  return function call(...args: unknown[]) {
    const rest = [...args];
    const path = names.length === 0 ? spec.path : filled(spec.path, names, rest.shift());
    const caller = origin(call);
    if (list) {
      const [params, options] = rest as [Params | undefined, CallOptions | undefined];
      const page = (query: Params) =>
        send(
          spec.method,
          path,
          { ...options, ...(spec.method === 'GET' ? { query } : { body: query }) },
          caller,
        ) as Promise<Page<unknown>>;
      return new Listing(page, params ?? {}, list.paging === 'after_id');
    }
    const body = spec.body ? { body: rest.shift() } : {};
    const query = spec.counts ? { query: rest.shift() as Params } : {};
    const options = rest.shift() as RequestOptions | undefined;
    return record(send, spec.method, path, { ...options, ...query, ...body, as }, caller);
  };
}

const fileAs = (produces: string | undefined): 'json' | 'text' | 'bytes' =>
  produces === undefined ? 'json' : produces.startsWith('text/') ? 'text' : 'bytes';

/** The path with its names filled in: by name, or the one there is by itself. @throws TypeError when one is missing */
function filled(path: string, names: readonly string[], given: unknown): string {
  const named = typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : undefined;
  return names.reduce((text, name) => {
    const value = named ? named[name] : names.length === 1 ? given : undefined;
    if (typeof value !== 'string' && typeof value !== 'number')
      throw new TypeError(`${path}: ${name} is missing`);
    return text.replace(`{${name}}`, () => encodeURIComponent(value));
  }, path);
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
  if (options.as === 'bytes' || typeof answer !== 'object' || answer === null) return answer;
  return 'data' in answer ? answer.data : answer;
}
