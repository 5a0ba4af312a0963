import { median } from './numbers.js';
import type { Target } from './target.js';

const EVERY_MS = 1_000;
/** A garbage collector lets memory swing: a look is the median of this many seconds. */
const WINDOW_SECONDS = 15;

/** Samples a server's resident set from now on. */
export function watchMemory(target: Target) {
  const begun = performance.now();
  const samples: { second: number; bytes: number }[] = [];
  let asking = false;
  const timer = setInterval(() => {
    if (asking) return;
    asking = true;
    target
      .memory()
      .then((bytes) => samples.push({ second: (performance.now() - begun) / 1000, bytes }))
      .catch(() => clearInterval(timer)) // the server ended: the load says so
      .finally(() => {
        asking = false;
      });
  }, EVERY_MS);
  return {
    end: () => clearInterval(timer),
    /** Bytes around a moment, in seconds since the start. */
    around: (second: number): number =>
      median(
        samples
          .filter((each) => Math.abs(each.second - second) <= WINDOW_SECONDS / 2)
          .map((each) => each.bytes),
      ),
  };
}
