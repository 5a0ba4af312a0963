import {
  type ClientRequest,
  type IncomingMessage,
  request as requestHttp,
  type RequestOptions,
} from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { pipeline, type Readable } from 'node:stream';
import { type AllowedHosts, checkedAddress } from './guard.js';

/** What may be asked of another server, and how much it may cost us. */
export interface HttpLimits {
  /** From the first byte to the last, name server and redirects included, milliseconds. */
  readonly ms: number;
  /** Of the answer's body. */
  readonly bytes: number;
  /** How often an answer may lead elsewhere; only what is asked by GET follows. */
  readonly redirects: number;
  /** Where it may lead when a user named the address; undefined: the operator named it, and may mean any. */
  readonly allowed: AllowedHosts | undefined;
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

/**
 * The one door for HTTP to other servers (.oxlintrc.json refuses `fetch` by name). What was checked is what is connected
 * to, in every step. @throws HttpLimitError, HostError, and what node says of a connection that fails
 */
export async function askHttp(url: string, ask: HttpAsk, limits: HttpLimits): Promise<HttpAnswer> {
  const signal = AbortSignal.timeout(limits.ms);
  let at = new URL(url);
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

async function step(
  url: URL,
  { method, headers, body }: HttpAsk,
  { bytes, allowed }: HttpLimits,
  signal: AbortSignal,
): Promise<{ answer: HttpAnswer; location: string | undefined }> {
  const begin = await beginning(url, { allowed }, signal);
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
        readAll(response, bytes).then((read) => {
          const status = response.statusCode ?? 0;
          const location = status >= 300 && status < 400 ? response.headers.location : undefined;
          resolve({ answer: { status, body: read }, location });
        }, reject);
      },
    );
    request.on('error', reject);
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
  { allowed }: Pick<HttpLimits, 'allowed'>,
  signal: AbortSignal,
): Promise<Begin> {
  const tls = url.protocol === 'https:';
  if (!tls && url.protocol !== 'http:') throw new HttpLimitError('only http and https are spoken');
  const name = url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
  const port = url.port === '' ? (tls ? 443 : 80) : Number(url.port);
  const checking = allowed === undefined ? name : checkedAddress({ host: name, port }, allowed);
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
        // Connections are not kept: the next is checked anew.
        agent: false,
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

async function readAll(response: IncomingMessage, most: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length;
    // (Leaving the loop ends the connection.)
    if (size > most) throw new HttpLimitError(`the answer is longer than ${most} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
