import { type ClaimedEmail, claimEmails } from './claim-emails.js';
import { SEND_LEASE_MS, sendClaimed, type SendOptions } from './send.js';
import { groupSettling } from './settle-sent.js';

/** E-mails claimed at once. */
const GROUP = 16;
/** Those in hand at most: all of them are in doubt when the process dies. */
const IN_HAND = 64;
/** While more than these wait for their mail servers no others are claimed: a slow one leaves fewer in doubt. */
const UNANSWERED = 8;
/** A mailbox that has so many in hand gets no more: it sends five at a time, and a slow one must not keep all places. */
const ENOUGH_OF_MAILBOX = 5;

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
 * called when messages were settled: what follows them may be due.
 */
export function createSender(options: SendOptions, onFreed: () => void = () => undefined): Sender {
  const { database, log } = options;
  const settleSent = groupSettling(database, log);
  const groups = new Set<Promise<void>>();
  const byMailbox = new Map<number, number>();
  let inHand = 0;
  let unanswered = 0;
  let onPlace: () => void = () => undefined;
  let errors: Error[] = [];

  function count({ email: { mailbox_id: mailbox } }: ClaimedEmail, change: 1 | -1): void {
    inHand += change;
    if (mailbox === null) return;
    const left = (byMailbox.get(mailbox) ?? 0) + change;
    if (left > 0) byMailbox.set(mailbox, left);
    else byMailbox.delete(mailbox);
  }

  async function room(): Promise<void> {
    while (inHand > IN_HAND - GROUP || unanswered > UNANSWERED)
      await new Promise<void>((resolve) => {
        onPlace = resolve;
      });
  }

  async function send(claims: readonly ClaimedEmail[]): Promise<void> {
    const open = new Set(claims);
    const asked = new Set(claims);
    for (const claim of claims) count(claim, 1);
    unanswered += claims.length;
    const onAnswer = (claim: ClaimedEmail) => {
      if (asked.delete(claim)) unanswered -= 1;
      onPlace();
    };
    const onDone = (claim: ClaimedEmail) => {
      if (open.delete(claim)) count(claim, -1);
      onAnswer(claim);
    };
    try {
      await sendClaimed(options, claims, settleSent, { onAnswer, onDone });
    } catch (error) {
      errors.push(error instanceof Error ? error : new Error(String(error)));
    } finally {
      for (const claim of open) onDone(claim);
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
      const except = [...byMailbox].flatMap(([id, count]) => (count >= ENOUGH_OF_MAILBOX ? id : []));
      const now = options.clock.now();
      const { claims, moved } = await claimEmails(database, now, GROUP, SEND_LEASE_MS, { except });
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
