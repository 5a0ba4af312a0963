import type { ResourceName } from '@cadenza/contract';
import { handlers } from '../../../apps/server/src/http/handlers.js';
import { createTestServer, type TestServer } from '../server.js';
import { seedEngine } from './seed-engine.js';
import { written } from './fields/index.js';
import type { Writable } from './fields/written.js';
import { begin, seedConversations, seedOwn, seedPeople, seedSettings, seedTasks } from './seed-records.js';
import { type Hidden, type SeededWorld, listOf, must, read, specOf, type Wire, type World } from './world.js';

export const RESOURCES = Object.keys(handlers.resources) as ResourceName[];

/** A server with one team that has different records of every resource, all of them read. */
export async function seedWorld(): Promise<World> {
  const server = await createTestServer();
  const seeding = await begin(server);
  const settings = await seedSettings(seeding);
  const { people } = await seedPeople(seeding, settings);
  await seedTasks(seeding, people);
  await seedOwn(seeding);
  await seedConversations(seeding);
  await seedEngine(seeding, { ...settings, people });
  await seeding.put('users', { id: seeding.gone.principal.userId }, { active: false });
  const { me } = seeding;
  const rows = {} as Record<ResourceName, readonly Wire[]>;
  const readAll = async () => {
    for (const name of RESOURCES) rows[name] = (await read(me, listOf(name, 'per_page=100'))).data;
  };
  await readAll();
  const gone = await bury({ server, me, rows });
  await apart(server, me.principal.teamId);
  await readAll();
  for (const [name, id] of gone)
    must(!rows[name].some((row) => row['id'] === id), () => `${name}: ${id} was deleted, and is listed`);
  const hidden = await hiddenOf(server, me.principal.teamId);
  return { server, me, reps: [seeding.rep, seeding.third], rows, hidden };
}

