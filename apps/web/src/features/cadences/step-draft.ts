import type { Step, StepRules, Template } from '../../data/steps';

/** What the form of a step holds: texts as they are typed. */
export interface Draft {
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
  readonly previous_email_step_id: string;
  readonly instructions: string;
  readonly subject: string;
  readonly body: string;
}

export const draftOf = (step: Step, rules: StepRules, template: Template | undefined): Draft => ({
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
  previous_email_step_id: String(rules.previous_email_step_id ?? ''),
  instructions: rules.instructions ?? '',
  subject: template?.subject ?? '',
  body: template?.body ?? '',
});

/** What of a step is sent: only what was changed, so that nothing else is overwritten. */
export function stepChanges(draft: Draft, from: Draft, email: boolean): Record<string, unknown> {
  const { subject: _subject, body: _body, ...fields } = draft;
  const changed = Object.entries(fields).filter(([name, value]) => value !== from[name as keyof Draft]);
  const sent = Object.fromEntries(
    changed.map(([name, value]) => [name, name === 'previous_email_step_id' ? value || null : value]),
  );
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

export const wordChanges = (draft: Draft, from: Draft): Partial<Pick<Draft, 'subject' | 'body'>> => ({
  ...(draft.subject === from.subject ? {} : { subject: draft.subject }),
  ...(draft.body === from.body ? {} : { body: draft.body }),
});
