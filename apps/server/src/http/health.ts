import type { FastifyInstance } from 'fastify';
import type { AppContext } from './context.js';

/** /healthz: the process answers. /readyz: the database does too. */
export function mountHealth(app: FastifyInstance, context: AppContext): void {
  app.get('/healthz', (_request, reply) => reply.send({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    try {
      await context.database.pool.query('SELECT 1');
      return reply.send({ status: 'ok' });
    } catch (error) {
      context.log.error({ err: error }, 'not ready');
      return reply.code(503).send({ status: 'unavailable', reason: 'the database does not answer' });
    }
  });
  app.get('/', (_request, reply) => reply.redirect('/app/applications'));
}
