import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { carryOn, TRIES } from '../../apps/server/src/engine/long-commands.js';
import { mortal, Sink } from '../engine/crash.support.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

/** More than any first part takes. */
const MANY = 620;

let server: TestServer;
let who: Caller;
beforeAll(async () => {
  // What a command leaves for later is done by whoever a test tells to.
  server = await createTestServer({}, 'wall', undefined, { carryOn: () => undefined });
});
beforeEach(async () => {
  who = await server.team();
});
afterAll(() => server.close());

const sql = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
  (await server.database.pool.query<T>(text, [who.principal.teamId, ...values])).rows;
const count = async (table: string, condition: string, values: unknown[] = []): Promise<number> =>
  (
    await sql<{ n: number }>(`SELECT count(*) AS n FROM ${table} WHERE team_id = $1 AND ${condition}`, values)
  )[0]?.n ?? -1;
const made = async (path: string, body: object): Promise<number> => {
  const answer = await who.call('POST', path, body);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data.id;
};
const pending = async () => (await who.call('GET', '/v2/long_commands')).body.data;
const carryAll = async () => {
  while ((await carryOn(server.context, new Date())) > 0);
};

/** People with these columns, as SQL texts; `n` counts them. */
const people = (columns: Record<string, string> = {}, many = MANY) =>
  sql(
    `INSERT INTO people (team_id, created_at, updated_at, owner_id, email_address ${Object.keys(columns)
      .map((name) => `, ${name}`)
      .join('')})
    SELECT $1, now(), now(), $2, 'p' || n || '@example.com' ${Object.values(columns)
      .map((value) => `, ${value}`)
      .join('')} FROM generate_series(1, ${many}) n`,
    [who.principal.userId],
  );

/** Everybody of the team on a cadence, each with an action that is planned. */
async function onCadence(decidedBy = 'due'): Promise<number> {
  const cadence = await made('/v2/cadences', { name: 'C', team_cadence: true });
  const step = await made('/v2/steps', { cadence_id: cadence, type: 'phone', day: 1, name: 'Call' });
  await sql(
    `INSERT INTO cadence_memberships (team_id, created_at, updated_at, cadence_id, person_id, user_id, current_state, added_at)
    SELECT team_id, now(), now(), $2, id, owner_id, 'active', '2026-01-01' FROM people WHERE team_id = $1 AND deleted_at IS NULL`,
    [cadence],
  );
  await sql(`UPDATE people SET cadence_ids = ARRAY[$2::bigint] WHERE team_id = $1 AND deleted_at IS NULL`, [
    cadence,
  ]);
  await sql(
    `INSERT INTO actions (team_id, created_at, updated_at, membership_id, cadence_id, step_id, step_group_id, person_id, user_id, type,
      automated, status, due_at, reason, decided_by)
    SELECT m.team_id, now(), now(), m.id, m.cadence_id, s.id, s.step_group_id, m.person_id, m.user_id, s.type, false, 'planned',
      '2026-01-01', 'x', $3 FROM cadence_memberships m JOIN steps s ON s.team_id = m.team_id AND s.id = $2 WHERE m.team_id = $1`,
    [step, decidedBy],
  );
  return cadence;
}

