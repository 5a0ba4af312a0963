/** Somebody who is invited. */
export interface Invited {
  readonly email: string;
  readonly name: string | null;
}

/** What an invitation says. Moments are exact: they are written in UTC, so that no time zone has to be described. */
export interface Invitation {
  readonly method: 'REQUEST' | 'CANCEL';
  readonly uid: string;
  /** Higher with each change that everybody has to agree to again. */
  readonly sequence: number;
  readonly writtenAt: Date;
  readonly start: Date;
  readonly end: Date;
  readonly title: string;
  readonly location: string | null;
  readonly description: string | null;
  readonly organizer: Invited;
  readonly attendees: readonly Invited[];
}

/** The calendar part of an invitation or of its cancelling (RFC 5545; RFC 5546 sections 3.2.2 and 3.2.5). */
export function calendarOf(invitation: Invitation): string {
  const { method, organizer, attendees, start, end } = invitation;
  const lines = [
    'BEGIN:VCALENDAR',
    'PRODID:-//Cadenza//Meetings//EN',
    'VERSION:2.0',
    'CALSCALE:GREGORIAN',
    `METHOD:${method}`,
    'BEGIN:VEVENT',
    `UID:${text(invitation.uid)}`,
    `SEQUENCE:${invitation.sequence}`,
    `DTSTAMP:${moment(invitation.writtenAt)}`,
    `DTSTART:${moment(start)}`,
    `DTEND:${moment(end)}`,
    `SUMMARY:${text(invitation.title)}`,
    ...(invitation.location ? [`LOCATION:${text(invitation.location)}`] : []),
    ...(invitation.description ? [`DESCRIPTION:${text(invitation.description)}`] : []),
    `ORGANIZER${name(organizer.name)}:mailto:${address(organizer.email)}`,
    ...attendees.map(
      (each) =>
        `ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE${name(each.name)}:mailto:${address(each.email)}`,
    ),
    `STATUS:${method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED'}`,
    'TRANSP:OPAQUE',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** 20261201T140000Z */
const moment = (at: Date): string =>
  `${at.toISOString().slice(0, 19).replaceAll('-', '').replaceAll(':', '')}Z`;

/** TEXT (section 3.3.11). A value never ends its line. */
function text(value: string): string {
  let out = '';
  for (const sign of value.replaceAll('\r\n', '\n').replaceAll('\r', '\n')) {
    if (sign === '\n') out += '\\n';
    else if (sign === '\\' || sign === ';' || sign === ',') out += `\\${sign}`;
    else if (!isControl(sign)) out += sign;
  }
  return out;
}

/** CN as a quoted parameter (section 3.2), in which no quotation mark can stand. */
function name(value: string | null): string {
  let out = '';
  for (const sign of value ?? '') out += sign === '"' ? "'" : isControl(sign) ? ' ' : sign;
  return out.trim() === '' ? '' : `;CN="${out.trim()}"`;
}

/** A URI has no blanks and controls. */
function address(value: string): string {
  let out = '';
  for (const sign of value) if (!isControl(sign) && sign !== ' ') out += sign;
  return out;
}

const isControl = (sign: string): boolean => {
  const code = sign.codePointAt(0) ?? 0;
  return code < 32 || (code >= 127 && code < 160) || code === 0x2028 || code === 0x2029;
};

/** Octets of a line, its end not counted (section 3.1). */
const WIDTH = 75;

/** Goes on behind a blank in the next line, between characters. */
function folded(line: string): string {
  let out = '';
  let octets = 0;
  for (const sign of line) {
    const size = Buffer.byteLength(sign);
    if (octets + size > WIDTH) {
      out += '\r\n ';
      octets = 1;
    }
    out += sign;
    octets += size;
  }
  return out;
}
