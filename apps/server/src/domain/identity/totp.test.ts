import { describe, expect, it } from 'vitest';
import { base32, codeOf, otpauthUri, stepAt, stepOf } from './totp.js';

const SECRET = Buffer.from('12345678901234567890');

describe('codes of an authenticator app', () => {
  // RFC 6238, appendix B, SHA-1.
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('are those of the RFC at second %i', (second, code) => {
    expect(codeOf(SECRET, stepAt(new Date(second * 1000)), 8)).toBe(code);
  });

  it('may be of the step before or after, and of no other', () => {
    const now = new Date(1_234_567_890_000);
    const step = stepAt(now);
    const found = [-2, -1, 0, 1, 2].map((off) => stepOf(SECRET, codeOf(SECRET, step + off), now));
    expect(found).toEqual([undefined, step - 1, step, step + 1, undefined]);
    expect(stepOf(SECRET, '', now)).toBeUndefined();
  });

  // RFC 4648, section 10.
  it.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('come from a secret in base 32: %s', (text, expected) => {
    expect(base32(Buffer.from(text))).toBe(expected);
  });

  it('are asked for by a picture of an address', () => {
    expect(otpauthUri(SECRET, 'ada+x@example.com')).toBe(
      'otpauth://totp/Cadenza%3Aada%2Bx%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Cadenza',
    );
  });
});
