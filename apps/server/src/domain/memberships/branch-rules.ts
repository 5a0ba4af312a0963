import type { BranchFound, Place } from '../facts.js';
import type { StepCondition } from '@cadenza/contract';
import { fieldAt, type Fields } from '../emails/field-rules.js';

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
  /** Where a step stands that a condition mentions; null: it is gone. */
  placeOf(id: number): Place;
}

export interface Verdict {
  /** The step goes ahead. */
  holds: boolean;
  found: BranchFound;
  /** The value that was found in a field. */
  quote?: string | undefined;
}

const DAY_MS = 86_400_000;
const MOMENT_OF = {
  opened: 'firstViewedAt',
  clicked: 'firstClickedAt',
  replied: 'repliedAt',
} as const;

/** Whether a branch lets its step go ahead, and what that rests on. Pure. */
export function evaluateCondition(condition: StepCondition, facts: BranchFacts): Verdict {
  const { met, ...found } =
    condition.if === 'field' ? decideByField(condition, facts) : decideByEmails(condition, facts);
  return { holds: met === (condition.is ?? true), ...found };
}

type EmailCondition = Extract<StepCondition, { if: 'opened' | 'clicked' | 'replied' }>;
type FieldCondition = Extract<StepCondition, { if: 'field' }>;

interface Decided {
  met: boolean;
  found: BranchFound;
  quote?: string | undefined;
}

function decideByEmails(condition: EmailCondition, facts: BranchFacts): Decided {
  const { if: look, step_id: stepId, within_days: days } = condition;
  const emails = facts.emails.filter((email) => stepId == null || email.stepId === stepId);
  const about = {
    look,
    ...(stepId == null ? {} : { step: facts.placeOf(stepId) }),
    within_days: days ?? null,
    on: null,
  };
  if (emails.length === 0) return { met: false, found: { ...about, found: 'not_sent' } };
  const moments = emails.flatMap((email) => {
    const moment = email[MOMENT_OF[look]];
    const late = moment !== null && days != null && moment.getTime() > email.sentAt.getTime() + days * DAY_MS;
    return moment === null || late ? [] : [moment];
  });
  const [first] = moments.toSorted((a, b) => a.getTime() - b.getTime());
  if (first === undefined) return { met: false, found: { ...about, found: 'not_done' } };
  return { met: true, found: { ...about, found: 'done', on: first.toISOString().slice(0, 10) } };
}

function decideByField(condition: FieldCondition, facts: BranchFacts): Decided {
  const actual = fieldAt(condition.field, facts.person, facts.account);
  const found: BranchFound = { look: 'field', field: condition.field, present: actual !== undefined };
  if (condition.op === 'present') return { met: actual !== undefined, found, quote: actual };
  if (actual === undefined) return { met: false, found };
  const wanted = [condition.value ?? ''].flat();
  return { met: wanted.some((value) => compare(condition.op, actual, value)), found, quote: actual };
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
