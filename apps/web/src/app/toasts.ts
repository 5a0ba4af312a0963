import { createStore } from './store';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'done' | 'failed';
  /** Takes it back; absent: it cannot be. */
  readonly undo?: (() => void) | undefined;
  /** To quote to whoever runs the server. */
  readonly requestId?: string | undefined;
}

const SHOWN_MS = 8_000;
/** What `Z` can still take back, the newest first. */
const MOST_UNDOS = 20;

let numbers = 0;
export const toasts = createStore<readonly Toast[]>([]);
const undos = createStore<readonly Toast[]>([]);

/** Says what was done, with its undo as long as there is one. @returns what takes the words away */
export function say(
  text: string,
  options: Partial<Pick<Toast, 'undo' | 'tone' | 'requestId'>> & { ms?: number } = {},
): () => void {
  const { ms = SHOWN_MS, tone = 'done', ...rest } = options;
  numbers += 1;
  const toast: Toast = { id: numbers, text, tone, ...rest };
  toasts.set((before) => [...before.slice(-2), toast]);
  if (toast.undo) undos.set((before) => [toast, ...before].slice(0, MOST_UNDOS));
  const away = () => {
    toasts.set((before) => before.filter(({ id }) => id !== toast.id));
  };
  setTimeout(away, ms);
  return () => {
    away();
    undos.set((before) => before.filter(({ id }) => id !== toast.id));
  };
}

/** Takes back what is named, or the newest thing that can be. @returns whether there was any */
export function undo(id?: number): boolean {
  const found = undos.get().find((each) => id === undefined || each.id === id);
  if (!found?.undo) return false;
  undos.set((before) => before.filter((each) => each.id !== found.id));
  toasts.set((before) => before.filter((each) => each.id !== found.id));
  found.undo();
  return true;
}
