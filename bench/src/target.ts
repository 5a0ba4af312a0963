import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Assignment, FromChild, ToChild } from './child.js';

/** A server under measurement, in a process of its own. */
export interface Target {
  readonly name: TargetName;
  readonly port: number;
  readonly pid: number;
  /** Resident set, in bytes. */
  memory(): Promise<number>;
  /** Heap after a collection, in bytes. */
  heap(): Promise<number>;
  /** Longest delay of its event loop since this was last asked, in milliseconds. */
  delay(): Promise<number>;
  /** Has a message read as mail from outside. */
  read(message: string): Promise<void>;
  stop(): Promise<void>;
}
export type TargetName = 'cadenza' | 'reference' | 'sink' | 'receiver' | 'readers';

/** Of a server that serves no data. */
const NO_DATA: Assignment = {
  connection: { host: '', port: 0, user: '', database: '' },
  connections: 0,
  dataDir: '',
  seeded: undefined,
};

/**
 * Starts a server and waits until it listens; `program` is the bench of an earlier build where that is measured. @throws Error with what it said when it
 * could not
 */
export async function startTarget(
  name: TargetName,
  assignment: Assignment | undefined,
  profile: string | undefined,
  program = fileURLToPath(new URL('index.js', import.meta.url)),
): Promise<Target> {
  const execArgv = ['--expose-gc', ...(profile ? ['--cpu-prof', '--cpu-prof-dir', join(profile, name)] : [])];
  const child = fork(program, ['serve', name], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv });
  const ask = async (message: ToChild): Promise<FromChild> => {
    const ended = new AbortController();
    const answer = once(child, 'message', { signal: ended.signal });
    const end = once(child, 'exit', { signal: ended.signal }).then(() => {
      throw new Error(`the ${name} server ended`);
    });
    child.send(message);
    try {
      const [given] = (await Promise.race([answer, end])) as [FromChild];
      if ('failed' in given) throw new Error(`the ${name} server did not start: ${given.failed}`);
      return given;
    } finally {
      ended.abort();
      await Promise.allSettled([answer, end]);
    }
  };
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    if (child.connected) child.disconnect();
    const hung = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await exited;
    clearTimeout(hung);
  };
  try {
    const { port } = (await ask({ assignment: assignment ?? NO_DATA })) as { port: number };
    return {
      name,
      port,
      pid: child.pid ?? 0,
      memory: async () => ((await ask({ ask: 'memory' })) as { memory: number }).memory,
      heap: async () => ((await ask({ ask: 'heap' })) as { heap: number }).heap,
      delay: async () => ((await ask({ ask: 'delay' })) as { delay: number }).delay,
      read: async (message) => void (await ask({ read: message })),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
