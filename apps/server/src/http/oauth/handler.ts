import { Readable } from 'node:stream';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Provider } from 'oidc-provider';
import type { AppContext } from '../context.js';

export interface Forwarded {
  /** Path and query the engine sees, when it is not the one requested. */
  url?: string;
  /** Body as fields; the engine reads forms only. */
  form?: Record<string, string | string[]>;
  /** Body as JSON (dynamic registration). */
  json?: string;
  /** Machines get JSON errors whatever they say they accept. */
  machine?: boolean;
  /** Cookies of the engine the request should not carry. */
  withoutCookie?: string;
}

/** Hands Fastify requests to the protocol engine, which speaks plain node:http. */
export function createHandler(ctx: AppContext, provider: Provider) {
  const callback = provider.callback();
  const origin = new URL(ctx.config.publicUrl);

  /**
   * The request as the engine should see it: the body as a stream of its own (Fastify has read the original), and the
   * public origin in place of whatever Host the client sent.
   */
  function asMessage(request: FastifyRequest, options: Forwarded = {}): IncomingMessage {
    const body = options.json !== undefined ? options.json : options.form ? formText(options.form) : '';
    const headers: IncomingHttpHeaders = { ...request.headers };
    for (const name of ['content-length', 'transfer-encoding', 'content-type', 'expect', 'content-encoding'])
      delete headers[name];
    if (options.json !== undefined || options.form) {
      headers['content-type'] =
        options.json !== undefined ? 'application/json' : 'application/x-www-form-urlencoded';
      headers['content-length'] = String(Buffer.byteLength(body));
    }
    headers.host = origin.host;
    headers['x-forwarded-host'] = origin.host;
    headers['x-forwarded-proto'] = origin.protocol.slice(0, -1);
    headers['x-forwarded-for'] = request.ip;
    if (options.machine) headers.accept = 'application/json';
    if (options.withoutCookie !== undefined && headers.cookie !== undefined) {
      const dropped = options.withoutCookie;
      headers.cookie = headers.cookie
        .split(';')
        .filter((pair) => ![dropped, `${dropped}.sig`].includes(pair.split('=')[0]?.trim() ?? ''))
        .join(';');
    }
    const message = Object.assign(Readable.from(body === '' ? [] : [Buffer.from(body)]), {
      method: request.method,
      url: options.url ?? request.url,
      headers,
      socket: request.raw.socket,
      httpVersion: request.raw.httpVersion,
    });
    return message as unknown as IncomingMessage;
  }

  /** Lets the engine answer the request. */
  async function forward(
    request: FastifyRequest,
    reply: FastifyReply,
    options: Forwarded = {},
  ): Promise<void> {
    const message = asMessage(request, options);
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) reply.raw.setHeader(name, value);
    }
    await callback(message, reply.raw);
  }

  return { asMessage, forward };
}

function formText(form: Record<string, string | string[]>): string {
  const text = new URLSearchParams();
  for (const [name, value] of Object.entries(form)) {
    for (const each of Array.isArray(value) ? value : [value]) text.append(name, each);
  }
  return text.toString();
}
