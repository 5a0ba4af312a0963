import { useMemo } from 'react';
import { useLatest } from '../ui/use-latest';
import { type Command, useCommands } from './commands';

/** What the keys of a list act on. */
export interface ListKeys {
  readonly count: number;
  readonly cursor: number;
  readonly setCursor: (index: number) => void;
  readonly open: (index: number) => void;
  readonly select: (index: number) => void;
  /** From one row to another, both with them. */
  readonly extend: (from: number, to: number) => void;
  readonly selectAll: () => void;
  readonly clear: () => void;
  /** A look at the row under the cursor without leaving the list, or an end of that. */
  readonly peek?: (() => void) | undefined;
}

/** The keys that are the same in every list: J K move, X selects, Shift J K extend, Mod A all loaded. */
export function useListCommands(owner: string, keys: ListKeys): void {
  const latest = useLatest(keys);
  const commands = useMemo(() => listCommands(owner, () => latest.current), [owner, latest]);
  useCommands(owner, commands);
}

function listCommands(owner: string, of: () => ListKeys): readonly Command[] {
  const to = (index: number) => {
    const { count, setCursor } = of();
    if (count > 0) setCursor(Math.max(0, Math.min(index, count - 1)));
  };
  const extend = (by: number) => {
    const { cursor } = of();
    const next = Math.max(0, Math.min(cursor + by, of().count - 1));
    of().extend(Math.max(cursor, 0), next);
    to(next);
  };
  const one = (id: string, title: string, keys: string, run: () => void): Command => ({
    id: `${owner} ${id}`,
    title,
    keys,
    group: 'Lists',
    hidden: true,
    run,
  });
  return [
    one('next', 'Next row', 'j,down', () => to(of().cursor + 1)),
    one('previous', 'Row before', 'k,up', () => to(of().cursor - 1)),
    one('select', 'Select the row', 'x', () => of().select(of().cursor)),
    one('extend', 'Select down to the next row', 'shift+j,shift+down', () => extend(1)),
    one('extend up', 'Select up to the row before', 'shift+k,shift+up', () => extend(-1)),
    one('all', 'Select all loaded rows', 'mod+a', () => of().selectAll()),
    one('first', 'First row', 'home', () => to(0)),
    one('last', 'Last loaded row', 'end', () => to(of().count - 1)),
    one('open', 'Open the row', 'o', () => of().open(of().cursor)),
    one('peek', 'Look at the row beside the list', 'space,i', () => of().peek?.()),
    one('clear', 'Select nothing', 'escape', () => of().clear()),
  ];
}
