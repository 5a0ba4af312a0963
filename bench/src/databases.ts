import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { connect } from 'cadenza-server/db/connect.js';
import { readWords } from 'cadenza-server/domain/search/index.js';
import type * as Connect from 'cadenza-server/db/connect.js';
import type * as Migrate from 'cadenza-server/db/migrate.js';
import type { Assignment } from './child.js';
import type * as Seed from './seed.js';
import type { Seeded } from './seed.js';
import type { Settings } from './settings.js';

type Connection = Assignment['connection'];

/** A database of its own, with the people of the bench in it. */
export interface SeededDatabase {
  connection: Connection;
  seeded: Seeded;
  /** To be called when nobody is connected to it any more. */
  drop: () => Promise<void>;
}

/** Databases that are seeded once for each build, however often they are asked for. */
export interface Databases {
  /** @param folder a checkout, built: its code migrates and seeds. @throws Error when it is not built */
  seeded: (folder: string) => Promise<SeededDatabase>;
}

/** The checkout that this program belongs to. */
export const HERE = new URL('../..', import.meta.url).pathname;

/** What the build in `folder` has at `path`. */
export const partOf = <T>(folder: string, path: string): Promise<T> =>
  import(pathToFileURL(join(folder, path)).href) as Promise<T>;

/** Every copy comes from a template, file by file: filling a million rows takes minutes, copying them seconds. */
export function createDatabases(
  connection: Connection,
  { rows, only }: Pick<Settings, 'rows' | 'only'>,
  progress: (line: string) => void,
): Databases {
  const templates = new Map<string, Promise<{ name: string; seeded: Seeded }>>();
  let copies = 0;
  const make = async (folder: string, name: string) => {
    progress(`Seeding ${rows} people with the build in ${folder === HERE ? 'this checkout' : folder}`);
    const seeded = await seedIn(folder, connection, name, rows, progress);
    if (folder === HERE && only.has('search')) await withWords({ ...connection, database: name }, progress);
    return { name, seeded };
  };
  return {
    seeded: async (folder) => {
      let template = templates.get(folder);
      if (!template) {
        template = make(folder, `seeded_${templates.size}`);
        templates.set(folder, template);
      }
      const { name, seeded } = await template;
      copies += 1;
      const copy = `copy_${copies}`;
      await onServer(connection, `CREATE DATABASE ${copy} TEMPLATE ${name} STRATEGY file_copy`);
      return {
        connection: { ...connection, database: copy },
        seeded,
        drop: () => dropDatabase(connection, copy),
      };
    },
  };
}

/** What the search finds records by, as its chore writes it. */
async function withWords(connection: Connection, progress: (line: string) => void): Promise<void> {
  progress('Reading the words of the search');
  const database = connect({ connection, max: 2, onError: () => undefined });
  const begun = performance.now();
  try {
    while ((await readWords(database, new Date())) > 0);
    await database.pool.query('VACUUM (ANALYZE) search_words, search_records');
    progress(`Read in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  } finally {
    await database.close();
  }
}

/** Times that a database is tried to be dropped, a second apart. */
const DROPS = 60;
const INSUFFICIENT_PRIVILEGE = '42501';

/**
 * Removes a database of the bench; what still holds a connection to it loses that. A worker of PostgreSQL's own that cleans it up just
 * then may not be ended by us: it is waited for.
 */
export async function dropDatabase(connection: Connection, name: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await onServer(connection, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    } catch (error) {
      if ((error as { code?: string }).code !== INSUFFICIENT_PRIVILEGE || tries === DROPS) throw error;
      await delay(1000);
    }
  }
}

/** One statement outside any transaction. */
async function onServer(connection: Connection, statement: string): Promise<void> {
  const server = connect({ connection, max: 1, onError: () => undefined });
  try {
    await server.pool.query(statement);
  } finally {
    await server.close();
  }
}

async function seedIn(
  folder: string,
  connection: Connection,
  name: string,
  rows: number,
  progress: (line: string) => void,
): Promise<Seeded> {
  if (!existsSync(join(folder, 'bench/dist/seed.js')))
    throw new Error(`BENCH_BASE: ${folder} is not a built checkout (npm run build)`);
  const build = await partOf<typeof Connect>(folder, 'apps/server/dist/db/connect.js');
  const { migrate } = await partOf<typeof Migrate>(folder, 'apps/server/dist/db/migrate.js');
  const { seed } = await partOf<typeof Seed>(folder, 'bench/dist/seed.js');
  await onServer(connection, `CREATE DATABASE ${name}`);
  const database = build.connect({
    connection: { ...connection, database: name },
    max: 2,
    onError: (error: Error) => progress(`database connection lost: ${error.message}`),
  });
  try {
    await migrate(database.pool, () => undefined);
    return await seed(database, rows, progress);
  } finally {
    await database.close();
  }
}
