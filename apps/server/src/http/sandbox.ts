import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { linkKeysOf } from '../config.js';
import { findMessage, listMessages } from '../domain/sandbox/index.js';
import { forbidden, invalid, notFound } from '../kernel/errors.js';
import { hasScope, type Principal } from '../kernel/principal.js';
import type { ShowOutcome } from '../kernel/shown-mail.js';
import { trackingTokens } from '../kernel/tracking-token.js';
import type { Authenticator } from './auth.js';
import type { AppContext } from './context.js';
import { html } from './pages/html.js';
import { listPage, messagePage } from './pages/sandbox_view.js';
import { clockOf, mountSandboxForms, reactionsOf } from './sandbox-clock.js';
import { createSafety, sendNotFound, sendPage, setPageHeaders } from './pages/safety.js';
import { findVisitor, type PageParts, signedInAs, toLogin } from './pages/visitor.js';
import { untracked } from './untracked.js';

const PAGE = 50;

/**
 * The mail sandbox: what the built-in transport kept of the caller's team. Pages for a signed-in browser; the list and
 * a message as JSON, for programs, with a token.
 */
export function mountSandbox(app: FastifyInstance, ctx: AppContext, auth: Authenticator): void {
  const parts = { ctx, auth, safety: createSafety(ctx) };
  mountSandboxForms(app, parts);
  mountLists(app, parts);
  mountMessage(app, parts);
  mountMessageParts(app, parts);
}

function mountLists(app: FastifyInstance, parts: PageParts): void {
  const { ctx, safety } = parts;
  const db = ctx.database.kysely;
  app.get('/sandbox', async (request, reply) => {
    const visitor = await findVisitor(parts, request);
    if (!visitor) return toLogin(reply, request.url);
    const before = idOf((request.query as Record<string, unknown>)['before']);
    const messages = await listMessages(db, visitor.principal, { before, limit: PAGE });
    const older = messages.length === PAGE ? messages.at(-1)?.id : undefined;
    const signedIn = signedInAs(safety, visitor, request, reply);
    const first = before === undefined;
    const clock = first ? await clockOf(parts, visitor, signedIn.csrf) : undefined;
    return sendPage(reply, listPage({ visitor, signedIn, messages, older, first, clock }));
  });

  app.get('/sandbox/messages', async (request, reply) => {
    const who = await callerOf(parts, request);
    if (!who) return reply.code(401).send({ error: 'Invalid Bearer token' });
    const { before } = request.query as Record<string, unknown>;
    if (before !== undefined && idOf(before) === undefined) throw invalid('before', 'must be an id');
    const messages = await listMessages(db, who, { before: idOf(before), limit: PAGE });
    return reply.header('cache-control', 'no-store').send({ data: messages });
  });
}

function mountMessage(app: FastifyInstance, parts: PageParts): void {
  const { ctx, safety } = parts;
  const db = ctx.database.kysely;
  app.get('/sandbox/messages/:id', async (request, reply) => {
    const id = idOf((request.params as { id: string }).id);
    const who = await callerOf(parts, request);
    if (!who)
      return wantsJson(request)
        ? reply.code(401).send({ error: 'Invalid Bearer token' })
        : toLogin(reply, `/sandbox/messages/${id ?? ''}`);
    const message = await findMessage(db, who, id);
    if (!message) return absent(request, reply);
    if (wantsJson(request)) {
      const { raw, ...rest } = message;
      return reply.header('cache-control', 'no-store').send({ data: { ...rest, raw: raw.toString('utf8') } });
    }
    const visitor = await findVisitor(parts, request);
    if (!visitor) return toLogin(reply, request.url);
    const signedIn = signedInAs(safety, visitor, request, reply);
    const outcome = await show(ctx, message.raw);
    const reactions = await reactionsOf(db, visitor, signedIn.csrf, message);
    setPageHeaders((name, value) => void reply.header(name, value));
    // The one frame this page may hold is the message's own.
    reply.header(
      'content-security-policy',
      "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
    );
    return reply
      .type('text/html; charset=utf-8')
      .send(messagePage({ visitor, signedIn, message, outcome, reactions }).text);
  });
}

/** A message's own bytes, and its HTML in a frame of its own. */
function mountMessageParts(app: FastifyInstance, parts: PageParts): void {
  const { ctx } = parts;
  const tokens = trackingTokens(linkKeysOf(ctx.config));
  app.get('/sandbox/messages/:id/:part', async (request, reply) => {
    const { id, part } = request.params as { id: string; part: string };
    const who = await callerOf(parts, request);
    const message = who && (await findMessage(ctx.database.kysely, who, idOf(id)));
    if (!message || !['html', 'raw'].includes(part)) return absent(request, reply);
    reply
      .header('cache-control', 'no-store')
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'no-referrer');
    if (part === 'raw') {
      return reply
        .type('text/plain; charset=utf-8')
        .header('content-security-policy', "default-src 'none'; sandbox")
        .send(message.raw);
    }
    // Somebody else's HTML: no script, no forms, no network, an origin of its own even when opened outside the frame.
    reply.header(
      'content-security-policy',
      "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'",
    );
    const outcome = await show(ctx, message.raw);
    const markup =
      'shown' in outcome ? untracked(outcome.shown.html, tokens) : html`${outcome.unreadable}`.text;
    return reply.type('text/html; charset=utf-8').send(`<!doctype html><meta charset="utf-8">${markup}`);
  });
}

/** The message as its recipient's program reads it, not as the ledger meant it: somebody else's bytes, so elsewhere. */
async function show({ sandbox }: AppContext, raw: Buffer): Promise<ShowOutcome> {
  return (await sandbox?.show(raw)) ?? { unreadable: 'This server reads no messages.' };
}

/** @throws AppError forbidden when it is a token that may not read e-mails */
async function callerOf({ ctx, auth }: PageParts, request: FastifyRequest): Promise<Principal | null> {
  const now = ctx.clock.now();
  if (request.headers.authorization === undefined) return auth.session(request.headers.cookie, now);
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization)?.[1];
  const principal = token === undefined ? null : await auth.bearer(token, now);
  if (principal && !hasScope(principal, 'email_contents:read'))
    throw forbidden('The token does not have the scope email_contents:read');
  return principal;
}

function wantsJson(request: FastifyRequest): boolean {
  return (
    request.headers.authorization !== undefined ||
    (request.headers.accept ?? '').startsWith('application/json')
  );
}

function absent(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (wantsJson(request)) throw notFound();
  return sendNotFound(reply);
}

function idOf(text: unknown): number | undefined {
  const id = typeof text === 'string' ? Number(text) : Number.NaN;
  return Number.isSafeInteger(id) && id > 0 ? id : undefined;
}
