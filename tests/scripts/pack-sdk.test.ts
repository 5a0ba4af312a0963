import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
let project: string;

// What somebody has who installed the tarball and nothing else.
beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), 'cadenza-empty-'));
  const { stdout } = await run(process.execPath, [join(root, 'scripts/pack-sdk.mjs'), project]);
  const into = join(project, 'node_modules/@cadenza/sdk');
  mkdirSync(into, { recursive: true });
  await run('tar', ['xzf', stdout.trim(), '--strip-components=1', '-C', into]);
}, 120_000);
afterAll(() => rmSync(project, { recursive: true, force: true }));

const write = (name: string, text: string) => {
  writeFileSync(join(project, name), text);
  return join(project, name);
};
const USE = `
const client = createClient({
  baseUrl: 'http://localhost',
  auth: { apiKey: 'k' },
  fetch: async (url: unknown) => Response.json({ data: { url: String(url) } }),
});
client.people.show(7).then((person) => console.log(person));
`;
const plain = (text: string) => text.replace(': unknown', '');

test('the packed SDK runs in an empty project, as ESM and as CommonJS, and stands alone', async () => {
  const esm = write('a.mjs', `import { createClient } from '@cadenza/sdk';${plain(USE)}`);
  const cjs = write('b.cjs', `const { createClient } = require('@cadenza/sdk');${plain(USE)}`);
  for (const file of [esm, cjs])
    expect((await run(process.execPath, [file])).stdout).toContain("url: 'http://localhost/v2/people/7'");
  const manifest = JSON.parse(
    readFileSync(join(project, 'node_modules/@cadenza/sdk/package.json'), 'utf8'),
  ) as Record<string, unknown>;
  expect(manifest).not.toHaveProperty('dependencies');
  expect(manifest).toMatchObject({ license: 'Apache-2.0', engines: { node: '>=20.19' } });
});

test('its types hold without the contract and without zod, from either kind of module', async () => {
  const wrong = `// @ts-expect-error -- people have no such field\nvoid client.people.show(7).then((person) => person.shoe_size);\n`;
  const files = ['c.mts', 'd.cts'].map((name) =>
    write(name, `import { createClient } from '@cadenza/sdk';${USE}${wrong}`),
  );
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const args = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2022'];
  const lib = ['--lib', 'es2023,dom,dom.iterable,dom.asynciterable'];
  await run(process.execPath, [tsc, ...args, ...lib, ...files], { cwd: project });
  const sdk = join(project, 'node_modules/@cadenza/sdk');
  const texts = readdirSync(join(sdk, 'esm'))
    .filter((name) => name.endsWith('.d.ts') && name !== 'forms.d.ts')
    .map((name) => readFileSync(join(sdk, 'esm', name), 'utf8'));
  expect(texts.length).toBeGreaterThan(10);
  for (const text of texts) expect(text).not.toMatch(/from ['"](?!\.)/);
}, 60_000);

test('a browser gets it without Node, zod or the contract, in less than 20 KB', async () => {
  const input = write('e.mjs', `import { createClient } from '@cadenza/sdk';${plain(USE)}`);
  const bundle = await rolldown({ input, platform: 'browser', cwd: project });
  const { output } = await bundle.generate({ format: 'es', minify: true });
  await bundle.close();
  expect(output).toHaveLength(1);
  expect(output[0].imports).toEqual([]);
  expect(output[0].moduleIds.filter((id) => !id.includes('@cadenza/sdk/esm/'))).toEqual([input]);
  expect(gzipSync(output[0].code, { level: 9 }).length).toBeLessThan(20 * 1024);
}, 60_000);
