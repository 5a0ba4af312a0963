import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import type { Told } from '../../data/errors';
import { type Fields, type Kind, type Merge, mergeBody, type MergeUndone } from '../../data/merging';
import { inWords } from './compared';

/** Merges, shows the one that stays, and offers the way back, which is there for a day. */
export function useMerge(kind: Kind, onClose: () => void) {
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const { anew, undo } = useUndo(kind);
  const done = (merge: Merge) => {
    const { into, dropped } = merge;
    onClose();
    anew([into.id]);
    void navigate({ to: `/${kind}/$id`, params: { id: String(into.id) } });
    const lost = dropped.length === 0 ? '' : ` No longer told: ${dropped.map(inWords).join(', ')}.`;
    say(`Merged.${lost}`, { ms: 20_000, undo: () => undo(merge) });
  };
  const merge = (into: number, from: number, fields: Fields) => {
    setBusy(true);
    setError(undefined);
    write(
      {
        method: 'POST',
        path: `/v2/${kind}/${into}/merge`,
        body: mergeBody(from, fields),
        scope: `${kind} ${into}`,
        label: 'Merge',
      },
      {
        refused: ({ text }: Told) => {
          setBusy(false);
          setError(text);
        },
        done: (data) => done((data as { data: Merge }).data),
      },
    );
  };
  return { merge, busy, error };
}

/** The two are parted again; what was changed since stays, and is said. */
function useUndo(kind: Kind) {
  const queries = useQueryClient();
  const anew = (ids: readonly number[]) => {
    void queries.invalidateQueries({ queryKey: ['duplicates'] });
    for (const id of ids) void queries.invalidateQueries({ queryKey: [kind, 'one', id] });
  };
  const undo = (merge: Merge) =>
    void write(
      {
        method: 'POST',
        path: `/v2/merges/${merge.id ?? 0}/undo`,
        scope: `${kind} ${merge.into.id}`,
        label: 'Undo of the merge',
      },
      {
        refused: ({ text, requestId }) => void say(text, { tone: 'failed', requestId }),
        done: (data) => {
          anew([merge.into.id, merge.from_id]);
          const { left } = (data as { data: MergeUndone }).data;
          const stays = left.map(({ what }) => inWords(what));
          say(
            left.length === 0
              ? 'They are two again.'
              : `They are two again, but for what was changed since: ${[...new Set(stays)].join(', ')}.`,
            { ms: 20_000 },
          );
        },
      },
    );
  return { anew, undo };
}
