import { spawnSync, type SpawnOptions } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BootError } from '../../kernel/boot-error.js';
import { makeFolder } from '../../kernel/folder.js';
import { type Binaries, programsIn } from './binaries.js';

/**
 * As whom PostgreSQL runs, which refuses to run as root.
 *
 * - `self`: we are an ordinary user, and so is it.
 * - `namespace`: we are root; in a user namespace PostgreSQL sees itself as `nobody`, while to the kernel it is still
 *   root, without privileges: it owns root's files and reaches folders below a 0700 home. Nothing is copied.
 * - `user`: we are root and user namespaces are refused (most containers), or the data belongs to a user: change to
 *   that uid. Such a process may not be able to walk the path to its own data, so it is started *in* the data folder,
 *   which it then knows as `/proc/self/cwd`; its programs are copied when they lie behind a closed folder.
 */
export type Identity = { kind: 'self' } | { kind: 'namespace' } | { kind: 'user'; uid: number; gid: number };

const NOBODY = 65_534;
const UNSHARE = ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--'];

/** @throws BootError when the cluster belongs to somebody whom we cannot become. */
export function chooseIdentity(cluster: string, binaries: Binaries): Identity {
  const me = process.getuid?.();
  const owner = existsSync(cluster) ? statSync(cluster) : undefined;
  if (me === undefined) return { kind: 'self' };
  if (me !== 0) {
    if (owner && owner.uid !== me) {
      throw new BootError(
        `The database in ${cluster} belongs to another user (uid ${owner.uid}): start as that user, or set DATA_DIR`,
      );
    }
    return { kind: 'self' };
  }
  if (process.platform !== 'linux') {
    throw new BootError('PostgreSQL refuses to run as root: start as an ordinary user, or set DATABASE_URL');
  }
  if (owner && owner.uid !== 0) return { kind: 'user', uid: owner.uid, gid: owner.gid };
  return namespacesWork(binaries) ? { kind: 'namespace' } : { kind: 'user', uid: NOBODY, gid: NOBODY };
}

function namespacesWork(binaries: Binaries): boolean {
  const tried = spawnSync('unshare', [...UNSHARE, binaries.postgres, '--version'], { stdio: 'ignore' });
  return tried.status === 0;
}

/** The command line and options that run `program` on the data folder `cluster` as `identity`. */
export function commandFor(
  identity: Identity,
  program: string,
  cluster: string,
  args: string[],
): { command: string; args: string[]; options: SpawnOptions } {
  // Neither the operator's locale nor PG* variables may change what the cluster is.
  const env: NodeJS.ProcessEnv = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
  if (process.platform === 'win32')
    Object.assign(env, { SystemRoot: process.env.SystemRoot, TEMP: process.env.TEMP });
  switch (identity.kind) {
    case 'self':
      return { command: program, args: ['-D', cluster, ...args], options: { env, cwd: cluster } };
    case 'namespace':
      // Without --fork `unshare` becomes the program: one process, whose signals and exit code are the program's.
      return {
        command: 'unshare',
        args: [...UNSHARE, program, '-D', cluster, ...args],
        options: { env, cwd: cluster },
      };
    case 'user':
      return {
        command: program,
        args: ['-D', '/proc/self/cwd', ...args],
        // Node changes the folder before the user.
        options: { env, cwd: cluster, uid: identity.uid, gid: identity.gid },
      };
  }
}

/** Gives a folder and all in it to the user that PostgreSQL runs as. */
export function handOver(identity: Identity, folder: string): void {
  if (identity.kind !== 'user') return;
  const { uid, gid } = identity;
  const walk = (path: string): void => {
    const stat = lstatSync(path);
    if (stat.isSymbolicLink()) return;
    if (stat.uid !== uid) chownSync(path, uid, gid);
    if (stat.isDirectory()) for (const name of readdirSync(path)) walk(join(path, name));
  };
  walk(folder);
}

/** The programs where `identity` can execute them: copied once per version when they lie below a closed folder. */
export function reachableBinaries(
  identity: Identity,
  binaries: Binaries,
  progress: (line: string) => void,
): Binaries {
  if (identity.kind !== 'user' || isOpenToAll(binaries.postgres)) return binaries;
  const name = `postgresql-${binaries.version}`;
  const shelf = '/var/lib/cadenza';
  try {
    makeFolder(shelf, 0o755);
    const target = join(shelf, name);
    if (existsSync(target) && isOpenToAll(target) && statSync(target).uid === 0)
      return programsIn(target, binaries.version);
    progress(`Copying PostgreSQL to ${target}, where an unprivileged user may run it`);
    const staging = mkdtempSync(join(shelf, 'copy-'));
    copyOpen(binaries.root, staging);
    rmSync(target, { recursive: true, force: true });
    renameSync(staging, target);
    return programsIn(target, binaries.version);
  } catch (error) {
    throw new BootError(
      `PostgreSQL refuses to run as root, and a copy for an unprivileged user cannot be made in ${shelf} ` +
        `(${(error as Error).message}): start as an ordinary user, or set DATABASE_URL`,
    );
  }
}

function copyOpen(from: string, to: string): void {
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  const walk = (path: string): void => {
    const stat = lstatSync(path);
    if (stat.isSymbolicLink()) return;
    chownSync(path, 0, 0);
    chmodSync(path, stat.isDirectory() || stat.mode & 0o100 ? 0o755 : 0o644);
    if (stat.isDirectory()) for (const name of readdirSync(path)) walk(join(path, name));
  };
  walk(to);
}

/** May everybody walk to this path and execute (or enter) it, and only its owner change it? */
export function isOpenToAll(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode } = statSync(folder);
    if ((mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** A temporary folder that every user can reach: TMPDIR unless that is closed. */
export function openTmpdir(identity: Identity): string {
  return identity.kind !== 'user' || isOpenToAll(tmpdir()) ? tmpdir() : '/tmp';
}
