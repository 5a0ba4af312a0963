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

/** Where a step is dropped: beside another, or at the end of a day. */
export type Target = { readonly before: number } | { readonly after: number } | { readonly endOf: number };

/** The places after one step was taken somewhere else. */
export function taken(places: readonly Place[], id: number, target: Target): Place[] {
  const rest = places.filter((place) => place.id !== id);
  if (rest.length === places.length) return [...places];
  if ('endOf' in target) {
    const at = rest.findLastIndex(({ day }) => day <= target.endOf) + 1;
    return rest.toSpliced(at, 0, { id, day: target.endOf });
  }
  const beside = 'before' in target ? target.before : target.after;
  const at = rest.findIndex((place) => place.id === beside);
  const neighbour = rest[at];
  if (!neighbour) return [...places];
  return rest.toSpliced('before' in target ? at : at + 1, 0, { id, day: neighbour.day });
}

/** Puts steps that are not shown back behind whom they stood behind, so that every step is named. */
export function withHidden(
  shown: readonly Place[],
  before: readonly Place[],
  hidden: ReadonlySet<number>,
): Place[] {
  const all = [...shown];
  for (const [at, place] of before.entries()) {
    if (!hidden.has(place.id)) continue;
    const earlier = before.slice(0, at).findLast(({ id }) => all.some((each) => each.id === id));
    const behind = all.findIndex(({ id }) => id === earlier?.id);
    all.splice(behind + 1, 0, place);
  }
  return all.toSorted((a, b) => a.day - b.day);
}
