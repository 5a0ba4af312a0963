import type { Step, StepRules } from '../../data/steps';
import { counted, duration } from '../../ui/format';

type Timed = Pick<
  StepRules,
  | 'automated'
  | 'send_type'
  | 'time_of_day'
  | 'timezone_mode'
  | 'delay_time'
  | 'due_immediately'
  | 'allow_send_on_weekends'
>;
type Placed = Pick<Step, 'id' | 'type' | 'day' | 'name' | 'step_number'>;

/** When a step comes, shortly: what stands in the list. */
export function momentWords(type: Step['type'], rules: Timed): string {
  if (type !== 'email' || !rules.automated)
    return rules.due_immediately ? 'by hand, at once' : type === 'email' ? 'by hand' : 'manual';
  if (rules.send_type === 'after_time_delay')
    return rules.delay_time ? `after ${duration(rules.delay_time)}` : 'at once';
  const clock = rules.timezone_mode === 'person' ? 'their time' : 'sender’s time';
  return `${rules.time_of_day?.slice(0, 5) ?? ''} ${clock}`.trim();
}

/** When a step comes, as a sentence, counted from the day of steps before. */
export function timingSentence(step: Placed, before: Placed | undefined, rules: Timed): string {
  const from = sinceWords(step, before);
  if (step.type !== 'email' || !rules.automated) {
    const when = rules.due_immediately
      ? 'at once, also on weekends'
      : 'at the start of the day; Saturday and Sunday move to Monday';
    return `${from}, ${when}: it then waits for a person to do it.`;
  }
  const weekend = rules.allow_send_on_weekends ? 'also on weekends' : 'not on weekends';
  if (rules.send_type === 'after_time_delay') {
    const after = rules.delay_time ? `${duration(rules.delay_time)} later` : 'at once';
    return `${from}, ${after}, ${weekend}: it leaves by itself.`;
  }
  const clock = rules.timezone_mode === 'person' ? 'the person’s clock' : 'the sender’s clock';
  return `${from}, at ${rules.time_of_day?.slice(0, 5) ?? '?'} by ${clock}, ${weekend}: it leaves by itself.`;
}

function sinceWords(step: Placed, before: Placed | undefined): string {
  const day = step.day ?? 1;
  if (!before) return day === 1 ? 'On the day a person is added' : `${gapWords(day - 1)} than that day`;
  const since = day - (before.day ?? 1);
  const name = `“${before.name || 'the step before'}”`;
  return since === 0 ? `The same day, once ${name} is done` : `${gapWords(since)}, once ${name} is done`;
}

export const gapWords = (days: number): string => `${counted(days, 'day')} later`;

/** The newest step of an earlier day or place. */
export const stepBefore = <S extends Placed>(steps: readonly S[], id: number): S | undefined =>
  steps[steps.findIndex((each) => each.id === id) - 1];

interface Window {
  readonly user: { readonly id: number } | null;
  readonly cadence: { readonly id: number } | null;
  readonly zone_mode: 'user' | 'person' | 'fixed';
  readonly time_zone: string | null;
  readonly blocks: readonly {
    readonly days: readonly number[];
    readonly from: string;
    readonly to: string;
  }[];
  readonly manual_steps: boolean;
}

/** The one window that counts: the cadence's, else the sender's, else the team's. */
export const windowOf = <W extends Window>(
  windows: readonly W[],
  cadenceId: number,
  userId: number,
): W | undefined =>
  windows.find(({ cadence }) => cadence?.id === cadenceId) ??
  windows.find(({ cadence, user }) => cadence === null && user?.id === userId) ??
  windows.find(({ cadence, user }) => cadence === null && user === null);

const WEEK = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** `Mon to Fri 09:00–12:00 and 13:00–17:00, Sat 10:00–12:00`. */
export function hoursWords(blocks: Window['blocks']): string {
  const byDays = new Map<string, string[]>();
  for (const { days, from, to } of blocks) {
    const named = daysWords(days);
    byDays.set(named, [...(byDays.get(named) ?? []), `${from}–${to}`]);
  }
  return [...byDays].map(([days, hours]) => `${days} ${hours.join(' and ')}`).join(', ');
}

function daysWords(days: readonly number[]): string {
  const sorted = days.toSorted((a, b) => a - b);
  const [first = 1] = sorted;
  const last = sorted.at(-1) ?? first;
  const row = sorted.length > 2 && last - first === sorted.length - 1;
  const name = (day: number) => WEEK[day - 1] ?? String(day);
  return row ? `${name(first)} to ${name(last)}` : sorted.map(name).join(', ');
}

export function windowSentence(window: Window | undefined): string {
  if (!window) return 'No hours are set: it may leave at any hour.';
  const whose = window.cadence ? 'this cadence’s' : window.user ? 'your own' : 'the team’s';
  const clock = {
    user: 'the sender’s clock',
    person: 'the person’s clock',
    fixed: `the clock of ${window.time_zone ?? 'UTC'}`,
  }[window.zone_mode];
  const manual = window.manual_steps ? '' : ' Steps done by hand do not wait for them.';
  return `Hours (${whose}): ${hoursWords(window.blocks)}, by ${clock}. What falls outside waits for the next.${manual}`;
}

/** A branch as it is stored. */
export interface Condition {
  readonly if?: string | undefined;
  readonly step_id?: number | null | undefined;
  readonly within_days?: number | null | undefined;
  readonly is?: boolean | null | undefined;
  readonly field?: string | undefined;
  readonly op?: string | undefined;
  readonly value?: unknown;
  readonly else?: string | null | undefined;
  readonly goto_step_id?: number | null | undefined;
}

const OPS: Readonly<Record<string, string>> = {
  equals: 'is',
  contains: 'contains',
  starts_with: 'starts with',
  one_of: 'is one of',
  greater_than: 'is greater than',
  less_than: 'is less than',
  present: 'is filled in',
};

/** `if they opened day 1, else on to day 5`. */
export function branchWords(condition: Condition, steps: readonly Placed[]): string {
  return `${condition.is === false ? 'unless' : 'if'} ${asked(condition, steps)}, ${otherwise(condition, steps)}`;
}

function asked(condition: Condition, steps: readonly Placed[]): string {
  if (condition.if === 'field') {
    const value = Array.isArray(condition.value) ? condition.value.join(', ') : condition.value;
    const said = typeof value === 'string' && condition.op !== 'present' ? ` “${value}”` : '';
    return `${condition.field ?? '?'} ${OPS[condition.op ?? ''] ?? '?'}${said}`;
  }
  const verb = { opened: 'they opened', clicked: 'they clicked in', replied: 'they answered' }[
    condition.if ?? ''
  ];
  const within = condition.within_days ? ` within ${counted(condition.within_days, 'day')}` : '';
  return `${verb ?? '?'} ${condition.step_id ? named(condition.step_id, steps) : 'any e-mail'}${within}`;
}

function otherwise({ else: way, goto_step_id: to }: Condition, steps: readonly Placed[]): string {
  if (way === 'end') return 'else the cadence ends';
  return way === 'goto' && to ? `else on to ${named(to, steps)}` : 'else it is skipped';
}

function named(id: number, steps: readonly Placed[]): string {
  const step = steps.find((each) => each.id === id);
  return step ? `day ${step.day ?? 1} “${step.name || 'without a name'}”` : 'a step that is gone';
}
