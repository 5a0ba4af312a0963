import { setTimeout as after } from 'node:timers';
import { createBeginnings } from './begin.js';
import {
  CLAIM_LEASE_MS,
  type ClaimedEmail,
  claimEmails,
  releaseClaims,
  type Transport,
} from './claim-emails.js';
import { keepLeases } from './leases.js';
import { createPace } from './pace.js';
import { sendClaimed } from './send.js';
import type { SendOptions } from './send-types.js';
import { groupSettling } from './settle-sent.js';
import { createShares, GROUP } from './shares.js';

/** How long room for a whole group is waited for before fewer are claimed, milliseconds. */
const ROOM_MS = 100;
/** How long a busy transport is waited for before the others are served without it, milliseconds. */
const BUSY_MS = 20;
/** And how long when there is nothing for the others: what comes for them meanwhile waits no longer than that. */
const ALONE_MS = 200;

export interface Sender {
  /**
   * Takes up the next e-mails that are queued and due, as soon as there is room for them. @returns how many were taken or
   * moved @throws what went wrong with those before
   */
  more(): Promise<number>;
  /** Resolves when everything in hand is settled. @throws as more */
  idle(): Promise<void>;
}

/**
 * Sends what is queued: while some messages are on their way, others are settled and the next are claimed. `onFreed` is
 * called when messages were settled, or a busy transport has room: something may be due that was not.
 * long: its functions share what is in hand and who waits for a place; what can be decided without that is in shares.ts and pace.ts.
 */
export function createSender(options: SendOptions, onFreed: () => void = () => undefined): Sender {
  const { database, log } = options;
  const beginnings = createBeginnings(database, log);
  const together = { settleSent: groupSettling(database, log, beginnings), beginnings };
  const leases = keepLeases(database, log, options.clock);
  const groups = new Set<Promise<void>>();
  const { taken, answered, busy } = createPace<Transport>();
  const shares = createShares();
  let onPlace: () => void = () => undefined;
  let errors: Error[] = [];

  const place = () =>
    new Promise<void>((resolve) => {
      onPlace = resolve;
    });

  /** Looks whenever something was answered, for at most so many milliseconds. @returns whether it holds */
  async function within(ms: number, holds: () => boolean): Promise<boolean> {
    // (A timer that is cleared: one that is aborted makes an exception with its stack each time.)
    let over = false;
    const patience = after(() => {
      over = true;
      onPlace();
    }, ms);
    while (!over && !holds()) await place();
    clearTimeout(patience);
    return holds();
  }

  async function room(): Promise<void> {
    if (!(await within(ROOM_MS, () => shares.free() >= GROUP))) shares.widen();
    while (shares.free() <= 0) await place();
    await within(BUSY_MS, () => busy().length === 0);
  }

  /** Counts these messages as in hand. @returns who is told that one was answered, and that one is done */
  function take(claims: readonly ClaimedEmail[]) {
    const asked = new Set(claims);
    const open = new Set(claims);
    leases.keep(claims);
    for (const { email } of claims) {
      taken(email.mailbox_id);
      shares.take(email.team_id);
    }
    const onAnswer = (claim: ClaimedEmail) => {
      if (!asked.delete(claim)) return;
      if (answered(claim.email.mailbox_id, performance.now() - claim.asked)) onFreed();
      onPlace();
    };
    const onDone = (claim: ClaimedEmail) => {
      onAnswer(claim);
      leases.release(claim);
      if (open.delete(claim) && shares.leave(claim.email.team_id)) onFreed();
      onPlace();
    };
    return { onAnswer, onDone };
  }

  async function send(claims: readonly ClaimedEmail[]): Promise<void> {
    const following = take(claims);
    try {
      await sendClaimed(options, claims, together, following);
    } catch (error) {
      errors.push(error instanceof Error ? error : new Error(String(error)));
      // Their lease ends anyway; this is sooner.
      await releaseClaims(database, claims).catch((second: unknown) =>
        log.warn({ err: second }, 'claims could not be given back'),
      );
    } finally {
      for (const claim of claims) following.onDone(claim);
      onFreed();
    }
  }

  function complain(): void {
    const [first] = errors;
    errors = [];
    if (first !== undefined) throw first;
  }

  return {
    more: async () => {
      for (;;) {
        await room();
        complain();
        const now = options.clock.now();
        const limits = { except: busy(), full: shares.full(), most: shares.more };
        const limit = Math.min(GROUP, shares.free());
        const { claims, moved } = await claimEmails(database, now, limit, CLAIM_LEASE_MS, limits);
        if (claims.length > 0) {
          const group = send(claims).finally(() => groups.delete(group));
          groups.add(group);
        }
        const found = claims.length + moved;
        if (found > 0 || limits.except.length + limits.full.length === 0) return found;
        const isFree = () =>
          busy().length < limits.except.length || shares.full().length < limits.full.length;
        if (!(await within(ALONE_MS, isFree))) return 0;
      }
    },
    idle: async () => {
      await Promise.all(groups);
      complain();
    },
  };
}
