import type { FastifyReply, FastifyRequest } from 'fastify';
import encodeQR from 'qr';
import {
  beginTwoFactor,
  finishLogin,
  logout,
  openSetUp,
  PASS_MS,
  type SecondStep,
  secondStepOf,
  SESSION_MS,
  shownSetUp,
} from '../../domain/identity/index.js';
import { AppError } from '../../kernel/errors.js';
import { readCookie, readSession } from '../auth.js';
import { plainAddress } from '../caller.js';
import { tellWait } from '../errors.js';
import { html, type Html } from './html.js';
import type { Login } from './login_parts.js';
import { notice, page } from './layout.js';
import { formFields, localPath, sendPage } from './safety.js';

/** Who gave the right password, sealed (login-pass.ts). */
const COOKIE = 'cadenza_step';
const PATH = '/login/code';
const HOME = '/app';

/** The password was right: on to the second step. */
export function toSecondStep({ safety }: Login, reply: FastifyReply, pass: string, returnTo: string) {
  safety.setCookie(reply, COOKIE, pass, PASS_MS / 1000, '/login');
  return reply
    .header('cache-control', 'no-store')
    .redirect(`${PATH}?return_to=${encodeURIComponent(returnTo)}`, 303);
}

/** The second step of a login: a code, or setting two-factor sign-in up where the team wants it. */
export function mountSecondStep(shared: Login): void {
  const { app, ctx, sealer } = shared;
  app.get(PATH, async (request, reply) => {
    const returnTo = localPath((request.query as Record<string, unknown>)['return_to'], HOME);
    const now = ctx.clock.now();
    const step = await secondStepOf(ctx.database.kysely, sealer, passOf(request), now);
    if (!step) return anew(reply, returnTo);
    const setUp = step.next === 'set_up' ? beginTwoFactor(sealer, step, step.email, now).setUp : undefined;
    return show(shared, request, reply, { step, returnTo, setUp });
  });

  app.post(PATH, (request, reply) => take(shared, request, reply));
}

const passOf = (request: FastifyRequest): string => readCookie(request.headers.cookie, COOKIE) ?? '';

const anew = (reply: FastifyReply, returnTo: string) =>
  reply.header('cache-control', 'no-store').redirect(`/login?return_to=${encodeURIComponent(returnTo)}`, 303);

async function take(shared: Login, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx, sealer, safety, browsers, auth } = shared;
  safety.checkCsrf(request);
  const fields = formFields(request);
  const returnTo = localPath(fields['return_to'], HOME);
  const db = ctx.database.kysely;
  const now = ctx.clock.now();
  const old = readSession(request.headers.cookie);
  const input = {
    code: fields['code'] ?? '',
    setUp: fields['setup'],
    knownBrowser: browsers.of(request),
    ip: plainAddress(request.ip),
    userAgent: request.headers['user-agent'],
  };
  try {
    const { token, userId, recoveryCodes } = await finishLogin(db, sealer, passOf(request), input, now);
    if (old !== undefined) await logout(db, old);
    auth.flush();
    browsers.remember(request, reply, userId);
    safety.setSession(reply, token, SESSION_MS / 1000);
    safety.setCookie(reply, COOKIE, '', 0, '/login');
    if (recoveryCodes) return sendPage(reply, codesPage(recoveryCodes, returnTo));
    return reply.header('cache-control', 'no-store').redirect(returnTo, 303);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const step = await secondStepOf(db, sealer, passOf(request), now);
    // It is over, or was done in another window.
    if (!step || error.kind === 'unauthenticated') return anew(reply, returnTo);
    tellWait(reply, error);
    const kept = input.setUp !== undefined && openSetUp(sealer, step, input.setUp, now) !== undefined;
    const setUp = kept ? input.setUp : beginTwoFactor(sealer, step, step.email, now).setUp;
    return show(shared, request, reply, {
      step,
      returnTo,
      setUp: step.next === 'set_up' ? setUp : undefined,
      error: error.kind === 'rate_limited' ? error.message : `The ${error.message}.`,
      status: error.kind === 'rate_limited' ? 429 : 422,
    });
  }
}

interface Shown {
  readonly step: SecondStep;
  readonly returnTo: string;
  readonly setUp: string | undefined;
  readonly error?: string;
  readonly status?: number;
}

async function show(
  { ctx, sealer, safety, formTarget }: Login,
  request: FastifyRequest,
  reply: FastifyReply,
  { step, returnTo, setUp, error, status = 200 }: Shown,
): Promise<FastifyReply> {
  const target = await formTarget(returnTo);
  const secret = setUp === undefined ? undefined : openSetUp(sealer, step, setUp, ctx.clock.now());
  const begun =
    secret === undefined || setUp === undefined ? undefined : { ...shownSetUp(secret, step.email), setUp };
  const body = codePage({ csrf: safety.csrf(request, reply), returnTo, error, begun });
  return sendPage(reply, body, { status, formTargets: target === undefined ? [] : [target] });
}

function codePage(options: {
  csrf: string;
  returnTo: string;
  error: string | undefined;
  begun: { secret: string; uri: string; setUp: string } | undefined;
}): Html {
  const { begun } = options;
  const title = begun ? 'Set up two-factor sign-in' : 'Enter your code';
  return page(
    { title },
    html`<section class="card">
<h1>${title}</h1>
${notice('error', options.error)}
${begun ? picture(begun) : html`<p class="muted">Your authenticator app shows it. Without the app, enter one of your recovery codes.</p>`}
<form method="post" action="${PATH}">
<input type="hidden" name="csrf" value="${options.csrf}">
<input type="hidden" name="return_to" value="${options.returnTo}">
${begun && html`<input type="hidden" name="setup" value="${begun.setUp}">`}
<label for="code">Code</label>
<input id="code" name="code" required autocomplete="one-time-code" ${begun && html`inputmode="numeric"`} maxlength="100" autofocus>
<button type="submit">${begun ? 'Turn it on' : 'Sign in'}</button>
</form>
<p class="small"><a href="/login?return_to=${encodeURIComponent(options.returnTo)}">Sign in as somebody else</a></p>
</section>`,
  );
}

function picture({ secret, uri }: { secret: string; uri: string }): Html {
  const rows = encodeQR(uri, 'raw', { border: 2 });
  const path = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return html`<p class="muted">Your team asks for a second step after the password. Scan this with an authenticator app, then enter the code that it shows.</p>
<svg class="qr" role="img" aria-label="QR code for an authenticator app" viewBox="0 0 ${rows.length} ${rows.length}" width="200" height="200"><path d="${path.join('')}"/></svg>
<p class="small">No camera? Enter this key into the app: <code class="secret">${secret}</code></p>`;
}

function codesPage(codes: readonly string[], returnTo: string): Html {
  return page(
    { title: 'Your recovery codes' },
    html`<section class="card">
<h1>Your recovery codes</h1>
<p>Each signs you in once, should you lose the app. Keep them where you keep passwords: they are shown here and never again.</p>
<ul class="codes">${codes.map((code) => html`<li><code>${code}</code></li>`)}</ul>
<p><a href="${returnTo}">I have them, go on</a></p>
</section>`,
  );
}
