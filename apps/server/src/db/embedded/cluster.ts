import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  fstatSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { BootError } from '../../kernel/boot-error.js';
import { makeFolder } from '../../kernel/folder.js';
import type { Binaries } from './binaries.js';
import { commandFor, handOver, type Identity, openTmpdir } from './identity.js';
import { isPostmasterOf, readPostmasterFile, removeSocketLock } from './postmaster-file.js';
import { LOG_SETTINGS, rotate } from './server-log.js';

/** The folders and files of one embedded database, all below DATA_DIR. */
export interface Place {
  dataDir: string;
  cluster: string;
  log: string;
  passwordFile: string;
}

export function placeIn(dataDir: string): Place {
  return {
    dataDir,
    cluster: join(dataDir, 'postgres'),
    log: join(dataDir, 'postgres.log'),
    passwordFile: join(dataDir, 'postgres.password'),
  };
}

export const SUPERUSER = 'postgres';
const usesSockets = process.platform !== 'win32';
/** Part of the socket's name alone: nothing listens on it. */
const SOCKET_PORT = 5432;

// Written into postgresql.conf once, where the operator may change them. What each start decides anew (where to
// listen) goes on the command line.
const SETTINGS: Record<string, string> = {
  shared_buffers: '256MB',
  max_connections: '60',
  random_page_cost: '1.1', // solid-state disks
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
  log_checkpoints: 'off',
  log_lock_waits: 'on',
};

/**
 * Creates the cluster unless it exists. It is made beside its place and renamed, so that an interrupted first start
 * leaves nothing half made.
 */
