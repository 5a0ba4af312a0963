import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  type Account,
  changePassword,
  endGrants,
  endSessions,
  type GrantedApp,
  listGrantedApps,
  listSessions,
  type SessionRow,
} from '../../domain/identity/index.js';
import { write, writeAcrossTeams } from '../../db/write.js';
import { AppError } from '../../kernel/errors.js';
import { sha256 } from '../../kernel/crypto.js';
import type { Principal } from '../../kernel/principal.js';
import { readSession } from '../auth.js';
import { tellWait } from '../errors.js';
import { html, type Html } from './html.js';
import { notice, page, table } from './layout.js';
import { formFields, sendPage } from './safety.js';
import { findVisitor, moment, signedInAs, toLogin, type PageParts, type Visitor } from './visitor.js';

const PATH = '/app/account';
const DONE: Readonly<Record<string, string>> = {
  password: 'Your password is changed. Everywhere else you were signed out.',
  session: 'That session is ended.',
  others: 'You are signed out everywhere else.',
  app: 'That app can no longer act for you.',
};

/** "Your account": the password, the browsers one is signed in with, and the apps that may act for one. */
export function mountAccount(app: FastifyInstance, parts: PageParts): void {
  app.get(PATH, async (request, reply) => {
    const visitor = await findVisitor(parts, request);
    return visitor ? show(parts, request, reply, visitor) : toLogin(reply, PATH);
  });
  mountPassword(app, parts);
  mountSessions(app, parts);
  mountApps(app, parts);
}

const tokenOf = (request: FastifyRequest) => readSession(request.headers.cookie) ?? '';

async function show(
  { ctx, safety }: PageParts,
  request: FastifyRequest,
  reply: FastifyReply,
  visitor: Visitor,
  failed?: { error: string; status: number },
): Promise<FastifyReply> {
  const db = ctx.database.kysely;
  const { teamId, userId } = visitor.principal;
  const sessions = await listSessions(db, teamId, userId, { token: tokenOf(request) }, ctx.clock.now());
  const apps = await listGrantedApps(db, userId);
  const signedIn = signedInAs(safety, visitor, request, reply);
  const { done } = request.query as Record<string, unknown>;
  const told = typeof done === 'string' && Object.hasOwn(DONE, done) ? DONE[done] : undefined;
  return sendPage(reply, accountPage({ visitor, signedIn, sessions, apps, error: failed?.error, told }), {
    status: failed?.status ?? 200,
  });
}

function mountPassword(app: FastifyInstance, parts: PageParts): void {
  const { ctx, auth, safety } = parts;
  app.post(`${PATH}/password`, async (request, reply) => {
    safety.checkCsrf(request);
    const visitor = await findVisitor(parts, request);
    if (!visitor) return toLogin(reply, PATH);
    const fields = formFields(request);
    try {
      await changePassword(
        ctx.database.kysely,
        visitor.principal,
        {
          email: visitor.account.email,
          password: fields['current'] ?? '',
          newPassword: fields['password'] ?? '',
          caller: sessionName(tokenOf(request)),
          keep: visitor.principal.session,
        },
        ctx.clock.now(),
      );
      auth.flush();
      return done(reply, 'password');
    } catch (error) {
      const failed = error instanceof AppError && refusal(error);
      if (!failed) throw error;
      tellWait(reply, error);
      return show(parts, request, reply, visitor, failed);
    }
  });
}

function mountSessions(app: FastifyInstance, { ctx, auth, safety }: PageParts): void {
  function ending(
    path: string,
    which: (request: FastifyRequest) => Parameters<typeof endSessions>[3],
    word: string,
  ) {
    app.post(`${PATH}/sessions/${path}`, async (request, reply) => {
      safety.checkCsrf(request);
      const visitor = await findVisitor({ ctx, auth }, request);
      if (!visitor) return toLogin(reply, PATH);
      const { teamId, userId } = visitor.principal;
      await write(ctx.database.kysely, teamId, (tx) => endSessions(tx, teamId, userId, which(request)));
      auth.flush();
      return done(reply, word);
    });
  }
  ending('others/end', (request) => ({ othersThan: tokenOf(request) }), 'others');
  ending(':id/end', (request) => ({ id: (request.params as { id: string }).id }), 'session');
}

function mountApps(app: FastifyInstance, { ctx, auth, safety }: PageParts): void {
  app.post(`${PATH}/apps/end`, async (request, reply) => {
    safety.checkCsrf(request);
    const visitor = await findVisitor({ ctx, auth }, request);
    if (!visitor) return toLogin(reply, PATH);
    const clientId = formFields(request)['client_id'] ?? '';
    await writeAcrossTeams(ctx.database.kysely, (tx) =>
      endGrants(tx, visitor.principal, clientId, ctx.clock.now()),
    );
    auth.flush();
    return done(reply, 'app');
  });
}

