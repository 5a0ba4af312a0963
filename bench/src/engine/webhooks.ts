import { createHmac } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { loadConfig } from 'cadenza-server/config.js';
import type { Database } from 'cadenza-server/db/connect.js';
import { write } from 'cadenza-server/db/write.js';
import { createApiKey } from 'cadenza-server/domain/identity/commands.js';
import { appendMany } from 'cadenza-server/events/outbox.js';
import type { AppContext } from 'cadenza-server/http/context.js';
import { createRunner } from 'cadenza-server/jobs/runner.js';
import { systemClock } from 'cadenza-server/kernel/clock.js';
import { buildWebhooks } from 'cadenza-server/webhook-parts.js';
import { Pool } from 'undici';
import type { Run } from '../bench-run.js';
import { type Assignment, ORIGIN } from '../child.js';
import { ownSeconds, processorSeconds } from '../cpu.js';
import { postmasterOf } from '../earlier.js';
import { type Client, createClient } from '../load.js';
import { percentile } from '../numbers.js';
import type { Row } from '../report.js';
import { WEBHOOK_EVENTS, WEBHOOK_LIVE_SECONDS, WEBHOOK_RATE } from '../settings.js';
import { startTarget, type Target } from '../target.js';
import type { Came } from './receiver.js';
import { log, type World } from './world.js';

const SUBSCRIPTIONS = ['/a', '/b', '/c'];
const PEOPLE = 5_000;
/** Of the reference's rate, of its processor time, and milliseconds from a commit to the receiver. */
const RATE_GOAL = 0.5;
const CPU_GOAL = 2;
const LIVE_GOAL_MS = 200;
/** Deliveries of a batch of the reference, and connections of its pool. */
const BATCH = 100;
const CONNECTIONS = 64;
const EVENTS_AT_ONCE = 1_000;
const SCOPES = ['people:read', 'people:write'];

/** Everything that is told, against the least that tells as much; then how soon, beside a receiver that hangs too. */
export async function measureWebhooks(
  { signal, progress, report, settings }: Run,
  world: World,
  connection: Assignment['connection'],
  dataDir: string,
): Promise<void> {
  const { database, teamId } = world;
  const [userId = 0] = world.users;
  const key = await preparedBy(world, userId);
  const of = { connection: { ...connection, database: await nameOf(database) }, dataDir, seeded: undefined };
  const server = await startTarget('cadenza', { ...of, connections: 4 }, settings.profile);
  const receiver = await startTarget('receiver', { ...of, connections: 0 }, settings.profile);
  const client = createClient(server.port, key, 4);
  let stopSender = async (): Promise<void> => undefined;
  try {
    const subscribe = (path: string) =>
      client.send({
        method: 'POST',
        path: '/v2/webhook_subscriptions',
        body: JSON.stringify({
          event_type: 'person_updated',
          callback_url: `http://127.0.0.1:${receiver.port}${path}`,
          callback_token: 'a token of the bench',
        }),
      });
    for (const path of SUBSCRIPTIONS) await subscribe(path);
    const postmaster = await postmasterOf(connection);
    const spent = () => ownSeconds() + processorSeconds(postmaster);
    await happen(database, teamId, userId);
    for (const row of await measureAll({ world, dataDir, receiver, spent, signal })) report(row);
    stopSender = startSender(database, dataDir);
    for (const beside of [false, true]) {
      if (beside) await subscribe('/hang');
      progress(
        `Measuring: webhooks, ${WEBHOOK_RATE} events a second${beside ? ' beside a dead receiver' : ''}`,
      );
      report(await measureLive(client, receiver, beside, signal));
    }
  } finally {
    client.close();
    await stopSender();
    await receiver.stop();
    await server.stop();
  }
}

/** Starts the loops that tell, as a process of the server has them. @returns what stops them */
function startSender(database: Database, dataDir: string): () => Promise<void> {
  const config = loadConfig({
    PUBLIC_URL: ORIGIN,
    DATA_DIR: dataDir,
    WEBHOOK_ALLOW_PRIVATE: '127.0.0.1',
  });
  const { loops, close } = buildWebhooks({ config, database, clock: systemClock, log } as AppContext);
  const runner = createRunner({ loops, clock: systemClock, log, restMs: 100 });
  runner.start();
  return async () => {
    await runner.stop(AbortSignal.abort());
    close();
  };
}

const nameOf = async ({ pool }: Database): Promise<string> =>
  (await pool.query<{ name: string }>('SELECT current_database() AS name')).rows[0]?.name ?? '';

