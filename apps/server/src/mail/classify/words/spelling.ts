/** Words a wish hangs on, which people in a hurry misspell. */
const WORDS = [
  'unsubscribe',
  'uitschrijven',
  'abbestellen',
  'descadastrar',
  'desinscrire',
  'desabonner',
  'avregistrera',
  'remove',
  'verteiler',
  'mailing',
];
const FIXED: Readonly<Record<string, string>> = {
  emial: 'email',
  emials: 'emails',
  emai: 'email',
  emales: 'emails',
  emialing: 'emailing',
  remov: 'remove',
  remvoe: 'remove',
  stoppp: 'stop',
  stahp: 'stop',
  plese: 'please',
  pleas: 'please',
  pleease: 'please',
  delet: 'delete',
  dlete: 'delete',
  u: 'you',
  ur: 'your',
};
const MOST_WORDS = 400;

/** The words, common misspellings of what matters put right. */
export function spelled(words: readonly string[]): string[] {
  return words.slice(0, MOST_WORDS).map((word) => FIXED[word] ?? nearest(word));
}

function nearest(word: string): string {
  if (word.length < 6 || word.length > 14) return word;
  for (const known of WORDS) {
    if (word.startsWith(known)) return word;
    const allowed = known.length >= 10 ? 2 : 1;
    if (
      known[0] === word[0] &&
      Math.abs(known.length - word.length) <= allowed &&
      distance(word, known) <= allowed
    )
      return known;
  }
  return word;
}

/** Edits between two short words, a swap of neighbours counted once (optimal string alignment). */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(
        (rows[i - 1]?.[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (rows[i - 1]?.[j - 1] ?? 0) + cost,
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      row.push(least);
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 99;
}
