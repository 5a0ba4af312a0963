import type { FastifyInstance } from 'fastify';
import { migrationState } from '../db/migrate.js';
import { VERSION } from '../kernel/version.js';
import { findServerTransport } from '../domain/mailboxes/transport-commands.js';
import type { AppContext } from './context.js';

/** Why the engine of this process does not get on with its work; undefined when it does. */
export type EngineProblem = () => string | undefined;

/**
 * /healthz: the process answers, and which version it is. /readyz: the database answers, is migrated to this build (or a newer one: during an
 * upgrade the old servers go on), and the engine works; 503 with the reason otherwise. `engineProblem` is left out by
 * a server that runs the API alone.
 */
export function mountHealth(app: FastifyInstance, context: AppContext, engineProblem?: EngineProblem): void {
  app.get('/healthz', (_request, reply) => reply.send({ status: 'ok', version: VERSION }));
  app.get('/readyz', async (_request, reply) => {
    const database = await databaseProblem(context);
    const engine = engineProblem?.();
    const mail = database === undefined ? await mailProblem(context) : undefined;
    return reply.code(database === undefined && engine === undefined ? 200 : 503).send({
      status: database === undefined && engine === undefined ? 'ok' : 'unavailable',
      database: database ?? 'ok',
      engine: engineProblem === undefined ? 'not run by this process' : (engine ?? 'ok'),
      // Told, and no reason to take the API away: e-mails wait, and go when the server is back.
      ...(mail === undefined ? {} : { mail }),
    });
  });
}

async function databaseProblem(context: AppContext): Promise<string | undefined> {
  try {
    const { pending } = await migrationState(context.database.pool);
    return pending === 0 ? undefined : `${pending} migrations are missing`;
  } catch (error) {
    context.log.error({ err: error }, 'not ready');
    return 'the database does not answer';
  }
}

/** How SMTP_URL fares, when it does not work; the server's own words are for admins (GET /v2/server_transport). */
async function mailProblem({ database, log }: AppContext): Promise<string | undefined> {
  try {
    const transport = await findServerTransport(database.kysely);
    const well = transport === undefined || transport.retry_at === null;
    return well
      ? undefined
      : `SMTP_URL is ${transport.health} and tried again ${transport.retry_at?.toISOString()}`;
  } catch (error) {
    log.error({ err: error }, 'the transport could not be looked at');
    return undefined;
  }
}
