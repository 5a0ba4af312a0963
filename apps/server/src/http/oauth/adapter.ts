import { AsyncLocalStorage } from 'node:async_hooks';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { Db } from '../../db/connect.js';
import { writeAcrossTeams } from '../../db/write.js';
import type { Clock } from '../../kernel/clock.js';
import {
  consumePayload,
  deletePayload,
  deletePayloadsOfGrant,
  findPayload,
  type PayloadKey,
  putPayload,
  spendPoll,
  type StoredPayload,
} from '../../domain/identity/index.js';
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
 * State of oidc-provider (domain/identity/oauth_payloads.ts); a payload is stored without what the client holds.
 * long: a class of the engine's nine methods, made for what they share.
 * @throws errors.InvalidGrant from consume() when somebody else was first.
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
      if (this.model === 'Client') return inUnit(db, (on) => registerClient(on, payload, dynamicScopes, now));
      await inUnit(db, (on) =>
        putPayload(on, { model: this.model, id }, storedOf(this.model, id, payload, expiresIn, now), now),
      );
    }

    async find(id: string): Promise<AdapterPayload | undefined> {
      if (this.model === 'Client') return inUnit(db, (on) => findClient(on, id));
      const row = await this.#row('id', id);
      if (!row) return undefined;
      // Two workers of one app that refresh or poll at about the same moment are no theft: the later one is refused, and
      // what the first one got lives on. Still later it is reuse, and the engine ends the whole grant.
      const unit = units.getStore();
      if (USED_TWICE.includes(this.model) && row.consumed_at && unit?.db.isTransaction) {
        if (unit.startedAt.getTime() - row.consumed_at.getTime() < SECOND_WORKER_MS) throw usedConcurrently();
      }
      const found = restore(row, { jti: id });
      const waits = !found.accountId && !found['error'] && !row.consumed_at;
      if (this.model === 'DeviceCode' && unit?.db.isTransaction && waits)
        await inUnit(db, (on) => paced(on, id, unit.startedAt));
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

    async consume(id: string): Promise<void> {
      const now = clock.now();
      const remember = new Date(now.getTime() + REMEMBER_USED_MS);
      if (!(await inUnit(db, (on) => consumePayload(on, { model: this.model, id }, now, remember))))
        throw usedConcurrently();
    }

    destroy(id: string): Promise<void> {
      return inUnit(db, (on) => deletePayload(on, { model: this.model, id }));
    }

    revokeByGrantId(grantId: string): Promise<void> {
      return inUnit(db, (on) => deletePayloadsOfGrant(on, this.model, grantId));
    }

    #row(by: PayloadKey, secret: string) {
      return inUnit(db, (on) => findPayload(on, this.model, { by, secret }, clock.now()));
    }
  };
}

/** A device whose code nobody has answered yet. @throws errors.SlowDown (RFC 8628 section 3.5) when it polls too soon */
async function paced(db: Db, id: string, now: Date): Promise<void> {
  const pace = { seconds: POLL_SECONDS, longest: LONGEST_POLL_SECONDS, slackMs: POLL_SLACK_MS };
  if (await spendPoll(db, id, now, pace)) throw new errors.SlowDown();
}

function storedOf(
  model: string,
  id: string,
  payload: AdapterPayload,
  expiresIn: number,
  now: Date,
): StoredPayload {
  return {
    payload: strip(id, payload),
    grantId: payload.grantId,
    clientId: payload.clientId,
    accountId: payload.accountId,
    uid: model === 'Session' ? payload.uid : undefined,
    userCode: payload.userCode,
    expiresAt: expiresIn ? new Date(now.getTime() + expiresIn * 1000) : null,
  };
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
