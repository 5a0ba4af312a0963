/** Other addresses for links of an e-mail, by the written ones. */
export type SwappedLinks = ReadonlyMap<string, string>;

/** Where a text's addresses begin and end, in order: behind `http://` or `https://`, up to a blank, a quote or a bracket. Pure. */
function* addressesIn(text: string): Generator<[from: number, to: number]> {
  let at = 0;
  while ((at = text.indexOf('http', at)) >= 0) {
    const rest = text.startsWith('s', at + 4) ? at + 5 : at + 4;
    if (!text.startsWith('://', rest)) {
      at = rest;
      continue;
    }
    let end = rest + 3;
    while (end < text.length && !ENDS.has(text[end] as string) && (text[end] as string) > ' ') end += 1;
    // What ends a sentence belongs to it.
    while (end > rest + 3 && POINTS.has(text[end - 1] as string)) end -= 1;
    if (end > rest + 3) yield [at, end];
    at = end;
  }
}
const ENDS = new Set('<>"\'`{}|\\^()[]');
const POINTS = new Set('.,;:!?');

/** A text with links exchanged; whatever only begins like one of them stays. Pure. */
export function swapInText(text: string, links: SwappedLinks): string {
  if (links.size === 0) return text;
  let result = '';
  let done = 0;
  for (const [from, to] of addressesIn(text)) {
    const other = links.get(text.slice(from, to));
    if (other === undefined) continue;
    result += text.slice(done, from) + other;
    done = to;
  }
  return result + text.slice(done);
}

/** The different addresses of a text, in order. Pure. */
export function linksInText(text: string): string[] {
  return [...new Set([...addressesIn(text)].map(([from, to]) => text.slice(from, to)))];
}
