import type { Body, Contract } from '@cadenza/contract';
import { sql } from 'kysely';
import type { Db, Tx } from '../../db/connect.js';
import { write } from '../../db/write.js';
import { invalid } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import { cadenceSeenBy } from '../visibility.js';
import { type NewSuppression, suppressMany } from './commands.js';
import { bareAddress, type Columns, columnsOf, entriesOf, partsOf } from './list-columns.js';
import { decodeList, MAX_ROWS, readList, whyNoText } from './list-rules.js';
import type { Suppression } from './rules.js';
import { entryIn, EVERYBODYS, isEverybodys } from './rules.js';

type ImportBody = Body<Contract['operations']['suppression_imports']>;

const REASONS: readonly string[] = ['opt_out', 'hard_bounce', 'complaint', 'manual', 'import'];
/** Entries written in one transaction. */
const IMPORT_BATCH = 500;
/** Refusals that are told one by one. */
const TOLD = 1_000;

export interface Refusal {
  /** Of the file or the list of rows, from 1. */
  line: number;
  value: string;
  reason: string;
}

/** A list that was read: what can be written, and what was refused. */
interface ReadImport {
  entries: NewSuppression[];
  refused: number;
  refusals: Refusal[];
  /** Names of columns that hold addresses, and of which nothing was taken. */
  notRead: string[];
}

interface Given {
  line: number;
  text: string;
  kind?: string | null | undefined;
  reason?: string | null | undefined;
  note?: string | null | undefined;
  cadenceId?: string | number | null | undefined;
}

/**
 * Reads a list row by row; one that cannot be read refuses itself alone. Writes nothing. @throws AppError invalid when there
 * is no list, none that is text, or more than 50,000 rows
 */
async function readImport(db: Db, principal: Principal, body: ImportBody): Promise<ReadImport> {
  const sources = [body.csv, body.content, body.rows].filter((each) => each != null);
  if (sources.length !== 1)
    throw invalid('csv', 'or content (a file) or rows is required, and only one of them');
  const { given, notRead } =
    body.rows == null
      ? await givenOf(body.csv ?? decodeList(fileOf(body.content ?? '')))
      : { given: givenRows(body.rows), notRead: [] };
  if (given.length > MAX_ROWS) throw invalid('csv', `has more than ${MAX_ROWS} addresses`);
  const cadences = await cadencesOf(db, principal, given);
  const read: ReadImport = { entries: [], refused: 0, refusals: [], notRead };
  for (const [index, row] of given.entries()) {
    const entry = entryOf(row, principal, cadences);
    if (typeof entry !== 'string') read.entries.push(entry);
    else {
      read.refused += 1;
      if (read.refusals.length < TOLD)
        read.refusals.push({ line: row.line, value: row.text.slice(0, 320), reason: entry });
    }
    if (index % 1_000 === 999) await new Promise(setImmediate);
  }
  return read;
}

/** What became of a list. */
export interface Imported {
  imported: number;
  already_there: number;
  refused: number;
  refusals: Refusal[];
  columns_not_read: string[];
}

/**
 * Reads a list, and writes it in short transactions: a long one keeps nobody else waiting, and sent again it goes on where
 * it ended. @throws AppError as readImport
 */
export async function importSuppressions(
  db: Db,
  principal: Principal,
  now: Date,
  body: ImportBody,
): Promise<Imported> {
  const { entries, refused, refusals, notRead } = await readImport(db, principal, body);
  let imported = 0;
  for (let at = 0; at < entries.length; at += IMPORT_BATCH)
    imported += await write(db, principal, (tx) =>
      writeImport(tx, principal.teamId, now, entries.slice(at, at + IMPORT_BATCH)),
    );
  const alreadyThere = entries.length - imported;
  return { imported, already_there: alreadyThere, refused, refusals, columns_not_read: notRead };
}

/** Writes some of the entries, in the caller's transaction. @returns how many are new */
async function writeImport(
  tx: Tx,
  teamId: number,
  now: Date,
  entries: readonly NewSuppression[],
): Promise<number> {
  const written = await suppressMany(tx, teamId, now, entries);
  return new Set(written.filter(({ made }) => made).map(({ id }) => id)).size;
}

function givenRows(rows: NonNullable<ImportBody['rows']>): Given[] {
  return rows.flatMap(({ value, kind, reason, note, cadence_id: cadenceId }, index) =>
    entriesOf(value, isEntry).map(
      (text): Given => ({ line: index + 1, text, kind, reason, note, cadenceId }),
    ),
  );
}

/** @throws AppError invalid for what is no Base64: of such a text nothing would be read, and nothing refused */
function fileOf(content: string): Buffer {
  const bytes = Buffer.from(content, 'base64');
  const signs = content.replaceAll(/[\s=]/g, '').length;
  if (Math.floor((signs * 3) / 4) !== bytes.length) throw invalid('content', 'must be a file in Base64');
  return bytes;
}

