import { domainToASCII, domainToUnicode } from 'node:url';

/** Characters that show nothing (soft hyphen, zero-width and direction marks, fillers, variation selectors, tags): copied along from pages and lists. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;
/** What other scripts write for the dots of a domain. */
const DOTS = /[\u3002\uff0e\uff61]/gu;
/** RFC 5321 sections 4.5.3.1.1 and 4.5.3.1.2. */
const LOCAL_LIMIT = 64;
const ADDRESS_LIMIT = 320;
/** RFC 5321 section 4.5.3.1.3: a path of 256 with its angle brackets. */
const WIRE_LIMIT = 254;
/**
 * What is in no local part: RFC 5322's specials without the dot, blanks and control characters. So there are no comments, no
 * groups, no lists and no quoted local parts, which no provider gives to people.
 */
const NOT_LOCAL = /[\s<>()[\]\\,;:"@\p{Cc}]/u;
/** Quotes and brackets that word processors put around an address; braces are RFC 5322's, and letters of a local part. */
const AROUND = /[\p{Ps}\p{Pe}\p{Pi}]/u;
/**
 * What is in no domain name (RFC 5892): punctuation, such as the quotes that word processors put around an address, but for
 * the few marks that some scripts write with.
 */
const NOT_DOMAIN = /[\p{P}\p{Sc}\p{Sk}\p{Sm}\p{Z}]/u;
const DOMAIN_MARKS = /[-.\u00b7\u0375\u05f3\u05f4\u30fb]/gu;
/** Longer texts are no address, and are not worked on. */
const TEXT_LIMIT = 2_000;

/**
 * An e-mail address as a person means it, for keeping: without blanks around it, invisible characters, `mailto:`, angle
 * brackets and a dot behind the domain. Case and script stay as they were written.
 */
export function tidyAddress(text: string): string {
  let address = text.slice(0, TEXT_LIMIT).replace(INVISIBLE, '').trim();
  if (address.slice(0, 7).toLowerCase() === 'mailto:') {
    address = address.slice(7);
    const query = address.indexOf('?', address.lastIndexOf('@'));
    if (query !== -1) address = address.slice(0, query);
  }
  if (address.startsWith('<') && address.endsWith('>')) address = address.slice(1, -1);
  address = address.trim();
  while (address.endsWith('.') || address.endsWith('\u3002')) address = address.slice(0, -1);
  return address;
}

/** Nearly every address: nothing to do but lower case (the database has the same). */
const PLAIN = /^[A-Za-z0-9_+'-][A-Za-z0-9._+'-]*@[A-Za-z0-9.-]*[A-Za-z0-9]$/;

/**
 * The one form in which addresses are compared: people, suppressions, received mail, look-ups. Tidy, lower case, NFKC, the
 * domain in ASCII (UTS 46). A total function: what is no address comes out lower-case. The database has the same
 * (address_key of migration 0149), and a test holds the two together.
 */
export function addressKey(text: string): string {
  if (text.length <= TEXT_LIMIT && PLAIN.test(text)) return text.toLowerCase();
  // Lower case may undo a normal form, and the other way round.
  const lowered = lowerCase(tidyAddress(tidyAddress(text).normalize('NFKC'))).normalize('NFKC');
  const at = lowered.lastIndexOf('@');
  // A final sigma is the same letter; in domains it is another one (RFC 5892 2.6).
  return at === -1
    ? lowered
    : `${lowered.slice(0, at).replaceAll('\u03c2', '\u03c3')}@${domainKey(lowered.slice(at + 1))}`;
}

/** Letter by letter (UTS 46): JavaScript makes a final sigma of a capital one at the end of a word, databases do not. */
function lowerCase(text: string): string {
  return text.replaceAll('\u03a3', '\u03c3').toLowerCase();
}

/** A domain in the form it is compared in; lower case alone where it is none. */
export function domainKey(text: string): string {
  const domain = lowerCase(tidyAddress(text).normalize('NFKC')).replace(DOTS, '.');
  return domainToASCII(domain) || domain;
}

/** The compared form of an address that mail can be sent to; undefined: it is none. */
export function normalAddress(text: string): string | undefined {
  const key = addressKey(text);
  const at = key.lastIndexOf('@');
  const local = key.slice(0, at);
  if (at < 1 || Buffer.byteLength(local) > LOCAL_LIMIT || key.length > ADDRESS_LIMIT || isNoLocal(local))
    return undefined;
  return isDomain(key.slice(at + 1)) ? key : undefined;
}

const isNoLocal = (local: string): boolean =>
  NOT_LOCAL.test(local) || AROUND.test(local.replaceAll('{', '').replaceAll('}', ''));

/**
 * An address as it is kept where mail is sent to it: tidy, in NFKC, case as written. Nothing is said of it again: a message
 * to it can be handed to every mail server (mail/mime.ts). undefined: it is no address, or one that needs SMTPUTF8
 * (RFC 6531), for the letters before its @.
 */
export function sendableAddress(text: string): string | undefined {
  const kept = tidyAddress(tidyAddress(text).normalize('NFKC'));
  const key = normalAddress(kept);
  const local = kept.slice(0, kept.lastIndexOf('@'));
  if (key === undefined || key.length > WIRE_LIMIT || !/^[\x21-\x7e]+$/.test(local)) return undefined;
  // RFC 5321's Dot-string. Addresses without it exist: they may be on a list, but servers refuse them.
  return local.split('.').includes('') ? undefined : kept;
}

/** Whether a text in the form of domainKey is a name with at least two labels (RFC 1035, RFC 5890). */
export function isDomain(key: string): boolean {
  const labels = key.split('.');
  return (
    key.length <= 253 &&
    labels.length > 1 &&
    !(key.includes('xn--') && NOT_DOMAIN.test(domainToUnicode(key).replace(DOMAIN_MARKS, ''))) &&
    labels.every(
      (label) => /^[a-z0-9-]{1,63}$/.test(label) && !label.startsWith('-') && !label.endsWith('-'),
    ) &&
    // 192.0.2.10 is no name.
    /[a-z-]/.test(labels.at(-1) ?? '') &&
    (labels.at(-1) ?? '').length > 1
  );
}
