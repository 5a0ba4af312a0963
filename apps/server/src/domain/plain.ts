import type { DeletionType, EventType } from '@cadenza/contract';
import type { Insertable } from 'kysely';
import { violates } from '../db/pg-errors.js';
import type { Schema } from '../db/schema.js';
import type { View } from '../db/view.js';
import { append } from '../events/outbox.js';
import { invalid, notFound } from '../kernel/errors.js';
import { requirePermission } from './permissions.js';
import type { Command } from './command.js';
import { nonBlank, type Owned, requireOwned, softDelete, type SoftTable } from './records.js';
import { type Referenced, requireReferences } from './references.js';

/** Tables of records that the API makes, changes and deletes by their number. */
type PlainTable = {
  [T in keyof Schema]: Schema[T] extends {
    team_id: unknown;
    id: { __insert__: number | undefined };
    created_at: unknown;
    updated_at: unknown;
  }
    ? T
    : never;
}[keyof Schema];
type Own = 'team_id' | 'id' | 'created_at' | 'updated_at' | 'deleted_at';
type Whole<T extends PlainTable> = Omit<Insertable<Schema[T]>, Own>;
type Column<T extends PlainTable> = keyof Whole<T> & string;
/** Columns of a new row: those that have a default here may be null or absent. */
type Values<T extends PlainTable, D> = {
  readonly [K in Column<T> as K extends D ? never : undefined extends Whole<T>[K] ? never : K]: Whole<T>[K];
} & {
  readonly [K in Column<T> as K extends D ? never : undefined extends Whole<T>[K] ? K : never]?:
    | Whole<T>[K]
    | undefined;
} & { readonly [K in Column<T> as K extends D ? K : never]?: Whole<T>[K] | null | undefined };
/** Columns to change: absent ones stay; null in a column that is required is refused, and leaves one with a default. */
type Patch<T extends PlainTable, D, N> = {
  readonly [K in Column<T>]?: Whole<T>[K] | (K extends D | N ? null : never) | undefined;
};

interface PlainSpec<T extends PlainTable, D extends Column<T>, N extends Column<T>> {
  readonly table: T;
  /** What admins alone may write, as a 403 calls it: `call dispositions`. */
  readonly admins?: string;
  /** Rows have an owner (`owner_id`), and others see those that are `shared`: who may write them. */
  readonly owned?: Owned;
  /** Rows are deleted for good: the table has no `deleted_at`. */
  readonly forGood?: T extends SoftTable ? never : true;
  /** What stands in a column when nothing is given; null in a change leaves it as it is. */
  readonly defaults?: { readonly [K in D]: Whole<T>[K] };
  /** Texts that a change may not empty. */
  readonly required?: readonly N[];
  /** Columns that name a record which must be there for the caller. */
  readonly references?: Readonly<Partial<Record<Column<T>, Referenced>>>;
  /** By unique index: the field that the 422 is about, and its text where it is another than "has already been taken". */
  readonly unique?: Readonly<Record<string, string | readonly [field: string, message: string]>>;
  /** What is told of a row; nothing unless said. */
  readonly events?: {
    readonly created?: EventType;
    readonly updated?: EventType;
    readonly deleted?: { readonly type: DeletionType; readonly view: View };
  };
}

/** Nothing but columns of the table: what a body has beside them is a type error. */
type OnlyColumns<T extends PlainTable, V> = { readonly [K in Exclude<keyof V, Column<T>>]: never };

/** How rows of a table are written; each answers or throws as its operation does. */
export interface PlainRows<T extends PlainTable, D, N> {
  /** @returns the new row's id @throws AppError forbidden, invalid */
  insert<V extends Values<T, D>>(command: Command, values: V & OnlyColumns<T, V>): Promise<number>;
  /** @throws AppError not_found when there is no living row, forbidden, invalid */
  update<V extends Patch<T, D, N>>(command: Command, id: number, patch: V & OnlyColumns<T, V>): Promise<void>;
  /** Softly, and repeatable; for good where the table says so. @throws AppError not_found, forbidden */
  remove(command: Command, id: number): Promise<void>;
  /** The same; false when it was deleted before, and nothing is left to do. */
  removeOnce(command: Command, id: number): Promise<boolean>;
}

