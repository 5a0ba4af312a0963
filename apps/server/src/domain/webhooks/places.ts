import { sql } from 'kysely';
import type { Db, Tx } from '../../db/connect.js';
import { LINK_SWAP } from './subscribers.js';

/** How far a team's events have been made into deliveries. */
export interface Place {
  readonly teamId: number;
  readonly id: number;
  /** The number of the last event that is done. */
  readonly sequence: number;
  readonly range: Range | undefined;
}

/** Of a range that is told again: its last event, whom it is told, and the moments that it lies between. */
export interface Range {
  readonly until: number;
  /** The last event that was told as it happened: a range never overtakes that. */
  readonly told: number;
  readonly subscriptionIds: readonly number[];
  readonly from: Date | null;
  readonly to: Date | null;
}

/** Deliveries that may wait for the subscriptions of a range before it goes on: what happens meanwhile comes soon behind them. */
const WAITING = 500;

/**
 * Places behind which something has happened, of teams from `from` on, then of those before it; ranges behind live ones. One
 * event is looked for, in its order: of EXISTS beside OR, the planner makes a table of all that have no number yet.
 */
export async function placesBehind(db: Db, from: number, most: number): Promise<Place[]> {
  const { rows } = await sql<Omit<Place, 'range'>>`
    SELECT p.team_id AS "teamId", p.id, p.sequence FROM webhook_places p
    WHERE p.until IS NULL AND coalesce((SELECT true FROM events e WHERE e.team_id = p.team_id AND e.sequence > p.sequence
        ORDER BY e.sequence LIMIT 1),
      (SELECT true FROM events e WHERE e.team_id = p.team_id AND e.sequence IS NULL ORDER BY e.id LIMIT 1), false)
    ORDER BY p.team_id < ${from}, p.team_id LIMIT ${most}`.execute(db);
  return rows.map((row) => ({ ...row, range: undefined }));
}

/** Whether any team is told of what happens. */
export async function anybodyListens(db: Db): Promise<boolean> {
  const { rows } = await sql`SELECT FROM webhook_places WHERE until IS NULL LIMIT 1`.execute(db);
  return rows.length > 0;
}

interface ReplayRow extends Range {
  readonly teamId: number;
  readonly id: number;
  readonly sequence: number;
}

/**
 * Ranges that can go on, of any team: of those for one application and address the first alone, so that records keep their
 * order, and none while much waits for its subscriptions.
 */
export async function replaysBehind(db: Db, most: number): Promise<Place[]> {
  const { rows } = await sql<ReplayRow>`
    SELECT r.team_id AS "teamId", r.id, r.sequence, r.until, p.sequence AS told, r.subscription_ids AS "subscriptionIds",
      r.happened_from AS "from", r.happened_to AS "to"
    FROM webhook_replays r JOIN webhook_places p ON p.team_id = r.team_id AND p.until IS NULL
    WHERE r.sequence < least(r.until, p.sequence)
      AND NOT EXISTS (SELECT FROM webhook_replays o WHERE o.team_id = r.team_id AND o.application = r.application
        AND o.callback_url = r.callback_url AND o.id < r.id)
      AND NOT EXISTS (SELECT FROM webhook_deliveries d WHERE d.team_id = r.team_id
        AND d.subscription_id = ANY(r.subscription_ids) AND d.state = 'waiting' AND d.next_at IS NOT NULL OFFSET ${WAITING})
    ORDER BY r.team_id, r.id LIMIT ${most}`.execute(db);
  return rows.map(({ teamId, id, sequence, ...range }) => ({ teamId, id, sequence, range }));
}

/**
 * Takes the team's own place, which whoever queues holds: of a live one, from where it was read.
 * @returns false: somebody else has it, or was faster
 */
export async function holdPlace(tx: Tx, { teamId, sequence, range }: Place): Promise<boolean> {
  const { rows } = await sql<{ sequence: number }>`
    SELECT sequence FROM webhook_places WHERE team_id = ${teamId} AND until IS NULL FOR UPDATE SKIP LOCKED`.execute(
    tx,
  );
  return rows.some((row) => range !== undefined || row.sequence === sequence);
}

/**
 * The place is behind this event; `over`: and nothing is left to do. Called with the team's place held, behind
 * `holdEnabled`: who pauses a subscription has that and then wants the range. @returns false: the range was given up meanwhile
 */
export async function movePlace(
  tx: Tx,
  { teamId, id, sequence: before, range }: Place,
  sequence: number,
  over: boolean,
): Promise<boolean> {
  const it = sql`team_id = ${teamId} AND id = ${id} AND sequence = ${before}`;
  const { numAffectedRows = 0n } = await (range
    ? over
      ? sql`DELETE FROM webhook_replays WHERE ${it}`
      : sql`UPDATE webhook_replays SET sequence = ${sequence} WHERE ${it}`
    : over
      ? sql`DELETE FROM webhook_places WHERE ${it}`
      : sql`UPDATE webhook_places SET sequence = ${sequence} WHERE ${it}`
  ).execute(tx);
  return numAffectedRows > 0n;
}

/** Whether anybody is still told of what happens. Asked with the place held: who subscribes waits for it. */
export async function anybodySubscribes(tx: Tx, teamId: number): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM webhook_subscriptions WHERE team_id = ${teamId} AND enabled AND deleted_at IS NULL
      AND event_type <> ${LINK_SWAP} LIMIT 1`.execute(tx);
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
