import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Account, findAccountByGuid } from '../../domain/identity/index.js';
import { notFound } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import type { Authenticator } from '../auth.js';
import type { AppContext } from '../context.js';
import type { Safety } from './safety.js';

/** What every page behind the login is built from. */
export interface PageParts {
  ctx: AppContext;
  auth: Authenticator;
  safety: Safety;
}

/** Who looks at a page. */
export interface Visitor {
  principal: Principal;
  account: Account;
}

/** The person signed in to this browser, if any. */
export async function findVisitor(
  { ctx, auth }: Pick<PageParts, 'ctx' | 'auth'>,
  request: FastifyRequest,
): Promise<Visitor | undefined> {
  const principal = await auth.session(request.headers.cookie, ctx.clock.now());
  const account = principal && (await findAccountByGuid(ctx.database.kysely, principal.userGuid));
  return principal && account ? { principal, account } : undefined;
}

/** To the login and, after it, to `path` on this server. */
export function toLogin(reply: FastifyReply, path: string): FastifyReply {
  return reply
    .header('cache-control', 'no-store')
    .redirect(`/login?return_to=${encodeURIComponent(path)}`, 303);
}

/** A moment in the visitor's zone; null prints nothing. Accepts what the wire carries. */
export function moment(at: Date | string | null, { timeZone }: Pick<Principal, 'timeZone'>): string | null {
  if (at === null) return null;
  return new Date(at).toLocaleString('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'short' });
}

/** The record that a page's address names. @throws AppError not_found when that is no id */
export function idOf(request: FastifyRequest): number {
  const { id } = request.params as { id: string };
  if (!/^[1-9]\d{0,14}$/.test(id)) throw notFound();
  return Number(id);
}
