import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';
import { writeAcrossTeams } from '../../db/write.js';

/** Facts looked at in one transaction: some tenths of a second, in which nobody changes them. */
const AT_ONCE = 500;
/** What was written before there were histories; the rest of migration 0230's list would be a fault of this one. */
const SOURCES = [
  'emails',
  'received_messages',
  'calls',
  'notes',
  'tasks',
  'actions',
  'successes',
  'cadence_memberships',
] as const;

/**
 * Writes the histories of facts that were there before migration 0230, a part at a time: idempotent, and beside writers,
 * who are waited for (what they change meanwhile is told by their own triggers). @returns how many facts it looked at
 */
export async function fillHistories(db: Db, now: Date): Promise<number> {
  const { rows } = await sql<{ team_id: number; source: string; after_id: number }>`
    SELECT team_id, source, after_id FROM history_fills WHERE done_at IS NULL ORDER BY team_id, source LIMIT 1`.execute(
    db,
  );
  const [next] = rows;
  const source = SOURCES.find((each) => each === next?.source);
  if (next === undefined || source === undefined) return 0;
  const { team_id: team, after_id: after } = next;
  return writeAcrossTeams(
    db,
    async (tx) => {
      const { rows: seen } = await sql<{ last: number | null; n: number }>`
        WITH part AS MATERIALIZED (
          SELECT s AS fact, s.id FROM ${sql.table(source)} s WHERE s.team_id = ${team} AND s.id > ${after}
          ORDER BY s.id LIMIT ${AT_ONCE} FOR SHARE OF s),
        told AS MATERIALIZED (SELECT id, record_history(fact) FROM part)
        SELECT max(id) AS last, count(*) AS n FROM told`.execute(tx);
      const { last = null, n = 0 } = seen[0] ?? {};
      await sql`UPDATE history_fills SET after_id = ${last ?? after}, done_at = ${n < AT_ONCE ? now : null}
        WHERE team_id = ${team} AND source = ${source}`.execute(tx);
      // The end of one kind is not the end of the round.
      return Math.max(1, n);
    },
    { tries: 3 },
  );
}
