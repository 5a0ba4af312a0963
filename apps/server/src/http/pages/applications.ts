import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  type Account,
  createApiKey,
  createOAuthApp,
  findOAuthApp,
  listApiKeys,
  listOAuthApps,
  revokeApiKey,
  revokeOAuthApp,
  rotateApiKey,
  rotateOAuthAppSecret,
  updateOAuthApp,
} from '../../domain/identity/index.js';
import type { Tx } from '../../db/connect.js';
import { write } from '../../db/write.js';
import { AppError, notFound } from '../../kernel/errors.js';
import { applicationsPage, editAppPage } from './applications_view.js';
import { formFields, formList, sendPage } from './safety.js';
import { createFlash, type Shown } from './shown.js';
import { findVisitor, toLogin, type PageParts } from './visitor.js';

const HOME = '/app/applications';

/** "Your applications": OAuth apps and API keys. Admins see all apps of the team, others their own. */
export function mountApplications(app: FastifyInstance, parts: PageParts): void {
  const { ctx, auth, safety } = parts;
  const db = ctx.database.kysely;
  const flash = createFlash(ctx, safety, HOME);

  async function signedIn(request: FastifyRequest): Promise<(Account & { admin: boolean }) | undefined> {
    const visitor = await findVisitor(parts, request);
    return visitor && { ...visitor.account, admin: visitor.principal.admin };
  }

  async function overview(
    request: FastifyRequest,
    reply: FastifyReply,
    account: Account & { admin: boolean },
    error?: string,
  ) {
    const [apps, keys] = [
      await listOAuthApps(db, account.team_id, account.admin ? null : account.id),
      await listApiKeys(db, account.team_id, account.id),
    ];
    const csrf = safety.csrf(request, reply);
    const shown = error === undefined ? flash.take(request, reply) : undefined;
    return sendPage(
      reply,
      applicationsPage({ csrf, account, apps, keys, shown, error, now: ctx.clock.now() }),
      { status: error === undefined ? 200 : 422 },
    );
  }

  app.get(HOME, async (request, reply) => {
    const account = await signedIn(request);
    if (!account) return toLogin(reply, HOME);
    return overview(request, reply, account);
  });

  app.get(`${HOME}/apps/:id`, async (request, reply) => {
    const account = await signedIn(request);
    if (!account) return toLogin(reply, request.url);
    const found = await ownApp(account, request);
    return sendPage(reply, editAppPage({ csrf: safety.csrf(request, reply), account, app: found }));
  });

  async function ownApp(account: Account & { admin: boolean }, request: FastifyRequest) {
    const found = await findOAuthApp(db, account.team_id, idOf(request));
    if (!found || (!account.admin && found.user_id !== account.id)) throw notFound('oauth app');
    return found;
  }

  type Action = (
    account: Account & { admin: boolean },
    request: FastifyRequest,
  ) => Promise<((tx: Tx) => Promise<Shown | undefined>) | undefined>;

  /** Every form of the page: CSRF, signed in, one transaction, back to the overview. */
  function action(path: string, prepare: Action): void {
    app.post(`${HOME}${path}`, async (request, reply) => {
      safety.checkCsrf(request);
      const account = await signedIn(request);
      if (!account) return toLogin(reply, HOME);
      try {
        const work = await prepare(account, request);
        const shown = work && (await write(db, account.team_id, work));
        auth.flush();
        if (shown) flash.put(reply, shown);
        return reply.header('cache-control', 'no-store').redirect(HOME, 303);
      } catch (error) {
        if (!(error instanceof AppError) || error.kind !== 'invalid') throw error;
        return overview(request, reply, account, error.message);
      }
    });
  }

  action('/apps', async (account, request) => {
    const fields = formFields(request);
    const confidential = fields['kind'] !== 'public';
    const input = {
      userId: account.id,
      name: fields['name'] ?? '',
      redirectUris: (fields['redirect_uris'] ?? '').split(/\s+/),
      confidential,
      scopes: formList(request, 'scopes'),
    };
    return async (tx) => {
      const made = await createOAuthApp(tx, account.team_id, input, ctx.clock.now());
      return {
        title: `${input.name.trim()} is registered`,
        items: secretItems(made.clientId, made.clientSecret),
      };
    };
  });
  action('/apps/:id', async (account, request) => {
    const found = await ownApp(account, request);
    const fields = formFields(request);
    const change = {
      name: fields['name'] ?? '',
      redirectUris: (fields['redirect_uris'] ?? '').split(/\s+/),
      scopes: formList(request, 'scopes'),
    };
    return async (tx) => {
      await updateOAuthApp(tx, account.team_id, found.id, change, ctx.clock.now());
      return undefined;
    };
  });
  action('/apps/:id/rotate', async (account, request) => {
    const found = await ownApp(account, request);
    return async (tx) => {
      const { clientId, clientSecret } = await rotateOAuthAppSecret(
        tx,
        account.team_id,
        found.id,
        ctx.clock.now(),
      );
      return {
        title: `${found.name} has a new secret; the old one no longer works`,
        items: secretItems(clientId, clientSecret),
      };
    };
  });
  action('/apps/:id/revoke', async (account, request) => {
    const found = await ownApp(account, request);
    return async (tx) => {
      await revokeOAuthApp(tx, account.team_id, found.id, ctx.clock.now());
      return { title: `${found.name} can no longer sign in`, items: [] };
    };
  });
  action('/keys', async (account, request) => {
    const input = {
      userId: account.id,
      name: formFields(request)['name'] ?? '',
      scopes: formList(request, 'scopes'),
    };
    return async (tx) => {
      const { key } = await createApiKey(tx, account.team_id, input, ctx.clock.now());
      return { title: `The key ${input.name.trim()} is ready`, items: [{ label: 'API key', value: key }] };
    };
  });
  action('/keys/:id/rotate', async (account, request) => async (tx) => {
    const { key } = await rotateApiKey(tx, account.team_id, account.id, idOf(request), ctx.clock.now());
    return {
      title: 'The key was replaced; the old one no longer works',
      items: [{ label: 'API key', value: key }],
    };
  });
  action('/keys/:id/revoke', async (account, request) => async (tx) => {
    await revokeApiKey(tx, account.team_id, account.id, idOf(request), ctx.clock.now());
    return { title: 'The key no longer works', items: [] };
  });
}

function secretItems(clientId: string, clientSecret: string | null): Shown['items'] {
  return [
    { label: 'Client id', value: clientId },
    ...(clientSecret === null ? [] : [{ label: 'Client secret', value: clientSecret }]),
  ];
}

function idOf(request: FastifyRequest): number {
  const id = Number((request.params as { id: string }).id);
  if (!Number.isSafeInteger(id)) throw notFound();
  return id;
}
