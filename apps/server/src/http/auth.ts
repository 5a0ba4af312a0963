import pg from 'pg';
import type { Db } from '../db/connect.js';
import { statementsOf } from '../db/prepare.js';
import { ADMIN_ROLE, expandScopes, scopesOfRole } from '../domain/identity/index.js';
import { sha256 } from '../kernel/crypto.js';
import type { Principal } from '../kernel/principal.js';
import type { AppContext } from './context.js';

export const SESSION_COOKIE = 'cadenza_session';

const CACHE_MS = 30_000;
const CACHE_SIZE = 20_000;
const RECONNECT_MS = 1_000;
const LAST_USED_MS = 60_000;
const API_KEY = /^ak[0-9a-f]{64}$/;

/** Finds out who a token or a session cookie belongs to. Asked on every request, so answers are cached. */
export interface Authenticator {
  /** null: unknown, expired or revoked token, or a deactivated user or team. */
  bearer(token: string, now: Date): Promise<Principal | null>;
  session(cookieHeader: string | undefined, now: Date): Promise<Principal | null>;
  /** Forgets every cached answer in this process at once; other processes hear of changes through PostgreSQL. */
  flush(): void;
  close(): Promise<void>;
}

interface Entry {
  principal: Principal;
  /** Milliseconds: when the token itself ends; Infinity for API keys. */
  endsAt: number;
  cachedUntil: number;
  apiKey: { teamId: number; id: number } | null;
}

interface Row {
  team_id: number;
  user_id: number;
  guid: string;
  role_id: string;
  group_id: number | null;
  team_visibility_default: string;
  time_zone: string;
  rate_limit_per_minute: number;
  clock_offset_ms: number;
  scopes: string[] | null;
  ends_at: Date | null;
  key_id: number | null;
  model: string | null;
}

const WHO = `u.team_id, u.id AS user_id, u.guid, u.role_id, u.group_id, u.time_zone, t.team_visibility_default, t.rate_limit_per_minute, t.clock_offset_ms`;
const ACTIVE = `JOIN teams t ON t.id = u.team_id AND NOT t.deactivated`;

// One statement each, prepared once per connection. A client-credentials token has no user: it acts as the app's owner.
const BY_KEY = {
  name: 'auth_key',
  text: `SELECT ${WHO}, k.scopes, NULL::timestamptz AS ends_at, k.id AS key_id, NULL AS model
    FROM api_keys k JOIN users u ON u.team_id = k.team_id AND u.id = k.user_id AND u.active ${ACTIVE}
    WHERE k.key_hash = $1 AND k.revoked_at IS NULL AND $2::timestamptz IS NOT NULL`,
};
const BY_TOKEN = {
  name: 'auth_token',
  text: `SELECT ${WHO}, string_to_array(p.payload->>'scope', ' ') AS scopes, p.expires_at AS ends_at, NULL::bigint AS key_id, p.model
    FROM oauth_payloads p JOIN oauth_apps a ON a.client_id = p.client_id AND a.revoked_at IS NULL
    JOIN users u ON u.id = CASE p.model WHEN 'AccessToken' THEN p.user_id ELSE a.user_id END AND u.active ${ACTIVE}
      AND (p.model <> 'AccessToken' OR p.generation = u.consent_generation)
    WHERE p.id = $1 AND p.model IN ('AccessToken', 'ClientCredentials') AND p.expires_at > $2`,
};
const BY_SESSION = {
  name: 'auth_session',
  text: `SELECT ${WHO}, NULL::text[] AS scopes, s.expires_at AS ends_at, NULL::bigint AS key_id, 'Session' AS model
    FROM sessions s JOIN users u ON u.team_id = s.team_id AND u.id = s.user_id AND u.active ${ACTIVE}
    WHERE s.token_hash = $1 AND s.expires_at > $2`,
};

/**
 * The authenticator of one process. Answers are kept for at most 30 s and only while a connection of its own LISTENs
 * for changes (migration 0003 notifies in the changing transaction); while that connection is down nothing is cached.
 */
