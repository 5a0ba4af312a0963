import { randomUUID } from 'node:crypto';
import { link, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from './problem.js';

export interface LockOptions {
  /** Give up after this many milliseconds. Longer than a refresh may take. */
  readonly waitMs?: number;
  /** A lock this old is taken over even from a process that seems alive: its number may belong to another by now. */
  readonly staleMs?: number;
}

interface Holder {
  readonly token: string;
  readonly pid: number;
  readonly host: string;
}

const POLL_MS = 20;

/**
 * Runs `work` while holding the lock file, which other processes respect. A lock whose holder has died is taken over.
 * @throws Problem when the lock stays held
 */
export async function withLock<T>(
  file: string,
  work: () => Promise<T>,
  { waitMs = 40_000, staleMs = 120_000 }: LockOptions = {},
): Promise<T> {
  const mine: Holder = { token: randomUUID(), pid: process.pid, host: hostname() };
  const draft = `${file}.${mine.token}`;
  const deadline = performance.now() + waitMs;
  await writeFile(draft, JSON.stringify(mine), { mode: 0o600, flag: 'wx' });
  try {
    // A link appears at once with its whole content, so nobody ever reads half a lock.
    while (!(await tryLink(draft, file))) {
      if (performance.now() > deadline)
        throw new Problem(`The store is in use by another program: end it, or delete ${file} if none runs.`);
      if (!(await takeOver(file, staleMs))) await pause(POLL_MS);
    }
  } finally {
    await rm(draft, { force: true });
  }
  try {
    return await work();
  } finally {
    // After a very long work the lock may be another's by now.
    if ((await readHolder(file))?.token === mine.token) await rm(file, { force: true });
  }
}

async function tryLink(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Removes the lock when its holder is gone. Two processes may find the same dead lock; only the one that makes the
 * breaking file of that very lock may remove it, and only after seeing that it is still there: tokens never return,
 * so a lock made meanwhile is never removed.
 */
async function takeOver(file: string, staleMs: number): Promise<boolean> {
  const holder = await readHolder(file);
  if (holder === undefined) return true;
  if (await alive(file, holder, staleMs)) return false;
  const breaking = `${file}.${holder.token}.break`;
  try {
    await writeFile(breaking, '', { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    if ((await readHolder(file))?.token === holder.token) await rm(file, { force: true });
  } finally {
    await rm(breaking, { force: true });
  }
  return true;
}

async function alive(file: string, holder: Holder, staleMs: number): Promise<boolean> {
  const made = await modified(file);
  if (made === undefined) return true;
  if (Date.now() - made > staleMs) return false;
  if (holder.host !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, under another user.
    return codeOf(error) !== 'ESRCH';
  }
}

async function modified(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).mtimeMs;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Undefined when there is no lock. Something that is no lock of ours counts as one of an unknown host. */
async function readHolder(file: string): Promise<Holder | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const value = JSON.parse(text) as Partial<Holder>;
    if (typeof value.token === 'string' && /^[\w-]+$/.test(value.token))
      return { token: value.token, pid: Number(value.pid), host: String(value.host) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return { token: 'unknown', pid: 0, host: '' };
}

/** The error's code, e.g. ENOENT. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}
