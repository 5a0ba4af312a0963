import type { DueAction } from '../planning/planning-rows.js';

interface Item<Run> {
  run: Run;
  dueAction: DueAction;
  at: Date;
  /** Decided when due, or done: the e-mail left, the rep did it. */
  what: 'decide' | 'done';
  /** Of the looks at one moment: what comes to be while one of them is worked off waits for the next. */
  round: number;
  /** When its action was due as it was added: actions are moved while they wait. */
  due: number;
  order: number;
}

/** What happens when, in memory: a heap, the next moment's at its top. */
export class EventQueue<Run> {
  private items: Item<Run>[] = [];
  private added = 0;
  private taken: Item<Run> | undefined;

  add(run: Run, dueAction: DueAction, at: Date, what: Item<Run>['what']): void {
    this.added += 1;
    const { taken } = this;
    const again = taken?.at.getTime() === at.getTime();
    const round = again ? taken.round + (what === 'decide' ? 1 : 0) : 0;
    const due = dueAction.action.due_at.getTime();
    this.items.push({ run, dueAction, at, what, round, due, order: this.added });
    this.rise(this.items.length - 1);
  }

  /** The next moment's; a tick looks at all that is due before anything is sent. */
  take(): Item<Run> | undefined {
    const [first] = this.items;
    const last = this.items.pop();
    if (first !== undefined && last !== undefined && first !== last) {
      this.items[0] = last;
      this.sink(0);
    }
    this.taken = first;
    return first;
  }

  /** Nothing of this run is to come any more. */
  drop(run: Run): void {
    if (!this.items.some((each) => each.run === run)) return;
    // What is in order is a heap.
    this.items = this.items.filter((each) => each.run !== run).sort((a, b) => (isBefore(a, b) ? -1 : 1));
  }

  private rise(from: number): void {
    for (let at = from; at > 0; ) {
      const above = (at - 1) >> 1;
      if (!this.swapped(above, at)) return;
      at = above;
    }
  }

  private sink(from: number): void {
    for (let at = from; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const [one, other] = [this.items[left], this.items[right]];
      const least = one && other && isBefore(other, one) ? right : left;
      if (!this.swapped(at, least)) return;
      at = least;
    }
  }

  /** Puts the earlier of two in the upper place. @returns whether they changed */
  private swapped(upper: number, lower: number): boolean {
    const [above, below] = [this.items[upper], this.items[lower]];
    if (!above || !below || !isBefore(below, above)) return false;
    this.items[upper] = below;
    this.items[lower] = above;
    return true;
  }
}

function isBefore(a: Item<unknown>, b: Item<unknown>): boolean {
  const sooner = a.at.getTime() - b.at.getTime();
  if (sooner !== 0) return sooner < 0;
  if (a.round !== b.round) return a.round < b.round;
  if (a.what !== b.what) return a.what === 'decide';
  // As actions are claimed (claim.ts).
  const [one, other] = [a.dueAction.action, b.dueAction.action];
  const first = a.due - b.due || one.membership_id - other.membership_id || one.step_id - other.step_id;
  return first === 0 ? a.order < b.order : first < 0;
}
