import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';
import { sha256 } from '../../kernel/crypto.js';

/** How often something may be tried: `limit` times within `windowMs` from the first try, for one `key`. */
export interface Budget {
  /** What is tried, e.g. `login address`. */
  kind: string;
  /** Whom it concerns: an address, a network, a browser. */
  key: string;
  limit: number;
  windowMs: number;
}

/**
 * One try against every budget, counted and committed before anything is looked at, so that tries at the same moment
 * (and of other processes) count each other. Nothing is written for what is used up already. @returns the kinds of
 * those that had nothing left
 */
export async function spendTry(db: Db, budgets: readonly Budget[], now: Date): Promise<Set<string>> {
  // In one order, so that two statements never wait for each other.
  const ordered = [...budgets].sort((a, b) => (a.kind < b.kind ? -1 : 1));
  const { rows } = await sql<{ kind: string; remaining: number }>`
    INSERT INTO attempt_budgets AS b (kind, bucket, remaining, ends_at)
    SELECT kind, bucket, remaining, ends_at
    FROM unnest(${ordered.map((each) => each.kind)}::text[], ${ordered.map(bucketOf)}::int[],
      ${ordered.map((each) => each.limit - 1)}::int[],
      ${ordered.map((each) => new Date(now.getTime() + each.windowMs))}::timestamptz[])
      WITH ORDINALITY AS given (kind, bucket, remaining, ends_at, n)
    ORDER BY n
    ON CONFLICT (kind, bucket) DO UPDATE SET
      remaining = CASE WHEN b.ends_at <= ${now} THEN excluded.remaining ELSE b.remaining - 1 END,
      ends_at = CASE WHEN b.ends_at <= ${now} THEN excluded.ends_at ELSE b.ends_at END
    WHERE b.ends_at <= ${now} OR b.remaining >= 0
    RETURNING kind, remaining`.execute(db);
  const left = new Set(rows.filter((row) => row.remaining >= 0).map((row) => row.kind));
  return new Set(ordered.map((each) => each.kind).filter((kind) => !left.has(kind)));
}

/** Whole seconds until the last of these budgets begins anew; at least one. */
export async function secondsLeft(db: Db, budgets: readonly Budget[], now: Date): Promise<number> {
  const { rows } = await sql<{ ends_at: Date | null }>`
    SELECT max(b.ends_at) AS ends_at FROM attempt_budgets b
    JOIN unnest(${budgets.map((each) => each.kind)}::text[], ${budgets.map(bucketOf)}::int[]) k (kind, bucket)
      ON k.kind = b.kind AND k.bucket = b.bucket`.execute(db);
  const ends = rows[0]?.ends_at ?? now;
  return Math.max(1, Math.ceil((ends.getTime() - now.getTime()) / 1000));
}

/** A try that turned out well counts for nothing. */
export async function giveBackTry(db: Db, budgets: readonly Budget[], now: Date): Promise<void> {
  for (const budget of budgets) {
    await sql`UPDATE attempt_budgets SET remaining = remaining + 1
      WHERE kind = ${budget.kind} AND bucket = ${bucketOf(budget)} AND ends_at > ${now}`.execute(db);
  }
}

/** All earlier tries are forgotten. */
export async function forgetTries(db: Db, { kind, key }: Pick<Budget, 'kind' | 'key'>): Promise<void> {
  await db
    .deleteFrom('attempt_budgets')
    .where('kind', '=', kind)
    .where('bucket', '=', bucketOf({ kind, key }))
    .execute();
}

/** Two keys of one kind share a budget once in 65,536; who wants to hit somebody's must know them, and could anyway. */
function bucketOf({ kind, key }: Pick<Budget, 'kind' | 'key'>): number {
  return sha256(`${kind} ${key}`).readUInt16BE(0);
}
