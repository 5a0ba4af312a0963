import type { Db } from '../db/connect.js';
import { listen } from '../db/listen.js';
import {
  type ApiKeyOf,
  bearerCredential,
  type Caller,
  type Credential,
  findCaller,
  recordKeyUse,
  sessionCredential,
} from '../domain/identity/index.js';
import type { Principal } from '../kernel/principal.js';
import type { AppContext } from './context.js';

const SESSION_COOKIE = 'cadenza_session';
/** The same where the address is https: no other host, and nobody in between, can set a cookie of this name. */
const HOST_SESSION_COOKIE = '__Host-cadenza_session';
export const sessionCookie = (secure: boolean) => (secure ? HOST_SESSION_COOKIE : SESSION_COOKIE);

/** The session's token of a Cookie header. The bare name on https: who signed in before 0.2 stays signed in. */
export const readSession = (header: string | undefined): string | undefined =>
  readCookie(header, HOST_SESSION_COOKIE) ?? readCookie(header, SESSION_COOKIE);

const CACHE_MS = 30_000;
const CACHE_SIZE = 20_000;
const LAST_USED_MS = 60_000;

/** Finds out who a token or a session cookie belongs to. Asked on every request, so answers are cached. */
export interface Authenticator {
  /** null: unknown, expired or revoked token, or a deactivated user or team. */
  bearer(token: string, now: Date): Promise<Principal | null>;
  session(cookieHeader: string | undefined, now: Date): Promise<Principal | null>;
  /** Forgets every cached answer in this process at once; other processes hear of changes through PostgreSQL. */
  flush(): void;
  /** Calls whenever an answer from before may not be true any more. @returns what ends it */
  onChange(changed: () => void): () => void;
  close(): Promise<void>;
}

interface Entry {
  caller: Caller;
  cachedUntil: number;
}

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
  const watching = new Set<() => void>();
  const flush = () => {
    generation += 1;
    cache.clear();
    for (const changed of watching) changed();
  };
  const listener = listen(pool, 'cadenza_auth', flush, (error) =>
    ctx.log.warn({ err: error }, 'auth cache is off until the database connection is back'),
  );

  async function find(credential: Credential, now: Date): Promise<Principal | null> {
    const cacheKey = credential.kind + credential.hash.toString('base64');
    const at = now.getTime();
    const hit = cache.get(cacheKey);
    if (hit && hit.cachedUntil > at && hit.cachedUntil - CACHE_MS <= at && listener.up()) {
      const { endsAt, apiKey, principal } = hit.caller;
      if (endsAt !== null && endsAt.getTime() <= at) return null;
      if (apiKey) lastUsed.touch(apiKey, now);
      return principal;
    }
    const readAt = generation;
    const caller = await findCaller(pool, credential, now);
    if (!caller) return null;
    if (caller.apiKey) lastUsed.touch(caller.apiKey, now);
    if (listener.up() && readAt === generation) {
      if (cache.size >= CACHE_SIZE) cache.delete(cache.keys().next().value as string);
      cache.delete(cacheKey);
      cache.set(cacheKey, { caller, cachedUntil: at + CACHE_MS });
    }
    return caller.principal;
  }

  return {
    bearer: (token, now) => find(bearerCredential(token), now),
    session: async (cookieHeader, now) => {
      const token = readSession(cookieHeader);
      return token === undefined ? null : find(sessionCredential(token), now);
    },
    flush,
    onChange: (changed) => {
      watching.add(changed);
      return () => watching.delete(changed);
    },
    close: async () => {
      await lastUsed.close();
      await listener.close();
    },
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

/** Collects api_keys.last_used_at and writes it at most once a minute per key: a hot key must not cost a write per request. */
function createLastUsed(db: Db, onError: (error: unknown) => void) {
  const pending = new Map<number, { key: ApiKeyOf; at: Date }>();
  const write = async () => {
    const batch = [...pending.values()];
    pending.clear();
    for (const { key, at } of batch) await recordKeyUse(db, key, at);
  };
  const timer = setInterval(() => void write().catch(onError), LAST_USED_MS);
  timer.unref();
  return {
    touch: (key: ApiKeyOf, at: Date) => pending.set(key.id, { key, at }),
    close: async () => {
      clearInterval(timer);
      await write().catch(onError);
    },
  };
}