/** One record of each resource that can be deleted, and a cadence with all that goes with it: no list shows them. */
async function bury(world: SeededWorld): Promise<[ResourceName, Wire[string]][]> {
  const { me } = world;
  const tables = written(world);
  const done = async (method: 'POST' | 'DELETE', path: string, body?: object): Promise<Wire> => {
    const answer = await me.call(method, path, body);
    must(answer.status < 300, () => `${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.body?.data as Wire;
  };
  const gone: [ResourceName, Wire[string]][] = [];
  for (const name of RESOURCES) {
    const { path, create, delete: removed } = specOf(name);
    if (!create || !removed || ENDED.includes(name)) continue;
    const record = await done('POST', path, tables[name as Writable].body?.(BURIED));
    gone.push([name, record['id']]);
    await done('DELETE', `${path}/${record['id']}`);
  }
  const cadence = await done('POST', '/v2/cadences', { name: 'Buried' });
  const step = (body: object) => done('POST', '/v2/steps', { cadence_id: cadence['id'], ...body });
  const email_template_id = world.rows.email_templates[0]?.['id'] as unknown;
  await step({ type: 'phone', day: 1, instructions: 'Nobody hears this' });
  const email = await step({ type: 'email', day: 2, email_template_id });
  await done('POST', '/v2/step_variants', { step_id: email['id'], name: 'Buried', email_template_id });
  await done('DELETE', `/v2/cadences/${cadence['id']}`);
  return gone;
}
/** What is ended by being deleted, and listed as before. */
const ENDED: readonly ResourceName[] = [
  'bulk_jobs',
  'cadence_memberships',
  'meetings',
  'scheduled_emails',
  'external_configurations',
  'external_mappings',
];
/** A number that no walk gives a record that it makes. */
const BURIED = 1_000;

/**
 * What only months of work would tell apart: counters, moments and flags of the engine, and stamps in another order than
 * that of the ids. Written to the tables, as it would be there then.
 */
async function apart(server: TestServer, team: number): Promise<void> {
  const { pool } = server.database;
  const users = (
    await pool.query<{ id: number }>('SELECT id FROM users WHERE team_id = $1 ORDER BY id', [team])
  ).rows;
  const [first, second] = users.map((user) => user.id);
  // Of all that the seed changed as much as a page holds; what is told in the order of time stays as the database wrote it.
  await pool.query('ALTER TABLE audit_entries DISABLE TRIGGER append_only');
  await pool.query(
    `DELETE FROM audit_entries WHERE team_id = $1 AND id NOT IN (SELECT id FROM audit_entries WHERE team_id = $1 AND
      record_type IN ('users', 'custom_fields', 'imports', 'groups') ORDER BY id LIMIT 40)`,
    [team],
  );
  await pool.query(
    `INSERT INTO data_control_requests (team_id, created_at, updated_at, user_id, request_type, dry_run, people, run_at, completed_at, counts)
     VALUES ($1, now(), now(), $2, 'right_to_be_forgotten', false, 2, NULL, now(), '{"emails": 3}'), ($1, now(), now(), $3, 'people_soft_deletion', true, 1, '2030-01-01', NULL, '{}'),
       ($1, now(), now(), $3, 'account_redaction', true, 0, NULL, NULL, '{}')`,
    [team, first, second],
  );
  for (const text of [
    `INSERT INTO successes (team_id, created_at, updated_at, succeeded_at, success_window_started_at, user_id, person_id)
      SELECT p.team_id, now(), now(), (ARRAY['2026-02-03', '2026-02-01', NULL, '2026-02-02'])[p.nth]::timestamptz, '2026-01-01', p.owner_id, p.id
      FROM (SELECT team_id, id, owner_id, row_number() OVER (ORDER BY id) AS nth FROM people WHERE team_id = $1 AND owner_id IS NOT NULL ORDER BY id LIMIT 4) p`,
    `INSERT INTO live_feed_items (team_id, created_at, user_id, person_id, event_type, event_occurred_at, message, idempotency_key)
      SELECT p.team_id, now(), p.owner_id, p.id, 'third_party', '2026-02-01'::timestamptz + (p.nth * 3 % 7) * interval '1 day', 'said ' || p.nth, 'k' || p.nth
      FROM (SELECT team_id, id, owner_id, row_number() OVER (ORDER BY id DESC) AS nth FROM people WHERE team_id = $1 AND owner_id IS NOT NULL ORDER BY id DESC LIMIT 6) p`,
    `UPDATE account_stages SET active = false WHERE team_id = $1 AND name = 'Beta'`,
    `UPDATE account_stages SET "order" = NULL WHERE team_id = $1 AND name = 'Spare'`,
    `UPDATE account_tiers SET "order" = NULL WHERE team_id = $1 AND name = 'Spare'`,
    `UPDATE account_tiers SET active = false WHERE team_id = $1 AND name = 'Beta'`,
    `UPDATE person_stages SET active = false WHERE team_id = $1 AND name = 'Cold'`,
    `UPDATE accounts SET prospector_engagement_level = CASE WHEN id % 2 = 0 THEN 'high' ELSE 'low' END, owner_crm_id = (ARRAY['U1', 'U2'])[id % 3],
      last_contacted_at = CASE WHEN id % 4 = 0 THEN NULL ELSE '2026-02-01'::timestamptz - (id % 3) * interval '1 day' END WHERE team_id = $1`,
    `UPDATE people SET owner_crm_id = (ARRAY['U1', 'U2'])[id % 3], bouncing = id % 2 = 0, success_count = id % 2, calls = (id * 3 + 1) % 7, emails_sent = (id * 5 + 2) % 7,
      emails_clicked = (id * 2 + 3) % 5, emails_replied_to = (id * 4) % 7, emails_viewed = (id * 6 + 5) % 11, job_function = 'x',
      last_contacted_type = (ARRAY['call', 'email', 'other'])[id % 4], last_replied_at = CASE WHEN id % 2 = 0 THEN '2026-02-01'::timestamptz END,
      last_contacted_at = CASE WHEN id % 4 = 0 THEN NULL ELSE '2026-02-01'::timestamptz - (id % 3) * interval '1 day' END WHERE team_id = $1`,
    `UPDATE call_data_records r SET call_id = c.id FROM calls c WHERE r.team_id = $1 AND c.team_id = $1 AND c.person_id = r.person_id AND r.status = 'busy'`,
    `UPDATE call_data_records r SET call_id = (SELECT min(c.id) FROM calls c WHERE c.team_id = $1 AND c.sentiment IS NOT NULL) WHERE team_id = $1 AND status = 'completed'`,
    `UPDATE external_configurations SET deleted_at = now() WHERE team_id = $1 AND external_type = 'old'`,
    `UPDATE external_mappings SET deleted_at = now() WHERE team_id = $1 AND external_id = 'P-2'`,
    `UPDATE opportunities SET most_recent_cadence_id = (SELECT (array_agg(c.id ORDER BY c.id))[1 + opportunities.id % 2] FROM cadences c WHERE c.team_id = $1)
      WHERE team_id = $1 AND id % 4 < 3`,
    `UPDATE meetings SET status = (ARRAY['booked', 'pending', 'failed'])[id % 3 + 1], event_id = CASE id % 2 WHEN 0 THEN 'event ' || id % 4 END, no_show = id % 3 = 0,
      task_id = CASE id % 2 WHEN 1 THEN (SELECT (array_agg(t.id ORDER BY t.id))[1 + meetings.id % 3] FROM tasks t WHERE t.team_id = $1) END,
      cadence_id = CASE WHEN id % 4 < 3 THEN (SELECT (array_agg(c.id ORDER BY c.id))[1 + meetings.id % 2] FROM cadences c WHERE c.team_id = $1) END,
      step_id = CASE WHEN id % 4 < 3 THEN (SELECT (array_agg(s.id ORDER BY s.id))[1 + meetings.id % 2] FROM steps s WHERE s.team_id = $1) END WHERE team_id = $1`,
    `UPDATE team_templates SET attachment_ids = (SELECT (array_agg(a.id ORDER BY a.id))[1:CASE title WHEN 'Team Omega' THEN 2 ELSE 1 END] FROM attachments a WHERE a.team_id = $1),
      group_ids = CASE title WHEN 'Team Beta' THEN (SELECT (array_agg(g.id ORDER BY g.id))[1:1] FROM groups g WHERE g.team_id = $1) ELSE '{}' END, archived_at = CASE title WHEN 'Team Zeta' THEN '2026-02-02'::timestamptz END WHERE team_id = $1`,
    `UPDATE imports SET import_type = (ARRAY['csv', 'hubspot', 'manual'])[id % 3 + 1] WHERE team_id = $1`,
    `UPDATE bulk_jobs SET state = CASE name WHEN 'Waiting' THEN 'executing' ELSE 'done' END, marked_ready_at = '2026-02-01',
      cancelled_at = CASE name WHEN 'Ended' THEN '2026-02-02'::timestamptz END WHERE team_id = $1 AND name IN ('Done', 'Ended', 'Waiting')`,
    `UPDATE bulk_job_rows SET status = (ARRAY['success', 'error', 'retrying', 'pending'])[id % 4 + 1], resource = '{"person": {"id": 1}}',
      error = CASE id % 4 WHEN 1 THEN 'It was refused' END, finished_at = '2026-02-01' WHERE team_id = $1`,
    `UPDATE exports SET state = CASE format WHEN 'json' THEN 'failed' WHEN 'ndjson' THEN 'running' ELSE state END WHERE team_id = $1`,
    `UPDATE mailboxes SET health = CASE WHEN id % 2 = 0 THEN 'ok' ELSE 'failing' END WHERE team_id = $1`,
    `UPDATE tasks SET source = CASE WHEN id % 2 = 0 THEN 'salesloft.api' ELSE 'elsewhere' END,
      due_at = CASE WHEN id % 3 = 0 THEN NULL ELSE due_date - (id % 2) * interval '40 days' END WHERE team_id = $1`,
    `UPDATE emails SET views = id % 2, clicks = (id + 1) % 2, replies = (id / 2) % 2, bounced = id % 3 = 0,
      mailbox_id = CASE WHEN id % 3 = 0 THEN NULL ELSE (SELECT (array_agg(m.id ORDER BY m.id))[1 + emails.id % 2] FROM mailboxes m WHERE m.team_id = $1) END WHERE team_id = $1`,
    `UPDATE users SET email = 'x' || email WHERE team_id = $1 AND id = (SELECT min(u.id) FROM users u WHERE u.team_id = $1)`,
    `UPDATE users SET first_name = NULL, last_name = NULL WHERE team_id = $1 AND id = (SELECT max(u.id) FROM users u WHERE u.team_id = $1)`,
    `UPDATE people SET person_stage_id = NULL, person_stage_name = NULL WHERE team_id = $1 AND first_name = 'Carl'`,
    `UPDATE emails SET sent_at = sent_at + (id % 3) * interval '1 hour' WHERE team_id = $1`,
    `UPDATE actions SET due_at = due_at + (id % 3) * interval '1 day', multitouch_group_id = CASE WHEN id % 3 = 0 THEN NULL ELSE step_group_id END WHERE team_id = $1`,
    `UPDATE received_messages SET unreadable = CASE WHEN id % 2 = 0 THEN 'too deep' END, suggestion = CASE WHEN id % 3 = 1 THEN 'opt_out' END WHERE team_id = $1`,
    `DELETE FROM notices WHERE team_id = $1`,
    `INSERT INTO notices (team_id, created_at, updated_at, user_id, kind, resource, resource_id, person_id, key, read_at)
      SELECT $1, '2026-02-01'::timestamptz + (n * 3 % 7) * interval '1 day', now(), (SELECT CASE n % 2 WHEN 0 THEN min(u.id) ELSE max(u.id) END FROM users u WHERE u.team_id = $1),
        (ARRAY['reply', 'hot_person', 'mailbox_failing', 'webhook_paused'])[n % 4 + 1], (ARRAY['threads', 'people', 'mailboxes', 'webhook_subscriptions'])[n % 4 + 1], n,
        (ARRAY[(SELECT min(p.id) FROM people p WHERE p.team_id = $1), (SELECT max(p.id) FROM people p WHERE p.team_id = $1), NULL, NULL])[n % 4 + 1], 'seed ' || n,
        CASE n % 3 WHEN 0 THEN '2026-02-09'::timestamptz END FROM generate_series(1, 8) n`,
    `UPDATE threads SET unread = id % 2 = 0, done_at = CASE id % 3 WHEN 0 THEN '2026-02-05'::timestamptz END, done_by_id = CASE id % 3 WHEN 0 THEN user_id END,
      snoozed_until = CASE id % 3 WHEN 1 THEN '2026-02-20'::timestamptz + (id % 2) * interval '40 days' END,
      assigned_user_id = (ARRAY[(SELECT min(u.id) FROM users u WHERE u.team_id = $1), (SELECT max(u.id) FROM users u WHERE u.team_id = $1)])[id % 3] WHERE team_id = $1`,
    `UPDATE received_messages SET thread_id = NULL WHERE team_id = $1 AND id % 4 = 0`,
    `UPDATE email_templates t SET team_template_id = CASE WHEN id % 3 < 2 THEN (SELECT (array_agg(w.id ORDER BY w.created_at))[1 + t.id % 3] FROM team_templates w WHERE w.team_id = $1) END, sent_emails = id, views = id % 3,
      attachment_ids = (SELECT (array_agg(a.id ORDER BY a.id))[1:1 + t.id % 2] FROM attachments a WHERE a.team_id = $1), group_ids = CASE WHEN id % 2 = 0 THEN g.ids[1:2] ELSE g.ids[3:3] END,
      cadence_id = CASE WHEN title = 'Cadence' THEN (SELECT min(c.id) FROM cadences c WHERE c.team_id = $1) END,
      last_used_at = CASE WHEN n.nth % 3 = 0 THEN NULL ELSE '2026-02-01'::timestamptz - (n.nth % 2) * interval '1 day' END
      FROM (SELECT array_agg(id ORDER BY id) AS ids FROM groups WHERE team_id = $1) g,
        (SELECT id AS of, row_number() OVER (ORDER BY id) AS nth FROM email_templates WHERE team_id = $1) n
      WHERE t.team_id = $1 AND t.id = n.of`,
  ])
    await pool.query(text, [team]);
  await pool.query(
    `UPDATE people SET starred_by = CASE id % 3 WHEN 0 THEN '{}' WHEN 1 THEN ARRAY[$2::bigint] ELSE ARRAY[$2::bigint, $3::bigint] END WHERE team_id = $1`,
    [team, first, second],
  );
  await pool.query(
    `INSERT INTO email_events (team_id, created_at, email_id, kind, url, user_agent, actor, evidence, counted)
    SELECT $1, '2026-02-01'::timestamptz + ((e.id + n) % 3) * interval '1 hour', e.id, (ARRAY['open', 'click'])[n % 2 + 1], CASE n % 2 WHEN 1 THEN 'https://example.com/' || n END, 'x' || n,
      (ARRAY['person', 'proxy', 'scanner'])[n], CASE n WHEN 1 THEN NULL ELSE 'it is known' END, n = 1
    FROM emails e CROSS JOIN generate_series(1, 3) n WHERE e.team_id = $1`,
    [team],
  );
  for (const table of new Set(RESOURCES.map((name) => handlers.resources[name].view.table)))
    await stamps(server, team, table);
  await pool.query(
    'DELETE FROM audit_entries WHERE team_id = $1 AND id NOT IN (SELECT id FROM audit_entries WHERE team_id = $1 ORDER BY id LIMIT 40)',
    [team],
  );
}

/** Stamps of a table in orders of their own: one against that of the ids, the others interleaved. */
async function stamps(server: TestServer, team: number, table: string): Promise<void> {
  const { pool } = server.database;
  const { rows } = await pool.query<{ column_name: string }>(
    `SELECT column_name FROM information_schema.columns WHERE table_name = $1 AND column_name IN ('created_at', 'updated_at', 'added_at', 'received_at')`,
    [table],
  );
  for (const { column_name: column } of rows) {
    const order =
      column === 'created_at' ? 'nth' : `n.nth % ${column === 'updated_at' ? 2 : 3} * 1000 + n.nth`;
    await pool.query(
      `UPDATE ${table} t SET ${column} = '2026-01-01'::timestamptz + (${order}) * interval '1 minute' + interval '5 microseconds'
       FROM (SELECT id, row_number() OVER (ORDER BY id DESC) AS nth FROM ${table} WHERE team_id = $1) n WHERE t.team_id = $1 AND t.id = n.id`,
      [team],
    );
  }
}

const STAMP_PAIR = `json_build_object('created_at', wire_time(created_at, 'UTC'), 'updated_at', wire_time(updated_at, 'UTC'))`;

async function hiddenOf({ database: { pool } }: TestServer, team: number): Promise<Hidden> {
  const pairs = async <T>(columns: string, table: string): Promise<Map<number, T>> => {
    const { rows } = await pool.query<{ id: number; value: T }>(
      `SELECT id, ${columns} AS value FROM ${table} WHERE team_id = $1`,
      [team],
    );
    return new Map(rows.map((row) => [row.id, row.value]));
  };
  return {
    taskKeys: await pairs('idempotency_key', 'tasks'),
    templateCadences: await pairs('cadence_id', 'email_templates'),
    managers: await pairs('manager_id', 'users'),
    starredBy: await pairs('starred_by', 'people'),
    permissions: (await pairs('permissions', 'custom_roles')) as unknown as Map<string, string[]>,
    groupStamps: await pairs(STAMP_PAIR, 'groups'),
    assignmentStamps: await pairs(STAMP_PAIR, 'phone_number_assignments'),
  };
}
