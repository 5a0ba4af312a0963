/** What a transport may have to answer, to begin with: it sends five at a time, a slow one must not take all places. */
const AT_FIRST = 20;
/** What a quick one may have to answer at most: several of them share the places (engine/sending/sender.ts). */
const MOST = 64;
/** An answer within these milliseconds of the claim is quick: so long does the last of MOST wait at some 250 a second. */
const QUICK_MS = 250;

/** How many messages each transport has to answer, and whether it may have more. */
export interface Pace<Transport> {
  taken(transport: Transport): void;
  /** One was answered that had been claimed `ms` milliseconds before. @returns whether the transport may have more again */
  answered(transport: Transport, ms: number): boolean;
  /** Those that have enough to answer. */
  busy(): Transport[];
}

/** A transport that answers quickly may have more to answer, step by step; one slow answer, and it begins anew. Pure. */
export function createPace<Transport>(): Pace<Transport> {
  const open = new Map<Transport, { unanswered: number; limit: number }>();
  const isBusy = (transport: Transport) => {
    const { unanswered = 0, limit = AT_FIRST } = open.get(transport) ?? {};
    return unanswered > limit;
  };
  return {
    taken: (transport) => {
      const known = open.get(transport) ?? { unanswered: 0, limit: AT_FIRST };
      open.set(transport, { ...known, unanswered: known.unanswered + 1 });
    },
    answered: (transport, ms) => {
      const known = open.get(transport);
      if (!known) return false;
      const before = isBusy(transport);
      const limit = ms > QUICK_MS ? AT_FIRST : Math.min(MOST, known.limit + 1);
      if (known.unanswered > 1) open.set(transport, { unanswered: known.unanswered - 1, limit });
      else open.delete(transport);
      return before && !isBusy(transport);
    },
    busy: () => [...open.keys()].filter(isBusy),
  };
}
