import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../examples/programs.js';
import { buildServer, databaseUrl, temporaryFolder } from './server.js';

const folder = temporaryFolder();
const root = fileURLToPath(new URL('../..', import.meta.url));
let database: Awaited<ReturnType<typeof databaseUrl>>;

beforeAll(async () => {
  await buildServer();
  database = await databaseUrl();
});
afterAll(async () => {
  await database.close();
  folder.remove();
});

/** Whatever is left of a group of processes, the server that outlived its npm included. */
function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

// A supervisor knows npm's process id and no other. Node inherits npm's standard output: it is closed when both are gone.
test.each([
  ['npm start', ['npm', 'start']],
  ['npx cadenza-server api', ['npx', '--no-install', 'cadenza-server', 'api']],
])('a SIGTERM to %s alone ends the server, and cleanly', async (_, [command = '', ...args]) => {
  const port = String(await freePort());
  const child = spawn(command, args, {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: folder.path,
      DATA_DIR: folder.path,
      DATABASE_URL: database.url,
      PORT: port,
    },
  });
  let [stdout, stderr] = ['', ''];
  const ready = new Promise<void>((resolve) => {
    child.stdout.on('data', (part) => {
      stdout += String(part);
      if (/is ready\.|is running\./.test(stdout)) resolve();
    });
  });
  child.stderr.on('data', (part) => (stderr += String(part)));
  const closed = once(child, 'close');
  try {
    await Promise.race([
      ready,
      closed.then(() => {
        throw new Error(`it ended before it was ready: ${stderr}`);
      }),
    ]);
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    process.kill(child.pid ?? 0, 'SIGTERM');
    await closed;
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow('fetch failed');
    // Nobody is connected any more: the pool was closed, not cut off.
    expect(stderr).not.toMatch(/"level":(50|60)/);
  } finally {
    killGroup(child.pid ?? 0);
  }
});
