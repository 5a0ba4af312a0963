/** What the names of one process may take in each connection of PostgreSQL, as estimated by `weight`. */
const BUDGET = 36 * 2 ** 20;
/** Texts whose uses are counted, named or not: what this process itself may keep. */
const REMEMBERED_BYTES = 8 * 2 ** 20;
const REMEMBERED = 5_000;
/** Uses after which all counts are halved: what was hot last hour makes room for what is hot now. */
const AGES_AFTER = 20_000;

interface Entry {
  uses: number;
  name: string | undefined;
}

/**
 * Which SQL texts are prepared under a name. A text gets one from its second use on while the named ones fit into the
 * budget; later only by taking the place of texts that are used less, so that a stream of rare texts cannot push out
 * the frequent ones. Counts age. Every text costs memory in each connection that prepared it: connections give up what
 * is not `alive` any more (db/prepare.ts). Pure: it talks to no database.
 */
export class StatementNames {
  readonly #budget: number;
  readonly #remembered: number;
  readonly #texts = new Map<string, Entry>();
  readonly #alive = new Map<string, string>();
  #weight = 0;
  #bytes = 0;
  #sequence = 0;
  #uses = 0;
  #generation = 0;

  constructor({ budget = BUDGET, remembered = REMEMBERED }: { budget?: number; remembered?: number } = {}) {
    this.#budget = budget;
    this.#remembered = remembered;
  }

  /** Changes whenever a name is given up. */
  get generation(): number {
    return this.#generation;
  }

  isAlive(name: string): boolean {
    return this.#alive.has(name);
  }

  /** The estimated bytes of all names, in each connection. */
  get weight(): number {
    return this.#weight;
  }

  /** Counts a use. @returns the name under which the text is prepared; undefined: it goes without one */
  nameOf(text: string): string | undefined {
    this.#uses += 1;
    if (this.#uses >= AGES_AFTER) this.#age();
    const entry = this.#texts.get(text);
    if (!entry) {
      this.#remember(text);
      return undefined;
    }
    entry.uses += 1;
    if (entry.name === undefined && !isClaim(text) && this.#makeRoom(text, entry.uses))
      entry.name = this.#give(text);
    return entry.name;
  }

  /** The statement behind this name is of no use any more: its text gets another name at its next use. */
  retire(name: string): void {
    const text = this.#alive.get(name);
    if (text === undefined) return;
    this.#giveUp(name, text);
    const entry = this.#texts.get(text);
    if (entry) entry.name = undefined;
  }

  #give(text: string): string {
    this.#sequence += 1;
    const name = `q${this.#sequence}`;
    this.#alive.set(name, text);
    this.#weight += weight(text);
    return name;
  }

  #giveUp(name: string, text: string): void {
    this.#alive.delete(name);
    this.#weight -= weight(text);
    this.#generation += 1;
  }

  /** Gives up names of texts that are used less than `uses`, the rarest first, if that makes enough room. */
  #makeRoom(text: string, uses: number): boolean {
    let missing = this.#weight + weight(text) - this.#budget;
    if (missing <= 0) return true;
    if (weight(text) > this.#budget) return false;
    const rarer: [uses: number, name: string, text: string][] = [];
    for (const [name, other] of this.#alive) {
      const used = this.#texts.get(other)?.uses ?? 0;
      // A tie would let two texts push each other out in turns.
      if (used + 1 < uses) rarer.push([used, name, other]);
    }
    rarer.sort((a, b) => a[0] - b[0]);
    const leaving: string[] = [];
    for (const [, name, other] of rarer) {
      if (missing <= 0) break;
      missing -= weight(other);
      leaving.push(name);
    }
    if (missing > 0) return false;
    for (const name of leaving) this.retire(name);
    return true;
  }

  #remember(text: string): void {
    if (this.#texts.size >= this.#remembered || this.#bytes + text.length > REMEMBERED_BYTES) this.#forget();
    this.#texts.set(text, { uses: 1, name: undefined });
    this.#bytes += text.length;
  }

  /** Halves the number of texts, the rarest go. */
  #forget(): void {
    const byUse = [...this.#texts].sort(([, a], [, b]) => a.uses - b.uses);
    for (const [text, { name }] of byUse.slice(0, Math.ceil(byUse.length / 2))) {
      if (name !== undefined) this.#giveUp(name, text);
      this.#texts.delete(text);
      this.#bytes -= text.length;
    }
  }

  #age(): void {
    this.#uses = 0;
    for (const entry of this.#texts.values()) entry.uses = Math.ceil(entry.uses / 2);
  }
}

/**
 * Takes from a queue what is due: a plan kept from an empty queue is ruinous on a full one. What locks rows by keys it was
 * given (unnest) finds them by the primary key in either, and planning it costs more than carrying it out.
 */
function isClaim(text: string): boolean {
  return text.includes('SKIP LOCKED') && !text.includes('unnest(');
}

/**
 * What a prepared text takes in a connection: its parse tree, its plan, and the text itself. Measured with
 * pg_backend_memory_contexts over every list and show of the API: see docs/decisions/0015-statements-by-bytes.md.
 */
export function weight(text: string): number {
  return 24_576 + 64 * text.length;
}
