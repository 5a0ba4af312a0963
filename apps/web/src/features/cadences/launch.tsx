import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { type Cadence, calendarQuery, cadenceQuery } from '../../data/cadences';
import { previewQuery, type Step, stepRulesQuery, templateQuery } from '../../data/steps';
import { Button } from '../../ui/button';
import { counted, plainDay } from '../../ui/format';
import { now } from '../../app/clock';
import * as Icon from '../../ui/icons';
import { type Check, checksOf, type DayOff, type EmailStep } from './launch-checks';

/** What is looked at before a draft begins to act, and what makes it begin. */
export function Launch({
  cadence,
  steps,
  onOpen,
}: {
  cadence: Cadence;
  steps: readonly Step[];
  onOpen: (step: number) => void;
}) {
  const emails = useEmails(steps);
  const [error, setError] = useState<string>();
  const queries = useQueryClient();
  const checks = checksOf(cadence, steps, emails, useDaysOff(cadence.id));
  const stops = checks.some(({ state }) => state === 'stops');
  const launch = () => {
    setError(undefined);
    write(
      {
        method: 'PUT',
        path: `/v2/cadences/${cadence.id}`,
        body: { draft: false },
        scope: `cadences ${cadence.id}`,
        label: `Launch ${cadence.name ?? 'the cadence'}`,
      },
      {
        done: () => {
          void queries.invalidateQueries({ queryKey: cadenceQuery(String(cadence.id)).queryKey });
          say('Launched: people can be put on it.');
        },
        refused: ({ text }) => setError(text),
      },
    );
  };
  return (
    <section className="card card-body launch" aria-label="Before launch">
      <div className="card-head">
        <h2>Before launch</h2>
        <span className="sp" />
        <Button kind="primary" small disabled={stops || emails === undefined} onClick={launch}>
          Launch
        </Button>
      </div>
      <ul className="problems">
        {checks.map((check) => (
          <CheckLine key={check.text} check={check} onOpen={onOpen} />
        ))}
      </ul>
      {error && (
        <p className="error-text" role="alert">
          {error}
        </p>
      )}
    </section>
  );
}

function CheckLine({
  check: { state, text, step },
  onOpen,
}: {
  check: Check;
  onOpen: (step: number) => void;
}) {
  const [Picture, tone] = {
    fine: [Icon.DoneIcon, 'rule-quiet'],
    warns: [Icon.WarningIcon, 'amber-text'],
    stops: [Icon.NeverIcon, 'error-text'],
  }[state] as [typeof Icon.DoneIcon, string];
  return (
    <li className={tone}>
      <Picture size={14} aria-hidden /> {text}
      {step !== undefined && (
        <Button small className="check-open" onClick={() => onOpen(step)}>
          Open
        </Button>
      )}
    </li>
  );
}

const MOST_DAYS_OFF = 3;

/** Days off of the next weeks, as the server knows them. */
function useDaysOff(cadenceId: number): readonly DayOff[] {
  const { data } = useQuery(calendarQuery(cadenceId));
  return (data?.days ?? [])
    .flatMap(({ day, holidays }) =>
      holidays.slice(0, 1).map(({ name, calendar }) => ({ day: plainDay(day, now()), name, calendar })),
    )
    .slice(0, MOST_DAYS_OFF);
}

/** The words of each e-mail step as the server reads them; undefined: not all have been read. */
function useEmails(steps: readonly Step[]): readonly EmailStep[] | undefined {
  const emails = steps.filter(({ type, disabled }) => type === 'email' && !disabled);
  const rules = useQueries({ queries: emails.map(({ id }) => stepRulesQuery(id)) });
  const templates = useQueries({
    queries: rules.map(({ data }) => ({
      ...templateQuery(data?.email_template_id ?? 0),
      enabled: data?.email_template_id != null,
    })),
  });
  const previews = useQueries({
    queries: emails.map(({ id }, at) => {
      const template = templates[at]?.data;
      const words = { subject: template?.subject ?? '', body: template?.body ?? '' };
      return { ...previewQuery(words, id, undefined), enabled: template !== undefined };
    }),
  });
  const read = emails.flatMap((step, at): EmailStep[] => {
    const rule = rules[at]?.data;
    if (!rule) return [];
    const template = templates[at]?.data;
    const preview = previews[at]?.data;
    if (rule.email_template_id !== null && !(template && preview)) return [];
    return [
      {
        id: step.id,
        name: `Day ${step.day} · ${step.name ?? counted(1, 'e-mail')}`,
        inThread: rule.previous_email_step_id !== null,
        automated: rule.automated,
        subject: template?.subject ?? '',
        body: template?.body ?? '',
        problems: preview?.problems.map(({ message }) => message) ?? [],
      },
    ];
  });
  return read.length === emails.length ? read : undefined;
}
