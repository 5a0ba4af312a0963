import type { LinkSecret } from './link-secret.js';
import { type PairTokens, pairTokens } from './pair-token.js';

/** Says which e-mail an unsubscribe link belongs to: ids of e-mails. */
export const unsubscribeTokens = (secrets: readonly [LinkSecret, ...LinkSecret[]]): PairTokens =>
  pairTokens(secrets, '');
