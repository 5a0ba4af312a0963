import { sql } from 'kysely';
import type { Database, Tx } from '../db/connect.js';
import { write } from '../db/write.js';
import { type ClaimOptions, claimDue, dueRows, type Queue, type Take } from './lease.js';
import { pauseAfter, type Retries } from './retry.js';

/**
 * Stored work that is done part by part, each in a transaction of its own. A row of its table is one piece of work, with
 * `attempts` (tries in a row since the last part that was done), `retry_at` (the end of the lease of whoever is at it, and
 * of the rest after a part that failed), `after_id` and `done` (how far it is), `failed_at` and `problem` (given up, and why).
 * Whoever deletes the row, or sets `failed_at` with the row locked (a cancel), ends the work after the part in hand: what is
 * claimed and has not begun has no effect.
 */
export interface PartedWork {
  readonly queue: Queue;
  readonly retries: Retries;
  /**
   * From the claim to the part, which holds the row locked, in milliseconds; whoever is killed in it leaves the work alone
   * for so long, or for the rest it has earned.
   */
  readonly leaseMs: number;
}

/** A claimed piece of work: `attempts` counts the try that begins, and is the token of whoever claimed it. */
export interface PartClaim {
  team_id: number;
  id: number;
  attempts: number;
}

/** How far the work is after a part; `after` is undefined when nothing is left. */
export interface Progress {
  after: number | undefined;
  done: number;
}

/** What whoever does the work knows of it. */
export interface Parts {
  /** Columns of the row that a part needs. */
  readonly columns: readonly string[];
  /** One part of a row that is held locked. */
  part(tx: Tx, row: Readonly<Record<string, unknown>>, claim: PartClaim, now: Date): Promise<Progress>;
  /** Told of a part that failed; `error` is undefined where the last try ended its process. `over`: it is given up. */
  onFailure(claim: PartClaim, error: unknown, over: boolean): void;
  /** Why it was given up, in a sentence for whoever gave the command. */
  problem(error: unknown): string;
}

/**
 * One part of each piece of work that nobody else is at. One that fails, or ends its process, rests longer each time; after
 * `retries.tries` in a row it is given up. @returns how many rows were worked on
 */
export async function workInParts(
  database: Database,
  work: PartedWork,
  how: Pick<ClaimOptions<PartClaim>, 'now' | 'limit' | 'admit' | 'only'>,
  parts: Parts,
): Promise<number> {
  const { tries } = work.retries;
  const claims = await claimDue(database, work.queue, { ...how, take: takeParts(work) });
  let worked = 0;
  for (const { row: claim, now } of claims) {
    const inTeam = (then: (tx: Tx) => Promise<void>) => write(database.kysely, claim.team_id, then);
    if (claim.attempts > tries) {
      parts.onFailure(claim, undefined, true);
      await inTeam((tx) => giveUp(tx, work, claim, parts.problem(undefined), now));
      continue;
    }
    try {
      worked += await write(database.kysely, claim.team_id, (tx) => nextPart(tx, work, claim, now, parts));
    } catch (error) {
      const over = claim.attempts >= tries;
      parts.onFailure(claim, error, over);
      await inTeam((tx) =>
        over ? giveUp(tx, work, claim, parts.problem(error), now) : rest(tx, work, claim, now),
      );
    }
  }
  return worked;
}

/**
 * A try counts before it begins, in the transaction of its claim: a part that takes the process with it (memory, a fault
 * of the runtime) can note nothing. A part that ends well takes the count back.
 */
const takeParts =
  ({ queue, leaseMs }: PartedWork): Take<PartClaim> =>
  async (tx, team, room) => {
    const { rows } = await sql<PartClaim>`
      UPDATE ${sql.table(queue.table)} w SET attempts = w.attempts + 1, retry_at = ${new Date(team.now.getTime() + leaseMs)}
      FROM (${dueRows(queue, ['team_id', 'id'], team, room)}) d WHERE w.team_id = d.team_id AND w.id = d.id
      RETURNING w.team_id, w.id, w.attempts`.execute(tx);
    return rows.sort((a, b) => a.id - b.id);
  };

/** The row as long as it is ours: whoever was away for longer than its claim finds another count. */
const ours = ({ team_id, id, attempts }: PartClaim) =>
  sql`team_id = ${team_id} AND id = ${id} AND attempts = ${attempts}`;

/** @returns how many rows were worked on; 0 when the claim was lost, or the work was ended */
async function nextPart(
  tx: Tx,
  { queue }: PartedWork,
  claim: PartClaim,
  now: Date,
  { columns, part }: Parts,
): Promise<number> {
  const table = sql.table(queue.table);
  const { rows } = await sql<Record<string, unknown>>`
    SELECT ${sql.join(columns.map((column) => sql.ref(column)))} FROM ${table}
    WHERE team_id = ${claim.team_id} AND ${ours(claim)} AND failed_at IS NULL FOR UPDATE SKIP LOCKED`.execute(
    tx,
  );
  const [row] = rows;
  if (!row) return 0;
  const { after, done } = await part(tx, row, claim, now);
  if (after === undefined) await sql`DELETE FROM ${table} WHERE ${ours(claim)}`.execute(tx);
  else
    await sql`UPDATE ${table} SET after_id = ${after}, done = done + ${done}, attempts = 0, retry_at = NULL
      WHERE ${ours(claim)}`.execute(tx);
  return done;
}

/** After a part that failed. */
async function rest(tx: Tx, { queue, retries }: PartedWork, claim: PartClaim, now: Date): Promise<void> {
  const pause = pauseAfter(retries, claim.attempts, `${queue.table} ${claim.id}`);
  await sql`UPDATE ${sql.table(queue.table)} SET retry_at = ${new Date(now.getTime() + pause)} WHERE ${ours(claim)} AND failed_at IS NULL`.execute(
    tx,
  );
}

async function giveUp(
  tx: Tx,
  { queue, retries }: PartedWork,
  claim: PartClaim,
  problem: string,
  now: Date,
): Promise<void> {
  await sql`UPDATE ${sql.table(queue.table)} SET attempts = ${retries.tries}, failed_at = ${now}, problem = ${problem}
    WHERE ${ours(claim)} AND failed_at IS NULL`.execute(tx);
}
