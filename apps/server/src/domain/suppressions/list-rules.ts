/** Bounds of a list; what lies beyond is refused or not looked at. */
export const MAX_ROWS = 50_000;
const MAX_COLUMNS = 200;
const MAX_CELL = 2_000;
/** Lines at the top among which the names of columns are looked for. */
const TOP_LINES = 20;
/** Rows read without letting other work in between. */
const AT_ONCE = 2_000;

/** How much of a row is kept: columns beyond belong to the last, cells are cut. */
export interface RowBounds {
  readonly columns: number;
  readonly cell: number;
}
const LIST_BOUNDS: RowBounds = { columns: MAX_COLUMNS, cell: MAX_CELL };

export interface ListRow {
  /** Where the row begins, counted from 1. */
  line: number;
  cells: string[];
}

/** A file as text: UTF-8, or UTF-16 with or without its mark, else Windows-1252, which can be anything. */
export function decodeList(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return bytes.toString('utf16le', 2);
  if (first === 0xfe && second === 0xff) return swapped(bytes.subarray(2));
  // Text in Latin letters has a zero in every second byte.
  if (bytes.length > 3 && bytes[1] === 0 && bytes[3] === 0) return bytes.toString('utf16le');
  if (bytes.length > 3 && first === 0 && bytes[2] === 0) return swapped(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // No UTF-8: what spreadsheets of Western Europe write.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Beginnings of what spreadsheets keep that is no text, read as text of one byte a character. */
const WORKBOOKS: readonly string[] = ['PK\u0003\u0004', '\u00d0\u00cf\u0011\u00e0'];
/** What of a text is looked at to tell that it is none. */
const LOOKED_AT = 10_000;

/** Why something is no list at all, whatever its rows would be; undefined for a text. */
export const whyNoText = (given: string): string | undefined => whyNone(mended(given.slice(0, LOOKED_AT)));

/** The same of a file, by its first bytes: they are read in its encoding, for half of the bytes of UTF-16 are no letters. */
export const whyNoFile = (bytes: Uint8Array): string | undefined =>
  whyNone(decodeList(Buffer.from(bytes.subarray(0, LOOKED_AT))));

function whyNone(text: string): string | undefined {
  if (WORKBOOKS.some((begin) => text.startsWith(begin)))
    return 'is a workbook or an archive, not a text: save the sheet as CSV';
  let strange = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    // Line ends, tabs, and the sign that ends files of DOS belong to text.
    if (code < 9 || (code > 13 && code < 26) || (code > 26 && code < 32)) strange += 1;
  }
  return strange > text.length / 100 + 1 ? 'is not a text: save the list as CSV' : undefined;
}

function swapped(bytes: Buffer): string {
  const even = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)));
  return even.swap16().toString('utf16le');
}

/** Text that was UTF-16 and read as something with one byte for a character. */
function mended(text: string): string {
  const begin = text.slice(0, 3);
  const halves =
    begin.includes('\0') || ['\u00ff\u00fe', '\u00fe\u00ff', '\ufffd\ufffd'].includes(begin.slice(0, 2));
  const bare = halves
    ? text.slice(begin.startsWith('\0') || begin[1] === '\0' ? 0 : 2).replaceAll('\0', '')
    : text;
  return bare.startsWith('\ufeff') ? bare.slice(1) : bare;
}

/**
 * The rows of a list as spreadsheets and other tools write them: separated by commas, semicolons, tabs or bars (or what
 * `sep=` says), quoted or not, lines ended by CRLF, LF or CR. Empty rows are left out. Linear, and lets other work in
 * between. @returns undefined when there are more than MAX_ROWS
 */
export async function readList(given: string): Promise<ListRow[] | undefined> {
  const text = mended(given);
  const named = /^sep=(.)\r?\n?/i.exec(text.slice(0, 10));
  const separator = named?.[1] ?? guessSeparator(text);
  const rows: ListRow[] = [];
  let at = named?.[0].length ?? 0;
  let line = named ? 2 : 1;
  for (let n = 1; at < text.length; n += 1) {
    const row = readRow(text, at, separator, LIST_BOUNDS);
    if (row.cells.some((cell) => cell !== '')) rows.push({ line, cells: row.cells });
    if (rows.length > MAX_ROWS) return undefined;
    line += row.lines;
    at = row.end;
    if (n % AT_ONCE === 0) await new Promise(setImmediate);
  }
  return rows;
}

/** The sign that separates most cells in the first line that has one: a title may stand above the names of columns. */
export function guessSeparator(text: string): string {
  const lines = text.slice(0, 10_000).split(/[\r\n]/, TOP_LINES);
  for (const line of lines) {
    const outside = line
      .split('"')
      .filter((_, index) => index % 2 === 0)
      .join('');
    const counts = [';', '\t', '|', ','].map((sign) => [outside.split(sign).length, sign] as const);
    const [most] = counts.toSorted((a, b) => b[0] - a[0]);
    if (most && most[0] > 1) return most[1];
  }
  return ',';
}

export interface ReadRow {
  cells: string[];
  /** Cells behind the last column that is kept. */
  beyond: number;
  /** Where the next row begins. */
  end: number;
  lines: number;
}

/** One row of a text, from where it begins. Linear in the row, and in what a quote that is never closed may hold. */
export function readRow(text: string, begin: number, separator: string, bounds: RowBounds): ReadRow {
  const cells: string[] = [];
  let lines = 1;
  let beyond = 0;
  let at = begin;
  for (;;) {
    const cell = text[at] === '"' ? quoted(text, at, bounds.cell) : plain(text, at, separator, bounds.cell);
    const more = cells.length < bounds.columns - 1;
    at = cell.end;
    let inQuotes = false;
    while (at < text.length && !(more && text[at] === separator) && text[at] !== '\n' && text[at] !== '\r') {
      if (text[at] === '"') inQuotes = !inQuotes;
      else if (!inQuotes && text[at] === separator) beyond += 1;
      at += 1;
    }
    // Behind a closing quote: `"Lee, Ann" <ann@x.test>`, as mail programs write it.
    const behind = more ? text.slice(cell.end, Math.min(at, cell.end + bounds.cell)) : '';
    cells.push((cell.text + behind).slice(0, bounds.cell).trim());
    lines += cell.lines;
    if (at >= text.length) return { cells, beyond, end: at, lines };
    if (more && text[at] === separator) {
      at += 1;
      continue;
    }
    return { cells, beyond, end: at + (text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1), lines };
  }
}

interface Cell {
  text: string;
  end: number;
  /** Line ends within it. */
  lines: number;
}

function plain(text: string, begin: number, separator: string, most: number): Cell {
  let end = begin;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return { text: text.slice(begin, Math.min(end, begin + most)), end, lines: 0 };
}

/** A quote that is never closed ends with its line: one broken row does not swallow the rest. */
function quoted(text: string, begin: number, most: number): Cell {
  const parts: string[] = [];
  let from = begin + 1;
  for (;;) {
    const close = text.indexOf('"', from);
    if (close === -1 || close - begin > 4 * most) return plain(text, begin + 1, '\n', most);
    parts.push(text.slice(from, close));
    if (text[close + 1] !== '"') {
      const inside = parts.join('"');
      return { text: inside, end: close + 1, lines: inside.split(/\r\n|\r|\n/).length - 1 };
    }
    from = close + 2;
  }
}
