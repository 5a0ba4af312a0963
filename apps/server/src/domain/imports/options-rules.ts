import type { SheetEncoding } from './encoding-rules.js';
import type { ColumnField, Duplicates } from './mapping-rules.js';

/** What somebody decided about an import, as its run keeps it. */
export interface RunOptions {
  readonly file_id: number;
  readonly encoding: SheetEncoding;
  readonly separator: string;
  /** Rows above the first one that is read. */
  readonly skip: number;
  /** Of the columns, for the file of refused rows. */
  readonly names: readonly string[];
  /** Columns behind the last one that is read; runs of a version before say nothing of them. */
  readonly left_out?: number;
  readonly mapping: readonly ColumnField[];
  readonly duplicates: Duplicates;
  readonly tags: readonly string[];
  readonly person_stage_id: number | null;
  readonly owner_id: number | null;
  readonly cadence_id: number | null;
}

/** What became of a row. */
export interface RowOutcome {
  readonly line: number;
  readonly outcome: 'created' | 'updated' | 'skipped' | 'refused';
  /** Why, in a sentence without its subject, or what could not be done besides. */
  readonly message: string | null;
  readonly person_id: number | null;
  readonly account_id: number | null;
  readonly cells: readonly string[] | null;
  /** What it changed of a record that was there, for an undo, as JSON text. */
  readonly undo: string | null;
}
