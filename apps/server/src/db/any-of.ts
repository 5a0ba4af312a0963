import { type RawBuilder, sql } from 'kysely';

/**
 * For `where(column, '=', anyOf(ids))`: a list as one array parameter. One statement whatever its length, where `in`
 * would make another prepared statement for each, and none above 65,535 values. Nothing equals an empty list.
 */
export function anyOf(ids: readonly number[]): RawBuilder<number> {
  return sql`ANY(${ids}::bigint[])`;
}

/** The same for texts. */
export function anyTextOf(values: readonly string[]): RawBuilder<string> {
  return sql`ANY(${values}::text[])`;
}

/**
 * For the list of rows that an UPDATE joins: beside the join, so that the table is looked up by its key. The plan of a
 * prepared statement that was made while the table was empty would read all of it for ever after.
 */
export function isAmong(column: string, ids: readonly number[]): RawBuilder<boolean> {
  const [only] = ids;
  return ids.length === 1
    ? sql`${sql.ref(column)} = ${only}::bigint`
    : sql`${sql.ref(column)} = ${anyOf(ids)}`;
}
