import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import { AppError, problemOf } from '../../kernel/errors.js';
import type { RowOutcome, RunOptions } from './options-rules.js';

/** Keys that rows before this batch have, where what they did is not in the database: of a dry run. */
export interface Earlier {
  has(key: string): boolean;
  add(key: string): void;
}

/** What rows of an import are written with. */
export interface Batch {
  readonly importId: number;
  readonly options: RunOptions;
  readonly earlier?: Earlier | undefined;
}

/** Notes what became of a row. */
export type Tell = (line: number, given: Partial<RowOutcome> & Pick<RowOutcome, 'outcome'>) => void;

/** Those whose keys no one before them has, and the others. */
export function apart<T>(all: readonly T[], keysOf: (each: T) => readonly string[]): [T[], T[]] {
  const [first, later]: [T[], T[]] = [[], []];
  const taken = new Set<string>();
  for (const each of all) {
    const keys = keysOf(each);
    if (keys.some((key) => taken.has(key))) later.push(each);
    else {
      for (const key of keys) taken.add(key);
      first.push(each);
    }
  }
  return [first, later];
}

/** Does something that may be refused, of which nothing is left then. @returns why it was refused */
export async function alone(tx: Tx, work: () => Promise<void>): Promise<string | undefined> {
  await sql`SAVEPOINT import_row`.execute(tx);
  try {
    await work();
    await sql`RELEASE SAVEPOINT import_row`.execute(tx);
    return undefined;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await sql`ROLLBACK TO SAVEPOINT import_row`.execute(tx);
    return problemOf(error);
  }
}
