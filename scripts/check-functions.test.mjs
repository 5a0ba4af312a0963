import { expect, test } from 'vitest';
import { complaintsOf, functionsOf } from './check-functions.mjs';

const long = (head, lines) => `${head} {\n${'  f();\n'.repeat(lines - 2)}}`;

test('a function is measured from its own first line, whatever it is written as', () => {
  expect(functionsOf('a.ts', long('function a()', 60))).toEqual([]);
  expect(functionsOf('a.ts', `\n${long('function a()', 61)}`)).toEqual([{ name: 'a', line: 2, lines: 61 }]);
  expect(
    functionsOf('a.ts', `/**\n * Says\n * much.\n */\n${long('export const b = async () =>', 61)}`),
  ).toEqual([{ name: 'b', line: 5, lines: 61 }]);
  expect(functionsOf('a.ts', 'class C { put(a, b, c, d, e, f) {} at(a, b, c, d, e) {} }')).toEqual([
    { name: 'put', line: 1, parameters: 6 },
  ]);
  const inner = `function outer() {\nreturn {\n${long('inner: () =>', 61)} };\n}`;
  expect(functionsOf('a.ts', inner).map(({ name }) => name)).toEqual(['outer', 'outer.inner']);
});

test('a reason counts where it stands right before, for its own kind, and in words', () => {
  const body = long('export function a()', 61);
  expect(functionsOf('a.ts', `// long: one table of what each kind of record means\n${body}`)).toEqual([]);
  expect(
    functionsOf('a.ts', `/**\n * Makes it.\n * long: one table of what each means\n */\n${body}`),
  ).toEqual([]);
  expect(functionsOf('a.ts', `// wide: the numbers of one formula\n${body}`)).toHaveLength(1);
  expect(functionsOf('a.ts', `// long:\n${body}`)).toHaveLength(1);
  expect(functionsOf('a.ts', `// long: one table of what each means\nf();\n${body}`)).toHaveLength(1);
  const wide = 'const p = {\n  // wide: the numbers of one formula\n  at: (a, b, c, d, e, f) => a,\n};';
  expect(functionsOf('a.ts', wide)).toEqual([]);
});

test('what is too much is told where it stands, with the way on', () => {
  expect(complaintsOf('x.ts', [{ name: 'a', line: 3, lines: 80, parameters: 7 }])).toEqual([
    'x.ts:3: a has 80 lines: split it, or say why (long: ...)',
    'x.ts:3: a has 7 parameters: split it, or say why (wide: ...)',
  ]);
});
