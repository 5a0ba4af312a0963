import { generateKeyPair, type JsonWebKey } from 'node:crypto';
import { promisify } from 'node:util';
import type { AppContext } from '../context.js';
import { decrypt, deriveKey, encrypt, randomHex } from '../../kernel/crypto.js';

/**
 * The RS256 key of this installation, made on first use and kept sealed under SECRET_KEY. When SECRET_KEY was changed
 * the old key cannot be read and is replaced: id tokens signed with it no longer verify.
 */
export async function loadSigningKey(ctx: AppContext): Promise<JsonWebKey> {
  const db = ctx.database.kysely;
  const sealing = deriveKey(ctx.config.secretKey, 'oauth signing key');
  const read = () => db.selectFrom('oauth_signing_keys').select(['kid', 'sealed_jwk']).executeTakeFirst();
  const open = (row: { sealed_jwk: string }) => JSON.parse(decrypt(sealing, row.sealed_jwk)) as JsonWebKey;

  const existing = await read();
  if (existing) {
    try {
      return open(existing);
    } catch (error) {
      ctx.log.warn(
        { err: error },
        'the OAuth signing key was sealed with another SECRET_KEY: making a new one',
      );
      await db.deleteFrom('oauth_signing_keys').where('kid', '=', existing.kid).execute();
    }
  }
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const kid = randomHex(8);
  const jwk = { ...privateKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' };
  await db
    .insertInto('oauth_signing_keys')
    .values({ kid, created_at: ctx.clock.now(), sealed_jwk: encrypt(sealing, JSON.stringify(jwk)) })
    .onConflict((conflict) => conflict.column('single').doNothing())
    .execute();
  // Another server may have been first: the stored key is the one everybody signs with.
  const stored = await read();
  return stored ? open(stored) : jwk;
}
