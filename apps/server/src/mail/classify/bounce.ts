import { isUnspecific, judgeRefusal, statusIn } from './bounce-status.js';
import { folded, wordsOf } from './fold.js';
import { messageIds } from './message.js';
import { threadSubject } from './newest-text.js';
import { Phrases } from './phrases.js';
import { bracketed, fieldGroups, partOf, reportedAddress, returnedHeaders } from './report.js';
import type { Classification, Headers, Inbound } from './types.js';
import * as reports from './words/reports.js';

type Found = Omit<Classification, 'returnsOn'>;

/** Reads a delivery report: RFC 3464, or the texts that servers without it write. undefined: it is none. */
export function bounceOf(message: Inbound): Found | undefined {
  const status = partOf(message, 'message/delivery-status', 'message/global-delivery-status');
  // A person who passes a report on has it among his attachments.
  const passedOn = message.contentType !== 'multipart/report' && !isReporter(message) && isPassedOn(message);
  if (status && !passedOn) return fromReport(message, fieldGroups(status));
  if (message.reportType === 'delivery-status' && !message.complete)
    return found(message, null, '', null, 0.8, ['It is a delivery report (RFC 3464).']);
  return passedOn ? undefined : fromText(message);
}

const isPassedOn = ({ subject, from }: Inbound) =>
  from !== null && threadSubject(subject) !== folded(subject);

/** RFC 3464: one group for the message, one for each recipient. */
function fromReport(message: Inbound, groups: Headers[]): Found {
  const recipients = groups.filter(
    (group) => group.has('final-recipient') || group.has('original-recipient') || group.has('action'),
  );
  const action = (group: Headers) => (group.get('action')?.[0] ?? 'failed').toLowerCase();
  const of = (what: string) => recipients.filter((group) => action(group) === what);
  // Of several the one it was written to: the others got a copy.
  const to = firstAddress(returnedHeaders(message)?.get('to')?.[0]);
  const failed = [of('failed'), of('delayed'), recipients]
    .filter((groups) => groups.length > 0)
    .map((groups) => groups.find((group) => to !== null && recipientOf(group) === to) ?? groups[0])[0];
  const evidence = ['It is a delivery report (RFC 3464).'];
  if (!failed) return found(message, statusIn(message.text), message.text, null, 0.9, evidence);
  const recipient = recipientOf(failed);
  const diagnostic = [...(failed.get('diagnostic-code') ?? []), ...(failed.get('x-supplementary-info') ?? [])]
    .join(' ')
    .replace(/^(smtp|x-[\w-]+)\s*;\s*/i, '');
  const given = /[245]\.\d{1,3}\.\d{1,3}/.exec(failed.get('status')?.[0] ?? '')?.[0] ?? null;
  if (['delivered', 'relayed', 'expanded'].includes(action(failed)) || isSuccess(given, diagnostic)) {
    evidence.push(`It says "${action(failed)}"${given === null ? '' : ` (${given})`}: the message arrived.`);
    return arrived(message, given, recipient, evidence);
  }
  const inDiagnostic = statusIn(diagnostic);
  // Many servers put 5.0.0 into the field and the reason into the text.
  const status =
    given !== null && !(isUnspecific(given) && inDiagnostic !== null)
      ? given
      : (inDiagnostic ?? statusIn(message.text));
  if (diagnostic !== '') evidence.push(`The server of the recipient said: ${diagnostic.slice(0, 300)}`);
  const delayed = action(failed) === 'delayed' || action(failed) === 'delay';
  if (delayed) evidence.push('It says "delayed": the server goes on trying.');
  // A field without a reason is explained in the part for people.
  const explained = judgeRefusal(null, status, diagnostic).fault === 'unknown' || diagnostic === '';
  const said = explained ? `${diagnostic}\n${beforeReturned(message.text)}` : diagnostic;
  const judged = found(message, status, said, recipient, delayed ? 0.95 : 0.98, evidence);
  return delayed ? { ...judged, kind: 'bounce', severity: 'soft', delayed: true } : judged;
}

/** A reply of the 2xx kind, whatever the action beside it. */
function isSuccess(status: string | null, diagnostic: string): boolean {
  return status?.startsWith('2.') === true && !/\b[45]\d\d[ -]/.test(diagnostic);
}

function arrived(
  message: Inbound,
  status: string | null,
  recipient: string | null,
  evidence: string[],
): Found {
  return {
    ...found(message, status ?? '2.0.0', '', recipient, 0.97, evidence),
    kind: 'receipt',
    severity: null,
    statusCode: null,
  };
}

