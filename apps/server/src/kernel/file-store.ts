import type { Readable } from 'node:stream';

/** What stands in the store under a key. */
export interface StoredBytes {
  readonly bytes: number;
  readonly sha256: Buffer;
}

/** Bytes from `start` to `end`, both included, counted from 0. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The one door for files of any size: a folder, or a bucket (files/). Keys are made by the server (domain/files), never by a
 * caller, and nothing is written under a key twice. Whose a file is, how long it is kept and who may fetch it is said by rows.
 */
export interface FileStore {
  /**
   * Stores a stream whole, or nothing of it. @param limit bytes; the first beyond it refuse the file
   * @throws AppError too_large; unavailable when the store does not take it
   */
  put(key: string, source: AsyncIterable<Uint8Array>, limit: number): Promise<StoredBytes>;
  /** The bytes, read as the caller takes them; undefined: nothing is there. @throws AppError unavailable */
  open(key: string, range?: ByteRange): Promise<Readable | undefined>;
  /** As often as one likes. @throws AppError unavailable */
  remove(key: string): Promise<void>;
  /** Removes what a killed process left half written before that moment. @returns how many */
  sweep(before: Date): Promise<number>;
  /** For doctor: tries whether files can be kept. @returns in one line where they are @throws Error with what to do */
  check(): Promise<string>;
}

/** Whether a text is a key of ours: parts of small letters and digits, two to four, no dot, nothing above its folder. */
export function isFileKey(key: string): boolean {
  const parts = key.split('/');
  return (
    key.length <= 200 &&
    parts.length >= 2 &&
    parts.length <= 4 &&
    parts.every((part) => /^[a-z0-9]+$/.test(part))
  );
}
