import { useEffect, useRef, useState } from 'react';
import { forget, keep, recall } from './storage';
import { useEvent } from './use-event';

const KEEP_MS = 300;
const PREFIX = 'draft ';

interface Draft<T> {
  readonly value: T | undefined;
  /** Whether it is known if something was kept. */
  readonly loaded: boolean;
  set(next: T | undefined): void;
}

/** What somebody is writing about one thing: kept every 300 ms and when the part is left, so that a closed tab loses nothing. */
export function useDraft<T>(key: string): Draft<T> {
  const [state, setState] = useState<{ key: string; value: T | undefined; loaded: boolean }>({
    key,
    value: undefined,
    loaded: false,
  });
  const unkept = useRef<{ key: string; value: T | undefined } | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const flush = useEvent(() => {
    clearTimeout(timer.current);
    const left = unkept.current;
    unkept.current = undefined;
    if (left) keepDraft(left.key, left.value);
  });
  useEffect(() => {
    let here = true;
    void recall<T>(PREFIX + key).then((value) => {
      if (here) setState((now) => (now.key === key && now.loaded ? now : { key, value, loaded: true }));
    });
    window.addEventListener('pagehide', flush);
    return () => {
      here = false;
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [key, flush]);
  const set = useEvent((value: T | undefined) => {
    setState({ key, value, loaded: true });
    unkept.current = { key, value };
    clearTimeout(timer.current);
    timer.current = setTimeout(flush, KEEP_MS);
  });
  const mine = state.key === key;
  return { value: mine ? state.value : undefined, loaded: mine && state.loaded, set };
}

/** Keeps a draft, or takes it away: undefined. */
export function keepDraft(key: string, value: unknown): void {
  if (value === undefined) void forget(PREFIX + key);
  else void keep(PREFIX + key, value);
}
