import type { RuleName } from '@cadenza/contract';
import type { FactsOf } from './facts.js';
import { type Beside, ENGLISH, type Language } from './sentences.js';

interface Part {
  rule: RuleName;
  facts: object;
  quote?: string | undefined;
  /** Not stored: whoever makes the sentence again looks it up by the id. */
  name?: string | undefined;
}

/** How a sentence is stored beside its English text. */
export interface Explained {
  rule: RuleName;
  facts: ({ rule: RuleName } & Record<string, unknown>)[];
  quotes?: (string | null)[];
}

/** A sentence: rules and facts, and the English made of them. */
export class Said {
  readonly #parts: readonly Part[];
  #text: string | undefined;

  constructor(parts: readonly Part[], text?: string) {
    this.#parts = parts;
    this.#text = text;
  }

  /** The rule that its first part states. */
  get rule(): RuleName {
    return this.#parts[0]?.rule ?? 'as_written';
  }

  /** In English. */
  get text(): string {
    this.#text ??= inLanguage(ENGLISH, this.#parts);
    return this.#text;
  }

  /** Its facts, as the wire shows them. */
  get facts(): Explained['facts'] {
    return this.#parts.map(({ rule, facts }) => ({ rule, ...facts }));
  }

  get record(): Explained {
    const quoted = this.#parts.some(({ quote }) => quote !== undefined);
    return {
      rule: this.rule,
      facts: this.facts,
      ...(quoted ? { quotes: this.#parts.map(({ quote }) => quote ?? null) } : {}),
    };
  }

  /** `record` for a column of jsonb. */
  get json(): string {
    return JSON.stringify(this.record);
  }

  /** This, and then that. */
  and(next: Said | undefined): Said {
    if (next === undefined) return this;
    const text = `${this.text} ${next.text}`.trim();
    return new Said([...this.#parts, ...next.#parts], text);
  }

  /** Whether both are made of the same rules and facts. */
  equals(other: Said): boolean {
    return canonical(this.record) === canonical(other.record);
  }
}

/** A sentence of one rule. */
export function say<R extends RuleName>(
  rule: R,
  facts: FactsOf[R],
  { quote, name }: Partial<Beside> = {},
): Said {
  return new Said([{ rule, facts, quote, name }]);
}

/** A stored sentence; one that a process of an earlier version wrote has no facts but its own words. */
export function stored(text: string, explained: unknown): Said {
  const parts = explained == null ? [] : partsOf(explained as Explained, () => '');
  return new Said(parts.length > 0 ? parts : [{ rule: 'as_written', facts: {}, quote: text }], text);
}

/** Made again of what is stored, in any language. `nameOf` gives the name of the record that a part mentions by its id. */
export function remade(
  language: Language,
  explained: Explained,
  nameOf: (facts: Record<string, unknown>) => string,
): string {
  return inLanguage(language, partsOf(explained, nameOf));
}

function partsOf({ facts, quotes }: Explained, nameOf: (facts: Record<string, unknown>) => string): Part[] {
  return facts.map(({ rule, ...rest }, at) => ({
    rule,
    facts: rest,
    quote: quotes?.[at] ?? undefined,
    name: nameOf(rest),
  }));
}

function inLanguage(language: Language, parts: readonly Part[]): string {
  return parts
    .map(({ rule, facts, quote = '', name = '' }) => {
      const sentence = language[rule] as (facts: object, beside: Beside) => string;
      return sentence(facts, { quote, name });
    })
    .filter((part) => part !== '')
    .join(' ');
}

/** jsonb gives keys back in an order of its own. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
