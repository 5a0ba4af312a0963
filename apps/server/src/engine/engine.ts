import type { Logger } from 'pino';
import type { Database } from '../db/connect.js';
import type { Clock } from '../kernel/clock.js';
import type { TrackingLinks } from '../kernel/tracking-token.js';
import { nextOpen } from './next-open.js';
import type { Mailer } from './ports.js';
import { releaseScheduled } from './scheduled.js';
import { markLostSends, sendQueued } from './send.js';
import { runTeam } from './run-team.js';
import { tick } from './tick.js';

export interface EngineOptions {
  database: Database;
  mailer: Mailer;
  clock: Clock;
  log: Logger;
  /** How long to rest when nothing is due, in milliseconds. */
  tickMs: number;
  /** Origin of links in e-mails (tracking, opt-out: later rules need it). */
  publicUrl: string;
  /** Where the person of an e-mail opts out; absent: no List-Unsubscribe. */
  unsubscribeUrl?: ((teamId: number, emailId: number) => string) | undefined;
  /** Addresses of pixels and tracked links; absent: nothing is tracked. */
  tracking?: TrackingLinks | undefined;
  /** Actions taken per tick, and how many rows are worked on at once. */
  batch?: number;
  width?: number;
  /** Messages handed over at once; each mailbox has five connections at most. */
  sendWidth?: number;
}

export interface Engine {
  start(): void;
  /** Waits for the work in hand, then closes the mailer. May be called more than once. */
  stop(): Promise<void>;
  /** Everything that is due at `now`, until nothing is left. @returns how many rows were worked on. */
  runOnce(now: Date): Promise<number>;
  /**
   * Everything of one team that is due at `at`, a moment of the team's own clock: for whoever moves that clock and holds
   * its lock. In one order, so that the same always gives the same. @returns how many rows were worked on
   */
  runTeam(teamId: number, at: Date): Promise<number>;
  /** Why it does not get on with its work, in one line; undefined when it does. */
  problem(now: Date): string | undefined;
}

/** A round waits for mail servers, each given up after two minutes (mail/smtp.ts); much longer means stuck. */
const STUCK_MS = 600_000;

/** The engine of one process. Several may run against one database: rows are claimed under leases. */
export function createEngine({
  database,
  mailer,
  clock,
  log,
  tickMs,
  unsubscribeUrl,
  tracking,
  batch = 100,
  width = 6,
  sendWidth = 16,
}: EngineOptions): Engine {
  let running: Promise<void> | undefined;
  let stopping = false;
  let wake: () => void = () => undefined;
  let closed: Promise<void> | undefined;
  let failing = false;
  let roundBegan: Date | undefined;

  const sending = { database, mailer, log, width: sendWidth, unsubscribeUrl, tracking, nextOpen };

  async function round(at: Clock): Promise<number> {
    const planned = await tick({ database, log, batch, width }, at.now());
    const released = await releaseScheduled({ database, log }, at.now());
    const sent = await sendQueued({ ...sending, clock: at });
    return planned + released + sent;
  }

  async function loop(): Promise<void> {
    while (!stopping) {
      let worked = 0;
      try {
        roundBegan = clock.now();
        await markLostSends({ database, log }, roundBegan);
        worked = await round(clock);
        failing = false;
      } catch (error) {
        // The database is away or the like: rest, then look again.
        failing = true;
        log.error({ err: error }, 'the engine could not look for due work');
      }
      roundBegan = undefined;
      if (worked === 0 && !stopping) await rest();
    }
  }

  function rest(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, tickMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    start: () => {
      if (!stopping) running ??= loop();
    },
    stop: async () => {
      stopping = true;
      wake();
      await running;
      closed ??= mailer.close();
      await closed;
    },
    runOnce: async (now) => {
      const fixed: Clock = { now: () => now };
      let total = await markLostSends({ database, log }, now);
      for (let worked = await round(fixed); worked > 0; worked = await round(fixed)) total += worked;
      return total;
    },
    runTeam: (teamId, at) => runTeam({ ...sending, clock }, { teamId, now: at }),
    problem: (now) => {
      if (!running) return 'the engine has not started';
      if (failing) return 'the engine could not look for due work';
      const stuck = roundBegan && now.getTime() - roundBegan.getTime() > STUCK_MS;
      return stuck ? `the engine has worked on one round since ${roundBegan?.toISOString()}` : undefined;
    },
  };
}
