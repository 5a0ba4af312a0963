import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { InteractionResults, Provider } from 'oidc-provider';
import {
  type Account,
  ADMIN_ROLE,
  answerDevice,
  findAccountByGuid,
  findSessionStart,
  listGrantedScopes,
  scopesOfRole,
} from '../../domain/identity/index.js';
import { AppError } from '../../kernel/errors.js';
import { readSession, type Authenticator } from '../auth.js';
import type { AppContext } from '../context.js';
import { consentPage, deviceCodePage } from '../pages/oauth_pages.js';
import { messagePage } from '../pages/layout.js';
import { formFields, sendPage, type Safety } from '../pages/safety.js';
import type { createHandler } from './handler.js';
import { PATHS } from './provider.js';
import { requestedScope } from './scope_request.js';

interface Parts {
  ctx: AppContext;
  auth: Authenticator;
  provider: Provider;
  handler: ReturnType<typeof createHandler>;
  safety: Safety;
}

/**
 * The person's side of an authorization: sign in, consent. The engine keeps no login of its own (register.ts drops its
 * session cookie), so whoever is signed in to Cadenza in this browser is the one who decides, every time.
 */
export function mountInteraction(app: FastifyInstance, parts: Parts): void {
  app.get(`${PATHS.interaction}/:uid`, (request, reply) => askConsent(parts, request, reply));
  app.post(`${PATHS.interaction}/:uid`, (request, reply) => takeConsent(parts, request, reply));
  app.get(PATHS.deviceEntry, (request, reply) => askDeviceCode(parts, request, reply));
  app.post(PATHS.deviceEntry, (request, reply) => takeDeviceCode(parts, request, reply));
}

async function askConsent(parts: Parts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx, provider, handler, safety } = parts;
  const details = await provider.interactionDetails(handler.asMessage(request), reply.raw);
  const params = details.params as Record<string, string | undefined>;
  const person = await signedIn(parts, request, oldestLogin(params, details.iat));
  if (!person) return toLogin(request, reply);
  const { account } = person;
  const client = await provider.Client.find(String(params['client_id']));
  if (!client) throw new AppError('not_found', 'The app that sent you here no longer exists.');
  const { scopes, withheld } = grantable(account, params['scope']);
  if (scopes.length === 0)
    return finish(parts, request, reply, {
      error: 'invalid_scope',
      error_description:
        withheld.length === 0
          ? 'none of the requested scopes is known'
          : 'only an admin may grant these scopes',
    });
  // A confidential app was let in before with at least these scopes: do not ask again. Public apps always ask, as
  // anybody can pretend to be one (RFC 8252 section 8.6).
  const known = client.clientAuthMethod !== 'none' && !params['prompt']?.includes('consent');
  if (
    known &&
    (await listGrantedScopes(ctx.database.kysely, client.clientId, account.id)).some((granted) =>
      scopes.every((scope) => granted.has(scope)),
    )
  ) {
    return finish(parts, request, reply, await consented(provider, person, client.clientId, params['scope']));
  }
  const returnsTo = new URL(String(params['redirect_uri']));
  const page = consentPage({
    action: `${PATHS.interaction}/${details.uid}`,
    csrf: safety.csrf(request, reply),
    email: account.email,
    appName: client.clientName ?? client.clientId,
    scopes,
    withheld,
    returnsTo: returnsTo.host === '' ? returnsTo.protocol : returnsTo.host,
  });
  return sendPage(reply, page, { formTargets: [formTarget(returnsTo)] });
}

async function takeConsent(
  parts: Parts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { provider, handler, safety } = parts;
  safety.checkCsrf(request);
  const details = await provider.interactionDetails(handler.asMessage(request), reply.raw);
  const params = details.params as Record<string, string | undefined>;
  // As strict as the page before it: whoever posts without having looked must have signed in as lately.
  const person = await signedIn(parts, request, oldestLogin(params, details.iat));
  if (!person) return toLogin(request, reply);
  if (formFields(request)['decision'] !== 'allow') {
    return finish(parts, request, reply, {
      error: 'access_denied',
      error_description: 'the user did not allow it',
    });
  }
  return finish(
    parts,
    request,
    reply,
    await consented(provider, person, String(params['client_id']), params['scope']),
  );
}

