import { type RawBuilder, sql } from 'kysely';

/**
 * Whether a person or account was contacted after `at`: mail that a rep sent is read when its mailbox is connected, days
 * later maybe, and a worker that stood still writes what happened before (so `now` may be behind as well). What lies far
 * ahead of `now` is of a sandbox whose clock was set back, and no contact any more.
 */
export function wasContactedSince(
  row: RawBuilder<unknown>,
  at: RawBuilder<unknown>,
  now: Date,
): RawBuilder<boolean> {
  const known = sql`${row}.last_contacted_at`;
  const ahead = new Date(now.getTime() + 3_600_000);
  return sql<boolean>`coalesce(${known} > ${at} AND ${known} <= ${ahead}::timestamptz, false)`;
}
