import type { Action } from '../../domain/memberships/index.js';
import type { Touch } from '../planning/facts.js';
import type { SendingCapacity } from '../planning/rules/capacity.js';
import type { Capacities, Sending } from '../planning/send-capacity.js';

/** Letters a forecast has come to, by membership and step group. */
export class Letters<Letter extends { mailbox_id: number | null }> {
  readonly #letters = new Map<string, Letter>();
  readonly #last = new Map<number, Letter>();

  keep({ membership_id, step_group_id }: Action, letter: Letter): void {
    this.#letters.set(`${membership_id}/${step_group_id}`, letter);
    this.#last.set(membership_id, letter);
  }

  /** The one whose conversation this touch goes on with. */
  before({ action, facts }: Pick<Touch, 'action' | 'facts'>): Letter | undefined {
    return this.#letters.get(`${action.membership_id}/${facts.f_thread_group}`);
  }

  /** A conversation that begins in the forecast goes on in its mailbox. */
  withThreads(inner: Capacities): Capacities {
    const threadOf: Capacities['threadOf'] = (touch) => {
      const { action, facts } = touch;
      const begun = this.#letters.get(`${action.membership_id}/${facts.f_thread_group}`);
      return begun ? begun.mailbox_id : inner.threadOf(touch);
    };
    const keptOf: Capacities['keptOf'] = (touch) => {
      const last = this.#last.get(touch.action.membership_id);
      return last ? last.mailbox_id : inner.keptOf(touch);
    };
    const goingOn = (touch: Sending, capacity: SendingCapacity | null) =>
      capacity && { ...capacity, thread: threadOf(touch), kept: keptOf(touch) };
    return {
      ...inner,
      threadOf,
      keptOf,
      of: (touch) => goingOn(touch, inner.of(touch)),
      byHand: (touch) => goingOn(touch, inner.byHand(touch)),
    };
  }
}
