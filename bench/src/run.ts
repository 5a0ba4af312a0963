import { connect, type Database } from 'cadenza-server/db/connect.js';
import { startEmbedded } from 'cadenza-server/db/embedded.js';
import { measureBeside } from './beside.js';
import type { Assignment } from './child.js';
import { measureEarlier } from './earlier.js';
import { measureDoubt } from './engine/doubt.js';
import { isEngineCase, measureEngine } from './engine/index.js';
import type { Run } from './bench-run.js';
import { type Call, type Client, compare, createClient, load, type Measured } from './load.js';
import { watchMemory } from './memory.js';
import { measureProber } from './prober.js';
import { profiled } from './profile.js';
import { comparisonRow } from './report.js';
import { createDatabases, HERE } from './databases.js';
import { measureExport, measureImport } from './files.js';
import { measureQueue } from './queue.js';
import { measureReports } from './reports.js';
import { createRequests, type Requests } from './requests.js';
import type { Seeded } from './seed.js';
import { type CaseName, CONNECTIONS, HALF_SECONDS, PAIRS, WARM_UP_SECONDS } from './settings.js';
import { measureShapes } from './shapes.js';
import { measureSearch } from './search.js';
import { measureStream } from './stream.js';
import { measureStart } from './start.js';
import { startTarget, type Target } from './target.js';
import { walkAll } from './walk.js';

/** Promised share of the reference's throughput, with the traffic it is promised for. */
const COMPARED: Partial<Record<CaseName, { what: string; goal: number; calls: keyof Requests }>> = {
  list: { what: 'list, 50 of one owner, sorted', goal: 0.8, calls: 'list' },
  list_default: { what: 'list, 50 of all, default sort', goal: 0.8, calls: 'listDefault' },
  point: { what: 'show one person', goal: 0.8, calls: 'point' },
  create_person: { what: 'create person', goal: 0.6, calls: 'createPerson' },
  create_membership: { what: 'create cadence membership', goal: 0.6, calls: 'createMembership' },
};

/** What brings databases of its own. */
const APART: ReadonlySet<CaseName> = new Set(['doubt', 'earlier', 'writers', 'start']);

/** Everything from an empty folder to the last line of the table, as often as the settings say. */
export async function measure(asked: Omit<Run, 'databases'>): Promise<void> {
  const { settings, folder, progress } = asked;
  const embedded = await startEmbedded({ dataDir: folder, progress });
  try {
    const { connection } = embedded;
    const run: Run = { ...asked, databases: createDatabases(connection, settings, progress) };
    run.database(await versionOf(run, connection));
    for (let turn = 1; turn <= settings.runs; turn += 1) {
      if (settings.runs > 1) progress(`Run ${turn} of ${settings.runs}`);
      await once(run, connection);
    }
  } finally {
    await embedded.stop();
  }
}

/** Every case once; none leaves behind what the next run would meet. */
async function once(run: Run, connection: Assignment['connection']): Promise<void> {
  const { settings, folder } = run;
  const names = [...settings.only];
  if (names.some((name) => !isEngineCase(name) && !APART.has(name))) await measureApi(run);
  for (const name of names.filter(isEngineCase)) await measureEngine(run, name, connection, folder);
  if (settings.only.has('doubt'))
    await profiled(settings.profile, 'doubt', () => measureDoubt(run, connection, folder));
  if (settings.only.has('earlier') || settings.only.has('writers')) await measureEarlier(run, connection);
  if (settings.only.has('start')) await measureStart(run);
}

async function versionOf({ progress }: Pick<Run, 'progress'>, connection: Assignment['connection']) {
  const database = connectTo(connection, progress);
  try {
    const { rows } = await database.pool.query<{ server_version: string }>('SHOW server_version');
    return rows[0]?.server_version ?? 'unknown';
  } finally {
    await database.close();
  }
}

const connectTo = (connection: Assignment['connection'], progress: Run['progress']): Database =>
  connect({
    connection,
    max: 2,
    onError: (error) => progress(`database connection lost: ${error.message}`),
  });

