import { setMaxListeners } from 'node:events';
import type { Logger } from 'pino';
import type { Database } from '../db/connect.js';
import type { Clock } from '../kernel/clock.js';
import type { TrackingLinks } from '../kernel/tracking-token.js';
import { sendCopies } from './copies.js';
import { handOverOpen } from './hand-over.js';
import { carryOn } from './long-commands.js';
import { nextOpen } from './next-open.js';
import type { Mailer } from './ports.js';
import { releaseScheduled } from './scheduled.js';
import { markLostSends } from './lost-sends.js';
import { createSender, type Sender } from './sender.js';
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
}

export interface Engine {
  start(): void;
  /**
   * Takes up nothing more and waits for the work in hand: for mail servers some seconds, or until `hurry`. May be called
   * more than once.
   */
  stop(hurry?: AbortSignal): Promise<void>;
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

/** How long a stop waits for what mail servers have begun to take; service managers kill after ten seconds or more. */
const STOP_PATIENCE_MS = 6000;

/** It waits for mail servers, which may take ten minutes to answer (mail/smtp-session.ts); much longer means stuck. */
const STUCK_MS = 1_500_000;

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
}: EngineOptions): Engine {
  let running: Promise<void> | undefined;
  let stopping = false;
  let wake: () => void = () => undefined;
  /** Something may have become due since the round began. */
  let woken = false;
  let closed: Promise<void> | undefined;
  let failing = false;
  /** When it last got on; undefined while it rests. */
  let progressAt: Date | undefined;

  const sending = { database, mailer, log, unsubscribeUrl, tracking, nextOpen };
  const wakeUp = () => {
    woken = true;
    wake();
  };

  /**
   * Plans and sends side by side until neither finds anything to do; what was taken up for sending may still be in hand.
   * @returns how many rows were worked on
   */
  async function round(sender: Sender, at: Clock): Promise<number> {
    let worked = 0;
    let planning = true;
    let onPlanned: () => void = () => undefined;
    async function plan(): Promise<void> {
      for (let found = 1; found > 0 && !stopping; worked += found) {
        progressAt = clock.now();
        found = await markLostSends({ database, log }, at.now());
        found += await carryOn({ database, log }, at.now());
        found += await handOverOpen({ database, log }, at.now());
        found += await tick({ database, log, batch, width }, at.now());
        found += await releaseScheduled({ database, log }, at.now());
        found += await sendCopies({ ...sending, clock: at }, at.now());
        onPlanned();
      }
    }
    async function send(): Promise<void> {
      while (!stopping) {
        const last = !planning;
        const planned = new Promise<void>((resolve) => {
          onPlanned = resolve;
        });
        const taken = await sender.more();
        progressAt = clock.now();
        worked += taken;
        if (taken === 0 && last) return;
        if (taken === 0 && planning) await planned;
      }
    }
    const planned = plan().finally(() => {
      planning = false;
      onPlanned();
    });
    // Both end before an error is told, so that no round overlaps the next.
    const ends = await Promise.allSettled([planned, send()]);
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    return worked;
  }

  async function loop(): Promise<void> {
    const sender = createSender({ ...sending, clock }, wakeUp);
    while (!stopping) {
      let worked = 0;
      woken = false;
      try {
        worked = await round(sender, clock);
        failing = false;
      } catch (error) {
        // The database is away or the like: rest, then look again.
        failing = true;
        woken = false;
        log.error({ err: error }, 'the engine could not look for due work');
      }
      progressAt = undefined;
      if (worked === 0 && !woken && !stopping) await rest();
    }
    await sender.idle().catch((error: unknown) => log.error({ err: error }, 'e-mails could not be settled'));
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
    stop: async (hurry) => {
      stopping = true;
      wake();
      const patience = AbortSignal.timeout(STOP_PATIENCE_MS);
      const end = hurry ? AbortSignal.any([hurry, patience]) : patience;
      // One listener for each transport: many mailboxes are no leak.
      setMaxListeners(0, end);
      closed ??= mailer.close(end);
      await Promise.all([running, closed]);
    },
    runOnce: async (now) => {
      const fixed: Clock = { now: () => now };
      const sender = createSender({ ...sending, clock: fixed });
      let total = 0;
      for (let worked = 1; worked > 0; total += worked) {
        try {
          worked = await round(sender, fixed);
        } finally {
          await sender.idle();
        }
      }
      return total;
    },
    runTeam: (teamId, at) => runTeam({ ...sending, clock }, { teamId, now: at }),
    problem: (now) => {
      if (!running) return 'the engine has not started';
      if (failing) return 'the engine could not look for due work';
      const stuck = progressAt && now.getTime() - progressAt.getTime() > STUCK_MS;
      return stuck ? `the engine has not got on with its work since ${progressAt?.toISOString()}` : undefined;
    },
  };
}
