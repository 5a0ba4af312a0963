import { afterAll, describe, expect, it } from 'vitest';
import { createForeignReader } from '../../apps/server/src/mail/foreign/reader.js';
import type { ForeignMail, ReadOutcome } from '../../apps/server/src/mail/foreign/types.js';

const reader = createForeignReader({ timeMs: 10_000, memoryMb: 96 });
afterAll(() => reader.close());

const own = new Set(['rep@sender.test']);
const mail = (text: string | Buffer, kind: ForeignMail['kind'] = 'message'): ForeignMail => ({
  kind,
  bytes: Buffer.from(text as string),
  reading: { folder: 'inbox', flags: new Set(), receivedAt: new Date('2026-03-02T09:00:00Z') },
});
const GOOD = mail(
  'From: Ann <ann@x.test>\r\nTo: rep@sender.test\r\nSubject: Re: Hello\r\nIn-Reply-To: <a@b>\r\n\r\nYes.\r\n',
);
const kindOf = (outcome: ReadOutcome | undefined) =>
  outcome === undefined
    ? 'nothing'
    : 'read' in outcome
      ? outcome.read.classification.kind
      : outcome.unreadable;
const multipart = (n: number, part: string) =>
  `From: a@x.test\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${`--b\r\n${part}\r\n`.repeat(n)}--b--\r\n`;
