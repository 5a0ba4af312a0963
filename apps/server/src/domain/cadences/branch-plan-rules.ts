import { StepCondition } from '@cadenza/contract';
import { type BranchFacts, judge } from './branch-rules.js';
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
  | { go: 'ahead'; reason: string }
  /** The cadence ends. */
  | { go: 'end'; reason: string }
  /** The step is left out. */
  | { go: 'past'; reason: string }
  | { go: 'to'; target: BranchTarget; reason: string };

/** Judges `stored`, which is steps.condition, for a step of that group. Pure. */
export function planBranch(
  stored: unknown,
  groups: readonly WalkedGroup[],
  groupId: number,
  facts: Omit<BranchFacts, 'stepName'>,
): BranchPlan {
  const parsed = StepCondition.safeParse(stored);
  if (!parsed.success)
    return { go: 'ahead', reason: 'Branch: its condition cannot be read; the step goes ahead.' };
  const condition = parsed.data;
  const verdict = judge(condition, { ...facts, stepName: (id) => nameOf(groups, id) });
  const found = `Branch: ${verdict.found}`;
  if (verdict.holds) return { go: 'ahead', reason: `${found}; the step goes ahead.` };
  if (condition.else === 'end') return { go: 'end', reason: `${found}; the cadence ends here.` };
  const target = condition.else === 'goto' ? placeBehind(groups, groupId, condition.goto_step_id) : undefined;
  if (target === undefined) {
    const gone = condition.else === 'goto' ? ' (the step to go to is gone, or not behind this one)' : '';
    return { go: 'past', reason: `${found}; the step is left out${gone}.` };
  }
  return { go: 'to', target, reason: `${found}; on to ${nameOf(groups, target.stepId)}.` };
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

function nameOf(groups: readonly WalkedGroup[], stepId: number): string {
  for (const group of groups) {
    const step = group.steps.find((each) => each.id === stepId);
    if (step) return `Day ${group.day}: Step ${step.stepNumber}`;
  }
  return 'a step that is gone';
}
