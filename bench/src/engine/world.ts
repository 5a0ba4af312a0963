import { connect, type Database } from 'cadenza-server/db/connect.js';
import { migrate } from 'cadenza-server/db/migrate.js';
import { write, writeAcrossTeams } from 'cadenza-server/db/write.js';
import { createTeam, createUser } from 'cadenza-server/domain/identity/commands.js';
import { pino } from 'pino';
import type { Assignment } from '../child.js';

export const log = pino({ level: 'error' }, pino.destination(2));
/** A Monday, nine in the morning UTC: the simulated present at which everything begins. */
export const MONDAY = new Date('2026-03-02T09:00:00Z');
/** Senders that share the people, as in a team of ordinary size. */
export const USERS = 20;

export interface World {
  database: Database;
  teamId: number;
  users: number[];
}

/** A migrated database of its own in the cluster, with one team. */
export async function emptyWorld(connection: Assignment['connection'], name: string): Promise<World> {
  const onError = (error: Error) => log.error(error);
  const admin = connect({ connection, max: 1, onError });
  await admin.pool.query(`CREATE DATABASE ${name}`);
  await admin.close();
  const database = connect({ connection: { ...connection, database: name }, max: 12, onError });
  await migrate(database.pool, () => undefined);
  const { id: teamId } = await writeAcrossTeams(database.kysely, (tx) =>
    createTeam(tx, { name: 'Bench' }, MONDAY),
  );
  const users = await write(database.kysely, teamId, async (tx) => {
    const made: number[] = [];
    for (let n = 0; n < USERS; n += 1) {
      const person = {
        email: `rep${n}.${name}@bench.example`,
        role: 'user' as const,
        firstName: `Rep${n}`,
        lastName: 'Bench',
      };
      made.push((await createUser(tx, teamId, person, MONDAY)).id);
    }
    return made;
  });
  return { database, teamId, users };
}

export const SUBJECT = 'Hello {{ first_name }}, a question about {{ company }}';
export const BODY = `<p>Hi {{ first_name }},</p>
<p>I noticed that {{ company }} has an office in {{ city }} and is hiring. Teams of your size usually lose <b>four hours a week</b>
on entering what was said on the phone: we built something about that, and your colleagues in {{ city }} could try it without
any installation.</p>
<p>Would a quarter of an hour on Thursday suit you? If not, <a href="https://bench.example/calendar">choose another time</a>.</p>
<p>Best regards,<br>{{ my.first_name }} {{ my.last_name }}</p>`;

/** A cadence of automatic e-mails. @returns its id, and step and group of its first day */
export async function makeCadence(
  { database, teamId, users }: World,
  days: readonly { day: number; at: string }[],
): Promise<{ id: number; stepId: number; groupId: number }> {
  const one = async (text: string, values: unknown[]): Promise<number> =>
    Number((await database.pool.query<{ id: number }>(text, values)).rows[0]?.id);
  const id = await one(
    `INSERT INTO cadences (team_id, created_at, updated_at, name, owner_id, creator_id, team_cadence) VALUES ($1, $2, $2, 'Bench', $3, $3, true) RETURNING id`,
    [teamId, MONDAY, users[0]],
  );
  let first: { stepId: number; groupId: number } | undefined;
  for (const [position, { day, at }] of days.entries()) {
    const template = await one(
      `INSERT INTO email_templates (team_id, created_at, updated_at, owner_id, title, subject, body, open_tracking) VALUES ($1, $2, $2, $3, $4, $5, $6, false) RETURNING id`,
      [
        teamId,
        MONDAY,
        users[0],
        `Letter ${position}`,
        SUBJECT,
        BODY.replace('a question', `letter ${position}`),
      ],
    );
    const groupId = await one(
      `INSERT INTO step_groups (team_id, cadence_id, day, position, automated, send_type, time_of_day, timezone_mode, allow_send_on_weekends)
       VALUES ($1, $2, $3, $4, true, 'at_time', $5, 'user', true) RETURNING id`,
      [teamId, id, day, position, at],
    );
    const stepId = await one(
      `INSERT INTO steps (team_id, created_at, updated_at, cadence_id, step_group_id, day, step_number, type, email_template_id) VALUES ($1, $2, $2, $3, $4, $5, 1, 'email', $6) RETURNING id`,
      [teamId, MONDAY, id, groupId, day, template],
    );
    first ??= { stepId, groupId };
  }
  if (!first) throw new Error('a cadence needs a day');
  return { id, ...first };
}

/**
 * People on the cadence with their first action planned, as adding them leaves it; in set-based statements. The action of
 * the n-th is due at `dueAt` (SQL over n).
 */
export async function addPeople(
  { database, teamId, users }: World,
  cadence: { id: number; stepId: number; groupId: number },
  count: number,
  dueAt: string,
): Promise<void> {
  const { pool } = database;
  const { rows } = await pool.query<{ first: number }>(
    'SELECT coalesce(max(id), 0) + 1 AS first FROM people',
  );
  const first = Number(rows[0]?.first);
  const common = [teamId, MONDAY, first, count];
  const series = 'generate_series($3::bigint, $3::bigint + $4::bigint - 1) n';
  await pool.query(
    `INSERT INTO people (team_id, id, created_at, updated_at, first_name, last_name, email_address, city, person_company_name, owner_id, cadence_ids)
     SELECT $1, n, $2, $2, 'Person' || n, 'Bench', 'person' || n || '@target.example', 'Town ' || n % 50, 'Company ' || n % 900,
       ($5::bigint[])[1 + n % cardinality($5::bigint[])], ARRAY[$6::bigint] FROM ${series}`,
    [...common, users, cadence.id],
  );
  await pool.query(
    `INSERT INTO cadence_memberships (team_id, id, created_at, updated_at, added_at, cadence_id, person_id, user_id, current_state, step_group_id, step_id, group_entered_at)
     SELECT $1, n, $2, $2, $2, $6, n, ($5::bigint[])[1 + n % cardinality($5::bigint[])], 'active', $7, $8, $2 FROM ${series}`,
    [...common, users, cadence.id, cadence.groupId, cadence.stepId],
  );
  await pool.query(
    `INSERT INTO actions (team_id, created_at, updated_at, membership_id, cadence_id, step_id, step_group_id, person_id, user_id, type, automated, status, due_at, reason)
     SELECT $1, $2, $2, n, $6, $8, $7, n, ($5::bigint[])[1 + n % cardinality($5::bigint[])], 'email', true, 'planned', ${dueAt}, 'Day 1: seeded.' FROM ${series}`,
    [...common, users, cadence.id, cadence.groupId, cadence.stepId],
  );
  for (const table of ['people', 'cadence_memberships'])
    await pool.query(
      `SELECT setval(pg_get_serial_sequence('${table}', 'id'), (SELECT max(id) FROM ${table}))`,
    );
  await pool.query('ANALYZE');
}
