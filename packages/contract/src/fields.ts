import * as z from 'zod';
import { isBlank, isSound, oneLine, severalLines } from './clean-text.js';

/** What a value must be, by the name that schemas have for it. */
const KINDS: Readonly<Record<string, string>> = {
  string: 'must be text',
  number: 'must be a number',
  int: 'must be an integer',
  boolean: 'must be true or false',
  array: 'must be a list',
  object: 'must be an object',
  record: 'must be an object',
};

/**
 * What is wrong with a value whose schema does not say it itself, in the words of this API: what the library would say is
 * about types of JavaScript.
 */
function sentenceOf(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is required' : (KINDS[issue.expected] ?? 'is not valid');
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`.slice(0, 2000);
    case 'too_small':
      if (issue.origin === 'array' || issue.origin === 'set') return `has fewer than ${issue.minimum} items`;
      if (issue.origin === 'string') return issue.minimum === 1 ? 'is required' : 'is too short';
      return `must be at least ${issue.minimum}`;
    case 'too_big':
      if (issue.origin === 'array' || issue.origin === 'set') return `has more than ${issue.maximum} items`;
      if (issue.origin === 'string') return `is too long (at most ${issue.maximum} characters)`;
      return issue.maximum === Number.MAX_SAFE_INTEGER ? 'is too large' : `must be at most ${issue.maximum}`;
    default:
      return 'is not valid';
  }
}
z.config({ customError: sentenceOf });

/**
 * The vocabulary of wire values (docs/wire.md section 3). Inputs are lenient the way the original is: forms
 * carry everything as text, so "5" is an integer and "true" a boolean; null clears, absent leaves alone.
 */

/** ISO 8601, six fractional digits, numeric offset of the caller's zone. */
export const timestamp = () =>
  z.string().meta({ format: 'date-time', examples: ['2025-01-01T00:00:00.000000-05:00'] });
/** A plain date, YYYY-MM-DD. */
export const date = () => z.string().meta({ format: 'date', examples: ['2025-01-31'] });

/** A field that the original's record does not have: the reference marks it. */
export const added = <S extends z.ZodType>(schema: S): S =>
  schema.meta({ ...schema.meta(), 'x-extension': true });

/** A reference: `{_href, id}`, `_href` first, or null. */
export const ref = (path: string) =>
  z
    .object({ _href: z.string(), id: z.int() })
    .nullable()
    .meta({ description: `Reference to ${path}` });
/** A reference by guid or another text: `{_href, id}`, or null. */
export const textRef = (path: string) =>
  z
    .object({ _href: z.string(), id: z.string() })
    .nullable()
    .meta({ description: `Reference to ${path}` });
/** A reference to something the API does not serve: `{id}` alone, or null. */
export const bareRef = () => z.object({ id: z.int() }).nullable();
export const refs = (path: string) =>
  z.array(z.object({ _href: z.string(), id: z.int() })).meta({ description: `References to ${path}` });

/**
 * What the API reference says of an input: the form to send, not every spelling that is understood (openapi-input.ts).
 */
const documented = (schema: Readonly<Record<string, unknown>>) => ({ documented: schema });

/** Letters of composed characters may come apart: a text is measured in its normal form, and worked on up to here. */
const APART = 4;

const cleanedText = (max: number, apart: number, clean: (text: string) => string) =>
  z
    .union([z.string(), z.number().transform(String)], { error: 'must be text' })
    .pipe(
      z
        .string()
        .max(max * apart, `is too long (at most ${max} characters)`)
        .refine(isSound, 'contains characters that cannot be stored')
        .transform(clean)
        .transform((value) => (isBlank(value) ? '' : value))
        .refine((value) => value.length <= max, `is too long (at most ${max} characters)`),
    )
    .meta(documented({ type: 'string', maxLength: max }));

/**
 * Text input of one line, of at most `max` characters: NFC, without what is obeyed instead of shown (clean-text.ts); a
 * blank one is empty. Numbers are taken as text: forms and loose clients send them.
 */
export const text = (max = 1024) => cleanedText(max, APART, oneLine);
/** Text input of several lines: breaks and tabs stay. */
export const lines = (max: number) => cleanedText(max, APART, severalLines);
/** Text input as it was given: bodies of e-mails, files, secrets. */
export const asGiven = (max: number) => cleanedText(max, 1, (value) => value);
const required = (schema: ReturnType<typeof text>, max: number) =>
  schema
    .pipe(z.string().refine((value) => value.trim() !== '', 'is required'))
    .meta(documented({ type: 'string', minLength: 1, maxLength: max }));
/** Text of one line that must say something. */
export const requiredText = (max = 1024) => required(text(max), max);
export const requiredLines = (max: number) => required(lines(max), max);
export const requiredAsGiven = (max: number) => required(asGiven(max), max);

/** http and https, as a browser reads them; no user and password, which would end up in logs. */
export const httpAddress = () =>
  requiredText(2000)
    .pipe(
      z.string().transform((value, context) => {
        const url = URL.canParse(value) ? new URL(value) : undefined;
        const ok = url && (url.protocol === 'https:' || url.protocol === 'http:') && url.hostname !== '';
        if (!ok) context.addIssue({ code: 'custom', message: 'must be an http or https address' });
        else if (url.username !== '' || url.password !== '')
          context.addIssue({ code: 'custom', message: 'must have no user and password in it' });
        else return value;
        return z.NEVER;
      }),
    )
    .meta({
      documented: { type: 'string', format: 'uri', maxLength: 2000 },
      description: 'An http or https address that everybody can reach; redirects are not followed.',
    });

const INTEGER = /^-?\d{1,16}$/;
/** An integer below 2^53, as a number or as digits. */
export const integer = () =>
  z
    .union(
      [
        z.int(),
        z
          .string()
          .regex(INTEGER)
          .transform(Number)
          .refine((value) => Number.isSafeInteger(value)),
      ],
      { error: 'must be an integer' },
    )
    .meta(documented({ type: 'integer' }));
/** An id: a positive integer. */
export const id = () =>
  integer()
    .pipe(z.int().positive('must be a positive integer'))
    .meta(documented({ type: 'integer', minimum: 1 }));

/** A text of a path: a word, a number in E.164. */
export const pathText = (max = 255) => z.string().min(1).max(max).refine(isSound);
/** A uuid of a path, in lower case. */
export const pathUuid = () => z.guid().toLowerCase();

// A Map: a word the caller chose may be "constructor".
const TRUTH: ReadonlyMap<string, boolean> = new Map([
  ...['true', '1', 'yes', 't'].map((word) => [word, true] as const),
  ...['false', '0', 'no', 'f'].map((word) => [word, false] as const),
]);
export const boolean = () =>
  z
    .union(
      [
        z.boolean(),
        z.union([z.string(), z.number()]).transform((value, context) => {
          const truth = TRUTH.get(String(value).toLowerCase());
          if (truth === undefined) {
            context.addIssue({ code: 'custom', message: 'must be true or false' });
            return z.NEVER;
          }
          return truth;
        }),
      ],
      { error: 'must be true or false' },
    )
    .meta(documented({ type: 'boolean' }));

/** What a record of words may be asked with beside its id. */
export const signedQuery = z.object({ include_signature: boolean().nullish() });

/** A list of texts; one text, or texts with commas, are taken as a list. */
export const texts = (maxItems = 100) =>
  z
    .union(
      [
        z.array(text(255)),
        z
          .string()
          .transform((value): (string | number)[] =>
            value
              .split(',', maxItems + 1)
              .map((each) => each.trim())
              .filter(Boolean),
          )
          .pipe(z.array(text(255))),
      ],
      {
        error: 'must be a list of texts',
      },
    )
    .pipe(z.array(z.string()).max(maxItems, `has more than ${maxItems} items`))
    .meta(documented({ type: 'array', items: { type: 'string' }, maxItems }));
export const integers = (maxItems = 1000) =>
  z
    .union(
      [
        z.array(integer()),
        z
          .union([z.string(), z.number()])
          .transform((value): (string | number)[] => String(value).split(',', maxItems + 1))
          .pipe(z.array(integer())),
      ],
      {
        error: 'must be a list of integers',
      },
    )
    .pipe(z.array(z.int()).max(maxItems, `has more than ${maxItems} items`))
    .meta(documented({ type: 'array', items: { type: 'integer' }, maxItems }));

/** One of the words; case matters. */
export const oneOf = <const W extends readonly [string, ...string[]]>(words: W) =>
  z.enum(words, { error: `must be one of ${words.join(', ')}` });
/** Some of the words. */
export const someOf = <const W extends readonly [string, ...string[]]>(words: W) =>
  texts()
    .pipe(z.array(oneOf(words)))
    .meta(documented({ type: 'array', items: { type: 'string', enum: words } }));

// PostgreSQL knows no year 0.
const CALENDAR_DATE = /^(?!0000)\d{4}-\d{2}-\d{2}$/;
/** A date input: YYYY-MM-DD, or the date part of an ISO 8601 moment. */
export const dateInput = () =>
  z
    .string({ error: 'must be a date' })
    .transform((value, context) => {
      const day = value.slice(0, 10);
      const moment = new Date(`${day}T00:00:00Z`);
      if (
        !CALENDAR_DATE.test(day) ||
        Number.isNaN(moment.getTime()) ||
        moment.toISOString().slice(0, 10) !== day
      ) {
        context.addIssue({ code: 'custom', message: 'is not a valid date' });
        return z.NEVER;
      }
      return day;
    })
    .meta({ format: 'date' });
/** A moment: ISO 8601 with or without offset (UTC then), or a bare date. Normalised to UTC with microseconds. */
export const timestampInput = () =>
  z
    .string({ error: 'must be an ISO 8601 timestamp' })
    .transform((value, context) => {
      const normalised = parseTimestamp(value);
      if (normalised === undefined) {
        context.addIssue({ code: 'custom', message: 'is not a valid ISO 8601 timestamp' });
        return z.NEVER;
      }
      return normalised;
    })
    .meta({ format: 'date-time' });

/** Names that one write of custom fields may have. */
const MAX_CUSTOM_FIELDS = 500;
/** Custom fields by name; null or blank removes one. An array of `{name, value}` or of one-key objects is accepted too. */
export const customFieldValues = () =>
  z
    .union(
      [
        z.record(z.string(), z.union([lines(5000), z.null(), z.boolean().transform(String)])),
        z.array(z.record(z.string(), z.unknown())),
      ],
      {
        error: 'must be an object of field names and values',
      },
    )
    .transform((value, context) => {
      const count = Array.isArray(value)
        ? value.reduce((sum, entry) => sum + ('name' in entry ? 1 : Object.keys(entry).length), 0)
        : Object.keys(value).length;
      if (count > MAX_CUSTOM_FIELDS) {
        context.addIssue({ code: 'custom', message: `has more than ${MAX_CUSTOM_FIELDS} names` });
        return z.NEVER;
      }
      if (!Array.isArray(value)) return value;
      const merged: Record<string, string | null> = {};
      for (const entry of value) {
        const pairs =
          'name' in entry && 'value' in entry ? [[entry['name'], entry['value']]] : Object.entries(entry);
        for (const [name, content] of pairs) {
          if (
            typeof name !== 'string' ||
            (content !== null && typeof content !== 'string' && typeof content !== 'number')
          ) {
            context.addIssue({ code: 'custom', message: 'must be an object of field names and values' });
            return z.NEVER;
          }
          merged[name] = content === null ? null : String(content);
        }
      }
      return merged;
    })
    .refine(
      (fields) =>
        Object.entries(fields).every(([name, value]) => isSound(name) && (value === null || isSound(value))),
      'contains characters that cannot be stored',
    )
    .transform((fields) =>
      Object.fromEntries(
        Object.entries(fields).map(([name, value]) => [
          oneLine(name),
          value === null ? null : severalLines(value),
        ]),
      ),
    )
    .meta(documented({ type: 'object', additionalProperties: { type: ['string', 'null'] } }));

/** Texts that can be stored, names too, and so many levels of objects and lists. */
const storable = (value: unknown, levels: number): boolean =>
  typeof value === 'string'
    ? isSound(value)
    : typeof value !== 'object' ||
      value === null ||
      (levels > 0 &&
        Object.entries(value).every(([name, each]) => isSound(name) && storable(each, levels - 1)));

/** An object of any names, or JSON text of one; "" is none. Becomes JSON text of at most `max` characters. */
export const jsonObject = (max: number) =>
  z
    .unknown()
    .transform((given, context): string | null => {
      if (given === '') return null;
      const value = typeof given === 'string' && given.length <= max ? parsed(given) : given;
      const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
      if (isObject && storable(value, 20)) {
        const text = JSON.stringify(value);
        if (text.length <= max) return text;
      }
      context.addIssue({
        code: 'custom',
        message: `must be an object, as JSON of at most ${max} characters`,
      });
      return z.NEVER;
    })
    .meta(documented({ type: ['object', 'string'], additionalProperties: true }));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** ISO 8601 in its basic form, 20220410T000000-0700: the same without the marks between its parts. */
const BASIC = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(?:(\d{2})((?:[.,]\d{1,9})?))?(\D.*)?)?$/;
function extended(input: string): string {
  const parts = BASIC.exec(input);
  if (!parts) return input;
  const [, year, month, day, hour, minute, second, fraction = '', zone = ''] = parts;
  const date = `${year}-${month}-${day}`;
  if (hour === undefined) return date;
  return `${date}T${hour}:${minute}${second === undefined ? '' : `:${second}${fraction}`}${zone}`;
}

const MOMENT =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|z|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?$/;
/**
 * ISO 8601, extended or basic, to UTC with exactly six fractional digits and `Z`; undefined when it is none. A `+` that a form decoder
 * turned into a blank is understood. Digits past the sixth are cut: PostgreSQL holds microseconds.
 */
export function parseTimestamp(input: string): string | undefined {
  const match = MOMENT.exec(extended(input.trim().replace(/ (\d{2}:?\d{2})$/, '+$1')));
  if (!match) return undefined;
  const [, day, minutes = '00:00', seconds = '00', fraction = '', zone = 'Z'] = match;
  const offset = /^[+-]\d{2}$/.test(zone) ? `${zone}:00` : zone.toUpperCase();
  const moment = new Date(
    `${day}T${minutes}:${seconds}${offset.length === 5 ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset}`,
  );
  if (Number.isNaN(moment.getTime()) || new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day)
    return undefined;
  const iso = moment.toISOString();
  // Years 1 to 9999: an offset may lead out of them.
  if (iso.length !== 24 || iso.startsWith('0000')) return undefined;
  return `${iso.slice(0, 19)}.${fraction.padEnd(6, '0').slice(0, 6)}Z`;
}
