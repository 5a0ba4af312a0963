import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Database, Db } from '../db/connect.js';
import type { Loop } from './runner.js';

/** Work of no team, which one process at a time does for all of them. */
export interface Chore {
  /** As the loop's, and its row's in `server_facts`. */
  readonly name: string;
  /** Milliseconds from one round to the next, whoever does it. */
  readonly everyMs: number;
  /** A part of a round. @returns how many rows it worked on; 0: the round is over */
  part(now: Date): Promise<number>;
}

/** From the beginning of a part; a process that is gone, or failed, is followed by another after so long. Milliseconds. */
const LEASE_MS = 120_000;
/** Timers of one process are not exact: its own next round comes sooner than this share of the time and finds it due. */
const EARLY = 0.9;

/**
 * A loop of every process of which one at a time is at the chore: the first that finds it due, until it is done or its
 * lease ends. The others look again later and have nothing to do.
 */
export function choreLoop({ kysely }: Database, { name, everyMs, part }: Chore): Loop {
  const worker = randomUUID();
  const round = async (now: Date) => {
    if (!(await hold(kysely, name, worker, now, everyMs))) return 0;
    const worked = await part(now);
    if (worked === 0) await keepUntil(kysely, name, worker, new Date(now.getTime() + everyMs * EARLY));
    return worked;
  };
  return { name, restMs: everyMs, round };
}

/** Takes the chore, or goes on with it. @returns whether it is ours now; a lease longer than any (a clock was put back) is none */
async function hold(db: Db, name: string, worker: string, now: Date, everyMs: number): Promise<boolean> {
  const until = new Date(now.getTime() + LEASE_MS);
  const longest = new Date(now.getTime() + Math.max(LEASE_MS, everyMs));
  const { rows } = await sql`
    INSERT INTO server_facts AS f (name, value, held_by, held_until) VALUES (${name}, '', ${worker}, ${until})
    ON CONFLICT (name) DO UPDATE SET held_by = excluded.held_by, held_until = excluded.held_until
    WHERE f.held_until IS NULL OR f.held_until <= ${now} OR f.held_until > ${longest} OR f.held_by = ${worker}
    RETURNING 1`.execute(db);
  return rows.length > 0;
}

/** It is done until then; whoever lost it meanwhile changes nothing. */
async function keepUntil(db: Db, name: string, worker: string, until: Date): Promise<void> {
  await sql`UPDATE server_facts SET held_by = NULL, held_until = ${until} WHERE name = ${name} AND held_by = ${worker}`.execute(
    db,
  );
}
