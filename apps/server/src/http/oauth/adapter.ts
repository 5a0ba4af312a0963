import { AsyncLocalStorage } from 'node:async_hooks';
import { sql } from 'kysely';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { Db } from '../../db/connect.js';
import { writeAcrossTeams } from '../../db/write.js';
import type { Clock } from '../../kernel/clock.js';
import { NOT_ENDED } from '../../domain/identity/index.js';
import { sha256 } from '../../kernel/crypto.js';
import { findClient, registerClient } from './clients.js';
import { errors } from './engine.js';

/** How long a used refresh token is remembered, so that its reuse is recognised and the grant revoked. */
const REMEMBER_USED_MS = 90 * 24 * 3_600_000;

/** What is used again within this time is taken for another worker of the same app, or for a request sent again. */
const SECOND_WORKER_MS = 60_000;
/** Codes of the authorization endpoint are not among them: whoever uses one twice may have stolen it (RFC 6749 section 4.1.2). */
const USED_TWICE = ['RefreshToken', 'DeviceCode'];

/** What a device is told to leave between two polls (RFC 8628 section 3.2), in seconds. */
export const POLL_SECONDS = 5;
/** Longer waits nobody: a device that heeds nothing is answered once in so many seconds. */
const LONGEST_POLL_SECONDS = 60;
/** A poll may overtake the one before on its way by so much. */
const POLL_SLACK_MS = 500;

/** What one protocol request shares: the moment it arrived, and at the token endpoint one transaction. */
interface Unit {
  startedAt: Date;
  db: Db;
  /** Statements of a transaction go one after the other; the engine issues some in parallel. */
  last: Promise<unknown>;
}
const units = new AsyncLocalStorage<Unit>();

/**
 * Runs a request of the protocol engine. `atomic`: all it stores is committed together, so a crash in the middle of
 * a refresh leaves the old refresh token usable, and two refreshes with one token wait for each other.
 */
export function runUnit<T>(db: Db, startedAt: Date, atomic: boolean, work: () => Promise<T>): Promise<T> {
  if (!atomic) return units.run({ startedAt, db, last: Promise.resolve() }, work);
  return writeAcrossTeams(db, (tx) => units.run({ startedAt, db: tx, last: Promise.resolve() }, work));
}

/** Runs a statement in the transaction of the current request, or on `db` when there is none. */
export function inUnit<T>(db: Db, work: (on: Db) => Promise<T>): Promise<T> {
  const unit = units.getStore();
  if (!unit?.db.isTransaction) return work(db);
  const result = unit.last.then(() => work(unit.db));
  unit.last = result.catch(() => undefined); // the caller sees the error; the next statement must not
  return result;
}

/**
 * State of oidc-provider in oauth_payloads. Rows are found by the hash of what the client holds; the payload is stored
 * without it. @throws errors.InvalidGrant from consume() when somebody else was first.
 */
export function createAdapter(
  db: Db,
  clock: Clock,
  dynamicScopes: readonly string[],
): new (
  model: string,
) => Adapter {
  return class PostgresAdapter implements Adapter {
    readonly model: string;

    constructor(model: string) {
      this.model = model;
    }

    async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
      const now = clock.now();
      if (this.model === 'Client') return this.#run((on) => registerClient(on, payload, dynamicScopes, now));
      const stored = strip(id, payload);
      const row = {
        payload: JSON.stringify(stored),
        grant_id: payload.grantId ?? null,
        client_id: payload.clientId ?? null,
        user_id:
          payload.accountId === undefined
            ? null
            : sql<number>`(SELECT id FROM users WHERE guid = ${payload.accountId}::uuid)`,
        uid_hash: this.model === 'Session' && payload.uid !== undefined ? sha256(payload.uid) : null,
        user_code_hash: payload.userCode === undefined ? null : sha256(payload.userCode),
        expires_at: expiresIn ? new Date(now.getTime() + expiresIn * 1000) : null,
      };
      await this.#run((on) =>
        on
          .insertInto('oauth_payloads')
          .values({ id: sha256(id), model: this.model, created_at: now, ...row })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
          .execute(),
      );
    }

    async find(id: string): Promise<AdapterPayload | undefined> {
      if (this.model === 'Client') return this.#run((on) => findClient(on, id));
      const row = await this.#row('id', id);
      if (!row) return undefined;
      const found = restore(row, { jti: id });
      const unit = units.getStore();
      if (unit?.db.isTransaction)
        await requireItsTurn(db, this.model, id, { used: row.consumed_at, payload: found }, unit.startedAt);
      return found;
    }

    async findByUid(uid: string): Promise<AdapterPayload | undefined> {
      const row = await this.#row('uid_hash', uid);
      return row && restore(row, { uid });
    }

    async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
      const row = await this.#row('user_code_hash', userCode);
      return row && restore(row, { userCode });
    }

    /** Compare and swap: of any number of concurrent uses exactly one returns. */
    async consume(id: string): Promise<void> {
      const now = clock.now();
      const remember = new Date(now.getTime() + REMEMBER_USED_MS);
      const won = await this.#run((on) =>
        on
          .updateTable('oauth_payloads')
          .set({ consumed_at: now, expires_at: sql<Date>`least(expires_at, ${remember})` })
          .where('id', '=', sha256(id))
          .where('model', '=', this.model)
          .where('consumed_at', 'is', null)
          .returning('id')
          .executeTakeFirst(),
      );
      if (!won) throw usedConcurrently();
    }

    async destroy(id: string): Promise<void> {
      await this.#run((on) =>
        on
          .deleteFrom('oauth_payloads')
          .where('id', '=', sha256(id))
          .where('model', '=', this.model)
          .execute(),
      );
    }

    async revokeByGrantId(grantId: string): Promise<void> {
      await this.#run((on) =>
        on
          .deleteFrom('oauth_payloads')
          .where('grant_id', '=', grantId)
          .where('model', '=', this.model)
          .execute(),
      );
    }

    #row(column: 'id' | 'uid_hash' | 'user_code_hash', secret: string) {
      return this.#run((on) =>
        on
          .selectFrom('oauth_payloads')
          .select(['payload', 'consumed_at'])
          .where(column, '=', sha256(secret))
          .where('model', '=', this.model)
          .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', clock.now())]))
          .where(NOT_ENDED)
          .executeTakeFirst(),
      );
    }

    #run<T>(work: (on: Db) => Promise<T>): Promise<T> {
      return inUnit(db, work);
    }
  };
}

