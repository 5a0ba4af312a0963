import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { VERSION } from '../../apps/server/src/kernel/version.js';

interface Described {
  version?: string;
  name?: string;
  link?: boolean;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
const lock = JSON.parse(read('package-lock.json')) as {
  version: string;
  packages: Record<string, Described>;
};
/** Folders of our own packages, as the lock file lists them; '' is the root. */
const ours = Object.keys(lock.packages).filter((path) => !path.includes('node_modules/'));
const described = ours.map((path) => ({
  path,
  own: JSON.parse(read(path === '' ? 'package.json' : `${path}/package.json`)) as Described,
  locked: lock.packages[path] as Described,
}));
const names = described.map(({ own }) => own.name);

it('the version is one fact, in every package, the lock file and the changelog', () => {
  expect(ours).toContain('apps/server');
  const told = described.flatMap(({ path, own, locked }) => [
    `${path}: ${own.version}`,
    `${path} locked: ${locked.version}`,
    ...[own, locked].flatMap(({ dependencies, devDependencies }) =>
      Object.entries({ ...dependencies, ...devDependencies })
        .filter(([name]) => names.includes(name))
        .map(([name, version]) => `${path} needs ${name}: ${version}`),
    ),
  ]);
  expect(told.filter((each) => !each.endsWith(`: ${VERSION}`))).toEqual([]);
  expect(lock.version).toBe(VERSION);
  const headings = read('CHANGELOG.md')
    .split('\n')
    .filter((line) => line.startsWith('## '));
  expect(headings.find((line) => line !== '## Unreleased')).toBe(`## ${VERSION}`);
});
