import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readHead } from '../../apps/server/src/db/backup/envelope.js';
import { resumeSending } from '../../apps/server/src/db/backup/hold.js';
import { connect } from '../../apps/server/src/db/connect.js';
import { migrate, migrations } from '../../apps/server/src/db/migrate.js';
import { write } from '../../apps/server/src/db/write.js';
import {
  beginTwoFactor,
  createApiKey,
  enableTwoFactor,
} from '../../apps/server/src/domain/identity/commands.js';
import { claimEmails } from '../../apps/server/src/engine/sending/claim-emails.js';
import { sealSecret } from '../../apps/server/src/domain/mailboxes/secrets.js';
import { eventsAfter } from '../../apps/server/src/events/feed.js';
import { createSealer } from '../../apps/server/src/kernel/sealed.js';
import { runSandbox } from '../../apps/server/src/sandbox-cli.js';
import { withLinkKeys } from '../../apps/server/src/link-keys.js';
import { cadence, people, sandboxTeam } from '../sandbox/support.js';
import { backups, cadenza, urlOf } from '../support/backups.js';
import { debianPostgres, startCluster } from '../support/debian-postgres.js';
import { resources, seedRecords } from '../support/operations.js';
import { type Caller, createTestServer, testConfig, type TestServer } from '../support/server.js';
import { appCode } from '../support/two-factor.js';

const PASSPHRASE = 'correct horse battery staple';
const place = backups();
let server: TestServer;
let url: string;
/** A team with a record of each resource, one that a month of rehearsal went over, and one that is written to. */
let quiet: Caller;
let rehearsed: Caller;
let busy: Caller;
let secrets: Record<string, string>;

beforeAll(async () => {
  server = await createTestServer({}, 'wall');
  const { rows } = await server.database.pool.query<{ name: string }>('SELECT current_database() AS name');
  url = urlOf(rows[0]?.name ?? '');
  quiet = await server.team();
  await seedRecords(quiet);
  rehearsed = await sandboxTeam(server, { seed: 'backup', reply_rate: 0.2, bounce_rate: 0.1 });
  const id = await cadence(server, rehearsed, [{ day: 1 }, { day: 3, manual: 'Phone' }, { day: 9 }]);
  await people(server, rehearsed, id, 12);
  await runSandbox(['advance', '30d', '--team', String(rehearsed.principal.teamId)], {
    ...server.context,
    print: () => undefined,
    progress: () => undefined,
  });
  busy = await server.team();
  secrets = await storeSecrets(quiet);
}, 120_000);
afterAll(async () => {
  await server.close();
  await place.close();
});

/** One of each kind of secret, as they stand in the database. */
async function storeSecrets({ principal: { teamId, userId } }: Caller): Promise<Record<string, string>> {
  const { pool, kysely } = server.database;
  await withLinkKeys(server.context.config, kysely, new Date());
  const { rows } = await pool.query<{ id: number }>(
    `INSERT INTO mailboxes (team_id, user_id, kind, email_address, created_at, updated_at, smtp_host, smtp_port, smtp_security)
     VALUES ($1, $2, 'smtp', 'a@b.example', now(), now(), 'smtp.example', 465, 'tls') RETURNING id`,
    [teamId, userId],
  );
  const id = rows[0]?.id ?? 0;
  const sealer = createSealer('mailboxes', [testConfig.secretKey]);
  const sealed = sealSecret(sealer, [teamId, id], { kind: 'password', password: 'sesame' });
  await pool.query('UPDATE mailboxes SET credentials = $1 WHERE team_id = $2 AND id = $3', [
    sealed,
    teamId,
    id,
  ]);
  const hash = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$cGFzc3dvcmRoYXNo';
  await pool.query('UPDATE users SET password_hash = $1 WHERE team_id = $2', [hash, teamId]);
  const token = Buffer.from('a session that somebody has now!');
  await pool.query(
    `INSERT INTO sessions (team_id, token_hash, user_id, created_at, expires_at) VALUES ($1, $2, $3, now(), now() + interval '9 days')`,
    [teamId, token, userId],
  );
  const now = new Date();
  const who = { teamId, userId };
  const begun = beginTwoFactor(sealer, who, 'a@b.example', now);
  const given = { setUp: begun.setUp, code: appCode(begun.secret, now), first: true };
  await write(kysely, teamId, (tx) => enableTwoFactor(tx, sealer, who, given, now));
  const keys = await pool.query<{ hex: string }>("SELECT encode(sealed, 'hex') AS hex FROM server_keys");
  return {
    password: hash,
    mailbox: sealed.toString('hex'),
    session: token.toString('hex'),
    links: keys.rows[0]?.hex ?? '',
    key: testConfig.secretKey,
  };
}

