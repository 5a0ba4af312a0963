import { type Filter, isSound, oneLine, severalLines } from '@cadenza/contract';
import type { Condition } from '../db/listing.js';

/** What a filter of a query asks, and how metadata repeats it; or what is wrong with it. */
export type Parsed = { conditions: Condition[]; echo: unknown } | { problem: string };

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** One value, in the form that texts of one line are kept in. */
export const scalar = (value: unknown): string | undefined =>
  typeof value === 'string' && isSound(value) ? oneLine(value) : undefined;
export const isInteger = (text: string): boolean =>
  /^-?\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text));

/** Values in the form texts are kept in, and as given: what was written before they were kept so is found as it reads. */
export function inBothForms(values: readonly string[]): string[] {
  return [...new Set(values.flatMap((value) => [oneLine(value), value]))];
}

/** A condition on one value, and on `other` where that is not the same: inBothForms for what takes no list. */
export function either(parsed: Parsed, other: unknown): Parsed {
  if ('problem' in parsed) return parsed;
  const conditions = parsed.conditions.map((condition) =>
    condition.value === other ? condition : { ...condition, others: [other] },
  );
  return { ...parsed, conditions };
}

/** `name[key]=value`, in any case; each pair must match. */
export function parsePairs(
  name: string,
  filter: Extract<Filter, { kind: 'object' }>,
  given: Readonly<Record<string, unknown>>,
): Parsed {
  const echo: Record<string, string> = {};
  for (const [key, raw] of Object.entries(given)) {
    if (typeof raw !== 'string' || !isSound(raw) || !isSound(key))
      return { problem: `${key} must be one value` };
    echo[key] = raw;
  }
  const special = filter.special ?? [];
  const pairs = (keyForm: (text: string) => string, form: (text: string) => string) =>
    JSON.stringify(
      Object.fromEntries(
        Object.entries(echo).map(([key, raw]) => {
          const value = form(raw);
          return [keyForm(key), special.includes(value) ? value : value.toLowerCase()];
        }),
      ),
    );
  const asIs = (text: string) => text;
  const [value, ...others] = new Set([
    pairs(oneLine, severalLines),
    pairs(asIs, asIs),
    pairs(asIs, severalLines),
    pairs(oneLine, asIs),
  ]);
  return {
    conditions: [{ filter: name, operator: 'pairs', value, ...(others.length > 0 ? { others } : {}) }],
    echo,
  };
}

/** `name[gt|gte|lt|lte]=` integers. */
export function parseNumberRange(name: string, given: unknown): Parsed {
  const conditions: Condition[] = [];
  const echo: Record<string, unknown> = {};
  for (const [operator, raw] of Object.entries(isRecord(given) ? given : { '=': given })) {
    if (operator !== 'gt' && operator !== 'gte' && operator !== 'lt' && operator !== 'lte')
      return { problem: `must be a range: ${name}[gt|gte|lt|lte]=integer` };
    const value = scalar(raw) ?? '';
    if (!isInteger(value)) return { problem: `${operator} must be an integer` };
    conditions.push({ filter: name, operator, value: Number(value) });
    echo[operator] = Number(value);
  }
  return { conditions, echo };
}
