import * as fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../../../tests/support/any-text.js';
import { type ComposedFrom, composeSimple, composeMessage } from './compose.js';
import { encodeText, wireAddress } from './mime.js';

const NOW = new Date('2026-03-02T09:00:05Z');
const letter: ComposedFrom = {
  message_id: '<0123456789abcdef@sender.test>',
  in_reply_to: null,
  references: [],
  from_address: 'rhea@sender.test',
  from_name: 'Rhea',
  to_address: 'pat@person.test',
  cc: [],
  subject: 'Hello',
  body_html: '<p>Hello</p>',
  body_text: 'Hello',
};

/** Text as people and their editors produce it: every plane, quotes, blanks in odd places, half surrogates. */
const odd = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  anyText(200),
  fc
    .array(
      fc.constantFrom(
        'ä',
        '你',
        '🙂',
        '=',
        '=?',
        '?=',
        '.',
        '\t',
        ' ',
        '\r\n',
        '\n',
        '.\r\n',
        'word',
        '"',
        '\\',
        '\ud800',
        'From ',
        '--=_',
      ),
      { maxLength: 300 },
    )
    .map((parts) => parts.join('')),
);
/** What arrives of a body: line ends are CRLF on the way, half surrogates cannot be encoded. */
const asRead = (text: string) =>
  text
    .toWellFormed()
    .replace(/\r\n|\r|\n/g, '\n')
    .replace(/\n$/, '');
const asHeader = (text: string) =>
  text
    .toWellFormed()
    // oxlint-disable-next-line no-control-regex -- what a header cannot carry
    .replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ')
    .trim();

/** The parts of our own structure, decoded by hand: no leniency of a parser in between. */
function bodies(raw: Buffer): { head: string; text: string; html: string } {
  const message = raw.toString('latin1');
  const end = message.indexOf('\r\n\r\n');
  const head = message.slice(0, end);
  const boundary = /boundary="([^"]+)"/.exec(head)?.[1] ?? '';
  const [, first = '', second = ''] = message.slice(end + 2).split(`\r\n--${boundary}`);
  return { head, text: decode(first), html: decode(second) };
}

function decode(part: string): string {
  const at = part.indexOf('\r\n\r\n');
  const encoding = /Content-Transfer-Encoding: (\S+)/.exec(part.slice(0, at))?.[1];
  const body = part.slice(at + 4);
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding === '7bit') return body;
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

