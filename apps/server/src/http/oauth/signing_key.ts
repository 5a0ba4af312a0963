import { generateKeyPair, type JsonWebKey } from 'node:crypto';
import { promisify } from 'node:util';
import { deleteSigningKey, findSigningKey, keepSigningKey } from '../../domain/identity/index.js';
import type { AppContext } from '../context.js';
import { decrypt, deriveKey, encrypt, randomHex } from '../../kernel/crypto.js';

/**
 * The RS256 key of this installation, made on first use and kept sealed under SECRET_KEY. When SECRET_KEY was changed
 * the old key cannot be read and is replaced: id tokens signed with it no longer verify.
 */
export async function loadSigningKey(ctx: AppContext): Promise<JsonWebKey> {
  const db = ctx.database.kysely;
  const sealing = deriveKey(ctx.config.secretKey, 'oauth signing key');
  const open = (row: { sealed_jwk: string }) => JSON.parse(decrypt(sealing, row.sealed_jwk)) as JsonWebKey;

  const existing = await findSigningKey(db);
  if (existing) {
    try {
      return open(existing);
    } catch (error) {
      ctx.log.warn(
        { err: error },
        'the OAuth signing key was sealed with another SECRET_KEY: making a new one',
      );
      await deleteSigningKey(db, existing.kid);
    }
  }
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const kid = randomHex(8);
  const jwk = { ...privateKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' };
  // Another server may have been first: the stored key is the one everybody signs with.
  return open(
    await keepSigningKey(db, { kid, sealed_jwk: encrypt(sealing, JSON.stringify(jwk)) }, ctx.clock.now()),
  );
}
