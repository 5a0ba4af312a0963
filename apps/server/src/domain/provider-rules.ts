/** Who keeps the mailboxes of an address, as far as its domain says: by the domain, in small letters. */
const DOMAINS: Readonly<Record<string, readonly string[]>> = {
  google: ['gmail.com', 'googlemail.com'],
  microsoft: ['outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'outlook.de', 'hotmail.de', 'live.de'],
  yahoo: ['yahoo.com', 'ymail.com', 'rocketmail.com', 'yahoo.de', 'yahoo.fr', 'yahoo.co.uk', 'aol.com'],
  apple: ['icloud.com', 'me.com', 'mac.com'],
  gmx: ['gmx.de', 'gmx.net', 'gmx.com', 'gmx.at', 'gmx.ch', 'web.de'],
  proton: ['proton.me', 'protonmail.com', 'pm.me'],
  yandex: ['yandex.ru', 'yandex.com', 'ya.ru'],
  mailru: ['mail.ru', 'bk.ru', 'list.ru', 'inbox.ru'],
};

const pairs = Object.entries(DOMAINS).flatMap(([provider, domains]) =>
  domains.map((domain) => [domain, provider] as const),
);
/** As two lists of equal length, for PostgreSQL. */
export const PROVIDER_DOMAINS: readonly string[] = pairs.map(([domain]) => domain);
export const PROVIDER_NAMES: readonly string[] = pairs.map(([, provider]) => provider);
/** Whoever's domain says nothing of it: nearly all companies. */
export const OTHER_PROVIDER = 'other';

const KNOWN: ReadonlyMap<string, string> = new Map(pairs);
/** The public provider that keeps the mailboxes of a domain, in small letters; undefined: nobody knows. */
export const providerOf = (domain: string): string | undefined => KNOWN.get(domain);
