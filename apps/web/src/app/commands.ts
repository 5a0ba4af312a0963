import { useEffect } from 'react';
import { createStore, useStore } from './store';

/**
 * One thing that can be done here and now. The palette, keys, menus, buttons, tooltips and the sheet of keys all show these,
 * so that each has all of them.
 */
export interface Command {
  readonly id: string;
  readonly title: string;
  /** As react-hotkeys-hook reads them: `mod+enter`, `g>t` one after the other, `,` between alternatives. */
  readonly keys?: string;
  /** Where the sheet lists it. */
  readonly group: string;
  readonly run: () => void;
  /** Also while somebody types; single letters never are. */
  readonly whileTyping?: boolean;
  /** Not in the palette: moving about in a list. */
  readonly hidden?: boolean;
}

const sets = createStore<ReadonlyMap<string, readonly Command[]>>(new Map());

/** What a part of the page offers while it is there. Later parts come before earlier ones with the same keys. */
export function useCommands(owner: string, commands: readonly Command[]): void {
  useEffect(() => {
    sets.set((before) => new Map([...before].filter(([name]) => name !== owner).concat([[owner, commands]])));
  }, [owner, commands]);
  useEffect(
    () => () => sets.set((before) => new Map([...before].filter(([name]) => name !== owner))),
    [owner],
  );
}

/** Everything that can be done now, the innermost first, each combination of keys once. */
export function useAllCommands(): readonly Command[] {
  return inOrder(useStore(sets));
}

/** The innermost part's first; of two with the same keys the inner one is meant. */
export function inOrder(all: ReadonlyMap<string, readonly Command[]>): readonly Command[] {
  const taken = new Set<string>();
  return [...all.values()]
    .toReversed()
    .flat()
    .map((command) => {
      const free = command.keys?.split(',').filter((keys) => !taken.has(keys));
      for (const keys of free ?? []) taken.add(keys);
      if (free === undefined || free.length === command.keys?.split(',').length) return command;
      const { keys: _, ...rest } = command;
      return free.length > 0 ? { ...rest, keys: free.join(',') } : rest;
    });
}

/** The keys of a command as they are listened for: by the letter that is printed, but Space, which prints none, by its place. */
export function boundKeys(keys: string | undefined): readonly { keys: string; byPlace: boolean }[] {
  const each = keys?.split(',') ?? [];
  const isSpace = (one: string) => one.split('+').at(-1) === 'space';
  const printed = each.filter((one) => !isSpace(one)).map((one) => one.replace('slash', '/'));
  const placed = each.filter(isSpace);
  return [
    ...(printed.length > 0 ? [{ keys: printed.join(','), byPlace: false }] : []),
    ...(placed.length > 0 ? [{ keys: placed.join(','), byPlace: true }] : []),
  ];
}
