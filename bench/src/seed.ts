import type pg from 'pg';
import type { Database } from 'cadenza-server/db/connect.js';
import { write, writeAcrossTeams } from 'cadenza-server/db/write.js';
import { createApiKey, createTeam, createUser } from 'cadenza-server/domain/identity/commands.js';
import { ALL_SCOPES } from 'cadenza-server/domain/identity/scopes.js';

/** The seeded team, as the load generator and the reference need to know it. */
export interface Seeded {
  teamId: number;
  /** The admin whose key is used. */
  userId: number;
  key: string;
  people: number;
  owners: number[];
  accounts: number;
  cadences: number[];
  stages: number[];
}

const OWNERS = 200;
const CADENCES = 50;
/** Every tenth person is on a cadence already; every 50th must not be contacted. */
export const isOnCadence = (personId: number) => personId % 10 === 0;
export const isDoNotContact = (personId: number) => personId % 50 === 7;

/** Fills one team with `people` people, and what such a team has around them, in set-based statements. */
export async function seed(
  database: Database,
  people: number,
  progress: (line: string) => void,
): Promise<Seeded> {
  const { kysely, pool } = database;
  const now = new Date();
  const { id: teamId } = await writeAcrossTeams(kysely, async (tx) => {
    const team = await createTeam(tx, { name: 'Bench' }, now);
    // The limit is on, and far above what the load spends.
    await tx
      .updateTable('teams')
      .set({ rate_limit_per_minute: 2_000_000_000 })
      .where('id', '=', team.id)
      .execute();
    return team;
  });
  const admin = {
    email: 'admin@bench.example',
    role: 'admin' as const,
    firstName: 'Bench',
    lastName: 'Admin',
  };
  const { userId, key } = await write(kysely, teamId, async (tx) => {
    const user = await createUser(tx, teamId, admin, now);
    const made = await createApiKey(tx, teamId, { userId: user.id, name: 'bench', scopes: ALL_SCOPES }, now);
    return { userId: user.id, key: made.key };
  });

  const client = await pool.connect();
  try {
    await client.query(`SET maintenance_work_mem = '256MB'`);
    const accounts = Math.ceil(people / 25);
    progress(`Seeding ${OWNERS} users, ${accounts} accounts, ${CADENCES} cadences`);
    await seedAround(client, teamId, userId, accounts);
    const rebuild = await withoutIndexes(client, 'people');
    progress(`Seeding ${people} people`);
    await seedPeople(client, teamId, people, accounts);
    progress('Building the indexes of people');
    await rebuild();
    await client.query('ANALYZE');
    await seedMemberships(client, teamId);
    await client.query('VACUUM (ANALYZE)');
    await client.query('CHECKPOINT').catch(() => undefined); // needs a role that may; only steadies the start
    const ids = async (table: string, condition = 'true') => {
      const found = await client.query<{ id: number }>(
        `SELECT id FROM ${table} WHERE team_id = $1 AND ${condition} ORDER BY id`,
        [teamId],
      );
      return found.rows.map((row) => row.id);
    };
    return {
      teamId,
      userId,
      key,
      people,
      owners: await ids('users', `role_id = 'User'`),
      accounts,
      cadences: await ids('cadences'),
      stages: await ids('person_stages'),
    };
  } finally {
    client.release();
  }
}