/** The API beside the reference: both servers are started over one seeded database. */
async function measureApi(run: Run): Promise<void> {
  const { settings, folder, signal, progress } = run;
  const { connection, seeded, drop } = await cancellable(run.databases.seeded(HERE), signal);
  const database = connectTo(connection, progress);
  const undo: (() => Promise<void>)[] = [drop, () => database.close()];
  const assignment: Assignment = { connection, seeded, connections: CONNECTIONS, dataDir: folder };
  const start = async (name: Target['name']) => {
    const target = await startTarget(name, assignment, settings.profile);
    const client = createClient(target.port, seeded.key, CONNECTIONS);
    undo.push(() => target.stop());
    undo.push(async () => client.close());
    return { target, client };
  };
  try {
    await inOrder(run, assignment.connection, database, seeded, start);
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

/** The cases in the order of the settings: the reads see the seeded tables before the writes add to them. */
async function inOrder(
  run: Run,
  connection: Assignment['connection'],
  database: Database,
  seeded: Seeded,
  start: (name: Target['name']) => Promise<{ target: Target; client: Client }>,
): Promise<void> {
  const { settings, progress } = run;
  const ours = await start('cadenza');
  const theirs = await start('reference');
  const requests = createRequests(seeded);
  for (const name of settings.only) {
    const compared = COMPARED[name];
    if (compared) {
      progress(`Measuring: ${compared.what}`);
      const found = compare(await inPairs(run, ours.client, theirs.client, requests[compared.calls]));
      run.report(comparisonRow(compared.what, found, compared.goal));
    }
    if (name === 'cursor_walk') await walk(run, ours.client, seeded.people);
    if (name === 'export') await measureExport(run, ours.target, database, seeded);
    if (name === 'import') await measureImport(run, ours.target, database, seeded);
    if (name === 'queue') await measureQueue(run, ours.client, database, seeded);
    if (name === 'beside') await measureBeside(run, ours.client, database, seeded);
    if (name === 'stream') await measureStream(run, ours.target, ours.client, database, seeded);
    if (name === 'search') await measureSearch(run, ours, database, seeded);
    if (name === 'reports') await measureReports(run, ours.client, database, seeded);
    if (name === 'prober') await measureProber(run, ours.target, seeded);
    if (name === 'shapes') await measureShapes(run, connection, seeded);
    if (name === 'memory') await soak(run, ours.target, ours.client, requests.list);
  }
}

/** Both warmed up, then A B A B ...: neighbours in time share whatever else the machine is doing. */
async function inPairs(
  { signal }: Run,
  a: Client,
  b: Client,
  next: () => Call,
): Promise<[Measured, Measured][]> {
  for (const client of [a, b]) await load(client, next, CONNECTIONS, WARM_UP_SECONDS, signal);
  const pairs: [Measured, Measured][] = [];
  for (let i = 0; i < PAIRS; i += 1) {
    const ours = await load(a, next, CONNECTIONS, HALF_SECONDS, signal);
    pairs.push([ours, await load(b, next, CONNECTIONS, HALF_SECONDS, signal)]);
  }
  return pairs;
}

async function walk({ progress, report, signal }: Run, client: Client, people: number): Promise<void> {
  progress(`Measuring: cursor walk over ${people} people`);
  const { pages, first, last, ratio } = await walkAll(client, people, signal);
  report({
    what: `cursor walk by updated_at, ${pages} pages of 100`,
    cadenza: `last ${last.toFixed(2)} ms`,
    reference: `first ${first.toFixed(2)} ms`,
    ratio: ratio.toFixed(2),
    goal: '<= 1.2',
    met: ratio <= 1.2,
    figure: ratio,
    latencies: '(last 100 pages against the first 100)',
  });
}

async function soak(run: Run, target: Target, client: Client, next: () => Call): Promise<void> {
  const { settings, signal, progress, report } = run;
  progress(`Measuring: memory over ${settings.soakMinutes} minutes of list load`);
  const watch = watchMemory(target);
  const minutes = settings.soakMinutes;
  const { latencies } = await load(client, next, CONNECTIONS, Math.max(minutes, 1.2) * 60, signal).finally(
    watch.end,
  );
  const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
  const early = watch.around(60);
  const late = watch.around(minutes * 60);
  report({
    what: `memory after ${minutes} minutes of lists`,
    cadenza: mib(late),
    reference: `1 min: ${mib(early)}`,
    ratio: (late / early).toFixed(2),
    goal: '<= 1.1',
    met: late / early <= 1.1,
    figure: late / early,
    latencies: `(${latencies.length} requests)`,
  });
}

/** Gives up on `work` when the signal says so; the database it runs on is stopped right after. */
async function cancellable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    work.then(resolve, reject);
  });
}
