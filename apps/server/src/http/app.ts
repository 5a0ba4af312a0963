import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { isConnectionError } from '../db/pg-errors.js';
import { AppError } from '../kernel/errors.js';
import { withoutEnd } from '../kernel/text.js';
import type { Authenticator } from './auth.js';
import { API_BODY_LIMIT, BODY_LIMIT, parseQueryString, registerBodyParsers } from './body.js';
import { registerCompression } from './compress.js';
import { trustedProxies } from './caller.js';
import type { AppContext } from './context.js';
import { NO_TOKEN, sendError, toAppError } from './errors.js';
import type { ChargeBudget } from './handler-types.js';
import { sendNotFound } from './pages/safety.js';
import { createUploads } from './uploads.js';
import { boundBody, UPLOAD_MS } from './slow-bodies.js';
import { headerProblem } from './single-headers.js';
import { leaseBudget } from '../domain/identity/index.js';
import { createLocalBudget, createRateLimiter, secondsToNextMinute } from './rate-limit.js';
import { createSessionCalls } from './session-calls.js';
import { bearerToken } from './token.js';

const API = /^\/(?:v2|public_api\/v1)(?:\/|$|\?)/;
/** Writes here may change who a token stands for, or whether it stands for anyone. */
const CHANGES_WHO = /^\/v2\/(?:users|team)(?:\/|$|\?)/;

/** Characters of a path. A tracked link carries the address it leads to. */
const MAX_PATH = 2048;
const LINKS = '/t/c/';
const MAX_LINK = 8192;
const REQUEST_MS = 30_000;
const HEADERS_MS = 15_000;
const CHECK_MS = 5_000;
/** Without a byte in either direction. What waits for an answer is quiet as well: the longest takes two minutes. */
const QUIET_MS = 300_000;
/** At the same time, waiting ones included: each costs memory and a file descriptor. */
const MAX_CONNECTIONS = 5_000;
/** Who has closed its half after the request (`nc -N`, some C clients) waits for the answer; the limits above bound it. */
const CONNECTIONS = { maxConnections: MAX_CONNECTIONS, httpAllowHalfOpen: true };

/**
 * The Fastify instance every surface mounts on: lenient paths, body parsers, request ids, bearer tokens on the API
 * paths, error bodies. `mount` adds the routes.
 */
export async function createApp(
  context: AppContext,
  auth: Authenticator,
): Promise<{ app: FastifyInstance; chargeBudget: ChargeBudget }> {
  const app = createFastify(context);
  registerBodyParsers(app, createUploads(context));
  registerCompression(app);
  app.addHook('onRoute', (route) => {
    if (API.test(route.url)) route.bodyLimit ??= API_BODY_LIMIT;
  });
  app.decorateRequest('principal', null);
  app.decorateRequest('callerAgain', null);

  refuseOddRequests(app, context);
  requireTokens(app, context, auth);

  // PostgreSQL tells every process of such a change; this one need not wait to hear of its own.
  app.addHook('onSend', (request, reply, payload, done) => {
    if (request.method !== 'GET' && reply.statusCode < 300 && CHANGES_WHO.test(request.url)) auth.flush();
    // Whatever refuses somebody for now, page or API, says for how long.
    if (reply.statusCode === 429 && !reply.hasHeader('retry-after'))
      reply.header('retry-after', RETRY_SECONDS);
    done(null, payload);
  });

  answerErrors(app, context);
  return { app, chargeBudget: createCharge(context) };
}

function createFastify(context: AppContext): FastifyInstance {
  const app = Fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    trustProxy: trustedProxies(context.config.trustProxy),
    genReqId: (request) => acceptedRequestId(request.headers['x-request-id']) ?? randomUUID(),
    rewriteUrl: (request) => lenientPath(onlyForm(request.url ?? '/')),
    routerOptions: { querystringParser: parseQueryString, maxParamLength: 500 },
    // No route has a JSON schema: what would compile them is a hundred files that are not loaded.
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
    // Slow senders: headers and body together, and how often Node looks for those who are late.
    requestTimeout: UPLOAD_MS,
    // Who does not read the answer.
    connectionTimeout: QUIET_MS,
    http: { headersTimeout: HEADERS_MS, connectionsCheckingInterval: CHECK_MS },
    // Before any route or hook: a path that cannot be decoded, or a part of it longer than any id.
    frameworkErrors: (error, request, reply): void => {
      reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff');
      void sendError(
        reply,
        error.code === 'FST_ERR_MAX_PARAM_LENGTH'
          ? new AppError('not_found', 'Not Found')
          : new AppError('malformed', 'The path cannot be read'),
      );
    },
    clientErrorHandler: refuseClient,
  });
  Object.assign(app.server, CONNECTIONS);
  return app;
}

