import type { LinkSecret } from './link-secret.js';
import { type PairTokens, pairTokens } from './pair-token.js';

/** Says whose mails about notices a link is about: ids of users. No link of an e-mail to a person is one of these, nor the other way round. */
export const noticeTokens = (secrets: readonly [LinkSecret, ...LinkSecret[]]): PairTokens =>
  pairTokens(secrets, 'notices of ');
