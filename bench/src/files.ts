import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { copying } from 'cadenza-server/db/exporting.js';
import type { ReadContext } from 'cadenza-server/db/listing.js';
import type { Database } from 'cadenza-server/db/connect.js';
import { handlers } from 'cadenza-server/http/handlers.js';
import copyStreams from 'pg-copy-streams';
import type { Run } from './bench-run.js';
import { ORIGIN } from './child.js';
import type { SeededDatabase } from './databases.js';
import { median } from './numbers.js';
import type { Seeded } from './seed.js';
import { IMPORT_ROWS } from './settings.js';
import type { Target } from './target.js';

const ROUNDS = 3;
/** Of the reference's rate; and what the process may hold. */
const EXPORT_GOAL = 0.5;
const IMPORT_GOAL = 0.25;
const MEMORY_GOAL_MIB = 400;
/** A row of so many is one of a person who came before; is broken. */
const AGAIN = 10;
const BROKEN = 100;
/** People of one account. */
const OF_ACCOUNT = 20;

type Asking = { target: Target; key: string };

const ask = (
  { target, key }: Asking,
  method: string,
  path: string,
  body?: string | Readable,
  type = 'application/json',
): Promise<Response> =>
  fetch(`http://127.0.0.1:${target.port}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': type }) },
    ...(body === undefined ? {} : { body: body as string, duplex: 'half' as const }),
  });

/** All people as CSV, beside COPY of the same statement. */
export async function measureExport(
  run: Run,
  target: Target,
  database: Database,
  seeded: Seeded,
): Promise<void> {
  run.progress(`Measuring: export of ${seeded.people} people`);
  const [ours, theirs]: [number[], number[]] = [[], []];
  let bytes = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    run.signal.throwIfAborted();
    bytes = 0;
    let begun = performance.now();
    const answer = await fetch(`http://127.0.0.1:${target.port}/v2/people`, {
      headers: { authorization: `Bearer ${seeded.key}`, accept: 'text/csv' },
    });
    if (!answer.ok || !answer.body) throw new Error(`the export answered ${answer.status}`);
    for await (const chunk of answer.body) bytes += (chunk as Uint8Array).length;
    ours.push((performance.now() - begun) / 1000);
    begun = performance.now();
    await drained(database, await statementOf(database, seeded));
    theirs.push((performance.now() - begun) / 1000);
  }
  const ratio = median(theirs) / median(ours);
  run.report({
    what: `export of ${seeded.people} people as CSV, ${(bytes / 2 ** 20).toFixed(0)} MiB`,
    cadenza: `${(seeded.people / median(ours)).toFixed(0)}/s`,
    reference: `COPY TO: ${(seeded.people / median(theirs)).toFixed(0)}/s`,
    ratio: ratio.toFixed(2),
    goal: `>= ${EXPORT_GOAL}`,
    met: ratio >= EXPORT_GOAL,
    figure: ratio,
    latencies: `(median of ${ROUNDS}; ${((await target.memory()) / 2 ** 20).toFixed(0)} MiB afterwards)`,
  });
}

async function statementOf({ pool }: Database, seeded: Seeded): Promise<string> {
  const client = await pool.connect();
  try {
    const context = {
      ...{ team: seeded.teamId, tz: 'UTC', base: ORIGIN, user: seeded.userId, admin: true, group: null },
      ...{ open: true, contents: true, now: new Date(), links_until: 0, link_key: '', application: '' },
    } as unknown as ReadContext;
    const whole = {
      conditions: [],
      sortBy: 'updated_at',
      direction: 'DESC',
      offset: 0,
      limit: undefined,
    } as const;
    return await copying(client, handlers.resources.people.view, context, whole, { format: 'csv' });
  } finally {
    client.release();
  }
}

async function drained({ pool }: Database, statement: string): Promise<void> {
  const client = await pool.connect();
  try {
    const lines = client.query(copyStreams.to(statement));
    lines.resume();
    await new Promise<void>((resolve, reject) => lines.once('end', resolve).once('error', reject));
  } finally {
    client.release(true);
  }
}

