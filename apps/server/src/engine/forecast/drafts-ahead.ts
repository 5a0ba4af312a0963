import type { Action } from '../../domain/memberships/index.js';
import type { DueAction } from '../planning/planning-rows.js';
import type { SendingCapacity } from '../planning/rules/capacity.js';
import type { Capacities } from '../planning/send-capacity.js';
import type { Sending } from '../planning/sending.js';

/** E-mails a forecast has come to, by membership and step group. */
export class DraftsAhead<Draft extends { mailbox_id: number | null }> {
  readonly #drafts = new Map<string, Draft>();
  readonly #last = new Map<number, Draft>();

  keep({ membership_id, step_group_id }: Action, draft: Draft): void {
    this.#drafts.set(`${membership_id}/${step_group_id}`, draft);
    this.#last.set(membership_id, draft);
  }

  /** The one whose conversation this action goes on with. */
  before({ action, row }: Pick<DueAction, 'action' | 'row'>): Draft | undefined {
    return this.#drafts.get(`${action.membership_id}/${row.thread_group_id}`);
  }

  /** A conversation that begins in the forecast goes on in its mailbox. */
  withThreads(inner: Capacities): Capacities {
    const threadOf: Capacities['threadOf'] = (dueAction) => {
      const { action, row } = dueAction;
      const begun = this.#drafts.get(`${action.membership_id}/${row.thread_group_id}`);
      return begun ? begun.mailbox_id : inner.threadOf(dueAction);
    };
    const keptOf: Capacities['keptOf'] = (dueAction) => {
      const last = this.#last.get(dueAction.action.membership_id);
      return last ? last.mailbox_id : inner.keptOf(dueAction);
    };
    const goingOn = (dueAction: Sending, capacity: SendingCapacity | null) =>
      capacity && { ...capacity, thread: threadOf(dueAction), kept: keptOf(dueAction) };
    return {
      ...inner,
      threadOf,
      keptOf,
      of: (dueAction) => goingOn(dueAction, inner.of(dueAction)),
      byHand: (dueAction) => goingOn(dueAction, inner.byHand(dueAction)),
    };
  }
}
