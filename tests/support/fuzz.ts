import fc from 'fast-check';
import type { Filter } from '@cadenza/contract';
import * as z from 'zod';
import type { Operation } from './operations.js';
import { anyText } from './any-text.js';

/**
 * Requests derived from the contract: bodies that mostly fit the schema and are then broken in a place or two, so
 * that a fault hides behind no other; odd values are the ones that have broken servers like this one.
 */

/** The ids a body or a path may name, by resource: the caller's own, and another team's. */
export interface World {
  own: Record<string, number>;
  foreign: Readonly<Record<string, number>>;
}

/** JSON text that no JavaScript value gives: it is put in as it stands. */
const raw = (text: string) => `\u0001raw ${text}\u0001`;
const nested = (levels: number) => raw('['.repeat(levels) + ']'.repeat(levels));

export const ODD_TEXTS = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\u{1F600}\uD800',
  '\uFEFF\u202Ereversed',
  "'; DROP TABLE people; --",
  '" OR 1=1 --',
  '\\',
  '%',
  '_is_null',
  '{{ person.constructor }}',
  '{% for i in (1..99999999) %}x{% endfor %}',
  '{% include "x" %}',
  '{{',
  '{"a":1}',
  '{}',
  'null',
  'NaN',
  '-0',
  '1e400',
  '9007199254740993',
  '99999999999999999999',
  '-1',
  '0x10',
  '__proto__',
  'constructor',
  'toString',
  '<script>alert(1)</script>',
  'a@b.example',
  'A@B.example,c@d.example',
  'http://[::1',
  'javascript:alert(1)',
  'x'.repeat(300),
  '\u{1F600}'.repeat(600),
  'line\r\nSet-Cookie: a=b',
];
const ODD_TIMES = [
  '2026-02-30',
  '2026-13-01',
  '0000-01-01',
  '0000-00-00T00:00:00Z',
  '0001-01-01T00:00:00+14:00',
  '9999-12-31T23:59:59.999999Z',
  '9999-12-31T23:59:59-12:00',
  '10000-01-01',
  '+275760-09-13T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  '2026-01-01T24:00:00Z',
  '2026-01-01T23:59:60Z',
  '2026-01-01T00:00:00+99:99',
  'infinity',
  'now',
  '1772442000',
];
const ODD_NUMBERS = [
  -1,
  0,
  0.5,
  1e21,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 53 - 1,
  2 ** 53,
  -(2 ** 53),
  Number.MIN_VALUE,
];
const ODD_JSON = [
  raw('9007199254740993'),
  raw('1e400'),
  raw('-0'),
  raw('-1e400'),
  nested(30),
  nested(10_000),
];
const ODD_OBJECTS = [
  raw('{"__proto__":{"admin":true}}'),
  raw('{"constructor":{"prototype":{"x":1}},"toString":1}'),
  raw('{"id":1,"id":2}'),
  raw('[[[]]]'),
  raw('{"0":"a","1":"b"}'),
];

export const oddText = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...ODD_TEXTS, ...ODD_TIMES) },
  { weight: 1, arbitrary: anyText(40) },
);
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: oddText },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(...ODD_NUMBERS, ...ODD_JSON) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [null], [[]], ['', 1], ...ODD_OBJECTS),
  },
  { weight: 1, arbitrary: fc.array(oddText, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.dictionary(oddText, oddText, { maxKeys: 2 }) },
  { weight: 1, arbitrary: fc.constantFrom('x'.repeat(5000), 'é'.repeat(120_000)) },
);

/** Which resource an id under this name belongs to. */
const REFERENCES: readonly (readonly [RegExp, string])[] = [
  [/company_stage_id$/, 'account_stages'],
  [/_stage_id$/, 'person_stages'],
  [/account_tier_id$/, 'account_tiers'],
  [/^(account|company)_id$/, 'accounts'],
  [/^(person|associated_with|called_person)_id$/, 'people'],
  [/^(user|owner|master_recipient)_id$/, 'users'],
  [/^cadence_id$/, 'cadences'],
  [/step_id$/, 'steps'],
  [/^import_id$/, 'imports'],
  [/^call_id$/, 'calls'],
  [/^task_id$/, 'tasks'],
  [/^action_id$/, 'actions'],
  [/template_id$/, 'email_templates'],
  [/^(group_ids?|parent_id)$/, 'groups'],
  [/^tag_ids?$/, 'tags'],
];
/** The resource whose ids a field takes; undefined when it takes none we know. */
export const referenced = (name: string): string | undefined =>
  REFERENCES.find(([pattern]) => pattern.test(name))?.[1];

