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
import type { AppContext } from '../context.js';
import { applicationsPage, editAppPage } from './applications_view.js';
import { formFields, formList, sendPage } from './safety.js';
import { createFlash, type Shown } from './shown.js';
import { findVisitor, idOf, type PageParts, toLogin } from './visitor.js';

const HOME = '/app/applications';

/** What the routes of the page share. */
interface Applications extends PageParts {
  app: FastifyInstance;
  flash: ReturnType<typeof createFlash>;
}

type SignedIn = Account & { admin: boolean };

/** "Your applications": OAuth apps and API keys. Admins see all apps of the team, others their own. */
export function mountApplications(app: FastifyInstance, parts: PageParts): void {
  const applications = { ...parts, app, flash: createFlash(parts.ctx, parts.safety, HOME) };
  mountShown(applications);
  mountAppForms(applications);
  mountKeyForms(applications);
}

function mountShown(applications: Applications): void {
  const { app, ctx, safety } = applications;
  app.get(HOME, async (request, reply) => {
    const account = await signedIn(applications, request);
    if (!account) return toLogin(reply, HOME);
    return overview(applications, request, reply, account);
  });

  app.get(`${HOME}/apps/:id`, async (request, reply) => {
    const account = await signedIn(applications, request);
    if (!account) return toLogin(reply, request.url);
    const found = await ownApp(ctx, account, request);
    return sendPage(reply, editAppPage({ csrf: safety.csrf(request, reply), account, app: found }));
  });
}

async function signedIn(parts: PageParts, request: FastifyRequest): Promise<SignedIn | undefined> {
  const visitor = await findVisitor(parts, request);
  return visitor && { ...visitor.account, admin: visitor.principal.admin };
}

async function overview(
  { ctx, safety, flash }: Applications,
  request: FastifyRequest,
  reply: FastifyReply,
  account: SignedIn,
  error?: string,
): Promise<FastifyReply> {
  const db = ctx.database.kysely;
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

/** The app that the path names. @throws AppError not_found for others' as well, unless an admin asks */
async function ownApp({ database }: AppContext, account: SignedIn, request: FastifyRequest) {
  const found = await findOAuthApp(database.kysely, account.team_id, idOf(request));
  if (!found || (!account.admin && found.user_id !== account.id)) throw notFound('oauth app');
  return found;
}

type Action = (
  account: SignedIn,
  request: FastifyRequest,
) => Promise<((tx: Tx) => Promise<Shown | undefined>) | undefined>;

/** Every form of the page: CSRF, signed in, one transaction, back to the overview. */
function mountAction(applications: Applications, path: string, prepare: Action): void {
  const { app, ctx, auth, safety, flash } = applications;
  app.post(`${HOME}${path}`, async (request, reply) => {
    safety.checkCsrf(request);
    const account = await signedIn(applications, request);
    if (!account) return toLogin(reply, HOME);
    try {
      const work = await prepare(account, request);
      const shown = work && (await write(ctx.database.kysely, account.team_id, work));
      auth.flush();
      if (shown) flash.put(reply, shown);
      return reply.header('cache-control', 'no-store').redirect(HOME, 303);
    } catch (error) {
      if (!(error instanceof AppError) || error.kind !== 'invalid') throw error;
      return overview(applications, request, reply, account, error.message);
    }
  });
}

function mountAppForms(applications: Applications): void {
  const { ctx } = applications;
  mountAction(applications, '/apps', async (account, request) => {
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
  mountAction(applications, '/apps/:id', async (account, request) => {
    const found = await ownApp(ctx, account, request);
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
  mountAction(applications, '/apps/:id/rotate', async (account, request) => {
    const found = await ownApp(ctx, account, request);
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
  mountAction(applications, '/apps/:id/revoke', async (account, request) => {
    const found = await ownApp(ctx, account, request);
    return async (tx) => {
      await revokeOAuthApp(tx, account.team_id, found.id, ctx.clock.now());
      return { title: `${found.name} can no longer sign in`, items: [] };
    };
  });
}

function mountKeyForms(applications: Applications): void {
  const { ctx } = applications;
  mountAction(applications, '/keys', async (account, request) => {
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
  mountAction(applications, '/keys/:id/rotate', async (account, request) => async (tx) => {
    const { key } = await rotateApiKey(tx, account.team_id, account.id, idOf(request), ctx.clock.now());
    return {
      title: 'The key was replaced; the old one no longer works',
      items: [{ label: 'API key', value: key }],
    };
  });
  mountAction(applications, '/keys/:id/revoke', async (account, request) => async (tx) => {
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
