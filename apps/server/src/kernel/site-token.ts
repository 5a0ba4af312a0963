import type { LinkSecret } from './link-secret.js';
import { type PairTokens, pairTokens } from './pair-token.js';

/** What it is called in addresses, there and here. */
export const SITE_PARAMETER = 'sbrc';

/** Says which person of a team looks at a page of the team's own website. */
export const siteTokens = (secrets: readonly [LinkSecret, ...LinkSecret[]]): PairTokens =>
  pairTokens(secrets, 'site of ');
