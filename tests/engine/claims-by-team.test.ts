import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type Database } from '../../apps/server/src/db/connect.js';
import { claimActions } from '../../apps/server/src/engine/claim.js';
import { claimEmails } from '../../apps/server/src/engine/sending/claim-emails.js';
import { markLostCopies, sendCopies } from '../../apps/server/src/engine/sending/copies.js';
import { markLostSends } from '../../apps/server/src/engine/sending/lost-sends.js';
import { delegateOpen } from '../../apps/server/src/engine/planning/delegate.js';
import { releaseScheduled } from '../../apps/server/src/engine/sending/scheduled.js';
import { manualClock } from '../../apps/server/src/kernel/clock.js';
import { seedBigTables } from '../support/big-tables.js';
import { testDatabase } from '../support/database.js';
import { log, memoryMailer, MONDAY } from './support.js';

/** Rows of the huge team that are due, of each kind; the others have few. */
const HUGE = 4000;
const OTHERS = 60;
const LAST = 100 + OTHERS;

let made: Awaited<ReturnType<typeof testDatabase>>;
let seen: { text: string; values: unknown[] }[] = [];
let database: Database;

/** Keeps what claims and their looks said. */
class Listening extends pg.Client {
  override query(...args: unknown[]): never {
    const [first, second] = args as [string | { text?: string; values?: unknown[] }, unknown];
    const text = typeof first === 'string' ? first : (first.text ?? '');
    const values = typeof first === 'string' ? second : first.values;
    if (/SKIP LOCKED|RECURSIVE step/.test(text))
      seen.push({ text, values: Array.isArray(values) ? values : [] });
    return (super.query as (...all: unknown[]) => unknown)(...args) as never;
  }
}

beforeAll(async () => {
  made = await testDatabase();
  await seedBigTables(made.database, 8000);
  const { pool } = made.database;
  // Team 1 has had its rows for longer; the others' ids are higher, and each has one row of each kind.
  await pool.query(`
    INSERT INTO teams (id, name, created_at, updated_at) SELECT n, 'Team ' || n, now(), now() FROM generate_series(101, ${LAST}) n;
    INSERT INTO users (team_id, id, guid, email, created_at, updated_at)
      SELECT n, n, gen_random_uuid(), n || '@other.example', now(), now() FROM generate_series(101, ${LAST}) n;
    INSERT INTO people (team_id, id, created_at, updated_at) SELECT n, n, now(), now() FROM generate_series(101, ${LAST}) n;
    UPDATE actions SET status = 'completed';
    UPDATE emails SET state = 'sent' WHERE state IN ('queued', 'planned')`);
  const rows = `SELECT 1 AS team, n, timestamptz '2026-03-01T00:00:00Z' AS due FROM generate_series(1, ${HUGE}) n
    UNION ALL SELECT n, n, timestamptz '2026-03-02T08:00:00Z' FROM generate_series(101, ${LAST}) n`;
  await pool.query(`
    INSERT INTO actions (team_id, id, created_at, updated_at, membership_id, cadence_id, step_id, step_group_id, person_id, user_id, type, status, due_at, reason)
      SELECT team, 900000 + n, due, due, 900000 + n, 1, 1, 1, n, CASE WHEN team = 1 THEN 1 ELSE team END, 'email', 'planned', due, '' FROM (${rows}) r;
    INSERT INTO emails (team_id, id, created_at, updated_at, user_id, person_id, state, state_reason, state_changed_at, send_after, message_id, from_address,
        to_address, subject, body_html, body_text, mailbox_id, lease_until)
      SELECT team, k.of + n, due, due, CASE WHEN team = 1 THEN 1 ELSE team END, n, k.state, '', due, due, '<' || k.state || team || '-' || n || '@x>', 'a@x', 'b@x', '', '', '', 7, due
      FROM (${rows}) r, (VALUES ('queued', 900000), ('planned', 1900000), ('sending', 2900000)) k (state, of);
    INSERT INTO email_recipients (team_id, email_id, address, role, state, send_after, created_at, updated_at)
      SELECT team, 2900000 + n, 'c@x', 'cc', 'waiting', due, due, due FROM (${rows}) r;
    INSERT INTO email_recipients (team_id, email_id, address, role, state, lease_until, created_at, updated_at)
      SELECT team, 2900000 + n, 'lost@x', 'cc', 'sending', due, due, due FROM (${rows}) r;
    INSERT INTO user_absences (team_id, id, created_at, updated_at, user_id, starts_on, ends_on, mode)
      SELECT team, n, due, due, CASE WHEN team = 1 THEN 1 ELSE team END, due::date, '2026-04-01', 'hand_over' FROM (${rows}) r`);
  await pool.query('VACUUM ANALYZE');
  database = connect({
    connection: { ...made.connection, Client: Listening } as unknown as pg.PoolConfig,
    max: 4,
    onError: () => undefined,
  });
}, 240_000);
afterAll(async () => {
  await database.close();
  await made.close();
});

