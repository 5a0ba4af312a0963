import { once } from 'node:events';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../kernel/errors.js';

/** What is judged of a password, in characters: enough to be sure, short enough to be quick. */
const JUDGED = 100;
/** Judging takes some 10 to 100 ms; a machine under load is given this long, in milliseconds. */
const PATIENCE_MS = 20_000;
/** A worker nobody asks is ended, in milliseconds: its dictionaries hold some 60 MB. */
const IDLE_MS = 30_000;

/**
 * Runs in a thread of its own: dictionaries take half a second to load, and what somebody types is judged without
 * anybody else waiting. Few substitutions (4 for a, 0 for o) are tried at once: all of them take seconds.
 */
const WORKER = `
const { parentPort, workerData } = require('node:worker_threads');
const [core, common, english] = workerData.map((file) => require(file));
const judge = new core.ZxcvbnFactory({
  dictionary: { ...common.dictionary, ...english.dictionary },
  graphs: common.adjacencyGraphs,
  translations: english.translations,
  l33tMaxSubstitutions: 16,
  maxLength: ${JUDGED},
});
parentPort.on('message', ({ password, about }) => {
  const { score, feedback } = judge.check(password, about);
  parentPort.postMessage({ score, warning: feedback.warning ?? '' });
});`;

interface Judgement {
  /** 0 to 4; 3 is at least 10^8 guesses. */
  score: number;
  /** Why, as a sentence; may be empty. */
  warning: string;
}

let worker: Worker | undefined;
let idle: NodeJS.Timeout | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * Why a password would be guessed, as a sentence; undefined when it would not. `about`: what a stranger would try first
 * (the address, names, the team). One after the other, however many ask. @throws AppError unavailable when judging fails
 */
export function whyGuessable(password: string, about: readonly string[]): Promise<string | undefined> {
  const turn = last.then(() => judge(password.slice(0, JUDGED), about));
  last = turn.catch(() => undefined); // whoever asked is told; the next one is not
  return turn.then(({ score, warning }) =>
    score < 3 ? warning || 'It is too short or too simple.' : undefined,
  );
}

async function judge(password: string, about: readonly string[]): Promise<Judgement> {
  clearTimeout(idle);
  worker ??= start();
  const asked = worker;
  const over = new AbortController();
  const patience = setTimeout(() => over.abort(), PATIENCE_MS);
  try {
    // Rejects with the thread's error, or when the patience ends.
    const answer = once(asked, 'message', { signal: over.signal });
    asked.postMessage({ password, about: wordsOf(about) });
    const [judgement] = (await answer) as [Judgement];
    return judgement;
  } catch (error) {
    end();
    throw new AppError('unavailable', 'The password could not be judged. Please try again.', {
      cause: error,
    });
  } finally {
    clearTimeout(patience);
    idle = setTimeout(end, IDLE_MS);
    idle.unref();
  }
}

function start(): Worker {
  const require = createRequire(import.meta.url);
  const files = [
    require.resolve('@zxcvbn-ts/core'),
    require.resolve('@zxcvbn-ts/language-common'),
    require.resolve('@zxcvbn-ts/language-en'),
  ];
  const made = new Worker(WORKER, { eval: true, workerData: files, env: {}, execArgv: [] });
  made.unref();
  return made;
}

function end(): void {
  const gone = worker;
  worker = undefined;
  void gone?.terminate();
}

/** The words of addresses and names, and each whole: both `ada@example.com` and `example`. */
function wordsOf(about: readonly string[]): string[] {
  const words = about.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]);
  return [...new Set(words.map((word) => word.toLowerCase().slice(0, JUDGED)))]
    .filter((word) => word.length > 2)
    .slice(0, 50);
}
