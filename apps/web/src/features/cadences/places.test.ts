import { describe, expect, it } from 'vitest';
import { moved, type Place, samePlaces, taken, withHidden } from './places';

const PLACES: Place[] = [
  { id: 1, day: 1 },
  { id: 2, day: 1 },
  { id: 3, day: 3 },
];
const text = (places: Place[]) => places.map(({ id, day }) => `${id}@${day}`).join(' ');

describe('moving a step', () => {
  it.each([
    ['earlier', 2, '2@1 1@1 3@3'],
    ['earlier', 3, '1@1 2@1 3@1'],
    ['later', 1, '2@1 1@1 3@3'],
    ['later', 2, '1@1 2@3 3@3'],
    ['day_after', 1, '2@1 1@2 3@3'],
    ['day_after', 2, '1@1 2@2 3@3'],
    ['day_before', 3, '1@1 2@1 3@2'],
  ] as const)('%s, of step %i, gives %s', (move, id, expected) => {
    expect(text(moved(PLACES, id, move))).toBe(expected);
  });

  it('stops at the ends, and at the first day', () => {
    expect(samePlaces(moved(PLACES, 1, 'earlier'), PLACES)).toBe(true);
    expect(samePlaces(moved(PLACES, 3, 'later'), PLACES)).toBe(true);
    expect(samePlaces(moved(PLACES, 1, 'day_before'), PLACES)).toBe(true);
    expect(samePlaces(moved(PLACES, 2, 'earlier'), PLACES)).toBe(false);
  });
});

describe('dropping a step', () => {
  it.each([
    [{ before: 1 }, 3, '3@1 1@1 2@1'],
    [{ after: 1 }, 3, '1@1 3@1 2@1'],
    [{ after: 3 }, 1, '2@1 3@3 1@3'],
    [{ endOf: 2 }, 1, '2@1 1@2 3@3'],
    [{ endOf: 4 }, 1, '2@1 3@3 1@4'],
    [{ before: 3 }, 3, '1@1 2@1 3@3'],
    [{ before: 99 }, 1, '1@1 2@1 3@3'],
    [{ endOf: 1 }, 99, '1@1 2@1 3@3'],
  ] as const)('%o, of step %i, gives %s', (target, id, expected) => {
    expect(text(taken(PLACES, id, target))).toBe(expected);
  });

  it('names a step that is on its way out as well, where it stood', () => {
    const shown = PLACES.filter(({ id }) => id !== 2);
    expect(text(withHidden(taken(shown, 3, { before: 1 }), PLACES, new Set([2])))).toBe('3@1 1@1 2@1');
    expect(text(withHidden(PLACES.slice(1), PLACES, new Set([1])))).toBe(text(PLACES));
    expect(text(withHidden([], PLACES, new Set([1, 2, 3])))).toBe(text(PLACES));
  });
});
