-- Every record is read in the order of its stamps.
CREATE INDEX tasks_by_updated_at ON tasks (team_id, updated_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX tasks_by_created_at ON tasks (team_id, created_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX cadence_memberships_created_at ON cadence_memberships (team_id, created_at DESC, id DESC);
CREATE INDEX emails_created_at ON emails (team_id, created_at DESC, id DESC);
CREATE INDEX received_messages_created_at ON received_messages (team_id, created_at DESC, id DESC);
-- The first of these serves the filter.
DROP INDEX tasks_updated_at;

-- Stages and tiers can be made by the API now: one of a name, as person stages.
CREATE UNIQUE INDEX account_stages_name_key ON account_stages (team_id, lower(name)) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX account_tiers_name_key ON account_tiers (team_id, lower(name)) WHERE deleted_at IS NULL;
