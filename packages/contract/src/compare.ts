import { type Difference, DIFFERENCES } from './differences.js';
import type { Json } from './openapi-parameters.js';
import { since } from './since.js';

/** Where an operation is known to differ from the original, or is near something that does. */
export const differencesOf = (operationId: string): readonly Difference[] =>
  DIFFERENCES.filter(({ of }) =>
    of?.some((name) => name === operationId || operationId.startsWith(`${name}.`)),
  );

/** Links from one page of docs/ to another mean nothing in the reference: their words stay. */
const unlinked = (markdown: string): string =>
  markdown
    .split('](')
    .map((part, at, parts) => {
      const words = at === 0 ? part : part.slice(part.indexOf(')') + 1);
      const open = at === parts.length - 1 ? -1 : words.lastIndexOf('[');
      return open < 0 ? words : words.slice(0, open) + words.slice(open + 1);
    })
    .join('');

/** An operation of the document with the version that brought it, and its known differences from the original. */
export function compare(operation: Json): Json {
  const id = operation.operationId as string;
  const known = differencesOf(id).map(({ topic, here }) => unlinked(`${topic}: ${here}`));
  return { ...operation, 'x-since': since(id), ...(known.length === 0 ? {} : { 'x-differences': known }) };
}
