import type { Body, Contract } from '@cadenza/contract';

/** Encodings a sheet may come in: those that spreadsheets and CRMs write. */
export type SheetEncoding = NonNullable<Body<Contract['operations']['import_start']>['encoding']>;

/** Stands in the content type of a file whose encoding is a guess. */
export const UNCERTAIN = 'uncertain=true';

/** Looks at a file as it passes by and says at its end what encoding it is in. */
export interface EncodingWatch {
  see(chunk: Uint8Array): void;
  end(): { encoding: SheetEncoding; certain: boolean };
}

/** Bytes that mean nothing in Windows-1252. */
const UNUSED: ReadonlySet<number> = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
/** Signs and capitals of Windows-1252 that stand within no word of small letters; apostrophes, dashes and dots may. */
const NO_SMALL_LETTER: ReadonlySet<number> = new Set([
  ...[0x80, 0x82, 0x83, 0x84, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8e, 0x95, 0x98, 0x99, 0x9b, 0x9f],
  ...Array.from({ length: 0x1f }, (_, n) => 0xa1 + n).filter(
    (byte) => ![0xaa, 0xad, 0xb4, 0xb7, 0xba].includes(byte),
  ),
]);
const isSmall = (byte: number) => byte >= 0x61 && byte <= 0x7a;
const isLetter = (byte: number) => isSmall(byte) || (byte >= 0x41 && byte <= 0x5a);

/**
 * Whether bytes that are no UTF-8 may be Windows-1252. Its accented letters stand alone among others; those of Cyrillic, Greek
 * or Chinese stand together, and what Polish or a Mac writes for a letter is a sign in it.
 */
function watchSigns() {
  let [earlier, last] = [0, 0];
  const seen = { signs: 0, strange: 0, letters: 0, together: 0 };
  const look = (byte: number) => {
    if (last >= 0x80) {
      seen.signs += 1;
      const within = isLetter(earlier) && isLetter(byte) && (isSmall(earlier) || isSmall(byte));
      if (UNUSED.has(last) || (within && NO_SMALL_LETTER.has(last))) seen.strange += 1;
    }
    if (last >= 0xc0) {
      seen.letters += 1;
      if (earlier >= 0xc0 || byte >= 0xc0) seen.together += 1;
    }
    earlier = last;
    last = byte;
  };
  return {
    see: (chunk: Uint8Array) => {
      for (const byte of chunk) look(byte);
    },
    /** One stray sign in a large sheet says nothing. */
    western: (): boolean => {
      look(0);
      const { signs, strange, letters, together } = seen;
      return !(strange > 0 && strange * 20 >= signs) && !(letters >= 4 && together * 2 > letters);
    },
  };
}

/**
 * UTF-16 by its mark or its zeros, UTF-8 where every byte of the file is, else Windows-1252, which can be anything: `certain`
 * says whether it looks like it. The whole file counts: the first umlaut may stand in its last line.
 */
export function watchEncoding(): EncodingWatch {
  const first: number[] = [];
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  const signs = watchSigns();
  let sound = true;
  const decode = (chunk: Uint8Array | undefined) => {
    try {
      utf8.decode(chunk, { stream: chunk !== undefined });
    } catch {
      sound = false;
    }
  };
  return {
    see(chunk) {
      for (const byte of chunk.subarray(0, Math.max(0, 4 - first.length))) first.push(byte);
      signs.see(chunk);
      if (sound) decode(chunk);
    },
    end() {
      if (sound) decode(undefined);
      const [a, b, c, d] = first;
      const certain = true;
      if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', certain };
      if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', certain };
      // Text in Latin letters has a zero in every second byte.
      if (first.length === 4 && b === 0 && d === 0) return { encoding: 'utf-16le', certain };
      if (first.length === 4 && a === 0 && c === 0) return { encoding: 'utf-16be', certain };
      return sound ? { encoding: 'utf-8', certain } : { encoding: 'windows-1252', certain: signs.western() };
    },
  };
}

/**
 * The text of a file, piece by piece, without its mark. What is no letter of the encoding becomes U+FFFD; so does NUL, which
 * no text of the database can hold.
 */
export async function* decoded(
  source: AsyncIterable<Uint8Array>,
  encoding: SheetEncoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of source) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield withoutNul(text);
  }
  const rest = decoder.decode();
  if (rest !== '') yield withoutNul(rest);
}

const withoutNul = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text);
