import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  expandScopes,
  isPrivileged,
  isScope,
  scopesOfRefreshToken,
  type SendSystemMail,
} from '../../domain/identity/index.js';
import { AppError } from '../../kernel/errors.js';
import { PACKAGE_FOLDER } from '../../kernel/package-folder.js';
import type { Authenticator } from '../auth.js';
import type { AppContext } from '../context.js';
import { tellWait } from '../errors.js';
import { messagePage } from '../pages/layout.js';
import { mountDemoSwitch } from '../pages/demo_switch.js';
import { mountLogin } from '../pages/login.js';
import { mountOldAddresses } from '../pages/old_addresses.js';
import { mountWebApp } from '../pages/web_app.js';
import { createSafety, sendNotFound, sendPage, storable } from '../pages/safety.js';
import { limitStrangers } from '../caller.js';
import { findClient } from './clients.js';
import { createHandler } from './handler.js';
import { interactionTarget, mountInteraction } from './interaction.js';
import { createProvider, PATHS } from './provider.js';
import { checkParameters, RegistrationError, registrationOf } from './requests.js';
import { requestedScope } from './scope_request.js';

const ENGINE_SESSION = '_session';
const TEN_MINUTES_MS = 600_000;
/** What nobody need be signed in for leaves a row each; so many of one network are allowed. */
const AUTHORIZATIONS = { kind: 'authorize', limit: 100, windowMs: TEN_MINUTES_MS };
const DEVICE_CODES = { kind: 'device code', limit: 30, windowMs: TEN_MINUTES_MS };
const REGISTRATIONS = { kind: 'registration', limit: 20, windowMs: TEN_MINUTES_MS };
const STATUS: Readonly<Partial<Record<AppError['kind'], number>>> = {
  forbidden: 403,
  not_found: 404,
  invalid: 422,
  malformed: 400,
  unauthenticated: 401,
  rate_limited: 429,
};
const asset = (name: string) => readFileSync(join(PACKAGE_FOLDER, 'src/http/pages', name), 'utf8');

/** Mounts login, consent and device pages, the web app, and the OAuth 2.0 / OpenID Connect endpoints. */
export async function registerIdentity(
  app: FastifyInstance,
  ctx: AppContext,
  auth: Authenticator,
): Promise<void> {
  const provider = await createProvider(ctx, auth);
  const handler = createHandler(ctx, provider);
  const safety = createSafety(ctx);
  const sendSystemMail: SendSystemMail = ctx.sendSystemMail ?? (async () => false);
  const [stylesheet, icon] = [asset('cadenza.css'), asset('cadenza.svg')];

  await app.register(async (scope) => {
    scope.setErrorHandler((thrown: unknown, request: FastifyRequest, reply: FastifyReply) =>
      showError(ctx, thrown, request, reply),
    );
    scope.get('/assets/cadenza.css', async (_, reply) =>
      reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=300').send(stylesheet),
    );
    // Browsers ask for the second one by themselves, on answers that are no pages.
    for (const path of ['/assets/cadenza.svg', '/favicon.ico'])
      scope.get(path, async (_, reply) =>
        reply.type('image/svg+xml').header('cache-control', 'public, max-age=86400').send(icon),
      );
    mountLogin(scope, {
      ctx,
      auth,
      safety,
      sendSystemMail,
      formTarget: (returnTo) => interactionTarget(provider, returnTo),
    });
    mountOldAddresses(scope);
    mountDemoSwitch(scope, { ctx, auth, safety });
    await mountWebApp(scope, { ctx, auth, safety });
    mountInteraction(scope, { ctx, auth, provider, handler, safety });
  });
  await app.register(async (scope) => {
    scope.setErrorHandler((thrown: unknown, request: FastifyRequest, reply: FastifyReply) =>
      showProtocolError(ctx, thrown, request, reply),
    );
    mountProtocol({ app: scope, ctx, handler });
  });
}

/** What the endpoints of the protocol share. */
interface Protocol {
  app: FastifyInstance;
  ctx: AppContext;
  handler: ReturnType<typeof createHandler>;
}

function mountProtocol(protocol: Protocol): void {
  mountAuthorization(protocol);
  mountTokens(protocol);
  mountDevices(protocol);
  mountRegistration(protocol);
  mountAsIs(protocol);
}