const nested = (n: number) =>
  Array.from(
    { length: n },
    (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`,
  ).join('') + '\r\nx';
/** A report that returns a message with this To. */
const report = (to: string) =>
  `From: mailer-daemon@evil.test\r\nSubject: Undeliverable: hello\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nnobody\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nTo: ${to}\r\nMessage-ID: <q@r>\r\n\r\nx\r\n--b--\r\n`;

// Each within the limits of size: what counts is that an answer comes, and that the next message is read.
const HOSTILE: Record<string, ForeignMail> = {
  'a cubic address': mail(report(`${'<'.repeat(50_000)}${'>'.repeat(50_000)}\u2028 x`)),
  'blanks without an end': mail(
    `From: a@x.test\r\nSubject: ${' '.repeat(100_000)}x\r\n\r\n${' '.repeat(900_000)}x`,
  ),
  'new lines without an end': mail(`From: a@x.test\r\n\r\n${'\n'.repeat(300_000)}x${'\r'.repeat(300_000)}`),
  'quote signs without an end': mail(`From: a@x.test\r\n\r\n${'> '.repeat(500_000)}`),
  'a hundred thousand parts': mail(multipart(100_000, '\r\nx')),
  'parts without headers': mail(multipart(900, 'Content-Type: text/plain\r\n\r\nx')),
  'groups in From': mail(`From: ${'a:b;'.repeat(30_000)}\r\n\r\nx`),
  'open comments in From': mail(`From: ${'('.repeat(120_000)}\r\nTo: ${'"'.repeat(120_001)}\r\n\r\nx`),
  'deep nesting': mail(nested(20_000)),
  'deep nesting of one name': mail(
    `From: a@x.test\r\n${'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n'.repeat(20_000)}x`,
  ),
  'deep HTML': mail(
    `From: a@x.test\r\nContent-Type: text/html\r\n\r\n${'<div><table><tr><td>'.repeat(9_000)}x`,
  ),
  entities: mail(`From: a@x.test\r\nContent-Type: text/html\r\n\r\n${'&lt;&#x'.repeat(200_000)}x`),
  'a bomb of base64': mail(
    `From: a@x.test\r\nContent-Transfer-Encoding: base64\r\n\r\n${'PHRkPjx0ZD4K'.repeat(150_000)}`,
  ),
  'a bomb of quoted-printable': mail(
    `From: a@x.test\r\nContent-Type: text/html; charset=utf-7\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${'=3D=\r\n='.repeat(200_000)}`,
  ),
  'an endless header': mail(`Subject: ${'x'.repeat(1_900_000)}`),
  'a header that was cut off': mail(`From: a@x.test\r\nX: ${'x'.repeat(300_000)}`, 'header'),
  'a hundred thousand fields': mail('a:b\r\n'.repeat(45_000), 'header'),
  references: mail(`From: a@x.test\r\nReferences: ${'<a@b> '.repeat(40_000)}\r\n\r\nx`, 'header'),
  'encoded words': mail(`From: a@x.test\r\nSubject: ${'=?utf-8?Q?=41?= '.repeat(15_000)}\r\n\r\nx`, 'header'),
  'words that are not closed': mail(
    `From: a@x.test\r\nSubject: ${'=?utf-8?Q?'.repeat(24_000)}\r\n\r\nx`,
    'header',
  ),
  NULs: mail(Buffer.alloc(500_000)),
  'unknown character sets': mail(
    `From: =?x-none?Q?=FF?= <a@x.test>\r\nContent-Type: text/plain; charset=${'x'.repeat(10_000)}\r\n\r\n\xff\xfe`,
  ),
  nothing: mail(''),
};

describe('mail from outside is read in a thread of its own', () => {
  for (const [what, hostile] of Object.entries(HOSTILE))
    it(`${what}: the loop stays free, and the good message behind is read`, async () => {
      const began = process.hrtime.bigint();
      const loop = await Promise.race([
        (async () => {
          const outcomes = await reader.read([hostile, GOOD], own);
          expect(outcomes.map(kindOf)[1]).toBe('reply');
          // The same message on the page of the mail sandbox.
          await reader.show(hostile.bytes);
          expect(await reader.show(GOOD.bytes)).toMatchObject({ shown: { subject: 'Re: Hello' } });
          return 'read';
        })(),
        // Far more than the reader's limits: that it answers at all is what is looked at.
        new Promise((resolve) => setTimeout(resolve, 100_000, 'late')),
      ]);
      expect(loop, `${process.hrtime.bigint() - began}`).toBe('read');
    }, 120_000);

  it('says why', async () => {
    const why = async (...names: string[]) =>
      (
        await reader.read(
          names.map((name) => HOSTILE[name] as ForeignMail),
          own,
        )
      ).map(kindOf);
    expect(
      await why(
        'a hundred thousand parts',
        'deep nesting',
        'an endless header',
        'a header that was cut off',
        'a hundred thousand fields',
      ),
    ).toEqual([
      'It has more than 1000 parts.',
      'Its parts are nested or split more than 50 times.',
      'Its header is longer than 256 kB.',
      'Its header is longer than 256 kB.',
      'Its header has more than 1000 fields.',
    ]);
  }, 120_000);

  it('takes a delivered message apart for whoever looks at it', async () => {
    const file = Buffer.alloc(3_000_000, 'x').toString('base64');
    const raw = Buffer.from(
      `From: Ann <ann@x.test>\r\nTo: a@x.test, b@x.test\r\nSubject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Yes</p>\r\n--b\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${file}\r\n--b--\r\n`,
    );
    expect(await reader.show(raw)).toMatchObject({
      shown: {
        subject: 'Grüße',
        from: '"Ann" <ann@x.test>',
        to: 'a@x.test, b@x.test',
        cc: null,
        html: expect.stringContaining('<p>Yes</p>'),
        attachments: [{ name: 'a.pdf', type: 'application/pdf' }],
        headers: expect.arrayContaining([{ name: 'From', value: 'Ann <ann@x.test>' }]),
      },
    });
    expect(await reader.show(Buffer.alloc(30_000_001))).toEqual({ unreadable: 'It is longer than 30 MB.' });
  }, 120_000);

  it('ends what takes too long or too much memory, and goes on', async () => {
    const hurried = createForeignReader({ timeMs: 1, threads: 1 });
    const slow = mail(multipart(999, `Content-Type: text/html\r\n\r\n${'<p>x</p>'.repeat(200)}`));
    expect(kindOf((await hurried.read([slow], own))[0])).toContain('takes longer than');
    await hurried.close();
    const small = createForeignReader({ memoryMb: 8, threads: 1, timeMs: 30_000 });
    const outcomes = await small
      .read([mail(`From: a@x.test\r\nContent-Type: text/html\r\n\r\n${'<b>x</b>'.repeat(24_000)}`)], own)
      .catch(String);
    expect(JSON.stringify(outcomes)).toMatch(/memory|cannot be started/);
    await small.close();
  }, 120_000);
});
