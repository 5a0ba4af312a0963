import { createPrivateKey, type KeyObject } from 'node:crypto';
import { invalid } from '../../kernel/errors.js';
import type { Sealer } from '../../kernel/sealed.js';

/** What a mailbox signs in with, as it is sealed into mailboxes.credentials. */
export type Secret =
  | { kind: 'password'; password: string }
  | { kind: 'oauth'; provider: 'google' | 'microsoft'; tokens: Tokens };

export interface Tokens {
  access_token: string;
  refresh_token: string;
  /** ISO 8601. */
  expires_at: string;
}

type Key = readonly [teamId: number, mailboxId: number];

// Sealed text is bound to the place it is stored in: copied to another row or column it does not open.
const about = (what: string, [teamId, mailboxId]: Key) => `team ${teamId} mailbox ${mailboxId} ${what}`;

export function sealSecret(sealer: Sealer, key: Key, secret: Secret): Buffer {
  return sealer.seal(JSON.stringify(secret), about('credentials', key));
}

/** @throws SealError */
export function openSecret(sealer: Sealer, key: Key, sealed: Buffer): Secret {
  return JSON.parse(sealer.open(sealed, about('credentials', key))) as Secret;
}

export function sealDkimKey(sealer: Sealer, key: Key, pem: string): Buffer {
  return sealer.seal(pem, about('dkim', key));
}

/** @throws SealError */
export function openDkimKey(sealer: Sealer, key: Key, sealed: Buffer): KeyObject {
  return createPrivateKey(sealer.open(sealed, about('dkim', key)));
}

/** Seals both again when an older key sealed them; undefined for what is under the newest already. @throws SealError */
export function reseal(
  sealer: Sealer,
  key: Key,
  row: { credentials: Buffer | null; dkim_key: Buffer | null },
): { credentials?: Buffer; dkim_key?: Buffer } {
  const again = (what: string, sealed: Buffer) =>
    sealer.seal(sealer.open(sealed, about(what, key)), about(what, key));
  return {
    ...(row.credentials && sealer.isStale(row.credentials)
      ? { credentials: again('credentials', row.credentials) }
      : {}),
    ...(row.dkim_key && sealer.isStale(row.dkim_key) ? { dkim_key: again('dkim', row.dkim_key) } : {}),
  };
}

/** @throws AppError invalid: an RSA private key of 1024 bits and more is what DKIM verifiers know (RFC 8301) */
export function checkDkimPem(pem: string): void {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw invalid('dkim_private_key', 'is not a private key in PEM form');
  }
  if (key.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) < 1024)
    throw invalid('dkim_private_key', 'must be an RSA key of at least 1024 bits');
}
