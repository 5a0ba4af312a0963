import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';

/** Minutes that a row outlives its own: processes whose clocks differ find theirs. */
const KEPT_MINUTES = 5;

/** What a process got of a team's budget, and what nobody has taken yet, in cost units. */
export interface Lease {
  granted: number;
  left: number;
}

/**
 * Takes up to `wanted` cost units of a team's budget for a clock minute (since the epoch). One statement, so that
 * processes that ask at once share what there is: together they are granted `limit`, never more.
 */
export async function leaseBudget(
  db: Db,
  teamId: number,
  minute: number,
  wanted: number,
  limit: number,
): Promise<Lease> {
  const { rows } = await sql<{ taken: number }>`
    WITH over AS (DELETE FROM rate_budgets WHERE team_id = ${teamId} AND minute < ${minute - KEPT_MINUTES})
    INSERT INTO rate_budgets AS b (team_id, minute, taken) VALUES (${teamId}, ${minute}, ${wanted})
    ON CONFLICT (team_id, minute) DO UPDATE SET taken = b.taken + excluded.taken
    RETURNING b.taken`.execute(db);
  const taken = rows[0]?.taken ?? wanted;
  const before = taken - wanted;
  return { granted: Math.min(wanted, Math.max(0, limit - before)), left: Math.max(0, limit - taken) };
}