function someId(world: World, name: string): fc.Arbitrary<unknown> {
  const resource = referenced(name);
  const own = resource === undefined ? undefined : world.own[resource];
  const foreign = resource === undefined ? undefined : world.foreign[resource];
  return fc.oneof(
    { weight: 8, arbitrary: fc.constant(own ?? 1) },
    { weight: 1, arbitrary: fc.constant(foreign ?? 2) },
    { weight: 1, arbitrary: fc.constantFrom(0, -1, 1, 999_999_999, 2 ** 53 - 1) },
  );
}

const day = fc.constantFrom('2026-03-02', '2026-03-09', '1999-12-31', '9999-12-31', '0001-01-01');

/** Values the schema should take, for a field of this name; the innermost type decides. */
export function fitting(schema: z.core.$ZodType, name: string, world: World): fc.Arbitrary<unknown> {
  const { format } = z.globalRegistry.get(schema) ?? {};
  if (format === 'date') return day;
  if (format === 'date-time')
    return fc.constantFrom('2026-03-02T10:00:00Z', '2026-03-02', '2026-03-02 10:00:00.123456+05:30');
  if (schema instanceof z.ZodOptional) return fitting(schema.def.innerType, name, world);
  if (schema instanceof z.ZodNullable)
    return fc.oneof(
      { weight: 6, arbitrary: fitting(schema.def.innerType, name, world) },
      { weight: 1, arbitrary: fc.constant(null) },
    );
  if (/(_id|_ids)$/.test(name) && !(schema instanceof z.ZodArray)) return someId(world, name);
  if (schema instanceof z.ZodObject) return object(schema, world);
  if (schema instanceof z.ZodUnion)
    return fc.oneof(...schema.def.options.map((option) => fitting(option, name, world)));
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options);
  if (schema instanceof z.ZodLiteral) return fc.constantFrom(...schema.values);
  if (schema instanceof z.ZodArray)
    return fc.array(fitting(schema.element, name.replace(/s$/, ''), world), { maxLength: 3 });
  if (schema instanceof z.ZodRecord)
    return fc.dictionary(fc.constantFrom('Region', 'Other', 'constructor'), oddText, { maxKeys: 2 });
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodNumber)
    return fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constantFrom(0, 1, 2, 2 ** 31, 2 ** 53 - 1));
  // Behind the lenient input stands what it becomes: an enum, an integer, a text.
  if (schema instanceof z.ZodPipe)
    return schema.def.out instanceof z.ZodTransform || schema.def.out instanceof z.ZodString
      ? fitting(schema.def.in, name, world)
      : fitting(schema.def.out, name, world);
  return words(name);
}

function words(name: string): fc.Arbitrary<unknown> {
  const plain = fc.constantFrom('Ann', 'x', 'Ångström & Söhne', '{{first_name}}', '10:30', '1', "O'Hara");
  return name.includes('email') ? fc.oneof(plain, fc.constantFrom('a@b.example', 'c@d.example')) : plain;
}

/** Some fields of an object: those it requires, and few of the others, so that one that is refused hides no other. */
function object(schema: z.ZodObject, world: World): fc.Arbitrary<object> {
  const fields = Object.entries(schema.shape).map(([key, field]) => {
    const value = fitting(field, key, world).map((each): [string, unknown][] => [[key, each]]);
    return z.safeParse(field, undefined).success
      ? fc.oneof({ weight: 5, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: value })
      : value;
  });
  return fc.tuple(...fields).map((pairs) => Object.fromEntries(pairs.flat()));
}

const VALID: Readonly<Record<string, (own: Record<string, number>) => object>> = {
  // What is not here takes a body with nothing in it.
  'accounts.create': () => ({ name: 'Beta', domain: 'beta.example' }),
  account_upserts: () => ({ name: 'Beta', domain: 'beta.example' }),
  'cadence_memberships.create': (own) => ({ person_id: own['people'], cadence_id: own['cadences'] }),
  'cadences.create': () => ({ name: 'Next' }),
  'calls.create': (own) => ({ person_id: own['people'] }),
  'groups.create': () => ({ name: 'South' }),
  'notes.create': (own) => ({
    content: 'x',
    associated_with_type: 'person',
    associated_with_id: own['people'],
  }),
  'people.create': () => ({ email_address: 'next@example.com' }),
  person_upserts: () => ({ email_address: 'next@example.com' }),
  'steps.create': (own) => ({ cadence_id: own['cadences'], type: 'phone', name: 'Call', day: 1 }),
  'tasks.create': (own) => ({
    subject: 'x',
    person_id: own['people'],
    task_type: 'call',
    due_date: '2026-03-03',
  }),
  cadence_imports: () => ({ settings: { name: 'In' }, cadence_content: { step_groups: [] } }),
  'POST people': () => ({ email_address: 'next@example.com' }),
  'POST companies': () => ({ name: 'Beta', domain: 'beta.example' }),
  'POST people/{id}/cadence_memberships': (own) => ({ cadence_id: own['cadences'] }),
};
/** The least the operation takes, of the caller's own. */
export const least = (operation: Operation, world: World): object => VALID[operation.name]?.(world.own) ?? {};

