import { GENERAL_SCOPES, SCOPES, SCOPE_ALIASES, type Scope } from '@cadenza/contract';
import { invalid } from '../../kernel/errors.js';

/** Every scope an API key or app can hold. */
export const ALL_SCOPES = Object.keys(SCOPES) as Scope[];
/** What an app gets when it does not say what it needs (reference section 6: all general scopes). */
export const DEFAULT_APP_SCOPES = Object.keys(GENERAL_SCOPES) as Scope[];

// Names of the OIDC discovery document (reference discovery-documents.json) that are not scopes of the API itself.
const OIDC_ALIASES: Readonly<Record<string, readonly string[]>> = {
  'system:all': ALL_SCOPES,
  'external_emails:create': ['external_emails:write'],
};

/** Old and collective names replaced by today's; unknown names pass through for the caller to judge. */
export function expandScopes(scopes: Iterable<string>): string[] {
  const expanded = new Set<string>();
  for (const scope of scopes) {
    for (const each of SCOPE_ALIASES[scope] ?? OIDC_ALIASES[scope] ?? [scope]) expanded.add(each);
  }
  return [...expanded];
}

/** True for a name that stands for several scopes: an app that asks for it gets those of them it is registered for. */
export function isCollectiveScope(scope: string): boolean {
  return (SCOPE_ALIASES[scope] ?? OIDC_ALIASES[scope] ?? []).length > 1;
}

/** Aliases expanded, doubles removed. @throws AppError invalid when a name is unknown or nothing is left. */
export function checkedScopes(scopes: readonly string[]): Scope[] {
  const expanded = expandScopes(scopes.filter((scope) => scope !== ''));
  const unknown = expanded.filter((scope) => !(scope in SCOPES));
  if (unknown.length > 0) throw invalid('scopes', `has unknown names: ${unknown.join(', ')}`);
  if (expanded.length === 0) throw invalid('scopes', 'needs at least one');
  return expanded as Scope[];
}
