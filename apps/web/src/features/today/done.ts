import { write } from '../../app/outbox';
import { createStore } from '../../app/store';
import { say } from '../../app/toasts';
import type { Told } from '../../data/errors';
import type { Item } from '../../data/queue';
import { select } from './selected';

/** Something that was done here: it left the queue at once, whatever the server still has to say. */
export interface Done {
  readonly item: Item;
  /** "Sent", "Call logged". */
  readonly words: string;
  /** The server has it. */
  readonly settled: boolean;
  /** Not shown, though what is shown may have it still. */
  readonly hidden: boolean;
  /** The server's queue was seen without it: when it is there again, it came back. */
  readonly gone: boolean;
  /** Was it work, or only put away. */
  readonly counts: boolean;
}

export const doneItems = createStore<readonly Done[]>([]);
/** What the server said about things that it refused, by item: it stands where the work is done again. */
export const refusals = createStore<ReadonlyMap<string, Told>>(new Map());

export const isHidden = (key: string): boolean =>
  doneItems.get().some((done) => done.hidden && done.item.key === key);

function mark(item: Item, words: string, counts: boolean): void {
  refusals.set((before) => new Map([...before].filter(([key]) => key !== item.key)));
  doneItems.set((before) => [
    { item, words, settled: false, hidden: true, gone: false, counts },
    ...before.filter((done) => done.item.key !== item.key),
  ]);
}

/** It is to be done again, and stands there. */
function takenBack(key: string): void {
  reopen(key);
  select(key);
}

/** It is to be done again. */
function reopen(key: string): void {
  doneItems.set((before) => before.filter(({ item }) => item.key !== key));
}

const settle = (key: string) =>
  doneItems.set((before) =>
    before.map((done) => (done.item.key === key ? { ...done, settled: true } : done)),
  );

/** What is shown was read anew: what it does not have any more needs no hiding, and may come back later by itself. */
export const forgetGone = (keys: ReadonlySet<string>): void =>
  change((done) =>
    done.settled && done.hidden && !keys.has(done.item.key) ? { ...done, hidden: false } : done,
  );

/** The server's queue was looked at beside what is shown, which goes on having what was done: that stays hidden. */
export const noteGone = (keys: ReadonlySet<string>): void =>
  change((done) => (done.settled && !done.gone && !keys.has(done.item.key) ? { ...done, gone: true } : done));

/** The server's queue takes the place of what was shown: what had gone and is in it came back. */
export const letBack = (): void =>
  change((done) => (done.gone && done.hidden ? { ...done, hidden: false } : done));

function change(next: (done: Done) => Done): void {
  doneItems.set((before) => {
    const after = before.map(next);
    return after.some((done, at) => done !== before[at]) ? after : before;
  });
}

function refused(item: Item, why: Told): void {
  reopen(item.key);
  refusals.set((before) => new Map(before).set(item.key, why));
}

/** How something is carried out, and what is said of it. */
export interface Doing {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: `/${string}`;
  readonly body?: unknown;
  /** "Call to Sofia Keller". */
  readonly label: string;
  /** "Call logged". */
  readonly words: string;
  readonly holdMs?: number;
  readonly counts?: boolean;
  /** What was written for it, kept until the server has it. */
  readonly draft?: string;
  /** Told when it was taken back. */
  readonly takenBack?: () => void;
}

/** How long something waits here so that it can be taken back. */
const HELD_MS = 6_000;

/** Does something with an item that is held here for some seconds. @returns whether it was there to be done */
export function carryOut(item: Item, doing: Doing): boolean {
  const { words, label, method, path, body, holdMs = HELD_MS, counts = true, draft } = doing;
  if (isHidden(item.key)) return false;
  mark(item, words, counts);
  const takeBack = write(
    { method, path, body, scope: item.key, label, holdMs, draft },
    {
      done: () => {
        settle(item.key);
        away();
      },
      refused: (why) => {
        refused(item, why);
        say(`${label}: ${why.text}`, { tone: 'failed', requestId: why.requestId, ms: 20_000 });
      },
    },
  );
  const away = say(words, {
    ms: holdMs,
    undo: () => {
      if (!takeBack()) return void say('Too late to take it back: it is on its way.');
      takenBack(item.key);
      doing.takenBack?.();
    },
  });
  return true;
}

/** How an e-mail is worded; absent: as its template says. */
export interface Letter {
  readonly subject?: string;
  readonly body?: string;
}

export interface Sending {
  readonly to: string;
  readonly letter: Letter;
  /** The moment until which the server holds it back. */
  readonly sendAfter: Date;
  /** That moment in words, where it is more than room for an undo. */
  readonly leaves?: string | undefined;
  readonly holdMs: number;
  readonly takenBack: () => void;
}

/**
 * Sends the e-mail of an action: the server holds it back for some seconds, and takes it back until then, whatever
 * becomes of this tab. @returns whether it was there to be sent
 */
export function sendEmail(item: Item, sending: Sending): boolean {
  if (isHidden(item.key)) return false;
  const { to, leaves } = sending;
  mark(item, leaves === undefined ? 'Sent' : `To be sent: ${leaves}`, true);
  const label = `E-mail to ${to}`;
  let emailId: number | undefined;
  let wanted = true;
  const again = () => {
    sending.takenBack();
    takenBack(item.key);
  };
  const takeBack = write(
    {
      method: 'POST',
      path: `/v2/actions/${item.action?.id ?? 0}/send_email`,
      body: { ...sending.letter, send_after: sending.sendAfter.toISOString() },
      // The server was away for longer than the hold: nothing is left of it, and the e-mail is still wanted.
      without: 'send_after',
      draft: item.key,
      scope: item.key,
      label,
    },
    {
      done: (answer) => {
        emailId = (answer as { data: { id: number } }).data.id;
        settle(item.key);
        if (!wanted) cancel(item, label, emailId, again);
      },
      refused: (why) => {
        refused(item, why);
        say(`${label}: ${why.text}`, { tone: 'failed', requestId: why.requestId, ms: 20_000 });
      },
    },
  );
  const when = leaves ?? `in ${Math.round(sending.holdMs / 1000)} s`;
  say(leaves === undefined ? `Sent to ${to} ${when}` : `E-mail to ${to} leaves ${when}`, {
    ms: sending.holdMs,
    undo: () => {
      wanted = false;
      if (emailId !== undefined) cancel(item, label, emailId, again);
      else if (takeBack()) again();
    },
  });
  return true;
}

function cancel(item: Item, label: string, emailId: number, again: () => void): void {
  write(
    { method: 'POST', path: `/v2/send_ledger/${emailId}/cancel`, scope: item.key, label: `Undo: ${label}` },
    {
      done: () => {
        again();
        say(`${label} was taken back.`);
      },
      refused: (why) =>
        say(`${label} could not be taken back: it ${why.text}`, { tone: 'failed', ms: 20_000 }),
    },
  );
}