const clock = manualClock(MONDAY);
const sending = () => ({ database, log, clock, mailer: memoryMailer() });
/** Each kind of work that is claimed: one round of it, and the rows that show who was taken. */
const KINDS: Record<string, { claim(now: Date): Promise<unknown>; waiting: string }> = {
  actions: {
    claim: (now) => claimActions(database, now, 50, 3_600_000),
    waiting: `SELECT team_id FROM actions WHERE status = 'planned' AND claimed_until IS NULL`,
  },
  'queued e-mails': {
    claim: (now) => claimEmails(database, now, 32, 3_600_000, { except: [5, null] }),
    waiting: `SELECT team_id FROM emails WHERE state = 'queued' AND claimed_by IS NULL`,
  },
  'one-off e-mails': {
    claim: (now) => releaseScheduled({ database, log }, now),
    waiting: `SELECT team_id FROM emails WHERE state = 'planned'`,
  },
  'e-mails of a worker that is gone': {
    claim: (now) => markLostSends({ database, log }, now),
    waiting: `SELECT team_id FROM emails WHERE state = 'sending'`,
  },
  'copies of a worker that is gone': {
    claim: (now) => markLostCopies(database, now),
    waiting: `SELECT team_id FROM email_recipients WHERE state = 'sending'`,
  },
  copies: {
    claim: (now) => sendCopies(sending(), now),
    waiting: `SELECT team_id FROM email_recipients WHERE state = 'waiting' AND send_after <= '${MONDAY.toISOString()}'`,
  },
  leaves: {
    claim: (now) => delegateOpen({ database, log }, now),
    waiting: `SELECT team_id FROM user_absences WHERE handed_over_at IS NULL`,
  },
};

it.each(Object.entries(KINDS))(
  '%s: sixty small teams wait for a look and a claim, not for a huge one, and each statement walks an index that a team leads',
  async (_kind, { claim, waiting }) => {
    seen = [];
    const left = async () => {
      const { rows } = await made.database.pool.query<{ small: number; huge: number }>(
        `SELECT count(*) FILTER (WHERE team_id > 100)::integer AS small, count(*) FILTER (WHERE team_id = 1)::integer AS huge FROM (${waiting}) w`,
      );
      return rows[0] as { small: number; huge: number };
    };
    const before = await left();
    expect(before).toEqual({ small: OTHERS, huge: HUGE });
    // 20 rows a claim at least: sixty teams are through after four, whatever the huge one has.
    for (let n = 0; n < 5; n += 1) await claim(new Date(MONDAY.getTime() + n));
    const after = await left();
    expect(after.small).toBe(0);
    expect(after.huge).toBeGreaterThan(HUGE / 2);
    const kinds = new Map(seen.map((each) => [each.text, each]));
    expect(kinds.size).toBeGreaterThanOrEqual(2);
    for (const { text, values } of kinds.values()) expect(await faultsOf(text, values), text).toEqual([]);
  },
  60_000,
);

const QUEUES = ['actions', 'emails', 'email_recipients', 'user_absences'];

interface Node {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  Alias?: string;
  Plans?: Node[];
}

/** Reads of a queue that are no walk along an index led by team_id, and sorts of what is to be taken. */
async function faultsOf(text: string, values: unknown[]): Promise<string[]> {
  const { pool } = made.database;
  const { rows } = await pool.query(`EXPLAIN (FORMAT JSON) ${text}`, values);
  const { rows: led } = await pool.query<{ name: string }>(
    `SELECT indexrelid::regclass::text AS name FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
     WHERE a.attname = 'team_id'`,
  );
  const names = led.map(({ name }) => name);
  const found: string[] = [];
  const visit = (node: Node) => {
    const { 'Relation Name': table = '', 'Index Name': index = 'none', 'Node Type': type } = node;
    if (QUEUES.includes(table) && type !== 'ModifyTable' && !names.includes(index))
      found.push(`${type} of ${table} by ${index}`);
    if (node.Alias === 'q' && type.includes('Bitmap')) found.push(`${type} of ${table}`);
    for (const inner of node.Plans ?? []) visit(inner);
    if (type === 'LockRows' && node.Plans?.some((inner) => inner['Node Type'].includes('Sort')))
      found.push('Sort');
  };
  visit(rows[0]['QUERY PLAN'][0].Plan as Node);
  return found;
}