export async function ensureCluster(
  place: Place,
  identity: Identity,
  binaries: Binaries,
  progress: (line: string) => void,
): Promise<void> {
  const ours = binaries.version.split('.')[0];
  if (existsSync(join(place.cluster, 'PG_VERSION'))) {
    const theirs = readFileSync(join(place.cluster, 'PG_VERSION'), 'utf8').trim();
    if (theirs === ours) return handOver(identity, place.cluster);
    throw new BootError(
      `The database in ${place.cluster} was made by PostgreSQL ${theirs}, this is PostgreSQL ${ours}, which does not read it: with the Cadenza that made it run \`cadenza-server backup --to FILE\`, move ${place.cluster} away, and with this one run \`cadenza-server restore --from FILE\` (docs/backup.md)`,
    );
  }
  if (existsSync(place.cluster)) {
    throw new BootError(
      `${place.cluster} exists and is not a PostgreSQL ${ours} database: move it away, or set DATA_DIR`,
    );
  }
  progress('Creating the database (first start only)');
  const staging = mkdtempSync(`${place.cluster}.new-`);
  try {
    handOver(identity, staging);
    // The C.UTF-8 of PostgreSQL's own provider: the same order and case rules on every machine, whatever its locale.
    const args = ['--username', SUPERUSER, '--encoding=UTF8', '--locale=C', '--locale-provider=builtin'];
    args.push('--builtin-locale=C.UTF-8', '--auth-local=trust', '--auth-host=scram-sha-256');
    for (const [name, value] of Object.entries(SETTINGS)) args.push('--set', `${name}=${value}`);
    if (!usesSockets) {
      writeFileSync(place.passwordFile, randomBytes(32).toString('hex'), { mode: 0o600 });
      args.push('--pwfile', place.passwordFile);
    }
    const code = await exitOf(run(identity, binaries.initdb, staging, args, place.log));
    if (code !== 0)
      throw new BootError(`PostgreSQL could not create its database: ${lastComplaint(place.log)}`);
    renameSync(staging, place.cluster);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    // Another process made it in the meantime.
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** What became of a launch: `lost` when another process launched at the same moment and was first. */
export type Launch = { kind: 'ready'; child: ChildProcess; socketDir: string } | { kind: 'lost' };

/** Starts the postmaster in a session of its own (a terminal's Ctrl-C is not for it) and waits until it is ready. */
export async function launch(
  place: Place,
  identity: Identity,
  binaries: Binaries,
  extra: Record<string, string>,
  progress: (line: string) => void,
): Promise<Launch> {
  const socketDir = usesSockets ? await makeSocketDir(place, identity) : '';
  if (usesSockets) removeSocketLock(place.cluster, socketDir, SOCKET_PORT);
  const settings: Record<string, string> = usesSockets
    ? {
        listen_addresses: '',
        unix_socket_directories: socketDir,
        unix_socket_permissions: '0700',
        port: String(SOCKET_PORT),
      }
    : { listen_addresses: '127.0.0.1', port: String(await freePort()) };
  const args = Object.entries({ ...settings, ...LOG_SETTINGS, ...extra }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const child = run(identity, binaries.postgres, place.cluster, args, place.log);
  const exited = exitOf(child).then(() => 'exited' as const);
  const begun = performance.now();
  let patience = 3_000;
  for (;;) {
    if ((await Promise.race([exited, delay(10)])) === 'exited') {
      removeSocketDir(place, socketDir);
      const complaint = lastComplaint(place.log, child.pid);
      // The second: processes of a postmaster that was killed a moment ago are still on their way out.
      const other = readPostmasterFile(place.cluster)?.pid ?? 0;
      if (
        /lock file "postmaster.pid" already|pre-existing shared memory block/.test(complaint) ||
        (other !== child.pid && isPostmasterOf(place.cluster, other))
      )
        return { kind: 'lost' };
      throw new BootError(`PostgreSQL did not start: ${complaint} (see ${place.log})`);
    }
    const file = readPostmasterFile(place.cluster);
    if (file?.pid === child.pid && file?.status === 'ready') return { kind: 'ready', child, socketDir };
    if (performance.now() - begun > patience) {
      progress('PostgreSQL is still starting: it replays what was written before it was interrupted');
      patience *= 4;
    }
  }
}

/** Fast shutdown: open transactions are rolled back, everything acknowledged is on disk. Resolves when it is over. */
export async function shutDown(place: Place, pid: number, binaries: Binaries): Promise<void> {
  let waited = 0;
  signal(pid, 'SIGINT', place, binaries);
  while (isPostmasterOf(place.cluster, pid) && readPostmasterFile(place.cluster)?.pid === pid) {
    await delay(10);
    waited += 10;
    // Immediate shutdown: nothing acknowledged is lost, the next start replays the log.
    if (waited === 60_000) signal(pid, 'SIGQUIT', place, binaries);
  }
  while (usesSockets && isPostmasterOf(place.cluster, pid)) await delay(5);
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT', place: Place, binaries: Binaries): void {
  if (process.platform === 'win32') {
    // No signals there: pg_ctl speaks to the postmaster through a named pipe.
    const mode = name === 'SIGINT' ? 'fast' : 'immediate';
    spawn(binaries.pgCtl, ['stop', '-D', place.cluster, '-m', mode, '-W'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Removes a temporary socket directory; the one in DATA_DIR stays for the next start. */
export function removeSocketDir(place: Place, socketDir: string): void {
  if (socketDir !== '' && socketDir !== nearSocketDir(place))
    rmSync(socketDir, { recursive: true, force: true });
}

function nearSocketDir(place: Place): string {
  return join(place.dataDir, 'run');
}

// A socket's path may have 107 bytes on Linux, 103 on macOS, and not every file system (shared folders of virtual
// machines) can hold one.
async function makeSocketDir(place: Place, identity: Identity): Promise<string> {
  const near = nearSocketDir(place);
  if (identity.kind !== 'user' && Buffer.byteLength(join(near, '.s.PGSQL.5432.lock')) < 100) {
    makeFolder(near, 0o700);
    if (await canListen(join(near, '.try'))) return near;
  }
  const far = mkdtempSync(join(openTmpdir(identity), 'cadenza-')); // mode 0700
  if (identity.kind === 'user') chownSync(far, identity.uid, identity.gid);
  return far;
}

async function canListen(path: string): Promise<boolean> {
  rmSync(path, { force: true });
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(path, () => server.close(() => resolve(true)));
  });
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function run(
  identity: Identity,
  program: string,
  cluster: string,
  args: string[],
  log: string,
): ChildProcess {
  rotate(log);
  const fd = openSync(log, 'a', 0o600);
  try {
    const { command, args: all, options } = commandFor(identity, program, cluster, args);
    return spawn(command, all, { ...options, detached: true, windowsHide: true, stdio: ['ignore', fd, fd] });
  } finally {
    closeSync(fd);
  }
}

async function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => resolve(code ?? 1));
    child.once('error', (error) => reject(new BootError(`Cannot run PostgreSQL: ${error.message}`)));
  });
}

/** The last error in the log, as one line; of a process, if it said any. */
function lastComplaint(log: string, pid?: number): string {
  const fd = openSync(log, 'r');
  try {
    const { size } = fstatSync(fd);
    const tail = Buffer.alloc(Math.min(size, 8_192));
    readSync(fd, tail, 0, tail.length, size - tail.length);
    const lines = tail
      .toString('utf8')
      .split('\n')
      .filter((line) => line.trim() !== '');
    // Of that process alone: who was first writes into the same log, and refuses those who come while it starts.
    const own = lines.filter((each) => each.includes(`[${pid}]`));
    const complaints = own.length > 0 ? own : lines;
    const line =
      complaints.findLast((each) => /FATAL|PANIC|error:|ERROR/.test(each)) ??
      complaints.at(-1) ??
      'it said nothing';
    return line.replace(/^.*?(?:FATAL|PANIC|ERROR|error):\s*/, '').trim();
  } finally {
    closeSync(fd);
  }
}
