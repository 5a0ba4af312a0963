import { domainToASCII } from 'node:url';
import type { Suppression } from './queries.js';

/** An address or domain as it is stored and compared: lower case, the domain in its ASCII form. undefined: it is neither. */
export function normalise(kind: 'address' | 'domain', text: string): string | undefined {
  const value = text.trim().toLowerCase();
  if (kind === 'domain') return asciiDomain(value.replace(/^@/, ''));
  const at = value.lastIndexOf('@');
  const local = value.slice(0, at);
  if (at < 1 || local.length > 64 || /[\s<>,;:"]/.test(local)) return undefined;
  const domain = asciiDomain(value.slice(at + 1));
  return domain === undefined ? undefined : `${local}@${domain}`;
}

function isLabel(label: string): boolean {
  return label.length <= 63 && /^[a-z0-9-]+$/.test(label) && !label.startsWith('-') && !label.endsWith('-');
}

function asciiDomain(value: string): string | undefined {
  const domain = domainToASCII(value);
  if (domain.length < 3 || domain.length > 253) return undefined;
  const labels = domain.split('.');
  const last = labels.pop() ?? '';
  const good =
    labels.length > 0 && labels.every(isLabel) && last.length > 1 && isLabel(`x${last.slice(1, -1)}x`);
  return good && /^[a-z0-9-]+$/.test(last) ? domain : undefined;
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
