import { expect, it } from 'vitest';
import { areas, contract } from './contract.js';

// Of two of a name, a spread would keep the later in silence.
it.each(['resources', 'operations'] as const)('no two areas have %s of the same name', (kind) => {
  const names = Object.values(areas).flatMap((area) => Object.keys(area[kind]));
  expect(names.toSorted()).toEqual(Object.keys(contract[kind]).toSorted());
});

// What the library says of itself is of JavaScript, and not of this API.
it('refuses hostile values of every body and query in its own words', () => {
  const schemas = [
    ...Object.values(contract.operations).flatMap((each) => [
      'body' in each ? each.body : undefined,
      'query' in each ? each.query : undefined,
    ]),
    ...Object.values(contract.resources).flatMap((each) => [
      'create' in each ? each.create.body : undefined,
      'update' in each ? each.update.body : undefined,
    ]),
  ].filter((schema) => schema !== undefined);
  const hostile = [undefined, null, 'x', '', -1, 1e300, 9e15, true, [], [null], [{}], {}, { x: [1] }, [[1]]];
  const said = new Set<string>();
  for (const schema of schemas)
    for (const value of hostile) {
      const input = Object.fromEntries(Object.keys(schema.shape).map((name) => [name, value]));
      for (const { message } of schema.safeParse(input).error?.issues ?? []) said.add(message);
    }
  expect([...said].filter((message) => /expected|received|Invalid|Too |Unrecognized/.test(message))).toEqual(
    [],
  );
  expect(said.size).toBeGreaterThan(20);
});