/** Names a session in a count of its tries, without being its secret. */
const sessionName = (token: string) => sha256(token).toString('base64url');

function done(reply: FastifyReply, word: string): FastifyReply {
  return reply.header('cache-control', 'no-store').redirect(`${PATH}?done=${word}`, 303);
}

function refusal(error: AppError): { error: string; status: number } | undefined {
  if (error.kind === 'rate_limited') return { error: error.message, status: 429 };
  if (error.kind === 'invalid') return { error: `The ${error.message}.`, status: 422 };
  return undefined;
}

function accountPage(options: {
  visitor: Visitor;
  signedIn: { email: string; csrf: string; admin?: boolean };
  sessions: SessionRow[];
  apps: GrantedApp[];
  error: string | undefined;
  told: string | undefined;
}): Html {
  const { visitor, signedIn, sessions, apps, error, told } = options;
  const { account, principal } = visitor;
  const csrf = html`<input type="hidden" name="csrf" value="${signedIn.csrf}">`;
  return page(
    { title: 'Your account', wide: true, signedIn, section: 'account' },
    html`<h1>Your account</h1>
<p class="muted">${account.name ?? account.email}, ${account.email}</p>
${notice('info', told)}
${notice('error', error)}
${passwordCard(account, csrf)}
${sessionsCard(sessions, csrf, principal)}
${appsCard(apps, csrf, principal)}`,
  );
}

function passwordCard(account: Account, csrf: Html): Html {
  return html`<section class="card">
<h2>Change your password</h2>
<form class="slim" method="post" action="${PATH}/password">
${csrf}
<input hidden type="email" name="username" value="${account.email}" autocomplete="username">
<label for="current">Current password</label>
<input id="current" name="current" type="password" required autocomplete="current-password">
<label for="password">New password</label>
<input id="password" name="password" type="password" required minlength="8" autocomplete="new-password" aria-describedby="password-rule">
<p class="muted small" id="password-rule">At least 8 characters, and hard to guess: a few unrelated words do. You will be signed out everywhere else.</p>
<button type="submit">Change password</button>
</form>
</section>`;
}

function sessionsCard(sessions: readonly SessionRow[], csrf: Html, principal: Principal): Html {
  const end = (session: SessionRow) =>
    session.current
      ? html`<span class="badge live">This browser</span>`
      : html`<form method="post" action="${PATH}/sessions/${session.id}/end">${csrf}<button class="danger compact" type="submit">End</button></form>`;
  return html`<section class="card">
<h2>Where you are signed in</h2>
${table(
  ['Browser', 'Address', 'Since', ''],
  sessions.map((session) => [
    browserName(session.user_agent),
    session.ip,
    moment(session.created_at, principal),
    end(session),
  ]),
)}
${
  sessions.length > 1 &&
  html`<form class="after" method="post" action="${PATH}/sessions/others/end">${csrf}<button class="secondary" type="submit">Sign out everywhere else</button></form>`
}
</section>`;
}

function appsCard(apps: readonly GrantedApp[], csrf: Html, principal: Principal): Html {
  return html`<section class="card">
<h2>Apps you let in</h2>
${
  apps.length === 0
    ? html`<p class="muted">None. Apps that you allow to act for you appear here.</p>`
    : table(
        ['App', 'May', 'Since', ''],
        apps.map((app) => [
          app.name,
          html`<span title="${app.scopes.join('\n')}">${app.scopes.length === 1 ? '1 scope' : `${app.scopes.length} scopes`}</span>`,
          moment(app.granted_at, principal),
          html`<form method="post" action="${PATH}/apps/end">${csrf}<input type="hidden" name="client_id" value="${app.client_id}"><button class="danger compact" type="submit" aria-label="End access of ${app.name}">End access</button></form>`,
        ]),
      )
}
</section>`;
}

/** "Firefox on Linux" for the common ones; the rest by their own first words. */
function browserName(userAgent: string | null): Html {
  const text = userAgent ?? '';
  // Edge and Opera call themselves Chrome and Safari as well, Chrome itself Safari.
  const browser = ['Edg', 'OPR', 'Firefox', 'Chrome', 'Safari'].find((name) => text.includes(`${name}/`));
  const system = /(Windows|Android|iPhone|iPad|Mac OS|Linux)/.exec(text)?.[1];
  const names: Readonly<Record<string, string>> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS': 'macOS' };
  const named = (name: string | undefined) => (name === undefined ? undefined : (names[name] ?? name));
  const words = [named(browser), named(system)].filter(Boolean).join(' on ');
  return html`<span title="${text}">${words || text.slice(0, 40) || 'Unknown'}</span>`;
}
