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
import { sendClaimed } from './send.js';
import type { SendOptions } from './send-types.js';
import { groupSettling } from './settle-sent.js';

/** E-mails claimed at once: a claim is planned anew each time, which costs as much for one as for many. */
const GROUP = 32;
/** Those in hand at most: claimed, and most of them still `queued`, or noted as taken and waiting for their settlement. */
const IN_HAND = 192;
/** A transport that has to answer more than these gets no others: it sends five at a time, a slow one must not take all places. */
const UNANSWERED = 20;
/** How long a busy transport is waited for before the others are served without it, milliseconds. */
const BUSY_MS = 20;

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
 */
export function createSender(options: SendOptions, onFreed: () => void = () => undefined): Sender {
  const { database, log } = options;
  const beginnings = createBeginnings(database, log);
  const together = { settleSent: groupSettling(database, log, beginnings), beginnings };
  const leases = keepLeases(database, log, options.clock);
  const groups = new Set<Promise<void>>();
  const unanswered = new Map<Transport, number>();
  let inHand = 0;
  let onPlace: () => void = () => undefined;
  let errors: Error[] = [];

  const busy = () => [...unanswered].flatMap(([transport, count]) => (count > UNANSWERED ? [transport] : []));
  const place = () =>
    new Promise<void>((resolve) => {
      onPlace = resolve;
    });

  async function room(): Promise<void> {
    while (inHand > IN_HAND - GROUP) await place();
    if (busy().length === 0) return;
    // (A timer that is cleared: one that is aborted makes an exception with its stack each time.)
    let over = false;
    const patience = after(() => {
      over = true;
      onPlace();
    }, BUSY_MS);
    while (!over && busy().length > 0) await place();
    clearTimeout(patience);
  }

  /** Counts these messages as in hand. @returns who is told that one was answered, and that one is done */
  function take(claims: readonly ClaimedEmail[]) {
    const asked = new Set(claims);
    const open = new Set(claims);
    inHand += claims.length;
    leases.keep(claims);
    for (const { email } of claims)
      unanswered.set(email.mailbox_id, (unanswered.get(email.mailbox_id) ?? 0) + 1);
    const onAnswer = (claim: ClaimedEmail) => {
      if (!asked.delete(claim)) return;
      const { mailbox_id: transport } = claim.email;
      const left = (unanswered.get(transport) ?? 1) - 1;
      if (left > 0) unanswered.set(transport, left);
      else unanswered.delete(transport);
      if (left === UNANSWERED) onFreed();
      onPlace();
    };
    const onDone = (claim: ClaimedEmail) => {
      onAnswer(claim);
      leases.release(claim);
      if (open.delete(claim)) inHand -= 1;
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
      await room();
      complain();
      const now = options.clock.now();
      const { claims, moved } = await claimEmails(database, now, GROUP, CLAIM_LEASE_MS, { except: busy() });
      if (claims.length > 0) {
        const group = send(claims).finally(() => groups.delete(group));
        groups.add(group);
      }
      return claims.length + moved;
    },
    idle: async () => {
      await Promise.all(groups);
      complain();
    },
  };
}
