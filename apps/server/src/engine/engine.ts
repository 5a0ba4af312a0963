import { setMaxListeners } from 'node:events';
import type { Logger } from 'pino';
import type { Database } from '../db/connect.js';
import type { Clock } from '../kernel/clock.js';
import type { TrackingLinks } from '../kernel/tracking-token.js';
import { createRunner, type Loop, runToRest } from '../jobs/runner.js';
import { sendCopies } from './sending/copies.js';
import { delegateOpen } from './planning/delegate.js';
import { carryOutRequests } from './data-control.js';
import { carryOn } from './long-commands.js';
import { nextOpen } from './planning/next-open.js';
import type { Mailer } from './ports.js';
import { releaseForServer } from './release-waiting.js';
import { releaseScheduled } from './sending/scheduled.js';
import { markLostSends } from './sending/lost-sends.js';
import { createSender } from './sending/sender.js';
import { runTeam } from './run-team.js';
import type { SendOptions, SwapLinks } from './sending/send-types.js';
import { tick } from './planning/tick.js';

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
  /** Asks programs for other links before an e-mail leaves; absent: nobody. */
  swapLinks?: SwapLinks | undefined;
  /** Actions taken per tick, and how many rows are worked on at once. */
  batch?: number;
  width?: number;
}

export interface Engine {
  /** What a process runs beside its other loops (jobs/runner.ts); `start` and `stop` are for these alone. */
  readonly loops: readonly Loop[];
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
}

/** How long a stop waits for what mail servers have begun to take; service managers kill after ten seconds or more. */
const STOP_PATIENCE_MS = 6000;

/** The engine of one process. Several may run against one database: rows are claimed under leases. */
export function createEngine(options: EngineOptions): Engine {
  const { database, mailer, clock, log, tickMs, unsubscribeUrl, tracking, swapLinks } = options;
  const sending: Sending = { database, mailer, log, unsubscribeUrl, tracking, swapLinks, nextOpen };
  let stopping = false;
  let closed: Promise<void> | undefined;

  /** Ends with the process: a mail server may have to answer. */
  const stop = async (hurry?: AbortSignal): Promise<void> => {
    stopping = true;
    const patience = AbortSignal.timeout(STOP_PATIENCE_MS);
    const end = hurry ? AbortSignal.any([hurry, patience]) : patience;
    // One listener for each transport: many mailboxes are no leak.
    setMaxListeners(0, end);
    closed ??= mailer.close(end);
    await closed;
  };
  const loops = [...planning(options, { ...sending, clock }), { ...emails({ ...sending, clock }), stop }];
  const runner = createRunner({ loops, clock, log, restMs: tickMs });

  return {
    loops,
    start: () => runner.start(),
    stop: (hurry) => runner.stop(hurry),
    runOnce: (now) => {
      const at = { ...sending, clock: { now: () => now } };
      return runToRest([planning(options, at), [emails(at)]], now, () => stopping);
    },
    runTeam: (teamId, at) => runTeam({ ...sending, clock }, { teamId, now: at }),
  };
}

type Sending = Omit<SendOptions, 'clock'>;

/** What decides, and so makes e-mails due. Each looks for rows of its own kind. */
function planning({ batch = 100, width = 6 }: EngineOptions, sending: SendOptions): Loop[] {
  const { database, log } = sending;
  return [
    { name: 'lost_sends', wakes: ['actions'], round: (now) => markLostSends({ database, log }, now) },
    { name: 'long_commands', wakes: ['actions'], round: (now) => carryOn({ database, log }, now) },
    { name: 'data_control', round: (now) => carryOutRequests({ database, log }, now) },
    { name: 'absences', wakes: ['actions'], round: (now) => delegateOpen({ database, log }, now) },
    { name: 'actions', wakes: ['emails'], round: (now) => tick({ database, log, batch, width }, now) },
    {
      name: 'scheduled_emails',
      wakes: ['emails'],
      round: (now) => releaseScheduled({ database, log }, now),
    },
    { name: 'server_transport', wakes: ['emails'], round: (now) => releaseForServer(database, now) },
    { name: 'copies', round: (now) => sendCopies(sending, now) },
  ];
}

/** What sends. Messages that were settled make the next actions due, and room for other messages. */
function emails(sending: SendOptions): Loop {
  let onFreed: () => void = () => undefined;
  const sender = createSender(sending, () => onFreed());
  return {
    name: 'emails',
    wakes: ['actions'],
    listen: (tell) => {
      onFreed = tell;
    },
    round: () => sender.more(),
    drain: () => sender.idle(),
  };
}
