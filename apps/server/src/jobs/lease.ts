import { type RawBuilder, sql } from 'kysely';
import type { Database, Db, Tx } from '../db/connect.js';
import { writeAcrossTeams } from '../db/write.js';
import { rotationOf } from './rotation.js';

/** Rows of a table that are work. Its SQL is over `q`, a row of the table, and led by an index of `team_id`. */
export interface Queue {
  readonly table: string;
  /** Which rows may ever be due: the condition of that index. */
  readonly waiting: RawBuilder<unknown>;
  /** Whether one is due, and free of others, at `now` of its team and `wall` of the server. */
  readonly due: (now: RawBuilder<unknown>, wall: RawBuilder<unknown>) => RawBuilder<unknown>;
  /** The order in which rows of one team are taken: that of the index. */
  readonly order: RawBuilder<unknown>;
}

/** A team and its own present (kernel/clock.ts teamNow). */
export interface TeamNow {
  readonly teamId: number;
  readonly now: Date;
}

/** Which of these teams may be worked on in this transaction, each with its present; in whatever order. */
export type Admit = (tx: Tx, teamIds: readonly number[], wall: Date) => Promise<readonly TeamNow[]>;

/** Takes up to `limit` due rows of one team: a statement of that team alone. */
export type Take<R> = (tx: Tx, team: TeamNow, room: Room) => Promise<readonly R[]>;

export interface Room {
  readonly limit: number;
  /** The server's own clock. */
  readonly wall: Date;
}

export interface ClaimOptions<R> {
  /** The wall clock. */
  now: Date;
  limit: number;
  take: Take<R>;
  /** Which teams take part; all, at the wall clock, when absent. */
  admit?: Admit;
  /** This team alone, at a moment of its own clock; whoever moves that holds its lock. */
  only?: TeamNow | undefined;
  /** Further conditions on rows, over `q`: those of `take`, so that nobody is looked up whom it takes nothing from. */
  and?: RawBuilder<unknown>;
  /** Teams that get nothing at present: their rows are not looked for, however many there are. */
  without?: readonly number[] | undefined;
  /** How many rows of a team may be taken, beside so many of others in this claim; as many as there is room for when absent. */
  most?: ((teamId: number, others: number) => number) | undefined;
  /**
   * Nothing rests on these leases that is not looked at again under their rows' locks: COMMIT need not wait for the disk. A
   * claim that a crash of PostgreSQL undoes was never made.
   */
  forgettable?: boolean;
}

const everyTeam: Admit = async (_tx, teamIds, wall) => teamIds.map((teamId) => ({ teamId, now: wall }));

/**
 * Due rows, team first: which teams have any is looked up now and then (jobs/rotation.ts), they take turns, and what is
 * taken is a bounded number of rows of each, found by the index that its `team_id` leads. So a team with a million due
 * rows holds up another for one claim, and a claim costs the same whatever the others have. `take` writes the leases, in
 * one transaction that may be carried out again. @returns the rows, each with its team's present
 */
export async function claimDue<R extends { team_id: number }>(
  database: Database,
  queue: Queue,
  options: ClaimOptions<R>,
): Promise<{ row: R; now: Date }[]> {
  const { now, limit, take, only, and = sql`true`, without = [], forgettable = false } = options;
  const claim = <T>(work: (tx: Tx) => Promise<T>) =>
    writeAcrossTeams(database.kysely, work, { tries: 3, forgettable });
  if (only)
    return claim(async (tx) => {
      const rows = await take(tx, only, { limit, wall: now });
      return rows.map((row) => ({ row, now: only.now }));
    });
  const rotation = rotationOf(database, queue);
  let looked = false;
  const look = async () => {
    looked = true;
    const { after, most } = rotation.view;
    rotation.found(await teamsWithWork(database.kysely, queue, now, { after, most, and, without }), now);
  };
  if (rotation.isStale(now)) await look();
  rotation.leave(without);
  for (;;) {
    const teamIds = rotation.next(limit);
    if (teamIds.length === 0 && looked) return [];
    if (teamIds.length === 0) {
      await look();
      continue;
    }
    const { claims, filled } = await claim((tx) => claimOf(tx, teamIds, options));
    const counts = new Map<number, number>();
    for (const { row } of claims) counts.set(row.team_id, (counts.get(row.team_id) ?? 0) + 1);
    rotation.took(teamIds, counts, limit, filled);
    if (claims.length > 0) return claims;
  }
}