/** Every list of the API, as a team's admin sees it. */
async function lists(on: TestServer, { key }: Caller): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {};
  for (const { name, path, list } of resources) {
    if (!list) continue;
    const answer = await on.app.inject({
      method: 'GET',
      url: `${path}?per_page=100`,
      headers: { authorization: `Bearer ${key}` },
    });
    found[name] = answer.statusCode === 200 ? answer.json().data : [answer.body];
  }
  return found;
}

/** Every value of bytes that is there. */
async function sealedIn(pool: pg.Pool): Promise<{ column: string; bytes: Buffer }[]> {
  const columns = await pool.query<{ table: string; column: string }>(
    `SELECT table_name AS table, column_name AS column FROM information_schema.columns WHERE table_schema = current_schema() AND data_type = 'bytea'`,
  );
  const found: { column: string; bytes: Buffer }[] = [];
  for (const { table, column } of columns.rows) {
    const { rows } = await pool.query<{ bytes: Buffer }>(
      `SELECT ${column} AS bytes FROM ${table} WHERE ${column} IS NOT NULL`,
    );
    found.push(...rows.map(({ bytes }) => ({ column: `${table}.${column}`, bytes })));
  }
  return found;
}

const OTHER_KEY = 'another key that is long enough to be one';

async function serverOn(database: TestServer['database'], secretKey?: string): Promise<TestServer> {
  const config = secretKey === undefined ? {} : { secretKey };
  const made = await createTestServer(config, 'wall', { database, close: async () => undefined });
  made.clock.set(server.clock.now());
  return made;
}

