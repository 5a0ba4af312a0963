import type { Database } from 'cadenza-server/db/connect.js';
import { write } from 'cadenza-server/db/write.js';
import { createApiKey } from 'cadenza-server/domain/identity/commands.js';
import type { Run } from './bench-run.js';
import { type Client, createClient } from './load.js';
import { median, percentile } from './numbers.js';
import type { Seeded } from './seed.js';
import { SEARCH_ROUNDS } from './settings.js';
import type { Target } from './target.js';

/** Milliseconds that 95 of 100 searches may take. */
const GOAL_MS = 50;

const LETTERS = Array.from('abcdefghijklmnopqrstuvwxyz');
const FIRST =
  'ada ben cleo dan eva finn gina hugo iris jon kim leo mia noah olga paul quinn rosa sam tess'.split(' ');
const LAST = 'abbott baker carter fischer garcia hansen keller nguyen patel rossi tanaka wagner zimmer'.split(
  ' ',
);
const wrong = (word: string) => `${word.slice(0, 2)}${word.charAt(3)}${word.charAt(2)}${word.slice(4)}`;

/** What is typed: one to three letters, names and parts of names, addresses, numbers, mistakes, and what is not there. */
const QUERIES: readonly string[] = [
  ...LETTERS,
  ...LETTERS.map((letter, at) => `${letter}${LETTERS[(at * 7) % 26] ?? ''}`),
  ...FIRST.map((name) => name.slice(0, 2)),
  ...FIRST.map((name) => name.slice(0, 3)),
  ...LAST.map((name) => name.slice(0, 3)),
  ...FIRST.map((name, at) => `${name} ${(LAST[at % LAST.length] ?? '').slice(0, 3)}`),
  ...FIRST.slice(0, 10).map((name, at) => `${LAST[at] ?? ''}, ${name.slice(0, 2)}`),
  ...FIRST.slice(0, 10).map((name, at) => `${name.slice(0, 2)} ${(LAST[at] ?? '').slice(0, 2)}`),
  ...LAST.map(wrong),
  ...LAST.slice(0, 7).map((name, at) => `${FIRST[at] ?? ''} ${wrong(name)}`),
  ...FIRST.slice(0, 10).map((name, at) => `${name}.${LAST[at] ?? ''}${at * 26}`),
  ...Array.from({ length: 10 }, (_, at) => `ada company${at * 31}.example`),
  ...Array.from({ length: 5 }, (_, at) => `404 555 0${at}1`),
  ...Array.from({ length: 10 }, (_, at) => `qzx${LETTERS[at] ?? ''}wvkj`),
];

/** Fixed queries, one after another: as an admin, and as two reps of a private team, with many people and with few. */
export async function measureSearch(
  run: Run,
  { target, client }: { target: Target; client: Client },
  database: Database,
  seeded: Seeded,
): Promise<void> {
  const asked = async (who: string, by: Client) => {
    const took: number[] = [];
    let slowest = { ms: 0, q: '' };
    for (let round = 0; round <= SEARCH_ROUNDS; round += 1)
      for (const q of QUERIES) {
        run.signal.throwIfAborted();
        const start = performance.now();
        await by.send({ method: 'GET', path: `/v2/search?q=${encodeURIComponent(q)}` });
        const ms = performance.now() - start;
        // The first round warms up.
        if (round === 0) continue;
        took.push(ms);
        if (ms > slowest.ms) slowest = { ms, q };
      }
    const p95 = percentile(took, 0.95);
    run.report({
      what: `search, ${QUERIES.length} queries, ${who}`,
      cadenza: `p95 ${p95.toFixed(1)} ms`,
      reference: `p50 ${median(took).toFixed(1)} ms`,
      ratio: '-',
      goal: `<= ${GOAL_MS} ms`,
      met: p95 <= GOAL_MS,
      figure: p95,
      latencies: `(slowest ${slowest.ms.toFixed(1)} ms: ${slowest.q})`,
    });
  };
  run.progress('Measuring: searches while somebody types');
  await asked('an admin', client);
  const visible = (team_visibility_default: string) =>
    client.send({ method: 'PUT', path: '/v2/team', body: JSON.stringify({ team_visibility_default }) });
  await visible('private');
  try {
    for (const [who, userId] of Object.entries(await ownersOf(database, seeded))) {
      const { key } = await write(database.kysely, seeded.teamId, (tx) =>
        createApiKey(tx, seeded.teamId, { userId, name: 'search', scopes: ['system:all'] }, new Date()),
      );
      const rep = createClient(target.port, key, 1);
      await asked(`a rep of a private team with ${who} people`, rep).finally(() => rep.close());
    }
  } finally {
    await visible('public');
  }
}

/** Users of the team by how many people they look after: most, and the middle. */
async function ownersOf({ pool }: Database, { teamId }: Seeded): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ id: number; n: number }>(
    'SELECT owner_id AS id, count(*)::integer AS n FROM people WHERE team_id = $1 AND owner_id IS NOT NULL GROUP BY 1 ORDER BY 2 DESC',
    [teamId],
  );
  const [most] = rows;
  const middle = rows[Math.floor(rows.length / 2)];
  return Object.fromEntries([most, middle].flatMap((each) => (each ? [[each.n, each.id]] : [])));
}
