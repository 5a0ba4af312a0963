import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { type Step, stepsQuery } from '../../data/steps';
import { type Move, moved, type Place, samePlaces } from './places';

const HOLD_MS = 6_000;

/** Moves and deletes steps: at once on the screen, then on the server, and back on the screen if it refuses. */
export function useStepMoves(cadenceId: number, steps: readonly Step[]) {
  const queries = useQueryClient();
  const { queryKey } = stepsQuery(cadenceId);
  const refused = useCallback(
    ({ text, requestId }: { text: string; requestId: string | undefined }) => {
      void queries.invalidateQueries({ queryKey: ['steps', cadenceId] });
      say(text, { tone: 'failed', requestId });
    },
    [queries, cadenceId],
  );
  const move = useCallback(
    (id: number, to: Move) => {
      const before = placesOf(steps);
      const after = moved(before, id, to);
      if (samePlaces(before, after)) return;
      queries.setQueryData(queryKey, placed(steps, after));
      write(
        {
          method: 'PUT',
          path: `/v2/cadences/${cadenceId}/step_places`,
          body: { steps: after },
          scope: `cadences ${cadenceId}`,
          label: 'Order of the steps',
        },
        { done: () => void queries.invalidateQueries({ queryKey: ['steps', cadenceId] }), refused },
      );
    },
    [queries, queryKey, steps, cadenceId, refused],
  );
  const remove = useCallback(
    (step: Step) => {
      queries.setQueryData(queryKey, (known) => known?.filter(({ id }) => id !== step.id));
      const takeBack = write(
        {
          method: 'DELETE',
          path: `/v2/steps/${step.id}`,
          scope: `cadences ${cadenceId}`,
          label: `Delete ${step.name ?? 'the step'}`,
          holdMs: HOLD_MS,
        },
        { done: () => void queries.invalidateQueries({ queryKey: ['steps', cadenceId] }), refused },
      );
      say(`Deleted “${step.name ?? 'the step'}”.`, {
        ms: HOLD_MS,
        undo: () => {
          if (!takeBack()) say('Too late: it has been deleted.', { tone: 'failed' });
          void queries.invalidateQueries({ queryKey: ['steps', cadenceId] });
        },
      });
    },
    [queries, queryKey, cadenceId, refused],
  );
  return { move, remove };
}

const placesOf = (steps: readonly Step[]): Place[] => steps.map(({ id, day }) => ({ id, day: day ?? 1 }));

function placed(steps: readonly Step[], places: readonly Place[]): Step[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  return places.flatMap(({ id, day }, at) => {
    const step = byId.get(id);
    return step ? [{ ...step, day, step_number: at + 1 }] : [];
  });
}
