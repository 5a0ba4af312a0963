import { join } from 'node:path';
import pg from 'pg';

/** So many people in the team of who signs in, in one statement, in the embedded database of the bench's own server. */
export async function fillPeople(folder, email, people) {
  const client = new pg.Client({ host: join(folder, 'run'), user: 'postgres', database: 'cadenza' });
  await client.connect();
  try {
    const { rows } = await client.query(
      'SELECT id, team_id FROM users WHERE email = $1 ORDER BY id LIMIT 1',
      [email],
    );
    const [{ id, team_id: team }] = rows;
    await client.query(
      `INSERT INTO people (team_id, id, created_at, updated_at, first_name, last_name, email_address, title, city, person_company_name,
         owner_id, creator_id)
       SELECT $1, 10000000 + i, at, at, 'First' || i % 997, 'Last' || i % 1999, 'p' || i || '@bench.example', 'Title ' || i % 40,
         'City ' || i % 200, 'Company ' || i % 5000, $2, $2
       FROM (SELECT i, now() - (i * 7919 % 31536000) * interval '1 second' AS at FROM generate_series(1, $3::bigint) i) spread`,
      [team, id, people],
    );
    await client.query('ANALYZE people');
  } finally {
    await client.end();
  }
}
