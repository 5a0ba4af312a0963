// No text from outside may meet a slow pattern: every regular expression of the sources is proven linear here. Proven
// is what recheck computes; polynomial, exponential, unknown and timed out are refused alike, and so is a RegExp made
// from anything but a literal. There is no list of exceptions: what cannot be proven is written as plain string code.
// usage: node scripts/check-patterns.mjs [folder or file ...]   CHECK_PATTERNS_BACKEND=pure for the slow way
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { findPatterns } from './patterns/find.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const SOURCE = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
const folders =
  process.argv.length > 2 ? process.argv.slice(2) : [join(root, 'apps'), join(root, 'packages')];

const problems = [];
/** Each pattern once: where it stands, by its text. */
const places = new Map();
for (const path of folders.flatMap(filesOf)) {
  const found = findPatterns(path, readFileSync(path, 'utf8'));
  for (const { line, text } of found.problems) problems.push(`${relative(root, path)}:${line}: ${text}`);
  for (const { source, flags, line } of found.patterns) {
    const key = `/${source}/${flags}`;
    const known = places.get(key);
    if (known) known.at.push({ path, line });
    else places.set(key, { source, flags, at: [{ path, line }] });
  }
}

const proven = readProven();
const todo = [...places]
  .filter(([key]) => !proven.has(key))
  .map(([key, { source, flags }]) => ({ key, source, flags }));
await proveAll(todo, (key, problem) => {
  if (problem === undefined) return proven.add(key);
  for (const { path, line } of places.get(key).at)
    problems.push(
      `${relative(root, path)}:${line}: ${key.length > 100 ? `${key.slice(0, 100)}...` : key} ${problem}`,
    );
});
writeProven();
for (const problem of problems.sort()) console.error(problem);
if (problems.length > 0)
  console.error(`${problems.length} patterns are not proven linear: write plain string code`);
process.exitCode = problems.length > 0 ? 1 : 0;

function filesOf(path) {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', 'dist'].includes(entry.name)) return [];
    const below = join(path, entry.name);
    if (entry.isDirectory()) return filesOf(below);
    return entry.isFile() && SOURCE.some((ending) => entry.name.endsWith(ending)) ? [below] : [];
  });
}

function proveAll(patterns, done) {
  const queue = [...patterns];
  const worker = () =>
    new Promise((resolve, reject) => {
      const thread = new Worker(new URL('./patterns/prove.mjs', import.meta.url));
      const next = () => {
        const pattern = queue.shift();
        if (pattern) return thread.postMessage(pattern);
        thread.terminate().then(resolve, reject);
      };
      thread.on('message', ({ key, problem }) => {
        done(key, problem);
        next();
      });
      thread.on('error', reject);
      next();
    });
  return Promise.all(Array.from({ length: Math.min(availableParallelism(), 4, patterns.length) }, worker));
}

// Only what is proven is remembered from run to run, under the checker's own text: a verdict is a fact of the pattern.
function provenFile() {
  const version = createHash('sha256')
    .update(readFileSync(new URL('./patterns/prove.mjs', import.meta.url)))
    .update(readFileSync(join(root, 'node_modules/recheck/package.json')))
    .digest('hex');
  return join(root, 'node_modules/.cache/cadenza', `patterns-${version.slice(0, 16)}.json`);
}

function readProven() {
  try {
    return new Set(JSON.parse(readFileSync(provenFile(), 'utf8')));
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return new Set();
    throw error;
  }
}

function writeProven() {
  const file = provenFile();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify([...proven]));
}
