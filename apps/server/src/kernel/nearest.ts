/** Longer names are compared with nothing. */
const LONGEST = 60;

/**
 * The name that somebody who wrote `given` most likely meant: at most a quarter of its letters wrong, missing or swapped,
 * whatever its case and the marks between its words. undefined: none is near.
 */
export function nearestName(given: string, names: Iterable<string>): string | undefined {
  const wanted = bare(given);
  if (wanted === '' || wanted.length > LONGEST) return undefined;
  let best: string | undefined;
  let least = Math.max(1, Math.floor(wanted.length / 4)) + 1;
  for (const name of names) {
    const known = bare(name);
    if (Math.abs(known.length - wanted.length) >= least) continue;
    const wrong = distance(wanted, known);
    if (wrong < least) [best, least] = [name, wrong];
  }
  return best;
}

function bare(name: string): string {
  return name.toLowerCase().replaceAll('-', '').replaceAll('_', '').replaceAll(' ', '');
}

/** Damerau's and Levenshtein's distance (optimal string alignment). */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      next.push(least);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
