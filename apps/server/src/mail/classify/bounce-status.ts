import { folded, wordsOf } from './fold.js';
import { Phrases } from './phrases.js';
import type { Severity } from './types.js';
import * as words from './words/refusals.js';

/** Who has to change something before mail to this address can arrive. */
export type Fault =
  /** The address, or its domain, does not work. */
  | 'recipient'
  /** Who sends: server, domain, rights, rate, reputation; or what was sent. */
  | 'sender'
  /** Nobody for good: full, busy, slow, unreachable. */
  | 'nobody'
  /** It arrived. */
  | 'none'
  /** Nothing is said. */
  | 'unknown';

export interface Refusal {
  fault: Fault;
  /** null when it was none. */
  severity: Severity | null;
  /** 0..1. Below 0.6 nothing is to be concluded about the address. */
  confidence: number;
  /** In words a rep reads. */
  why: string;
  /** RFC 3463, the best that was given; null when none was. */
  status: string | null;
}

const names = { ...words.NAMES, ...words.RECIPIENT_NAMES };
const FULL = new Phrases(words.FULL, names);
const TOO_LARGE = new Phrases(words.TOO_LARGE);
const NOBODYS = new Phrases(words.NOBODYS, names);
const SENDER = new Phrases(words.SENDER, names);
const UNKNOWN = new Phrases(words.UNKNOWN, names);
const LATER = new Phrases(words.LATER, names);
const UNAVAILABLE = new Phrases(words.UNAVAILABLE, names);
const REFUSED = new Phrases(words.REFUSED, names);
const ARRIVED = new Phrases(words.ARRIVED, names);

/** Servers say what is wrong at the beginning; more only costs time. */
const CHARACTERS_READ = 6000;

/**
 * Who is at fault when a mail server refuses. A sentence that names a reason outranks the code beside it: servers hand
 * out 5.0.0, 5.1.1 and 5.7.1 for anything. Only the recipient's own fault is `hard`; what is said of the sender, its
 * server or the message is `block`, a full mailbox and the rest of the temporary is `soft`. Pure; for the SMTP dialogue
 * and for delivery reports.
 * @param code the reply code (RFC 5321) of a dialogue; null where a report says that the server has given up for good
 * @param enhanced RFC 3463; null: looked for in the text
 */
export function judgeRefusal(code: number | null, enhanced: string | null, text: string): Refusal {
  const said = text.slice(0, CHARACTERS_READ);
  const status = enhanced ?? statusIn(code === null ? said : `${code} ${said}`);
  const success = code === null ? status?.startsWith('2') === true : code >= 200 && code < 300;
  const spoken = wordsOf(folded(withoutAddresses(said)), 1200);
  if (success || (status === null && code === null && ARRIVED.find(spoken) && !UNKNOWN.find(spoken)))
    return {
      fault: 'none',
      severity: null,
      confidence: 0.95,
      why: 'It says that the message arrived.',
      status,
    };
  // In a dialogue a 4xx is tried again: what it says of the address may have changed by then.
  const again = code !== null && code >= 400 && code < 500;
  const bySentence = again ? undefined : sentence(spoken, status);
  return { ...(bySentence ?? byCode(status, spoken, again)), status };
}

type Judged = Omit<Refusal, 'status'>;

function sentence(spoken: readonly string[], status: string | null): Judged | undefined {
  const large = TOO_LARGE.said(spoken);
  if (large !== undefined) return block(0.85, `It says "${large}".`);
  const full = FULL.said(spoken);
  if (full !== undefined) return soft(0.85, `It says "${full}".`);
  const nobodys = NOBODYS.said(spoken);
  if (nobodys !== undefined) return soft(0.8, `It says "${nobodys}".`);
  const sender = SENDER.said(spoken);
  // "Address rejected by policy", "user unknown; see our policy": in doubt the address is left alone.
  if (sender !== undefined) return block(0.85, `It says "${sender}".`);
  const unknown = UNKNOWN.said(spoken);
  const later = laterSaid(spoken, status);
  if (
    unknown !== undefined &&
    (later === undefined || (isOfRecipient(status) && !isTemporary(status, later)))
  )
    return hard(status?.startsWith('4') === true ? 0.8 : 0.9, `It says "${unknown}".`);
  // "Not available" beside a code that knows the recipient says nothing against the code.
  if (later !== undefined && !isOfRecipient(status)) return soft(0.8, `It says "${later}".`);
  return undefined;
}