/** A file of people with accounts, tags and custom fields, some known and some broken; beside COPY of the rows that came of it. */
export async function measureImport(
  run: Run,
  target: Target,
  database: Database,
  seeded: Seeded,
): Promise<void> {
  const { progress, signal, report } = run;
  progress(`Measuring: import of ${IMPORT_ROWS} rows`);
  const before = await newestOf(database);
  const asking = { target, key: seeded.key };
  const sent = await ask(asking, 'POST', '/v2/imports?name=Bench', Readable.from(sheet()), 'text/csv');
  const { data } = (await sent.json()) as { data: { id: number } };
  const begun = performance.now();
  const started = await ask(
    asking,
    'POST',
    `/v2/imports/${data.id}/start`,
    JSON.stringify({ duplicates: 'fill', tags: ['bench'] }),
  );
  if (started.status !== 202)
    throw new Error(`the import answered ${started.status}: ${await started.text()}`);
  let most = 0;
  let state: Record<string, unknown> = {};
  do {
    await delay(250, undefined, { signal });
    most = Math.max(most, await target.memory());
    const answer = await ask(asking, 'GET', `/v2/imports/${data.id}/progress`);
    state = ((await answer.json()) as { data: { run: Record<string, unknown> } }).data.run;
  } while (state['finished_at'] === null);
  if (state['state'] !== 'done') throw new Error(`the import ended: ${JSON.stringify(state)}`);
  const seconds = (performance.now() - begun) / 1000;
  progress(`Imported: ${JSON.stringify(state)}`);
  const other = await run.databases.seeded(new URL('../..', import.meta.url).pathname);
  try {
    const copied = await copyAgain(database, other, before);
    const ratio = copied.seconds / seconds;
    report({
      what: `import of ${IMPORT_ROWS} rows into a team of ${seeded.people} people`,
      cadenza: `${(IMPORT_ROWS / seconds).toFixed(0)} rows/s`,
      reference: `COPY of ${copied.rows} rows: ${copied.seconds.toFixed(0)} s`,
      ratio: ratio.toFixed(2),
      goal: `>= ${IMPORT_GOAL}`,
      met: ratio >= IMPORT_GOAL,
      figure: ratio,
      latencies: `(${seconds.toFixed(0)} s)`,
    });
  } finally {
    await other.drop();
  }
  const mib = most / 2 ** 20;
  report({
    what: 'memory of the server during the import',
    cadenza: `${mib.toFixed(0)} MiB`,
    reference: '-',
    ratio: '-',
    goal: `< ${MEMORY_GOAL_MIB} MiB`,
    met: mib < MEMORY_GOAL_MIB,
    figure: mib,
    latencies: '(resident, looked at four times a second)',
  });
}

/** A CSV file, some rows at a time. */
function* sheet(): Generator<string> {
  yield 'First name,Last name,Email,Phone,Job title,City,Country,Company,Company domain,Tags,Industry,Source\n';
  for (let first = 0; first < IMPORT_ROWS; first += 1000) {
    let part = '';
    for (let nth = first; nth < Math.min(first + 1000, IMPORT_ROWS); nth += 1) {
      const of = nth % AGAIN === AGAIN - 1 ? nth - 5 : nth;
      const account = Math.floor(of / OF_ACCOUNT);
      const email = nth % BROKEN === 50 ? 'nobody at all' : `import${of}@new${account}.example`;
      part += `First${of},"Last, ${of}",${email},+1 404 555 ${String(of % 10_000).padStart(4, '0')},Buyer ${of % 7},Town ${of % 50},Germany,New ${account},new${account}.example,"lead;spring ${of % 20}",Sector ${of % 40},Fair ${of % 9}\n`;
    }
    yield part;
  }
}

const TABLES = ['accounts', 'people'] as const;
type Newest = Record<(typeof TABLES)[number], number>;

async function newestOf({ pool }: Database): Promise<Newest> {
  const newest = async (table: string) => {
    const { rows } = await pool.query<{ id: number | null }>(`SELECT max(id) AS id FROM ${table}`);
    return Number(rows[0]?.id ?? 0);
  };
  return { accounts: await newest('accounts'), people: await newest('people') };
}

/** The rows that came, written by COPY into the same tables and indexes of another database (which knows no import), without our triggers. */
async function copyAgain(
  database: Database,
  { connection }: SeededDatabase,
  before: Newest,
): Promise<{ rows: number; seconds: number }> {
  const { connect } = await import('cadenza-server/db/connect.js');
  const other = connect({ connection, max: 1, onError: () => undefined });
  const client = await database.pool.connect();
  const writer = await other.pool.connect();
  let [rows, seconds] = [0, 0];
  try {
    for (const table of TABLES) {
      const { rows: columns } = await client.query<{ names: string }>(
        `SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS names FROM pg_attribute
         WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attname <> 'import_id'`,
        [table],
      );
      const names = columns[0]?.names ?? '';
      const came = client.query(
        copyStreams.to(
          `COPY (SELECT ${names} FROM ${table} WHERE id > ${before[table]} ORDER BY id) TO STDOUT`,
        ),
      );
      const kept: Buffer[] = [];
      for await (const chunk of came) kept.push(chunk as Buffer);
      await writer.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
      const begun = performance.now();
      const into = writer.query(copyStreams.from(`COPY ${table} (${names}) FROM STDIN`));
      await pipeline(Readable.from(kept), into);
      seconds += (performance.now() - begun) / 1000;
      rows += into.rowCount;
    }
    return { rows, seconds };
  } finally {
    client.release();
    writer.release(true);
    await other.close();
  }
}
