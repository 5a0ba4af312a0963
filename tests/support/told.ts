import type pg from 'pg';

/**
 * What moved and what was told of it, noted by triggers in a schema of their own: whether each change of a record that
 * events are about wrote its event in the same transaction, and each event was true. Looked at with `untold`.
 */

/** Tables whose records events tell of, with the word their event types begin with. */
const TOLD: Record<string, string> = {
  accounts: 'account',
  cadences: 'cadence',
  cadence_memberships: 'cadence_membership',
  calls: 'call',
  call_data_records: 'call_data_record',
  conversations: 'conversation',
  emails: 'email',
  mailboxes: 'mailbox',
  meetings: 'meeting',
  notes: 'note',
  people: 'person',
  steps: 'step',
  successes: 'success',
  suppressions: 'suppression',
  tasks: 'task',
  notices: 'notice',
  threads: 'thread',
  users: 'user',
};

/** The same of tables whose rows never change. */
const APPENDED: Record<string, string> = { live_feed_items: 'live_feed_item' };

const NOTED = `
  CREATE SCHEMA told;
  GRANT USAGE ON SCHEMA told TO PUBLIC;
  CREATE UNLOGGED TABLE told.notes (tx xid8, event boolean, record text, id bigint, change text, by text, product boolean, statement text);
  GRANT INSERT ON told.notes TO PUBLIC;
  CREATE FUNCTION told.moved() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    row jsonb := to_jsonb(CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END);
    gone text := CASE TG_OP WHEN 'UPDATE' THEN to_jsonb(OLD)->>'deleted_at' END;
    change text := CASE TG_OP WHEN 'INSERT' THEN 'created' WHEN 'DELETE' THEN 'deleted' ELSE 'updated' END;
  BEGIN
    IF TG_OP = 'UPDATE' AND gone IS NULL AND row->>'deleted_at' IS NOT NULL THEN change := 'deleted'; END IF;
    -- Of what has ended nobody needs to hear, but he may; whoever was told of its deletion hears of one that is there again.
    IF gone IS NOT NULL THEN change := CASE WHEN row->>'deleted_at' IS NULL THEN 'created' ELSE 'ended' END; END IF;
    INSERT INTO told.notes VALUES (pg_current_xact_id(), false, TG_ARGV[0], (row->>'id')::bigint, change, current_user,
      -- Of a team's command, or told in the statement itself: else the test may have written it.
      current_user = 'cadenza_tenant' OR current_query() LIKE '%INSERT INTO events%', left(current_query(), 400));
    RETURN NULL;
  END $$;
  CREATE FUNCTION told.told() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO told.notes VALUES (pg_current_xact_id(), true, regexp_replace(NEW.event_type, '(_recording)?_[a-z]+$', ''), NEW.resource_id,
      regexp_replace(NEW.event_type, '^.*_', ''), current_user, true, left(current_query(), 400));
    RETURN NULL;
  END $$;
  CREATE TRIGGER told AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION told.told();
  ${Object.entries(TOLD)
    .map(
      ([table, record]) => `
  CREATE TRIGGER told AFTER INSERT OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION told.moved('${record}');
  CREATE TRIGGER told_moved AFTER UPDATE ON ${table} FOR EACH ROW WHEN (NEW.updated_at IS DISTINCT FROM OLD.updated_at)
    EXECUTE FUNCTION told.moved('${record}');`,
    )
    .join('')}
  ${Object.entries(APPENDED)
    .map(
      ([table, record]) =>
        `CREATE TRIGGER told AFTER INSERT OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION told.moved('${record}');`,
    )
    .join('\n')}`;

/** Begins to note what happens in a test's database. */
export async function noteWhatIsTold(pool: pg.Pool): Promise<void> {
  await pool.query(NOTED);
}

/** What was noted so far is of no interest. */
export async function forget(pool: pg.Pool): Promise<void> {
  await pool.query('DELETE FROM told.notes');
}

/** What a test prepares by itself; see `untold`. */
export const BY_THE_TEST = '/* by the test */ ';

/**
 * @returns what moved without its event, and what was told though nothing moved; what the test wrote itself is left out:
 * what was written over all teams without a word of it, or, `marked`, only what says so
 */
export async function untold(pool: pg.Pool, marked = false): Promise<string[]> {
  const its = marked ? `statement NOT LIKE '${BY_THE_TEST}%'` : 'product';
  if (!marked)
    await pool.query(
      'CREATE INDEX IF NOT EXISTS notes_of ON told.notes (tx, record, id); ANALYZE told.notes',
    );
  const { rows } = await pool.query<{ text: string }>(`
    SELECT DISTINCT (CASE WHEN event THEN 'told, not moved: ' ELSE 'moved, not told: ' END) || record || '_' || change || ' ' || id || ' by ' || by || ': ' || statement AS text
    FROM told.notes n WHERE
    -- (Of an entry that somebody else adds in this very moment a suppression may tell once too often.)
    CASE WHEN event THEN change IN ('created', 'updated', 'deleted') AND record || change <> 'suppressionupdated' AND NOT EXISTS (SELECT FROM told.notes m WHERE m.tx = n.tx AND NOT m.event AND m.record = n.record AND m.id = n.id
        AND (n.change = 'updated' OR m.change = n.change
        -- Whoever is put on a cadence again has the record of the time before.
        OR n.record = 'cadence_membership'))
      ELSE change <> 'ended' AND ${its} AND NOT EXISTS (SELECT FROM told.notes t WHERE t.tx = n.tx AND t.event AND t.record = n.record AND t.id = n.id
        AND (t.change = n.change OR n.change = 'updated' OR t.record IN ('email', 'meeting'))) END
    ORDER BY 1`);
  return rows.map(({ text }) => text);
}
