import { PARSE_LIMIT } from './render-limits.js';
import { withPlainTags } from './render-references.js';

/** How deep snippets may name snippets. */
export const MAX_DEPTH = 5;
const OUTPUT = /\{\{-?\s*snippets\.([a-z][a-z0-9_]*)\s*-?\}\}/g;

/** The snippets a text names. */
export function snippetKeys(text: string): string[] {
  return text.includes('snippets.')
    ? [...new Set(Array.from(withPlainTags(text).matchAll(OUTPUT), ([, key]) => key as string))]
    : [];
}

/**
 * Puts the bodies of snippets where a template names them, before it is parsed: a body is itself Liquid, sees the same
 * fields, and is held to the same limits. Pure. @throws Error when one is unknown, names itself, or the whole is too long
 */
export function expandSnippets(text: string, snippets: ReadonlyMap<string, string>, depth = 0): string {
  if (!text.includes('snippets.')) return text;
  if (depth > MAX_DEPTH) throw new Error(`snippets are nested more than ${MAX_DEPTH} deep`);
  let length = text.length;
  const expanded = withPlainTags(text).replace(OUTPUT, (_, key: string) => {
    const body = snippets.get(key);
    if (body === undefined) throw new Error(`there is no snippet "${key}"`);
    length += body.length;
    if (length > PARSE_LIMIT) throw new Error('the template with its snippets is too long');
    return body;
  });
  return expanded === text ? text : expandSnippets(expanded, snippets, depth + 1);
}
