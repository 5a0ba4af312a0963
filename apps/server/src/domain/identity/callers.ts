import { sql } from 'kysely';
import type pg from 'pg';
import type { Db } from '../../db/connect.js';
import { statementsOf } from '../../db/prepare.js';
import { sha256 } from '../../kernel/crypto.js';
import type { Principal } from '../../kernel/principal.js';
import { ALL_SCOPES, expandScopes, scopesOfRole } from './scopes.js';
import { OPEN_TO, PERMISSIONS_OF } from './rights.js';
import { ADMIN_ROLE } from './users.js';

const API_KEY = /^ak[0-9a-f]{64}$/;

interface Row {
  team_id: number;
  user_id: number;
  guid: string;
  role_id: string;
  group_id: number | null;
  open: boolean;
  permissions: string[];
  time_zone: string;
  rate_limit_per_minute: number;
  clock_offset_ms: number;
  scopes: string[] | null;
  ends_at: Date | null;
  key_id: number | null;
  client_id: string | null;
  model: string | null;
}

const WHO = `u.team_id, u.id AS user_id, u.guid, u.role_id, u.group_id, u.time_zone, ${OPEN_TO} AS open, ${PERMISSIONS_OF} AS permissions, t.rate_limit_per_minute, t.clock_offset_ms`;
const ACTIVE = `JOIN teams t ON t.id = u.team_id AND NOT t.deactivated`;

// A session that looks at the demo of its team is the demo's own user while its user is an admin there (decision 100).
// One statement each, prepared once per connection. A client-credentials token has no user: it acts as the app's owner.
const STATEMENTS = {
  api_key: `SELECT ${WHO}, k.scopes, NULL::timestamptz AS ends_at, k.id AS key_id, NULL AS client_id, NULL AS model
    FROM api_keys k JOIN users u ON u.team_id = k.team_id AND u.id = k.user_id AND u.active ${ACTIVE}
    WHERE k.key_hash = $1 AND k.revoked_at IS NULL AND $2::timestamptz IS NOT NULL`,
  token: `SELECT ${WHO}, string_to_array(p.payload->>'scope', ' ') AS scopes, p.expires_at AS ends_at, NULL::bigint AS key_id, p.client_id, p.model
    FROM oauth_payloads p JOIN oauth_apps a ON a.client_id = p.client_id AND a.revoked_at IS NULL
    JOIN users u ON u.id = CASE p.model WHEN 'AccessToken' THEN p.user_id ELSE a.user_id END AND u.active ${ACTIVE}
      AND (p.model <> 'AccessToken' OR p.generation = u.consent_generation)
    WHERE p.id = $1 AND p.model IN ('AccessToken', 'ClientCredentials') AND p.expires_at > $2`,
  session: `SELECT ${WHO}, NULL::text[] AS scopes, s.expires_at AS ends_at, NULL::bigint AS key_id, NULL AS client_id, 'Session' AS model
    FROM sessions s JOIN users h ON h.team_id = s.team_id AND h.id = s.user_id AND h.active
    JOIN teams ht ON ht.id = s.team_id AND NOT ht.deactivated
    LEFT JOIN teams d ON d.id = s.demo_team_id AND d.demo_of = s.team_id AND h.role_id = '${ADMIN_ROLE}'
    JOIN users u ON u.team_id = coalesce(s.demo_team_id, s.team_id)
      AND u.id = CASE WHEN s.demo_team_id IS NULL THEN s.user_id ELSE d.demo_user_id END AND u.active ${ACTIVE}
    WHERE s.token_hash = $1 AND s.expires_at > $2`,
} as const;

/** What a caller shows: the statement that knows it, and its hash. */
export interface Credential {
  readonly kind: keyof typeof STATEMENTS;
  readonly hash: Buffer;
}

