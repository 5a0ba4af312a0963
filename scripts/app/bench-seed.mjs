import { join } from 'node:path';
import pg from 'pg';

const FIRST = 10_000_000;
const PER_ACCOUNT = 25;

/**
 * So many people, and the accounts they work for, in the team of who signs in: put into the embedded database of the bench's own
 * server, in one transaction, without the triggers that follow a write. What is there from an earlier run stays.
 */
export async function fillPeople(folder, email, people) {
  const client = new pg.Client({ host: join(folder, 'run'), user: 'postgres', database: 'cadenza' });
  await client.connect();
  try {
    const { rows } = await client.query(
      'SELECT id, team_id FROM users WHERE email = $1 ORDER BY id LIMIT 1',
      [email],
    );
    const [{ id: user, team_id: team }] = rows;
    const there = await client.query(
      'SELECT count(*)::int AS count FROM people WHERE team_id = $1 AND id > $2',
      [team, FIRST],
    );
    if (there.rows[0].count >= people) return;
    await client.query(
      `BEGIN; SET LOCAL session_replication_role = replica; SET LOCAL maintenance_work_mem = '512MB'`,
    );
    await client.query('DELETE FROM people WHERE team_id = $1 AND id > $2', [team, FIRST]);
    await client.query('DELETE FROM accounts WHERE team_id = $1 AND id > $2', [team, FIRST]);
    const rebuild = await withoutIndexes(client, 'people');
    await insertAccounts(client, team, user, Math.ceil(people / PER_ACCOUNT));
    await insertPeople(client, team, user, people);
    await rebuild();
    // The search would read a million people beside the bench, which searches for none of them.
    await client.query('UPDATE search_places SET read_until = now() WHERE team_id = $1', [team]);
    await client.query('COMMIT');
    await client.query('VACUUM (ANALYZE) people, accounts');
    await client.query('CHECKPOINT');
  } finally {
    await client.end();
  }
}

/** Drops what makes many rows slow to write; the returned function brings it back. */
async function withoutIndexes(client, table) {
  const { rows } = await client.query(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index
     WHERE indrelid = $1::regclass AND NOT indisprimary`,
    [table],
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  return async () => {
    for (const { definition } of rows) await client.query(definition);
  };
}

const insertAccounts = (client, team, user, accounts) =>
  client.query(
    `INSERT INTO accounts (team_id, id, created_at, updated_at, name, domain, owner_id, people_count)
     SELECT $1, $4 + i, now() - interval '1 year', now() - interval '1 day', 'Company ' || i, 'company' || i || '.example', $2, ${PER_ACCOUNT}
     FROM generate_series(1, $3::bigint) i`,
    [team, user, accounts, FIRST],
  );

/** Orders of all kinds differ from that of the table, as in one that has been lived in. */
const insertPeople = (client, team, user, people) =>
  client.query(
    `INSERT INTO people (team_id, id, created_at, updated_at, first_name, last_name, email_address, phone, title, city, country, locale,
       person_company_name, tags, last_contacted_at, last_contacted_type, last_contacted_by_id, emails_sent, emails_viewed, emails_clicked,
       calls, account_id, account_name, owner_id, creator_id, person_stage_id, person_stage_name)
     SELECT $1, $4 + i, at - interval '90 days', at, 'First' || r1 % 997, 'Last' || r2 % 1999, 'p' || i || '@bench.example',
       CASE WHEN r1 % 10 < 7 THEN '+1 404 555 ' || lpad((i % 10000)::text, 4, '0') END,
       CASE WHEN r2 % 10 < 9 THEN 'Title ' || r1 % 40 END, 'City ' || r2 % 200, 'Country ' || r1 % 30, 'Europe/Berlin',
       'Company ' || account, CASE WHEN r1 % 4 = 0 THEN '{}'::text[] ELSE ARRAY['tag ' || r2 % 100] END,
       CASE WHEN contacted THEN at END, CASE WHEN contacted THEN 'email' END, CASE WHEN contacted THEN $2::bigint END,
       CASE WHEN contacted THEN r1 % 12 ELSE 0 END, CASE WHEN contacted THEN r2 % 6 ELSE 0 END, CASE WHEN contacted THEN r1 % 3 ELSE 0 END,
       CASE WHEN contacted THEN r2 % 5 ELSE 0 END, $4 + account, 'Company ' || account, $2, $2, stage.id, stage.name
     FROM (SELECT i, r1, r2, 1 + r2 % ceil($3::numeric / ${PER_ACCOUNT})::bigint AS account, r1 % 10 < 6 AS contacted,
         now() - (r1 % 31536000) * interval '1 second' AS at,
         (SELECT array_agg(id ORDER BY id) FROM person_stages WHERE team_id = $1) AS stages
       FROM (SELECT i, hashint8extended(i, 1) & 9223372036854775807 AS r1, hashint8extended(i, 2) & 9223372036854775807 AS r2
         FROM generate_series(1, $3::bigint) i) random) spread
     LEFT JOIN person_stages stage ON stage.team_id = $1 AND stage.id = stages[1 + r2 % cardinality(stages)]`,
    [team, user, people, FIRST],
  );
