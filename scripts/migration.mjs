// npm run migration -- name   makes the next migration file
// npm run migration           writes apps/server/src/db/schema.ts anew, once the file is written
// npm run check:schema        says whether schema.ts is what the migrations make
// Migrates a PostgreSQL of its own in a temporary folder with the server's own runner. Only that is compiled, so this works while
// nothing else does.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import './run-typescript.mjs';
import { schemaOf } from './db-types.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const FOLDER = join(root, 'apps/server/src/db/migrations');
const SCHEMA = 'apps/server/src/db/schema.ts';
const FIRST_LINES = `-- What changes, and why. The version before runs beside this one (docs/upgrades.md). Keys are led by team_id; a table of
-- teams calls protect_tenant_table, and stamp_table for its updated_at (docs/architecture.md).
`;

/** Ends the program with one line for the person. */
function fail(line) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

/** Makes the file after the newest one. @returns its name */
function makeFile(name) {
  if (!/^[a-z][a-z0-9_]*$/.test(name))
    fail('The name of a migration has small letters, digits and underscores: npm run migration -- add_notes');
  const newest = readdirSync(FOLDER)
    .filter((file) => /^\d{4}_\w+\.sql$/.test(file))
    .reduce((most, file) => Math.max(most, Number(file.slice(0, 4))), 0);
  const file = `${String(newest + 1).padStart(4, '0')}_${name}.sql`;
  writeFileSync(join(FOLDER, file), FIRST_LINES, { flag: 'wx' });
  return file;
}

/** What schema.ts is to be, from a database that has just been migrated. @throws what PostgreSQL says, with the migration */
async function generate() {
  const { startEmbedded } = await import('../apps/server/src/db/embedded.ts');
  const { migrate } = await import('../apps/server/src/db/migrate.ts');
  const { default: pg } = await import('pg');
  const dataDir = mkdtempSync(join(tmpdir(), 'cadenza-schema-'));
  let embedded;
  let last = '';
  try {
    const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
    embedded = await startEmbedded({ dataDir, progress: () => undefined, settings });
    const pool = new pg.Pool({ ...embedded.connection, max: 2 });
    // Of connections that are being closed while PostgreSQL ends; a query that fails says so itself.
    pool.on('connect', (client) => client.on('error', () => undefined));
    pool.on('error', () => undefined);
    try {
      await migrate(pool, (line) => {
        last = line;
      });
      return await schemaOf(pool);
    } finally {
      await pool.end();
    }
  } catch (error) {
    throw last === '' ? error : new Error(`${last}: ${error.message}`, { cause: error });
  } finally {
    await embedded?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** As Biome wants it. */
function formatted(text) {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const args = [biome, 'format', `--stdin-file-path=${SCHEMA}`];
  return execFileSync(process.execPath, args, {
    cwd: root,
    input: text,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
}

const [given, ...more] = process.argv.slice(2);
if (more.length > 0) fail('Usage: npm run migration [-- name]');
if (given !== undefined && given !== '--check') {
  process.stdout.write(
    `${join('apps/server/src/db/migrations', makeFile(given))}: write it, then npm run migration\n`,
  );
  process.exit(0);
}
try {
  const wanted = formatted(await generate());
  const path = join(root, SCHEMA);
  const fresh = existsSync(path) && readFileSync(path, 'utf8') === wanted;
  if (given === '--check') {
    if (!fresh) fail(`${SCHEMA} is not what the migrations make: npm run migration`);
  } else {
    if (!fresh) writeFileSync(path, wanted);
    process.stdout.write(`${SCHEMA} ${fresh ? 'is as it was' : 'is new'}\n`);
  }
} catch (error) {
  fail(error.message);
}