/** Drops what makes a bulk insert slow; the returned function brings it back. */
async function withoutIndexes(client: pg.PoolClient, table: string): Promise<() => Promise<void>> {
  const keys = await client.query<{ name: string; definition: string }>(
    `SELECT conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conrelid = $1::regclass AND contype = 'f'`,
    [table],
  );
  const indexes = await client.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index WHERE indrelid = $1::regclass AND NOT indisprimary`,
    [table],
  );
  for (const { name } of keys.rows) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  for (const { name } of indexes.rows) await client.query(`DROP INDEX ${name}`);
  return async () => {
    for (const { definition } of indexes.rows) await client.query(definition);
    for (const { name, definition } of keys.rows) {
      await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
    }
  };
}

const FIRST =
  'Ada Ben Cleo Dan Eva Finn Gina Hugo Iris Jon Kim Leo Mia Noah Olga Paul Quinn Rosa Sam Tess Uma Vic Wren Xena Yuri Zoe';
const LAST =
  'Abbott Baker Carter Diaz Evans Fischer Garcia Hansen Ito Jones Keller Lopez Meyer Nguyen Owens Patel Quist Rossi Smith Tanaka Ueda Vogel Wagner Xu Young Zimmer';
const TITLES =
  'Account Executive,Chief Executive Officer,Chief Technology Officer,Director of Sales,Engineering Manager,Head of Marketing,Operations Manager,Product Manager,Sales Manager,Software Engineer,VP of Engineering,VP of Sales';
const CITIES = 'Atlanta,Austin,Berlin,Boston,Chicago,Denver,London,Munich,New York,Paris,Seattle,Toronto';
const COUNTRIES = 'United States,Germany,United Kingdom,France,Canada';
const ZONES = 'America/New_York,America/Chicago,Europe/Berlin,Europe/London';
const SENIORITIES = 'director,executive,individual_contributor,manager,vice_president';
const TAGS = 100;
const PERSON_FIELDS = ['Industry', 'Source', 'Birthday', 'Favourite color'];

/** SQL: the element of a list that a pseudo-random number of the row picks; the same on every run. */
const pick = (list: string, separator: string, salt: number): string => {
  const words = list.split(separator);
  return `(ARRAY[${words.map((word) => `'${word}'`).join(',')}])[1 + ${random(salt)} % ${words.length}]`;
};
/** SQL: a pseudo-random non-negative bigint of row `i`. */
const random = (salt: number): string => `(hashint8extended(i, ${salt}) & 9223372036854775807)`;
/** SQL: true in `percent` of 100 rows. */
const chance = (percent: number, salt: number): string => `(${random(salt)} % 100 < ${percent})`;
/** SQL: from 0 to 1, with many small values: a few owners and accounts have most of the people. */
const skewed = (salt: number): string => `power((${random(salt)} % 1000000) / 1000000.0, 2)`;

async function seedAround(
  client: pg.PoolClient,
  teamId: number,
  userId: number,
  accounts: number,
): Promise<void> {
  await client.query(
    `INSERT INTO users (team_id, guid, created_at, updated_at, email, first_name, last_name)
     SELECT $1, gen_random_uuid(), now(), now(), 'rep' || i || '@bench.example', ${pick(FIRST, ' ', 1)}, ${pick(LAST, ' ', 2)}
     FROM generate_series(1, ${OWNERS}) i`,
    [teamId],
  );
  await client.query(
    `INSERT INTO tags (team_id, created_at, name) SELECT $1, now(), 'tag ' || i FROM generate_series(0, ${TAGS - 1}) i`,
    [teamId],
  );
  await client.query(
    `INSERT INTO custom_fields (team_id, created_at, updated_at, name, field_type) SELECT $1, now(), now(), name, 'person' FROM unnest($2::text[]) name`,
    [teamId, PERSON_FIELDS],
  );
  await client.query(
    `INSERT INTO accounts (team_id, created_at, updated_at, name, domain, city, country, crm_id, people_count)
     SELECT $1, now() - interval '3 years', now() - interval '1 day', 'Company ' || i, 'company' || i || '.example',
       ${pick(CITIES, ',', 1)}, ${pick(COUNTRIES, ',', 2)}, '001' || lpad(i::text, 15, '0'), 25
     FROM generate_series(1, ${accounts}::bigint) i`,
    [teamId],
  );
  // Seven manual actions in seven days, each in a group of its own.
  await client.query(
    `WITH made AS (
       INSERT INTO cadences (team_id, created_at, updated_at, name, team_cadence, owner_id, creator_id)
       SELECT $1, now(), now(), 'Seven by seven ' || i, true, $2, $2 FROM generate_series(1, ${CADENCES}) i RETURNING id),
     days AS (
       INSERT INTO step_groups (team_id, cadence_id, day, position, due_immediately)
       SELECT $1, made.id, day, 1, true FROM made, generate_series(1, 7) day RETURNING id, cadence_id, day)
     INSERT INTO steps (team_id, created_at, updated_at, cadence_id, step_group_id, day, step_number, type, name)
     SELECT $1, now(), now(), cadence_id, id, day, 1, CASE day % 2 WHEN 0 THEN 'phone' ELSE 'other' END, 'Touch ' || day FROM days`,
    [teamId, userId],
  );
}

async function seedPeople(
  client: pg.PoolClient,
  teamId: number,
  people: number,
  accounts: number,
): Promise<void> {
  // updated_at and created_at are spread over three years in an order that is not the table's, as in a table that has
  // been lived in: a page of a list touches as many blocks as it has rows.
  await client.query(
    `INSERT INTO people (team_id, id, created_at, updated_at, first_name, last_name, email_address, phone, mobile_phone, title, city, state,
       country, work_country, crm_id, crm_object_type, person_company_name, do_not_contact, locale, job_seniority, custom_fields, tags,
       contact_restrictions, success_count, last_contacted_at, last_contacted_type, last_contacted_by_id, last_replied_at, emails_sent,
       emails_viewed, emails_clicked, emails_replied_to, calls, account_id, account_name, owner_id, creator_id, person_stage_id, person_stage_name,
       cadence_ids, most_recent_cadence_id)
     SELECT $1, i, touched - (${random(1)} % 31536000) * interval '1 second', touched, first, last,
       lower(first || '.' || last) || i || '@company' || account || '.example',
       CASE WHEN ${chance(70, 3)} THEN '+1 404 555 ' || lpad((i % 10000)::text, 4, '0') END,
       CASE WHEN ${chance(40, 4)} THEN '+1 770 555 ' || lpad((i % 10000)::text, 4, '0') END,
       CASE WHEN ${chance(90, 5)} THEN ${pick(TITLES, ',', 6)} END, ${pick(CITIES, ',', 7)}, NULL, ${pick(COUNTRIES, ',', 8)}, NULL,
       CASE WHEN ${chance(70, 9)} THEN '003' || lpad(i::text, 15, '0') END, CASE WHEN ${chance(70, 9)} THEN 'contact' END,
       'Company ' || account, i % 50 = 7, CASE WHEN ${chance(60, 11)} THEN ${pick(ZONES, ',', 12)} END,
       CASE WHEN ${chance(80, 13)} THEN ${pick(SENIORITIES, ',', 14)} END,
       CASE WHEN ${chance(60, 15)} THEN jsonb_build_object('Industry', 'Sector ' || ${random(16)} % 40, 'Source', 'List ' || ${random(17)} % 20) ELSE '{}' END,
       CASE ${random(18)} % 4 WHEN 0 THEN '{}'::text[] WHEN 1 THEN ARRAY['tag ' || ${random(19)} % ${TAGS}]
         ELSE ARRAY['tag ' || ${random(19)} % 50, 'tag ' || 50 + ${random(20)} % 50] END,
       CASE WHEN ${chance(5, 21)} THEN ARRAY['call'] ELSE '{}'::text[] END, (${chance(3, 22)})::integer,
       CASE WHEN contacted THEN touched END, CASE WHEN contacted THEN 'email' END, CASE WHEN contacted THEN owner END,
       CASE WHEN contacted AND ${chance(15, 23)} THEN touched END,
       CASE WHEN contacted THEN ${random(24)} % 12 ELSE 0 END, CASE WHEN contacted THEN ${random(25)} % 6 ELSE 0 END,
       CASE WHEN contacted THEN ${random(26)} % 3 ELSE 0 END, CASE WHEN contacted THEN ${random(27)} % 2 ELSE 0 END,
       CASE WHEN contacted THEN ${random(28)} % 5 ELSE 0 END, account, 'Company ' || account, owner, owner, stage.id, stage.name,
       CASE WHEN i % 10 = 0 THEN ARRAY[cadence] ELSE '{}'::bigint[] END, CASE WHEN i % 10 = 0 THEN cadence END
     FROM (
       SELECT i, first_account + floor(${skewed(30)} * ${accounts})::bigint AS account,
         first_owner + floor(${skewed(31)} * ${OWNERS})::bigint AS owner,
         first_stage + ${random(32)} % 7 AS stage_id, first_cadence + i / 10 % ${CADENCES} AS cadence, ${chance(60, 33)} AS contacted,
         ${pick(FIRST, ' ', 34)} AS first, ${pick(LAST, ' ', 35)} AS last,
         now() - (${random(36)} % 63072000000000) * interval '1 microsecond' AS touched
       FROM generate_series(1, $2::bigint) i,
         (SELECT min(id) AS first_account FROM accounts WHERE team_id = $1) a,
         (SELECT min(id) AS first_owner FROM users WHERE team_id = $1 AND role_id = 'User') u,
         (SELECT min(id) AS first_stage FROM person_stages WHERE team_id = $1) s,
         (SELECT min(id) AS first_cadence FROM cadences WHERE team_id = $1) c
     ) spread JOIN person_stages stage ON stage.team_id = $1 AND stage.id = stage_id`,
    [teamId, people],
  );
  await client.query(`SELECT setval(pg_get_serial_sequence('people', 'id'), $1)`, [people]);
}

/** Every tenth person is on a cadence, at its first step; the action is due tomorrow. */
async function seedMemberships(client: pg.PoolClient, teamId: number): Promise<void> {
  await client.query(
    `INSERT INTO cadence_memberships (team_id, created_at, updated_at, added_at, cadence_id, person_id, user_id, current_state, step_group_id, step_id, group_entered_at)
     SELECT p.team_id, now(), now(), now(), s.cadence_id, p.id, p.owner_id, 'active', s.step_group_id, s.id, now()
     FROM people p JOIN steps s ON s.team_id = p.team_id AND s.cadence_id = p.most_recent_cadence_id AND s.day = 1
     WHERE p.team_id = $1 AND p.id % 10 = 0`,
    [teamId],
  );
  await client.query(
    `INSERT INTO actions (team_id, created_at, updated_at, membership_id, cadence_id, step_id, step_group_id, person_id, user_id, type, status, due_at, reason)
     SELECT m.team_id, now(), now(), m.id, m.cadence_id, s.id, s.step_group_id, m.person_id, m.user_id, s.type, 'planned', now() + interval '1 day', 'Day 1.'
     FROM cadence_memberships m JOIN steps s ON s.team_id = m.team_id AND s.id = m.step_id WHERE m.team_id = $1`,
    [teamId],
  );
}
