import type pg from 'pg';
import type { Condition } from './conditions.js';
import { knownEdge, readEdge } from './edge.js';
import type { View } from './view.js';

/** What of a list's query says whether its reader could take a stamp as his place. */
interface Asked {
  readonly conditions: readonly Condition[];
  readonly sortBy: string;
  readonly direction: 'ASC' | 'DESC';
  /** The caller named the sort. */
  readonly sorted?: boolean;
  readonly after?: 'start' | { readonly value: string | null };
}

/** How far a list may read, and by which columns of stamps: the parameter :edge. */
export interface ListEdge {
  readonly at: string;
  readonly columns: readonly string[];
}

const STAMPS = ['r.updated_at', 'r.created_at'];
const RANGES = new Set<Condition['operator']>(['gt', 'gte', 'lt', 'lte']);

/** The conditions that hold a list back. */
export const edgeTexts = (edge: ListEdge | undefined): string[] =>
  edge ? edge.columns.map((column) => `${column} <= :edge`) : [];

/**
 * The edge of a list; undefined where nothing is held back (docs/decisions/0019-stamps.md). @throws AppError unavailable
 */
export async function edgeOf(
  pool: pg.Pool,
  view: View,
  team: number,
  asked: Asked,
): Promise<ListEdge | undefined> {
  const columns = stampColumns(view, asked);
  if (columns.length === 0) return undefined;
  const found = knownEdge(pool, team);
  if (found && endsBefore(view, asked, columns, found.us)) return { at: found.text, columns };
  return { at: (await readEdge(pool, team)).text, columns };
}

/** The columns a caller gave a range for, and the sort's where he named the sort or walks by cursor. */
function stampColumns(view: View, { conditions, sortBy, sorted, after }: Asked): string[] {
  const ranged = conditions
    .filter(({ operator }) => RANGES.has(operator))
    .map(({ filter }) => view.filters[filter]);
  const sorting = sorted === true || after !== undefined ? [view.sorts[sortBy]?.column] : [];
  return STAMPS.filter((column) => ranged.includes(column) || sorting.includes(column));
}

/** A walk towards the past goes on from a row: whether that is within an edge found before. */
function endsBefore(
  view: View,
  { after, direction, sortBy }: Asked,
  columns: readonly string[],
  us: number,
): boolean {
  if (typeof after !== 'object' || after.value === null || direction !== 'DESC') return false;
  if (columns.length > 1 || columns[0] !== view.sorts[sortBy]?.column) return false;
  // As PostgreSQL wrote it; the next whole second is at least as late.
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?\+00$/.test(after.value)) return false;
  return (Date.parse(`${after.value.slice(0, 19).replace(' ', 'T')}Z`) + 1000) * 1000 <= us;
}
