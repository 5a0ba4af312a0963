import type { Inbound } from './types.js';

/** What a message says about a meeting. */
export interface MeetingSign {
  /** Both sides want it: an invitation was accepted, or the person invites. */
  booked: boolean;
  evidence: string;
}

/** Reads the calendar part of a message (iTIP, RFC 5546, carried as RFC 6047 says); undefined: it has none. */
export function meetingSign(message: Inbound): MeetingSign | undefined {
  const part = message.parts.find(({ contentType }) => contentType === 'text/calendar')?.text;
  const alone = message.contentType === 'text/calendar';
  if (part === undefined && !alone) return undefined;
  // Lines are folded at 75 octets (RFC 5545 section 3.1).
  const text = (part ?? message.text).replace(/\r?\n[ \t]/g, '');
  const method = /^METHOD:\s*([A-Z]+)/im.exec(text)?.[1]?.toUpperCase();
  if (method === 'REPLY') {
    const attendee = text.split(/[\r\n]+/).find((line) => /^ATTENDEE\b/i.test(line));
    const answer = /;PARTSTAT="?([A-Z-]+)/i.exec(attendee?.split(':')[0] ?? '')?.[1]?.toUpperCase();
    return answer === 'ACCEPTED'
      ? { booked: true, evidence: 'It accepts an invitation to a meeting (RFC 5546).' }
      : { booked: false, evidence: 'It answers an invitation.' };
  }
  if (method === 'REQUEST') return { booked: true, evidence: 'It invites to a meeting (RFC 5546).' };
  if (method === 'CANCEL') return { booked: false, evidence: 'It calls off a meeting (RFC 5546).' };
  return alone ? { booked: false, evidence: 'It is an entry for a calendar.' } : undefined;
}
