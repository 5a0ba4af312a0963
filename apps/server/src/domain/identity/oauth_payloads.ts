import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';
import { sha256 } from '../../kernel/crypto.js';
import { NOT_ENDED } from './granted_apps.js';

/**
 * What the OAuth protocol engine keeps, by model (its word for a kind of record). Rows are found by the hash of what the
 * client holds. The table is of no team: an app or a user may be of none yet when it is written.
 */

/** What is stored of a record, besides its model and what it is found by. */
export interface StoredPayload {
  readonly payload: object;
  readonly grantId: string | undefined;
  readonly clientId: string | undefined;
  /** The guid of the user it is about. */
  readonly accountId: string | undefined;
  readonly uid: string | undefined;
  readonly userCode: string | undefined;
  readonly expiresAt: Date | null;
}

/** Stores a record, or stores it anew. */
export async function putPayload(
  db: Db,
  { model, id }: { model: string; id: string },
  { payload, ...about }: StoredPayload,
  now: Date,
): Promise<void> {
  const row = {
    payload: JSON.stringify(payload),
    grant_id: about.grantId ?? null,
    client_id: about.clientId ?? null,
    user_id:
      about.accountId === undefined
        ? null
        : sql<number>`(SELECT id FROM users WHERE guid = ${about.accountId}::uuid)`,
    uid_hash: about.uid === undefined ? null : sha256(about.uid),
    user_code_hash: about.userCode === undefined ? null : sha256(about.userCode),
    expires_at: about.expiresAt,
  };
  await db
    .insertInto('oauth_payloads')
    .values({ id: sha256(id), model, created_at: now, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

/** What a record is found by. */
export type PayloadKey = 'id' | 'uid_hash' | 'user_code_hash';

/** A record that has neither expired nor ended with its user's consent. */
export function findPayload(
  db: Db,
  model: string,
  { by, secret }: { by: PayloadKey; secret: string },
  now: Date,
): Promise<{ payload: unknown; consumed_at: Date | null } | undefined> {
  return db
    .selectFrom('oauth_payloads')
    .select(['payload', 'consumed_at'])
    .where(by, '=', sha256(secret))
    .where('model', '=', model)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .where(NOT_ENDED)
    .executeTakeFirst();
}

/**
 * Compare and swap: of any number of uses at the same time exactly one is told true. Remembered until `rememberUntil` at
 * most, so that another use is recognised.
 */
export async function consumePayload(
  db: Db,
  { model, id }: { model: string; id: string },
  now: Date,
  rememberUntil: Date,
): Promise<boolean> {
  const won = await db
    .updateTable('oauth_payloads')
    .set({ consumed_at: now, expires_at: sql<Date>`least(expires_at, ${rememberUntil})` })
    .where('id', '=', sha256(id))
    .where('model', '=', model)
    .where('consumed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return won !== undefined;
}

/**
 * Counts a poll of a device whose code nobody has answered yet. Each that comes too soon makes its interval longer by
 * `seconds`, up to `longest`, and does not begin it anew. @returns whether it came too soon
 */
export async function spendPoll(
  db: Db,
  id: string,
  now: Date,
  { seconds, longest, slackMs }: { seconds: number; longest: number; slackMs: number },
): Promise<boolean> {
  const { rows } = await sql<{ early: boolean }>`
    UPDATE oauth_payloads p SET
      polled_at = CASE WHEN d.early THEN p.polled_at ELSE ${now} END,
      poll_seconds = CASE WHEN d.early THEN least(d.seconds + ${seconds}, ${longest}) ELSE d.seconds END
    FROM (
      SELECT id, coalesce(poll_seconds, ${seconds}) AS seconds,
        coalesce(polled_at + coalesce(poll_seconds, ${seconds}) * interval '1 second' > ${new Date(now.getTime() + slackMs)}, false) AS early
      FROM oauth_payloads WHERE id = ${sha256(id)} AND model = 'DeviceCode' FOR UPDATE
    ) d WHERE p.id = d.id RETURNING d.early`.execute(db);
  return rows[0]?.early ?? false;
}

/** Forgets one record. */
export async function deletePayload(db: Db, { model, id }: { model: string; id: string }): Promise<void> {
  await db.deleteFrom('oauth_payloads').where('id', '=', sha256(id)).where('model', '=', model).execute();
}

/** Forgets the records of a model that a grant gave. */
export async function deletePayloadsOfGrant(db: Db, model: string, grantId: string): Promise<void> {
  await db.deleteFrom('oauth_payloads').where('grant_id', '=', grantId).where('model', '=', model).execute();
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

/** Stores a person's answer to a device, unless there is one already. @returns whether it was stored */
export async function answerDevice(
  db: Db,
  userCode: string,
  answer: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const { grantId } = answer as { grantId?: string };
  const row = await db
    .updateTable('oauth_payloads')
    .set({
      payload: sql<string>`payload || ${JSON.stringify(answer)}::jsonb`,
      ...(grantId === undefined ? {} : { grant_id: grantId }),
    })
    .where('model', '=', 'DeviceCode')
    .where('user_code_hash', '=', sha256(userCode))
    .where(sql<boolean>`NOT payload ?| array['accountId', 'error']`)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
