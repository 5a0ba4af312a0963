import type { Logger } from 'pino';
import type { Clock } from '../kernel/clock.js';

/** Work that a process looks for again and again, beside its other loops. */
export interface Loop {
  /** As /readyz and the log call it. */
  readonly name: string;
  /** One look for work, and the work. @returns how many rows were worked on; 0: it rests @throws when it could not look */
  round(now: Date): Promise<number>;
  /** Why it does not get on, in one line, beyond what its rounds tell (they throw, or do not end). */
  problem?(now: Date): string | undefined;
  /** Milliseconds between two looks when nothing is to be done, asked before each rest; else the runner's. */
  readonly restMs?: number | (() => number);
  /** The loops that may have work when this one had. */
  readonly wakes?: readonly string[];
  /** Told once, before its first round: whom to tell when work may have come between two looks. */
  listen?(tell: () => void): void;
  /** Called at once when the process stops, while a round may still be in hand. `hurry`: it may not take long. */
  stop?(hurry?: AbortSignal): Promise<void>;
  /** Called after its last round: waits for what that left in hand. */
  drain?(): Promise<void>;
}

export interface Runner {
  start(): void;
  /** Looks as soon as the round in hand is over. */
  wake(name: string): void;
  /** Takes up nothing more and waits for what is in hand. May be called more than once. */
  stop(hurry?: AbortSignal): Promise<void>;
  /** A line for each loop: `ok`, or why it does not get on. */
  health(now: Date): Record<string, string>;
}

/** A round waits for mail servers, which may take ten minutes to answer (mail/smtp-session.ts); much longer means stuck. */
const STUCK_MS = 1_500_000;

export interface RunnerOptions {
  loops: readonly Loop[];
  clock: Clock;
  log: Logger;
  /** How long to rest when there is nothing to do, in milliseconds. */
  restMs: number;
}

/**
 * Runs loops side by side until it is stopped: each by itself, so that one that fails or waits holds up no other. One
 * that found work looks again at once; one that failed rests first, whoever wakes it.
 */
export function createRunner({ loops, clock, log, restMs }: RunnerOptions): Runner {
  const lanes = new Map(loops.map((loop) => [loop.name, laneOf(loop, { clock, log, restMs, wake })]));
  function wake(name: string): void {
    lanes.get(name)?.wake();
  }
  return {
    start: () => {
      for (const lane of lanes.values()) lane.start();
    },
    wake,
    stop: async (hurry) => {
      await Promise.all([...lanes.values()].map((lane) => lane.stop(hurry)));
    },
    health: (now) =>
      Object.fromEntries([...lanes].map(([name, lane]) => [name, lane.problem(now) ?? 'ok'] as const)),
  };
}

interface Lane {
  start(): void;
  wake(): void;
  stop(hurry?: AbortSignal): Promise<void>;
  problem(now: Date): string | undefined;
}

/** long: what runs, rests, is woken and stopped is one state of a loop, told in its `health`. */
function laneOf(
  loop: Loop,
  { clock, log, restMs, wake }: Omit<RunnerOptions, 'loops'> & { wake(name: string): void },
): Lane {
  let running: Promise<void> | undefined;
  let stopping = false;
  let failing = false;
  /** When the round in hand began; undefined while it rests. */
  let since: Date | undefined;
  /** Work may have come since the round began. */
  let woken = false;
  let endRest: () => void = () => undefined;

  const wakeOthers = () => {
    for (const name of loop.wakes ?? []) wake(name);
  };
  const wakeUp = () => {
    woken = true;
    endRest();
  };

  async function run(): Promise<void> {
    loop.listen?.(() => {
      wakeUp();
      wakeOthers();
    });
    while (!stopping) {
      woken = false;
      const worked = await round();
      if (worked > 0) wakeOthers();
      else if (!woken && !stopping) await rest();
    }
    await loop
      .drain?.()
      .catch((error: unknown) => log.error({ err: error, loop: loop.name }, 'work could not be ended'));
  }

  async function round(): Promise<number> {
    since = clock.now();
    try {
      const worked = await loop.round(since);
      failing = false;
      return worked;
    } catch (error) {
      // The database is away or the like: rest, then look again.
      failing = true;
      woken = false;
      log.error({ err: error, loop: loop.name }, 'a loop could not look for work');
      return 0;
    } finally {
      since = undefined;
    }
  }

  function rest(): Promise<void> {
    return new Promise((resolve) => {
      const own = typeof loop.restMs === 'function' ? loop.restMs() : loop.restMs;
      const timer = setTimeout(resolve, own ?? restMs);
      endRest = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    start: () => {
      if (!stopping) running ??= run();
    },
    wake: wakeUp,
    stop: async (hurry) => {
      stopping = true;
      endRest();
      await Promise.all([loop.stop?.(hurry), running]);
    },
    problem: (now) => {
      if (!running) return 'has not started';
      if (failing) return 'could not look for work';
      if (since && now.getTime() - since.getTime() > STUCK_MS)
        return `has not got on since ${since.toISOString()}`;
      return loop.problem?.(now);
    },
  };
}

/**
 * Runs loops at one moment until none of them finds anything to do: lanes side by side, the loops of a lane in turn. What
 * a loop leaves in hand (`drain`) is waited for, and looked behind. @returns how many rows were worked on
 * @throws what a loop throws, when the others have ended
 */
export async function runToRest(
  lanes: readonly (readonly Loop[])[],
  now: Date,
  stopped: () => boolean = () => false,
): Promise<number> {
  let total = 0;
  for (let worked = 1; worked > 0 && !stopped(); total += worked) {
    try {
      worked = await untilIdle(lanes, now, stopped);
    } finally {
      await Promise.all(lanes.flat().map(async (loop) => loop.drain?.()));
    }
  }
  return total;
}

async function untilIdle(
  lanes: readonly (readonly Loop[])[],
  now: Date,
  stopped: () => boolean,
): Promise<number> {
  let total = 0;
  /** Counts rounds that found work: whoever found nothing before the last of them looks again. */
  let changes = 0;
  let idle = 0;
  let over = false;
  let waiting: (() => void)[] = [];
  const tell = () => {
    for (const resolve of waiting.splice(0)) resolve();
  };
  async function run(loops: readonly Loop[]): Promise<void> {
    while (!over && !stopped()) {
      const seen = changes;
      let worked = 0;
      for (const loop of loops) worked += await loop.round(now);
      total += worked;
      if (worked > 0) {
        changes += 1;
        tell();
      } else if (seen === changes) {
        idle += 1;
        over ||= idle === lanes.length;
        while (!over && seen === changes) await new Promise<void>((resolve) => waiting.push(resolve));
        idle -= 1;
      }
    }
  }
  const ends = await Promise.allSettled(
    lanes.map((loops) =>
      run(loops).finally(() => {
        // At rest, stopped or failed: the others end with their round in hand.
        over = true;
        tell();
      }),
    ),
  );
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return total;
}
