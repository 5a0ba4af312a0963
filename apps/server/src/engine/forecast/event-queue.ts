import type { DueAction } from '../planning/planning-rows.js';

interface Item<Run> {
  run: Run;
  dueAction: DueAction;
  at: Date;
  /** Decided when due, or done: the e-mail left, the rep did it. */
  what: 'decide' | 'done';
  /** Of the looks at one moment: what comes to be while one of them is worked off waits for the next. */
  round: number;
  order: number;
}

/** What happens when, in memory. Short lists: a person has an action or two at a time. */
export class EventQueue<Run> {
  private readonly items: Item<Run>[] = [];
  private added = 0;
  private taken: Item<Run> | undefined;

  add(run: Run, dueAction: DueAction, at: Date, what: Item<Run>['what']): void {
    this.added += 1;
    const { taken } = this;
    const again = taken?.at.getTime() === at.getTime();
    const round = again ? taken.round + (what === 'decide' ? 1 : 0) : 0;
    this.items.push({ run, dueAction, at, what, round, order: this.added });
  }

  /** The next moment's; a tick looks at all that is due before anything is sent. */
  take(): Item<Run> | undefined {
    let best: Item<Run> | undefined;
    for (const each of this.items) if (best === undefined || isBefore(each, best)) best = each;
    if (best) this.items.splice(this.items.indexOf(best), 1);
    this.taken = best;
    return best;
  }

  /** Nothing of this run is to come any more. */
  drop(run: Run): void {
    const kept = this.items.filter((each) => each.run !== run);
    this.items.splice(0, this.items.length, ...kept);
  }
}

function isBefore(a: Item<unknown>, b: Item<unknown>): boolean {
  const sooner = a.at.getTime() - b.at.getTime();
  if (sooner !== 0) return sooner < 0;
  if (a.round !== b.round) return a.round < b.round;
  if (a.what !== b.what) return a.what === 'decide';
  // As actions are claimed (claim.ts).
  const [one, other] = [a.dueAction.action, b.dueAction.action];
  const first =
    one.due_at.getTime() - other.due_at.getTime() ||
    one.membership_id - other.membership_id ||
    one.step_id - other.step_id;
  return first === 0 ? a.order < b.order : first < 0;
}