test('what is written meanwhile is in it whole or not at all; elsewhere the lists are equal, and writing goes on', async () => {
  const before: number[] = [];
  const after: number[] = [];
  let into = before;
  let over = false;
  const writing = async (worker: number) => {
    for (let n = 0; !over; n += 1) {
      const to = into;
      const body = { email_address: `w${worker}n${n}@example.com`, tags: [`t${n % 7}`] };
      const answer = await busy.call('POST', '/v2/people', body);
      expect(answer.status).toBe(200);
      to.push(answer.body.data.id);
    }
  };
  const writers = [0, 1, 2].map(writing);
  await expect.poll(() => before.length, { timeout: 60_000 }).toBeGreaterThan(10);
  await eventsAfter(server.database.kysely, busy.principal.teamId, null, 5);
  const committed = [...before];
  const file = place.file('beside.backup');
  const written = await cadenza(url, 'backup', ['--to', file, '--passphrase-stdin'], {
    passphrase: PASSPHRASE,
  });
  into = after;
  // Those that were asked for before the backup ended may have ended behind it.
  const open = before.length + 3;
  await expect.poll(() => after.length, { timeout: 60_000 }).toBeGreaterThan(6);
  over = true;
  await Promise.all(writers);
  expect(before.length).toBeLessThanOrEqual(open);
  expect(written).toMatchObject({ encrypted: true, left_out: [] });
  expect(
    await cadenza(url, 'backup', ['verify', file, '--passphrase-stdin'], { passphrase: PASSPHRASE }),
  ).toMatchObject({
    whole: true,
    rows: written['rows'],
  });

  const target = await place.empty();
  const last = await server.database.pool.query<{ last: number }>(
    'SELECT max(sequence) AS last FROM events WHERE team_id = $1',
    [busy.principal.teamId],
  );
  const restored = await cadenza(target.url, 'restore', [file, '--passphrase-stdin'], {
    passphrase: PASSPHRASE,
    // The new machine has a key of its own.
    secretKey: OTHER_KEY,
  });
  expect(restored).toMatchObject({ restored: true, rows: written['rows'], sending: 'held' });
  const second = await serverOn(target.database, OTHER_KEY);
  for (const caller of [quiet, rehearsed])
    expect(await lists(second, caller)).toEqual(await lists(server, caller));

  const { teamId } = busy.principal;
  const rows = await target.database.pool.query<{ id: number; told: boolean; tagged: boolean }>(
    `SELECT p.id, EXISTS (SELECT 1 FROM events e WHERE e.team_id = p.team_id AND e.resource_id = p.id AND e.event_type = 'person_created') AS told,
       cardinality(p.tags) = 1 AS tagged
     FROM people p WHERE p.team_id = $1`,
    [teamId],
  );
  const ids = rows.rows.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(committed));
  expect(ids.filter((id) => after.includes(id))).toEqual([]);
  expect(rows.rows.filter(({ told, tagged }) => !told || !tagged)).toEqual([]);

  // Stamps, ids and events go on, behind what was lost with the old database as well.
  const all = await server.database.pool.query<{ id: number; updated_at: Date }>(
    'SELECT max(id) AS id, max(updated_at) AS updated_at FROM people WHERE team_id = $1',
    [teamId],
  );
  const made = await second.app.inject({
    method: 'POST',
    url: '/v2/people',
    headers: { authorization: `Bearer ${busy.key}` },
    payload: { email_address: 'later@example.com' },
  });
  expect(made.json().data.id).toBeGreaterThan(all.rows[0]?.id ?? Infinity);
  expect(new Date(made.json().data.updated_at).getTime()).toBeGreaterThanOrEqual(
    all.rows[0]?.updated_at.getTime() ?? Infinity,
  );
  const { kysely } = target.database;
  expect((await eventsAfter(kysely, teamId, null, 10_000)).at(-1)).toMatchObject({
    type: 'person_created',
    resourceId: made.json().data.id,
  });
  await expect(eventsAfter(kysely, teamId, last.rows[0]?.last ?? 1, 10)).rejects.toThrow();

  // What the old key sealed, the new one opens.
  const mailbox = await target.database.pool.query<{ team_id: number; id: number; credentials: Buffer }>(
    'SELECT team_id, id, credentials FROM mailboxes WHERE credentials IS NOT NULL ORDER BY id DESC LIMIT 1',
  );
  const sealer = createSealer('mailboxes', ['another key that is long enough to be one']);
  const [row] = mailbox.rows;
  expect(
    sealer.open(row?.credentials ?? Buffer.alloc(0), `team ${row?.team_id} mailbox ${row?.id} credentials`),
  ).toContain('sesame');
  // Whatever it is: nothing is left that the old key alone opens.
  const old = createSealer('mailboxes', [testConfig.secretKey]);
  const sealed = await sealedIn(target.database.pool);
  expect(sealed.filter(({ bytes }) => !sealer.isStale(bytes)).map(({ column }) => column)).toEqual(
    expect.arrayContaining([
      'mailboxes.credentials',
      'two_factors.secret',
      'webhook_subscriptions.callback_token',
    ]),
  );
  expect(sealed.filter(({ bytes }) => !old.isStale(bytes)).map(({ column }) => column)).toEqual([]);
  await second.close();
  await expect(
    cadenza(target.url, 'restore', [file, '--passphrase-stdin'], { passphrase: PASSPHRASE }),
  ).rejects.toThrow(/^The database is not empty \(/);
}, 180_000);

test('without a passphrase no secret is in it, in no form; what is left out is said, and the rest is restored', async () => {
  const file = place.file('plain.backup');
  const { left_out: leftOut } = await cadenza(url, 'backup', ['--to', file]);
  expect(leftOut).toEqual(
    expect.arrayContaining(['mailboxes.credentials', 'server_keys', 'sessions', 'users.password_hash']),
  );
  const bytes = readFileSync(file);
  const body = gunzipSync(bytes.subarray(readHead(bytes)?.bytes.length)).toString('latin1');
  expect(body).toContain('walk@example.com');
  for (const [name, secret] of Object.entries(secrets)) {
    expect(secret.length, name).toBeGreaterThan(20);
    expect(body.includes(secret), name).toBe(false);
  }
  const target = await place.empty();
  await cadenza(target.url, 'restore', ['--from', file, '--revoke-access', '--resume-sending']);
  const second = await serverOn(target.database);
  const answer = await second.app.inject({
    url: '/v2/people',
    headers: { authorization: `Bearer ${quiet.key}` },
  });
  expect(answer.statusCode).toBe(401);
  const { rows } = await target.database.pool.query(
    "SELECT (SELECT count(*)::int FROM people) AS people, (SELECT count(*)::int FROM server_facts WHERE name = 'sending_held') AS held",
  );
  expect(rows).toEqual([{ people: expect.any(Number), held: 0 }]);
  // Nobody signs with a key that nobody has.
  const hooks = await target.database.pool.query(
    'SELECT id, user_id, enabled, paused_reason FROM webhook_subscriptions WHERE deleted_at IS NULL',
  );
  expect(hooks.rows.length).toBeGreaterThan(0);
  for (const { enabled, paused_reason } of hooks.rows)
    expect([enabled, paused_reason]).toEqual([false, expect.stringContaining('subscribe again')]);
  const key = (
    await write(target.database.kysely, quiet.principal.teamId, (tx) =>
      createApiKey(
        tx,
        quiet.principal.teamId,
        { userId: quiet.principal.userId, name: 'K', scopes: ['system:all'] },
        second.clock.now(),
      ),
    )
  ).key;
  await target.database.pool.query('UPDATE webhook_subscriptions SET application = $1', [
    `key:${(await target.database.pool.query('SELECT max(id) AS id FROM api_keys')).rows[0].id}`,
  ]);
  const again = await second.app.inject({
    method: 'PUT',
    url: `/v2/webhook_subscriptions/${hooks.rows.find(({ user_id: user }) => user === quiet.principal.userId)?.id}`,
    headers: { authorization: `Bearer ${key}` },
    payload: { enabled: true },
  });
  expect([again.statusCode, Object.keys(again.json().errors ?? {})]).toEqual([422, ['enabled']]);
  await second.close();
}, 120_000);

