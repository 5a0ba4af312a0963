/** How long the loops of webhooks rest when there is nothing to do: an event waits for so long at most. Milliseconds. */
const REST_MS = 100;
/** Where nobody listens, as on most servers most of the time: the first event after a subscription waits so long. */
const QUIET_MS = 1000;

/** The rest of both loops of a process, by what the one that looks for events has found. */
export interface Pace {
  restMs(): number;
  /** Whether it is worth asking now: once in a while. */
  asks(now: Date): boolean;
  found(listened: boolean): void;
}

export function createPace(): Pace {
  let listened = true;
  let asked = 0;
  return {
    restMs: () => (listened ? REST_MS : QUIET_MS),
    asks: (now) => {
      const due = !listened || Math.abs(now.getTime() - asked) >= QUIET_MS;
      if (due) asked = now.getTime();
      return due;
    },
    found: (found) => {
      listened = found;
    },
  };
}