/**
 * What says "not now". Beside a refusal by policy (X.7.X of RFC 3463) "service unavailable" is only the name of the reply
 * code 554 and says nothing of time.
 */
function laterSaid(spoken: readonly string[], status: string | null): string | undefined {
  const policy = status?.startsWith('5.7.') === true;
  for (const { begin, end } of LATER.all(spoken)) {
    const said = spoken.slice(begin, end).join(' ');
    if (!policy || !/^(service (unavailable|not available)|not available)$/.test(said)) return said;
  }
  return undefined;
}

/** "Unknown, try again later" is for now; "expired" and the like tell how long the server has tried. */
function isTemporary(status: string | null, later: string): boolean {
  return (
    status?.startsWith('4') === true ||
    /^(temporar|try|retry|later|grey|gray|servfail|suspend|locked|frozen|spater|vorubergehend|plus tard|mas tarde|позже|временно)/.test(
      later,
    )
  );
}

const isOfRecipient = (status: string | null) => status !== null && /^5\.1\.[1236]$|^5\.1\.10$/.test(status);

function byCode(status: string | null, spoken: readonly string[], again: boolean): Judged {
  const refused = REFUSED.said(spoken);
  const unavailable = UNAVAILABLE.said(spoken);
  const [, klass, subject = '', detail = ''] = /^([245])\.(\d{1,3})\.(\d{1,3})$/.exec(status ?? '') ?? [];
  if (again || klass === '4') return soft(0.95, `${status ?? 'The code'} is a temporary failure (RFC 3463).`);
  const known = CODES[`${subject}.${detail}`];
  if (known) return { ...BY_SEVERITY[known[0]](known[2] ?? 0.95, ''), why: `${status}: ${known[1]}.` };
  if (unavailable !== undefined && (subject !== '7' || detail === '0'))
    return hard(0.75, `${status ?? 'It'} with "${unavailable}": the address does not work.`);
  if (subject === '7') return block(0.95, `${status} is a refusal by policy (RFC 3463).`);
  if (subject === '6') return block(0.85, `${status}: the content was refused (RFC 3463).`);
  if (subject === '1' && refused === undefined)
    return hard(0.7, `${status} is about the recipient's address (RFC 3463).`);
  if (refused !== undefined) return block(0.7, `It says "${refused}".`);
  if (subject === '2' || subject === '3' || subject === '4')
    return soft(0.8, `${status} is a problem of the mailbox, system or route (RFC 3463).`);
  return {
    fault: 'unknown',
    severity: 'soft',
    confidence: 0.5,
    why: `${status ?? 'It'} gives no reason we know: nothing is concluded about the address.`,
  };
}

const hard = (confidence: number, why: string): Judged => ({
  fault: 'recipient',
  severity: 'hard',
  confidence,
  why,
});
const block = (confidence: number, why: string): Judged => ({
  fault: 'sender',
  severity: 'block',
  confidence,
  why,
});
const soft = (confidence: number, why: string): Judged => ({
  fault: 'nobody',
  severity: 'soft',
  confidence,
  why,
});
const BY_SEVERITY = { hard, block, soft } as const;