/** What stands in an Authorization header. */
export const bearerCredential = (token: string): Credential => ({
  kind: API_KEY.test(token) ? 'api_key' : 'token',
  hash: sha256(token),
});
/** What stands in the cookie of a browser that signed in. */
export const sessionCredential = (token: string): Credential => ({ kind: 'session', hash: sha256(token) });

/** Who a credential belongs to. */
export interface Caller {
  readonly principal: Principal;
  /** When the credential itself ends; null: never. */
  readonly endsAt: Date | null;
  readonly apiKey: ApiKeyOf | null;
}

/** An API key, by its ids. */
export interface ApiKeyOf {
  readonly teamId: number;
  readonly id: number;
}

/** undefined: unknown, expired or revoked, or a deactivated user or team. */
export async function findCaller(
  pool: pg.Pool,
  { kind, hash }: Credential,
  now: Date,
): Promise<Caller | undefined> {
  const { rows } = await statementsOf(pool).query<Row>(STATEMENTS[kind], [hash, now]);
  return rows[0] && callerOf(rows[0], kind === 'session' ? hash.toString('hex') : undefined);
}

function callerOf(row: Row, session?: string): Caller | undefined {
  const admin = row.role_id === ADMIN_ROLE;
  // Only an admin's app may act without a user; an owner who was demoted takes it with them.
  if (row.model === 'ClientCredentials' && !admin) return undefined;
  const viaSession = row.model === 'Session';
  const principal: Principal = Object.freeze({
    teamId: row.team_id,
    userId: row.user_id,
    userGuid: row.guid,
    admin,
    groupId: row.group_id,
    permissions: new Set(row.permissions),
    teamOpen: row.open,
    timeZone: row.time_zone,
    scopes: viaSession ? 'all' : new Set(scopesOfRole(expandScopes(row.scopes ?? []), admin)),
    ...(session === undefined ? {} : { session }),
    via: viaSession ? 'session' : row.key_id === null ? 'oauth' : 'api_key',
    application: applicationOf(row),
    rateLimitPerMinute: row.rate_limit_per_minute,
    clockOffsetMs: row.clock_offset_ms,
  });
  return {
    principal,
    endsAt: row.ends_at,
    apiKey: row.key_id === null ? null : { teamId: row.team_id, id: row.key_id },
  };
}

const applicationOf = ({ key_id: key, client_id: client, user_id: user }: Row): string =>
  key === null ? (client === null ? `user:${user}` : `app:${client}`) : `key:${key}`;
/** A user as a caller whose token nobody shows: what was kept of it. */
export interface KeptCaller {
  readonly teamId: number;
  readonly userId: number;
  /** Scopes; null: all. */
  readonly granted: readonly string[] | null;
  readonly admin: boolean;
}

/**
 * Who gave a command that is carried out later: sees and may what he does now, and never more than what was kept.
 * undefined: the user or the team is no longer active.
 */
export async function findKeptCaller(db: Db, kept: KeptCaller): Promise<Principal | undefined> {
  const { rows } = await sql<Row>`
    SELECT ${sql.raw(WHO)}, NULL::text[] AS scopes, NULL::timestamptz AS ends_at, NULL::bigint AS key_id, NULL AS client_id, 'Kept' AS model
    FROM users u ${sql.raw(ACTIVE)} WHERE u.team_id = ${kept.teamId} AND u.id = ${kept.userId} AND u.active`.execute(
    db,
  );
  const [row] = rows;
  const now = row && callerOf(row)?.principal;
  if (!now) return undefined;
  const admin = now.admin && kept.admin;
  const scopes = new Set(scopesOfRole(kept.granted ?? ALL_SCOPES, admin));
  return Object.freeze({ ...now, admin, scopes });
}

/** When an API key was last used. */
export async function recordKeyUse(db: Db, { teamId, id }: ApiKeyOf, at: Date): Promise<void> {
  await db
    .updateTable('api_keys')
    .set({ last_used_at: at })
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .execute();
}
