import { Readable } from 'node:stream';
import pg from 'pg';
import copyStreams from 'pg-copy-streams';
import { forbidden, invalid } from '../kernel/errors.js';
import { compile, type Statement } from './compiled.js';
import {
  type ListQuery,
  listText,
  type ReadContext,
  readable,
  resolved,
  seesWhole,
  values,
} from './listing.js';
import type { Key, View } from './view.js';

/** How a list leaves as a file: a record a line, as JSON or as cells. */
export type ExportFormat = 'ndjson' | 'csv';

/** What leaves of each record, and how. */
export interface ExportForm {
  readonly format: ExportFormat;
  /** Names of the record's fields, in the order of the file; absent: all. */
  readonly fields?: readonly string[] | undefined;
  /** Told how many records it were, once the last was read. */
  readonly onRows?: (rows: number) => void;
}

/** A reader that takes longer holds a snapshot of the database too long. Milliseconds. */
const LONGEST_MS = 30 * 60_000;
/** PostgreSQL's types that are JSON, and the one that is text (pg_type.oid). */
const JSON_TYPES: ReadonlySet<number> = new Set([114, 3802]);
const TEXT_TYPES: ReadonlySet<number> = new Set([25, 1043]);
const ARRAY_TYPES: ReadonlySet<number> = new Set([1009, 1007, 1016, 1005, 1015, 2951]);

/**
 * All rows of a list that the caller sees, as of one moment (one statement): PostgreSQL writes the lines, and they flow on as
 * they come, whoever takes them how slowly. The stream must be read or destroyed. @throws AppError invalid, and what
 * PostgreSQL says before the first line
 */
