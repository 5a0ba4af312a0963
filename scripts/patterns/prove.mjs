// One worker of check-patterns.mjs: proves pattern after pattern with recheck. Its native program comes with optional
// packages; where there is none for this machine the same checker runs in JavaScript, slower.
import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';

const require = createRequire(import.meta.url);
const system = { linux: 'linux', darwin: 'macos', win32: 'windows' }[process.platform];
const { CHECK_PATTERNS_BACKEND } = process.env;
process.env.RECHECK_BACKEND = CHECK_PATTERNS_BACKEND ?? (hasNative() ? 'native' : 'pure');
const { check } = require('recheck');

// Nobody waits longer for one pattern, and what takes that long is refused.
const TIMEOUT_MS = 20_000;
/** Counts above this are proven as if they had no end. */
const FEW = 30;

parentPort.on('message', ({ key, source, flags }) => {
  void problemOf(source, flags).then((problem) => parentPort.postMessage({ key, problem }));
});

/** Why a pattern is not proven linear; undefined when it is. */
async function problemOf(source, flags) {
  try {
    // The automaton computes, for every input: no guess. Look-around and back references it cannot compute: refused,
    // unless nothing in the pattern repeats without end.
    const proof = await check(loosened(source), flags, {
      checker: 'automaton',
      timeout: TIMEOUT_MS,
      maxRepeatCount: 20_000,
      maxPatternSize: 20_000,
    });
    return proof.status === 'safe' ? undefined : wordsOf(proof);
  } catch (error) {
    return `cannot be checked: ${error.message}`;
  }
}

function wordsOf(result) {
  if (result.status === 'vulnerable') return `is slow: ${result.complexity.summary}`;
  const { kind, message } = result.error;
  return kind === 'timeout'
    ? 'could not be proven linear in time'
    : `cannot be proven linear: ${message ?? kind}`;
}

/** x{0,400} is linear on paper and may cost 400 steps at every character: what is fast as x* is fast as that. */
function loosened(source) {
  return source.replace(/\{(\d{1,9})(?:,(\d{1,9}))?\}/g, (counted, low, high) =>
    Number(high ?? low) <= FEW ? counted : low === '0' ? '*' : '+',
  );
}

function hasNative() {
  try {
    require.resolve(`recheck-${system}-${process.arch}/package.json`);
    return true;
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND' || error.code === 'ERR_PACKAGE_PATH_NOT_EXPORTED') return false;
    throw error;
  }
}
