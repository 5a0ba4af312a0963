import { sql } from 'kysely';
import type { Database } from '../db/connect.js';
import { writeAcrossTeams } from '../db/write.js';
import type { Tx } from '../db/connect.js';
import { teamNow } from '../kernel/clock.js';

/** A row taken for a while: nobody else takes it before the lease ends. */
export interface Claim {
  teamId: number;
  id: number;
  /** The team's own present (kernel/clock.ts teamNow). */
  now: Date;
}

interface ClaimedRow {
  team_id: number;
  id: number;
}

/** Actions that are due, oldest first, leased to this worker until `leaseMs` from now. */
export async function claimActions(
  database: Database,
  now: Date,
  limit: number,
  leaseMs: number,
): Promise<Claim[]> {
  const lease = new Date(now.getTime() + leaseMs);
  const claimed = await claimAcrossTeams(database, now, limit, async (tx, due, teams, left) => {
    const { rows } = await sql<ClaimedRow>`
      UPDATE actions a SET claimed_until = ${lease} FROM (
        SELECT team_id, id FROM actions
        WHERE status = 'planned' AND due_on <= ${due} AND (claimed_until IS NULL OR claimed_until <= ${now}) AND ${teams}
        ORDER BY due_on, id LIMIT ${left} FOR UPDATE SKIP LOCKED) d
      WHERE a.team_id = d.team_id AND a.id = d.id RETURNING a.team_id, a.id`.execute(tx);
    return rows;
  });
  return claimed.map(({ row, now: present }) => ({ teamId: row.team_id, id: row.id, now: present }));
}

type Take<R> = (tx: Tx, due: Date, teams: ReturnType<typeof sql>, left: number) => Promise<R[]>;

/**
 * Teams on the wall clock are claimed together in the order of due times. Teams whose sandbox travelled are few and
 * are asked one by one: one statement for both would have to walk everybody's future.
 */
export async function claimAcrossTeams<R>(
  database: Database,
  now: Date,
  limit: number,
  take: Take<R>,
): Promise<{ row: R; now: Date }[]> {
  const shifted = await database.kysely
    .selectFrom('teams')
    .select(['id', 'clock_offset_ms'])
    .where('clock_offset_ms', '<>', 0)
    .execute();
  return writeAcrossTeams(database.kysely, async (tx) => {
    const ids = shifted.map((team) => team.id);
    const mine = (rows: R[], present: Date) => rows.map((row) => ({ row, now: present }));
    const claims = mine(await take(tx, now, sql`NOT team_id = ANY(${ids}::bigint[])`, limit), now);
    for (const team of shifted) {
      if (claims.length >= limit) break;
      const present = teamNow(now, team.clock_offset_ms);
      claims.push(
        ...mine(await take(tx, present, sql`team_id = ${team.id}`, limit - claims.length), present),
      );
    }
    return claims;
  });
}

/** Runs `work` over the items, at most `width` at a time. `work` handles its own errors. */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < items.length) await work(items[next++] as T);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
}
