import { expect, it } from 'vitest';
import { openapi } from '../openapi.js';
import { TAGS } from '../tags.js';
import { MEANINGS } from './index.js';
import { OPERATIONS, RECORD_IS } from './operations.js';
import { PARAMETERS } from './parameters.js';

type Json = Record<string, unknown>;
const document = openapi('https://cadenza.example') as {
  paths: Record<string, Record<string, Json>>;
  components: { schemas: Record<string, Json> };
};
const operations = Object.values(document.paths).flatMap((each) => Object.values(each));
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Name of every field, with what is said of it. */
function* fieldsOf(name: string, schema: Json): Generator<[string, unknown]> {
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties' && isObject(value))
      for (const [field, inner] of Object.entries(value)) {
        if (!isObject(inner)) continue;
        if (!('$ref' in inner)) yield [`${name}.${field}`, inner.description];
        yield* fieldsOf(`${name}.${field}`, inner);
      }
    else if (['anyOf', 'oneOf', 'allOf'].includes(key) && Array.isArray(value))
      for (const each of value) if (isObject(each)) yield* fieldsOf(name, each);
    if (['items', 'additionalProperties'].includes(key) && isObject(value)) yield* fieldsOf(name, value);
  }
}
const fields = Object.entries(document.components.schemas).flatMap(([name, schema]) => [
  ...fieldsOf(name, schema),
]);
const parameters = operations.flatMap((operation) =>
  (operation.parameters as Json[])
    .filter((each) => !('$ref' in each))
    .map((each): [string, unknown] => [
      `${String(operation.operationId)} ${String(each.name)}`,
      each.description,
    ]),
);
const does = operations.map((each): [string, unknown] => [String(each.operationId), each.description]);

/** Words that say nothing by themselves. */
const EMPTY = new Set(
  'a an the of this that its is are was to for in on by and or with record value field'.split(' '),
);
const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]/u)
    .map((word) => word.replace(/s$/, ''))
    .filter((word) => word !== '' && !EMPTY.has(word));

/** Whether a sentence says something that the name does not. */
function says(name: string, sentence: string): boolean {
  const named = new Set(wordsOf(name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ')));
  return wordsOf(sentence).some((word) => !named.has(word));
}

it.each([
  ['operation', does],
  ['field', fields],
  ['parameter', parameters],
] as const)('every %s says what it means, and more than its name', (_, all) => {
  expect(all.length).toBeGreaterThan(150);
  const unsaid = all.filter(([, sentence]) => typeof sentence !== 'string' || sentence === '');
  expect([...new Set(unsaid.map(([name]) => name))]).toEqual([]);
  expect(all.filter(([name, sentence]) => !says(name, sentence as string))).toEqual([]);
});

it('a sentence that repeats the name says nothing', () => {
  expect(says('Person.first_name', 'The first name of the person.')).toBe(false);
  expect(says('Person.first_name', 'Given name.')).toBe(true);
});

it('no sentence is for something that is not there', () => {
  const endings = fields.map(([name]) => `.${name}`);
  const isThere = (key: string): boolean => {
    const below = /^[A-Z]/.test(key) ? key.slice(key.indexOf('.')) : `.${key}`;
    return endings.some((name) => name.endsWith(below));
  };
  expect(Object.keys(MEANINGS).filter((key) => !isThere(key))).toEqual([]);
  const asked = new Set(parameters.map(([name]) => name.split(' ')[1]));
  expect(Object.keys(PARAMETERS).filter((name) => !asked.has(name.split('.').at(-1)))).toEqual([]);
  const done = new Set(does.map(([name]) => name));
  expect(Object.keys(OPERATIONS).filter((name) => !done.has(name))).toEqual([]);
  const resources = new Set([...done].map((name) => name.split('.')[0]));
  expect(Object.keys(RECORD_IS).filter((name) => !resources.has(name))).toEqual([]);
});

it('every tag is introduced where the reference is read, and none that nothing has', () => {
  const used = new Set(operations.flatMap((each) => each.tags as string[]));
  expect(TAGS.map(({ name }) => name).toSorted()).toEqual([...used].toSorted());
  expect(TAGS.filter(({ name, description }) => !says(name, description))).toEqual([]);
});
