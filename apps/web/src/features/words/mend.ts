/** The name that was likely meant: at most two letters away. */
export function nearest(unknown: string, names: readonly string[]): string | undefined {
  const ranked = names
    .map((name) => ({ name, away: distance(unknown, name) }))
    .toSorted((a, b) => a.away - b.away);
  return ranked[0] && ranked[0].away <= 2 ? ranked[0].name : undefined;
}

/** Letters to change, add or leave out. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + Number(a[i - 1] !== b[j - 1]),
        ),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Puts another name into the tags that name this one. */
export const renamed = (text: string, from: string, to: string): string =>
  text.replaceAll(/\{[{%][^{}]*[%}]\}/g, (tag) =>
    tag
      .split(/([\w.]+)/)
      .map((part) => (part === from ? to : part))
      .join(''),
  );

/** Whose words are never empty. */
const OURS = new Set(['my', 'sender', 'date', 'step', 'cadence', 'snippets']);
const MOST_NAMES = 50;

/** Fields of people and accounts that a text names by themselves, each once. */
export function namesIn(text: string): string[] {
  const found = new Set<string>();
  for (let at = text.indexOf('{{'); at >= 0; at = text.indexOf('{{', at + 2)) {
    const end = text.indexOf('}}', at);
    if (end < 0 || found.size >= MOST_NAMES) break;
    const name = text.slice(at + 2, end).trim();
    if (/^[a-z]\w*(?:\.\w+)*$/i.test(name) && !OURS.has(name.split('.')[0] ?? '')) found.add(name);
  }
  return [...found];
}
