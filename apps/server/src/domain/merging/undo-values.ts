import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import type { Row } from '../../db/merge-places.js';
import { takenBack } from './field-rules.js';

/** Columns that name a record which may be deleted or renamed meanwhile, and the columns beside them that are copies of it. */
const NAMED: Readonly<
  Record<string, { readonly table: string; readonly copies: Readonly<Record<string, string>> }>
> = {
  account_id: { table: 'accounts', copies: { account_name: 'name' } },
  person_stage_id: { table: 'person_stages', copies: { person_stage_name: 'name' } },
  company_stage_id: {
    table: 'account_stages',
    copies: { company_stage_order: 'order', company_stage_name: 'name' },
  },
  account_tier_id: {
    table: 'account_tiers',
    copies: { account_tier_order: 'order', account_tier_name: 'name' },
  },
};

interface Before {
  readonly values: Row;
  /** Of the survivor, changed since. */
  readonly movedOn: readonly string[];
  /** What they named is deleted: they name nothing, as whatever named it. */
  readonly gone: readonly string[];
}

/** `takenBack`, with what the values name as it is by now. */
export async function valuesBefore(
  tx: Tx,
  teamId: number,
  survivor: Row,
  undo: { readonly before: Row; readonly after: Row },
): Promise<Before> {
  const { values, movedOn } = takenBack(survivor, undo);
  const all: Record<string, unknown> = { ...values };
  const copies = new Set<string>();
  const gone: string[] = [];
  for (const [column, named] of Object.entries(NAMED)) {
    const id = all[column];
    if (!(column in undo.before) || id === null) continue;
    for (const copy of Object.keys(named.copies)) {
      copies.add(copy);
      delete all[copy];
    }
    if (id === undefined) continue;
    const { rows } = await sql<Row>`
      SELECT ${sql.join(Object.entries(named.copies).map(([copy, of]) => sql`r.${sql.ref(of)} AS ${sql.ref(copy)}`))}
      FROM ${sql.table(named.table)} r WHERE r.team_id = ${teamId} AND r.id = ${id} AND r.deleted_at IS NULL`.execute(
      tx,
    );
    const [row] = rows;
    if (!row) gone.push(column);
    Object.assign(
      all,
      row ?? {
        [column]: null,
        ...Object.fromEntries(Object.keys(named.copies).map((copy) => [copy, null])),
      },
    );
  }
  return { values: all, movedOn: movedOn.filter((column) => !copies.has(column)), gone };
}
