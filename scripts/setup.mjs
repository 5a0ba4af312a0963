// What `npm start`, `npm test` and `npm run bench` share: a fresh clone becomes a built one. Plain Node, because
// nothing is installed yet when it runs.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, canBuild, stateOf, withNeeds } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const at = (...parts) => join(root, ...parts);
const say = (line) => process.stderr.write(`${line}\n`);

/** Ends the program with one line for the person and exit code 1. */
function fail(line) {
  say(line);
  process.exit(1);
}

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(`Cadenza needs Node 20.19 or newer, this is ${process.versions.node}: see https://nodejs.org`);
  }
}

/** Installs the dependencies unless exactly those of package-lock.json are there. */
export async function ensureInstalled() {
  const stamp = at('node_modules/.cadenza-install');
  const wanted = hash(readFileSync(at('package-lock.json')), process.platform, process.arch);
  if (read(stamp) === wanted) return;
  await alone(async () => {
    if (read(stamp) === wanted) return;
    if (!isInstalled()) {
      say('Installing dependencies (a minute or two, only the first time and after updates)');
      const npm = process.env.npm_execpath?.endsWith('.js')
        ? [process.execPath, process.env.npm_execpath]
        : ['npm'];
      const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
      if ((await run([...npm, ...args])) !== 0)
        fail('Installing the dependencies failed: see the lines above');
    }
    keep(stamp, wanted);
  });
}

/** Builds the given projects and what they run with (scripts/build.mjs), unless they are built of what their sources are now. */
export async function ensureBuilt(projects) {
  const pending = () => withNeeds(projects).filter((project) => stateOf(project) !== 'fresh');
  if (pending().length === 0) return;
  // A production install has no compiler: it was built before (docs/configuration.md).
  if (!canBuild()) {
    const what = pending().some((project) => stateOf(project) === 'none')
      ? 'Not built'
      : 'Built from other sources';
    fail(
      `${what}, and the compiler is not installed: run \`npm ci --include=dev && npx cadenza-server --version\` first`,
    );
  }
  await alone(async () => {
    const todo = pending();
    if (todo.length > 0) say('Building');
    for (const project of todo)
      await build(project).catch((error) => fail(`Building ${project} failed: ${error.message}`));
  });
}

/**
 * Becomes another program, as a shell's `exec` would: the program runs in this very process, so a signal, a Ctrl-C or
 * a `kill -9` meant for it meets it and nobody has to pass anything on.
 */
export async function become(program, ...args) {
  const path = at(program);
  process.argv = [process.argv[0], path, ...args];
  await import(pathToFileURL(path).href);
}

async function run([command, ...args]) {
  const shell = process.platform === 'win32' && command === 'npm';
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', shell });
  return new Promise((resolve) => {
    child.once('error', (error) => fail(`Cannot run ${command}: ${error.message}`));
    child.once('exit', resolve);
  });
}

// npm's own record of what it installed; a package of another platform is in the lock file only.
function isInstalled() {
  const hidden = at('node_modules/.package-lock.json');
  if (!existsSync(hidden)) return false;
  const there = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(at('package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.startsWith('node_modules/') || entry.optional || entry.peer) return true;
    return entry.link ? existsSync(at(path)) : there[path]?.version === entry.version;
  });
}

/** How often somebody else's lock is looked at, milliseconds; and how often without its number. */
const LOOK_MS = 100;
const NAMELESS = 50;

// Two of us at once (npm start and npm test) would install over each other.
async function alone(work) {
  const lock = at('.cadenza-setup.lock');
  let told = false;
  // A lock without a number is about to get one, unless whoever made it was killed in between.
  let nameless = 0;
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') fail(`Cannot write to ${root}: ${error.message}`);
    }
    const holder = read(lock);
    nameless = holder === '' ? nameless + 1 : 0;
    if (holder === '' ? nameless > NAMELESS : holder !== undefined && !isAlive(Number(holder))) {
      removeOf(holder, lock);
      continue;
    }
    if (holder !== undefined && !told) {
      told = true;
      say('Waiting for another Cadenza command, which is installing or building');
    }
    await delay(LOOK_MS);
  }
  const release = () => rmSync(lock, { force: true });
  process.once('exit', release);
  await work();
  process.off('exit', release);
  release();
}

// By a name of our own: another may have found the dead one's lock too, removed it, and hold a new one by now.
function removeOf(holder, lock) {
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
    if (read(aside) !== holder) linkSync(aside, lock);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  }
  rmSync(aside, { force: true });
}

function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

// As a new file: another checkout may share this one by a hard link (`cp -al`), and readers never meet half of it.
function keep(file, text) {
  const made = `${file}.${process.pid}`;
  writeFileSync(made, text);
  renameSync(made, file);
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}

function hash(...parts) {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part ?? '').update('\0');
  return sum.digest('hex');
}
