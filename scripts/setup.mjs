// What `npm start`, `npm test` and `npm run bench` share: a fresh clone becomes a built one. Plain Node, because
// nothing is installed yet when it runs.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

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

/** Compiles the given projects (folders with a tsconfig.json) unless nothing changed since the last time. */
export async function ensureBuilt(projects) {
  const stamp = at('node_modules', `.cadenza-build-${projects.join('+').replaceAll('/', '-')}`);
  const built = () =>
    read(stamp) === sourcesOf(projects) && projects.every((project) => existsSync(at(project, 'dist')));
  if (built()) return;
  // A production install has no compiler: it was built before (docs/configuration.md), and runs what was built.
  if (!existsSync(at('node_modules/typescript'))) {
    if (existsSync(at(projects[0], 'dist'))) return;
    fail(
      'Not built, and the compiler is not installed: run `npm ci --include=dev && npx cadenza-server --version` first',
    );
  }
  await alone(async () => {
    if (built()) return;
    say('Building');
    const before = sourcesOf(projects);
    const tsc = [process.execPath, at('node_modules/typescript/bin/tsc'), '-b'];
    if ((await run([...tsc, ...projects])) !== 0) fail('Building failed: see the lines above');
    keep(stamp, before);
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

function sourcesOf(projects) {
  const facts = [];
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && entry.name !== 'node_modules' && entry.name !== 'dist') walk(path);
      else if (entry.isFile() && /\.(ts|tsx|json)$/.test(entry.name) && !entry.name.endsWith('.test.ts')) {
        const { mtimeMs, size } = statSync(path);
        facts.push(`${path} ${mtimeMs} ${size}`);
      }
    }
  };
  for (const project of new Set(['packages', ...projects])) walk(at(project));
  return hash(facts.sort().join('\n'), read(at('tsconfig.base.json')), read(at('package-lock.json')));
}

// Two of us at once (npm start and npm test) would install over each other.
async function alone(work) {
  const lock = at('.cadenza-setup.lock');
  let told = false;
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') fail(`Cannot write to ${root}: ${error.message}`);
    }
    if (!isAlive(Number(read(lock)))) rmSync(lock, { force: true });
    else if (!told) {
      told = true;
      say('Waiting for another Cadenza command, which is installing or building');
    }
    await delay(200);
  }
  const release = () => rmSync(lock, { force: true });
  process.once('exit', release);
  await work();
  process.off('exit', release);
  release();
}

function isAlive(pid) {
  if (!Number.isInteger(pid)) return false;
  if (pid === 0) return true; // created, its number not written yet
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
