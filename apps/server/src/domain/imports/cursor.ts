import type { Readable } from 'node:stream';
import type { FileStore } from '../../kernel/file-store.js';
import { type KeptFile, openFile } from '../files/index.js';
import type { ListRow } from '../suppressions/list-rules.js';
import { decoded, type SheetEncoding } from './encoding-rules.js';
import { sheetRows } from './sheet-rules.js';

/** A place in a sheet that is read row by row. */
export interface Cursor {
  /** Rows read so far, those above the first person not counted. */
  readonly position: number;
  /** The next rows, `most` at most; fewer: the sheet has ended. */
  next(most: number): Promise<ListRow[]>;
  close(): void;
}

/** Opens a sheet behind so many of its rows; they are read, and told to `passed`. @throws AppError not_found, unavailable */
export async function openSheet(
  store: FileStore,
  file: KeptFile,
  { encoding, separator, skip }: { encoding: SheetEncoding; separator: string; skip: number },
  { position: wanted, passed }: { position: number; passed?: (row: ListRow) => void },
): Promise<Cursor> {
  const stream: Readable = await openFile(store, file);
  const rows = sheetRows(decoded(stream as AsyncIterable<Uint8Array>, encoding), separator);
  let position = 0;
  for (let n = 0; n < skip; n += 1) await rows.next();
  while (position < wanted) {
    const { value, done } = await rows.next();
    if (done) break;
    passed?.(value);
    position += 1;
  }
  return {
    get position() {
      return position;
    },
    async next(most) {
      const found: ListRow[] = [];
      while (found.length < most) {
        const { value, done } = await rows.next();
        if (done) break;
        found.push(value);
      }
      position += found.length;
      return found;
    },
    close: () => stream.destroy(),
  };
}
