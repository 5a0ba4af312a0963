import { withoutSlash } from './address.js';
import { type ApiError, apiError, ConnectionFailed, from, type Origin } from './errors.js';
import { type QueryValue, queryString } from './query.js';
import type { TokenSource } from './tokens.js';

/** How the client proves who it is: an OAuth access token, an API key, or a source that renews tokens. */
export type Auth = { readonly accessToken: string } | { readonly apiKey: string } | TokenSource;

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
  /** Waits; given by tests. Milliseconds. */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Your own key, when you repeat the call yourself across restarts. */
  readonly idempotencyKey?: string;
}

export interface RequestOptions extends CallOptions {
  readonly query?: { readonly [name: string]: QueryValue };
  readonly body?: unknown;
  /** What a good answer is taken for: JSON, or a file as its text or its bytes. Default JSON. */
  readonly as?: 'json' | 'text' | 'bytes';
}

/** Sends one call, retries included; answers the parsed body, undefined for 204. */
export type Send = (
  method: string,
  path: string,
  options: RequestOptions,
  caller: Origin,
) => Promise<unknown>;

/** Statuses a proxy or a starting server gives; the same request may succeed in a moment. */
const PASSING = new Set([502, 503, 504]);
const LONGEST_WAIT_MS = 60_000;

/** @throws TypeError when baseUrl is no URL */
export function createTransport(options: ClientOptions): Send {
  const base = withoutSlash(new URL(options.baseUrl).href);
  const { maxRetries = 3, timeoutMs = 30_000, idempotencyKeys = true, sleep = pause } = options;
  // Bound late and called as a plain function: browsers refuse fetch as a method of another object.
  const doFetch: typeof fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  const tokens = tokenSource(options.auth);

  return async (method, path, request, caller) => {
    const write = method !== 'GET';
    const headers: Record<string, string> = {
      accept: (request.as ?? 'json') === 'json' ? 'application/json' : '*/*',
    };
    if (request.body !== undefined) headers['content-type'] = 'application/json';
    const key = request.idempotencyKey ?? (write && idempotencyKeys ? randomKey() : undefined);
    if (key !== undefined) headers['idempotency-key'] = key;
    // PUT and DELETE say what shall be, so they may be repeated even without a key; a bare POST may not.
    const repeatable = method !== 'POST' || key !== undefined;
    let rejected: string | undefined;
    try {
      const url = `${base}${path}${queryString(request.query ?? {})}`;
      for (let attempt = 0; ; attempt++) {
        const token = await tokens.accessToken(rejected);
        const init: RequestInit = {
          method,
          headers: { ...headers, authorization: `Bearer ${token}` },
          signal: limited(timeoutMs, request.signal),
        };
        if (request.body !== undefined) init.body = JSON.stringify(request.body);
        let response: Response;
        let text = '';
        let bytes: Uint8Array | undefined;
        try {
          response = await doFetch(url, init);
          if (response.ok && request.as === 'bytes') bytes = new Uint8Array(await response.arrayBuffer());
          else text = await response.text();
        } catch (error) {
          if (request.signal?.aborted) throw error;
          if (!repeatable || attempt >= maxRetries)
            throw new ConnectionFailed(method, `${base}${path}`, error);
          await sleep(backOff(attempt), request.signal);
          continue;
        }
        if (response.ok) return bytes ?? (request.as === 'text' ? text : parse(text));
        if (response.status === 401 && rejected === undefined && tokens.renewable) {
          rejected = token;
          attempt--;
          continue;
        }
        const wait = attempt < maxRetries ? waitFor(response, attempt, repeatable) : undefined;
        if (wait === undefined) throw failure(method, path, response, text);
        await sleep(wait, request.signal);
      }
    } catch (error) {
      // An abort's reason belongs to the caller: it is passed on untouched.
      throw request.signal?.aborted ? error : from(error, caller);
    }
  };
}

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

function failure(method: string, path: string, response: Response, text: string): ApiError {
  return apiError({
    status: response.status,
    method,
    path,
    requestId: response.headers.get('x-request-id') ?? undefined,
    body: parse(text),
  });
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

function tokenSource(auth: Auth): TokenSource & { renewable: boolean } {
  if ('apiKey' in auth) return { accessToken: () => Promise.resolve(auth.apiKey), renewable: false };
  if (typeof auth.accessToken === 'string') {
    const token = auth.accessToken;
    return { accessToken: () => Promise.resolve(token), renewable: false };
  }
  const source = auth as TokenSource;
  return { accessToken: (rejected) => source.accessToken(rejected), renewable: true };
}

/** `crypto.randomUUID` is missing on pages served over plain HTTP, getRandomValues is not. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

function limited(timeoutMs: number, signal: AbortSignal | undefined): AbortSignal {
  const timeout = AbortSignal.timeout(timeoutMs);
  return signal === undefined ? timeout : AbortSignal.any([timeout, signal]);
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
