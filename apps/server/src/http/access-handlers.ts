import type { Body, Contract } from '@cadenza/contract';
import { changesCallers } from '../db/callers.js';
import { writeAcrossTeams } from '../db/write.js';
import type { Command, SealingCommand } from '../domain/command.js';
import {
  type ApiKeyRow,
  createApiKey,
  createOAuthApp,
  DEFAULT_APP_SCOPES,
  endGrants,
  listApiKeys,
  listGrantedApps,
  listOAuthApps,
  type OAuthAppRow,
  requireHeld,
  requireNoApp,
  requireOwnApp,
  requireRoom,
  revokeApiKey,
  revokeOAuthApp,
  rotateApiKey,
  rotateOAuthAppSecret,
  updateOAuthApp,
} from '../domain/identity/index.js';
import { requireAdmin } from '../domain/records.js';
import { notFound } from '../kernel/errors.js';
import type { Principal } from '../kernel/principal.js';
import { sealedText } from '../kernel/sealed-json.js';
import { type Handlers, said } from './handler-types.js';
import { wireTime } from './wire-time.js';

const KEYS = 'API keys';
const APPS = 'Registered applications';

/** Keys and apps live by the wall clock, also those of a team whose clock was moved. */
const wall = ({ now, principal }: Command): Date => new Date(now.getTime() - principal.clockOffsetMs);

const keyJson = ({ id, name, hint, scopes, ...row }: ApiKeyRow, { timeZone }: Principal) => ({
  id,
  name,
  hint,
  scopes,
  created_at: wireTime(row.created_at, timeZone),
  last_used_at: row.last_used_at && wireTime(row.last_used_at, timeZone),
});

/** The caller's living key. @throws AppError not_found */
async function ownKey({ tx, principal }: Command, id: number): Promise<ApiKeyRow> {
  const keys = await listApiKeys(tx, principal.teamId, principal.userId);
  const found = keys.find((key) => key.id === id);
  if (!found) throw notFound();
  return found;
}

async function newKeyJson(
  command: SealingCommand,
  { id, key }: { id: number; key: string },
): Promise<string> {
  const json = keyJson(await ownKey(command, id), command.principal);
  return JSON.stringify({ ...json, key: sealedText(command.sealer, key) });
}

type Wanted =
  | 'api_keys'
  | 'authorized_applications'
  | 'create_api_key'
  | 'create_oauth_application'
  | 'end_authorization'
  | 'oauth_applications'
  | 'revoke_api_key'
  | 'revoke_oauth_application'
  | 'rotate_api_key'
  | 'rotate_oauth_secret'
  | 'update_oauth_application';
type Operations = Handlers['operations'];

const keys: Pick<Operations, 'api_keys' | 'create_api_key' | 'rotate_api_key' | 'revoke_api_key'> = {
  api_keys: {
    read: async ({ app, principal }, { query }) => {
      requireNoApp(principal, KEYS);
      const userId = query.user_id ?? principal.userId;
      if (userId !== principal.userId) requireAdmin(principal, 'see keys of colleagues');
      const rows = await listApiKeys(app.database.kysely, principal.teamId, userId);
      return JSON.stringify(rows.map((row) => keyJson(row, principal)));
    },
  },
  create_api_key: {
    write: async (command, { body }) => {
      const { tx, principal } = command;
      requireNoApp(principal, KEYS);
      requireHeld(principal, body.scopes);
      await requireRoom(tx, 'api_keys', principal);
      const input = { userId: principal.userId, name: body.name, scopes: body.scopes };
      const json = await newKeyJson(command, await createApiKey(tx, principal.teamId, input, wall(command)));
      return async () => json;
    },
  },
  rotate_api_key: {
    write: async (command, { params: { id } }) => {
      const { tx, principal } = command;
      requireNoApp(principal, KEYS);
      requireHeld(principal, (await ownKey(command, id)).scopes);
      changesCallers(tx);
      const made = await rotateApiKey(tx, principal.teamId, principal.userId, id, wall(command));
      const json = await newKeyJson(command, made);
      return async () => json;
    },
  },
  revoke_api_key: {
    write: async (command, { params: { id } }) => {
      const { tx, principal } = command;
      requireNoApp(principal, KEYS);
      changesCallers(tx);
      await revokeApiKey(tx, principal.teamId, principal.userId, id, wall(command));
      return async () => '{}';
    },
  },
};

const appJson = (
  { user_id: user, created_at: at, ...row }: OAuthAppRow,
  principal: Principal,
  base: string,
) => ({
  id: row.id,
  name: row.name,
  client_id: row.client_id,
  confidential: row.confidential,
  redirect_uris: row.redirect_uris,
  grant_types: row.grant_types,
  scopes: row.scopes,
  user: user === null ? null : { _href: `${base}/v2/users/${user}`, id: user },
  created_at: wireTime(at, principal.timeZone),
});

