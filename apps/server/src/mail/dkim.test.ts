import { createHash, createVerify, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { composeSimple } from './compose.js';
import { signDkim } from './dkim.js';
import { judgeDkim, judgeDmarc, judgeSpf } from './dns-check.js';

/** RFC 6376 3.4.2 and 3.4.4, written again here: the signature must convince somebody else's eyes. */
const relaxHeader = (line: string) => {
  const at = line.indexOf(':');
  return `${line.slice(0, at).toLowerCase().trim()}:${line
    .slice(at + 1)
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim()}`;
};
const relaxBody = (body: string) =>
  `${body
    .split('\r\n')
    .map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''))
    .join('\r\n')
    .trimEnd()}\r\n`;

describe('signDkim', () => {
  it('signs headers and body so that a verifier agrees, one-click headers included', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const raw = composeSimple(
      {
        message_id: '<1@sender.test>',
        in_reply_to: null,
        references: [],
        from_address: 'rhea@sender.test',
        from_name: 'Rhéa',
        to_address: 'pat@person.test',
        cc: [],
        subject: `Grüße ${'a b '.repeat(40)}`,
        body_html: '<p>Hello  world </p>\n\n',
        body_text: 'Hello',
        unsubscribe_url: 'https://cadenza.test/u/1',
      },
      new Date('2026-03-02T09:00:00Z'),
    );
    const signed = (await signDkim(raw, { domain: 'sender.test', selector: 's1', key: privateKey })).toString(
      'latin1',
    );
    const [head = '', ...rest] = signed.split('\r\n\r\n');
    const lines = head.split(/\r\n(?![ \t])/);
    const tags = Object.fromEntries(
      (lines[0] ?? '')
        .slice('DKIM-Signature:'.length)
        .replace(/\s+/g, '')
        .split(';')
        .filter(Boolean)
        .map((tag) => {
          const at = tag.indexOf('=');
          return [tag.slice(0, at), tag.slice(at + 1)];
        }),
    );
    expect(tags).toMatchObject({ d: 'sender.test', s: 's1', a: 'rsa-sha256', c: 'relaxed/relaxed' });
    expect(tags['h']?.toLowerCase()).toContain('list-unsubscribe-post');
    expect(tags['bh']).toBe(
      createHash('sha256')
        .update(relaxBody(rest.join('\r\n\r\n')), 'latin1')
        .digest('base64'),
    );
    const named = (tags['h'] ?? '')
      .toLowerCase()
      .split(':')
      .map((name) => lines.find((line) => line.toLowerCase().startsWith(`${name}:`)) ?? '');
    const own = relaxHeader((lines[0] ?? '').slice(0, (lines[0] ?? '').lastIndexOf(' b=') + ' b='.length));
    const verify = createVerify('RSA-SHA256').update([...named.map(relaxHeader), own].join('\r\n'), 'latin1');
    expect(verify.verify(publicKey, tags['b'] ?? '', 'base64')).toBe(true);
  });
});

describe('what DNS says about a domain', () => {
  const spf = (...records: string[]) => judgeSpf({ records }, { domain: 'x.test', kind: 'google' }).status;
  it('SPF', () => {
    expect(spf()).toBe('missing');
    expect(spf('v=spf1 include:_spf.google.com ~all')).toBe('ok');
    expect(spf('v=spf1 ip4:1.2.3.4 ~all')).toBe('warning');
    expect(spf('v=spf1 include:_spf.google.com')).toBe('warning');
    expect(spf('v=spf1 include:_spf.google.com +all')).toBe('wrong');
    expect(spf('v=spf1 -all', 'v=spf1 ~all')).toBe('wrong');
    expect(spf(`v=spf1 include:_spf.google.com ${'include:a.test '.repeat(11)}~all`)).toBe('wrong');
    expect(judgeSpf({ failed: 'ETIMEOUT' }, { domain: 'x.test', kind: 'smtp' }).status).toBe('unknown');
  });
  it('DKIM', () => {
    expect(judgeDkim({ records: [] }, 'n', 'KEY')).toMatchObject({
      status: 'missing',
      explanation: expect.stringContaining('p=KEY'),
    });
    expect(judgeDkim({ records: ['v=DKIM1; p=KEY'] }, 'n', 'KEY').status).toBe('ok');
    expect(judgeDkim({ records: ['v=DKIM1; p=OTHER'] }, 'n', 'KEY').status).toBe('wrong');
    expect(judgeDkim({ records: ['v=DKIM1; p='] }, 'n', null).status).toBe('wrong');
  });
  it('DMARC', () => {
    expect(judgeDmarc({ records: [] }, 'x.test').status).toBe('missing');
    expect(judgeDmarc({ records: ['v=DMARC1; p=reject'] }, 'x.test')).toMatchObject({
      status: 'ok',
      explanation: expect.stringContaining('refused'),
    });
    expect(judgeDmarc({ records: ['v=DMARC1; sp=none'] }, 'x.test').status).toBe('wrong');
  });
});
