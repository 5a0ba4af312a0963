import { GENERAL_SCOPES, PRIVILEGED_SCOPES, SCOPES, SCOPE_ALIASES, type Scope } from '@cadenza/contract';
import { invalid } from '../../kernel/errors.js';

/** Every scope an API key or app can hold. */
export const ALL_SCOPES = Object.keys(SCOPES) as Scope[];
/** What an app gets when it does not say what it needs (reference section 6: all general scopes). */
export const DEFAULT_APP_SCOPES = Object.keys(GENERAL_SCOPES) as Scope[];

// Names of the OIDC discovery document (reference discovery-documents.json) that are not scopes of the API itself.
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  ...SCOPE_ALIASES,
  'system:all': ALL_SCOPES,
  'external_emails:create': ['external_emails:write'],
};

/** Own names only: `constructor` is no scope. */
function aliasOf(scope: string): readonly string[] | undefined {
  return Object.hasOwn(ALIASES, scope) ? ALIASES[scope] : undefined;
}

/** Whether this is the name of a scope of the API. */
export function isScope(name: string): name is Scope {
  return Object.hasOwn(SCOPES, name);
}

/** Old and collective names replaced by today's; unknown names pass through for the caller to judge. */
export function expandScopes(scopes: Iterable<string>): string[] {
  const expanded = new Set<string>();
  for (const scope of scopes) {
    for (const each of aliasOf(scope) ?? [scope]) expanded.add(each);
  }
  return [...expanded];
}

/** True for a name that stands for several scopes: an app that asks for it gets those of them it is registered for. */
export function isCollectiveScope(scope: string): boolean {
  return (aliasOf(scope) ?? []).length > 1;
}

/** Whether only an admin may hold this scope. */
export function isPrivileged(scope: string): boolean {
  return Object.hasOwn(PRIVILEGED_SCOPES, scope);
}

/**
 * What of these a token may do for its owner: the privileged ones are an admin's (decision 22). Asked when a key, an
 * app or a grant is made, and again at every use, for roles change.
 */
export function scopesOfRole(scopes: Iterable<string>, admin: boolean): string[] {
  return [...scopes].filter((scope) => admin || !isPrivileged(scope));
}

/**
 * Aliases expanded, doubles removed; a collective name means what the owner's role allows of it. @throws AppError
 * invalid when a name is unknown, privileged without an admin as the owner, or nothing is left.
 */
export function checkedScopes(scopes: readonly string[], admin: boolean): Scope[] {
  const expanded = new Set<string>();
  for (const name of scopes) {
    const meant = name === '' ? [] : expandScopes([name]);
    for (const scope of isCollectiveScope(name) ? scopesOfRole(meant, admin) : meant) expanded.add(scope);
  }
  const unknown = [...expanded].filter((scope) => !isScope(scope));
  if (unknown.length > 0) throw invalid('scopes', `has unknown names: ${unknown.join(', ').slice(0, 500)}`);
  const allowed = new Set(scopesOfRole(expanded, admin));
  const refused = [...expanded].filter((scope) => !allowed.has(scope));
  if (refused.length > 0)
    throw invalid('scopes', `has privileged names, which only an admin may hold: ${refused.join(', ')}`);
  if (expanded.size === 0) throw invalid('scopes', 'needs at least one');
  return [...expanded] as Scope[];
}
