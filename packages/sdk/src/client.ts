import type { ContractClient } from './api.js';
import { type Answer, type ApiCall, callOf } from './call.js';
import { type Origin, origin } from './errors.js';
import { Listing, type Page } from './listing.js';
import type { CallOptions, QueryValue } from './options.js';
import { type Operation, operations, type Resource, resources } from './table.js';
import { type ClientOptions, createTransport, type RequestOptions, type Send } from './transport.js';

export interface Client extends ContractClient {
  /**
   * Any endpoint, for what the contract does not name (V1, newer endpoints). `path` begins with `/`; its parts are
   * encoded by the caller. Answers the body as it is, envelope included.
   */
  request<T = unknown>(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: `/${string}`,
    options?: RequestOptions,
  ): ApiCall<T>;
}

type Method = (...args: never[]) => unknown;
type Params = { readonly [name: string]: QueryValue };
type Queried = CallOptions & { readonly query?: Params };

/**
 * A client of the API; every resource and operation of the contract is a property. Calls reject with ApiError and its
 * kinds when the server refuses, ConnectionFailed when it cannot be reached. @throws TypeError for a bad baseUrl
 */
export function createClient(options: ClientOptions): Client {
  const send = createTransport(options);
  const client: Record<string, unknown> = {
    request: function request(method: string, path: string, call: RequestOptions = {}) {
      return callOf(send(method, path, call, origin(request)));
    },
  };
  for (const each of resources()) client[each.name] = resourceClient(send, each);
  for (const each of operations()) client[each.name] = operationCall(send, each);
  return client as unknown as Client;
}

function resourceClient(send: Send, { path, verbs }: Resource): Record<string, Method> {
  const one = (id: number | string) => `${path}/${encodeURIComponent(id)}`;
  const calls: Record<string, Method> = {};
  if (verbs.includes('l')) {
    calls['list'] = function list(params: Params = {}, options: CallOptions = {}) {
      return listing(send, { method: 'GET', path, list: 'pages' }, params, options, origin(list));
    };
  }
  if (verbs.includes('s')) {
    calls['show'] = function show(id: number | string, options: Queried = {}) {
      return record(send, 'GET', one(id), options, origin(show));
    };
  }
  if (verbs.includes('c')) {
    calls['create'] = function create(body: unknown, options: CallOptions = {}) {
      return record(send, 'POST', path, { ...options, body }, origin(create));
    };
  }
  if (verbs.includes('u')) {
    calls['update'] = function update(id: number | string, body: unknown, options: CallOptions = {}) {
      return record(send, 'PUT', one(id), { ...options, body }, origin(update));
    };
  }
  if (verbs.includes('d')) {
    calls['delete'] = function remove(id: number | string, query?: Params, options: CallOptions = {}) {
      const asked = query === undefined ? options : { ...options, query };
      return record(send, 'DELETE', one(id), asked, origin(remove));
    };
  }
  return calls;
}

function operationCall(send: Send, spec: Operation): Method {
  const names = pathNames(spec.path);
  const { as } = spec;
  return function call(...args: unknown[]) {
    const rest = [...args];
    const path = names.length === 0 ? spec.path : filled(spec.path, names, rest.shift());
    const caller = origin(call);
    if (spec.list) {
      const [params = {}, options = {}] = rest as [Params?, CallOptions?];
      return listing(send, { ...spec, path }, params, options, caller);
    }
    const body = spec.body ? { body: rest.shift() } : {};
    const query = spec.counts ? { query: rest.shift() as Params } : {};
    const options = rest.shift() as RequestOptions | undefined;
    return record(send, spec.method, path, { ...options, ...query, ...body, as }, caller);
  };
}

function listing(
  send: Send,
  { method, path, list }: Pick<Operation, 'method' | 'path' | 'list'>,
  params: Params,
  options: CallOptions,
  caller: Origin,
): Listing<unknown> {
  const page = (asked: Params) =>
    callOf(
      send(
        method,
        path,
        { ...options, ...(method === 'GET' ? { query: asked } : { body: asked }) },
        caller,
      ) as Promise<Answer<Page<unknown>>>,
    );
  return new Listing(page, params, list === 'after_id', (type) => {
    const headers = { ...options.headers, accept: type };
    const asked = { ...options, headers, query: params, as: 'stream' } as const;
    return callOf(send('GET', path, asked, caller) as Promise<Answer<ReadableStream<Uint8Array>>>);
  });
}

const pathNames = (path: string): string[] =>
  path
    .split('{')
    .slice(1)
    .map((part) => part.slice(0, part.indexOf('}')));

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
function record(
  send: Send,
  method: string,
  path: string,
  options: RequestOptions,
  caller: Origin,
): ApiCall<unknown> {
  return callOf(
    send(method, path, options, caller).then((answer) => {
      const { body } = answer;
      const enveloped = (options.as ?? 'json') === 'json' && typeof body === 'object' && body !== null;
      return enveloped && 'data' in body ? { ...answer, data: body.data } : answer;
    }),
  );
}
