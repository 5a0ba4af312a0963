/**
 * Addresses read as the API reads queries: `owner_id=3&country[_starts_with]=Ger&ids=1&ids=2`. Every value is a text, a
 * name that comes twice a list, a name with a bracket a part of an object.
 */
export type Query = { [name: string]: string | string[] | { [name: string]: string } };

/** Names that an object brings along are none of an address. */
const ODD = new Set(['__proto__', 'constructor', 'prototype']);

export function parseQuery(text: string): Query {
  const query: Query = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const at = name.indexOf('[');
    const outer = at < 0 ? name : name.slice(0, at);
    if (ODD.has(outer)) continue;
    if (at > 0 && name.endsWith(']') && name.length > at + 2) {
      const inner = name.slice(at + 1, -1);
      const before = query[outer];
      if (!ODD.has(inner))
        query[outer] = {
          ...(typeof before === 'object' && !Array.isArray(before) ? before : {}),
          [inner]: value,
        };
      continue;
    }
    const before = query[name];
    query[name] =
      typeof before === 'string' ? [before, value] : Array.isArray(before) ? [...before, value] : value;
  }
  return query;
}

/** The other way round. Lists and objects are of texts and numbers. */
export function queryText(query: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (Array.isArray(value)) for (const each of value) params.append(name, textOf(each));
    else if (typeof value === 'object' && value !== null)
      for (const [inner, each] of Object.entries(value)) params.append(`${name}[${inner}]`, textOf(each));
    else if (value !== undefined && value !== null && value !== '') params.append(name, textOf(value));
  }
  const text = params.toString();
  return text === '' ? '' : `?${text.replaceAll('%5B', '[').replaceAll('%5D', ']')}`;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
