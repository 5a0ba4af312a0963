import { withoutSlash } from './address.js';
import type { Answer } from './call.js';
import { type ApiError, apiError, ConnectionFailed, from, type Origin } from './errors.js';
import type { CallOptions } from './options.js';
import { pause } from './pause.js';
import { type QueryValue, queryString } from './query.js';
import type { TokenSource } from './tokens.js';

/**
 * How the client proves who it is: an OAuth access token, an API key, a source that renews tokens, or, for pages of the
 * server itself, the session of the browser with the token that the page was given.
 */
export type Auth =
  | { readonly accessToken: string }
  | { readonly apiKey: string }
  | { readonly session: { readonly csrf: string } }
  | TokenSource;

export interface ClientOptions {
  /** Scheme and host, e.g. `http://localhost:3000` or `https://api.salesloft.com`. */
  readonly baseUrl: string;
  readonly auth: Auth;
  readonly fetch?: typeof fetch;
  /** How often a call is tried again after 429, 502, 503, 504 or a broken connection. Default 3. */
  readonly maxRetries?: number;
  /** Milliseconds one try may take. Default 30 000. */
  readonly timeoutMs?: number;
  /**
   * Send an `Idempotency-Key` with each write, so that a write whose answer was lost can be repeated safely. Default
   * true. The hosted original does not know the header: set false there, and POST is not repeated after a lost answer.
   */
  readonly idempotencyKeys?: boolean;
  /** Sent with each call beside the SDK's own. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Waits; given by tests. Milliseconds. */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

export interface RequestOptions extends CallOptions {
  readonly query?: { readonly [name: string]: QueryValue };
  readonly body?: unknown;
  /** What a good answer is taken for: JSON, or a file as its text, its bytes or while it comes. Default JSON. */
  readonly as?: 'json' | 'text' | 'bytes' | 'stream';
}

/** Sends one call, retries included; body and data are the parsed body, undefined for 204. */
export type Send = (
  method: string,
  path: string,
  options: RequestOptions,
  caller: Origin,
) => Promise<Answer<unknown>>;

/** Statuses a proxy or a starting server gives; the same request may succeed in a moment. */
const PASSING = new Set([502, 503, 504]);
const LONGEST_WAIT_MS = 60_000;

/** @throws TypeError when baseUrl is no URL */
export function createTransport(options: ClientOptions): Send {
  const base = withoutSlash(new URL(options.baseUrl).href);
  const { maxRetries = 3, timeoutMs = 30_000, sleep = pause } = options;
  // Bound late and called as a plain function: browsers refuse fetch as a method of another object.
  const doFetch: typeof fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  const credentials = credentialsOf(options.auth);

  return async (method, path, request, caller) => {
    const { headers, repeatable } = headersOf(method, request, options);
    const tries = request.maxRetries ?? maxRetries;
    let rejected: string | undefined;
    try {
      const url = `${base}${path}${queryString(request.query ?? {})}`;
      for (let attempt = 0; ; attempt++) {
        const proof = await credentials.headers(rejected);
        const init: RequestInit = { method, headers: { ...headers, ...proof }, ...credentials.init };
        if (request.body !== undefined) init.body = JSON.stringify(request.body);
        let got: Got;
        try {
          got = await fetched(doFetch, url, init, request, request.timeoutMs ?? timeoutMs);
        } catch (error) {
          if (request.signal?.aborted) throw error;
          if (!repeatable || attempt >= tries) throw new ConnectionFailed(method, `${base}${path}`, error);
          await sleep(backOff(attempt), request.signal);
          continue;
        }
        const { response, body } = got;
        if (response.ok) return answerOf(response, body);
        if (response.status === 401 && rejected === undefined && credentials.renewable) {
          rejected = (proof['authorization'] ?? '').slice('Bearer '.length);
          attempt--;
          continue;
        }
        const wait = attempt < tries ? waitFor(response, attempt, repeatable) : undefined;
        if (wait === undefined) throw failure(method, path, response, body);
        await sleep(wait, request.signal);
      }
    } catch (error) {
      // An abort's reason belongs to the caller: it is passed on untouched.
      throw request.signal?.aborted ? error : from(error, caller);
    }
  };
}

/** A call's headers but for who calls, and whether it may be sent again when its answer was lost. */
function headersOf(
  method: string,
  request: RequestOptions,
  { idempotencyKeys = true, headers: given }: ClientOptions,
): { headers: Record<string, string>; repeatable: boolean } {
  const headers: Record<string, string> = {
    accept: (request.as ?? 'json') === 'json' ? 'application/json' : '*/*',
  };
  if (request.body !== undefined) headers['content-type'] = 'application/json';
  const key = request.idempotencyKey ?? (method !== 'GET' && idempotencyKeys ? randomKey() : undefined);
  if (key !== undefined) headers['idempotency-key'] = key;
  // By one spelling, so that a header given for a call replaces ours instead of standing beside it.
  for (const [name, value] of Object.entries({ ...given, ...request.headers }))
    headers[name.toLowerCase()] = value;
  // PUT and DELETE say what shall be, so they may be repeated even without a key; a bare POST may not.
  return { headers, repeatable: method !== 'POST' || headers['idempotency-key'] !== undefined };
}

interface Got {
  readonly response: Response;
  readonly body: unknown;
}

/** One try. Its time ends with the body, of a stream with the headers: who reads it says when it is too long. */
async function fetched(
  doFetch: typeof fetch,
  url: string,
  init: RequestInit,
  { signal, as = 'json' }: RequestOptions,
  timeoutMs: number,
): Promise<Got> {
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new DOMException(`no answer within ${timeoutMs} ms`, 'TimeoutError')),
    timeoutMs,
  );
  try {
    const both = signal === undefined ? late.signal : AbortSignal.any([late.signal, signal]);
    const response = await doFetch(url, { ...init, signal: both });
    if (response.ok && as === 'stream') return { response, body: response.body ?? new Blob([]).stream() };
    if (response.ok && as === 'bytes')
      return { response, body: new Uint8Array(await response.arrayBuffer()) };
    const text = await response.text();
    return { response, body: response.ok && as === 'text' ? text : parse(text) };
  } finally {
    clearTimeout(timer);
  }
}

