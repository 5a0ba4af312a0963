import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeFolder } from './folder.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cadenza-folder-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

it('makes a folder with those above it, again and again', () => {
  const path = join(root, 'a', 'b', 'c');
  for (let n = 0; n < 2; n += 1) makeFolder(path, 0o700);
  expect(statSync(path).mode & 0o777).toBe(0o700);
  expect(statSync(join(root, 'a')).mode & 0o777).toBe(0o700);
});

it('says what is in the way', () => {
  writeFileSync(join(root, 'file'), '');
  expect(() => makeFolder(join(root, 'file'), 0o700)).toThrow(/EEXIST|ENOTDIR/);
  expect(() => makeFolder(join(root, 'file', 'below'), 0o700)).toThrow('ENOTDIR');
});
