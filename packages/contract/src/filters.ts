import type { Scope } from './scopes.js';

/** The small vocabulary of list filters (docs/wire.md section 2, "Filters"). */
export type Filter =
  | { readonly kind: 'ids' }
  | {
      readonly kind: 'integers';
      readonly nullable?: true;
      /** Says nothing without this other filter. */
      readonly with?: string;
    }
  | {
      readonly kind: 'strings';
      readonly nullable?: true;
      readonly startsWith?: true;
      readonly notIn?: true;
      readonly nullWord?: string;
      readonly oneOf?: readonly string[];
      /** Whoever lacks this scope may not ask. */
      readonly needs?: Scope;
      /** Not for programs of others (OAuth apps). */
      readonly internal?: true;
    }
  | { readonly kind: 'guids' }
  | { readonly kind: 'string'; readonly oneOf?: readonly string[] }
  | { readonly kind: 'integer' }
  | { readonly kind: 'bool' }
  | { readonly kind: 'range'; readonly nullTests?: true; readonly extension?: true }
  | { readonly kind: 'number_range' }
  | { readonly kind: 'moment'; readonly is: 'gte' | 'lte' }
  | { readonly kind: 'keyed'; readonly keys: Readonly<Record<string, readonly string[]>> }
  | { readonly kind: 'after_id'; readonly of: 'integer' | 'uuid' }
  | { readonly kind: 'object'; readonly special?: readonly string[] };

/** Ids of the records themselves; unknown ones are left out silently. */
export const ids = () => ({ kind: 'ids' }) as const;
export const integers = () => ({ kind: 'integers' }) as const;
/** Integers, or the word `_is_null`. */
export const integersOrNull = () => ({ kind: 'integers', nullable: true }) as const;
/** Integers that mean something only beside another filter; alone they are 422. */
export const integersWith = <const N extends string>(other: N) =>
  ({ kind: 'integers', with: other }) as const;
export const strings = () => ({ kind: 'strings' }) as const;
export const stringsOrNull = () => ({ kind: 'strings', nullable: true }) as const;
/** Exact values, or `name[_starts_with]=` with three characters and more. */
export const startsWith = () => ({ kind: 'strings', startsWith: true }) as const;
/** Exact values, `_is_null`, or `name[_not_in]=`. */
export const stringsNotIn = () => ({ kind: 'strings', nullable: true, notIn: true }) as const;
/** Exact values; `word` stands for null (people.locales: `Null`). */
export const stringsWithNullWord = (word: string) => ({ kind: 'strings', nullWord: word }) as const;
export const words = <const W extends readonly string[]>(oneOf: W) => ({ kind: 'strings', oneOf }) as const;
/** Words that only a token with the scope may ask for; others get 422. */
export const scopedWords = <const W extends readonly string[]>(oneOf: W, needs: Scope) =>
  ({ kind: 'strings', oneOf, needs }) as const;
/** Words that OAuth apps may not ask for; they get 403. */
export const internalWords = <const W extends readonly string[]>(oneOf: W) =>
  ({ kind: 'strings', oneOf, internal: true }) as const;
export const guids = () => ({ kind: 'guids' }) as const;
export const string = () => ({ kind: 'string' }) as const;
export const word = <const W extends readonly string[]>(oneOf: W) => ({ kind: 'string', oneOf }) as const;
export const integer = () => ({ kind: 'integer' }) as const;
export const bool = () => ({ kind: 'bool' }) as const;
/** `name[gt|gte|lt|lte]=` moments, compared at microsecond precision. */
export const range = () => ({ kind: 'range' }) as const;
/** A range that the original does not have: marked so in the OpenAPI document. */
export const addedRange = () => ({ kind: 'range', extension: true }) as const;
/** `name[gt|gte|lt|lte]=` integers. */
export const numberRange = () => ({ kind: 'number_range' }) as const;
/** One moment, from which on; no range. */
export const from = () => ({ kind: 'moment', is: 'gte' }) as const;
/** One moment, up to which. */
export const until = () => ({ kind: 'moment', is: 'lte' }) as const;
/** A range that also takes `_is_null` and `_is_not_null`, as operator or as the value. */
export const rangeOrNull = () => ({ kind: 'range', nullTests: true }) as const;
/** A word, a list of words, or the words of some keys only: `name[key][]=word`. */
export const keyed = <const K extends Readonly<Record<string, readonly string[]>>>(keys: K) =>
  ({ kind: 'keyed', keys }) as const;
/** `id[gt]=` the last id seen: how a list with `paging: 'after_id'` goes on. Its name is `id`. */
export const afterId = <const K extends 'integer' | 'uuid'>(of: K) => ({ kind: 'after_id', of }) as const;
/** `name[key]=value`, every pair must match. */
export const object = (...special: string[]) => ({ kind: 'object', special }) as const;
