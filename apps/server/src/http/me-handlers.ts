import { PERMISSIONS } from '@cadenza/contract';
import { changesCallers } from '../db/callers.js';
import { ALL_SCOPES, endSessions, listSessions, scopesOfRole } from '../domain/identity/index.js';
import { readPreferences, updatePreferences } from '../domain/team/index.js';
import { seesAll } from '../domain/visibility.js';
import { forbidden, notFound } from '../kernel/errors.js';
import type { Principal } from '../kernel/principal.js';
import type { Handlers } from './handler-types.js';
import { wireTime } from './wire-time.js';

/** What a user keeps for themselves, and the browsers they are signed in with. */
export const meOperations: Pick<
  Handlers['operations'],
  'preferences' | 'update_preferences' | 'rights' | 'sessions' | 'end_session' | 'end_other_sessions'
> = {
  preferences: {
    read: async ({ app, principal }) => JSON.stringify(await readPreferences(app.database.kysely, principal)),
  },
  update_preferences: {
    write: async (command, { body, ifMatch }) => {
      const named = JSON.parse(body.preferences ?? '{}') as Record<string, unknown>;
      const kept = await updatePreferences(command, named, ifMatch);
      return async () => JSON.stringify(kept);
    },
  },
  rights: {
    read: async ({ principal }) => JSON.stringify(rightsOf(principal)),
  },
  sessions: {
    read: async ({ app, principal }) => {
      requireOwn(principal);
      const { teamId, userId, session: id, timeZone } = principal;
      const rows = await listSessions(app.database.kysely, teamId, userId, { id }, app.clock.now());
      return JSON.stringify(
        rows.map(({ created_at, ...row }) => ({
          id: row.id,
          created_at: wireTime(created_at, timeZone),
          ip: row.ip,
          user_agent: row.user_agent,
          current: row.current,
        })),
      );
    },
  },
  end_session: {
    write: async ({ tx, principal }, { params: { id } }) => {
      requireOwn(principal);
      if (!/^[0-9a-f]{64}$/.test(String(id))) throw notFound();
      changesCallers(tx);
      await endSessions(tx, principal.teamId, principal.userId, { id: String(id) });
      return async () => '{}';
    },
  },
  end_other_sessions: {
    write: async ({ tx, principal }) => {
      requireOwn(principal);
      changesCallers(tx);
      await endSessions(tx, principal.teamId, principal.userId, { butFor: principal.session });
      return async () => '{}';
    },
  },
};

/** What the caller may do: by role, and by the scopes of the token. */
export function rightsOf(principal: Principal) {
  const { admin, via, scopes, permissions = [] } = principal;
  const held = scopesOfRole(scopes === 'all' ? ALL_SCOPES : scopes, admin).toSorted();
  const given = admin ? Object.keys(PERMISSIONS) : [...permissions].toSorted();
  return { admin, sees_all: seesAll(principal), permissions: given, via, scopes: held };
}

/** A program that a user let in does not decide who else is in. @throws AppError forbidden */
function requireOwn({ via }: Principal): void {
  if (via === 'oauth') throw forbidden('Sessions are not for OAuth applications');
}
