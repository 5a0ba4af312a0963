import { isUnspecific, judge, statusIn } from './bounce-status.js';
import { messageIds } from './message.js';
import { type Near, saidIn } from './near.js';
import { folded } from './newest-text.js';
import { bracketed, fieldGroups, partOf, reportedAddress, returnedHeaders } from './report.js';
import type { Classification, Headers, Inbound } from './types.js';

type Found = Omit<Classification, 'returnsOn'>;

/** Reads a delivery report: RFC 3464, or the texts that servers without it write. undefined: it is none. */
export function bounceOf(message: Inbound): Found | undefined {
  const status = partOf(message, 'message/delivery-status', 'message/global-delivery-status');
  if (status) return fromReport(message, fieldGroups(status));
  if (message.reportType === 'delivery-status' && !message.complete)
    return found(message, null, '', null, 0.8, ['It is a delivery report (RFC 3464).']);
  return fromText(message);
}

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
  if (['delivered', 'relayed', 'expanded'].includes(action(failed))) {
    evidence.push(`It says "${action(failed)}": the message arrived.`);
    return { ...found(message, null, '', recipient, 0.97, evidence), kind: 'receipt', severity: null };
  }
  const diagnostic = (failed.get('diagnostic-code') ?? []).join(' ').replace(/^(smtp|x-\w+)\s*;\s*/i, '');
  const given = /[245]\.\d{1,3}\.\d{1,3}/.exec(failed.get('status')?.[0] ?? '')?.[0] ?? null;
  const inDiagnostic = statusIn(diagnostic);
  // Many servers put 5.0.0 into the field and the reason into the text.
  const status =
    given !== null && !(isUnspecific(given) && inDiagnostic !== null)
      ? given
      : (inDiagnostic ?? statusIn(message.text));
  if (diagnostic !== '') evidence.push(`The server of the recipient said: ${diagnostic.slice(0, 300)}`);
  if (action(failed) === 'delayed') {
    evidence.push('It says "delayed": the server goes on trying.');
    return {
      ...found(message, status, diagnostic, recipient, 0.95, evidence),
      severity: 'soft',
      delayed: true,
    };
  }
  return found(message, status, diagnostic === '' ? message.text : diagnostic, recipient, 0.98, evidence);
}

function recipientOf(group: Headers): string | null {
  return (
    reportedAddress(group.get('original-recipient')?.[0]) ??
    reportedAddress(group.get('final-recipient')?.[0])
  );
}

const firstAddress = (header: string | undefined): string | null => reportedAddress(bracketed(header));

/** Who writes reports, folded. */
const REPORTER =
  /^(mailer-daemon|mailerdaemon|postmaster|mail-daemon|mdaemon|mail delivery (subsystem|system|service)|mailsystem|mail\.daemon|bounces?|double-bounce|no-?reply-bounce|ms-?exchange)(@|$|[^a-z])|^microsoftexchange[0-9a-f]{8}/;
const REPORTER_NAME =
  /(mail delivery|mailer-daemon|mail administrator|postmaster|microsoft (outlook|exchange)|mail delivery subsystem|system administrator|delivery (subsystem|system)|systemadministrator|administrateur systeme|administrador del sistema)/;
