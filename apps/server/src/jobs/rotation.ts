import type { Database } from '../db/connect.js';

/** How old the list of teams with work may be, milliseconds: for so long a team may wait to be found. */
const LOOK_MS = 500;
/** Teams found in one look; the next goes on behind them. */
const MOST_TEAMS = 1000;

/** Teams that have due rows of one kind, as this process knows it, in the order of their turns. */
export interface Rotation {
  /** Whether it is time to look for further teams. */
  isStale(now: Date): boolean;
  /** Where the next look begins, and how many teams it finds at most. */
  readonly view: { readonly after: number; readonly most: number };
  /** What a look found: teams that are new wait behind the others. */
  found(teamIds: readonly number[], now: Date): void;
  /** Whose turn it is: `most` at most. */
  next(most: number): number[];
  /**
   * What a claim of at most `limit` rows took of each: those of whom there may be more wait for their next turn, the others
   * that it reached are done with.
   */
  took(
    teamIds: readonly number[],
    counts: ReadonlyMap<number, number>,
    limit: number,
    filled: ReadonlySet<number>,
  ): void;
  /** They are done with until a look finds them. */
  leave(teamIds: readonly number[]): void;
}

/** `start`: at which of the teams that a look found the turns begin, from 0 to under 1. */
export function createRotation(start = 0): Rotation {
  const teams = new Set<number>();
  let after = 0;
  let lookedAt: number | undefined;
  return {
    // A clock may be put back.
    isStale: (now) => lookedAt === undefined || Math.abs(now.getTime() - lookedAt) >= LOOK_MS,
    get view() {
      return { after, most: MOST_TEAMS };
    },
    found: (teamIds, now) => {
      const first = Math.floor(start * teamIds.length);
      for (const id of [...teamIds.slice(first), ...teamIds.slice(0, first)]) teams.add(id);
      // Behind the last team comes the first, at once where nothing was left of them.
      after = teamIds.length < MOST_TEAMS ? 0 : (teamIds.at(-1) ?? 0);
      lookedAt = now.getTime();
    },
    next: (most) => {
      const turn: number[] = [];
      for (const id of teams) {
        if (turn.length >= most) break;
        turn.push(id);
      }
      return turn;
    },
    took: (teamIds, counts, limit, filled) => {
      let taken = 0;
      for (const id of teamIds) {
        if (taken >= limit) return;
        taken += counts.get(id) ?? 0;
        teams.delete(id);
        if (filled.has(id)) teams.add(id);
      }
    },
    leave: (teamIds) => {
      for (const id of teamIds) teams.delete(id);
    },
  };
}

const starts = new WeakMap<Database, number>();

/** Where the turns of whoever claims over these connections begin (`createRotation`): processes begin at different teams. */
export function startTurnsAt(database: Database, start: number): void {
  starts.set(database, start);
}

/** By database and queue: whoever claims in this process shares them. */
const rotations = new WeakMap<Database, Map<object, Rotation>>();

export function rotationOf(database: Database, queue: object): Rotation {
  let known = rotations.get(database);
  if (!known) rotations.set(database, (known = new Map()));
  let rotation = known.get(queue);
  if (!rotation) known.set(queue, (rotation = createRotation(starts.get(database))));
  return rotation;
}
