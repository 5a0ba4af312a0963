import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useCommands } from '../../app/commands';
import { useRowKeys } from '../../app/row-keys';
import { Empty, ErrorScreen, Skeleton } from '../../app/screens';
import { say } from '../../app/toasts';
import type { Cadence } from '../../data/cadences';
import { told } from '../../data/errors';
import { createStep, type Step, stepsQuery } from '../../data/steps';
import { Button, Chip } from '../../ui/button';
import * as Icon from '../../ui/icons';
import { Launch } from './launch';
import type { Move } from './places';
import { StepEditor } from './step-editor';
import { useStepMoves } from './step-moves';

const KINDS = [
  { type: 'email', title: 'E-mail' },
  { type: 'phone', title: 'Call' },
  { type: 'other', title: 'Other' },
] as const;

/** The plan: steps by day at the left, the chosen one at the right. */
export default function Steps({ cadence }: { cadence: Cadence }) {
  const steps = useQuery(stepsQuery(cadence.id));
  if (steps.isPending) return <Skeleton rows={8} height={44} />;
  if (steps.isLoadingError) return <ErrorScreen error={steps.error} retry={() => void steps.refetch()} />;
  return <Builder cadence={cadence} steps={steps.data} />;
}

function Builder({ cadence, steps }: { cadence: Cadence; steps: readonly Step[] }) {
  const search = useSearch({ strict: false }) as { step?: unknown };
  const navigate = useNavigate();
  const open = useCallback(
    (step: number | undefined) =>
      void navigate({
        to: '/cadences/$id/$tab',
        params: { id: String(cadence.id), tab: 'steps' },
        search: step === undefined ? {} : { step: String(step) },
        replace: true,
      }),
    [navigate, cadence.id],
  );
  const chosen = steps.find(({ id }) => String(id) === search.step) ?? steps[0];
  const { move, remove } = useStepMoves(cadence.id, steps);
  useBuilderCommands(chosen, move);
  const list = useRef<HTMLDivElement>(null);
  useRowKeys('steps', list);
  const { add, adding } = useAdding(cadence.id, open);
  return (
    <div className="panes builder">
      <div className="pane steps" ref={list}>
        {cadence.draft && <Launch cadence={cadence} steps={steps} />}
        <StepList steps={steps} chosen={chosen?.id} onOpen={open} />
        <div className="actions" role="group" aria-label="Add a step">
          {KINDS.map(({ type, title }) => (
            <Button
              key={type}
              small
              disabled={adding}
              icon={<Icon.AddIcon size={14} aria-hidden />}
              onClick={() => add(type, chosen?.day ?? steps.at(-1)?.day ?? 1)}
            >
              {title}
            </Button>
          ))}
        </div>
        <p className="muted small">
          J and K walk the steps, Alt with an arrow moves the chosen one: up and down, a day earlier or later.
          {!cadence.draft && ' A change reaches whoever is not there yet.'}
        </p>
      </div>
      {chosen ? (
        <StepEditor
          key={chosen.id}
          cadence={cadence}
          step={chosen}
          steps={steps}
          onMove={(to) => move(chosen.id, to)}
          onDelete={() => remove(chosen)}
        />
      ) : (
        <Empty title="No step yet">
          A cadence is a row of steps on days: an e-mail on day 1, a call on day 2. Add the first at the left.
        </Empty>
      )}
    </div>
  );
}

/** Adds a step and opens it. */
function useAdding(cadenceId: number, open: (step: number) => void) {
  const queries = useQueryClient();
  const [adding, setAdding] = useState(false);
  const add = (type: (typeof KINDS)[number]['type'], day: number) => {
    setAdding(true);
    createStep(cadenceId, type, day)
      .then(
        async ({ id }) => {
          await queries.invalidateQueries({ queryKey: ['steps', cadenceId] });
          open(id);
        },
        (failure: unknown) => void say(told(failure).text, { tone: 'failed' }),
      )
      .finally(() => setAdding(false));
  };
  return { add, adding };
}

function StepList({
  steps,
  chosen,
  onOpen,
}: {
  steps: readonly Step[];
  chosen: number | undefined;
  onOpen: (id: number) => void;
}) {
  const days = [...new Set(steps.map(({ day }) => day ?? 1))];
  return days.map((day) => (
    <section key={day} className="card" aria-label={`Day ${day}`}>
      <h2 className="day-head">Day {day}</h2>
      <ul className="step-list">
        {steps
          .filter((step) => (step.day ?? 1) === day)
          .map((step) => (
            <li key={step.id} className={step.id === chosen ? 'on' : undefined}>
              <button
                type="button"
                className="row-open"
                aria-current={step.id === chosen ? 'true' : undefined}
                onClick={() => onOpen(step.id)}
              >
                <StepPicture type={step.type} /> {step.name || 'Without a name'}
              </button>
              {step.disabled && <Chip tone="grey">Off</Chip>}
            </li>
          ))}
      </ul>
    </section>
  ));
}

function StepPicture({ type }: Pick<Step, 'type'>) {
  const icon = { size: 14, 'aria-hidden': true, className: 'row-icon' } as const;
  if (type === 'email') return <Icon.EmailIcon {...icon} />;
  return type === 'phone' ? <Icon.CallIcon {...icon} /> : <Icon.TaskIcon {...icon} />;
}

const MOVES: readonly { readonly move: Move; readonly title: string; readonly keys: string }[] = [
  { move: 'earlier', title: 'Move the step up', keys: 'alt+up' },
  { move: 'later', title: 'Move the step down', keys: 'alt+down' },
  { move: 'day_before', title: 'Move the step a day earlier', keys: 'alt+left' },
  { move: 'day_after', title: 'Move the step a day later', keys: 'alt+right' },
];

function useBuilderCommands(chosen: Step | undefined, move: (id: number, to: Move) => void): void {
  const id = chosen?.id;
  const commands = useMemo(
    () =>
      id === undefined
        ? []
        : MOVES.map(({ move: to, ...rest }) => ({
            ...rest,
            id: `step ${to}`,
            group: 'Steps',
            run: () => move(id, to),
          })),
    [id, move],
  );
  useCommands('builder', commands);
}
