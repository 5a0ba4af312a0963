import { expect, it } from 'vitest';
import { filledIn, misfit, wordOf } from './signal-rules.js';

it('a word is that of the language, or whichever there is', () => {
  expect(wordOf({ 'de-de': 'Ruf an', 'en-US': 'Call' })).toBe('Call');
  expect(wordOf({ 'de-de': 'Ruf an', n: 1 })).toBe('Ruf an');
  expect([wordOf(null), wordOf({ a: 1 })]).toEqual([undefined, undefined]);
});

it('braces are filled in, and never without end', () => {
  const values = { name: 'Ada', n: 3, deep: {}, open: '{name}' };
  expect(filledIn('Call {{name}} {n} times{deep}{constructor}{', values)).toBe('Call Ada 3 times{');
  expect(filledIn('{open}', values)).toBe('{name}');
  expect(filledIn('{n}'.repeat(5000), values)).toHaveLength(500);
  expect(filledIn('{name} & {n}', values, (word) => `<${word}>`)).toBe('<Ada> & <3>');
  expect(filledIn(`${'x'.repeat(499)}\u{1F600}`, values)).toBe('x'.repeat(499));
});

it.each([
  [{ type: 'object', required: ['page'] }, {}, 'data.page is required'],
  [{ properties: { page: { type: 'string' } } }, { page: 1 }, 'data.page must be of type string'],
  [
    { properties: { kind: { enum: ['a', 'b'] } } },
    { kind: 'c' },
    'data.kind is none of the words that are known',
  ],
  [{ additionalProperties: false }, { x: 1 }, 'data.x is not known'],
  [
    { properties: { list: { type: ['array', 'null'], items: { type: 'integer' } } } },
    { list: [1, 1.5] },
    'an item of data.list must be of type integer',
  ],
  [{ properties: { list: { type: ['array', 'null'] } } }, { list: null, other: 1 }, undefined],
  [{ type: 'nonsense', properties: 7, required: 'x' }, { a: 1 }, undefined],
  [null, { a: 1 }, undefined],
])('%j of %j', (schema, value, sentence) => {
  expect(misfit(schema, value)).toBe(sentence);
});

it('a long list is held against a long schema in one go', () => {
  const numbers = [...Array.from({ length: 3000 }, (_, at) => 1000 + at), 7];
  const types = Array.from({ length: 2000 }, () => 'null');
  const required = Array.from({ length: 2000 }, () => 'a');
  const began = performance.now();
  for (const [items, each] of [
    [{ enum: numbers }, 7],
    [{ enum: ['x'.repeat(19_000), 7] }, 7],
    [{ type: [...types, 'integer'] }, 7],
    [{ required }, { a: 1 }],
  ] as const)
    expect(misfit({ items }, Array(9000).fill(each))).toBeUndefined();
  // (Each of them took seconds.)
  expect(performance.now() - began).toBeLessThan(500);
});
