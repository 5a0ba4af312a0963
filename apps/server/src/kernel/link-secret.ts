import { deriveKey } from './crypto.js';

/** What links in e-mails are signed with: a secret, or the keys that were derived from one which is gone. Hex. */
export type LinkSecret = string | DerivedKeys;

export interface DerivedKeys {
  tracking: string;
  unsubscribe: string;
}

/** The key of one kind of link. */
export function linkKey(secret: LinkSecret, purpose: keyof DerivedKeys): Buffer {
  return typeof secret === 'string' ? deriveKey(secret, purpose) : Buffer.from(secret[purpose], 'hex');
}

/** The keys of a secret, to be kept when it goes. */
export function derivedKeys(secret: string): DerivedKeys {
  const hex = (purpose: keyof DerivedKeys) => linkKey(secret, purpose).toString('hex');
  return { tracking: hex('tracking'), unsubscribe: hex('unsubscribe') };
}
