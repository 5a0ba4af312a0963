import type { RuleName } from '@cadenza/contract';
import type { Action } from '../../domain/memberships/index.js';
import { type Said, stored } from '../../domain/said.js';

/** What decided the moment of an action, and the sentence that says so: kept for ever with action and e-mail. */
export interface Decided {
  rule: RuleName;
  because: Said;
}

/** The sentence of an action's `reason`, with its facts. */
export const reasonOf = ({ reason, explained }: Pick<Action, 'reason' | 'explained'>): Said =>
  stored(reason, explained);

/**
 * That it is due now says little: what put it off to this moment decided, else the plan of its step. The same for the
 * engine, which stores it, and for a forecast.
 */
export function decidedBy(
  action: Pick<Action, 'decided_by' | 'reason' | 'explained'>,
  decision: { do?: string; rule: RuleName; reason?: Said | undefined },
): Decided {
  const { reason: moved } = decision;
  const before = reasonOf(action);
  return {
    rule: decision.rule === 'due' ? ((action.decided_by as RuleName | null) ?? 'due') : decision.rule,
    // Why the day, and what moved it from there. The sentence of what is put off becomes the action's reason.
    because:
      moved === undefined || moved.equals(before)
        ? before
        : decision.do === 'postpone'
          ? moved
          : before.and(moved),
  };
}
