import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';

/** Events that get their number in one statement. */
const NUMBERED_AT_ONCE = 10_000;

/**
 * The team's place in its events, locked until the end of the transaction: whoever queues deliveries holds it. Made where
 * there is none, at the end of what has happened.
 * @returns the number of the last event there is
 */
export async function lockPlace(tx: Tx, teamId: number): Promise<number> {
  // What is committed gets its number first: what has none then happens later.
  for (let numbered = NUMBERED_AT_ONCE; numbered >= NUMBERED_AT_ONCE; ) {
    const { rows } = await sql<{ n: number }>`
      SELECT number_events(${teamId}, ${NUMBERED_AT_ONCE}) AS n`.execute(tx);
    numbered = rows[0]?.n ?? 0;
  }
  const { rows } = await sql<{ last: number }>`
    INSERT INTO webhook_places AS p (team_id, sequence)
    SELECT ${teamId}, coalesce((SELECT last FROM event_sequences WHERE team_id = ${teamId}), 0)
    ON CONFLICT (team_id) WHERE until IS NULL DO UPDATE SET sequence = p.sequence
    RETURNING coalesce((SELECT last FROM event_sequences WHERE team_id = ${teamId}), 0) AS last`.execute(tx);
  return rows[0]?.last ?? 0;
}
