/** Where a step stands. */
export interface Place {
  readonly id: number;
  readonly day: number;
}

export type Move = 'earlier' | 'later' | 'day_before' | 'day_after';

/**
 * The places after one step was moved. Up and down walk over the neighbour within a day, and into its day at the border; left and
 * right change the day, and nothing else changes its order.
 */
export function moved(places: readonly Place[], id: number, move: Move): Place[] {
  const at = places.findIndex((place) => place.id === id);
  const step = places[at];
  if (!step) return [...places];
  if (move === 'day_before' || move === 'day_after') {
    const day = Math.max(1, step.day + (move === 'day_before' ? -1 : 1));
    return places.map((place) => (place.id === id ? { id, day } : place)).toSorted((a, b) => a.day - b.day);
  }
  const to = at + (move === 'earlier' ? -1 : 1);
  const neighbour = places[to];
  if (!neighbour) return [...places];
  if (neighbour.day !== step.day)
    return places.map((place) => (place.id === id ? { id, day: neighbour.day } : place));
  const next = [...places];
  next[at] = neighbour;
  next[to] = step;
  return next;
}

/** Whether nothing changed, so that nothing need be sent. */
export const samePlaces = (a: readonly Place[], b: readonly Place[]): boolean =>
  a.length === b.length && a.every((place, at) => place.id === b[at]?.id && place.day === b[at]?.day);
