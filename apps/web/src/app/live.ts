import { boot } from './boot';
import { pauseAfter } from './outbox-rules';
import { createStore } from './store';
import { serverIs } from './upgrade';

/** One thing that happened: ids and no content. */
export interface LiveEvent {
  readonly seq: number;
  readonly type: string;
  readonly resource: string;
  readonly id: number | string;
  readonly user_id: number | null;
  readonly person_id: number | null;
  readonly cadence_id: number | null;
  readonly key: string | null;
}

export const liveState = createStore<'on' | 'off'>('off');

const BATCH_MS = 250;
const listeners = new Set<(events: readonly LiveEvent[] | 'reset') => void>();
let place = boot.place;
let source: EventSource | undefined;
let batch: LiveEvent[] = [];
let failures = 0;
let again: ReturnType<typeof setTimeout> | undefined;

/** Hears of what happens, in batches; `reset`: too much was missed, read anew. @returns what ends it */
export function onLive(heard: (events: readonly LiveEvent[] | 'reset') => void): () => void {
  listeners.add(heard);
  return () => listeners.delete(heard);
}

/**
 * Listens while the page is visible: a browser allows six connections for an origin on plain http, and tabs in the
 * background would use them up.
 */
export function startLive(): () => void {
  const follow = () => (document.visibilityState === 'visible' ? open() : close());
  document.addEventListener('visibilitychange', follow);
  follow();
  return () => {
    document.removeEventListener('visibilitychange', follow);
    close();
  };
}

function open(): void {
  if (source) return;
  const opened = new EventSource(`/v2/events/stream?after=${place}`);
  source = opened;
  const moved = (event: MessageEvent<string>) => {
    if (event.lastEventId !== '') place = Number(event.lastEventId);
  };
  opened.addEventListener('ready', (event: MessageEvent<string>) => {
    moved(event);
    liveState.set('on');
    failures = 0;
    serverIs((JSON.parse(event.data) as { build?: string }).build);
  });
  opened.addEventListener('heartbeat', moved);
  opened.addEventListener('reset', (event: MessageEvent<string>) => {
    moved(event);
    for (const heard of listeners) heard('reset');
  });
  opened.addEventListener('message', (event: MessageEvent<string>) => {
    moved(event);
    if (batch.length === 0) setTimeout(handOver, BATCH_MS);
    batch.push(JSON.parse(event.data) as LiveEvent);
  });
  opened.addEventListener('error', () => {
    liveState.set('off');
    // The browser comes again by itself, with the last place; answered by an error (a server that starts, a proxy without
    // one) it gives up, and is asked anew.
    if (opened.readyState !== EventSource.CLOSED) return;
    close();
    failures += 1;
    again = setTimeout(open, pauseAfter(failures));
  });
}

function handOver(): void {
  const events = batch;
  batch = [];
  for (const heard of listeners) heard(events);
}

function close(): void {
  clearTimeout(again);
  source?.close();
  source = undefined;
  liveState.set('off');
}