async function askDeviceCode(
  parts: Parts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { safety } = parts;
  const account = (await signedIn(parts, request))?.account;
  if (!account) return toLogin(request, reply);
  const userCode = (request.query as Record<string, unknown>)['user_code'];
  const csrf = safety.csrf(request, reply);
  return sendPage(
    reply,
    deviceCodePage({
      csrf,
      email: account.email,
      userCode: typeof userCode === 'string' ? userCode.slice(0, 20) : undefined,
    }),
  );
}

/** The code, and then the answer to what it asks for. */
async function takeDeviceCode(
  parts: Parts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { provider, safety } = parts;
  safety.checkCsrf(request);
  const person = await signedIn(parts, request);
  if (!person) return toLogin(request, reply);
  const { account } = person;
  const fields = formFields(request);
  // Typed by hand: case, spaces and hyphens do not matter.
  const userCode = (fields['user_code'] ?? '').toUpperCase().replace(/[^A-Z0-9]/g, '');
  const csrf = safety.csrf(request, reply);
  const code = await provider.DeviceCode.findByUserCode(userCode);
  const client = code?.clientId === undefined ? undefined : await provider.Client.find(code.clientId);
  if (!code || !client || code.accountId !== undefined || code.error !== undefined) {
    return sendPage(
      reply,
      deviceCodePage({
        csrf,
        email: account.email,
        userCode: fields['user_code'],
        error: 'This code is not right, or has expired. Ask your device for a new one.',
      }),
      { status: 422 },
    );
  }
  const { scopes, withheld } = grantable(
    account,
    requestedScope(code.params?.['scope'] as string | undefined, client.scope?.split(' ') ?? []),
  );
  if (fields['decision'] === undefined) {
    const shown = userCode.replace(/^(.{4})(.{4})$/, '$1-$2');
    return sendPage(
      reply,
      consentPage({
        action: PATHS.deviceEntry,
        csrf,
        email: account.email,
        appName: client.clientName ?? client.clientId,
        scopes,
        withheld,
        userCode: shown,
      }),
    );
  }
  return answerCode(parts, reply, {
    userCode,
    allowed: fields['decision'] === 'allow',
    person,
    clientId: client.clientId,
    granted: { scopes, withheld },
  });
}

async function answerCode(
  { ctx, provider }: Parts,
  reply: FastifyReply,
  decided: { userCode: string; allowed: boolean; person: Person; clientId: string; granted: Granted },
): Promise<FastifyReply> {
  const { userCode, allowed, person, clientId, granted } = decided;
  const answer = allowed
    ? {
        accountId: person.account.guid,
        grantId: await createGrant(provider, person.account, clientId, granted),
        scope: granted.scopes.join(' '),
        authTime: person.authTime,
      }
    : { error: 'access_denied', errorDescription: 'the user did not allow it' };
  if (!(await answerDevice(ctx.database.kysely, userCode, answer)))
    throw new AppError('not_found', 'This code was used already.');
  return allowed
    ? sendPage(reply, messagePage('Your device is connected', 'You can close this page and go back to it.'))
    : sendPage(reply, messagePage('Not connected', 'The device was refused. You can close this page.'));
}

/** Scopes that are granted, and those of the asked ones that are not. */
interface Granted {
  scopes: readonly string[];
  withheld: readonly string[];
}

/** What the person's role lets them grant of what is asked, and what it does not. */
function grantable(
  account: Pick<Account, 'role_id'>,
  asked: string | undefined,
): { scopes: string[]; withheld: string[] } {
  const names = [...new Set((asked ?? '').split(' ').filter((scope) => scope !== ''))];
  const scopes = scopesOfRole(names, account.role_id === ADMIN_ROLE);
  return { scopes, withheld: names.filter((scope) => !scopes.includes(scope)) };
}

