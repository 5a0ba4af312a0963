import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 300_000 });

const repository = fileURLToPath(new URL('../..', import.meta.url));
const DB = 'apps/server/src/db';
let root: string;

/** Tables, teams and what they need of another: of all migrations `npm run check:schema` says it. */
const FIRST = 3;

// A checkout of which nothing is there (or compiles) but the database's own files.
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'migration-'));
  for (const part of ['scripts', 'package.json', 'biome.json', DB, 'apps/server/src/kernel'])
    cpSync(join(repository, part), join(root, part), { recursive: true });
  for (const later of files().slice(FIRST)) rmSync(join(root, DB, 'migrations', later));
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
  writeFileSync(join(root, 'apps/server/src/main.ts'), 'this is no program (');
});
afterAll(() => rmSync(root, { recursive: true }));

const migration = (...args: string[]) =>
  promisify(execFile)(process.execPath, ['scripts/migration.mjs', ...args], { cwd: root });
const files = () =>
  readdirSync(join(root, DB, 'migrations'))
    .filter((name) => name.endsWith('.sql'))
    .sort();
const schema = () => readFileSync(join(root, DB, 'schema.ts'), 'utf8');

it('makes the next file, and the types of what it says', async () => {
  const next = Number(files().at(-1)?.slice(0, 4)) + 1;
  await migration();
  const types = schema();
  expect(types).toContain('export interface TeamsTable {\n');
  const { stdout } = await migration('planted');
  const file = `${String(next).padStart(4, '0')}_planted.sql`;
  expect(stdout).toContain(file);
  expect(schema()).toBe(types);

  const planted = join(root, DB, 'migrations', file);
  writeFileSync(
    planted,
    'CREATE TABLE planted (team_id bigint NOT NULL, noted_at timestamptz DEFAULT now());',
  );
  await expect(migration('--check')).rejects.toThrow('schema.ts is not what the migrations make');
  await migration();
  expect(schema()).toContain('export interface PlantedTable {\n  team_id: number;\n  noted_at: ColumnType<');
  await migration('--check');

  writeFileSync(planted, 'CREATE TABLE planted (team_id nonsense);');
  await expect(migration()).rejects.toThrow(/planted: type "nonsense" does not exist/);
  await expect(migration('Not a name')).rejects.toThrow('small letters');
});
