type Json = Readonly<Record<string, unknown>>;

/** The word of a language: the caller's, English, or whichever there is. */
export function wordOf(words: Json | null | undefined, language = 'en-us'): string | undefined {
  const texts = Object.entries(words ?? {}).filter(
    (each): each is [string, string] => typeof each[1] === 'string',
  );
  return (texts.find(([key]) => key.toLowerCase() === language) ?? texts[0])?.[1];
}

const LONGEST = 500;

/**
 * A text with what stands in braces ({name}, {{name}}) filled in, each word in its `form`; what is not known is left out, and
 * no character is cut in two.
 */
export function filledIn(
  text: string,
  values: Json,
  form: (word: string) => string = (word) => word,
): string {
  let out = '';
  for (let at = 0; at < text.length && out.length < LONGEST; ) {
    const open = text.indexOf('{', at);
    const close = open < 0 ? -1 : text.indexOf('}', open);
    if (close < 0) return cut(out + text.slice(at));
    const begins = text[open + 1] === '{' ? open + 2 : open + 1;
    const name = text.slice(begins, close).trim();
    const value = Object.hasOwn(values, name) ? values[name] : '';
    out += text.slice(at, open) + form(cut(said(value)));
    at = text[close + 1] === '}' && begins === open + 2 ? close + 2 : close + 1;
  }
  return cut(out);
}

function cut(text: string): string {
  const short = text.slice(0, LONGEST);
  return short.isWellFormed() ? short : short.slice(0, -1);
}

/** What can stand in a sentence. */
const said = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

const LEVELS = 10;
const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  array: Array.isArray,
  object: (value) => isObject(value),
};
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is wrong with a value that stands `at` a place, as a sentence; undefined: nothing. */
type Check = (value: unknown, at: string) => string | undefined;

/**
 * What is wrong with a value by a JSON Schema. Of the schema `type`, `enum`, `required`, `properties`,
 * `additionalProperties: false` and `items` are asked: nothing that a pattern or a reference could make endless. It is
 * read once, not for each item of a long list: both are a stranger's, and their product would hold everybody up.
 */
export const misfit = (schema: unknown, value: unknown): string | undefined =>
  checkOf(schema, 0)(value, 'data');

function checkOf(schema: unknown, level: number): Check {
  if (!isObject(schema) || level > LEVELS) return () => undefined;
  const { type, enum: words, items } = schema;
  const types = [...new Set<unknown>(Array.isArray(type) ? type : [type])].filter(
    (each): each is string => typeof each === 'string' && Object.hasOwn(TYPES, each),
  );
  const known = Array.isArray(words) ? new Set(words.map((each) => JSON.stringify(each))) : undefined;
  const ofItem = checkOf(items, level + 1);
  const ofObject = checkOfObject(schema, level);
  return (value, at) => {
    if (types.length > 0 && !types.some((each) => TYPES[each]?.(value)))
      return `${at} must be of type ${types.join(' or ')}`;
    if (known && !known.has(JSON.stringify(value))) return `${at} is none of the words that are known`;
    if (isObject(value)) return ofObject(value, at);
    if (!Array.isArray(value)) return undefined;
    const place = `an item of ${at}`;
    for (const each of value) {
      const wrong = ofItem(each, place);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  };
}

function checkOfObject(schema: Json, level: number): (value: Json, at: string) => string | undefined {
  const { required, properties, additionalProperties } = schema;
  const names = new Set(
    Array.isArray(required) ? required.filter((each): each is string => typeof each === 'string') : [],
  );
  const known = new Map(
    Object.entries(isObject(properties) ? properties : {}).map(([name, each]) => [
      name,
      checkOf(each, level + 1),
    ]),
  );
  return (value, at) => {
    for (const name of names)
      if (!Object.hasOwn(value, name)) return `${at}.${name} is required`.slice(0, LONGEST);
    for (const [name, each] of Object.entries(value)) {
      const check = known.get(name);
      if (check === undefined && additionalProperties === false)
        return `${at}.${name} is not known`.slice(0, LONGEST);
      const wrong = check?.(each, `${at}.${name}`.slice(0, 200));
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  };
}
