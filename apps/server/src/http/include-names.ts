import type { Include } from '@cadenza/contract';
import { invalid } from '../kernel/errors.js';

/** Names that are looked at. */
const MOST_NAMES = 50;

/** What comes along with an answer, as `include=` names it; absent and empty: nothing. @throws AppError invalid */
export function parseInclude(
  raw: Readonly<Record<string, unknown>>,
  possible: readonly Include[] = [],
): Include[] {
  const given = raw['include'];
  if (given === undefined || possible.length === 0) return [];
  const texts: unknown[] = (Array.isArray(given) ? given : [given]).slice(0, possible.length + 1);
  const names = texts.flatMap((text) =>
    // (`include[a]=b` is no name: an object that no text can be made of.)
    typeof text !== 'string'
      ? ['']
      : text
          .split(',', MOST_NAMES)
          .map((name) => name.trim())
          .filter((name) => name !== ''),
  );
  if (
    names.length >= MOST_NAMES ||
    !names.every((name): name is Include => (possible as readonly string[]).includes(name))
  )
    throw invalid('include', `must be of ${possible.join(', ')}`);
  return [...new Set(names as Include[])];
}
