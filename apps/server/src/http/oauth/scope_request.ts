import { expandScopes, isCollectiveScope } from '../../domain/identity/index.js';

/**
 * The scope parameter as the engine should see it. Nothing asked: all the app is registered for. Old names become
 * today's; a collective name (public:all) means those of its scopes the app is registered for. Anything else stays,
 * and is refused by the engine when the app may not have it.
 */
export function requestedScope(asked: string | undefined, registered: readonly string[]): string {
  const names = asked?.split(/\s+/).filter((name) => name !== '') ?? [];
  if (names.length === 0) return registered.filter((scope) => scope !== 'openid').join(' ');
  const wanted = names.flatMap((name) => {
    const expanded = expandScopes([name]);
    return isCollectiveScope(name) ? expanded.filter((scope) => registered.includes(scope)) : expanded;
  });
  return [...new Set(wanted)].join(' ');
}
