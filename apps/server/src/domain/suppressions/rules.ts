import { getPublicSuffix } from 'tldts-icann';
import { type Said, say } from '../said.js';
import { domainKey, isDomain, normalAddress, tidyAddress } from '../../kernel/address.js';

/** Why nothing is sent to an address. */
export interface Suppression {
  /** The address asked about that is blocked. */
  address: string;
  /** The entry that blocks it: the address itself, or its domain. */
  value: string;
  kind: 'address' | 'domain';
  reason: 'opt_out' | 'hard_bounce' | 'complaint' | 'manual' | 'import';
  cadenceId: number | null;
}

/** An address or domain as it is stored and compared (kernel/address.ts). undefined: it is neither. */
export function normalise(kind: 'address' | 'domain', text: string): string | undefined {
  return kind === 'domain' ? domainMeant(text) : normalAddress(text);
}

/**
 * What an entry of a list says: an address, or a domain in any of the forms in which people write one (`@d`, `*@d`, `*.d`,
 * `www.d`, `https://d/page`). A domain is blocked with everything below it. undefined: neither, or not what `kind` says.
 */
export function entryIn(
  text: string,
  kind?: string | null,
): { kind: Suppression['kind']; value: string } | undefined {
  const kinds: Suppression['kind'][] =
    kind === 'address' || kind === 'domain' ? [kind] : ['domain', 'address'];
  for (const each of kinds) {
    const value = normalise(each, text);
    // On a list of who gets nothing a star stands for anything: it is no letter of an address.
    if (value !== undefined && !value.includes('*')) return { kind: each, value };
  }
  return undefined;
}

/** What is said of a domain below which strangers have theirs: to block it would block a whole country's companies. */
export const EVERYBODYS = 'is a public suffix: name the domains below it';

/**
 * Whether a domain (as it is stored) is one below which anybody gets a domain: `co.uk`, by the public suffix list's ICANN
 * part. Providers such as gmail.com are not: a team may want to write to none of their users.
 */
export function isEverybodys({ kind, value }: Pick<Suppression, 'kind' | 'value'>): boolean {
  const isSuffix = (domain: string) => getPublicSuffix(domain, { validateHostname: false }) === domain;
  // Of some, such as kawasaki.jp, only what is below is on that list, whatever its name.
  return kind === 'domain' && (isSuffix(value) || isSuffix(`any-name.${value}`));
}

/** Everybody at a domain, in place of a local part: of lists, of mail filters, of SQL. */
const EVERYBODY = new Set(['', '*', '%', '*.*']);

function domainMeant(text: string): string | undefined {
  const tidy = tidyAddress(text).normalize('NFKC');
  const scheme = tidy.indexOf('://');
  const address = scheme === -1 && tidy.includes('@');
  const host = address ? hostOfEverybody(tidy) : hostOfSite(scheme === -1 ? tidy : tidy.slice(scheme + 3));
  if (host === undefined) return undefined;
  const domain = domainKey(withoutStars(host));
  const bare = domain.startsWith('www.') ? domain.slice(4) : domain;
  return [bare, domain].find(isDomain);
}

function hostOfEverybody(tidy: string): string | undefined {
  const at = tidy.lastIndexOf('@');
  return EVERYBODY.has(tidy.slice(0, at).trim()) ? tidy.slice(at + 1) : undefined;
}

/** The host of a web address without its scheme. */
function hostOfSite(address: string): string {
  const host = address.startsWith('//') ? address.slice(2) : address;
  const end = host.search(/[/?#\\]/);
  const authority = end === -1 ? host : host.slice(0, end);
  const named = authority.slice(authority.lastIndexOf('@') + 1);
  const port = named.lastIndexOf(':');
  return port !== -1 && /^[0-9]*$/.test(named.slice(port + 1)) ? named.slice(0, port) : named;
}

/** `*.d`, `.d` and `%.d`: the domain and what is below it. */
function withoutStars(host: string): string {
  let begin = 0;
  while (['*', '%', '.'].includes(host[begin] ?? '')) begin += 1;
  return begin > 0 && host[begin - 1] !== '.' ? host : host.slice(begin);
}

/** Entries that would block this address: itself, its domain and the domains above it. */
export function addressForms(address: string): { kind: Suppression['kind']; value: string }[] {
  const value = normalAddress(address);
  if (value === undefined) return [];
  const labels = value.slice(value.lastIndexOf('@') + 1).split('.');
  const domains = labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
  return [
    { kind: 'address', value },
    ...domains.map((domain) => ({ kind: 'domain' as const, value: domain })),
  ];
}

/** One sentence for the rep; `skipped`: a step is left out for it. */
export function suppressedReason(found: Suppression, skipped = false): Said {
  const { reason: why, address, value, cadenceId } = found;
  const quote = found.kind === 'domain' ? `${address} (domain ${value})` : address;
  return say('suppressed', { why, here: cadenceId !== null, skipped }, { quote });
}