/** @returns what was taken, and which teams may have more than that */
async function claimOf<R extends { team_id: number }>(
  tx: Tx,
  teamIds: readonly number[],
  { admit = everyTeam, take, limit, now: wall, most = () => limit }: ClaimOptions<R>,
): Promise<{ claims: { row: R; now: Date }[]; filled: ReadonlySet<number> }> {
  const admitted = new Map((await admit(tx, teamIds, wall)).map((team) => [team.teamId, team]));
  const claims: { row: R; now: Date }[] = [];
  const filled = new Set<number>();
  for (const id of teamIds) {
    const team = admitted.get(id);
    const room = Math.min(limit - claims.length, most(id, claims.length));
    if (!team || room <= 0) continue;
    const rows = await take(tx, team, { limit: room, wall });
    for (const row of rows) claims.push({ row, now: team.now });
    if (rows.length >= room) filled.add(id);
    if (claims.length >= limit) break;
  }
  return { claims, filled };
}

/**
 * Teams behind `after` that have due rows, by id: from team to team by the index, whatever lies between them.
 * One step for each team with anything waiting, due or not.
 */
async function teamsWithWork(
  db: Db,
  { table, waiting, due, order }: Queue,
  wall: Date,
  {
    after,
    most,
    and,
    without,
  }: { after: number; most: number; and: RawBuilder<unknown>; without: readonly number[] },
): Promise<number[]> {
  const rows = sql`FROM ${sql.table(table)} q WHERE ${waiting}`;
  const now = sql`(${wall}::timestamptz + s.clock_offset_ms * interval '1 millisecond')`;
  const result = await sql<{ team_id: number }>`
    WITH RECURSIVE step (team_id) AS (
      (SELECT q.team_id ${rows} AND q.team_id > ${after} ORDER BY q.team_id LIMIT 1)
      UNION ALL
      SELECT (SELECT q.team_id ${rows} AND q.team_id > step.team_id ORDER BY q.team_id LIMIT 1) FROM step WHERE step.team_id IS NOT NULL)
    SELECT s.team_id FROM (SELECT step.team_id, t.clock_offset_ms FROM step JOIN teams t ON t.id = step.team_id
      WHERE step.team_id <> ALL(${without}::bigint[]) OFFSET 0) s
    CROSS JOIN LATERAL (
      SELECT 1 ${rows} AND q.team_id = s.team_id AND ${due(now, sql`${wall}::timestamptz`)} AND ${and} ORDER BY ${order} LIMIT 1) d
    LIMIT ${most}`.execute(db);
  return result.rows.map((row) => row.team_id);
}

/**
 * The rows of one team to take, as a query of these columns, locked unless somebody else has them: for a statement that
 * writes their leases.
 */
export function dueRows(
  { table, waiting, due, order }: Queue,
  columns: readonly string[],
  { teamId, now }: TeamNow,
  { limit, wall }: Room,
  and: RawBuilder<unknown> = sql`true`,
): RawBuilder<unknown> {
  const named = sql.join(columns.map((column) => sql.ref(`q.${column}`)));
  return sql`
    SELECT ${named} FROM ${sql.table(table)} q
    WHERE q.team_id = ${teamId} AND ${waiting} AND ${due(sql`${now}::timestamptz`, sql`${wall}::timestamptz`)} AND ${and}
    ORDER BY ${order} LIMIT ${limit} FOR UPDATE OF q SKIP LOCKED`;
}

/** Where a table keeps who holds a row, and until when. */
export interface LeaseColumns {
  readonly table: string;
  readonly until: string;
  readonly by: string;
}

export interface Held {
  readonly teamId: number;
  readonly id: number;
}

/** The condition under which a row of `table` is still held by `by`: whoever was away too long finds another there. */
function heldBy({ by: column }: LeaseColumns, { teamId, id }: Held, by: string): RawBuilder<boolean> {
  return sql<boolean>`team_id = ${teamId} AND id = ${id} AND ${sql.ref(column)} = ${by}`;
}

interface Renewal {
  readonly until: Date;
  /** A further condition: without it the lease ends, and counts as lost. */
  readonly and?: RawBuilder<unknown>;
  /** Columns to tell. */
  readonly returning?: readonly string[];
}

/** Renews a lease that is still `by`'s. @returns columns of the row; undefined: it was lost */
export async function renewLease(
  db: Db,
  columns: LeaseColumns,
  held: Held,
  by: string,
  { until, and = sql`true`, returning = ['id'] }: Renewal,
): Promise<Record<string, unknown> | undefined> {
  const told = sql.join(returning.map((column) => sql.ref(column)));
  const { rows } = await sql<Record<string, unknown>>`
    UPDATE ${sql.table(columns.table)} SET ${sql.ref(columns.until)} = ${until}
    WHERE ${heldBy(columns, held, by)} AND ${and} RETURNING ${told}`.execute(db);
  return rows[0];
}

/** Gives a row back, so that the next worker need not wait for the end of its lease. What is not `by`'s stays. */
export async function releaseLease(db: Db, columns: LeaseColumns, held: Held, by: string): Promise<void> {
  await sql`UPDATE ${sql.table(columns.table)} SET ${sql.ref(columns.until)} = NULL, ${sql.ref(columns.by)} = NULL
    WHERE ${heldBy(columns, held, by)}`.execute(db);
}
