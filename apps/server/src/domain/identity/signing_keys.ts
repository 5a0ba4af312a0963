import type { Db } from '../../db/connect.js';

/** The sealed key that this installation signs id tokens with. */
export interface SigningKey {
  readonly kid: string;
  readonly sealed_jwk: string;
}

/** The installation's one key; undefined before its first use. */
export function findSigningKey(db: Db): Promise<SigningKey | undefined> {
  return db.selectFrom('oauth_signing_keys').select(['kid', 'sealed_jwk']).executeTakeFirst();
}

/** Removes a key that nobody can read any more. */
export async function deleteSigningKey(db: Db, kid: string): Promise<void> {
  await db.deleteFrom('oauth_signing_keys').where('kid', '=', kid).execute();
}

/** Stores the key unless another server was first. @returns the one that everybody signs with */
export async function keepSigningKey(db: Db, key: SigningKey, now: Date): Promise<SigningKey> {
  await db
    .insertInto('oauth_signing_keys')
    .values({ kid: key.kid, created_at: now, sealed_jwk: key.sealed_jwk })
    .onConflict((conflict) => conflict.column('single').doNothing())
    .execute();
  return (await findSigningKey(db)) ?? key;
}
