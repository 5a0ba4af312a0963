import { type Said, say } from '../../../domain/said.js';

const HOUR_MS = 3_600_000;

/** How often people hear from the team in any stretch of time, whoever writes, and what of it is used. */
export interface TouchLimit {
  rule: 'person_touch_limit' | 'account_touch_limit' | 'provider_limit';
  /** Touches in any stretch of so long. */
  count: number;
  windowMs: number;
  /** The provider's name, or the domain; empty for people and accounts. */
  provider: string;
  /** Moments of touches that were, or are on their way, in any order. */
  slots: readonly Date[];
  /** Moments of others who wait for room. */
  waiting: readonly Date[];
  /** Whoever has waited for a moment goes before those who wait, up to then: they come at their own moments, and are asked again. */
  goesBefore: Date | null;
}

/**
 * The limit that one more touch at that moment would break, and the first moment at which it may not: when the first of the touches
 * that lie too close has left the window. undefined: there is room.
 */
export function touchLimitAt(
  limits: readonly TouchLimit[],
  at: Date,
): { limit: TouchLimit; until: Date } | undefined {
  for (const limit of limits) {
    const { count, windowMs, waiting, goesBefore } = limit;
    const moment = at.getTime();
    const slots = goesBefore !== null && at <= goesBefore ? limit.slots : [...limit.slots, ...waiting];
    const near = slots.map((slot) => slot.getTime()).filter((slot) => Math.abs(slot - moment) < windowMs);
    const all = [...near, moment].sort((a, b) => a - b);
    // Of any `count` + 1 in a row the first and the last must be a whole window apart.
    for (let first = 0; first + count < all.length; first += 1) {
      const from = all[first] as number;
      if ((all[first + count] as number) - from >= windowMs) continue;
      // Where this touch would itself be the first, it is the next that has to leave.
      const leaves = from === moment ? (all.find((each) => each > moment) ?? moment) : from;
      return { limit, until: new Date(leaves + windowMs) };
    }
  }
  return undefined;
}

/** Why it waits. */
export function touchLimitReason({ rule, count, windowMs, provider }: TouchLimit): Said {
  const hours = Math.round(windowMs / HOUR_MS);
  if (rule === 'provider_limit') return say(rule, { count, hours, provider });
  return say(rule, { count, days: Math.round(hours / 24) });
}
