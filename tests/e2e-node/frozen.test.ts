import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type Database } from '../../apps/server/src/db/connect.js';
import { write } from '../../apps/server/src/db/write.js';
import { addToCadence } from '../../apps/server/src/domain/memberships/membership-commands.js';
import { ADMIN_ROLE, createApiKey } from '../../apps/server/src/domain/identity/commands.js';
import { ALL_SCOPES } from '../../apps/server/src/domain/identity/scopes.js';
import { systemClock } from '../../apps/server/src/kernel/clock.js';
import { as, type World, world } from '../engine/support.js';
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

/** A process that stands still for longer than its leases (a paused machine, a debugger), and then goes on. */
const folder = temporaryFolder();
const databases: { direct: Database; close(): Promise<void> }[] = [];
const servers: SMTPServer[] = [];
beforeAll(buildServer);
afterAll(async () => {
  killLeftovers();
  for (const server of servers) server.close();
  for (const { direct, close } of databases) {
    await direct.close();
    await close();
  }
  folder.remove();
});

async function place() {
  const db = await databaseUrl();
  const direct = connect({ connection: { connectionString: db.url }, max: 4, onError: () => undefined });
  databases.push({ direct, close: db.close });
  const environment = (name: string, more: Record<string, string> = {}) =>
    besideOthers(db, folder, name, { LOG_LEVEL: 'fatal', ...more });
  return { pool: db.pool, direct, environment };
}

/** Looks again until it is so. @throws Error after 100 seconds, with what it saw last */
async function until<T>(look: () => Promise<T>, enough: (seen: T) => boolean): Promise<T> {
  let seen = await look();
  for (let attempt = 0; !enough(seen); attempt += 1) {
    if (attempt > 1000) throw new Error(`it did not happen: ${JSON.stringify(seen)}`);
    await delay(100);
    seen = await look();
  }
  return seen;
}

const freeze = (child: ChildProcess) => child.kill('SIGSTOP');
const thaw = (child: ChildProcess) => child.kill('SIGCONT');

/** A mail server that keeps its answers to whole messages for itself while `holding`; `taken` by Message-ID. */
async function mailServer() {
  const state = { taken: new Map<string, number>(), holding: true, held: [] as (() => void)[], port: 0 };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const id = /^Message-ID: (<.+>)\r$/im.exec(Buffer.concat(chunks).toString('latin1'))?.[1] ?? 'none';
        state.taken.set(id, (state.taken.get(id) ?? 0) + 1);
        if (state.holding) state.held.push(done);
        else done();
      });
    },
  });
  server.on('error', () => undefined);
  servers.push(server);
  state.port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () =>
      resolve((listening.address() as { port: number }).port),
    );
  });
  return state;
}

async function enrol(w: World, cadence: number, people: number): Promise<void> {
  for (let n = 0; n < people; n += 1) {
    const person = await w.person();
    await as(w, (tx) =>
      addToCadence(
        { tx, principal: w.who, now: systemClock.now() },
        { person_id: person, cadence_id: cadence },
      ),
    );
  }
}

