import type pg from 'pg';

interface Caller {
  team: number;
  user: number;
}

/** Runs `work` between BEGIN and COMMIT. */
async function transaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

/** The statements of the create-person command (domain/people/commands.ts) for a body that has all of these fields. */
export function createPerson(
  pool: pg.Pool,
  { team, user }: Caller,
  body: Record<string, unknown>,
): Promise<number> {
  const now = new Date();
  return transaction(pool, async (client) => {
    const one = async (text: string, values: unknown[]) => {
      const { rows } = await client.query<Record<string, unknown>>(text, values);
      return rows[0];
    };
    const { account_id: account, person_stage_id: stage, email_address: email } = body;
    const alive = 'SELECT name FROM accounts WHERE team_id = $1 AND id = $2 AND deleted_at IS NULL';
    const accountFound = await one(alive, [team, account]);
    if (!accountFound) throw new Error('no such account');
    const stageFound = await one(alive.replace('accounts', 'person_stages'), [team, stage]);
    if (!stageFound) throw new Error('no such stage');
    const lock = `${team} email_address ${String(email)}`;
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [lock]);
    const same = await one(
      `SELECT people.id FROM people INNER JOIN teams ON teams.id = people.team_id WHERE people.team_id = $1
       AND lower(people.email_address) = $2 AND people.deleted_at IS NULL AND teams.duplicate_emails_allowed = $3`,
      [team, email, false],
    );
    if (same) throw new Error('taken');
    const tags = (body['tags'] as string[]).toSorted();
    await client.query(
      `INSERT INTO tags (team_id, created_at, name) VALUES ${tags.map((_, at) => `($1, $2, $${at + 3})`).join(', ')}
       ON CONFLICT (team_id, name) DO NOTHING`,
      [team, now, ...tags],
    );
    const names = Object.keys(body['custom_fields'] as object);
    await client.query(
      `SELECT name, value_type FROM custom_fields WHERE team_id = $1 AND field_type = $2 AND deleted_at IS NULL
       AND name IN (${names.map((_, at) => `$${at + 3}`).join(', ')})`,
      [team, 'person', ...names],
    );
    const made = await one(
      `INSERT INTO people (owner_id, first_name, last_name, email_address, phone, title, city, country, account_id, person_stage_id,
         tags, custom_fields, account_name, person_stage_name, team_id, creator_id, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) RETURNING id`,
      [
        user,
        ...['first_name', 'last_name', 'email_address', 'phone', 'title', 'city', 'country'].map(
          (name) => body[name],
        ),
        ...[
          account,
          stage,
          tags,
          JSON.stringify(body['custom_fields']),
          accountFound['name'],
          stageFound['name'],
          team,
          user,
          now,
          now,
        ],
      ],
    );
    const id = Number(made?.['id']);
    await client.query(
      'UPDATE accounts SET people_count = people_count + $1 WHERE team_id = $2 AND id = $3',
      [1, team, account],
    );
    await appendEvents(client, team, user, now, [['person_created', id]]);
    return id;
  });
}

