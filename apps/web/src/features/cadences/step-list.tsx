import { useQueries } from '@tanstack/react-query';
import { type DragEvent, useState } from 'react';
import { type Step, type StepRules, stepRulesQuery } from '../../data/steps';
import { Chip } from '../../ui/button';
import * as Icon from '../../ui/icons';
import type { Target } from './places';
import { branchWords, type Condition, gapWords, momentWords } from './step-words';

/** Of more steps the timing is read one by one, when they are opened. */
const MOST_READ = 60;

interface Props {
  readonly steps: readonly Step[];
  readonly chosen: number | undefined;
  readonly versions: ReadonlyMap<number, number>;
  readonly onOpen: (id: number) => void;
  readonly onDrop: (id: number, target: Target) => void;
  readonly onAdd: (day: number) => void;
}

/** The steps by day, with what stands between the days; each can be dragged to another place. */
export function StepList({ steps, onDrop, onAdd, ...rest }: Props) {
  const rules = useRules(steps);
  const [dragged, setDragged] = useState<number>();
  const days = [...new Set(steps.map(({ day }) => day ?? 1))];
  const drop = (target: Target) => {
    if (dragged !== undefined) onDrop(dragged, target);
    setDragged(undefined);
  };
  return days.map((day, at) => {
    const next = days[at + 1];
    return (
      <div key={day}>
        <section className="card" aria-label={`Day ${day}`}>
          <h2 className="day-head">Day {day}</h2>
          <ul className="step-list">
            {steps
              .filter((step) => (step.day ?? 1) === day)
              .map((step) => (
                <Row
                  key={step.id}
                  step={step}
                  steps={steps}
                  rules={rules.get(step.id)}
                  dragging={dragged !== undefined}
                  onDrag={setDragged}
                  onDrop={drop}
                  {...rest}
                />
              ))}
          </ul>
        </section>
        <Gap
          words={next === undefined ? 'then' : gapWords(next - day)}
          day={next === undefined || next - day > 1 ? day + 1 : day}
          dragging={dragged !== undefined}
          onDrop={drop}
          onAdd={onAdd}
        />
      </div>
    );
  });
}

function useRules(steps: readonly Step[]): ReadonlyMap<number, StepRules> {
  const read = useQueries({
    queries: steps.length > MOST_READ ? [] : steps.map(({ id }) => stepRulesQuery(id)),
  });
  return new Map(read.flatMap(({ data }) => (data ? [[data.id, data]] : [])));
}

interface RowProps {
  readonly step: Step;
  readonly steps: readonly Step[];
  readonly rules: StepRules | undefined;
  readonly dragging: boolean;
  readonly onDrag: (id: number | undefined) => void;
  readonly onDrop: (target: Target) => void;
}

function Row({
  step,
  steps,
  rules,
  chosen,
  versions,
  dragging,
  onOpen,
  onDrag,
  onDrop,
}: RowProps & Pick<Props, 'chosen' | 'versions' | 'onOpen'>) {
  const [edge, setEdge] = useState<'before' | 'after'>();
  const { id } = step;
  const count = versions.get(id) ?? 0;
  return (
    // The other ways to move a step are its keys and buttons.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      className={[id === chosen ? 'on' : '', edge ? `drop-${edge}` : ''].filter(Boolean).join(' ')}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', step.name ?? '');
        onDrag(id);
      }}
      onDragEnd={() => onDrag(undefined)}
      onDragOver={(event) => {
        if (!dragging) return;
        event.preventDefault();
        setEdge(edgeOf(event));
      }}
      onDragLeave={() => setEdge(undefined)}
      onDrop={(event) => {
        event.preventDefault();
        setEdge(undefined);
        onDrop(edgeOf(event) === 'before' ? { before: id } : { after: id });
      }}
    >
      <button
        type="button"
        className="row-open"
        aria-current={id === chosen ? 'true' : undefined}
        onClick={() => onOpen(id)}
      >
        <span className="step-line">
          <StepPicture type={step.type} />
          <span className="step-name">{step.name || 'Without a name'}</span>
          {rules && <span className="muted">{momentWords(step.type, rules)}</span>}
        </span>
        {rules?.condition && (
          <span className="step-branch">└ {branchWords(rules.condition as Condition, steps)}</span>
        )}
      </button>
      {count > 1 && <Chip tone="blue">{count} versions</Chip>}
      {step.disabled && <Chip tone="grey">Off</Chip>}
      <Icon.GripIcon size={14} aria-hidden className="grip" />
    </li>
  );
}

function edgeOf(event: DragEvent<HTMLElement>): 'before' | 'after' {
  const { top, height } = event.currentTarget.getBoundingClientRect();
  return event.clientY < top + height / 2 ? 'before' : 'after';
}

/** What lies between two days: a place to drop a step, and to add one. */
function Gap({
  words,
  day,
  dragging,
  onDrop,
  onAdd,
}: {
  words: string;
  day: number;
  dragging: boolean;
  onDrop: (target: Target) => void;
  onAdd: (day: number) => void;
}) {
  const [over, setOver] = useState(false);
  return (
    // Whoever does without a mouse moves steps by their keys, or by the buttons of the chosen one.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={over ? 'step-gap over' : 'step-gap'}
      onDragOver={(event) => {
        if (!dragging) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onDrop({ endOf: day });
      }}
    >
      <span>{words}</span>
      <button
        type="button"
        className="gap-add"
        aria-label={`Add a step on day ${day}`}
        onClick={() => onAdd(day)}
      >
        <Icon.AddIcon size={14} aria-hidden />
      </button>
    </div>
  );
}

function StepPicture({ type }: Pick<Step, 'type'>) {
  const icon = { size: 14, 'aria-hidden': true, className: 'row-icon' } as const;
  if (type === 'email') return <Icon.EmailIcon {...icon} />;
  return type === 'phone' ? <Icon.CallIcon {...icon} /> : <Icon.TaskIcon {...icon} />;
}