/** People to tell of. @returns an API key */
async function preparedBy({ database, teamId }: World, userId: number): Promise<string> {
  const now = systemClock.now();
  await database.pool.query(
    `INSERT INTO people (team_id, created_at, updated_at, first_name, last_name, email_address, city, title, person_company_name, owner_id, creator_id)
     SELECT $1, $2, $2, 'Person' || n, 'Bench', 'person' || n || '@target.example', 'Town ' || n % 50, 'Buyer', 'Company ' || n % 900, $3, $3
     FROM generate_series(1, $4::bigint) n`,
    [teamId, now, userId, PEOPLE],
  );
  await database.pool.query('UPDATE teams SET rate_limit_per_minute = 2000000000');
  await database.pool.query('ANALYZE');
  return write(database.kysely, teamId, async (tx) => {
    return (await createApiKey(tx, teamId, { userId, name: 'bench', scopes: SCOPES }, now)).key;
  });
}

/** As many events, of one person after the other. */
async function happen({ kysely, pool }: Database, teamId: number, userId: number): Promise<void> {
  const { rows } = await pool.query<{ id: number }>('SELECT id FROM people ORDER BY id');
  for (let first = 0; first < WEBHOOK_EVENTS; first += EVENTS_AT_ONCE)
    await write(kysely, teamId, (tx) =>
      appendMany(
        { tx, teamId, userId, now: systemClock.now() },
        Array.from({ length: EVENTS_AT_ONCE }, (_, nth) => ({
          type: 'person_updated' as const,
          id: Number(rows[(first + nth) % rows.length]?.id),
        })),
      ),
    );
}

interface All {
  world: World;
  dataDir: string;
  receiver: Target;
  /** Processor seconds of whoever sends, PostgreSQL included. */
  spent: () => number;
  signal: AbortSignal;
}

async function measureAll({ world, dataDir, receiver, spent, signal }: All): Promise<Row[]> {
  const { database } = world;
  const all = WEBHOOK_EVENTS * SUBSCRIPTIONS.length;
  const timed = async (work: () => Promise<unknown>) => {
    const [begun, before] = [performance.now(), spent()];
    await work();
    const seconds = (performance.now() - begun) / 1000;
    const came = await told(receiver);
    await ask(receiver, '/forget');
    return { rate: all / seconds, cpu: ((spent() - before) * 1000) / all, came };
  };
  const ours = await timed(async () => {
    const stop = startSender(database, dataDir);
    while (!(await allSettled(database, all))) await delay(250, undefined, { signal });
    await stop();
  });
  const theirs = await timed(() => reference(world, receiver.port, signal));
  const { deliveries, again, disordered } = ours.came;
  const wrong = deliveries - again !== all || disordered > 0;
  const ratio = ours.rate / theirs.rate;
  const costs = ours.cpu / theirs.cpu;
  const same = { met: undefined, latencies: '' };
  return [
    {
      ...same,
      what: `webhooks, ${WEBHOOK_EVENTS} events to ${SUBSCRIPTIONS.length} subscriptions`,
      cadenza: `${ours.rate.toFixed(0)}/s`,
      reference: `undici: ${theirs.rate.toFixed(0)}/s`,
      ratio: ratio.toFixed(2),
      goal: `>= ${RATE_GOAL}, each once, in order`,
      met: ratio >= RATE_GOAL && !wrong,
      figure: ratio,
      latencies: `(${deliveries} came, ${all - deliveries + again} LOST, ${again} again, ${disordered} out of order)`,
    },
    {
      ...same,
      what: 'processor time of a delivery, Node.js and PostgreSQL',
      cadenza: `${ours.cpu.toFixed(2)} ms`,
      reference: `undici: ${theirs.cpu.toFixed(2)} ms`,
      ratio: costs.toFixed(2),
      goal: `<= ${CPU_GOAL}`,
      met: costs <= CPU_GOAL,
      figure: costs,
    },
  ];
}

/** Looks at what waits, by its index. @throws Error when one did not arrive at the first try */
async function allSettled({ pool }: Database, all: number): Promise<boolean> {
  const { rows } = await pool.query<{ problem: string | null }>(
    `SELECT problem FROM webhook_deliveries WHERE state = 'waiting' ORDER BY team_id, lane LIMIT 1`,
  );
  if (rows[0]?.problem) throw new Error(`a delivery failed: ${rows[0].problem}`);
  if (rows.length > 0) return false;
  const { rows: counts } = await pool.query<{ n: number; problem: string | null }>(
    'SELECT count(*)::integer AS n, max(problem) AS problem FROM webhook_deliveries',
  );
  if (counts[0]?.problem) throw new Error(`a delivery failed: ${counts[0].problem}`);
  return (counts[0]?.n ?? 0) >= all;
}

/**
 * The same deliveries by undici's Pool: both signatures, the rows inserted and completed a batch at a time in a table with the
 * same columns and indexes, found by their key: by `id` alone, and in a table without statistics, each batch read them all. Nothing
 * keeps an order, nothing is tried again.
 */
