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
