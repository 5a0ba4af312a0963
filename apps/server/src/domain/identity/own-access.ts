import type { Db, Tx } from '../../db/connect.js';
import { forbidden, invalid, notFound } from '../../kernel/errors.js';
import { hasScope, type Principal } from '../../kernel/principal.js';
import { findOAuthApp, type OAuthAppRow } from './oauth_apps.js';
import { ALL_SCOPES, expandScopes, isCollectiveScope, scopesOfRole } from './scopes.js';

/** Living keys and applications that one user may have: they are listed whole. */
const MOST = 100;

/** A program that a user let in does not decide who else comes in. @throws AppError forbidden */
export function requireNoApp({ via }: Principal, what: string): void {
  if (via === 'oauth') throw forbidden(`${what} are not for OAuth applications`);
}

/**
 * A token makes, and takes over, nothing that may more than itself: a key of few scopes would be as good as one of all. A
 * collective name means what the role allows, all of which is asked for. @throws AppError invalid on scopes
 */
export function requireHeld(principal: Principal, scopes: readonly string[]): void {
  const wanted = scopes.flatMap((name) =>
    isCollectiveScope(name) ? scopesOfRole(expandScopes([name]), principal.admin) : expandScopes([name]),
  );
  const more = wanted.filter((scope) => !hasScope(principal, scope));
  if (more.length > 0)
    throw invalid(
      'scopes',
      `has names that the token itself does not have: ${more.join(', ').slice(0, 500)}`,
    );
}

/**
 * Whoever comes in by a link may do all that his role allows, so the token that asks for one must have every scope.
 * @throws AppError forbidden
 */
export function requireWhole(principal: Principal, what: string): void {
  requireNoApp(principal, what);
  if (!ALL_SCOPES.every((scope) => hasScope(principal, scope)))
    throw forbidden(
      `${what} need a token with every scope: whoever comes in may do all that his role allows`,
    );
}

/** @throws AppError invalid when the user has as many of them as he may; two at once come after one another */
export async function requireRoom(
  tx: Tx,
  table: 'api_keys' | 'oauth_apps',
  { teamId, userId }: Pick<Principal, 'teamId' | 'userId'>,
): Promise<void> {
  await tx
    .selectFrom('users')
    .select('id')
    .where('team_id', '=', teamId)
    .where('id', '=', userId)
    .forNoKeyUpdate()
    .execute();
  const { count } = await tx
    .selectFrom(table)
    .select((is) => is.fn.countAll<number>().as('count'))
    .where('team_id', '=', teamId)
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .executeTakeFirstOrThrow();
  if (Number(count) >= MOST) throw invalid('base', `you have ${MOST} of them already: end some first`);
}

/** An app that the caller manages: his own, for admins any of the team. @throws AppError not_found for all others */
export async function requireOwnApp(db: Db, principal: Principal, id: number): Promise<OAuthAppRow> {
  const found = await findOAuthApp(db, principal.teamId, id);
  if (!found || (!principal.admin && found.user_id !== principal.userId)) throw notFound('oauth app');
  return found;
}

/** A colleague, active or not. @throws AppError not_found for who is of no such team */
export async function requireUser(db: Db, teamId: number, id: number): Promise<void> {
  const user = await db
    .selectFrom('users')
    .select('id')
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!user) throw notFound();
}
