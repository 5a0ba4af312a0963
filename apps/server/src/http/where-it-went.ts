import type { FastifyInstance, RouteHandlerMethod, RouteOptions } from 'fastify';
import { findRow } from '../db/finding.js';
import { mergedInto, type MergedKind } from '../domain/merging/index.js';
import { teamNow } from '../kernel/clock.js';
import { AppError, wasMerged } from '../kernel/errors.js';
import type { Mount } from './command.js';
import { readContext } from './request.js';

const MERGED: Readonly<Record<string, MergedKind>> = { accounts: 'account', people: 'person' };

/**
 * Whatever is done to a record by its id in the path: where it was merged into another, the 404 says where it is now, as far
 * as the caller sees that. For the routes that are mounted after.
 */
export function tellWhereItWent(app: FastifyInstance, mount: Mount): void {
  app.addHook('onRoute', (route: RouteOptions) => {
    const [, version, name = '', param = ''] = route.url.split('/');
    const kind = Object.hasOwn(MERGED, name) ? MERGED[name] : undefined;
    if (version !== 'v2' || kind === undefined || !param.startsWith(':')) return;
    route.handler = telling(mount, name as 'accounts' | 'people', kind, param.slice(1), route.handler);
  });
}

function telling(
  mount: Mount,
  name: 'accounts' | 'people',
  kind: MergedKind,
  param: string,
  handler: RouteHandlerMethod,
): RouteHandlerMethod {
  return async function answer(request, reply) {
    try {
      return (await handler.call(this, request, reply)) as unknown;
    } catch (error) {
      const { principal } = request;
      if (!(error instanceof AppError) || error.kind !== 'not_found' || !principal) throw error;
      const id = Number((request.params as Readonly<Record<string, string>>)[param]);
      if (!Number.isSafeInteger(id)) throw error;
      const { database, clock } = mount.context;
      const into = await mergedInto(database.kysely, principal.teamId, kind, id);
      const reading = readContext(mount.context, principal, teamNow(clock.now(), principal.clockOffsetMs));
      if (
        into === undefined ||
        (await findRow(database.pool, mount.viewOf(name), reading, into)) === undefined
      )
        throw error;
      throw wasMerged({ id: into, _href: `${reading.base}/v2/${name}/${into}` });
    }
  };
}