/** Codes (RFC 3463 and the registry of RFC 5248) that mean something by themselves. */
const CODES: Readonly<Record<string, readonly [Severity, string, number?]>> = {
  '1.1': ['hard', 'there is no such mailbox'],
  '1.2': ['hard', 'there is no such domain'],
  '1.3': ['hard', 'the address is malformed', 0.8],
  '1.6': ['hard', 'the mailbox has moved and left no address'],
  '1.7': ['block', "the sender's address was refused"],
  '1.8': ['block', "the sender's domain was refused"],
  '1.10': ['hard', 'the recipient does not exist, or its domain accepts no mail (RFC 7505)'],
  '2.1': ['soft', 'the mailbox accepts no messages now', 0.8],
  '2.2': ['soft', 'the mailbox is full'],
  '2.3': ['block', 'the message is too large for the mailbox'],
  '3.4': ['block', 'the message is too large for the system'],
  '4.4': ['hard', "the recipient's domain has no mail server", 0.85],
  '4.5': ['block', 'the sender has sent too much'],
  '4.6': ['soft', 'the message went in a circle'],
  '4.7': ['soft', 'the message could not be delivered in time'],
  '4.310': ['hard', "the recipient's domain does not exist"],
  '5.3': ['block', 'the message has too many recipients'],
};

/**
 * The best status in a text that quotes an SMTP dialogue, single- or multi-line: an enhanced code if there is one
 * (`550-5.1.1 ...`), else the enhanced code that the three-digit reply stands for.
 */
export function statusIn(text: string): string | null {
  // Whole runs of digits and dots: 5.1.1 is no part of an address or a version.
  const enhanced = (text.match(/[\d.]+/g) ?? []).flatMap(
    (run) => /^([245]\.\d{1,3}\.\d{1,3})\.*$/.exec(run)?.[1] ?? [],
  );
  const failures = enhanced.filter((code) => !code.startsWith('2'));
  const found = failures.find((code) => !/^[45]\.0\.0$/.test(code)) ?? failures[0] ?? enhanced[0];
  if (found !== undefined && !/\.0\.0$/.test(found)) return found;
  return basicStatus(text) ?? found ?? null;
}

/** RFC 5321 reply codes as enhanced ones. 550, 553 and 554 are given for every reason there is. */
const BASIC: Readonly<Record<string, string>> = {
  '421': '4.3.2',
  '450': '4.2.0',
  '451': '4.3.0',
  '452': '4.2.2',
  '521': '5.1.10',
  '541': '5.7.0',
  '550': '5.0.0',
  '551': '5.1.6',
  '552': '5.2.2',
  '553': '5.0.0',
  '554': '5.0.0',
  '556': '5.1.10',
};

function basicStatus(text: string): string | null {
  const code = /(?<![\d.])(4[25]\d|5[2-5]\d)(?=[ -][^\d])/.exec(text)?.[1];
  return code === undefined ? null : (BASIC[code] ?? `${code[0]}.0.0`);
}

/** 5.0.0 and the like tell nothing; what the diagnostic text carries is preferred to them. */
export function isUnspecific(status: string): boolean {
  return /^[45]\.(0\.0|5\.0|3\.0|4\.0)$/.test(status);
}

/** Addresses, links and names of servers have words of their own (spam@, /policy): they are no part of the sentence. */
function withoutAddresses(text: string): string {
  const all = text.split(/\s+/);
  return all
    .map((word, index) => {
      const server = word.includes('[') || /^(host|mta|server|dns;)$/i.test(all[index - 1] ?? '');
      const foreign = word.length > 300 || word.includes('://') || isAddress(word);
      return foreign || (server && word.includes('.')) ? `x ${behindAddress(word)}` : word;
    })
    .join(' ');
}

/** "(ann@customer.example:blocked)": gateways write the reason behind a colon, without a blank. */
function behindAddress(word: string): string {
  const colon = word.indexOf(':', Math.max(0, word.indexOf('@')));
  return isAddress(word) && colon !== -1 && word.length <= 300 ? word.slice(colon + 1) : '';
}

const isAddress = (word: string) => {
  const at = word.indexOf('@');
  return at > 0 && at < word.length - 2;
};
