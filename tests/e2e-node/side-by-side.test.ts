import { setTimeout as delay } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type Database } from '../../apps/server/src/db/connect.js';
import { type Migration, migrate, migrations } from '../../apps/server/src/db/migrate.js';
import { write } from '../../apps/server/src/db/write.js';
import { ADMIN_ROLE, createApiKey } from '../../apps/server/src/domain/identity/commands.js';
import { ALL_SCOPES } from '../../apps/server/src/domain/identity/scopes.js';
import { systemClock } from '../../apps/server/src/kernel/clock.js';
import { world } from '../engine/support.js';
import {
  api,
  besideOthers,
  buildServer,
  cadenzaServer,
  databaseUrl,
  killLeftovers,
  startServer,
  temporaryFolder,
} from './server.js';

/**
 * The next version, as far as a running process meets it: a migration that adds columns where every command reads and
 * writes, renames one by the rule of docs/upgrades.md (a new column kept equal by a trigger), narrows others, and changes
 * types under statements that are prepared.
 */
const NEXT: Migration = {
  version: 9990,
  name: 'of_the_next_version',
  checksum: 'none',
  needs: undefined,
  sql: `
    ALTER TABLE people ADD COLUMN added_one text;
    ALTER TABLE emails ADD COLUMN added_one integer NOT NULL DEFAULT 7, ADD COLUMN added_two jsonb;
    ALTER TABLE actions ADD COLUMN added_one text;
    ALTER TABLE cadence_memberships ADD COLUMN added_one timestamptz;
    ALTER TABLE steps ADD COLUMN added_one text;
    ALTER TABLE users ADD COLUMN added_one text;
    ALTER TABLE teams ADD COLUMN added_one text;
    ALTER TABLE events ADD COLUMN added_one text;
    ALTER TABLE api_keys ADD COLUMN added_one text;

    ALTER TABLE people ADD COLUMN job_title text;
    UPDATE people SET job_title = title;
    CREATE FUNCTION keep_job_title() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      NEW.job_title := coalesce(NEW.title, NEW.job_title); RETURN NEW; END $$;
    CREATE TRIGGER keep_job_title BEFORE INSERT OR UPDATE ON people FOR EACH ROW EXECUTE FUNCTION keep_job_title();

    ALTER TABLE emails ALTER smtp_reply TYPE varchar(4000), ALTER attempts TYPE bigint;
    ALTER TABLE actions ALTER attempts TYPE bigint;
    ALTER TABLE people ADD CONSTRAINT narrow CHECK (length(first_name) < 500) NOT VALID`,
};

const folder = temporaryFolder();
let db: Awaited<ReturnType<typeof databaseUrl>>;
let direct: Database;
/** Messages that the mail server took, by Message-ID. */
const taken = new Map<string, number>();
const sink = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData: (stream, _session, done) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      const id = /^Message-ID: (<.+>)\r$/im.exec(Buffer.concat(chunks).toString('latin1'))?.[1] ?? 'none';
      taken.set(id, (taken.get(id) ?? 0) + 1);
      done();
    });
  },
});

beforeAll(async () => {
  await buildServer();
  db = await databaseUrl();
});
afterAll(async () => {
  killLeftovers();
  sink.close();
  await direct?.close();
  await db.close();
  folder.remove();
});

it('old processes write and send while the next version migrates and afterwards, and one starts again', async () => {
  direct = connect({ connection: { connectionString: db.url }, max: 4, onError: () => undefined });
  const w = await world(direct, {}, { role_id: ADMIN_ROLE });
  const { id: cadence } = await w.cadence([
    { day: 1, type: 'email', automated: true, immediately: true, weekends: true },
  ]);
  const { key } = await write(direct.kysely, w.teamId, (tx) =>
    createApiKey(tx, w.teamId, { userId: w.userId, name: 'test', scopes: ALL_SCOPES }, systemClock.now()),
  );
  await db.pool.query('UPDATE teams SET rate_limit_per_minute = 1000000');
  const smtp = await new Promise<number>((resolve) => {
    const listening = sink.listen(0, '127.0.0.1', () =>
      resolve((listening.address() as { port: number }).port),
    );
  });
  const environment = (name: string) =>
    besideOthers(db, folder, name, { SMTP_URL: `smtp://127.0.0.1:${smtp}` });
  const old = await startServer(await environment('old'), 'api');
  const worker = cadenzaServer(['worker'], await environment('worker'));

  const refused: unknown[] = [];
  let pairs = 0;
  let writing = true;
  const writer = async (url: string, name: string) => {
    const call = api(url, key);
    for (let number = 0; writing; number += 1) {
      const person = await call('POST', '/v2/people', {
        email_address: `${name}${number}@example.com`,
        first_name: 'Ada',
        title: 'Head',
      });
      const id = person.body?.data?.id;
      const member = await call('POST', '/v2/cadence_memberships', { person_id: id, cadence_id: cadence });
      const asked = await call('GET', `/v2/people?ids=${id}`);
      const changed = await call('PUT', `/v2/people/${id}`, { last_name: `L${number}` });
      for (const answer of [person, member, asked, changed]) if (answer.status !== 200) refused.push(answer);
      pairs += 1;
      await delay(50);
    }
  };
  const writers = [writer(old.url, 'a'), writer(old.url, 'b')];
  const sent = async (least: number) => {
    let states: { state: string; n: number }[] = [];
    for (let attempt = 0; attempt < 600; attempt += 1) {
      ({ rows: states } = await db.pool.query<{ state: string; n: number }>(
        'SELECT state, count(*) AS n FROM emails GROUP BY state',
      ));
      if ((states.find(({ state }) => state === 'sent')?.n ?? 0) >= least) return;
      await delay(100);
    }
    throw new Error(`${least} of ${pairs} should be sent by now: ${JSON.stringify({ states, refused })}`);
  };
  await sent(20);
  await migrate(direct.pool, () => undefined, [...migrations(), NEXT]);
  await sent(Math.max(60, pairs));

  const again = await startServer(await environment('again'), 'api');
  expect(again.output.stderr).toContain('migrated by a newer version (9990); this one goes on beside it');
  writers.push(writer(again.url, 'c'));
  await sent(pairs + 20);
  writing = false;
  await Promise.all(writers);
  await sent(pairs);

  expect(refused).toEqual([]);
  const { rows } = await db.pool.query('SELECT state, count(*) AS n FROM emails GROUP BY state');
  expect(rows).toEqual([{ state: 'sent', n: pairs }]);
  expect([taken.size, Math.max(...taken.values())]).toEqual([pairs, 1]);
  const unlike = await db.pool.query('SELECT id FROM people WHERE job_title IS DISTINCT FROM title');
  expect(unlike.rows).toEqual([]);
  const apart = await db.pool.query('SELECT id FROM actions WHERE due_at IS DISTINCT FROM due_on');
  expect(apart.rows).toEqual([]);
  worker.child.kill('SIGTERM');
  expect([(await old.stop()).code, (await again.stop()).code, (await worker.ended).code]).toEqual([0, 0, 0]);
  const logs = [old, again, worker].map(({ output }) => output.stderr).join('');
  expect(logs).not.toMatch(/"level":(50|60)/);
});
