/** A query parameter: a value, a list (`ids[]=1&ids[]=2`) or operators (`updated_at[gt]=...`). */
export type QueryValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly (string | number)[]
  | { readonly [key: string]: QueryValue };

/**
 * The query string with its `?`, or nothing. Absent and null parameters are left out.
 * @throws TypeError for an empty list: the API ignores it, so `ids: []` would answer every record there is
 */
export function queryString(params: { readonly [name: string]: QueryValue }): string {
  const pairs: string[] = [];
  for (const [name, value] of Object.entries(params)) append(pairs, name, value);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function append(pairs: string[], name: string, value: QueryValue): void {
  if (value === undefined || value === null) return;
  if (isList(value)) {
    if (value.length === 0)
      throw new TypeError(`${name} is an empty list: the API would ignore it and answer everything`);
    for (const each of value) pairs.push(`${encodeURIComponent(name)}[]=${encodeURIComponent(each)}`);
  } else if (typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) append(pairs, `${name}[${key}]`, inner);
  } else {
    pairs.push(`${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  }
}

function isList(value: QueryValue): value is readonly (string | number)[] {
  return Array.isArray(value);
}