function noSchemas(): never {
  throw new Error('Routes are checked by the contract, not by JSON schemas');
}

/** What every request must be, whoever asks for what. */
function refuseOddRequests(app: FastifyInstance, context: AppContext): void {
  const hsts = wantsHsts(context.config.publicUrl);
  const uploads = createUploads(context);
  app.addHook('onRequest', async (request, reply) => {
    if (!uploads.takes(request))
      boundBody(request.raw, REQUEST_MS, () => refuseClient(LATE, request.raw.socket));
    reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff');
    if (hsts) reply.header('strict-transport-security', 'max-age=31536000');
    const problem = headerProblem(request.raw.rawHeaders);
    if (problem !== undefined) {
      // Whoever is between may count the bytes of the next request otherwise, too.
      reply.header('connection', 'close');
      throw new AppError('malformed', problem);
    }
    if (pathLength(request.url) > (request.url.startsWith(LINKS) ? MAX_LINK : MAX_PATH))
      throw new AppError('malformed', 'The path is too long');
    // An empty one says as much as none.
    if (request.headers['content-type']?.trim() === '') delete request.raw.headers['content-type'];
    if (isPacked(request.headers['content-encoding']))
      throw new AppError('malformed', 'The request body is compressed: send it without Content-Encoding');
  });
}

/** On the API's paths a token is asked for before anything is read. */
function requireTokens(app: FastifyInstance, context: AppContext, auth: Authenticator): void {
  const sessionCaller = createSessionCalls(context, auth);
  app.addHook('onRequest', async (request, reply) => {
    if (!API.test(request.url)) return;
    reply.header('cache-control', 'no-store');
    const signedIn = await sessionCaller(request);
    if (signedIn) {
      request.principal = signedIn;
      request.callerAgain = (now) => auth.session(request.headers.cookie, now);
      return;
    }
    const token = bearerToken(request);
    if (token === undefined) throw new AppError('unauthenticated', NO_TOKEN);
    const principal = await auth.bearer(token, context.clock.now());
    if (!principal) throw new AppError('unauthenticated', 'Invalid Bearer token');
    request.principal = principal;
    request.callerAgain = (now) => auth.bearer(token, now);
  });
}

function answerErrors(app: FastifyInstance, context: AppContext): void {
  app.setErrorHandler((thrown: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const error = toAppError(thrown);
    if (error) {
      if (error.detail !== undefined || error.cause !== undefined)
        context.log.debug(
          { requestId: request.id, kind: error.kind, detail: error.detail, err: error.cause },
          error.message,
        );
      if (error.kind === 'unauthenticated') reply.header('www-authenticate', 'Bearer');
      return sendError(reply, error);
    }
    context.log.error(
      { requestId: request.id, method: request.method, path: request.url.split('?')[0], err: thrown },
      'request failed',
    );
    reply.header('content-type', 'application/json; charset=utf-8');
    // The database is restarting: the same request works in a moment.
    if (isConnectionError(thrown))
      return reply.code(503).header('retry-after', '2').send('{"error":"Service Unavailable"}');
    return reply.code(500).send('{"error":"Internal Server Error"}');
  });
  app.setNotFoundHandler((request, reply) =>
    isForPerson(request) ? sendNotFound(reply) : sendError(reply, new AppError('not_found', 'Not Found')),
  );
}

