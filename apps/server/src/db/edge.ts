import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { AppError } from '../kernel/errors.js';
import { statementsOf } from './prepare.js';

/**
 * How far a reader may read a team's rows in the order of their stamps (docs/decisions/0019-stamps.md): nothing that
 * becomes visible later has a stamp up to here, and everything whose write was answered before the asking has one.
 */
export interface Edge {
  /** As PostgreSQL writes a timestamptz. */
  readonly text: string;
  /** Microseconds since 1970. */
  readonly us: number;
}

/** Milliseconds between two looks at writers that are still open; the last one again and again. */
const LOOKS = [1, 1, 2, 2, 4, 8, 16, 32, 50];
/** A writer that is open for longer while somebody waits is ended. A test shortens it. */
export const edgeLimits = { openMs: 5_000, endedMs: 5_000 };
const REMEMBERED_TEAMS = 10_000;

// The offset is read before the sequence and both before the lock. Whoever takes a stamp holds the lock in share mode
// from before; that it is free says that nobody is open who could have one up to the edge. It is held for this
// statement alone.
const LOOK = `WITH t AS MATERIALIZED (SELECT stamp_offset_us AS ahead FROM teams WHERE id = $1::bigint),
    s AS MATERIALIZED (SELECT ahead + coalesce(pg_sequence_last_value('stamps'), 0) AS us FROM t)
    SELECT us, us_stamp(us)::text AS text, pg_try_advisory_xact_lock(stamp_lock($1::bigint)) AS free FROM s`;
const HOLDERS = `FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND mode = 'ShareLock' AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND (classid::bigint << 32) | objid::bigint = stamp_lock($1::bigint)`;
const OPEN = `SELECT virtualtransaction AS writer ${HOLDERS}`;
const STILL_OPEN = `SELECT virtualtransaction AS writer ${HOLDERS} AND virtualtransaction = ANY($2::text[])`;
const END = `SELECT pg_terminate_backend(pid) ${HOLDERS} AND virtualtransaction = ANY($2::text[]) AND pid <> pg_backend_pid()`;

interface Readers {
  running?: Promise<Edge> | undefined;
  next?: Promise<Edge> | undefined;
  /** The furthest edge found so far: it stays true. */
  found?: Edge;
}
const known = new WeakMap<pg.Pool, Map<number, Readers>>();

/**
 * The team's edge. Without open writers that is one short statement; otherwise those that were open when it began are
 * waited for, never later ones, and nobody who wants to write waits for a reader. All who ask before a look begins share it.
 * @throws AppError unavailable when a writer that was open for seconds could not be ended
 */
export function readEdge(pool: pg.Pool, team: number): Promise<Edge> {
  const readers = readersOf(pool, team);
  if (readers.next) return readers.next;
  const before = readers.running?.catch(() => undefined) ?? Promise.resolve();
  const next = before.then(() => {
    readers.running = next;
    readers.next = undefined;
    return look(pool, team, readers);
  });
  readers.next = next;
  // (the callers get the error; this line only forgets)
  void next
    .catch(() => undefined)
    .then(() => {
      if (readers.running === next) readers.running = undefined;
    });
  return next;
}

/** The furthest edge this process has found so far; undefined: none. It costs nothing and stays true. */
export const knownEdge = (pool: pg.Pool, team: number): Edge | undefined => known.get(pool)?.get(team)?.found;

function readersOf(pool: pg.Pool, team: number): Readers {
  const teams = known.get(pool) ?? new Map<number, Readers>();
  known.set(pool, teams);
  const readers = teams.get(team) ?? {};
  if (!teams.has(team)) {
    for (const [id, { running, next }] of teams) {
      if (teams.size < REMEMBERED_TEAMS) break;
      if (!running && !next) teams.delete(id);
    }
    teams.set(team, readers);
  }
  return readers;
}

async function look(pool: pg.Pool, team: number, readers: Readers): Promise<Edge> {
  const { rows } = await statementsOf(pool).query<{ us: number; text: string; free: boolean }>(LOOK, [team]);
  const [row] = rows;
  if (!row) throw new AppError('not_found', 'Not Found', { detail: `no team ${team}` });
  if (!row.free) await writersEnd(pool, team);
  const edge = { text: row.text, us: row.us };
  if (!readers.found || readers.found.us < edge.us) readers.found = edge;
  return edge;
}

/** Waits for all that are open now. */
async function writersEnd(pool: pg.Pool, team: number): Promise<void> {
  const writers = async (text: string, values: unknown[]) =>
    (await statementsOf(pool).query<{ writer: string }>(text, values)).rows.map((row) => row.writer);
  let open = await writers(OPEN, [team]);
  let waited = 0;
  let ending = false;
  for (let looks = 0; open.length > 0; looks += 1) {
    const wait = LOOKS[Math.min(looks, LOOKS.length - 1)] ?? 0;
    await delay(wait);
    waited += wait;
    open = await writers(STILL_OPEN, [team, open]);
    if (open.length === 0) return;
    if (!ending && waited >= edgeLimits.openMs) {
      ending = true;
      await statementsOf(pool).query(END, [team, open]);
    }
    if (waited >= edgeLimits.openMs + edgeLimits.endedMs)
      throw new AppError('unavailable', 'A change to this team has not ended yet: try again in a moment', {
        detail: `team ${team}: still open are ${open.join(', ')}`,
      });
  }
}
