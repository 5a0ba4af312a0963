import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const RATIO = 2.5;
/** The lock file that the goal is stated against. */
const REFERENCE = '3058250';

/** A fresh clone until its server says that it is ready, beside `npm ci` of the reference's lock file. */
export async function fresh(tell) {
  const folder = mkdtempSync(join(tmpdir(), 'cadenza-fresh-'));
  try {
    const old = join(folder, 'reference');
    clone(old, REFERENCE);
    const begun = performance.now();
    spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: old, stdio: 'ignore' });
    const reference = (performance.now() - begun) / 1000;
    const here = join(folder, 'clone');
    clone(here, 'HEAD');
    const ready = (await untilReady(here, join(folder, 'data'))) / 1000;
    tell('fresh clone to ready', ready, 's', reference, reference * RATIO);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

function clone(to, commit) {
  spawnSync('git', ['clone', '--quiet', root, to]);
  const { status } = spawnSync('git', ['checkout', '--quiet', commit], { cwd: to });
  if (status !== 0) throw new Error(`There is no commit ${commit} in this checkout`);
}

async function untilReady(cwd, data) {
  const begun = performance.now();
  const env = { ...process.env, DATA_DIR: data, PORT: '0', ADMIN_EMAIL: 'admin@cadenza.test' };
  const child = spawn('npm', ['start'], { cwd, env, stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  await new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('The clone did not start')));
    child.stdout.on('data', (part) => {
      said += part;
      if (/is ready\./.test(said)) resolve();
    });
  });
  const took = performance.now() - begun;
  child.removeAllListeners('exit');
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await ended;
  return took;
}