/** The answer to a change of an app, as it is now. */
async function answerApp(
  { tx, principal, sealer }: SealingCommand,
  id: number,
  secret?: { readonly clientSecret: string | null },
) {
  const row = await requireOwnApp(tx, principal, id);
  const { clientSecret = null } = secret ?? {};
  const shown = secret && {
    client_secret: clientSecret === null ? null : sealedText(sealer, clientSecret),
  };
  return async (_render: unknown, base: string) =>
    JSON.stringify({ ...appJson(row, principal, base), ...shown });
}

/** An app that the caller may change: his own, and no more than the token itself. @throws AppError forbidden, not_found, invalid */
async function changeable({ tx, principal }: Command, id: number): Promise<OAuthAppRow> {
  requireNoApp(principal, APPS);
  const found = await requireOwnApp(tx, principal, id);
  requireHeld(principal, found.scopes);
  return found;
}

type Change = Body<Contract['operations']['update_oauth_application']>;

async function changeApp(command: SealingCommand, id: number, body: Change) {
  const { tx, principal } = command;
  const found = await changeable(command, id);
  if (body.scopes != null) requireHeld(principal, body.scopes);
  changesCallers(tx);
  const change = {
    name: body.name ?? found.name,
    redirectUris: body.redirect_uris ?? found.redirect_uris,
    ...(body.scopes == null ? {} : { scopes: body.scopes }),
  };
  await updateOAuthApp(tx, principal.teamId, id, change, wall(command));
  return answerApp(command, id);
}

const apps: Pick<
  Operations,
  | 'oauth_applications'
  | 'create_oauth_application'
  | 'update_oauth_application'
  | 'rotate_oauth_secret'
  | 'revoke_oauth_application'
> = {
  oauth_applications: {
    read: async ({ app, principal }) => {
      requireNoApp(principal, APPS);
      const { teamId, userId, admin } = principal;
      const rows = await listOAuthApps(app.database.kysely, teamId, admin ? null : userId);
      return JSON.stringify(rows.map((row) => appJson(row, principal, app.config.publicUrl)));
    },
  },
  create_oauth_application: {
    write: async (command, { body }) => {
      const { tx, principal } = command;
      requireNoApp(principal, APPS);
      requireHeld(principal, body.scopes ?? DEFAULT_APP_SCOPES);
      await requireRoom(tx, 'oauth_apps', principal);
      const input = {
        userId: principal.userId,
        name: body.name,
        redirectUris: body.redirect_uris ?? [],
        confidential: body.confidential ?? true,
        grants: body.grant_types ?? undefined,
        scopes: body.scopes ?? undefined,
      };
      const made = await createOAuthApp(tx, principal.teamId, input, wall(command));
      return answerApp(command, made.id, made);
    },
  },
  update_oauth_application: {
    write: (command, { params: { id }, body }) => changeApp(command, id, body),
  },
  rotate_oauth_secret: {
    write: async (command, { params: { id } }) => {
      await changeable(command, id);
      const made = await rotateOAuthAppSecret(command.tx, command.principal.teamId, id, wall(command));
      return answerApp(command, id, made);
    },
  },
  revoke_oauth_application: {
    write: async (command, { params: { id } }) => {
      const { tx, principal } = command;
      requireNoApp(principal, APPS);
      await requireOwnApp(tx, principal, id);
      changesCallers(tx);
      await revokeOAuthApp(tx, principal.teamId, id, wall(command));
      return async () => '{}';
    },
  },
};

const CONSENTS = 'Authorized applications';

/** Keys, applications, and the applications one let in. */
export const accessOperations: Pick<Operations, Wanted> = {
  ...keys,
  ...apps,
  authorized_applications: {
    read: async ({ app, principal }) => {
      requireNoApp(principal, CONSENTS);
      const rows = await listGrantedApps(app.database.kysely, principal.userId);
      return JSON.stringify(
        rows.map(({ client_id, name, scopes, granted_at }) => ({
          client_id,
          name,
          scopes,
          granted_at: wireTime(granted_at, principal.timeZone),
        })),
      );
    },
  },
  end_authorization: {
    // Consents are no rows of a team (migration 0003).
    act: async ({ app, principal }, { params: { id } }) => {
      requireNoApp(principal, CONSENTS);
      const { kysely } = app.database;
      await writeAcrossTeams(kysely, (tx) => endGrants(tx, principal, id, app.clock.now()));
      return async (command) => {
        changesCallers(command.tx);
        return said({})(command);
      };
    },
  },
};
