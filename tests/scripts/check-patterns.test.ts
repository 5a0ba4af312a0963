import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../../scripts/check-patterns.mjs', import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'patterns-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function run(path: string, backend = 'native'): Promise<{ refused: boolean; says: string }> {
  const env = backend === 'pure' ? { ...process.env, CHECK_PATTERNS_BACKEND: backend } : process.env;
  return new Promise((resolve) => {
    execFile(process.execPath, [SCRIPT, path], { env }, (error, _out, says) =>
      resolve({ refused: error !== null, says }),
    );
  });
}

function check(text: string, backend?: string): Promise<{ refused: boolean; says: string }> {
  const file = join(folder, 'planted.ts');
  writeFileSync(file, text);
  return run(file, backend);
}

/** What is refused, and a word of the reason. */
const REFUSED: readonly (readonly [string, string, string?, string?])[] = [
  // Slow ones.
  ['quadratic', String.raw`export const a = (t: string) => t.replace(/\/+$/, '');`, 'polynomial'],
  ['cubic', String.raw`export const a = /^.*<(.*)>.*$/;`, 'polynomial'],
  ['exponential', String.raw`export const a = /^(a+)+$/;`, 'exponential'],
  ['made of a literal', String.raw`export const a = new RegExp('(a|a)*b');`, 'exponential'],
  ['a text given to match', String.raw`export const a = (t: string) => t.match('(x+)+y');`, 'exponential'],
  [
    'counted, but as slow as without',
    String.raw`export const a = /x[a-z]{0,4000}[a-z]{0,4000}y/;`,
    'polynomial',
  ],
  [
    'in a component',
    String.raw`export const A = () => <a title={/(a*)*b/.source} />;`,
    'exponential',
    'a.tsx',
  ],
  // Those that cannot be seen.
  ['of a variable', 'export const a = (x: string) => new RegExp(x);'],
  ['of a template', 'const n = 3; export const a = RegExp(`a{${n}}`);'],
  ['with variable flags', "export const a = (f: string) => new RegExp('a', f);"],
  ['under another name', "const R = RegExp; export const a = new R('(a+)+');"],
  ['of the global object', 'export const a = (x: string) => new globalThis.RegExp(x);'],
  ['by its name in brackets', "export const a = (x: string) => new (globalThis as any)['RegExp'](x);"],
  ['by search()', 'export const a = (t: string, x: string) => t.search(x);'],
  ['by matchAll()', 'export const a = (t: string, x: string) => [...t.matchAll(x as never)];'],
  // What cannot be proven.
  ['look-around over what repeats without end', 'export const a = /(?<!x)b*c/;', 'cannot be proven'],
  ['a back reference', String.raw`export const a = /(a*)b\1/;`, 'cannot be proven'],
];

describe('the checker of patterns', () => {
  let says: string;
  beforeAll(async () => {
    const all = join(folder, 'refused');
    for (const [index, [, text, , name = 'planted.ts']] of REFUSED.entries()) {
      mkdirSync(join(all, String(index)), { recursive: true });
      writeFileSync(join(all, String(index), name), text);
    }
    // One run for all: starting the checker costs more than most of what it proves.
    ({ says } = await run(all));
  });

  it.each(REFUSED.map(([what, , word = '', name = 'planted.ts'], index) => ({ what, word, name, index })))(
    'refuses: $what',
    ({ word, name, index }) => {
      const told = says.split('\n').find((line) => line.includes(`/${index}/${name}:1: `));
      expect(told).toBeDefined();
      expect(told).toContain(word);
    },
  );

  it('lets linear ones pass, constants of the file included, on both engines', async () => {
    const text = String.raw`
      const WORD = /[a-z]+/g;
      export const a = (t: string) => [...t.matchAll(WORD), t.search(/\d{1,9}/), t.match('abc')];
      export const b = (t: unknown) => t instanceof RegExp && t.test('x');
      export const c = new RegExp('^[a-z]{1,500}$', 'i');
      export const d = (client: { search(of: object): void }) => client.search({ before: 1 });
    `;
    expect(await check(text)).toEqual({ refused: false, says: '' });
    expect(await check(`${text}\nexport const e = /^fresh-[0-9]+$/;`, 'pure')).toEqual({
      refused: false,
      says: '',
    });
    expect((await check('export const a = /^(z+)+$/;', 'pure')).refused).toBe(true);
  });
});