export async function exportRows(
  pool: pg.Pool,
  of: View<Key>,
  context: ReadContext,
  given: ListQuery,
  form: ExportForm,
): Promise<Readable> {
  const view = readable(of, context);
  const { after: _, ...whole } = given;
  const query = await resolved(pool, view, context, { ...whole, limit: undefined, offset: 0 });
  const client = await pool.connect();
  try {
    await client.query(
      `SELECT set_config(name, '${LONGEST_MS}', false) FROM pg_settings WHERE name IN ('statement_timeout', 'transaction_timeout')`,
    );
    const lines = copyStreams.to(await copying(client, view, context, query, form));
    // Whoever left reads no more: a connection that breaks then is nobody's fault, and would end the process.
    lines.on('error', () => undefined);
    client.query(lines);
    const rows = await flowing(lines, form.format === 'ndjson' ? asLines : asTheyAre, () =>
      client.release(true),
    );
    rows.once('end', () => form.onRows?.(lines.rowCount));
    return rows;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** The statement by which PostgreSQL writes a list's lines. */
export async function copying(
  client: pg.ClientBase,
  view: View<Key>,
  context: ReadContext,
  query: ListQuery,
  { format, fields }: ExportForm,
): Promise<string> {
  const columns =
    format === 'csv' || fields !== undefined ? await columnsOf(client, view, context, fields) : [];
  const head = format === 'csv' ? cellsOf(columns) : fields && someOf(columns.map(({ name }) => name));
  const statement = listText(view, query, 'none', seesWhole(context), head);
  const text = withValues(statement, values(statement, context, query));
  return `COPY (${text}) TO STDOUT${format === 'ndjson' ? '' : ' WITH (FORMAT csv, HEADER)'}`;
}

/** Waits for the first bytes, so that what is refused is refused before an answer begins. */
async function flowing(
  lines: Readable,
  form: (chunk: Buffer, from: { half: boolean }) => Buffer,
  over: () => void,
): Promise<Readable> {
  const chunks = lines[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first = await chunks.next();
  async function* rest(): AsyncGenerator<Buffer> {
    const state = { half: false };
    for (let next = first; next.done !== true; next = await chunks.next()) yield form(next.value, state);
  }
  const out = Readable.from(rest(), { objectMode: false });
  const limit = setTimeout(() => out.destroy(new Error('the export took too long')), LONGEST_MS).unref();
  out.once('close', () => {
    clearTimeout(limit);
    lines.destroy();
    // Its limits were lifted, and a reader that left may have left it in the middle.
    over();
  });
  return out;
}

const asTheyAre = (chunk: Buffer): Buffer => chunk;
const BACKSLASH = 0x5c;
const SPACE = 0x20;

/**
 * COPY doubles the backslashes of a value and writes what is no printable character after one; in JSON's text such
 * characters stand between words only, where a blank means the same. `half`: the last chunk ended within such a pair.
 */
function asLines(chunk: Buffer, state: { half: boolean }): Buffer {
  if (!state.half && !chunk.includes(BACKSLASH)) return chunk;
  const out = Buffer.allocUnsafe(chunk.length);
  let [to, at] = [0, 0];
  while (at < chunk.length) {
    if (state.half) {
      out[to] = chunk[at] === BACKSLASH ? BACKSLASH : SPACE;
      to += 1;
      at += 1;
      state.half = false;
      continue;
    }
    const next = chunk.indexOf(BACKSLASH, at);
    const end = next < 0 ? chunk.length : next;
    to += chunk.copy(out, to, at, end);
    at = end + 1;
    state.half = next >= 0;
  }
  return out.subarray(0, to);
}

/** The columns of the view, or those that are wanted, as their reader may have them. @throws AppError forbidden */
async function columnsOf(
  client: pg.ClientBase,
  view: View<Key>,
  context: ReadContext,
  wanted: readonly string[] | undefined,
): Promise<readonly pg.FieldDef[]> {
  const statement = compile(`SELECT ${view.columns} FROM ${view.table} r WHERE false`, seesWhole(context));
  const { fields } = await client.query(withValues(statement, values(statement, context)));
  if (wanted === undefined) return fields;
  const known = new Map(fields.map((field) => [field.name, field]));
  const missing = wanted.filter((name) => !known.has(name));
  if (missing.length > 0) throw forbidden(`The token may not read ${missing.join(', ')}`);
  return wanted.flatMap((name) => known.get(name) ?? []);
}

/**
 * The fields of a record as cells: references as their ids, what is made of several values as JSON. A text that a spreadsheet
 * would run as a formula begins with an apostrophe instead; numbers, with their sign, stay as they are. So does one that an import would
 * take an apostrophe from (domain/imports/mapping-rules.ts): what was exported comes back as it was.
 */
const cellsOf = (columns: readonly pg.FieldDef[]): string =>
  columns.map(({ name, dataTypeID }) => cell(`w.${pg.escapeIdentifier(name)}`, dataTypeID, name)).join(', ');

/** Some fields of a record, as its JSON. */
const someOf = (fields: readonly string[]): string =>
  `row_to_json((SELECT s FROM (SELECT ${fields.map((name) => `w.${pg.escapeIdentifier(name)}`).join(', ')}) s))::text AS j`;

function cell(value: string, type: number, name: string): string {
  const as = ` AS ${pg.escapeIdentifier(name)}`;
  if (JSON_TYPES.has(type))
    return `CASE json_typeof(${value}::json) WHEN 'null' THEN NULL WHEN 'string' THEN ${guarded(`(${value}::json #>> '{}')`)}
      WHEN 'object' THEN CASE WHEN ${value}::json ->> '_href' IS NULL THEN ${value}::text ELSE ${value}::json ->> 'id' END ELSE ${value}::text END${as}`;
  if (ARRAY_TYPES.has(type)) return `to_json(${value})::text${as}`;
  return `${TEXT_TYPES.has(type) ? guarded(value) : `${value}::text`}${as}`;
}

const guarded = (text: string): string =>
  `CASE WHEN left(${text}, 1) = '''' AND ${text} ~ '^''+[-=+@＝＋－＠0-9\\t\\r]' THEN '''' || ${text} WHEN left(${text}, 1) IN ('=', '+', '-', '@', '＝', '＋', '－', '＠', E'\\t', E'\\r') AND ${text} !~ '^[-+]?[0-9]{1,30}([.][0-9]{1,30})?$' THEN '''' || ${text} ELSE ${text} END`;

/** The statement with its values in it: COPY takes no parameters. */
function withValues({ text }: Statement, given: readonly unknown[]): string {
  return text.replaceAll(/\$(\d{1,4})/g, (_, index: string) => literal(given[Number(index) - 1]));
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'number' || typeof value === 'boolean') return `'${value}'`;
  return pg.escapeLiteral(sound(Array.isArray(value) ? arrayText(value) : plainText(value)));
}

/** A text with NUL would end the statement where it stands. */
function sound(text: string): string {
  if (text.includes('\u0000')) throw invalid('filter', 'holds a character that no text may have');
  return text;
}

function plainText(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const arrayText = (values: readonly unknown[]): string =>
  `{${values
    .map((value) =>
      value === null || value === undefined
        ? 'NULL'
        : `"${plainText(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`,
    )
    .join(',')}}`;
