import { sql } from 'kysely';
import type { Db } from '../db/connect.js';
import { writeAcrossTeams } from '../db/write.js';

/** Events deleted in one transaction, and teams looked after in one round. */
const AT_ONCE = 2000;
const TEAMS = 20;

/**
 * Deletes events that are older than so many days by their team's clock, in short transactions. Who reads on from a place
 * before them is told so (feed.ts). A sandbox's events from before its clock was put back go with those after them.
 * @returns how many, for whoever goes on while there are some
 */
export async function pruneEvents(db: Db, now: Date, days: number): Promise<number> {
  const { rows } = await sql<{ id: number; before: Date }>`
    SELECT t.id, t.before FROM (
      SELECT id, ${now}::timestamptz + clock_offset_ms * interval '1 millisecond' - ${days}::integer * interval '1 day' AS before FROM teams) t
    WHERE EXISTS (SELECT FROM (SELECT e.created_at FROM events e WHERE e.team_id = t.id ORDER BY e.id LIMIT 20) e
      WHERE e.created_at < t.before)
    ORDER BY t.id LIMIT ${TEAMS}`.execute(db);
  let pruned = 0;
  for (const { id, before } of rows) {
    pruned += await writeAcrossTeams(db, async (tx) => {
      const { rows: gone } = await sql<{ n: number }>`
        SELECT prune_events(${id}, ${before}, ${AT_ONCE}) AS n`.execute(tx);
      return gone[0]?.n ?? 0;
    });
  }
  return pruned;
}
