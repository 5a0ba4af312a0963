import { sql } from 'kysely';
import type { Db, Tx } from '../../db/connect.js';

/** How far a team's events have been made into deliveries. */
export interface Place {
  readonly teamId: number;
  readonly id: number;
  /** The number of the last event that is done. */
  readonly sequence: number;
  /** Of a range that is told again: its last event, whom it is told, and the moments that it lies between. */
  readonly range: { until: number; subscriptionId: number; from: Date; to: Date } | undefined;
}

interface Row {
  team_id: number;
  id: number;
  sequence: number;
  until: number | null;
  subscription_id: number | null;
  happened_from: Date | null;
  happened_to: Date | null;
}

/** Places behind which something has happened, of teams from `from` on, then of those before it. */
export async function placesBehind(db: Db, from: number, most: number): Promise<Place[]> {
  const { rows } = await sql<Row>`
    SELECT p.team_id, p.id, p.sequence, p.until, p.subscription_id, p.happened_from, p.happened_to FROM webhook_places p
    WHERE p.until IS NOT NULL OR EXISTS (SELECT FROM events e WHERE e.team_id = p.team_id AND e.sequence > p.sequence)
      OR EXISTS (SELECT FROM events e WHERE e.team_id = p.team_id AND e.sequence IS NULL)
    ORDER BY p.team_id < ${from}, p.team_id, p.id LIMIT ${most}`.execute(db);
  return rows.map((row) => ({
    teamId: row.team_id,
    id: row.id,
    sequence: row.sequence,
    range:
      row.until === null || row.subscription_id === null
        ? undefined
        : {
            until: row.until,
            subscriptionId: row.subscription_id,
            from: row.happened_from ?? new Date(0),
            to: row.happened_to ?? new Date(8.64e15),
          },
  }));
}

/**
 * Takes a place from where it was read, together with the team's own, which whoever queues holds.
 * @returns false: somebody else has it, or was faster
 */
export async function holdPlace(tx: Tx, { teamId, id, sequence }: Place): Promise<boolean> {
  const { rows } = await sql<{ id: number; sequence: number; live: boolean }>`
    SELECT p.id, p.sequence, p.until IS NULL AS live FROM webhook_places p
    WHERE p.team_id = ${teamId} AND (p.id = ${id} OR p.until IS NULL) ORDER BY p.id FOR UPDATE SKIP LOCKED`.execute(
    tx,
  );
  return rows.some((row) => row.id === id && row.sequence === sequence) && rows.some(({ live }) => live);
}

/** The place is behind this event; `over`: and nothing is left to do. */
export async function movePlace(
  tx: Tx,
  { teamId, id }: Place,
  sequence: number,
  over: boolean,
): Promise<void> {
  if (over) await sql`DELETE FROM webhook_places WHERE team_id = ${teamId} AND id = ${id}`.execute(tx);
  else
    await sql`UPDATE webhook_places SET sequence = ${sequence} WHERE team_id = ${teamId} AND id = ${id}`.execute(
      tx,
    );
}

/** Whether anybody is still told of what happens. Asked with the place held: who subscribes waits for it. */
export async function anybodySubscribes(tx: Tx, teamId: number): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM webhook_subscriptions WHERE team_id = ${teamId} AND enabled AND deleted_at IS NULL LIMIT 1`.execute(
    tx,
  );
  return rows.length > 0;
}

/** Those of the subscriptions that are still enabled, so until the end of the transaction. */
export async function holdEnabled(tx: Tx, teamId: number, ids: readonly number[]): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    SELECT id FROM webhook_subscriptions WHERE team_id = ${teamId} AND id = ANY(${ids}::bigint[]) AND enabled
      AND deleted_at IS NULL ORDER BY id FOR SHARE`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/** The number of the last event that is no longer kept. */
export async function lastPruned(db: Db, teamId: number): Promise<number> {
  const { rows } = await sql<{
    pruned: number;
  }>`SELECT pruned FROM event_sequences WHERE team_id = ${teamId}`.execute(db);
  return rows[0]?.pruned ?? 0;
}
