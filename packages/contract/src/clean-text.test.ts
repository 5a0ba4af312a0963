import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { nfc, oneLine, severalLines } from './clean-text.js';
import { contract } from './contract.js';
import * as f from './fields.js';
import { CadenceContent } from './resources/cadences.js';

describe('a text of one line', () => {
  it.each([
    ['cafe\u0301', 'café'],
    ['\ufeffAnn\u0007 \u202eeelA\u202c\n', 'Ann eelA'],
    ['Line\r\nSubject:\tx\u2028y\u0085z', 'Line Subject: x y z'],
    ['\u2067Ann\u2069', 'Ann'],
    // A family, a flag of a region and Persian with its joiners.
    [
      '👨\u200d👩\u200d👧 🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
      '👨\u200d👩\u200d👧 🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
    ],
    ['می\u200cخواهم\u200f', 'می\u200cخواهم\u200f'],
  ])('%j is %j', (given, kept) => {
    expect(oneLine(given)).toBe(kept);
    expect(oneLine(kept)).toBe(kept);
  });

  it('has a normal form whose making does not cost the square of its marks', () => {
    const piled = `a${'\u0301\u0323'.repeat(200_000)}`;
    expect(nfc(piled)).toBe(piled);
    expect(nfc('ệ'.normalize('NFD'))).toBe('ệ');
  });
});

it('a text of several lines keeps its breaks and the order its writer set', () => {
  expect(severalLines('\ufeffa\r\n\tb\u001b[2J\u009b\u2067c\u2069 e\u0301')).toBe(
    'a\r\n\tb[2J\u2067c\u2069 é',
  );
});

/** Bodies of e-mails, files and secrets; whoever writes one says what it may have in it. */
const AS_GIVEN = [
  'callback_token',
  'body',
  'content',
  'csv',
  'current_password',
  'dkim_private_key',
  'email_signature',
  'password',
  'raw',
  'signature',
  'text',
  'username',
  'webhook_token',
];
const GIVEN = 'e\u0301\u202e\u0007\u2028\n\tx';
const LINE = 'é x';
const LINES = 'é\u202e\u2028\n\tx';

/** Schemas of texts within a schema, by the name of their field. */
function* inputs(name: string, schema: z.ZodType): Generator<[string, z.ZodType]> {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    yield* inputs(name, schema.unwrap() as z.ZodType);
  else if (schema instanceof z.ZodObject)
    for (const [key, each] of Object.entries(schema.shape)) yield* inputs(key, each as z.ZodType);
  else if (schema instanceof z.ZodArray) yield* inputs(name, schema.element as z.ZodType);
  else if (schema instanceof z.ZodUnion) {
    for (const each of schema.options) yield* inputs(name, each as z.ZodType);
    yield [name, schema];
  } else yield [name, schema];
}

const bodies = [
  ...Object.values(contract.resources).flatMap((spec) =>
    (['create', 'update'] as const).flatMap((way) => {
      const write = (spec as unknown as Record<string, { body?: z.ZodType } | undefined>)[way];
      return write?.body ? [[`${spec.name} ${way}`, write.body] as const] : [];
    }),
  ),
  ...Object.values(contract.operations).flatMap((spec) => {
    const { body } = spec as { body?: z.ZodType };
    return body ? [[spec.name, body] as const] : [];
  }),
  ['cadence file', CadenceContent] as const,
];

it.each(bodies)('%s: no text is kept as it happens to come', (_, body) => {
  for (const [name, schema] of inputs('', body)) {
    const read = schema.safeParse(GIVEN);
    if (!read.success || typeof read.data !== 'string') continue;
    expect([name, read.data]).toSatisfy(
      ([, text]: [string, string]) =>
        text === LINE || text === LINES || (text === GIVEN && AS_GIVEN.includes(name)),
    );
  }
});

it('is empty when nothing of it is shown, before it is cleaned or after', () => {
  for (const given of ['', ' ', '\u200b', '\ufff9\ufffb', ' \ufff9\n', '\u0007 \ufffa']) {
    expect(f.text().parse(given)).toBe('');
    expect(f.requiredText().safeParse(given).success).toBe(false);
  }
});
