import { createHash } from 'node:crypto';
import type { StoredBytes } from '../kernel/file-store.js';
import { AppError } from '../kernel/errors.js';

/** A stream on its way through, counted and hashed. */
export interface Measured {
  readonly stream: AsyncIterable<Uint8Array>;
  /** Of what went through; whole once the stream has ended. */
  seen(): StoredBytes;
}

/** Counts a stream and ends it at the first byte beyond the limit. The stream throws AppError too_large then. */
export function measured(source: AsyncIterable<Uint8Array>, limit: number): Measured {
  const hash = createHash('sha256');
  let bytes = 0;
  async function* through() {
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > limit) throw new AppError('too_large', `The file is larger than ${limit} bytes`);
      hash.update(chunk);
      yield chunk;
    }
  }
  return { stream: through(), seen: () => ({ bytes, sha256: hash.copy().digest() }) };
}

/** What is no fault of the file's is told as that, its cause in the log. */
export function storeTrouble(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError('unavailable', 'Files cannot be kept or read at the moment', { cause: error });
}