interface Case {
  kind: string;
  /** Prepares, gives the command, and says how many rows are still as they were. */
  give: () => Promise<() => Promise<number>>;
}
const CASES: Case[] = [
  {
    kind: 'end_memberships',
    give: async () => {
      await people();
      const cadence = await onCadence();
      expect((await who.call('PUT', `/v2/cadences/${cadence}`, { archived: true })).status).toBe(200);
      return () => count('cadence_memberships', 'cadence_id = $2 AND currently_on_cadence', [cadence]);
    },
  },
  {
    kind: 'end_memberships',
    give: async () => {
      await people();
      const cadence = await onCadence();
      expect((await who.call('DELETE', `/v2/cadences/${cadence}`)).status).toBe(204);
      return () => count('actions', `cadence_id = $2 AND status = 'planned'`, [cadence]);
    },
  },
  {
    kind: 'delete_import_people',
    give: async () => {
      const id = await made('/v2/imports', { name: 'I' });
      await people({ import_id: String(id) });
      await sql(
        'INSERT INTO import_people (team_id, import_id, person_id) SELECT team_id, import_id, id FROM people WHERE team_id = $1',
      );
      expect((await who.call('DELETE', `/v2/imports/${id}?undo=all`)).status).toBe(204);
      return () => count('people', 'deleted_at IS NULL');
    },
  },
  {
    kind: 'move_values',
    give: async () => {
      const id = await made('/v2/custom_fields', { name: 'Old', field_type: 'person' });
      await people({ custom_fields: `jsonb_build_object('Old', 'v' || n)` });
      expect((await who.call('PUT', `/v2/custom_fields/${id}`, { name: 'New' })).status).toBe(200);
      return () => count('people', `NOT custom_fields ? 'New'`);
    },
  },
  {
    kind: 'person_stage_name',
    give: async () => {
      const id = await made('/v2/person_stages', { name: 'Old' });
      await people({ person_stage_id: String(id), person_stage_name: `'Old'` });
      expect((await who.call('PUT', `/v2/person_stages/${id}`, { name: 'Renamed' })).status).toBe(200);
      return () => count('people', `person_stage_name = 'Old'`);
    },
  },
  {
    kind: 'person_stage_gone',
    give: async () => {
      const id = await made('/v2/person_stages', { name: 'Old' });
      await people({ person_stage_id: String(id), person_stage_name: `'Old'` });
      expect((await who.call('DELETE', `/v2/person_stages/${id}`)).status).toBe(204);
      return () => count('people', `person_stage_id IS NOT NULL`);
    },
  },
  {
    kind: 'account_name',
    give: async () => {
      const id = await made('/v2/accounts', { name: 'Old', domain: 'old.example' });
      await people({ account_id: String(id), account_name: `'Old'` });
      expect((await who.call('PUT', `/v2/accounts/${id}`, { name: 'New' })).status).toBe(200);
      return () => count('people', `account_name = 'Old'`);
    },
  },
  ...(['PUT', 'DELETE'] as const).map((method) => ({
    kind: method === 'PUT' ? 'account_rank' : 'account_rank_gone',
    give: async () => {
      const id = await made('/v2/account_tiers', { name: 'Old' });
      await sql(
        `INSERT INTO accounts (team_id, created_at, updated_at, owner_id, name, domain, account_tier_id, account_tier_name, account_tier_order)
        SELECT $1, now(), now(), $2, 'a', 'a' || n || '.example', $3, 'Old', 1 FROM generate_series(1, ${MANY}) n`,
        [who.principal.userId, id],
      );
      const body = method === 'PUT' ? { name: 'New' } : undefined;
      expect((await who.call(method, `/v2/account_tiers/${id}`, body)).status).toBeLessThan(300);
      return () => count('accounts', `account_tier_name = 'Old'`);
    },
  })),
  {
    kind: 'wake_actions',
    give: async () => {
      await people();
      const cadence = await onCadence('cadence_paused');
      await sql('UPDATE cadences SET paused_at = now() WHERE team_id = $1 AND id = $2', [cadence]);
      expect((await who.call('POST', `/v2/cadences/${cadence}/resume`)).status).toBe(200);
      return () => count('actions', `decided_by = 'cadence_paused'`);
    },
  },
];

describe.each(CASES)('$kind', ({ kind, give }) => {
  it('takes rows a part at a time, says what is left, and ends with whoever comes next', async () => {
    const left = await give();
    const first = await left();
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(MANY);
    const told = await pending();
    expect(told).toEqual([
      expect.objectContaining({ kind, total: MANY, done: MANY - first, user: { id: who.principal.userId } }),
    ]);
    // One who is killed in the middle of a part has done nothing of it.
    const dead = new pg.Client(server.database.pool.options);
    await dead.connect();
    await dead.query('BEGIN');
    await dead.query('SELECT FROM long_commands WHERE team_id = $1 FOR UPDATE', [who.principal.teamId]);
    expect(await carryOn(server.context, new Date())).toBe(0);
    await dead.end();
    await carryAll();
    expect(await left()).toBe(0);
    expect(await pending()).toEqual([]);
  });
});

