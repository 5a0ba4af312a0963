import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import type { Db } from '../../db/connect.js';
import type { Principal } from '../../kernel/principal.js';
import { inSightOf, ON_THE_LIST } from '../visibility.js';

/** Entries held at a time: what a reader costs, however long the list and however slowly it is read. */
const PAGE = 1000;

const COLUMNS = ['kind', 'value', 'reason', 'cadence_id', 'note', 'created_at'] as const;

interface Exported {
  id: number;
  kind: string;
  value: string;
  reason: string;
  cadence_id: number | null;
  note: string | null;
  created_at: Date;
}

/**
 * The team's list, as far as the caller sees it, as CSV, in the columns the import takes; a list longer than a page is
 * read from the database as the caller takes it. Cells that a spreadsheet would run as a formula are quoted apart.
 */
export async function exportSuppressions(db: Db, principal: Principal): Promise<string | Readable> {
  const first = await readPage(db, principal, 0);
  return first.length < PAGE ? csv(first, true) : Readable.from(pages(db, principal, first));
}

async function* pages(db: Db, principal: Principal, first: Exported[]): AsyncGenerator<string> {
  yield csv(first, true);
  let last = first;
  while (last.length === PAGE) {
    last = await readPage(db, principal, last.at(-1)?.id ?? 0);
    if (last.length > 0) yield csv(last, false);
  }
}

function readPage(db: Db, principal: Principal, after: number): Promise<Exported[]> {
  return db
    .selectFrom('suppressions as s')
    .select(['id', ...COLUMNS])
    .where('team_id', '=', principal.teamId)
    .where('id', '>', after)
    .where(inSightOf(principal, ON_THE_LIST, 's'))
    .orderBy('id')
    .limit(PAGE)
    .execute();
}

function csv(rows: readonly Exported[], header: boolean): string {
  return stringify([...rows], {
    header,
    columns: [...COLUMNS],
    cast: { date: (value) => value.toISOString() },
    escape_formulas: true,
  });
}
