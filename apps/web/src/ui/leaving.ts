import { useEffect } from 'react';
import { useLatest } from './use-latest';

const leaving = new Set<() => void>();

/** What is to be done when the page goes, before what was written is sent with it. */
export function useLeaving(leave: () => void): void {
  const newest = useLatest(leave);
  useEffect(() => {
    const left = () => newest.current();
    leaving.add(left);
    return () => void leaving.delete(left);
  }, [newest]);
}

/** The page goes: whoever has something in hand puts it down. */
export function putDown(): void {
  for (const leave of leaving) leave();
}