/** What a request costs of its team's minute. */
function createCharge(context: AppContext): ChargeBudget {
  const limiter = createRateLimiter((...wanted) => leaseBudget(context.database.kysely, ...wanted));
  const ofPages = createLocalBudget<string>(PAGES_BUDGET);
  return async (request, reply, cost) => {
    const { principal } = request;
    if (!principal) return;
    const now = context.clock.now();
    const ofPage = principal.via === 'session';
    const limit = ofPage ? PAGES_BUDGET : principal.rateLimitPerMinute;
    const remaining = ofPage
      ? ofPages(`${principal.teamId} ${principal.userId}`, cost, now)
      : (await limiter.chargeBudget(principal.teamId, limit, cost, now)).remaining;
    reply
      .header('x-ratelimit-endpoint-cost', cost)
      .header('x-ratelimit-limit-minute', limit)
      .header('x-ratelimit-remaining-minute', Math.max(0, remaining));
    if (remaining >= 0) return;
    throw new AppError('rate_limited', 'Rate limit exceeded', { retryAfter: secondsToNextMinute(now) });
  };
}

/**
 * Cost units a minute that pages of one user may spend with one process: some twenty calls a second. Programs of the team have
 * their budget beside it.
 */
const PAGES_BUDGET = 1_200;
/** What a 429 says that knows no better. */
const RETRY_SECONDS = 60;

const CLIENT_ERRORS: Readonly<Record<string, readonly [status: string, sentence: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request did not come in time'],
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    'The address and the headers together are longer than 16 KB: ask for fewer values at a time',
  ],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ['413 Payload Too Large', 'The request is not valid HTTP'],
};

const LATE = Object.assign(new Error('the body did not come in time'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });

/** What is no HTTP: there is no request to answer, only a connection to close with a word. */
function refuseClient(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const [status, sentence] = CLIENT_ERRORS[error.code ?? ''] ?? [
    '400 Bad Request',
    'The request is not valid HTTP',
  ];
  const body = JSON.stringify({ error: sentence });
  if (socket.writable)
    socket.write(
      `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  socket.destroy(error);
}

/** Not on localhost, where the promise would bind every other port of the machine as well. */
function wantsHsts(publicUrl: string): boolean {
  const { protocol, hostname } = new URL(publicUrl);
  return protocol === 'https:' && hostname !== 'localhost';
}

/** A browser that shows the answer to somebody: programs do not ask for HTML first. */
function isForPerson(request: FastifyRequest): boolean {
  return !API.test(request.url) && (request.headers.accept ?? '').startsWith('text/html');
}

function isPacked(encoding: string | undefined): boolean {
  return !['', 'identity'].includes(encoding?.trim().toLowerCase() ?? '');
}

/**
 * An address in the one form that everything here looks at: without scheme and host (RFC 9112 section 3.2.2), and with
 * its letters and digits as such (RFC 3986 section 6.2.2.2). The router knows the other forms too, and what a route
 * asks for (a token, a size) must not hang on how it was spelled.
 */
export function onlyForm(url: string): string {
  const local = withoutOrigin(url);
  const end = pathLength(local);
  const path = local.slice(0, end);
  if (!path.includes('%')) return local;
  const plain = path.replace(/%[2-7][0-9a-f]/gi, (code) => {
    const letter = String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return /[\w.~-]/.test(letter) ? letter : code;
  });
  return plain + local.slice(end);
}

function withoutOrigin(url: string): string {
  const scheme = url.indexOf('://');
  const mark = pathLength(url);
  if (url.startsWith('/') || scheme < 0 || scheme > mark) return url;
  const slash = url.indexOf('/', scheme + '://'.length);
  return slash < 0 || slash > mark ? `/${url.slice(mark)}` : url.slice(slash);
}

/** `.json` and a trailing slash name the same resource; `people/name@example.com` keeps its ending. */
export function lenientPath(url: string): string {
  if (!API.test(url) || pathLength(url) > MAX_PATH) return url;
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const query = mark < 0 ? '' : url.slice(mark);
  const bare = withoutEnd(path, '/');
  return (bare.endsWith('.json') ? bare.slice(0, -'.json'.length) : bare) + query;
}

function pathLength(url: string): number {
  const mark = url.indexOf('?');
  return mark < 0 ? url.length : mark;
}

function acceptedRequestId(given: string | string[] | undefined): string | undefined {
  return typeof given === 'string' && /^[\w.:-]{1,128}$/.test(given) ? given : undefined;
}
