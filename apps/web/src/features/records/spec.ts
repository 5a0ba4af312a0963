import type { ReactNode } from 'react';
import type { ListSource } from '../../data/listing';
import type { BulkType } from '../../data/bulk';
import type { Choice, Field } from '../../ui/filter/model';
import type { Column, Sort } from '../../ui/table/columns';

/** A thing that is done to many records at once. */
export interface BulkCommand {
  readonly id: string;
  readonly title: string;
  readonly keys?: string;
  readonly type: BulkType;
  /** What is asked first, and from what; absent: nothing. */
  readonly choose?: {
    readonly title: string;
    readonly choices: readonly Choice[];
    /** Words of one's own will do as well. */
    readonly orNew?: boolean;
  };
  readonly values: (chosen: string) => Readonly<Record<string, unknown>>;
  /** What is done, in words: `Tag 12 people "fair"`. */
  readonly words: (many: string, chosen: string) => string;
  /** Whether the server says first what would happen to each, and a yes is asked for. */
  readonly ask: boolean;
  readonly danger?: boolean;
}

/** A view that everybody has. */
export interface BuiltInView {
  readonly name: string;
  readonly search: Readonly<Record<string, unknown>>;
}

/** A list of records: everything about it that another list has otherwise. */
export interface ListSpec<Row extends { readonly id: number }> {
  readonly place: '/people' | '/accounts';
  readonly list: 'people' | 'accounts';
  readonly view: 'people' | 'companies';
  readonly title: string;
  readonly one: string;
  readonly many: string;
  readonly source: ListSource<Row>;
  /** A hook: names that rows refer to are asked for beside them. */
  readonly useColumns: (rows: readonly Row[]) => readonly Column<Row>[];
  readonly fields: readonly Field[];
  readonly views: readonly BuiltInView[];
  readonly bulk: readonly BulkCommand[];
  readonly first: Sort;
  readonly nameOf: (row: Row) => string;
  /** What this list is for, where nothing is there yet. */
  readonly purpose: string;
  /** A field that the team gave its records, as a column. */
  readonly customFields: 'person' | 'company';
  /** What is shown of a row beside the list. */
  readonly peek: (row: Row) => ReactNode;
  readonly create: (close: () => void) => ReactNode;
}
