import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  findPasswordReset,
  login,
  logout,
  requestPasswordReset,
  resetPassword,
  SESSION_MS,
} from '../../domain/identity/index.js';
import { secretKeys } from '../../config.js';
import { AppError } from '../../kernel/errors.js';
import { createSealer } from '../../kernel/sealed.js';
import { readSession } from '../auth.js';
import { networkOf, plainAddress } from '../caller.js';
import { tellWait } from '../errors.js';
import { knownBrowsers } from '../known-browsers.js';
import { html, type Html } from './html.js';
import { messagePage, notice, page } from './layout.js';
import { formFields, localPath, sendPage } from './safety.js';
import type { Login, LoginParts } from './login_parts.js';
import { mountSecondStep, toSecondStep } from './second_step.js';

const HOME = '/app';
/** The same for everybody: whether a team has a mailbox for this would tell whether the address is known. */
const WITHOUT_MAIL =
  ' This server may have no mailbox to send it from: then ask an admin of your team, or whoever runs the server, for a link.';

/** Login, logout, forgotten passwords. */
export function mountLogin(app: FastifyInstance, parts: LoginParts): void {
  const sealer = createSealer('mailboxes', secretKeys(parts.ctx.config));
  const shared = { ...parts, app, sealer, browsers: knownBrowsers(parts.ctx, parts.safety) };
  mountSignIn(shared);
  mountSecondStep(shared);
  mountSignOut(shared);
  mountForgotten(shared);
  mountReset(shared);
}

function mountSignIn(shared: Login): void {
  const { app, ctx, auth, safety, browsers, sealer } = shared;
  const db = ctx.database.kysely;
  app.get('/login', async (request, reply) =>
    showLogin(shared, request, reply, {
      returnTo: localPath((request.query as Record<string, unknown>)['return_to'], HOME),
    }),
  );

  app.post('/login', async (request, reply) => {
    safety.checkCsrf(request);
    const fields = formFields(request);
    const returnTo = localPath(fields['return_to'], HOME);
    const email = fields['email'] ?? '';
    const old = readSession(request.headers.cookie);
    try {
      const session = await login(
        db,
        sealer,
        {
          email,
          password: fields['password'] ?? '',
          knownBrowser: browsers.of(request),
          network: networkOf(request, ctx),
          ip: plainAddress(request.ip),
          userAgent: request.headers['user-agent'],
        },
        ctx.clock.now(),
      );
      if ('pass' in session) return toSecondStep(shared, reply, session.pass, returnTo);
      // Always a new session id: one planted before the login is worth nothing after it.
      if (old !== undefined) await logout(db, old);
      auth.flush();
      browsers.remember(request, reply, session.userId);
      safety.setSession(reply, session.token, SESSION_MS / 1000);
      return reply.header('cache-control', 'no-store').redirect(returnTo, 303);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      tellWait(reply, error);
      return showLogin(shared, request, reply, {
        returnTo,
        email,
        error: error.message,
        status: error.kind === 'rate_limited' ? 429 : 401,
      });
    }
  });
}

async function showLogin(
  { safety, formTarget }: Login,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: { returnTo: string; email?: string; error?: string; status?: number },
) {
  const target = await formTarget(shown.returnTo);
  return sendPage(reply, loginPage({ ...shown, csrf: safety.csrf(request, reply) }), {
    ...(shown.status === undefined ? {} : { status: shown.status }),
    formTargets: target === undefined ? [] : [target],
  });
}

function mountSignOut({ app, ctx, auth, safety }: Login): void {
  app.post('/logout', async (request, reply) => {
    safety.checkCsrf(request);
    const token = readSession(request.headers.cookie);
    if (token !== undefined) await logout(ctx.database.kysely, token);
    auth.flush();
    safety.endSession(reply);
    return reply.redirect('/login', 303);
  });
}

