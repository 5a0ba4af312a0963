import {
  Agent as HttpAgent,
  type ClientRequest,
  type IncomingMessage,
  request as requestHttp,
  type RequestOptions,
} from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { pipeline, type Readable } from 'node:stream';
import { type AllowedHosts, checkedAddress, checkedAddresses } from './guard.js';

/** What may be asked of another server, and how much it may cost us. */
export interface HttpLimits {
  /** From the first byte to the last, name server and redirects included, milliseconds. */
  readonly ms: number;
  /** Of the answer's body. */
  readonly bytes: number;
  /** Of a longer one the beginning is enough. Default: it is refused. */
  readonly cut?: true;
  /** How often an answer may lead elsewhere; only what is asked by GET follows. */
  readonly redirects: number;
  /** Where it may lead when a user named the address; undefined: the operator named it, and may mean any. */
  readonly allowed: AllowedHosts | undefined;
  /** Connections that are kept for what is asked next; whose guard stands for `allowed`. Absent: a new one each time. */
  readonly kept?: KeptConnections;
  /** Ends it before its time. */
  readonly signal?: AbortSignal;
}

export interface HttpAsk {
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: Buffer;
}

/** A request whose body, and whose answer's, are read as they come. */
export interface HttpSend {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  /** Its length stands in the headers. */
  readonly body?: Readable;
}

/** An answer as it comes; whoever does not want its body destroys it. */
export interface HttpStream {
  readonly status: number;
  readonly body: IncomingMessage;
}

/** An answer that is more, slower or elsewhere than allowed; `message` names none of its contents. */
export class HttpLimitError extends Error {}

/** Connections to others that stay open for a while. */
export interface KeptConnections {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
  readonly allowed: AllowedHosts;
  close(): void;
}

/** How long a connection that is not used is kept, milliseconds, and how many to one host: as many as may be in use at once. */
const KEPT = { keepAlive: true, maxFreeSockets: 256, timeout: 15_000 };

/**
 * Connections of which each goes to an address that was checked when it was made: the name is looked up once for it, and
 * what was found is what is connected to.
 */
export function keepConnections(allowed: AllowedHosts): KeptConnections {
  const options = { ...KEPT, lookup: guardedLookup(allowed) };
  const http = new HttpAgent(options);
  const https = new HttpsAgent(options);
  return {
    http,
    https,
    allowed,
    close: () => {
      http.destroy();
      https.destroy();
    },
  };
}

/** Node's look-up of a name for a connection, by the guard's rules. */
function guardedLookup(allowed: AllowedHosts): LookupFunction {
  return (name, options, callback) => void lookUp(name, options.all === true, callback);

  async function lookUp(name: string, all: boolean, callback: Parameters<LookupFunction>[2]): Promise<void> {
    let found: { address: string; family: number }[];
    try {
      found = (await checkedAddresses(name, allowed)).map((address) => ({ address, family: isIP(address) }));
    } catch (error) {
      callback(error as NodeJS.ErrnoException, '');
      return;
    }
    if (all) callback(null, found);
    else callback(null, found[0]?.address ?? '', found[0]?.family);
  }
}

/**
 * The one door for HTTP to other servers (.oxlintrc.json refuses `fetch` by name). What was checked is what is connected
 * to, in every step. @throws HttpLimitError, HostError, and what node says of a connection that fails
 */
export async function askHttp(url: string, ask: HttpAsk, limits: HttpLimits): Promise<HttpAnswer> {
  const { signal, over } = endOf(limits);
  try {
    return await follow(new URL(url), ask, limits, signal);
  } finally {
    over();
  }
}

/** What ends a request, at its time or before. (`AbortSignal.any` of `timeout` says the same, at a tenth of a delivery's cost.) */
function endOf({ ms, signal: given }: Pick<HttpLimits, 'ms' | 'signal'>): {
  signal: AbortSignal;
  over(): void;
} {
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(new DOMException('It took too long', 'TimeoutError')), ms);
  const stop = () => ending.abort(given?.reason);
  if (given?.aborted) stop();
  given?.addEventListener('abort', stop, { once: true });
  return {
    signal: ending.signal,
    over: () => {
      clearTimeout(timer);
      given?.removeEventListener('abort', stop);
    },
  };
}

