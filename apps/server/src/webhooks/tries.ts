import { pauseAfter } from '../jobs/retry.js';

/** The first three tries after the first come so soon, milliseconds. */
const SOON_MS = 15_000;
const SOON = 3;
/** Those behind them come after growing pauses, until this long after the first. */
const LATER = { tries: Number.MAX_SAFE_INTEGER, firstMs: 60_000, factor: 2, longestMs: 3 * 3_600_000 };
export const GIVE_UP_MS = 3 * 86_400_000;

/**
 * When a delivery is tried again that has been tried so often, by the wall clock; null: it is given up. Pure.
 * @param attempts 1 and more @param seed tells deliveries apart, so that not all come at once
 */
export function nextTry(attempts: number, firstTriedAt: Date, now: Date, seed: string): Date | null {
  const pause = attempts <= SOON ? SOON_MS : pauseAfter(LATER, attempts - SOON, seed);
  const at = new Date(now.getTime() + pause);
  return at.getTime() - firstTriedAt.getTime() > GIVE_UP_MS ? null : at;
}