describe('a part that fails', () => {
  const HOUR = 3_600_000;
  /** People lose a stage, but for one whom the database refuses to change. */
  async function stuck(): Promise<() => Promise<number>> {
    const id = await made('/v2/person_stages', { name: 'Old' });
    await people({ person_stage_id: String(id) });
    await sql(`INSERT INTO refused SELECT $1`);
    expect((await who.call('DELETE', `/v2/person_stages/${id}`)).status).toBe(204);
    return () => count('people', 'person_stage_id IS NOT NULL');
  }
  const attempts = async () =>
    (await sql<{ attempts: number }>('SELECT attempts FROM long_commands WHERE team_id = $1'))[0]?.attempts;
  beforeAll(() =>
    server.database.pool.query(`CREATE TABLE refused (team_id bigint); GRANT SELECT ON refused TO PUBLIC;
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF EXISTS (SELECT FROM refused r WHERE r.team_id = NEW.team_id) THEN RAISE 'no'; END IF; RETURN NEW; END $$;
      CREATE TRIGGER refuse BEFORE UPDATE ON people FOR EACH ROW WHEN (NEW.email_address = 'p450@example.com')
        EXECUTE FUNCTION refuse()`),
  );

  it('rests, does the rows before the one at fault, and goes on when that is mended', async () => {
    const left = await stuck();
    let now = Date.now();
    await carryAll();
    expect(await attempts()).toBe(1);
    // Nobody tries again at once.
    expect(await carryOn(server.context, new Date(now))).toBe(0);
    expect(await attempts()).toBe(1);
    for (let tries = 0; (await left()) > MANY - 449 && tries < 40; tries += 1)
      await carryOn(server.context, new Date((now += HOUR)));
    expect(await left()).toBe(MANY - 449);
    await sql('DELETE FROM refused WHERE team_id = $1');
    while ((await carryOn(server.context, new Date((now += HOUR)))) > 0);
    expect(await left()).toBe(0);
    expect(await pending()).toEqual([]);
  });

  it('is given up after some tries, says so, and holds nobody else up', async () => {
    const left = await stuck();
    let now = Date.now();
    for (let tries = 0; tries < 40; tries += 1) await carryOn(server.context, new Date((now += HOUR)));
    expect(await attempts()).toBe(TRIES);
    expect(await pending()).toEqual([
      expect.objectContaining({
        kind: 'person_stage_gone',
        total: MANY,
        done: 449,
        failed_at: expect.any(String),
        problem: 'Given up after 12 attempts. An administrator finds the cause in the log.',
      }),
    ]);
    await sql('DELETE FROM refused WHERE team_id = $1');
    expect(await carryOn(server.context, new Date(now + 24 * HOUR))).toBe(0);
    expect(await left()).toBe(MANY - 449);
    // An admin takes it up again, from where it stands.
    const [{ id }] = await pending();
    const retry = (as = who) => as.call('POST', `/v2/long_commands/${id}/retry`);
    const colleague = await server.colleague(who);
    expect((await retry(colleague)).status).toBe(403);
    expect((await retry(await server.team())).status).toBe(404);
    expect((await retry()).body.data).toMatchObject({ id, done: 449, failed_at: null, problem: null });
    expect((await retry()).status).toBe(422);
    while ((await carryOn(server.context, new Date((now += HOUR)))) > 0);
    expect(await left()).toBe(0);
    expect(await pending()).toEqual([]);
  });

  it('counts though it takes the whole process with it, and is given up all the same', async () => {
    const left = await stuck();
    await sql('DELETE FROM refused WHERE team_id = $1');
    const before = await left();
    let now = Date.now();
    let ended = 0;
    for (let tries = 0; tries < 40; tries += 1) {
      const process = mortal(server.database.pool.options, new Sink(), 'diesBefore', 'update "people"');
      const round = carryOn({ ...server.context, database: process.database }, new Date((now += HOUR)));
      await Promise.race([round, process.died]);
      if (process.hit !== undefined) ended += 1;
      await process.bury(server.database.pool);
    }
    expect(ended).toBe(TRIES);
    expect(await left()).toBe(before);
    expect(await pending()).toEqual([
      expect.objectContaining({
        problem: expect.stringMatching(/^Given up after 12 attempts\. An administrator/),
      }),
    ]);
  });
});

