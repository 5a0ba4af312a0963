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
import { sendNotFound } from './pages/safety.js';
import { untracked } from './untracked.js';

const PAGE = 50;

/** Where a browser has it: the app. */
const SCREEN = '/app/sandbox?view=messages';

/**
 * The mail sandbox: what the built-in transport kept of the caller's team, as JSON, for programs with a token. A browser is
 * led to the app's page.
 */
export function mountSandbox(app: FastifyInstance, ctx: AppContext, auth: Authenticator): void {
  const parts = { ctx, auth };
  mountMessages(app, parts);
  mountMessageParts(app, parts);
}

interface Parts {
  readonly ctx: AppContext;
  readonly auth: Authenticator;
}

function mountMessages(app: FastifyInstance, parts: Parts): void {
  const db = parts.ctx.database.kysely;
  app.get('/sandbox', (_request, reply) => reply.redirect(SCREEN, 302));

  app.get('/sandbox/messages', async (request, reply) => {
    const who = await callerOf(parts, request);
    if (!who) return reply.code(401).send({ error: 'Invalid Bearer token' });
    const { before } = request.query as Record<string, unknown>;
    if (before !== undefined && idOf(before) === undefined) throw invalid('before', 'must be an id');
    const messages = await listMessages(db, who, { before: idOf(before), limit: PAGE });
    return reply.header('cache-control', 'no-store').send({ data: messages });
  });

  app.get('/sandbox/messages/:id', async (request, reply) => {
    const id = idOf((request.params as { id: string }).id);
    if (!wantsJson(request))
      return id === undefined ? sendNotFound(reply) : reply.redirect(`${SCREEN}&message=${id}`, 302);
    const who = await callerOf(parts, request);
    if (!who) return reply.code(401).send({ error: 'Invalid Bearer token' });
    const message = await findMessage(db, who, id);
    if (!message) throw notFound();
    const { raw, ...rest } = message;
    return reply.header('cache-control', 'no-store').send({ data: { ...rest, raw: raw.toString('utf8') } });
  });
}

/** A message's own bytes, and its HTML in a frame of its own. */
function mountMessageParts(app: FastifyInstance, parts: Parts): void {
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
async function callerOf({ ctx, auth }: Parts, request: FastifyRequest): Promise<Principal | null> {
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
