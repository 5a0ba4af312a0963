import type { Action } from '../domain/cadences/membership-queries.js';

/** What decided the moment of a touch, and the sentence that says so: kept for ever with action and e-mail. */
export interface Decided {
  rule: string;
  because: string;
}

/**
 * That it is due now says little: what put it off to this moment decided, else the plan of its step. The same for the
 * engine, which stores it, and for a forecast.
 */
export function decidedBy(
  action: Pick<Action, 'decided_by' | 'reason'>,
  decision: { do?: string; rule: string; reason?: string },
): Decided {
  const moved = decision.reason ?? '';
  // Its sentence becomes the action's reason.
  const postponed = decision.do === 'postpone';
  const { decided_by: before, reason } = action;
  return {
    rule: decision.rule === 'due' ? (before ?? 'due') : decision.rule,
    // Why the day, and what moved it from there.
    because: moved === '' || moved === reason ? reason : postponed ? moved : `${reason} ${moved}`.trim(),
  };
}