test('a file that is cut, changed, strange, newer or shut is refused in one line, and nothing is made', async () => {
  const plain = place.file('whole.backup');
  const shut = place.file('shut.backup');
  await cadenza(url, 'backup', ['--to', plain]);
  await cadenza(url, 'backup', ['--to', shut, '--passphrase-stdin'], { passphrase: PASSPHRASE });
  const target = await place.empty();
  const refused = async (path: string, says: RegExp, passphrase = PASSPHRASE) => {
    const args = path.includes('shut') ? ['--passphrase-stdin'] : [];
    await expect(
      cadenza(target.url, 'backup', ['verify', path, ...args], { passphrase }),
      path,
    ).rejects.toThrow(says);
    if (path.includes('shut ')) return;
    await expect(
      cadenza(target.url, 'restore', ['--from', path, ...args], { passphrase }),
      path,
    ).rejects.toThrow(says);
  };
  const damaged = /^This backup is damaged: /;
  for (const path of [plain, shut]) {
    const bytes = readFileSync(path);
    const name = path === shut ? 'shut' : 'plain';
    for (const part of path === shut ? [0.5, 0.999] : [0.1, 0.5, 0.999]) {
      const at = Math.floor(bytes.length * part);
      if (at > (readHead(bytes)?.bytes.length ?? 0))
        await refused(place.write(`${name} cut ${part}`, bytes.subarray(0, at)), damaged);
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      if (part > 0.1) await refused(place.write(`${name} changed ${part}`, changed), damaged);
    }
    // The readable head belongs to the body.
    const head = Buffer.from(bytes.toString('latin1').replace('"made_at":"20', '"made_at":"21'), 'latin1');
    await refused(place.write(`${name} head`, head), damaged);
  }
  await refused(shut, /^The passphrase does not open this backup\.$/, 'another passphrase');
  await expect(cadenza(target.url, 'restore', [shut])).rejects.toThrow(/^This backup is encrypted: /);
  await refused(
    place.write('else', Buffer.from('PK\u0003\u0004 what is this')),
    /^This is no backup of Cadenza\.$/,
  );
  await refused(place.write('nothing', Buffer.alloc(0)), /^This is no backup of Cadenza\.$/);

  const { pool } = server.database;
  await pool.query(
    "INSERT INTO schema_migrations (version, name, checksum, applied_at) VALUES (9999, 'to_come', '', now())",
  );
  const newer = place.file('newer.backup');
  await cadenza(url, 'backup', ['--to', newer]);
  await pool.query('DELETE FROM schema_migrations WHERE version = 9999');
  await expect(cadenza(target.url, 'restore', [newer])).rejects.toThrow(
    /^This backup was made by a newer Cadenza .* migration 9999 to_come /,
  );
  const left = await target.database.pool.query(
    "SELECT 1 FROM pg_class WHERE relnamespace = 'public'::regnamespace",
  );
  expect(left.rows).toEqual([]);
}, 180_000);

