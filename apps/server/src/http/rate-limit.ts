import type { Lease } from '../domain/identity/index.js';

/** Of a team's budget, what a process takes at a time: the most that can lie unused with one while another refuses. */
const BLOCK_SHARE = 0.05;
const MINUTE_MS = 60_000;

/**
 * A team's cost units per clock minute (reference: rate limit, 600 by default), shared by every process on the database:
 * each takes blocks of at most a twentieth and counts its own requests down in memory (decision 5).
 */
export interface RateLimiter {
  /** Spends `cost`; `remaining` is negative when the budget was exceeded. @throws what `lease` throws */
  chargeBudget(teamId: number, limit: number, cost: number, now: Date): Promise<{ remaining: number }>;
}

/** Takes `wanted` units of a team's minute (since the epoch) for this process. */
export type TakeLease = (teamId: number, minute: number, wanted: number, limit: number) => Promise<Lease>;

interface Share {
  minute: number;
  /** Taken and not spent. */
  here: number;
  /** Nobody's yet, as far as the last lease told; Infinity before the first. */
  left: number;
  /** A lease under way: whoever comes meanwhile waits for it too, instead of taking a block of their own. */
  taking: Promise<void> | undefined;
}

export function createRateLimiter(lease: TakeLease): RateLimiter {
  const shares = new Map<number, Share>();

  function shareOf(teamId: number, minute: number): Share {
    const known = shares.get(teamId);
    if (known?.minute === minute) return known;
    const fresh: Share = { minute, here: 0, left: Number.POSITIVE_INFINITY, taking: undefined };
    shares.set(teamId, fresh);
    return fresh;
  }

  async function take(teamId: number, share: Share, missing: number, limit: number): Promise<void> {
    const block = Math.max(1, Math.floor(limit * BLOCK_SHARE));
    const { granted, left } = await lease(teamId, share.minute, Math.max(missing, block), limit);
    share.here += granted;
    share.left = left;
  }

  return {
    async chargeBudget(teamId, limit, cost, now) {
      const share = shareOf(teamId, Math.floor(now.getTime() / MINUTE_MS));
      while (share.here < cost && share.left > 0) {
        share.taking ??= take(teamId, share, cost - share.here, limit).finally(() => {
          share.taking = undefined;
        });
        await share.taking;
      }
      if (share.here < cost) return { remaining: share.here - cost };
      share.here -= cost;
      return { remaining: share.here + share.left };
    },
  };
}

/** At most `limit` of each key per clock minute, counted in this process alone. */
export function createLocalLimiter<K>(limit: number, most: number): (key: K, now: Date) => boolean {
  let minute = -1;
  const spent = new Map<K, number>();
  return (key, now) => {
    const current = Math.floor(now.getTime() / MINUTE_MS);
    if (current !== minute || spent.size > most) spent.clear();
    minute = current;
    const before = spent.get(key) ?? 0;
    if (before >= limit) return false;
    spent.set(key, before + 1);
    return true;
  };
}

/** What is left of each key's budget of a clock minute, counted in this process alone; negative when the cost was too much. */
export function createLocalBudget<K>(limit: number): (key: K, cost: number, now: Date) => number {
  let minute = -1;
  const spent = new Map<K, number>();
  return (key, cost, now) => {
    const current = Math.floor(now.getTime() / MINUTE_MS);
    if (current !== minute) spent.clear();
    minute = current;
    const after = (spent.get(key) ?? 0) + cost;
    if (after <= limit) spent.set(key, after);
    return limit - after;
  };
}

/** Whole seconds until the budget is whole again. */
export function secondsToNextMinute(now: Date): number {
  return Math.max(1, Math.ceil((MINUTE_MS - (now.getTime() % MINUTE_MS)) / 1000));
}

/** Deep pages cost more: the total by page number. */
export function pageCost(page: number): number {
  if (page <= 100) return 1;
  if (page <= 150) return 3;
  if (page <= 250) return 8;
  if (page <= 500) return 10;
  return 30;
}
