import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Db } from '../db/connect.js';
import { notFound } from '../kernel/errors.js';
import type { Principal } from '../kernel/principal.js';
import type { Authenticator } from './auth.js';
import type { AppContext } from './context.js';
import { html, type Html } from './pages/html.js';
import { page } from './pages/layout.js';
import { sendPage, setPageHeaders } from './pages/safety.js';

const PAGE = 50;

/**
 * The mail sandbox: what the built-in transport kept of the caller's team. Pages for a signed-in browser; the list and
 * a message as JSON, for programs, with a token.
 */
export function mountSandbox(app: FastifyInstance, ctx: AppContext, auth: Authenticator): void {
  const db = ctx.database.kysely;
  const caller = (request: FastifyRequest) => callerOf(request, auth, ctx.clock.now());

  app.get('/sandbox', async (request, reply) => {
    const who = await caller(request);
    if (!who) return toLogin(reply, '/sandbox');
    const before = idOf((request.query as { before?: string }).before);
    const messages = await listMessages(db, who.teamId, before);
    return sendPage(reply, listPage(messages, who));
  });

  app.get('/sandbox/messages', async (request, reply) => {
    const who = await caller(request);
    if (!who) return reply.code(401).send({ error: 'Invalid Bearer token' });
    const messages = await listMessages(db, who.teamId, idOf((request.query as { before?: string }).before));
    return reply.header('cache-control', 'no-store').send({ data: messages });
  });

  app.get('/sandbox/messages/:id', async (request, reply) => {
    const id = idOf((request.params as { id: string }).id);
    const who = await caller(request);
    if (!who)
      return wantsJson(request)
        ? reply.code(401).send({ error: 'Invalid Bearer token' })
        : toLogin(reply, `/sandbox/messages/${id ?? ''}`);
    const message = await readMessage(db, who.teamId, id);
    if (!message) return absent(request, reply);
    if (wantsJson(request)) {
      const { raw, ...rest } = message;
      return reply.header('cache-control', 'no-store').send({ data: { ...rest, raw: raw.toString('utf8') } });
    }
    setPageHeaders((name, value) => void reply.header(name, value));
    // The one frame this page may hold is the message's own.
    reply.header(
      'content-security-policy',
      "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
    );
    return reply.type('text/html; charset=utf-8').send(messagePage(message, who).text);
  });

  app.get('/sandbox/messages/:id/:part', async (request, reply) => {
    const { id, part } = request.params as { id: string; part: string };
    const who = await caller(request);
    const message = who && (await readMessage(db, who.teamId, idOf(id)));
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
    return reply
      .type('text/html; charset=utf-8')
      .send(`<!doctype html><meta charset="utf-8">${message.body_html ?? ''}`);
  });
}

async function callerOf(request: FastifyRequest, auth: Authenticator, now: Date): Promise<Principal | null> {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return token === undefined ? auth.session(request.headers.cookie, now) : auth.bearer(token, now);
}

function wantsJson(request: FastifyRequest): boolean {
  return (
    request.headers.authorization !== undefined ||
    (request.headers.accept ?? '').startsWith('application/json')
  );
}

function toLogin(reply: FastifyReply, path: string): FastifyReply {
  return reply.redirect(`/login?return_to=${encodeURIComponent(path)}`, 303);
}

function absent(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (wantsJson(request)) throw notFound();
  return sendPage(
    reply,
    page(
      { title: 'Not found' },
      html`<section class="card"><h1>Not found</h1><p><a href="/sandbox">All messages</a></p></section>`,
    ),
    { status: 404 },
  );
}

function idOf(text: string | undefined): number | undefined {
  const id = Number(text);
  return Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

interface Listed {
  id: number;
  delivered_at: Date;
  message_id: string;
  envelope_from: string;
  envelope_to: string[];
  subject: string;
}

interface Message extends Listed {
  raw: Buffer;
  /** From the send ledger; null for mail that is not in it. */
  body_html: string | null;
  body_text: string | null;
  person_id: number | null;
}

async function listMessages(db: Db, teamId: number, before: number | undefined): Promise<Listed[]> {
  return db
    .selectFrom('sandbox_messages')
    .select(['id', 'delivered_at', 'message_id', 'envelope_from', 'envelope_to', 'subject'])
    .where('team_id', '=', teamId)
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? 0))
    .orderBy('id', 'desc')
    .limit(PAGE)
    .execute();
}

async function readMessage(db: Db, teamId: number, id: number | undefined): Promise<Message | undefined> {
  if (id === undefined) return undefined;
  return db
    .selectFrom('sandbox_messages as s')
    .leftJoin('emails as e', (join) =>
      join.onRef('e.team_id', '=', 's.team_id').onRef('e.message_id', '=', 's.message_id'),
    )
    .select([
      's.id',
      's.delivered_at',
      's.message_id',
      's.envelope_from',
      's.envelope_to',
      's.subject',
      's.raw',
      'e.body_html',
      'e.body_text',
      'e.person_id',
    ])
    .where('s.team_id', '=', teamId)
    .where('s.id', '=', id)
    .executeTakeFirst();
}

function listPage(messages: Listed[], who: Principal): Html {
  const rows = messages.map(
    (message) =>
      html`<tr><td>${when(message.delivered_at, who)}</td><td>${message.envelope_to.join(', ')}</td><td>${message.envelope_from}</td><td><a href="/sandbox/messages/${message.id}">${message.subject || '(no subject)'}</a></td></tr>`,
  );
  const older =
    messages.length === PAGE &&
    html`<p><a href="/sandbox?before=${messages.at(-1)?.id}">Older messages</a></p>`;
  const table = html`<table><thead><tr><th>Delivered</th><th>To</th><th>From</th><th>Subject</th></tr></thead><tbody>${rows}</tbody></table>${older}`;
  const nothing = html`<p>No messages yet. Put somebody on a cadence with an e-mail step and it appears here.</p>`;
  return page(
    { title: 'Mail sandbox', wide: true },
    html`<section class="card"><h1>Mail sandbox</h1><p>E-mails end here instead of leaving this machine. Set SMTP_URL to send them for real.</p>${messages.length > 0 ? table : nothing}</section>`,
  );
}

function messagePage(message: Message, who: Principal): Html {
  const body =
    message.body_html === null
      ? html`<h2>Source</h2><pre>${message.raw.toString('utf8')}</pre>`
      : html`<iframe class="message" sandbox title="The message as HTML" src="/sandbox/messages/${message.id}/html" width="100%" height="420"></iframe>
<details><summary>Plain text</summary><pre>${message.body_text}</pre></details>
<details><summary>Source</summary><pre>${message.raw.toString('utf8')}</pre></details>`;
  return page(
    { title: message.subject || '(no subject)', wide: true },
    html`<section class="card"><p><a href="/sandbox">All messages</a></p><h1>${message.subject || '(no subject)'}</h1>
<dl><dt>From</dt><dd>${message.envelope_from}</dd><dt>To</dt><dd>${message.envelope_to.join(', ')}</dd><dt>Delivered</dt><dd>${when(message.delivered_at, who)}</dd>
${message.person_id !== null && html`<dt>Person</dt><dd><a href="/app/people/${message.person_id}">${message.person_id}</a></dd>`}</dl>
${body}<p><a href="/sandbox/messages/${message.id}/raw">Open the source</a></p></section>`,
  );
}

function when(at: Date, who: Principal): string {
  return at.toLocaleString('en-GB', { timeZone: who.timeZone, dateStyle: 'medium', timeStyle: 'medium' });
}
