import { createBeginnings } from './sending/begin.js';
import { CLAIM_LEASE_MS, claimEmails } from './sending/claim-emails.js';
import { type DueClaim, dueClaims, type SingleTeam } from './claim.js';
import { carryOn } from './long-commands.js';
import { delegateOpen } from './planning/delegate.js';
import { releaseScheduled } from './sending/scheduled.js';
import { sendClaimed } from './sending/send.js';
import type { SendOptions } from './sending/send-types.js';
import { groupSettling } from './sending/settle-sent.js';
import { prepare } from './planning/tick.js';

/** Actions prepared in one transaction, and messages handed to the mail sandbox at once: nobody waits for the locks. */
const AT_ONCE = 100;
/** Parts prepared before the messages of the first of them have gone. */
const AHEAD = 4;
/** Lots of messages that may be in hand, the one that is claimed included. */
const UNSETTLED = 3;

/**
 * Everything of one team that is due at a moment of its own clock, for whoever moves that clock and holds its lock. While
 * touches are prepared, the messages of those before are sent. The same always gives the same: what is due is taken in
 * an order of its own (claim.ts), neither side looks at what the other changes, and nothing is decided about a person
 * who has a message in hand. @returns how many rows were worked on
 */
export async function runTeam(options: SendOptions, only: SingleTeam): Promise<number> {
  let total = 0;
  for (let worked = 1; worked > 0; total += worked) {
    const carried = await carryOn({ ...options, only }, only.now);
    const handedOver = await delegateOpen({ ...options, only }, only.now);
    const due = await dueClaims(options.database, only);
    worked = carried + handedOver + due.length + (await releaseScheduled({ ...options, only }, only.now));
    worked += await prepareAndSend(options, only, due);
  }
  return total;
}

/** @returns how many e-mails were taken or moved */
async function prepareAndSend(
  options: SendOptions,
  only: SingleTeam,
  due: readonly DueClaim[],
): Promise<number> {
  const sends = sendingInTurn(options, only);
  const inFlight = new Set<number>();
  // What was queued before goes first: nobody is in hand when the planning begins.
  for (let handled = -AT_ONCE; sends.handled() - handled >= AT_ONCE; ) {
    handled = sends.handled();
    sends.begin();
    await sends.ended(0);
  }
  try {
    for (let at = 0; at < due.length; at += AT_ONCE) {
      const part = due.slice(at, at + AT_ONCE);
      await sends.ended(AHEAD);
      if (part.some(({ personId }) => inFlight.has(personId))) {
        await sends.ended(0);
        inFlight.clear();
      }
      for (const { personId } of part) inFlight.add(personId);
      await prepare({ ...options, width: 1, together: AT_ONCE }, part);
      sends.begin();
    }
  } finally {
    await sends.ended(0);
  }
  return sends.handled();
}

/**
 * Sends up to AT_ONCE queued e-mails each time it is told to. Lots are claimed and handed over one after the other; those
 * before are settled meanwhile.
 */
function sendingInTurn(options: SendOptions, only: SingleTeam) {
  const batches: Batch[] = [];
  let handled = 0;

  /** @returns when all were handed over, with the promise of their settlement */
  async function send(): Promise<{ settled: Promise<void> }> {
    // The wall clock stands still meanwhile: what is sent is sent at that moment.
    const now = options.clock.now();
    const sending = { ...options, clock: { now: () => now } };
    const { claims, moved } = await claimEmails(options.database, now, AT_ONCE, CLAIM_LEASE_MS, { only });
    handled += claims.length + moved;
    const { database, log } = options;
    const together = {
      settleSent: groupSettling(database, log),
      beginnings: createBeginnings(database, log),
    };
    let unanswered = claims.length;
    return new Promise((resolve, reject) => {
      const onAnswer = () => {
        unanswered -= 1;
        if (unanswered === 0) resolve({ settled });
      };
      const settled = sendClaimed(sending, claims, together, { onAnswer });
      settled.then(() => resolve({ settled }), reject);
    });
  }

  return {
    begin: () => {
      const last = batches.at(-1);
      const handedOver = Promise.all([last?.handedOver, batches.at(-UNSETTLED)?.settled]).then(send);
      const settled = Promise.all([last?.settled, handedOver]).then(async () => (await handedOver).settled);
      // Whoever awaits it learns of it; until then it is nobody's.
      settled.catch(() => undefined);
      batches.push({ handedOver, settled });
    },
    /** Resolves when all lots but the last `few` are settled. @throws what one of them threw */
    ended: async (few: number) => batches.at(-1 - few)?.settled,
    handled: () => handled,
  };
}

interface Batch {
  handedOver: Promise<unknown>;
  settled: Promise<void>;
}
