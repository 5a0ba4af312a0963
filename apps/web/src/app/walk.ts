import { createStore } from './store';

/** The list that a record was opened from: where `[` and `]` lead. */
export interface Walk {
  readonly place: string;
  readonly ids: readonly number[];
  readonly total: number | undefined;
  /** Reads the rows that follow those; absent: these are all. */
  readonly more?: (() => Promise<Walk>) | undefined;
  /** The list's own address, with filters and order. */
  readonly back: Readonly<Record<string, unknown>>;
}

export const walk = createStore<Walk | undefined>(undefined);

/** So near the last one that was read more is asked for. */
const NEAR = 3;

/** Reads on where a record near the last one is looked at: one question at a time, for the list that is walked now. */
export async function readOn(of: Walk): Promise<Walk | undefined> {
  const next = await of.more?.().catch(() => undefined);
  if (next && walk.get() === of) walk.set(next);
  return next;
}

/** The records before and after one, and which of how many it is. */
export function neighbours(of: Walk | undefined, place: string, id: number) {
  const at = of?.place === place ? of.ids.indexOf(id) : -1;
  if (!of || at < 0) return undefined;
  return {
    before: of.ids[at - 1],
    after: of.ids[at + 1],
    number: at + 1,
    total: of.total ?? of.ids.length,
    more: of.ids.length - at <= NEAR ? of.more : undefined,
    back: of.back,
  };
}
