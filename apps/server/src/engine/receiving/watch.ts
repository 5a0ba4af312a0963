import { randomUUID } from 'node:crypto';
import { noteReceiveFailure } from '../../domain/mailboxes/watch-rows.js';
import type { Watched } from '../../domain/receiving/index.js';
import type { Loop } from '../../jobs/runner.js';
import type { MailboxDirectory, MailboxReader, MailboxSession } from '../ports.js';
import { type ReceiveOptions, syncMailbox } from './receive.js';
import { claimMailboxes, endWatch, renewWatch } from './watch-leases.js';

/** A worker that vanished is replaced when this is over, and the next look for free mailboxes comes: within a minute. */
export const WATCH_LEASE_MS = 45_000;
const RENEW_MS = 15_000;
const LOOK_MS = 5_000;
/** Without progress for this long a connection is dead, whatever it says: its lease is not renewed. */
const STUCK_MS = 5 * 60_000;
/** Open IMAP connections of one worker. */
const MOST = 500;
/** Connections opened at once after a start. */
const TAKEN_AT_ONCE = 20;

export interface WatchOptions extends ReceiveOptions {
  directory: MailboxDirectory;
  reader: MailboxReader;
  /** The longest time between two looks, milliseconds; with IDLE the inbox is looked at as soon as something comes. */
  pollMs: number;
  /** Names this worker on the leases; made up when absent. */
  worker?: string;
  /** How often leases are renewed, milliseconds; 15 seconds when absent. */
  renewMs?: number;
}

export interface MailWatch {
  /** Takes mailboxes that nobody watches; its stop ends the connections and gives the mailboxes back. */
  readonly loop: Loop;
  /** Looks once at every mailbox that nobody watches, and gives it back. @returns messages recorded */
  runOnce(): Promise<number>;
}

/** Watches mailboxes under leases: any worker may own any mailbox, and a mailbox that fails stops only itself. */
export function createMailWatch(options: WatchOptions): MailWatch {
  const worker = options.worker ?? randomUUID();
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();

  const take = (limit: number, except: readonly number[] = []): Promise<Watched[]> =>
    claimMailboxes(options.database, { worker, leaseMs: WATCH_LEASE_MS }, options.clock.now(), limit, except);

  async function look(): Promise<number> {
    const free = Math.min(MOST - running.size, TAKEN_AT_ONCE);
    const taken = free > 0 ? await take(free) : [];
    for (const watched of taken) {
      const one: Promise<void> = watch(options, worker, watched, stopping.signal).finally(() =>
        running.delete(one),
      );
      running.add(one);
    }
    // A start connects to so many at a time.
    return 0;
  }

  return {
    loop: {
      name: 'mailboxes',
      restMs: LOOK_MS,
      round: look,
      stop: async () => stopping.abort(),
      drain: async () => void (await Promise.all(running)),
    },
    runOnce: async () => {
      let recorded = 0;
      const seen: number[] = [];
      for (let [watched] = await take(1); watched; [watched] = await take(1, seen)) {
        seen.push(watched.mailboxId);
        recorded += await visit(options, worker, watched, stopping.signal);
      }
      return recorded;
    },
  };
}

/** One visit: connect, read what is new, leave. */
async function visit(
  options: WatchOptions,
  worker: string,
  watched: Watched,
  stop: AbortSignal,
): Promise<number> {
  let recorded = 0;
  await guarded(options, worker, watched, stop, async (session, alive) => {
    recorded = await syncMailbox(options, watched, session, alive);
  });
  return recorded;
}

/** Stays connected until the worker stops, the lease is lost or the connection breaks. */
async function watch(
  options: WatchOptions,
  worker: string,
  watched: Watched,
  stop: AbortSignal,
): Promise<void> {
  await guarded(options, worker, watched, stop, async (session, alive, signal) => {
    while (alive()) {
      await syncMailbox(options, watched, session, alive);
      if (alive()) await session.waitForNews(options.pollMs, signal);
    }
  });
}

type Work = (session: MailboxSession, alive: () => boolean, signal: AbortSignal) => Promise<void>;

/** Runs `work` with a connection while the lease is renewed; what goes wrong is noted on the mailbox. Never throws. */
async function guarded(
  options: WatchOptions,
  worker: string,
  watched: Watched,
  stop: AbortSignal,
  work: Work,
): Promise<void> {
  const { database, directory, reader, clock, log } = options;
  const db = database.kysely;
  const lost = new AbortController();
  const signal = AbortSignal.any([stop, lost.signal]);
  let progress = clock.now().getTime();
  let version: number | undefined;
  const renewal = setInterval(() => void renew(), options.renewMs ?? RENEW_MS);
  let session: MailboxSession | undefined;

  async function renew(): Promise<void> {
    try {
      const now = clock.now();
      const stuck = now.getTime() - progress > STUCK_MS;
      const held = stuck
        ? undefined
        : await renewWatch(db, watched, { worker, leaseMs: WATCH_LEASE_MS }, now);
      // New credentials want a new connection.
      if (held !== undefined && (version === undefined || held === version)) return;
    } catch (error) {
      // Without a renewed lease somebody else will take over: end before that.
      log.warn({ err: error, mailboxId: watched.mailboxId }, 'a mailbox lease could not be renewed');
    }
    lost.abort();
  }

  // Whatever is being fetched ends at once.
  signal.addEventListener('abort', () => void session?.close(), { once: true });
  try {
    const account = await directory.find(watched.teamId, watched.mailboxId);
    if (!account) throw new Error('The mailbox has nothing to sign in with.');
    version = account.version;
    session = await reader.connect(account, signal);
    await work(
      session,
      () => {
        progress = clock.now().getTime();
        return !signal.aborted;
      },
      signal,
    );
    await endWatch(db, watched, worker);
  } catch (error) {
    await failed(options, worker, watched, signal, error);
  } finally {
    clearInterval(renewal);
    await session?.close();
  }
}

async function failed(
  { database, clock, log }: WatchOptions,
  worker: string,
  watched: Watched,
  signal: AbortSignal,
  error: unknown,
): Promise<void> {
  const { teamId, mailboxId } = watched;
  try {
    // Closed by ourselves: no fault of the mailbox.
    if (signal.aborted) return await endWatch(database.kysely, watched, worker);
    log.warn({ err: error, teamId, mailboxId }, 'a mailbox could not be read');
    await noteReceiveFailure(
      database.kysely,
      watched,
      worker,
      clock.now(),
      error instanceof Error ? error.message : String(error),
    );
  } catch (noting) {
    // The database is away: the lease runs out by itself.
    log.error({ err: noting, teamId, mailboxId }, 'a mailbox could not be given back');
  }
}
