import { shortLine } from '@cadenza/contract';
import type { Db, Tx } from '../../db/connect.js';
import { randomHex, sha256 } from '../../kernel/crypto.js';
import { invalid, notFound } from '../../kernel/errors.js';
import { checkedScopes } from './scopes.js';
import { isAdmin } from './users.js';

export interface ApiKeyRow {
  id: number;
  name: string;
  hint: string;
  scopes: string[];
  created_at: Date;
  last_used_at: Date | null;
}

/** `ak` + 64 hex digits (reference section 6). */
function newKey(): { key: string; key_hash: Buffer; hint: string } {
  const key = `ak${randomHex(32)}`;
  return { key, key_hash: sha256(key), hint: key.slice(-4) };
}

/** Creates an API key; `key` is shown now and never again. @throws AppError invalid (name, scopes). */
export async function createApiKey(
  tx: Tx,
  teamId: number,
  input: { userId: number; name: string; scopes: readonly string[] },
  now: Date,
): Promise<{ id: number; key: string }> {
  const name = shortLine(input.name, 200);
  if (name === '') throw invalid('name', "can't be blank");
  const scopes = checkedScopes(input.scopes, await isAdmin(tx, teamId, input.userId));
  const { key, ...stored } = newKey();
  const row = await tx
    .insertInto('api_keys')
    .values({
      team_id: teamId,
      user_id: input.userId,
      name,
      scopes,
      created_at: now,
      updated_at: now,
      ...stored,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id: row.id, key };
}

/** Replaces the secret of a key; the old one stops working at once. @throws AppError not_found. */
export async function rotateApiKey(
  tx: Tx,
  teamId: number,
  userId: number,
  id: number,
  now: Date,
): Promise<{ id: number; key: string }> {
  const { key, ...stored } = newKey();
  const row = await tx
    .updateTable('api_keys')
    .set({ ...stored, updated_at: now, last_used_at: null })
    .where('team_id', '=', teamId)
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!row) throw notFound('api key');
  return { id: row.id, key };
}

/** Revokes a key for good. @throws AppError not_found. */
export async function revokeApiKey(
  tx: Tx,
  teamId: number,
  userId: number,
  id: number,
  now: Date,
): Promise<void> {
  const row = await tx
    .updateTable('api_keys')
    .set({ revoked_at: now, updated_at: now })
    .where('team_id', '=', teamId)
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!row) throw notFound('api key');
}

/** The user's keys that still work, newest first. */
export function listApiKeys(db: Db, teamId: number, userId: number): Promise<ApiKeyRow[]> {
  return db
    .selectFrom('api_keys')
    .select(['id', 'name', 'hint', 'scopes', 'created_at', 'last_used_at'])
    .where('team_id', '=', teamId)
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .orderBy('id', 'desc')
    .execute();
}
