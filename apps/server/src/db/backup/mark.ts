import type pg from 'pg';
import { BootError } from '../../kernel/boot-error.js';
import { MARK } from './catalog.js';

type Queries = Pick<pg.ClientBase, 'query'>;

/** When the restore began that has not ended; undefined: there is none. */
export async function restoreNotEnded(queries: Queries): Promise<Date | undefined> {
  const found = await queries.query<{ there: boolean }>(
    `SELECT to_regclass(quote_ident(current_schema()) || '.${MARK}') IS NOT NULL AS there`,
  );
  if (found.rows[0]?.there !== true) return undefined;
  const { rows } = await queries.query<{ begun_at: Date }>(`SELECT begun_at FROM ${MARK}`);
  return rows[0]?.begun_at ?? new Date(0);
}

/** @throws BootError on a database whose restore was broken off, or goes on */
export async function refuseHalfRestored(queries: Queries): Promise<void> {
  const begun = await restoreNotEnded(queries);
  if (begun !== undefined)
    throw new BootError(
      `This database is half restored: a restore that began at ${begun.toISOString()} has not ended, and nothing works on it before. If it was broken off, run \`cadenza-server restore\` again.`,
    );
}

/** From now on the database says that it is half restored. @param at when it began */
export async function markRestore(queries: Queries, at: Date): Promise<void> {
  await queries.query(`CREATE TABLE ${MARK} (begun_at timestamptz NOT NULL)`);
  await queries.query(`INSERT INTO ${MARK} (begun_at) VALUES ($1)`, [at]);
}

/** The restore is over. */
export async function unmarkRestore(queries: Queries): Promise<void> {
  await queries.query(`DROP TABLE ${MARK}`);
}
