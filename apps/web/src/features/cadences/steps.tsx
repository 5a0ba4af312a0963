import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useCommands } from '../../app/commands';
import { useRowKeys } from '../../app/row-keys';
import { Empty, ErrorScreen, Skeleton } from '../../app/screens';
import { say } from '../../app/toasts';
import type { Cadence } from '../../data/cadences';
import { told } from '../../data/errors';
import { createStep, type Step, type StepVariant, stepsQuery, variantsQuery } from '../../data/steps';
import { Button } from '../../ui/button';
import * as Icon from '../../ui/icons';
import { Pick } from '../../ui/pick';
import { Launch } from './launch';
import type { Move } from './places';
import { isPart, type Part, StepEditor } from './step-editor';
import { StepList } from './step-list';
import { useStepMoves } from './step-moves';

const KINDS = [
  { type: 'email', title: 'E-mail' },
  { type: 'phone', title: 'Call' },
  { type: 'other', title: 'Other' },
] as const;
type Kind = (typeof KINDS)[number]['type'];

/** The plan: steps by day at the left, the chosen one at the right. */
export default function Steps({ cadence }: { cadence: Cadence }) {
  const steps = useQuery(stepsQuery(cadence.id));
  const variants = useQuery(variantsQuery(cadence.id));
  if (steps.isPending || variants.isPending) return <Skeleton rows={8} height={44} />;
  if (steps.isLoadingError) return <ErrorScreen error={steps.error} retry={() => void steps.refetch()} />;
  if (variants.isLoadingError)
    return <ErrorScreen error={variants.error} retry={() => void variants.refetch()} />;
  return <Builder cadence={cadence} all={steps.data} variants={variants.data} />;
}

/** What is open stands in the address: a step, and which part of it. */
function useOpen(cadenceId: number) {
  const search = useSearch({ strict: false }) as { step?: unknown; part?: unknown };
  const navigate = useNavigate();
  const open = useCallback(
    (step: number, part?: Part) =>
      void navigate({
        to: '/cadences/$id/$tab',
        params: { id: String(cadenceId), tab: 'steps' },
        search: { step: String(step), ...(part ? { part } : {}) },
        replace: true,
        resetScroll: false,
      }),
    [navigate, cadenceId],
  );
  return { step: search.step, part: isPart(search.part) ? search.part : 'content', open };
}

function Builder({
  cadence,
  all,
  variants,
}: {
  cadence: Cadence;
  all: readonly Step[];
  variants: readonly StepVariant[];
}) {
  const { step, part, open } = useOpen(cadence.id);
  const { steps, move, drop, remove } = useStepMoves(cadence.id, all);
  const chosen = steps.find(({ id }) => String(id) === step) ?? steps[0];
  useBuilderCommands(chosen, move);
  const list = useRef<HTMLDivElement>(null);
  useRowKeys('steps', list);
  const { add, adding, dialog, ask } = useAdding(cadence.id, open);
  const counts = useMemo(() => countsOf(variants), [variants]);
  return (
    <div className="panes builder">
      <div className="pane steps" ref={list}>
        {cadence.draft && <Launch cadence={cadence} steps={steps} onOpen={open} />}
        <div>
          <StepList
            steps={steps}
            chosen={chosen?.id}
            versions={counts}
            onOpen={(id) => open(id)}
            onDrop={drop}
            onAdd={ask}
          />
        </div>
        <AddButtons disabled={adding} onAdd={(kind) => add(kind, chosen?.day ?? steps.at(-1)?.day ?? 1)} />
        <p className="muted small">
          J and K walk the steps. Drag one to another place, or move the chosen one with Alt and an arrow: up
          and down, a day earlier or later.
          {!cadence.draft && ' A change reaches whoever is not there yet.'}
        </p>
      </div>
      {chosen ? (
        <StepEditor
          key={chosen.id}
          cadence={cadence}
          step={chosen}
          steps={steps}
          variants={variants.filter((each) => each.step?.id === chosen.id)}
          part={part}
          onPart={(next) => open(chosen.id, next)}
          onMove={(to) => move(chosen.id, to)}
          onDelete={() => remove(chosen)}
        />
      ) : (
        <Empty title="No step yet">
          A cadence is a row of steps on days: an e-mail on day 1, a call on day 2. Add the first at the left.
        </Empty>
      )}
      {dialog}
    </div>
  );
}

const AddButtons = ({ disabled, onAdd }: { disabled: boolean; onAdd: (kind: Kind) => void }) => (
  <div className="actions" role="group" aria-label="Add a step">
    {KINDS.map(({ type, title }) => (
      <Button
        key={type}
        small
        disabled={disabled}
        icon={<Icon.AddIcon size={14} aria-hidden />}
        onClick={() => onAdd(type)}
      >
        {title}
      </Button>
    ))}
  </div>
);

function countsOf(variants: readonly StepVariant[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { step } of variants) if (step) counts.set(step.id, (counts.get(step.id) ?? 0) + 1);
  return counts;
}

/** Adds a step and opens it. */
function useAdding(cadenceId: number, open: (step: number) => void) {
  const queries = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [day, ask] = useState<number>();
  const add = (type: Kind, on: number) => {
    setAdding(true);
    createStep(cadenceId, type, on)
      .then(
        async ({ id }) => {
          await queries.invalidateQueries({ queryKey: ['steps', cadenceId] });
          open(id);
        },
        (failure: unknown) => void say(told(failure).text, { tone: 'failed' }),
      )
      .finally(() => setAdding(false));
  };
  const dialog = day !== undefined && (
    <Pick
      title={`What comes on day ${day}?`}
      items={KINDS.map(({ type, title }) => ({ value: type, label: title }))}
      onPick={(type) => {
        ask(undefined);
        const kind = KINDS.find((each) => each.type === type);
        if (kind) add(kind.type, day);
      }}
      onClose={() => ask(undefined)}
    />
  );
  return { add, adding, dialog, ask };
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
