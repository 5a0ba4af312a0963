import { isReporter } from './bounce.js';
import { messageIds } from './message.js';
import { folded, wordsOf } from './fold.js';
import { Phrases } from './phrases.js';
import { bracketed, fieldGroups, partOf, reportedAddress, returnedHeaders } from './report.js';
import type { Classification, Inbound } from './types.js';
import * as reports from './words/reports.js';

/** What mail programs call a receipt, at the beginning of a folded subject. */
const RECEIPT =
  /^(read|not read|gelesen|ungelesen gelöscht|lu|non lu|leido|no leido|letto|lido|gelezen|last|laest|przeczytano|прочитано|return receipt|lesebestatigung|confirmation de lecture|confirmacion de lectura|conferma di lettura|leesbevestiging)/;

const ARRIVED = new Phrases(reports.ARRIVED);

type Found = Omit<Classification, 'returnsOn' | 'severity' | 'statusCode'>;

/** Feedback reports (RFC 5965), and the older form some providers send. undefined: it is none. */
export function complaintOf(message: Inbound): Found | undefined {
  const part = partOf(message, 'message/feedback-report');
  const returned = returnedHeaders(message);
  const original = messageIds(returned?.get('message-id')?.[0])[0] ?? null;
  if (part) {
    const fields = fieldGroups(part)[0];
    const type = fields?.get('feedback-type')?.[0]?.toLowerCase() ?? 'abuse';
    const recipient =
      reportedAddress(fields?.get('original-rcpt-to')?.[0]) ??
      reportedAddress(fields?.get('removal-recipient')?.[0]) ??
      reportedAddress(bracketed(returned?.get('to')?.[0]));
    return {
      // RFC 5965 section 3.5: somebody took it out of the junk folder again.
      kind: type === 'not-spam' ? 'other' : type === 'opt-out' ? 'unsubscribe' : 'complaint',
      confidence: 0.99,
      evidence: [`It is a feedback report (RFC 5965) of type ${type}.`],
      originalMessageId: original ?? messageIds(fields?.get('original-message-id')?.[0])[0] ?? null,
      originalRecipient: recipient,
    };
  }
  if (message.reportType === 'feedback-report')
    return {
      kind: 'complaint',
      confidence: message.complete ? 0.85 : 0.8,
      evidence: ['It is declared a feedback report (RFC 5965).'],
      originalMessageId: original,
      originalRecipient: null,
    };
  const byProvider = returned?.get('x-hmxmroriginalrecipient')?.[0];
  if (
    byProvider === undefined &&
    !/^(complaint about message from|email feedback report)/.test(folded(message.subject))
  )
    return undefined;
  return {
    kind: 'complaint',
    confidence: 0.9,
    evidence: ['It is a complaint in the form of the junk mail reporting program.'],
    originalMessageId: original,
    originalRecipient: reportedAddress(byProvider),
  };
}

/** Read receipts (RFC 8098), and the subjects of programs that write them as plain mail. */
export function receiptOf(message: Inbound): Found | undefined {
  const part = partOf(message, 'message/disposition-notification');
  if (part || message.reportType === 'disposition-notification') {
    const fields = part && fieldGroups(part)[0];
    const disposition = fields?.get('disposition')?.[0] ?? '';
    return {
      kind: 'receipt',
      confidence: 0.99,
      evidence: [`It is a read receipt (RFC 8098)${disposition === '' ? '' : `: ${disposition}`}.`],
      originalMessageId:
        messageIds(fields?.get('original-message-id')?.[0])[0] ??
        message.inReplyTo ??
        message.references.at(-1) ??
        null,
      originalRecipient:
        reportedAddress(fields?.get('final-recipient')?.[0]) ?? message.from?.address ?? null,
    };
  }
  const subject = folded(message.subject);
  if (
    reports.DELIVERED.has(subject.split(/[:：]/)[0]?.trim() ?? '') &&
    isProgram(message) &&
    ARRIVED.find(opening(message)) !== undefined
  )
    return receipt(message, `The subject "${message.subject}" and the text say that the message arrived.`);
  const rest = subject.slice(RECEIPT.exec(subject)?.[0].length ?? subject.length);
  const named =
    RECEIPT.test(subject) &&
    (rest === '' || /^(:| :| \()/.test(rest) || (/^\W/.test(rest) && rest.includes('displayed')));
  const says =
    /^(your message|this is a return receipt|ihre nachricht|votre message|su mensaje|the message you sent|diese nachricht|this is a receipt)/.test(
      folded(message.text),
    );
  if (!named || !says) return undefined;
  return receipt(message, `The subject "${message.subject}" and the text are those of a read receipt.`);
}

const opening = ({ text }: Inbound) => wordsOf(folded(text.slice(0, 1000)), 80);

/** No person's "Delivered: the crates you asked for". */
const isProgram = (message: Inbound) =>
  isReporter(message) ||
  message.headers.get('return-path')?.some((path) => /^<\s*>$/.test(path)) === true ||
  message.headers.get('auto-submitted')?.some((value) => /^auto/i.test(value)) === true;

const receipt = (message: Inbound, evidence: string): Found => ({
  kind: 'receipt',
  confidence: 0.8,
  evidence: [evidence],
  originalMessageId: message.inReplyTo ?? message.references.at(-1) ?? null,
  originalRecipient: message.from?.address ?? null,
});
