/** A version of an e-mail step's letter. */
export interface Variant {
  id: number;
  weight: number;
  winner: boolean;
}

/**
 * Which version one membership gets at a step: always the same for the same two, spread over all by weight (FNV-1a of
 * "membership:step"). A declared winner takes everyone; undefined when no version has weight. Pure.
 */
export function chooseVariant<T extends Variant>(
  variants: readonly T[],
  membershipId: number,
  stepId: number,
): T | undefined {
  const winner = variants.find((variant) => variant.winner);
  if (winner) return winner;
  const candidates = variants.filter((variant) => variant.weight > 0).toSorted((a, b) => a.id - b.id);
  const total = candidates.reduce((sum, variant) => sum + variant.weight, 0);
  let left = fraction(`${membershipId}:${stepId}`) * total;
  for (const variant of candidates) {
    left -= variant.weight;
    if (left < 0) return variant;
  }
  return candidates.at(-1);
}

/** A number in [0, 1) that looks random and is not. */
function fraction(seed: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < seed.length; index += 1)
    hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01000193);
  // Neighbouring ids differ in their last bits only: mix them (MurmurHash3's finaliser).
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

export interface VariantNumbers {
  id: number;
  sent: number;
  replied: number;
}

/** Letters per version before its numbers say anything. */
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
