import { useEffect, useState } from 'react';
import { forget, keep, recall } from './storage';
import { useEvent } from './use-event';

const PREFIX = 'draft ';

interface Draft<T> {
  readonly value: T | undefined;
  /** Whether it is known if something was kept. */
  readonly loaded: boolean;
  set(next: T | undefined): void;
}

/** What somebody is writing about one thing: kept with every letter, so that a closed tab loses nothing. */
export function useDraft<T>(key: string): Draft<T> {
  const [state, setState] = useState<{ key: string; value: T | undefined; loaded: boolean }>({
    key,
    value: undefined,
    loaded: false,
  });
  useEffect(() => {
    let here = true;
    void recall<T>(PREFIX + key).then((value) => {
      if (here) setState((now) => (now.key === key && now.loaded ? now : { key, value, loaded: true }));
    });
    return () => {
      here = false;
    };
  }, [key]);
  const set = useEvent((value: T | undefined) => {
    setState({ key, value, loaded: true });
    keepDraft(key, value);
  });
  const mine = state.key === key;
  return { value: mine ? state.value : undefined, loaded: mine && state.loaded, set };
}

/** A form over what the server has: what was changed of it is kept. `T` holds texts and ticks. */
export function useFormDraft<T extends object>(key: string, from: T) {
  const { value, set } = useDraft<Partial<T>>(key);
  const draft: T = { ...from, ...value };
  const dirty = !same(draft, from);
  // What the server has by now is no draft any more: what others write later is not hidden by it.
  useEffect(() => {
    if (value !== undefined && !dirty) set(undefined);
  }, [value, dirty, set]);
  const change = useEvent((part: Partial<T>) => {
    const next = { ...draft, ...part };
    set(same(next, from) ? undefined : next);
  });
  return {
    draft,
    dirty,
    change,
    /** It is saved: nothing need be kept, and what was typed stands until the server's words are there. */
    settle: useEvent(() => keepDraft(key, undefined)),
    /** Back to what the server has. */
    drop: useEvent(() => set(undefined)),
  };
}

const same = <T extends object>(a: T, b: T): boolean =>
  Object.entries(a).every(([name, value]) => value === (b as Readonly<Record<string, unknown>>)[name]);

/** Keeps a draft, or takes it away: undefined. */
export function keepDraft(key: string, value: unknown): void {
  if (value === undefined) void forget(PREFIX + key);
  else void keep(PREFIX + key, value);
}
