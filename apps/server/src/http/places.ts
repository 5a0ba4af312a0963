import { AppError } from '../kernel/errors.js';

/** Seconds after which a place is asked for again. */
const RETRY_SECONDS = 10;

/** Answers that are being written at the same time: of a team, and of the process. */
export interface Places {
  /** @returns what gives the place back, as often as it is called. @throws AppError rate_limited */
  take(teamId: number): () => void;
}

/** `ofTeam` places of a team, `ofAll` of all teams together. */
export function createPlaces(ofTeam: number, ofAll: number, what = 'downloads'): Places {
  const taken = new Map<number, number>();
  let all = 0;
  const change = (teamId: number, by: number) => {
    all += by;
    const left = (taken.get(teamId) ?? 0) + by;
    if (left === 0) taken.delete(teamId);
    else taken.set(teamId, left);
  };
  return {
    take(teamId) {
      if (all >= ofAll || (taken.get(teamId) ?? 0) >= ofTeam)
        throw new AppError('rate_limited', `Too many ${what} at the same time`, {
          retryAfter: RETRY_SECONDS,
        });
      change(teamId, 1);
      let held = true;
      return () => {
        if (held) change(teamId, -1);
        held = false;
      };
    },
  };
}
