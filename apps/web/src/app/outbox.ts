import { api } from '../data/api';
import { passes, told, type Told } from '../data/errors';
import { allKept, forget, keep } from './storage';
import { createStore } from './store';
import { say } from './toasts';
import { boot } from './boot';
import { browserMs } from './clock';
import { type Entry, isOld, pauseAfter, ready, untilNext } from './outbox-rules';

/** How it stands with what was written: how many wait, and what hinders them. */
export interface OutboxState {
  readonly waiting: number;
  readonly hindered: 'no' | 'away' | 'signed_out';
}

export const outboxState = createStore<OutboxState>({ waiting: 0, hindered: 'no' });

const PREFIX = 'outbox ';
let entries: Entry[] = [];
const underWay = new Set<string>();
const watching = new Map<string, { done?: (data: unknown) => void; refused?: (why: Told) => void }>();
let failures = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** What an entry may be told while this tab lives. */
interface Watch {
  readonly done?: (data: unknown) => void;
  readonly refused?: (why: Told) => void;
}

/**
 * Writes: stored first, then sent, again and again until the server has answered, in the order of each record. Survives a
 * closed tab and a restarted server. @returns what takes it back while it is held
 */
export function write(
  wanted: Pick<Entry, 'method' | 'path' | 'body' | 'ifMatch' | 'scope' | 'label'> & {
    readonly holdMs?: number;
  },
  watch: Watch = {},
): () => boolean {
  const { holdMs = 0, ...rest } = wanted;
  const at = browserMs();
  const entry: Entry = { ...rest, key: crypto.randomUUID?.() ?? fallbackKey(), at, holdUntil: at + holdMs };
  entries.push(entry);
  watching.set(entry.key, watch);
  tell();
  void keep(PREFIX + entry.key, entry).then(pump);
  return () => {
    if (underWay.has(entry.scope) || !entries.includes(entry)) return false;
    remove(entry);
    return true;
  };
}

/** Sends what another tab, or this one before it was closed, left behind. */
export function startOutbox(): void {
  void allKept<Entry>(PREFIX).then((left) => {
    entries = left.toSorted((a, b) => a.at - b.at).concat(entries);
    const old = entries.filter((entry) => isOld(entry, browserMs()));
    for (const entry of old) askAbout(entry);
    tell();
    pump();
  });
  window.addEventListener('online', pump);
  // What is held only so that it can be taken back leaves when nobody can take it back any more.
  window.addEventListener('pagehide', flush);
}

/** Tries at once: the user came back, or signed in again. */
export function pump(): void {
  clearTimeout(timer);
  const now = browserMs();
  for (const entry of ready(entries, underWay, now)) void send(entry);
  const wait = untilNext(entries, now);
  if (wait !== undefined) timer = setTimeout(pump, wait);
}

async function send(entry: Entry): Promise<void> {
  underWay.add(entry.scope);
  try {
    const { data } = await api
      .request(entry.method, entry.path, {
        body: entry.body,
        idempotencyKey: entry.key,
        maxRetries: 0,
        headers: known(entry),
      })
      .answer();
    failures = 0;
    const watch = watching.get(entry.key);
    remove(entry);
    watch?.done?.(data);
    hinder('no');
  } catch (error) {
    failed(entry, error);
  } finally {
    underWay.delete(entry.scope);
    if (failures === 0) pump();
    else timer = setTimeout(pump, pauseAfter(failures));
  }
}

function failed(entry: Entry, error: unknown): void {
  const why = told(error);
  if (passes(error) || why.kind === 'signed_out') {
    failures += 1;
    hinder(why.kind === 'signed_out' ? 'signed_out' : 'away');
    return;
  }
  failures = 0;
  const watch = watching.get(entry.key);
  remove(entry);
  if (watch?.refused) watch.refused(why);
  else say(`${entry.label}: ${why.text}`, { tone: 'failed', requestId: why.requestId, ms: 20_000 });
}

function askAbout(entry: Entry): void {
  entries = entries.filter((each) => each !== entry);
  say(`${entry.label} was never sent, a day ago. Do it again if it is still wanted.`, {
    tone: 'failed',
    ms: 60_000,
  });
  void forget(PREFIX + entry.key);
}

function flush(): void {
  for (const entry of entries.filter(({ scope }) => !underWay.has(scope)))
    void fetch(entry.path, {
      method: entry.method,
      keepalive: true,
      headers: {
        'content-type': 'application/json',
        'x-cadenza-csrf': boot.csrf,
        'idempotency-key': entry.key,
        ...known(entry),
      },
      body: entry.body === undefined ? null : JSON.stringify(entry.body),
    }).catch(() => undefined);
}

function remove(entry: Entry): void {
  entries = entries.filter((each) => each !== entry);
  watching.delete(entry.key);
  void forget(PREFIX + entry.key);
  tell();
}

const known = ({ ifMatch }: Entry): Record<string, string> => (ifMatch ? { 'if-match': `"${ifMatch}"` } : {});

const hinder = (hindered: OutboxState['hindered']) =>
  outboxState.set(({ waiting }) => ({ waiting, hindered: waiting === 0 ? 'no' : hindered }));
const tell = () =>
  outboxState.set(({ hindered }) => ({
    waiting: entries.length,
    hindered: entries.length === 0 ? 'no' : hindered,
  }));

/** On plain http a browser has no randomUUID. */
const fallbackKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
