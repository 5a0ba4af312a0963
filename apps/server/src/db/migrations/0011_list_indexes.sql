-- Indexes for the lists that grow without bound, as tests/api/explain.test.ts asks for them: every filter finds its rows
-- by an index, also a value no row has. Where a filter goes with the default sort (updated_at, id) the index carries both;
-- a flag that few rows have is a partial index that the other rows do not pay for.

-- Evaluating it costs far more than PostgreSQL assumes: rather use the GIN index than walk the sort and compute it.
ALTER FUNCTION jsonb_lower_values(jsonb) COST 1000;

-- The planner does not use what it knows of expressions in partial indexes (seen on 18.4: it took every prefix for one in
-- two hundred); statistics of their own it does. They cost a write nothing: ANALYZE makes them.
CREATE STATISTICS people_lower_email ON lower(email_address) FROM people;
CREATE STATISTICS people_lower_title ON lower(title) FROM people;
CREATE STATISTICS people_lower_country ON lower(country) FROM people;
CREATE STATISTICS people_lower_state ON lower(state) FROM people;
CREATE STATISTICS people_lower_city ON lower(city) FROM people;
CREATE STATISTICS people_lower_fields ON jsonb_lower_values(custom_fields) FROM people;
CREATE STATISTICS accounts_lower_domain ON lower(domain) FROM accounts;
CREATE STATISTICS accounts_lower_industry ON lower(industry) FROM accounts;
CREATE STATISTICS accounts_lower_country ON lower(country) FROM accounts;
CREATE STATISTICS accounts_lower_state ON lower(state) FROM accounts;
CREATE STATISTICS accounts_lower_city ON lower(city) FROM accounts;
CREATE STATISTICS accounts_lower_fields ON jsonb_lower_values(custom_fields) FROM accounts;

-- Know the thousand most frequent values, not the hundred: with several hundred values in a column a value that no row has
-- is otherwise taken for as frequent as the rare ones, and a walk through every row looks cheap (seen at a million).
ALTER TABLE people
  ALTER COLUMN owner_crm_id SET STATISTICS 1000,
  ALTER COLUMN locale SET STATISTICS 1000,
  ALTER COLUMN first_name SET STATISTICS 1000,
  ALTER COLUMN last_name SET STATISTICS 1000,
  ALTER COLUMN account_name SET STATISTICS 1000,
  ALTER COLUMN person_company_name SET STATISTICS 1000;
ALTER TABLE accounts
  ALTER COLUMN website SET STATISTICS 1000,
  ALTER COLUMN owner_crm_id SET STATISTICS 1000,
  ALTER COLUMN locale SET STATISTICS 1000,
  ALTER COLUMN company_type SET STATISTICS 1000,
  ALTER COLUMN prospector_engagement_level SET STATISTICS 1000;
ALTER TABLE imports
  ALTER COLUMN name SET STATISTICS 1000;
ALTER STATISTICS people_lower_title SET STATISTICS 1000;
ALTER STATISTICS people_lower_country SET STATISTICS 1000;
ALTER STATISTICS people_lower_state SET STATISTICS 1000;
ALTER STATISTICS people_lower_city SET STATISTICS 1000;
ALTER STATISTICS accounts_lower_industry SET STATISTICS 1000;
ALTER STATISTICS accounts_lower_country SET STATISTICS 1000;
ALTER STATISTICS accounts_lower_state SET STATISTICS 1000;
ALTER STATISTICS accounts_lower_city SET STATISTICS 1000;

-- lower(): exact values and _starts_with share one index (view.ts, FoldedSql).
CREATE INDEX people_title_text ON people (team_id, lower(title) text_pattern_ops) WHERE deleted_at IS NULL;
CREATE INDEX people_country ON people (team_id, lower(country) text_pattern_ops) WHERE deleted_at IS NULL;
CREATE INDEX people_state ON people (team_id, lower(state) text_pattern_ops) WHERE deleted_at IS NULL;
CREATE INDEX people_city ON people (team_id, lower(city) text_pattern_ops) WHERE deleted_at IS NULL;
CREATE INDEX people_last_name ON people (team_id, last_name) WHERE deleted_at IS NULL;
CREATE INDEX people_first_name ON people (team_id, first_name) WHERE deleted_at IS NULL;
CREATE INDEX people_locale ON people (team_id, locale) WHERE deleted_at IS NULL;
CREATE INDEX people_owner_crm_id ON people (team_id, owner_crm_id) WHERE deleted_at IS NULL;
CREATE INDEX people_company_name ON people (team_id, person_company_name) WHERE deleted_at IS NULL AND account_name IS NULL;
CREATE INDEX people_starred_by ON people USING gin (starred_by) WHERE deleted_at IS NULL AND starred_by <> '{}';
CREATE INDEX people_do_not_contact ON people (team_id, updated_at DESC, id DESC) WHERE deleted_at IS NULL AND do_not_contact;
CREATE INDEX people_bouncing ON people (team_id, updated_at DESC, id DESC) WHERE deleted_at IS NULL AND bouncing;
CREATE INDEX people_replied ON people (team_id, updated_at DESC, id DESC) WHERE deleted_at IS NULL AND last_replied_at IS NOT NULL;
CREATE INDEX people_success ON people (team_id, updated_at DESC, id DESC) WHERE deleted_at IS NULL AND success_count > 0;
CREATE INDEX people_eu_resident ON people (team_id, updated_at DESC, id DESC) WHERE deleted_at IS NULL AND eu_resident;
CREATE INDEX people_unmailable ON people (team_id, updated_at DESC, id DESC)
  WHERE deleted_at IS NULL AND (do_not_contact OR email_address IS NULL OR 'email' = ANY (contact_restrictions));
