import type { ReactNode } from 'react';

/** A column: what its cells show of a row, and what the list can be sorted by. */
export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  /** rem */
  readonly width: number;
  /** The list's own name of that order. */
  readonly sort?: string;
  readonly numeric?: boolean;
  /** Shown only to whoever chose it. */
  readonly extra?: boolean;
  readonly cell: (row: Row) => ReactNode;
  /** The text of a cell that may be cut off. */
  readonly text?: (row: Row) => string | null;
}

export interface Sort {
  readonly by: string;
  readonly direction: 'ASC' | 'DESC';
}

/** What a press on a column's head asks for: the other direction, or the column's first. */
export const nextSort = (now: Sort, by: string): Sort =>
  now.by === by ? { by, direction: now.direction === 'ASC' ? 'DESC' : 'ASC' } : { by, direction: 'ASC' };

/** The columns that somebody sees: those that were chosen, in that order, else the usual ones. The first names the row, and stays. */
export function chosenColumns<C extends { readonly id: string; readonly extra?: boolean }>(
  all: readonly C[],
  chosen: readonly string[] | undefined,
): C[] {
  if (chosen === undefined) return all.filter(({ extra }) => !extra);
  const [first, ...others] = all;
  const found = [...new Set(chosen)].flatMap((id) => others.find((each) => each.id === id) ?? []);
  return first ? [first, ...found] : found;
}

/** A column taken in at the end, or out. */
export const withColumn = (chosen: readonly string[], id: string): string[] =>
  chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id];

/** A column that many places further on, as far as there are places. */
export function moved(chosen: readonly string[], id: string, by: number): readonly string[] {
  const from = chosen.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= chosen.length) return chosen;
  const others = chosen.toSpliced(from, 1);
  return others.toSpliced(to, 0, id);
}
