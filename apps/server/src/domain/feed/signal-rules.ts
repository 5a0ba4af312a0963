type Json = Readonly<Record<string, unknown>>;

/** The word of a language: the caller's, English, or whichever there is. */
export function wordOf(words: Json | null | undefined, language = 'en-us'): string | undefined {
  const texts = Object.entries(words ?? {}).filter(
    (each): each is [string, string] => typeof each[1] === 'string',
  );
  return (texts.find(([key]) => key.toLowerCase() === language) ?? texts[0])?.[1];
}

const LONGEST = 500;

/** A text with what stands in braces ({name}, {{name}}) filled in; what is not known is left out. */
export function filledIn(text: string, values: Json): string {
  let out = '';
  for (let at = 0; at < text.length && out.length < LONGEST; ) {
    const open = text.indexOf('{', at);
    const close = open < 0 ? -1 : text.indexOf('}', open);
    if (close < 0) return (out + text.slice(at)).slice(0, LONGEST);
    const begins = text[open + 1] === '{' ? open + 2 : open + 1;
    const name = text.slice(begins, close).trim();
    const value = Object.hasOwn(values, name) ? values[name] : '';
    out += text.slice(at, open) + said(value);
    at = text[close + 1] === '}' && begins === open + 2 ? close + 2 : close + 1;
  }
  return out.slice(0, LONGEST);
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
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

/**
 * What is wrong with a value by a JSON Schema, as a sentence; undefined: nothing. Of the schema `type`, `enum`, `required`,
 * `properties`, `additionalProperties: false` and `items` are asked: nothing that a pattern or a reference could make endless.
 */
export function misfit(schema: unknown, value: unknown, at = 'data', level = 0): string | undefined {
  if (!TYPES['object']?.(schema) || level > LEVELS) return undefined;
  const { type, enum: words, items } = schema as Json;
  const types = (Array.isArray(type) ? type : [type]).filter(
    (each) => typeof each === 'string' && Object.hasOwn(TYPES, each),
  );
  if (types.length > 0 && !types.some((each) => TYPES[each as string]?.(value)))
    return `${at} must be of type ${types.join(' or ')}`;
  if (Array.isArray(words) && !words.some((each) => JSON.stringify(each) === JSON.stringify(value)))
    return `${at} is none of the words that are known`;
  if (Array.isArray(value)) {
    for (const each of value) {
      const wrong = misfit(items, each, `an item of ${at}`, level + 1);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  }
  return TYPES['object'](value) ? misfitOfObject(schema as Json, value as Json, at, level) : undefined;
}

function misfitOfObject(schema: Json, value: Json, at: string, level: number): string | undefined {
  const { required, properties, additionalProperties } = schema;
  const known = (TYPES['object']?.(properties) ? properties : {}) as Json;
  for (const name of Array.isArray(required) ? required : [])
    if (typeof name === 'string' && !Object.hasOwn(value, name))
      return `${at}.${name} is required`.slice(0, LONGEST);
  for (const [name, each] of Object.entries(value)) {
    if (!Object.hasOwn(known, name)) {
      if (additionalProperties === false) return `${at}.${name} is not known`.slice(0, LONGEST);
      continue;
    }
    const wrong = misfit(known[name], each, `${at}.${name}`.slice(0, 200), level + 1);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}
