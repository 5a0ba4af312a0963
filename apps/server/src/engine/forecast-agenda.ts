import type { Touch } from './facts.js';

interface Item<Run> {
  run: Run;
  touch: Touch;
  at: Date;
  /** Judged when due, or done: the letter left, the rep did it. */
  what: 'judge' | 'done';
  order: number;
}

/** What happens when, in memory. Short lists: a person has a touch or two at a time. */
export class Agenda<Run> {
  private readonly items: Item<Run>[] = [];
  private added = 0;

  add(run: Run, touch: Touch, at: Date, what: Item<Run>['what']): void {
    this.added += 1;
    this.items.push({ run, touch, at, what, order: this.added });
  }

  /** The next moment's; a tick looks at all that is due before anything is sent. */
  take(): Item<Run> | undefined {
    let best: Item<Run> | undefined;
    for (const each of this.items) if (best === undefined || isBefore(each, best)) best = each;
    if (best) this.items.splice(this.items.indexOf(best), 1);
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
  return a.what === b.what ? a.order < b.order : a.what === 'judge';
}
