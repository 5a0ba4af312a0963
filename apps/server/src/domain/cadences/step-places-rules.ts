import type { PlacedStep } from './step-layout.js';

/** Where a step shall stand, in the order of its day. */
export interface WantedPlace {
  readonly id: number;
  readonly day: number;
}

/** A step that leaves its group, and the number (from 0) of the new one it goes to. */
export interface Parting {
  readonly from: number;
  readonly steps: readonly number[];
}

/**
 * The layout with every step where it is wanted: numbered within its day in the order given. Neighbours on one day that
 * share a group keep it together; the first of several such runs keeps the group, the others get new ones (negative
 * numbers, -1 is the first of `partings`). Pure. `wanted` has each step once.
 */
export function placeAll(
  steps: readonly PlacedStep[],
  wanted: readonly WantedPlace[],
): { placed: PlacedStep[]; partings: Parting[] } {
  const groupOf = new Map(steps.map((step) => [step.id, step.groupId]));
  const days = new Map<number, WantedPlace[]>();
  for (const each of wanted) days.set(each.day, [...(days.get(each.day) ?? []), each]);
  const partings: { from: number; steps: number[] }[] = [];
  const kept = new Set<number>();
  const placed: PlacedStep[] = [];
  for (const [day, ordered] of [...days].toSorted(([a], [b]) => a - b)) {
    let run: { old: number; group: number } | undefined;
    let position = -1;
    for (const [index, { id }] of ordered.entries()) {
      const old = groupOf.get(id) ?? 0;
      if (run?.old !== old) {
        position += 1;
        if (kept.has(old)) partings.push({ from: old, steps: [] });
        run = { old, group: kept.has(old) ? -partings.length : old };
        kept.add(old);
      }
      if (run.group < 0) partings[-run.group - 1]?.steps.push(id);
      placed.push({ id, groupId: run.group, day, position, number: index + 1 });
    }
  }
  return { placed, partings };
}
