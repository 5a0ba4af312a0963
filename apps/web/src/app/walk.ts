import { createStore } from './store';

/** The list that a record was opened from: where `[` and `]` lead. */
export interface Walk {
  readonly place: string;
  readonly ids: readonly number[];
  readonly total: number | undefined;
  /** The list's own address, with filters and order. */
  readonly back: Readonly<Record<string, unknown>>;
}

export const walk = createStore<Walk | undefined>(undefined);

/** The records before and after one, and which of how many it is. */
export function neighbours(of: Walk | undefined, place: string, id: number) {
  const at = of?.place === place ? of.ids.indexOf(id) : -1;
  if (!of || at < 0) return undefined;
  return {
    before: of.ids[at - 1],
    after: of.ids[at + 1],
    number: at + 1,
    total: of.total ?? of.ids.length,
    back: of.back,
  };
}