describe('a cancelled command', () => {
  /** Some parts. */
  const FEW = 100;
  const cancel = (id: number, as = who) => as.call('POST', `/v2/long_commands/${id}/cancel`);
  /** An import that is being undone by a rep. @returns the rep, the command, and how many of its people are left */
  async function undoing() {
    const rep = await server.colleague(who);
    await people({}, FEW);
    await sql('UPDATE people SET owner_id = $2 WHERE team_id = $1', [rep.principal.userId]);
    const id = (await rep.call('POST', '/v2/imports', { name: 'I' })).body.data.id;
    await sql(
      'INSERT INTO import_people (team_id, import_id, person_id) SELECT team_id, $2, id FROM people WHERE team_id = $1',
      [id],
    );
    expect((await rep.call('DELETE', `/v2/imports/${id}?undo=all`)).status).toBe(204);
    const [command] = await pending();
    return { rep, command: command.id as number, left: () => count('people', 'deleted_at IS NULL') };
  }

  it('keeps what was done and does no more, says so, and is taken up again by an admin', async () => {
    const { rep, command, left } = await undoing();
    await carryOn(server.context, new Date());
    const before = await left();
    expect(before).toBeLessThan(FEW - 25);
    expect((await pending())[0]).toMatchObject({ cancellable: true, cancelled_at: null });
    // Of whom it is none of their business: a colleague, another team.
    for (const stranger of [await server.colleague(who), await server.team()])
      expect((await cancel(command, stranger)).status).toBe(404);
    const told = { done: FEW - before, total: FEW, failed_at: null, problem: null, cancellable: false };
    const answers = await Promise.all([cancel(command, rep), cancel(command), cancel(command, rep)]);
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect(body.data).toMatchObject({ ...told, cancelled_at: expect.any(String) });
    }
    expect(new Set(answers.map(({ body }) => body.data.cancelled_at)).size).toBe(1);
    await carryAll();
    expect(await left()).toBe(before);
    expect((await rep.call('GET', '/v2/long_commands')).body.data).toMatchObject([told]);
    const retried = await who.call('POST', `/v2/long_commands/${command}/retry`);
    expect(retried.body.data).toMatchObject({ cancelled_at: null, cancellable: true });
    await carryAll();
    expect(await left()).toBe(0);
    // After its last row there is nothing to end.
    expect((await cancel(command)).status).toBe(404);
  }, 120_000);

  it('waits for the part in hand, which counts, also when its process is killed', async () => {
    const { command, left } = await undoing();
    await carryOn(server.context, new Date());
    const before = await left();
    // Killed in the middle of a part: nothing of it was done, and the cancel holds for whoever would go on.
    const process = mortal(server.database.pool.options, new Sink(), 'diesBefore', 'update "people"');
    const round = carryOn({ ...server.context, database: process.database }, new Date());
    await Promise.race([round, process.died]);
    expect(process.hit).toBeDefined();
    const cancelling = cancel(command);
    await process.bury(server.database.pool);
    expect((await cancelling).body.data).toMatchObject({ done: FEW - before });
    await carryOn(server.context, new Date(Date.now() + 3_600_000));
    expect(await left()).toBe(before);
  });

  it('is refused where the rest would contradict what has changed, and where it was given up', async () => {
    const id = await made('/v2/custom_fields', { name: 'Old', field_type: 'person' });
    await people({ custom_fields: `jsonb_build_object('Old', 'v' || n)` });
    await who.call('PUT', `/v2/custom_fields/${id}`, { name: 'New' });
    const [command] = await pending();
    expect(command).toMatchObject({ kind: 'move_values', cancellable: false });
    expect((await cancel(command.id)).status).toBe(422);
    await carryAll();
    expect(await count('people', `NOT custom_fields ? 'New'`)).toBe(0);
    const [stuck] = await sql<{ id: number }>(
      `INSERT INTO long_commands (team_id, started_at, kind, subject_id, user_id, after_id, failed_at)
      VALUES ($1, now(), 'end_memberships', 1, 1, 0, now()) RETURNING id`,
    );
    expect((await cancel(stuck?.id ?? 0)).status).toBe(422);
    await sql('DELETE FROM long_commands WHERE team_id = $1');
  });
});

