/**
 * The only file that reads the wall clock (docs/architecture.md, Rules). The edge reads it once per unit of work and hands
 * `now` down; domain, engine and SQL take it as an argument.
 */
export interface Clock {
  /** The present moment. */
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is moved: simulated weeks, tests. */
export function manualClock(
  start: Date | string,
): Clock & { set(to: Date | string): void; advance(milliseconds: number): void } {
  let present = new Date(start).getTime();
  return {
    now: () => new Date(present),
    set: (to) => {
      present = new Date(to).getTime();
    },
    advance: (milliseconds) => {
      present += milliseconds;
    },
  };
}

/** A team's clock: the wall clock plus the offset its sandbox travelled (teams.clock_offset_ms). */
export function teamNow(now: Date, offsetMs: number): Date {
  return offsetMs === 0 ? now : new Date(now.getTime() + offsetMs);
}
