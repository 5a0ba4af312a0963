import type { Step, StepRules, Template } from '../../data/steps';
import type { Condition } from './step-words';

/** What a branch's form holds; `branch_if` empty: there is none. */
export interface BranchDraft {
  readonly branch_if: '' | 'opened' | 'clicked' | 'replied' | 'field';
  readonly branch_step: string;
  readonly branch_days: string;
  readonly branch_is: boolean;
  readonly branch_field: string;
  readonly branch_op: string;
  readonly branch_value: string;
  readonly branch_else: 'skip' | 'end' | 'goto';
  readonly branch_goto: string;
}

/** What the form of a step holds: texts as they are typed. */
export interface Draft extends BranchDraft {
  readonly name: string;
  readonly disabled: boolean;
  readonly automated: boolean;
  readonly send_type: 'at_time' | 'after_time_delay';
  readonly time_of_day: string;
  readonly timezone_mode: 'person' | 'user';
  readonly delay_time: string;
  readonly allow_send_on_weekends: boolean;
  readonly due_immediately: boolean;
  readonly missing_fields: 'hold' | 'default';
  /** What stands for a field that is empty, by its name: a list of pairs as JSON, so that drafts compare as texts. */
  readonly field_defaults: string;
  readonly previous_email_step_id: string;
  readonly instructions: string;
}

export const draftOf = (step: Step, rules: StepRules): Draft => ({
  name: step.name ?? '',
  disabled: step.disabled,
  automated: rules.automated,
  send_type: rules.send_type ?? 'at_time',
  time_of_day: rules.time_of_day?.slice(0, 5) ?? '09:00',
  timezone_mode: rules.timezone_mode ?? 'user',
  delay_time: String(rules.delay_time ?? 0),
  allow_send_on_weekends: rules.allow_send_on_weekends,
  due_immediately: rules.due_immediately,
  missing_fields: rules.missing_fields,
  field_defaults: defaultsText(rules.field_defaults),
  previous_email_step_id: String(rules.previous_email_step_id ?? ''),
  instructions: rules.instructions ?? '',
  ...branchDraft(rules.condition),
});

export function branchDraft(condition: Condition | null): BranchDraft {
  const kind = condition?.if;
  const value = condition?.value;
  return {
    branch_if: kind === 'opened' || kind === 'clicked' || kind === 'replied' || kind === 'field' ? kind : '',
    branch_step: String(condition?.step_id ?? ''),
    branch_days: String(condition?.within_days ?? ''),
    branch_is: condition?.is !== false,
    branch_field: condition?.field ?? 'title',
    branch_op: condition?.op ?? 'contains',
    branch_value: Array.isArray(value) ? value.join(', ') : typeof value === 'string' ? value : '',
    branch_else: condition?.else === 'end' || condition?.else === 'goto' ? condition.else : 'skip',
    branch_goto: String(condition?.goto_step_id ?? ''),
  };
}

/** The branch as it is sent; null: there is none. */
export function conditionOf(draft: BranchDraft): Condition | null {
  if (draft.branch_if === '') return null;
  const outcome = {
    is: draft.branch_is,
    else: draft.branch_else,
    ...(draft.branch_else === 'goto' ? { goto_step_id: numberOrNull(draft.branch_goto) } : {}),
  };
  if (draft.branch_if !== 'field')
    return {
      if: draft.branch_if,
      step_id: numberOrNull(draft.branch_step),
      within_days: numberOrNull(draft.branch_days),
      ...outcome,
    };
  const { branch_op: op, branch_value: value } = draft;
  return {
    if: 'field',
    field: draft.branch_field.trim(),
    op,
    ...(op === 'present' ? {} : { value: op === 'one_of' ? listOf(value) : value }),
    ...outcome,
  };
}

const numberOrNull = (text: string): number | null => (text.trim() === '' ? null : Number(text));
const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');

const defaultsText = (defaults: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.entries(defaults).toSorted(([a], [b]) => (a < b ? -1 : 1)));
export const defaultsOf = (draft: Pick<Draft, 'field_defaults'>): Readonly<Record<string, string>> =>
  Object.fromEntries(JSON.parse(draft.field_defaults) as [string, string][]);
/** With another default for a field; empty: none. */
export function withDefault(draft: Pick<Draft, 'field_defaults'>, name: string, value: string): string {
  const { [name]: _before, ...others } = defaultsOf(draft);
  return defaultsText(value === '' ? others : { ...others, [name]: value });
}

/** What of a step is sent: only what was changed, so that nothing else is overwritten. */
export function stepChanges(draft: Draft, from: Draft, email: boolean): Record<string, unknown> {
  const changed = Object.entries(draft).filter(([name, value]) => value !== from[name as keyof Draft]);
  const branches = changed.some(([name]) => name.startsWith('branch_'));
  const sent = {
    ...Object.fromEntries(
      changed
        .filter(([name]) => !name.startsWith('branch_'))
        .map(([name, value]) => [name, sentValue(name, value, draft)]),
    ),
    ...(branches ? { condition: conditionOf(draft) } : {}),
  };
  // How an automatic e-mail finds its moment is said as a whole.
  const timed = ['automated', 'send_type', 'time_of_day', 'timezone_mode', 'delay_time'];
  if (!email || !draft.automated || !timed.some((name) => name in sent)) return sent;
  return {
    ...sent,
    automated: true,
    send_type: draft.send_type,
    ...(draft.send_type === 'at_time'
      ? { time_of_day: draft.time_of_day, timezone_mode: draft.timezone_mode, delay_time: undefined }
      : { delay_time: draft.delay_time, time_of_day: undefined, timezone_mode: undefined }),
  };
}

function sentValue(name: string, value: unknown, draft: Draft): unknown {
  if (name === 'previous_email_step_id') return value || null;
  return name === 'field_defaults' ? defaultsOf(draft) : value;
}

/** What a template says. */
export interface WordsDraft {
  readonly subject: string;
  readonly body: string;
}
export const wordsOf = (template: Template | undefined): WordsDraft => ({
  subject: template?.subject ?? '',
  body: template?.body ?? '',
});
export const wordChanges = (draft: WordsDraft, from: WordsDraft): Partial<WordsDraft> => ({
  ...(draft.subject === from.subject ? {} : { subject: draft.subject }),
  ...(draft.body === from.body ? {} : { body: draft.body }),
});
