import type { FastifyInstance } from 'fastify';
import { idOf } from './visitor.js';

/** Settings of the app that were pages of the server. */
const SETTINGS = { account: 'sign-in', applications: 'keys', users: 'users' } as const;

/** Where addresses lead that were pages of their own before the web app (web_app.ts) took their place. */
export function mountOldAddresses(app: FastifyInstance): void {
  app.get('/app/cadences_v2/:id', async (request, reply) =>
    reply.redirect(`/app/cadences/${idOf(request)}/people`, 303),
  );
  app.get('/app/cadences_v2', async (_, reply) => reply.redirect('/app/cadences', 303));
  for (const [old, page] of Object.entries(SETTINGS))
    for (const path of [`/app/${old}`, `/app/${old}/*`])
      app.get(path, async (_, reply) => reply.redirect(`/app/settings/${page}`, 303));
  app.get('/', async (_, reply) => reply.redirect('/app', 303));
}