export function createAuthenticator(ctx: AppContext): Authenticator {
  const { pool, kysely } = ctx.database;
  const cache = new Map<string, Entry>();
  const lastUsed = createLastUsed(kysely, (error) =>
    ctx.log.warn({ err: error }, 'api key last use not recorded'),
  );
  // Bumped by every flush: an answer read before a flush is not stored after it.
  let generation = 0;
  const flush = () => {
    generation += 1;
    cache.clear();
  };
  const listener = createListener(pool, flush, (error) =>
    ctx.log.warn({ err: error }, 'auth cache is off until the database connection is back'),
  );

  async function find(
    statement: { name: string; text: string },
    secret: string,
    now: Date,
  ): Promise<Principal | null> {
    const hash = sha256(secret);
    const cacheKey = statement.name + hash.toString('base64');
    const at = now.getTime();
    const hit = cache.get(cacheKey);
    if (hit && hit.cachedUntil > at && hit.cachedUntil - CACHE_MS <= at && listener.up()) {
      if (hit.endsAt <= at) return null;
      if (hit.apiKey) lastUsed.touch(hit.apiKey, now);
      return hit.principal;
    }
    const readAt = generation;
    const found = await statementsOf(pool).query<Row>(statement.text, [hash, now]);
    const row = found.rows[0];
    if (!row) return null;
    const entry = toEntry(row, at);
    if (!entry) return null;
    if (entry.apiKey) lastUsed.touch(entry.apiKey, now);
    if (listener.up() && readAt === generation) {
      if (cache.size >= CACHE_SIZE) cache.delete(cache.keys().next().value as string);
      cache.delete(cacheKey);
      cache.set(cacheKey, entry);
    }
    return entry.principal;
  }

  return {
    bearer: (token, now) => find(API_KEY.test(token) ? BY_KEY : BY_TOKEN, token, now),
    session: async (cookieHeader, now) => {
      const token = readCookie(cookieHeader, SESSION_COOKIE);
      return token === undefined ? null : find(BY_SESSION, token, now);
    },
    flush,
    close: async () => {
      await lastUsed.close();
      await listener.close();
    },
  };
}

function toEntry(row: Row, at: number): Entry | null {
  const admin = row.role_id === ADMIN_ROLE;
  // Only an admin's app may act without a user; an owner who was demoted takes it with them.
  if (row.model === 'ClientCredentials' && !admin) return null;
  const viaSession = row.model === 'Session';
  const principal: Principal = Object.freeze({
    teamId: row.team_id,
    userId: row.user_id,
    userGuid: row.guid,
    admin,
    groupId: row.group_id,
    teamOpen: row.team_visibility_default === 'public',
    timeZone: row.time_zone,
    scopes: viaSession ? 'all' : new Set(scopesOfRole(expandScopes(row.scopes ?? []), admin)),
    via: viaSession ? 'session' : row.key_id === null ? 'oauth' : 'api_key',
    rateLimitPerMinute: row.rate_limit_per_minute,
    clockOffsetMs: row.clock_offset_ms,
  });
  return {
    principal,
    endsAt: row.ends_at?.getTime() ?? Number.POSITIVE_INFINITY,
    cachedUntil: at + CACHE_MS,
    apiKey: row.key_id === null ? null : { teamId: row.team_id, id: row.key_id },
  };
}

/** The value of one cookie of a Cookie header. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  if (header === undefined) return undefined;
  for (const pair of header.split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim() || undefined;
  }
  return undefined;
}

/** A connection of its own that LISTENs, and comes back by itself. `up` is false whenever a notification could be missed. */
function createListener(pool: pg.Pool, onChange: () => void, onDown: (error: unknown) => void) {
  let listening = false;
  let closed = false;
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;

  const lost = (from: pg.Client, error: unknown) => {
    if (client !== from) return;
    client = undefined;
    listening = false;
    onChange();
    from.end().catch(() => undefined); // already broken: nothing to add
    if (closed) return;
    onDown(error);
    retry = setTimeout(open, RECONNECT_MS);
    retry.unref();
  };
  const open = () => {
    const fresh = new pg.Client({ ...pool.options, password: pool.options.password, keepAlive: true }); // (password is not enumerable);
    client = fresh;
    fresh.on('error', (error) => lost(fresh, error));
    fresh.on('end', () => lost(fresh, new Error('connection ended')));
    fresh.on('notification', onChange);
    fresh
      .connect()
      .then(() => fresh.query('LISTEN cadenza_auth'))
      .then(() => {
        if (client !== fresh) return;
        onChange(); // whatever was read while nobody listened is not to be trusted
        listening = true;
      })
      .catch((error: unknown) => lost(fresh, error));
  };
  open();
  return {
    up: () => listening,
    close: async () => {
      closed = true;
      listening = false;
      clearTimeout(retry);
      const last = client;
      client = undefined;
      await last?.end().catch(() => undefined); // closing anyway
    },
  };
}

/** Collects api_keys.last_used_at and writes it at most once a minute per key: a hot key must not cost a write per request. */
function createLastUsed(db: Db, onError: (error: unknown) => void) {
  const pending = new Map<number, { teamId: number; at: Date }>();
  const write = async () => {
    const batch = [...pending];
    pending.clear();
    for (const [id, { teamId, at }] of batch) {
      await db
        .updateTable('api_keys')
        .set({ last_used_at: at })
        .where('team_id', '=', teamId)
        .where('id', '=', id)
        .execute();
    }
  };
  const timer = setInterval(() => void write().catch(onError), LAST_USED_MS);
  timer.unref();
  return {
    touch: (key: { teamId: number; id: number }, at: Date) => pending.set(key.id, { teamId: key.teamId, at }),
    close: async () => {
      clearInterval(timer);
      await write().catch(onError);
    },
  };
}
