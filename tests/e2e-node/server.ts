import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type pg from 'pg';
import { inject, vi } from 'vitest';
import { freePort } from '../examples/programs.js';
import { testDatabase } from '../support/database.js';

// Dozens of processes start here, on machines that may have other work to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = `${root}apps/server/bin/cadenza-server.mjs`;

/** Compiles server and example as `npm start` does; quick when nothing changed. */
export async function buildServer(): Promise<void> {
  const setup = `import(${JSON.stringify(`${root}scripts/setup.mjs`)}).then((s) => s.ensureBuilt(['apps/server', 'examples/getting-started']))`;
  await promisify(execFile)(process.execPath, ['-e', setup]);
}

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

const started = new Set<number>();

/** What a checkout whose sources change meanwhile says of itself (scripts/setup.mjs), before the server says anything. */
const OF_THE_CHECKOUT =
  /^(?:Building|Waiting for another Cadenza command, which is installing or building)\n/gm;

/** `cadenza-server ...args` with this environment and nothing else; `ended` resolves when its output is closed. */
export function cadenzaServer(args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (part) => (output.stdout += String(part)));
  child.stderr.on('data', (part) => (output.stderr += String(part)));
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  if (child.pid !== undefined) started.add(child.pid);
  void exited.then(() => started.delete(child.pid ?? 0));
  const ended = once(child, 'close').then(
    (): Ended => ({
      code: child.exitCode,
      stdout: output.stdout,
      stderr: output.stderr.replaceAll(OF_THE_CHECKOUT, ''),
    }),
  );
  return { child, output, exited, ended };
}

/** A server that has said that it is ready. @throws Error with its output when it ends instead */
export async function startServer(env: Record<string, string>, command = 'start') {
  const running = cadenzaServer([command], env);
  const begun = performance.now();
  const ready = new Promise<number>((resolve) => {
    running.child.stdout.on('data', () => {
      if (/is ready\.|is running\./.test(running.output.stdout)) resolve(performance.now() - begun);
    });
  });
  const milliseconds = await Promise.race([ready, running.exited]);
  if (running.child.exitCode !== null || milliseconds === null)
    throw new Error(`the server ended with ${running.child.exitCode}: ${running.output.stderr}`);
  const { stdout } = running.output;
  // Standard output is no terminal here: secrets of a first start are in a file.
  const file = /example app: (\S+) /.exec(stdout)?.[1];
  const secrets = file === undefined ? '' : readFileSync(file, 'utf8');
  return {
    ...running,
    milliseconds,
    url: env['PUBLIC_URL'] ?? `http://localhost:${env['PORT']}`,
    secrets,
    secretsFile: file,
    key: /API key\s+(ak\w+)/.exec(secrets)?.[1] ?? '',
    /** Sends the signal; resolves with everything it said once it has ended. */
    stop: (signal: NodeJS.Signals = 'SIGTERM') => {
      running.child.kill(signal);
      return running.ended;
    },
  };
}

export type Running = Awaited<ReturnType<typeof startServer>>;

/** Ends what a failed test left behind. */
export function killLeftovers(): void {
  for (const pid of started) process.kill(pid, 'SIGKILL');
}

export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'cadenza-e2e-'));
  return {
    path,
    remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }),
  };
}

/** A database of the test run's PostgreSQL, as DATABASE_URL says it. */
export async function databaseUrl(): Promise<{ url: string; pool: pg.Pool; close(): Promise<void> }> {
  const { database, connection, close } = await testDatabase({ stamps: 'wall' });
  const { user = '', database: name = '', password } = connection;
  const secret = typeof password === 'string' ? `:${encodeURIComponent(password)}` : '';
  const { host, port } = inject('postgres');
  return {
    url: `postgres://${encodeURIComponent(user)}${secret}@localhost/${name}?host=${encodeURIComponent(host)}&port=${port}`,
    pool: database.pool,
    close,
  };
}

/** What a process beside others of the same database is started with, on a port of its own. */
export async function besideOthers(
  database: { url: string },
  folder: { path: string },
  name: string,
  more: Record<string, string> = {},
): Promise<Record<string, string>> {
  const port = String(await freePort());
  return {
    DATABASE_URL: database.url,
    DATA_DIR: `${folder.path}/${name}`,
    SECRET_KEY: 'the same for all of the processes of this test',
    PORT: port,
    PUBLIC_URL: `http://localhost:${port}`,
    TICK_MS: '50',
    DEMO_DATA: 'false',
    ADMIN_EMAIL: 'first@cadenza.test',
    ...more,
  };
}

/** The embedded database's process, if its file names one. */
export function postmasterOf(dataDir: string): number | undefined {
  const file = join(dataDir, 'postgres', 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined;
}

/** A process whose parent died may stay a zombie where nobody reaps it: that is dead. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const stat = `/proc/${pid}/stat`;
  return !existsSync(stat) || !/\) [ZX] /.test(readFileSync(stat, 'latin1'));
}

/** Asks again until the answer is true or defined. @throws Error after a minute, with `what` was waited for */
export async function eventually<T>(ask: () => Promise<T | undefined | false>, what = 'it'): Promise<T> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await delay(100);
  }
  throw new Error(`within a minute it did not happen: ${what}`);
}

export function api(url: string, key: string) {
  return async (method: string, path: string, body?: object) => {
    const answer = await fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    // oxlint-disable-next-line typescript/no-explicit-any
    return { status: answer.status, body: (text === '' ? null : JSON.parse(text)) as any };
  };
}
