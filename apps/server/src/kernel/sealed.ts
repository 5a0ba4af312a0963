import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deriveKey, sha256 } from './crypto.js';

/** A secret at rest: format version, key id, nonce, tag, ciphertext. */
const VERSION = 1;
const KEY_ID_BYTES = 8;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES + TAG_BYTES;

/** Seals under the newest key and opens what any known key sealed. */
export interface Sealer {
  /** `about` names the record (team, mailbox): sealed text moved to another record does not open. */
  seal(text: string, about: string): Buffer;
  /** @throws SealError when the key is not known, the record is another, or the bytes were changed */
  open(sealed: Buffer, about: string): string;
  /** Whether it is sealed under an older key and should be sealed again. */
  isStale(sealed: Buffer): boolean;
}

export class SealError extends Error {}

interface Key {
  id: Buffer;
  key: Buffer;
}

/**
 * AES-256-GCM with a fresh nonce for each record and the record's name as additional data (NIST SP 800-38D). Random
 * 96-bit nonces are safe for 2^32 seals under one key, far more than there are mailboxes.
 * @param secrets SECRET_KEY first, then the ones before it
 */
export function createSealer(purpose: string, secrets: readonly [string, ...string[]]): Sealer {
  const [current, ...older] = secrets.map((secret): Key => {
    const key = deriveKey(secret, `sealed ${purpose}`);
    return { key, id: sha256(`key id ${key.toString('hex')}`).subarray(0, KEY_ID_BYTES) };
  }) as [Key, ...Key[]];
  const keyOf = (sealed: Buffer): Key | undefined => {
    if (sealed.length < HEADER_BYTES || sealed[0] !== VERSION) return undefined;
    const id = sealed.subarray(1, 1 + KEY_ID_BYTES);
    return [current, ...older].find((key) => key.id.equals(id));
  };
  return {
    seal: (text, about) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', current.key, nonce);
      cipher.setAAD(Buffer.from(about));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.from([VERSION]), current.id, nonce, cipher.getAuthTag(), body]);
    },
    open: (sealed, about) => {
      const key = keyOf(sealed);
      if (!key)
        throw new SealError(
          'it was encrypted with a SECRET_KEY this server does not have (see SECRET_KEY_PREVIOUS)',
        );
      const nonceAt = 1 + KEY_ID_BYTES;
      const tagAt = nonceAt + NONCE_BYTES;
      const decipher = createDecipheriv('aes-256-gcm', key.key, sealed.subarray(nonceAt, tagAt), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(about));
      decipher.setAuthTag(sealed.subarray(tagAt, HEADER_BYTES));
      try {
        return Buffer.concat([decipher.update(sealed.subarray(HEADER_BYTES)), decipher.final()]).toString(
          'utf8',
        );
      } catch (error) {
        throw new SealError('it was changed, or belongs to another record', { cause: error });
      }
    },
    isStale: (sealed) => keyOf(sealed) !== current,
  };
}
