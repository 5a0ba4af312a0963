/** Encodings a sheet may come in: those that spreadsheets and CRMs write. */
export type SheetEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Looks at a file as it passes by and says at its end what encoding it is in. */
export interface EncodingWatch {
  see(chunk: Uint8Array): void;
  end(): SheetEncoding;
}

/**
 * UTF-16 by its mark or its zeros, UTF-8 where every byte of the file is, else Windows-1252, which can be anything.
 * The whole file counts: the first umlaut may stand in its last line.
 */
export function watchEncoding(): EncodingWatch {
  const first: number[] = [];
  const utf8 = new TextDecoder('utf-8', { fatal: true });
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
      if (sound) decode(chunk);
    },
    end() {
      if (sound) decode(undefined);
      const [a, b, c, d] = first;
      if (a === 0xff && b === 0xfe) return 'utf-16le';
      if (a === 0xfe && b === 0xff) return 'utf-16be';
      // Text in Latin letters has a zero in every second byte.
      if (first.length === 4 && b === 0 && d === 0) return 'utf-16le';
      if (first.length === 4 && a === 0 && c === 0) return 'utf-16be';
      return sound ? 'utf-8' : 'windows-1252';
    },
  };
}

/** The text of a file, piece by piece, without its mark. What is no letter of the encoding becomes U+FFFD. */
export async function* decoded(
  source: AsyncIterable<Uint8Array>,
  encoding: SheetEncoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of source) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}
