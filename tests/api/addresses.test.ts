import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressKey, normalAddress, tidyAddress } from '../../apps/server/src/kernel/address.js';
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
      { numRuns: 3000 },
    );
    expect(seen.length).toBeGreaterThan(100);
    expect(await inDatabase(seen)).toEqual(seen.map(addressKey));
  });
});
