import { type SqlBool, sql } from 'kysely';
import type { Db } from '../db/connect.js';
import { write } from '../db/write.js';
import { AppError } from '../kernel/errors.js';

/** An event with its place in the team's order. */
export interface NumberedEvent {
  sequence: number;
  type: string;
  resourceId: number;
  userId: number | null;
  /** The Idempotency-Key of the request that caused it. */
  key: string | null;
  createdAt: Date;
  /** The record as JSON text, of deletions. */
  body: string | null;
}

/**
 * A team's events after a place, in their order; who goes on from the last sequence he got misses none
 * (docs/decisions/0020-event-sequence.md). `null`: from the oldest that is kept. What is committed and has no number yet gets
 * one first, `limit` at most. @throws AppError gone when events behind that place are no longer kept (retention.ts)
 */
export async function eventsAfter(
  db: Db,
  teamId: number,
  after: number | null,
  limit: number,
): Promise<NumberedEvent[]> {
  const known = await read(db, teamId, after, limit);
  if (known.events.length >= limit || !known.unnumbered) return known.events;
  await number(db, teamId, limit);
  return (await read(db, teamId, after, limit)).events;
}

const number = (db: Db, teamId: number, most: number): Promise<number> =>
  write(db, teamId, async (tx) => {
    const { rows } = await sql<{ n: number }>`SELECT number_events(${teamId}, ${most}::integer) AS n`.execute(
      tx,
    );
    return rows[0]?.n ?? 0;
  });

/** In one statement with what was pruned: nothing can be deleted between the two. */
async function read(
  db: Db,
  teamId: number,
  after: number | null,
  limit: number,
): Promise<{ events: NumberedEvent[]; unnumbered: boolean }> {
  const { rows } = await sql<
    Omit<NumberedEvent, 'sequence'> & { sequence: number | null; pruned: number; unnumbered: boolean }
  >`
    SELECT s.pruned, EXISTS (SELECT FROM events WHERE team_id = ${teamId} AND sequence IS NULL) AS unnumbered,
      e.sequence, e.event_type AS type, e.resource_id AS "resourceId", e.user_id AS "userId", e.key, e.created_at AS "createdAt", e.body
    FROM (SELECT coalesce(max(pruned), 0) AS pruned FROM event_sequences WHERE team_id = ${teamId}) s
    LEFT JOIN LATERAL (
      SELECT sequence, event_type, resource_id, user_id, key, created_at, body FROM events
      WHERE team_id = ${teamId} AND sequence > ${after ?? 0} ORDER BY sequence LIMIT ${limit}) e ON true
    ORDER BY e.sequence`.execute(db);
  if (after !== null && after < (rows[0]?.pruned ?? 0))
    throw new AppError(
      'gone',
      'after is a place before the oldest event that is kept: read the records anew',
    );
  return {
    unnumbered: rows[0]?.unnumbered ?? false,
    events: rows.flatMap(({ pruned: _, unnumbered: __, sequence, ...event }) =>
      sequence === null ? [] : [{ ...event, sequence }],
    ),
  };
}

/** Numbered in one transaction where nobody had read a team's events before. */
const BACKLOG = 10_000;

/** The place behind all that is committed: who goes on from it gets what comes. */
export async function newestPlace(db: Db, teamId: number): Promise<number> {
  for (let numbered = BACKLOG; numbered === BACKLOG; ) numbered = await number(db, teamId, BACKLOG);
  return lastPlace(db, teamId);
}

/** The largest place that was given so far; what has none yet comes behind it. */
export async function lastPlace(db: Db, teamId: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    SELECT last FROM event_sequences WHERE team_id = ${teamId}`.execute(db);
  return rows[0]?.last ?? 0;
}

/**
 * Which of these teams have events behind the place that is given for each. In one statement, whatever their number. One event
 * is looked for, in its order: of EXISTS beside OR, the planner makes a table of all that have no number yet.
 */
export async function teamsWithNews(db: Db, places: ReadonlyMap<number, number>): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    SELECT t.id FROM unnest(${[...places.keys()]}::bigint[], ${[...places.values()]}::bigint[]) t (id, place)
    WHERE coalesce((SELECT true FROM events e WHERE e.team_id = t.id AND e.sequence IS NULL ORDER BY e.id LIMIT 1),
      (SELECT true FROM events e WHERE e.team_id = t.id AND e.sequence > t.place
        ORDER BY e.sequence LIMIT 1), false)`.execute(db);
  return rows.map(({ id }) => id);
}

/** Commands are numbered when they are committed, and say when they began: the longest takes less. */
const SLACK_MS = 3_600_000;

/**
 * A place before every event from `since` on, as near as halving finds it: numbers grow with time but for the length of a
 * transaction. `null`: from the oldest.
 */
export async function placeBefore(db: Db, teamId: number, since: Date): Promise<number | null> {
  const { rows } = await sql<{ pruned: number; last: number }>`
    SELECT pruned, last FROM event_sequences WHERE team_id = ${teamId}`.execute(db);
  let low = rows[0]?.pruned ?? 0;
  let high = rows[0]?.last ?? 0;
  const wanted = new Date(since.getTime() - SLACK_MS);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const found = await sql<{ before: SqlBool }>`
      SELECT created_at < ${wanted} AS before FROM events
      WHERE team_id = ${teamId} AND sequence > ${middle} ORDER BY sequence LIMIT 1`.execute(db);
    if (found.rows[0]?.before === true) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? null : low;
}

/** What the team's events of these deletions kept of their records, by id, of those behind a place or without a number yet. */
export async function deletionBodies(
  db: Db,
  teamId: number,
  { type, ids, first }: { type: string; ids: readonly number[]; first: number },
): Promise<Map<number, string>> {
  const { rows } = await sql<{ id: number; body: string }>`
    SELECT e.resource_id AS id, e.body FROM events e
    WHERE e.team_id = ${teamId} AND (e.sequence IS NULL OR e.sequence >= ${first}) AND e.event_type = ${type}
      AND e.resource_id = ANY(${ids}::bigint[]) AND e.body IS NOT NULL`.execute(db);
  return new Map(rows.map(({ id, body }) => [id, body]));
}
