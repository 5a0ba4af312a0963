import { expect, it } from 'vitest';
import { calendarAnswer } from '../../mail/foreign/calendar-answer.js';
import { readMessage } from '../../mail/classify/index.js';
import { calendarOf, type Invitation } from './calendar-rules.js';
import { wordsOf } from './words-rules.js';

const INVITATION: Invitation = {
  method: 'REQUEST',
  uid: '51398ccd@sender.test',
  sequence: 2,
  writtenAt: new Date('2026-03-02T09:00:00Z'),
  start: new Date('2026-12-01T14:00:00Z'),
  end: new Date('2026-12-01T14:30:00Z'),
  title: 'Prices; terms, and \\ more',
  location: null,
  description: 'One\nTwo',
  organizer: { email: 'rhea@sender.test', name: 'Rhea "R" Rep' },
  attendees: [{ email: 'pat@person.test', name: null }],
};

it('writes what RFC 5545 and 5546 ask for, in lines of 75 octets that cut no character', () => {
  const text = calendarOf({ ...INVITATION, location: `Größe 会議室 🚀 ${'x'.repeat(200)}` });
  const lines = text.split('\r\n');
  expect(lines.pop()).toBe('');
  for (const line of lines) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(line.isWellFormed()).toBe(true);
  }
  const whole = text.replaceAll('\r\n ', '').split('\r\n');
  expect(whole).toEqual([
    ...['BEGIN:VCALENDAR', 'PRODID:-//Cadenza//Meetings//EN', 'VERSION:2.0', 'CALSCALE:GREGORIAN'],
    ...[
      'METHOD:REQUEST',
      'BEGIN:VEVENT',
      'UID:51398ccd@sender.test',
      'SEQUENCE:2',
      'DTSTAMP:20260302T090000Z',
    ],
    ...['DTSTART:20261201T140000Z', 'DTEND:20261201T143000Z', 'SUMMARY:Prices\\; terms\\, and \\\\ more'],
    ...[`LOCATION:Größe 会議室 🚀 ${'x'.repeat(200)}`, 'DESCRIPTION:One\\nTwo'],
    `ORGANIZER;CN="Rhea 'R' Rep":mailto:rhea@sender.test`,
    'ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:pat@person.test',
    ...['STATUS:CONFIRMED', 'TRANSP:OPAQUE', 'END:VEVENT', 'END:VCALENDAR', ''],
  ]);
  expect(calendarOf({ ...INVITATION, method: 'CANCEL' })).toContain('METHOD:CANCEL\r\n');
});

it('no text of a rep adds a line of its own', () => {
  const evil = 'x\r\nATTENDEE:mailto:evil@x.test\u2028y\u0007';
  const text = calendarOf({
    ...INVITATION,
    title: evil,
    location: evil,
    description: evil,
    organizer: { email: 'rhea@sender.test', name: evil },
  });
  expect(text.split('\r\n').filter((line) => line.startsWith('ATTENDEE'))).toHaveLength(1);
});

it('tells of it in words, in the zone of who invites, and escapes what is no markup', () => {
  const told = {
    ...{ title: '<b>Demo</b>', location: null, description: 'a & b' },
    start_time: INVITATION.start,
    end_time: new Date('2026-12-01T23:30:00Z'),
  };
  expect(wordsOf(told, { method: 'CANCEL', timeZone: 'Europe/Berlin' })).toEqual({
    subject: 'Canceled: <b>Demo</b>',
    text: 'Canceled: <b>Demo</b>\n2026-12-01 15:00-2026-12-02 00:30 Europe/Berlin\n\na & b\n',
    html: '<p>Canceled: &lt;b&gt;Demo&lt;/b&gt;<br>2026-12-01 15:00-2026-12-02 00:30 Europe/Berlin<br><br>a &amp; b</p>',
  });
});

const answerOf = async (calendar: string, type = 'text/calendar; method=REPLY') =>
  calendarAnswer(
    await readMessage(
      Buffer.from(
        `From: pat@person.test\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nYes\r\n--b\r\nContent-Type: ${type}\r\n\r\n${calendar}\r\n--b--\r\n`,
      ),
    ),
  );
const reply = (event: string, before = 'METHOD:REPLY\r\n') =>
  `BEGIN:VCALENDAR\r\n${before}BEGIN:VEVENT\r\n${event}\r\nEND:VEVENT\r\nEND:VCALENDAR`;

it.each([
  [
    reply('UID:a\\,b@x\r\nSEQUENCE:3\r\nATTENDEE;CN="A: b; c";PARTSTAT=ACCEPTED:MAILTO:Pat@Person.test'),
    {
      uid: 'a,b@x',
      sequence: 3,
      occurrence: false,
      attendees: [{ email: 'pat@person.test', status: 'accepted' }],
    },
  ],
  // Folded, in lines of one sign, and the address beside what stands for it.
  [
    reply('UI\n D:a@x\r\nATTENDEE;PARTSTAT=\r\n\tTENTA\r\n TIVE;EMAIL="pat@person.test":urn:uuid:1'),
    {
      uid: 'a@x',
      sequence: 0,
      occurrence: false,
      attendees: [{ email: 'pat@person.test', status: 'tentative' }],
    },
  ],
  // The method only beside the type, and alarms and zones that have attendees and ids too.
  [
    `BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nUID:zone\nEND:VTIMEZONE\nBEGIN:VEVENT\nBEGIN:VALARM\nUID:alarm\nATTENDEE;PARTSTAT=ACCEPTED:mailto:x@x.test\nEND:VALARM\nUID:a@x\nRECURRENCE-ID:20260101T000000Z\nATTENDEE;PARTSTAT=DECLINED:mailto:pat@person.test\nEND:VEVENT\nEND:VCALENDAR`,
    {
      uid: 'a@x',
      sequence: 0,
      occurrence: true,
      attendees: [{ email: 'pat@person.test', status: 'declined' }],
    },
  ],
  [reply('UID:a@x', 'METHOD:REQUEST\r\n'), null],
  [reply('SUMMARY:no uid'), null],
  [reply(`UID:${'x'.repeat(2000)}`), null],
  [`${'BEGIN:VEVENT\r\n'.repeat(3000)}UID:a@x`, null],
  ['', null],
])('reads an answer %#', async (calendar, expected) => {
  expect(await answerOf(calendar)).toEqual(expected);
});

it('reads of a huge answer what it keeps', async () => {
  const many = 'ATTENDEE;PARTSTAT=ACCEPTED:mailto:pat@person.test\r\n'.repeat(1900);
  const answer = await answerOf(reply(`UID:a@x\r\nSEQUENCE:99999999999\r\n${many}`));
  expect(answer?.attendees).toHaveLength(50);
  expect(answer?.sequence).toBe(0);
  expect(await answerOf(reply(`UID:a@x\r\n${'\r\n x'.repeat(60_000)}`))).toMatchObject({ uid: 'a@x' });
});
