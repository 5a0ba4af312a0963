import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { judgeRefusal, statusIn } from './bounce-status.js';
import { classify, readHeaders, readMessage } from './index.js';
import { newestText, threadSubject } from './newest-text.js';

const reading = {
  own: new Set(['rep@sender.test']),
  folder: 'inbox' as const,
  flags: new Set<string>(),
  receivedAt: new Date('2026-03-02T10:00:00Z'),
};

describe('what a status means', () => {
  it.each([
    ['5.1.1', '', 'hard'],
    ['5.1.10', '', 'hard'],
    ['5.1.2', '', 'hard'],
    ['5.7.1', 'Message rejected by policy', 'block'],
    ['5.7.1', '<ann@x.example>: user unknown', 'hard'],
    ['5.2.1', 'mailbox disabled', 'hard'],
    ['5.2.1', '', 'soft'],
    ['5.2.2', 'mailbox full', 'soft'],
    ['5.2.3', '', 'block'],
    ['5.4.4', '', 'hard'],
    ['5.4.6', 'mail loop', 'soft'],
    ['5.6.0', '', 'block'],
    ['4.5.2', 'user unknown, try later', 'soft'],
    ['4.7.1', 'greylisted', 'soft'],
    ['5.0.0', 'User unknown', 'hard'],
    ['5.0.0', 'Your IP is on a blocklist', 'block'],
    ['5.0.0', '', 'soft'],
    [null, 'mailbox is full', 'soft'],
    [null, 'gobbledygook', 'soft'],
  ])('%s %s -> %s', (status, words, severity) => {
    expect(judgeRefusal(null, status, words).severity).toBe(severity);
  });

  it('concludes nothing from a report without a reason', () => {
    expect(judgeRefusal(null, null, 'gobbledygook').confidence).toBeLessThan(0.6);
  });

  it.each([
    ['550 5.1.1 unknown', '5.1.1'],
    ['550-5.1.1 one\n550-5.1.1 two\n550 5.1.1 three', '5.1.1'],
    ['(#5.1.1)', '5.1.1'],
    ['552 too much', '5.2.2'],
    ['550 no', '5.0.0'],
    ['from 192.0.2.1 [198.51.100.5.1.1]', null],
    ['ESMTP 4.5.2.1 2026', null],
    ['no code', null],
  ])('status in %j is %s', (text, status) => {
    expect(statusIn(text)).toBe(status);
  });
});

describe('what the writer added', () => {
  it.each([
    ['Yes.\n\nOn Mon, Mar 2, 2026 at 10:00 AM Rhea Rep\n<rep@sender.test> wrote:\n> old', 'Yes.'],
    ['Ja.\n\nAm 02.03.2026 um 10:00 schrieb Rhea Rep:\n> alt', 'Ja.'],
    ['Oui.\r\n\r\nLe lun. 2 mars 2026 à 10:00, Rhea Rep a écrit :\r\n> vieux', 'Oui.'],
    ['No.\n-- \nAnn', 'No.'],
    ['> only\n> quotes', '> only\n> quotes'],
    ['One.\n> quoted\nTwo.', 'One.\nTwo.'],
  ])('%j', (text, wanted) => {
    expect(newestText(text)).toBe(wanted);
  });

  it('takes the prefixes of answers off subjects', () => {
    expect(threadSubject('AW: Re[2]: FWD: Grüße ')).toBe('grusse');
    expect(threadSubject('[EXTERNAL] RE: Hello')).toBe('hello');
    expect(threadSubject('Report: x')).toBe('report: x');
  });
});

describe('own mail', () => {
  it('is a draft, whoever seems to have written it, and everything in the sent folder', () => {
    const message = readHeaders('From: Ann <ann@customer.example>\nSubject: Re: x');
    expect(classify(message, { ...reading, flags: new Set(['\\Draft']) }).kind).toBe('own');
    expect(classify(message, { ...reading, folder: 'sent' }).kind).toBe('own');
    expect(classify(message, reading).kind).toBe('reply');
  });

  it('compares addresses without case', () => {
    expect(classify(readHeaders('From: REP@Sender.TEST\nSubject: Re: x'), reading).kind).toBe('own');
  });
});

describe('damaged mail', () => {
  it('never makes the header reader throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(classify(readHeaders(Buffer.from(bytes)), reading).kind).toBeTypeOf('string');
      }),
    );
  });

  it('reads huge headers and texts in time', async () => {
    const raw = `From: ann@customer.example\nReferences: ${'<a@b> '.repeat(20_000)}\nTo: ${'x@y.example,'.repeat(5000)}\nSubject: ${'re: '.repeat(20_000)}\n\n${'on away back until 1 march '.repeat(20_000)}`;
    const began = process.cpuUsage();
    const message = await readMessage(Buffer.from(raw));
    classify(message, reading);
    expect(message.references.length).toBeLessThanOrEqual(50);
    expect(process.cpuUsage(began).user / 1000).toBeLessThan(3000);
  });

  it.each([
    'user ',
    'mailbox is ',
    '550-5.1.1 ',
    '> ',
    '\n> x',
    'from: a@',
    'until 1 march ',
    '01.03. - ',
    '-',
    'on monday ',
    're: ',
    '<a@b',
    'bitte keine ',
    'the original message was received at ',
  ])('reads a text of nothing but %j in time', async (word) => {
    for (const sender of ['MAILER-DAEMON@x.test', 'ann@customer.test']) {
      const raw = `From: ${sender}\nSubject: Undelivered: ${word.repeat(500).replaceAll('\n', '')}\nX-Autoreply: yes\n\n${word.repeat(Math.ceil(250_000 / word.length))}`;
      const began = process.cpuUsage();
      classify(await readMessage(Buffer.from(raw)), reading);
      expect(process.cpuUsage(began).user / 1000).toBeLessThan(1500);
    }
  });
});

describe('address fields without end', () => {
  const many = (field: string) => `${field}: ${'g: a@customer.example;, '.repeat(4000)}\n`;

  it('are cut, and nothing else is', async () => {
    const parts = `${many('Cc')}Content-Type: text/plain\n\nThursday works.\nTo: you\n`;
    const raw = `${many('To')}${many('Reply-To')}From: Ann <ann@customer.example>\nSubject: Re: Hello\nContent-Type: multipart/mixed; boundary=x\n\n--x\n${parts}--x--\n`;
    const message = await readMessage(Buffer.from(raw));
    expect(message.from?.address).toBe('ann@customer.example');
    expect(message.to.length).toBe(200);
    expect(new Set(message.to.map(({ address }) => address))).toEqual(new Set(['a@customer.example']));
    expect(message.text).toContain('Thursday works.');
    expect(message.subject).toBe('Re: Hello');
  });

  it('half an address is none', async () => {
    const long = `${'x'.repeat(30)}@customer.example, `.repeat(400);
    const message = await readMessage(Buffer.from(`From: a@b.example\nTo: ${long}\n\nHello\n`));
    expect(message.to.every(({ address }) => address.endsWith('@customer.example'))).toBe(true);
  });
});