async function follow(
  first: URL,
  ask: HttpAsk,
  limits: HttpLimits,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  let at = first;
  for (let left = limits.redirects; ; left -= 1) {
    const { answer, location } = await step(at, ask, limits, signal);
    if (location === undefined) return answer;
    if (left <= 0 || ask.method !== 'GET') throw new HttpLimitError('the answer leads elsewhere');
    const next = new URL(location, at);
    // What was asked in secret is not told to others, nor in the clear.
    if (next.origin !== at.origin && ask.headers?.['authorization'] !== undefined)
      throw new HttpLimitError('the answer leads elsewhere');
    if (at.protocol === 'https:' && next.protocol !== 'https:')
      throw new HttpLimitError('the answer leads to a connection without TLS');
    at = next;
  }
}

interface Step {
  answer: HttpAnswer;
  location: string | undefined;
}

async function step(url: URL, ask: HttpAsk, limits: HttpLimits, signal: AbortSignal): Promise<Step> {
  const { method, headers, body } = ask;
  const { kept } = limits;
  const begin = await beginning(url, limits, signal);
  return new Promise((resolve, reject) => {
    const request = begin(
      {
        method,
        headers: {
          host: url.host,
          ...headers,
          ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
        },
      },
      (response) => {
        readAll(response, limits).then((read) => {
          const status = response.statusCode ?? 0;
          const location = status >= 300 && status < 400 ? response.headers.location : undefined;
          resolve({ answer: { status, body: read }, location });
        }, reject);
      },
    );
    request.on('error', (error: NodeJS.ErrnoException) => {
      // A kept connection that the other side was just closing: nothing was answered, a new one is asked.
      const closing = request.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
      if (!closing || !kept || signal.aborted) {
        reject(error);
        return;
      }
      const { kept: _, ...anew } = limits;
      step(url, ask, { ...anew, allowed: kept.allowed }, signal).then(resolve, reject);
    });
    request.end(body);
  });
}

/**
 * One request that leads nowhere else, its body and answer not held in memory: files in a bucket. `ms` bounds all of it.
 * @throws HttpLimitError, HostError, and what node says of a connection that fails
 */
export async function streamHttp(
  url: string,
  { method, headers, body }: HttpSend,
  { ms, allowed }: Pick<HttpLimits, 'ms' | 'allowed'>,
): Promise<HttpStream> {
  const at = new URL(url);
  const begin = await beginning(at, { allowed }, AbortSignal.timeout(ms));
  return new Promise((resolve, reject) => {
    const request = begin({ method, headers: { host: at.host, ...headers } }, (response) =>
      resolve({ status: response.statusCode ?? 0, body: response }),
    );
    request.on('error', reject);
    if (body === undefined) request.end();
    else
      pipeline(body, request, (error) => {
        if (error) reject(error);
      });
  });
}

type Begin = (options: RequestOptions, answered: (response: IncomingMessage) => void) => ClientRequest;

/** Looks where a request goes; what was checked is what it connects to. */
async function beginning(
  url: URL,
  { allowed: given, kept }: Pick<HttpLimits, 'allowed' | 'kept'>,
  signal: AbortSignal,
): Promise<Begin> {
  const tls = url.protocol === 'https:';
  if (!tls && url.protocol !== 'http:') throw new HttpLimitError('only http and https are spoken');
  const name = url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
  const port = url.port === '' ? (tls ? 443 : 80) : Number(url.port);
  const allowed = kept ? kept.allowed : given;
  // A kept connection looks the name up when it is made; an address that was typed is looked at here.
  const later = kept !== undefined && isIP(name) === 0;
  const checking = allowed === undefined || later ? name : checkedAddress({ host: name, port }, allowed);
  const host = await ended(Promise.resolve(checking), signal);
  return (options, answered) =>
    (tls ? requestHttps : requestHttp)(
      {
        ...options,
        host,
        port,
        path: `${url.pathname}${url.search}`,
        // The name is what the certificate must be for, whatever its address.
        ...(tls && isIP(name) === 0 ? { servername: name } : {}),
        // Connections are not kept unless their holder checks each: the next is checked anew.
        agent: kept ? (tls ? kept.https : kept.http) : false,
        signal,
      },
      answered,
    );
}

/** A name server that does not answer is waited for no longer than the rest. */
function ended<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

async function readAll(response: IncomingMessage, { bytes: most, cut }: HttpLimits): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length;
    // (Leaving the loop ends the connection.)
    if (size > most && cut) return Buffer.concat([...parts, part]).subarray(0, most);
    if (size > most) throw new HttpLimitError(`the answer is longer than ${most} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