describe('composeSimple', () => {
  it('brings every text and HTML back, in lines of at most 78 characters', () => {
    fc.assert(
      fc.property(odd, odd, (text, html) => {
        const raw = composeSimple({ ...letter, body_text: text, body_html: html }, NOW);
        const read = bodies(raw);
        expect(asRead(read.text)).toBe(asRead(text));
        expect(asRead(read.html)).toBe(asRead(html));
        const wire = raw.toString('latin1');
        expect(wire).toMatch(/^[\t\r\n\x20-\x7e]*$/);
        expect(wire.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/);
        expect(wire.split('\r\n').filter((line) => line.length > 78)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('brings names and subjects back through a mail parser, and lets no value start a header', async () => {
    await fc.assert(
      fc.asyncProperty(odd, odd, async (name, subject) => {
        const raw = composeSimple({ ...letter, from_name: name, subject }, NOW);
        const head = bodies(raw).head;
        expect(
          head
            .split('\r\n')
            .filter((line) => !/^[ \t]/.test(line))
            .map((line) => line.split(':')[0]),
        ).toEqual(['Date', 'Message-ID', 'From', 'To', 'Subject', 'MIME-Version', 'Content-Type']);
        const parsed = await simpleParser(raw);
        const squeeze = (text: string | undefined) => (text ?? '').replace(/\s+/g, ' ').trim();
        expect(squeeze(parsed.subject)).toBe(squeeze(asHeader(subject)));
        expect(parsed.from?.value[0]?.address).toBe('rhea@sender.test');
        expect(squeeze(parsed.from?.value[0]?.name)).toBe(squeeze(asHeader(name)));
        expect(parsed.date).toEqual(NOW);
      }),
      { numRuns: 300 },
    );
  });

  it('is read the same as what the library composes', async () => {
    const full: ComposedFrom = {
      ...letter,
      in_reply_to: '<one@sender.test>',
      references: Array.from({ length: 20 }, (_, n) => `<${n}${'x'.repeat(50)}@sender.test>`),
      from_name: 'Rhéa "Rep", Jr',
      cc: ['boss@person.test', 'second@bücher.example'],
      subject: `${'Grüße — 你好 '.repeat(20)}`,
      body_html: `<p>${'long '.repeat(400)}</p>`,
      unsubscribe_url: 'https://cadenza.test/unsubscribe/a.b.c',
    };
    const files = [
      { name: 'a.txt', content_type: 'text/plain', content_id: null, content: Buffer.from('x') },
    ];
    const [light, library] = await Promise.all([
      simpleParser(composeSimple(full, NOW)),
      simpleParser(await composeMessage({ ...full, attachments: files }, NOW)),
    ]);
    for (const field of ['messageId', 'inReplyTo', 'references', 'date', 'html'] as const)
      expect(light[field]).toEqual(library[field]);
    expect(light.subject).toBe(library.subject?.trim());
    expect(light.from?.value).toEqual(library.from?.value);
    expect(light.cc).toEqual(library.cc);
    expect(bodies(composeSimple(full, NOW)).head).toContain('second@xn--bcher-kva.example');
    expect(light.headers.get('list')).toEqual(library.headers.get('list'));
    expect(library.attachments).toHaveLength(1);
  });
});

it.each(['U+010D and U+010A, whose low bytes are CR and LF', 'a blank'])(
  'leaves out a foreign Message-ID that no header can carry: %s',
  async (what) => {
    const id = what === 'a blank' ? '<a@b> Bcc: x@y>' : '<a\u010d\u010aReply-To:\u0120evil@x.example>';
    const answer = { ...letter, in_reply_to: id, references: ['<fine@sender.test>', id] };
    const files = [
      { name: 'a.txt', content_type: 'text/plain', content_id: null, content: Buffer.from('x') },
    ];
    for (const raw of [
      composeSimple(answer, NOW),
      await composeMessage({ ...answer, attachments: files }, NOW),
    ]) {
      const read = await simpleParser(raw);
      expect([read.replyTo, read.bcc, read.inReplyTo, read.references]).toEqual([
        undefined,
        undefined,
        undefined,
        '<fine@sender.test>',
      ]);
    }
  },
);

it('sends a file of a type that holds parts as a file', async () => {
  const page = {
    name: 'a.mht',
    content_type: 'multipart/related',
    content_id: null,
    content: Buffer.from('x'),
  };
  const read = await simpleParser(await composeMessage({ ...letter, attachments: [page] }, NOW));
  expect(read.attachments.map(({ filename, content }) => [filename, String(content)])).toEqual([
    ['a.mht', 'x'],
  ]);
});

describe('lines with encoded words', () => {
  const lines = (text: string) =>
    composeSimple({ ...letter, subject: text, from_name: text }, NOW)
      .toString('latin1')
      .split('\r\n')
      .filter((line) => line.includes('=?'));
  it.each(['ä', 'م', '你', '🙂', 'é', 'aä', 'abc 你'])('of %s keep to 76 characters', (piece) => {
    for (let times = 1; times < 60; times += 1) {
      const found = lines(piece.repeat(times));
      expect(found.length).toBeGreaterThan(1);
      for (const line of found) expect(line.length, line).toBeLessThanOrEqual(76);
    }
  });
});

describe('encodeText', () => {
  it('encodes what would be read as an encoded word, and folds long lines at blanks', () => {
    expect(encodeText('Subject', '=?UTF-8?Q?spoof?=')).toMatch(/^=\?UTF-8\?B\?/);
    const folded = encodeText('Subject', 'word '.repeat(60));
    expect(folded.split('\r\n').every((line) => line.length <= 78)).toBe(true);
    expect(folded.replace(/\r\n/g, '')).toBe('word '.repeat(60).trim());
    expect(
      encodeText('Subject', 'x'.repeat(2000))
        .split('\r\n')
        .every((line) => line.length <= 76),
    ).toBe(true);
  });
});

describe('wireAddress', () => {
  it.each([
    ['pat@bücher.example', 'pat@xn--bcher-kva.example'],
    ['Pat+tag@Person.Test', 'Pat+tag@person.test'],
    ["o'hara@x.test", "o'hara@x.test"],
  ])('%s', (address, wire) => expect(wireAddress(address)).toBe(wire));

  it.each([
    'no-at',
    '@x.test',
    'a b@x.test',
    'a@',
    'a@x.test\r\nBcc: b@x.test',
    'a>@x.test',
    'a,b@x.test',
    'a@b@c d',
  ])('refuses %s', (address) => expect(() => wireAddress(address)).toThrow(/not an e-mail address/));

  it('says that letters before the @ need SMTPUTF8', () =>
    expect(() => wireAddress('jörg@x.test')).toThrow(/SMTPUTF8/));
});
