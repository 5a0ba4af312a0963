import { judgeRefusal as judgeWords, statusIn } from './classify/bounce-status.js';
import { ABOUT_US, RECIPIENT_CODES, RECIPIENT_WORDS } from './refusal-words.js';

/** Where in the dialogue a server said no. */
export type Stage = 'greeting' | 'auth' | 'mail' | 'rcpt' | 'data' | 'end';

/**
 * Whom a refusal is about. `sender`: every other message of this mailbox would be refused too. `address`: the recipient
 * does not exist. `message`: this message, or this recipient for now; `unsure` where the server does not say whom it means:
 * nothing is concluded, and it is tried again although the code says for good.
 */
export type Refusal =
  | { about: 'sender'; why: 'auth' | 'limit' | 'policy' | 'sender' | 'connection' }
  | { about: 'address' }
  | { about: 'message'; unsure?: true };

const MESSAGE: Refusal = { about: 'message' };
const UNSURE: Refusal = { about: 'message', unsure: true };
const sender = (why: Extract<Refusal, { about: 'sender' }>['why']): Refusal => ({ about: 'sender', why });

/** Below this nothing is concluded about the address. */
const MIN_CONFIDENCE = 0.6;
/** What is read of an answer. */
const WORDS_READ = 2000;

/** Servers repeat addresses, and people are called Spfister: what an address says is not what the server says. */
const withoutAddresses = (reply: string): string =>
  reply
    .split(/([\s<>()[\]:;,"'=]+)/)
    .map((part) => (part.includes('@') ? '' : part))
    .join('');

/**
 * Judges a refusal by its sentence first and by its codes where the sentence says nothing: providers write the sender's
 * daily limit as 550 5.4.5, 550 5.7.1, 552, 452 4.5.3 or 421, and hand out 550 for anything. The texts are those of the
 * providers' own manuals (Google, Microsoft, Amazon SES, Zoho, Yandex, Yahoo, GMX, OVH, Fastmail, Postfix, Exim).
 * `alone`: there is one recipient, whom an answer to the message as a whole is about too.
 */
export function judgeRefusal(stage: Stage, code: number | undefined, reply: string, alone = true): Refusal {
  const said = withoutAddresses(reply.slice(0, WORDS_READ)).toLowerCase().replaceAll(/\s+/g, ' ');
  if (code === 421) return limited(said) ? sender('limit') : sender('connection');
  if (stage === 'auth') return limited(said) ? sender('limit') : sender('auth');
  if (stage === 'greeting')
    return limited(said) ? sender('limit') : sender(blocked(said) ? 'policy' : 'connection');
  if (tooBig(code, said)) return MESSAGE;
  if (stage !== 'mail' && recipientsPolicy(said))
    return stage === 'rcpt' && noSuchAddress(code, said) ? { about: 'address' } : MESSAGE;
  if (authWanted(code, said)) return sender('auth');
  if (limited(said)) return sender('limit');
  if (stage === 'mail') return sender(blocked(said) ? 'policy' : 'sender');
  if (stage === 'rcpt' && noSuchAddress(code, said)) return { about: 'address' };
  if (blocked(said)) return sender('policy');
  if (stage === 'rcpt') return (code ?? 0) < 500 ? MESSAGE : refusedBefore(said);
  // Servers that look an address up when they have the message (Exchange, relays, LMTP behind them).
  if (alone && !has(said, VAGUE) && noSuchAddress(code, said)) return { about: 'address' };
  return bareOfPolicy(code, said) ? sender('policy') : MESSAGE;
}

/**
 * A recipient that is refused for good before the message is known, in words that name neither limit nor block. X.7.0 and X.7.1
 * (RFC 3463) are of policy, per host or per recipient.
 */
function refusedBefore(said: string): Refusal {
  if (has(said, ABOUT_US)) return sender('policy');
  if (has(said, ['recipient address rejected'])) return MESSAGE;
  if (!coded(said, ['5.7.0', '5.7.1'])) return has(said, ['administrative prohibition']) ? UNSURE : MESSAGE;
  return has(said, ['block', 'listed']) ? sender('policy') : UNSURE;
}

/** The words of RFC 5321 for 550, whatever the reason: said of a whole message they are not about its address. */
const VAGUE: readonly string[] = ['mailbox unavailable', 'mailbox not available'];

const has = (said: string, words: readonly string[]): boolean => words.some((each) => said.includes(each));

/** An enhanced code (RFC 3463) as a word of its own: 5.4.5 does not stand in 185.4.5.1. */
function coded(said: string, codes: readonly string[]): boolean {
  return codes.some((code) => {
    for (let at = said.indexOf(code); at >= 0; at = said.indexOf(code, at + 1)) {
      const before = said[at - 1] ?? ' ';
      const after = said[at + code.length] ?? ' ';
      const ends = !isDigit(after) && !(after === '.' && isDigit(said[at + code.length + 1] ?? ' '));
      if (!isDigit(before) && before !== '.' && ends) return true;
    }
    return false;
  });
}

/**
 * For good, with a code of security or policy (RFC 3463 X.7.Y) and not a word beside it: of a whole message that is said of
 * whoever sends it. Codes of the recipient's policy are looked at before.
 */
function bareOfPolicy(code: number | undefined, said: string): boolean {
  if ((code ?? 0) < 500) return false;
  const words = said.split(' ');
  return (
    words.some((word) => word.startsWith('5.7.')) && words.every((word) => /^[\d.#<>()[\]-]*$/.test(word))
  );
}

const isDigit = (char: string): boolean => char >= '0' && char <= '9';

/** RFC 1870: this message is too big; a limit of the sender's has other words. */
function tooBig(code: number | undefined, said: string): boolean {
  if (coded(said, ['5.3.4', '5.2.3'])) return true;
  if (has(said, ['message too large', 'message size exceeds', 'message exceeds', 'too big'])) return true;
  return code === 552 && !limited(said) && !has(said, ['spam', 'policy', 'virus', 'block']);
}

function authWanted(code: number | undefined, said: string): boolean {
  if (code === 530 || code === 534 || code === 535 || code === 538) return true;
  return has(said, [
    'authentication required',
    'authentication is required',
    'must authenticate',
    'not authenticated',
    'please authenticate',
    'auth required',
    'login required',
    'log in first',
    'client was not authenticated',
    'must issue a starttls',
  ]);
}

/** The sender has used up what it may send, or sends too fast. Not: the recipient's mailbox is full. */
function limited(said: string): boolean {
  if (has(said, RECIPIENTS_OWN)) return false;
  if (coded(said, ['5.4.5']) || has(said, LIMITS)) return true;
  // More recipients than a message may have is told in these words; otherwise it is what the sender may write to.
  if (coded(said, ['4.5.3', '5.5.3'])) return !has(said, ['message has too many recipients']);
  // "limit" and who has reached it, in one sentence.
  const limit = has(said, ['limit', 'quota', 'throttl']);
  const mine = has(said, [
    'sending',
    'sender',
    'daily',
    'hourly',
    'per day',
    'per hour',
    'per minute',
    'outgoing',
    'outbound',
    'submission',
    'you have',
    "you've",
    'your account',
    'this account',
    'messages you can send',
    'message rate',
    'send rate',
  ]);
  const reached = has(said, [
    'exceed',
    'reached',
    'over ',
    'too many',
    'too much',
    'hit ',
    'maximum',
    'throttl',
  ]);
  return limit && mine && reached;
}

const LIMITS: readonly string[] = [
  'user sending limit',
  'daily sending quota',
  'sending quota',
  'maximum sending rate',
  'maxsendrate',
  'submissionquotaexceeded',
  'submission quota',
  'message submission rate',
  'exceeded the limit of recipients per day',
  'too many messages',
  'too many emails',
  'too many mails',
  'too many e-mails',
  'too many recipients today',
  'too many recipients per',
  'recipient rate limit',
  'rate limit',
  'rate-limit',
  'ratelimit',
  'unusual sending activity',
  'unusual rate',
  'message rate exceeded',
  'exceeded the maximum number of messages',
  'exceeded your sending',
  'exceeded your daily',
  'exceeded your hourly',
  'sending limit',
  'mail send limit',
  'send limit',
  'outgoing mail limit',
  'daily limit',
  'hourly limit',
  'daily message quota',
  'throttling failure',
  'limit for sending',
];

/** Limits of the one who would receive it. */
const RECIPIENTS_OWN: readonly string[] = [
  'mailbox full',
  'mailbox is full',
  'over quota',
  'overquota',
  'quota exceeded for recipient',
  'mailbox size limit',
  'mailbox quota',
  'user is over',
  'recipient is receiving',
  'recipient has exceeded',
  'recipient mailbox',
  'trying to contact is receiving mail',
  'trying to reach is receiving mail',
  'too many recipients in this',
  'inbox is out of storage',
  'out of storage space',
];

/** The sender, its server or what it writes is refused. */
function blocked(said: string): boolean {
  return coded(said, BLOCK_CODES) || has(said, BLOCKS);
}

/** Exchange Online about the sender's account or server, and what no message of the domain or server passes (RFC 7372). */
const BLOCK_CODES: readonly string[] = [
  '5.1.8',
  '5.7.501',
  '5.7.502',
  '5.7.503',
  '5.7.508',
  '5.7.511',
  '5.7.705',
  '5.7.708',
  '5.7.750',
  '5.7.20',
  '5.7.21',
  '5.7.22',
  '5.7.23',
  '5.7.25',
  '5.7.26',
  '5.7.28',
  '5.7.509',
  '5.7.515',
];

const BLOCKS: readonly string[] = [
  'outboundspam',
  'spam',
  'blacklist',
  'black list',
  'blocklist',
  'block list',
  'blocked using',
  'denylist',
  'sender blocked',
  'sender is blocked',
  'account blocked',
  'account is blocked',
  'account has been blocked',
  'account disabled',
  'account is disabled',
  'account has been disabled',
  'account suspended',
  'account is suspended',
  'account has been suspended',
  'account locked',
  'sending paused',
  'sending is paused',
  'sending has been paused',
  'sending suspended',
  'outgoing mail has been suspended',
  'outgoing blocked',
  'blocked from sending',
  'not allowed to send',
  'not authorized to send',
  'not authorised to send',
  'not permitted to send',
  'sender address rejected',
  'sender rejected',
  'sender denied',
  'sendasdenied',
  'not owned by user',
  'is not verified',
  'not allowed to relay',
  'relay access denied',
  'relaying denied',
  'unable to relay',
  'relay not permitted',
  'relay denied',
  'relaying not',
  'policy violation',
  'for policy reasons',
  'due to policy',
  'local policy',
  'security policy',
  'reputation',
  'spoof',
  'client host rejected',
  'client host blocked',
  'ip address is blocked',
  'unsolicited',
  'bulk mail',
  'suspicious activity',
  'suspicious message',
  'policy restriction',
  'policy rejection',
  'dmarc',
  'spf',
  'sender policy framework',
  'dkim',
  'unauthenticated',
  'authentication checks',
  'authentication information',
  'authentication level',
  'sender authentication',
  'banned sending ip',
  'ptr record',
  'reverse dns',
];

/** The recipient decides who may write: other recipients take the same message. */
function recipientsPolicy(said: string): boolean {
  if (coded(said, RECIPIENT_CODES)) return true;
  return has(said, RECIPIENT_WORDS);
}

/** A hard bounce in the dialogue, as a report with these words would be one (mail/classify/bounce-status.ts). */
function noSuchAddress(code: number | undefined, said: string): boolean {
  if (code === undefined || code < 500) return false;
  const judged = judgeWords(code, statusIn(said), said);
  return judged.fault === 'recipient' && judged.severity === 'hard' && judged.confidence >= MIN_CONFIDENCE;
}
