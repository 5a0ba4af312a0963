// What a template may cost, counted before anything works on it. Counts and bytes decide, not the clock: on a busy
// machine a template is as good as on an idle one.

/** Characters of a template with its snippets. */
export const PARSE_LIMIT = 200_000;
/** Tags and outputs of one template. An e-mail has dozens; a parsed one keeps about 700 bytes of memory. */
const MAX_TAGS = 1_000;
/** Characters inside all of them: filters, conditions, the lines of {% liquid %}. */
const MAX_INSIDE = 20_000;
/** Elements of an HTML body that are read as HTML for its text part; above, its tags are only left out. */
const MAX_ELEMENTS = 5_000;

const DELIMITERS = [
  ['{{', '}}'],
  ['{%', '%}'],
] as const;

/** What is too much about a template; undefined: nothing is. Reads the text twice at most. */
export function excess(text: string): string | undefined {
  let tags = 0;
  let inside = 0;
  for (const [open, close] of DELIMITERS) {
    for (let at = text.indexOf(open); at >= 0; at = text.indexOf(open, at)) {
      const end = text.indexOf(close, at);
      tags += 1;
      inside += (end < 0 ? text.length : end) - at;
      if (tags > MAX_TAGS) return `the template has more than ${MAX_TAGS} tags`;
      if (inside > MAX_INSIDE) return `the tags of the template have more than ${MAX_INSIDE} characters`;
      at = end < 0 ? text.length : end;
    }
  }
  return undefined;
}

/** Whether a body has more elements than its text part is worth. */
export function isHeavy(html: string): boolean {
  let elements = 0;
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
    elements += 1;
    if (elements > MAX_ELEMENTS) return true;
  }
  return false;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' };

/** The text of HTML without looking at what its elements mean. Reads every character once. */
export function bareText(html: string): string {
  const pieces: string[] = [];
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf('<', at);
    pieces.push(html.slice(at, open < 0 ? html.length : open));
    const end = open < 0 ? -1 : html.indexOf('>', open);
    at = end < 0 ? html.length : end + 1;
  }
  return pieces
    .filter((piece) => piece !== '')
    .join(' ')
    .replaceAll(/&(amp|lt|gt|quot|nbsp);/g, (_, name: string) => ENTITIES[name] ?? '')
    .trim();
}

/** Values by their text, forgotten by bytes: the longest unused first. */
export class TextCache<V> {
  readonly #entries = new Map<string, { value: V; bytes: number }>();
  #bytes = 0;

  /** @param limit bytes of all @param longest characters of a text that is worth keeping */
  constructor(
    private readonly limit: number,
    private readonly longest: number,
  ) {}

  get(text: string): V | undefined {
    const entry = this.#entries.get(text);
    if (entry === undefined) return undefined;
    // A Map remembers the order of insertion.
    this.#entries.delete(text);
    this.#entries.set(text, entry);
    return entry.value;
  }

  /** @param bytes what the value keeps in memory beside its text, about */
  set(text: string, value: V, bytes: number): void {
    const all = bytes + 2 * text.length + 200;
    if (text.length > this.longest || all > this.limit / 10) return;
    this.#bytes += all - (this.#entries.get(text)?.bytes ?? 0);
    this.#entries.set(text, { value, bytes: all });
    for (const [oldest, { bytes: freed }] of this.#entries) {
      if (this.#bytes <= this.limit) return;
      this.#entries.delete(oldest);
      this.#bytes -= freed;
    }
  }

  /** Bytes kept, about. */
  get bytes(): number {
    return this.#bytes;
  }
}