it('a renaming that a renaming or a deletion follows at once leaves no value under a name that is gone', async () => {
  const id = await made('/v2/custom_fields', { name: 'A', field_type: 'person' });
  await people({ custom_fields: `jsonb_build_object('A', 'v' || n)` });
  const rename = async (name: string, field = id) =>
    (await who.call('PUT', `/v2/custom_fields/${field}`, { name })).status;
  expect(await rename('B')).toBe(200);
  // What is written under the new name meanwhile is newer.
  const [last] = await sql<{ id: number }>('SELECT max(id) AS id FROM people WHERE team_id = $1');
  await who.call('PUT', `/v2/people/${last?.id}`, { custom_fields: { B: 'newer' } });
  const taken = { name: 'A', field_type: 'person' };
  expect((await who.call('POST', '/v2/custom_fields', taken)).status).toBe(422);
  expect(await rename('C')).toBe(200);
  await carryAll();
  expect(
    await count(
      'people',
      `custom_fields = jsonb_build_object('C', 'v' || split_part(substr(email_address, 2), '@', 1))`,
    ),
  ).toBe(MANY - 1);
  expect(await count('people', `custom_fields = '{"C": "newer"}'`)).toBe(1);
  expect((await who.call('POST', '/v2/custom_fields', taken)).status).toBe(200);
  expect(await rename('D')).toBe(200);
  expect((await who.call('DELETE', `/v2/custom_fields/${id}`)).status).toBe(204);
  await carryAll();
  expect(await count('people', `custom_fields <> '{}'`)).toBe(0);
});

it('who comes to an archived cadence after it was taken out of the archive stays', async () => {
  await people();
  const cadence = await onCadence();
  for (const archived of [true, false]) await who.call('PUT', `/v2/cadences/${cadence}`, { archived });
  server.clock.advance(1000);
  const person = await made('/v2/people', { email_address: 'late@example.com' });
  await made('/v2/cadence_memberships', { person_id: person, cadence_id: cadence });
  await carryAll();
  expect(await count('cadence_memberships', 'currently_on_cadence')).toBe(1);
});

it('others neither see what a rep has still to come nor wait for it', async () => {
  const reps = [await server.colleague(who), await server.colleague(who)] as const;
  await people();
  await sql('UPDATE people SET owner_id = $2 WHERE team_id = $1', [reps[0].principal.userId]);
  const id = (await reps[0].call('POST', '/v2/imports', { name: 'I' })).body.data.id;
  await sql(
    'INSERT INTO import_people (team_id, import_id, person_id) SELECT team_id, $2, id FROM people WHERE team_id = $1',
    [id],
  );
  expect((await reps[0].call('DELETE', `/v2/imports/${id}?undo=all`)).status).toBe(204);
  const seen = async (caller: Caller) =>
    (await caller.call('GET', '/v2/long_commands')).body.data.map((each: { kind: string }) => each.kind);
  expect(await seen(reps[0])).toEqual(['delete_import_people']);
  expect(await seen(reps[1])).toEqual([]);
  expect(await seen(who)).toEqual(['delete_import_people']);
  // A person whose turn is still to come can be changed.
  const [last] = await sql<{ id: number }>('SELECT max(id) AS id FROM people WHERE team_id = $1');
  expect((await who.call('PUT', `/v2/people/${last?.id}`, { city: 'Bonn' })).status).toBe(200);
  await carryAll();
  expect(await count('people', 'deleted_at IS NULL')).toBe(0);
});

it('goes on as soon as it is committed, in the process that took the command', async () => {
  const alone = await createTestServer({}, 'wall');
  try {
    const caller = await alone.team();
    const { body } = await caller.call('POST', '/v2/person_stages', { name: 'Old' });
    await alone.database.pool.query(
      `INSERT INTO people (team_id, created_at, updated_at, owner_id, email_address, person_stage_id)
      SELECT $1, now(), now(), $2, 'p' || n || '@example.com', $3 FROM generate_series(1, ${MANY}) n`,
      [caller.principal.teamId, caller.principal.userId, body.data.id],
    );
    expect((await caller.call('DELETE', `/v2/person_stages/${body.data.id}`)).status).toBe(204);
    const left = () =>
      alone.database.pool.query('SELECT FROM people WHERE person_stage_id IS NOT NULL LIMIT 1');
    await expect.poll(async () => (await left()).rowCount, { timeout: 20_000 }).toBe(0);
  } finally {
    await alone.close();
  }
});

it('PostgreSQL itself ends a transaction whose program says nothing more', async () => {
  const shown = async (name: string) =>
    (
      await sql<{ value: string | null }>('SELECT current_setting($2, true) AS value WHERE $1::bigint > 0', [
        name,
      ])
    )[0]?.value;
  expect(await shown('idle_in_transaction_session_timeout')).toBe('10s');
  // (PostgreSQL 15 and 16 have no such setting.)
  expect(['2min', null]).toContain(await shown('transaction_timeout'));
});
