import { seededRandom } from '../../kernel/seeded-random.js';

/** A version of an e-mail step's e-mail. */
export interface Variant {
  id: number;
  weight: number;
  winner: boolean;
}

/**
 * Which version somebody gets at a step: always the same for the same `seed`, which names both, and spread over all by
 * weight. A declared winner takes everyone; undefined when no version has weight. Pure.
 */
export function chooseVariant<T extends Variant>(
  variants: readonly T[],
  seed: readonly (string | number)[],
): T | undefined {
  const winner = variants.find((variant) => variant.winner);
  if (winner) return winner;
  const candidates = variants.filter((variant) => variant.weight > 0).toSorted((a, b) => a.id - b.id);
  const total = candidates.reduce((sum, variant) => sum + variant.weight, 0);
  let left = seededRandom(...seed) * total;
  for (const variant of candidates) {
    left -= variant.weight;
    if (left < 0) return variant;
  }
  return candidates.at(-1);
}

export interface VariantNumbers {
  id: number;
  sent: number;
  replied: number;
}

/** E-mails per version before its numbers say anything. */
const ENOUGH = 50;
/** One in twenty by chance (two-sided 95 %). */
const SIGNIFICANT = 1.96;

/** The version whose replies lead the next best by more than chance (two-proportion z-test); undefined while nobody can say. Pure. */
export function suggestWinner(variants: readonly VariantNumbers[]): number | undefined {
  const [best, next] = variants.toSorted((a, b) => rate(b) - rate(a) || a.id - b.id);
  if (!best || !next || variants.some((variant) => variant.sent < ENOUGH)) return undefined;
  const pooled = (best.replied + next.replied) / (best.sent + next.sent);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / best.sent + 1 / next.sent));
  return error > 0 && (rate(best) - rate(next)) / error > SIGNIFICANT ? best.id : undefined;
}

const rate = ({ sent, replied }: VariantNumbers) => (sent === 0 ? 0 : replied / sent);