CREATE INDEX people_on_cadence ON people (team_id, updated_at DESC, id DESC) WHERE deleted_at IS NULL AND cadence_ids <> '{}';
CREATE INDEX people_phone ON people (team_id, updated_at DESC, id DESC)
  WHERE deleted_at IS NULL AND (phone IS NOT NULL OR mobile_phone IS NOT NULL OR home_phone IS NOT NULL);

-- Parts of names and addresses (_query, and search of tags). A server without pg_trgm, or one that will not let us have it, searches
-- as before: row by row.
DO $$ BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE INDEX tags_words ON tags USING gin (name gin_trgm_ops);
  CREATE INDEX people_words ON people USING gin (name gin_trgm_ops, email_address gin_trgm_ops) WHERE deleted_at IS NULL;
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported OR undefined_object THEN NULL;
END $$;

CREATE INDEX accounts_archived ON accounts (team_id, updated_at DESC, id DESC) WHERE deleted_at IS NULL AND archived_at IS NOT NULL;
CREATE INDEX accounts_website ON accounts (team_id, website) WHERE deleted_at IS NULL;
CREATE INDEX accounts_stage ON accounts (team_id, company_stage_id, updated_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX accounts_tier ON accounts (team_id, account_tier_id, updated_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX accounts_industry ON accounts (team_id, lower(industry) text_pattern_ops) WHERE deleted_at IS NULL;
CREATE INDEX accounts_country ON accounts (team_id, lower(country) text_pattern_ops) WHERE deleted_at IS NULL;
CREATE INDEX accounts_state ON accounts (team_id, lower(state) text_pattern_ops) WHERE deleted_at IS NULL;
CREATE INDEX accounts_city ON accounts (team_id, lower(city) text_pattern_ops) WHERE deleted_at IS NULL;
CREATE INDEX accounts_owner_crm_id ON accounts (team_id, owner_crm_id) WHERE deleted_at IS NULL;
CREATE INDEX accounts_locale ON accounts (team_id, locale) WHERE deleted_at IS NULL;
CREATE INDEX accounts_type ON accounts (team_id, company_type) WHERE deleted_at IS NULL;
CREATE INDEX accounts_engagement ON accounts (team_id, prospector_engagement_level) WHERE deleted_at IS NULL;

CREATE INDEX cadence_memberships_current ON cadence_memberships (team_id, currently_on_cadence, updated_at DESC, id DESC);

-- Open actions: what reps and programs poll. A closed action leaves these indexes.
CREATE INDEX actions_open_step ON actions (team_id, step_id, updated_at DESC, id DESC) WHERE status IN ('in_progress', 'pending_activity');
CREATE INDEX actions_open_cadence ON actions (team_id, cadence_id, updated_at DESC, id DESC) WHERE status IN ('in_progress', 'pending_activity');
CREATE INDEX actions_open_person ON actions (team_id, person_id) WHERE status IN ('in_progress', 'pending_activity');
CREATE INDEX actions_open_type ON actions (team_id, type, updated_at DESC, id DESC) WHERE status IN ('in_progress', 'pending_activity');
CREATE INDEX actions_open_group ON actions (team_id, multitouch_group_id)
  WHERE multitouch_group_id IS NOT NULL AND status IN ('in_progress', 'pending_activity');

CREATE INDEX tasks_updated_at ON tasks (team_id, updated_at) WHERE deleted_at IS NULL;
CREATE INDEX tasks_completed_at ON tasks (team_id, completed_at) WHERE deleted_at IS NULL AND completed_at IS NOT NULL;
CREATE INDEX tasks_state ON tasks (team_id, current_state, due_date DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX tasks_type ON tasks (team_id, task_type, due_date DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX tasks_source ON tasks (team_id, source, due_date DESC, id DESC) WHERE deleted_at IS NULL;

CREATE INDEX calls_user ON calls (team_id, user_id, updated_at DESC, id DESC);
CREATE INDEX calls_sentiment ON calls (team_id, sentiment, updated_at DESC, id DESC);
CREATE INDEX calls_disposition ON calls (team_id, disposition, updated_at DESC, id DESC);

CREATE INDEX imports_user ON imports (team_id, user_id, updated_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX imports_type ON imports (team_id, import_type, updated_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX imports_name ON imports (team_id, name) WHERE deleted_at IS NULL;

-- Whether a call instruction belongs to a step the caller sees.
CREATE INDEX steps_call_instruction ON steps (team_id, call_instruction_id) WHERE call_instruction_id IS NOT NULL;
-- The unique index of the same columns serves every look-up.
DROP INDEX steps_cadence;
-- The engine claims by actions_planned (0004) since it has it.
DROP INDEX actions_due;
-- Nothing searches tags by what they begin with.
DROP INDEX tags_search;

-- The principal carries it now (http/auth.ts): a change must empty the caches.
DROP TRIGGER auth_changed ON teams;
CREATE TRIGGER auth_changed AFTER DELETE OR UPDATE OF deactivated, rate_limit_per_minute, clock_offset_ms, team_visibility_default ON teams
  FOR EACH STATEMENT EXECUTE FUNCTION notify_auth_changed();