/** The commands of a resource whose rows are what its bodies say. What is more than that stands around them. */
export function plainRows<
  T extends PlainTable,
  const D extends Column<T> = never,
  const N extends Column<T> = never,
>(spec: PlainSpec<T, D, N>): PlainRows<T, D, N> {
  const { admins, defaults = {}, required = [], events = {}, forGood = false } = spec;
  // Any table will do here: they are alike in what is named below.
  const table = spec.table as 'snippets';
  const may = ({ principal }: Command, deed: string) => {
    if (admins !== undefined) requirePermission(principal, 'manage_team', `${deed} ${admins}`);
  };
  /** True when the row was deleted before. */
  const own = async (command: Command, id: number, evenDeleted = false) =>
    spec.owned !== undefined && (await requireOwned(command, table, id, spec.owned, evenDeleted));

  const removeOnce = async (command: Command, id: number): Promise<boolean> => {
    may(command, 'delete');
    if (await own(command, id, true)) return false;
    if (!forGood) return softDelete(command, table, id, events.deleted);
    await deleteForGood(command, table, id);
    return true;
  };

  return {
    async insert(command, values) {
      may(command, 'create');
      const { tx, principal, now } = command;
      const row: Row = { ...values, team_id: principal.teamId, created_at: now, updated_at: now };
      for (const [column, value] of Object.entries(defaults)) row[column] ??= value;
      await refer(command, spec.references, row);
      const insert = tx
        .insertInto(table)
        .values(row as never)
        .returning('id');
      const { id } = await orTaken(spec.unique, insert.executeTakeFirstOrThrow());
      if (events.created) await append(command, events.created, id);
      return id;
    },
    async update(command, id, values) {
      may(command, 'change');
      const { tx, principal, now } = command;
      const patch: Row = { ...values, updated_at: now };
      await own(command, id);
      await refer(command, spec.references, patch);
      for (const column of required) patch[column] = nonBlank(column, patch[column] as string | null);
      for (const column of Object.keys(defaults)) patch[column] ??= undefined;
      let update = tx
        .updateTable(table)
        .set(patch)
        .where('team_id', '=', principal.teamId)
        .where('id', '=', id)
        .returning('id');
      if (!forGood) update = update.where('deleted_at', 'is', null);
      if (!(await orTaken(spec.unique, update.executeTakeFirst()))) throw notFound();
      if (events.updated) await append(command, events.updated, id);
    },
    remove: async (command, id) => void (await removeOnce(command, id)),
    removeOnce,
  };
}

type Row = Record<string, unknown>;

/** @throws AppError not_found */
async function deleteForGood({ tx, principal }: Command, table: 'snippets', id: number): Promise<void> {
  const gone = await tx
    .deleteFrom(table)
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  if (!gone) throw notFound();
}

async function refer(command: Command, references: object | undefined, row: Row): Promise<void> {
  const wanted = Object.entries(references ?? {}) as [string, Referenced][];
  await requireReferences(
    command,
    wanted.map(([column, to]) => [to, column, row[column] as number | null | undefined]),
  );
}

/** @throws AppError invalid on the field of the unique index that is violated */
async function orTaken<R>(
  unique: PlainSpec<PlainTable, never, never>['unique'],
  work: Promise<R>,
): Promise<R> {
  try {
    return await work;
  } catch (error) {
    const found = Object.entries(unique ?? {}).find(([index]) => violates(error, index));
    if (!found) throw error;
    const [field, message] = typeof found[1] === 'string' ? [found[1], undefined] : found[1];
    throw invalid(field, message ?? 'has already been taken');
  }
}