async function createGrant(
  provider: Provider,
  account: Account,
  clientId: string,
  { scopes, withheld }: Granted,
): Promise<string> {
  const grant = new provider.Grant({ accountId: account.guid, clientId });
  grant.addOIDCScope(scopes.join(' '));
  // Said, or the engine would ask for them again.
  if (withheld.length > 0) grant.rejectOIDCScope(withheld.join(' '));
  return grant.save();
}

async function consented(
  provider: Provider,
  { account, authTime }: Person,
  clientId: string,
  asked: string | undefined,
): Promise<InteractionResults> {
  const grantId = await createGrant(provider, account, clientId, grantable(account, asked));
  // `ts` becomes auth_time: when the password was given, not when the consent was.
  return { login: { accountId: account.guid, remember: false, ts: authTime }, consent: { grantId } };
}

async function finish(
  { provider, handler }: Parts,
  request: FastifyRequest,
  reply: FastifyReply,
  result: InteractionResults,
): Promise<FastifyReply> {
  const returnTo = await provider.interactionResult(handler.asMessage(request), reply.raw, result, {
    mergeWithLastSubmission: false,
  });
  // A path, so that the browser stays on the host whose cookies it has, whatever PUBLIC_URL says.
  return reply.header('cache-control', 'no-store').redirect(new URL(returnTo).pathname, 303);
}

/** Who is signed in to this browser. */
interface Person {
  account: Account;
  /** When they gave their password, in seconds since 1970. */
  authTime: number;
}

/** @param since the session must not be older, in milliseconds since 1970 */
async function signedIn(
  { ctx, auth }: Parts,
  request: FastifyRequest,
  since = Number.NEGATIVE_INFINITY,
): Promise<Person | undefined> {
  const principal = await auth.session(request.headers.cookie, ctx.clock.now());
  const account = principal && (await findAccountByGuid(ctx.database.kysely, principal.userGuid));
  if (!account) return undefined;
  const token = readSession(request.headers.cookie) ?? '';
  const opened = await findSessionStart(ctx.database.kysely, token);
  if (!opened || opened.getTime() < since) return undefined;
  return { account, authTime: Math.floor(opened.getTime() / 1000) };
}

function toLogin(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  // A form that was open when the session ended leads back to its page, not to a repeated post.
  return reply.redirect(`/login?return_to=${encodeURIComponent(request.url)}`, 303);
}

/**
 * The oldest login that will do, in milliseconds since 1970: with prompt=login one after this authorization began, with
 * max_age one at most so many seconds before it (OpenID Connect Core 3.1.2.1).
 */
function oldestLogin(params: Record<string, string | undefined>, startedAt: number): number {
  if (params['prompt']?.split(' ').includes('login') === true) return startedAt * 1000;
  const maxAge = params['max_age'] === undefined ? Number.POSITIVE_INFINITY : Number(params['max_age']);
  return Number.isNaN(maxAge) ? startedAt * 1000 : (startedAt - maxAge) * 1000;
}

/** An app's address as CSP form-action names it: the consent form ends there after redirects. */
function formTarget(url: URL): string {
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.origin : url.protocol;
}

/** Where a login that leads to an authorization will end, for the login page's CSP. */
export async function interactionTarget(provider: Provider, returnTo: string): Promise<string | undefined> {
  const prefix = `${PATHS.interaction}/`;
  const uid = returnTo.startsWith(prefix) ? returnTo.slice(prefix.length) : '';
  const interaction = /^[\w-]+$/.test(uid) ? await provider.Interaction.find(uid) : undefined;
  const redirectUri = interaction?.params['redirect_uri'];
  return typeof redirectUri === 'string' && URL.canParse(redirectUri)
    ? formTarget(new URL(redirectUri))
    : undefined;
}
