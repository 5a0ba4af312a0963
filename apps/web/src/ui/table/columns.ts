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