function recipientOf(group: Headers): string | null {
  return (
    reportedAddress(group.get('original-recipient')?.[0]) ??
    reportedAddress(group.get('final-recipient')?.[0])
  );
}

const firstAddress = (header: string | undefined): string | null => reportedAddress(bracketed(header));

/** Who writes reports, folded. */
const REPORTERS: ReadonlySet<string> = new Set(
  'mailer-daemon mailerdaemon mailer_daemon postmaster mail-daemon maildaemon mdaemon mailsystem mail-system mail.daemon bounce bounces double-bounce noreply-bounce no-reply-bounce ms-exchange msexchange mailer daemon mail-delivery maildelivery smtp mta dsn delivery-failure mail-daemons bounce-handler bounced errors mailnull returned mailadmin mail-admin deliveryfailure undeliverable'.split(
    ' ',
  ),
);
const REPORTER_BEGINS = [
  'microsoftexchange',
  'bounce-',
  'bounces-',
  'bounces+',
  'bounce+',
  'mailer-daemon',
  'postmaster',
];
const REPORTER_NAMES = new Phrases([
  'mail_delivery|mailer_daemon|mail_administrator|postmaster|microsoft_outlook|microsoft_exchange|delivery_subsystem|delivery_system|system_administrator|systemadministrator|administrateur_systeme|administrador_del_sistema|mail_system|mail_server|email_server|mail_delivery_subsystem|mail_daemon|system_admin|mail_router|administrator_systemu|系统管理员|邮件系统|メール配送|システム管理者|mailsystem|mdaemon|delivery_service|bounce',
]);
const SUBJECT = new Phrases(reports.SUBJECTS);
const TEXT = new Phrases(reports.TEXTS);
const DELAYED = new Phrases(reports.DELAYED);
const RETURNED = new Phrases(reports.RETURNED);
const REASON = new Phrases(reports.REASONS);

/**
 * A report without RFC 3464: a program's, by its sender or headers, that names itself so in subject or text. Who only
 * writes about a report, forwards or quotes one has an address of his own.
 */
function fromText(message: Inbound): Found | undefined {
  const evidence: string[] = [];
  const failedRecipients = message.headers.get('x-failed-recipients')?.[0];
  const reporter = reporterSign(message);
  if (reporter === undefined) return undefined;
  evidence.push(reporter.evidence);
  const subject = SUBJECT.find(wordsOf(folded(message.subject), 60)) !== undefined;
  if (subject) evidence.push(`The subject "${message.subject}" is that of a delivery report.`);
  const reason = beforeReturned(message.text);
  const opening = wordsOf(folded(reason.slice(0, 4000)), 500);
  const text = TEXT.said(opening);
  if (text !== undefined) evidence.push(`It says "${text}", as delivery reports do.`);
  const status = statusIn(reason.slice(0, 20_000));
  const score =
    reporter.score + (subject ? 1 : 0) + (text === undefined ? 0 : 1) + (status === null ? 0 : 0.5);
  // Vacation programs, too, write with an empty sender, and postmasters are people.
  if (score < 2 || (!subject && text === undefined && failedRecipients === undefined)) return undefined;
  if (reporter.score < 1 && !(subject && text !== undefined)) return undefined;
  const recipient = reportedAddress(failedRecipients?.split(',')[0]) ?? addressIn(reason, message);
  const judged = found(message, status, reason, recipient, score >= 2.5 ? 0.9 : 0.75, evidence);
  if (judged.kind !== 'bounce') return judged;
  return DELAYED.find(wordsOf(folded(`${message.subject} ${reason.slice(0, 2000)}`), 500))
    ? { ...judged, severity: 'soft', delayed: true }
    : judged;
}

/** What makes the sender a server; `score` 2: nothing else writes so. */
function reporterSign(message: Inbound): { score: number; evidence: string } | undefined {
  if (message.headers.has('x-failed-recipients'))
    return { score: 2, evidence: 'The header X-Failed-Recipients names who did not get it.' };
  if (isReporter(message))
    return {
      score: 1.5,
      evidence: `${message.from?.address ?? 'A sender without an address'} writes delivery reports.`,
    };
  const path = message.headers.get('return-path');
  if (path?.some((value) => /^<\s*>$/.test(value)))
    return { score: 1, evidence: 'It came without a return path, as delivery reports do.' };
  const submitted = message.headers.get('auto-submitted')?.[0]?.toLowerCase() ?? 'no';
  const machine = submitted !== 'no' || message.reportType !== null || isProgramAddress(message);
  return machine ? { score: 0.5, evidence: 'A program wrote it.' } : undefined;
}