function mountForgotten({ app, ctx, safety, sendSystemMail }: Login): void {
  app.get('/forgot-password', async (request, reply) =>
    sendPage(reply, forgotPage(safety.csrf(request, reply))),
  );

  app.post('/forgot-password', async (request, reply) => {
    safety.checkCsrf(request);
    const email = formFields(request)['email'] ?? '';
    // Not awaited: the time an answer takes must not tell whether the address is known.
    requestPasswordReset(
      ctx.database.kysely,
      { email, network: networkOf(request, ctx), publicUrl: ctx.config.publicUrl },
      sendSystemMail,
      ctx.clock.now(),
    ).catch((error: unknown) => ctx.log.error({ err: error }, 'password reset mail failed'));
    return sendPage(
      reply,
      messagePage(
        'Check your mail',
        `If there is an account with this address, a link to set a new password is on its way. It works for one hour.${ctx.config.smtpUrl === undefined ? WITHOUT_MAIL : ''}`,
        { href: '/login', text: 'Back to sign in' },
      ),
    );
  });
}

function mountReset({ app, ctx, auth, safety, browsers }: Login): void {
  const db = ctx.database.kysely;
  app.get('/reset-password', async (request, reply) => {
    const token = (request.query as Record<string, unknown>)['token'];
    if (typeof token !== 'string' || !(await findPasswordReset(db, token, ctx.clock.now())))
      return sendPage(reply, deadLink(), { status: 404 });
    return sendPage(reply, resetPage({ token, csrf: safety.csrf(request, reply) }));
  });

  app.post('/reset-password', async (request, reply) => {
    safety.checkCsrf(request);
    const fields = formFields(request);
    const token = fields['token'] ?? '';
    try {
      const { userId } = await resetPassword(
        db,
        { token, password: fields['password'] ?? '' },
        ctx.clock.now(),
      );
      // The link came to its owner: from now on nobody's tries keep this browser out.
      browsers.remember(request, reply, userId);
    } catch (error) {
      if (error instanceof AppError && error.kind === 'not_found')
        return sendPage(reply, deadLink(), { status: 404 });
      if (error instanceof AppError && error.kind === 'invalid') {
        return sendPage(
          reply,
          resetPage({ token, csrf: safety.csrf(request, reply), error: `The ${error.message}.` }),
          { status: 422 },
        );
      }
      throw error;
    }
    auth.flush();
    return sendPage(
      reply,
      messagePage('Your password is set', 'You were signed out everywhere. Sign in with the new password.', {
        href: '/login',
        text: 'Sign in',
      }),
    );
  });
}

function loginPage(options: { returnTo: string; csrf: string; email?: string; error?: string }): Html {
  return page(
    { title: 'Sign in' },
    html`<section class="card">
<h1>Sign in</h1>
${notice('error', options.error)}
<form method="post" action="/login">
<input type="hidden" name="csrf" value="${options.csrf}">
<input type="hidden" name="return_to" value="${options.returnTo}">
<label for="email">E-mail address</label>
<input id="email" name="email" type="email" value="${options.email}" required autocomplete="username" ${!options.email && html`autofocus`}>
<label for="password">Password</label>
<input id="password" name="password" type="password" required autocomplete="current-password" ${options.email && html`autofocus`}>
<button type="submit">Sign in</button>
</form>
<p class="small"><a href="/forgot-password">Forgot your password?</a></p>
</section>`,
  );
}

function forgotPage(csrf: string): Html {
  return page(
    { title: 'Forgot your password?' },
    html`<section class="card">
<h1>Forgot your password?</h1>
<p class="muted">Enter your address and we mail you a link to set a new one.</p>
<form method="post" action="/forgot-password">
<input type="hidden" name="csrf" value="${csrf}">
<label for="email">E-mail address</label>
<input id="email" name="email" type="email" required autocomplete="username" autofocus>
<button type="submit">Send the link</button>
</form>
<p class="small"><a href="/login">Back to sign in</a></p>
</section>`,
  );
}

function resetPage(options: { token: string; csrf: string; error?: string }): Html {
  return page(
    { title: 'Set a new password' },
    html`<section class="card">
<h1>Set a new password</h1>
${notice('error', options.error)}
<form method="post" action="/reset-password">
<input type="hidden" name="csrf" value="${options.csrf}">
<input type="hidden" name="token" value="${options.token}">
<label for="password">New password</label>
<input id="password" name="password" type="password" required minlength="8" autocomplete="new-password" autofocus>
<p class="muted small">At least 8 characters, and hard to guess: a few unrelated words do.</p>
<button type="submit">Set password</button>
</form>
</section>`,
  );
}

function deadLink(): Html {
  return messagePage('This link no longer works', 'It was used already, or its time is over.', {
    href: '/forgot-password',
    text: 'Ask for a new one',
  });
}
