/** E-mails claimed at once: a claim is planned anew each time, which costs as much for one as for many. */
export const GROUP = 32;
/** Those in hand: claimed, and most of them still `queued`, or noted as taken and waiting for their settlement. */
const IN_HAND = 256;
/** Where slow mail servers have them all there is one more for each team that has none, up to so many: they are in memory. */
const MOST = 1024;
/** Free for whoever has few or none, however many have more than enough to do. */
const RESERVE = GROUP;
/** A team may have so many times what is free beside the reserve: six sevenths of all when it is alone. */
const TIMES_FREE = 6;
/** And of the reserve a share, so that the last of it is for teams that have nothing in hand. */
const OF_RESERVE = 1 / 8;
/** Fewer free than that after some patience: those in hand are slow. */
const FEW = 8;

/** How many messages each team has in hand, and how many more it may have. */
export interface Shares {
  take(team: number): void;
  /** One is done. @returns whether its team may have more again */
  leave(team: number): boolean;
  free(): number;
  /** How many more of this team, after so many others that are about to be taken. */
  more(team: number, others: number): number;
  /** Teams that get no more at present. */
  full(): number[];
  /** Nothing got free for a while: there are more places when too few are left for those who come. */
  widen(): void;
}

/**
 * Shares the places of one sender among teams without knowing who will come: whoever has more than what is free allows gets
 * no more, so that there is room for the next however many wait for slow servers; the more they are the less each has. Pure.
 */
export function createShares(): Shares {
  const byTeam = new Map<number, number>();
  let inHand = 0;
  let places = IN_HAND;

  function more(team: number, others: number): number {
    const count = byTeam.get(team) ?? 0;
    // What was added is for teams that have nothing in hand.
    const free = IN_HAND - inHand - others;
    const room = places - inHand - others;
    // What it takes is no longer free.
    const beside = Math.floor((TIMES_FREE * (free - RESERVE) - count) / (TIMES_FREE + 1));
    const reserved = Math.floor((OF_RESERVE * free - count) / (OF_RESERVE + 1));
    const most = Math.min(room, Math.max(beside, reserved, count === 0 ? 1 : 0));
    // Who has many waits until a claim is worth it.
    return most >= Math.min(GROUP / 2, Math.ceil(count / 8)) ? Math.max(0, most) : 0;
  }

  return {
    take: (team) => {
      inHand += 1;
      byTeam.set(team, (byTeam.get(team) ?? 0) + 1);
    },
    leave: (team) => {
      const before = more(team, 0);
      inHand -= 1;
      places = Math.max(IN_HAND, Math.min(places, inHand + RESERVE));
      const left = (byTeam.get(team) ?? 1) - 1;
      if (left > 0) byTeam.set(team, left);
      else byTeam.delete(team);
      return before === 0 && more(team, 0) > 0;
    },
    free: () => places - inHand,
    more,
    full: () => [...byTeam.keys()].filter((team) => more(team, 0) === 0),
    widen: () => {
      if (places - inHand < FEW) places = Math.min(MOST, inHand + RESERVE);
    },
  };
}
