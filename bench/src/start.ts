import { execFile, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { median } from './numbers.js';
import type { Run } from './bench-run.js';
import { FRESH_PAIRS, SECOND_PAIRS } from './settings.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** The version whose lock file a fresh start is measured against. */
const LOCK_OF = '3058250';
const FRESH_GOAL = 2.2;
const SECOND_GOAL = 1.5;
/** Longer than any of it takes, milliseconds. */
const LIMIT_MS = 10 * 60_000;

/**
 * The case `start`: a fresh clone to ready beside `npm ci` of the lock file of 3058250 in an empty folder, with the same cache;
 * and a second start beside the least there is to do: the same PostgreSQL folder, and importing the server's
 * dependencies. In turn, the first round of each not counted.
 */
export async function measureStart(run: Run): Promise<void> {
  const { folder, progress, report } = run;
  const lock = join(mkdtempSync(join(folder, 'lock-')), 'of');
  if (!(await layLockFile(lock))) {
    progress(`Skipped: start (the history does not reach back to ${LOCK_OF})`);
    return;
  }
  progress('Measuring: a fresh clone to ready');
  const fresh = await inTurn(
    run,
    FRESH_PAIRS,
    () => freshStart(run),
    () => install(run, lock),
  );
  report(rowOf('fresh clone to ready (npm start)', `npm ci of ${LOCK_OF}`, fresh, FRESH_GOAL));
  progress('Measuring: a second start');
  const dataDir = join(folder, 'started');
  await readyIn(run, ROOT, dataDir);
  const second = await inTurn(
    run,
    SECOND_PAIRS,
    () => readyIn(run, ROOT, dataDir),
    () => referenceIn(run, dataDir),
  );
  report(rowOf('second start (npm start)', 'PostgreSQL, then imports', second, SECOND_GOAL));
}

type Pair = [ours: number, theirs: number];

async function inTurn(
  { signal }: Run,
  pairs: number,
  ours: () => Promise<number>,
  theirs: () => Promise<number>,
): Promise<Pair[]> {
  const found: Pair[] = [];
  for (let turn = 0; turn <= pairs; turn += 1) {
    signal.throwIfAborted();
    const first = turn % 2 === 0 ? await ours() : undefined;
    const other = await theirs();
    found.push([first ?? (await ours()), other]);
  }
  return found.slice(1);
}

function rowOf(what: string, reference: string, pairs: readonly Pair[], goal: number) {
  const ratios = pairs.map(([a, b]) => a / b);
  const seconds = (side: 0 | 1) => `${(median(pairs.map((pair) => pair[side])) / 1000).toFixed(2)} s`;
  const range = `${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)}`;
  return {
    what,
    cadenza: seconds(0),
    reference: `${reference}: ${seconds(1)}`,
    ratio: `${median(ratios).toFixed(2)} (${range})`,
    goal: `<= ${goal}`,
    met: median(ratios) <= goal,
    figure: median(ratios),
    latencies: `(medians of ${pairs.length} pairs)`,
  };
}

/** The sources alone, as a clone has them; copying them is not counted. @returns milliseconds */
async function freshStart(run: Run): Promise<number> {
  const clone = mkdtempSync(join(run.folder, 'clone-'));
  try {
    const { stdout } = await git('ls-files', '-z', '--cached', '--others', '--exclude-standard');
    for (const file of stdout.split('\0').filter((name) => name !== '' && existsSync(join(ROOT, name)))) {
      mkdirSync(dirname(join(clone, file)), { recursive: true });
      cpSync(join(ROOT, file), join(clone, file));
    }
    return await readyIn(run, clone, join(clone, 'data'));
  } finally {
    rmSync(clone, { recursive: true, force: true });
  }
}

/** `npm ci` in an empty folder. @returns milliseconds */
async function install(run: Run, lock: string): Promise<number> {
  const folder = mkdtempSync(join(run.folder, 'install-'));
  try {
    cpSync(lock, folder, { recursive: true });
    const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
    return await timed(run, 'npm', args, { cwd: folder }, async ({ ended }) => {
      if ((await ended) !== 0) throw new Error(`npm ci of ${LOCK_OF} failed`);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `npm start` until /readyz says so, then Ctrl-C. @returns milliseconds until it was ready */
async function readyIn(run: Run, cwd: string, dataDir: string): Promise<number> {
  const port = await freePort();
  const env = { DATA_DIR: dataDir, PORT: String(port) };
  return timed(run, 'npm', ['start'], { cwd, env }, async ({ said }) => {
    await said('is ready.');
    const { status } = await fetch(`http://127.0.0.1:${port}/readyz`);
    if (status !== 200) throw new Error(`/readyz answered ${status}`);
  });
}

async function referenceIn(run: Run, dataDir: string): Promise<number> {
  const program = fileURLToPath(new URL('index.js', import.meta.url));
  return timed(run, process.execPath, [program, 'load', dataDir], { cwd: ROOT }, ({ said }) =>
    said('loaded'),
  );
}

interface Program {
  /** Resolves once its output holds the text. @throws Error when it ends without */
  said(text: string): Promise<void>;
  ended: Promise<number | null>;
}

/** Runs a program until `until` resolves, then ends it and all it started. @returns milliseconds until then */
async function timed(
  { signal }: Run,
  command: string,
  args: readonly string[],
  { cwd, env = {} }: { cwd: string; env?: Record<string, string> },
  until: (program: Program) => Promise<void>,
): Promise<number> {
  const begun = performance.now();
  const child = spawn(command, args, {
    cwd,
    detached: true,
    // Nothing of a .env, a CI or a database that the bench was called with.
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const signalAll = (name: NodeJS.Signals) => {
    try {
      process.kill(-(child.pid ?? Number.NaN), name);
    } catch {
      // Gone.
    }
  };
  const kill = () => signalAll('SIGKILL');
  const limit = setTimeout(kill, LIMIT_MS);
  signal.addEventListener('abort', kill, { once: true });
  let output = '';
  let look = () => undefined as void;
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part) => {
      output += String(part);
      look();
    });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const said = (text: string) =>
    new Promise<void>((resolve, reject) => {
      look = () => (output.includes(text) ? resolve() : undefined);
      void ended.then((code) => reject(new Error(`${command} ended with ${code}: ${output}`)), reject);
    });
  try {
    await until({ said, ended });
    return performance.now() - begun;
  } finally {
    // A server ends at the signal, the reference at the end of its input: it must stop its PostgreSQL.
    child.stdin.end();
    if (command === 'npm') signalAll('SIGTERM');
    await ended.catch(() => undefined);
    clearTimeout(limit);
    signal.removeEventListener('abort', kill);
  }
}

/** The lock file with the package.json of each workspace, which `npm ci` reads. @returns false without that history */
async function layLockFile(folder: string): Promise<boolean> {
  try {
    const { stdout } = await git('ls-tree', '-r', '-z', '--name-only', LOCK_OF);
    const wanted = stdout.split('\0').filter((name) => /(?:^|\/)package(?:-lock)?\.json$/.test(name));
    for (const name of wanted) {
      const file = await git('show', `${LOCK_OF}:${name}`);
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), file.stdout);
    }
    return true;
  } catch {
    return false;
  }
}

const git = (...args: string[]) => promisify(execFile)('git', args, { cwd: ROOT, maxBuffer: 64 * 2 ** 20 });

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