const requestId = (response: Response) => response.headers.get('x-request-id') ?? undefined;

const answerOf = (response: Response, body: unknown): Answer<unknown> => ({
  data: body,
  body,
  status: response.status,
  headers: response.headers,
  requestId: requestId(response),
});

/** Milliseconds until the next try, or undefined when the answer is final. */
function waitFor(response: Response, attempt: number, repeatable: boolean): number | undefined {
  // A refused request did nothing, so 429 may be repeated whatever the method.
  if (response.status === 429) return untilNextMinute(response.headers.get('date'));
  if (!PASSING.has(response.status) || !repeatable) return undefined;
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0
    ? Math.min(seconds * 1000, LONGEST_WAIT_MS)
    : backOff(attempt);
}

/**
 * The budget belongs to the server's clock minute (docs/wire.md section 5): 61 minus the seconds of its Date
 * header, one second of margin included. Without the header a whole minute, which is always enough.
 */
function untilNextMinute(date: string | null): number {
  const seconds = date === null ? Number.NaN : new Date(date).getUTCSeconds();
  return Number.isNaN(seconds) ? LONGEST_WAIT_MS : (61 - seconds) * 1000;
}

/** 250 ms doubled each time, of which a random half is cut, so that many clients do not come back at once. */
function backOff(attempt: number): number {
  return Math.min(250 * 2 ** attempt, 10_000) * (0.5 + Math.random() / 2);
}

function failure(method: string, path: string, response: Response, body: unknown): ApiError {
  return apiError({ status: response.status, method, path, requestId: requestId(response), body });
}

function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

/** What says who calls. */
interface Credentials {
  /** @param rejected the token that was just refused */
  headers(rejected: string | undefined): Promise<Record<string, string>>;
  readonly init: RequestInit;
  readonly renewable: boolean;
}

function credentialsOf(auth: Auth): Credentials {
  if ('session' in auth) {
    const { csrf } = auth.session;
    return {
      headers: () => Promise.resolve({ 'x-cadenza-csrf': csrf }),
      init: { credentials: 'same-origin' },
      renewable: false,
    };
  }
  const always = (token: string) => () => Promise.resolve({ authorization: `Bearer ${token}` });
  // Cookies are no business of a token's.
  const init: RequestInit = { credentials: 'omit' };
  if ('apiKey' in auth) return { headers: always(auth.apiKey), init, renewable: false };
  if (typeof auth.accessToken === 'string')
    return { headers: always(auth.accessToken), init, renewable: false };
  const source = auth as TokenSource;
  return {
    headers: async (rejected) => ({ authorization: `Bearer ${await source.accessToken(rejected)}` }),
    init,
    renewable: true,
  };
}

/** `crypto.randomUUID` is missing on pages served over plain HTTP, getRandomValues is not. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
