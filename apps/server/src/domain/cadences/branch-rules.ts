import type { StepCondition } from '@cadenza/contract';
import { fieldAt, type Fields } from '../emails/render-fields.js';

/** An e-mail of the membership's run, as far as a branch looks at it. */
export interface BranchEmail {
  stepId: number | null;
  sentAt: Date;
  firstViewedAt: Date | null;
  firstClickedAt: Date | null;
  repliedAt: Date | null;
}

export interface BranchFacts {
  emails: readonly BranchEmail[];
  person: Fields;
  account: Fields | null;
  /** Names of the steps a condition mentions. */
  stepName(id: number): string;
}

export interface Verdict {
  /** The step goes ahead. */
  holds: boolean;
  /** What was found, in words. */
  found: string;
}

const DAY_MS = 86_400_000;
const WORDS = {
  opened: { at: 'firstViewedAt', done: 'opened' },
  clicked: { at: 'firstClickedAt', done: 'clicked in' },
  replied: { at: 'repliedAt', done: 'answered' },
} as const;

/** Whether a branch lets its step go ahead, and what that rests on. Pure. */
export function judge(condition: StepCondition, facts: BranchFacts): Verdict {
  const { met, found } =
    condition.if === 'field' ? judgeField(condition, facts) : judgeEmails(condition, facts);
  return { holds: met === (condition.is ?? true), found };
}

type EmailCondition = Extract<StepCondition, { if: 'opened' | 'clicked' | 'replied' }>;
type FieldCondition = Extract<StepCondition, { if: 'field' }>;

function judgeEmails(condition: EmailCondition, facts: BranchFacts): { met: boolean; found: string } {
  const { step_id: stepId, within_days: days } = condition;
  const { at, done } = WORDS[condition.if];
  const emails = facts.emails.filter((email) => stepId == null || email.stepId === stepId);
  const which = stepId == null ? 'an e-mail of this cadence' : `the e-mail of ${facts.stepName(stepId)}`;
  if (emails.length === 0) return { met: false, found: `${which} was not sent` };
  const moments = emails.flatMap((email) => {
    const moment = email[at];
    const late = moment !== null && days != null && moment.getTime() > email.sentAt.getTime() + days * DAY_MS;
    return moment === null || late ? [] : [moment];
  });
  const within = days == null ? '' : ` within ${days} ${days === 1 ? 'day' : 'days'}`;
  const [first] = moments.toSorted((a, b) => a.getTime() - b.getTime());
  if (first === undefined)
    return {
      met: false,
      found: `${stepId == null ? 'no e-mail of this cadence' : which} was ${stepId == null ? '' : 'not '}${done}${within}`,
    };
  return { met: true, found: `${which} was ${done} on ${first.toISOString().slice(0, 10)}` };
}

function judgeField(condition: FieldCondition, facts: BranchFacts): { met: boolean; found: string } {
  const actual = fieldAt(condition.field, facts.person, facts.account);
  const found =
    actual === undefined ? `${condition.field} has no value` : `${condition.field} is "${actual}"`;
  if (condition.op === 'present') return { met: actual !== undefined, found };
  if (actual === undefined) return { met: false, found };
  const wanted = [condition.value ?? ''].flat();
  return { met: wanted.some((value) => compare(condition.op, actual, value)), found };
}

/** Text without regard to case; greater and less by number where both are numbers. */
function compare(op: FieldCondition['op'], actual: string, wanted: string): boolean {
  const [a, b] = [actual.trim().toLowerCase(), wanted.trim().toLowerCase()];
  switch (op) {
    case 'equals':
    case 'one_of':
      return a === b;
    case 'contains':
      return a.includes(b);
    case 'starts_with':
      return a.startsWith(b);
    case 'greater_than':
      return order(a, b) > 0;
    case 'less_than':
      return order(a, b) < 0;
    case 'present':
      return true;
  }
}

function order(a: string, b: string): number {
  const [x, y] = [Number(a), Number(b)];
  if (a !== '' && b !== '' && Number.isFinite(x) && Number.isFinite(y)) return x - y;
  return a < b ? -1 : a > b ? 1 : 0;
}
