import { expect, it } from 'vitest';
import { areas, contract } from './contract.js';

// Of two of a name, a spread would keep the later in silence.
it.each(['resources', 'operations'] as const)('no two areas have %s of the same name', (kind) => {
  const names = Object.values(areas).flatMap((area) => Object.keys(area[kind]));
  expect(names.toSorted()).toEqual(Object.keys(contract[kind]).toSorted());
});