const isProgramAddress = ({ from }: Inbound) =>
  /^(no-?reply|do-?not-?reply|mail|mailgate|gateway|security|antispam|system|admin|administrator|support)$/.test(
    from?.address.split('@')[0] ?? '',
  );

/** Whether servers write under such an address or name, or with none at all (RFC 5321 section 4.5.5). */
export function isReporter(message: Inbound): boolean {
  if (message.from === null) return message.headers.has('from');
  const local = message.from.address.split('@')[0] ?? '';
  if (REPORTERS.has(local) || REPORTER_BEGINS.some((begin) => local.startsWith(begin))) return true;
  return REPORTER_NAMES.find(wordsOf(folded(message.from.name), 20)) !== undefined;
}

/** What the server says, without the message it returns: that one's words are ours. */
function beforeReturned(text: string): string {
  const lines = text.slice(0, 60_000).split('\n');
  let at = 0;
  for (const [index, line] of lines.entries()) {
    const trimmed = line.trim();
    const ruled = /^[-_=*]{2,}/.test(trimmed) || trimmed.endsWith(':');
    const begins =
      /^(return-path|received|message-id|dkim-signature|mime-version):/i.test(trimmed) ||
      (ruled && trimmed.length < 120 && RETURNED.find(wordsOf(folded(trimmed), 20)) !== undefined);
    // Some explain at the end: what stands before must say something.
    if (index > 1 && begins && !/transcript of session/i.test(trimmed))
      return `${text.slice(0, at)}\n${reasonBehind(lines.slice(index + 1))}`;
    at += line.length + 1;
  }
  return text;
}

/** Some name the message first and the reason below it, under a heading of its own; our own text stands behind headers. */
function reasonBehind(lines: readonly string[]): string {
  const shown = lines.slice(0, 12).map((line) => line.trim());
  const headers = shown.findIndex((line) =>
    /^(return-path|received|message-id|dkim-signature|mime-version|from|content-type):/i.test(line),
  );
  const heading = shown.findIndex(
    (line) => /[:：]$/.test(line) && line.length < 40 && REASON.find(wordsOf(folded(line), 12)) !== undefined,
  );
  return heading === -1 || headers !== -1 ? '' : shown.slice(heading, heading + 4).join('\n');
}

/** Bounded: texts come from anybody. */
const CHARACTERS_READ = 20_000;

function addressIn(text: string, message: Inbound): string | null {
  const ours = new Set(message.to.map(({ address }) => address));
  for (const word of text
    .slice(0, CHARACTERS_READ)
    .toLowerCase()
    .split(/[^\w.!#$%&'*+/=?^`{|}~@-]/)) {
    const [quoted = '', domain = '', more] = word.split('@');
    // Some put the address in quotation marks, and an apostrophe may be part of one.
    const local = quoted.replace(/^'/, '');
    const host = /^[a-z0-9][a-z0-9.-]*\.[a-z]{2,}/.exec(domain)?.[0];
    if (more !== undefined || local === '' || local.length > 64 || host === undefined) continue;
    const address = `${local}@${host}`;
    if (!ours.has(address) && local !== 'postmaster' && local !== 'mailer-daemon') return address;
  }
  return null;
}

// wide: the parts of one verdict, each found another way by each of its callers.
function found(
  message: Inbound,
  status: string | null,
  words: string,
  recipient: string | null,
  confidence: number,
  evidence: string[],
): Found {
  const returned = returnedHeaders(message);
  const verdict = judgeRefusal(null, status, words);
  if (verdict.status === null) evidence.push('It carries no status code.');
  evidence.push(verdict.why);
  const original = messageIds(
    returned?.get('message-id')?.[0] ??
      message.headers.get('x-original-message-id')?.[0] ??
      message.headers.get('x-ms-exchange-original-message-id')?.[0],
  )[0];
  return {
    kind: verdict.fault === 'none' ? 'receipt' : 'bounce',
    severity: verdict.severity,
    statusCode: verdict.status,
    confidence: Math.min(confidence, verdict.confidence),
    evidence,
    originalMessageId: original ?? message.inReplyTo ?? message.references.at(-1) ?? null,
    originalRecipient: recipient ?? firstAddress(returned?.get('to')?.[0]),
  };
}
