/** Deliveries in hand at once, and a reserve of them for subscriptions that have none. */
const ALL = 256;
const RESERVE = 32;
/** Beyond them all: one more for each subscription that has none. */
const MOST = 1024;
/** Of one subscription: so many at first, one more for each that arrives, one after one that fails. */
export const FIRST = 4;
const WIDEST = 64;
/** Subscriptions whose width is remembered while they have nothing in hand. */
const REMEMBERED = 10_000;

/** How many deliveries each subscription may have in hand. */
export interface Windows {
  take(id: number): void;
  leave(id: number, arrived: boolean): void;
  /** Places for any. */
  free(): number;
  /** How many more of each that is known; others may have FIRST. */
  places(): ReadonlyMap<number, number>;
}

/**
 * Places by how a receiver fares: one that answers gets more and more, one that does not has one, and so holds up nobody
 * else, however long it takes. Nobody counts who will come: the last places go to those who have none. Pure.
 */
export function createWindows(): Windows {
  const inHand = new Map<number, number>();
  const widths = new Map<number, number>();
  let all = 0;
  const more = (id: number): number => {
    const mine = inHand.get(id) ?? 0;
    const wide = (widths.get(id) ?? FIRST) - mine;
    if (all >= ALL - RESERVE) return mine === 0 && all < MOST ? 1 : 0;
    return Math.max(0, Math.min(wide, ALL - RESERVE - all));
  };
  return {
    take: (id) => {
      all += 1;
      inHand.set(id, (inHand.get(id) ?? 0) + 1);
    },
    leave: (id, arrived) => {
      all -= 1;
      const left = (inHand.get(id) ?? 1) - 1;
      if (left > 0) inHand.set(id, left);
      else inHand.delete(id);
      const width = arrived ? Math.min(WIDEST, (widths.get(id) ?? FIRST) + 1) : 1;
      widths.delete(id);
      widths.set(id, width);
      for (const oldest of widths.keys()) {
        if (widths.size <= REMEMBERED) break;
        widths.delete(oldest);
      }
    },
    free: () => (all >= ALL - RESERVE ? MOST - all : ALL - RESERVE - all),
    places: () => {
      const known = new Map<number, number>();
      for (const id of new Set([...inHand.keys(), ...widths.keys()])) known.set(id, more(id));
      return known;
    },
  };
}
