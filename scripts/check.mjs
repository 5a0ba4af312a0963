// `npm run check`: every check of package.json (`check:...`), two to four at a time as there are processors. Prints each
// one's output when it has ended, and fails when one of them does.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Those that take longest begin first. `package` packs and installs the SDK, which the tests do as well. */
const FIRST = ['types', 'patterns', 'imports', 'unused'];
/** Reads the declarations that `types` writes. */
const AFTER_TYPES = 'lint';
const NOT_HERE = ['package'];

const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
const others = Object.keys(scripts)
  .filter((name) => name.startsWith('check:'))
  .map((name) => name.slice('check:'.length))
  .filter((name) => ![...FIRST, AFTER_TYPES, ...NOT_HERE].includes(name));
const waiting = [...FIRST, ...others];
const failed = [];

async function check(name) {
  const started = performance.now();
  const child = spawn('npm', ['run', '--silent', `check:${name}`], {
    cwd: root,
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = [];
  child.stdout.on('data', (chunk) => output.push(chunk));
  child.stderr.on('data', (chunk) => output.push(chunk));
  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      output.push(Buffer.from(`${error.message}\n`));
      resolve(1);
    });
    child.once('close', resolve);
  });
  if (code !== 0) failed.push(name);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${code === 0 ? 'passed' : 'FAILED'}  check:${name}  ${seconds} s\n`);
  process.stdout.write(Buffer.concat(output));
  if (name === 'types') waiting.unshift(AFTER_TYPES);
}

async function worker() {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await check(name);
}
await Promise.all(Array.from({ length: Math.min(4, Math.max(2, availableParallelism())) }, worker));

if (failed.length > 0) process.stdout.write(`failed: ${failed.map((name) => `check:${name}`).join(', ')}\n`);
process.exitCode = failed.length > 0 ? 1 : 0;
