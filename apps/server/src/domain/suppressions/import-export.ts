import type { Body, Contract } from '@cadenza/contract';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';
import { type FieldErrors, invalid, invalidFields } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import type { Command } from '../command.js';
import { appendEach } from '../records.js';
import { cadenceSeenBy, inSightOf, ON_THE_LIST } from '../visibility.js';
import type { Suppression } from './queries.js';
import { normalise } from './rules.js';

type ImportBody = Body<Contract['operations']['suppression_imports']>;

interface Row {
  kind: Suppression['kind'];
  value: string;
  cadenceId: number | null;
  reason: string;
  note: string | null;
}

const REASONS = ['opt_out', 'hard_bounce', 'complaint', 'manual', 'import'];
const MAX_ROWS = 50_000;
/** Names that other tools give the column with the address. */
const VALUE_COLUMNS = ['value', 'email', 'email_address', 'address', 'domain'];

/** All rows or none: a list with one broken line changes nothing. @throws AppError invalid, naming the lines */
export async function importSuppressions(
  command: Command,
  body: ImportBody,
): Promise<{ imported: number; alreadyThere: number }> {
  const { tx, principal, now } = command;
  if ((body.csv == null) === (body.rows == null))
    throw invalid('csv', 'or rows is required, and only one of them');
  const rows = body.csv == null ? rowsOf(body.rows ?? []) : rowsOf(readCsv(body.csv));
  const cadenceIds = [...new Set(rows.flatMap(({ cadenceId }) => cadenceId ?? []))];
  if (cadenceIds.length > 0) {
    const found = await tx
      .selectFrom('cadences as c')
      .select('c.id')
      .where('c.team_id', '=', principal.teamId)
      .where(sql<boolean>`c.id = ANY(${cadenceIds}::bigint[])`)
      .where(cadenceSeenBy(principal, 'c'))
      .execute();
    if (found.length < cadenceIds.length) throw invalid('cadence_id', 'could not be found');
  }
  const { rows: made } = await sql<{ id: number }>`
    INSERT INTO suppressions (team_id, created_at, updated_at, kind, value, cadence_id, reason, note, created_by_id)
    SELECT ${principal.teamId}::bigint, ${now}::timestamptz, ${now}::timestamptz, k, v, c, r, n, ${principal.userId}::bigint
    FROM unnest(${rows.map(({ kind }) => kind)}::text[], ${rows.map(({ value }) => value)}::text[],
      ${rows.map(({ cadenceId }) => cadenceId)}::bigint[], ${rows.map(({ reason }) => reason)}::text[], ${rows.map(({ note }) => note)}::text[]) AS t (k, v, c, r, n)
    ON CONFLICT (team_id, value, kind, coalesce(cadence_id, 0)) DO NOTHING RETURNING id`.execute(tx);
  await appendEach(
    command,
    'suppression_created',
    made.map(({ id }) => id),
  );
  return { imported: made.length, alreadyThere: rows.length - made.length };
}

type Given = NonNullable<ImportBody['rows']>[number] | Record<string, string>;

function rowsOf(given: readonly Given[]): Row[] {
  const errors: FieldErrors = {};
  const rows = given.flatMap((row, index): Row[] => {
    const text = textOf(row);
    const kind = kindOf(row.kind, text);
    const value = normalise(kind, text);
    const cadenceId = row.cadence_id == null || row.cadence_id === '' ? null : Number(row.cadence_id);
    const reason = row.reason == null || row.reason === '' ? 'import' : row.reason;
    const wrong =
      value === undefined
        ? 'has no valid address or domain'
        : !REASONS.includes(reason)
          ? `has a reason that is none of ${REASONS.join(', ')}`
          : cadenceId !== null && !Number.isSafeInteger(cadenceId)
            ? 'has a cadence_id that is no number'
            : undefined;
    if (wrong !== undefined && Object.keys(errors).length < 20) errors[`rows[${index}]`] = [wrong];
    return value === undefined
      ? []
      : [{ kind, value, cadenceId, reason, note: row.note?.slice(0, 1000) || null }];
  });
  if (Object.keys(errors).length > 0) throw invalidFields(errors);
  if (rows.length > MAX_ROWS) throw invalid('csv', `has more than ${MAX_ROWS} rows`);
  return rows;
}

function textOf(row: Given): string {
  const values = row as Readonly<Record<string, unknown>>;
  const value = VALUE_COLUMNS.map((name) => values[name]).find((each) => each !== undefined && each !== '');
  return typeof value === 'string' ? value : '';
}

/** `@example.com` is a domain, too. */
function kindOf(given: string | null | undefined, text: string): Row['kind'] {
  if (given === 'domain' || given === 'address') return given;
  return text.includes('@') && !text.trim().startsWith('@') ? 'address' : 'domain';
}

function readCsv(text: string): Record<string, string>[] {
  try {
    return parse(text, {
      bom: true,
      columns: (header: string[]) => header.map((name) => name.trim().toLowerCase()),
      skip_empty_lines: true,
      trim: true,
      max_record_size: 10_000,
    });
  } catch (error) {
    throw invalid('csv', `cannot be read: ${(error as Error).message}`);
  }
}

interface Exported {
  kind: string;
  value: string;
  reason: string;
  cadence_id: number | null;
  note: string | null;
  created_at: Date;
}

/** The team's list, as far as the caller sees it, as CSV, in the columns the import takes. Cells that a spreadsheet would run as a formula are quoted apart. */
export async function exportSuppressions(db: Db, principal: Principal): Promise<string> {
  const rows: Exported[] = await db
    .selectFrom('suppressions as s')
    .select(['kind', 'value', 'reason', 'cadence_id', 'note', 'created_at'])
    .where('team_id', '=', principal.teamId)
    .where(inSightOf(principal, ON_THE_LIST, 's'))
    .orderBy('id')
    .execute();
  return stringify(rows, {
    header: true,
    columns: ['kind', 'value', 'reason', 'cadence_id', 'note', 'created_at'],
    cast: { date: (value) => value.toISOString() },
    escape_formulas: true,
  });
}
