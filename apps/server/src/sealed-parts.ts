import type { Tx } from './db/connect.js';
import { resealDialers } from './domain/calls/dialer-rows.js';
import { resealTwoFactors } from './domain/identity/index.js';
import { resealMailboxes } from './domain/mailboxes/index.js';
import { resealTokens } from './domain/webhooks/subscription-rows.js';
import type { Sealer } from './kernel/sealed.js';

/** Seals the secrets of one kind under the newest key. @throws SealError for one that no key opens and that is missed */
type Reseal = (tx: Tx, sealer: Sealer) => Promise<{ readonly resealed: number; readonly total: number }>;

/**
 * Every kind of secret that is kept sealed, beside the keys of links: another SECRET_KEY, or a restore where there is another
 * one, seals all of them anew.
 */
export const RESEALS: readonly Reseal[] = [resealTokens, resealDialers, resealTwoFactors, resealMailboxes];