/** A body the operation takes, with some more fields, and nothing, one or two places broken, or an unknown key. */
export function bodyOf(
  operation: Operation,
  schema: z.ZodObject,
  world: World,
): fc.Arbitrary<Record<string, unknown>> {
  const keys = [...Object.keys(schema.shape), 'id', 'team_id', 'unknown', '__proto__', 'constructor'];
  const broken = fc.tuple(fc.constantFrom(...keys), oddValue);
  const breaks = fc.oneof(fc.constant([]), fc.array(broken, { minLength: 1, maxLength: 2 }));
  const base = least(operation, world);
  return fc.tuple(fc.boolean(), object(schema, world), breaks).map(([bare, more, odd]) =>
    // fromEntries defines `__proto__` as a key of its own, as JSON.parse does.
    Object.fromEntries([...Object.entries(bare ? { ...more, ...base } : { ...base, ...more }), ...odd]),
  );
}

/** A query of the filters, sorts and paging of a list, odd more often than not. */
export function listQuery(operation: Operation): fc.Arbitrary<string> {
  const filters: Readonly<Record<string, Filter>> = {
    unknown: { kind: 'string' },
    ...operation.resource?.list?.filters,
  };
  const declared = operation.resource?.list?.sorts ?? [];
  const sorts = declared.length > 0 ? declared : ['id'];
  const pair = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...Object.entries(filters)).chain(filterPair) },
    {
      weight: 1,
      arbitrary: fc.tuple(
        fc.constantFrom(
          ...['page', 'per_page', 'sort_direction', 'cursor', 'unknown'],
          ...['include', 'include[a]', 'include[][a]', 'sort_by[a]', 'cursor[][a]'],
        ),
        oddText,
      ),
    },
    { weight: 1, arbitrary: fc.tuple(fc.constant('sort_by'), fc.constantFrom(...sorts)) },
    { weight: 1, arbitrary: forgedCursor(sorts) },
  );
  return fc
    .array(pair, { maxLength: 3 })
    .map((pairs) => pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&'));
}

function filterPair([name, filter]: [string, Filter]): fc.Arbitrary<[string, string]> {
  const at = fc.constantFrom(
    name,
    `${name}[]`,
    `${name}[0]`,
    ...(filter.kind === 'range' || filter.kind === 'number_range'
      ? [`${name}[gt]`, `${name}[lte]`, `${name}[_is_null]`]
      : []),
    ...(filter.kind === 'object' ? [`${name}[Region]`, `${name}[__proto__]`, `${name}[a][b]`] : []),
    ...(filter.kind === 'strings' ? [`${name}[_starts_with]`, `${name}[_not_in]`] : []),
  );
  const likely = fc.constantFrom(
    '1',
    '1,2',
    'true',
    '_is_null',
    '2026-01-01',
    '00000000-0000-4000-8000-000000000000',
  );
  return fc.tuple(at, fc.oneof({ weight: 2, arbitrary: oddText }, { weight: 1, arbitrary: likely }));
}

/** A cursor of the right form for the sort, with a value of another type. */
function forgedCursor(sorts: readonly string[]): fc.Arbitrary<[string, string]> {
  return fc
    .tuple(fc.constantFrom(...sorts), oddValue, fc.constantFrom(1, -1, 2 ** 53 - 1, 0.5))
    .map(([sort, value, id]) => [
      'cursor',
      `${Buffer.from(JSON.stringify([sort, 'DESC', value, id])).toString('base64url')}&sort_by=${sort}`,
    ]);
}
const encode = (text: string) =>
  text.includes('&sort_by=')
    ? text
    : encodeURIComponent(text.toWellFormed()).replaceAll('%5B', '[').replaceAll('%5D', ']');

/** What stands in the path in place of an id. */
export const pathId = (own: number | undefined, foreign: number | undefined): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constant(String(own ?? 1)) },
    { weight: 2, arbitrary: fc.constant(String(foreign ?? 2)) },
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        '0',
        '-1',
        '1.5',
        '1e3',
        '0x1',
        '%00',
        '1%00',
        '%FF',
        '%',
        '%2e%2e',
        'null',
        'a@b.example',
        '%00@b.example',
        "1'--",
        '9007199254740993',
        '99999999999999999999',
        '+1',
        '%201',
        '00000000-0000-4000-8000-000000000000',
        'x'.repeat(600),
        '1.json.json',
        '1/',
        '1%2F2',
        '%F0%9F%98%80',
        '__proto__',
      ),
    },
  );
