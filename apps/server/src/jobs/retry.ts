import { seededRandom } from '../kernel/seeded-random.js';

/** How often something that fails is tried, and how long it rests in between. */
export interface Retries {
  /** Tries in a row after which it is given up. */
  readonly tries: number;
  /** The rest after the first, milliseconds; after each further one `factor` times as long, `longestMs` at most. */
  readonly firstMs: number;
  readonly factor: number;
  readonly longestMs: number;
}

/** Up to so much of a rest is left out, so that what failed together is not tried together. */
const JITTER = 0.2;

/** Milliseconds that something rests after so many tries in a row; the same for the same seed. */
export function pauseAfter({ firstMs, factor, longestMs }: Retries, tries: number, seed: string): number {
  const whole = Math.min(firstMs * factor ** Math.max(0, tries - 1), longestMs);
  return Math.round(whole * (1 - JITTER * seededRandom(seed, tries)));
}
