import { useMemo } from 'react';
import { type Command, useCommands } from '../../app/commands';
import { useLatest } from '../../ui/use-latest';
import type { Open } from './open';
import type { ListSpec } from './spec';

/** What can be done with the list itself. */
export function useScreenCommands<Row extends { readonly id: number }>(
  spec: ListSpec<Row>,
  setOpen: (open: Open) => void,
  anew: () => void,
) {
  const latest = useLatest({ anew, spec });
  const commands = useMemo((): Command[] => {
    const group = spec.title;
    const search = () => latest.current.spec.fields.find(({ name }) => name === '_query');
    return [
      {
        id: 'filter',
        title: `Filter ${spec.many}`,
        keys: 'f',
        group,
        run: () => setOpen({ what: 'filter', field: undefined }),
      },
      {
        id: 'search',
        title: `Search ${spec.many}`,
        keys: 'slash',
        group,
        run: () => setOpen({ what: 'filter', field: search() }),
      },
      { id: 'views', title: 'Views', keys: 'v', group, run: () => setOpen({ what: 'views' }) },
      {
        id: 'columns',
        title: `Columns of ${spec.many}`,
        keys: 'shift+c',
        group,
        run: () => setOpen({ what: 'columns' }),
      },
      { id: 'create', title: `New ${spec.one}`, keys: 'c', group, run: () => setOpen({ what: 'create' }) },
      { id: 'anew', title: 'Take in new rows', keys: 'r', group, run: () => latest.current.anew() },
    ];
  }, [spec.title, spec.many, spec.one, setOpen, latest]);
  useCommands('records', commands);
}
