import { readFileSync, readlinkSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What PostgreSQL's server process (the postmaster) says about itself in `postmaster.pid`, see
 * `src/include/utils/pidfile.h` of PostgreSQL: one item a line.
 */
export interface PostmasterFile {
  pid: number;
  port: number;
  /** '' when the server listens on no Unix socket. */
  socketDir: string;
  /** 'starting', 'ready', 'stopping', 'standby', or '' when not written yet. */
  status: string;
}

export function readPostmasterFile(cluster: string): PostmasterFile | undefined {
  let text: string;
  try {
    text = readFileSync(join(cluster, 'postmaster.pid'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const lines = text.split('\n').map((line) => line.trim());
  return {
    pid: Math.abs(Number.parseInt(lines[0] ?? '', 10)) || 0,
    port: Number.parseInt(lines[3] ?? '', 10) || 0,
    socketDir: lines[4] ?? '',
    status: lines[7] ?? '',
  };
}

/**
 * Is that process alive, and is it the postmaster of this cluster? After a crash or a reboot the number in the file
 * may belong to any other program.
 */
export function isPostmasterOf(cluster: string, pid: number): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true; // the caller asks the socket
  try {
    // A postmaster changes into its data folder and stays there; the link of a zombie cannot be read.
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return false;
    if (code !== 'EACCES' && code !== 'EPERM') throw error;
    // Root without CAP_SYS_PTRACE (an ordinary container) may not look into another user's process, but anyone may
    // read its command line.
    return /postgres/.test(readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0')[0] ?? '');
  }
}

export function isAlive(pid: number): boolean {
  return takesSignals(pid) && !isZombie(pid);
}

/** What PostgreSQL takes for a running process: a dead one that nobody has reaped yet counts too. */
export function takesSignals(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

// In a container without an init process nobody reaps an orphan: it is dead, yet its number still takes signals.
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw error;
  }
}

/**
 * Makes a file left by a dead postmaster harmless when its number still takes signals, another program's or that of a
 * process nobody has reaped, which PostgreSQL would take for a running server. The file is not deleted: its shared memory line lets PostgreSQL make sure that
 * no process of the old server is left. Our own number is one that PostgreSQL never mistakes, being its parent's.
 */
export function disarmPostmasterFile(cluster: string): void {
  const file = join(cluster, 'postmaster.pid');
  const lines = readFileSync(file, 'utf8').split('\n');
  lines[0] = String(process.pid);
  writeFileSync(file, lines.join('\n'));
}

/** The same for the lock beside the socket, which says nothing but the number: it goes. */
export function removeSocketLock(cluster: string, socketDir: string, port: number): void {
  const file = join(socketDir, `.s.PGSQL.${port}.lock`);
  let pid: number;
  try {
    pid = Number.parseInt(readFileSync(file, 'utf8'), 10) || 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (!isPostmasterOf(cluster, pid)) rmSync(file, { force: true });
}
