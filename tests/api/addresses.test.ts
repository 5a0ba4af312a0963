import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressKey, normalAddress, tidyAddress } from '../../apps/server/src/kernel/address.js';
import '../support/seed.js';
import { testDatabase } from '../support/database.js';

/** Written differently, meant alike. */
const SAME: Record<string, string[]> = {
  'ann.lee@customer.test': [
    'Ann.Lee@Customer.TEST',
    '  ann.lee@customer.test\u00a0',
    '\u200bann.lee@customer.test',
    'ann.\u00adlee@customer\u2060.test\ufeff',
    '\u202aann.lee@customer.test\u202c',
    'mailto:ann.lee@customer.test',
    'MAILTO:ann.lee@customer.test?subject=Hi',
    '<ann.lee@customer.test>',
    'ann.lee@customer.test.',
    '\uff41nn.lee\uff20customer\u3002test',
    'ann.lee@customer.test\r\n',
  ],
  'jörg@xn--mller-kva.test': ['JÖRG@Müller.test', 'jo\u0308rg@mu\u0308ller.test', 'jörg@XN--MLLER-KVA.test'],
  'info@xn--e1afmkfd.xn--p1ai': ['info@пример.рф', 'Info@ПРИМЕР.РФ'],
  'a@xn--fsq.xn--0zwm56d': ['a@例.测试', 'a@例。测试'],
};

/** Letters that came after Unicode 15. */
const NEWER: [number, number][] = [
  [0xa7ce, 0xa7dc],
  [0xa7f1, 0xa7f1],
  [0x1c89, 0x1c8a],
  [0x10d50, 0x10d85],
  [0x16ea0, 0x16ed3],
];

/** In domains Node folds these further (UTS 46); but for Cherokee no domain may have them (RFC 5892). */
const FOLDED = /[\u0345\u037a\u1c80-\u1c88\u1f80-\u1fff]|\p{Script=Cherokee}/u;

describe('one form of addresses', () => {
  let made: Awaited<ReturnType<typeof testDatabase>>;
  beforeAll(async () => {
    made = await testDatabase();
  });
  afterAll(() => made?.close());

  const inDatabase = async (texts: readonly string[]): Promise<string[]> => {
    const { rows } = await sql<{ key: string }>`
      SELECT address_key(t) AS key FROM unnest(${texts}::text[]) WITH ORDINALITY a (t, n) ORDER BY n`.execute(
      made.database.kysely,
    );
    return rows.map(({ key }) => key);
  };

  it('what is meant alike is alike, here and in the database', async () => {
    for (const [key, texts] of Object.entries(SAME)) {
      for (const text of [key, ...texts]) expect(normalAddress(text), text).toBe(key);
      expect(await inDatabase([key, ...texts])).toEqual([key, ...texts].map(() => key));
    }
    for (const none of [
      '',
      'ann',
      'ann@',
      '@x.test',
      'a b@x.test',
      'a\nb@x.test',
      'a@b',
      'a,b@x.test',
      'a@-x.test',
      `${'a'.repeat(65)}@x.test`,
    ])
      expect(normalAddress(none), none).toBeUndefined();
  });

  it('is the same here and in the database for every letter of every script, whatever its case and place', async () => {
    const texts: string[] = [];
    for (let code = 0x80; code < 0x20000; code += 1) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const sign = String.fromCodePoint(code);
      // Unicode 15: newer letters are known to the newer of the two only.
      if (
        !/\p{L}|\p{N}|\p{M}|\p{S}|\p{P}|\p{Cf}|\p{Z}/u.test(sign) ||
        NEWER.some(([from, to]) => code >= from && code <= to)
      )
        continue;
      texts.push(`a${sign}b@x.test`, `${sign}@x.test`);
      const inDomains = (code < 0x3000 || (code > 0xac00 && code < 0xac80)) && !FOLDED.test(sign);
      if (inDomains) texts.push(`a@x${sign}.test`, `a@${sign}y.test`);
    }
    const words =
      'ΓΙΩΡΓΟΣ Γιώργος γιωργος ΟΔΌΣ İSTANBUL Iğdır ÇAĞRI STRASSE Straße STRAẞE ΜΆΪΟΣ ΐ Ǆ ﬃ Å Ёлка ЁЛКА ԱՐԱՄ Արամ ᲐᲜᲐ ანა Đặng ĐẶNG Ｆｕｌｌ 山田 やまだ ヤマダ 김철수 עברית العربية हिन्दी ไทย தமிழ்';
    for (const word of words.split(' '))
      texts.push(`${word}@x.test`, `x@${word}.test`, `X.${word}@${word}.${word}`);
    const keys = await inDatabase(texts);
    const apart = texts.filter(
      (text, index) => normalAddress(text) !== undefined && addressKey(text) !== keys[index],
    );
    expect(apart).toEqual([]);
    expect(addressKey('ΓΙΩΡΓΟΣ@x.test')).toBe(addressKey('γιωργος@x.test'));
  });

  it('is a form: formed again it stays; tidying changes nothing of it; the database agrees', async () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom(
        '\u200b',
        '\ufeff',
        ' ',
        'mailto:',
        '<',
        '>',
        '.',
        'Ü',
        'u\u0308',
        'é',
        'ÿ',
        'Ω',
        '测',
        'и',
      ),
    );
    const text = fc
      .tuple(
        fc.array(piece, { maxLength: 4 }),
        fc.array(fc.constantFrom('a', 'Bc', 'müller', 'mu\u0308', '例', 'пример', '-', '\u200b', '.'), {
          maxLength: 5,
        }),
      )
      .map(([local, domain]) => `${local.join('')}@${domain.join('')}.test`)
      .filter((value) => value.isWellFormed() && !value.includes('\0'));
    const seen: string[] = [];
    fc.assert(
      fc.property(text, (value) => {
        const key = normalAddress(value);
        if (key === undefined) return;
        expect(normalAddress(key)).toBe(key);
        expect(tidyAddress(key)).toBe(key);
        expect(addressKey(tidyAddress(value))).toBe(key);
        // Beyond what PostgreSQL and Node both know of Unicode, nothing is promised.
        if (/^[\p{ASCII}\p{Script=Latin}\p{Script=Han}\p{Script=Cyrillic}\p{M}]*$/u.test(value))
          seen.push(value);
      }),
      { numRuns: 5000 },
    );
    expect(seen.length).toBeGreaterThan(50);
    expect(await inDatabase(seen)).toEqual(seen.map(addressKey));
  });
});
