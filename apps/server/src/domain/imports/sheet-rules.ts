import { guessSeparator, type ListRow, readRow, type RowBounds } from '../suppressions/list-rules.js';

/** Cells are as long as Excel's, and columns as many as the widest export of a CRM has. */
const BOUNDS: RowBounds = { columns: 1_000, cell: 32_767 };
/** Characters that are there before a row is read, so that it is whole: a longer row is no row of a sheet. */
const AHEAD = 500_000;
/** Read without letting other work in between. */
const AT_ONCE = 500;

/** How a sheet is written. */
export interface SheetForm {
  readonly separator: string;
  /** Rows above the first person: titles, and the names of columns. */
  readonly skip: number;
}

/**
 * The rows of a text that comes in pieces, with the lines they begin in; what is quoted may hold line ends. Rows without a
 * cell are left out. Holds one piece and a row at most. Linear.
 */
export async function* sheetRows(pieces: AsyncIterable<string>, separator: string): AsyncGenerator<ListRow> {
  let text = '';
  let at = 0;
  let line = 1;
  let begun = false;
  let n = 0;
  const take = function* (whole: boolean) {
    if (!begun) {
      begun = true;
      const named = /^\ufeff?sep=.\r?\n?/i.exec(text.slice(0, 12));
      if (named) line = 2;
      at = named ? named[0].length : text.startsWith('\ufeff') ? 1 : 0;
    }
    while (at < text.length && (whole || text.length - at > AHEAD)) {
      const row = readRow(text, at, separator, BOUNDS);
      if (row.cells.some((cell) => cell !== '')) yield { line, cells: row.cells };
      line += row.lines;
      at = row.end;
    }
    text = text.slice(at);
    at = 0;
  };
  for await (const piece of pieces) {
    text += piece;
    if (text.length <= AHEAD) continue;
    for (const row of take(false)) {
      yield row;
      n += 1;
      if (n % AT_ONCE === 0) await new Promise(setImmediate);
    }
  }
  for (const row of take(true)) {
    yield row;
    n += 1;
    if (n % AT_ONCE === 0) await new Promise(setImmediate);
  }
}

/** The rows of a beginning of a sheet, of which the last may be cut, and how many columns of the widest are left out. */
export function sampleRows(
  text: string,
  most: number,
): { separator: string; rows: ListRow[]; leftOut: number } {
  const bare = text.startsWith('\ufeff') ? text.slice(1) : text;
  const named = /^sep=(.)\r?\n?/i.exec(bare.slice(0, 10));
  const separator = named?.[1] ?? guessSeparator(bare);
  const rows: ListRow[] = [];
  let leftOut = 0;
  let at = named?.[0].length ?? 0;
  let line = named ? 2 : 1;
  while (at < bare.length && rows.length < most) {
    const row = readRow(bare, at, separator, BOUNDS);
    if (row.cells.some((cell) => cell !== '')) rows.push({ line, cells: row.cells });
    leftOut = Math.max(leftOut, row.beyond);
    line += row.lines;
    at = row.end;
  }
  return { separator, rows, leftOut };
}
