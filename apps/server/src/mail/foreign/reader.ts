import { Worker } from 'node:worker_threads';
import type { ShowOutcome } from '../../kernel/shown-mail.js';
import type { ForeignMail, FromThread, ReadOutcome, ToThread, Work } from './types.js';

export interface ReaderLimits {
  /** How long one message may take, milliseconds; the second and last time it gets twice as long. */
  timeMs: number;
  /** Heap of a thread, MB. */
  memoryMb: number;
  /** Threads at once. A mailbox keeps at most one of them busy. */
  threads: number;
}

/** An ordinary message takes one to twenty milliseconds; the rest is for machines that are busy with other things. */
const LIMITS: ReaderLimits = { timeMs: 4_000, memoryMb: 192, threads: 2 };
const START_MS = 60_000;
const STACK_MB = 4;

/** Reads messages from outside in threads of its own, each within limits. */
export interface ForeignReader {
  /**
   * Reads one message after the other; answers are in the order of `mails`. What a message does to the reader is its
   * outcome, never an error. `own`: the team's addresses, lower case. @throws Error when no thread can be started
   */
  read(mails: readonly ForeignMail[], own: ReadonlySet<string>): Promise<ReadOutcome[]>;
  /** Takes a message of the mail sandbox apart for whoever looks at it, within the same limits. @throws as `read` does */
  show(raw: Uint8Array): Promise<ShowOutcome>;
  close(): Promise<void>;
}

interface Thread {
  worker: Worker;
  /** Whose addresses it knows. */
  own: ReadonlySet<string> | undefined;
}

/** long: its functions share the thread, whose work it has, and what waits for it. */
export function createForeignReader(changes: Partial<ReaderLimits> = {}): ForeignReader {
  const limits = { ...LIMITS, ...changes };
  const free: Thread[] = [];
  const waiting: ((thread: Thread | undefined) => void)[] = [];
  let open = 0;

  async function take(): Promise<Thread> {
    const thread = free.pop() ?? (open < limits.threads ? undefined : await turn());
    if (thread) return thread;
    open += 1;
    try {
      return { worker: await start(limits), own: undefined };
    } catch (error) {
      giveUp();
      throw error;
    }
  }

  const turn = () => new Promise<Thread | undefined>((resolve) => waiting.push(resolve));

  function giveBack(thread: Thread): void {
    const next = waiting.shift();
    if (next) next(thread);
    else free.push(thread);
  }

  /** A thread is gone: whoever waits starts another. */
  function giveUp(): void {
    open -= 1;
    waiting.shift()?.(undefined);
  }

  async function once(work: Work, own: Own, timeMs: number): Promise<Attempt> {
    const thread = await take();
    const attempt = await attemptOf(thread, work, own, timeMs, limits.memoryMb);
    if ('ended' in attempt) {
      await thread.worker.terminate();
      giveUp();
    } else giveBack(thread);
    return attempt;
  }

  /** A machine that stood still for a moment is no fault of the message: what ran out of time is tried once more. */
  async function twice(work: Work, own: Own): Promise<Outcome> {
    const first = await once(work, own, limits.timeMs);
    const last = 'late' in first ? await once(work, own, 2 * limits.timeMs) : first;
    return last.outcome;
  }

  return {
    read: async (mails, own) => {
      const outcomes: ReadOutcome[] = [];
      for (const mail of mails) {
        const outcome = await twice({ kind: 'mail', mail }, own);
        outcomes.push('shown' in outcome ? NO_ANSWER : outcome);
      }
      return outcomes;
    },
    show: async (bytes) => {
      const outcome = await twice({ kind: 'show', bytes }, undefined);
      return 'read' in outcome ? NO_ANSWER : outcome;
    },
    close: async () => {
      await Promise.all(free.splice(0).map(({ worker }) => worker.terminate()));
      open = 0;
    },
  };
}

/** The team's addresses; undefined for work that needs none. */
type Own = ReadonlySet<string> | undefined;
type Outcome = ReadOutcome | ShowOutcome;
/** The answer to something else: a thread does one thing at a time, so there is none. */
const NO_ANSWER = { unreadable: 'It was not read.' };

/** What came of a message; `ended`: its thread is of no use any more; `late`: because it took too long. */
type Attempt = { outcome: Outcome; ended?: true; late?: true };

function attemptOf(thread: Thread, work: Work, own: Own, timeMs: number, memoryMb: number): Promise<Attempt> {
  const { worker } = thread;
  return new Promise((resolve) => {
    const done = (attempt: Attempt) => {
      clearTimeout(timer);
      worker.off('message', answered).off('error', failed).off('exit', exited);
      // A thread without work keeps no process alive.
      worker.unref();
      resolve(attempt);
    };
    const answered = ({ kind: _, ...outcome }: Extract<FromThread, { kind: 'done' }>) => done({ outcome });
    const failed = (error: Error & { code?: string }) =>
      done({
        outcome: {
          unreadable:
            error.code === 'ERR_WORKER_OUT_OF_MEMORY'
              ? `Reading it takes more than ${memoryMb} MB of memory.`
              : `Reading it failed: ${error.message}`.slice(0, 500),
        },
        ended: true,
      });
    const exited = () => done({ outcome: { unreadable: 'Reading it ended the reader.' }, ended: true });
    const timer = setTimeout(() => {
      const seconds = Math.max(Math.round(timeMs / 1000), 1);
      done({
        outcome: { unreadable: `Reading it takes longer than ${seconds} seconds.` },
        ended: true,
        late: true,
      });
    }, timeMs);
    worker.on('message', answered).on('error', failed).on('exit', exited);
    worker.ref();
    if (own && thread.own !== own) {
      post(worker, { kind: 'own', addresses: [...own] });
      thread.own = own;
    }
    post(worker, work);
  });
}

function post(worker: Worker, message: ToThread): void {
  worker.postMessage(message);
}

function start({ memoryMb }: ReaderLimits): Promise<Worker> {
  const url = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  // Tests run the sources: there the thread compiles what it imports.
  const code = import.meta.url.endsWith('.ts')
    ? `import(${url('../../../../../scripts/run-typescript.mjs')}).then(() => import(${url('./thread.ts')}))`
    : `import(${url('./thread.js')})`;
  const worker = new Worker(code, {
    eval: true,
    name: 'mail reader',
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 32, stackSizeMb: STACK_MB },
    // Nothing of what a message can do reads the server's secrets.
    env: {},
    execArgv: [],
  });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail(new Error('it did not start in time')), START_MS);
    const fail = (error: Error) => {
      clearTimeout(timer);
      void worker.terminate();
      reject(new Error(`The reader of mail cannot be started: ${error.message}`, { cause: error }));
    };
    const gone = () => fail(new Error('it ended at once'));
    worker.once('error', fail).once('exit', gone);
    worker.once('message', () => {
      clearTimeout(timer);
      worker.off('error', fail).off('exit', gone);
      // A thread that dies between two messages is noticed with the next one; nobody else need hear of it.
      worker.on('error', () => undefined);
      resolve(worker);
    });
  });
}

let shared: ForeignReader | undefined;

/** The reader of this process: its threads start with the first message. */
export function foreignReader(): ForeignReader {
  shared ??= createForeignReader();
  return shared;
}
