/** Two phrases of one sentence with a few words between them. A pattern of both would try every start with every gap. */
export interface Near {
  /** With the flag g. */
  first: RegExp;
  /** Most characters between the two. */
  reach: number;
  then: RegExp;
  /** Both stand in one sentence: no full stop between them. */
  oneSentence?: boolean;
}

/** The longest of the second phrases, in characters. */
const LONGEST = 80;

/** What a phrase matches in a folded text, from its first word to its last; undefined: nothing. */
export function saidIn(text: string, phrase: RegExp | Near): string | undefined {
  if (phrase instanceof RegExp) return phrase.exec(text)?.[0];
  const { first, reach, then, oneSentence = false } = phrase;
  for (const match of matchesOf(text, first)) {
    const end = match.index + match[0].length;
    const found = then.exec(text.slice(end, end + reach + LONGEST));
    if (!found || found.index > reach) continue;
    if (oneSentence && text.slice(end, end + found.index).includes('.')) continue;
    return text.slice(match.index, end + found.index + found[0].length);
  }
  return undefined;
}

function matchesOf(text: string, pattern: RegExp): Iterable<RegExpExecArray> {
  return text.matchAll(pattern);
}

/** The first hit of several phrases, in their order. */
export function firstSaidIn(text: string, phrases: readonly (RegExp | Near)[]): string | undefined {
  for (const phrase of phrases) {
    const said = saidIn(text, phrase);
    if (said !== undefined) return said;
  }
  return undefined;
}