/**
 * Two workers of one app that refresh or poll at about the same moment are no theft: the later one is refused, and what the
 * first one got lives on. Still later it is reuse, and the engine ends the whole grant. @throws errors.InvalidGrant, SlowDown
 */
async function requireItsTurn(
  db: Db,
  model: string,
  id: string,
  { used, payload }: Asked,
  now: Date,
): Promise<void> {
  if (USED_TWICE.includes(model) && used && now.getTime() - used.getTime() < SECOND_WORKER_MS)
    throw usedConcurrently();
  const waits = !payload.accountId && !payload['error'] && !used;
  if (model === 'DeviceCode' && waits) await inUnit(db, (on) => spendPoll(on, id, now));
}

/** What a request to the token endpoint names. */
interface Asked {
  readonly used: Date | null;
  readonly payload: AdapterPayload;
}

/**
 * Counts a poll of a device whose code nobody has answered yet. Each that comes too soon makes its interval five seconds
 * longer, and does not begin it anew. @throws errors.SlowDown (RFC 8628 section 3.5)
 */
async function spendPoll(db: Db, id: string, now: Date): Promise<void> {
  const { rows } = await sql<{ early: boolean }>`
    UPDATE oauth_payloads p SET
      polled_at = CASE WHEN d.early THEN p.polled_at ELSE ${now} END,
      poll_seconds = CASE WHEN d.early THEN least(d.seconds + ${POLL_SECONDS}, ${LONGEST_POLL_SECONDS}) ELSE d.seconds END
    FROM (
      SELECT id, coalesce(poll_seconds, ${POLL_SECONDS}) AS seconds,
        coalesce(polled_at + coalesce(poll_seconds, ${POLL_SECONDS}) * interval '1 second' > ${new Date(now.getTime() + POLL_SLACK_MS)}, false) AS early
      FROM oauth_payloads WHERE id = ${sha256(id)} AND model = 'DeviceCode' FOR UPDATE
    ) d WHERE p.id = d.id RETURNING d.early`.execute(db);
  if (rows[0]?.early) throw new errors.SlowDown();
}

/** What a refresh token was granted; undefined: it is not known. */
export async function scopesOfRefreshToken(db: Db, token: string): Promise<Set<string> | undefined> {
  const row = await db
    .selectFrom('oauth_payloads')
    .select(sql<string | null>`payload->>'scope'`.as('scope'))
    .where('id', '=', sha256(token))
    .where('model', '=', 'RefreshToken')
    .executeTakeFirst();
  return row && new Set(row.scope?.split(' '));
}

function usedConcurrently(): Error {
  return new errors.InvalidGrant('the token was used by a concurrent request');
}

const HIDDEN = '{id}';

/** The payload without the values that would let a reader of the database act as their holder. */
function strip(id: string, payload: AdapterPayload): AdapterPayload {
  const { jti: _jti, uid: _uid, userCode: _userCode, ...rest } = payload;
  // The resume address of an interaction ends with its id, which is also its cookie.
  if (rest.returnTo?.endsWith(id)) rest.returnTo = rest.returnTo.slice(0, -id.length) + HIDDEN;
  return payload.kind === 'Session' ? { ...rest, uid: payload.uid } : rest;
}

function restore(
  row: { payload: unknown; consumed_at: Date | null },
  known: { jti?: string; uid?: string; userCode?: string },
): AdapterPayload {
  const payload = { ...(row.payload as AdapterPayload), ...known };
  if (known.jti !== undefined && payload.returnTo?.endsWith(HIDDEN))
    payload.returnTo = payload.returnTo.slice(0, -HIDDEN.length) + known.jti;
  if (row.consumed_at) payload['consumed'] = Math.floor(row.consumed_at.getTime() / 1000);
  return payload;
}
