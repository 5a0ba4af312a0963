/**
 * 600 cost units per team and clock minute by default (reference semantics section 5), kept in this process: with
 * several API processes each grants the budget on its own (docs/compatibility.md).
 */
export interface RateLimiter {
  /** Spends `cost`; `remaining` is negative when the budget was exceeded. */
  spend(teamId: number, limit: number, cost: number, now: Date): { remaining: number };
}

export function createRateLimiter(): RateLimiter {
  let minute = -1;
  let spent = new Map<number, number>();
  return {
    spend(teamId, limit, cost, now) {
      const current = Math.floor(now.getTime() / 60_000);
      if (current !== minute) {
        minute = current;
        spent = new Map();
      }
      const before = spent.get(teamId) ?? 0;
      const remaining = limit - before - cost;
      if (remaining >= 0) spent.set(teamId, before + cost);
      return { remaining };
    },
  };
}

/** Deep pages cost more: the total by page number. */
export function pageCost(page: number): number {
  if (page <= 100) return 1;
  if (page <= 150) return 3;
  if (page <= 250) return 8;
  if (page <= 500) return 10;
  return 30;
}
