import { sql } from 'kysely';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { InteractionResults, Provider } from 'oidc-provider';
import { findAccountByGuid, listGrantedScopes, type Account } from '../../domain/identity/queries.js';
import { sha256 } from '../../kernel/crypto.js';
import { AppError } from '../../kernel/errors.js';
import { readCookie, SESSION_COOKIE, type Authenticator } from '../auth.js';
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
  const { ctx, provider, handler, safety } = parts;

  app.get(`${PATHS.interaction}/:uid`, async (request, reply) => {
    const details = await provider.interactionDetails(handler.asMessage(request), reply.raw);
    const account = await signedIn(parts, request);
    const params = details.params as Record<string, string | undefined>;
    if (!account || (wantsFreshLogin(params) && !(await signedInSince(ctx, request, details.iat))))
      return toLogin(request, reply);
    const client = await provider.Client.find(String(params['client_id']));
    if (!client) throw new AppError('not_found', 'The app that sent you here no longer exists.');
    const scopes = (params['scope'] ?? '').split(' ').filter((scope) => scope !== '');
    if (scopes.length === 0)
      return finish(parts, request, reply, {
        error: 'invalid_scope',
        error_description: 'none of the requested scopes is known',
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
      return finish(parts, request, reply, await consented(provider, account, client.clientId, scopes));
    }
    const returnsTo = new URL(String(params['redirect_uri']));
    const page = consentPage({
      action: `${PATHS.interaction}/${details.uid}`,
      csrf: safety.csrf(request, reply),
      email: account.email,
      appName: client.clientName ?? client.clientId,
      scopes,
      returnsTo: returnsTo.host === '' ? returnsTo.protocol : returnsTo.host,
    });
    return sendPage(reply, page, { formTargets: [formTarget(returnsTo)] });
  });

  app.post(`${PATHS.interaction}/:uid`, async (request, reply) => {
    safety.checkCsrf(request);
    const details = await provider.interactionDetails(handler.asMessage(request), reply.raw);
    const account = await signedIn(parts, request);
    if (!account) return toLogin(request, reply);
    if (formFields(request)['decision'] !== 'allow') {
      return finish(parts, request, reply, {
        error: 'access_denied',
        error_description: 'the user did not allow it',
      });
    }
    const params = details.params as Record<string, string>;
    return finish(
      parts,
      request,
      reply,
      await consented(provider, account, String(params['client_id']), (params['scope'] ?? '').split(' ')),
    );
  });

  app.get(PATHS.deviceEntry, async (request, reply) => {
    const account = await signedIn(parts, request);
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
  });

  app.post(PATHS.deviceEntry, async (request, reply) => {
    safety.checkCsrf(request);
    const account = await signedIn(parts, request);
    if (!account) return toLogin(request, reply);
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
    const scopes = requestedScope(
      code.params?.['scope'] as string | undefined,
      client.scope?.split(' ') ?? [],
    ).split(' ');
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
          userCode: shown,
        }),
      );
    }
    const answer =
      fields['decision'] === 'allow'
        ? {
            accountId: account.guid,
            grantId: await createGrant(provider, account, client.clientId, scopes),
            scope: scopes.join(' '),
            authTime: Math.floor(ctx.clock.now().getTime() / 1000),
          }
        : { error: 'access_denied', errorDescription: 'the user did not allow it' };
    if (!(await answerDevice(ctx, userCode, answer)))
      throw new AppError('not_found', 'This code was used already.');
    return fields['decision'] === 'allow'
      ? sendPage(reply, messagePage('Your device is connected', 'You can close this page and go back to it.'))
      : sendPage(reply, messagePage('Not connected', 'The device was refused. You can close this page.'));
  });
}

/** Stores the person's answer unless there is one already. */
async function answerDevice(
  ctx: AppContext,
  userCode: string,
  answer: Record<string, unknown>,
): Promise<boolean> {
  const { grantId } = answer as { grantId?: string };
  const row = await ctx.database.kysely
    .updateTable('oauth_payloads')
    .set({
      payload: sql<string>`payload || ${JSON.stringify(answer)}::jsonb`,
      ...(grantId === undefined ? {} : { grant_id: grantId }),
    })
    .where('model', '=', 'DeviceCode')
    .where('user_code_hash', '=', sha256(userCode))
    .where(sql<boolean>`NOT payload ?| array['accountId', 'error']`)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

async function createGrant(
  provider: Provider,
  account: Account,
  clientId: string,
  scopes: readonly string[],
): Promise<string> {
  const grant = new provider.Grant({ accountId: account.guid, clientId });
  grant.addOIDCScope(scopes.join(' '));
  return grant.save();
}

async function consented(
  provider: Provider,
  account: Account,
  clientId: string,
  scopes: readonly string[],
): Promise<InteractionResults> {
  const grantId = await createGrant(provider, account, clientId, scopes);
  return { login: { accountId: account.guid, remember: false }, consent: { grantId } };
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

async function signedIn({ ctx, auth }: Parts, request: FastifyRequest): Promise<Account | undefined> {
  const principal = await auth.session(request.headers.cookie, ctx.clock.now());
  return principal ? findAccountByGuid(ctx.database.kysely, principal.userGuid) : undefined;
}

function toLogin(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  // A form that was open when the session ended leads back to its page, not to a repeated post.
  return reply.redirect(`/login?return_to=${encodeURIComponent(request.url)}`, 303);
}

function wantsFreshLogin(params: Record<string, string | undefined>): boolean {
  return params['prompt']?.split(' ').includes('login') === true || params['max_age'] !== undefined;
}

/** True when the session was opened after the interaction began: prompt=login was honoured. */
async function signedInSince(
  ctx: AppContext,
  request: FastifyRequest,
  startedAt: number | undefined,
): Promise<boolean> {
  const token = readCookie(request.headers.cookie, SESSION_COOKIE) ?? '';
  const row = await ctx.database.kysely
    .selectFrom('sessions')
    .select('created_at')
    .where('token_hash', '=', sha256(token))
    .executeTakeFirst();
  return row !== undefined && startedAt !== undefined && row.created_at.getTime() >= startedAt * 1000;
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
