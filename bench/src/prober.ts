import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { hostileName } from './hostile.js';
import type { FromSender, Sending } from './hostile-sender.js';
import { createClient } from './load.js';
import { percentile } from './numbers.js';
import type { Row } from './report.js';
import type { Run } from './bench-run.js';
import type { Seeded } from './seed.js';
import type { Target } from './target.js';

/** Goals: what others feel while somebody works through hostile inputs. */
const GOAL_MS = 100;
const GOAL_DELAY_MS = 200;
const GOAL_HEAP = 1.2;
const EVERY_MS = 20;
/** Caches fill with what they may hold before heaps are compared. */
const WARM_UP_INPUTS = 5_000;
const TOLD = 5;

interface Probe {
  ms: number;
  /** The inputs that were under way when it was asked and when it was answered. */
  first: number;
  last: number;
}

function causeOf({ first, last }: Probe): string {
  const names = Array.from({ length: Math.min(last - first + 1, 4) }, (_, n) => hostileName(first + n));
  return `${names.join('; ')} (inputs ${first} to ${last})`;
}

/** One sender works through hostile inputs while a prober asks for its own record every 20 ms. */
export async function measureProber(run: Run, target: Target, seeded: Seeded): Promise<void> {
  const { settings, progress, report, signal } = run;
  progress(`Measuring: a prober beside ${settings.hostileInputs} hostile inputs`);
  await attack(run, target, seeded, WARM_UP_INPUTS);
  const before = await target.heap();
  await target.delay();
  const prober = probe(run, target, seeded);
  const { sent, byStatus } = await attack(run, target, seeded, settings.hostileInputs, prober.current);
  const probes = await prober.end();
  const longest = await target.delay();
  // What was held only until its answer is let go.
  await delay(2_000, undefined, { signal });
  const after = await target.heap();
  const worst = probes.toSorted((a, b) => b.ms - a.ms).slice(0, TOLD);
  for (const each of worst) progress(`  ${each.ms.toFixed(0)} ms beside: ${causeOf(each)}`);
  progress(`  answers: ${JSON.stringify(byStatus)}`);
  const p999 = percentile(
    probes.map(({ ms }) => ms),
    0.999,
  );
  const row = (what: string, figure: number, most: number, shown: Partial<Row>) =>
    report({
      what,
      cadenza: '',
      reference: '',
      ratio: '',
      latencies: '',
      goal: `<= ${most}`,
      met: figure <= most,
      figure,
      ...shown,
    });
  const longestWait = worst[0] ? `worst ${worst[0].ms.toFixed(0)} ms: ${causeOf(worst[0])}` : '';
  row(`prober beside ${sent} hostile inputs, p99.9`, p999, GOAL_MS, {
    cadenza: `${p999.toFixed(0)} ms`,
    goal: `<= ${GOAL_MS} ms`,
    latencies: `(${probes.length} probes; ${longestWait})`,
  });
  row('longest event-loop delay', longest, GOAL_DELAY_MS, {
    cadenza: `${longest.toFixed(0)} ms`,
    goal: `<= ${GOAL_DELAY_MS} ms`,
  });
  const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
  row('heap after collection', after / before, GOAL_HEAP, {
    cadenza: mib(after),
    ratio: (after / before).toFixed(2),
    latencies: `(before: ${mib(before)})`,
  });
}

/** Asks every 20 ms, whether or not the last answer has come: who waits in line is counted as well. */
function probe({ signal }: Run, target: Target, seeded: Seeded) {
  const current = new SharedArrayBuffer(4);
  const client = createClient(target.port, seeded.key, 64);
  const probes: Probe[] = [];
  const underWay = new Set<Promise<void>>();
  let ended = false;
  const once = async () => {
    const began = performance.now();
    const underWay = () => Atomics.load(new Int32Array(current), 0);
    const first = underWay();
    await client.send({ method: 'GET', path: '/v2/me' });
    probes.push({ ms: performance.now() - began, first, last: underWay() });
  };
  const timer = setInterval(() => {
    if (ended || signal.aborted) return clearInterval(timer);
    const asked: Promise<void> = once().finally(() => underWay.delete(asked));
    underWay.add(asked);
  }, EVERY_MS);
  return {
    current,
    end: async () => {
      ended = true;
      clearInterval(timer);
      await Promise.all(underWay);
      client.close();
      return probes;
    },
  };
}

function attack(
  { signal, settings }: Run,
  target: Target,
  seeded: Seeded,
  inputs: number,
  current = new SharedArrayBuffer(4),
): Promise<Exclude<FromSender, { read: string }>> {
  const sending: Sending = {
    port: target.port,
    seeded,
    inputs,
    seconds: settings.limitMinutes * 60,
    current,
  };
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('hostile-sender.js', import.meta.url), { workerData: sending });
    const give = () => void worker.terminate();
    signal.addEventListener('abort', give, { once: true });
    worker.on('error', reject);
    worker.on('exit', () => {
      signal.removeEventListener('abort', give);
      reject(new Error('the sender ended early'));
    });
    worker.on('message', (said: FromSender) => {
      if ('read' in said)
        target.read(said.read).then(
          () => worker.postMessage('read'),
          (error: unknown) => {
            reject(error as Error);
            give();
          },
        );
      else resolve(said);
    });
  });
}