function mountAuthorization({ app, ctx, handler }: Protocol): void {
  const authorize = async (request: FastifyRequest, reply: FastifyReply) => {
    await limitStrangers(request, ctx, AUTHORIZATIONS);
    if (request.url.includes('%00'))
      throw new AppError('malformed', 'the request must not contain NUL bytes');
    const query = new URL(request.url, 'http://local.invalid').searchParams;
    checkParameters(query);
    const scope = await scopeFor(ctx, query.get('client_id') ?? undefined, query.get('scope') ?? undefined);
    if (scope !== undefined && query.getAll('scope').length < 2) query.set('scope', scope);
    // The engine's own session is never reused: the person signed in to Cadenza decides (interaction.ts).
    await handler.forward(request, reply, {
      url: `${PATHS.authorize}?${query.toString()}`,
      withoutCookie: ENGINE_SESSION,
    });
  };
  app.get(PATHS.authorize, authorize);
  app.get('/oidc/authorize', authorize);
  app.get(`${PATHS.authorize}/:uid`, async (request, reply) =>
    handler.forward(request, reply, { withoutCookie: ENGINE_SESSION }),
  );
}

function mountTokens({ app, ctx, handler }: Protocol): void {
  const token = async (request: FastifyRequest, reply: FastifyReply) => {
    const form = withBasic(request, fieldsOf(request));
    const grant = form['grant_type'];
    if (grant === 'client_credentials') {
      const asked = text(form['scope']);
      const clientId = text(form['client_id']) ?? basicClientId(request);
      const scope = await scopeFor(ctx, clientId, asked);
      if (asked?.trim() && !expandScopes(asked.trim().split(/\s+/)).some(isScope)) {
        return reply
          .code(400)
          .send({ error: 'invalid_scope', error_description: 'none of the requested scopes is known' });
      }
      if (scope !== undefined) form['scope'] = scope;
    } else if (grant === 'refresh_token') {
      // A client may repeat what it asked for at first: old names and names that are not ours are not an error.
      const known = expandScopes((text(form['scope']) ?? '').split(/\s+/)).filter(
        (each) => isScope(each) || each === 'openid',
      );
      // Nor is what a person's role did not allow them to grant (interaction.ts).
      const granted = known.some(isPrivileged)
        ? await scopesOfRefreshToken(ctx.database.kysely, text(form['refresh_token']) ?? '')
        : undefined;
      const asked = known.filter((each) => !isPrivileged(each) || granted === undefined || granted.has(each));
      if (asked.length > 0) form['scope'] = asked.join(' ');
      else delete form['scope'];
    }
    await handler.forward(request, reply, { url: PATHS.token, form, machine: true });
    return reply;
  };
  const machine = (url: string) => async (request: FastifyRequest, reply: FastifyReply) => {
    await handler.forward(request, reply, {
      url,
      form: withBasic(request, fieldsOf(request)),
      machine: true,
    });
  };
  app.post(PATHS.token, token);
  app.post('/oidc/token', token);
  app.post(PATHS.revoke, machine(PATHS.revoke));
  app.post(PATHS.introspect, machine(PATHS.introspect));
}

function mountDevices({ app, ctx, handler }: Protocol): void {
  const deviceAuthorization = async (request: FastifyRequest, reply: FastifyReply) => {
    await limitStrangers(request, ctx, DEVICE_CODES);
    const form = withBasic(request, fieldsOf(request));
    const scope = await scopeFor(ctx, text(form['client_id']) ?? basicClientId(request), text(form['scope']));
    if (scope !== undefined) form['scope'] = scope;
    await handler.forward(request, reply, { url: PATHS.device, form, machine: true });
  };
  app.post(PATHS.device, deviceAuthorization);
  app.post('/oauth/device/code', deviceAuthorization);
  app.get(PATHS.device, async (request, reply) =>
    reply.redirect(PATHS.deviceEntry + new URL(request.url, 'http://local.invalid').search, 303),
  );
}

function mountRegistration({ app, ctx, handler }: Protocol): void {
  if (ctx.config.dynamicRegistration) {
    app.post(PATHS.register, async (request, reply) => {
      await limitStrangers(request, ctx, REGISTRATIONS);
      const json = JSON.stringify(registrationOf(request.body));
      await handler.forward(request, reply, { url: PATHS.register, json, machine: true });
      return reply;
    });
  }
}

