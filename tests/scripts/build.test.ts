import { execFile, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 120_000 });

const repository = fileURLToPath(new URL('../..', import.meta.url));
const PROJECT = 'packages/contract';
let root: string;

// A checkout of one small project, with our scripts and our dependencies.
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'build-'));
  cpSync(join(repository, 'scripts'), join(root, 'scripts'), { recursive: true });
  cpSync(join(repository, 'package.json'), join(root, 'package.json'));
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
  put('src/index.ts', "export { deep } from './below/deep.js';\n");
  put('src/below/deep.ts', 'export const deep: number = 1;\n');
  put('src/index.test.ts', 'never built');
});
afterEach(() => rmSync(root, { recursive: true }));

const path = (name: string) => join(root, PROJECT, name);
function put(name: string, text: string): void {
  mkdirSync(dirname(path(name)), { recursive: true });
  writeFileSync(path(name), text);
}
const run = (...args: string[]) => promisify(execFile)(process.execPath, args, { cwd: root });
const ensure = () => run('scripts/build.mjs', PROJECT);
const built = async () => (await ensure()).stderr.includes('Building');
const deep = async () =>
  (
    await run(
      '--input-type=module',
      '-e',
      `console.log((await import(${JSON.stringify(path('dist/index.js'))})).deep)`,
    )
  ).stdout;
const outputs = () =>
  readdirSync(path('dist'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .sort();

it('builds what changed, and nothing that did not, whatever the times say', async () => {
  put('package.json', '{"type":"module"}');
  expect(await built()).toBe(true);
  expect(await deep()).toBe('1\n');
  expect(outputs()).toEqual(['below/deep.js', 'index.js']);

  const before = statSync(path('src/below/deep.ts'));
  expect(await built()).toBe(false);
  utimesSync(path('src/index.ts'), new Date(0), new Date());
  expect(await built()).toBe(false);

  // Another branch's file, as long and as old.
  put('src/below/deep.ts', 'export const deep: number = 2;\n');
  utimesSync(path('src/below/deep.ts'), before.atime, before.mtime);
  expect(await built()).toBe(true);
  expect(await deep()).toBe('2\n');

  // Somebody else wrote into dist.
  put('dist/below/deep.js', 'export const deep = 3;\n');
  expect(await built()).toBe(true);
  expect(await deep()).toBe('2\n');
});

it('takes away what was made of sources that are gone, and keeps declarations', async () => {
  await ensure();
  put('dist/index.d.ts', 'declared');
  renameSync(path('src/below/deep.ts'), path('src/deep.ts'));
  put('src/index.ts', "export { deep } from './deep.js';\n");
  await ensure();
  expect(outputs()).toEqual(['deep.js', 'index.js']);
  rmSync(path('src/deep.ts'));
  put('src/index.ts', 'export const deep = 1;\n');
  await ensure();
  expect(outputs()).toEqual(['index.js']);
  expect(existsSync(path('dist/index.d.ts'))).toBe(true);
});

it('never takes half a build for a whole one, even of the sources before', async () => {
  await ensure();
  const first = readFileSync(path('src/below/deep.ts'), 'utf8');
  // The last file cannot be written: what a kill in the middle of writing leaves behind.
  put('src/below/deep.ts', 'export const deep: number = 2;\n');
  put('src/zz.ts', 'export {};\n');
  mkdirSync(path('dist/zz.js/in-the-way'), { recursive: true });
  await expect(ensure()).rejects.toThrow(/Building packages\/contract failed/);
  put('src/below/deep.ts', first);
  rmSync(path('src/zz.ts'));
  rmSync(path('dist/zz.js'), { recursive: true });
  expect(await built()).toBe(true);
  expect(readFileSync(path('dist/below/deep.js'), 'utf8')).toContain('deep = 1');
});

it('leaves what there is when a source cannot be read as TypeScript, and says where', async () => {
  await ensure();
  put('src/below/deep.ts', 'export const deep: number = ;\n');
  await expect(ensure()).rejects.toThrow(/deep\.ts/);
  expect(readFileSync(path('dist/below/deep.js'), 'utf8')).toContain('deep = 1');
});

it('is the same whole build after any number at once, some of them killed', async () => {
  for (let each = 0; each < 300; each += 1)
    put(`src/many/m${each}.ts`, `export const m: number = ${each};\n`);
  // Its lock names a process that is gone.
  const killed = spawn(process.execPath, ['scripts/build.mjs', PROJECT], { cwd: root, stdio: 'ignore' });
  while (!existsSync(path('dist')) && killed.exitCode === null) await promisify(setImmediate)();
  killed.kill('SIGKILL');
  await Promise.all(Array.from({ length: 4 }, () => ensure()));
  expect(outputs()).toHaveLength(302);
  expect(await built()).toBe(false);
  expect(readdirSync(root).filter((name) => name.startsWith('.cadenza-setup'))).toEqual([]);
});

it('is not kept waiting by a lock that a killed process left without its number', async () => {
  writeFileSync(join(root, '.cadenza-setup.lock'), '');
  expect(await built()).toBe(true);
});

it('runs without a compiler what is whole and of these sources, and nothing else', async () => {
  await ensure();
  rmSync(join(root, 'node_modules'));
  expect(await built()).toBe(false);
  utimesSync(path('src/index.ts'), new Date(0), new Date(0));
  expect(await built()).toBe(false);
  put('src/index.ts', 'export const deep = 2;\n');
  await expect(ensure()).rejects.toThrow('Built from other sources, and the compiler is not installed');
  rmSync(path('dist/below/deep.js'));
  await expect(ensure()).rejects.toThrow('Not built, and the compiler is not installed');
});

it('has stacks name the lines of the sources', async () => {
  put('package.json', '{"type":"module"}');
  put('src/index.ts', 'interface Long {\n  a: 1;\n}\n\nthrow new Error(String({ a: 1 } satisfies Long));\n');
  await ensure();
  await expect(run('--enable-source-maps', path('dist/index.js'))).rejects.toThrow(/src\/index\.ts:5:7/);
});
