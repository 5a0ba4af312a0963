import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { write } from '../../app/outbox';
import { createStore, useStore } from '../../app/store';
import { say } from '../../app/toasts';
import { useEvent } from '../../app/use-event';
import { type Step, stepsQuery } from '../../data/steps';
import { newestOf } from '../../ui/format';
import { type Move, moved, type Place, samePlaces, type Target, taken, withHidden } from './places';

const HOLD_MS = 6_000;

/** Steps that are deleted as soon as nobody can take it back any more; until then they keep their places. */
const leaving = createStore<ReadonlySet<number>>(new Set());
const leave = (id: number) => leaving.set((before) => new Set([...before, id]));
const stay = (id: number) => leaving.set((before) => new Set([...before].filter((each) => each !== id)));

/** Moves and deletes steps: at once on the screen, then on the server, and back on the screen if it refuses. */
export function useStepMoves(cadenceId: number, all: readonly Step[]) {
  const hidden = useStore(leaving);
  const steps = useMemo(() => all.filter(({ id }) => !hidden.has(id)), [all, hidden]);
  const send = usePlaces(cadenceId);
  const to = useEvent((make: (places: readonly Place[]) => Place[]) => {
    const before = placesOf(steps);
    const after = make(before);
    if (!samePlaces(before, after)) send(withHidden(after, placesOf(all), hidden));
  });
  const move = useEvent((id: number, where: Move) => to((places) => moved(places, id, where)));
  const drop = useEvent((id: number, target: Target) => to((places) => taken(places, id, target)));
  return { steps, move, drop, remove: useRemove(cadenceId) };
}

/** The order that is on its way, and the one that is to follow it. */
interface Line {
  flying: boolean;
  takeBack?: () => boolean;
  /** The newest step as it was read: a change of somebody else's in between is refused. */
  version: string | undefined;
  next?: readonly Place[] | undefined;
}

/**
 * Sends the places of all steps. One order is on its way at a time: whoever moves on meanwhile sends the last one alone,
 * against the steps as they are then.
 */
function usePlaces(cadenceId: number): (places: readonly Place[]) => void {
  const queries = useQueryClient();
  const { queryKey } = stepsQuery(cadenceId);
  const line = useRef<Line>({ flying: false, version: undefined });
  const fresh = () => queries.fetchQuery({ ...stepsQuery(cadenceId), staleTime: 0 });
  const show = (places: readonly Place[]) =>
    queries.setQueryData(queryKey, (known) => known && placed(known, places));
  const send = useEvent(function sending(places: readonly Place[]): void {
    const settled = async () => {
      await fresh().catch(() => undefined);
      const { next } = line.current;
      line.current = { flying: false, version: undefined };
      if (next) sending(next);
    };
    show(places);
    const now = line.current;
    if (now.flying && !now.takeBack?.()) {
      now.next = places;
      return;
    }
    if (!now.flying)
      now.version = newestOf((queries.getQueryData(queryKey) ?? []).map((step) => step.updated_at));
    now.flying = true;
    now.takeBack = write(
      {
        method: 'PUT',
        path: `/v2/cadences/${cadenceId}/step_places`,
        body: { steps: places },
        ifMatch: now.version,
        scope: `cadences ${cadenceId} places`,
        label: 'Order of the steps',
      },
      {
        done: () => void settled(),
        refused: ({ text, requestId }) => {
          now.next = undefined;
          void settled();
          say(text, { tone: 'failed', requestId });
        },
      },
    );
  });
  return send;
}

/** Deletes a step, six seconds later: until then it can be had back, with everything it says. */
function useRemove(cadenceId: number): (step: Step) => void {
  const queries = useQueryClient();
  return useEvent((step: Step) => {
    const name = step.name ?? 'the step';
    const again = async () => {
      await queries.invalidateQueries({ queryKey: stepsQuery(cadenceId).queryKey });
      stay(step.id);
    };
    leave(step.id);
    const takeBack = write(
      {
        method: 'DELETE',
        path: `/v2/steps/${step.id}`,
        scope: `steps ${step.id}`,
        label: `Delete ${name}`,
        holdMs: HOLD_MS,
      },
      {
        done: () => void again(),
        refused: ({ text, requestId }) => {
          void again();
          say(text, { tone: 'failed', requestId });
        },
      },
    );
    say(`Deleted “${name}”.`, {
      ms: HOLD_MS,
      undo: () => {
        if (takeBack()) stay(step.id);
        else say('Too late: it has been deleted.', { tone: 'failed' });
      },
    });
  });
}

const placesOf = (steps: readonly Step[]): Place[] => steps.map(({ id, day }) => ({ id, day: day ?? 1 }));

function placed(steps: readonly Step[], places: readonly Place[]): Step[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  return places.flatMap(({ id, day }, at) => {
    const step = byId.get(id);
    return step ? [{ ...step, day, step_number: at + 1 }] : [];
  });
}
