import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useListCommands } from '../../app/list-commands';
import { isSelected, nothing, type Selection, toggled, withRows } from '../../ui/table/selection';
import type { ListSpec } from './spec';
import type { useList } from './use-list';
import { useWalkOf } from './use-walk';

/** Rows open by link; which list that was is kept for `[` and `]`. */
export function useOpening<Row extends { readonly id: number }>(
  spec: ListSpec<Row>,
  list: ReturnType<typeof useList<Row>>,
  total: number | undefined,
  at: {
    cursor: number;
    setCursor: (index: number) => void;
    selection: Selection;
    setSelection: (next: Selection) => void;
    peeking: boolean;
    setPeeking: (on: boolean) => void;
  },
) {
  const navigate = useNavigate();
  const { rows } = list;
  const ids = useMemo(() => rows.map(({ id }) => id), [rows]);
  const cursor = list.pages.data?.pages.at(-1)?.metadata.paging?.next_cursor ?? undefined;
  const { source, place } = spec;
  useWalkOf({ place, source, params: list.params, ids, total, cursor, back: list.search });
  useListCommands('list', {
    count: rows.length,
    cursor: at.cursor,
    setCursor: at.setCursor,
    open: (index) => {
      const id = ids[index];
      if (id !== undefined) void navigate({ to: `${spec.place}/$id`, params: { id: String(id) } });
    },
    select: (index) => {
      const id = ids[index];
      if (id !== undefined) at.setSelection(toggled(at.selection, id));
    },
    extend: (from, to) =>
      at.setSelection(withRows(at.selection, ids.slice(Math.min(from, to), Math.max(from, to) + 1))),
    selectAll: () => {
      const every = ids.every((id) => isSelected(at.selection, id));
      at.setSelection(every ? nothing : withRows(at.selection, ids));
    },
    clear: () => (at.peeking ? at.setPeeking(false) : at.setSelection(nothing)),
    peek: () => {
      if (at.cursor < 0) at.setCursor(0);
      at.setPeeking(!at.peeking);
    },
  });
}