it('e-mails: another worker takes over, and who was frozen sends none of what it had claimed', async () => {
  const { pool, direct, environment } = await place();
  const mail = await mailServer();
  const w = await world(direct);
  const { id: cadence } = await w.cadence([
    { day: 1, type: 'email', automated: true, immediately: true, weekends: true },
  ]);
  await enrol(w, cadence, 60);
  const smtp = { SMTP_URL: `smtp://127.0.0.1:${mail.port}` };
  const first = cadenzaServer(['worker'], await environment('frozen', smtp));
  const states = async () => {
    const { rows } = await pool.query<{ sending: number; claimed: number; open: number }>(
      `SELECT count(*) FILTER (WHERE state = 'sending')::integer AS sending,
        count(*) FILTER (WHERE state = 'queued' AND claimed_by IS NOT NULL)::integer AS claimed,
        (count(*) FILTER (WHERE state IN ('queued', 'sending')) + (SELECT count(*) FROM actions WHERE status = 'planned'))::integer AS open FROM emails`,
    );
    return rows[0] as { sending: number; claimed: number; open: number };
  };
  // All its connections wait for an answer, and more is in its hands.
  await until(states, ({ sending, claimed }) => sending === 5 && claimed > 0 && mail.held.length === 5);
  freeze(first.child);
  const { rows: claims } = await pool.query<{ by: string }>(
    `SELECT DISTINCT claimed_by AS by FROM emails WHERE state = 'queued' AND claimed_by IS NOT NULL`,
  );
  const tokens = claims.map(({ by }) => by);

  mail.holding = false;
  const second = cadenzaServer(['worker'], await environment('second', smtp));
  await until(
    async () => {
      // As it is a minute later: the leases of the first are over.
      await pool.query(
        `UPDATE emails SET lease_until = now() WHERE state = 'sending' AND message_id = ANY($1)`,
        [[...mail.taken.keys()].slice(0, 5)],
      );
      await pool.query(`UPDATE emails SET claimed_until = now() WHERE claimed_by = ANY($1::uuid[])`, [
        tokens,
      ]);
      await pool.query('UPDATE server_transports SET retry_at = NULL');
      await pool.query(`UPDATE emails SET send_after = now() WHERE state = 'queued' AND send_after > now()`);
      return states();
    },
    ({ open }) => open === 0,
  );
  second.child.kill('SIGTERM');
  expect((await second.ended).code).toBe(0);

  // It goes on where it stood: its five get their answers, and it comes to the rest of what it had claimed.
  thaw(first.child);
  for (const answer of mail.held.splice(0)) answer();
  await enrol(w, cadence, 20);
  await until(states, ({ open }) => open === 0);
  first.child.kill('SIGTERM');
  expect((await first.ended).code, first.output.stderr).toBe(0);
  const { rows } = await pool.query<{ state: string }>('SELECT DISTINCT state FROM emails');
  expect(['sent', 'uncertain']).toEqual(expect.arrayContaining(rows.map(({ state }) => state)));
  expect(mail.taken.size).toBe(80);
  expect([...mail.taken.values()].filter((times) => times !== 1)).toEqual([]);
}, 240_000);

it('a command over many rows: another ends it, and the part of who was frozen has no effect', async () => {
  const { pool, direct, environment } = await place();
  const w = await world(direct, {}, { role_id: ADMIN_ROLE });
  const { key } = await write(direct.kysely, w.teamId, (tx) =>
    createApiKey(tx, w.teamId, { userId: w.userId, name: 'test', scopes: ALL_SCOPES }, systemClock.now()),
  );
  // Every change of a person that was committed.
  await pool.query(`CREATE TABLE changed (person_id bigint);
    CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
      INSERT INTO changed VALUES (NEW.id); RETURN NULL; END $$;
    CREATE TRIGGER note_change AFTER UPDATE ON people FOR EACH ROW EXECUTE FUNCTION note_change()`);
  const first = await startServer(await environment('frozen api'), 'api');
  const call = api(first.url, key);
  /** A stage that so many people have is deleted. */
  const deleteStage = async (name: string, people: number) => {
    const { body } = await call('POST', '/v2/person_stages', { name });
    await pool.query(
      `INSERT INTO people (team_id, created_at, updated_at, owner_id, email_address, person_stage_id)
       SELECT $1, now(), now(), $2, $3 || n || '@example.com', $4 FROM generate_series(1, $5::integer) n`,
      [w.teamId, w.userId, name, body.data.id, people],
    );
    return () =>
      fetch(`${first.url}/v2/person_stages/${body.data.id}`, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${key}` },
      });
  };
  const remove = await deleteStage('old', 1500);
  // Somebody is at one of them: the process stands in the middle of a part, and is frozen there.
  const holder = await pool.connect();
  await holder.query(`BEGIN; SELECT FROM people WHERE email_address = 'old900@example.com' FOR UPDATE`);
  expect((await remove()).status).toBe(204);
  const waiting = () =>
    pool.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ~* 'update'`,
    );
  await until(waiting, ({ rowCount }) => rowCount !== 0);
  freeze(first.child);
  await holder.query('ROLLBACK');
  holder.release();

  // PostgreSQL ends the transaction that says nothing more, and the lease runs out.
  const second = cadenzaServer(['worker'], await environment('second worker'));
  const left = () => pool.query('SELECT done, attempts FROM long_commands');
  await until(left, ({ rowCount }) => rowCount === 0);
  const changes = async () =>
    (
      await pool.query(
        'SELECT count(*)::integer AS n, count(DISTINCT person_id)::integer AS people FROM changed',
      )
    ).rows[0];
  expect(await changes()).toEqual({ n: 1500, people: 1500 });
  second.child.kill('SIGTERM');
  expect((await second.ended).code).toBe(0);

  thaw(first.child);
  const again = await deleteStage('older', 700);
  expect((await again()).status).toBe(204);
  await until(left, ({ rowCount }) => rowCount === 0);
  expect(await changes()).toEqual({ n: 2200, people: 2200 });
  expect((await first.stop()).code).toBe(0);
}, 240_000);
