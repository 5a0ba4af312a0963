import { folded } from './fold.js';
import type { Inbound } from './types.js';

/** What a message says about a meeting. */
export interface MeetingSign {
  /** Both sides want it: an invitation was accepted, or the person invites. */
  booked: boolean;
  /** A person wants the meeting, at another time: an answer. */
  proposes: boolean;
  evidence: string;
}

const MAX_LINES = 5000;

/** One line of a calendar (RFC 5545 section 3.1): name and parameters in upper case, values as they stand. */
interface Line {
  name: string;
  parameters: ReadonlyMap<string, string>;
  value: string;
}

/** Reads the calendar part of a message (iTIP, RFC 5546, carried as RFC 6047 says); undefined: it has none. */
export function meetingSign(message: Inbound): MeetingSign | undefined {
  const part = message.parts.find(
    ({ contentType, text }) => isCalendar(contentType) && /BEGIN:VCALENDAR/i.test(text),
  )?.text;
  const alone = isCalendar(message.contentType);
  if (part === undefined && !alone) return undefined;
  const lines = calendarLines(part ?? message.text);
  const method = methodOf(lines, message);
  if (method === 'REPLY') return replySign(lines, message);
  if (method === 'COUNTER')
    return { booked: false, proposes: true, evidence: 'It proposes another time for a meeting (RFC 5546).' };
  if (method === 'REQUEST' || method === 'PUBLISH' || method === 'ADD')
    return method === 'REQUEST'
      ? { booked: true, proposes: false, evidence: 'It invites to a meeting (RFC 5546).' }
      : undefined;
  if (method === 'CANCEL' || method === 'DECLINECOUNTER')
    return { booked: false, proposes: false, evidence: 'It calls off a meeting (RFC 5546).' };
  return alone ? { booked: false, proposes: false, evidence: 'It is an entry for a calendar.' } : undefined;
}

const isCalendar = (contentType: string) =>
  contentType === 'text/calendar' || contentType === 'application/ics';

/** METHOD, which some programs write only beside the content type. */
function methodOf(lines: readonly Line[], message: Inbound): string | undefined {
  const inside = lines
    .find(({ name }) => name === 'METHOD')
    ?.value.trim()
    .toUpperCase();
  if (inside !== undefined) return inside;
  const header = message.headers.get('content-type')?.[0] ?? '';
  return (
    message.calendarMethod ?? /\bmethod\s?=\s?"?([a-z]{3,20})/i.exec(header)?.[1]?.toUpperCase() ?? undefined
  );
}

/** The answer is that of who sends it: others who stand in the list have answered for themselves. */
function replySign(lines: readonly Line[], message: Inbound): MeetingSign {
  const attendees = lines.filter(({ name }) => name === 'ATTENDEE');
  const sender = message.from?.address ?? '';
  const said = attendees.find(({ value, parameters }) =>
    [value, parameters.get('EMAIL') ?? ''].some(
      (address) =>
        address
          .toLowerCase()
          .replace(/^mailto:/, '')
          .trim() === sender,
    ),
  );
  const bySubject = answerInSubject(message.subject);
  const only = attendees.length === 1 ? attendees[0] : undefined;
  const answer =
    (said ?? only)?.parameters.get('PARTSTAT')?.toUpperCase() ??
    (attendees.length > 0 ? bySubject : undefined);
  if (answer === 'ACCEPTED')
    return { booked: true, proposes: false, evidence: 'It accepts an invitation to a meeting (RFC 5546).' };
  return {
    booked: false,
    proposes: false,
    evidence: `It answers an invitation${answer === undefined ? '' : `: ${answer.toLowerCase()}`} (RFC 5546).`,
  };
}

const ACCEPTS =
  /^(accepted|angenommen|zugesagt|zusage|accepte|aceptad[oa]|aceito|accettat[oa]|geaccepteerd|accepterat|accepteret|godkjent|godtatt|hyvaksytty|zaakceptowano|przyjeto|prijato|elfogadva|kabul edildi|принято|承諾|已接受|수락)/;

function answerInSubject(subject: string): string | undefined {
  return ACCEPTS.test(folded(subject.slice(0, 200))) ? 'ACCEPTED' : undefined;
}

/** Lines unfolded (RFC 5545 section 3.1), those outside of an event's alarms and zones and those within alike. */
function calendarLines(text: string): Line[] {
  return text
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/, MAX_LINES)
    .map((line) => lineOf(line.slice(0, 4000)))
    .filter((line) => line !== undefined);
}

/** Colons and semicolons within quotes belong to a parameter's value. */
function lineOf(line: string): Line | undefined {
  const pieces: string[] = [];
  let begin = 0;
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const sign = line[at];
    if (sign === '"') quoted = !quoted;
    if (quoted || (sign !== ';' && sign !== ':')) continue;
    pieces.push(line.slice(begin, at));
    begin = at + 1;
    if (sign === ':') break;
  }
  const [name, ...parameters] = pieces;
  if (name === undefined || line[begin - 1] !== ':') return undefined;
  const values = parameters.map((parameter): [string, string] => {
    const equals = parameter.indexOf('=');
    return [
      parameter.slice(0, equals).trim().toUpperCase(),
      parameter
        .slice(equals + 1)
        .replaceAll('"', '')
        .trim(),
    ];
  });
  return { name: name.trim().toUpperCase(), parameters: new Map(values), value: line.slice(begin) };
}
