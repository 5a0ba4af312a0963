import { contract, type OperationSpec } from '@cadenza/contract';
import type { FastifyRequest } from 'fastify';
import { constantTimeEqual } from '../kernel/crypto.js';
import { forbidden } from '../kernel/errors.js';
import type { Principal } from '../kernel/principal.js';
import { type Authenticator, readSession } from './auth.js';
import type { AppContext } from './context.js';
import { csrfOf } from './pages/safety.js';

/** Says that a page of ours calls, and of which session: no page of another origin can send it. */
export const CSRF_HEADER = 'x-cadenza-csrf';

/** What a page opens by an address alone, where no header can be sent: files, frames, and the stream of events. */
const OPENED = new Set(
  (Object.values(contract.operations) as OperationSpec[])
    .filter(({ method, produces }) => method === 'GET' && produces !== undefined)
    .map(({ path }) => path.replaceAll('{', ':').replaceAll('}', ''))
    .concat('/v2/events/stream'),
);

/**
 * Who calls the API from a page of this server, by the session's cookie (decision 84): only on /v2, only without a token of
 * any kind, and only what comes from our own origin. Undefined: nobody, as far as cookies tell.
 * @throws AppError forbidden for what another page sends, or one of another session
 */
export function createSessionCalls(ctx: AppContext, auth: Authenticator) {
  const csrf = csrfOf(ctx.config);
  const ours = new URL(ctx.config.publicUrl).origin;
  return async (request: FastifyRequest): Promise<Principal | undefined> => {
    const { headers } = request;
    if (headers.authorization !== undefined || !request.url.startsWith('/v2/')) return undefined;
    const session = readSession(headers.cookie);
    if (session === undefined) return undefined;
    const given = headers[CSRF_HEADER];
    const opened =
      (request.method === 'GET' || request.method === 'HEAD') && OPENED.has(request.routeOptions.url ?? '');
    if (given === undefined && !opened) return undefined;
    if (!isOwnOrigin(request, ours)) throw forbidden('This page may not call the API by a cookie');
    if (given !== undefined && !constantTimeEqual(csrf(session), String(given)))
      throw forbidden('This page is of another session: please reload it');
    return (await auth.session(headers.cookie, ctx.clock.now())) ?? undefined;
  };
}

/**
 * Whether a page of this server asks. Browsers tell it by Sec-Fetch-Site where the address is secure, by Origin with every write.
 * The server may have more names than its public one: then it is its own Host that the page is of.
 */
function isOwnOrigin({ headers }: FastifyRequest, ours: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  const { origin, host } = headers;
  if (origin === undefined || origin === ours) return true;
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host.toLowerCase();
}
