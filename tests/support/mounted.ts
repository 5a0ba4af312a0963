import { createApp } from '../../apps/server/src/http/app.js';
import { createAuthenticator } from '../../apps/server/src/http/auth.js';
import { handlers } from '../../apps/server/src/http/handlers.js';
import { mountParts, type Parts } from '../../apps/server/src/http/mount.js';
import type { TestServer } from './server.js';

/** Mounts declared parts on an app of its own, beside the whole server and on its database. */
export async function mounted(server: TestServer, declared: Parts, served: Parts) {
  const { app, chargeBudget: spend } = await createApp(server.context, createAuthenticator(server.context));
  const viewOf = (name: keyof typeof handlers.resources) => handlers.resources[name].view;
  mountParts({ app, context: server.context, chargeBudget: spend, viewOf }, declared, served);
  return app;
}
