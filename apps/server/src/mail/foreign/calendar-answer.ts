import type { Inbound } from '../classify/types.js';

/** What somebody answers to an invitation (RFC 5546 section 3.2.3), as it stands in a message; each text bounded. */
export interface CalendarAnswer {
  readonly uid: string;
  /** Of the invitation that is answered; 0 where it is not said, as RFC 5545 has it. */
  readonly sequence: number;
  /** It answers one occurrence of a series. */
  readonly occurrence: boolean;
  readonly attendees: readonly { readonly email: string; readonly status: AnswerStatus }[];
}
export type AnswerStatus = 'accepted' | 'tentative' | 'declined' | 'needs_action';

const STATUSES: Readonly<Record<string, AnswerStatus>> = {
  ACCEPTED: 'accepted',
  TENTATIVE: 'tentative',
  DECLINED: 'declined',
  'NEEDS-ACTION': 'needs_action',
};

/** Characters of a calendar that are read, lines of it, and people in it: an answer has one. */
const KEPT = 200_000;
const LINES = 2_000;
const PEOPLE = 50;
const UID_LENGTH = 1_024;
const ADDRESS_LENGTH = 320;

/** The answer in a message's calendar part; null: it has none. Linear in its characters. */
export function calendarAnswer(message: Inbound): CalendarAnswer | null {
  const part = message.parts.find(({ contentType }) => isCalendar(contentType))?.text;
  const whole = part ?? (isCalendar(message.contentType) ? message.text : undefined);
  if (whole === undefined) return null;
  const found = new Found();
  const open: string[] = [];
  for (const line of linesOf(whole.slice(0, KEPT))) {
    const name = upTo(line, [';', ':']).toUpperCase();
    const value = valueOf(line);
    if (value === undefined) continue;
    if (name === 'BEGIN') open.push(value.trim().toUpperCase());
    else if (name === 'END') {
      // What follows is another event, or another calendar.
      if (open.pop() === 'VEVENT') break;
    } else found.take(name, line, value, open.join('/'));
    // A calendar has events, and they alarms.
    if (open.length > 5) return null;
  }
  return found.answer(message);
}

/** What was read so far. */
class Found {
  method: string | undefined;
  uid: string | undefined;
  sequence = 0;
  occurrence = false;
  readonly attendees: { email: string; status: AnswerStatus }[] = [];

  take(name: string, line: string, value: string, within: string): void {
    if (within === 'VCALENDAR' && name === 'METHOD') this.method ??= value.trim().toUpperCase();
    if (within !== 'VCALENDAR/VEVENT') return;
    if (name === 'UID') this.uid ??= unescaped(value).trim();
    else if (name === 'SEQUENCE') this.sequence = numberOf(value);
    else if (name === 'RECURRENCE-ID') this.occurrence = true;
    else if (name === 'ATTENDEE' && this.attendees.length < PEOPLE) {
      const { email, status } = attendeeOf(line, value);
      if (email !== '' && email.length <= ADDRESS_LENGTH && status) this.attendees.push({ email, status });
    }
  }

  answer({ calendarMethod }: Inbound): CalendarAnswer | null {
    const { uid = '', sequence, occurrence, attendees } = this;
    if ((this.method ?? calendarMethod) !== 'REPLY' || uid === '' || uid.length > UID_LENGTH) return null;
    return { uid: uid.replaceAll('\0', '').toWellFormed(), sequence, occurrence, attendees };
  }
}

const isCalendar = (contentType: string) =>
  contentType === 'text/calendar' || contentType === 'application/ics';

/** Lines with those that go on in the next one put together (section 3.1). */
function linesOf(text: string): string[] {
  const lines: string[] = [];
  for (const piece of text.split('\n', LINES)) {
    const line = piece.endsWith('\r') ? piece.slice(0, -1) : piece;
    const goesOn = line.startsWith(' ') || line.startsWith('\t');
    if (goesOn && lines.length > 0) lines[lines.length - 1] += line.slice(1);
    else lines.push(line);
  }
  return lines;
}

/** The text before the first of these signs that is not quoted. */
function upTo(line: string, signs: readonly string[], from = 0): string {
  let quoted = false;
  for (let at = from; at < line.length; at += 1) {
    const sign = line.charAt(at);
    if (sign === '"') quoted = !quoted;
    else if (!quoted && signs.includes(sign)) return line.slice(from, at);
  }
  return line.slice(from);
}

/** Behind the colon that ends name and parameters; undefined: there is none. */
function valueOf(line: string): string | undefined {
  const before = upTo(line, [':']).length;
  return before < line.length ? line.slice(before + 1) : undefined;
}

/** Digits of a number below a thousand million, which no sequence reaches. */
function numberOf(value: string): number {
  const digits = value.trim();
  if (digits === '' || digits.length > 9) return 0;
  for (const sign of digits) if (sign < '0' || sign > '9') return 0;
  return Number(digits);
}

/** Who it is (EMAIL where a program puts something else into the value), and the answer. */
function attendeeOf(line: string, value: string): { email: string; status: AnswerStatus | undefined } {
  let status: AnswerStatus | undefined;
  let named = '';
  const head = line.slice(0, line.length - value.length - 1);
  for (let at = upTo(head, [';']).length + 1; at <= head.length; ) {
    const parameter = upTo(head, [';'], at);
    at += parameter.length + 1;
    const equals = parameter.indexOf('=');
    const key = parameter.slice(0, Math.max(equals, 0)).trim().toUpperCase();
    const said = parameter
      .slice(equals + 1)
      .replaceAll('"', '')
      .trim();
    if (key === 'PARTSTAT') status = STATUSES[said.toUpperCase()];
    else if (key === 'EMAIL') named = said;
  }
  const uri = value.trim();
  const mail = uri.toLowerCase().startsWith('mailto:') ? uri.slice('mailto:'.length) : '';
  return { email: (mail.includes('@') ? mail : named).trim().toLowerCase(), status };
}

/** TEXT (section 3.3.11) on one line. */
function unescaped(value: string): string {
  let out = '';
  for (let at = 0; at < value.length; at += 1) {
    if (value[at] === '\\' && at + 1 < value.length) at += 1;
    out += value.charAt(at);
  }
  return out;
}