async function givenOf(csv: string): Promise<{ given: Given[]; notRead: string[] }> {
  const noText = whyNoText(csv);
  if (noText !== undefined) throw invalid('csv', noText);
  const rows = await readList(csv);
  if (rows === undefined) throw invalid('csv', `has more than ${MAX_ROWS} rows`);
  const columns = columnsOf(
    rows.map(({ cells }) => cells),
    isEntry,
  );
  const given: Given[] = [];
  const notRead = new Set<number>();
  const read = readFrom(columns);
  for (const [n, { line, cells }] of rows.slice(columns.begin).entries()) {
    given.push(...fromCells(line, cells, columns));
    if (given.length > MAX_ROWS) break;
    if (n % 1_000 === 999) await new Promise(setImmediate);
    if (columns.values.length === 0) continue;
    for (const [index, cell] of cells.entries())
      if (cell.includes('@') && index < columns.names.length && !read.includes(index) && isEntry(cell))
        notRead.add(index);
  }
  return { given, notRead: [...notRead].map((index) => columns.names[index]?.slice(0, 320) ?? '') };
}

/** The columns that are looked at, notes too. */
function readFrom({ values, kind, reason, note, cadenceId }: Columns): (number | undefined)[] {
  return [...values, kind, reason, note, cadenceId];
}

/** A row is one entry for each address in its columns; one of the first column where there is none. */
function fromCells(line: number, cells: readonly string[], columns: Columns): Given[] {
  const cell = (at: number | undefined) => (at === undefined ? undefined : cells[at]);
  const common = {
    line,
    kind: cell(columns.kind),
    reason: cell(columns.reason),
    note: cell(columns.note),
    cadenceId: cell(columns.cadenceId),
  };
  return textsOf(cells, columns).map((text) => ({ ...common, text }));
}

function textsOf(cells: readonly string[], { values, others, names }: Columns): string[] {
  const [first, ...further] = values;
  if (first === undefined) return anyOf(cells.filter((_, index) => !others.includes(index)));
  const own = entriesOf(cells[first] ?? '', isEntry);
  // Beyond the last name: a cell with several addresses that were not quoted.
  const more = [...further.map((at) => cells[at] ?? ''), ...cells.slice(names.length)]
    .flatMap((cell) => entriesOf(cell, isEntry))
    .filter((text) => text.includes('@'));
  return more.length > 0 ? [...own.filter((text) => text.includes('@') || isEntry(text)), ...more] : own;
}

/** Of a row whose columns are not known: cells that are addresses, else what they hold of them, else a domain. */
function anyOf(cells: readonly string[]): string[] {
  const isAddress = (text: string) => text.includes('@') && isEntry(text);
  const whole = cells.flatMap(partsOf).filter(isAddress);
  if (whole.length > 0) return whole;
  const held = cells.flatMap((cell) => entriesOf(cell, isEntry)).filter(isAddress);
  return held.length > 0 ? held : [cells.find(isEntry) ?? cells.find((each) => each !== '') ?? ''];
}

function isEntry(text: string): boolean {
  return entryIn(bareAddress(text)) !== undefined;
}

/** The entry, or why there is none. */
function entryOf(row: Given, principal: Principal, cadences: ReadonlySet<number>): NewSuppression | string {
  // As our own export writes cells that a spreadsheet would run.
  const text = bareAddress(row.text.startsWith("'") ? row.text.slice(1) : row.text);
  const entry = entryIn(text, row.kind);
  if (entry === undefined) return whyNone(row.text);
  if (isEverybodys(entry)) return EVERYBODYS;
  const cadenceId = row.cadenceId == null || row.cadenceId === '' ? null : Number(row.cadenceId);
  if (cadenceId !== null && !cadences.has(cadenceId)) return 'names a cadence that could not be found';
  // Lists of other tools have reasons of their own.
  const reason = REASONS.includes(row.reason ?? '') ? (row.reason as Suppression['reason']) : 'import';
  return {
    ...entry,
    cadenceId,
    reason,
    note: row.note?.slice(0, 1000) || null,
    byUserId: principal.userId,
  };
}

function whyNone(text: string): string {
  if (text === '') return 'has no address or domain';
  return text.includes('*') ? 'has a * that stands for no whole domain' : 'is no address or domain';
}

async function cadencesOf(db: Db, principal: Principal, given: readonly Given[]): Promise<Set<number>> {
  const ids = new Set(
    given.map(({ cadenceId }) => Number(cadenceId || Number.NaN)).filter(Number.isSafeInteger),
  );
  if (ids.size === 0) return ids;
  const found = await db
    .selectFrom('cadences as c')
    .select('c.id')
    .where('c.team_id', '=', principal.teamId)
    .where(sql<boolean>`c.id = ANY(${[...ids]}::bigint[])`)
    .where(cadenceSeenBy(principal, 'c'))
    .execute();
  return new Set(found.map(({ id }) => id));
}
