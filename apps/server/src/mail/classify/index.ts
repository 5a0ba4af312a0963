import { isAnswer } from './answers.js';
import { automaticSign, bulkSign, leftCompany, saysHuman } from './auto-reply.js';
import { bounceOf } from './bounce.js';
import { complaintOf, receiptOf } from './feedback.js';
import { meetingSign } from './meeting.js';
import { newestText } from './newest-text.js';
import { wishOf } from './opt-out.js';
import { ownSentences, type Sentence } from './own-words.js';
import { returnDate } from './return-date.js';
import type { Classification, Inbound, Kind, Reading } from './types.js';
import { addressKey } from '../../kernel/address.js';

export { newestText, threadSubject } from './newest-text.js';
export { readHeaders, readMessage } from './message.js';
export type { Classification, Inbound, Kind, Reading, Severity } from './types.js';

/**
 * What a message is, with the evidence. Pure. On headers alone (Inbound.complete false) it says what they show; reports
 * then want the body (wantsBody).
 */
export function classify(message: Inbound, reading: Reading): Classification {
  // Reports first: they may come from an address of our own domain, and quote our words.
  const report = complaintOf(message) ?? receiptOf(message) ?? bounceOf(message);
  const own = ownSign(message, reading);
  if (report && !(own !== undefined && reading.folder === 'sent'))
    return { ...plain(report.kind, 0, []), ...report };
  if (own !== undefined) return plain('own', 0.99, [own]);
  return correspondence(message, reading);
}

/** Mail of people, and what programs send in their name. */
function correspondence(message: Inbound, reading: Reading): Classification {
  // Calendars answer by themselves, and mark that as automatic.
  const meeting = meetingSign(message);
  if (meeting?.proposes === true) return plain('reply', 0.9, [meeting.evidence]);
  if (meeting) return plain(meeting.booked ? 'meeting' : 'other', 0.95, [meeting.evidence]);
  const human = saysHuman(message);
  const bulk = human ? undefined : bulkSign(message);
  const own =
    message.text === ''
      ? []
      : ownSentences(message.text, { text: reading.ours, linkHosts: reading.linkHosts });
  const automatic = automaticSign(message, own, reading.receivedAt);
  const wish = wishOf(message, own);
  // Buttons of mail programs carry a person's wish, and mark it as automatic.
  if (wish?.certain === true && (wish.confidence > 0.96 || (!automatic && !bulk)))
    return plain('unsubscribe', wish.confidence, [wish.evidence]);
  if (automatic) return automaticReply(message, reading, automatic, own);
  if (bulk) return plain('other', bulk.confidence, [bulk.evidence]);
  const judged = answer(message, human);
  if (wish === undefined || judged.kind !== 'reply') return judged;
  const evidence = [...judged.evidence, `Perhaps a wish to get no more mail: ${wish.evidence}`];
  return { ...judged, evidence, suggestion: 'opt_out' };
}

function automaticReply(
  message: Inbound,
  reading: Reading,
  automatic: { confidence: number; evidence: string },
  own: readonly Sentence[],
): Classification {
  const left = message.complete && leftCompany(message, own);
  const returnsOn = left
    ? null
    : returnDate(`${message.subject}\n${newestText(message.text)}`, message.date ?? reading.receivedAt);
  const evidence = [automatic.evidence];
  if (left) evidence.push('It says that the person has left.');
  else if (returnsOn !== null) evidence.push(`It names ${returnsOn} as the first day back.`);
  else if (message.complete) evidence.push('It names no day of return.');
  const judged = { ...plain('auto_reply', automatic.confidence, evidence), returnsOn };
  return left ? { ...judged, leftCompany: true } : judged;
}

/** A person's answer, or what a program sends that answers nobody. */
function answer(message: Inbound, human: boolean): Classification {
  const word = human ? ['The header Auto-Submitted: no says that a person wrote it (RFC 3834).'] : [];
  const program = human ? undefined : programSender(message);
  if (isAnswer(message) && (program === undefined || newestText(message.text).trim() !== ''))
    return plain('reply', program === undefined ? 0.95 : 0.75, [
      ...word,
      'It answers an earlier message, and nothing marks it as automatic.',
    ]);
  if (program !== undefined) return plain('other', 0.75, [program]);
  return plain('reply', 0.7, [...word, 'A person wrote it, and it refers to no earlier message.']);
}

/** Why a message is our own; undefined when it is not. */
function ownSign(message: Inbound, { own, folder, flags }: Reading): string | undefined {
  if (flags.has('\\Draft')) return 'It is a draft.';
  if (folder === 'sent') return 'It lies in the folder of sent mail.';
  const from = message.from?.address;
  const isOwn = (address: string) => own.has(address) || own.has(addressKey(address));
  if (from !== undefined && isOwn(from)) {
    const forwarded = [
      'x-forwarded-to',
      'x-forwarded-for',
      'resent-from',
      'x-ms-exchange-forwardingloop',
      'x-forwarded-message-id',
    ].find((name) => message.headers.has(name));
    return forwarded === undefined
      ? `It comes from ${from}, an address of the team.`
      : `It comes from ${from}, an address of the team, and was forwarded (header ${forwarded}).`;
  }
  const sender = message.headers.get('sender')?.[0]?.toLowerCase() ?? '';
  const behind = /<([^<>]+)>/.exec(sender)?.[1] ?? sender;
  // "on behalf of": the alias is in From, the account in Sender.
  return behind !== '' && isOwn(behind) && message.to.every(({ address }) => !isOwn(address))
    ? `It was sent by ${behind}, an address of the team.`
    : undefined;
}

function programSender(message: Inbound): string | undefined {
  const local = message.from?.address.split('@')[0] ?? '';
  return /^(no-?reply|do-?not-?reply|donotreply|notifications?|noreply-[^@]{0,30}|auto-?reply|autoresponder|nao-?responda|ne-?pas-?repondre|no-?responder|(spam-?)?(quarantine|digest))$/.test(
    local,
  )
    ? `It comes from ${message.from?.address}, an address nobody reads.`
    : undefined;
}

/** Whether headers alone do not say enough: reports, and what looks like one. */
export function wantsBody(message: Inbound, judged: Classification): boolean {
  if (message.complete) return false;
  return (
    message.reportType !== null ||
    judged.kind === 'bounce' ||
    /mailer-daemon|postmaster|bounce/i.test(message.from?.address ?? '') ||
    message.from === null ||
    message.headers.get('return-path')?.some((path) => /^<\s*>$/.test(path)) === true
  );
}

function plain(kind: Kind, confidence: number, evidence: string[]): Classification {
  return {
    kind,
    severity: null,
    statusCode: null,
    confidence,
    evidence,
    returnsOn: null,
    originalMessageId: null,
    originalRecipient: null,
  };
}
