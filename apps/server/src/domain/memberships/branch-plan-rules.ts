import { StepCondition } from '@cadenza/contract';
import type { Place } from '../facts.js';
import { type Said, say } from '../said.js';
import { type BranchFacts, evaluateCondition } from './branch-rules.js';
import { nextGroup } from './membership-rules.js';
import type { WalkedGroup } from './membership-queries.js';

export interface BranchTarget {
  index: number;
  group: WalkedGroup;
  stepId: number;
  stepNumber: number;
}

/** Which way a person goes at a step with a branch, and why. */
export type BranchPlan =
  | { go: 'ahead'; reason: Said }
  /** The cadence ends. */
  | { go: 'end'; reason: Said }
  /** The step is left out. */
  | { go: 'past'; reason: Said }
  | { go: 'to'; target: BranchTarget; reason: Said };

/** Decides `stored`, which is steps.condition, for a step of that group. Pure. */
export function planBranch(
  stored: unknown,
  groups: readonly WalkedGroup[],
  groupId: number,
  facts: Omit<BranchFacts, 'placeOf'>,
): BranchPlan {
  const parsed = StepCondition.safeParse(stored);
  if (!parsed.success) return { go: 'ahead', reason: say('branch', { look: 'unreadable', then: 'ahead' }) };
  const condition = parsed.data;
  const { holds, found, quote } = evaluateCondition(condition, {
    ...facts,
    placeOf: (id) => placeOf(groups, id),
  });
  const then = (end: 'ahead' | 'end' | 'past' | 'gone'): Said =>
    say('branch', { ...found, then: end }, { ...(quote === undefined ? {} : { quote }) });
  if (holds) return { go: 'ahead', reason: then('ahead') };
  if (condition.else === 'end') return { go: 'end', reason: then('end') };
  const target = condition.else === 'goto' ? placeBehind(groups, groupId, condition.goto_step_id) : undefined;
  if (target === undefined) return { go: 'past', reason: then(condition.else === 'goto' ? 'gone' : 'past') };
  const to = placeOf(groups, target.stepId);
  return {
    go: 'to',
    target,
    reason: say('branch', { ...found, then: 'to', to }, { ...(quote === undefined ? {} : { quote }) }),
  };
}

/** The step to go to, when it lies behind the group of this action: never backwards, so that no branch goes in circles. */
function placeBehind(
  groups: readonly WalkedGroup[],
  groupId: number,
  stepId: number | null | undefined,
): BranchTarget | undefined {
  const here = groups.find((group) => group.id === groupId);
  const index = groups.findIndex((group) => group.steps.some((step) => step.id === stepId));
  const group = groups[index];
  const step = group?.steps.find((each) => each.id === stepId);
  if (!group || !step || nextGroup([group], here) === undefined) return undefined;
  return { index, group, stepId: step.id, stepNumber: step.stepNumber };
}

function placeOf(groups: readonly WalkedGroup[], stepId: number): Place {
  for (const group of groups) {
    const step = group.steps.find((each) => each.id === stepId);
    if (step) return { day: group.day, number: step.stepNumber };
  }
  return null;
}
