import { useEffect } from 'react';
import { createStore, useStore } from '../../app/store';

/**
 * The item in hand. The address has it too, but is written behind the keys: ten of them may come within the time that an
 * address takes.
 */
const selected = createStore<string | undefined>(undefined);

/** What was done, and is looked at still. */
export const stayed = createStore<string | undefined>(undefined);

/** What was selected here: when the address says it, it is late, and says nothing new. */
const written = new Set<string>();

export function select(key: string): void {
  written.add(key);
  stayed.set(undefined);
  selected.set(key);
}

/** The item in hand; one that the address names when it is opened, or gone back to, is taken from there. */
export function useSelected(inAddress: string | undefined): string | undefined {
  useEffect(() => {
    if (inAddress !== undefined && !written.has(inAddress)) selected.set(inAddress);
  }, [inAddress]);
  return useStore(selected) ?? inAddress;
}
