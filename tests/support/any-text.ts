import fc from 'fast-check';

/**
 * Any text at all, half surrogates among it. (fast-check's own, `unit: 'binary'`, is a second of processor time in each
 * worker that asks for it: it lists all of Unicode first.)
 */
export const anyText = (maxLength = 20): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof(fc.nat(0x7f), fc.nat(0xffff), fc.nat(0x10_ffff)), { maxLength })
    .map((points) => String.fromCodePoint(...points));
