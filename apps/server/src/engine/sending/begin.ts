import { setTimeout as after } from 'node:timers';
import type { Logger } from 'pino';
import type { Database } from '../../db/connect.js';
import { noteTaken, writeBeginnings } from '../../domain/activities/begin-rows.js';
import { type ClaimedEmail, heldEmail } from './claim-emails.js';

/** Renewed every few seconds while the process lives (engine/sending/leases.ts), however long a server takes: an end means a crash. Milliseconds. */
export const SEND_LEASE_MS = 60_000;

/**
 * How long who begins waits for those whose turn is about to come, milliseconds: a statement costs as much for one as for
 * five. Nobody waits where nothing is on its way.
 */
const GATHER_MS = 2;

interface Asked {
  claim: ClaimedEmail;
  now: Date;
  /** The wall clock. */
  at: Date;
  answer(begun: boolean): void;
  failed(error: unknown): void;
}

interface Accepted {
  claim: ClaimedEmail;
  now: Date;
  reply: string;
}

export interface Beginnings {
  /**
   * From here on the message may have left. Those that ask at the same time are written
   * in one statement. @returns whether it is still ours to send @throws when the database does not answer
   */
  begin(claim: ClaimedEmail, now: Date, at: Date): Promise<boolean>;
  /**
   * The mail server took this one; its settlement follows. Written before the next that begins, so that a connection has
   * one message in doubt and not two.
   */
  accepted(claim: ClaimedEmail, now: Date, reply: string): void;
  /** It is out of hand, whatever became of it: nobody waits for its connection. */
  answered(claim: ClaimedEmail): void;
  /** Whether it is written that this one was taken: a crash leaves no doubt about it. */
  isNoted(claim: ClaimedEmail): boolean;
  /** Writes now what was accepted, whether or not anything begins. Never fails: what it could not write is not noted. */
  note(): Promise<void>;
}

/** What is written together. */
interface Group {
  asked: Asked[];
  accepted: Accepted[];
  noting: (() => void)[];
}

/**
 * Groups the beginnings of one worker, as a database groups its commits. `gatherMs`: how long one waits for those of
 * connections that are about to be free.
 */
export function createBeginnings(database: Database, log: Logger, gatherMs = GATHER_MS): Beginnings {
  const noted = new WeakSet<ClaimedEmail>();
  /** Begun, and not answered yet. */
  const away = new Set<ClaimedEmail>();
  const groups = createGroups(gatherMs, () => away.size, write);

  async function write(group: Group): Promise<void> {
    try {
      await writeGroup(database, group, {
        noted: (claim) => noted.add(claim),
        begun: ({ claim, answer }) => {
          away.add(claim);
          answer(true);
        },
      });
    } catch (error) {
      groups.accepted(...group.accepted);
      log.warn({ err: error }, 'no e-mail is handed over: the database cannot be written');
      for (const each of group.asked) each.failed(error);
    }
  }

  return {
    begin: (claim, now, at) =>
      new Promise((answer, failed) => {
        groups.ask({ claim, now, at, answer, failed });
      }),
    answered: (claim) => {
      away.delete(claim);
    },
    accepted: (claim, now, reply) => {
      away.delete(claim);
      groups.accepted({ claim, now, reply });
    },
    isNoted: (claim) => noted.has(claim),
    note: () =>
      new Promise((written) => {
        groups.note(written);
      }),
  };
}

/**
 * Gathers what asks and has it written, one group after the other. What was accepted goes with the next group and begins
 * none. `coming`: how many may ask soon. `write` never fails.
 */
function createGroups(gatherMs: number, coming: () => number, write: (group: Group) => Promise<void>) {
  let waiting: Group = { asked: [], accepted: [], noting: [] };
  let running = false;
  let onAsked: () => void = () => undefined;

  /** What asks in the same turn goes together; so does what asks soon. */
  async function gathered(): Promise<void> {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    const soon = coming();
    const all = waiting.asked.length + soon;
    if (soon === 0 || waiting.asked.length === 0 || waiting.noting.length > 0) return;
    await new Promise<void>((resolve) => {
      const patience = after(resolve, gatherMs);
      onAsked = () => {
        if (waiting.asked.length < all && waiting.noting.length === 0) return;
        clearTimeout(patience);
        resolve();
      };
    });
    onAsked = () => undefined;
  }

  async function drain(): Promise<void> {
    running = true;
    while (waiting.asked.length + waiting.noting.length > 0) {
      await gathered();
      const group = waiting;
      waiting = { asked: [], accepted: [], noting: [] };
      await write(group);
      for (const written of group.noting) written();
    }
    running = false;
  }

  function came(): void {
    onAsked();
    if (!running) void drain();
  }

  return {
    ask(one: Asked): void {
      waiting.asked.push(one);
      came();
    },
    note(written: () => void): void {
      waiting.noting.push(written);
      came();
    },
    accepted(...all: readonly Accepted[]): void {
      waiting.accepted.push(...all);
      // Nothing may begin any more: the settlement says it all then.
      if (waiting.accepted.length > 1000) waiting.accepted = waiting.accepted.slice(-500);
    },
  };
}

/** Writes a group, and tells of each that is noted and of each that has begun. @throws when the database does not answer */
async function writeGroup(
  database: Database,
  { asked: batch, accepted: done }: Group,
  on: { noted(claim: ClaimedEmail): void; begun(each: Asked): void },
): Promise<void> {
  const first = await writeBegun(database, batch, done, true);
  const held = done.filter(({ claim }) => first.held.has(key(claim)));
  // Being settled, or held by somebody else: waited for one by one, so that nobody waits while he holds a row.
  await Promise.all(held.map((each) => noteAccepted(database, each)));
  for (const { claim } of done) on.noted(claim);
  const { begun } = held.length === 0 ? first : await writeBegun(database, batch, [], true);
  for (const each of batch) if (begun.has(key(each.claim))) on.begun(each);
  // Somebody holds its row, or it is no longer ours: alone we wait and see.
  const others = batch.filter((each) => !begun.has(key(each.claim)));
  await Promise.all(others.map((each) => beginAlone(database, each, on.begun)));
}

async function beginAlone(database: Database, one: Asked, onBegun: (each: Asked) => void): Promise<void> {
  try {
    const { begun } = await writeBegun(database, [one], [], false);
    if (begun.has(key(one.claim))) onBegun(one);
    else one.answer(false);
  } catch (error) {
    one.failed(error);
  }
}

const key = ({ email }: ClaimedEmail): string => `${email.team_id} ${email.id}`;

/** As writeBeginnings (domain/activities/begin-rows.ts). */
async function writeBegun(
  { kysely }: Database,
  batch: readonly Asked[],
  done: readonly Accepted[],
  skip: boolean,
): Promise<{ begun: ReadonlySet<string>; held: ReadonlySet<string> }> {
  const rows = await writeBeginnings(
    kysely,
    batch.map(({ claim, now, at }) => ({
      ...heldEmail(claim),
      now,
      lease: new Date(at.getTime() + SEND_LEASE_MS),
    })),
    done.map(({ claim, now, reply }) => ({ ...heldEmail(claim), now, reply })),
    skip,
  );
  const those = (wanted: boolean) =>
    new Set(rows.filter(({ held }) => held === wanted).map((row) => `${row.team_id} ${row.id}`));
  return { begun: those(false), held: those(true) };
}

const noteAccepted = ({ kysely }: Database, { claim, now, reply }: Accepted): Promise<void> =>
  noteTaken(kysely, { ...heldEmail(claim), now, reply });
