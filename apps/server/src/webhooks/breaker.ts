/** Failures in a row after which nobody is asked for a while, and for how long, milliseconds. */
const FAILURES = 3;
const REST_MS = 60_000;
/** Who is remembered. */
const REMEMBERED = 10_000;

/** Keeps from asking whoever does not answer. */
export interface Breaker {
  /** Whether to ask now; after a rest one alone does, for all. */
  mayAsk(id: number, now: Date): boolean;
  answered(id: number): void;
  failed(id: number, now: Date): void;
}

/** A breaker for each that is asked, in memory of this process. Pure. */
export function createBreaker(): Breaker {
  const failures = new Map<number, { count: number; until: number }>();
  return {
    mayAsk: (id, now) => {
      const known = failures.get(id);
      if (!known || known.count < FAILURES) return true;
      if (now.getTime() < known.until) return false;
      // The others wait for what becomes of this one.
      known.until = now.getTime() + REST_MS;
      return true;
    },
    answered: (id) => {
      failures.delete(id);
    },
    failed: (id, now) => {
      const count = (failures.get(id)?.count ?? 0) + 1;
      failures.delete(id);
      failures.set(id, { count, until: now.getTime() + REST_MS });
      for (const oldest of failures.keys()) {
        if (failures.size <= REMEMBERED) break;
        failures.delete(oldest);
      }
    },
  };
}
