/** A share with the bounds of its 95 % confidence interval (Wilson's, which holds for few and for none). */
export interface Rate {
  readonly count: number;
  readonly of: number;
  /** null where nothing can be divided. */
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** The 97.5th percentile of the normal distribution. */
const Z = 1.959963984540054;
const DIGITS = 1e6;
const rounded = (share: number): number => Math.round(Math.min(1, Math.max(0, share)) * DIGITS) / DIGITS;

/** @param count of those counted in `of`; more than these are taken for all of them */
export function rateOf(count: number, of: number): Rate {
  if (of <= 0) return { count, of, rate: null, low: null, high: null };
  const share = Math.min(1, count / of);
  const square = (Z * Z) / of;
  const middle = share + square / 2;
  const spread = Z * Math.sqrt((share * (1 - share)) / of + square / (4 * of));
  return {
    count,
    of,
    rate: rounded(share),
    low: rounded((middle - spread) / (1 + square)),
    high: rounded((middle + spread) / (1 + square)),
  };
}