async function reference(
  { database: { pool }, teamId }: Pick<World, 'database' | 'teamId'>,
  port: number,
  signal: AbortSignal,
): Promise<void> {
  await pool.query('CREATE TABLE deliveries_again (LIKE webhook_deliveries INCLUDING ALL)');
  const receiver = new Pool(`http://127.0.0.1:${port}`, { connections: CONNECTIONS });
  const token = 'a token of the bench';
  const columns =
    'team_id, id, subscription_id, queued_at, event_type, sequence, happened_at, resource, resource_id, callback_url, body, lane';
  try {
    for (let after = 0; ; ) {
      signal.throwIfAborted();
      const { rows } = await pool.query<{ id: number; body: string; path: string; sequence: number }>(
        `INSERT INTO deliveries_again (${columns}) SELECT ${columns} FROM webhook_deliveries WHERE team_id = $2 AND id > $1 ORDER BY id LIMIT ${BATCH}
         RETURNING id, body, sequence, regexp_replace(callback_url, '^http://[^/]+', '') AS path`,
        [after, teamId],
      );
      if (rows.length === 0) return;
      const seconds = Math.floor(Date.now() / 1000);
      const sent = rows.map(async ({ id, body, path, sequence }) => {
        const standard = createHmac('sha256', token).update(`msg_${id}.${seconds}.${body}`).digest('base64');
        const headers = {
          'content-type': 'application/json; charset=utf-8',
          'x-salesloft-event': 'person_updated',
          'x-salesloft-signature': createHmac('sha1', token).update(body).digest('hex'),
          'webhook-id': `msg_${id}`,
          'webhook-timestamp': String(seconds),
          'webhook-signature': `v1,${standard}`,
          'x-cadenza-sequence': String(sequence),
        };
        const answer = await receiver.request({ method: 'POST', path, headers, body });
        await answer.body.dump();
        return answer.statusCode;
      });
      const statuses = await Promise.all(sent);
      await pool.query(
        `UPDATE deliveries_again d SET state = 'delivered', status = t.status, attempts = 1, finished_at = now()
         FROM unnest($1::bigint[], $2::integer[]) t (id, status) WHERE d.team_id = $3 AND d.id > $4 AND d.id <= $5 AND d.id = t.id`,
        [rows.map(({ id }) => id), statuses, teamId, after, rows.at(-1)?.id],
      );
      after = Number(rows.at(-1)?.id);
    }
  } finally {
    await receiver.close();
  }
}

/** From the moment that a change is asked for until each subscription that answers has been told. */
async function measureLive(
  client: Client,
  receiver: Target,
  beside: boolean,
  signal: AbortSignal,
): Promise<Row> {
  await ask(receiver, '/forget');
  const asked = new Map<string, number>();
  const begun = performance.now();
  const count = WEBHOOK_RATE * WEBHOOK_LIVE_SECONDS;
  for (let nth = 1; nth <= count; nth += 1) {
    const rest = begun + (nth * 1000) / WEBHOOK_RATE - performance.now();
    if (rest > 0) await delay(rest, undefined, { signal });
    const title = `mark ${nth}`;
    asked.set(title, Date.now());
    await client.send({
      method: 'PUT',
      path: `/v2/people/${1 + (nth % PEOPLE)}`,
      body: JSON.stringify({ title }),
    });
  }
  const complete = ({ marked }: Came) => Object.values(marked).flat().length >= count * SUBSCRIPTIONS.length;
  let came = await told(receiver);
  for (const until = Date.now() + 30_000; !complete(came) && Date.now() < until; came = await told(receiver))
    await delay(100, undefined, { signal });
  const took = [...asked].flatMap(([title, at]) => (came.marked[title] ?? []).map((moment) => moment - at));
  const lost = count * SUBSCRIPTIONS.length - took.length;
  const p95 = percentile(took, 0.95);
  return {
    what: `webhooks, from the command to the receiver at ${WEBHOOK_RATE} a second${beside ? ', beside a dead receiver' : ''}`,
    cadenza: `p95 ${p95} ms`,
    reference: `p50 ${percentile(took, 0.5)} ms`,
    ratio: '-',
    goal: `<= ${LIVE_GOAL_MS} ms`,
    met: p95 <= LIVE_GOAL_MS && lost === 0,
    figure: p95,
    latencies: `(${took.length} came, ${lost} LOST; the command's own time is in it)`,
  };
}

const told = async (receiver: Target): Promise<Came> =>
  (await ask(receiver, '/came')).json() as Promise<Came>;

const ask = (receiver: Target, path: string): Promise<Response> =>
  fetch(`http://127.0.0.1:${receiver.port}${path}`);