/** Who a token stands for, what the server can do, and what browsers ask first: the engine's own answers. */
function mountAsIs({ app, handler }: Protocol): void {
  const plain = (url: string) => async (request: FastifyRequest, reply: FastifyReply) => {
    await handler.forward(request, reply, { url, machine: true });
  };
  app.get(PATHS.userinfo, plain(PATHS.userinfo));
  app.post(PATHS.userinfo, async (request, reply) =>
    handler.forward(request, reply, { url: PATHS.userinfo, form: fieldsOf(request), machine: true }),
  );
  app.get(PATHS.keys, plain(PATHS.keys));
  for (const path of ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server'])
    app.get(path, plain(path));
  // Browsers ask before they post from another origin; the engine decides per client.
  for (const path of [PATHS.token, PATHS.revoke, PATHS.introspect, PATHS.device, PATHS.userinfo])
    app.options(path, plain(path));
  app.options('/oidc/token', plain(PATHS.token));
}

async function scopeFor(
  ctx: AppContext,
  clientId: string | undefined,
  asked: string | undefined,
): Promise<string | undefined> {
  const client = clientId === undefined ? undefined : await findClient(ctx.database.kysely, clientId);
  return client ? requestedScope(asked, client.scope?.split(' ') ?? []) : asked;
}

/** Fields of a protocol request: from the query (Postman sends client credentials there), overridden by the body. */
function fieldsOf(request: FastifyRequest): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = {};
  for (const source of [request.query, request.body]) {
    for (const [name, value] of Object.entries((source ?? {}) as Record<string, unknown>)) {
      // (What is nested deeper says nothing here, and has no text.)
      if (isWord(value)) fields[name] = storable(String(value));
      else if (Array.isArray(value))
        fields[name] = value.filter(isWord).map((each) => storable(String(each)));
    }
  }
  return fields;
}

const isWord = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** Clients that send their secret twice, in the header and in the body, mean one and the same. */
function withBasic(
  request: FastifyRequest,
  form: Record<string, string | string[]>,
): Record<string, string | string[]> {
  if (/^basic /i.test(request.headers.authorization ?? '')) delete form['client_secret'];
  return form;
}

function basicClientId(request: FastifyRequest): string | undefined {
  const encoded = /^basic (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8').split(':')[0];
}

function text(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Before the engine saw the request: a body that cannot be read, in the words of RFC 6749 section 5.2. */
function showProtocolError(
  ctx: AppContext,
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (reply.sent) return reply;
  tellWait(reply, thrown);
  if (thrown instanceof AppError && thrown.kind === 'rate_limited' && request.method === 'GET')
    return sendPage(reply, messagePage('Please wait a moment', thrown.message), { status: 429 });
  if (thrown instanceof AppError && thrown.kind === 'rate_limited')
    return reply.code(429).send({ error: 'slow_down', error_description: thrown.message });
  if (thrown instanceof RegistrationError)
    return reply.code(400).send({ error: thrown.code, error_description: thrown.message });
  if (thrown instanceof AppError && thrown.kind !== 'unavailable')
    return reply.code(400).send({ error: 'invalid_request', error_description: thrown.message });
  const { statusCode } = thrown as { statusCode?: number };
  if (statusCode !== undefined && statusCode < 500)
    return reply
      .code(400)
      .send({ error: 'invalid_request', error_description: 'the request could not be read' });
  ctx.log.error({ err: thrown }, 'oauth request failed');
  return reply.code(500).send({ error: 'server_error', error_description: 'something went wrong' });
}

/** Pages answer errors as pages; the engine's own errors (an expired interaction) are for a person as well. */
function showError(
  ctx: AppContext,
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (reply.sent) return reply;
  tellWait(reply, thrown);
  if (thrown instanceof AppError && thrown.kind !== 'unavailable') {
    if (thrown.kind === 'not_found' && thrown.message === 'Not Found') return sendNotFound(reply);
    return sendPage(
      reply,
      messagePage('That did not work', thrown.message, { href: '/app', text: 'Go to Cadenza' }),
      { status: STATUS[thrown.kind] ?? 400 },
    );
  }
  const { name, statusCode } = thrown as { name?: string; statusCode?: number };
  if (name === 'SessionNotFound') {
    return sendPage(
      reply,
      messagePage('This page has expired', 'Please go back to the app you came from and start again.'),
      { status: 400 },
    );
  }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return sendPage(reply, messagePage('That did not work', 'The request could not be read.'), {
      status: statusCode,
    });
  }
  ctx.log.error({ requestId: request.id, err: thrown }, 'page failed');
  return sendPage(
    reply,
    messagePage('Something went wrong', 'This is our fault. Please try again in a moment.'),
    { status: 500 },
  );
}
