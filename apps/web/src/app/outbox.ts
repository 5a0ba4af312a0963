import { api } from '../data/api';
import { passes, told, type Told } from '../data/errors';
import { isForeign, leaveBehind } from '../data/session';
import { putDown } from '../ui/leaving';
import { keepDraft } from './drafts';
import { allKept, forget, keep, recall } from './storage';
import { createStore } from './store';
import { say } from './toasts';
import { browserMs } from './clock';
import { type Entry, isOld, leaving, lessOf, pauseAfter, ready, untilNext } from './outbox-rules';

/** How it stands with what was written: how many wait, and what hinders them. */
export interface OutboxState {
  readonly waiting: number;
  readonly hindered: 'no' | 'away' | 'signed_out';
}

/**
 * Scopes of what an earlier page, or another tab, left to be sent: what they are about is done, though what the server shows
 * may not say so yet.
 */
export const leftBehind = createStore<ReadonlySet<string>>(new Set());

export const outboxState = createStore<OutboxState>({ waiting: 0, hindered: 'no' });

const PREFIX = 'outbox ';
let entries: Entry[] = [];
const underWay = new Set<string>();
/** Keys of what another page wrote, which may live still and take it back, or send it itself. */
const adopted = new Set<string>();
/** Keys of what was sent at least once. */
const sent = new Set<string>();
let settled: () => void = () => undefined;
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
  wanted: Omit<Entry, 'key' | 'at' | 'holdUntil'> & { readonly holdMs?: number },
  watch: Watch = {},
): () => boolean {
  const { holdMs = 0, ...rest } = wanted;
  const at = browserMs();
  const entry: Entry = { ...rest, key: newKey(), at, holdUntil: at + holdMs };
  entries.push(entry);
  watching.set(entry.key, watch);
  tell();
  void keep(PREFIX + entry.key, entry).then(pump);
  return () => {
    // Once it was sent it may have arrived, even when no answer came: what is done again would be done twice.
    if (sent.has(entry.key)) return false;
    const here = entries.find(({ key }) => key === entry.key);
    if (here) remove(here);
    return here !== undefined;
  };
}

/** Sends what another tab, or this one before it was closed, left behind. `arrived`: all of that is on the server now. */
export function startOutbox(arrived: () => void): void {
  settled = arrived;
  void allKept<Entry>(PREFIX).then((left) => {
    const here = new Set(entries.map(({ key }) => key));
    const others = left.toSorted((a, b) => a.at - b.at).filter(({ key }) => !here.has(key));
    for (const entry of others.filter((each) => isOld(each, browserMs()))) askAbout(entry);
    const wanted = others.filter((each) => !isOld(each, browserMs()));
    for (const { key } of wanted) adopted.add(key);
    leftBehind.set(new Set(wanted.map(({ scope }) => scope)));
    entries = wanted.concat(entries);
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
    if (await tookCare(entry)) return;
    sent.add(entry.key);
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
    if (entry.draft !== undefined) keepDraft(entry.draft, undefined);
    remove(entry);
    watch?.done?.(data);
    hinder('no');
  } catch (error) {
    failed(entry, error);
  } finally {
    underWay.delete(entry.scope);
    clearTimeout(timer);
    if (failures === 0) pump();
    else timer = setTimeout(pump, pauseAfter(failures));
  }
}

/** Whether the page that wrote it sent it meanwhile, or took it back. */
async function tookCare(entry: Entry): Promise<boolean> {
  if (!adopted.has(entry.key) || (await recall(PREFIX + entry.key)) !== undefined) return false;
  reopen(entry);
  remove(entry);
  return true;
}

function failed(entry: Entry, error: unknown): void {
  const why = told(error);
  const signedOut = why.kind === 'signed_out' || isForeign();
  if (passes(error) || signedOut) {
    failures += 1;
    hinder(signedOut ? 'signed_out' : 'away');
    return;
  }
  failures = 0;
  const watch = watching.get(entry.key);
  const less = lessOf(entry, why.fields, newKey());
  if (less) return replace(entry, less, watch);
  reopen(entry);
  remove(entry);
  if (watch?.refused) watch.refused(why);
  else say(`${entry.label}: ${why.text}`, { tone: 'failed', requestId: why.requestId, ms: 20_000 });
}

/** Another request in the place of one that was refused. */
function replace(entry: Entry, by: Entry, watch: Watch | undefined): void {
  entries = entries.map((each) => (each === entry ? by : each));
  if (watch) watching.set(by.key, watch);
  watching.delete(entry.key);
  adopted.delete(entry.key);
  void keep(PREFIX + by.key, by).then(() => forget(PREFIX + entry.key));
}

function askAbout(entry: Entry): void {
  say(
    `${entry.label}: for a day nobody knows whether it arrived. Look before you do it again, if it is still wanted.`,
    { tone: 'failed', ms: 60_000 },
  );
  void forget(PREFIX + entry.key);
}

function flush(): void {
  putDown();
  const own = entries.filter(({ key }) => !adopted.has(key));
  for (const entry of leaving(own, underWay, browserMs()))
    leaveBehind(entry.path, {
      method: entry.method,
      headers: {
        'content-type': 'application/json',
        'idempotency-key': entry.key,
        ...known(entry),
      },
      body: entry.body === undefined ? null : JSON.stringify(entry.body),
    });
}

function remove(entry: Entry): void {
  entries = entries.filter((each) => each !== entry);
  watching.delete(entry.key);
  sent.delete(entry.key);
  void forget(PREFIX + entry.key);
  if (adopted.delete(entry.key) && adopted.size === 0) settled();
  tell();
}

/** What it is about is still to be done. */
const reopen = ({ scope }: Entry): void =>
  leftBehind.set((before) =>
    before.has(scope) ? new Set([...before].filter((each) => each !== scope)) : before,
  );

const known = ({ ifMatch }: Entry): Record<string, string> => (ifMatch ? { 'if-match': `"${ifMatch}"` } : {});

const hinder = (hindered: OutboxState['hindered']) =>
  outboxState.set(({ waiting }) => ({ waiting, hindered: waiting === 0 ? 'no' : hindered }));
const tell = () =>
  outboxState.set(({ hindered }) => ({
    waiting: entries.length,
    hindered: entries.length === 0 ? 'no' : hindered,
  }));

/** On plain http a browser has no randomUUID. */
const newKey = () =>
  crypto.randomUUID?.() ??
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