test('one of an earlier schema is restored as it was and migrated; one broken off begins again', async () => {
  const before = await place.empty();
  const old = migrations().filter(({ version }) => version <= 180);
  await migrate(before.database.pool, () => undefined, old);
  await before.database.pool.query(
    "INSERT INTO teams (name, created_at, updated_at) VALUES ('Old', now(), now())",
  );
  const file = place.file('old.backup');
  await cadenza(before.url, 'backup', ['--to', file]);
  const target = await place.empty();
  // As a crash leaves it: marked, and migrated as far as the backup.
  await target.database.pool.query('CREATE TABLE restore_not_ended (begun_at timestamptz NOT NULL)');
  await target.database.pool.query('INSERT INTO restore_not_ended VALUES (now())');
  await migrate(target.database.pool, () => undefined, old, { restoring: true });
  await expect(migrate(target.database.pool, () => undefined)).rejects.toThrow(
    /^This database is half restored: /,
  );
  await expect(cadenza(target.url, 'backup', ['--to', place.file('half.backup')])).rejects.toThrow(
    /half restored/,
  );
  await cadenza(target.url, 'restore', [file]);
  const { rows } = await target.database.pool.query(
    'SELECT (SELECT name FROM teams) AS name, (SELECT max(version) FROM schema_migrations) AS version',
  );
  expect(rows).toEqual([{ name: 'Old', version: migrations().at(-1)?.version }]);
  expect((await migrate(target.database.pool, () => undefined)).wall.whole).toBe(true);
}, 120_000);

test('while sending is held nothing of a live team is taken; afterwards it goes', async () => {
  const { pool, kysely } = server.database;
  const { teamId, userId } = busy.principal;
  const now = new Date();
  const person = await busy.call('POST', '/v2/people', { email_address: 'held@example.com' });
  await pool.query(
    `INSERT INTO emails (team_id, user_id, person_id, state, state_reason, state_changed_at, to_address, from_address, subject, message_id, send_after, created_at, updated_at, body_html, body_text)
     VALUES ($1, $2, $4, 'queued', '', $3, 'x@y.example', 'a@b.example', 'S', '<held@x>', $3, $3, $3, '', '')`,
    [teamId, userId, now, person.body.data.id],
  );
  await kysely
    .insertInto('server_facts')
    .values({ name: 'sending_held', value: now.toISOString() })
    .execute();
  const held = await claimEmails(server.database, now, 10, 1000);
  expect([held.claims.length, held.moved]).toEqual([0, 1]);
  const { rows } = await pool.query('SELECT state, state_reason FROM emails WHERE message_id = $1', [
    '<held@x>',
  ]);
  expect(rows).toEqual([
    {
      state: 'queued',
      state_reason: expect.stringMatching(/^Nothing is sent since the database was restored/),
    },
  ]);
  expect((await server.app.inject('/readyz')).json().sending).toBe(
    `held since the restore of ${now.toISOString()}`,
  );
  expect(await resumeSending(pool)).toBe(now.toISOString());
  const later = new Date(now.getTime() + 6 * 60_000);
  expect((await claimEmails(server.database, later, 10, 1000)).claims).toHaveLength(1);
  await sql`DELETE FROM emails WHERE message_id = '<held@x>'`.execute(kysely);
});

const BIN = debianPostgres();
test.skipIf(BIN === undefined && process.env['REQUIRE_MAIL_SERVERS'] !== '1')(
  'another PostgreSQL takes it, from a user who is no superuser, with the second wall rebuilt',
  async () => {
    expect(BIN).toBeDefined();
    const cluster = await startCluster(BIN ?? '');
    try {
      const owner = new pg.Client(cluster.connection);
      await owner.connect();
      await owner.query('CREATE ROLE app LOGIN CREATEROLE');
      await owner.query('CREATE DATABASE cadenza OWNER app');
      await owner.end();
      const file = place.file('elsewhere.backup');
      await cadenza(url, 'backup', ['--to', file]);
      const { host, port } = cluster.connection;
      const target = `postgres://app@localhost/cadenza?host=${encodeURIComponent(String(host))}&port=${port}`;
      await cadenza(target, 'restore', [file]);
      const database = connect({
        connection: { connectionString: target },
        max: 4,
        onError: () => undefined,
      });
      expect((await migrate(database.pool, () => undefined)).wall).toEqual({
        whole: true,
        problem: undefined,
      });
      const second = await serverOn(database);
      const [there, here] = [await lists(second, rehearsed), await lists(server, rehearsed)];
      // (Of the mailbox's secrets nothing is there.)
      expect(there['people']).toEqual(here['people']);
      expect(there['emails']).toEqual(here['emails']);
      await second.close();
      await database.close();
    } finally {
      await cluster.stop();
    }
  },
  120_000,
);
