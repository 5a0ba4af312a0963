import type { FastifyInstance } from 'fastify';
import { sendingHeldSince } from '../db/backup/hold.js';
import { migrationState } from '../db/migrate.js';
import { VERSION } from '../kernel/version.js';
import { findServerTransport } from '../domain/mailboxes/index.js';
import type { AppContext } from './context.js';

/** How the loops of this process get on with their work (jobs/runner.ts). */
export interface LoopHealth {
  /** A line for each loop: `ok`, or what is wrong. */
  lines(): Record<string, string>;
  /** The loops without which nothing is planned or sent; undefined where this process has none. */
  engine: readonly string[] | undefined;
}

/**
 * /healthz: the process answers, and which version it is. /readyz: the database answers, is migrated to this build (or a newer one: during an
 * upgrade the old servers go on), and the engine works; 503 with the reason otherwise. The line of each loop is told as
 * well: one that does not get on is no reason to take the API away.
 */
export function mountHealth(app: FastifyInstance, context: AppContext, health?: LoopHealth): void {
  app.get('/healthz', (_request, reply) => reply.send({ status: 'ok', version: VERSION }));
  app.get('/readyz', async (_request, reply) => {
    const database = await databaseProblem(context);
    const loops = health?.lines() ?? {};
    const engine = engineProblem(loops, health?.engine ?? []);
    const mail = database === undefined ? await mailProblem(context) : undefined;
    const held = database === undefined ? await heldSince(context) : undefined;
    return reply.code(database === undefined && engine === undefined ? 200 : 503).send({
      status: database === undefined && engine === undefined ? 'ok' : 'unavailable',
      database: database ?? 'ok',
      engine: health?.engine === undefined ? 'not run by this process' : (engine ?? 'ok'),
      ...(health === undefined ? {} : { loops }),
      // Told, and no reason to take the API away: e-mails wait, and go when the server is back.
      ...(mail === undefined ? {} : { mail }),
      ...(held === undefined ? {} : { sending: `held since the restore of ${held}` }),
    });
  });
}

function engineProblem(
  loops: Readonly<Record<string, string>>,
  names: readonly string[],
): string | undefined {
  const ailing = names.find((name) => loops[name] !== 'ok');
  return ailing && `${ailing}: ${loops[ailing]}`;
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

/** Since when nothing is sent, after a restore. */
async function heldSince({ database, log }: AppContext): Promise<string | undefined> {
  try {
    return await sendingHeldSince(database.pool);
  } catch (error) {
    log.error({ err: error }, 'whether sending is held could not be looked at');
    return undefined;
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