/** The statements of addToCadence (domain/memberships/membership-commands.ts) for a person who is on none of its runs. */
export function createMembership(
  pool: pg.Pool,
  { team, user }: Caller,
  { person_id: personId, cadence_id: cadenceId }: Record<string, unknown>,
): Promise<number> {
  const now = new Date();
  return transaction(pool, async (client) => {
    const all = async (text: string, values: unknown[]) => {
      const { rows } = await client.query<Record<string, unknown>>(text, values);
      return rows;
    };
    const walked = () =>
      all(
        `SELECT g.*, s.id AS step_id, s.type AS step_type, s.step_number FROM steps AS s
         INNER JOIN step_groups AS g ON g.team_id = s.team_id AND g.id = s.step_group_id
         WHERE s.team_id = $1 AND s.cadence_id = $2 AND s.deleted_at IS NULL AND s.disabled = $3 ORDER BY s.step_number, s.id`,
        [team, cadenceId, false],
      );
    const cadence = 'SELECT * FROM cadences WHERE team_id = $1 AND id = $2';
    const [person] = await all('SELECT * FROM people WHERE team_id = $1 AND id = $2 FOR NO KEY UPDATE', [
      team,
      personId,
    ]);
    if (!person || person['do_not_contact']) throw new Error('no such person');
    await all('SELECT do_not_contact FROM accounts WHERE team_id = $1 AND id = $2 AND deleted_at IS NULL', [
      team,
      person['account_id'],
    ]);
    await all(cadence, [team, cadenceId]);
    const [first] = await walked();
    const earlier =
      'SELECT id, currently_on_cadence FROM cadence_memberships WHERE team_id = $1 AND person_id = $2 AND cadence_id = $3';
    const runs = await all(earlier, [team, personId, cadenceId]);
    if (runs.some((run) => run['currently_on_cadence'])) throw new Error('is already on this cadence');
    const [membership] = await all(
      `INSERT INTO cadence_memberships (current_state, added_at, updated_at, state_reason, paused_until, group_entered_at, team_id,
         created_at, cadence_id, person_id, user_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       ON CONFLICT (team_id, person_id, cadence_id, user_id) DO UPDATE SET current_state = $12, added_at = $13, updated_at = $14,
         state_reason = $15, paused_until = $16, group_entered_at = $17 RETURNING *`,
      [
        ...['active', now, now, null, null, now, team, now, cadenceId, personId, user],
        ...['active', now, now, null, null, now],
      ],
    );
    const id = Number(membership?.['id']);
    await client.query(
      `UPDATE people SET cadence_ids = array_append(cadence_ids, $1::bigint), most_recent_cadence_id = $2, updated_at = $3
       WHERE team_id = $4 AND id = $5`,
      [cadenceId, cadenceId, now, team, personId],
    );
    await appendEvents(client, team, user, now, [
      ['cadence_membership_created', id],
      ['person_updated', personId],
    ]);
    await all('SELECT time_zone FROM users WHERE team_id = $1 AND id = $2', [team, user]);
    const { id: group, step_id: step, step_type: type } = first ?? {};
    const action = [
      team,
      now,
      now,
      id,
      cadenceId,
      step,
      group,
      personId,
      user,
      type,
      false,
      'in_progress',
      now,
    ];
    const [planted] = await all(
      `INSERT INTO actions (team_id, created_at, updated_at, membership_id, cadence_id, step_id, step_group_id, person_id, user_id,
         type, automated, status, due_at, multitouch_group_id, reason, completed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) RETURNING id, step_id, status`,
      [...action, null, 'Day 1: due as soon as the step is reached.', null],
    );
    await client.query(
      `UPDATE cadence_memberships SET step_group_id = $1, step_id = $2, latest_action_id = $3, group_entered_at = $4, updated_at = $5
       WHERE team_id = $6 AND id = $7`,
      [group, step, planted?.['id'], now, now, team, id],
    );
    await appendEvents(client, team, user, now, [['cadence_membership_updated', id]]);
    await client.query(
      'UPDATE cadences SET cadence_people = cadence_people + $1 WHERE team_id = $2 AND id = $3',
      [1, team, cadenceId],
    );
    return id;
  });
}

async function appendEvents(
  client: pg.PoolClient,
  team: number,
  user: number,
  now: Date,
  events: [type: string, resource: unknown][],
): Promise<void> {
  const row = (_: unknown, at: number) =>
    `(${[1, 2, 3, 4, 5].map((column) => `$${at * 5 + column}`).join(', ')})`;
  await client.query(
    `INSERT INTO events (team_id, created_at, event_type, resource_id, user_id) VALUES ${events.map(row).join(', ')}`,
    events.flatMap(([type, resource]) => [team, now, type, resource, user]),
  );
}
