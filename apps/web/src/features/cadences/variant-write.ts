import { useQueryClient } from '@tanstack/react-query';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { type StepVariant, variantsQuery } from '../../data/steps';

const HOLD_MS = 6_000;

/** Shown at once; put back if the server refuses. */
function useShown(cadenceId: number) {
  const queries = useQueryClient();
  const { queryKey } = variantsQuery(cadenceId);
  const again = () => void queries.invalidateQueries({ queryKey });
  const show = (make: (known: StepVariant[]) => StepVariant[]) =>
    queries.setQueryData(queryKey, (known) => known && make(known));
  const watch = {
    done: again,
    refused: ({ text, requestId }: { text: string; requestId: string | undefined }) => {
      again();
      say(text, { tone: 'failed' as const, requestId });
    },
  };
  return { show, watch, again };
}

/** Weights, the winner, and what is deleted. */
export function useVariantWrite(cadenceId: number) {
  const { show, watch } = useShown(cadenceId);
  const put = (variant: StepVariant, body: object) =>
    void write(
      {
        method: 'PUT',
        path: `/v2/step_variants/${variant.id}`,
        body,
        ifMatch: variant.updated_at,
        scope: `step_variants ${variant.id}`,
        label: `Version ${variant.name}`,
      },
      watch,
    );
  const declare = (variant: StepVariant, declared: boolean): void => {
    show((known) =>
      known.map((each) =>
        each.step?.id === variant.step?.id ? { ...each, winner: declared && each.id === variant.id } : each,
      ),
    );
    write(
      {
        method: 'POST',
        path: `/v2/step_variants/${variant.id}/declare_winner`,
        body: { declared },
        scope: `step_variants ${variant.id}`,
        label: `Winner ${variant.name}`,
      },
      watch,
    );
    const words = declared ? `Everybody gets “${variant.name}” from now on.` : 'Versions are drawn again.';
    say(words, { undo: () => declare(variant, !declared) });
  };
  return { put, declare, remove: useRemoval(cadenceId) };
}

/** Deleted six seconds later: until then it can be had back. */
function useRemoval(cadenceId: number) {
  const { show, watch, again } = useShown(cadenceId);
  return (variant: StepVariant) => {
    show((known) => known.filter(({ id }) => id !== variant.id));
    const takeBack = write(
      {
        method: 'DELETE',
        path: `/v2/step_variants/${variant.id}`,
        scope: `step_variants ${variant.id}`,
        label: `Delete ${variant.name}`,
        holdMs: HOLD_MS,
      },
      watch,
    );
    say(`Deleted “${variant.name}”.`, {
      ms: HOLD_MS,
      undo: () => {
        if (!takeBack()) say('Too late: it has been deleted.', { tone: 'failed' });
        again();
      },
    });
  };
}
