import { domainKey, isDomain, normalAddress, tidyAddress } from '../../kernel/address.js';
import type { Suppression } from './queries.js';

/** An address or domain as it is stored and compared (kernel/address.ts). undefined: it is neither. */
export function normalise(kind: 'address' | 'domain', text: string): string | undefined {
  if (kind === 'address') return normalAddress(text);
  const tidy = tidyAddress(text);
  const domain = domainKey(tidy.startsWith('@') ? tidy.slice(1) : tidy);
  return isDomain(domain) ? domain : undefined;
}

/** Entries that would block this address: itself, its domain and the domains above it. */
export function addressForms(address: string): { kind: Suppression['kind']; value: string }[] {
  const value = normalise('address', address);
  if (value === undefined) return [];
  const labels = value.slice(value.lastIndexOf('@') + 1).split('.');
  const domains = labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
  return [
    { kind: 'address', value },
    ...domains.map((domain) => ({ kind: 'domain' as const, value: domain })),
  ];
}

const WHY = {
  opt_out: 'its owner opted out',
  hard_bounce: 'mail to it came back for good',
  complaint: 'its owner reported mail as spam',
  manual: 'a colleague put it on the suppression list',
  import: 'it came with an imported suppression list',
} as const;

/** One sentence for the rep. */
export function suppressedReason(found: Suppression): string {
  const what = found.kind === 'domain' ? `${found.address} (domain ${found.value})` : found.address;
  return `Nothing is sent to ${what}${found.cadenceId === null ? '' : ' from this cadence'}: ${WHY[found.reason]}.`;
}