/** Subjects of reports, folded, in the languages of the common servers. */
const SUBJECT =
  /(undeliver(able|ed)|delivery (status notification|failure|has failed|problem|error|incomplete|report)|failure notice|returned mail|mail delivery failed|mail delivery (failure|system)|message (you sent )?(could not be|not) delivered|mail could not be delivered|non[- ]?delivery|non remis|nondeliverable|non recapitabile|unzustellbar|nicht zugestellt|nicht zustellbar|zustellung (fehlgeschlagen|nicht moglich)|fehler bei der (zustellung|ubermittlung)|rucksendung|echec (de la )?(remise|livraison|distribution)|notification d'echec|message non (remis|distribue)|no se puede entregar|no entregado|no se (ha podido|pudo) entregar|error de entrega|devuelto|mancata consegna|impossibile recapitare|messaggio non recapitato|nao (foi )?(possivel )?entreg(ue|ar)|falha na entrega|onbestelbaar|niet bezorgd|kan inte levereras|gar inte att leverera|kunne ikke leveres|kan ikke leveres|ei voitu toimittaa|nie mozna dostarczyc|niedostarcz|nedorucitel|kezbesithetetlen|teslim edilemedi|не доставлено|недоставлен|не удалось доставить|配信不能|配送不能|无法送达|退信|배달되지|delivery temporarily suspended|warning: (message|could not send)|delivery delayed|automatically rejected mail)/;
/** Openings of the texts of servers without RFC 3464, and who writes so. */
const TEXTS: readonly (readonly [RegExp | Near, string])[] = [
  [/this is the qmail-send program/, 'qmail'],
  [/this message was created automatically by mail delivery software/, 'Exim'],
  [
    /i'm sorry to have to inform you that your message could not|this is the mail system at host|this is the postfix program/,
    'Postfix',
  ],
  [/sorry, we were unable to deliver your message/, 'Yahoo'],
  [{ first: /we're sorry/g, reach: 40, then: /(unable|wasn't able) to deliver/ }, 'Yahoo'],
  [/an error occurred while trying to deliver the mail to the following recipients/, 'Amazon SES'],
  [
    /delivery has failed to these recipients or (distribution )?(groups|lists)|your message (couldn't|could not) be delivered|diagnostic information for administrators/,
    'Exchange',
  ],
  [{ first: /your message to /g, reach: 200, then: / (couldn't|could not) be delivered/ }, 'Exchange'],
  [
    /delivery to the following recipient(s)? (failed|has been delayed)|address not found your message wasn't delivered|message not delivered|message blocked your message to|the response from the remote server was/,
    'Gmail',
  ],
  [
    {
      first: /the original message was received at /g,
      reach: 400,
      then: /transcript of session follows|the following addresses had/,
    },
    'Sendmail',
  ],
  [
    { first: /your message /g, reach: 300, then: /was not delivered|not listed in (domino|public)/ },
    'IBM Notes',
  ],
  [
    { first: /the message you sent /g, reach: 120, then: /requires|could not|was not|rejected/ },
    'a mail server',
  ],
  [/could not be delivered to (one or more|the following)/, 'a mail server'],
  [
    {
      first: /following (recipient|address)(s|es|\(s\)|\(es\))? /g,
      reach: 60,
      then: /fail|error|reject|permanent|problem|could not|undeliver/,
    },
    'a mail server',
  ],
  [
    {
      first: /ihre nachricht|die nachricht|fehler bei der zustellung|folgende empfanger/g,
      reach: 160,
      then: /nicht zugestellt|konnte nicht|fehlgeschlagen|unzustellbar/,
    },
    'a mail server',
  ],
  [
    {
      first: /votre message|la remise|le message/g,
      reach: 160,
      then: /n'a pas (pu|ete)|n'a pu etre|a echoue|echoue/,
    },
    'a mail server',
  ],
  [
    {
      first: /su mensaje|el mensaje|no se (pudo|ha podido|puede)/g,
      reach: 160,
      then: /entregar|no se entrego|no pudo/,
    },
    'a mail server',
  ],
  [
    {
      first: /il messaggio|impossibile (recapitare|consegnare)|il tuo messaggio/g,
      reach: 160,
      then: /recapitat|consegnat|non/,
    },
    'a mail server',
  ],
  [/sua mensagem|a mensagem|nao foi possivel entregar/, 'a mail server'],
];

/** Warnings of servers that go on trying. */
const DELAYED =
  /(delivery (is )?(delayed|temporarily suspended)|has been delayed|warning: (message|could not send)|this is a warning message only|will (continue to|keep) (try|retry)|no action is required on your part|still being retried)/;

/** Two of three must agree: who writes it, the subject, the text; vacation programs also write with an empty sender. */
function fromText(message: Inbound): Found | undefined {
  const evidence: string[] = [];
  let score = 0;
  const from = message.from?.address ?? '';
  const failedRecipients = message.headers.get('x-failed-recipients')?.[0];
  if (failedRecipients !== undefined) {
    score += 2;
    evidence.push('The header X-Failed-Recipients names who did not get it.');
  }
  if (REPORTER.test(from) || REPORTER_NAME.test(folded(message.from?.name ?? ''))) {
    score += 1;
    evidence.push(`${from || 'The sender'} writes delivery reports.`);
  } else if (message.headers.get('return-path')?.some((path) => /^<\s*>$/.test(path))) {
    score += 0.5;
    evidence.push('It came without a return path, as delivery reports do.');
  }
  if (SUBJECT.test(folded(message.subject))) {
    score += 1;
    evidence.push(`The subject "${message.subject}" is that of a delivery report.`);
  }
  const opening = folded(message.text).slice(0, 3000);
  const text = TEXTS.find(([phrase]) => saidIn(opening, phrase) !== undefined);
  if (text) {
    score += 1;
    evidence.push(`The text is that of a delivery report of ${text[1]}.`);
  }
  if (score < 1.5) return undefined;
  const reason = beforeReturned(message.text);
  const recipient = reportedAddress(failedRecipients?.split(',')[0]) ?? addressIn(reason, message);
  const judged = found(message, statusIn(reason), reason, recipient, score >= 2 ? 0.9 : 0.75, evidence);
  return DELAYED.test(folded(`${message.subject} ${reason.slice(0, 2000)}`))
    ? { ...judged, severity: 'soft', delayed: true }
    : judged;
}

/** What the server says, without the message it returns: that one's words are ours. */
function beforeReturned(text: string): string {
  let at = 0;
  for (const line of text.split('\n')) {
    if (at > 0 && beginsReturned(line.toLowerCase())) return text.slice(0, at);
    at += line.length + 1;
  }
  return text;
}

/** A lower-case line with which servers announce the message they return. */
function beginsReturned(line: string): boolean {
  if (line.startsWith('return-path:') || line.startsWith('received: from ')) return true;
  if (!line.startsWith('--')) return false;
  return /below this line|copy of|original message|returned message|kopie|urspr|message d'origine|this is a copy/.test(
    line.slice(0, 160),
  );
}

/** Bounded: texts come from anybody. */
const WORDS_READ = 20_000;

function addressIn(text: string, message: Inbound): string | null {
  const ours = new Set(message.to.map(({ address }) => address));
  for (const word of text
    .slice(0, WORDS_READ)
    .toLowerCase()
    .split(/[^\w.!#$%&'*+/=?^`{|}~@-]/)) {
    const [local = '', domain = '', more] = word.split('@');
    const host = /^[a-z0-9][a-z0-9.-]*\.[a-z]{2,}/.exec(domain)?.[0];
    if (more !== undefined || local === '' || local.length > 64 || host === undefined) continue;
    const address = `${local}@${host}`;
    if (!ours.has(address) && local !== 'postmaster' && local !== 'mailer-daemon') return address;
  }
  return null;
}

function found(
  message: Inbound,
  status: string | null,
  words: string,
  recipient: string | null,
  confidence: number,
  evidence: string[],
): Found {
  const returned = returnedHeaders(message);
  const verdict = judge(status, words);
  if (status === null) evidence.push('It carries no status code.');
  evidence.push(verdict.why);
  const original = messageIds(
    returned?.get('message-id')?.[0] ??
      message.headers.get('x-original-message-id')?.[0] ??
      message.headers.get('x-ms-exchange-original-message-id')?.[0],
  )[0];
  return {
    kind: 'bounce',
    severity: verdict.severity,
    statusCode: status,
    confidence: Math.min(confidence, verdict.confidence),
    evidence,
    originalMessageId: original ?? message.inReplyTo ?? message.references.at(-1) ?? null,
    originalRecipient: recipient ?? firstAddress(returned?.get('to')?.[0]),
  };
}
